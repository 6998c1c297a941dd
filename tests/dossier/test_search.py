"""Searching: words by their beginning, without accents; and what is erased leaves no trace."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from scala_cli.case.events import Draft, Event, Kind
from scala_cli.clock import Clock
from scala_cli.dossier import driver, opening, schema
from scala_cli.dossier.search import query
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD
from tests.dossier.conftest import Connect

SHADOWS = ("zoek_data", "zoek_idx", "zoek_docsize", "zoek_config")
TEXT = "Het café van crème brûlée is één grote leugen over groep zeven."


def noted(dossier: Dossier, first: Event, after: int, text: str) -> Event:
    return dossier.append(
        first.case, Draft(Kind.NOTED, "2026-11-20", {"door": "directie", "tekst": text}), after
    )


@pytest.fixture
def first(dossier: Dossier, plans: Mapping[str, str]) -> Event:
    """The first event of a case with an answer at `signaal` and a note."""
    opened = dossier.open_case(plans, {"door": "directie"})
    said = {"door": "directie", "velden": {"inhoud": TEXT, "geraakt": ["J. Voorbeeld", "juf"]}}
    dossier.append(
        opened.case, Draft(Kind.ANSWERED, "2026-11-20", said, "signaal", 1, ("gedaan",)), 1
    )
    noted(dossier, opened, 2, "Iets heel anders, over zeven fietsen.")
    return opened


def places(dossier: Dossier, words: str) -> list[tuple[str, str | None]]:
    return [(hit.case, hit.step) for hit in dossier.search(words)]


@pytest.mark.parametrize(
    "words",
    [
        "café", "cafe", "CAFÉ", "cafe\u0301", "creme", "brulee", "crème brulée", "een grote",
        "leugen grote", "voorb", "leu", "J.", "juf", "groep-zeven", '"leugen"', "leugen*",
        "leugen OR", "NOT leugen",
    ][:16],
)  # fmt: skip
def test_words_are_found_by_their_beginning_without_accents_capitals_or_order(
    dossier: Dossier, first: Event, words: str
) -> None:
    assert places(dossier, words) == [(first.case, "signaal")]


@pytest.mark.parametrize("words", ["ugen", "leugen fietsen", "directie", "leugen OR fietsen"])
def test_what_is_not_there_as_one_text_is_not_found(
    dossier: Dossier, first: Event, words: str
) -> None:
    assert dossier.search(words) == []


def test_all_places_are_found_the_newest_first_with_a_passage(
    dossier: Dossier, first: Event, plans: Mapping[str, str]
) -> None:
    other = dossier.open_case(plans, {"door": "directie"})
    noted(dossier, other, 1, f"{'Veel ervoor. ' * 30}Zeven dagen.{' Veel erna.' * 30}")
    found = dossier.search("zeven")
    assert [(hit.case, hit.step) for hit in found] == [
        (other.case, None), (first.case, None), (first.case, "signaal"),
    ]  # fmt: skip
    assert "Zeven dagen." in found[0].passage
    assert found[0].passage.startswith("…")
    assert len(found[0].passage.split()) <= 14


@pytest.mark.parametrize("words", ["", " ", "*", '"', "_", "- ( ) :", "\x1b\u202e"])
def test_without_a_word_there_is_nothing_to_look_for(words: str) -> None:
    with pytest.raises(WrongUse, match="Waarnaar wilt u zoeken"):
        query(words)


def erase(dossier: Dossier, first: Event, number: int, after: int) -> None:
    draft = Draft(Kind.ERASED, "2026-11-21", {"door": "directie"}, choice=(str(number),))
    dossier.append(first.case, draft, after)


def shadows(dossier: Dossier) -> bytes:
    """Return all that the index keeps, one after another."""
    found = b""
    for table in SHADOWS:
        for row in dossier._db.execute(f"SELECT * FROM {table}"):
            values = (value if isinstance(value, bytes) else str(value).encode() for value in row)
            found += b"".join(values)
    return found


def test_what_is_erased_is_found_no_more_and_is_nowhere_in_the_index(
    dossier: Dossier, first: Event
) -> None:
    assert b"eugen" in shadows(dossier)
    erase(dossier, first, 2, 3)

    assert dossier.search("leugen") == []
    assert places(dossier, "zeven") == [(first.case, None)]
    for word in (b"leu", b"eugen", b"cafe", b"brul", b"oorbeeld"):
        assert word not in shadows(dossier)
    assert dossier.faults() == []


def test_the_index_holds_together_when_the_same_is_written_after_it_was_erased(
    dossier: Dossier, first: Event
) -> None:
    erase(dossier, first, 2, 3)
    noted(dossier, first, 4, TEXT)

    # It raises when the index doesn't hold together.
    dossier._db.execute("INSERT INTO zoek (zoek) VALUES ('integrity-check')")
    assert places(dossier, "fietsen") == [(first.case, None)]
    assert places(dossier, "leugen") == [(first.case, None)]


def test_a_dossier_from_before_the_index_gets_one_of_all_that_is_there(
    folder: Path, clock: Clock, plans: Mapping[str, str]
) -> None:
    path = folder / DOSSIER
    path.unlink()
    db = driver.connect(path, PASSWORD, create=True)
    opening.mark_as_ours(db)
    schema.migrations.apply(driver.library(db), stop_before="m002_search")
    old = Dossier(db, path, clock)
    opened = old.open_case(plans, {"door": "directie"})
    noted(old, opened, 1, TEXT)
    noted(old, opened, 2, "Wat weg moet.")
    erase(old, opened, 3, 3)
    old.close()

    with Dossier.open(folder, PASSWORD, clock) as dossier:
        assert places(dossier, "leugen") == [(opened.case, None)]
        assert dossier.search("moet") == []
        assert dossier.faults() == []
        noted(dossier, opened, 4, "Nog iets.")
        assert places(dossier, "nog") == [(opened.case, None)]


def test_a_damaged_dossier_from_before_the_index_is_left_as_it_is(
    folder: Path, clock: Clock, connect: Connect, blank: bytes
) -> None:
    path = folder / DOSSIER
    path.unlink()
    db = driver.connect(path, PASSWORD, create=True)
    opening.mark_as_ours(db)
    schema.migrations.apply(driver.library(db), stop_before="m002_search")
    db.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)

    with pytest.raises(DossierUnusable, match=r"is beschadigd.*stappenplan herstel BESTAND"):
        Dossier.open(folder, PASSWORD, clock)

    assert path.read_bytes() == content


def test_searching_never_reads_all_content(dossier: Dossier, first: Event) -> None:
    asked: list[str] = []
    dossier._db.conn.set_trace_callback(asked.append)
    dossier.search("leugen")
    dossier._db.conn.set_trace_callback(None)

    (statement,) = [one for one in asked if "MATCH" in one]
    first_, *others = steps(dossier, statement)
    assert first_.startswith("SCAN zoek VIRTUAL TABLE INDEX")
    assert sorted(others) == [
        "SEARCH d USING INTEGER PRIMARY KEY (rowid=?)",
        "SEARCH g USING PRIMARY KEY (dossier=? AND nummer=?)",
    ]
    # What the index itself and its triggers ask for one text.
    one_text = steps(dossier, "SELECT tekst FROM zoektekst WHERE plaats = 1000001")
    assert one_text[0] == "SEARCH inhoud USING INDEX inhoud_plaats (<expr>=?)"


def steps(dossier: Dossier, statement: str) -> list[str]:
    """Return how the database goes about a statement."""
    return [row[3] for row in dossier._db.execute(f"EXPLAIN QUERY PLAN {statement}")]
