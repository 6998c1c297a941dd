"""Plain numbered lines: for screen readers, pipes, and consoles that can't be drawn on.

Nothing is redrawn. A wrong answer says what is expected; the end of input is `EOFError`.
"""

import getpass
from collections.abc import Callable, Sequence
from typing import TextIO, TypeVar

from scala_cli.errors import InvalidValue
from scala_cli.prompts.protocol import Item, worded
from scala_cli.text import wrapped

_T = TypeVar("_T")
_END = "."


class PlainAsker:
    """Asks on `output` and reads lines from `source`."""

    def __init__(self, source: TextIO, output: TextIO) -> None:
        self._source = source
        self._output = output

    def tell(self, sentence: str) -> None:
        """Print a sentence on its own line, on a terminal with its words kept whole."""
        line = wrapped(sentence) if self._output.isatty() else sentence
        print(line, file=self._output, flush=True)

    def _read(self, prompt: str) -> str:
        print(prompt, end="", file=self._output, flush=True)
        line = self._source.readline()
        if not line:
            self.tell("")
            raise EOFError
        return line.rstrip("\r\n")

    def _list(self, question: str, items: Sequence[Item]) -> None:
        self.tell(f"\n{question}")
        for number, item in enumerate(items, 1):
            key = f" [{item.key}]" if item.key else ""
            self.tell(f"  {number}. {worded(item)}{key}")

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:  # noqa: ARG002
        """Take a number, or the item's own id; nothing is pointed at beforehand."""
        self._list(question, items)
        letter = ", of een letter" if any(item.key for item in items) else ""
        while True:
            typed = self._read(f"Uw keuze (1 tot en met {len(items)}{letter}): ")
            found = _item(typed, items)
            if found is not None:
                return found
            self.tell(f"Dat kan niet. Typ een nummer van 1 tot en met {len(items)}{letter}.")

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Take numbers or ids with commas between."""
        self._list(question, items)
        while True:
            typed = self._read("Uw keuzes, met een komma ertussen: ")
            found = [_item(word, items) for word in typed.split(",")]
            chosen = [one for one in found if one is not None]
            if len(chosen) == len(found):
                return list(dict.fromkeys(chosen))
            self.tell(
                f"Dat kan niet. Typ nummers van 1 tot en met {len(items)}, bijvoorbeeld: 1, 2"
            )

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Take one line."""
        self._ask(question, now)
        if hint:
            self.tell(hint)
        while True:
            try:
                return parse(self._read("> "))
            except InvalidValue as error:
                self.tell(str(error))

    def long(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Take lines until one with only a full stop, an empty first one, or the end."""
        self._ask(question, now)
        self.tell(f"{hint} Meer regels mogen; sluit af met een regel met alleen een punt.".strip())
        while True:
            lines = self._lines()
            try:
                return parse("\n".join(lines))
            except InvalidValue as error:
                self.tell(str(error))

    def _ask(self, question: str, now: str) -> None:
        self.tell(f"\n{question}")
        if now:
            self.tell(f"Nu staat er: {now}")

    def _lines(self) -> list[str]:
        lines = [self._read("> ")]
        while lines[0].strip() and lines[-1].strip() != _END:
            try:
                lines.append(self._read("> "))
            except EOFError:
                return lines
        return [line for line in lines if line.strip() != _END]

    def secret(self, question: str) -> str:
        """Take a password unseen; asked on the terminal itself."""
        return getpass.getpass(f"{question} ", stream=self._output)


def _item(typed: str, items: Sequence[Item]) -> str | None:
    """Return the id of the item that was meant, by its number or its own id."""
    word = typed.strip().rstrip(".").lower()
    by_name = {item.id.lower(): item.id for item in items}
    by_key = {item.key: item.id for item in items if item.key}
    by_number = {str(number): item.id for number, item in enumerate(items, 1)}
    return (by_name | by_key | by_number).get(word)
