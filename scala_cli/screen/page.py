"""A page: a list of blocks, free of how it will be printed. Text is clean, never markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 opens a page, 2 a part of it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `strong` is what matters most on the page, `quiet` what may be passed over."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, with what stands behind it quietly, such as a source."""

    text: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `warning` for what must not be missed."""

    items: Sequence[Item]
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with what belongs to each."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as there are columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A text that will go out, set apart from the program's own words."""

    text: str


Block = Heading | Words | Items | Pairs | Table | Verbatim


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks, from top to bottom."""

    blocks: Sequence[Block] = field(default_factory=tuple)
