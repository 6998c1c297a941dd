"""From a kind of document and a case to what its template may know. Templates decide nothing."""

from collections.abc import Callable, Mapping
from dataclasses import fields

from scala_cli import own_letters, resources
from scala_cli.case.answer import Answer
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
from scala_cli.documents.contexts.values import OwnContext, values_of
from scala_cli.documents.contexts.writing import Writing, given_at
from scala_cli.headings import heading, heading_in_use

__all__ = [
    "Context",
    "OwnContext",
    "StaffContext",
    "StatementContext",
    "Writing",
    "context_for",
    "given_at",
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

_OTHER: Mapping[str, Callable[..., Context]] = {
    "statement": statement_context,
    "niet-reageren": staff_context,
    "leerlingdossier-incident": file_context,
    "melding-personeelsdossier": file_context,
}
"""What isn't written with anything but its case."""


def context_for(kind: str, case: Case, answer: Answer | None, writing: Writing) -> Context:
    """Return the context of a document of a case, made at an answer or asked for apart.

    Raises `WrongLetter` when the school has an own one with a header that is wrong.
    """
    if kind not in own_letters.in_use().kinds:
        return shipped_context(kind, case, answer, writing)
    at = answer.visit if answer else None
    own = own_context(case, at, writing, heading_in_use(kind))
    if kind not in resources.document_names():
        return own
    shipped = values_of(shipped_context(kind, case, answer, writing))
    # What everyone may read holds no more than the program's own.
    return OwnContext(shipped if heading(kind).public else {**own.values, **shipped})


def shipped_context(kind: str, case: Case, answer: Answer | None, writing: Writing) -> Context:
    """Return the context of a document of the program's own; see `context_for`."""
    match kind:
        case "statement":
            return statement_context(case)
        case "niet-reageren":
            return staff_context(case)
        case "leerlingdossier-incident" | "melding-personeelsdossier":
            return file_context(case, answer)
    return _WRITTEN[kind](case, answer, writing)


def shipped_names(kind: str) -> frozenset[str]:
    """Return the names that the template of a document of the program's own may use."""
    made = (_OTHER.get(kind) or _WRITTEN[kind]).__annotations__["return"]
    return frozenset(one.name for one in fields(made))
