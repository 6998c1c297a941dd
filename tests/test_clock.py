"""What people type for a moment, how it is kept in UTC, and how it is said."""

from calendar import isleap
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli import clock
from scala_cli.errors import InvalidValue

# A Sunday, 13:00 in Amsterdam.
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nu", "2026-11-22T12:00:00Z"),
        ("vandaag", "2026-11-22"),
        ("Gisteren", "2026-11-21"),
        ("eergisteren", "2026-11-20"),
        ("20-11-2026", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("20 11 2026", "2026-11-20"),
        ("20-11-26", "2026-11-20"),
        ("20-11", "2026-11-20"),
        ("20.11", "2026-11-20"),
        ("2026-11-20", "2026-11-20"),
        ("20 november 2026", "2026-11-20"),
        ("20 nov", "2026-11-20"),
        ("20 nov.", "2026-11-20"),
        ("3 mrt 2026", "2026-03-03"),
        ("3 mei 2026", "2026-05-03"),
        ("3 juni", "2026-06-03"),
        ("vrijdag 20 november", "2026-11-20"),
        ("vr 20-11", "2026-11-20"),
        ("op vrijdag 20 nov", "2026-11-20"),
        ("  20   NOV   2026 ", "2026-11-20"),
        ("20 nov 14:30", "2026-11-20T13:30:00Z"),
        ("20 nov 14.30", "2026-11-20T13:30:00Z"),
        ("20 nov, 14:30 uur", "2026-11-20T13:30:00Z"),
        ("20 nov om 14u", "2026-11-20T13:00:00Z"),
        ("20 nov 14u30", "2026-11-20T13:30:00Z"),
        ("20 november 2026, 14:30", "2026-11-20T13:30:00Z"),
        ("gisteren 9:15", "2026-11-21T08:15:00Z"),
        ("gisteren om 9 uur", "2026-11-21T08:00:00Z"),
        ("vandaag 0:00", "2026-11-21T23:00:00Z"),
        ("20-7-2026 14:30", "2026-07-20T12:30:00Z"),
        ("2026-11-20T14:30", "2026-11-20T13:30:00Z"),
        ("2026-11-20 14:30:59", "2026-11-20T13:30:59Z"),
        ("2026-11-20T13:30:00Z", "2026-11-20T13:30:00Z"),
        ("2026-11-20T13:30Z", "2026-11-20T13:30:00Z"),
        ("net", "2026-11-22T12:00:00Z"),
        ("Zojuist", "2026-11-22T12:00:00Z"),
        ("een uur geleden", "2026-11-22T11:00:00Z"),
        ("een half uur geleden", "2026-11-22T11:30:00Z"),
        ("een kwartier geleden", "2026-11-22T11:45:00Z"),
        ("20 minuten geleden", "2026-11-22T11:40:00Z"),
        ("2 dagen geleden", "2026-11-20"),
        ("twee weken geleden", "2026-11-08"),
        ("2 dagen geleden 9:15", "2026-11-20T08:15:00Z"),
        ("zondag", "2026-11-22"),
        ("dinsdag", "2026-11-17"),
        ("op dinsdag", "2026-11-17"),
        ("afgelopen dinsdag", "2026-11-17"),
        ("vorige dinsdag om 9:15", "2026-11-17T08:15:00Z"),
        ("afgelopen zondag", "2026-11-15"),
        ("vorige week dinsdag", "2026-11-10"),
        ("dinsdag vorige week", "2026-11-10"),
        ("vanmorgen", "2026-11-22"),
        ("vanmiddag", "2026-11-22"),
        ("vanavond", "2026-11-22"),
        ("gisteravond", "2026-11-21"),
        ("eergistermiddag", "2026-11-20"),
        ("dinsdagochtend", "2026-11-17"),
        ("vanmorgen 9:15", "2026-11-22T08:15:00Z"),
        ("vanavond half acht", "2026-11-22T18:30:00Z"),
        ("gisteravond om 8 uur", "2026-11-21T19:00:00Z"),
        ("gisteren avond acht uur", "2026-11-21T19:00:00Z"),
        ("gistermiddag 12 uur", "2026-11-21T11:00:00Z"),
        ("gistermiddag 2 uur", "2026-11-21T13:00:00Z"),
        ("20 november om half 3", "2026-11-20T13:30:00Z"),
        ("20 nov half 1", "2026-11-20T11:30:00Z"),
        ("20 nov kwart over drie", "2026-11-20T14:15:00Z"),
        ("20 nov kwart voor 1", "2026-11-20T11:45:00Z"),
        ("20 nov half acht 's avonds", "2026-11-20T18:30:00Z"),
        ("gisteren \u2019s ochtends half acht", "2026-11-21T06:30:00Z"),
        ("morgen", "2026-11-23"),
        ("morgen 16:00", "2026-11-23T15:00:00Z"),
        ("morgenochtend 9 uur", "2026-11-23T08:00:00Z"),
        ("overmorgen", "2026-11-24"),
        ("komende dinsdag", "2026-11-24"),
        ("volgende week dinsdag", "2026-11-24"),
    ],
)
def test_a_moment_can_be_typed_in_the_ways_people_do(typed: str, kept: str) -> None:
    assert clock.parse_moment(typed, NOW) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "x", "14:30", "9 uur", "20 foo", "20 ma", "20 j", "32", "20-11-2026-1", "20-11-202",
        "20 nov 2026 14:30 14:30", "-1-1-2026", "20-11-2026 14:30 en later", "{{ 7*7 }}", "١",
        "half 3", "14.30 uur", "'s avonds", "geleden", "x dagen geleden", "maan", "vorige week",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(InvalidValue, match="Dit is geen datum"):
        clock.parse_moment(typed, NOW)


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("30-2-2026", "30 februari 2026 bestaat niet."),
        ("31 feb", "31 februari 2026 bestaat niet."),
        ("2026-02-29", "29 februari 2026 bestaat niet."),
        ("31 juni 2026 10:00", "31 juni 2026 bestaat niet."),
        ("1-13-2026", "1-13-2026 bestaat niet."),
        ("0-1-2026", "0 januari 2026 bestaat niet."),
        ("20-11-0026 14:30", "Het jaar 26 kan niet kloppen."),
        ("0001-01-01 00:00", "Het jaar 1 kan niet kloppen."),
        ("31-12-9999 23:59", "Het jaar 9999 kan niet kloppen."),
        ("20-11-1026", "Het jaar 1026 kan niet kloppen."),
    ],
)
def test_a_date_that_does_not_exist_is_refused_by_name(typed: str, because: str) -> None:
    with pytest.raises(InvalidValue) as error:
        clock.parse_moment(typed, NOW)
    assert str(error.value).startswith(because)


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("20 nov 25:00", "25:00 is geen tijd."),
        ("20 nov 14:60", "14:60 is geen tijd."),
        ("eergisteren 25:99", "25:99 is geen tijd."),
        ("gisteren half 13", "half 13 is geen tijd."),
        ("gisteravond 14:30", "14:30 is geen tijd in de avond."),
        ("vanmorgen 14:30", "14:30 is geen tijd in de ochtend."),
    ],
)
def test_a_wrong_time_is_called_a_wrong_time(typed: str, because: str) -> None:
    with pytest.raises(InvalidValue) as error:
        clock.parse_moment(typed, NOW)
    assert str(error.value).startswith(because)
    assert "gisteren 14:30" in str(error.value)


