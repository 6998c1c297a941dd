"""The way a case has gone: its steps in order, tracks side by side where it forked.

Pure: drawn from a case's position. The order of tracks is that of the plan, so a way that was
walked looks the same while it grows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.plan.replay import Visit


class Stand(Enum):
    """How a step on the way stands."""

    DONE = auto()
    OPEN = auto()
    WAITS = auto()


@dataclass(frozen=True, slots=True)
class Stop:
    """A step on the way; without an answer it is open, or waits for other tracks."""

    visit: Visit
    stand: Stand
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Fork:
    """Tracks side by side. What stands after a fork came from all of them."""

    tracks: tuple["Way", ...]


Way = tuple[Stop | Fork, ...]
_Visits = frozenset[Visit]
_Causes = Mapping[Visit, _Visits]


def route(case: Case) -> Way:
    """Return the way from the first step to what is open or waits; each visit stands once."""
    causes = _causes(case)
    return tuple(_way(case, causes, frozenset(causes)))


def lapsed(case: Case) -> tuple[Answer, ...]:
    """Return the answers that no longer count, in the order in which they were given."""
    found = (case.answers[visit] for visit in case.position.lapsed)
    return tuple(sorted(found, key=lambda answer: answer.first))


def opened_since(case: Case, visit: Visit) -> str:
    """Return since when a step waits to be answered, a UTC stamp: what led to it was recorded."""
    led = (case.answers[one].recorded for one in case.position.came_from[visit])
    return max(led, default=case.opened)


def _causes(case: Case) -> _Causes:
    """Return of each visit on the way which visits led to it; of a waiting step also who may."""
    found: dict[Visit, _Visits] = {**case.position.came_from}
    for ref in case.position.waiting:
        earlier = [visit for visit in found if visit.step == ref]
        before: _Visits = frozenset().union(*(found[visit] for visit in earlier))
        arrived = _arrived(case, ref, before)
        found[Visit(ref, len(earlier) + 1)] = frozenset((*arrived, *_awaited(case, ref, found)))
    return found


def _arrived(case: Case, ref: str, before: _Visits) -> Iterator[Visit]:
    """Yield the answers that led to a waiting step since it was last answered."""
    for answer in case.standing:
        leads = case.graph.follows(answer.visit.step, answer.choice)
        if ref in leads and answer.visit not in before:
            yield answer.visit


def _awaited(case: Case, ref: str, known: _Causes) -> Iterator[Visit]:
    """Yield the open and the earlier waiting steps that a waiting step waits for."""
    reaches = case.graph.reaches
    for visit in known:
        unanswered = visit not in case.position.standing
        if unanswered and reaches(visit.step, ref) and not reaches(ref, visit.step):
            yield visit


def _way(case: Case, causes: _Causes, among: _Visits) -> Iterator[Stop | Fork]:
    """Yield the way through these visits, from what nothing among them led to."""
    while among:
        first = _in_order(case, (visit for visit in among if not causes[visit] & among))
        shared = _shared(causes, first, among)
        tracks = _apart(causes, among - shared) if len(first) > 1 else []
        if len(tracks) > 1:
            ordered = sorted(tracks, key=lambda track: min(_place(case, one) for one in track))
            yield Fork(tuple(tuple(_way(case, causes, track)) for track in ordered))
            among = shared
        else:
            # One step; or tracks so woven together that they can only be told one by one.
            yield _stop(case, first[0])
            among -= {first[0]}


def _shared(causes: _Causes, first: Sequence[Visit], among: _Visits) -> _Visits:
    """Return what came about through all of several visits: where their tracks are one again."""
    if len(first) == 1:
        return frozenset()
    return frozenset.intersection(*(_after(causes, visit, among) for visit in first))


def _after(causes: _Causes, visit: Visit, among: _Visits) -> _Visits:
    """Return which of these visits came about through one of them, itself included."""
    found = {visit}
    ahead = {visit}
    while ahead:
        ahead = {one for one in among if one not in found and causes[one] & ahead}
        found |= ahead
    return frozenset(found)


def _apart(causes: _Causes, among: _Visits) -> list[_Visits]:
    """Return these visits in groups that have nothing to do with one another."""
    groups: list[set[Visit]] = []
    for visit in among:
        linked = {visit, *(causes[visit] & among)}
        touched = [group for group in groups if group & linked]
        groups = [group for group in groups if not group & linked]
        groups.append(linked.union(*touched))
    return [frozenset(group) for group in groups]


def _stop(case: Case, visit: Visit) -> Stop:
    if visit in case.position.open:
        return Stop(visit, Stand.OPEN)
    if visit in case.position.standing:
        return Stop(visit, Stand.DONE, case.answers[visit])
    return Stop(visit, Stand.WAITS)


def _in_order(case: Case, visits: Iterator[Visit]) -> list[Visit]:
    return sorted(visits, key=lambda visit: _place(case, visit))


def _place(case: Case, visit: Visit) -> tuple[int, int]:
    return case.graph.order[visit.step], visit.number
