"""The steps of a case, taken apart for one person.

To who posted the steps are theirs, to anyone else only the steps that name them. An answer
about someone, and every text, is for a person to decide on.
"""

from collections.abc import Iterator

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.apart import GONE
from scala_cli.case.people import PERSONS, named_in
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.case.wording import lapsed
from scala_cli.export.inzage.pieces import (
    Part,
    Passage,
    Piece,
    Place,
    Shown,
    Withheld,
    by_paragraph,
)
from scala_cli.export.inzage.whose import Subject
from scala_cli.export.readers import happened_said
from scala_cli.plan.model import Field, FieldKind, Party, Role, StepKind
from scala_cli.text import labelled

_POSTERS_OWN = (Role.CLASS, Role.ACCOUNT, Role.LINK)
"""What is of who posted and no free text: a link often holds an account."""
_TEXT = (FieldKind.LINE, FieldKind.LONG)
_OF_ACTING = (FieldKind.DAY, FieldKind.MOMENT, FieldKind.CHOICE)


def of_answer(case: Case, answer: Answer, subject: Subject) -> Iterator[Piece]:
    """Yield the pieces of an answer."""
    step = case.step(answer.visit)
    is_theirs = subject.posted or subject.is_named(case, answer)
    place = Place(Part.STEPS, step.title, open=is_theirs)
    yield from _choice(case, answer, subject, place)
    if place.open:
        yield from _told(case, answer, place)
    for field in step.fields:
        if field.id in answer.fields:
            yield from _field(answer, field, subject, place)
    yield from by_paragraph(place, "reden", "Reden van overslaan", answer.skipped_because)
    yield from _earlier(case, answer, place)


def _choice(case: Case, answer: Answer, subject: Subject, place: Place) -> Iterator[Piece]:
    step, said = case.step(answer.visit), case.said(answer)
    if step.kind is StepKind.QUESTION:
        if subject.posted and step.about is Party.POSTER:
            yield Shown(place, f"Antwoord: {said}")
        else:
            yield Passage(place, "antwoord op een vraag", step.title, said)
    elif place.open:
        yield Shown(place, f"Stand: {said}")
    else:
        yield Withheld(place, "een stap", subject.not_theirs)


def _told(case: Case, answer: Answer, place: Place) -> Iterator[Piece]:
    yield Shown(place, f"Vastgelegd: {clock.say(answer.recorded)}{lapsed(case, answer)}")
    if happened := happened_said(case, answer):
        yield Shown(place, f"Gebeurd: {happened}")
    if answer.erased:
        yield Shown(place, f"Wat erbij stond: {GONE}")


def _field(answer: Answer, field: Field, subject: Subject, place: Place) -> Iterator[Piece]:
    words = show_value(field, answer.fields[field.id])
    if field.kind in PERSONS:
        yield from _names(answer, field, subject, place)
    elif field.role in _POSTERS_OWN:
        if subject.posted:
            yield Shown(place, labelled(field.title, words))
        else:
            yield Withheld(place, str(field.role), subject.not_theirs)
    elif field.kind in _TEXT:
        yield from by_paragraph(place, _kind_of(field), field.title, words)
    elif subject.posted or (place.open and field.kind in _OF_ACTING):
        yield Shown(place, labelled(field.title, words))
    else:
        yield Withheld(place, "een gegeven", subject.not_theirs)


def _names(answer: Answer, field: Field, subject: Subject, place: Place) -> Iterator[Piece]:
    for _, name in named_in([field], answer.fields):
        if subject.has(name):
            yield Shown(place, labelled(field.title, name))
        else:
            yield Withheld(place, "naam van een ander", subject.not_theirs)


def _kind_of(field: Field) -> str:
    return "gespreksverslag" if field.role is Role.REPORT else "vrije tekst"


def _earlier(case: Case, answer: Answer, place: Place) -> Iterator[Piece]:
    """Yield what an answer was before each revision: all of it is to be decided on."""
    before = answer.replaced
    if before is None:
        return
    yield from _earlier(case, before, place)
    kind, until = "eerdere versie", f"tot {clock.say(answer.recorded)}"
    yield from by_paragraph(place, "reden", "Reden van wijziging", answer.revised_because)
    if before.choice != answer.choice:
        yield Passage(place, kind, f"Antwoord ({until})", case.said(before))
    for field in case.step(before.visit).fields:
        now = answer.fields.get(field.id)
        if field.id in before.fields and before.fields[field.id] != now:
            words = show_value(field, before.fields[field.id])
            yield from by_paragraph(place, kind, f"{field.title} ({until})", words)
