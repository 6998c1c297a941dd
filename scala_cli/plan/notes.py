"""From the tables of a plan file to what has to rest on something: points of attention, terms."""

from collections.abc import Mapping
from typing import Any

from scala_cli.plan.faults import quoted
from scala_cli.plan.fields import TIMES
from scala_cli.plan.model import PARENT, Field, Keeping, Note, Option, Poster, Term
from scala_cli.plan.strict import Reading, Shape

LONGEST = {"uren": 1000, "dagen": 3650, "werkdagen": 1000, "weken": 520, "maanden": 520}
"""The most of each measure that a term can have."""
_ALONE = ("uren", "werkdagen")
"""Measures that don't go with another one: in which order they count would make a difference."""
NOTE = Shape({"tekst": str, "bron": str, "feiten": list}, required=("tekst",))
TERM = Shape(
    {
        "wat": str, "maanden": int, "weken": int, "vanaf": str, "bron": str, "feiten": list,
        "uren": int, "dagen": int, "werkdagen": int, "op": str, "tot": list, "bij": list,
    },
    required=("wat",),
)  # fmt: skip

KEEPING = Shape(
    {"jaren": int, "bij": list, "uitleg": str, "bron": str, "feiten": list}, required=("jaren",)
)
_MOST_YEARS = 100


def read_notes(reading: Reading, table: Mapping[str, Any], key: str) -> tuple[Note, ...]:
    """Return a list of notes."""
    notes = []
    for raw in reading.tables(table, key):
        entry = reading.table(raw, NOTE)
        if "bron" not in entry and "feiten" not in entry:
            reading.fault(f"een tekst bij '{key}' heeft geen 'bron' of 'feiten'.")
        notes.append(_note(reading, entry, "tekst"))
    return tuple(notes)


def _note(reading: Reading, entry: Mapping[str, Any], key: str) -> Note:
    return Note(entry.get(key, ""), entry.get("bron", ""), reading.words(entry, "feiten"))


def read_keeping(reading: Reading, table: Mapping[str, Any]) -> tuple[Keeping, ...]:
    """Return for how long a plan says that its cases are kept, and for whom which holds."""
    found = []
    for raw in reading.tables(table, "bewaren"):
        entry = reading.table(raw, KEEPING)
        if "bron" not in entry and "feiten" not in entry:
            reading.fault("een bewaartermijn heeft geen 'bron' of 'feiten'.")
        years = entry.get("jaren", 1)
        if not 0 < years <= _MOST_YEARS:
            reading.fault(f"'jaren' is van 1 tot en met {_MOST_YEARS}.", "jaren")
        about = reading.some_of(entry, "bij", (*Poster, PARENT))
        found.append(Keeping(years, _note(reading, entry, "uitleg"), about))
    return tuple(found)


def read_term(
    reading: Reading,
    raw: Mapping[str, Any],
    fields: tuple[Field, ...],
    options: tuple[Option, ...] | None,
) -> Term:
    """Return the term that a step with these fields starts; `options` are those of a question."""
    entry = reading.table(raw, TERM)
    if "bron" not in raw and "feiten" not in raw:
        reading.fault("de termijn heeft geen 'bron' of 'feiten'.")
    length = _length(reading, raw, entry)
    return Term(
        _note(reading, entry, "wat"),
        months=length.get("maanden", 0),
        weeks=length.get("weken", 0),
        since=_field(reading, entry, "vanaf", fields),
        hours=length.get("uren", 0),
        days=length.get("dagen", 0),
        workdays=length.get("werkdagen", 0),
        on=_field(reading, entry, "op", fields),
        until=tuple(_own(reading, one) for one in reading.words(entry, "tot")),
        only_with=_only_with(reading, entry, options),
    )


def _length(
    reading: Reading, raw: Mapping[str, Any], entry: Mapping[str, Any]
) -> Mapping[str, int]:
    """Return how long a term is, by measure; nothing where that isn't right."""
    given = {key: entry[key] for key in LONGEST if key in entry}
    wrong = [key for key, count in given.items() if not 0 <= count <= LONGEST[key]]
    for key in wrong:
        early = "zo eindigt de termijn voordat hij begint. " if given[key] < 0 else ""
        count = f"Geef bij '{key}' een getal van 1 tot en met {LONGEST[key]}."
        reading.fault(f"{early}{count}", key)
    if wrong or any(key in raw and key not in entry for key in (*LONGEST, "op")):
        # Of the wrong type: that has been said already.
        return {}
    if "op" in raw:
        for key in (*given, "vanaf"):
            if key in raw:
                reading.fault(f"'op' noemt de dag zelf; laat '{key}' weg, of 'op'.", key)
        return {}
    length = {key: count for key, count in given.items() if count}
    if not length:
        reading.fault(
            "de termijn heeft geen lengte. Geef 'uren', 'dagen', 'werkdagen', 'weken' of "
            "'maanden', of met 'op' een veld met de dag.",
            *list(given)[:1],
        )
    for key in _ALONE:
        if key in length and len(length) > 1:
            other = next(one for one in length if one != key)
            reading.fault(f"'{key}' gaat niet samen met '{other}'; kies er één.", key)
            return {}
    return length


def _own(reading: Reading, name: str) -> str:
    """Return the name of a step; one of this very plan without the plan's name."""
    return name.removeprefix(f"{reading.plan_id}/") if reading.plan_id else name


def _field(reading: Reading, entry: Mapping[str, Any], key: str, fields: tuple[Field, ...]) -> str:
    """Return the field from which a term runs; whether other steps have it is seen later."""
    named = _own(reading, entry.get(key, ""))
    own = next((one for one in fields if one.id == named), None)
    if own and own.kind not in TIMES:
        days = [one.id for one in fields if one.kind in TIMES]
        hint = reading.hints.did_you_mean(named, days)
        reading.fault(f"'{key}' noemt {quoted(named)}; dat is geen datum of moment.{hint}", key)
    elif own and key == "op" and not own.may_be_later:
        reading.fault(f"'op' noemt {quoted(named)}. {NOT_LATER}", key)
    return named


NOT_LATER = "Die dag mag niet in de toekomst liggen: zet mag_later = true bij dat veld."


def _only_with(
    reading: Reading, entry: Mapping[str, Any], options: tuple[Option, ...] | None
) -> tuple[str, ...]:
    """Return with which answers a term starts."""
    named = reading.words(entry, "bij")
    if named and options is None:
        reading.fault("'bij' hoort bij een vraag; een actie heeft geen opties.", "bij")
        return ()
    known = [option.id for option in options or ()]
    for one in named:
        if one not in known:
            hint = reading.hints.did_you_mean(one, known)
            reading.fault(f"{quoted(one)} in 'bij' is geen optie van deze vraag.{hint}", "bij")
    return named
