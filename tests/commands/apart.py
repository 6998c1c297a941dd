"""What the tests of notes, evidence, links, closing and deadlines share: what a case holds."""

from datetime import date
from pathlib import Path

from scala_cli.case import drafts
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Event
from scala_cli.case.state import Case
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD, TickingClock


def case_of(home: Path, number: str) -> Case:
    """Return a case as it is on disk."""
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return dossier.case(number)


def last_of(home: Path, number: str) -> Event:
    """Return the last event of a case."""
    return case_of(home, number).events[-1]


def add(home: Path, number: str, draft: Draft) -> Event:
    """Add an event to a case, as another run of the program would."""
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return dossier.append(number, draft, dossier.case(number).count)


def close(home: Path, number: str, until: str = "2030-01-01") -> Event:
    """Close a case."""
    day = date.fromisoformat(until)
    return add(home, number, drafts.close("afgehandeld", "", day, "grond", "directie"))


def erase(home: Path, number: str) -> None:
    """Close a case and erase all of it."""
    close(home, number)
    add(home, number, drafts.erase(everything(case_of(home, number)), "te oud", "directie"))


def tamper(home: Path, number: str) -> None:
    """Change who recorded a case's first event, as someone would who takes the triggers away."""
    import sqlcipher3

    raw = sqlcipher3.connect(str(home / DOSSIER), isolation_level=None)
    raw.set_key(PASSWORD.encode())
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in found:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(
        'UPDATE inhoud SET inhoud = \'{"door":"iemand"}\' WHERE nummer = 1 AND dossier ='
        " (SELECT id FROM dossiers WHERE nummer = ?)",
        [number],
    )
    for _, sql in found:
        raw.execute(sql)
    raw.close()
