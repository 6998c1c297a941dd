"""Periods in the words of a text, held against the number of a term. Pure."""

import re
from collections.abc import Iterator
from functools import cache

from scala_cli.plan.model import Term

_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = (
    "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien",
    "achttien", "negentien",
)  # fmt: skip
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_UNITS = {
    "hours": ("uur", "uren"),
    "days": ("dag", "dagen"),
    "workdays": ("werkdag", "werkdagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
}
_BEFORE_A_TIME = ("om", "van", "vanaf", "tot", "voor", "vóór", "rond")
_PLAIN = str.maketrans("éë", "ee")


def unlike(term: Term, text: str) -> Iterator[tuple[str, str]]:
    """Yield `(the term's own, the text's)` for each measure of which a text has other numbers only.

    A text that names the term's number as well may well tell of another period too.
    """
    for key, (one, more) in _UNITS.items():
        own: int = getattr(term, key)
        found = list(_said(text, one, more)) if own else []
        if found and own not in (count for counts, _ in found for count in counts):
            yield f"{own} {one if own == 1 or one == 'uur' else more}", found[0][1]


@cache
def _numbers() -> dict[str, int]:
    """Return the number words up to a hundred, without accents."""
    found = {word: count for count, word in enumerate((*_ONES, *_TEENS), 1)}
    for tens, word in enumerate(_TENS, 2):
        found[word] = 10 * tens
        found |= {f"{one}en{word}": 10 * tens + count for count, one in enumerate(_ONES, 1)}
    return found


def _said(text: str, one: str, more: str) -> Iterator[tuple[list[int], str]]:
    """Yield each period in a text, of one number or between two, and its words.

    Not a time of the day, as in `om 9 uur` and `van 8 tot 17 uur`; nor `een dag`, which is any.
    """
    number = r"\d{1,4}|[a-zéë]+"
    between = rf"(?:({number})(?: (?:tot|of|à) | ?[-\u2013] ?))?"
    pattern = rf"(\b\w+ )?\b{between}({number})[ -](?:{more}|{one})\b"
    for match in re.finditer(pattern, " ".join(text.split()), re.IGNORECASE):
        before, low, high = match.groups()
        counts = [count for word in (low, high) if word and (count := _count(word))]
        is_clock = one == "uur" and (before or "").strip().lower() in _BEFORE_A_TIME
        is_any = one == "dag" and high.lower() == "een"
        if _count(high) and not is_clock and not is_any:
            yield counts, match[0].removeprefix(before or "")


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _numbers().get(word.lower().translate(_PLAIN), 0)
