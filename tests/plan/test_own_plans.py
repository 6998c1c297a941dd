"""A school's own plans beside the program's: each wrong one is wrong by itself."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from scala_cli.plan.check import Known
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, load_library, with_own
from scala_cli.plan.own import MOST, own_plans
from scala_cli.plan.source import SIZE_LIMIT, Source, source_of
from scala_cli.plan.toml import NOT_UTF8
from tests.plan.conftest import KNOWN, Document, document, step, toml


def raw(content: Mapping[str, object]) -> bytes:
    """Return a plan document as TOML."""
    return "".join(f"{toml(k)} = {toml(v)}\n" for k, v in content.items()).encode()


def own(name: str, *steps: Document, **more: object) -> Source:
    """Return an own plan by the name of its file; with that as its id unless told."""
    made = document(*steps, **({"plan_id": name} | more))  # type: ignore[arg-type]
    return source_of(raw(made), f"plannen/{name}.toml", name)


@pytest.fixture
def shipped(tmp_path: Path) -> Library:
    """The program's plans: `groot` hands over to `klein/midden`."""
    plans = {
        "groot": document(step("a", ["klein/midden"]), plan_id="groot"),
        "klein": document(step("x", ["midden"]), step("midden"), plan_id="klein"),
    }
    files = []
    for name, content in plans.items():
        files.append(tmp_path / f"{name}.toml")
        files[-1].write_bytes(raw(content))
    return load_library(files, KNOWN)


def said(library: Library) -> dict[str, list[str]]:
    """Return the sentences about each wrong file."""
    return {one.file: [fault.sentence for fault in one.faults] for one in library.wrong}


def test_an_own_plan_stands_beside_the_programs_and_they_hand_over_to_each_other(
    shipped: Library,
) -> None:
    found = with_own(shipped, [own("eigen", step("b", ["klein/midden"]))], KNOWN)

    assert list(found.plans) == ["groot", "klein", "eigen"]
    assert found.own == {"eigen": "plannen/eigen.toml"}
    assert found.instead == frozenset()
    assert list(Graph("eigen", found.plans).steps) == ["b", "klein/x", "klein/midden"]


def test_an_own_plan_with_the_id_of_the_programs_takes_its_place(shipped: Library) -> None:
    instead = own("klein", step("x", ["midden"]), step("midden", ["nieuw"]), step("nieuw"))
    found = with_own(shipped, [instead], KNOWN)

    assert found.instead == {"klein"}
    assert [one.id for one in found.plans["klein"].steps] == ["x", "midden", "nieuw"]
    assert list(Graph("groot", found.plans).steps)[-1] == "klein/nieuw"
    assert found.documents["klein"]["stap"][-1]["id"] == "nieuw"


def test_a_wrong_own_plan_leaves_the_programs_in_its_place_and_the_others_as_they_are(
    shipped: Library,
) -> None:
    wrong = own("klein", step("x", ["midden"], titel=None), step("midden"))
    good = own("goed", step("b", ["klein/midden"]))
    found = with_own(shipped, [good, wrong], KNOWN)

    assert found.plans["klein"] is shipped.plans["klein"]
    assert "goed" in found.own
    assert said(found) == {"plannen/klein.toml": ["'titel' ontbreekt."]}
    assert [fault.step for fault in found.faults_of("klein")] == ["x"]
    assert found.faults_of("goed") == ()


def test_who_hands_over_to_a_wrong_plan_is_wrong_too_and_so_on_and_says_why(
    shipped: Library,
) -> None:
    found = with_own(
        shipped,
        [
            own("een", step("b", ["twee/b"])),
            own("twee", step("b", ["drie/b"])),
            own("drie", step("b", wie=None)),
            own("vier", step("b", ["klein/x"])),
        ],
        KNOWN,
    )

    assert said(found) == {
        "plannen/een.toml": ["'naar' wijst naar plan 'twee', dat zelf fouten heeft."],
        "plannen/twee.toml": ["'naar' wijst naar plan 'drie', dat zelf fouten heeft."],
        "plannen/drie.toml": ["'wie' ontbreekt."],
    }
    assert list(found.own) == ["vier"]


