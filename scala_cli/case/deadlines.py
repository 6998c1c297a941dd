"""Until when something is to be done: by a step that was answered, or by a dated note.

Days are calendar days in Amsterdam. A term runs from a day to the day of the same number so
many months later (the last of a shorter month), and so many weeks and days after that; one in
hours from a moment, or from the start of a day. A term belongs to a visit.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scala_cli.case.answer import Answer
from scala_cli.case.entries import met, remarks
from scala_cli.case.rounds import is_of_round, told_at
from scala_cli.case.state import Case
from scala_cli.case.workdays import workdays_after
from scala_cli.clock import amsterdam, day_of, from_stamp, is_stamp, say, say_day, stamp
from scala_cli.plan.graph import goes_with
from scala_cli.plan.model import DONE, SKIPPED, Field, Term
from scala_cli.plan.replay import Visit
from scala_cli.plan.terms import End, Start, timing
from scala_cli.text import labelled

_SOON = timedelta(days=14)
"""A deadline that is further off can wait."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The answer of a case that ended a term."""

    case: Case
    answer: Answer

    @property
    def number(self) -> int:
        """Return the number of its event."""
        return self.answer.first

    @property
    def what(self) -> str:
        """Return its step with what was said."""
        return labelled(self.case.step(self.answer.visit).title, self.case.said(self.answer))


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be done by a day.

    `number` is of the event that it comes from, by which it can be said to have been met.
    `noted` tells a person's own reminder from a term that a step starts. `at` is the moment, a UTC
    stamp, where it isn't just a day; `ended` what made it needless.
    """

    number: int
    what: str
    due: date
    source: str
    met: bool
    noted: bool
    at: str = ""
    ended: Ending | None = None

    @property
    def running(self) -> bool:
        """Tell whether it was neither met nor ended."""
        return not self.met and self.ended is None

    @property
    def until(self) -> str:
        """Return until when, a stamp or a day."""
        return self.at or self.due.isoformat()

    @property
    def said(self) -> str:
        """Return until when in words."""
        return say(self.until)


@dataclass(frozen=True, slots=True)
class NotRunning:
    """A term that a step starts and that can't run yet, for the day in `field` isn't known.

    `step` is where the field is, `title` what it asks; `number` is of the answer's event.
    """

    number: int
    what: str
    step: str
    field: str
    title: str
    source: str

    @property
    def lacks(self) -> str:
        """Return in words that it doesn't run, and what for."""
        return f"loopt nog niet: '{self.title}' is leeg"


def deadlines(case: Case) -> tuple[Deadline, ...]:
    """Return every deadline of a case, the first to end first."""
    done = frozenset(met(case))
    found = [*(one for one in _terms(case, done) if isinstance(one, Deadline))]
    found += _reminders(case, done)
    return tuple(sorted(found, key=lambda one: (one.due, one.at, one.number)))


def not_running(case: Case) -> tuple[NotRunning, ...]:
    """Return the terms of an open case that can't run yet, in the order of their answers."""
    if case.closed or case.erased:
        return ()
    found = [one for one in _terms(case, frozenset(met(case))) if isinstance(one, NotRunning)]
    return tuple(sorted(found, key=lambda one: one.number))


def pending(case: Case, today: date) -> tuple[Deadline, ...]:
    """Return the deadlines that still ask for attention.

    Closing a case ends its terms once they have passed; a reminder stays until it was met.
    Of a case that was erased nothing is left to attend to.
    """
    if case.erased:
        return ()
    return tuple(
        one
        for one in deadlines(case)
        if one.running and (one.noted or not case.closed or one.due >= today)
    )


def soon(case: Case, today: date) -> Deadline | None:
    """Return what is overdue in a case, or due soon; the first to end."""
    return next((one for one in pending(case, today) if one.due <= today + _SOON), None)


def by_urgency(cases: Iterable[Case], today: date) -> list[Case]:
    """Return the cases by what is due first; those with nothing overdue or due soon as given."""

    def due(case: Case) -> date:
        found = soon(case, today)
        return found.due if found else date.max

    return sorted(cases, key=due)


def _terms(case: Case, done: frozenset[int]) -> Iterator[Deadline | NotRunning]:
    """Yield the terms that steps start; when a step comes again, its new term is the one left."""
    last = {one.visit.step: one for one in case.standing if not one.skipped}
    for answer in last.values():
        if (term := case.step(answer.visit).term) and _starts(term, answer):
            found = _term(case, answer, term, done)
            if found:
                yield found


def _starts(term: Term, answer: Answer) -> bool:
    return not term.only_with or any(one in term.only_with for one in answer.choice)


