"""Where a case stands: a pure function of its plans and its answers.

The rules: start at the plan's first step; a step's n-th opening gets its n-th answer as last
revised; an answer opens the steps it leads to. Arriving at a step that is open or waiting
adds nothing; arriving at an answered one opens it again (its next visit). A waiting step
opens when no other open or waiting step can reach it; if only mutually blocked waiting steps
are left, the first in plan order opens. The order in which tracks were walked changes nothing
(`check` refuses the plans in which it would).
"""

from collections.abc import Mapping
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
    walk = _Walk(graph, answers)
    walk.arrive(next(iter(graph.steps)), None)
    walk.settle()
    standing = frozenset(walk.standing)
    return Position(
        open=tuple(sorted(walk.open.values(), key=lambda visit: graph.order[visit.step])),
        waiting=tuple(sorted(walk.waiting, key=graph.order.__getitem__)),
        standing=tuple(walk.standing),
        lapsed=tuple(visit for visit in answers if visit not in standing),
        came_from={visit: frozenset(causes) for visit, causes in walk.came_from.items()},
    )


class _Walk:
    """The state while replaying; `open` and `waiting` are keyed by step."""

    def __init__(self, graph: Graph, answers: Mapping[Visit, Choice]) -> None:
        self.graph = graph
        self.answers = answers
        self.open: dict[str, Visit] = {}
        self.waiting: dict[str, set[Visit]] = {}
        self.visits: dict[str, int] = {}
        self.standing: list[Visit] = []
        self.came_from: dict[Visit, set[Visit]] = {}
        self.to_answer: list[Visit] = []

    def arrive(self, ref: str, cause: Visit | None) -> None:
        causes = {cause} if cause else set()
        if ref in self.open:
            self.came_from[self.open[ref]] |= causes
        elif self.graph.steps[ref].waits:
            self.waiting.setdefault(ref, set()).update(causes)
        else:
            self.enter(ref, causes)

    def enter(self, ref: str, causes: set[Visit]) -> None:
        self.visits[ref] = self.visits.get(ref, 0) + 1
        visit = Visit(ref, self.visits[ref])
        self.open[ref] = visit
        self.came_from[visit] = causes
        if visit in self.answers:
            self.to_answer.append(visit)

    def settle(self) -> None:
        """Follow answers as far as they go, then open what waited, until nothing moves."""
        while True:
            while self.to_answer:
                self.follow(self.to_answer.pop(0))
            ready = self.ready()
            if ready is None:
                return
            self.enter(ready, self.waiting.pop(ready))

    def follow(self, visit: Visit) -> None:
        del self.open[visit.step]
        self.standing.append(visit)
        for target in self.graph.follows(visit.step, self.answers[visit]):
            self.arrive(target, visit)

    def ready(self) -> str | None:
        """Return the waiting step that may open now."""
        waiting = sorted(self.waiting, key=self.graph.order.__getitem__)
        reach = self.graph.reach
        for ref in waiting:
            others = {*self.open, *self.waiting} - {ref}
            if not any(ref in reach[other] for other in others):
                return ref
        return waiting[0] if waiting and not self.open else None
