"""Walks of plans that nobody wrote: steps, forks, loops, roles and readers made up by Hypothesis.

A plan is a row of blocks, each one step or two tracks side by side that join. From a question
between two blocks the way may lead back to an earlier block: there a next round begins. What a
letter may claim is kept beside the walk itself, without asking the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.clock import stamp
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import parse_plan
from scala_cli.plan.model import Party, Reader
from scala_cli.plan.replay import Visit
from tests.conftest import TickingClock
from tests.plan.conftest import document, step

TALKED = (Party.POSTER, Party.PARENTS, Party.HURT, Party.BOARD)
"""With whom talks are made up."""
_READERS: tuple[list[str], ...] = ([], ["bestuur"], ["politie"], ["bestuur", "politie"])
_FIELDS: tuple[tuple[str, str | None], ...] = (
    ("tekst", None), ("lange-tekst", "inhoud"), ("lange-tekst", "verslag"),
    ("lange-tekst", "afspraken"), ("lange-tekst", "motivering"), ("tekst", "account"),
    ("persoon", "melder"), ("personen", "geraakt"), ("personen", "aanwezig"), ("tekst", "klas"),
)  # fmt: skip


@dataclass
class Walked:
    """A case that was walked, which readers each text in it is for, and the talks by round."""

    case: Case
    told: Mapping[str, frozenset[Reader]]
    round_of: Mapping[Visit, int]
    talks: Mapping[Visit, Party]
    before: Mapping[Visit, frozenset[Visit]] = field(default_factory=dict)

    def spoke(self, party: Party, at: Visit) -> bool:
        """Tell whether there has been a talk in the round of a visit, before it or beside it."""
        return any(
            who is party
            and self.round_of[visit] == self.round_of[at]
            and (visit == at or at not in self.before[visit])
            for visit, who in self.talks.items()
        )


@dataclass
class _Block:
    """One step, or two tracks that join; `back` is the block to which its question leads back."""

    tracks: int
    back: int | None
    talks: list[Party | None]
    fields: list[list[tuple[int, int]]]


@st.composite
def _blocks(draw: st.DrawFn) -> list[_Block]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        tracks = draw(st.sampled_from((1, 1, 2)))
        chosen = st.lists(
            st.tuples(st.integers(0, len(_FIELDS) - 1), st.integers(0, 3)), max_size=3
        )
        made.append(
            _Block(
                tracks,
                draw(st.none() | st.integers(0, number)),
                [draw(st.sampled_from((None, *TALKED))) for _ in range(tracks)],
                [draw(chosen) for _ in range(tracks)],
            )
        )
    return made


def _step(block: int, track: int, made: _Block, to: list[str]) -> dict[str, Any]:
    fields = [
        {
            "id": f"v{place}",
            "soort": _FIELDS[kind][0],
            "titel": f"Veld {place}",
            **({"rol": _FIELDS[kind][1]} if _FIELDS[kind][1] else {}),
            "voor": _READERS[readers],
        }
        for place, (kind, readers) in enumerate(made.fields[track])
    ]
    talk = made.talks[track]
    return step(
        f"s{block}-{track}", to, velden=fields, **({"gesprek_met": str(talk)} if talk else {})
    )


def _plan(blocks: list[_Block]) -> dict[str, Any]:
    steps = []
    for number, made in enumerate(blocks):
        after = f"vraag{number}"
        if made.tracks > 1:
            steps.append(step(f"begin{number}", [f"s{number}-0", f"s{number}-1"]))
        steps += [_step(number, track, made, [after]) for track in range(made.tracks)]
        onwards = [_first(blocks, number + 1)] if number + 1 < len(blocks) else []
        back = {} if made.back is None else {"terug": [_first(blocks, made.back)]}
        steps.append(step(after, {"verder": onwards, **back}, wacht=made.tracks > 1 or None))
    people = [
        {"id": "p", "soort": "persoon", "titel": "Wie?", "rol": "plaatser"},
        {"id": "g", "soort": "personen", "titel": "Wie?", "rol": "geraakt"},
        {"id": "o", "soort": "personen", "titel": "Wie?", "rol": "ouder"},
    ]
    first = step("mensen", [_first(blocks, 0)], velden=people)
    return document(first, *steps, plaatser="volwassene")


def _first(blocks: list[_Block], number: int) -> str:
    return f"begin{number}" if blocks[number].tracks > 1 else f"s{number}-0"


class _Walk:
    """Walks a plan and keeps what was told, in which round, with whom was spoken."""

    def __init__(self, blocks: list[_Block]) -> None:
        self.blocks = blocks
        plan = parse_plan(_plan(blocks), "verzonnen.toml")
        self.graph = Graph(plan.id, {plan.id: plan})
        self.clock = TickingClock()
        opened = Draft(Kind.OPENED, stamp(self.clock()), {"door": "directie"})
        self.events: list[Event] = [record(opened, "2026-001", None, self.clock())]
        self.told: dict[str, frozenset[Reader]] = {}
        self.rounds: dict[Visit, int] = {}
        self.talks: dict[Visit, Party] = {}
        self.order: dict[Visit, int] = {}
        self.round = 0

    @property
    def case(self) -> Case:
        return fold(self.graph, self.events)

    def answer(self, visit: Visit, choice: str, *, skips: bool) -> None:
        """Answer an open visit: a question by its option, an action with every field filled."""
        made = self.graph.steps[visit.step]
        content: dict[str, object] = {"door": "directie"}
        if skips:
            content["overgeslagen_omdat"] = "geweigerd"
        else:
            given: dict[str, object] = {}
            for one in made.fields:
                token = f"zz{visit.step.replace('-', 'q')}x{visit.number}y{one.id}zz"
                self.told[token] = frozenset(one.readers)
                given[one.id] = [token] if one.kind == "personen" else token
            content["velden"] = given
        kind = Kind.SKIPPED if skips else Kind.ANSWERED
        words = "overgeslagen" if skips else choice
        draft = Draft(kind, stamp(self.clock()), content, *visit, (words,))
        self.events.append(record(draft, "2026-001", self.events[-1], self.clock()))
        self.rounds[visit] = self.round
        self.order[visit] = len(self.order)
        if made.talk and not skips:
            self.talks[visit] = made.talk
        if choice == "terug":
            self.round += 1

    def done(self) -> Walked:
        """Return what became of it; an open visit is of the round that it was come to in."""
        case = self.case
        for visit in case.position.open:
            self.rounds.setdefault(visit, self.round)
        ends = {visit: _upstream(case, visit) for visit in self.rounds}
        return Walked(case, self.told, self.rounds, self.talks, ends)


def _upstream(case: Case, visit: Visit) -> frozenset[Visit]:
    """Return the visits that came before this one on its way, by the arrows it came along."""
    found: set[Visit] = set()
    ahead = list(case.position.came_from[visit])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += case.position.came_from[one]
    return frozenset(found)


@st.composite
def walks(draw: st.DrawFn) -> Walked:
    """Return a walk of a plan that was made up, perhaps unfinished."""
    walk = _Walk(draw(_blocks()))
    for _ in range(draw(st.integers(0, 14))):
        still = walk.case.position.open
        if not still:
            break
        visit = draw(st.sampled_from(still))
        options = [option.id for option in walk.graph.steps[visit.step].options]
        if options:
            walk.answer(visit, draw(st.sampled_from(options)), skips=False)
        else:
            walk.answer(visit, "gedaan", skips=draw(st.sampled_from((False, False, True))))
    return walk.done()


def simple(party: Party) -> Walked:
    """Return a walk of one talk with someone, and the question after it."""
    walk = _Walk([_Block(1, 0, [party], [[]])])
    for visit, choice in ((Visit("mensen", 1), "gedaan"), (Visit("s0-0", 1), "gedaan")):
        walk.answer(visit, choice, skips=False)
    walk.answer(Visit("vraag0", 1), "verder", skips=False)
    return walk.done()
