"""What goes with a talk: the sheet to prepare it, and the report of it, for each role."""

from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.talks import attended, talks_with, told_when
from scala_cli.documents.contexts.told import Source, Talk, place, said_of
from scala_cli.documents.contexts.writing import (
    Addressee,
    Writing,
    addressee,
    goes_in_pupil_file,
)
from scala_cli.plan.model import Party, Role


@dataclass(frozen=True, slots=True)
class PreparationContext:
    """A sheet for who holds the talk. `ouder_dan_12`: known not to be a younger child."""

    rol: str
    platform: str
    geplaatst: str
    links: tuple[str, ...]
    inhoud: str
    gesprekken: tuple[Talk, ...]
    ouder_dan_12: bool


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The report of a talk. `dossier`: where it goes, or nothing when that isn't known."""

    rol: str
    incident: str
    platform: str
    wanneer: str
    aanwezig: str
    school: str
    school_zei: str
    ander_zei: str
    verslag: str
    afspraken: str
    dossier: str


def preparation_context(source: Source, writing: Writing) -> PreparationContext:
    """Return what is known before a talk."""
    return PreparationContext(
        rol=addressee(source, writing).value,
        platform=source.platform,
        geplaatst=source.said(Role.POSTED),
        links=source.links,
        inhoud=source.said(Role.MESSAGE),
        gesprekken=source.talks(),
        ouder_dan_12=source.value(Role.UNDER_12) is False,
    )


def report_context(source: Source, writing: Writing) -> ReportContext:
    """Return what the report of a talk says: of that at the visit, else of the last with them."""
    whom = addressee(source, writing)
    of = _talk_of(source, whom)

    def shown(role: Role) -> str:
        return said_of(source.case, of, role)

    when = told_when(source.case, of) if of else ""
    present = attended(source.case, of) if of else ()
    asked = writing.told("school_zei"), writing.told("ander_zei")
    apart = any(asked) or not shown(Role.REPORT)
    return ReportContext(
        rol=whom.value,
        incident=source.case.number,
        platform=source.platform,
        wanneer=clock.say(when) if when else place("dag en tijd"),
        aanwezig=", ".join(present) or place("wie erbij waren"),
        school=writing.of_school("naam"),
        school_zei=(asked[0] or place("wat de school vertelde")) if apart else "",
        ander_zei=(asked[1] or place("wat de ander vertelde")) if apart else "",
        verslag=shown(Role.REPORT),
        afspraken=shown(Role.AGREED) or place("wat er is afgesproken"),
        dossier=_file_of(source, whom),
    )


def _talk_of(source: Source, whom: Addressee) -> Answer | None:
    """Return the talk that a report is of; of one that is still to be held there is none yet."""
    if source.at and source.case.step(source.at).talk:
        return source.own if source.own and source.own.done else None
    party = Party.PARENTS if whom is Addressee.PARENTS else Party.POSTER
    found = talks_with(source.case, party, source.at)
    return found[-1].answer if found else None


def _file_of(source: Source, whom: Addressee) -> str:
    if whom is Addressee.ADULT:
        return {True: "leerling", False: "incident", None: ""}[goes_in_pupil_file(source)]
    return "personeel" if whom is Addressee.EMPLOYEE else "leerling"
