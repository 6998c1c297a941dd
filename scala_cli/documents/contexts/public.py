"""What everyone may read: contexts that hold no name, account or class at all."""

from dataclasses import dataclass

from scala_cli.case.state import Case
from scala_cli.documents.contexts.told import platform


@dataclass(frozen=True, slots=True)
class StatementContext:
    """The public statement: only what it may say. See the protocol, bijlage 1.

    `gesproken`: a talk with the person is recorded, or told by who asks. `aangifte`: the
    directie chose to name it. `kort`: at most 150 characters.
    """

    gesproken: bool
    aangifte: bool
    kort: bool


@dataclass(frozen=True, slots=True)
class StaffContext:
    """The message to all staff; it names the platform and nobody."""

    platform: str


def statement_context(
    case: Case, *, aangifte: bool = False, kort: bool = False
) -> StatementContext:
    """Return what the statement of a case may say; `aangifte` adds to the case's own choice."""
    return StatementContext(
        gesproken=case.talked,
        aangifte=aangifte or case.value("aangifte") is True,
        kort=kort,
    )


def staff_context(case: Case) -> StaffContext:
    """Return what all staff may know."""
    return StaffContext(platform=platform(case))
