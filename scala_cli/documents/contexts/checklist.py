"""What should be in order before a measure: questions, what the case says, and the facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.talks import talks_with
from scala_cli.documents.contexts.papers import Cited, cited
from scala_cli.documents.contexts.told import NO_DATE, Teller
from scala_cli.documents.contexts.writing import Writing
from scala_cli.plan.model import Party, Poster, Role

_NOT_NOTED = "niet vastgelegd"
_HEARD = {
    Poster.EMPLOYEE: (Party.POSTER,),
    Poster.CHILD: (Party.POSTER, Party.PARENTS),
    Poster.ADULT: (Party.POSTER, Party.PARENTS),
}
"""With whom the talks were in which they were heard whom a measure is about."""
_ABOUT = {
    "medewerker": Poster.EMPLOYEE,
    "leerling": Poster.CHILD,
    "ouder": Poster.ADULT,
}


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


def checklist_context(teller: Teller, writing: Writing) -> ChecklistContext:
    """Return the checklist, as asked for, else for who posted."""
    found = [whom for whom, kind in _ABOUT.items() if teller.poster is kind]
    whom = writing.told("voor") or (found[0] if found else "ouder")
    return ChecklistContext(
        voor=whom,
        dossier=teller.case.number,
        datum=writing.day_in_words,
        punten=tuple(_POINTS[whom](teller)),
    )


def _point(question: str, *fact_ids: str, dossier: str = "") -> Point:
    return Point(question, dossier, tuple(cited(one) for one in fact_ids))


def _employee(teller: Teller) -> Iterator[Point]:
    heard = teller.said(Role.HEARD)
    talks = _heard(teller, Poster.EMPLOYEE)
    noted = f"{talks}; over de consequenties gehoord: {heard or _NOT_NOTED}"
    yield _point("Is de medewerker gehoord?", "hoor-en-wederhoor", dossier=noted)
    sent = teller.said(Role.INTENTION) or _NOT_NOTED
    yield _point(
        "Bij een formele maatregel: is het voornemen op papier verstuurd, en kreeg de medewerker "
        "tijd voor een zienswijze?",
        "cao-maatregelen",
        dossier=f"voornemen verstuurd: {sent}",
    )
    reason = "vastgelegd" if teller.said(Role.GROUNDS) else _NOT_NOTED
    yield _point(
        "Staat op papier wat er gebeurd is, en waarom deze maatregel daarbij past? Sancties 4 "
        "kijkt naar de ernst van de uiting en naar de gevolgen.",
        dossier=f"toelichting: {reason}",
    )
    yield _point("Is duidelijk wanneer de maatregel begint, en wanneer hij stopt?")
    yield _board(teller)
    yield _point("Is er eerder gewaarschuwd? Staat dat op papier, en wist de medewerker dat?")
    yield _point("Is een lichtere maatregel overwogen? Staat op papier waarom die niet genoeg is?")
    yield _point("Weet de medewerker waar een klacht of bezwaar kan?", "klachtenregeling")


def _pupil(teller: Teller) -> Iterator[Point]:
    yield _point(
        "Zijn de leerling en de ouders gehoord?",
        "hoor-en-wederhoor",
        dossier=_heard(teller, Poster.CHILD),
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
    yield _board(teller)
    yield _point("Is er eerder gewaarschuwd? Staat dat op papier?")
    yield _point(
        "Is een lichtere maatregel overwogen? Gaat het om gedrag van het kind, en niet om dat "
        "van de ouder?",
        "verwijdering-om-ouder",
    )
    yield _point("Weten de ouders waar een klacht kan?", "klachtenregeling")


def _parent(teller: Teller) -> Iterator[Point]:
    yield _point(
        "Is de ouder gehoord, voordat er iets besloten is?",
        "toegangsverbod-ouder",
        dossier=_heard(teller, Poster.ADULT),
    )
    yield _point("Staat op papier wat er gebeurd is, en waarom deze maatregel daarbij past?")
    yield _point("Is duidelijk wanneer de maatregel begint, en wanneer hij stopt?")
    yield _board(teller)
    yield _point(
        "Is er eerder gewaarschuwd, op papier? Is een lichtere maatregel overwogen?",
        "verwijdering-om-ouder",
    )
    yield _point("Raakt de maatregel ook het kind? Kan het kind gewoon naar school?")
    yield _point("Weet de ouder waar een klacht kan?", "klachtenregeling")


_POINTS = {"medewerker": _employee, "leerling": _pupil, "ouder": _parent}


def _heard(teller: Teller, whom: Poster) -> str:
    """Return the talks in which they were heard; those with who posted only if that is them."""
    is_poster = teller.poster is whom
    shown = (
        f"{teller.case.step(one.visit).title}, {clock.say(one.when) if one.when else NO_DATE}"
        for one in teller.held()
        if one.party in _HEARD[whom] and (is_poster or one.party is not Party.POSTER)
    )
    return "; ".join(shown) or f"gesprek {_NOT_NOTED}"


def _board(teller: Teller) -> Point:
    found = talks_with(teller.case, Party.BOARD, teller.at)
    dates = [clock.say(one.when) if one.when else NO_DATE for one in found]
    noted = f"overleg met het bestuur: {dates[-1] if dates else _NOT_NOTED}"
    return _point("Is het bestuur betrokken, en wie neemt het besluit?", dossier=noted)
