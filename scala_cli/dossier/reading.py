"""From rows to events and from events to a case, trusting neither.

Whoever has the password can write anything into the file. What can't be read, or doesn't fit
the plans, is refused here, so that nothing above has to reckon with it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scala_cli.case.deadlines import deadlines
from scala_cli.case.entries import closing, evidence, links
from scala_cli.case.events import Event, Kind
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.case.wording import what
from scala_cli.clock import day_of, from_stamp
from scala_cli.dossier import rows
from scala_cli.dossier.rows import Row
from scala_cli.errors import DossierUnusable
from scala_cli.files import shown
from scala_cli.plan.graph import Choice, Graph, allows
from scala_cli.plan.model import Field, FieldKind
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

PUT_BACK = "Zet zo mogelijk een reservekopie terug."
UNSOUND = (
    ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError
)  # fmt: skip
"""What reading raises where something is not as the program would have written it."""
_NUMBER = re.compile(r"\d{4}-\d{3,}")
_SINGLE = (str, bool)
_TEXT = {str}
_CHOICES = 1024
"""How many choices keep their meaning in memory: nearly every event has one of the same few."""


def all_events(db: "File", path: Path, number: str) -> list[Event]:
    """Return a case's events in order.

    Raises `WrongUse` for an unknown number, and `DossierUnusable` for what was changed.
    """
    of_case = rows.case_id(db, number)
    must_be_a_number(number, path)
    return events_of(number, rows.events(db, of_case), path)


def must_be_a_number(number: str, path: Path) -> None:
    """Raise `DossierUnusable` for a case's number that was changed: it names files too."""
    if not _NUMBER.fullmatch(number):
        raise DossierUnusable(
            f"Het nummer van dossier {clean_line(number)} is gewijzigd in {shown(path)}. {PUT_BACK}"
        )


def events_of(case: str, found: Iterable[Row], path: Path) -> list[Event]:
    """Return the events that rows hold. Raises `DossierUnusable` at the first that was changed."""
    return [_sound_event(case, row, path) for row in found]


def _sound_event(case: str, row: Row, path: Path) -> Event:
    try:
        return _event_of(case, *row)
    except UNSOUND as error:
        raise DossierUnusable(
            f"Dossier {case}, gebeurtenis {row[0]}: is gewijzigd en niet meer te "
            f"lezen in {shown(path)}. {PUT_BACK}"
        ) from error


def _event_of(  # noqa: PLR0913, PLR0917 - the columns of a row
    case: str, number: int, happened: str, recorded: str, kind: str, step: str | None,
    visit: int | None, choice: str | None, content: str | None, salt: str | None,
    content_hash: str, previous: str, hashed: str,
) -> Event:  # fmt: skip
    """Return the event that a row of the tables holds. Raises one of `UNSOUND`."""
    from_stamp(recorded)
    day_of(happened)
    return Event(
        case,
        number,
        happened,
        recorded,
        _KINDS[kind],
        step,
        visit,
        None if choice is None else _choice(choice),
        None if content is None else _content(content),
        salt,
        content_hash,
        previous,
        hashed,
    )


_KINDS = {kind.value: kind for kind in Kind}


@lru_cache(_CHOICES)
def _choice(text: str) -> tuple[str, ...]:
    return _words(json.loads(text))


def _words(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not _TEXT.issuperset(map(type, found)):
        message = "not a list of words"
        raise TypeError(message)
    return tuple(found)


def _no_number(text: str) -> float:
    """Refuse what JSON has no number for, and what is too large to be one."""
    found = float(text)
    if not isfinite(found):
        message = "not a number"
        raise ValueError(message)
    return found


_JSON = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number)
_WHITE = " \t\n\r"


def _content(text: str) -> dict[str, Any]:
    found = _decoded(text)
    if not isinstance(found, dict):
        message = "not an object"
        raise TypeError(message)
    # Half a character can neither be hashed nor written anywhere; only an escape can make one.
    if "\\u" in text:
        json.dumps(found, ensure_ascii=False).encode()
    for value in found.get("velden", {}).values():
        if not isinstance(value, _SINGLE):
            _words(value)
    return found


def _decoded(text: str) -> object:
    """Return what `decode` does; its patterns take as long as reading the text."""
    bare = text.strip(_WHITE)
    found, end = _JSON.raw_decode(bare)
    if end < len(bare):
        message = "more than one value"
        raise ValueError(message)
    return found


def case_of(graph: Graph, events: Sequence[Event], path: Path) -> Case:
    """Return the case that these events make, if all of it can be shown.

    Raises `DossierUnusable` when they don't fit the plans or one another.
    """
    try:
        return _sound_case(graph, events)
    except UNSOUND as error:
        raise DossierUnusable(
            f"Dossier {events[0].case}, gebeurtenis {_unsound_at(graph, events)}: past niet bij "
            f"het stappenplan of bij wat ervoor staat in {shown(path)}. {PUT_BACK}"
        ) from error


def with_case(number: str, error: DossierUnusable) -> str:
    """Return an error's sentence with the case in front, if it isn't there yet."""
    sentence = str(error)
    name = f"Dossier {clean_line(number)}"
    return sentence if sentence.startswith(name) else f"{name}: {sentence}"


def _sound_case(graph: Graph, events: Sequence[Event]) -> Case:
    case = fold(graph, events)
    for event in events:
        # The words of an answer are the plan's own; whether it is one is asked below.
        if not (event.kind is Kind.ANSWERED and event.step and event.visit):
            what(case, event)
    _ = deadlines(case), evidence(case), links(case), closing(case)
    for answer in case.answers.values():
        for field in _dated(graph, answer.visit.step, answer.choice):
            if field.id in answer.fields:
                show_value(field, answer.fields[field.id])
    return case


@lru_cache(_CHOICES)
def _dated(graph: Graph, ref: str, choice: Choice) -> tuple[Field, ...]:
    """Return the fields with an answer whose value may be one that can't be shown.

    Of all that `_content` lets through that is only what is no day. Raises `ValueError` for what
    is no answer to this step.
    """
    step = graph.steps[ref]
    if not allows(step, choice):
        message = "no answer to this step"
        raise ValueError(message)
    return tuple(one for one in step.fields if one.kind in (FieldKind.DAY, FieldKind.MOMENT))


def _unsound_at(graph: Graph, events: Sequence[Event]) -> int:
    """Return the number of the first event with which a case can't be made."""
    for size in count(1):
        try:
            _sound_case(graph, events[:size])
        except UNSOUND:
            return events[size - 1].number
    raise AssertionError