def test_a_step_that_only_the_wrong_own_version_had_is_missed_with_the_reason(
    shipped: Library,
) -> None:
    wrong = own("klein", step("x", ["midden"]), step("midden", ["extra"]), step("extra", wie=None))
    found = with_own(shipped, [own("een", step("b", ["klein/extra"])), wrong], KNOWN)

    [sentence] = said(found)["plannen/een.toml"]
    assert "'klein/extra', die er niet is" in sentence
    assert sentence.endswith("Het eigen plan 'klein' heeft fouten.")


def test_an_own_plan_that_breaks_one_of_the_programs_is_the_wrong_one(shipped: Library) -> None:
    found = with_own(shipped, [own("klein", step("begin"))], KNOWN)

    assert found.plans["klein"] is shipped.plans["klein"]
    [sentence] = said(found)["plannen/klein.toml"]
    assert "hierdoor klopt plan 'groot' van het programma niet meer." in sentence
    assert "stap 'a': 'naar' wijst naar stap 'klein/midden', die er niet is." in sentence


def test_it_may_change_both_that_plan_and_the_one_that_hands_over_to_it(shipped: Library) -> None:
    found = with_own(
        shipped, [own("klein", step("begin")), own("groot", step("a", ["klein/begin"]))], KNOWN
    )

    assert found.wrong == ()
    assert found.instead == {"klein", "groot"}


def test_of_two_files_with_one_id_neither_is_used_and_each_names_the_other(
    shipped: Library,
) -> None:
    found = with_own(
        shipped, [own("een", step("a"), plan_id="pesten"), own("pesten", step("a"))], KNOWN
    )

    assert found.own == {}
    assert said(found) == {
        "plannen/een.toml": [
            "plan 'pesten' staat ook in plannen/pesten.toml; geef het een ander id."
        ],
        "plannen/pesten.toml": [
            "plan 'pesten' staat ook in plannen/een.toml; geef het een ander id."
        ],
    }
    assert [fault.line for fault in found.faults_of("pesten")] == [2, 2]


def test_all_own_plans_get_all_their_faults_at_once(shipped: Library) -> None:
    found = with_own(
        shipped,
        [
            own("een", step("b", ["weg"], titel=None, documenten=["brief"])),
            own("twee", step("b"), step("los")),
            source_of(b"id = \n", "plannen/drie.toml", "drie"),
            own("vier", step("b", ["drie/b"])),
        ],
        KNOWN,
    )

    assert len(said(found)["plannen/een.toml"]) == 3
    assert said(found)["plannen/twee.toml"] == [
        "kan nooit bereikt worden. Laat een andere stap ernaar wijzen."
    ]
    assert len(said(found)["plannen/drie.toml"]) == 1
    assert said(found)["plannen/vier.toml"] == [
        "'naar' wijst naar plan 'drie', dat zelf fouten heeft."
    ]


def test_a_plan_may_name_an_own_letter_and_a_misspelled_one_is_told(shipped: Library) -> None:
    known = Known(KNOWN.documents, KNOWN.facts, own_letters=lambda: {"bedankbrief"})
    named = step("a", documenten=["bedankbrief"], aangeboden=["bedankbrieff"])
    found = with_own(shipped, [own("een", named)], known)
    assert said(found)["plannen/een.toml"] == [
        "document 'bedankbrieff' bestaat niet. Bedoelde u 'bedankbrief'?"
    ]


def test_own_letters_are_looked_for_only_when_a_plan_names_another_document(
    shipped: Library,
) -> None:
    def looked() -> set[str]:
        raise AssertionError

    known = Known(KNOWN.documents, KNOWN.facts, own_letters=looked)
    [kind] = sorted(KNOWN.documents)[:1]
    assert not with_own(shipped, [own("een", step("a", documenten=[kind]))], known).wrong


# The folder.


def put(home: Path, name: str, content: bytes) -> Path:
    """Write a file into the folder of own plans."""
    path = home / "plannen" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def faults(home: Path) -> list[str]:
    """Return what is wrong in the folder, each with its file."""
    found = own_plans(home)
    return [f"{one.file}: {one.sentence}" for source in found.sources for one in source.faults] + [
        f"{one.file}: {one.sentence}" for one in found.faults
    ]


