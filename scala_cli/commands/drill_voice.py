"""How a run in the drill speaks: it says that it is one, and its command lines stay in it.

Joins ways to print and to ask with the drill; knows no incident and no case.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from scala_cli.drill import DRILL
from scala_cli.prompts.protocol import Asker, Item
from scala_cli.screen.page import Page, Verbatim, Words
from scala_cli.screen.printing import Advance, Printer
from scala_cli.settings import command_lines

_T = TypeVar("_T")


class DrillPrinter:
    """Prints pages as another printer does, with above the first one that this is a drill."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._said = False

    def show(self, page: Page) -> None:
        """Print a page."""
        mark = [] if self._said else [Words(DRILL, strong=True)]
        self._said = True
        self._printer.show(Page([*mark, *(_led(block) for block in page.blocks)]))

    def show_unbroken(self, text: str) -> None:
        """Print text for copying as it is."""
        self._printer.show_unbroken(text)

    def progress(self, label: str, total: int) -> AbstractContextManager[Advance]:
        """Show how far something is."""
        return self._printer.progress(label, total)


def _led(said: Any) -> Any:  # noqa: ANN401 - a block, or anything that a block is made of
    """Return the same with its command lines leading to the drill; not in a text to be sent."""
    if isinstance(said, str):
        return command_lines(said)
    if isinstance(said, Verbatim):
        return said
    if is_dataclass(said) and not isinstance(said, type):
        return replace(said, **{one.name: _led(getattr(said, one.name)) for one in fields(said)})
    return [_led(one) for one in said] if isinstance(said, Sequence) else said


class DrillAsker:
    """Asks as another asker does."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        """Return the id of the item that was chosen."""
        return self._asker.choose(command_lines(question), _led_items(items), start)

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Return the ids that were chosen."""
        return self._asker.choose_several(command_lines(question), _led_items(items))

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Return a line of text, parsed."""
        return self._asker.line(command_lines(question), command_lines(hint), parse, now)

    def long(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Return lines of text, parsed."""
        return self._asker.long(command_lines(question), command_lines(hint), parse, now)

    def secret(self, question: str) -> str:
        """Return what was typed unseen."""
        return self._asker.secret(question)

    def tell(self, sentence: str) -> None:
        """Say something between questions."""
        self._asker.tell(command_lines(sentence))


def _led_items(items: Sequence[Item]) -> list[Item]:
    return [
        replace(one, title=command_lines(one.title), hint=command_lines(one.hint)) for one in items
    ]
