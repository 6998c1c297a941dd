"""What a case is taken apart into: what is shown, what is withheld, and passages to decide on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of what someone gets to see, in the order in which they are read."""

    WHOLE = "Samenvatting"
    STEPS = "Wat er is vastgelegd"
    BESIDE = "Verder vastgelegd"
    TERMS = "Termijnen"
    TEXTS = "Documenten"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands. `open`: that there is such a place may be told in any case."""

    part: Part
    section: str
    open: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that may be seen."""

    place: Place
    line: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something of a kind that stays out, and why; never the thing itself."""

    place: Place
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that someone wrote, to be decided on. `kind` tells what it is of."""

    place: Place
    kind: str
    label: str
    text: str


Piece = Shown | Withheld | Passage


def by_paragraph(place: Place, kind: str, label: str, text: str) -> Iterator[Passage]:
    """Yield a text as passages, a paragraph each."""
    for paragraph in re.split(r"\n\s*\n", text):
        if words := paragraph.strip():
            yield Passage(place, kind, label, words)


def passages(found: Iterable[Piece]) -> list[Passage]:
    """Return the passages to decide on, each once: the same words need no second answer."""
    return list(dict.fromkeys(one for one in found if isinstance(one, Passage)))
