"""What a person can say to a case, and the event that it becomes. Checked here, once.

The prompts and the answers file make replies; only `draft` turns one into an event.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scala_cli.case.events import Draft, Kind
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.clock import Clock, day_of, is_stamp, stamp, today
from scala_cli.errors import WrongFile
from scala_cli.plan.graph import Choice, allows, goes_with
from scala_cli.plan.model import SKIPPED, FieldKind, Step
from scala_cli.plan.replay import Visit
from scala_cli.text import listing

WRONG_CHOICE = "verkeerd gekozen"
WRONG_VALUE = "verkeerd ingevuld"
"""The reasons for a revision that lie ready."""


class Refused(WrongFile):
    """A reply that doesn't fit where the case stands by now."""


class NotOpen(Refused):
    """An answer for a step that is not open; the sentence names those that are."""

    def __init__(self, step: str, open_steps: list[str]) -> None:
        now = f"open: {listing(open_steps)}" if open_steps else "er staat niets meer open"
        super().__init__(f"stap '{step}' is nu niet open ({now}).")


class Overtaken(Refused):
    """A change to an answer that has itself been changed since it was looked at."""

    def __init__(self, step: str) -> None:
        super().__init__(f"het antwoord bij stap '{step}' is intussen gewijzigd.")


@dataclass(frozen=True, slots=True)
class Give:
    """An answer to an open step. `happened` is a stamp or a day; None means now."""

    visit: Visit
    choice: Choice
    fields: Mapping[str, Value] = field(default_factory=dict)
    skipped_because: str = ""
    happened: str | None = None


@dataclass(frozen=True, slots=True)
class Revise:
    """Another answer in the place of an earlier one, with the reason.

    `changes` holds only the fields that change, None for one that is emptied. `seen` is the
    `last` of the answer that the person looked at.
    """

    visit: Visit
    choice: Choice
    reason: str
    seen: int
    changes: Mapping[str, Value | None] = field(default_factory=dict)
    skipped_because: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """Values for fields that were still empty; without any: a look that found all well."""

    visit: Visit
    fields: Mapping[str, Value]


Reply = Give | Revise | Supplement


def draft(reply: Reply, case: Case, by: str, clock: Clock) -> Draft:
    """Return the event that a reply becomes.

    Raises `Refused` when the case has moved on: `NotOpen` for a `Give` to a step that is not
    open at that visit, `Overtaken` for a change to what was changed meanwhile. Raises
    `ValueError` when the choice isn't one of the step's: that is the caller's mistake.
    """
    fields = _fields(reply, case)
    content: dict[str, object] = {"door": by, "velden": fields}
    happened = _when(reply, fields, case, clock)
    if isinstance(reply, Supplement):
        return Draft(Kind.SUPPLEMENTED, happened, content, *reply.visit)
    skipped = reply.choice == (SKIPPED,)
    if not allows(case.step(reply.visit), reply.choice) or skipped != bool(reply.skipped_because):
        message = f"{reply.choice} is no answer to {reply.visit.step}"
        raise ValueError(message)
    if skipped:
        content["overgeslagen_omdat"] = reply.skipped_because
    if isinstance(reply, Revise):
        content["reden"] = reply.reason
        return Draft(Kind.REVISED, happened, content, *reply.visit, reply.choice)
    if reply.visit not in case.position.open:
        raise NotOpen(reply.visit.step, [visit.step for visit in case.position.open])
    kind = Kind.SKIPPED if skipped else Kind.ANSWERED
    return Draft(kind, reply.happened or happened, content, *reply.visit, reply.choice)


def _fields(reply: Reply, case: Case) -> dict[str, Value]:
    """Return the values that an event holds: all of an answer's, or those that are added."""
    if isinstance(reply, Give):
        return {**reply.fields, **_moment(reply, case.step(reply.visit))}
    before = case.answers[reply.visit]
    if isinstance(reply, Supplement):
        added = {key: value for key, value in reply.fields.items() if key not in before.fields}
        if reply.fields and not added:
            raise Overtaken(reply.visit.step)
        return added
    if before.last != reply.seen:
        raise Overtaken(reply.visit.step)
    if reply.choice == (SKIPPED,):
        return {}
    merged = {**before.fields, **reply.changes}
    return {
        one.id: value
        for one in case.step(reply.visit).fields
        if (value := merged.get(one.id)) is not None and goes_with(one, reply.choice)
    }


def _moment(reply: Give, step: Step) -> Mapping[str, Value]:
    """Return when it happened as the value of the field that asks so, where that is empty."""
    asks = [one for one in step.fields if one.happened and goes_with(one, reply.choice)]
    if not reply.happened or reply.choice == (SKIPPED,) or not asks or _told(step, reply.fields):
        return {}
    is_day = asks[0].kind is FieldKind.DAY
    return {asks[0].id: day_of(reply.happened).isoformat() if is_day else reply.happened}


def _when(reply: Reply, fields: Mapping[str, Value], case: Case, clock: Clock) -> str | None:
    """Return when it happened, if the field that tells so has a value that doesn't lie ahead.

    Else None; but of an answer that was given before, when that was told to have happened.
    """
    told = _told(case.step(reply.visit), fields)
    if told:
        latest = stamp(clock()) if is_stamp(told) else today(clock).isoformat()
        # A day is one in Amsterdam: around midnight not the day of the UTC stamp.
        if told <= latest:
            return told
    if isinstance(reply, Give):
        return None
    before = case.answers[reply.visit]
    if isinstance(reply, Revise):
        return before.happened if before.happened != before.recorded else None
    return before.happened if told else None


def _told(step: Step, fields: Mapping[str, Value]) -> str | None:
    for one in step.fields:
        value = fields.get(one.id)
        if one.happened and isinstance(value, str):
            return value
    return None


@dataclass(frozen=True, slots=True)
class Override:
    """A kind of thing that the guard had said to take out of a text, and why it stays."""

    kind: str
    reason: str


def document_draft(  # noqa: PLR0913, PLR0917 - all that such an event says
    event: Kind,
    kind: str,
    text: str,
    visit: Visit | None,
    by: str,
    overridden: Sequence[Override] = (),
) -> Draft:
    """Return the event that a document was made or settled, with the text's SHA-256."""
    content: dict[str, object] = {
        "door": by,
        "document": kind,
        "tekst": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    if overridden:
        content["wacht"] = [{"soort": one.kind, "reden": one.reason} for one in overridden]
    step, number = visit or (None, None)
    return Draft(event, None, content, step, number)
