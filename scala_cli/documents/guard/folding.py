"""A text as it is compared: without accents, invisible characters or fancy quotes.

Each character still knows where it came from, so that a place is told in the text as given.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

_QUOTES = str.maketrans("‘’‚‛ʼ´`“”„«»‐‑‒–—―−⁄", "'''''''\"\"\"\"\"-------/")
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me"})
"""Formatting, control characters and marks on letters: a name with one inside is still it."""

_MOST_PARTS = 4


@dataclass(frozen=True)
class Folded:
    """A text for comparing; `origin` holds for each character its place in the text as given."""

    given: str
    text: str
    origin: tuple[int, ...]

    @cached_property
    def lower(self) -> str:
        """Return the text in small letters, as long as `text`."""
        return "".join(_small(char) for char in self.text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part stands in the text as given, with the marks on its last letter."""
        first, last = self.origin[start], self.origin[end - 1] + 1
        while last < len(self.given) and unicodedata.category(self.given[last]) in ("Mn", "Me"):
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """Return the text as it is compared. Takes time in proportion to its length."""
    chars: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text.translate(_QUOTES)):
        for one in char if char.isascii() else _parts(char):
            if one.isspace():
                chars.append("\n" if one in _LINE_BREAKS else " ")
            elif unicodedata.category(one) in _UNSEEN:
                continue
            else:
                chars.append(one)
            origin.append(place)
    return Folded(text, "".join(chars), tuple(origin))


def _parts(char: str) -> str:
    """Return the letters and marks of a character; a few stand for a whole sentence, and stay."""
    found = unicodedata.normalize("NFKD", char)
    return found if len(found) <= _MOST_PARTS else char


def folded(word: str) -> str:
    """Return a word as it is compared, in small letters."""
    if word.isascii() and word.isprintable():
        return word.translate(_QUOTES).lower()
    return fold(word).lower


def _small(char: str) -> str:
    found = char.lower()
    return found if len(found) == 1 else char