def test_a_time_alone_is_told_that_the_day_is_missing() -> None:
    for typed in ("14:30", "half acht 's avonds", "om 9 uur"):
        with pytest.raises(InvalidValue, match="de dag ontbreekt"):
            clock.parse_moment(typed, NOW)


def test_an_hour_that_may_be_in_the_morning_or_the_evening_is_not_guessed() -> None:
    with pytest.raises(InvalidValue, match=r"Dat kan 7:30 of 19:30 uur zijn\."):
        clock.parse_moment("gisteren half acht", NOW)


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("23 nov 16:00", "Dat is pas morgen, maandag 23 november 2026, 16:00 uur."),
        ("morgen", "Dat is pas morgen, maandag 23 november 2026."),
        ("vandaag 13:01", "Dat is pas vandaag, zondag 22 november 2026, 13:01 uur."),
        ("komende dinsdag", "Dat is pas overmorgen, dinsdag 24 november 2026."),
        ("31-12", "Dat is pas donderdag 31 december 2026."),
        ("20-11-2027", "Dat is pas zaterdag 20 november 2027."),
    ],
)
def test_a_day_to_come_is_never_taken_for_one_that_has_been(typed: str, because: str) -> None:
    with pytest.raises(InvalidValue) as error:
        clock.must_have_been(clock.parse_moment(typed, NOW), NOW)
    assert str(error.value).startswith(f"Dat moet nog komen. {because} Leg vast wat geweest is")


