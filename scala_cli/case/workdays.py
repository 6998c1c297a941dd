"""Which days are working days, by article 3 of the Algemene termijnenwet. Pure.

Days that a decree makes equal to a holiday for a year (its third paragraph) aren't known here and
count as working days: a term then ends earlier, never later.
"""

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_WEEKDAYS = 5
_SUNDAY = 6
_FROM_EASTER = (-2, 1, 39, 50)
"""Good Friday, Easter Monday, Ascension Day and Whit Monday, in days after Easter."""


def workdays_after(day: date, count: int) -> date:
    """Return the working day that is so many working days after a day."""
    while count:
        day += _DAY
        count -= day.weekday() < _WEEKDAYS and day not in _holidays(day.year)
    return day


@lru_cache(16)
def _holidays(year: int) -> frozenset[date]:
    easter = easter_of(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == _SUNDAY:
        kings_day -= _DAY
    fixed = (date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26)))
    moving = (easter + timedelta(days=days) for days in _FROM_EASTER)
    return frozenset((*fixed, *moving, kings_day))


def easter_of(year: int) -> date:
    """Return Easter Sunday, as Oudin (1940) works it out for the Gregorian calendar."""
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    return date(year, 3, 28) + timedelta(days=days)
