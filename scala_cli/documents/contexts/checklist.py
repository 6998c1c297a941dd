"""What should be in order before a measure: questions, what the case says, and the facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.documents.contexts import told
from scala_cli.documents.contexts.papers import Cited, cited
from scala_cli.documents.contexts.writing import Role, Writing

_NOT_NOTED = "niet vastgelegd"
_BOARD = ("medewerker/overleg-bestuur", "overleg-bestuur")
_WITH_POSTER = "gesprek"
_WITH_PARENTS = ("ouders-uitnodigen", "passende-oplossing")
_HEARD_AT = {
    "medewerker": ("aanspreken",),
    "leerling": ("gesprek-kind", *_WITH_PARENTS),
    "ouder": _WITH_PARENTS,
}
_POSTED = {"medewerker": Role.EMPLOYEE, "leerling": Role.CHILD, "ouder": Role.ADULT}


@dataclass(frozen=True, slots=True)
class Point:
    """A question to be answered first; what the case says of it, or nothing; its facts."""

    vraag: str
    dossier: str
    feiten: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ChecklistContext:
    """The checklist, for a measure against a `medewerker`, `leerling` or `ouder`."""

    voor: str
    dossier: str
    datum: str
    punten: tuple[Point, ...]


def checklist_context(case: Case, _answer: Answer | None, writing: Writing) -> ChecklistContext:
    """Return the checklist, as asked for, else for who posted."""
    found = [whom for whom, role in _POSTED.items() if told.poster_is(case, role)]
    whom = writing.told("voor") or (found[0] if found else "ouder")
    return ChecklistContext(
        voor=whom,
        dossier=case.number,
        datum=writing.day_in_words,
        punten=tuple(_POINTS[whom](case)),
    )


def _point(question: str, *fact_ids: str, dossier: str = "") -> Point:
    return Point(question, dossier, tuple(cited(one) for one in fact_ids))


def _employee(case: Case) -> Iterator[Point]:
    heard = told.said(case, "gehoord")
    noted = f"{_heard(case, 'medewerker')}; over de consequenties gehoord: {heard or _NOT_NOTED}"
    yield _point("Is de medewerker gehoord?", "hoor-en-wederhoor", dossier=noted)
    sent = told.said(case, "voornemen_verstuurd") or _NOT_NOTED
    yield _point(
        "Bij een formele maatregel: is het voornemen op papier verstuurd, en kreeg de medewerker "
        "tijd voor een zienswijze?",
        "cao-maatregelen",
        dossier=f"voornemen verstuurd: {sent}",
    )
    reason = "vastgelegd" if told.said(case, "toelichting") else _NOT_NOTED
    yield _point(
        "Staat op papier wat er gebeurd is, en waarom deze maatregel daarbij past? Sancties 4 "
        "kijkt naar de ernst van de uiting en naar de gevolgen.",
        dossier=f"toelichting: {reason}",
    )
    yield _point("Is duidelijk wanneer de maatregel begint, en wanneer hij stopt?")
    yield _board(case)
    yield _point("Is er eerder gewaarschuwd? Staat dat op papier, en wist de medewerker dat?")
    yield _point("Is een lichtere maatregel overwogen? Staat op papier waarom die niet genoeg is?")
    yield _point("Weet de medewerker waar een klacht of bezwaar kan?", "klachtenregeling")


def _pupil(case: Case) -> Iterator[Point]:
    yield _point(
        "Zijn de leerling en de ouders gehoord?",
        "hoor-en-wederhoor",
        dossier=_heard(case, "leerling"),
    )
    yield _point(
        "Staat het besluit op papier: wat er gebeurd is, waarom deze maatregel past, en hoe de "
        "ouders bezwaar kunnen maken?",
        "schorsing-hield-geen-stand",
    )
    yield _point(
        "Bij schorsing: klopt de duur, en wie moet het schriftelijk horen?", "schorsing-leerling"
    )
    yield _point(
        "Bij verwijdering: is de reden zwaar genoeg, en is er een andere school?",
        "verwijdering-hield-geen-stand",
    )
    yield _board(case)
    yield _point("Is er eerder gewaarschuwd? Staat dat op papier?")
    yield _point(
        "Is een lichtere maatregel overwogen? Gaat het om gedrag van het kind, en niet om dat "
        "van de ouder?",
        "verwijdering-om-ouder",
    )
    yield _point("Weten de ouders waar een klacht kan?", "klachtenregeling")


def _parent(case: Case) -> Iterator[Point]:
    yield _point(
        "Is de ouder gehoord, voordat er iets besloten is?",
        "toegangsverbod-ouder",
        dossier=_heard(case, "ouder"),
    )
    yield _point("Staat op papier wat er gebeurd is, en waarom deze maatregel daarbij past?")
    yield _point("Is duidelijk wanneer de maatregel begint, en wanneer hij stopt?")
    yield _board(case)
    yield _point(
        "Is er eerder gewaarschuwd, op papier? Is een lichtere maatregel overwogen?",
        "verwijdering-om-ouder",
    )
    yield _point("Raakt de maatregel ook het kind? Kan het kind gewoon naar school?")
    yield _point("Weet de ouder waar een klacht kan?", "klachtenregeling")


_POINTS = {"medewerker": _employee, "leerling": _pupil, "ouder": _parent}


def _heard(case: Case, whom: str) -> str:
    """Return the talks in which they were heard; the one with who posted only if that is them."""
    own = (_WITH_POSTER,) if told.poster_is(case, _POSTED[whom]) else ()
    shown = (
        f"{case.step(answer.visit).title}, {told.shown(case, answer, 'datum') or told.NO_DATE}"
        for answer in told.held(case)
        if answer.visit.step.rpartition("/")[2] in (*own, *_HEARD_AT[whom])
    )
    return "; ".join(shown) or f"gesprek {_NOT_NOTED}"


def _board(case: Case) -> Point:
    dates = [
        told.shown(case, answer, "datum") or told.NO_DATE
        for answer in case.standing
        if answer.done and answer.visit.step in _BOARD
    ]
    noted = f"overleg met het bestuur: {dates[-1] if dates else _NOT_NOTED}"
    return _point("Is het bestuur betrokken, en wie neemt het besluit?", dossier=noted)
