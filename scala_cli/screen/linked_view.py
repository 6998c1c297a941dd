"""The cases of the same incident, shown together on the page of one of them."""

from collections.abc import Iterator, Sequence
from datetime import date

from scala_cli import clock
from scala_cli.case.linked import Linked
from scala_cli.screen.entry_views import ahead
from scala_cli.screen.page import Block, Heading, Pairs, Words


def linked(found: Sequence[Linked], today: date) -> Iterator[Block]:
    """Yield each linked case: what it is about, where it stands, and how to look at it."""
    if found:
        yield Heading("Gekoppelde dossiers")
    for one in found:
        yield Words(one.named, strong=True)
        yield Pairs([*one.pairs, *_due(one, today), *_look(one)])


def _due(one: Linked, today: date) -> Iterator[tuple[str, str]]:
    for place, (day, what) in enumerate(one.due):
        until = f"{clock.say_day(day)} ({ahead(day, today)}): {what}"
        yield "" if place else "Uiterlijk", until


def _look(one: Linked) -> Iterator[tuple[str, str]]:
    if one.title:
        yield "Bekijken", f"stappenplan dossier toon {one.number}"
