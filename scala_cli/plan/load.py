"""From a TOML file, or from the content that a case has pinned, to a `Plan`.

Reads strictly: an unknown key, a missing text or a value of the wrong type is a fault, and
all of them are found at once. What the graph as a whole must satisfy is in `check`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scala_cli.plan.faults import Fault, Place, WrongPlan, quoted
from scala_cli.plan.model import Plan, Poster, Step, Story
from scala_cli.plan.notes import read_keeping, read_notes
from scala_cli.plan.steps import read_step
from scala_cli.plan.strict import Ids, Reading, Shape

_FORMAT = 1
STEP_LIMIT = 500
"""The most steps of a plan: far more than anyone can walk, few enough to check every route."""
VERSION_LIMIT = 1_000_000
"""The highest version of a plan."""
PLAN = Shape(
    {
        "formaat": int, "id": str, "versie": int, "titel": str, "bron": str,
        "spoedregels": list, "stap": list, "plaatser": str, "bewaren": list, "sluitredenen": list,
        "oefeningen": list,
    },
    required=("formaat", "id", "versie", "titel", "bron", "stap"),
    routes=True,
)  # fmt: skip


STORY = Shape({"id": str, "titel": str, "verhaal": str}, required=("id", "titel", "verhaal"))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A plan as far as it could be read, with its faults of form.

    `routed` tells whether its arrows are as the author meant them, so that they can be followed.
    """

    plan: Plan
    faults: tuple[Fault, ...]
    routed: bool


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
    reading = Reading(file)
    plan = _plan(reading, document)
    return Parsed(plan, tuple(reading.faults), reading.routed)


def _plan(reading: Reading, document: Mapping[str, Any]) -> Plan:
    table = reading.table(document, PLAN)
    reading.plan_id = reading.identifier(table)
    _numbers(reading, table.get("formaat", _FORMAT), table.get("versie", 1))
    steps = _steps(reading, table)
    return Plan(
        id=reading.plan_id,
        version=table.get("versie", 0),
        title=table.get("titel", ""),
        source=table.get("bron", ""),
        emergency=read_notes(reading, table, "spoedregels"),
        steps=steps,
        index={step.id: step for step in steps},
        poster=reading.one_of(table, "plaatser", Poster),
        keeping=read_keeping(reading, table),
        reasons=reading.words(table, "sluitredenen"),
        stories=_stories(reading, table, steps),
    )


def _stories(
    reading: Reading, table: Mapping[str, Any], steps: tuple[Step, ...]
) -> tuple[Story, ...]:
    """Return the incidents to practise with; see that what steps make up is of one of these."""
    seen = Ids()
    found = []
    for raw in reading.tables(table, "oefeningen"):
        entry = reading.table(raw, STORY)
        told = Story(reading.identifier(entry), entry.get("titel", ""), entry.get("verhaal", ""))
        reading.unique(told.id, seen)
        found.append(told)
    known = [one.id for one in found]
    for number, step in enumerate(steps):
        for named in step.made_up:
            if named not in known:
                hint = reading.hints.did_you_mean(named, known)
                sentence = f"oefening {quoted(named)} staat niet bij 'oefeningen'.{hint}"
                place = Place(("stap", number, "oefening", named))
                reading.faults.append(Fault(reading.file, step.id, sentence, place))
    return tuple(found)


def _numbers(reading: Reading, form: int, version: int) -> None:
    # Python refuses to write out a number of thousands of digits.
    if form != _FORMAT:
        found = form if 0 <= form <= VERSION_LIMIT else "onbekend"
        reading.fault(f"formaat is {found}; dit programma leest formaat {_FORMAT}.", "formaat")
    if version < 1:
        reading.fault("versie is 1 of hoger; tel er één bij op als u het plan wijzigt.", "versie")
    if version > VERSION_LIMIT:
        sentence = "versie is hoogstens 1.000.000; tel er één bij op als u het plan wijzigt."
        reading.fault(sentence, "versie")


def _steps(reading: Reading, table: Mapping[str, Any]) -> tuple[Step, ...]:
    seen = Ids()
    steps = []
    for raw in reading.tables(table, "stap"):
        step = read_step(reading, raw)
        reading.routed &= reading.unique(step.id, seen)
        steps.append(step)
    reading.step = None
    if len(steps) > STEP_LIMIT:
        reading.route_fault(f"heeft meer dan {STEP_LIMIT} stappen. Verdeel het over meer plannen.")
    if not steps and "stap" in table:
        reading.route_fault("er staat geen enkele stap in. Begin met een [[stap]].")
    return tuple(steps)
