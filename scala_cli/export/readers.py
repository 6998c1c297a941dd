"""For whom an export is made, and what each gets: for the board and the police, of what kind.

A field that isn't named here reaches neither of them: plans grow, and a new field may hold
anything. What someone gets who asks what is known of them is decided in `inzage`.
"""

from collections.abc import Iterator
from enum import StrEnum

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Answer
from scala_cli.case.apart import GONE
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.case.wording import told
from scala_cli.plan.model import Field, FieldKind


class Reader(StrEnum):
    """For whom an export is made."""

    WHOLE = "volledig"
    BOARD = "bestuur"
    PERSON = "betrokkene"
    POLICE = "politie"


_OF_ACTING = (
    FieldKind.DAY, FieldKind.MOMENT, FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.CHOICES,
    FieldKind.PERSON, FieldKind.PERSONS,
)  # fmt: skip
"""Kinds of field that tell who, when and which: never what someone else wrote."""
_OF_DECIDING = ("afspraken", "toelichting", "wat_en_hoe", "hoe", "kanaal", "klas")
_OF_MESSAGE = (
    "platform", "link", "geplaatst", "melder", "inhoud", "account", "geraakt", "naam",
    "jonger_dan_12",
)  # fmt: skip


def for_board(field: Field) -> bool:
    """Tell whether a field says what was done, by whom, when, or why it was decided so."""
    return field.kind in _OF_ACTING or field.id in _OF_DECIDING


def for_police(field: Field) -> bool:
    """Tell whether a field says what was posted, by whom, who reported it or whom it touches."""
    return field.id in _OF_MESSAGE


def values(answer: Answer, fields: list[Field]) -> Iterator[tuple[Field, str]]:
    """Yield the fields that have a value, with it in words."""
    for field in fields:
        if field.id in answer.fields:
            yield field, show_value(field, answer.fields[field.id])


def when(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield when an answer was recorded and by whom, and when it happened if no field says so."""
    if happened := happened_said(case, answer):
        yield "Gebeurd", happened
    by = GONE if answer.erased else answer.by
    yield "Vastgelegd", f"{clock.say(answer.recorded)}, door {by}"


def happened_said(case: Case, answer: Answer) -> str:
    """Return when an answer happened, if that was told and no field of it says so."""
    fields = case.step(answer.visit).fields
    in_field = any(field.happened and field.id in answer.fields for field in fields)
    return "" if in_field else told(answer.happened, answer.recorded)


def emptied(case: Case) -> tuple[str, ...]:
    """Return that all of a case was erased, if it was, as what opens a paper."""
    found = summary.emptied(case)
    return (found,) if found else ()


def explained(case: Case) -> Iterator[str]:
    """Yield what the remarks behind answers mean, where there are any."""
    if case.position.lapsed:
        yield "Bij '(vervallen)' telt een antwoord niet meer mee: het dossier ging een andere weg."
    if case.to_review:
        yield (
            "Bij '(opnieuw bekijken)' is een eerder antwoord later gewijzigd. Of dit antwoord dan "
            "nog klopt, is daarna niet vastgelegd."
        )
