"""Moments: kept in UTC as ISO 8601, shown and typed in Europe/Amsterdam, in Dutch.

A *stamp* is a moment to the second, `2026-11-20T13:30:00Z`. What a person types may also be
only a day, `2026-11-20`: that is a calendar day in Amsterdam and stays one.
"""

import contextlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from scala_cli.errors import InvalidValue

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_RELATIVE = {"vandaag": 0, "gisteren": 1, "eergisteren": 2}
_COMING = {"morgen": 1, "overmorgen": 2}
# Patterns are made when something is typed: making them takes longer than most commands take.
_AHEAD = r"over (\d{1,3}|een|één) (dag(?:en)?|we(?:ek|ken))$"
# `fromisoformat` also takes what this program never writes.
_STAMP = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_NO_STAMP = "not a stamp"
_REMEMBERED = 1024
"""How many stamps keep their meaning in memory: the same few are asked for time and again."""
_TIME = (
    r"(?:^|[\s,]|(?<=\d)t)(?:om\s+)?(\d{1,2})\s*(?:[:.u]\s*(\d{2})(?::(\d{2}))?|\s*(?:u|uur))"
    r"(?:\s*uur)?$"
)
_NUMERIC = r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?$"
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})$"
_NAMED = r"(\d{1,2})\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?$"
_EXPECTED = "Typ bijvoorbeeld 20-11-2026, 20 nov 14:30 of gisteren 9:15."
_EXPECTED_AHEAD = "Typ bijvoorbeeld 20-11-2026, 20 nov, morgen of over 2 weken."
_NOT_A_DATE = f"Dit is geen datum. {_EXPECTED}"
# Outside these years it is a slip of the pen; far outside, a stamp can't even be written.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@cache
def amsterdam() -> "ZoneInfo":
    """Return the time zone in which people read and type."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """Return an aware moment as `2026-11-20T13:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(_REMEMBERED)
def from_stamp(text: str) -> datetime:
    """Return the moment of a stamp, in UTC. Raises `ValueError` for what isn't one."""
    if not re.fullmatch(_STAMP, text):
        raise ValueError(_NO_STAMP)
    return datetime.fromisoformat(text)


def is_stamp(text: str) -> bool:
    """Tell a stamp from a mere day."""
    return text.endswith("Z")


def today(clock: Clock) -> date:
    """Return the calendar day in Amsterdam."""
    return clock().astimezone(amsterdam()).date()


@lru_cache(_REMEMBERED)
def day_of(text: str) -> date:
    """Return the calendar day in Amsterdam of a stamp or a day."""
    if not is_stamp(text):
        return date.fromisoformat(text)
    return from_stamp(text).astimezone(amsterdam()).date()


def say_day(day: date) -> str:
    """Return `20 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(_REMEMBERED)
def say(text: str) -> str:
    """Return a stamp or a day in words: `20 november 2026, 14:30` or `20 november 2026`."""
    if not is_stamp(text):
        return say_day(date.fromisoformat(text))
    local = from_stamp(text).astimezone(amsterdam())
    return f"{say_day(local.date())}, {local:%H:%M}"


def say_in_full(text: str) -> str:
    """Return the same with the day of the week, to be read back to who typed it."""
    local = from_stamp(text).astimezone(amsterdam()) if is_stamp(text) else None
    day = local.date() if local else date.fromisoformat(text)
    at = f", {local:%H:%M} uur" if local else ""
    return f"{_DAYS[day.weekday()]} {say_day(day)}{at}"


def parse_moment(typed: str, now: datetime) -> str:
    """Return what a person typed as a stamp (a time was given) or a day.

    A date without a year is the last such day that has been, today included.
    Raises `InvalidValue` for what isn't a date, or one that doesn't exist.
    """
    text = " ".join(typed.lower().split())
    if text == "nu":
        return stamp(now)
    text = text.removesuffix("z") if re.search(r"\d:\d\d(:\d\d)?z$", text) else text
    found = re.search(_TIME, text)
    at = None
    # "20.11" is a date and "14.30" alone no moment: a time needs a day before it.
    if found and text[: found.start()].strip(" ,"):
        at = _time(found)
        text = text[: found.start()].strip(" ,")
    day = parse_day(text, now.astimezone(amsterdam()).date())
    if at is None:
        return day.isoformat()
    zone = UTC if typed.strip().lower().endswith("z") else amsterdam()
    return existing_moment(datetime.combine(day, at, tzinfo=zone))


