"""Plain numbered lines: for screen readers, pipes, and consoles that can't be drawn on.

Nothing is redrawn. A wrong answer says what is expected; the end of input is `EOFError`.
"""

import getpass
from collections.abc import Callable, Sequence
from typing import TextIO, TypeVar

from scala_cli.errors import InvalidValue
from scala_cli.prompts.keyboard import drop_waiting, is_cut_off
from scala_cli.prompts.protocol import Item, worded
from scala_cli.text import listing, wrapped

_T = TypeVar("_T")
_END = "."
_PASTE_ENDS = 0.05
"""After so many seconds without a key a paste has come in whole."""
_CUT_OFF = (
    "Deze regel is afgekapt: dit venster geeft niet meer tekens door. Er is niets van vastgelegd. "
    "Plak de tekst opnieuw in kortere stukken, met Enter ertussen."
)
_ONLY_FIRST = "U plakte of typte meer regels. Alleen de eerste is gebruikt; de rest niet."
_AFTER_THE_END = "Na het einde van de tekst kwam nog meer. Dat is niet gebruikt."
_UNSEEN = "U ziet en hoort niets terwijl u een wachtwoord typt. Sluit af met Enter."
_STOP = " Stoppen kan met Ctrl-C."


class PlainAsker:
    """Asks on `output` and reads lines from `source`."""

    def __init__(self, source: TextIO, output: TextIO) -> None:
        self._source = source
        self._output = output
        self._unseen_told = False

    def tell(self, sentence: str) -> None:
        """Print a sentence on its own line, on a terminal with its words kept whole."""
        line = wrapped(sentence) if self._output.isatty() else sentence
        print(line, file=self._output, flush=True)

    def _read(self, prompt: str) -> str:
        """Return one line. On a terminal nothing else that waits there answers what comes next."""
        drop_waiting(self._source)
        line = self._read_line(prompt)
        self._drop_rest(_ONLY_FIRST)
        return line

    def _read_line(self, prompt: str) -> str:
        """Return one line, asking again for one that the terminal cut off."""
        while True:
            print(prompt, end="", file=self._output, flush=True)
            line = self._source.readline()
            if not line:
                self.tell("")
                raise EOFError
            line = line.rstrip("\r\n")
            if not is_cut_off(line, self._source):
                return line
            self.tell(_CUT_OFF)

    def _drop_rest(self, sentence: str) -> None:
        if drop_waiting(self._source, _PASTE_ENDS):
            self.tell(sentence)

    def _list(self, question: str, items: Sequence[Item]) -> None:
        self.tell(f"\n{question}")
        for number, item in enumerate(items, 1):
            key = f" [{item.key}]" if item.key else ""
            self.tell(f"  {number}. {worded(item)}{key}")

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:  # noqa: ARG002
        """Take a number, or the item's own id; nothing is pointed at beforehand."""
        self._list(question, items)
        keys = ", ".join(item.key for item in items if item.key)
        expected = f"1 tot en met {len(items)}" + (f", of {keys}" if keys else "")
        while True:
            typed = self._read(f"Uw keuze ({expected}): ")
            found = _item(typed, items)
            if found is not None:
                return found
            stop = _STOP if self._source.isatty() and not keys else ""
            self.tell(f"Dat kan niet. Typ een nummer van {expected}.{stop}")

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Take numbers or ids with commas between."""
        self._list(question, items)
        while True:
            typed = self._read("Uw keuzes, met een komma ertussen: ")
            found = [_item(word, items) for word in typed.split(",")]
            chosen = [one for one in found if one is not None]
            if len(chosen) == len(found):
                titles = listing(item.title.rstrip(".") for item in items if item.id in chosen)
                self.tell(f"U koos: {titles}.")
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
        drop_waiting(self._source)
        lines = [self._read_line("> ")]
        while lines[0].strip() and lines[-1].strip() != _END:
            try:
                lines.append(self._read_line("> "))
            except EOFError:
                break
        self._drop_rest(_AFTER_THE_END)
        return [line for line in lines if line.strip() != _END]

    def secret(self, question: str) -> str:
        """Take a password unseen; asked on the terminal itself."""
        if not self._unseen_told:
            self._unseen_told = True
            self.tell(_UNSEEN)
        return getpass.getpass(f"{question} ", stream=self._output)


def _item(typed: str, items: Sequence[Item]) -> str | None:
    """Return the id of the item that was meant, by its number or its own id."""
    word = typed.strip().rstrip(".").lower()
    by_name = {item.id.lower(): item.id for item in items}
    by_key = {item.key: item.id for item in items if item.key}
    by_number = {str(number): item.id for number, item in enumerate(items, 1)}
    return (by_name | by_key | by_number).get(word)
