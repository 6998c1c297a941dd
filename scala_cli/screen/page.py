"""A page: a list of blocks, free of how it will be printed. Text is clean, never markup."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, TypeVar, overload

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")


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
    """Labels with what belongs to each; `flowing` where a label is a question, not a word."""

    pairs: Sequence[tuple[str, str]]
    flowing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as there are columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A text that will go out, set apart from the program's own words."""

    text: str


class Each(Sequence[_Made], Generic[_Thing, _Made]):
    """What is made of each of these things, once it is asked for: not all is always printed."""

    def __init__(self, make: Callable[[_Thing], _Made], things: Sequence[_Thing]) -> None:
        self._make = make
        self._things = things

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._things)

    @overload
    def __getitem__(self, place: int) -> _Made: ...
    @overload
    def __getitem__(self, place: slice) -> list[_Made]: ...
    def __getitem__(self, place: int | slice) -> _Made | list[_Made]:
        """Return what is made of one of them, or of some."""
        if isinstance(place, slice):
            return [self._make(one) for one in self._things[place]]
        return self._make(self._things[place])

    def __iter__(self) -> Iterator[_Made]:
        """Yield what is made of each."""
        return map(self._make, self._things)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a list that is read one by one: what it is, and lines about it.

    `warning` for one that must not be missed.
    """

    title: str
    lines: Sequence[str] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A list for people; down a pipe goes the table, which says the same to a script.

    `foot` tells people what they can do with it.
    """

    entries: Sequence[Entry]
    table: Table
    foot: str = ""


class Mark(Enum):
    """What a step of a tree is marked with; its words say the same."""

    DONE = auto()
    NOW = auto()
    WAITS = auto()
    LAPSED = auto()
    LOOK = auto()


@dataclass(frozen=True, slots=True)
class Node:
    """A step of a tree, with what stands behind it quietly, such as a day."""

    text: str
    behind: str = ""
    mark: Mark = Mark.DONE


@dataclass(frozen=True, slots=True)
class Tracks:
    """Tracks side by side; the node after them, if there is one, is where they come together."""

    tracks: Sequence[Sequence["Node | Tracks"]]


@dataclass(frozen=True, slots=True)
class Tree:
    """A way from top to bottom, with tracks that part from it."""

    nodes: Sequence[Node | Tracks]


Block = Heading | Words | Items | Pairs | Table | Entries | Tree | Verbatim


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks, from top to bottom."""

    blocks: Sequence[Block] = field(default_factory=tuple)
