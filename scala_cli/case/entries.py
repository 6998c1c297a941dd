"""What is said of a case apart from its steps: remarks, evidence, links, a hold, its closing.

Each is read from the events that stand; what was erased says no more than that it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scala_cli.case.events import HOLD, RELEASE, Event, Kind
from scala_cli.case.state import Case


@dataclass(frozen=True, slots=True)
class Remark:
    """A note to a case. `due` is the day, in Amsterdam, by which someone is to be reminded."""

    event: Event
    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found where, when and by whom; empty where it isn't known.

    `sha256` is of a file of `size` bytes called `file`; `kept` tells whether the dossier holds
    the file itself.
    """

    event: Event
    link: str
    account: str
    finder: str
    text: str
    file: str
    sha256: str
    size: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a case was closed, until which day it is kept, and why until then."""

    event: Event
    reason: str
    explanation: str
    kept_until: date
    basis: str


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return the notes that were not erased, also those that hold or release."""
    return tuple(
        Remark(event, str(event.content["tekst"]), _day(event.content.get("uiterlijk")))
        for event in _of(case, Kind.NOTED)
        if event.content is not None
    )


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def evidence(case: Case) -> tuple[Evidence, ...]:
    """Return the evidence that was not erased."""
    return tuple(_evidence(event) for event in _of(case, Kind.EVIDENCE) if event.content)


def _evidence(event: Event) -> Evidence:
    said = event.said
    return Evidence(
        event=event,
        link=str(said.get("link", "")),
        account=str(said.get("account", "")),
        finder=str(said.get("vinder", "")),
        text=str(said.get("tekst", "")),
        file=str(said.get("bestand", "")),
        sha256=str(said.get("sha256", "")),
        size=int(said.get("grootte", 0)),
        kept=said.get("bewaard") is True,
    )


def links(case: Case) -> tuple[str, ...]:
    """Return the numbers of the cases of the same incident; an erased link is none."""
    linked = (event for event in _of(case, Kind.LINKED) if event.content is not None)
    return tuple(sorted({one for event in linked for one in event.choice or ()}))


def closing(case: Case) -> Closing | None:
    """Return how the case was closed, if it is and that was told."""
    if not case.closed:
        return None
    event = _of(case, Kind.CLOSED)[-1]
    if event.choice is None:
        return None
    reason, until = event.choice
    return Closing(
        event=event,
        reason=reason,
        explanation=str(event.said.get("toelichting", "")),
        kept_until=date.fromisoformat(until),
        basis=str(event.said.get("grond", "")),
    )


def hold(case: Case) -> Event | None:
    """Return the event that holds the case back from being erased, if it still does."""
    marks = [event for event in _of(case, Kind.NOTED) if event.choice in ((HOLD,), (RELEASE,))]
    return marks[-1] if marks and marks[-1].choice == (HOLD,) else None


def met(case: Case) -> Iterator[int]:
    """Yield the numbers of the events whose deadline was met."""
    for event in _of(case, Kind.DEADLINE_MET):
        yield from (int(number) for number in event.choice or ())


def _of(case: Case, kind: Kind) -> Sequence[Event]:
    return case.by_kind.get(kind, ())
