"""What a plan says in words, the same on the screen and on paper: sources and terms."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from scala_cli.facts import Fact, facts
from scala_cli.plan.model import DONE, SKIPPED, FieldKind, Note, Plan, Step, StepKind, Term
from scala_cli.text import listing

_LAW_OF_WORKDAYS = "algemene-termijnenwet"
"""The fact that says which days are no working days."""
_MEASURES = (
    ("months", "maand", "maanden"), ("weeks", "week", "weken"), ("days", "dag", "dagen"),
    ("workdays", "werkdag", "werkdagen"), ("hours", "uur", "uur"),
)  # fmt: skip
_REMEMBERED = 1024
"""How many points of attention keep their words in memory: many cases have the same few."""


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


def notes_of(step: Step) -> tuple[Note, ...]:
    """Return everything at a step that rests on something: points of attention, its term."""
    return (*step.notes, note_of(step.term)) if step.term else step.notes


def note_of(term: Term) -> Note:
    """Return what a term rests on; one in working days also on the law that says which."""
    note = term.note
    if not term.workdays or _LAW_OF_WORKDAYS in note.facts:
        return note
    return replace(note, facts=(*note.facts, _LAW_OF_WORKDAYS))


@lru_cache(_REMEMBERED)
def basis_of(note: Note) -> str:
    """Return the source of a point of attention, with its certainty."""
    own = [note.source] if note.source else []
    return "; ".join([*own, *(fact.basis for fact in cited((note,)))])


def length_of(term: Term) -> str:
    """Return how long a term is: `3 weken`; of one that ends on a planned day, that it does."""
    counts = ((getattr(term, key), one, more) for key, one, more in _MEASURES)
    told = [f"{count} {one if count == 1 else more}" for count, one, more in counts if count]
    return listing(told) or "tot een geplande dag"


def term_of(step: Step, plan: Plan | None = None) -> str:
    """Return the term that a step starts: how long, from when, till what; nothing without one.

    `plan` is the one that the step is of, by which other steps are told by their titles.
    """
    term = step.term
    if term is None:
        return ""
    steps = plan.index if plan else {}
    told = [_from(step, term, steps)]
    if term.only_with:
        options = [step.option(one) for one in term.only_with]
        told.append(f"alleen bij {listing((one.title for one in options if one), 'of')}")
    if term.until:
        told.append(f"tot {listing(_till(term, steps), 'of')}")
    return f"{', '.join(told)}. {term.note.text}"


def _from(step: Step, term: Term, steps: Mapping[str, Step]) -> str:
    at, _, field_id = (term.on or term.since).rpartition(".")
    other = steps.get(at) if at else step
    field = other.field(field_id) if other else None
    if not at and not field and field_id:
        field = next((one for each in steps.values() if (one := each.field(field_id))), None)
    title = f"'{field.title if field else term.on or term.since}'"
    if term.on:
        return f"Op de dag bij {title}"
    whole = not term.hours or (field is not None and field.kind is FieldKind.DAY)
    what = "de dag" if whole else "het moment"
    start = f"{what} {f'bij {title}' if term.since else 'van deze stap'}"
    return f"{length_of(term)} na {'het begin van ' if term.hours and whole else ''}{start}"


def _till(term: Term, steps: Mapping[str, Step]) -> Iterator[str]:
    """Yield by which answers a term ends."""
    for one in term.until:
        at, _, choice = one.partition(":")
        step = steps.get(at)
        title = f"'{step.title if step else at}'"
        option = step.option(choice) if step else None
        if choice == SKIPPED:
            yield f"{title} is gedaan of overgeslagen"
        elif choice and choice != DONE:
            yield f"'{option.title if option else choice}' is geantwoord op {title}"
        else:
            asks = step is not None and step.kind is StepKind.QUESTION
            yield f"{title} is {'beantwoord' if asks else 'gedaan'}"
