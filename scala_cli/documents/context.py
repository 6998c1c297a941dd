"""From a kind of document and a case to what its template may know. Templates decide nothing."""

from collections.abc import Callable, Mapping
from dataclasses import fields

from scala_cli import own_letters, resources
from scala_cli.case.outcomes import STATEMENT
from scala_cli.case.state import Case
from scala_cli.documents.contexts.checklist import ChecklistContext, checklist_context
from scala_cli.documents.contexts.filed import FileContext, file_context
from scala_cli.documents.contexts.general import own_context
from scala_cli.documents.contexts.invitations import (
    InvitationContext,
    ParentsContext,
    invitation_context,
    parents_context,
)
from scala_cli.documents.contexts.letters import (
    ComplaintContext,
    EndContext,
    RemovalContext,
    RulesContext,
    complaint_context,
    end_context,
    removal_context,
    rules_context,
)
from scala_cli.documents.contexts.papers import (
    BoardContext,
    CallContext,
    PoliceContext,
    board_context,
    call_context,
    police_context,
)
from scala_cli.documents.contexts.staff import StaffContext, staff_context
from scala_cli.documents.contexts.statement import StatementContext, statement_context
from scala_cli.documents.contexts.talking import (
    PreparationContext,
    ReportContext,
    preparation_context,
    report_context,
)
from scala_cli.documents.contexts.told import Teller
from scala_cli.documents.contexts.values import OwnContext, Unknown, Untold, values_of
from scala_cli.documents.contexts.writing import Writing
from scala_cli.headings import heading, heading_in_use
from scala_cli.plan.replay import Visit

__all__ = [
    "Context",
    "OwnContext",
    "StaffContext",
    "StatementContext",
    "Writing",
    "context_for",
    "shipped_context",
    "shipped_names",
    "statement_context",
]

Context = (
    StatementContext
    | StaffContext
    | FileContext
    | ParentsContext
    | InvitationContext
    | ComplaintContext
    | RulesContext
    | RemovalContext
    | EndContext
    | PreparationContext
    | ReportContext
    | BoardContext
    | CallContext
    | PoliceContext
    | ChecklistContext
    | OwnContext
)

_MADE: Mapping[str, Callable[[Teller, Writing], Context]] = {
    "niet-reageren": staff_context,
    "leerlingdossier-incident": file_context,
    "melding-personeelsdossier": file_context,
    "uitnodiging-ouders": parents_context,
    "uitnodiging-gesprek": invitation_context,
    "gespreksvoorbereiding": preparation_context,
    "gespreksverslag": report_context,
    "klachtenprocedure": complaint_context,
    "mededeling-gedragsprotocol": rules_context,
    "overlegnotitie-bestuur": board_context,
    "belblad-vertrouwensinspecteur": call_context,
    "feitenblad-politie": police_context,
    "verwijderverzoek": removal_context,
    "afsluitbrief": end_context,
    "controlelijst-maatregel": checklist_context,
}


def context_for(kind: str, case: Case, at: Visit | None, writing: Writing) -> Context:
    """Return the context of a document of a case, made at a visit or asked for apart.

    Raises `WrongLetter` when the school has an own one with a header that is wrong.
    """
    if kind not in own_letters.in_use().kinds:
        return shipped_context(kind, case, at, writing)
    own = own_context(Teller(case, at), writing, heading_in_use(kind))
    if kind not in resources.document_names():
        return own
    shipped = values_of(shipped_context(kind, case, at, writing))
    if heading(kind).public:
        # What everyone may read holds no more than the program's own.
        return OwnContext(shipped)
    left = {name: own.values.get(name) for name, value in shipped.items() if value is None}
    untold = {name: Untold(one) for name, one in left.items() if isinstance(one, Unknown)}
    return OwnContext({**own.values, **shipped, **untold})


def shipped_context(kind: str, case: Case, at: Visit | None, writing: Writing) -> Context:
    """Return the context of a document of the program's own; see `context_for`."""
    if kind == STATEMENT:
        return statement_context(case, at)
    return _MADE[kind](Teller(case, at), writing)


def shipped_names(kind: str) -> frozenset[str]:
    """Return the names that the template of a document of the program's own may use."""
    made = statement_context if kind == STATEMENT else _MADE[kind]
    return frozenset(one.name for one in fields(made.__annotations__["return"]))
