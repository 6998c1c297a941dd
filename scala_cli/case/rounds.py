"""What a text or a term of a visit may draw on: its own round, and what led to it. Pure.

A round begins where an arrow leads back to a step on the way to it. What was said before that is
of an earlier round. With no visit the whole case as it stands now is meant.
"""

from collections.abc import Iterable

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.plan.replay import Visit


def led_to(case: Case, visit: Visit) -> frozenset[Visit]:
    """Return the visits whose answers led to this one."""
    came_from = case.position.came_from
    found: set[Visit] = set()
    ahead = set(came_from.get(visit, ()))
    while ahead:
        found |= ahead
        ahead = {one for before in ahead for one in came_from[before]} - found
    return frozenset(found)


def is_of_round(case: Case, other: Visit, visit: Visit | None) -> bool:
    """Tell whether a visit is of the same round as another one, or as the case is in now.

    It isn't once a round has begun since, on the way to the other.
    """
    known = case.position.came_from if visit is None else {*led_to(case, visit), visit}
    return not any(
        _begins_round(case, later) for later in case.position.downstream(other) & {*known}
    )


def same_round(case: Case, one: Visit, other: Visit) -> bool:
    """Tell whether two visits on tracks side by side are of the same round.

    They aren't once a round has begun on the way to either in which the other's step comes again.
    Going round on one's own track alone makes no difference.
    """
    ways = {visit: {visit, *led_to(case, visit)} for visit in (one, other)}
    return not any(
        _begins_round(case, begun) and case.graph.reaches(begun.step, still.step)
        for moved, still in ((one, other), (other, one))
        for begun in ways[moved] - ways[still]
    )


def _begins_round(case: Case, visit: Visit) -> bool:
    causes = case.position.came_from[visit]
    return any((cause.step, visit.step) in case.graph.returns for cause in causes)


def told_at(case: Case, visit: Visit | None) -> tuple[Answer, ...]:
    """Return the answers that a text made at a visit may tell of, the nearest first.

    Its own; then what led to it; then the other tracks of its round, and what came of it in that
    round. Of each step the latest visit alone: what was left empty this time isn't what was told
    the time before.
    """
    if visit is None:
        return _latest(reversed(case.standing))
    before = led_to(case, visit)
    after = case.position.downstream(visit)
    own = [one for one in case.standing if one.visit == visit]
    led = [one for one in reversed(case.standing) if one.visit in before - {visit}]
    others = [one for one in case.standing if one.visit not in {visit, *before}]
    beside = [
        one
        for one in reversed(others)
        if one.visit not in after and is_of_round(case, one.visit, visit)
    ]
    came = [one for one in others if one.visit in after and is_of_round(case, visit, one.visit)]
    return _latest((*own, *led, *beside, *came))


def _latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return of each step only its latest visit among these answers, in the order given."""
    found = list(answers)
    last: dict[str, int] = {}
    for one in found:
        last[one.visit.step] = max(last.get(one.visit.step, 0), one.visit.number)
    return tuple(one for one in found if one.visit.number == last[one.visit.step])
