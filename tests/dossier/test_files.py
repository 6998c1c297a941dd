"""Files kept with evidence stay as they were, go when erased, and places of copies are known."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scala_cli.case.events import CaseMoved, Draft, Event, Kind, chain_faults
from scala_cli.clock import Clock
from scala_cli.dossier.copies import BACKUP, EXPORT, Copy
from scala_cli.dossier.rows import LARGEST_FILE
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from tests.conftest import PASSWORD, TickingClock
from tests.dossier.conftest import Connect, Connection
from tests.dossier.test_store import DOOR, NOTE, run_at_once, without_triggers, worker

PICTURE = bytes(range(256)) * 40
OTHER = b"een ander bestand"
ONE, TWO = "2026-001", "2026-002"


def evidence(file: bytes, *, kept: bool = True) -> Draft:
    """Return a piece of evidence with a file, which is kept or isn't."""
    return Draft(
        Kind.EVIDENCE,
        "2026-11-20",
        {
            **DOOR,
            "bestand": "schermafdruk.png",
            "sha256": hashlib.sha256(file).hexdigest(),
            "grootte": len(file),
            "bewaard": kept,
        },
    )


def erasing(*numbers: int) -> Draft:
    """Return that the contents of these events are erased."""
    return Draft(Kind.ERASED, None, DOOR, choice=tuple(map(str, numbers)))


@pytest.fixture
def case(dossier: Dossier, plans: Mapping[str, str]) -> str:
    """A case: opened, a file that is kept, one that isn't, a note, another file that is."""
    number = dossier.open_case(plans, DOOR).case
    dossier.append(number, evidence(PICTURE), 1, PICTURE)
    dossier.append(number, evidence(OTHER, kept=False), 2)
    dossier.append(number, NOTE, 3)
    dossier.append(number, evidence(OTHER), 4, OTHER)
    return number


def dump(connection: Connection) -> list[tuple[Any, ...]]:
    """Return every file with its place."""
    found: list[tuple[Any, ...]] = connection.execute("SELECT * FROM bestanden").fetchall()
    return found


