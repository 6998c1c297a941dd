"""Letters of the school after a talk: complaint, rules of conduct, removal, closing."""

from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.entries import closing
from scala_cli.case.talks import told_when
from scala_cli.documents.contexts import addressed
from scala_cli.documents.contexts.told import UNKNOWN_PLATFORM, Teller, place
from scala_cli.documents.contexts.writing import (
    Addressee,
    Letter,
    Writing,
    goes_in_pupil_file,
    letter,
)
from scala_cli.plan.model import Count, Party, Poster, Role


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
    """That the incident is closed; of what was agreed only what was told for this reader.

    `bericht`: it was about a post.
    """

    brief: Letter
    telefoon: str
    aanhef: str
    bericht: bool
    platform: str
    gesloten: str
    afspraken: str


def complaint_context(teller: Teller, writing: Writing) -> ComplaintContext:
    """Return what the letter on complaints says; see the fact `klachtenregeling`."""
    return ComplaintContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        aanhef=addressed.salutation(teller, writing),
        platform=teller.platform,
        gesproken=teller.spoke_with(Party.POSTER),
        ouder=goes_in_pupil_file(teller) is True,
        klachtenregeling=writing.of_school("klachtenregeling"),
    )


def rules_context(teller: Teller, writing: Writing) -> RulesContext:
    """Return what parents are told of the gedragsprotocol."""
    return RulesContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        ouders=addressed.parents(writing),
        kind=addressed.child(teller),
        platform=teller.platform,
        om=_because_of(teller),
        gesproken=teller.spoke_with(Party.PARENTS),
        vanaf=_day_of(teller) or writing.day_in_words,
        gedragsprotocol=writing.of_school("gedragsprotocol"),
    )


def _because_of(teller: Teller) -> str:
    """Return who didn't acknowledge what happened, of those whose answer is the nearest."""
    for answer in teller.answers:
        step = teller.case.step(answer.visit)
        options = map(step.option, answer.choice)
        if any(option and option.counts is Count.REFUSED for option in options):
            about = {Party.PARENTS: "ouders", Party.POSTER: "kind"}
            return about.get(step.about, "") if step.about else ""
    return ""


def _day_of(teller: Teller) -> str:
    """Return the day that was told at the letter's own step."""
    told = told_when(teller.case, teller.own) if teller.own else ""
    return clock.say_day(clock.day_of(told)) if told else ""


def removal_context(teller: Teller, writing: Writing) -> RemovalContext:
    """Return what a request to take a post down says."""
    to_platform = writing.told("aan") == "platform"
    child = teller.poster is Poster.CHILD
    employee = teller.poster is Poster.EMPLOYEE
    to = Addressee.EMPLOYEE if employee else Addressee.PARENTS if child else Addressee.ADULT
    unknown = place("naam van het platform") if to_platform else UNKNOWN_PLATFORM
    account = teller.said(Role.ACCOUNT) or place("account")
    return RemovalContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        platform=teller.platform_title or unknown,
        aan_platform=to_platform,
        rol="" if to_platform else to.value,
        aanhef="" if to_platform else addressed.salutation(teller, writing),
        kind="" if to_platform or not child else addressed.child(teller),
        links=teller.links or (place("link van het bericht"),),
        account=account if to_platform else "",
        geplaatst=teller.said(Role.POSTED),
        uiterlijk=writing.told("uiterlijk"),
        reden=writing.told("reden", "welke regel van het platform") if to_platform else "",
        kind_in_beeld=writing.yes("kind_in_beeld") is True,
    )


def end_context(teller: Teller, writing: Writing) -> EndContext:
    """Return what those concerned are told at the end: nothing of the case but the platform."""
    closed = closing(teller.case)
    return EndContext(
        brief=letter(writing),
        telefoon=writing.of_school("telefoon"),
        aanhef=writing.told("aanhef", "naam"),
        bericht=teller.has_post,
        platform=teller.platform,
        gesloten=clock.say_day(clock.day_of(closed.event.recorded)) if closed else "",
        afspraken=writing.told("afspraken"),
    )