@pytest.mark.parametrize("found", ["2026-11-22T12:00:00Z", "2026-11-22", "2026-11-21"])
def test_what_has_been_until_now_has_been(found: str) -> None:
    assert clock.must_have_been(found, NOW) == found


def test_a_time_that_the_clock_skipped_is_refused() -> None:
    with pytest.raises(InvalidValue, match="29 maart 2026 02:30 bestaat niet: de klok ging"):
        clock.parse_moment("29 maart 2026 2:30", NOW)
    assert clock.parse_moment("29 maart 2026 1:59", NOW) == "2026-03-29T00:59:00Z"
    assert clock.parse_moment("29 maart 2026 3:00", NOW) == "2026-03-29T01:00:00Z"
    assert clock.parse_moment("2026-03-29T02:30:00Z", NOW) == "2026-03-29T02:30:00Z"


def test_a_time_that_came_twice_is_the_first_of_the_two() -> None:
    assert clock.parse_moment("25 okt 2026 2:30", NOW) == "2026-10-25T00:30:00Z"
    assert clock.parse_moment("25 okt 2026 3:00", NOW) == "2026-10-25T02:00:00Z"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22 nov", date(2026, 11, 22)),
        ("21 nov", date(2026, 11, 21)),
        ("1 juni", date(2026, 6, 1)),
        ("23 nov", date(2026, 11, 23)),
        ("31-12", date(2026, 12, 31)),
        ("22 mei", date(2027, 5, 22)),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_without_a_year_the_nearest_such_day_is_meant(typed: str, meant: date) -> None:
    assert clock.parse_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vandaag", TODAY),
        ("22 nov", TODAY),
        ("morgen", date(2026, 11, 23)),
        ("  Overmorgen ", date(2026, 11, 24)),
        ("over 0 dagen", TODAY),
        ("over 1 dag", date(2026, 11, 23)),
        ("Over  10 dagen", date(2026, 12, 2)),
        ("over 1 week", date(2026, 11, 29)),
        ("over een week", date(2026, 11, 29)),
        ("over één dag", date(2026, 11, 23)),
        ("over 2 weken", date(2026, 12, 6)),
        ("over 52 weken", date(2027, 11, 21)),
        ("23 nov", date(2026, 11, 23)),
        ("21 nov", date(2027, 11, 21)),
        ("21-11", date(2027, 11, 21)),
        ("21.11", date(2027, 11, 21)),
        ("1/12", date(2026, 12, 1)),
        ("1 12", date(2026, 12, 1)),
        ("31-12", date(2026, 12, 31)),
        ("1 januari", date(2027, 1, 1)),
        ("3 mrt.", date(2027, 3, 3)),
        ("ma 23-11", date(2026, 11, 23)),
        ("op maandag 23 november", date(2026, 11, 23)),
        ("29 feb", date(2028, 2, 29)),
        ("29-2", date(2028, 2, 29)),
        ("maandag", date(2026, 11, 23)),
        ("zaterdag", date(2026, 11, 28)),
        ("zondag", TODAY),
        ("komende dinsdag", date(2026, 11, 24)),
        ("volgende week vrijdag", date(2026, 11, 27)),
        ("1-12-2026", date(2026, 12, 1)),
        ("1-12-26", date(2026, 12, 1)),
        ("1 dec 2027", date(2027, 12, 1)),
        ("2027-02-01", date(2027, 2, 1)),
    ],
)
def test_a_day_to_come_can_be_typed_in_the_ways_people_do(typed: str, meant: date) -> None:
    assert clock.parse_coming_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20-11-2026", date(2026, 11, 20)),
        ("20/11/26", date(2026, 11, 20)),
        ("20 november 2025", date(2025, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("gisteren", date(2026, 11, 21)),
        ("2 dagen geleden", date(2026, 11, 20)),
        ("afgelopen dinsdag", date(2026, 11, 17)),
        ("vorige week dinsdag", date(2026, 11, 10)),
    ],
)
def test_a_day_that_was_named_in_full_is_that_day_also_when_it_has_been(
    typed: str, meant: date
) -> None:
    assert clock.parse_coming_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        (date(2026, 1, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 3, 1), date(2032, 2, 29)),
        (date(2096, 3, 1), date(2104, 2, 29)),
    ],
)
def test_a_leap_day_to_come_is_the_next_that_there_is(today: date, meant: date) -> None:
    assert clock.parse_coming_day("29 feb", today) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "x", "nu", "14:30", "20 nov 14:30", "over weken", "over 1000 dagen", "over -1 dagen",
        "over twee weken", "over 2 weken of zo", "over \u00b2 weken", "maan", "20 foo",
    ],
)  # fmt: skip
def test_what_is_no_day_to_come_is_refused_with_examples_of_such_days(typed: str) -> None:
    with pytest.raises(InvalidValue) as error:
        clock.parse_coming_day(typed, TODAY)
    assert str(error.value) == (
        "Dit is geen datum. Typ bijvoorbeeld 20-11-2026, 20 nov, morgen of over 2 weken."
    )


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("31 feb", "31 februari 2026 bestaat niet."),
        ("30-2-2027", "30 februari 2027 bestaat niet."),
        ("2027-02-29", "29 februari 2027 bestaat niet."),
        ("1-13", "1-13-2026 bestaat niet."),
        ("20-11-1026", "Het jaar 1026 kan niet kloppen."),
    ],
)
def test_a_day_to_come_that_does_not_exist_is_refused_by_name(typed: str, because: str) -> None:
    with pytest.raises(InvalidValue) as error:
        clock.parse_coming_day(typed, TODAY)
    assert str(error.value).startswith(because)
    assert str(error.value).endswith("morgen of over 2 weken.")


