"""Until when something is to be done: by a step that was answered, or by a dated note.

Days are calendar days in Amsterdam. A term runs from a day to the day of the same number so
many months later (the last of a shorter month), and so many weeks after that.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scala_cli.case.answer import Answer
from scala_cli.case.entries import met, remarks
from scala_cli.case.state import Case
from scala_cli.case.wording import basis_of
from scala_cli.clock import day_of, say_day
from scala_cli.plan.model import Term


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be done by a day.

    `number` is of the event that it comes from, by which it can be said to have been met.
    `noted` tells a person's own reminder from a term that a step starts.
    """

    number: int
    what: str
    due: date
    source: str
    met: bool
    noted: bool


def deadlines(case: Case) -> tuple[Deadline, ...]:
    """Return every deadline of a case, the first to end first."""
    done = frozenset(met(case))
    found = [*_terms(case, done), *_reminders(case, done)]
    return tuple(sorted(found, key=lambda one: (one.due, one.number)))


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
        if not one.met and (one.noted or not case.closed or one.due >= today)
    )


def by_urgency(cases: Sequence[Case], today: date) -> list[Case]:
    """Return the cases with what is overdue in front, the longest overdue first."""

    def overdue(case: Case) -> date:
        days = [one.due for one in pending(case, today) if one.due < today]
        return min(days, default=today)

    return sorted(cases, key=overdue)


def _terms(case: Case, done: frozenset[int]) -> Iterator[Deadline]:
    """Yield the terms that steps start; when a step comes again, its new term is the one left."""
    found: dict[str, Deadline] = {}
    steps = case.graph.steps
    for answer in case.standing:
        term = steps[answer.visit.step].term
        if term and not answer.skipped and (start := _start(term, answer)):
            found[answer.visit.step] = Deadline(
                number=answer.first,
                what=term.note.text,
                due=_after(start, term),
                source=basis_of(term.note),
                met=answer.first in done,
                noted=False,
            )
    yield from found.values()


def _start(term: Term, answer: Answer) -> date | None:
    """Return the day on which a term starts, if that is known."""
    told = answer.fields.get(term.since) if term.since else answer.happened
    return day_of(told) if isinstance(told, str) else None


def _after(start: date, term: Term) -> date:
    years, month = divmod(start.month - 1 + term.months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(weeks=term.weeks)


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
