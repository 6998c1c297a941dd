"""What everyone may read: a context that holds no name, account or class at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scala_cli.case.state import Case


@dataclass(frozen=True, slots=True)
class StatementContext:
    """The public statement: only what it may say. See the protocol, bijlage 1.

    `gesproken`: a talk with the person is recorded, or told by who asks. `aangifte`: the
    directie chose to name it. `kort`: at most 150 characters.
    """

    gesproken: bool
    aangifte: bool
    kort: bool


def statement_context(
    case: "Case", *, aangifte: bool = False, kort: bool = False
) -> StatementContext:
    """Return what the statement of a case may say; `aangifte` adds to the case's own choice."""
    return StatementContext(
        gesproken=case.talked,
        aangifte=aangifte or case.value("aangifte") is True,
        kort=kort,
    )
