"""Blocks as plain lines: nothing drawn, nothing that has to line up to be understood.

A screen reader reads them aloud one by one, so a row of a table names its columns. Down a pipe
a table has tabs instead: there it is a script that reads.
"""

from collections.abc import Iterator, Sequence
from typing import assert_never

from scala_cli.screen.page import (
    Block,
    Entries,
    Heading,
    Items,
    Node,
    Pairs,
    Table,
    Tracks,
    Tree,
    Verbatim,
    Words,
)
from scala_cli.text import labelled

_PAIR = 2
"""A table of so many columns says one thing of another; its own names add nothing."""


def lines(block: Block, *, for_script: bool) -> list[str]:
    """Return a block as lines; a table as rows with tabs for a script."""
    match block:
        case Heading(text) | Words(text):
            return [text]
        case Verbatim(text):
            # Who can't see two lines around it has to hear where it begins and ends.
            return [text] if for_script else ["(begin van de tekst)", text, "(einde van de tekst)"]
        case Items(items):
            return [f"- {item.text}{_behind(item.behind)}" for item in items]
        case Pairs(pairs):
            return [labelled(label, value) if label else f"  {value}" for label, value in pairs]
        case Table() | Entries():
            return _tabbed(block) if for_script else _told(block)
        case Tree(nodes):
            return list(_way(nodes, ""))
    assert_never(block)


def _behind(words: str) -> str:
    return f" ({words})" if words else ""


def _tabbed(block: Table | Entries) -> list[str]:
    table = block.table if isinstance(block, Entries) else block
    return ["\t".join(row) for row in [table.columns, *table.rows]]


def _told(table: Table | Entries) -> list[str]:
    """Return a table row by row: of two columns as `this: that`, of more with their names."""
    if isinstance(table, Entries):
        return list(_entries(table))
    if len(table.columns) == _PAIR:
        return [labelled(label, value) for label, value in table.rows]
    told = [
        "\n".join(
            f"{'' if place else '- '}{labelled(column.capitalize(), cell)}"
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
            if cell
        )
        for row in table.rows
    ]
    return "\n\n".join(told).split("\n")


def _entries(block: Entries) -> Iterator[str]:
    for entry in block.entries:
        yield f"- {entry.title}"
        yield from (f"  {line}" for line in entry.lines)
    if block.foot:
        yield from ("", block.foot)


def _way(nodes: Sequence[Node | Tracks], lead: str) -> Iterator[str]:
    for place, node in enumerate(nodes):
        if isinstance(node, Tracks):
            for number, track in enumerate(node.tracks, 1):
                yield f"{lead}- Spoor {number} van {len(node.tracks)}:"
                yield from _way(track, f"{lead}  ")
        else:
            joins = place and isinstance(nodes[place - 1], Tracks)
            together = "De sporen komen samen. " if joins else ""
            yield f"{lead}- {together}{node.text}{_behind(node.behind)}"
