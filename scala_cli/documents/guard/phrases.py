"""Expressions of several words, as `data/wacht.toml` writes them, and finding them in a text.

`schors*` and `*school` are beginnings and ends of words, `a|b` alternatives, `..` and `...` at
most three and eight other words. An expression stays within one sentence. Every step looks at a
bounded number of words, so the time taken is in proportion to the text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from scala_cli.documents.guard.folding import folded
from scala_cli.documents.guard.lists import entry
from scala_cli.documents.guard.words import Word

_GAPS = {"..": 3, "...": 8}
_MARKS = "*|."


@dataclass(frozen=True, slots=True)
class Element:
    """One word of an expression; at most `gap` other words may come before it."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    gap: int

    def fits(self, word: str) -> bool:
        """Tell whether a word is meant."""
        return word in self.whole or word.startswith(self.starts) or word.endswith(self.ends)


Phrase = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The words of a text that an expression fits: from `first` up to `last`, without gaps."""

    first: int
    last: int
    parts: tuple[tuple[int, int], ...]


def phrase(written: str) -> Phrase:
    """Return an expression as the data writes it."""
    found: list[Element] = []
    gap = 0
    for word in written.split():
        if word in _GAPS:
            gap = _GAPS[word]
            continue
        words = [folded(one) for one in word.split("|")]
        found.append(
            Element(
                whole=frozenset(one for one in words if "*" not in one),
                starts=tuple(one[:-1] for one in words if one.endswith("*")),
                ends=tuple(one[1:] for one in words if one.startswith("*")),
                gap=gap,
            )
        )
        gap = 0
    return tuple(found)


class Phrases:
    """A list of expressions, arranged by how the first word of each begins."""

    def __init__(self, written: Sequence[str]) -> None:
        self._whole: Mapping[str, list[Phrase]] = defaultdict(list)
        self._starts: Mapping[str, list[Phrase]] = defaultdict(list)
        self._ends: Mapping[str, list[Phrase]] = defaultdict(list)
        for one in map(phrase, written):
            for table, keys in (
                (self._whole, one[0].whole),
                (self._starts, one[0].starts),
                (self._ends, one[0].ends),
            ):
                for key in keys:
                    table[key].append(one)
        self._lengths = tuple(sorted({len(key) for key in self._starts}))
        self._end_lengths = tuple(sorted({len(key) for key in self._ends}))

    def matches(self, words: Sequence[Word]) -> Iterator[Match]:
        """Yield each place where an expression fits, each expression once from a first word."""
        for place, word in enumerate(words):
            for found in self._beginning(word.text):
                match = _match(found, words, place)
                if match:
                    yield match

    def _beginning(self, word: str) -> Iterator[Phrase]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._starts.get(word[:length], ())
        for length in self._end_lengths:
            yield from self._ends.get(word[-length:], ())


def _match(found: Phrase, words: Sequence[Word], place: int) -> Match | None:
    """Return the nearest fit of an expression that begins at a word."""
    places = _rest(found[1:], words, place)
    if places is None:
        return None
    parts: list[tuple[int, int]] = []
    for one in (place, *places):
        if parts and parts[-1][1] == one:
            parts[-1] = (parts[-1][0], one + 1)
        else:
            parts.append((one, one + 1))
    return Match(place, parts[-1][1], tuple(parts))


def _rest(elements: Phrase, words: Sequence[Word], before: int) -> list[int] | None:
    if not elements:
        return []
    first = elements[0]
    for place in range(before + 1, min(before + 2 + first.gap, len(words))):
        if words[place].sentence != words[before].sentence:
            return None
        if first.fits(words[place].text):
            later = _rest(elements[1:], words, place)
            if later is not None:
                return [place, *later]
    return None


@cache
def phrases(table: str, kind: str, name: str) -> Phrases:
    """Return a list of expressions of the data."""
    return Phrases(entry(table)[kind][name])
