"""Moments: kept in UTC as ISO 8601, shown and typed in Europe/Amsterdam, in Dutch.

A *stamp* is a moment to the second, `2026-11-20T13:30:00Z`. What a person types may also be
only a day, `2026-11-20`: that is a calendar day in Amsterdam and stays one.
"""

import contextlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
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
_RELATIVE = {"vandaag": 0, "gisteren": -1, "eergisteren": -2, "morgen": 1, "overmorgen": 2}
# Patterns are made when something is typed: making them takes longer than most commands take.
_AHEAD = r"over (\d{1,3}|een|één) (dag(?:en)?|we(?:ek|ken))$"
_BEFORE = r"(\d{1,3}|[a-zé]{3,6}) (dag(?:en)?|we(?:ek|ken)) geleden$"
_WEEKDAY = (
    rf"(?:(afgelopen|vorige|komende|aanstaande|volgende) )?(?:(week) )?({'|'.join(_DAYS)})"
    r"( vorige week)?$"
)
_HAS_BEEN = r"\d{4}|\d[-/. ]\d{1,2}[-/. ]\d{2}$|gisteren|geleden|afgelopen|vorige"
"""What is in the words of a day that is meant as it stands, also when it has been."""
_HALF_A_YEAR = timedelta(days=182)
# `fromisoformat` also takes what this program never writes.
_STAMP = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_NO_STAMP = "not a stamp"
_REMEMBERED = 1024
"""How many stamps keep their meaning in memory: the same few are asked for time and again."""
_NUMERIC = r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?$"
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})$"
_NAMED = r"(\d{1,2})\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?$"
_EXPECTED = "Typ bijvoorbeeld 20-11-2026, 20 nov 14:30 of gisteren 9:15."
_EXPECTED_AHEAD = "Typ bijvoorbeeld 20-11-2026, 20 nov, morgen of over 2 weken."
_NOT_A_DATE = f"Dit is geen datum. {_EXPECTED}"
_NO_DAY = "Dit is geen datum: de dag ontbreekt. Typ bijvoorbeeld: vandaag 14:30."
_ONLY_TIME = r"(om )?\d{1,2}(:\d{2}|u\d{2}|\.\d{2} uur| ?uur| ?u)( uur)?"
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

    A date without a year is the last such day that has been, today included; or the coming one
    where that is nearer, so that `morgen` by its date is never last year. See `must_have_been`.
    Raises `InvalidValue` for what isn't a date or time, or one that doesn't exist.
    """
    from scala_cli.time_words import ago, time_of

    text = _folded(typed)
    if (since := ago(text)) is not None:
        return stamp(now - since)
    text = text.removesuffix("z") if re.search(r"\d:\d\d(:\d\d)?z$", text) else text
    text, at = time_of(text)
    if re.fullmatch(_ONLY_TIME, text) or (at and not text):
        raise InvalidValue(_NO_DAY)
    day = parse_day(text, now.astimezone(amsterdam()).date())
    if at is None:
        return day.isoformat()
    zone = UTC if typed.strip().lower().endswith("z") else amsterdam()
    return existing_moment(datetime.combine(day, at, tzinfo=zone))


def must_have_been(found: str, now: datetime) -> str:
    """Return a stamp or a day. Raises `InvalidValue`, naming it, when it is still to come."""
    here = now.astimezone(amsterdam()).date()
    if found <= (stamp(now) if is_stamp(found) else here.isoformat()):
        return found
    near = {0: "vandaag, ", 1: "morgen, ", 2: "overmorgen, "}.get((day_of(found) - here).days, "")
    earlier = "" if near else " Was het een eerder jaar, typ dat jaar er dan bij."
    raise InvalidValue(
        f"Dat moet nog komen. Dat is pas {near}{say_in_full(found)}. Leg vast wat geweest is, of "
        f"laat het leeg.{earlier}"
    )


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


def _folded(typed: str) -> str:
    return " ".join(typed.lower().split())


def parse_day(typed: str, today: date) -> date:
    """Return the day that a person typed; see `parse_moment`."""
    text = re.sub(r"^op ", "", _folded(typed))
    text = re.sub(rf"^(?:{'|'.join(_DAYS)}|ma|di|wo|do|vr|za|zo),? (?=\d)", "", text)
    if (counted := _counted(text, today)) is not None:
        return counted
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
    return _nearest(day, month, today)


def _nearest(day: int, month: int, today: date) -> date:
    """Return the coming such day where that is the nearer one, else the last that has been."""
    # 29 February may be years back: the last year in which the day exists and has been.
    for year in range(today.year + 1, today.year - 9, -1):
        with contextlib.suppress(ValueError):
            found = date(year, month, day)
            if found - today <= _HALF_A_YEAR:
                return found
    return _existing(today.year, month, day)


def _counted(text: str, today: date) -> date | None:
    """Return a day that is told from today: `gisteren`, `2 dagen geleden`, `afgelopen dinsdag`."""
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    if ahead := re.match(_AHEAD, text):
        return today + _days(ahead)
    if before := re.match(_BEFORE, text):
        with contextlib.suppress(ValueError):
            return today - _days(before)
    weekday = re.match(_WEEKDAY, text)
    return _weekday(weekday, today) if weekday else None


def _days(found: re.Match[str]) -> timedelta:
    """Return so many days or weeks. Raises `ValueError` for a word that is no number."""
    from scala_cli.time_words import number

    return timedelta(days=number(found[1]) * (7 if found[2].startswith("we") else 1))


def _weekday(found: re.Match[str], today: date) -> date:
    """Return the day that a weekday's name stands for; alone, the last such day, or today."""
    which, in_week, name, week_before = found.groups()
    coming = which in ("komende", "aanstaande", "volgende")
    if in_week or week_before:
        monday = today - timedelta(days=today.weekday() + (-7 if coming else 7))
        return monday + timedelta(days=_DAYS.index(name))
    back = (today.weekday() - _DAYS.index(name)) % 7
    if coming:
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back or (7 if which else 0))


def parse_coming_day(typed: str, today: date) -> date:
    """Return a day that is meant as still to come: without a year the next such day, or today.

    Also `morgen`, `overmorgen`, `over 3 dagen` or `weken` and the name of a weekday. With a year
    it is that day, also when it has been. Raises `InvalidValue`.
    """
    text = _folded(typed)
    try:
        found = parse_day(text, today)
    except InvalidValue as error:
        raise InvalidValue(str(error).replace(_EXPECTED, _EXPECTED_AHEAD)) from None
    if found >= today or re.search(_HAS_BEEN, text):
        return found
    if text.endswith("dag"):
        return found + timedelta(days=7)
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


def _existing(year: int, month: int, day: int) -> date:
    with contextlib.suppress(ValueError):
        return existing_day(date(year, month, day))
    if 1 <= month <= len(MONTHS):
        raise InvalidValue(f"{day} {MONTHS[month - 1]} {year} bestaat niet. {_EXPECTED}")
    raise InvalidValue(f"{day}-{month}-{year} bestaat niet. {_EXPECTED}")
