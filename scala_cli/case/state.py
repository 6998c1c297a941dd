"""What can be said of a case now.

Nothing here is stored: everything that is shown, asked, rendered or exported comes from the
`Case` that `fold` returns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from textwrap import shorten
from typing import NamedTuple

from scala_cli import clock
from scala_cli.case.answer import Answer, Document
from scala_cli.case.events import Event, Kind
from scala_cli.case.values import Value, show_value
from scala_cli.plan.graph import Graph, goes_with
from scala_cli.plan.model import DONE, SKIPPED, Field, Role, Step
from scala_cli.plan.replay import Position, Visit
from scala_cli.text import clean_line, listing

_OTHER_PLATFORM = "anders"
_LONGEST_SUBJECT = 60


class Said(NamedTuple):
    """A value that was given, with its field and the answer that it stands in."""

    answer: Answer
    field: Field
    value: Value

    @property
    def words(self) -> str:
        """Return the value in words."""
        return show_value(self.field, self.value)


def said_as(graph: Graph, answers: Iterable[Answer], role: Role) -> Said | None:
    """Return the first value of what has a role among answers; what was skipped has none."""
    known = graph.roles.get(role, {})
    for answer in answers:
        for field in known.get(answer.visit.step, ()):
            if field.id in answer.fields and not answer.skipped:
                return Said(answer, field, answer.fields[field.id])
    return None


def platform_title(found: Said | None) -> str:
    """Return a platform in words, or nothing when it isn't known or is another one."""
    return "" if found is None or found.value == _OTHER_PLATFORM else found.words


@dataclass(frozen=True, slots=True)
class Missing:
    """A field of a standing answer that has no value yet."""

    visit: Visit
    field: str


@dataclass(frozen=True)
class Case:
    """Everything that follows from a case's events.

    `emptied` holds by visit the event that erased a document made there; `documents` are the
    others.
    """

    number: str
    graph: Graph
    events: tuple[Event, ...]
    answers: Mapping[Visit, Answer]
    documents: tuple[Document, ...]
    emptied: Mapping[Visit, int]
    position: Position
    closed: bool

    @cached_property
    def by_kind(self) -> Mapping[Kind, Sequence[Event]]:
        """Return the events of each kind that there is, in order."""
        found: dict[Kind, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.kind, []).append(event)
        return found

    @property
    def opened(self) -> str:
        """Return when the case was opened, a UTC stamp."""
        return self.events[0].recorded

    @property
    def head(self) -> str:
        """Return the hash of the last event."""
        return self.events[-1].hash

    @property
    def count(self) -> int:
        """Return the number of events."""
        return len(self.events)

    @property
    def status(self) -> str:
        """Return `open` or `gesloten`."""
        return "gesloten" if self.closed else "open"

    @property
    def erased(self) -> bool:
        """Tell whether nothing is left of what was said, but why it was erased."""
        last = self.events[-1]
        return last.kind is Kind.ERASED and all(
            event.content is None for event in self.events if event.kind is not Kind.ERASED
        )

    @property
    def title(self) -> str:
        """Return platform and date, and of a drill that it is one; never a name.

        Where the plan asks for no platform, its own title is what tells cases apart.
        """
        subject = self.platform_title or self._subject
        title = f"{subject}, {clock.say_day(clock.day_of(self.opened))}"
        return f"Oefening: {title}" if self.drill else title

    @property
    def _subject(self) -> str:
        plan = self.graph.root
        if any(step.field_as(Role.PLATFORM) for step in plan.steps):
            return "Incident"
        return shorten(clean_line(plan.title), _LONGEST_SUBJECT, placeholder=" …")

    @property
    def drill(self) -> bool:
        """Tell whether it is a drill, over an incident that was made up."""
        return self.events[0].said.get("oefening") is True

    @cached_property
    def standing(self) -> tuple[Answer, ...]:
        """Return the answers that count, in the order in which they were given."""
        found = map(self.answers.__getitem__, self.position.standing)
        return tuple(sorted(found, key=attrgetter("first")))

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Return the empty fields of standing answers, in plan order; skipped ones have none.

        Not the text as it was sent: empty says that it was the one that stands in the case.
        """
        ordered = sorted(self.standing, key=lambda answer: self.graph.order[answer.visit.step])
        return tuple(
            Missing(answer.visit, field.id)
            for answer in ordered
            for field in self.empty_fields(answer)
            if not (field.role is Role.SENT and self.step(answer.visit).documents)
        )

    def empty_fields(self, answer: Answer) -> tuple[Field, ...]:
        """Return the fields that go with an answer and have no value yet.

        One that was skipped or erased has none: nobody is asked for what had to go.
        """
        if answer.skipped or answer.erased:
            return ()
        return tuple(
            field
            for field in self.step(answer.visit).fields
            if field.id not in answer.fields and goes_with(field, answer.choice)
        )

    @cached_property
    def to_review(self) -> frozenset[Visit]:
        """Return the standing answers that a later revision upstream may have overtaken."""
        standing = set(self.position.standing)
        return frozenset(
            later
            for answer in self.standing
            if answer.revised
            for later in self.position.downstream(answer.visit)
            if later in standing and self.answers[later].last < answer.revised
        )

    @property
    def platform(self) -> str | None:
        """Return the platform's id, from the standing answers."""
        value = self.value_as(Role.PLATFORM)
        return value if isinstance(value, str) else None

    @property
    def platform_title(self) -> str:
        """Return the platform in words, or nothing when it isn't known or is another one."""
        return platform_title(said_as(self.graph, reversed(self.standing), Role.PLATFORM))

    def step(self, visit: Visit) -> Step:
        """Return the step of a visit."""
        return self.graph.steps[visit.step]

    def value_as(self, role: Role) -> Value | None:
        """Return the latest value of what has a role, at whichever step that was not skipped."""
        found = said_as(self.graph, reversed(self.standing), role)
        return found.value if found else None

    def value(self, field: str) -> Value | None:
        """Return the latest value of a field, at whichever step that was not skipped."""
        found = self.answer_with(field)
        return found.fields[field] if found else None

    def answer_with(self, field: str) -> Answer | None:
        """Return the latest standing answer that has a value for a field."""
        having = (one for one in reversed(self.standing) if field in one.fields and not one.skipped)
        return next(having, None)

    def sent(self, answer: Answer) -> str:
        """Return the text of a step as it was really sent, where a person gave that."""
        field = self.step(answer.visit).field_as(Role.SENT)
        return str(answer.fields.get(field.id, "")) if field else ""

    def said(self, answer: Answer) -> str:
        """Return an answer in words: `gedaan`, `overgeslagen` or the options' titles."""
        if answer.choice in ((DONE,), (SKIPPED,)):
            return answer.choice[0]
        options = (self.step(answer.visit).option(one) for one in answer.choice)
        return listing(option.title for option in options if option)

    def document(self, visit: Visit, kind: str) -> Document | None:
        """Return the last document of a kind that was made at a visit."""
        made = [one for one in self.documents if (one.visit, one.kind) == (visit, kind)]
        return made[-1] if made else None

    @cached_property
    def current_documents(self) -> tuple[Document, ...]:
        """Return of each step's document the last one, and each text that was made apart."""
        last = {(one.kind, one.visit or one.text): one for one in self.documents}
        return tuple(sorted(last.values(), key=lambda one: one.number))
