"""The values that fields hold, from what a person typed or an answers file says.

Shapes, as stored and as in JSON output: `tekst`, `lange-tekst` and `persoon` a string;
`datum` `2026-11-20`; `moment` a stamp or a day (see `scala_cli.clock`); `ja-nee` a bool;
`keuze` an option id; `keuzes` a list of them in plan order; `links` and `personen` a list of
strings.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import assert_never
from urllib.parse import urlsplit

from scala_cli import clock
from scala_cli.errors import InvalidValue
from scala_cli.plan.faults import did_you_mean
from scala_cli.plan.model import Field, FieldKind
from scala_cli.text import LINE_LIMIT, LONG_LIMIT, clean, clean_line, listing

Value = str | bool | list[str]
_YES_NO = {"ja": True, "j": True, "nee": False, "n": False}
_WRONG_LINK = "Een link begint met https:// of http:// en heeft geen spaties."


def parse_value(field: Field, raw: object, now: datetime) -> Value | None:
    """Return what was given as the field's value, or `None` if it is empty.

    `raw` is text as typed, or a value from TOML. Raises `InvalidValue`, in Dutch and without
    repeating what was given.
    """
    return _PARSERS[field.kind](field, raw, now)


def show_value(field: Field, value: Value) -> str:
    """Return a value in words, for reading; the text itself is as it was given."""
    match field.kind:
        case FieldKind.LINE | FieldKind.LONG | FieldKind.PERSON:
            return str(value)
        case FieldKind.YES_NO:
            return "ja" if value else "nee"
        case FieldKind.DAY | FieldKind.MOMENT:
            return clock.say(str(value))
        case FieldKind.CHOICE | FieldKind.CHOICES:
            titles = {option.id: option.title for option in field.options}
            return listing(titles.get(one, one) for one in _as_list(value))
        case FieldKind.LINKS | FieldKind.PERSONS:
            return ", ".join(_as_list(value))
    assert_never(field.kind)


def _as_list(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _words(raw: object, what: str = "tekst") -> str:
    if not isinstance(raw, str):
        raise InvalidValue(f"Hier hoort {what}.")
    return raw


def limited(text: str, limit: int) -> str:
    """Return the text. Raises `InvalidValue` when it has more characters than the limit."""
    if len(text) > limit:
        size, most = (f"{number:,}".replace(",", ".") for number in (len(text), limit))
        raise InvalidValue(
            f"Deze tekst is te lang: {size} tekens, en hoogstens {most} passen. Maak hem korter."
        )
    return text


def _line(_field: Field, raw: object, _now: datetime) -> Value | None:
    return limited(clean_line(_words(raw)), LINE_LIMIT) or None


def _long(_field: Field, raw: object, _now: datetime) -> Value | None:
    return limited(clean(_words(raw)), LONG_LIMIT) or None


def _day(_field: Field, raw: object, now: datetime) -> Value | None:
    moment = parse_moment(raw, now)
    return clock.day_of(moment).isoformat() if moment else None


def _moment(_field: Field, raw: object, now: datetime) -> Value | None:
    return parse_moment(raw, now)


def parse_moment(raw: object, now: datetime) -> str | None:
    """Return a stamp or a day from text or from a TOML date or time."""
    if isinstance(raw, datetime):
        aware = raw if raw.tzinfo else raw.replace(tzinfo=clock.amsterdam())
        return clock.existing_moment(aware.replace(microsecond=0))
    if isinstance(raw, date):
        return clock.existing_day(raw).isoformat()
    text = clean_line(_words(raw, "een datum, zoals 2026-11-20"))
    return clock.parse_moment(text, now) if text else None


def _yes_no(_field: Field, raw: object, _now: datetime) -> Value | None:
    if isinstance(raw, bool):
        return raw
    if not (text := clean_line(_words(raw, "ja of nee")).lower()):
        return None
    if text not in _YES_NO:
        raise InvalidValue("Hier hoort ja of nee.")
    return _YES_NO[text]


def _choice(field: Field, raw: object, _now: datetime) -> Value | None:
    if not (text := clean_line(_words(raw))):
        return None
    known = {option.id: option.id for option in field.options}
    known |= {option.title.lower(): option.id for option in field.options}
    if text.lower() not in known:
        names = listing((option.id for option in field.options), "of")
        raise InvalidValue(f"Kies uit {names}.{did_you_mean(text.lower(), known)}")
    return known[text.lower()]


def _choices(field: Field, raw: object, now: datetime) -> Value | None:
    chosen = {_choice(field, one, now) for one in _split(raw, r"[,\n]")}
    return [option.id for option in field.options if option.id in chosen] or None


def _persons(_field: Field, raw: object, _now: datetime) -> Value | None:
    names = [clean_line(_words(one)) for one in _split(raw, r"[,;\n]")]
    return [limited(name, LINE_LIMIT) for name in names if name] or None


def _links(_field: Field, raw: object, _now: datetime) -> Value | None:
    found = [clean_line(_words(one)) for one in _split(raw, r",?\s")]
    return [parse_link(link) for link in found if link] or None


def parse_link(text: str) -> str:
    """Return a web address; `https://` is put before a bare `www.`.

    Raises `InvalidValue` when it isn't one.
    """
    link = f"https://{text}" if text.lower().startswith("www.") else text
    try:
        parts = urlsplit(limited(link, LINE_LIMIT))
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise InvalidValue(f"Dit is geen link. {_WRONG_LINK}") from None
    good = parts.scheme in ("http", "https") and re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", host)
    if not good or re.search(r"[\s<>\"]", link):
        raise InvalidValue(f"Dit is geen link. {_WRONG_LINK}")
    return link


def _split(raw: object, separator: str) -> list[object]:
    if isinstance(raw, list):
        return raw
    return list(re.split(separator, clean(_words(raw))))


_PARSERS: Mapping[FieldKind, Callable[[Field, object, datetime], Value | None]] = {
    FieldKind.LINE: _line,
    FieldKind.LONG: _long,
    FieldKind.DAY: _day,
    FieldKind.MOMENT: _moment,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.LINKS: _links,
    FieldKind.PERSON: _line,
    FieldKind.PERSONS: _persons,
}
