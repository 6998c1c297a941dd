"""What goes with a talk: the sheet to prepare it, and the report of it, for each role."""

from collections.abc import Sequence
from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.documents.contexts import told
from scala_cli.documents.contexts.told import Talk, place
from scala_cli.documents.contexts.writing import AT_STEP, Role, Writing, pupil_file_of, role_of

_STEPS = {
    Role.EMPLOYEE: ("aanspreken", "gesprek"),
    Role.CHILD: ("gesprek-kind", "gesprek"),
    Role.PARENTS: ("passende-oplossing", "ouders-uitnodigen"),
    Role.ADULT: ("gesprek",),
}


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


def preparation_context(case: Case, answer: Answer | None, writing: Writing) -> PreparationContext:
    """Return what is known before a talk."""
    return PreparationContext(
        rol=role_of(case, answer, writing).value,
        platform=told.platform(case),
        geplaatst=told.said(case, "geplaatst"),
        links=told.links(case),
        inhoud=told.said(case, "inhoud"),
        gesprekken=told.talks(case),
        ouder_dan_12=case.value("jonger_dan_12") is False,
    )


def report_context(case: Case, answer: Answer | None, writing: Writing) -> ReportContext:
    """Return what the report of a talk says: of the given one, else of the last with that role."""
    role = role_of(case, answer, writing)
    steps = (at,) if (at := writing.told(AT_STEP)) else _STEPS[role]
    of = _talk_of(case, answer, steps)

    def shown(field: str) -> str:
        return told.shown(case, of, field) if of else ""

    asked = writing.told("school_zei"), writing.told("ander_zei")
    apart = any(asked) or not shown("verslag")
    return ReportContext(
        rol=role.value,
        incident=case.number,
        platform=told.platform(case),
        wanneer=shown("datum") or place("dag en tijd"),
        aanwezig=shown("aanwezig") or place("wie erbij waren"),
        school=writing.of_school("naam"),
        school_zei=(asked[0] or place("wat de school vertelde")) if apart else "",
        ander_zei=(asked[1] or place("wat de ander vertelde")) if apart else "",
        verslag=shown("verslag"),
        afspraken=shown("afspraken") or place("wat er is afgesproken"),
        dossier=_file_of(case, role),
    )


def _talk_of(case: Case, answer: Answer | None, steps: Sequence[str]) -> Answer | None:
    held = list(told.held(case))
    if answer in held:
        return answer
    for step in steps:
        found = [one for one in held if one.visit.step.rpartition("/")[2] == step]
        if found:
            return found[-1]
    return None


def _file_of(case: Case, role: Role) -> str:
    if role is Role.ADULT:
        return {True: "leerling", False: "incident", None: ""}[pupil_file_of(case)]
    return "personeel" if role is Role.EMPLOYEE else "leerling"
