"""How long a case took, counted from when it was reported; and the middle one of several."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from statistics import median

from scala_cli import clock
from scala_cli.case.events import Kind
from scala_cli.case.masking import FEWEST, HIDDEN
from scala_cli.case.state import Case
from scala_cli.case.talks import reported_at
from scala_cli.plan.model import StepKind

_HOUR = timedelta(hours=1)
_HOURS_UNTIL = timedelta(days=2)


def until_action(case: Case) -> timedelta | None:
    """Return how long it took to act: to do the first action but noting the report itself."""
    acted = [
        answer.happened
        for answer in case.standing
        if answer.done
        and not case.step(answer.visit).reports
        and case.step(answer.visit).kind is StepKind.ACTION
    ]
    return min((_between(reported_at(case), one) for one in acted), default=None)


def until_closed(case: Case) -> timedelta | None:
    """Return how long it took to close; None for a case that is open."""
    closed = [event.recorded for event in case.events if event.kind is Kind.CLOSED]
    return _between(reported_at(case), closed[-1]) if case.closed and closed else None


def _between(start: str, end: str) -> timedelta:
    """Return the time from one moment to another, in whole days where a time isn't known.

    What happened before it was reported took no time.
    """
    if clock.is_stamp(start) and clock.is_stamp(end):
        return max(clock.from_stamp(end) - clock.from_stamp(start), timedelta())
    return max(clock.day_of(end) - clock.day_of(start), timedelta())


def middle(known: Iterable[timedelta | None]) -> str:
    """Return the middle one of what is known in words, where those are enough."""
    found = sorted(one for one in known if one is not None)
    if not found:
        return "niet bekend"
    return duration_said(_median(found)) if len(found) >= FEWEST else HIDDEN


def _median(found: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(one.total_seconds() for one in found))


def duration_said(time: timedelta) -> str:
    """Return how long something took: `minder dan een uur`, `5 uur` or `3 dagen`."""
    if time < _HOUR:
        return "minder dan een uur"
    if time < _HOURS_UNTIL:
        return f"{round(time / _HOUR)} uur"
    return f"{round(time / timedelta(days=1))} dagen"
