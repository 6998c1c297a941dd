"""Invitations to a talk: of parents, and of an employee or another adult."""

from dataclasses import dataclass

from scala_cli.documents.contexts import addressed
from scala_cli.documents.contexts.told import Teller
from scala_cli.documents.contexts.writing import (
    Addressee,
    Letter,
    Writing,
    addressee,
    file_of_adult,
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


def parents_context(teller: Teller, writing: Writing) -> ParentsContext:
    """Return what an invitation to parents says."""
    return ParentsContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        ouders=addressed.parents(writing),
        kind=addressed.child(teller),
        platform=teller.platform,
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        gesprek_kind=_child_talk(teller),
        kind_erbij=writing.yes("kind_erbij"),
        iemand_mee=writing.yes("iemand_mee") is True,
    )


def _child_talk(teller: Teller) -> str:
    """Return whether there has been a talk with the child by itself, or is to be one."""
    if teller.poster is not Poster.CHILD:
        return ""
    if teller.spoke_with(Party.POSTER):
        return "geweest"
    still = (teller.case.step(visit) for visit in teller.case.position.open)
    return "komt" if any(step.talk is Party.POSTER for step in still) else ""


def invitation_context(teller: Teller, writing: Writing) -> InvitationContext:
    """Return what an invitation to an adult says."""
    employee = addressee(teller, writing) is Addressee.EMPLOYEE
    file = "" if employee else file_of_adult(teller)
    return InvitationContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        medewerker=employee,
        aanhef=addressed.salutation(teller, writing),
        platform=teller.platform,
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        iemand_mee=writing.yes("iemand_mee") is True,
        onbeslist=not teller.measures(),
        dossier=file,
    )
