"""Why cases close, and how long they are kept then: dated data, with what it rests on."""

from dataclasses import dataclass
from functools import cache

from scala_cli import resources
from scala_cli.facts import facts

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
    return dict(resources.table("afsluiten")["reden"])


@cache
def proposal(about: str) -> Proposal:
    """Return the proposal for a case about a `leerling`, a `medewerker` or anyone else."""
    table = resources.table("afsluiten")["bewaren"]
    entry = table.get(about, table["overig"])
    known = (facts()[one] for one in entry["feiten"])
    basis = "; ".join(f"{fact.text} ({fact.basis})" for fact in known)
    return Proposal(entry["jaren"], basis, entry["uitleg"])
