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


def came_of(case: Case, visit: Visit | None) -> frozenset[Visit]:
    """Return the visits that came about through a visit's answer: a text made there knows none."""
    return case.position.downstream(visit) if visit else frozenset()


def is_of_round(case: Case, one: Visit, other: Visit | None) -> bool:
    """Tell whether two visits are of the same round; with no other, of the round the case is in.

    They aren't once a round has begun on the way to either, after the other or in which the
    other's step comes again. Going round on one's own track alone makes no difference.
    """
    if other is None:
        return not _left_behind(case, one, frozenset(case.position.came_from))
    return not (
        _left_behind(case, one, led_to(case, other) | {other})
        or _left_behind(case, other, led_to(case, one) | {one})
    )


def _left_behind(case: Case, visit: Visit, way: frozenset[Visit]) -> bool:
    """Tell whether a round began on a way that this visit isn't of."""
    after = case.position.downstream(visit)
    return any(
        _begins_round(case, begun)
        and (begun in after or case.graph.reaches(begun.step, visit.step))
        for begun in way - led_to(case, visit) - {visit}
    )


def _begins_round(case: Case, visit: Visit) -> bool:
    causes = case.position.came_from.get(visit, ())
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
    same = [one for one in others if is_of_round(case, one.visit, visit)]
    beside = [one for one in reversed(same) if one.visit not in after]
    came = [one for one in same if one.visit in after]
    return _latest((*own, *led, *beside, *came))


def _latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return of each step only its latest visit among these answers, in the order given."""
    found = list(answers)
    last: dict[str, int] = {}
    for one in found:
        last[one.visit.step] = max(last.get(one.visit.step, 0), one.visit.number)
    return tuple(one for one in found if one.visit.number == last[one.visit.step])
