"""Reading and writing cases: one transaction an event, each on disk before it returns."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scala_cli.case.events import CaseMoved, Draft, Event, Kind, chain_faults, record
from scala_cli.case.state import Case
from scala_cli.clock import Clock, today
from scala_cli.dossier import driver, opening, tables
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
_NUMBER = re.compile(r"\d{4}-\d{3,}")
_PUT_BACK = "Zet zo mogelijk een reservekopie terug."


class Dossier:
    """An open dossier file. Close it, or use it as a context manager."""

    def __init__(self, db: "Database", path: Path, clock: Clock) -> None:
        self._db = db
        self.path = path
        self._clock = clock
        self._graph = cache(self._load_graph)

    @classmethod
    def open(cls, folder: Path, password: str, clock: Clock) -> Self:
        """Open the dossier in a folder and bring its tables up to date.

        Raises `WrongPassword`, or `DossierUnusable` when it isn't there or can't be used.
        """
        db, path = opening.opened(folder, password)
        return cls(db, path, clock)

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
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.conn.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

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

    def append(self, number: str, draft: Draft, after: int) -> Event:
        """Add an event to a case that had `after` events when it was read; return it.

        It is on disk when this returns. Raises `CaseMoved` if the case has grown since.
        """
        with self._writing():
            case_id = self._id(number)
            last = self._events(case_id, number, after - 1)
            if [one.number for one in last] != [after]:
                raise CaseMoved
            event = record(draft, number, last[0], self._clock())
            self._insert(case_id, event)
        return event

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

    def faults(self) -> list[str]:
        """Return a Dutch sentence for each thing wrong with the file, a chain or the tables.

        Raises `DossierUnusable` when the file is too damaged to look further.
        """
        with self._using():
            driver.must_be_whole(self._db, self.path)
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
            broken = sum(line != "ok" for line in found)
            changed = list(tables.schema_faults(self._db, self.path))
        faults = [str(driver.damaged(self.path, broken))] if broken else []
        checks = (
            self._cases_faults,
            lambda: tables.number_faults(self._db),
            lambda: tables.plan_faults(self._db),
            lambda: tables.orphan_faults(self._db),
        )
        for check in checks:
            try:
                with self._using():
                    faults += check()
            except DossierUnusable as error:
                # Where a table isn't what it was, that is what is wrong.
                faults += [] if changed else [str(error)]
        return faults + changed

    def _cases_faults(self) -> list[str]:
        faults = []
        for number in self.numbers():
            try:
                faults += self._case_faults(number)
            except DossierUnusable as error:
                faults.append(_of_case(number, error))
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