def test_a_file_is_kept_with_its_evidence_and_read_back_to_the_byte(
    folder: Path, dossier: Dossier, case: str, clock: Clock
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as again:
        assert [again.file(case, number) for number in range(7)] == [
            None, None, PICTURE, None, None, OTHER, None
        ]  # fmt: skip
        assert again.faults() == []
        assert chain_faults(again.events(case)) == []
    with pytest.raises(WrongUse, match="bestaat niet"):
        dossier.file("2026-404", 2)


@pytest.mark.parametrize("file", [b"", b"\0" * LARGEST_FILE])
def test_an_empty_file_and_the_largest_one_are_kept(
    dossier: Dossier, plans: Mapping[str, str], file: bytes
) -> None:
    number = dossier.open_case(plans, DOOR).case
    dossier.append(number, evidence(file), 1, file)

    assert dossier.file(number, 2) == file
    assert dossier.faults() == []


def test_with_anything_but_evidence_a_file_is_refused_and_so_is_the_event(
    dossier: Dossier, case: str
) -> None:
    before = dossier.events(case)

    with pytest.raises(DossierUnusable):
        dossier.append(case, NOTE, len(before), PICTURE)

    assert dossier.events(case) == before
    assert dossier.file(case, len(before) + 1) is None


def test_a_file_with_evidence_on_a_case_that_has_grown_is_not_kept(
    dossier: Dossier, case: str
) -> None:
    with pytest.raises(CaseMoved):
        dossier.append(case, evidence(PICTURE), 4, PICTURE)

    assert len(dump(dossier._db)) == 2


FORBIDDEN = [
    "UPDATE bestanden SET inhoud = x'00'",
    "UPDATE bestanden SET inhoud = inhoud",
    "UPDATE OR REPLACE bestanden SET plaats = 1000003, nummer = 3 WHERE nummer = 2",
    "DELETE FROM bestanden",
    "DELETE FROM bestanden WHERE nummer = 2",
    "REPLACE INTO bestanden SELECT plaats, dossier, nummer, x'00' FROM bestanden",
    "INSERT OR IGNORE INTO bestanden SELECT plaats, dossier, nummer, x'00' FROM bestanden",
    "INSERT INTO bestanden SELECT * FROM bestanden WHERE 1 ON CONFLICT DO UPDATE SET nummer = 3",
    "INSERT INTO bestanden VALUES (1000001, 1, 1, x'00')",
    "INSERT INTO bestanden VALUES (1000004, 1, 4, x'00')",
    "INSERT INTO bestanden VALUES (1000009, 1, 9, x'00')",
    "INSERT INTO bestanden VALUES (9000002, 9, 2, x'00')",
    "INSERT INTO bestanden VALUES (1000006, 1, 6, x'00')",
    "INSERT INTO bestanden VALUES (7, 1, 3, x'00')",
    "INSERT INTO bestanden VALUES (1000003, NULL, 3, x'00')",
    "INSERT INTO bestanden (dossier, nummer, inhoud) VALUES (1, 3, x'00')",
    "REPLACE INTO bestanden VALUES (1000002, 1, 3, x'00')",
    "UPDATE inhoud SET inhoud = NULL, zout = NULL WHERE nummer = 2",
]


@pytest.mark.parametrize("switch", ["on", "off"])
def test_a_file_cannot_be_changed_put_or_taken_away_from_a_raw_connection(
    folder: Path, dossier: Dossier, case: str, connect: Connect, switch: str
) -> None:
    import sqlcipher3

    # Evidence that was erased gets no file either.
    dossier.append(case, evidence(OTHER, kept=False), 5)
    dossier.append(case, erasing(6), 6)
    raw = connect(folder)
    raw.execute(f"PRAGMA foreign_keys = {switch}")
    raw.execute(f"PRAGMA recursive_triggers = {switch}")
    before = dump(raw)
    for statement in FORBIDDEN:
        with pytest.raises(sqlcipher3.IntegrityError):
            raw.execute(statement)
        assert dump(raw) == before, statement


@pytest.mark.parametrize("switch", ["on", "off"])
def test_recording_an_erasure_takes_the_file_away_in_the_same_statement_and_no_other(
    folder: Path, dossier: Dossier, case: str, connect: Connect, switch: str
) -> None:
    raw = connect(folder)
    raw.execute(f"PRAGMA foreign_keys = {switch}")
    raw.execute(f"PRAGMA recursive_triggers = {switch}")
    raw.execute(
        "INSERT INTO gebeurtenissen SELECT dossier, 6, gebeurd, vastgelegd, 'gewist', NULL, NULL,"
        " '[\"2\"]', inhoud_hash, hash, 'x' FROM gebeurtenissen WHERE nummer = 5"
    )

    assert [row[:3] for row in dump(raw)] == [(1000005, 1, 5)]


def test_an_erased_file_is_gone_and_the_record_is_still_in_order(
    folder: Path, dossier: Dossier, case: str, clock: Clock
) -> None:
    dossier.append(case, erasing(2, 4), 5)

    with Dossier.open(folder, PASSWORD, clock) as again:
        assert again.file(case, 2) is None
        assert again.file(case, 5) == OTHER
        assert again.faults() == []


MOVED = "UPDATE bestanden SET plaats = 1000004, nummer = 4 WHERE nummer = 2"
LONGER = "UPDATE bestanden SET inhoud = CAST(inhoud || 'x' AS BLOB) WHERE nummer = 5"


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("UPDATE bestanden SET inhoud = x'00' WHERE nummer = 2", "2: het bewaarde bestand is gew"),
        (LONGER, "5: het bewaarde bestand is gewijzigd"),
        ("INSERT INTO bestanden VALUES (1000003, 1, 3, x'00')", "3: het bewaarde bestand is gew"),
        ("DELETE FROM bestanden WHERE nummer = 5", "5: het bewaarde bestand ontbreekt."),
        (MOVED, "2: het bewaarde bestand ontbreekt."),
        (MOVED, "4: er staat een bestand bij, en het is geen bewijs."),
        ("UPDATE gebeurtenissen SET soort = 'notitie' WHERE nummer = 2", "2: er staat een bestand"),
        (
            "UPDATE inhoud SET inhoud = NULL, zout = NULL WHERE nummer = 2",
            "2: het bestand staat er",
        ),
        ("UPDATE inhoud SET inhoud = 'geen json' WHERE nummer = 2", "2: is gewijzigd en niet meer"),
    ],
)
def test_a_file_that_was_tampered_with_is_told_of_with_case_and_event(
    dossier: Dossier, case: str, connect: Connect, tamper: str, told: str
) -> None:
    without_triggers(dossier.path.parent, connect, tamper)

    faults = dossier.faults()

    assert any(one.startswith(f"Dossier {case}, gebeurtenis {told}") for one in faults), faults
    assert not any("schermafdruk" in one for one in faults)


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE bestanden SET plaats = 9000002, dossier = 9 WHERE nummer = 2",
        "UPDATE bestanden SET plaats = 77 WHERE nummer = 2",
        "UPDATE bestanden SET nummer = 3 WHERE nummer = 2",
        "INSERT INTO uitvoer VALUES (1, 9, 'export', '\"/x\"', '2026-11-20T12:00:00Z')",
    ],
)
def test_what_belongs_to_nothing_is_told_of(
    folder: Path, dossier: Dossier, case: str, connect: Connect, tamper: str
) -> None:
    without_triggers(folder, connect, tamper)

    assert any("1 vastgelegde regels horen bij geen enkel" in one for one in dossier.faults())