def test_without_a_folder_there_are_no_own_plans(tmp_path: Path) -> None:
    assert own_plans(tmp_path).sources == ()
    assert faults(tmp_path) == []


def test_files_are_read_in_order_of_name_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", ".c.toml", "lees-mij.md", "oud.toml~"):
        put(tmp_path, name, raw(document(step("a"), plan_id=name[0])))
    assert [one.file for one in own_plans(tmp_path).sources] == ["plannen/a.toml", "plannen/b.toml"]
    assert faults(tmp_path) == []


@pytest.mark.parametrize("name", ["a.toml.txt", "A.TOML", "a.Toml"])
def test_a_file_that_was_meant_as_a_plan_and_has_another_name_is_told(
    name: str, tmp_path: Path
) -> None:
    put(tmp_path, name, b"")
    [told] = faults(tmp_path)
    assert told.startswith(f"plannen/{name}: wordt niet gelezen")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    home = tmp_path / "gegevens"
    outside = tmp_path / "geheim.toml"
    outside.write_text("geheim = 1")
    home.mkdir()
    inside = put(home, "goed.toml", raw(document(step("a"))))
    (home / "plannen" / "uit.toml").symlink_to(outside)
    (home / "plannen" / "rond.toml").symlink_to(home / "plannen" / "rond.toml")
    (home / "plannen" / "in.toml").symlink_to(inside)
    told = faults(home)
    assert told[-1] == "plannen/uit.toml: verwijst naar iets buiten de map plannen."
    assert [one.partition(":")[0] for one in told] == ["plannen/rond.toml", "plannen/uit.toml"]
    assert "geheim" not in "".join(told)


def test_a_folder_that_is_itself_a_link_out_of_the_data_folder_is_not_read(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "a.toml").write_bytes(raw(document(step("a"))))
    home = tmp_path / "gegevens"
    home.mkdir()
    (home / "plannen").symlink_to(elsewhere)
    assert faults(home) == ["plannen/a.toml: verwijst naar iets buiten de map plannen."]


def test_what_is_no_file_is_told_for_what_it_is(tmp_path: Path) -> None:
    put(tmp_path, "map.toml", b"").unlink()
    (tmp_path / "plannen" / "map.toml").mkdir()
    assert faults(tmp_path)[0].startswith("plannen/map.toml: is een map, en hoort een bestand")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_and_a_link_to_nowhere_are_told_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "plannen").mkdir()
    os.mkfifo(tmp_path / "plannen" / "buis.toml")
    (tmp_path / "plannen" / "dood.toml").symlink_to(tmp_path / "plannen" / "weg.toml")
    pipe, dead = faults(tmp_path)
    assert pipe.startswith("plannen/buis.toml: is geen gewoon bestand.")
    assert dead.startswith("plannen/dood.toml: verwijst nergens heen.")


def test_a_step_of_another_plan_is_suggested_with_its_plan_or_else_all_steps_are_named(
    shipped: Library,
) -> None:
    found = with_own(shipped, [own("een", step("a", ["klein/middn", "klein/qqq"]))], KNOWN)
    near, far = said(found)["plannen/een.toml"]
    assert near.endswith("die er niet is. Bedoelde u 'klein/midden'?")
    assert far.endswith("die er niet is. Plan 'klein' heeft: 'x', 'midden'.")


def test_too_many_files_shut_the_folder(tmp_path: Path) -> None:
    for number in range(MOST + 1):
        put(tmp_path, f"p{number}.toml", b"")
    found = own_plans(tmp_path)
    assert found.sources == ()
    assert "te veel bestanden" in found.faults[0].sentence


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "plannen").write_bytes(b"")
    assert "kan niet worden gelezen" in faults(tmp_path)[0]


def test_of_a_file_over_1_mb_only_that_is_said_and_no_more_of_it_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "groot.toml", b"\xff")
    with path.open("r+b") as file:
        file.truncate(50_000_000)
    assert faults(tmp_path) == ["plannen/groot.toml: is groter dan 1 MB; maak het korter."]
    with path.open("r+b") as file:
        file.truncate(SIZE_LIMIT)
    assert faults(tmp_path) == [f"plannen/groot.toml: {NOT_UTF8}"]
    assert NOT_UTF8.startswith("is geen UTF-8. Sla het op als UTF-8. In Kladblok: ")
