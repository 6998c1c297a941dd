"""Where a case stands: a pure function of its plans and its answers.

The rules: start at the plan's first step; a step's n-th opening gets its n-th answer as last
revised; an answer opens the steps it leads to. Arriving at a step that is open or waiting
adds nothing; arriving at an answered one opens it again (its next visit). A waiting step
opens when no other open or waiting step can reach it; if only mutually blocked waiting steps
are left, the first in plan order opens (never one merely behind them). The order in which
tracks were walked changes nothing (`check` refuses the plans in which it would).
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from scala_cli.plan.graph import Choice, Graph


class Visit(NamedTuple):
    """The n-th time (from 1) that a step opened."""

    step: str
    number: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a case stands.

    `open` is in plan order. `waiting` has been arrived at and waits for other tracks.
    `standing` are the answered visits that count; `lapsed` the answers that no longer do.
    `came_from` tells for each visit which visits' answers led to it.
    """

    open: tuple[Visit, ...]
    waiting: tuple[str, ...]
    standing: tuple[Visit, ...]
    lapsed: tuple[Visit, ...]
    came_from: Mapping[Visit, frozenset[Visit]]

    @property
    def ended(self) -> bool:
        """Tell whether nothing is left to answer."""
        return not self.open

    def downstream(self, visit: Visit) -> frozenset[Visit]:
        """Return the visits that came about through this one's answer."""
        found: set[Visit] = set()
        ahead = {visit}
        while ahead:
            ahead = {
                later
                for later, causes in self.came_from.items()
                if later not in found and causes & ahead
            }
            found |= ahead
        return frozenset(found)


def replay(graph: Graph, answers: Mapping[Visit, Choice]) -> Position:
    """Return where a case with these answers stands."""
    walk = Walk(graph, answers)
    standing = frozenset(walk.standing)
    return Position(
        open=tuple(sorted(walk.open.values(), key=lambda visit: graph.order[visit.step])),
        waiting=tuple(sorted(walk.waiting, key=graph.order.__getitem__)),
        standing=tuple(walk.standing),
        lapsed=tuple(visit for visit in answers if visit not in standing),
        came_from=walk.came_from,
    )


class Walk:
    """The state while replaying; `open` and `waiting` are keyed by step.

    It stands as far as its answers go, and can be taken further or copied from there.
    """

    def __init__(self, graph: Graph, answers: Mapping[Visit, Choice]) -> None:
        self.graph = graph
        self.answers = dict(answers)
        self.open: dict[str, Visit] = {}
        self.waiting: dict[str, frozenset[Visit]] = {}
        self.visits: dict[str, int] = {}
        self.standing: list[Visit] = []
        self.came_from: dict[Visit, frozenset[Visit]] = {}
        self._to_answer: list[Visit] = []
        self._arrive(next(iter(graph.steps)), frozenset())
        self._settle()

    def copy(self) -> "Walk":
        """Return another walk that stands where this one does."""
        other = copy(self)
        other.answers = dict(self.answers)
        other.open = dict(self.open)
        other.waiting = dict(self.waiting)
        other.visits = dict(self.visits)
        other.standing = list(self.standing)
        other.came_from = dict(self.came_from)
        other._to_answer = []  # noqa: SLF001 - its own class
        return other

    def answer(self, visit: Visit, choice: Choice) -> None:
        """Answer an open visit."""
        self.answers[visit] = choice
        self._to_answer.append(visit)
        self._settle()

    def _arrive(self, ref: str, causes: frozenset[Visit]) -> None:
        if ref in self.open:
            self.came_from[self.open[ref]] |= causes
        elif self.graph.steps[ref].waits:
            self.waiting[ref] = self.waiting.get(ref, frozenset()) | causes
        else:
            self._enter(ref, causes)

    def _enter(self, ref: str, causes: frozenset[Visit]) -> None:
        self.visits[ref] = self.visits.get(ref, 0) + 1
        visit = Visit(ref, self.visits[ref])
        self.open[ref] = visit
        self.came_from[visit] = causes
        if visit in self.answers:
            self._to_answer.append(visit)

    def _settle(self) -> None:
        """Follow answers as far as they go, then open what waited, until nothing moves."""
        while True:
            while self._to_answer:
                self._follow(self._to_answer.pop(0))
            ready = self._ready()
            if ready is None:
                return
            self._enter(ready, self.waiting.pop(ready))

    def _follow(self, visit: Visit) -> None:
        del self.open[visit.step]
        self.standing.append(visit)
        for target in self.graph.follows(visit.step, self.answers[visit]):
            self._arrive(target, frozenset((visit,)))

    def _ready(self) -> str | None:
        """Return the waiting step that may open now."""
        waiting = sorted(self.waiting, key=self.graph.order.__getitem__)
        reaches = self.graph.reaches
        before = {
            ref: [other for other in (*self.open, *waiting) if other != ref and reaches(other, ref)]
            for ref in waiting
        }
        free = next((ref for ref in waiting if not before[ref]), None)
        if free or self.open:
            return free
        # What is merely behind others that block each other is held back, and not in turn.
        return next(
            (ref for ref in waiting if all(reaches(ref, other) for other in before[ref])), None
        )