def test_with_a_number_only_that_case_and_its_files_are_looked_at(
    folder: Path, dossier: Dossier, case: str, plans: Mapping[str, str], connect: Connect
) -> None:
    other = dossier.open_case(plans, DOOR).case
    without_triggers(folder, connect, "UPDATE bestanden SET inhoud = x'00' WHERE nummer = 2")
    connect(folder).execute("UPDATE gebeurtenissen SET hash = 'x' WHERE dossier = 1")

    assert any(f"Dossier {case}, " in fault for fault in dossier.faults(case))
    assert not any(f"Dossier {case}, " in fault for fault in dossier.faults(other))
    with pytest.raises(WrongUse):
        dossier.faults("2026-404")


def two_cases(dossier: Dossier, plans: Mapping[str, str]) -> tuple[list[Event], list[Event]]:
    """Open two cases and return their events."""
    first, second = dossier.open_case(plans, DOOR), dossier.open_case(plans, DOOR)
    return [first], [second]


LINK = Draft(Kind.LINKED, None, DOOR, choice=(TWO,))
BACK = Draft(Kind.LINKED, None, DOOR, choice=(ONE,))


def test_two_cases_are_linked_in_both_at_once(dossier: Dossier, plans: Mapping[str, str]) -> None:
    two_cases(dossier, plans)

    dossier.link(ONE, LINK, 1, TWO, BACK, 1)

    assert [dossier.events(one)[1].choice for one in (ONE, TWO)] == [(TWO,), (ONE,)]
    assert dossier.faults() == []


@pytest.mark.parametrize(("after", "other_after"), [(1, 2), (2, 1), (1, 0), (0, 1)])
def test_when_either_case_has_grown_neither_is_linked(
    dossier: Dossier, plans: Mapping[str, str], after: int, other_after: int
) -> None:
    first, second = two_cases(dossier, plans)

    with pytest.raises(CaseMoved):
        dossier.link(ONE, LINK, after, TWO, BACK, other_after)

    assert (dossier.events(ONE), dossier.events(TWO)) == (first, second)


def test_a_link_to_a_case_that_another_program_added_to_is_not_written(
    folder: Path, dossier: Dossier, plans: Mapping[str, str]
) -> None:
    first, _ = two_cases(dossier, plans)
    run_at_once([worker("write", folder, TWO, "ander", 1)])

    with pytest.raises(CaseMoved):
        dossier.link(ONE, LINK, 1, TWO, BACK, 1)

    assert dossier.events(ONE) == first
    assert [event.by for event in dossier.events(TWO)] == ["directie", "ander"]


def test_a_link_to_an_unknown_case_leaves_the_other_as_it_was(
    dossier: Dossier, plans: Mapping[str, str]
) -> None:
    first, _ = two_cases(dossier, plans)

    with pytest.raises(WrongUse, match="2026-404"):
        dossier.link(ONE, LINK, 1, "2026-404", BACK, 1)

    assert dossier.events(ONE) == first


