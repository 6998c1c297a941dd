"""The tables refuse whatever isn't adding to them, also from a connection without our rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scala_cli.case.events import Draft, Event, Kind, chain_faults, record
from scala_cli.clock import Clock
from scala_cli.dossier import schema
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable
from scala_cli.files import DOSSIER
from tests.conftest import NOW, PASSWORD, TickingClock
from tests.dossier.conftest import Connect, Connection

TABLES = ("dossiers", "plannen", "gebeurtenissen", "inhoud", "bestanden", "uitvoer")
ANY_EVENT = "INSERT INTO gebeurtenissen SELECT * FROM gebeurtenissen WHERE nummer = 3"


def a_copy(number: int, previous: str) -> str:
    """Return the statement that adds event 3 once more, with another number and previous hash."""
    return (
        f"INSERT INTO gebeurtenissen SELECT dossier, {number}, gebeurd, vastgelegd, soort, stap,"
        f" bezoek, keuze, inhoud_hash, {previous}, 'x' FROM gebeurtenissen WHERE nummer = 3"
    )


FORBIDDEN = [
    "UPDATE gebeurtenissen SET keuze = '[\"overgeslagen\"]' WHERE nummer = 2",
    "UPDATE OR IGNORE gebeurtenissen SET nummer = 9 WHERE nummer = 3",
    "UPDATE OR REPLACE gebeurtenissen SET nummer = 2 WHERE nummer = 3",
    "DELETE FROM gebeurtenissen WHERE nummer = 3",
    "DELETE FROM gebeurtenissen",
    ANY_EVENT,
    f"{ANY_EVENT} ON CONFLICT DO NOTHING",
    f"{ANY_EVENT} ON CONFLICT DO UPDATE SET soort = 'notitie'",
    ANY_EVENT.replace("INSERT", "INSERT OR REPLACE"),
    ANY_EVENT.replace("INSERT", "INSERT OR IGNORE"),
    ANY_EVENT.replace("INSERT", "REPLACE"),
    a_copy(5, "hash"),
    a_copy(0, "hash"),
    a_copy(4, "vorige"),
    "UPDATE inhoud SET inhoud = '{}' WHERE nummer = 2",
    "UPDATE inhoud SET inhoud = NULL, zout = NULL WHERE nummer = 2",
    "UPDATE inhoud SET zout = NULL WHERE nummer = 2",
    "UPDATE inhoud SET inhoud = inhoud WHERE nummer = 2",
    "DELETE FROM inhoud WHERE nummer = 2",
    "REPLACE INTO inhoud VALUES (1, 2, '00', '{}')",
    "INSERT INTO inhoud VALUES (1, 2, '00', '{}') ON CONFLICT DO UPDATE SET inhoud = '{}'",
    "UPDATE dossiers SET nummer = '2026-009'",
    "DELETE FROM dossiers",
    "REPLACE INTO dossiers VALUES (1, 2026, 1, '2026-009')",
    "REPLACE INTO dossiers VALUES (9, 2026, 1, '2026-009')",
    "REPLACE INTO dossiers VALUES (9, 2026, 9, '2026-001')",
    "INSERT INTO dossiers VALUES (1, 2026, 1, '2026-001') ON CONFLICT DO UPDATE SET jaar = 1",
    "UPDATE plannen SET inhoud = '{}'",
    "DELETE FROM plannen",
    "REPLACE INTO plannen SELECT sha256, id, versie, '{}' FROM plannen",
    "INSERT INTO plannen SELECT * FROM plannen WHERE true ON CONFLICT DO UPDATE SET versie = 9",
]


@dataclass(frozen=True)
class Recorded:
    """A dossier's folder, and the events of the one case in it."""

    folder: Path
    events: list[Event]


@pytest.fixture(scope="module")
def recorded(
    tmp_path_factory: pytest.TempPathFactory, blank: bytes, plans: Mapping[str, str]
) -> Recorded:
    """A dossier with a case of three events."""
    folder = tmp_path_factory.mktemp("vast")
    (folder / DOSSIER).write_bytes(blank)
    with Dossier.open(folder, PASSWORD, TickingClock()) as dossier:
        return Recorded(folder, a_case(dossier, plans))


@pytest.fixture(scope="module")
def connection(recorded: Recorded) -> Iterator[Connection]:
    """One raw connection for the tests that change nothing: opening takes a while."""
    import sqlcipher3

    made = sqlcipher3.connect(str(recorded.folder / DOSSIER), isolation_level=None)
    made.set_key(PASSWORD.encode())
    yield made
    made.close()


