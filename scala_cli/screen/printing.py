"""Printing pages: drawn with Rich on a terminal, or as plain lines without boxes or colour."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO, assert_never

from scala_cli.screen.page import Block, Heading, Items, Page, Pairs, Table, Verbatim, Words
from scala_cli.text import WIDEST, labelled, wrapped

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress

Advance = Callable[[], None]
"""Says that one more of a number of things is done."""
_PATIENCE = 1.0
"""After so many seconds a person wants to know how far it is."""
_BETWEEN_LINES = 5.0


class Printer(Protocol):
    """A way to print a page."""

    def show(self, page: Page) -> None:
        """Print a page, an empty line before each block."""

    def show_unbroken(self, text: str) -> None:
        """Print text for selecting and copying: no line breaks but its own."""

    def progress(self, label: str, total: int) -> AbstractContextManager[Advance]:
        """Show on a terminal how far something is that takes over a second; print meanwhile not.

        The label is a few words, as in `Dossiers nakijken`.
        """


class _Unbroken:
    """Prints text past any drawing: Rich would break long lines and links."""

    _output: TextIO

    def show_unbroken(self, text: str) -> None:
        """Print the text as it is."""
        print(text, file=self._output, flush=True)


class PlainPrinter(_Unbroken):
    """Prints lines that a screen reader or a pipe can take: nothing drawn.

    On a terminal words are kept whole; in a pipe nothing is broken.
    """

    def __init__(self, output: TextIO, ticks: Callable[[], float] = time.monotonic) -> None:
        self._output = output
        self._ticks = ticks

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Advance]:
        """Print a line now and then; never the last one, for then it is done."""
        due = self._ticks() + _PATIENCE
        done = 0

        def advance() -> None:
            nonlocal due, done
            done += 1
            if self._output.isatty() and done < total and self._ticks() >= due:
                due = self._ticks() + _BETWEEN_LINES
                print(f"{label}: {_of(done, total)}", file=self._output, flush=True)

        yield advance

    def show(self, page: Page) -> None:
        """Print a page."""
        for block in page.blocks:
            lines = _plain(block)
            if self._output.isatty():
                lines = [wrapped(line) for line in lines]
            print("\n".join(["", *lines]), file=self._output, flush=True)


def _of(done: int, total: int) -> str:
    return f"{done:,} van {total:,}".replace(",", ".")


def _plain(block: Block) -> list[str]:
    match block:
        case Heading(text) | Words(text) | Verbatim(text):
            return [text]
        case Items(items):
            return [f"- {item.text}{f' ({item.behind})' if item.behind else ''}" for item in items]
        case Pairs(pairs):
            return [labelled(label, value) if label else f"  {value}" for label, value in pairs]
        case Table(columns, rows):
            return ["\t".join(row) for row in [columns, *rows]]
    assert_never(block)


class RichPrinter(_Unbroken):
    """Prints on a terminal of any width, in light and dark; colour carries no meaning alone."""

    def __init__(
        self,
        output: TextIO,
        width: int | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        from rich.console import Console

        self._output = output
        self._ticks = ticks
        self._console = Console(
            file=output, width=width, highlight=False, emoji=False, markup=False, soft_wrap=False
        )
        encoding = (getattr(output, "encoding", None) or "utf-8").lower()
        self._unicode = encoding.replace("-", "").startswith("utf")

    def show(self, page: Page) -> None:
        """Print a page."""
        for block in page.blocks:
            self._console.print()
            width = min(self._console.width, WIDEST)
            self._console.print(self._drawn(block), width=width)

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Advance]:
        """Draw a bar, gone again at the end."""
        due = self._ticks() + _PATIENCE
        bar: Progress | None = None
        done = 0

        def advance() -> None:
            nonlocal bar, done
            done += 1
            if bar is None and self._console.is_terminal and self._ticks() >= due:
                bar = self._bar(label, total)
            if bar:
                bar.update(bar.task_ids[0], completed=done, how_far=_of(done, total))

        try:
            yield advance
        finally:
            if bar:
                bar.stop()

    def _bar(self, label: str, total: int) -> "Progress":
        from rich.progress import BarColumn, Progress, TextColumn

        words = TextColumn("{task.description}", markup=False)
        how_far = TextColumn("{task.fields[how_far]}", markup=False)
        bar = Progress(words, BarColumn(), how_far, console=self._console, transient=True)
        bar.add_task(label, total=total, how_far="")
        bar.start()
        return bar

    @property
    def _line(self) -> str:
        return "─" if self._unicode else "-"

    def _drawn(self, block: Block) -> "RenderableType":
        from rich.text import Text

        match block:
            case Heading():
                return self._heading(block)
            case Words(text, strong, quiet):
                return Text(text, style="bold" if strong else "dim" if quiet else "")
            case Items():
                return self._items(block)
            case Pairs():
                return _pairs(block)
            case Table():
                return self._table(block)
            case Verbatim():
                return self._verbatim(block)
        assert_never(block)

    def _heading(self, block: Heading) -> "RenderableType":
        from rich.rule import Rule
        from rich.text import Text

        if block.level == 1:
            title = Text(block.text, style="bold")
            return Rule(title, characters=self._line, align="left", style="dim")
        return Text(block.text, style="bold underline")

    def _verbatim(self, block: Verbatim) -> "RenderableType":
        from rich.console import Group
        from rich.rule import Rule
        from rich.text import Text

        rule = Rule(characters=self._line, style="dim")
        return Group(rule, Text(block.text), rule)

    def _items(self, block: Items) -> "RenderableType":
        from rich.table import Table as Grid
        from rich.text import Text

        grid = Grid.grid(padding=(0, 1))
        bullet = "!" if block.warning else "•" if self._unicode else "-"
        for item in block.items:
            words = Text(item.text, style="bold" if block.warning else "")
            if item.behind:
                words.append(f" ({item.behind})", style="dim not bold")
            grid.add_row(Text(bullet, style="bold red" if block.warning else ""), words)
        return grid

    def _table(self, block: Table) -> "RenderableType":
        from rich import box
        from rich.table import Table as Drawn
        from rich.text import Text

        drawn = Drawn(box=box.SIMPLE_HEAD if self._unicode else box.ASCII2, pad_edge=False)
        for column in block.columns:
            drawn.add_column(Text(column), overflow="fold")
        for row in block.rows:
            drawn.add_row(*(Text(cell) for cell in row))
        return drawn


def _pairs(block: Pairs) -> "RenderableType":
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    for label, value in block.pairs:
        grid.add_row(Text(label, style="dim"), Text(value))
    return grid
