"""Invitations to a talk: of parents, and of an employee or another adult."""

from dataclasses import dataclass

from scala_cli.documents.contexts import addressed
from scala_cli.documents.contexts.told import Source
from scala_cli.documents.contexts.writing import (
    Addressee,
    Letter,
    Writing,
    addressee,
    goes_in_pupil_file,
    letter,
)
from scala_cli.plan.model import Party, Poster


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


def parents_context(source: Source, writing: Writing) -> ParentsContext:
    """Return what an invitation to parents says."""
    return ParentsContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        ouders=addressed.parents(writing),
        kind=addressed.child(source),
        platform=source.platform,
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        gesprek_kind=_child_talk(source),
        kind_erbij=writing.yes("kind_erbij"),
        iemand_mee=writing.yes("iemand_mee") is True,
    )


def _child_talk(source: Source) -> str:
    """Return whether there has been a talk with the child by itself, or is to be one."""
    if source.poster is not Poster.CHILD:
        return ""
    if source.spoke_with(Party.POSTER):
        return "geweest"
    still = (source.case.step(visit) for visit in source.case.position.open)
    return "komt" if any(step.talk is Party.POSTER for step in still) else ""


def invitation_context(source: Source, writing: Writing) -> InvitationContext:
    """Return what an invitation to an adult says."""
    employee = addressee(source, writing) is Addressee.EMPLOYEE
    file = "" if employee else _file_of_adult(source)
    return InvitationContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        medewerker=employee,
        aanhef=addressed.salutation(source, writing),
        platform=source.platform,
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        iemand_mee=writing.yes("iemand_mee") is True,
        onbeslist=not source.measures(),
        dossier=file,
    )


def _file_of_adult(source: Source) -> str:
    return {True: "leerling", False: "incident", None: ""}[goes_in_pupil_file(source)]
