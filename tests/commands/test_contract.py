"""The machine-readable contract: one JSON document, its keys, and the exit codes."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scala_cli.case import drafts
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.library import Library
from tests.commands.conftest import ADULT_WITHOUT_TALK, CHILD, ONE, TWO, RunCli, walk_file
from tests.conftest import PASSWORD, TickingClock

Write = Callable[[str], Path]
Read = dict[str, Any]

CASE = {
    "nummer": str,
    "titel": str,
    "plan": str,
    "status": str,
    "open": list,
    "aan_te_vullen": list,
    "stappen": list,
    "documenten": list,
    "aantal": int,
    "kop": str,
}
ANSWER = {
    "stap": str,
    "keuze": (str, list),
    "velden": dict,
    "reden": (str, type(None)),
    "gebeurd": str,
    "vastgelegd": str,
    "vervallen": bool,
}
DOCUMENT = {"soort": str, "tekst": str, "sha256": str}
SHA256 = re.compile(r"[0-9a-f]{64}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def has(found: Read, shape: dict[str, Any]) -> None:
    """Hold a JSON object to exactly these keys, in this order, of these types."""
    assert list(found) == list(shape)
    for key, kind in shape.items():
        assert isinstance(found[key], kind), key
        assert kind is not int or not isinstance(found[key], bool), key


def begins(found: dict[str, Any], keys: dict[str, type]) -> None:
    """See that these keys come first, in order; keys may have been added since."""
    has({key: found[key] for key in list(found)[: len(keys)]}, keys)


def is_case(found: Read) -> None:
    has(found, CASE)
    for answer in found["stappen"]:
        has(answer, ANSWER)
        assert STAMP.fullmatch(answer["vastgelegd"])
    for document in found["documenten"]:
        has(document, DOCUMENT)
        assert SHA256.fullmatch(document["sha256"])
    for missing in found["aan_te_vullen"]:
        has(missing, {"stap": str, "veld": str})
    assert all(isinstance(step, str) for step in found["open"])
    assert SHA256.fullmatch(found["kop"])


def test_start_prints_the_case_and_nothing_else(run_cli: RunCli, answers: Write) -> None:
    ran = run_cli("start", "--antwoorden", answers(ADULT_WITHOUT_TALK), "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    is_case(found)
    assert (found["nummer"], found["plan"], found["open"]) == ("2026-001", "plaatsing", [])
    assert [one["soort"] for one in found["documenten"]] == [
        "niet-reageren",
        "statement",
        "leerlingdossier-incident",
    ]
    assert json.loads(run_cli("dossier", "toon", "2026-001", "--json").out) == found


def test_stopping_prints_the_same_case_as_dossier_toon(run_cli: RunCli, answers: Write) -> None:
    started = run_cli("start", "--antwoorden", answers(CHILD), "--json")
    assert started.code == 3
    assert "bewaard in dossier 2026-001" in started.err
    found = json.loads(started.out)
    is_case(found)
    assert found["open"] == ["reactie-kind", "reactie-ouders"]
    more = '[[antwoord]]\nstap = "reactie-ouders"\nkeuze = "erkennen"\n'
    went_on = run_cli("verder", "2026-001", "--antwoorden", answers(more), "--json")
    assert went_on.code == 3
    further = json.loads(went_on.out)
    is_case(further)
    assert further["open"] == ["reactie-kind", "passende-oplossing"]
    assert json.loads(run_cli("dossier", "toon", "2026-001", "--json").out) == further


def test_the_list_of_cases(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("dossier", "lijst", "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err, list(found)) == (0, "", ["dossiers"])
    for case in found["dossiers"]:
        shape = {"nummer": str, "titel": str, "plan": str, "status": str, "geopend": str}
        has(case, {**shape, "open": list})
    assert [case["nummer"] for case in found["dossiers"]] == [ONE, TWO]
    assert found["dossiers"][0]["titel"] == "Instagram, 22 november 2026"


def test_what_now(run_cli: RunCli, filled: Path) -> None:
    for args, numbers in (((), [ONE, TWO]), ((ONE,), [ONE])):
        ran = run_cli("wat-nu", *args, "--json")
        found = json.loads(ran.out)
        assert (ran.code, ran.err, list(found)) == (0, "", ["dossiers"])
        for case in found["dossiers"]:
            has(case, {"nummer": str, "open": list, "aan_te_vullen": list, "termijnen": list})
        assert [case["nummer"] for case in found["dossiers"]] == numbers


def test_what_now_tells_what_is_due_and_what_is_overdue_first(
    run_cli: RunCli, filled: Path
) -> None:
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        for day in (date(2026, 11, 21), date(2026, 12, 1)):
            draft = drafts.note("Bel terug.", "directie", day)
            dossier.append(TWO, draft, dossier.case(TWO).count)
        ticked = dossier.case(TWO).count
        dossier.append(TWO, drafts.met(ticked, "directie"), ticked)
    ran = run_cli("wat-nu", "--json")
    found = json.loads(ran.out)["dossiers"]
    assert (ran.code, ran.err) == (0, "")
    assert [case["nummer"] for case in found] == [TWO, ONE]
    for case in found:
        for due in case["termijnen"]:
            has(due, {"wat": str, "uiterlijk": str, "bron": str})
    assert [due["uiterlijk"] for due in found[0]["termijnen"]] == ["2026-11-21"]
    assert found[1]["termijnen"] == []
    assert found[0]["termijnen"][0] == {
        "wat": "Bel terug.",
        "uiterlijk": "2026-11-21",
        "bron": "notitie van 22 november 2026",
    }
    alone = json.loads(run_cli("wat-nu", ONE, "--json").out)
    assert alone["dossiers"] == [found[1]]


def test_what_now_tells_of_a_closed_case_only_when_something_is_due(
    run_cli: RunCli, filled: Path
) -> None:
    closed = drafts.close("afgehandeld", "", date(2028, 11, 22), "Voorstel.", "directie")
    noted = drafts.note("Bel terug.", "directie", date(2026, 12, 1))
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        note = dossier.append(TWO, noted, dossier.case(TWO).count)
        dossier.append(TWO, closed, dossier.case(TWO).count)
    numbers = [one["nummer"] for one in json.loads(run_cli("wat-nu", "--json").out)["dossiers"]]
    assert numbers == [TWO, ONE]
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        dossier.append(TWO, drafts.met(note.number, "directie"), dossier.case(TWO).count)
    numbers = [one["nummer"] for one in json.loads(run_cli("wat-nu", "--json").out)["dossiers"]]
    assert numbers == [ONE]


def test_the_check(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("controleer", "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    has(found, {"in_orde": bool, "fouten": list, "dossiers": list})
    assert found["in_orde"] is True
    assert found["fouten"] == []
    for case in found["dossiers"]:
        has(case, {"nummer": str, "kop": str, "aantal": int})
    shown = json.loads(run_cli("dossier", "toon", ONE, "--json").out)
    assert found["dossiers"][0] == {key: shown[key] for key in ("nummer", "kop", "aantal")}


@pytest.mark.parametrize(
    ("args", "empty"),
    [
        (("dossier", "lijst"), {"dossiers": []}),
        (("wat-nu",), {"dossiers": []}),
        (("controleer",), {"in_orde": True, "fouten": [], "dossiers": []}),
    ],
)
def test_without_a_dossier_the_lists_are_empty(
    run_cli: RunCli, home: Path, args: tuple[str, ...], empty: Read
) -> None:
    ran = run_cli(*args, "--json")
    assert (ran.code, json.loads(ran.out)) == (0, empty)
    assert not home.exists()


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_a_plan(run_cli: RunCli, plan: str) -> None:
    ran = run_cli("plan", "toon", plan, "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    begins(found, {"id": str, "versie": int, "stappen": list})
    for step in found["stappen"]:
        words = {"id": str, "soort": str, "titel": str, "bron": str, "naar": list, "wacht": bool}
        lists = {"velden": list, "documenten": list, "aangeboden": list, "opties": list}
        begins(step, {**words, **lists})
        assert step["soort"] in ("vraag", "actie")
        for option in step["opties"]:
            begins(option, {"id": str, "naar": list})
        ids = [step["naar"], step["velden"], *(option["naar"] for option in step["opties"])]
        assert all(isinstance(one, str) for some in ids for one in some)


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_every_path_of_a_plan_can_be_walked_to_its_end_from_an_answers_file(
    plan: str, run_cli: RunCli, answers: Write, library: Library, tmp_path: Path
) -> None:
    ran = run_cli("plan", "paden", plan, "--json")
    listed = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    has(listed, {"paden": list, "meer": bool})
    assert listed["paden"]
    with Dossier.create(tmp_path / "wegen", PASSWORD, TickingClock()) as dossier:
        for path in listed["paden"]:
            number = walk_file(dossier, library, plan, answers(_answers(path)))
            case = dossier.case(number)
            assert [visit.step for visit in case.position.open] == []
            walked = {f"{one.visit.step}:{'+'.join(one.choice)}" for one in case.standing}
            assert walked == set(path)
        assert dossier.faults() == []


def _answers(path: list[str]) -> str:
    """Return a path as an answers file."""
    tables = []
    for answer in path:
        step, _, choice = answer.partition(":")
        tables.append(f"[[antwoord]]\nstap = {json.dumps(step)}\nkeuze = {choice.split('+')}\n")
    return "".join(tables)


def failing(run_cli: RunCli, code: int, *args: object, stdin: bytes = b"") -> str:
    """Run what must fail with a code; return its one sentence."""
    ran = run_cli(*args, stdin=stdin)
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1
    return ran.err.strip()


def test_wrong_use_is_2(run_cli: RunCli, filled: Path) -> None:
    for args in (
        ("dossier", "toon", "2026-999"),
        ("wat-nu", "2026-999"),
        ("verder", "2026-999"),
        ("plan", "toon", "plaatsin"),
        ("--niet-bestaand",),
        ("strat",),
        ("dossier", "toon"),
    ):
        assert failing(run_cli, 2, *args, *(["--json"] if len(args) > 1 else []))


def test_stopped_before_the_end_is_3(run_cli: RunCli, home: Path, answers: Write) -> None:
    said = failing(run_cli, 3, "start", "--antwoorden", answers('plan = "plaatsing"'), "--json")
    assert said.endswith("Ga verder met: stappenplan verder 2026-001")


def test_without_a_password_start_shows_what_comes_first_and_stores_nothing(
    run_cli: RunCli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    ran = run_cli("start")
    assert ran.code == 3
    assert "112" in ran.out
    assert "Communicatie ontspoort op social media." in ran.out
    assert "STAPPENPLAN_WACHTWOORD" in ran.err
    assert not home.exists()


def test_a_wrong_file_is_4_and_prints_no_json(run_cli: RunCli, home: Path, answers: Write) -> None:
    ran = run_cli("start", "--antwoorden", answers("plan ="), "--json")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Antwoordenbestand antwoorden.toml: is geen geldige TOML")
    assert not home.exists()


def test_a_dossier_that_cannot_be_read_is_5(run_cli: RunCli, home: Path) -> None:
    (home / DOSSIER).mkdir(parents=True)
    for args in (("dossier", "lijst"), ("wat-nu",), ("controleer",), ("verder",)):
        said = failing(run_cli, 5, *args, "--json")
        assert str(home / DOSSIER) in said


def test_a_wrong_password_is_6(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    for args in (("dossier", "lijst"), ("verder", ONE)):
        said = failing(run_cli, 6, *args, "--json")
        assert "Er is niets veranderd." in said


def test_no_password_for_a_dossier_that_needs_one_is_6(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    said = failing(run_cli, 6, "dossier", "toon", ONE, "--json")
    assert "--wachtwoordbestand" in said


def test_an_event_that_cannot_be_read_is_reported_with_the_heads_of_all_cases(
    run_cli: RunCli, filled: Path
) -> None:
    import sqlcipher3

    raw = sqlcipher3.connect(str(filled / DOSSIER), isolation_level=None)
    raw.set_key(PASSWORD.encode())
    raw.execute("DROP TRIGGER gebeurtenissen_UPDATE")
    raw.execute("UPDATE gebeurtenissen SET soort = 'iets-anders' WHERE nummer = 2")
    raw.close()

    done = run_cli("controleer", "--json")

    assert done.code == 5
    document = json.loads(done.out)
    assert document["in_orde"] is False
    assert "gebeurtenis 2" in document["fouten"][0]
    assert [one["nummer"] for one in document["dossiers"]] == [ONE, TWO]
