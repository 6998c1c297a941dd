"""Names of people: those that a case holds, and others as far as can be told from how they stand.

What can't be told from the text alone, such as a surname on its own, is found only of a case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scala_cli.documents.guard.folding import fold
from scala_cli.documents.guard.lists import abbreviations, endings, word_set
from scala_cli.documents.guard.model import Kind, Known, Span
from scala_cli.documents.guard.words import Word, words_of

_LONGEST = 8
"""The most words in a name, with what goes before it."""
_SURE = 3
"""A shorter part of a name is looked for with its capital only."""


def names(words: Sequence[Word], known: Known) -> Iterator[Span]:
    """Yield the names in a text."""
    yield from _of_case(words, _Parts.of(known.names))
    for place in range(len(words)):
        for rule in (_after_title, _after_initials, _after_role, _first_name, _pair):
            last = rule(words, place)
            if last is not None:
                yield Span(Kind.NAME, words[place].start, words[last].end)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the names of a case.

    `sure` ones are found in any form, `doubtful` ones are ordinary words too: with a capital
    that tells something, or with what goes before them in the name, as in `van der meer`.
    """

    sure: frozenset[str]
    doubtful: frozenset[str]
    led: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Sequence[str]) -> "_Parts":
        """Return the parts of names as people noted them: `J. Voorbeeld`, `moeder van Tim`."""
        sure: set[str] = set()
        doubtful: set[str] = set()
        led: set[tuple[str, ...]] = set()
        for name in names:
            said = [word for word in words_of(fold(name)) if not word.text.isdigit()]
            meant = _meant(said)
            for word in meant:
                ordinary = word.text in word_set("namen", "twijfel", "gewoon")
                weak = ordinary or len(word.text) < _SURE
                (doubtful if weak else sure).add(word.text)
                led.add(_leading(said, said.index(word)))
            sure |= {"".join(word.text for word in said)} if len(meant) > 1 else set()
        return cls(frozenset(sure), frozenset(doubtful), frozenset(led))


def _meant(said: Sequence[Word]) -> list[Word]:
    """Return the words that are a name's own; those with a capital if there are any."""
    meant = [word for word in said if not _is_no_name(word.text)]
    capitals = [word for word in meant if word.typed[0].isupper()]
    # Without a capital, after a word such as `een`, it describes someone: `een boze buurman`.
    describes = said and said[0].text in word_set("namen", "gewoon") - _particles()
    return capitals or ([] if describes else meant)


def _particles() -> frozenset[str]:
    return word_set("namen", "tussenvoegsels")


def _leading(words: Sequence[Word], place: int) -> tuple[str, ...]:
    """Return a word with the particles right before it."""
    first = place
    while first and place - first < _LONGEST and words[first].before.strip() == "":
        if words[first - 1].text not in _particles():
            break
        first -= 1
    return tuple(word.text for word in words[first : place + 1])


def _is_no_name(word: str) -> bool:
    """Tell whether a word in the field of a name is not part of the name itself."""
    lists = ("titels", "rollen", "verwanten", "tussenvoegsels", "geen_naam")
    return len(word) == 1 or word in word_set("namen", *lists)


def _of_case(words: Sequence[Word], parts: _Parts) -> Iterator[Span]:
    place = 0
    while (parts.sure or parts.doubtful) and place < len(words):
        last, found = _run(words, place, parts)
        if found:
            start = _beginning(words, place, parts)
            end = words[_possessive(words, last)].end
            # An initial may turn out to belong to what stands before it.
            yield Span(Kind.NAME, words[start].start, end, ((words[place].start, end),))
        place = max(last, place) + 1


def _run(words: Sequence[Word], first: int, parts: _Parts) -> tuple[int, bool]:
    """Return where parts of a name that stand together end, and whether that is a name."""
    last, count, telling = first - 1, 0, False
    for place in range(first, min(first + _LONGEST, len(words))):
        word = words[place]
        if place > first and word.before.strip() not in ("", "-"):
            break
        if _is_part(word.text, parts.sure):
            telling = True
        elif _is_part(word.text, parts.doubtful):
            telling |= count > 0 or _tells(words, place, parts)
        elif count and word.text in _particles():
            continue
        else:
            break
        count += 1
        last = place
    return last, telling


def _tells(words: Sequence[Word], place: int, parts: _Parts) -> bool:
    """Tell whether an ordinary word is a name here: by its capital, or by what leads up to it."""
    # The first word of a sentence has its capital anyway.
    by_capital = words[place].typed[0].isupper() and not words[place].opens
    return by_capital or _led(words, place, parts) > 0


