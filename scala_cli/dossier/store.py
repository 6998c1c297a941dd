"""What can be done with an open dossier, each in one transaction, on disk before it returns.

How rows are written is in `rows`, and why what is read isn't trusted in `reading`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scala_cli.case.events import SAYS, CaseMoved, Draft, Event, Kind, plans_say, record
from scala_cli.case.state import Case
from scala_cli.clock import Clock, stamp, today
from scala_cli.dossier import copies, pinned, reading, rows, sweeping
from scala_cli.dossier import faults as checks
from scala_cli.dossier.copies import Copy
from scala_cli.dossier.opening import Place
from scala_cli.dossier.rows import Head, Row
from scala_cli.dossier.search import Hit, search
from scala_cli.dossier.session import Session
from scala_cli.errors import DossierUnusable
from scala_cli.plan.graph import Graph

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File


class Unreadable(NamedTuple):
    """A case that can't be read, and why."""

    number: str
    error: DossierUnusable


class Dossier(Session):
    """The cases in an open dossier, and what is kept beside them."""

    def __init__(self, db: "File", path: Path, clock: Clock, place: Place | None = None) -> None:
        super().__init__(db, path, clock, place)
        self._graph = cache(partial(pinned.graph, db, path))

    def open_case(self, plans: Mapping[str, str], content: Mapping[str, Any]) -> Event:
        """Open a case that follows these plans and return its first event.

        `plans` holds the canonical content by plan id, the case's own plan first: the case
        pins them. Its number is the year (in Amsterdam) and the next in that year.
        """
        now = self._clock()
        year = today(self._clock).year
        said = {**content, SAYS: True}
        with self._writing() as db:
            choice = pinned.pin(db, plans)
            number = rows.add_case(db, year)
            event = record(Draft(Kind.OPENED, None, said, choice=choice), number, None, now)
            rows.add_event(db, rows.case_id(db, number), event)
        return event

    def append(self, number: str, draft: Draft, after: int, file: bytes | None = None) -> Event:
        """Add an event to a case that had `after` events when it was read; return it.

        It is on disk when this returns, and so is the file that is kept with it, which only
        `bewijs` may have. Raises `CaseMoved` if the case has grown since.
        """
        with self._writing() as db:
            return self._append(db, number, draft, after, file)

    def link(  # noqa: PLR0913, PLR0917 - two cases, each with what `append` takes
        self,
        number: str, draft: Draft, after: int,
        other: str, other_draft: Draft, other_after: int,
    ) -> None:  # fmt: skip
        """Add an event to each of two cases, or to neither.

        Raises `CaseMoved` if one of them has grown since it was read.
        """
        with self._writing() as db:
            self._append(db, number, draft, after)
            self._append(db, other, other_draft, other_after)

    def _append(
        self, db: "File", number: str, draft: Draft, after: int, file: bytes | None = None
    ) -> Event:
        case_id = rows.case_id(db, number)
        last = reading.events_of(number, rows.events(db, case_id, after - 1), self.path)
        if [one.number for one in last] != [after]:
            raise CaseMoved
        event = record(draft, number, last[0], self._clock())
        rows.add_event(db, case_id, event)
        if draft.kind is Kind.ERASED:
            sweeping.mark(db)
        if file is not None:
            rows.add_file(db, case_id, event.number, file)
        return event

    def sweep(self) -> bool:
        """Leave no trace of what was erased in the file; tell whether that could be done now.

        Where not, it is done the next time that the dossier is opened.
        """
        return sweeping.sweep(self._db)

    def numbers(self) -> list[str]:
        """Return every case number, in the order in which the cases were opened."""
        with self._reading() as db:
            return rows.numbers(db)

    def case_count(self) -> int:
        """Return how many cases there are, as far as that can be read: the faults tell the rest."""
        try:
            return len(self.numbers())
        except DossierUnusable:
            return 0

    def heads(self) -> list[Head]:
        """Return where the chain of each case ends."""
        with self._reading() as db:
            return rows.heads(db)

    def events(self, number: str) -> list[Event]:
        """Return a case's events in order. Raises `WrongUse` for an unknown number."""
        with self._reading() as db:
            return reading.all_events(db, self.path, number)

    def case(self, number: str) -> Case:
        """Return a case as it is on disk.

        Raises `WrongUse` for an unknown number, and `DossierUnusable`, naming the case, when what
        was recorded can't be read or doesn't fit the plans that the case has pinned.
        """
        try:
            return self._case(number)
        except DossierUnusable as error:
            raise DossierUnusable(reading.with_case(number, error)) from error

    def _case(self, number: str) -> Case:
        return self._made_of(self.events(number))

    def _made_of(self, events: list[Event]) -> Case:
        if not events:
            raise DossierUnusable(f"Er staat geen enkele gebeurtenis in. {reading.PUT_BACK}")
        return reading.case_of(self.graph(events[0]), events, self.path)

    def cases(self, numbers: Iterable[str]) -> Iterator[Case | Unreadable]:
        """Yield the cases with these numbers as `case` returns them, few at a time in memory.

        One that can't be read is its number and why. Raises `WrongUse` for an unknown number.
        """
        ahead = iter(numbers)
        while batch := list(islice(ahead, rows.AT_ONCE)):
            try:
                with self._reading() as db:
                    found = rows.events_of_several(db, batch)
            except DossierUnusable:
                # What is damaged in one is not to keep anyone from the others.
                found = {}
            for number in batch:
                try:
                    yield self._case_of(number, found.pop(number, None))
                except DossierUnusable as error:
                    yield Unreadable(number, error)

    def _case_of(self, number: str, found: list[Row] | None) -> Case:
        if found is None:
            return self.case(number)
        try:
            reading.must_be_a_number(number, self.path)
            return self._made_of(reading.events_of(number, found, self.path))
        except DossierUnusable as error:
            raise DossierUnusable(reading.with_case(number, error)) from error

    def file(self, number: str, event: int) -> bytes | None:
        """Return the file kept with an event; None where there is none, or where it was erased.

        Raises `WrongUse` for an unknown number.
        """
        with self._reading() as db:
            return rows.file(db, rows.case_id(db, number), event)

    def graph(self, opened: Event) -> Graph:
        """Return the graph of the plans that a case has pinned, from its first event."""
        with self._reading():
            return self._graph(opened.choice or (), plans_say(opened))

    def pinned(self, opened: Event) -> dict[str, str]:
        """Return the canonical content of the plans that a case has pinned, its own first.

        Raises `DossierUnusable` when one is missing or isn't what was pinned.
        """
        with self._reading() as db:
            return pinned.contents(db, self.path, opened.choice or ())

    def search(self, words: str) -> list[Hit]:
        """Return where all these words stand, the newest case first."""
        with self._reading() as db:
            return list(search(db, words))

    def faults(self, number: str | None = None, advance: checks.Advance | None = None) -> list[str]:
        """Return a Dutch sentence for each thing that is wrong: see `faults`."""
        return checks.faults(self._db, self.path, number, advance)

    def copy_made(self, kind: str, path: Path, number: str | None = None) -> None:
        """Note where a file is made from the dossier, or from one case: see `copies_made`."""
        self.copies_made(kind, [(path, number)])

    def copies_made(self, kind: str, made: Iterable[tuple[Path, str | None]]) -> None:
        """Note where files are made, each from the dossier or from one case: see `copies`.

        All of them are noted, or none. Raises `WrongUse` for an unknown number, `DossierUnusable`
        where nothing can be written.
        """
        with self._writing() as db:
            now = stamp(self._clock())
            for path, number in made:
                case_id = None if number is None else rows.case_id(db, number)
                copies.note(db, kind, path, case_id, now)

    def copies(self) -> list[Copy]:
        """Return where files were made from the dossier, the oldest first.

        Raises `DossierUnusable` when that list was changed.
        """
        with self._reading() as db:
            return copies.noted(db, self.path)

    def forget_copy(self, copy: Copy) -> None:
        """Note no longer where a file lies, as when it has been removed there."""
        with self._writing() as db:
            copies.forget(db, copy)

    def settings(self) -> dict[str, str]:
        """Return what was told once for every letter, by name; an empty value was left so."""
        with self._reading() as db:
            return dict(db.execute("SELECT naam, waarde FROM instellingen ORDER BY naam"))

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value under a name, in the place of the one before; it is on disk on return."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO instellingen (naam, waarde) VALUES (?, ?)"
                " ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
                [name, value],
            )
