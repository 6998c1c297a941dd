"""The fold: from a case's events and its plans to what can be said of it now.

Nothing here is stored. `fold` is a pure function; everything that is shown, asked, rendered
or exported comes from the `Case` that it returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scala_cli import clock
from scala_cli.case.events import Event, Kind
from scala_cli.case.values import Value, show_value
from scala_cli.headings import heading
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import DONE, SKIPPED, Field, Step
from scala_cli.plan.replay import Position, Visit, replay
from scala_cli.text import listing

_OTHER_PLATFORM = "anders"
SENT_TEXT = "tekst"
"""The field in which a person gives the text as it was really sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one visit of a step, as last revised and supplemented.

    `first` and `last` are the numbers of the events that gave it and last changed it;
    `skipped_because` is the reason of a skipped action, `revised_because` that of the last
    revision, `replaced` the answer as it was before that. `recorded` is a UTC stamp,
    `happened` that or a day. `erased`: what was said with the choice is gone.
    """

    visit: Visit
    choice: Choice
    fields: Mapping[str, Value]
    skipped_because: str
    revised_because: str
    happened: str
    recorded: str
    by: str
    first: int
    last: int
    revised: int
    replaced: "Answer | None" = None
    erased: bool = False

    @property
    def reason(self) -> str | None:
        """Return why it was skipped, or else why it was revised."""
        return self.skipped_because or self.revised_because or None

    @property
    def skipped(self) -> bool:
        """Tell whether an action was skipped."""
        return self.choice == (SKIPPED,)

    @property
    def done(self) -> bool:
        """Tell whether an action was done."""
        return self.choice == (DONE,)


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was made (`settled` False) or settled as really sent, at a visit."""

    kind: str
    text: str
    sha256: str
    visit: Visit | None
    number: int
    recorded: str
    settled: bool


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
        """Return platform and date; never a name."""
        platform = self.platform_title or "Incident"
        return f"{platform}, {clock.say_day(clock.day_of(self.opened))}"

    @cached_property
    def standing(self) -> tuple[Answer, ...]:
        """Return the answers that count, in the order in which they were given."""
        found = (self.answers[visit] for visit in self.position.standing)
        return tuple(sorted(found, key=lambda answer: answer.first))

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Return the empty fields of standing answers, in plan order; skipped ones have none."""
        ordered = sorted(self.standing, key=lambda answer: self.graph.order[answer.visit.step])
        return tuple(
            Missing(answer.visit, field.id)
            for answer in ordered
            for field in self.empty_fields(answer)
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

    @cached_property
    def talked(self) -> bool:
        """Tell whether a talk with the poster is recorded and that answer stands."""
        return any(answer.done and self.step(answer.visit).talk for answer in self.standing)

    @property
    def platform(self) -> str | None:
        """Return the platform's id, from the standing answers."""
        value = self.value("platform")
        return value if isinstance(value, str) else None

    @property
    def platform_title(self) -> str:
        """Return the platform in words, or nothing when it isn't known or is another one."""
        answer = self.answer_with("platform")
        field = self.step(answer.visit).field("platform") if answer else None
        if answer is None or field is None or answer.fields["platform"] == _OTHER_PLATFORM:
            return ""
        return show_value(field, answer.fields["platform"])

    def step(self, visit: Visit) -> Step:
        """Return the step of a visit."""
        return self.graph.steps[visit.step]

    def value(self, field: str) -> Value | None:
        """Return the latest value of a field, at whichever step that was not skipped."""
        found = self.answer_with(field)
        return found.fields[field] if found else None

    def answer_with(self, field: str) -> Answer | None:
        """Return the latest standing answer that has a value for a field."""
        having = (one for one in reversed(self.standing) if not one.skipped and field in one.fields)
        return next(having, None)

    def chosen(self, step: str) -> Choice | None:
        """Return the standing choice at a step's last visit."""
        found = [answer for answer in self.standing if answer.visit.step == step]
        return found[-1].choice if found else None

    def said(self, answer: Answer) -> str:
        """Return an answer in words: `gedaan`, `overgeslagen` or the options' titles."""
        if answer.choice in ((DONE,), (SKIPPED,)):
            return answer.choice[0]
        options = (self.step(answer.visit).option(one) for one in answer.choice)
        return listing(option.title for option in options if option)

    def due_documents(self) -> tuple[tuple[Answer, str], ...]:
        """Return the documents of actions that were done, whose text may have to be made.

        One is due when none was made yet, or when its answer, or for a record any answer, was
        revised or supplemented since. Once a person settled the text it stays theirs; the
        field `tekst` of a step is such a text.
        """
        return tuple(
            (answer, kind)
            for answer in self.standing
            if answer.done
            for kind in self.step(answer.visit).documents
            if self._is_due(answer, kind)
        )

    def document(self, visit: Visit, kind: str) -> Document | None:
        """Return the last document of a kind that was made at a visit."""
        made = [one for one in self.documents if (one.visit, one.kind) == (visit, kind)]
        return made[-1] if made else None

    def _is_due(self, answer: Answer, kind: str) -> bool:
        last = self.document(answer.visit, kind)
        if last is None:
            return self._is_due_again(answer, kind)
        if SENT_TEXT in answer.fields:
            return not (last.settled and last.text == answer.fields[SENT_TEXT])
        changed = self._changed if heading(kind).kept_up else answer.last
        return not last.settled and last.number < changed

    def _is_due_again(self, answer: Answer, kind: str) -> bool:
        """Tell whether a document that isn't there has to be made: not where it was erased."""
        erased = self.emptied.get(answer.visit)
        return erased is None or (heading(kind).kept_up and erased < self._changed)

    @cached_property
    def _changed(self) -> int:
        """Return the number of the last event that changed an earlier answer; 0 if none did."""
        changing = (Kind.REVISED, Kind.SUPPLEMENTED)
        return max((event.number for event in self.events if event.kind in changing), default=0)

    @cached_property
    def current_documents(self) -> tuple[Document, ...]:
        """Return of each step's document the last one, and each text that was made apart."""
        last = {(one.kind, one.visit or one.text): one for one in self.documents}
        return tuple(sorted(last.values(), key=lambda one: one.number))


