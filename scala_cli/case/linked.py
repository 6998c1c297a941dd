"""A case of the same incident, in short: what it is about and where it stands.

For who reads the case beside it, on paper too. Holds no names, no words that anyone wrote, and
nothing that depends on what day it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.apart import short
from scala_cli.case.deadlines import deadlines
from scala_cli.case.entries import closing
from scala_cli.case.people import poster
from scala_cli.case.route import opened_since
from scala_cli.case.state import Case
from scala_cli.closing import reasons

_UNREADABLE = (
    "niet te lezen; het is gewijzigd, beschadigd of weg. Bekijk wat er mis is met: stappenplan "
    "controleer"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A linked case: its number, its title with its status, and what is known of it.

    `due` are its deadlines that weren't met, each a day and what for.
    """

    number: str
    title: str
    pairs: tuple[summary.Pair, ...]
    due: tuple[tuple[date, str], ...] = ()

    @property
    def named(self) -> str:
        """Return what stands above it."""
        return f"{self.number}: {self.title}" if self.title else self.number

    @property
    def dated(self) -> tuple[summary.Pair, ...]:
        """Return all that is known of it, with its deadlines as days."""
        due = (("Uiterlijk", f"{clock.say_day(day)}: {what}") for day, what in self.due)
        return (*self.pairs, *due)


def in_short(case: Case) -> Linked:
    """Return a case as it is told of beside another one."""
    title = f"{case.title} ({summary.status(case)})"
    return Linked(case.number, title, tuple(_known(case)), tuple(_due(case)))


def unreadable(number: str) -> Linked:
    """Return a case of which nothing can be told."""
    return Linked(number, "", (("Stand", _UNREADABLE),))


def _known(case: Case) -> Iterator[summary.Pair]:
    yield "Stappenplan", case.graph.root.title
    if who := poster(case):
        yield "Geplaatst door", who
    if case.erased:
        yield "Gewist", f"op {_day(case.events[-1].recorded)}; de inhoud is weg"
    if found := closing(case):
        reason = reasons().get(found.reason, found.reason)
        yield "Gesloten", f"op {_day(found.event.happened)}. {reason}."
    elif not case.closed:
        yield from _waits(case)


def _waits(case: Case) -> Iterator[summary.Pair]:
    waits = [
        f"{case.step(visit).actor}: {case.step(visit).title} (sinds "
        f"{_day(opened_since(case, visit))})"
        for visit in case.position.open
    ]
    yield ("Wacht op", "; ".join(waits)) if waits else ("Stappen", "alles is beantwoord")


def _due(case: Case) -> Iterator[tuple[date, str]]:
    if case.closed:
        return
    for one in deadlines(case):
        if one.running:
            yield one.due, "eigen herinnering" if one.noted else short(one.what)


def _day(moment: str) -> str:
    return clock.say_day(clock.day_of(moment))
