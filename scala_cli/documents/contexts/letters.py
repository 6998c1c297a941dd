"""Letters of the school after a talk: complaint, rules of conduct, removal, closing."""

from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.entries import closing
from scala_cli.case.state import Case
from scala_cli.documents.contexts import addressed, told
from scala_cli.documents.contexts.told import place
from scala_cli.documents.contexts.writing import Letter, Role, Writing, letter, pupil_file_of

_DENIED = ("ontkennen",)
_NOT_ACKNOWLEDGED = ("erkent-niet",)
_PARENTS_TALK = "ouders-uitnodigen"


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


def complaint_context(case: Case, _answer: Answer | None, writing: Writing) -> ComplaintContext:
    """Return what the letter on complaints says; see the fact `klachtenregeling`."""
    return ComplaintContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        aanhef=addressed.salutation(case, writing),
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
        ouders=addressed.parents(writing),
        kind=addressed.child(case),
        platform=told.platform(case),
        om=_because_of(case, answer),
        gesproken=told.was_done(case, _PARENTS_TALK),
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
        aanhef="" if to_platform else addressed.salutation(case, writing),
        kind="" if to_platform or not child else addressed.child(case),
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
