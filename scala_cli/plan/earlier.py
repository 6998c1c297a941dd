"""What plans mean that a case pinned before plans said so themselves: one table, and no code.

Pure; `data/eerdere-plannen.toml` is passed in. The program's own plans of then are known by the
hash of their content. A school's own of then are read as they were: by the ids of their fields,
and for the board by kind.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scala_cli.plan.fields import fits
from scala_cli.plan.model import (
    Count,
    Field,
    Keeping,
    Note,
    Option,
    Party,
    Plan,
    Poster,
    Reader,
    Role,
    Step,
)

Table = Mapping[str, Any]


def as_it_was(plan: Plan, sha256: str, table: Table) -> Plan:
    """Return a plan that says nothing of what it means with what that was taken to be."""
    shipped = sha256 in table["sha256"]
    steps = tuple(_step(step, table, shipped=shipped) for step in plan.steps)
    poster = table["plan"].get(plan.id, {}).get("plaatser")
    kept = tuple(map(_keeping, table["bewaren"])) if shipped else ()
    return replace(
        plan,
        steps=steps,
        index={step.id: step for step in steps},
        poster=Poster(poster) if poster else None,
        keeping=kept,
        reasons=tuple(table["eigen"]["sluitredenen"]),
        earlier=not shipped,
    )


def _keeping(entry: Table) -> Keeping:
    note = Note(entry["uitleg"], facts=tuple(entry["feiten"]))
    return Keeping(entry["jaren"], note, tuple(entry["bij"]))


def _step(step: Step, table: Table, *, shipped: bool) -> Step:
    known = table["stap"].get(step.id, {})
    police = known.get("politie", [])
    if not shipped and (step.talk or step.field(table["eigen"]["gesprek_met_veld"])):
        police = table["eigen"]["politie_bij_gesprek"]
    kinds = [] if shipped else table["eigen"]["bestuur_soorten"]
    told = known.get("opties", {})
    return replace(
        step,
        talk=Party(known["gesprek_met"]) if "gesprek_met" in known else step.talk,
        about=Party(known["over"]) if "over" in known else None,
        reports=known.get("melding", False),
        course=known.get("verloop", ""),
        options=tuple(_option(one, told.get(one.id, {})) for one in step.options),
        fields=tuple(_field(one, table, kinds, police) for one in step.fields),
    )


def _option(option: Option, known: Table) -> Option:
    return replace(
        option,
        poster=Poster(known["plaatser"]) if "plaatser" in known else None,
        counts=Count(known["telt_als"]) if "telt_als" in known else None,
        says=known.get("zegt", ""),
    )


def _field(field: Field, table: Table, kinds: list[str], police: list[str]) -> Field:
    known = table["veld"].get(field.id, {})
    role = Role(known["rol"]) if "rol" in known else None
    readers = {Reader(one) for one in known.get("voor", [])}
    if field.kind in kinds:
        readers.add(Reader.BOARD)
    if field.id in police:
        readers.add(Reader.POLICE)
    return replace(
        field,
        role=role if role and fits(role, field.kind) else None,
        readers=tuple(one for one in Reader if one in readers),
    )
