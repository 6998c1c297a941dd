"""From rows to events and from events to a case, trusting neither.

Whoever has the password can write anything into the file. What can't be read, or doesn't fit
the plans, is refused here, so that nothing above has to reckon with it.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from scala_cli.case.deadlines import deadlines
from scala_cli.case.entries import closing, evidence, links
from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case, fold
from scala_cli.case.values import show_value
from scala_cli.case.wording import what
from scala_cli.clock import day_of, from_stamp
from scala_cli.plan.graph import Graph, allows

UNSOUND = (
    ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError
)  # fmt: skip
"""What reading raises where something is not as the program would have written it."""


def event_of(case: str, row: Mapping[str, Any]) -> Event:
    """Return the event that a row of the tables holds. Raises one of `UNSOUND`."""
    from_stamp(row["vastgelegd"])
    day_of(row["gebeurd"])
    return Event(
        case=case,
        number=row["nummer"],
        happened=row["gebeurd"],
        recorded=row["vastgelegd"],
        kind=Kind(row["soort"]),
        step=row["stap"],
        visit=row["bezoek"],
        choice=None if row["keuze"] is None else _words(json.loads(row["keuze"])),
        content=None if row["inhoud"] is None else _content(row["inhoud"]),
        salt=row["zout"],
        content_hash=row["inhoud_hash"],
        previous=row["vorige"],
        hash=row["hash"],
    )


def _words(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        message = "not a list of words"
        raise TypeError(message)
    return tuple(found)


def _content(text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        message = "not an object"
        raise TypeError(message)
    # Half a character can neither be hashed nor written anywhere.
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    for value in found.get("velden", {}).values():
        if not isinstance(value, str | bool):
            _words(value)
    return found


def sound_case(graph: Graph, events: Sequence[Event]) -> Case:
    """Return the case that these events make, if all of it can be shown.

    Raises one of `UNSOUND` when they don't fit the plans or one another.
    """
    case = fold(graph, events)
    for event in events:
        what(case, event)
    _ = deadlines(case), evidence(case), links(case), closing(case)
    for answer in case.answers.values():
        step = case.step(answer.visit)
        if not allows(step, answer.choice):
            message = "no answer to this step"
            raise ValueError(message)
        for field in step.fields:
            if field.id in answer.fields:
                show_value(field, answer.fields[field.id])
    return case


def unsound_at(graph: Graph, events: Sequence[Event]) -> int:
    """Return the number of the first event with which a case can't be made."""
    for size in count(1):
        try:
            sound_case(graph, events[:size])
        except UNSOUND:
            return events[size - 1].number
    raise AssertionError
