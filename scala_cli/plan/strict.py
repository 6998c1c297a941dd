"""Reading the tables of a plan file strictly: whatever isn't as it should be is a fault.

All faults are gathered; for what is wrong something harmless stands in, so that the rest can
be read. What the tables mean is not known here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from scala_cli.plan.faults import SHOWN, Fault, Hints, Path, Place, hint_of, quoted
from scala_cli.text import clean

_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*$")
_TYPE_NAMES = {
    str: "tekst tussen aanhalingstekens",
    int: "een heel getal",
    bool: "true of false",
    list: "een lijst tussen [ en ]",
    dict: "een tabel tussen { en }",
}
_ROUTE_KEYS = frozenset({"id", "soort", "naar", "opties", "meer", "wacht", "stap"})
"""With one of these wrong it isn't known where a plan's arrows were meant to lead."""
_SHORT = 3
"""A key of so many letters has too few to tell by those which one was meant."""
_NAMELESS = "(zonder id)"
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of table holds: each key with its type, and those that must be there.

    `routes` tells whether arrows depend on it.
    """

    keys: Mapping[str, type]
    required: tuple[str, ...]
    routes: bool = False


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids seen so far of one kind of table, as written and without regard to capitals."""

    exact: set[str] = field(default_factory=set)
    folded: set[str] = field(default_factory=set)


def _nearly(key: str, known: Iterable[str]) -> str | None:
    """Return the one key that begins as a short one does and is hardly longer, if there is one."""
    if len(key) > _SHORT:
        return None
    found = [one for one in known if one[0] == key[:1] and len(one) <= len(key) + 1]
    return found[0] if len(found) == 1 else None


class Reading:
    """The reading of one file: where it is, and what it found wrong.

    `routed` tells whether the plan's arrows are as the author meant them.
    """

    def __init__(self, file: str) -> None:
        self.plan_id = ""
        self.step: str | None = None
        self.hints = Hints()
        self.faults: list[Fault] = []
        self.routed = True
        self.file = file
        self._path: Path = ()

    def fault(self, sentence: str, *keys: str | int) -> None:
        """Note a fault at the step that is being read; `keys` lead to it from the table there."""
        place = Place((*self._path, *keys))
        self.faults.append(Fault(self.file, self.step, sentence, place))

    def route_fault(self, sentence: str, *keys: str | int) -> None:
        """Note a fault that leaves it unknown where arrows were meant to lead."""
        self.routed = False
        self.fault(sentence, *keys)

    @contextmanager
    def inside(self, *keys: str | int) -> Iterator[None]:
        """Go into a table that stands in the one that is being read."""
        before = self._path
        self._path = (*before, *keys)
        yield
        self._path = before

    def begin_step(self, raw: Mapping[str, Any]) -> None:
        """Come to the next step, whose faults are told by its id."""
        named = raw.get("id")
        self.step = (clean(named) if isinstance(named, str) else "") or _NAMELESS

    def table(self, raw: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
        """Return the entries of the right type and with text in them; the rest are faults."""
        kept: dict[str, Any] = {}
        for key, value in raw.items():
            if type(value) is shape.keys.get(key):
                kept[key] = self._prose(key, value) if isinstance(value, str) else value
                continue
            meant = self._wrong_entry(key, shape)
            self.routed &= not (shape.routes and meant in _ROUTE_KEYS)
        for key in shape.required:
            if key not in raw:
                self.fault(f"'{key}' ontbreekt.")
                self.routed &= not (shape.routes and key in _ROUTE_KEYS)
        return kept

    def _wrong_entry(self, key: str, shape: Shape) -> str | None:
        """Note an unknown key or a value of the wrong type; return which key was meant."""
        if key in shape.keys:
            self.fault(f"'{key}' moet {_TYPE_NAMES[shape.keys[key]]} zijn.", key)
            return key
        meant = self.hints.nearest(key, shape.keys) or _nearly(key, shape.keys)
        self.fault(f"onbekende sleutel {quoted(key)}.{hint_of(key, meant)}", key)
        # Past the hints nobody knows what it was meant to be.
        self.routed &= not self.hints.spent
        return meant

    def _prose(self, key: str, value: str) -> str:
        text = clean(value)
        if not text:
            self.fault(f"'{key}' is leeg.", key)
        # White space may be folded and letters composed; anything else that goes is a fault.
        elif "".join(text.split()) != "".join(unicodedata.normalize("NFC", value).split()):
            self.fault(f"'{key}' bevat onzichtbare tekens of stuurtekens; haal die weg.", key)
        return text

    def tables(self, table: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
        """Yield the tables in a list of them."""
        for number, raw in enumerate(table.get(key, ())):
            if isinstance(raw, dict):
                with self.inside(key, number):
                    yield raw
            else:
                sentence = f"'{key}' is een lijst van tabellen, zoals {{ id = \"…\" }}."
                self.fault(sentence, key, number)

    def words(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Return a list of words, each once."""
        words = table.get(key, [])
        if any(not isinstance(word, str) or not clean(word) for word in words):
            self.fault(f"'{key}' is een lijst van woorden tussen aanhalingstekens.", key)
            self.routed &= key != "naar"
            return ()
        cleaned = [self._prose(key, word) for word in words]
        if len(set(cleaned)) < len(cleaned):
            self.fault(f"'{key}' noemt iets twee keer.", key)
        return tuple(dict.fromkeys(cleaned))

    def texts(self, table: Mapping[str, Any], key: str) -> dict[str, str]:
        """Return a table of texts by name."""
        found = {}
        for name, text in table.get(key, {}).items():
            if isinstance(text, str):
                with self.inside(key):
                    found[name] = self._prose(name, text)
            else:
                self.fault(f"{quoted(name)} moet tekst tussen aanhalingstekens zijn.", key, name)
        return found

    def identifier(self, table: Mapping[str, Any]) -> str:
        """Return a table's id; empty where it has none."""
        found = str(table.get("id", ""))
        if found and not _ID.match(found):
            meant = as_id(found)
            hint = f" Bedoelde u '{meant}'?" if meant else ""
            sentence = (
                f"id {quoted(found)} mag alleen kleine letters, cijfers, - en _ hebben.{hint}"
            )
            self.fault(sentence, "id")
        return found

    def unique(self, found: str, seen: "Ids") -> bool:
        """See that an id isn't one of those seen, and count it; tell whether it is new."""
        if found in ("", _NAMELESS):
            return True
        folded = found.casefold()
        new = found not in seen.exact
        if not new:
            self.fault(f"id {quoted(found)} komt twee keer voor; ids zijn uniek.", "id")
        elif folded in seen.folded:
            sentence = f"id {quoted(found)} verschilt alleen in hoofdletters van een ander id."
            self.fault(sentence, "id")
        seen.exact.add(found)
        seen.folded.add(folded)
        return new

    def kind(self, table: Mapping[str, Any], kinds: type[_Kind], fallback: _Kind) -> _Kind:
        """Return a table's `soort`; one that isn't known is the fallback."""
        return self.one_of(table, "soort", kinds) or fallback

    def one_of(self, table: Mapping[str, Any], key: str, kinds: Iterable[_Kind]) -> _Kind | None:
        """Return which of these a table names under a key; None where it names none that is one."""
        value = table.get(key)
        return None if value is None else self._member(value, key, kinds, Place((key,)))

    def some_of(
        self, table: Mapping[str, Any], key: str, kinds: Iterable[_Kind]
    ) -> tuple[_Kind, ...]:
        """Return which of these a list under a key names."""
        known = list(kinds)
        named = self.words(table, key)
        found = (self._member(one, key, known, Place((key,), one)) for one in named)
        return tuple(one for one in found if one is not None)

    def _member(self, value: str, key: str, kinds: Iterable[_Kind], place: Place) -> _Kind | None:
        known = list(kinds)
        for one in known:
            if one == value:
                return one
        hint = self.hints.did_you_mean(value, known)
        sentence = f"{key} {quoted(value)} bestaat niet; kies uit {', '.join(known)}.{hint}"
        at = Place((*self._path, *place.path), place.word)
        self.faults.append(Fault(self.file, self.step, sentence, at))
        return None


def as_id(word: str) -> str | None:
    """Return the id that a word was probably meant to be."""
    meant = re.sub(r"[\s./]+", "-", word.strip().lower())
    return meant if len(meant) <= SHOWN and _ID.match(meant) else None
