"""Reading and writing cases: one transaction an event, each on disk before it returns."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from scala_cli.case.events import CaseMoved, Draft, Event, Kind, chain_faults, record
from scala_cli.case.state import Case
from scala_cli.clock import Clock, stamp, today
from scala_cli.dossier import copies, driver, opening, sweeping, tables
from scala_cli.dossier.copies import Copy
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.reading import UNSOUND, event_of, sound_case, unsound_at
from scala_cli.dossier.search import Hit, search
from scala_cli.errors import DossierUnusable, WrongFile, WrongUse
from scala_cli.files import DOSSIER, shown
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import parse_plan, sha256
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE_NAME = DOSSIER
LARGEST_FILE = 5_000_000
"""The most bytes of a file kept with evidence; a larger one is for a command to refuse."""
_NUMBER = re.compile(r"\d{4}-\d{3,}")
_PUT_BACK = "Zet zo mogelijk een reservekopie terug."


class Dossier:
    """An open dossier file. Close it, or use it as a context manager."""

    def __init__(
        self, db: "Database", path: Path, clock: Clock, place: opening.Place | None = None
    ) -> None:
        self._db = db
        self.path = path
        self._place = place or opening.place_of(path)
        self._clock = clock
        self._graph = cache(self._load_graph)

    @classmethod
    def open(cls, folder: Path, secret: Secret, clock: Clock) -> Self:
        """Open the dossier in a folder and bring its tables up to date.

        Raises `WrongPassword`, or `DossierUnusable` when it isn't there or can't be used.
        """
        db, path, place = opening.opened(folder, secret)
        return cls(db, path, clock, place)

    @classmethod
    def at(cls, path: Path, secret: Secret, clock: Clock) -> Self:
        """Open a dossier's file by its path, such as a copy; else as `open`."""
        db, path, place = opening.opened_at(path, secret)
        return cls(db, path, clock, place)

    @classmethod
    def create(cls, folder: Path, password: str, clock: Clock) -> Self:
        """Make a new dossier in a folder and open it; one that is already there stays.

        It is built beside its place and put there whole. Raises `DossierUnusable`.
        """
        opening.create(folder, password)
        return cls.open(folder, password, clock)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return the dossier itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the file."""
        self.close()

    @contextmanager
    def _using(self) -> Iterator[None]:
        """Turn the driver's errors into Dutch ones."""
        try:
            yield
        except driver.driver_error() as error:
            raise driver.unusable(self.path, error) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the only write transaction; deferred ones would fail on each other."""
        with self._using():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                opening.must_be_in_place(self.path, self._place)
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.conn.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def held(self, *, alone: bool) -> Iterator[BinaryIO]:
        """Give the file's bytes while they stay as they are; `alone` keeps out writers at once.

        Without it another may begin to write, and waits with that: it needs no right to write
        here. Meanwhile open the file in no other way: closing it would let go of the lock.
        Raises `DossierUnusable`.
        """
        with self._using():
            self._db.execute("BEGIN IMMEDIATE" if alone else "BEGIN")
        try:
            # A mere BEGIN keeps nothing out until something is read.
            self.heads()
            opening.must_be_in_place(self.path, self._place)
            with self._bytes() as source:
                yield source
        finally:
            with suppress(driver.driver_error()):
                self._db.execute("ROLLBACK")

    def _bytes(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise driver.unusable(self.path, error) from error

    def open_case(self, plans: Mapping[str, str], content: Mapping[str, Any]) -> Event:
        """Open a case that follows these plans and return its first event.

        `plans` holds the canonical content by plan id, the case's own plan first: the case
        pins them. Its number is the year (in Amsterdam) and the next in that year.
        """
        now = self._clock()
        year = today(self._clock).year
        pins = {plan_id: sha256(text) for plan_id, text in plans.items()}
        with self._writing():
            for plan_id, text in plans.items():
                self._pin(pins[plan_id], plan_id, text)
            last = self._db.execute(
                "SELECT max(volgnummer) FROM dossiers WHERE jaar = ?", [year]
            ).fetchone()[0]
            place = (last or 0) + 1
            number = tables.case_number(year, place)
            self._db.execute(
                "INSERT INTO dossiers (jaar, volgnummer, nummer) VALUES (?, ?, ?)",
                [year, place, number],
            )
            choice = tuple(f"{plan_id}:{pin}" for plan_id, pin in pins.items())
            draft = Draft(Kind.OPENED, None, content, choice=choice)
            event = record(draft, number, None, now)
            self._insert(self._id(number), event)
        return event

    def _pin(self, pin: str, plan_id: str, text: str) -> None:
        if not self._db.execute("SELECT 1 FROM plannen WHERE sha256 = ?", [pin]).fetchone():
            version = json.loads(text)["versie"]
            self._db.execute(
                "INSERT INTO plannen (sha256, id, versie, inhoud) VALUES (?, ?, ?, ?)",
                [pin, plan_id, version, text],
            )

    def append(self, number: str, draft: Draft, after: int, file: bytes | None = None) -> Event:
        """Add an event to a case that had `after` events when it was read; return it.

        It is on disk when this returns, and so is the file that is kept with it, which only
        `bewijs` may have. Raises `CaseMoved` if the case has grown since.
        """
        with self._writing():
            return self._append(number, draft, after, file)

    def link(  # noqa: PLR0913, PLR0917 - two cases, each with what `append` takes
        self,
        number: str, draft: Draft, after: int,
        other: str, other_draft: Draft, other_after: int,
    ) -> None:  # fmt: skip
        """Add an event to each of two cases, or to neither.

        Raises `CaseMoved` if one of them has grown since it was read.
        """
        with self._writing():
            self._append(number, draft, after)
            self._append(other, other_draft, other_after)

    def _append(self, number: str, draft: Draft, after: int, file: bytes | None = None) -> Event:
        case_id = self._id(number)
        last = self._events(case_id, number, after - 1)
        if [one.number for one in last] != [after]:
            raise CaseMoved
        event = record(draft, number, last[0], self._clock())
        self._insert(case_id, event)
        if draft.kind is Kind.ERASED:
            sweeping.mark(self._db)
        if file is not None:
            self._db.execute(
                "INSERT INTO bestanden (plaats, dossier, nummer, inhoud)"
                " VALUES (?1 * 1000000 + ?2, ?1, ?2, ?3)",
                [case_id, event.number, file],
            )
        return event

    def sweep(self) -> bool:
        """Leave no trace of what was erased in the file; tell whether that could be done now.

        Where not, it is done the next time that the dossier is opened.
        """
        return sweeping.sweep(self._db)

    def _insert(self, case_id: int, event: Event) -> None:
        choice = None if event.choice is None else json.dumps(event.choice)
        self._db.execute(
            "INSERT INTO gebeurtenissen (dossier, nummer, gebeurd, vastgelegd, soort, stap,"
            " bezoek, keuze, inhoud_hash, vorige, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                case_id, event.number, event.happened, event.recorded, event.kind, event.step,
                event.visit, choice, event.content_hash, event.previous, event.hash,
            ],
        )  # fmt: skip
        self._db.execute(
            "INSERT INTO inhoud (dossier, nummer, zout, inhoud) VALUES (?, ?, ?, ?)",
            [case_id, event.number, event.salt, json.dumps(event.content, ensure_ascii=False)],
        )

    def file(self, number: str, event: int) -> bytes | None:
        """Return the file kept with an event; None where there is none, or where it was erased.

        Raises `WrongUse` for an unknown number.
        """
        with self._using():
            row = self._db.execute(
                "SELECT inhoud FROM bestanden WHERE plaats = ? * 1000000 + ?",
                [self._id(number), event],
            ).fetchone()
        return None if row is None else bytes(row[0])

    def copy_made(self, kind: str, path: Path, number: str | None = None) -> None:
        """Note where a file is made from the dossier, or from one case: see `copies`.

        Raises `WrongUse` for an unknown number, `DossierUnusable` where nothing can be written.
        """
        with self._writing():
            case_id = None if number is None else self._id(number)
            copies.note(self._db, kind, path, case_id, stamp(self._clock()))

    def copies(self) -> list[Copy]:
        """Return where files were made from the dossier, the oldest first.

        Raises `DossierUnusable` when that list was changed.
        """
        try:
            with self._using():
                return copies.noted(self._db)
        except UNSOUND as error:
            raise DossierUnusable(
                f"De lijst van gemaakte bestanden in {shown(self.path)} is gewijzigd en niet te "
                f"lezen. De dossiers zelf staan daar los van. {_PUT_BACK}"
            ) from error

    def forget_copy(self, copy: Copy) -> None:
        """Note no longer where a file lies, as when it has been removed there."""
        with self._writing():
            copies.forget(self._db, copy)

    def settings(self) -> dict[str, str]:
        """Return what was told once for every letter, by name; an empty value was left so."""
        with self._using():
            return dict(self._db.execute("SELECT naam, waarde FROM instellingen ORDER BY naam"))

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value under a name, in the place of the one before; it is on disk on return."""
        with self._writing():
            self._db.execute(
                "INSERT INTO instellingen (naam, waarde) VALUES (?, ?)"
                " ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
                [name, value],
            )

    def numbers(self) -> list[str]:
        """Return every case number, in the order in which the cases were opened."""
        with self._using():
            rows = self._db.execute("SELECT nummer FROM dossiers ORDER BY jaar, volgnummer")
            return [row[0] for row in rows]

    def heads(self) -> list[tuple[str, str, int]]:
        """Return of each case its number, the hash of its last event and how many there are."""
        with self._using():
            rows = self._db.execute(
                "SELECT d.nummer, g.hash, g.nummer FROM dossiers AS d"
                " JOIN gebeurtenissen AS g ON g.dossier = d.id AND g.nummer ="
                " (SELECT max(nummer) FROM gebeurtenissen WHERE dossier = d.id)"
                " ORDER BY d.jaar, d.volgnummer"
            )
            return [(row[0], row[1], row[2]) for row in rows]

    def events(self, number: str) -> list[Event]:
        """Return a case's events in order. Raises `WrongUse` for an unknown number."""
        with self._using():
            case_id = self._id(number)
            # It names files too.
            if not _NUMBER.fullmatch(number):
                raise DossierUnusable(
                    f"Het nummer van dossier {clean_line(number)} is gewijzigd in "
                    f"{shown(self.path)}. {_PUT_BACK}"
                )
            return self._events(case_id, number, 0)

    def case(self, number: str) -> Case:
        """Return a case as it is on disk.

        Raises `WrongUse` for an unknown number, and `DossierUnusable`, naming the case, when what
        was recorded can't be read or doesn't fit the plans that the case has pinned.
        """
        try:
            return self._case(number)
        except DossierUnusable as error:
            raise DossierUnusable(_of_case(number, error)) from error

    def _case(self, number: str) -> Case:
        events = self.events(number)
        if not events:
            raise DossierUnusable(f"Er staat geen enkele gebeurtenis in. {_PUT_BACK}")
        return self._fold(self.graph(events[0]), events)

    def _fold(self, graph: Graph, events: Sequence[Event]) -> Case:
        try:
            return sound_case(graph, events)
        except UNSOUND as error:
            raise DossierUnusable(
                f"Dossier {events[0].case}, gebeurtenis {unsound_at(graph, events)}: past niet bij "
                f"het stappenplan of bij wat ervoor staat in {shown(self.path)}. {_PUT_BACK}"
            ) from error

    def _id(self, number: str) -> int:
        row = self._db.execute("SELECT id FROM dossiers WHERE nummer = ?", [number]).fetchone()
        if row is None:
            raise unknown_case(number)
        found: int = row[0]
        return found

    def _events(self, case_id: int, number: str, after: int) -> list[Event]:
        rows = self._db.query(
            "SELECT g.nummer, gebeurd, vastgelegd, soort, stap, bezoek, keuze, i.inhoud, zout,"
            " inhoud_hash, vorige, hash FROM gebeurtenissen AS g"
            " LEFT JOIN inhoud AS i ON i.dossier = g.dossier AND i.nummer = g.nummer"
            " WHERE g.dossier = ? AND g.nummer > ? ORDER BY g.nummer",
            [case_id, after],
        )
        return [self._event(number, row) for row in rows]

    def _event(self, number: str, row: Mapping[str, Any]) -> Event:
        try:
            return event_of(number, row)
        except UNSOUND as error:
            raise DossierUnusable(
                f"Dossier {number}, gebeurtenis {row['nummer']}: is gewijzigd en niet meer te "
                f"lezen in {shown(self.path)}. {_PUT_BACK}"
            ) from error

    def search(self, words: str) -> list[Hit]:
        """Return where all these words stand, the newest case first."""
        with self._using():
            return list(search(self._db, words))

    def graph(self, opened: Event) -> Graph:
        """Return the graph of the plans that a case has pinned, from its first event."""
        with self._using():
            return self._graph(opened.choice or ())

    def pinned(self, opened: Event) -> dict[str, str]:
        """Return the canonical content of the plans that a case has pinned, its own first.

        Raises `DossierUnusable` when one is missing or isn't what was pinned.
        """
        with self._using():
            return self._pinned(opened.choice or ())

    def _pinned(self, pins: tuple[str, ...]) -> dict[str, str]:
        contents = {}
        for pin in pins:
            plan_id, _, found = pin.partition(":")
            row = self._db.execute(
                "SELECT inhoud FROM plannen WHERE sha256 = ?", [found]
            ).fetchone()
            if row is None or sha256(row[0]) != found:
                raise DossierUnusable(
                    f"Het stappenplan '{clean_line(plan_id)}' dat een dossier volgt ontbreekt of "
                    f"is gewijzigd in {shown(self.path)}. {_PUT_BACK}"
                )
            contents[plan_id] = row[0]
        return contents

    def _load_graph(self, pins: tuple[str, ...]) -> Graph:
        if not pins:
            raise DossierUnusable(
                f"Een dossier in {shown(self.path)} noemt geen stappenplan en is niet te lezen. "
                f"{_PUT_BACK}"
            )
        contents = self._pinned(pins)
        try:
            plans = {
                plan_id: parse_plan(json.loads(content), f"{plan_id} (vastgelegd)")
                for plan_id, content in contents.items()
            }
            return Graph(next(iter(plans)), plans)
        except (WrongFile, *UNSOUND) as error:
            raise DossierUnusable(
                f"Het stappenplan '{clean_line(next(iter(contents)))}' dat een dossier volgt is "
                f"niet te lezen in {shown(self.path)}. {_PUT_BACK}"
            ) from error

    def faults(
        self, number: str | None = None, advance: Callable[[], None] | None = None
    ) -> list[str]:
        """Return a Dutch sentence for each thing wrong with the file, a chain or the tables.

        With a number of the chains and the kept files only that case's are looked at. `advance`
        is called after each case that was looked at. Raises
        `WrongUse` for an unknown number, `DossierUnusable` when the file is too damaged to look
        further.
        """
        with self._using():
            # First a table that says so when another program keeps it: the search index's would
            # only say that it doesn't open.
            self._db.execute("SELECT max(id) FROM dossiers").fetchone()
            driver.must_be_whole(self._db, self.path)
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
            broken = sum(line != "ok" for line in found)
            changed = list(tables.schema_faults(self._db, self.path))
        faults = [str(driver.damaged(self.path, broken))] if broken else []
        checks: list[Callable[[], list[str]]] = [
            lambda: self._cases_faults(self.numbers() if number is None else [number], advance),
            lambda: tables.file_faults(self._db, number),
            lambda: tables.number_faults(self._db),
            lambda: tables.plan_faults(self._db),
            lambda: tables.orphan_faults(self._db),
            self._copies_faults,
        ]
        for check in checks:
            try:
                with self._using():
                    faults += check()
            except DossierUnusable as error:
                # Where a table isn't what it was, that is what is wrong.
                faults += [] if changed else [str(error)]
        return faults + changed

    def _copies_faults(self) -> list[str]:
        self.copies()
        return []

    def _cases_faults(
        self, numbers: Iterable[str], advance: Callable[[], None] | None
    ) -> list[str]:
        faults = []
        for number in numbers:
            try:
                faults += self._case_faults(number)
            except DossierUnusable as error:
                faults.append(_of_case(number, error))
            if advance:
                advance()
        return faults

    def _case_faults(self, number: str) -> list[str]:
        events = self.events(number)
        if not events:
            return [f"Dossier {number}: er staat geen enkele gebeurtenis in."]
        faults = chain_faults(events)
        try:
            # Read from the file, not from what an earlier reading kept.
            graph = self._load_graph(events[0].choice or ())
            # What a broken chain holds need not fit; the break is what is wrong.
            if not faults:
                self._fold(graph, events)
        except DossierUnusable as error:
            faults.append(_of_case(number, error))
        return faults


def unknown_case(number: str) -> WrongUse:
    """Return the sentence for a case number that isn't there."""
    return WrongUse(
        f"Dossier {clean_line(number)} bestaat niet. Bekijk de nummers met: stappenplan dossier "
        "lijst"
    )


def _of_case(number: str, error: DossierUnusable) -> str:
    """Return an error's sentence with the case in front, if it isn't there yet."""
    sentence = str(error)
    name = f"Dossier {clean_line(number)}"
    return sentence if sentence.startswith(name) else f"{name}: {sentence}"
