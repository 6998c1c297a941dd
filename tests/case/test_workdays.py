"""Working days: by the law, and never by the school's own calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scala_cli.case.workdays import easter_of, workdays_after


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1943, 4, 25), (1954, 4, 18), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24),
        (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16),
        (2038, 4, 25), (2049, 4, 18), (2076, 4, 19), (2199, 4, 14),
    ],
)  # fmt: skip
def test_easter_is_on_the_day_that_the_almanac_gives(year: int, month: int, day: int) -> None:
    assert easter_of(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-23", 5, "2026-11-30"),
        # Good Friday 3 April and Easter Monday 6 April 2026.
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-04-01", 3, "2026-04-08"),
        # King's Day on a Monday, 5 May on a Tuesday.
        ("2026-04-24", 1, "2026-04-28"),
        ("2026-05-04", 1, "2026-05-06"),
        # In 2025 the 27th was a Sunday, and King's Day on the Saturday before.
        ("2025-04-25", 1, "2025-04-28"),
        # Ascension Day 14 May, Whit Monday 25 May 2026; the Friday after it counts.
        ("2026-05-13", 1, "2026-05-15"),
        ("2026-05-22", 1, "2026-05-26"),
        # Both days of Christmas, a weekend, New Year's Day.
        ("2025-12-24", 1, "2025-12-29"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-12-23", 7, "2027-01-05"),
        # In the summer holidays every weekday counts.
        ("2026-07-20", 20, "2026-08-17"),
    ],
)
def test_holidays_and_weekends_are_passed_over_and_school_holidays_are_not(
    start: str, count: int, due: str
) -> None:
    assert workdays_after(date.fromisoformat(start), count).isoformat() == due


@given(st.dates(date(2014, 1, 1), date(2190, 1, 1)), st.integers(1, 300))
def test_counting_on_is_the_same_as_counting_at_once(start: date, count: int) -> None:
    found = workdays_after(start, count)
    assert found.weekday() < 5
    assert workdays_after(workdays_after(start, count - 1), 1) == found
    assert start + timedelta(days=count) <= found <= start + timedelta(days=2 * count + 8)


def test_no_working_day_after_a_day_is_that_day() -> None:
    assert workdays_after(date(2026, 12, 25), 0) == date(2026, 12, 25)
