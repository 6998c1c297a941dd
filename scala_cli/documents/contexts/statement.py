"""What everyone may read: a context that holds no name, account or class at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scala_cli.case.state import Case
    from scala_cli.plan.replay import Visit


@dataclass(frozen=True, slots=True)
class StatementContext:
    """The public statement: only what it may say. See the protocol, bijlage 1.

    `gesproken`: a talk with the person is recorded, or told by who asks. `gesprek`: only others
    were spoken to, and with whom is never told. `aangifte`: the directie chose to name it. `kort`:
    at most 150 characters.
    """

    gesproken: bool
    aangifte: bool
    kort: bool
    gesprek: bool = False


def statement_context(
    case: "Case", at: "Visit | None" = None, *, aangifte: bool = False, kort: bool = False
) -> StatementContext:
    """Return what the statement of a case may say; `aangifte` adds to the case's own choice."""
    # Without a case the statement is to be there at once: this is loaded with one.
    from scala_cli.case.talks import spoken_to
    from scala_cli.plan.model import Party, Role

    spoken = spoken_to(case, at)
    return StatementContext(
        gesproken=spoken is Party.POSTER,
        gesprek=spoken is Party.OTHERS,
        aangifte=aangifte or case.value_as(Role.AANGIFTE) is True,
        kort=kort,
    )
