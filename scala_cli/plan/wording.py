"""What a plan says in words, the same on the screen and on paper: sources and terms."""

from functools import lru_cache

from scala_cli.facts import Fact, facts
from scala_cli.plan.model import Note, Step
from scala_cli.text import listing

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
    return (*step.notes, step.term.note) if step.term else step.notes


@lru_cache(_REMEMBERED)
def basis_of(note: Note) -> str:
    """Return the source of a point of attention, with its certainty."""
    own = [note.source] if note.source else []
    return "; ".join([*own, *(fact.basis for fact in cited((note,)))])


def term_of(step: Step) -> str:
    """Return the term that a step starts: how long, from when, for what; nothing without one."""
    term = step.term
    if term is None:
        return ""
    months = [f"{term.months} {'maand' if term.months == 1 else 'maanden'}"] if term.months else []
    weeks = [f"{term.weeks} {'week' if term.weeks == 1 else 'weken'}"] if term.weeks else []
    field = step.field(term.since)
    since = f"de dag bij '{field.title}'" if field else "de dag van deze stap"
    return f"{listing([*months, *weeks])} na {since}. {term.note.text}"
