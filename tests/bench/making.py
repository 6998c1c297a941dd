"""Dossiers to measure in: invented cases, written in bulk through the program's own schema.

Every chain holds and all text is in the search index, so the program finds nothing wrong. The
same seed gives the same cases.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from scala_cli import clock, resources
from scala_cli.case.events import ORIGIN, Draft, Event, Kind, hash_content, signed
from scala_cli.case.values import Value
from scala_cli.commands.run import known_names
from scala_cli.dossier import driver, keys, pinned, rows
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.graph import Choice, Graph, goes_with
from scala_cli.plan.library import Library, load_library
from scala_cli.plan.load import canonical
from scala_cli.plan.model import DONE, Field, FieldKind, StepKind
from scala_cli.plan.replay import Visit, replay

PASSWORD = "meten-is-weten"
SEED = 2026
RARE = "zeldzaamheid"
"""A word that stands in so many cases, however many there are: see `_RARE_IN`."""
_RARE_IN = 20
_START = datetime(2026, 1, 5, 9, tzinfo=UTC)
_PLAN = "plaatsing"
_BATCH = 1_000
_ANSWERS = 0.15
"""How much of a case of many events is answers."""
_WORDS = (
    "bericht", "foto", "reactie", "ouder", "klas", "gesprek", "school", "platform", "verzoek",
    "directie", "groep", "melding", "afspraak", "brief", "telefoon", "verwijderen", "geplaatst",
    "gedeeld", "leerkracht", "kind", "morgen", "volgende", "week", "voorbeeld", "rustig",
    "gelezen", "besproken", "samen", "opnieuw", "eerder", "later",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier that was made: its folder, how many cases it has and how many events."""

    folder: Path
    cases: int
    events: int

    @property
    def path(self) -> Path:
        """Return the dossier's file."""
        return self.folder / DOSSIER


def library() -> Library:
    """Return the shipped plans."""
    return load_library(resources.plan_files(), known_names())


def make(folder: Path, cases: int, *, per_case: int = 10, long: Sequence[int] = ()) -> Made:
    """Make a dossier of so many cases, then one more of each of the lengths in `long`."""
    chance = random.Random(SEED)
    shipped = library()
    graph = Graph(_PLAN, shipped.plans)
    plans = {plan.id: canonical(shipped.documents[plan.id]) for plan in graph.plans}
    Dossier.create(folder, PASSWORD, lambda: _START).close()
    db = connect(folder)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -400000")
    db.execute("BEGIN")
    pins = pinned.pin(db, plans)
    db.execute("COMMIT")
    stories = [_story(graph, chance, per_case) for _ in range(40)]
    lengths = [per_case] * cases + list(long)
    for place, length in enumerate(lengths, 1):
        if place % _BATCH == 1:
            db.execute("BEGIN")
        short = length == per_case
        story = chance.choice(stories) if short else _story(graph, chance, length, notes=True)
        marked = place % max(1, cases // _RARE_IN) == 0 and short
        number = rows.case_number(2026, place)
        _add_case(db, place, list(_events(number, pins, story, chance, marked=marked)))
        if place % _BATCH == 0 or place == len(lengths):
            db.execute("COMMIT")
    db.close()
    return Made(folder, len(lengths), sum(lengths))


def connect(folder: Path) -> driver.File:
    """Return the dossier's file as the program opens it."""
    return driver.connect(folder / DOSSIER, key(folder))


def key(folder: Path) -> keys.Key:
    """Return the key that the password has for a dossier."""
    return keys.derived(folder / DOSSIER, PASSWORD)


def _story(graph: Graph, chance: random.Random, length: int, *, notes: bool = False) -> list[Draft]:
    """Return what happens in a case after it was opened, one event fewer than its length."""
    answers: dict[Visit, Choice] = {}
    found: list[Draft] = []
    while len(found) < length - 1:
        ahead = replay(graph, answers).open
        # A case of many events is mostly remarks.
        if ahead and (not notes or chance.random() < _ANSWERS):
            visit = chance.choice(ahead)
            answers[visit] = _choice(graph, visit, chance)
            found.append(_answer(graph, visit, answers[visit], chance))
        else:
            found.append(Draft(Kind.NOTED, None, {"door": "directie", "tekst": _text(chance)}))
    return found


def _choice(graph: Graph, visit: Visit, chance: random.Random) -> Choice:
    step = graph.steps[visit.step]
    if step.kind is StepKind.ACTION:
        return (DONE,)
    return (chance.choice(step.options).id,)


def _answer(graph: Graph, visit: Visit, choice: Choice, chance: random.Random) -> Draft:
    step = graph.steps[visit.step]
    fields = {
        field.id: _VALUES[field.kind](field, chance)
        for field in step.fields
        if goes_with(field, choice) and chance.random() < 0.8
    }
    content = {"door": "directie", "velden": fields}
    return Draft(Kind.ANSWERED, None, content, visit.step, visit.number, choice)


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=12)).capitalize() + "."


