"""Cases and events as rows of the tables: how each is written, and found again.

Nothing here opens a transaction or translates the driver's errors; who calls does.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scala_cli.case.events import Event
from scala_cli.errors import WrongUse
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

LARGEST_FILE = 5_000_000
"""The most bytes of a file kept with evidence; a larger one is for a command to refuse."""
AT_ONCE = 100
"""How many cases are read together."""
Row = Sequence[Any]
"""What one row of a question holds, in the order in which it was asked."""
Head = tuple[str, str, int]
"""Of a case its number, the hash of its last event and how many there are."""


def case_number(year: int, place: int) -> str:
    """Return a case's number: the year and its place in that year."""
    return f"{year}-{place:03d}"


def add_case(db: "File", year: int) -> str:
    """Add a case and return its number: the year and the next in that year."""
    last = db.execute("SELECT max(volgnummer) FROM dossiers WHERE jaar = ?", [year]).fetchone()[0]
    place = (last or 0) + 1
    number = case_number(year, place)
    db.execute(
        "INSERT INTO dossiers (jaar, volgnummer, nummer) VALUES (?, ?, ?)", [year, place, number]
    )
    return number


def case_id(db: "File", number: str) -> int:
    """Return by what a case's rows are found. Raises `WrongUse` for an unknown number."""
    row = db.execute("SELECT id FROM dossiers WHERE nummer = ?", [number]).fetchone()
    if row is None:
        raise unknown_case(number)
    found: int = row[0]
    return found


def unknown_case(number: str) -> WrongUse:
    """Return the sentence for a case number that isn't there."""
    return WrongUse(
        f"Dossier {clean_line(number)} bestaat niet. Bekijk de nummers met: stappenplan dossier "
        "lijst"
    )


def numbers(db: "File") -> list[str]:
    """Return every case number, in the order in which the cases were opened."""
    rows = db.execute("SELECT nummer FROM dossiers ORDER BY jaar, volgnummer")
    return [row[0] for row in rows]


def heads(db: "File") -> list[Head]:
    """Return where the chain of each case ends."""
    rows = db.execute(
        "SELECT d.nummer, g.hash, g.nummer FROM dossiers AS d"
        " JOIN gebeurtenissen AS g ON g.dossier = d.id AND g.nummer ="
        " (SELECT max(nummer) FROM gebeurtenissen WHERE dossier = d.id)"
        " ORDER BY d.jaar, d.volgnummer"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def add_event(db: "File", of_case: int, event: Event) -> None:
    """Add an event, its content apart from the rest: that can be erased."""
    choice = None if event.choice is None else json.dumps(event.choice)
    db.execute(
        "INSERT INTO gebeurtenissen (dossier, nummer, gebeurd, vastgelegd, soort, stap,"
        " bezoek, keuze, inhoud_hash, vorige, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [
            of_case, event.number, event.happened, event.recorded, event.kind, event.step,
            event.visit, choice, event.content_hash, event.previous, event.hash,
        ],
    )  # fmt: skip
    db.execute(
        "INSERT INTO inhoud (dossier, nummer, zout, inhoud) VALUES (?, ?, ?, ?)",
        [of_case, event.number, event.salt, json.dumps(event.content, ensure_ascii=False)],
    )


_EVENTS = (
    "SELECT g.nummer, gebeurd, vastgelegd, soort, stap, bezoek, keuze, i.inhoud, zout,"
    " inhoud_hash, vorige, hash"
)
_AND_CONTENTS = " LEFT JOIN inhoud AS i ON i.dossier = g.dossier AND i.nummer = g.nummer"


def events(db: "File", of_case: int, after: int = 0) -> Iterator[Row]:
    """Yield a case's events after the one with this number, in order, each as a row."""
    found: Iterator[Row] = db.execute(
        f"{_EVENTS} FROM gebeurtenissen AS g{_AND_CONTENTS}"
        " WHERE g.dossier = ? AND g.nummer > ? ORDER BY g.nummer",
        [of_case, after],
    )
    return found


def events_of_several(db: "File", numbers: Sequence[str]) -> dict[str, list[Row]]:
    """Return the events of cases by their number, as `events` gives them; unknown ones aren't in.

    One question for all of them: asking for each apart takes longer than the answers do.
    """
    found: dict[str, list[Row]] = {}
    asked = ", ".join("?" * len(numbers))
    # CROSS keeps the cases first: the planner would read through all contents.
    for row in db.execute(
        f"{_EVENTS.replace('SELECT', 'SELECT d.nummer,')} FROM dossiers AS d"  # noqa: S608 - our own words
        f" CROSS JOIN gebeurtenissen AS g ON g.dossier = d.id{_AND_CONTENTS}"
        f" WHERE d.nummer IN ({asked}) ORDER BY d.nummer, g.nummer",
        numbers,
    ):
        found.setdefault(row[0], []).append(row[1:])
    return found


def add_file(db: "File", of_case: int, event: int, data: bytes) -> None:
    """Keep a file with an event."""
    db.execute(
        "INSERT INTO bestanden (plaats, dossier, nummer, inhoud)"
        " VALUES (?1 * 1000000 + ?2, ?1, ?2, ?3)",
        [of_case, event, data],
    )


def file(db: "File", of_case: int, event: int) -> bytes | None:
    """Return the file kept with an event; None where there is none, or where it was erased."""
    row = db.execute(
        "SELECT inhoud FROM bestanden WHERE plaats = ? * 1000000 + ?", [of_case, event]
    ).fetchone()
    return None if row is None else bytes(row[0])
