"""The words in which people tell the time of a day: `half 3`, `gisteravond`, `een uur geleden`.

Takes them out of what was typed; what is left is a day, which `scala_cli.clock` reads. Text comes
in lower case with its white space folded. Knows no calendar and no time zone.
"""

import re
from datetime import time, timedelta

from scala_cli.errors import InvalidValue

_NUMBERS = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_NUMBER = rf"\d{{1,3}}|één|{'|'.join(_NUMBERS)}"
_MINUTES = {
    "minuut": 1, "minuten": 1, "kwartier": 15, "half uur": 30, "uur": 60, "uren": 60,
}  # fmt: skip
_AGO = rf"({_NUMBER}) ({'|'.join(_MINUTES)}) geleden"
_JUST_NOW = ("nu", "net", "zonet", "zojuist", "daarnet", "zo net")
_TIME = (
    r"(?:^|[\s,]|(?<=\d)t)(?:om\s+)?(\d{1,2})\s*(?:[:.u]\s*(\d{2})(?::(\d{2}))?|\s*(?:u|uur))"
    r"(?:\s*uur)?$"
)
_SPOKEN = (
    r"(?:^|[\s,])(?:om\s+)?"
    rf"(?:(half|kwart over|kwart voor)\s+({_NUMBER})(?:\s+uur)?|({'|'.join(_NUMBERS)})\s+uur)$"
)
_FROM_THE_HOUR = {"half": -30, "kwart over": 15, "kwart voor": -15, None: 0}
_DAYS = r"van|(?:eer)?gister(?:en)?|(?:over)?morgen|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_PARTS = {"morgen": (1, 12), "ochtend": (1, 12), "middag": (12, 18), "avond": (17, 24)}
"""From which hour to which each part of a day lasts."""
_PART_OF_DAY = rf"\b({_DAYS})\s?({'|'.join(_PARTS)})\b"
_PART = rf",?\s*['’`]?\bs[ -]?({'|'.join(_PARTS)})s\b"
_FULL_DAYS = {"van": "vandaag", "gister": "gisteren", "eergister": "eergisteren"}
_MORNING, _NOON = 6, 12


def ago(text: str) -> timedelta | None:
    """Return how long ago it says something was, in minutes or hours; None if it doesn't."""
    if text in _JUST_NOW:
        return timedelta()
    found = re.fullmatch(_AGO, text)
    return timedelta(minutes=number(found[1]) * _MINUTES[found[2]]) if found else None


def number(word: str) -> int:
    """Return the number that a word from `een` to `twaalf`, or a row of digits, stands for."""
    return int(word) if word.isdecimal() else _NUMBERS.index(word.replace("é", "e")) + 1


def time_of(text: str) -> tuple[str, time | None]:
    """Return the words for the day, and the time if one is told; a part of a day alone is none.

    Raises `InvalidValue` for what is no time, and for one that may be in the morning or evening.
    """
    text, part = _without_part(text)
    if spoken := re.search(_SPOKEN, text):
        return text[: spoken.start()].strip(" ,"), _spoken(spoken, part)
    found = re.search(_TIME, text)
    # "20.11" is a date and "14.30" alone no moment: a time needs a day before it.
    if not found or not (day := text[: found.start()].strip(" ,")):
        return text, None
    return day, _digital(found, part)


def _without_part(text: str) -> tuple[str, str]:
    if found := re.search(_PART_OF_DAY, text):
        day = _FULL_DAYS.get(found[1], found[1])
        return f"{text[: found.start()]}{day}{text[found.end() :]}", found[2]
    if found := re.search(_PART, text):
        return f"{text[: found.start()]}{text[found.end() :]}".strip(" ,"), found[1]
    return text, ""


def _digital(found: re.Match[str], part: str) -> time:
    hour, minute, second = (int(one or 0) for one in found.groups())
    try:
        told = time(hour, minute, second)
    except ValueError:
        raise _no_time(f"{hour}:{minute:02}") from None
    return told.replace(hour=_hour_in(part, hour, minute)) if part else told


def _spoken(found: re.Match[str], part: str) -> time:
    named = number(found[2] or found[3])
    if not 1 <= named <= _NOON:
        raise _no_time(f"{found[1]} {named}")
    minutes = (named * 60 + _FROM_THE_HOUR[found[1]]) % (_NOON * 60)
    hour, minute = minutes // 60, minutes % 60
    if part:
        return time(_hour_in(part, hour or _NOON, minute), minute)
    if hour >= _MORNING:
        raise InvalidValue(
            f"Dat kan {hour}:{minute:02} of {hour + _NOON}:{minute:02} uur zijn. Typ de tijd in "
            "cijfers, of zet erbij: 's ochtends of 's avonds."
        )
    # At night nobody looks: half past two is in the afternoon.
    return time(hour + _NOON, minute)


def _hour_in(part: str, hour: int, minute: int) -> int:
    """Return the hour as it is meant in a part of the day: eight in the evening is 20."""
    first, end = _PARTS[part]
    for one in (hour, (hour + _NOON) % 24 if hour <= _NOON else hour):
        if first <= one < end:
            return one
    day_part = "ochtend" if part == "morgen" else part
    raise _no_time(f"{hour}:{minute:02}", f" in de {day_part}")


def _no_time(told: str, where: str = "") -> InvalidValue:
    return InvalidValue(
        f"{told} is geen tijd{where}. Typ een tijd als 9:15 of 14:30, bijvoorbeeld: gisteren 14:30."
    )
