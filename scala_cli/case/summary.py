"""What is known of a case apart from its answers, in words: the same on the screen and on paper.

Nothing here knows what day it is: a case reads the same whenever it is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.apart import GONE, file_words, is_mark, numbered, short
from scala_cli.case.deadlines import Deadline
from scala_cli.case.entries import Evidence, Remark, closing, evidence, hold, links, remarks
from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case
from scala_cli.case.talks import held
from scala_cli.case.wording import recorder, told, what
from scala_cli.closing import reasons
from scala_cli.plan.model import Party, Plan
from scala_cli.text import listing

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said of a case: the event that it is, its words, and what is known of it."""

    event: str
    text: str
    pairs: tuple[Pair, ...]


def state(case: Case) -> Iterator[Pair]:
    """Yield how a case stands: its status, how it was closed, what holds it and what it is with."""
    yield "Status", case.status
    if closed := closing(case):
        yield "Gesloten", _when(closed.event)
        yield "Reden", reasons().get(closed.reason, closed.reason)
        gone = GONE if closed.event.content is None else ""
        if closed.explanation or gone:
            yield "Toelichting", closed.explanation or gone
        yield "Te bewaren", f"tot en met {clock.say_day(closed.kept_until)}"
        if closed.basis or gone:
            yield "Grond", closed.basis or gone
    if held := hold(case):
        since = f"sinds {clock.say(held.recorded)}; dit dossier mag niet worden gewist"
        yield "Aangehouden", f"{since}. Reden: {held.said.get('tekst', GONE)}"
    if linked := links(case):
        yield "Gekoppeld aan", f"dossier {listing(linked)}"


def plans(case: Case) -> Iterator[tuple[str, Plan]]:
    """Yield the plan that a case began with and those that it went on in, each under its label."""
    came_to = {case.graph.plan_of(one.step).id for one in (*case.answers, *case.position.open)}
    first, *others = case.graph.plans
    yield "Stappenplan", first
    yield from (("Verder in", plan) for plan in others if plan.id in came_to)


def talk(case: Case) -> Iterator[Pair]:
    """Yield whether there has been a talk with the poster, of a case whose plan has one."""
    if any(step.talk is Party.POSTER for step in case.graph.steps.values()):
        spoken = any(one.party is Party.POSTER for one in held(case))
        yield "Gesproken met de betrokkene", "ja, vastgelegd" if spoken else "niet vastgelegd"


def status(case: Case) -> str:
    """Return the status of a case with what keeps it from going, or that it is gone."""
    if case.erased:
        return f"{case.status}, gewist"
    return f"{case.status}, aangehouden" if hold(case) else case.status


def emptied(case: Case, *, with_ground: bool = True) -> str:
    """Return that all of a case was erased, when and, if asked, why; nothing if it wasn't."""
    if not case.erased:
        return ""
    last = case.events[-1]
    ground = last.said.get("grond", GONE)
    said = (
        f"De inhoud van dit dossier is gewist, op {_when(last)}. Wat er gekozen is en wanneer, "
        "staat er nog."
    )
    return f"{said} Grond: {ground}" if with_ground else said


def due_for(deadline: Deadline) -> str:
    """Return what a deadline is for; a note in short, since it stands among the notes."""
    return short(deadline.what) if deadline.noted else deadline.what


def stand(deadline: Deadline) -> str:
    """Return whether a deadline is known to have been met, or what made it needless."""
    if deadline.ended and not deadline.met:
        return (
            f"niet meer nodig, {clock.say(deadline.ended.answer.happened)}: {deadline.ended.what}"
        )
    return "ja, vastgelegd" if deadline.met else "niet vastgelegd"


def chapters(case: Case) -> list[tuple[str, list[Entry]]]:
    """Return what is said of a case apart from its steps, under headings; no empty ones."""
    known = [("Notities", notes(case)), ("Bewijs", found(case)), ("Gewist", _erasings(case))]
    return [(title, entries) for title, entries in known if entries]


def notes(case: Case) -> list[Entry]:
    """Return the notes that only tell something: what holds a case is part of its state."""
    return [
        Entry(_named(one.event), one.text, (*_reminder(one), ("Vastgelegd", _when(one.event))))
        for one in remarks(case)
        if not is_mark(one.event)
    ]


def _reminder(remark: Remark) -> Iterator[Pair]:
    if remark.due:
        yield "Herinnering", clock.say_day(remark.due)


def found(case: Case) -> list[Entry]:
    """Return the evidence, each with what is known of it."""
    return [Entry(_named(one.event), one.text, tuple(_known(one))) for one in evidence(case)]


def _known(one: Evidence) -> Iterator[Pair]:
    known = (
        ("Link", one.link),
        ("Account", one.account),
        ("Gevonden door", one.finder),
        ("Gevonden op", told(one.event.happened, one.event.recorded)),
        ("Bestand", file_words(one.event.said) if one.file else ""),
        ("SHA-256", one.sha256),
        ("Vastgelegd", _when(one.event)),
    )
    return ((label, words) for label, words in known if words)


def _erasings(case: Case) -> list[Entry]:
    """Return what was erased, when, by whom and on what ground; of a whole case `emptied` tells."""
    events = case.events[:-1] if case.erased else case.events
    return [
        Entry(
            _named(event),
            f"De inhoud van {numbered(event.choice or ())} is gewist.",
            (("Vastgelegd", _when(event)), ("Grond", str(event.said.get("grond", GONE)))),
        )
        for event in events
        if event.kind is Kind.ERASED
    ]


def _named(event: Event) -> str:
    return numbered([str(event.number)]).capitalize()


def _when(event: Event) -> str:
    return f"{clock.say(event.recorded)}, door {recorder(event)}"


def timeline(case: Case) -> list[tuple[str, str, str, str, str]]:
    """Return of each event its number, when it happened if told, when recorded, what, by whom."""
    return [
        (
            str(event.number),
            told(event.happened, event.recorded),
            clock.say(event.recorded),
            what(case, event),
            recorder(event),
        )
        for event in case.events
    ]
