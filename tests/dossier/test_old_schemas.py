"""Dossiers made with every earlier schema open, are brought up to date, and go on.

A dossier of each schema that was released is kept in `schemas`, with the number, head and count
of its cases beside it. Keep one of the newest schema before adding a migration to it.
"""

import json
from pathlib import Path

import pytest

from scala_cli.case.events import Draft, Kind
from scala_cli.case.replies import Give
from scala_cli.case.replies import draft as draft_of
from scala_cli.clock import Clock
from scala_cli.commands.walk import OneCase
from scala_cli.dossier import schema
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD
from tests.dossier.test_store import DOOR

KEPT = sorted((Path(__file__).parent / "schemas").glob("*.stappenplan"))


def migrations() -> list[str]:
    """Return the start of each migration's name (`m001`), the oldest first."""
    return sorted(name[:4] for name in vars(schema) if name[:1] == "m" and name[1:4].isdigit())


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest) -> Path:
    """A dossier that was kept."""
    found: Path = request.param
    return found


@pytest.fixture
def old(kept: Path, tmp_path: Path) -> Path:
    """A data folder with a copy of it."""
    (tmp_path / DOSSIER).write_bytes(kept.read_bytes())
    return tmp_path


def heads(kept: Path) -> list[tuple[str, str, int]]:
    """Return number, head and count of each case in a kept dossier, as they were then."""
    found = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    return [(number, head, count) for number, head, count in found]


def test_a_dossier_of_every_schema_but_the_newest_is_kept() -> None:
    assert {path.stem for path in KEPT} >= set(migrations()[:-1])


def test_a_kept_dossier_is_of_the_schema_that_it_is_named_for(kept: Path, tmp_path: Path) -> None:
    import sqlcipher3

    copy = tmp_path / DOSSIER
    copy.write_bytes(kept.read_bytes())
    raw = sqlcipher3.connect(str(copy))
    raw.set_key(PASSWORD.encode())
    rows = raw.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()
    raw.close()

    assert [name[:4] for (name,) in rows] == [one for one in migrations() if one <= kept.stem]


def test_an_old_dossier_opens_with_its_cases_as_they_were(
    kept: Path, old: Path, clock: Clock
) -> None:
    with Dossier.open(old, PASSWORD, clock) as dossier:
        assert dossier.faults() == []
        assert dossier.heads() == heads(kept)
        assert [
            (case.number, case.head, case.count) for case in map(dossier.case, dossier.numbers())
        ] == heads(kept)
    with Dossier.open(old, PASSWORD, clock) as again:
        assert again.heads() == heads(kept)


def test_words_are_found_in_an_old_dossier(kept: Path, old: Path, clock: Clock) -> None:
    with Dossier.open(old, PASSWORD, clock) as dossier:
        (found,) = dossier.search("geheim")

        assert (found.case, found.step) == (heads(kept)[0][0], "signaal")
        assert "Geheim bericht" in found.passage


def test_an_old_case_takes_an_answer(kept: Path, old: Path, clock: Clock) -> None:
    (number, head, count), *others = heads(kept)
    with Dossier.open(old, PASSWORD, clock) as dossier:
        file = OneCase(dossier, number)
        case = file.read()
        visit = case.position.open[0]
        options = case.step(visit).options
        choice = (options[0].id,) if options else ("gedaan",)
        added = file.append(draft_of(Give(visit, choice), case, "directie", clock), count)

        assert (added.previous, added.number) == (head, count + 1)
        assert dossier.case(number).answers[visit].choice == choice
        assert dossier.heads() == [(number, added.hash, count + 1), *others]
        assert dossier.faults() == []


def test_what_the_newest_schema_adds_works_in_an_old_dossier(
    kept: Path, old: Path, clock: Clock
) -> None:
    number, _, count = heads(kept)[0]
    said = {**DOOR, "bestand": "x", "bewaard": False}
    with Dossier.open(old, PASSWORD, clock) as dossier:
        dossier.append(number, Draft(Kind.EVIDENCE, None, said), count, b"")
        dossier.append(number, Draft(Kind.ERASED, None, DOOR, choice=(str(count + 1),)), count + 1)
        dossier.copy_made("export", old / "x.md", number)
        dossier.set_setting("school.naam", "De Voorbeeldschool")

        assert dossier.file(number, count + 1) is None
        assert dossier.settings() == {"school.naam": "De Voorbeeldschool"}
        assert dossier.faults() == []
