"""Everything that is wrong with a dossier: its file, its tables, each case and its chain."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli.case.events import Event, chain_faults, plans_say
from scala_cli.dossier import copies, driver, pinned, reading, rows, tables
from scala_cli.errors import DossierUnusable
from scala_cli.plan.graph import Graph

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

Advance = Callable[[], None]
"""Says that one more case was looked at."""
Counting = Callable[[int], AbstractContextManager[Advance]]
"""Counts along while so many cases are looked at."""


@contextmanager
def uncounted(_total: int) -> Iterator[Advance]:
    """Count nothing."""
    yield lambda: None


def faults(
    db: "File", path: Path, number: str | None = None, advance: Advance | None = None
) -> list[str]:
    """Return a Dutch sentence for each thing wrong with the file, a chain or the tables.

    With a number of the chains and the kept files only that case's are looked at. `advance`
    is called after each case that was looked at. Raises `WrongUse` for an unknown number,
    `DossierUnusable` when the file is too damaged to look further.
    """
    with driver.in_words(path):
        broken = _file_faults(db, path)
        changed = list(tables.schema_faults(db, path))
    found = broken
    checks: list[Callable[[], list[str]]] = [
        lambda: _cases_faults(db, path, rows.numbers(db) if number is None else [number], advance),
        lambda: tables.file_faults(db, number),
        lambda: tables.number_faults(db),
        lambda: tables.plan_faults(db),
        lambda: tables.orphan_faults(db),
        lambda: _copies_faults(db, path),
    ]
    for check in checks:
        try:
            with driver.in_words(path):
                found += check()
        except DossierUnusable as error:
            # Where a table isn't what it was, that is what is wrong.
            found += [] if changed else [str(error)]
    return found + changed


def _file_faults(db: "File", path: Path) -> list[str]:
    # First a table that says so when another program keeps it: the search index's would
    # only say that it doesn't open.
    db.execute("SELECT max(id) FROM dossiers").fetchone()
    driver.must_be_whole(db, path)
    found = [row[0] for row in db.execute("PRAGMA integrity_check")]
    broken = sum(line != "ok" for line in found)
    return [str(driver.damaged(path, broken))] if broken else []


def _copies_faults(db: "File", path: Path) -> list[str]:
    copies.noted(db, path)
    return []


def _cases_faults(
    db: "File", path: Path, numbers: Iterable[str], advance: Advance | None
) -> list[str]:
    found = []
    # Read from the file, not from what an earlier reading kept; each of them once.
    graph_of = cache(partial(pinned.graph, db, path))
    for number, events in _events_of(db, path, numbers):
        try:
            found += _case_faults(path, number, events(), graph_of)
        except DossierUnusable as error:
            found.append(reading.with_case(number, error))
        if advance:
            advance()
    return found


def _events_of(
    db: "File", path: Path, numbers: Iterable[str]
) -> Iterator[tuple[str, Callable[[], list[Event]]]]:
    """Yield each case with what gives its events; where several can't be read, one by one."""
    ahead = iter(numbers)
    while batch := list(islice(ahead, rows.AT_ONCE)):
        try:
            with driver.in_words(path):
                found = rows.events_of_several(db, batch)
        except DossierUnusable:
            found = {}
        for number in batch:
            yield number, partial(_read, db, path, number, found.pop(number, None))


def _read(db: "File", path: Path, number: str, found: list[rows.Row] | None) -> list[Event]:
    if found is None:
        with driver.in_words(path):
            return reading.all_events(db, path, number)
    reading.must_be_a_number(number, path)
    return reading.events_of(number, found, path)


def _case_faults(
    path: Path, number: str, events: list[Event], graph_of: Callable[[pinned.Pins, bool], Graph]
) -> list[str]:
    if not events:
        return [f"Dossier {number}: er staat geen enkele gebeurtenis in."]
    found = chain_faults(events)
    try:
        graph = graph_of(events[0].choice or (), plans_say(events[0]))
        # What a broken chain holds need not fit; the break is what is wrong.
        if not found:
            reading.case_of(graph, events, path)
    except DossierUnusable as error:
        found.append(reading.with_case(number, error))
    return found
