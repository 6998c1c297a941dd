"""Expressions of several words, as `data/wacht.toml` writes them, and finding them in a text.

`schors*` and `*school` are beginnings and ends of words, `a|b` alternatives, `..` and `...` at
most three and eight other words, `a & b` both with at most eight other words between them,
whichever comes first. `<persoon>` is one of a group of words that must be there but isn't
pointed at. An expression stays within one sentence. Every step looks at a bounded number of
words, so the time taken is in proportion to the text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations

from scala_cli.documents.guard.folding import folded
from scala_cli.documents.guard.lists import entry
from scala_cli.documents.guard.words import Word

_GAPS = {"..": 3, "...": 8}


@dataclass(frozen=True, slots=True)
class Element:
    """One word of an expression; at most `gap` other words may come before it.

    `aside`: it has to be there, but what is found isn't that.
    """

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    gap: int
    aside: bool

    def fits(self, word: str) -> bool:
        """Tell whether a word is meant."""
        return word in self.whole or word.startswith(self.starts) or word.endswith(self.ends)


Phrase = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The words of a text that an expression fits: from `first` up to `last`.

    `parts` are the words that are found, without the gaps and what stands aside.
    """

    first: int
    last: int
    parts: tuple[tuple[int, int], ...]


def phrase(written: str) -> Phrase:
    """Return an expression as the data writes it, but for `&`."""
    found: list[Element] = []
    gap = 0
    for word in written.split():
        if word in _GAPS:
            gap = _GAPS[word]
            continue
        found.append(_element(word, gap))
        gap = 0
    return tuple(found)


@cache
def _element(written: str, gap: int) -> Element:
    aside = written.startswith("<")
    words = _group(written) if aside else [folded(one) for one in written.split("|")]
    return Element(
        whole=frozenset(one for one in words if "*" not in one),
        starts=tuple(one[:-1] for one in words if one.endswith("*")),
        ends=tuple(one[1:] for one in words if one.startswith("*")),
        gap=gap,
        aside=aside,
    )


@cache
def _group(written: str) -> tuple[str, ...]:
    """Return the words of the groups that are named between `<` and `>`."""
    names = written.strip("<>").split("|")
    return tuple(sorted({folded(word) for name in names for word in entry("woordgroepen")[name]}))


def _orders(written: str) -> Iterator[str]:
    """Yield an expression in each order that `&` leaves open."""
    for parts in permutations(written.split(" & ")):
        yield " ... ".join(parts)


class Phrases:
    """A list of expressions, arranged by how the first word to be found of each begins."""

    def __init__(self, written: Sequence[str]) -> None:
        self._whole: Mapping[str, list[_Anchored]] = defaultdict(list)
        self._starts: Mapping[str, list[_Anchored]] = defaultdict(list)
        self._ends: Mapping[str, list[_Anchored]] = defaultdict(list)
        for one in (_anchored(phrase(order)) for some in written for order in _orders(some)):
            for table, keys in (
                (self._whole, one.word.whole),
                (self._starts, one.word.starts),
                (self._ends, one.word.ends),
            ):
                for key in keys:
                    table[key].append(one)
        self._lengths = tuple(sorted({len(key) for key in self._starts}))
        self._end_lengths = tuple(sorted({len(key) for key in self._ends}))

    def matches(self, words: Sequence[Word]) -> Iterator[Match]:
        """Yield each place where an expression fits, each expression once from a first word."""
        for place, word in enumerate(words):
            for found in self._beginning(word.text):
                match = found.match(words, place)
                if match:
                    yield match

    def _beginning(self, word: str) -> Iterator["_Anchored"]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._starts.get(word[:length], ())
        for length in self._end_lengths:
            if length > len(word):
                break
            yield from self._ends.get(word[-length:], ())


@dataclass(frozen=True, slots=True)
class _Anchored:
    """An expression around the first word to be found, the words before it from near to far.

    Common words stand aside, so that looking begins at a word that tells something.
    """

    before: Phrase
    word: Element
    after: Phrase

    def match(self, words: Sequence[Word], place: int) -> Match | None:
        """Return the nearest fit around the word at a place."""
        after = _rest(self.after, words, place, 1)
        before = None if after is None else _rest(self.before, words, place, -1)
        if after is None or before is None:
            return None
        elements = (self.word, *self.after)
        found = [
            one for one, element in zip((place, *after), elements, strict=True) if not element.aside
        ]
        return Match(min((place, *before)), max((place, *after)) + 1, _parts(found))


def _anchored(found: Phrase) -> _Anchored:
    here = next(place for place, element in enumerate(found) if not element.aside)
    # Going back, the gap before a word comes after the word that stood before it.
    before = tuple(
        replace(found[place], gap=found[place + 1].gap) for place in range(here - 1, -1, -1)
    )
    return _Anchored(before, found[here], found[here + 1 :])


def _parts(found: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return places as runs of words that follow each other."""
    parts: list[tuple[int, int]] = []
    for one in found:
        if parts and parts[-1][1] == one:
            parts[-1] = (parts[-1][0], one + 1)
        else:
            parts.append((one, one + 1))
    return tuple(parts)


def _rest(elements: Phrase, words: Sequence[Word], last: int, step: int) -> list[int] | None:
    """Return where the rest of an expression stands, going on (1) or back (-1) from a word."""
    if not elements:
        return []
    first = elements[0]
    for place in range(last + step, last + step * (2 + first.gap), step):
        if not 0 <= place < len(words) or words[place].sentence != words[last].sentence:
            return None
        if first.fits(words[place].text):
            later = _rest(elements[1:], words, place, step)
            if later is not None:
                return [place, *later]
    return None


@cache
def phrases(table: str, kind: str, name: str) -> Phrases:
    """Return a list of expressions of the data."""
    return Phrases(entry(table)[kind][name])
