"""Invitations to a talk: of parents, and of an employee or another adult."""

from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.documents.contexts import addressed, told
from scala_cli.documents.contexts.writing import (
    Letter,
    Role,
    Writing,
    letter,
    pupil_file_of,
    role_of,
)

_CHILD_TALK = "gesprek-kind"


@dataclass(frozen=True, slots=True)
class ParentsContext:
    """An invitation to one or two parents. `gesprek_kind`: `geweest`, `komt` or nothing."""

    brief: Letter
    telefoon: str
    ouders: tuple[str, ...]
    kind: str
    platform: str
    wanneer: str
    waar: str
    met_wie: str
    gesprek_kind: str
    kind_erbij: bool | None
    iemand_mee: bool


@dataclass(frozen=True, slots=True)
class InvitationContext:
    """An invitation to an employee or another adult.

    `onbeslist`: no consequence has been decided on. `dossier`: the file that the letter goes
    into, `leerling`, `incident`, or nothing when that isn't known.
    """

    brief: Letter
    telefoon: str
    medewerker: bool
    aanhef: str
    platform: str
    wanneer: str
    waar: str
    met_wie: str
    iemand_mee: bool
    onbeslist: bool
    dossier: str


def parents_context(case: Case, _answer: Answer | None, writing: Writing) -> ParentsContext:
    """Return what an invitation to parents says."""
    return ParentsContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        ouders=addressed.parents(writing),
        kind=addressed.child(case),
        platform=told.platform(case),
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        gesprek_kind=_child_talk(case),
        kind_erbij=writing.yes("kind_erbij"),
        iemand_mee=writing.yes("iemand_mee") is True,
    )


def _child_talk(case: Case) -> str:
    chosen = case.chosen(_CHILD_TALK) if _CHILD_TALK in case.graph.steps else None
    if chosen is None:
        return "komt" if told.poster_is(case, Role.CHILD) else ""
    return "geweest" if told.was_done(case, _CHILD_TALK) else ""


def invitation_context(case: Case, answer: Answer | None, writing: Writing) -> InvitationContext:
    """Return what an invitation to an adult says."""
    employee = role_of(case, answer, writing) is Role.EMPLOYEE
    return InvitationContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        medewerker=employee,
        aanhef=addressed.salutation(case, writing),
        platform=told.platform(case),
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        iemand_mee=writing.yes("iemand_mee") is True,
        onbeslist=not told.consequences(case),
        dossier="" if employee else _file_of_adult(case),
    )


def _file_of_adult(case: Case) -> str:
    return {True: "leerling", False: "incident", None: ""}[pupil_file_of(case)]