def goes_with(field: Field, choice: Choice) -> bool:
    """Tell whether a field is asked with an answer."""
    return not field.only_with or any(one in field.only_with for one in choice)


def fold(graph: Graph, events: Sequence[Event]) -> Case:
    """Return the case that these events make; `graph` is of the plans that it has pinned."""
    answers: dict[Visit, Answer] = {}
    documents = []
    emptied: dict[Visit, int] = {}
    erased_at = _erased_at(events)
    closed = False
    for event in events:
        visit = Visit(event.step, event.visit) if event.step and event.visit else None
        match event.kind:
            case Kind.ANSWERED | Kind.SKIPPED if visit:
                answers[visit] = _given(visit, event)
            case Kind.REVISED if visit:
                answers[visit] = _revised(answers[visit], event)
            case Kind.SUPPLEMENTED if visit:
                answers[visit] = _supplemented(answers[visit], event, graph.steps[visit.step])
            case Kind.DOCUMENT | Kind.SETTLED if event.content is not None:
                documents.append(_document(visit, event))
            case Kind.DOCUMENT | Kind.SETTLED if visit:
                emptied[visit] = erased_at.get(str(event.number), event.number)
            case Kind.CLOSED | Kind.REOPENED:
                closed = event.kind is Kind.CLOSED
    position = replay(graph, {visit: answer.choice for visit, answer in answers.items()})
    return Case(
        number=events[0].case,
        graph=graph,
        events=tuple(events),
        answers=answers,
        documents=tuple(documents),
        emptied=emptied,
        position=position,
        closed=closed,
    )


def _erased_at(events: Sequence[Event]) -> dict[str, int]:
    """Return by the number of an erased event that of the event by which it was."""
    erasing = (event for event in events if event.kind is Kind.ERASED)
    return {number: event.number for event in erasing for number in event.choice or ()}


def _given(visit: Visit, event: Event) -> Answer:
    return Answer(
        visit=visit,
        choice=event.choice or (),
        fields=dict(event.said.get("velden", {})),
        skipped_because=str(event.said.get("overgeslagen_omdat", "")),
        revised_because="",
        happened=event.happened,
        recorded=event.recorded,
        by=event.by,
        first=event.number,
        last=event.number,
        revised=0,
        erased=event.content is None,
    )


def _revised(before: Answer, event: Event) -> Answer:
    return replace(
        _given(before.visit, event),
        revised_because=str(event.said.get("reden", "")),
        first=before.first,
        revised=event.number,
        replaced=before,
    )


def _supplemented(before: Answer, event: Event, step: Step) -> Answer:
    added = event.said.get("velden", {})
    tells_when = any(field.happened and field.id in added for field in step.fields)
    return replace(
        before,
        fields={**before.fields, **added},
        happened=event.happened if tells_when else before.happened,
        last=event.number,
    )


def _document(visit: Visit | None, event: Event) -> Document:
    return Document(
        kind=str(event.said["document"]),
        text=str(event.said["tekst"]),
        sha256=str(event.said["sha256"]),
        visit=visit,
        number=event.number,
        recorded=event.recorded,
        settled=event.kind is Kind.SETTLED,
    )
