"""Letters of the school: invitations, complaint, rules of conduct, removal, closing."""

from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.entries import closing
from scala_cli.case.state import Answer, Case
from scala_cli.documents.contexts import told
from scala_cli.documents.contexts.told import place
from scala_cli.documents.contexts.writing import (
    Letter,
    Role,
    Writing,
    letter,
    pupil_file_of,
    role_of,
)

_DENIED = ("ontkennen",)
_NOT_ACKNOWLEDGED = ("erkent-niet",)
_CHILD_TALK = "gesprek-kind"
_PARENTS_TALK = "ouders-uitnodigen"


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


@dataclass(frozen=True, slots=True)
class ComplaintContext:
    """That an adult can file a complaint; `ouder`: surely as the klachtenregeling means it."""

    brief: Letter
    telefoon: str
    aanhef: str
    platform: str
    gesproken: bool
    ouder: bool
    klachtenregeling: str


@dataclass(frozen=True, slots=True)
class RulesContext:
    """That the gedragsprotocol is in force. `om`: for `ouders`, for `kind`, or not known."""

    brief: Letter
    telefoon: str
    ouders: tuple[str, ...]
    kind: str
    platform: str
    om: str
    gesproken: bool
    vanaf: str
    gedragsprotocol: str


@dataclass(frozen=True, slots=True)
class RemovalContext:
    """A request to take a post down. To a platform it holds nobody's name."""

    brief: Letter
    telefoon: str
    platform: str
    aan_platform: bool
    rol: str
    aanhef: str
    kind: str
    links: tuple[str, ...]
    account: str
    geplaatst: str
    uiterlijk: str
    reden: str
    kind_in_beeld: bool


@dataclass(frozen=True, slots=True)
class EndContext:
    """That the incident is closed; of what was agreed only what was told for this reader."""

    brief: Letter
    telefoon: str
    aanhef: str
    platform: str
    gesloten: str
    afspraken: str


def parents_context(case: Case, _answer: Answer | None, writing: Writing) -> ParentsContext:
    """Return what an invitation to parents says."""
    return ParentsContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        ouders=_parents(writing),
        kind=_child(case),
        platform=told.platform(case),
        wanneer=writing.told("wanneer", "dag en tijd"),
        waar=writing.told("waar", "plaats van het gesprek"),
        met_wie=writing.told("met_wie", "wie er van school bij zijn"),
        gesprek_kind=_child_talk(case),
        kind_erbij=writing.yes("kind_erbij"),
        iemand_mee=writing.yes("iemand_mee") is True,
    )


def _parents(writing: Writing) -> tuple[str, ...]:
    found = (writing.told("ouder_1", "naam van de ouder of verzorger"), writing.told("ouder_2"))
    return tuple(one for one in found if one)


def _child(case: Case) -> str:
    """Return the child's name: of who posted only when that is the child."""
    name = told.said(case, "naam") if told.poster_is(case, Role.CHILD) else ""
    return name or place("naam van het kind")


def _child_talk(case: Case) -> str:
    chosen = case.chosen(_CHILD_TALK) if _CHILD_TALK in case.graph.steps else None
    if chosen is None:
        return "komt" if told.poster_is(case, Role.CHILD) else ""
    return "geweest" if _was_done(case, _CHILD_TALK) else ""


def _was_done(case: Case, step: str) -> bool:
    return any(answer.visit.step == step for answer in told.held(case))


def invitation_context(case: Case, answer: Answer | None, writing: Writing) -> InvitationContext:
    """Return what an invitation to an adult says."""
    employee = role_of(case, answer, writing) is Role.EMPLOYEE
    return InvitationContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        medewerker=employee,
        aanhef=_salutation(case, writing),
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


def _salutation(case: Case, writing: Writing) -> str:
    """Return whom a letter to an adult speaks to; a child's name never stands there."""
    adult = not told.poster_is(case, Role.CHILD)
    name = told.said(case, "naam") if adult else ""
    return writing.told("aanhef") or name or place("naam")


def complaint_context(case: Case, _answer: Answer | None, writing: Writing) -> ComplaintContext:
    """Return what the letter on complaints says; see the fact `klachtenregeling`."""
    return ComplaintContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        aanhef=_salutation(case, writing),
        platform=told.platform(case),
        gesproken=case.talked,
        ouder=pupil_file_of(case) is True,
        klachtenregeling=writing.of_school("klachtenregeling"),
    )


def rules_context(case: Case, answer: Answer | None, writing: Writing) -> RulesContext:
    """Return what parents are told of the gedragsprotocol."""
    return RulesContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        ouders=_parents(writing),
        kind=_child(case),
        platform=told.platform(case),
        om=_because_of(case, answer),
        gesproken=_was_done(case, _PARENTS_TALK),
        vanaf=_day_of(answer) or writing.day_in_words,
        gedragsprotocol=writing.of_school("gedragsprotocol"),
    )


def _because_of(case: Case, answer: Answer | None) -> str:
    if answer and answer.visit.step == "gedragsprotocol-kind":
        return "kind"
    if "reactie-ouders" in case.graph.steps and case.chosen("reactie-ouders") == _DENIED:
        return "ouders"
    if "reactie-kind" in case.graph.steps and case.chosen("reactie-kind") == _NOT_ACKNOWLEDGED:
        return "kind"
    return ""


def _day_of(answer: Answer | None) -> str:
    """Return the day that was told with an answer."""
    value = answer.fields.get("datum") if answer else None
    return clock.say_day(clock.day_of(str(value))) if value else ""


def removal_context(case: Case, _answer: Answer | None, writing: Writing) -> RemovalContext:
    """Return what a request to take a post down says."""
    to_platform = writing.told("aan") == "platform"
    employee, child = (told.poster_is(case, one) for one in (Role.EMPLOYEE, Role.CHILD))
    role = Role.EMPLOYEE if employee else Role.PARENTS if child else Role.ADULT
    unknown = place("naam van het platform") if to_platform else told.UNKNOWN_PLATFORM
    return RemovalContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        platform=case.platform_title or unknown,
        aan_platform=to_platform,
        rol="" if to_platform else role.value,
        aanhef="" if to_platform else _salutation(case, writing),
        kind="" if to_platform or not child else _child(case),
        links=told.links(case) or (place("link van het bericht"),),
        account=(told.said(case, "account") or place("account")) if to_platform else "",
        geplaatst=told.said(case, "geplaatst"),
        uiterlijk=writing.told("uiterlijk"),
        reden=writing.told("reden", "welke regel van het platform") if to_platform else "",
        kind_in_beeld=writing.yes("kind_in_beeld") is True,
    )


def end_context(case: Case, _answer: Answer | None, writing: Writing) -> EndContext:
    """Return what those concerned are told at the end: nothing of the case but the platform."""
    closed = closing(case)
    return EndContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        aanhef=writing.told("aanhef", "naam"),
        platform=told.platform(case),
        gesloten=clock.say_day(clock.day_of(closed.event.recorded)) if closed else "",
        afspraken=writing.told("afspraken"),
    )
