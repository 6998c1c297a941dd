"""What a plan means that was pinned before plans said so: by the hash of its content."""

import json
from pathlib import Path
from typing import Any

import pytest

from scala_cli import resources
from scala_cli.plan.earlier import as_it_was
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical, parse_plan, sha256
from scala_cli.plan.model import Party, Plan, Poster, Reader, Role

RECORDED = sorted((Path(__file__).parent.parent / "dossier" / "recorded").glob("*-[12].json"))
TABLE = resources.table("eerdere-plannen")


def pinned(path: Path) -> list[dict[str, Any]]:
    """Return the content of the plans that a recorded case has pinned."""
    return list(json.loads(path.read_text(encoding="utf-8"))["plannen"].values())


def read(document: dict[str, Any]) -> Plan:
    """Return a plan that was pinned before, as it is read now."""
    return as_it_was(parse_plan(document, "toen"), sha256(canonical(document)), TABLE)


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_an_earlier_plan_of_the_program_means_what_that_of_today_says(
    path: Path, library: Library
) -> None:
    for document in pinned(path):
        then, now = read(document), library.plans[document["id"]]
        assert not then.earlier
        assert then.poster is now.poster
        assert [one.about for one in then.keeping][:1] in (
            [one.about for one in now.keeping][:1],
            [(Poster.CHILD, "ouder")],
        )
        for step in then.steps:
            said = now.index[step.id]
            assert (step.talk, step.about, step.reports, step.course) == (
                said.talk,
                said.about,
                said.reports,
                said.course,
            )
            assert [(one.poster, one.counts, one.says) for one in step.options] == [
                (one.poster, one.counts, one.says) for one in said.options
            ]
            for field in step.fields:
                told = said.field(field.id)
                assert told
                assert field.role is told.role
                # What the school did is told to the police by its moment since.
                assert set(field.readers) <= set(told.readers)


def test_there_is_a_recorded_case_of_every_version_and_the_table_knows_each_plan() -> None:
    known = {sha256(canonical(document)) for path in RECORDED for document in pinned(path)}
    versions = {(one["id"], one["versie"]) for path in RECORDED for one in pinned(path)}

    assert known <= set(TABLE["sha256"])
    assert versions == {(name, n) for name in ("plaatsing", "medewerker") for n in (1, 2)}


def test_the_same_id_and_version_with_other_content_is_a_schools_own(library: Library) -> None:
    [document, *_] = pinned(RECORDED[-1])
    changed = {**document, "titel": "Van onze school"}
    then = read(changed)

    assert then.version == document["versie"]
    assert then.earlier
    assert then.keeping == ()


OWN = {
    "formaat": 1,
    "id": "sleutels",
    "versie": 1,
    "titel": "Sleutels",
    "bron": "Voorbeeld",
    "stap": [
        {
            "id": "praten",
            "soort": "actie",
            "titel": "Praten",
            "tekst": "Praat.",
            "wie": "Directie",
            "bron": "Voorbeeld",
            "naar": [],
            "gesprek": True,
            "velden": [
                {"id": "datum", "soort": "datum", "titel": "Wanneer?"},
                {"id": "naam", "soort": "tekst", "titel": "Wat?"},
                {"id": "inhoud", "soort": "lange-tekst", "titel": "Wat?"},
                {"id": "geheim", "soort": "lange-tekst", "titel": "Wat?"},
                {"id": "wie_nog", "soort": "persoon", "titel": "Wie?"},
            ],
        }
    ],
}


def test_a_schools_own_plan_of_then_keeps_the_division_of_then() -> None:
    [step] = read(OWN).steps
    readers = {field.id: set(field.readers) for field in step.fields}

    assert step.talk is Party.POSTER
    assert readers == {
        "datum": {Reader.BOARD, Reader.POLICE},
        "naam": {Reader.BOARD, Reader.POLICE},
        "inhoud": {Reader.POLICE},
        "geheim": set(),
        "wie_nog": {Reader.BOARD},
    }


def test_a_field_of_another_kind_is_not_taken_for_what_its_id_meant() -> None:
    [step] = read(OWN).steps

    assert step.field("naam").role is None  # type: ignore[union-attr] # it is there
    assert step.field("inhoud").role is Role.MESSAGE  # type: ignore[union-attr] # it is there
