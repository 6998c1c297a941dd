"""From the tables of a plan file to its steps: their options, and where their arrows leave."""

from collections.abc import Mapping
from typing import Any

from scala_cli.plan.faults import quoted
from scala_cli.plan.fields import read_fields
from scala_cli.plan.model import (
    DONE,
    SKIPPED,
    Count,
    Field,
    Option,
    Party,
    Poster,
    Step,
    StepKind,
    Term,
)
from scala_cli.plan.notes import read_notes, read_term
from scala_cli.plan.strict import Ids, Reading, Shape

STEP = Shape(
    {
        "id": str, "soort": str, "titel": str, "tekst": str, "wie": str, "bron": str,
        "aanvulling": str, "lezing": str, "naar": list, "opties": list, "meer": bool,
        "wacht": bool, "gesprek": bool, "velden": list, "aandacht": list, "documenten": list,
        "aangeboden": list, "redenen": list, "termijn": dict, "gesprek_met": str, "over": str,
        "melding": bool, "verloop": str, "oefening": dict,
    },
    required=("id", "soort", "titel", "tekst", "wie"),
    routes=True,
)  # fmt: skip
OPTION = Shape(
    {
        "id": str, "titel": str, "naar": list, "sluit_uit": bool, "bron": str, "plaatser": str,
        "telt_als": str, "zegt": str,
    },
    required=("id", "titel"),
    routes=True,
)  # fmt: skip


def read_step(reading: Reading, raw: Mapping[str, Any]) -> Step:
    """Return the step that a table describes."""
    reading.begin_step(raw)
    table = reading.table(raw, STEP)
    kind = reading.kind(table, StepKind, StepKind.ACTION)
    several = table.get("meer", False)
    if ("bron" in raw) == ("aanvulling" in raw):
        reading.fault(
            "heeft 'bron' (het onderdeel van het protocol) óf 'aanvulling' (waarop zij "
            "rust) nodig: één van de twee."
        )
    options = _options(reading, table)
    own_arrows = kind is StepKind.ACTION or several
    _kind_fits(reading, raw, kind, options, several=several)
    _arrows_fit(reading, raw, options, own=own_arrows)
    fields = read_fields(reading, table, "velden", None if own_arrows else options)
    return Step(
        id=reading.identifier(table) or str(reading.step),
        kind=kind,
        title=table.get("titel", ""),
        text=table.get("tekst", ""),
        actor=table.get("wie", ""),
        source=table.get("bron", table.get("aanvulling", "")),
        addition="aanvulling" in table,
        reading=table.get("lezing", ""),
        targets=_targets(reading, table),
        options=options,
        several=several,
        waits=table.get("wacht", False),
        talk=_talk(reading, table),
        says_with_whom="gesprek_met" in table,
        about=reading.one_of(table, "over", Party),
        reports=table.get("melding", False),
        course=table.get("verloop", ""),
        made_up=reading.texts(table, "oefening"),
        fields=fields,
        notes=read_notes(reading, table, "aandacht"),
        documents=reading.words(table, "documenten"),
        offered=reading.words(table, "aangeboden"),
        skip_reasons=reading.words(table, "redenen"),
        term=_term(reading, table, fields, options if kind is StepKind.QUESTION else None),
    )


def _term(
    reading: Reading,
    table: Mapping[str, Any],
    fields: tuple[Field, ...],
    options: tuple[Option, ...] | None,
) -> Term | None:
    if "termijn" not in table:
        return None
    with reading.inside("termijn"):
        return read_term(reading, table["termijn"], fields, options)


def _talk(reading: Reading, table: Mapping[str, Any]) -> Party | None:
    """Return with whom a step is a talk; `gesprek` is how plans said it was with the poster."""
    if "gesprek" in table and "gesprek_met" in table:
        reading.fault("heeft 'gesprek' en 'gesprek_met'; laat 'gesprek' weg.", "gesprek")
    found = reading.one_of(table, "gesprek_met", Party)
    return found or (Party.POSTER if table.get("gesprek") else None)


def _options(reading: Reading, table: Mapping[str, Any]) -> tuple[Option, ...]:
    seen = Ids()
    options = []
    for raw in reading.tables(table, "opties"):
        entry = reading.table(raw, OPTION)
        option = Option(
            id=reading.identifier(entry),
            title=entry.get("titel", ""),
            targets=_targets(reading, entry),
            excludes=entry.get("sluit_uit", False),
            source=entry.get("bron", ""),
            poster=reading.one_of(entry, "plaatser", Poster),
            counts=reading.one_of(entry, "telt_als", Count),
            says=entry.get("zegt", ""),
        )
        if option.id in (DONE, SKIPPED):
            reading.fault(
                f"optie {quoted(option.id)} mag niet zo heten; dat woord is al in gebruik.", "id"
            )
        reading.unique(option.id, seen)
        options.append(option)
    return tuple(options)


def _kind_fits(
    reading: Reading,
    raw: Mapping[str, Any],
    kind: StepKind,
    options: tuple[Option, ...],
    *,
    several: bool,
) -> None:
    if kind is StepKind.ACTION:
        if "opties" in raw or several:
            key = "opties" if "opties" in raw else "meer"
            reading.route_fault("is een actie; alleen een vraag heeft 'opties' of 'meer'.", key)
    elif not options:
        reading.route_fault("is een vraag zonder 'opties'. Geef er minstens één.")


def _arrows_fit(
    reading: Reading, raw: Mapping[str, Any], options: tuple[Option, ...], *, own: bool
) -> None:
    """See that arrows leave from the step itself, its `own`, or else from each option."""
    if own and "naar" not in raw:
        reading.route_fault("heeft geen 'naar'. Schrijf naar = [] als het spoor hier eindigt.")
    if not own and "naar" in raw:
        reading.route_fault("is een vraag; zet 'naar' bij elke optie.", "naar")
    if not options:
        return
    tables = [one for one in enumerate(raw["opties"]) if isinstance(one[1], dict)]
    for (number, entry), option in zip(tables, options, strict=True):
        if ("naar" in entry) == own:
            sentence = "hoort geen 'naar' te hebben" if own else "heeft geen 'naar'"
            sentence = f"optie {quoted(option.id)} {sentence}."
            reading.route_fault(sentence, "opties", number, "naar")


def _targets(reading: Reading, table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the arrows of a step or option; a step of this very plan by its bare id."""
    words = reading.words(table, "naar")
    for word in words:
        if word.startswith("/"):
            reading.route_fault(
                f"'naar' noemt {quoted(word)}, met een schuine streep aan het begin. Schrijf "
                "alleen de stap, of plan/stap.",
                "naar",
            )
    parts = [word.rpartition("/") for word in words]
    own = [step if plan == reading.plan_id else f"{plan}{gap}{step}" for plan, gap, step in parts]
    if len(set(own)) < len(own):
        sentence = "'naar' noemt iets twee keer: met en zonder de naam van dit plan."
        reading.fault(sentence, "naar")
    return tuple(dict.fromkeys(own))
