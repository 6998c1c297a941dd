"""On which line of a TOML file each key and each element of a list stands.

`tomllib` doesn't tell. Only for text that it has read: here nothing is checked. Takes linear time.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from scala_cli.plan.faults import Fault, Path, Place
from scala_cli.plan.toml import STRING_OR_COMMENT
from scala_cli.text import clean

_TOKEN = re.compile(
    rf"""{STRING_OR_COMMENT} | \n | [=,.\[\]{{}}] | [^\s=,.\[\]{{}}"'\#]++""",
    re.VERBOSE | re.DOTALL,
)
_END = "\n"


class _Token(NamedTuple):
    text: str
    line: int


# The faults of one file are told in turns.
@lru_cache(maxsize=1)
def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line of each key and of each element of a list, counted from 1."""
    return _Scan(text).found


class _Scan:
    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._tokens = _tokens(text)
        self._at = 0
        table: Path = ()
        while self._at < len(self._tokens):
            if self._peek() == _END:
                self._at += 1
            elif self._peek() == "[":
                table = self._header()
            else:
                self._entry(table)

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else _END

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _header(self) -> Path:
        line = self._take().line
        several = self._peek() == "["
        self._at += several
        path: Path = ()
        keys = self._keys("]")
        for number, key in enumerate(keys):
            path = (*path, key)
            last = number == len(keys) - 1
            if several and last:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        self._at += 1 + several
        self.found.setdefault(path, line)
        return path

    def _entry(self, table: Path) -> None:
        """Read `sleutel = waarde`."""
        line = self._tokens[self._at].line
        path = (*table, *self._keys("="))
        self._at += 1
        self.found.setdefault(path, line)
        self._value(path)

    def _keys(self, until: str) -> list[str]:
        keys = []
        while self._at < len(self._tokens) and self._peek() != until:
            token = self._take().text
            if token not in (".", _END):
                keys.append(_key(token))
        return keys

    def _value(self, path: Path) -> None:
        opening = self._take().text if self._at < len(self._tokens) else ""
        if opening not in ("[", "{"):
            while self._peek() not in (_END, ",", "]", "}"):
                self._at += 1
            return
        number = 0
        while self._at < len(self._tokens):
            word = self._peek()
            if word in ("]", "}"):
                self._at += 1
                return
            if word in (_END, ","):
                self._at += 1
            elif opening == "{":
                self._entry(path)
            else:
                self.found[*path, number] = self._tokens[self._at].line
                self._value((*path, number))
                number += 1


def _tokens(text: str) -> list[_Token]:
    """Return what a text is made of, without comments."""
    found = []
    line, before = 1, 0
    for one in _TOKEN.finditer(text):
        line += text.count("\n", before, one.start())
        before = one.start()
        if not one[0].startswith("#"):
            found.append(_Token(one[0], line))
    return found


def _key(word: str) -> str:
    if word[0] not in "\"'":
        return word
    if "\\" not in word:
        return word[1:-1]
    try:
        return str(tomllib.loads(f"k = {word}")["k"])
    except tomllib.TOMLDecodeError:
        return word


def located(
    faults: list[Fault], text: str, document: Mapping[str, Any], plan_id: str
) -> list[Fault]:
    """Return faults with the lines that they stand on, in the order of the lines.

    The document is what `tomllib` made of the text.
    """
    if not faults:
        return []
    found = _Places(lines_of(text), document, plan_id)
    lines = text.split("\n")
    told = []
    for fault in faults:
        line = fault.line or found.line(fault.place)
        told.append(fault.at_line(line, lines[line - 1]) if line else fault)
    return sorted(told, key=lambda fault: fault.line)


class _Places:
    """Where the places in a document are; each list is read once, however many faults are in it."""

    def __init__(
        self, known: Mapping[Path, int], document: Mapping[str, Any], plan_id: str
    ) -> None:
        self._known = known
        self._document = document
        self._plan_id = plan_id
        self._words: dict[Path, dict[str, int]] = {}

    def line(self, place: Place) -> int:
        """Return the line of a place or of what it is in; 0 when that isn't known."""
        path = place.path
        while path and path not in self._known:
            path = path[:-1]
        if not path:
            return 0
        number = self._numbers(path).get(place.word) if place.word else None
        if number is not None:
            return self._known.get((*path, number), self._known[path])
        # The line of an id tells more than one that only says that a table begins.
        return self._known.get((*path, "id"), self._known[path])

    def _numbers(self, path: Path) -> dict[str, int]:
        """Return the first place of each word of a list, also without the name of this plan."""
        if path not in self._words:
            value = _at(self._document, path)
            found: dict[str, int] = {}
            for number, one in enumerate(value if isinstance(value, list) else ()):
                if isinstance(one, str):
                    word = clean(one)
                    found.setdefault(word, number)
                    found.setdefault(word.removeprefix(f"{self._plan_id}/"), number)
            self._words[path] = found
        return self._words[path]


def _at(document: Mapping[str, Any], path: Path) -> object:
    found: Any = document
    for key in path:
        try:
            found = found[key]
        except (LookupError, TypeError):
            return None
    return found