@given(
    st.dates(date(1901, 1, 1), date(2190, 12, 31)), st.dates(date(2004, 1, 1), date(2004, 12, 31))
)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_a_day_to_come_without_a_year_is_the_first_such_day_from_today_on(
    today: date, named: date
) -> None:
    found = clock.parse_coming_day(f"{named.day}-{named.month}", today)
    assert (found.day, found.month) == (named.day, named.month)
    assert found >= today
    years = [
        year
        for year in range(today.year, found.year)
        if isleap(year) or (named.month, named.day) != (2, 29)
    ]
    assert all(named.replace(year=year) < today for year in years)


def test_yesterday_is_counted_in_amsterdam() -> None:
    after_midnight_here = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert clock.parse_moment("gisteren", after_midnight_here) == "2026-07-01"
    assert clock.today(lambda: after_midnight_here) == date(2026, 7, 2)
    assert clock.day_of("2026-07-01T22:30:00Z") == date(2026, 7, 2)
    assert clock.day_of("2026-07-01") == date(2026, 7, 1)


def test_the_present_moment_is_in_utc_to_the_second() -> None:
    now = clock.now()
    assert now.utcoffset() == timedelta()
    assert now.microsecond == 0


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)), st.integers(-14, 14))  # noqa: DTZ001
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_stamp_gives_back_its_moment(local: datetime, hours: int) -> None:
    moment = local.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    kept = clock.stamp(moment)
    assert clock.is_stamp(kept)
    assert clock.from_stamp(kept) == moment


@given(st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 30)))  # noqa: DTZ001
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_moment_as_it_is_said_can_be_typed_again(local: datetime) -> None:
    kept = clock.stamp(local.replace(second=0, microsecond=0, tzinfo=UTC))
    again = clock.parse_moment(clock.say(kept), NOW)
    # In the hour that came twice what is said does not tell which of the two.
    assert clock.say(again) == clock.say(kept)


@given(st.text())
@settings(deadline=None, derandomize=True, max_examples=200)
def test_any_text_is_a_moment_or_refused(typed: str) -> None:
    try:
        kept = clock.parse_moment(typed, NOW)
    except InvalidValue:
        return
    assert clock.say(kept)


@pytest.mark.parametrize(
    ("kept", "said", "in_full"),
    [
        ("2026-11-20", "20 november 2026", "vrijdag 20 november 2026"),
        (
            "2026-11-20T13:30:00Z",
            "20 november 2026, 14:30",
            "vrijdag 20 november 2026, 14:30 uur",
        ),
        ("2026-07-01T22:05:00Z", "2 juli 2026, 00:05", "donderdag 2 juli 2026, 00:05 uur"),
    ],
)
def test_a_moment_is_said_in_dutch_and_dutch_time(kept: str, said: str, in_full: str) -> None:
    assert clock.say(kept) == said
    assert clock.say_in_full(kept) == in_full
