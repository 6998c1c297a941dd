"""From a TOML file, or from the content that a case has pinned, to a `Plan`.

Reads strictly: an unknown key, a missing text or a value of the wrong type is a fault, and
all of them are found at once. What the graph as a whole must satisfy is in `check`.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from scala_cli.errors import WrongFile
from scala_cli.plan.faults import Fault, Hints, WrongPlan, quoted
from scala_cli.plan.model import (
    DONE,
    SKIPPED,
    Field,
    FieldKind,
    FieldOption,
    Note,
    Option,
    Plan,
    Step,
    StepKind,
    Term,
)
from scala_cli.plan.toml import NotToml, parse_toml, read_regular
from scala_cli.text import clean, clean_line

FORMAT = 1
SIZE_LIMIT = 1_000_000
"""The largest plan file that is read, in bytes."""
STEP_LIMIT = 500
"""The most steps of a plan: far more than anyone can walk, few enough to check every route."""
TERM_LIMIT = 520
"""The most months or weeks of a term."""
VERSION_LIMIT = 1_000_000
"""The highest version of a plan."""

_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*$")
_Keys = Mapping[str, type]
_PLAN: _Keys = {
    "formaat": int, "id": str, "versie": int, "titel": str, "bron": str,
    "spoedregels": list, "stap": list,
}  # fmt: skip
_NOTE: _Keys = {"tekst": str, "bron": str, "feiten": list}
_STEP: _Keys = {
    "id": str, "soort": str, "titel": str, "tekst": str, "wie": str, "bron": str,
    "aanvulling": str, "lezing": str, "naar": list, "opties": list, "meer": bool,
    "wacht": bool, "gesprek": bool, "velden": list, "aandacht": list, "documenten": list,
    "aangeboden": list, "redenen": list, "termijn": dict,
}  # fmt: skip
_TERM: _Keys = {
    "wat": str, "maanden": int, "weken": int, "vanaf": str, "bron": str, "feiten": list,
}  # fmt: skip
_OPTION: _Keys = {"id": str, "titel": str, "naar": list, "sluit_uit": bool}
_FIELD: _Keys = {
    "id": str, "soort": str, "titel": str, "hulp": str, "keuzes": list, "gebeurd": bool,
    "bij": list,
}  # fmt: skip
_FIELD_OPTION: _Keys = {"id": str, "titel": str}
_TYPE_NAMES = {
    str: "tekst tussen aanhalingstekens",
    int: "een heel getal",
    bool: "true of false",
    list: "een lijst tussen [ en ]",
    dict: "een tabel tussen { en }",
}
_ROUTE_KEYS = frozenset({"id", "soort", "naar", "opties", "meer", "wacht", "stap"})
"""With one of these wrong it isn't known where a plan's arrows were meant to lead."""
_NAMELESS = "(zonder id)"
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A plan as far as it could be read, with its faults of form.

    `routed` tells whether its arrows are as the author meant them, so that they can be followed.
    """

    plan: Plan
    faults: tuple[Fault, ...]
    routed: bool


def read_document(path: Path) -> dict[str, Any]:
    """Return a plan file's TOML as tables, unchecked.

    Raises `WrongFile` when it can't be read, is too large, not UTF-8 or not TOML.
    """
    try:
        raw = read_regular(path, SIZE_LIMIT)
    except OSError as error:
        raise WrongFile(
            f"Het stappenplan {clean_line(str(path))} kan niet worden gelezen. Kijk of het bestand "
            "bestaat en of u het mag openen."
        ) from error
    if len(raw) > SIZE_LIMIT:
        raise WrongPlan([Fault(path.name, None, "is groter dan 1 MB; maak het korter.")])
    try:
        return parse_toml(raw)
    except NotToml as error:
        raise WrongPlan([Fault(path.name, None, str(error))]) from error


