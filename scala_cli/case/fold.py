"""The fold: from a case's events and its plans to the case as it stands. A pure function."""

from collections.abc import Sequence
from functools import lru_cache

from scala_cli.case.answer import Answer, Document
from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import Step
from scala_cli.plan.replay import Position, Visit, replay

_ROUTES = 128
"""How many positions are remembered: among many cases the same few routes come time and again."""


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
    position = _position(graph, tuple((visit, answer.choice) for visit, answer in answers.items()))
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


@lru_cache(_ROUTES)
def _position(graph: Graph, answered: tuple[tuple[Visit, Choice], ...]) -> Position:
    return replay(graph, dict(answered))


def _erased_at(events: Sequence[Event]) -> dict[str, int]:
    """Return by the number of an erased event that of the event by which it was."""
    erasing = (event for event in events if event.kind is Kind.ERASED)
    return {number: event.number for event in erasing for number in event.choice or ()}


def _given(visit: Visit, event: Event) -> Answer:
    said = event.said
    return Answer(
        visit=visit,
        choice=event.choice or (),
        fields=said.get("velden", {}),
        skipped_because=str(said.get("overgeslagen_omdat", "")),
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
    return _given(before.visit, event)._replace(
        revised_because=str(event.said.get("reden", "")),
        first=before.first,
        revised=event.number,
        replaced=before,
    )


def _supplemented(before: Answer, event: Event, step: Step) -> Answer:
    added = event.said.get("velden", {})
    tells_when = any(field.happened and field.id in added for field in step.fields)
    return before._replace(
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