def _led(words: Sequence[Word], place: int, parts: _Parts) -> int:
    """Return how many particles lead up to a part, all of those that the name has."""
    ahead = _leading(words, place)
    fits = (size for size in range(len(ahead), 1, -1) if ahead[-size:] in parts.led)
    return next(fits, 1) - 1


def _is_part(word: str, parts: frozenset[str]) -> bool:
    return word in parts or (word.endswith("s") and word[:-1] in parts)


def _beginning(words: Sequence[Word], place: int, parts: _Parts) -> int:
    """Return the first of the initials and particles that go before a name."""
    start = place - _led(words, place, parts)
    first = start
    while first and start - first < _LONGEST and words[first - 1].initial:
        if words[first].before.strip() not in ("", "."):
            break
        first -= 1
    return first


def _possessive(words: Sequence[Word], last: int) -> int:
    after = words[last + 1] if last + 1 < len(words) else None
    return last + 1 if after and after.text == "s" and after.before == "'" else last


def _named(word: Word) -> bool:
    """Tell whether a word may be a name: a capital, and not known to be something else."""
    return word.capital and not _is_ordinary(word) and not _of_organisation(word)


def _is_ordinary(word: Word) -> bool:
    return word.text in word_set("namen", "gewoon", "tussenvoegsels")


def _of_organisation(word: Word) -> bool:
    ends = endings("namen", "organisaties")
    return word.text in word_set("namen", "geen_naam") or word.text.endswith(ends)


def _tail(words: Sequence[Word], place: int, *, dotted: bool = False) -> int | None:
    """Return the last word of a name that begins at `place`: initials, particles, capitals.

    None when no name begins here, or when it turns out to be of an organisation.
    """
    last = None
    for at in range(place, min(place + _LONGEST, len(words))):
        word = words[at]
        gap = word.before.strip(" ")
        initials = words[at - 1].initial or (dotted and at == place)
        if gap not in ("", "-") and not (gap == "." and initials):
            break
        if word.initial or word.text in _particles():
            continue
        if word.capital and _of_organisation(word):
            return None
        # After a particle an ordinary word is a name too: `Van der Meer`.
        led = at > place and words[at - 1].text in _particles()
        if not (_named(word) or (led and word.capital)):
            break
        last = at
    return None if last is None else _possessive(words, last)


def _after_title(words: Sequence[Word], place: int) -> int | None:
    word = words[place]
    if word.text not in word_set("namen", "titels") or _is_acronym(word):
        return None
    after = place + 1
    if after < len(words) and words[after].spaced and words[after].text in _first_names():
        return _tail(words, after) or after
    return _tail(words, after, dotted=word.text in abbreviations())


def _is_acronym(word: Word) -> bool:
    """Tell whether a title is something else in capitals, such as the MR."""
    return len(word.typed) > 1 and word.typed.isupper()


def _after_initials(words: Sequence[Word], place: int) -> int | None:
    if not words[place].initial or place + 1 == len(words):
        return None
    return _tail(words, place + 1) if words[place + 1].before.startswith(".") else None


def _after_role(words: Sequence[Word], place: int) -> int | None:
    word, after = words[place], place + 1
    relative = word.text in word_set("namen", "verwanten")
    if after + 1 < len(words) and relative and words[after].text == "van":
        after += 1
    elif word.text not in word_set("namen", "rollen"):
        return None
    if after == len(words) or not (words[after].spaced and words[after].capital):
        return None
    # 'Ouders van De Wilg' are of a school.
    return _tail(words, after) if _named(words[after]) else None


def _first_names() -> frozenset[str]:
    return word_set("namen", "voornamen")


def _first_name(words: Sequence[Word], place: int) -> int | None:
    word = words[place]
    given = word.text if word.text in _first_names() else word.text.removesuffix("s")
    doubtful = word.opens and {word.text, given} & word_set("namen", "twijfel")
    if not word.capital or given not in _first_names() or doubtful:
        return None
    if not word.opens and words[place - 1].text in word_set("namen", "ervoor"):
        return None
    return _tail(words, place)


def _pair(words: Sequence[Word], place: int) -> int | None:
    """Return the end of two or more capitalised words that can't well be but a name."""
    word = words[place]
    if word.opens or not _named(word):
        return None
    before = words[place - 1]
    ahead = word_set("namen", "ervoor", "ervoor_onbekend")
    continued = before.capital and word.spaced
    if before.text in ahead or continued:
        return None
    last = _tail(words, place)
    return None if last in (None, place) or not _has_two(words, place, last) else last


def _has_two(words: Sequence[Word], first: int, last: int | None) -> bool:
    return sum(_named(word) for word in words[first : (last or first) + 1]) > 1
