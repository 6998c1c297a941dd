"""What narrows down who is meant: a class or group at school, and a street or postcode."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from scala_cli.documents.guard.folding import fold
from scala_cli.documents.guard.lists import endings, entry, word_set
from scala_cli.documents.guard.model import Kind, Known, Span
from scala_cli.documents.guard.phrases import Phrases
from scala_cli.documents.guard.words import Word, words_of

_GROUP = re.compile(r"[1-8][a-z]?")
_CLASS = re.compile(r"[1-6][a-z]{0,3}\d?|[a-z]{1,2}[1-6][a-z]?")
_YEAR = re.compile(r"[1-6][a-z]?")
_JOINED = re.compile(
    r"(?:groep|klas)[1-8][a-z]?|[1-6](?:havo|vwo|vmbo|mavo)|(?:havo|vwo|vmbo|mavo)[1-6]"
)
_HOUSE_NUMBER = re.compile(r"(?:\d{1,3}|(?!19|20)\d{4})[a-z]{0,2}")
_AND = frozenset({"en", "of", "m", "t", "tot"})
_SHORTEST = 4


def classes(words: Sequence[Word], known: Known) -> Iterator[Span]:
    """Yield what names a class or group: by how it is written, or as the case holds it."""
    for place, word in enumerate(words):
        last = _class_at(words, place)
        if last is not None:
            yield Span(Kind.CLASS, word.start, words[last].end)
    for found in (_class_words(), *(_of_case(one) for one in known.classes)):
        for match in found.matches(words) if found else ():
            yield Span(Kind.CLASS, words[match.first].start, words[match.last - 1].end)


@cache
def _class_words() -> Phrases:
    return Phrases(entry("klassen")["woorden"])


def _class_at(words: Sequence[Word], place: int) -> int | None:
    """Return the last word of a class that begins at a word."""
    word = words[place].text
    if word in word_set("klassen", "groepen"):
        return _numbers(words, place, _GROUP, word_set("klassen", "getallen"))
    if word in word_set("klassen", "klassen"):
        return _numbers(words, place, _CLASS, word_set("klassen", "getallen"))
    if word in word_set("klassen", "rangen"):
        names = word_set("klassen", "groepen", "klassen")
        return place + 1 if _near(words, place + 1) and words[place + 1].text in names else None
    if word in word_set("klassen", "niveaus"):
        at = place + 1
        if _near(words, at) and words[at].text in word_set("klassen", "leerwegen"):
            at += 1
        return at if _near(words, at) and _YEAR.fullmatch(words[at].text) else None
    if _YEAR.fullmatch(word) and _near(words, place + 1):
        return place + 1 if words[place + 1].text in word_set("klassen", "niveaus") else None
    return place if _JOINED.fullmatch(word) else None


def _near(words: Sequence[Word], place: int) -> bool:
    """Tell whether there is a word here that goes with the one before it."""
    return place < len(words) and words[place].before.strip() in ("", "-", "/")


def _numbers(
    words: Sequence[Word], place: int, number: re.Pattern[str], spelled: frozenset[str]
) -> int | None:
    """Return the last number after a word, as in `groepen 6, 7 en 8`."""
    found = None
    at = place + 1
    while at < len(words) and words[at].sentence == words[place].sentence:
        one = words[at]
        if one.before.strip() not in ("", "-", "/", *((",", "&") if found else ())):
            break
        if number.fullmatch(one.text) or one.text in spelled:
            found = at
        elif found is None or one.text not in _AND:
            break
        at += 1
    return found


def _of_case(name: str) -> Phrases | None:
    """Return how the case's class is looked for; None where its name says too little."""
    said = [word.text for word in words_of(fold(re.sub(r"\(.*?\)", "", name)))]
    if said and said[0] in ("de", "het", "t"):
        said = said[1:]
    alone = len(said) == 1 and (said[0].isdigit() or len(said[0]) < _SHORTEST)
    number = len(said) == 1 and re.fullmatch(r"\d[a-z]\d?", said[0])
    if not said or (alone and not number):
        return None
    ordinary = word_set("namen", "gewoon", "geen_naam")
    return None if set(said) <= ordinary else Phrases([" ".join(said)])


def addresses(words: Sequence[Word]) -> Iterator[Span]:
    """Yield streets with a number, and postcodes."""
    for place, word in enumerate(words):
        if _HOUSE_NUMBER.fullmatch(word.text):
            first = _street(words, place)
            if first is not None:
                yield Span(Kind.ADDRESS, words[first].start, word.end)
        last = _postcode(words, place)
        if last is not None:
            yield Span(Kind.ADDRESS, word.start, words[last].end)


_BACK = 5
"""How many words the name of a street may have."""


def _street(words: Sequence[Word], number: int) -> int | None:
    """Return the first word of the street that a number belongs to."""
    place = number - 1
    if place < 0 or words[number].before.strip() not in ("", ","):
        return None
    after = number + 1
    counted = after < len(words) and words[after].spaced
    if counted and words[after].text in word_set("adressen", "geen_nummer"):
        return None
    if not _is_street(words[place]):
        return _long_street(words, place)
    while place and words[place].spaced and words[place - 1].capital and not words[place - 1].opens:
        place -= 1
    return place


def _is_street(word: Word) -> bool:
    if word.text in word_set("adressen", "geen_straat"):
        return False
    sure = endings("adressen", "straten")
    weak = endings("adressen", "straten_met_hoofdletter")
    longer = len(word.text) > _SHORTEST + 1
    return longer and (word.text.endswith(sure) or (word.capital and word.text.endswith(weak)))


def _long_street(words: Sequence[Word], last: int) -> int | None:
    """Return the first word of a street such as `Laan van de Fictie`."""
    kinds = word_set("adressen", "straten")
    for place in range(last, max(last - _BACK, -1), -1):
        word = words[place]
        if place < last and word.capital and word.text in kinds:
            return place
        particle = word.text in word_set("namen", "tussenvoegsels")
        if not word.spaced or not (word.capital or particle):
            return None
    return None


def _postcode(words: Sequence[Word], place: int) -> int | None:
    word = words[place]
    if re.fullmatch(r"[1-9]\d{3}[a-z]{2}", word.text):
        return place
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or not re.fullmatch(r"[1-9]\d{3}", word.text) or not after.spaced:
        return None
    # Small letters after a space are a word after a year: 'in 2026 is'.
    letters = re.fullmatch(r"[A-Z]{2}", after.typed)
    return place + 1 if letters and after.text not in word_set("namen", "gewoon") else None