@pytest.fixture(params=["recursive", "not recursive"])
def raw(connection: Connection, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A transaction on a raw connection, with and without recursive triggers; it is undone."""
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute(f"PRAGMA recursive_triggers = {request.param == 'recursive'}")
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    if connection.in_transaction:
        connection.execute("ROLLBACK")


@pytest.fixture
def case(dossier: Dossier, plans: Mapping[str, str]) -> list[Event]:
    """The events of the same case in a dossier that may be changed."""
    return a_case(dossier, plans)


def a_case(dossier: Dossier, plans: Mapping[str, str]) -> list[Event]:
    """Record a case of three events."""
    first = dossier.open_case(plans, {"door": "directie"})
    said = {"door": "directie", "velden": {"melder": "J. Voorbeeld"}}
    answer = Draft(Kind.ANSWERED, first.happened, said, "signaal", 1, ("gedaan",))
    note = Draft(Kind.NOTED, first.happened, {"tekst": "Een notitie."})
    second = dossier.append(first.case, answer, 1)
    return [first, second, dossier.append(first.case, note, 2)]


def dump(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def insert(connection: Connection, event: Event, choice: str) -> None:
    """Add an event as the store would."""
    connection.execute(
        "INSERT INTO gebeurtenissen VALUES (1,?,?,?,?,?,?,?,?,?,?)",
        [
            event.number, event.happened, event.recorded, str(event.kind), event.step,
            event.visit, choice, event.content_hash, event.previous, event.hash,
        ],
    )  # fmt: skip
    connection.execute(
        "INSERT INTO inhoud VALUES (1, ?, ?, ?)", [event.number, event.salt, '{"door":"directie"}']
    )


def erasing(case: list[Event], *numbers: str) -> Event:
    """Return the event that the contents of these events are erased."""
    said = {"door": "directie"}
    return record(Draft(Kind.ERASED, case[0].happened, said, choice=numbers), case[0].case,
                  case[-1], NOW)  # fmt: skip


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_is_recorded_cannot_be_changed_from_a_raw_connection(
    raw: Connection, statement: str
) -> None:
    import sqlcipher3

    before = dump(raw)

    with pytest.raises(sqlcipher3.IntegrityError):
        raw.execute(statement)

    assert dump(raw) == before


def test_nothing_can_be_changed_with_foreign_keys_off_either(
    recorded: Recorded, connection: Connection
) -> None:
    import sqlcipher3

    connection.execute("PRAGMA foreign_keys = off")
    connection.execute("BEGIN IMMEDIATE")
    before = dump(connection)
    for statement in FORBIDDEN:
        with pytest.raises(sqlcipher3.IntegrityError):
            connection.execute(statement)

    assert dump(connection) == before
    connection.execute("ROLLBACK")


@pytest.mark.parametrize("switch", ["on", "off"])
def test_recording_an_erasure_empties_what_it_names_in_the_same_statement(
    folder: Path, dossier: Dossier, case: list[Event], connect: Connect, switch: str
) -> None:
    raw = connect(folder)
    raw.execute(f"PRAGMA foreign_keys = {switch}")
    raw.execute(f"PRAGMA recursive_triggers = {switch}")
    insert(raw, erasing(case, "2"), '["2"]')

    events = dossier.events(case[0].case)
    assert [event.content is None for event in events] == [False, True, False, False]
    assert events[1].choice == ("gedaan",)
    assert chain_faults(events) == []
    assert dossier.faults() == []


@pytest.mark.parametrize("number", ["4", "5", "0", "-1", "x"])
def test_an_erasure_names_only_events_before_it(
    recorded: Recorded, raw: Connection, number: str
) -> None:
    import sqlcipher3

    before = dump(raw)
    with pytest.raises(sqlcipher3.IntegrityError):
        insert(raw, erasing(recorded.events, number), f'["{number}"]')

    assert dump(raw) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inhoud SET inhoud = NULL, zout = NULL WHERE nummer = 3",
        "UPDATE inhoud SET inhoud = NULL WHERE nummer = 2",
        "UPDATE inhoud SET zout = NULL WHERE nummer = 2",
        "UPDATE inhoud SET inhoud = '{}', zout = NULL WHERE nummer = 2",
        "UPDATE inhoud SET inhoud = NULL, zout = NULL, nummer = 9 WHERE nummer = 2",
        "DELETE FROM inhoud WHERE nummer = 2",
    ],
)
def test_an_erasure_empties_what_it_names_and_nothing_else(
    recorded: Recorded, raw: Connection, statement: str
) -> None:
    import sqlcipher3

    insert(raw, erasing(recorded.events, "2"), '["2"]')
    before = dump(raw)

    with pytest.raises(sqlcipher3.IntegrityError):
        raw.execute(statement)

    assert dump(raw) == before


def test_what_was_emptied_stays_empty(folder: Path, case: list[Event], connect: Connect) -> None:
    import sqlcipher3

    raw = connect(folder)
    insert(raw, erasing(case, "2"), '["2"]')

    with pytest.raises(sqlcipher3.IntegrityError):
        raw.execute("UPDATE inhoud SET inhoud = '{}', zout = '00' WHERE nummer = 2")
    with pytest.raises(sqlcipher3.IntegrityError):
        raw.execute("UPDATE inhoud SET inhoud = NULL, zout = NULL WHERE nummer = 3")


def test_the_file_says_what_it_is(dossier: Dossier) -> None:
    found = dossier._db.execute("PRAGMA application_id").fetchone()[0]

    assert found == int.from_bytes(b"STPP", "big")


def test_opening_again_changes_nothing(folder: Path, clock: Clock, blank: bytes) -> None:
    Dossier.open(folder, PASSWORD, clock).close()

    assert (folder / DOSSIER).read_bytes() == blank


def test_a_dossier_of_a_newer_program_is_told_of_and_left_as_it_is(
    folder: Path, clock: Clock, dossier: Dossier, case: list[Event], connect: Connect
) -> None:
    dossier.close()
    raw = connect(folder)
    raw.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        f" VALUES ('{schema.migrations.name}', 'm999_van_later', '2030-01-01')"
    )
    raw.close()
    content = (folder / DOSSIER).read_bytes()

    with pytest.raises(DossierUnusable, match="nieuwere versie van dit programma"):
        Dossier.open(folder, PASSWORD, clock)

    assert (folder / DOSSIER).read_bytes() == content


def test_another_set_of_migrations_in_the_file_is_told_of_and_left_alone(
    folder: Path, clock: Clock, dossier: Dossier, case: list[Event], connect: Connect
) -> None:
    dossier.close()
    raw = connect(folder)
    raw.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('een-ander', 'm001_leden', '2026-01-01')"
    )
    raw.execute("CREATE TABLE leden (naam TEXT)")
    raw.execute("INSERT INTO leden VALUES ('J. Voorbeeld')")
    content = (folder / DOSSIER).read_bytes()

    with Dossier.open(folder, PASSWORD, clock) as again:
        assert again.events(case[0].case) == case
        (fault,) = again.faults()

    assert fault.endswith("zijn veranderd: 'leden' hoort er niet.")
    assert (folder / DOSSIER).read_bytes() == content


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("DROP TRIGGER gebeurtenissen_DELETE", "'gebeurtenissen_DELETE' ontbreekt."),
        ("DROP TABLE inhoud", "'inhoud' ontbreekt."),
        ("DROP TABLE zoek", "'zoek_data' ontbreekt."),
        ("DROP VIEW zoektekst", "'zoektekst' ontbreekt."),
        ("DROP INDEX inhoud_plaats", "'inhoud_plaats' ontbreekt."),
        ("DROP TABLE bestanden", "'bestanden' ontbreekt."),
        ("DROP TABLE uitvoer", "'uitvoer' ontbreekt."),
        ("CREATE VIEW kopie AS SELECT * FROM inhoud", "'kopie' hoort er niet."),
        ("ALTER TABLE dossiers ADD COLUMN naam TEXT", "'dossiers' is gewijzigd."),
        (
            "CREATE TRIGGER meer AFTER INSERT ON gebeurtenissen BEGIN SELECT 1; END",
            "'meer' hoort er niet.",
        ),
    ],
)
def test_tables_and_triggers_that_are_not_as_they_were_made_are_told_of(
    folder: Path, dossier: Dossier, connect: Connect, tamper: str, told: str
) -> None:
    raw = connect(folder)
    raw.execute("PRAGMA foreign_keys = off")
    raw.execute(tamper)
    raw.close()

    assert any(fault.endswith(told) for fault in dossier.faults())


@pytest.mark.parametrize("name", ["inhoud_DELETE", "zoek_eruit", "inhoud_leeg_bestand_weg"])
def test_a_trigger_that_has_the_name_but_does_something_else_is_told_of(
    folder: Path, dossier: Dossier, connect: Connect, name: str
) -> None:
    raw = connect(folder)
    raw.execute(f"DROP TRIGGER {name}")
    raw.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON inhoud BEGIN SELECT 1; END")
    raw.close()

    (fault,) = dossier.faults()
    assert fault.endswith(f"'{name}' is gewijzigd.")