def test_where_copies_were_made_is_known_and_can_be_forgotten(
    dossier: Dossier, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert dossier.copies() == []

    dossier.copy_made(EXPORT, Path("uit") / "dossier.md", case)
    dossier.copy_made(BACKUP, tmp_path / "kopie.stappenplan")
    found = dossier.copies()

    assert [(one.kind, one.path, one.number) for one in found] == [
        ("export", tmp_path / "uit" / "dossier.md", case),
        ("reservekopie", tmp_path / "kopie.stappenplan", None),
    ]
    assert found[0].made < found[1].made
    dossier.forget_copy(found[0])
    assert dossier.copies() == found[1:]
    assert dossier.faults() == []


def test_a_copy_made_again_at_the_same_place_has_the_new_moment(
    dossier: Dossier, case: str, plans: Mapping[str, str], tmp_path: Path
) -> None:
    other = dossier.open_case(plans, DOOR).case
    for number in (case, other, None):
        dossier.copy_made(EXPORT, tmp_path / "a", number)
    before = dossier.copies()

    dossier.copy_made(EXPORT, tmp_path / "a", other)
    after = dossier.copies()

    assert {one.number for one in after} == {case, other, None}
    assert len(after) == 3
    assert after[-1].made > before[-1].made


def test_forgetting_a_place_that_was_noted_again_in_between_keeps_it(
    dossier: Dossier, case: str, tmp_path: Path
) -> None:
    dossier.copy_made(EXPORT, tmp_path / "a", case)
    (before,) = dossier.copies()
    dossier.copy_made(EXPORT, tmp_path / "a", case)

    dossier.forget_copy(before)

    assert len(dossier.copies()) == 1


def test_a_place_whose_name_is_no_text_is_noted_too(
    dossier: Dossier, case: str, tmp_path: Path
) -> None:
    path = tmp_path / "caf\udce9\n'\"" / "é"
    dossier.copy_made(EXPORT, path, case)

    (copy,) = dossier.copies()

    assert copy == Copy(EXPORT, path, case, copy.made)
    dossier.forget_copy(copy)
    assert dossier.copies() == []


def test_noting_a_place_changes_nothing_in_a_case(dossier: Dossier, case: str) -> None:
    before = dossier.heads()
    dossier.copy_made(EXPORT, Path("/x"), case)

    assert dossier.heads() == before
    with pytest.raises(WrongUse):
        dossier.copy_made(EXPORT, Path("/x"), "2026-404")


def test_several_places_are_noted_all_or_none(dossier: Dossier, case: str) -> None:
    with pytest.raises(WrongUse, match="2026-404"):
        dossier.copies_made(EXPORT, [(Path("/x"), case), (Path("/y"), "2026-404")])
    assert dossier.copies() == []

    dossier.copies_made(EXPORT, [(Path("/x"), case), (Path("/y"), None)])
    assert [(one.path, one.number) for one in dossier.copies()] == [
        (Path("/x"), case),
        (Path("/y"), None),
    ]


@pytest.mark.parametrize("path", ["geen json", "5", "[]"])
def test_a_list_of_copies_that_was_changed_is_told_of_in_dutch(
    folder: Path, dossier: Dossier, case: str, connect: Connect, path: str
) -> None:
    dossier.copy_made(EXPORT, Path("/x"), case)
    connect(folder).execute("UPDATE uitvoer SET pad = ?", [path])

    with pytest.raises(DossierUnusable, match="lijst van gemaakte bestanden"):
        dossier.copies()
    assert any("lijst van gemaakte bestanden" in fault for fault in dossier.faults())
    with Dossier.open(folder, PASSWORD, TickingClock()) as again:
        assert again.case(case).count == 5


def test_a_backup_noted_before_there_is_any_case_is_no_fault(tmp_path: Path, clock: Clock) -> None:
    with Dossier.create(tmp_path / "gegevens", PASSWORD, clock) as dossier:
        dossier.copy_made(BACKUP, tmp_path / "kopie.stappenplan")

        assert dossier.faults() == []
