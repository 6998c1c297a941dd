"""What goes with a talk: the sheet to prepare it, and the report of it, for each role."""

from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.talks import attended, talks_with, told_when
from scala_cli.documents.contexts.told import Talk, Teller, place, said_of
from scala_cli.documents.contexts.writing import (
    Addressee,
    Writing,
    addressee,
    file_of_adult,
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


def preparation_context(teller: Teller, writing: Writing) -> PreparationContext:
    """Return what is known before a talk."""
    return PreparationContext(
        rol=addressee(teller, writing).value,
        platform=teller.platform,
        geplaatst=teller.said(Role.POSTED),
        links=teller.links,
        inhoud=teller.said(Role.MESSAGE),
        gesprekken=teller.talks(),
        ouder_dan_12=teller.value(Role.UNDER_12) is False,
    )


def report_context(teller: Teller, writing: Writing) -> ReportContext:
    """Return what the report of a talk says: of that at the visit, else of the last with them."""
    whom = addressee(teller, writing)
    of = _talk_of(teller, whom)

    def shown(role: Role) -> str:
        return said_of(teller.case, of, role)

    when = told_when(teller.case, of) if of else ""
    present = attended(teller.case, of) if of else ()
    asked = writing.told("school_zei"), writing.told("ander_zei")
    apart = any(asked) or not shown(Role.REPORT)
    return ReportContext(
        rol=whom.value,
        incident=teller.case.number,
        platform=teller.platform,
        wanneer=clock.say(when) if when else place("dag en tijd"),
        aanwezig=", ".join(present) or place("wie erbij waren"),
        school=writing.of_school("naam"),
        school_zei=(asked[0] or place("wat de school vertelde")) if apart else "",
        ander_zei=(asked[1] or place("wat de ander vertelde")) if apart else "",
        verslag=shown(Role.REPORT),
        afspraken=shown(Role.AGREED) or place("wat er is afgesproken"),
        dossier=_file_of(teller, whom),
    )


def _talk_of(teller: Teller, whom: Addressee) -> Answer | None:
    """Return the talk that a report is of; of one that is still to be held there is none yet."""
    if teller.at and teller.case.step(teller.at).talk:
        return teller.own if teller.own and teller.own.done else None
    party = Party.PARENTS if whom is Addressee.PARENTS else Party.POSTER
    found = talks_with(teller.case, party, teller.at)
    return found[-1].answer if found else None


def _file_of(teller: Teller, whom: Addressee) -> str:
    if whom is Addressee.ADULT:
        return file_of_adult(teller)
    return "personeel" if whom is Addressee.EMPLOYEE else "leerling"
