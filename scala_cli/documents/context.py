"""From a kind of document and a case to what its template may know. Templates decide nothing."""

from collections.abc import Callable, Mapping

from scala_cli.case.state import Answer, Case
from scala_cli.documents.contexts.checklist import ChecklistContext, checklist_context
from scala_cli.documents.contexts.filed import FileContext, file_context
from scala_cli.documents.contexts.letters import (
    ComplaintContext,
    EndContext,
    InvitationContext,
    ParentsContext,
    RemovalContext,
    RulesContext,
    complaint_context,
    end_context,
    invitation_context,
    parents_context,
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
from scala_cli.documents.contexts.public import (
    StaffContext,
    StatementContext,
    staff_context,
    statement_context,
)
from scala_cli.documents.contexts.talking import (
    PreparationContext,
    ReportContext,
    preparation_context,
    report_context,
)
from scala_cli.documents.contexts.writing import Writing, given_at

__all__ = [
    "Context",
    "StaffContext",
    "StatementContext",
    "Writing",
    "context_for",
    "given_at",
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
)

_WRITTEN: Mapping[str, Callable[[Case, Answer | None, Writing], Context]] = {
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


def context_for(kind: str, case: Case, answer: Answer | None, writing: Writing) -> Context:
    """Return the context of a document of a case, made at an answer or asked for apart."""
    match kind:
        case "statement":
            return statement_context(case)
        case "niet-reageren":
            return staff_context(case)
        case "leerlingdossier-incident" | "melding-personeelsdossier":
            return file_context(case, answer)
    return _WRITTEN[kind](case, answer, writing)
