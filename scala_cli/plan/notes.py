"""From the tables of a plan file to what has to rest on something: points of attention, terms."""

from collections.abc import Mapping
from typing import Any

from scala_cli.plan.faults import quoted
from scala_cli.plan.fields import TIMES
from scala_cli.plan.model import PARENT, Field, Keeping, Note, Poster, Term
from scala_cli.plan.strict import Reading, Shape

_TERM_LIMIT = 520
"""The most months or weeks of a term."""
NOTE = Shape({"tekst": str, "bron": str, "feiten": list}, required=("tekst",))
TERM = Shape(
    {"wat": str, "maanden": int, "weken": int, "vanaf": str, "bron": str, "feiten": list},
    required=("wat",),
)


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


def read_term(reading: Reading, raw: Mapping[str, Any], fields: tuple[Field, ...]) -> Term:
    """Return the term that a step with these fields starts."""
    entry = reading.table(raw, TERM)
    if "bron" not in raw and "feiten" not in raw:
        reading.fault("de termijn heeft geen 'bron' of 'feiten'.")
    months, weeks = _length(reading, raw, entry)
    since = _since(reading, entry, fields)
    return Term(_note(reading, entry, "wat"), months, weeks, since)


def _length(reading: Reading, raw: Mapping[str, Any], entry: Mapping[str, Any]) -> tuple[int, int]:
    months, weeks = entry.get("maanden", 0), entry.get("weken", 0)
    # Of the wrong type: that has been said already.
    typed = all(key in entry for key in ("maanden", "weken") if key in raw)
    if typed and (min(months, weeks) < 0 or not 0 < max(months, weeks) <= _TERM_LIMIT):
        reading.fault(
            f"de termijn heeft 'maanden' of 'weken' nodig, van 1 tot en met {_TERM_LIMIT}.",
            "maanden" if "maanden" in raw else "weken",
        )
        return 0, 0
    return months, weeks


def _since(reading: Reading, entry: Mapping[str, Any], fields: tuple[Field, ...]) -> str:
    since: str = entry.get("vanaf", "")
    days = [one.id for one in fields if one.kind in TIMES]
    if since and since not in days:
        hint = reading.hints.did_you_mean(since, days)
        sentence = f"'vanaf' noemt {quoted(since)}; dat is geen datum bij deze stap.{hint}"
        reading.fault(sentence, "vanaf")
    return since