def _term(
    case: Case, answer: Answer, term: Term, done: frozenset[int]
) -> Deadline | NotRunning | None:
    """Return the term of a visit; None where its day isn't asked with the answers given."""
    start, ends, source = timing(case.graph, answer.visit.step)
    ended = _ending(case, answer, ends)
    holder = _holder(case, answer, start)
    if told := _told(holder, start):
        until = _until(told, term)
        return Deadline(
            number=answer.first,
            what=term.note.text,
            due=day_of(until),
            source=source,
            met=answer.first in done,
            noted=False,
            at=until if is_stamp(until) else "",
            ended=ended,
        )
    if ended or answer.first in done or answer.erased:
        return None
    if not start.steps:
        # It names a step of a plan that this case didn't come from.
        named, at = term.on or term.since, (term.on or term.since).rpartition(".")[0]
        return NotRunning(answer.first, term.note.text, at, start.field, named, source)
    lacking = _lacking(case, holder, start)
    if lacking is None:
        return None
    ref, field = lacking
    return NotRunning(answer.first, term.note.text, ref, field.id, field.title, source)


def _told(holder: Answer | None, start: Start) -> str:
    """Return the day or stamp from which a term counts; empty: it isn't known."""
    if holder is None:
        return ""
    told = holder.fields.get(start.field) if start.field else holder.happened
    return told if isinstance(told, str) else ""


def _holder(case: Case, answer: Answer, start: Start) -> Answer | None:
    """Return the answer that holds the day: its own, or the nearest that led to it."""
    if start.steps == (answer.visit.step,):
        return answer
    told = told_at(case, answer.visit)
    return next((one for one in told if one.visit.step in start.steps), None)


def _lacking(case: Case, holder: Answer | None, start: Start) -> tuple[str, Field] | None:
    """Return the step and the field whose day lacks; None where nobody is asked for it."""
    ref = holder.visit.step if holder else start.steps[0]
    field = case.graph.steps[ref].field(start.field)
    if field is None:
        return None
    if holder and (holder.erased or not (holder.skipped or goes_with(field, holder.choice))):
        return None
    return ref, field


def _until(told: str, term: Term) -> str:
    """Return until when a term runs from a day or stamp: a stamp if it is a moment, else a day."""
    if term.on:
        return told
    if term.hours:
        start = from_stamp(told) if is_stamp(told) else _start_of(day_of(told))
        return stamp(start + timedelta(hours=term.hours))
    day = _after(day_of(told), term)
    return (workdays_after(day, term.workdays) if term.workdays else day).isoformat()


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), amsterdam()).astimezone(UTC)


def _after(start: date, term: Term) -> date:
    years, month = divmod(start.month - 1 + term.months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(weeks=term.weeks, days=term.days)


def _ending(case: Case, answer: Answer, ends: Sequence[End]) -> Ending | None:
    """Return what ended the term of an answer, the first that was recorded.

    That is a standing answer downstream of its visit; or on a track beside it the latest of a step
    in the same round. An answer of an earlier round never ends it.
    """
    steps = {end.step for end in ends}
    there = [one for one in case.standing if one.visit.step in steps]
    given = [one for one in there if any(_ends(end, one) for end in ends)]
    after = case.position.downstream(answer.visit) if given else ()
    found = [one for one in given if one.visit in after]
    if beside := [one for one in given if one not in found]:
        latest = {one.visit.step: one for one in there if _is_beside(case, one.visit, answer.visit)}
        found += [one for one in beside if latest.get(one.visit.step) is one]
    if not found:
        return None
    return Ending(case, min(found, key=lambda one: one.first))


def _is_beside(case: Case, one: Visit, other: Visit) -> bool:
    """Tell whether neither of two visits led to the other, and both are of one round."""
    ways = {one, *case.position.downstream(one)}, {other, *case.position.downstream(other)}
    return other not in ways[0] and one not in ways[1] and is_of_round(case, one, other)


def _ends(end: End, answer: Answer) -> bool:
    if end.step != answer.visit.step:
        return False
    if end.choice and end.choice not in (DONE, SKIPPED):
        return end.choice in answer.choice
    return not answer.skipped or end.choice == SKIPPED


def _reminders(case: Case, done: frozenset[int]) -> Iterator[Deadline]:
    for remark in remarks(case):
        if remark.due:
            yield Deadline(
                number=remark.event.number,
                what=remark.text,
                due=remark.due,
                source=f"notitie van {say_day(day_of(remark.event.recorded))}",
                met=remark.event.number in done,
                noted=True,
            )
