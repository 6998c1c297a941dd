"""Blocks as Rich draws them: for light and dark, any width, with or without Unicode.

Colour never carries meaning alone and is only ever red; the rest is bold and dim, which every
terminal has in colours of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from rich.box import SIMPLE_HEAD, Box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from scala_cli.screen.page import (
    Block,
    Entries,
    Entry,
    Heading,
    Item,
    Items,
    Mark,
    Node,
    Pairs,
    Table,
    Tracks,
    Tree,
    Verbatim,
    Words,
)
from scala_cli.text import labelled

_ASCII_HEAD = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_LABEL_SHARE = 2.5
"""Labels that take more of the width than this part leave too little for what is beside them."""
_KEPT_WHOLE = 20
"""A column that is no wider is never broken; a wider one may be, down to this."""
_GAP = 3
_WARNING = "bold red"
_STYLES = {
    Mark.DONE: "",
    Mark.NOW: "bold",
    Mark.WAITS: "dim",
    Mark.LAPSED: "dim",
    Mark.LOOK: "bold",
}
# Characters that the fonts of every Windows console have.
_SIGNS = {Mark.DONE: "●", Mark.NOW: "►", Mark.WAITS: "○", Mark.LAPSED: "×", Mark.LOOK: "!"}
_ASCII_SIGNS = {Mark.DONE: "*", Mark.NOW: ">", Mark.WAITS: "o", Mark.LAPSED: "x", Mark.LOOK: "!"}


@dataclass(frozen=True, slots=True)
class Surface:
    """What is drawn on: a console, how much of its width is used, and whether it has Unicode."""

    console: Console
    width: int
    unicode: bool

    def sign(self, drawn: str, ascii_sign: str) -> str:
        """Return a sign, or what stands for it without Unicode."""
        return drawn if self.unicode else ascii_sign

    @property
    def line(self) -> str:
        """Return what a line is made of."""
        return self.sign("─", "-")

    @property
    def bullet(self) -> str:
        """Return what stands before one of a list."""
        return self.sign("•", "-")


def drawn(block: Block, surface: Surface) -> RenderableType:
    """Return a block as Rich prints it."""
    match block:
        case Heading() | Words() | Verbatim():
            return _words(block, surface)
        case Items():
            return _items(block, surface)
        case Pairs():
            return _pairs(block, surface)
        case Table():
            return _table(block, surface)
        case Entries():
            return _entries(block, surface)
        case Tree(nodes):
            return Group(*_along(nodes, "", "", surface))
    assert_never(block)


def _words(block: Heading | Words | Verbatim, surface: Surface) -> RenderableType:
    match block:
        case Heading():
            return _heading(block, surface)
        case Words(text, strong, quiet):
            return Text(text, style="bold" if strong else "dim" if quiet else "")
        case Verbatim(text):
            rule = Rule(characters=surface.line, style="dim")
            return Group(rule, Text(text), rule)
    assert_never(block)


def _heading(block: Heading, surface: Surface) -> RenderableType:
    if block.level > 1:
        return Text(block.text, style="bold underline")
    title = Text(block.text, style="bold")
    if title.cell_len + _GAP <= surface.width and "\n" not in block.text:
        return Rule(title, characters=surface.line, align="left", style="dim")
    # A rule would cut off a title that is longer than itself.
    return Group(title, Rule(characters=surface.line, style="dim"))


def _items(block: Items, surface: Surface) -> RenderableType:
    grid = _beside(padding=1)
    for item in block.items:
        sign = Text("!", style=_WARNING) if block.warning else Text(surface.bullet)
        grid.add_row(sign, _item(item, warning=block.warning))
    return grid


def _beside(padding: int) -> Grid:
    """Return an empty grid of something short with words beside it; no word is ever cut off."""
    grid = Grid.grid(padding=(0, padding))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _item(item: Item, *, warning: bool) -> Text:
    """Return what an item says; of a warning the first line stands out."""
    first, *rest = item.text.split("\n")
    words = Text(first, style="bold" if warning else "")
    found = Text("\n").join([words, *map(Text, rest)])
    if item.behind:
        found.append(f" ({item.behind})", style="dim")
    return found


def _pairs(block: Pairs, surface: Surface) -> RenderableType:
    pairs = block.pairs
    widest = max((cell_len(label) for label, _ in pairs), default=0)
    if block.flowing or widest * _LABEL_SHARE > surface.width:
        return Group(*(line for label, value in pairs for line in _flowing(label, value, surface)))
    grid = _beside(padding=2)
    for label, value in pairs:
        grid.add_row(Text(label, style="dim"), Text(value))
    return grid


def _flowing(label: str, value: str, surface: Surface) -> Iterator[Text]:
    """Yield a label and what belongs to it in one sentence, indented from the second line on."""
    asked = labelled(label, "").rstrip() if label else ""
    words = Text(asked, style="dim")
    separate = "\n" if "\n" in value else " "
    words.append(f"{separate if label else '  '}{value}", style="not dim")
    first, *rest = words.split("\n")
    yield from _hanging(first, Text(""), Text("  "), surface)
    for line in rest:
        yield from _hanging(line, Text("  "), Text("  "), surface)


def _hanging(words: Text, first: Text, rest: Text, surface: Surface) -> Iterator[Text]:
    """Yield words on as many lines as they need, with something before the first and the rest."""
    room = surface.width - max(first.cell_len, rest.cell_len)
    if words.cell_len <= room and "\n" not in words.plain:
        # Most do: to break words into lines takes longer than to draw them.
        yield Text.assemble(first, words, no_wrap=True)
        return
    for place, line in enumerate(words.wrap(surface.console, max(1, room))):
        line.rstrip()
        yield Text.assemble(rest if place else first, line)


def _table(block: Table, surface: Surface) -> RenderableType:
    if sum(map(_least, _columns(block))) + _GAP * (len(block.columns) - 1) > surface.width:
        return _records(block, surface)
    box = SIMPLE_HEAD if surface.unicode else _ASCII_HEAD
    grid = Grid(box=box, show_edge=False, pad_edge=False, border_style="dim")
    for title, cells in zip(block.columns, _columns(block), strict=True):
        whole = _widest(cells) <= _KEPT_WHOLE
        grid.add_column(Text(title), overflow="fold", no_wrap=whole)
    for row in block.rows:
        grid.add_row(*map(Text, row))
    return grid


def _columns(block: Table) -> list[tuple[str, ...]]:
    return list(zip(block.columns, *block.rows, strict=True))


def _widest(cells: Sequence[str]) -> int:
    return max(cell_len(line) for cell in cells for line in cell.split("\n"))


def _least(cells: Sequence[str]) -> int:
    """Return how wide a column has to be to be read with ease."""
    words = max(map(cell_len, " ".join(cells).split()), default=0)
    return min(_widest(cells), max(_KEPT_WHOLE, words))


def _records(block: Table, surface: Surface) -> RenderableType:
    """Return a table that would be too narrow row by row."""
    rows = [
        _pairs(Pairs(list(zip(block.columns, row, strict=True))), surface) for row in block.rows
    ]
    apart = (one for row in rows for one in (Text(""), row))
    return Group(*list(apart)[1:])


def _entries(block: Entries, surface: Surface) -> RenderableType:
    lines = (line for entry in block.entries for line in _entry(entry, surface))
    foot = [Text(""), Text(block.foot, style="dim")] if block.foot else []
    return Group(*lines, *foot)


def _entry(entry: Entry, surface: Surface) -> Iterator[Text]:
    # Line by line: of a thousand entries a grid would first measure every one.
    sign = Text("! ", style=_WARNING) if entry.warning else Text(f"{surface.bullet} ")
    below = Text("  ")
    yield from _hanging(Text(entry.title, style="bold"), sign, below, surface)
    for line in entry.lines:
        yield from _hanging(Text(line), below, below, surface)


def _along(
    nodes: Sequence[Node | Tracks], first: str, rest: str, surface: Surface
) -> Iterator[Text]:
    """Yield the lines of a way; `first` stands before its first node, `rest` before the others."""
    rail = surface.sign("│ ", "| ")
    for place, node in enumerate(nodes):
        lead = rest if place else first
        goes_on = place < len(nodes) - 1
        if isinstance(node, Node):
            yield from _node(node, lead, f"{rest}{rail if goes_on else '  '}", surface)
            continue
        for number, track in enumerate(node.tracks):
            corner = _corner(surface, last=not goes_on and number == len(node.tracks) - 1)
            starts = surface.sign("┬─", "+-") if lead != rest and not number else corner
            beside = rail if goes_on or number < len(node.tracks) - 1 else "  "
            yield from _along(
                track, f"{rest if number else lead}{starts}", f"{rest}{beside}", surface
            )


def _corner(surface: Surface, *, last: bool) -> str:
    return surface.sign("└─", "`-") if last else surface.sign("├─", "|-")


def _node(node: Node, lead: str, below: str, surface: Surface) -> Iterator[Text]:
    signs = _SIGNS if surface.unicode else _ASCII_SIGNS
    words = Text(node.text, style=_STYLES[node.mark])
    if node.behind:
        words.append(f" ({node.behind})", style="dim not bold")
    style = _WARNING if node.mark is Mark.LOOK else _STYLES[node.mark]
    first = Text.assemble((lead, "dim"), (f"{signs[node.mark]} ", style))
    yield from _hanging(words, first, Text(below, style="dim"), surface)