def _one(field: Field, chance: random.Random) -> str:
    return str(chance.choice(field.options).id)


_VALUES: Mapping[FieldKind, Callable[[Field, random.Random], Value]] = {
    FieldKind.YES_NO: lambda _field, chance: chance.random() < 0.5,
    FieldKind.DAY: lambda _field, _chance: "2026-01-05",
    FieldKind.MOMENT: lambda _field, _chance: "2026-01-05T09:00:00Z",
    FieldKind.CHOICE: _one,
    FieldKind.CHOICES: lambda field, chance: [_one(field, chance)],
    FieldKind.LINKS: lambda _field, _chance: ["https://platform.example/bericht"],
    FieldKind.PERSONS: lambda _field, _chance: ["J. Voorbeeld"],
    FieldKind.PERSON: lambda _field, _chance: "J. Voorbeeld",
    FieldKind.LINE: lambda _field, chance: " ".join(chance.choices(_WORDS, k=3)),
    FieldKind.LONG: lambda _field, chance: _text(chance),
}


def _events(
    number: str,
    pins: tuple[str, ...],
    story: Sequence[Draft],
    chance: random.Random,
    *,
    marked: bool,
) -> Iterator[Event]:
    """Yield the events of a case, each tied to the one before it."""
    opened = Draft(Kind.OPENED, None, {"door": "directie"}, choice=pins)
    previous = ORIGIN
    place = int(number.rpartition("-")[2])
    moment = _START + timedelta(minutes=place)
    for one, draft in zip(count(1), (opened, *story)):
        salt = f"{chance.getrandbits(128):032x}"
        content = dict(draft.content)
        if one == 1 and marked:
            content["opmerking"] = f"een {RARE} van J. Voorbeeld"
        stamp = clock.stamp(moment + timedelta(minutes=one))
        event = signed(
            Event(
                number, one, stamp, stamp, draft.kind, draft.step, draft.visit, draft.choice,
                content, salt, hash_content(content, salt), previous, "",
            )
        )  # fmt: skip
        previous = event.hash
        yield event


def _add_case(db: driver.File, case_id: int, found: Sequence[Event]) -> None:
    number = found[0].case
    year, _, place = number.partition("-")
    db.execute(
        "INSERT INTO dossiers (id, jaar, volgnummer, nummer) VALUES (?, ?, ?, ?)",
        [case_id, int(year), int(place), number],
    )
    connection = db.conn
    connection.executemany(
        "INSERT INTO gebeurtenissen (dossier, nummer, gebeurd, vastgelegd, soort, stap,"
        " bezoek, keuze, inhoud_hash, vorige, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                case_id, one.number, one.happened, one.recorded, one.kind, one.step, one.visit,
                None if one.choice is None else json.dumps(one.choice), one.content_hash,
                one.previous, one.hash,
            )
            for one in found
        ],
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO inhoud (dossier, nummer, zout, inhoud) VALUES (?, ?, ?, ?)",
        [
            (case_id, one.number, one.salt, json.dumps(one.content, ensure_ascii=False))
            for one in found
        ],
    )
