"""What the board and the police get of a case: the fields that its plan has for them.

A field of which the plan says nothing reaches neither of them. What someone gets who asks what is
known of them is decided in `inzage`.
"""

from collections.abc import Iterable, Iterator

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Answer
from scala_cli.case.apart import GONE
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.case.wording import told
from scala_cli.export.paper import Section
from scala_cli.plan.model import Field, FieldKind, Reader, Step
from scala_cli.text import labelled

Pair = tuple[str, str]


def fields_for(step: Step, reader: Reader) -> list[Field]:
    """Return the fields of a step that a reader may have."""
    return [field for field in step.fields if reader in field.readers]


def division(case: Case, reader: Reader) -> Iterator[str]:
    """Yield what a reader has to know of how it was decided what is here: plan by plan."""
    for _, plan in summary.plans(case):
        if plan.earlier:
            yield _OF_THEN.format(plan=plan.title)
        elif not any(reader in field.readers for step in plan.steps for field in step.fields):
            yield _NOTHING.format(plan=plan.title, reader=_NAMED[reader], key=reader)


_NAMED = {Reader.BOARD: "het bestuur", Reader.POLICE: "de politie"}
_OF_THEN = (
    "Het stappenplan '{plan}' zei nog niet welk gegeven voor wie is. Wat hier staat volgt daarom "
    "de oude indeling, die van voordat een stappenplan dat zelf zei."
)
_NOTHING = (
    "Het stappenplan '{plan}' wijst geen enkel gegeven aan voor {reader}. Daarom staat hier niet "
    'wat bij de stappen is ingevuld. Zet in het plan bij een veld: voor = ["{key}"]. Dat geldt '
    "voor nieuwe dossiers."
)


def section(case: Case, answer: Answer, fields: Iterable[Field], first: Iterable[Pair]) -> Section:
    """Return an answer on paper: lines, those of `first` in front, and long texts below them."""
    lines = list(first)
    texts: list[Pair] = []
    for field in fields:
        if field.id in answer.fields:
            under = texts if field.kind is FieldKind.LONG else lines
            under.append((field.title, show_value(field, answer.fields[field.id])))
    lines += when(case, answer)
    told = tuple(labelled(label, words) for label, words in lines)
    return Section(case.step(answer.visit).title, told, tuple(texts))


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
