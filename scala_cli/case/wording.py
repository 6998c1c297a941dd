"""A case in words, the same on the screen and on paper: events, answers, sources."""

from collections.abc import Iterator, Mapping

from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Answer, Case
from scala_cli.case.values import show_value
from scala_cli.facts import Fact, facts
from scala_cli.plan.model import SKIPPED, Note, Step
from scala_cli.plan.replay import Visit
from scala_cli.text import labelled, listing

EVENTS = {
    Kind.OPENED: "dossier geopend",
    Kind.ANSWERED: "beantwoord",
    Kind.SKIPPED: "overgeslagen",
    Kind.REVISED: "herzien",
    Kind.SUPPLEMENTED: "aangevuld",
    Kind.NOTED: "notitie",
    Kind.EVIDENCE: "bewijs",
    Kind.DOCUMENT: "document gemaakt",
    Kind.SETTLED: "tekst vastgesteld",
    Kind.DEADLINE_MET: "termijn gehaald",
    Kind.LINKED: "gekoppeld",
    Kind.CLOSED: "gesloten",
    Kind.REOPENED: "heropend",
    Kind.ERASED: "gewist",
}


def source_of(step: Step) -> str:
    """Return what a step rests on, saying so when it is an addition to the chart."""
    if step.addition:
        return f"aanvulling op het schema, op grond van {step.source}"
    return step.source


def cited(notes: tuple[Note, ...]) -> list[Fact]:
    """Return the facts that points of attention rest on; a fact that is gone is left out."""
    known = facts()
    found = (known.get(fact) for note in notes for fact in note.facts)
    return list(dict.fromkeys(fact for fact in found if fact))


def basis_of(note: Note) -> str:
    """Return the source of a point of attention, with its certainty."""
    own = [note.source] if note.source else []
    return "; ".join([*own, *(fact.basis for fact in cited((note,)))])


def answer_pairs(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what is known of an answer beside its choice, as label and words."""
    if answer.choice == (SKIPPED,):
        yield "Reden van overslaan", answer.skipped_because or "(gewist)"
    for field in case.step(answer.visit).fields:
        if field.id in answer.fields:
            yield field.title, show_value(field, answer.fields[field.id])
    if answer.revised_because:
        yield "Reden van wijziging", answer.revised_because


def what(case: Case, event: Event) -> str:
    """Return what an event was, in a few words and without the text of an answer."""
    words = EVENTS[event.kind]
    if event.kind in (Kind.DOCUMENT, Kind.SETTLED):
        return f"{words}: {event.said.get('document', 'gewist')}"
    if event.step is None:
        return words
    step = case.graph.steps[event.step]
    chosen = [step.option(one) for one in event.choice or ()]
    titles = listing(option.title for option in chosen if option)
    return labelled(step.title, f"{words}, {titles}" if titles else words)


def missing(case: Case) -> Mapping[Visit, list[str]]:
    """Return the names of the fields still empty, by the answer that they belong to."""
    found: dict[Visit, list[str]] = {}
    for one in case.missing:
        found.setdefault(one.visit, []).append(one.field.replace("_", " "))
    return found


def lapsed(case: Case, answer: Answer) -> str:
    """Return a remark for an answer that no longer counts, or that is to be looked at again."""
    if answer.visit not in case.position.standing:
        return " (vervallen)"
    return " (opnieuw bekijken)" if answer.visit in case.to_review else ""
