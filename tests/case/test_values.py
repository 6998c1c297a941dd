"""Values of fields: each kind, from what is typed and from an answers file's own types."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli.case.values import Value, parse_link, parse_value, show_value
from scala_cli.errors import InvalidValue
from scala_cli.plan.model import Field, FieldKind, FieldOption
from scala_cli.text import LINE_LIMIT, LONG_LIMIT

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OPTIONS = (FieldOption("x", "X"), FieldOption("youtube", "YouTube"), FieldOption("z", "De derde"))


def field(kind: FieldKind) -> Field:
    return Field("veld", kind, "Wat?", options=OPTIONS)


def parse(kind: FieldKind, raw: object) -> Value | None:
    return parse_value(field(kind), raw, NOW)


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        (FieldKind.LINE, "  Groep\t8\nA ", "Groep 8 A"),
        (FieldKind.PERSON, "J.  Voorbeeld", "J. Voorbeeld"),
        (FieldKind.LONG, "een\r\n\r\ntwee  \n", "een\n\ntwee"),
        (FieldKind.LONG, "{{ x }} | **y** [bold]", "{{ x }} | **y** [bold]"),
        (FieldKind.DAY, "20 nov", "2026-11-20"),
        (FieldKind.DAY, "20 nov 23:30", "2026-11-20"),
        (FieldKind.DAY, date(2026, 11, 20), "2026-11-20"),
        (FieldKind.DAY, datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "2026-11-21"),
        (FieldKind.MOMENT, "20 nov", "2026-11-20"),
        (FieldKind.MOMENT, "20 nov 14:30", "2026-11-20T13:30:00Z"),
        (FieldKind.MOMENT, date(2026, 11, 20), "2026-11-20"),
        (FieldKind.MOMENT, datetime(2026, 11, 20, 14, 30), "2026-11-20T13:30:00Z"),  # noqa: DTZ001
        (
            FieldKind.MOMENT,
            datetime(2026, 11, 20, 14, 30, 5, 9, tzinfo=timezone(timedelta(hours=-5))),
            "2026-11-20T19:30:05Z",
        ),
        (FieldKind.YES_NO, "Ja", True),
        (FieldKind.YES_NO, "n", False),
        (FieldKind.YES_NO, False, False),
        (FieldKind.CHOICE, "YouTube", "youtube"),
        (FieldKind.CHOICE, "de derde", "z"),
        (FieldKind.CHOICES, "z, x", ["x", "z"]),
        (FieldKind.CHOICES, ["youtube", "X", "x"], ["x", "youtube"]),
        (FieldKind.PERSONS, "A. Voorbeeld, B. Voorbeeld;\n", ["A. Voorbeeld", "B. Voorbeeld"]),
        (FieldKind.PERSONS, ["Voorbeeld, J."], ["Voorbeeld, J."]),
        (FieldKind.LINKS, "https://x.nl/a\nwww.y.nl", ["https://x.nl/a", "https://www.y.nl"]),
        (FieldKind.LINKS, ["http://x.nl"], ["http://x.nl"]),
    ],
)
def test_each_kind_of_field_takes_what_fits_it(kind: FieldKind, raw: object, kept: Value) -> None:
    assert parse(kind, raw) == kept


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize("raw", ["", "  \n\t", "\u200b\x00"])
def test_an_empty_value_is_no_value(kind: FieldKind, raw: str) -> None:
    assert parse(kind, raw) is None


@pytest.mark.parametrize("kind", [FieldKind.LINKS, FieldKind.PERSONS, FieldKind.CHOICES])
def test_a_list_without_anything_in_it_is_no_value(kind: FieldKind) -> None:
    assert parse(kind, []) is None
    assert parse(kind, ["", " "] if kind is not FieldKind.CHOICES else []) is None


@pytest.mark.parametrize(
    ("kind", "raw", "because"),
    [
        (FieldKind.LINE, 5, "Hier hoort tekst."),
        (FieldKind.LONG, ["geheim"], "Hier hoort tekst."),
        (FieldKind.PERSON, True, "Hier hoort tekst."),
        (FieldKind.PERSONS, [5], "Hier hoort tekst."),
        (FieldKind.PERSONS, {"geheim": 1}, "Hier hoort tekst."),
        (FieldKind.LINKS, [date(2026, 1, 1)], "Hier hoort tekst."),
        (FieldKind.DAY, 5, "Hier hoort een datum, zoals 2026-11-20."),
        (FieldKind.MOMENT, time(14, 30), "Hier hoort een datum, zoals 2026-11-20."),
        (FieldKind.DAY, "geheim", "Dit is geen datum."),
        (FieldKind.DAY, date(1, 1, 1), "Het jaar 1 kan niet kloppen."),
        (FieldKind.MOMENT, datetime(1, 1, 1, tzinfo=UTC), "Het jaar 1 kan niet kloppen."),
        (
            FieldKind.MOMENT,
            datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
            "Het jaar 9999 kan niet kloppen.",
        ),
        (FieldKind.MOMENT, datetime(2026, 3, 29, 2, 30), "29 maart 2026 02:30 bestaat niet"),  # noqa: DTZ001
        (FieldKind.YES_NO, "geheim", "Hier hoort ja of nee."),
        (FieldKind.YES_NO, 1, "Hier hoort ja of nee."),
        (FieldKind.CHOICE, "geheim", "Kies uit x, youtube of z."),
        (FieldKind.CHOICE, "youtub", "Kies uit x, youtube of z. Bedoelde u 'youtube'?"),
        (FieldKind.CHOICES, "x, geheim", "Kies uit x, youtube of z."),
        (FieldKind.CHOICE, 5, "Hier hoort tekst."),
        (FieldKind.LINKS, "geheim", "Dit is geen link."),
    ],
)
def test_what_does_not_fit_is_refused_in_dutch_without_repeating_it(
    kind: FieldKind, raw: object, because: str
) -> None:
    with pytest.raises(InvalidValue) as error:
        parse(kind, raw)
    assert str(error.value).startswith(because)
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (FieldKind.LINE, LINE_LIMIT),
        (FieldKind.PERSON, LINE_LIMIT),
        (FieldKind.PERSONS, LINE_LIMIT),
        (FieldKind.LONG, LONG_LIMIT),
    ],
)
def test_too_long_a_text_is_refused_and_never_cut(kind: FieldKind, limit: int) -> None:
    assert parse(kind, "a" * limit) in ("a" * limit, ["a" * limit])
    with pytest.raises(InvalidValue) as error:
        parse(kind, "a" * (limit + 1))
    said = f"Deze tekst is te lang: {limit + 1:,} tekens, en hoogstens {limit:,} passen."
    assert str(error.value) == f"{said.replace(',', '.')} Maak hem korter.".replace(". en", ", en")


@pytest.mark.parametrize(
    "link",
    [
        "https://www.instagram.com/p/abc_def/?x=1#y",
        "http://x.nl",
        "HTTPS://X.NL/A",
        "https://x.nl:8080/a(b)",
        "https://xn--caf-dma.nl/",
        "https://café.nl/ü",
        "http://192.0.2.1/a",
    ],
)
def test_a_web_address_is_kept_as_it_was_given(link: str) -> None:
    assert parse_link(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "geheim", "geheim.nl", "https://", "https://geheim", "http:/geheim.nl", "//geheim.nl",
        "javascript:alert(1)", "ftp://geheim.nl", "file:///geheim", "data:text/html,geheim",
        "http://[::1]/geheim", "http://[geheim", "http://[]", "http://]/geheim.nl",
        "https://x.nl:geheim", "https://x.nl:99999/geheim", "https://x.nl:-1/",
        "https://.nl", "https://x..nl", "https://geheim.nl/<b>", 'https://geheim.nl/"',
        "https://geheim .nl", "http://\u2100geheim.nl", "mailto:geheim@x.nl",
        f"https://x.nl/{'geheim' * LINE_LIMIT}",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_without_repeating_it(link: str) -> None:
    with pytest.raises(InvalidValue) as error:
        parse_link(link)
    assert "geheim" not in str(error.value)
    assert str(error.value).startswith(("Dit is geen link.", "Deze tekst is te lang"))


@pytest.mark.parametrize("kind", FieldKind)
@given(
    raw=st.text()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(UTC) | st.just(ZoneInfo("Asia/Tokyo")))
    | st.times()
    | st.lists(st.text() | st.integers(), max_size=3)
    | st.dictionaries(st.text(), st.text(), max_size=1)
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_whatever_is_given_is_a_value_that_can_be_shown_or_is_refused(
    kind: FieldKind, raw: object
) -> None:
    try:
        value = parse(kind, raw)
    except InvalidValue:
        return
    if value is not None:
        assert show_value(field(kind), value) != ""
        # What an export says can be put in an answers file.
        assert parse(kind, value) == value


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (FieldKind.LINE, "Groep 8", "Groep 8"),
        (FieldKind.YES_NO, True, "ja"),
        (FieldKind.YES_NO, False, "nee"),
        (FieldKind.DAY, "2026-11-20", "20 november 2026"),
        (FieldKind.MOMENT, "2026-11-20T13:30:00Z", "20 november 2026, 14:30"),
        (FieldKind.CHOICE, "youtube", "YouTube"),
        (FieldKind.CHOICE, "verdwenen", "verdwenen"),
        (FieldKind.CHOICES, ["x", "z"], "X en De derde"),
        (FieldKind.PERSONS, ["A. Voorbeeld", "B. Voorbeeld"], "A. Voorbeeld, B. Voorbeeld"),
    ],
)
def test_a_value_is_shown_in_words(kind: FieldKind, value: Value, shown: str) -> None:
    assert show_value(field(kind), value) == shown


@pytest.mark.parametrize("kind", sorted(set(FieldKind) - {FieldKind.DAY, FieldKind.MOMENT}))
@pytest.mark.parametrize("value", ["", "ooit", True, [], ["x", "onbekend"]])
def test_only_of_a_day_or_a_moment_can_there_be_a_value_that_cannot_be_shown(
    kind: FieldKind, value: Value
) -> None:
    assert isinstance(show_value(field(kind), value), str)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        show_value(field(FieldKind.DAY), "ooit")