def existing_moment(moment: datetime) -> str:
    """Return the stamp of an aware moment.

    Raises `InvalidValue` for one that the clock skipped, or in a year that can't be meant.
    """
    existing_day(moment.date())
    if moment.astimezone(UTC).astimezone(moment.tzinfo).time() != moment.time():
        raise InvalidValue(
            f"{say_day(moment.date())} {moment:%H:%M} bestaat niet: de klok ging toen een uur "
            "vooruit."
        )
    return stamp(moment)


def existing_day(day: date) -> date:
    """Return the day. Raises `InvalidValue` when its year can't be meant."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidValue(f"Het jaar {day.year} kan niet kloppen. {_EXPECTED}")
    return day


def parse_day(typed: str, today: date) -> date:
    """Return the day that a person typed; see `parse_moment`."""
    text = " ".join(typed.lower().split())
    text = re.sub(rf"^(?:op )?(?:{'|'.join(_DAYS)}|ma|di|wo|do|vr|za|zo),? (?=\d)", "", text)
    if text in _RELATIVE:
        return today - timedelta(days=_RELATIVE[text])
    if iso := re.match(_ISO, text):
        return _existing(int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := re.match(_NUMERIC, text):
        day, month, year = int(numeric[1]), int(numeric[2]), numeric[3]
    elif named := re.match(_NAMED, text):
        day, month, year = int(named[1]), _month(named[2]), named[3]
    else:
        raise InvalidValue(_NOT_A_DATE)
    if year:
        return _existing(int(year) + (2000 if len(year) == len("26") else 0), month, day)
    # 29 February may be years back: the last year in which the day exists and has been.
    for candidate in range(today.year, today.year - 9, -1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return _existing(today.year, month, day)


def parse_coming_day(typed: str, today: date) -> date:
    """Return a day that is meant as still to come: without a year the next such day, or today.

    Also `morgen`, `overmorgen` and `over 3 dagen` or `weken`. With a year it is that day, also
    when it has been. Raises `InvalidValue`.
    """
    text = " ".join(typed.lower().split())
    if text in _COMING:
        return today + timedelta(days=_COMING[text])
    if ahead := re.match(_AHEAD, text):
        count = int(ahead[1]) if ahead[1].isdecimal() else 1
        return today + timedelta(days=count * (7 if ahead[2].startswith("we") else 1))
    try:
        return _coming(text, today)
    except InvalidValue as error:
        raise InvalidValue(str(error).replace(_EXPECTED, _EXPECTED_AHEAD)) from None


def _coming(text: str, today: date) -> date:
    found = parse_day(text, today)
    with_year = re.search(r"\d{4}|\d[-/. ]\d{1,2}[-/. ]\d{2}$", text)
    if found >= today or with_year or text in _RELATIVE:
        return found
    return parse_day(f"{found.day}-{found.month}-{_next_year(found, today)}", today)


def _next_year(day: date, today: date) -> int:
    """Return the first year from now on in which the day still comes."""
    for year in range(today.year, today.year + 9):
        with contextlib.suppress(ValueError):
            if day.replace(year=year) >= today:
                return year
    return today.year


def _month(word: str) -> int:
    matches = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word)]
    if word == "mrt":
        return MONTHS.index("maart") + 1
    if len(matches) != 1:
        raise InvalidValue(_NOT_A_DATE)
    return matches[0]


def _time(found: re.Match[str]) -> time:
    try:
        return time(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    except ValueError:
        raise InvalidValue(_NOT_A_DATE) from None


def _existing(year: int, month: int, day: int) -> date:
    with contextlib.suppress(ValueError):
        return existing_day(date(year, month, day))
    if 1 <= month <= len(MONTHS):
        raise InvalidValue(f"{day} {MONTHS[month - 1]} {year} bestaat niet. {_EXPECTED}")
    raise InvalidValue(f"{day}-{month}-{year} bestaat niet. {_EXPECTED}")
