"""Why cases close, and how long they are kept then: dated data, with what it rests on."""

from dataclasses import dataclass
from functools import cache

from scala_cli import resources
from scala_cli.facts import facts
from scala_cli.plan.model import Keeping, Plan

OTHER = "anders"
"""The reason that needs a word of explanation."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """For how many years a case is kept unless someone decides otherwise, and why.

    `basis` names the facts with source and certainty; `remark` says what it doesn't know.
    """

    years: int
    basis: str
    remark: str


@cache
def reasons() -> dict[str, str]:
    """Return the reasons for closing in words, by id, in the order to be offered."""
    return {one: entry["titel"] for one, entry in resources.table("afsluiten")["reden"].items()}


def reasons_of(plan: Plan) -> dict[str, str]:
    """Return those with which a case of a plan may close: those it names, else any plan's."""
    table = resources.table("afsluiten")["reden"]
    named = plan.reasons or [one for one, entry in table.items() if entry["elk_plan"]]
    return {one: title for one, title in reasons().items() if one in named}


def proposal(keeping: Keeping | None) -> Proposal:
    """Return the proposal of a plan; where it makes none the program's, which rests on nothing."""
    if keeping is None:
        own = resources.table("afsluiten")["bewaren"]
        return Proposal(own["jaren"], own["grond"], own["uitleg"])
    known = [fact for one in keeping.note.facts if (fact := facts().get(one))]
    basis = [f"{fact.text} ({fact.basis})" for fact in known]
    own_source = [keeping.note.source] if keeping.note.source else []
    return Proposal(keeping.years, "; ".join([*own_source, *basis]), keeping.note.text)
