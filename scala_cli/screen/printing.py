"""Printing pages: drawn with Rich on a terminal, or as plain lines without boxes or colour."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from scala_cli.screen import plain
from scala_cli.screen.page import Page
from scala_cli.text import WIDEST, wrapped

if TYPE_CHECKING:
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
        for_script = not self._output.isatty()
        for block in page.blocks:
            lines = plain.lines(block, for_script=for_script)
            if not for_script:
                lines = [wrapped(line) for line in lines]
            print("\n".join(["", *lines]), file=self._output, flush=True)


def _of(done: int, total: int) -> str:
    return f"{done:,} van {total:,}".replace(",", ".")


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
        from scala_cli.screen.drawing import Surface, drawn

        surface = Surface(self._console, min(self._console.width, WIDEST), self._unicode)
        for block in page.blocks:
            self._console.print()
            self._console.print(drawn(block, surface), width=surface.width)

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
