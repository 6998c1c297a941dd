"""What a drawing is made of: boxes with words, signs, arrows and bars, in points on a sheet.

A shape says what it is for, not how it looks: that is the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scala_cli.plan.chart.lettering import LEADING, width
from scala_cli.plan.chart.nodes import NodeKind
from scala_cli.plan.chart.trail import State

Point = tuple[float, float]


class SignKind(StrEnum):
    """A small drawn sign, so that nothing has to be told by colour alone."""

    TO_DO = "vakje"
    DONE = "gedaan"
    SKIPPED = "overgeslagen"
    QUESTION = "vraag"
    END = "einde"
    FORK = "splitsing"
    JOIN = "samen"
    HANDOVER = "ander-plan"
    WARNING = "spoed"


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text, the upper left of the first at a point; `size` is the letter's."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    bold: bool = False
    quiet: bool = False
    inverse: bool = False

    @property
    def wide(self) -> float:
        """Return how wide the widest line is."""
        return max((width(line, self.size, bold=self.bold) for line in self.lines), default=0.0)

    @property
    def high(self) -> float:
        """Return how high the lines are together."""
        return len(self.lines) * self.size * LEADING

    def placed(self, x: float, y: float, scale: float) -> "Words":
        """Return the same words on a sheet."""
        return replace(self, x=x + self.x * scale, y=y + self.y * scale, size=self.size * scale)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign in a square of this size, its upper left at a point."""

    kind: SignKind
    x: float
    y: float
    size: float

    def placed(self, x: float, y: float, scale: float) -> "Sign":
        """Return the same sign on a sheet."""
        return replace(self, x=x + self.x * scale, y=y + self.y * scale, size=self.size * scale)


@dataclass(frozen=True, slots=True)
class Box:
    """One node of a plan in its place.

    `place` is its number among the nodes. `name`, `told` and `choices` are whole, whatever was
    cut to fit: what it is called, what else it says, and the answers that all go on alike, each
    with whether it was chosen. `state` and `walked` are of a case's way; `addition`: not in the
    protocol's own chart; `joins`: tracks come together here; `term`: how long one is that begins.
    """

    place: int
    kind: NodeKind
    name: str
    told: tuple[str, ...]
    choices: tuple[tuple[str, bool], ...]
    number: int
    x: float
    y: float
    wide: float
    high: float
    words: tuple[Words, ...]
    signs: tuple[Sign, ...]
    state: State | None = None
    walked: bool = False
    addition: bool = False
    joins: bool = False
    splits: bool = False
    ends: bool = False
    term: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one box to another, by its corners; `head`: it ends in a point."""

    source: int
    target: int
    points: tuple[Point, ...]
    head: bool
    walked: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Where the tracks from a box part: a thick line across."""

    source: int
    start: Point
    end: Point
    walked: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plan on one sheet.

    `paper` is the sheet's name, such as A4, or nothing when it has none; `thick` how thick its
    lines are; `boxes` are in order of their places. `emergency` is the frame above all with its
    heading, then each line in it; `heading`, `small` and `legend` are around it all. `about` and
    `first` say whole what stands in `small` and `emergency`.
    """

    title: str
    about: tuple[str, ...]
    first: tuple[str, ...]
    wide: float
    high: float
    paper: str
    thick: float
    heading: Words
    small: tuple[Words, ...]
    emergency: Sequence["Frame"]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    bars: tuple[Bar, ...]
    legend: tuple["Frame", ...]

    def leads(self, box: Box) -> tuple[Box, ...]:
        """Return the boxes to which arrows go from one, those from a fork as its own."""
        found: list[Box] = []
        for arrow in self.arrows:
            if arrow.source == box.place:
                target = self.boxes[arrow.target]
                fork = target.kind is NodeKind.FORK
                found += self.leads(target) if fork else (target,)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Frame:
    """Words with their signs that belong together, in the room that they take."""

    x: float
    y: float
    wide: float
    high: float
    words: tuple[Words, ...]
    signs: tuple[Sign, ...] = ()