def canonical(document: Mapping[str, Any]) -> str:
    """Return a plan's content as canonical JSON: the form that is pinned and hashed."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(content: str) -> str:
    """Return the SHA-256 of canonical content, in hexadecimals."""
    return hashlib.sha256(content.encode()).hexdigest()


def parse_plan(document: Mapping[str, Any], file: str) -> Plan:
    """Return the plan that a document describes; `file` names it in faults.

    Raises `WrongPlan` with every fault of form.
    """
    parsed = parse_with_faults(document, file)
    if parsed.faults:
        raise WrongPlan(parsed.faults)
    return parsed.plan


def parse_with_faults(document: Mapping[str, Any], file: str) -> Parsed:
    """Return what can be made of a document, its faults included."""
    parser = _Parser(file)
    plan = parser.plan(document)
    return Parsed(plan, tuple(parser.faults), parser.routed)


class _Parser:
    """Reads one document, gathering faults and going on with something harmless."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.plan_id = ""
        self.step: str | None = None
        self.hints = Hints()
        self.faults: list[Fault] = []
        self.routed = True

    def fault(self, sentence: str) -> None:
        self.faults.append(Fault(self.file, self.step, sentence))

    def route_fault(self, sentence: str) -> None:
        self.routed = False
        self.fault(sentence)

    def plan(self, document: Mapping[str, Any]) -> Plan:
        table = self.table(document, _PLAN, ("formaat", "id", "versie", "titel", "bron", "stap"))
        self.plan_id = self.identifier(table)
        self.numbers(table.get("formaat", FORMAT), table.get("versie", 1))
        steps = []
        seen: set[str] = set()
        for raw in self.tables(table, "stap"):
            step = self.one_step(raw)
            if step.id in seen:
                self.routed = False
            self.unique(step.id, seen)
            steps.append(step)
        self.step = None
        if len(steps) > STEP_LIMIT:
            self.route_fault(f"heeft meer dan {STEP_LIMIT} stappen. Verdeel het over meer plannen.")
        if not steps and "stap" in table:
            self.route_fault("er staat geen enkele stap in. Begin met een [[stap]].")
        return Plan(
            id=self.plan_id,
            version=table.get("versie", 0),
            title=table.get("titel", ""),
            source=table.get("bron", ""),
            emergency=self.notes(table, "spoedregels"),
            steps=tuple(steps),
            index={step.id: step for step in steps},
        )

    def numbers(self, form: int, version: int) -> None:
        # Python refuses to write out a number of thousands of digits.
        if form != FORMAT:
            found = form if 0 <= form <= VERSION_LIMIT else "onbekend"
            self.fault(f"formaat is {found}; dit programma leest formaat {FORMAT}.")
        if version < 1:
            self.fault("versie is 1 of hoger; tel er één bij op als u het plan wijzigt.")
        if version > VERSION_LIMIT:
            self.fault("versie is hoogstens 1.000.000; tel er één bij op als u het plan wijzigt.")

    def one_step(self, raw: Mapping[str, Any]) -> Step:
        named = raw.get("id")
        self.step = (clean(named) if isinstance(named, str) else "") or _NAMELESS
        table = self.table(raw, _STEP, ("id", "soort", "titel", "tekst", "wie"))
        kind = self.kind(table, "soort", StepKind, StepKind.ACTION)
        if ("bron" in raw) == ("aanvulling" in raw):
            self.fault(
                "heeft 'bron' (het onderdeel van het protocol) óf 'aanvulling' (waarop zij "
                "rust) nodig: één van de twee."
            )
        options = self.options(table)
        self.targets_fit(raw, kind, options, several=table.get("meer", False))
        fields = self.fields(table, kind, options)
        return Step(
            id=self.identifier(table) or self.step,
            kind=kind,
            title=table.get("titel", ""),
            text=table.get("tekst", ""),
            actor=table.get("wie", ""),
            source=table.get("bron", table.get("aanvulling", "")),
            addition="aanvulling" in table,
            reading=table.get("lezing", ""),
            targets=self.targets(table),
            options=options,
            several=table.get("meer", False),
            waits=table.get("wacht", False),
            talk=table.get("gesprek", False),
            fields=fields,
            notes=self.notes(table, "aandacht"),
            documents=self.words(table, "documenten"),
            offered=self.words(table, "aangeboden"),
            skip_reasons=self.words(table, "redenen"),
            term=self.term(table["termijn"], fields) if "termijn" in table else None,
        )

    def term(self, raw: Mapping[str, Any], fields: tuple[Field, ...]) -> Term:
        entry = self.table(raw, _TERM, ("wat",))
        if "bron" not in raw and "feiten" not in raw:
            self.fault("de termijn heeft geen 'bron' of 'feiten'.")
        months, weeks = entry.get("maanden", 0), entry.get("weken", 0)
        # Of the wrong type: that has been said already.
        typed = all(key in entry for key in ("maanden", "weken") if key in raw)
        if typed and (min(months, weeks) < 0 or not 0 < max(months, weeks) <= TERM_LIMIT):
            self.fault(
                f"de termijn heeft 'maanden' of 'weken' nodig, van 1 tot en met {TERM_LIMIT}."
            )
            months = weeks = 0
        since = entry.get("vanaf", "")
        days = [one.id for one in fields if one.kind in (FieldKind.DAY, FieldKind.MOMENT)]
        if since and since not in days:
            hint = self.hints.did_you_mean(since, days)
            self.fault(f"'vanaf' noemt {quoted(since)}; dat is geen datum bij deze stap.{hint}")
        note = Note(entry.get("wat", ""), entry.get("bron", ""), self.words(entry, "feiten"))
        return Term(note, months, weeks, since)

    def targets_fit(
        self,
        raw: Mapping[str, Any],
        kind: StepKind,
        options: tuple[Option, ...],
        *,
        several: bool,
    ) -> None:
        """See that arrows leave from the one place where this kind of step has them."""
        if kind is StepKind.ACTION:
            if "opties" in raw or several:
                self.route_fault("is een actie; alleen een vraag heeft 'opties' of 'meer'.")
        elif not options:
            self.route_fault("is een vraag zonder 'opties'. Geef er minstens één.")
        own = kind is StepKind.ACTION or several
        if own and "naar" not in raw:
            self.route_fault("heeft geen 'naar'. Schrijf naar = [] als het spoor hier eindigt.")
        if not own and "naar" in raw:
            self.route_fault("is een vraag; zet 'naar' bij elke optie.")
        if not options:
            return
        tables = [entry for entry in raw["opties"] if isinstance(entry, dict)]
        for entry, option in zip(tables, options, strict=True):
            if ("naar" in entry) == own:
                sentence = "hoort geen 'naar' te hebben" if own else "heeft geen 'naar'"
                self.route_fault(f"optie {quoted(option.id)} {sentence}.")

    def options(self, table: Mapping[str, Any]) -> tuple[Option, ...]:
        seen: set[str] = set()
        options = []
        for raw in self.tables(table, "opties"):
            entry = self.table(raw, _OPTION, ("id", "titel"))
            option = Option(
                id=self.identifier(entry),
                title=entry.get("titel", ""),
                targets=self.targets(entry),
                excludes=entry.get("sluit_uit", False),
            )
            if option.id in (DONE, SKIPPED):
                self.fault(
                    f"optie {quoted(option.id)} mag niet zo heten; dat woord is al in gebruik."
                )
            self.unique(option.id, seen)
            options.append(option)
        return tuple(options)

    def fields(
        self, table: Mapping[str, Any], kind: StepKind, options: tuple[Option, ...]
    ) -> tuple[Field, ...]:
        seen: set[str] = set()
        fields = []
        for raw in self.tables(table, "velden"):
            entry = self.table(raw, _FIELD, ("id", "soort", "titel"))
            field = Field(
                id=self.identifier(entry),
                kind=self.kind(entry, "soort", FieldKind, FieldKind.LINE),
                title=entry.get("titel", ""),
                help=entry.get("hulp", ""),
                options=self.field_options(entry),
                happened=entry.get("gebeurd", False),
                only_with=self.words(entry, "bij"),
            )
            if (field.kind in (FieldKind.CHOICE, FieldKind.CHOICES)) != bool(field.options):
                self.fault(f"veld {quoted(field.id)}: 'keuzes' hoort bij soort keuze of keuzes.")
            if field.happened and field.kind not in (FieldKind.DAY, FieldKind.MOMENT):
                self.fault(f"veld {quoted(field.id)}: 'gebeurd' hoort bij een datum of moment.")
            single = kind is StepKind.QUESTION and not table.get("meer", False)
            self.asked_with(field, options if single else None)
            self.unique(field.id, seen)
            fields.append(field)
        return tuple(fields)

    def asked_with(self, field: Field, options: tuple[Option, ...] | None) -> None:
        """See that a field is tied to answers of its own question; no options: none such."""
        name = quoted(field.id)
        if field.only_with and options is None:
            self.fault(f"veld {name}: 'bij' hoort bij een vraag die één antwoord krijgt.")
            return
        known = [option.id for option in options or ()]
        for one in field.only_with:
            if one not in known:
                hint = self.hints.did_you_mean(one, known)
                self.fault(f"veld {name}: {quoted(one)} in 'bij' is geen optie.{hint}")

    def field_options(self, table: Mapping[str, Any]) -> tuple[FieldOption, ...]:
        seen: set[str] = set()
        options = []
        for raw in self.tables(table, "keuzes"):
            entry = self.table(raw, _FIELD_OPTION, ("id", "titel"))
            option = FieldOption(self.identifier(entry), entry.get("titel", ""))
            self.unique(option.id, seen)
            options.append(option)
        return tuple(options)

    def notes(self, table: Mapping[str, Any], key: str) -> tuple[Note, ...]:
        notes = []
        for raw in self.tables(table, key):
            entry = self.table(raw, _NOTE, ("tekst",))
            if "bron" not in entry and "feiten" not in entry:
                self.fault(f"een tekst bij '{key}' heeft geen 'bron' of 'feiten'.")
            notes.append(
                Note(entry.get("tekst", ""), entry.get("bron", ""), self.words(entry, "feiten"))
            )
        return tuple(notes)

    def table(
        self, raw: Mapping[str, Any], keys: _Keys, required: tuple[str, ...]
    ) -> dict[str, Any]:
        """Return the entries of the right type and with text in them; the rest are faults."""
        kept: dict[str, Any] = {}
        routes = keys is _PLAN or keys is _STEP or keys is _OPTION
        for key, value in raw.items():
            if key not in keys:
                self.fault(f"onbekende sleutel {quoted(key)}.{self.hints.did_you_mean(key, keys)}")
                wrong = self.hints.nearest(key, keys)
                # Past the hints nobody knows what it was meant to be.
                self.routed &= not self.hints.spent
            elif type(value) is not keys[key]:
                self.fault(f"'{key}' moet {_TYPE_NAMES[keys[key]]} zijn.")
                wrong = key
            else:
                kept[key] = self.prose(key, value) if isinstance(value, str) else value
                continue
            self.routed &= not (routes and wrong in _ROUTE_KEYS)
        for key in required:
            if key not in raw:
                self.fault(f"'{key}' ontbreekt.")
                self.routed &= not (routes and key in _ROUTE_KEYS)
        return kept

    def prose(self, key: str, value: str) -> str:
        text = clean(value)
        if not text:
            self.fault(f"'{key}' is leeg.")
        # White space may be folded and letters composed; anything else that goes is a fault.
        elif "".join(text.split()) != "".join(unicodedata.normalize("NFC", value).split()):
            self.fault(f"'{key}' bevat onzichtbare tekens of stuurtekens; haal die weg.")
        return text

    def tables(self, table: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
        for raw in table.get(key, ()):
            if isinstance(raw, dict):
                yield raw
            else:
                self.fault(f"'{key}' is een lijst van tabellen, zoals {{ id = \"…\" }}.")

    def words(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        words = table.get(key, [])
        if any(not isinstance(word, str) or not clean(word) for word in words):
            self.fault(f"'{key}' is een lijst van woorden tussen aanhalingstekens.")
            self.routed &= key != "naar"
            return ()
        cleaned = [self.prose(key, word) for word in words]
        if len(set(cleaned)) < len(cleaned):
            self.fault(f"'{key}' noemt iets twee keer.")
        return tuple(dict.fromkeys(cleaned))

    def targets(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the arrows of a step or option; a step of this very plan by its bare id."""
        words = self.words(table, "naar")
        for word in words:
            if word.startswith("/"):
                self.route_fault(
                    f"'naar' noemt {quoted(word)}, met een schuine streep aan het begin. Schrijf "
                    "alleen de stap, of plan/stap."
                )
        parts = [word.rpartition("/") for word in words]
        own = [step if plan == self.plan_id else f"{plan}{gap}{step}" for plan, gap, step in parts]
        if len(set(own)) < len(own):
            self.fault("'naar' noemt iets twee keer: met en zonder de naam van dit plan.")
        return tuple(dict.fromkeys(own))

    def identifier(self, table: Mapping[str, Any]) -> str:
        found = str(table.get("id", ""))
        if found and not _ID.match(found):
            self.fault(f"id {quoted(found)} mag alleen kleine letters, cijfers, - en _ hebben.")
        return found

    def unique(self, found: str, seen: set[str]) -> None:
        if found in seen - {"", _NAMELESS}:
            self.fault(f"id {quoted(found)} komt twee keer voor; ids zijn uniek.")
        seen.add(found)

    def kind(
        self, table: Mapping[str, Any], key: str, kinds: type[_Kind], fallback: _Kind
    ) -> _Kind:
        value = table.get(key)
        if value is None:
            return fallback
        try:
            return kinds(value)
        except ValueError:
            known = ", ".join(kinds)
            hint = self.hints.did_you_mean(value, kinds)
            self.fault(f"{key} {quoted(value)} bestaat niet; kies uit {known}.{hint}")
            return fallback
