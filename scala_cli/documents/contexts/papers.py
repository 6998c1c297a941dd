"""Working papers of the directie: for the board, for a call, for the police."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.entries import Evidence, evidence
from scala_cli.case.state import Case
from scala_cli.documents.contexts import told
from scala_cli.documents.contexts.told import Talk, place
from scala_cli.documents.contexts.writing import Role, Writing
from scala_cli.facts import facts

_CROSSING = ("medewerker/grensoverschrijdend", "grensoverschrijdend")
_FOR_POLICE = {
    "spoed-melden": "De school heeft gebeld",
    "stilte": "De school vroeg medewerkers om niet te reageren",
    "statement": "De school plaatste een statement onder het bericht",
    "statement-ouders": "De school plaatste een statement onder het bericht",
}
_CONSULTED = "overleg-bestuur"
_NO_MOMENT = "tijdstip niet vastgelegd"
_CALL = ("medewerker/vertrouwensinspecteur", "vertrouwensinspecteur")


@dataclass(frozen=True, slots=True)
class Cited:
    """A fact from outside the protocol, with what it rests on."""

    tekst: str
    bron: str


@dataclass(frozen=True, slots=True)
class BoardContext:
    """What the board is told and asked. `medewerker`: the poster's name, if one of the staff."""

    dossier: str
    datum: str
    school: str
    directeur: str
    bestuur: str
    medewerker: str
    platform: str
    geplaatst: str
    links: tuple[str, ...]
    inhoud: str
    gesprekken: tuple[Talk, ...]
    handelen: tuple[str, ...]
    uitkomsten: tuple[str, ...]
    grensoverschrijdend: str
    standpunt: str
    eerder: str
    vraag: str


@dataclass(frozen=True, slots=True)
class CallContext:
    """What lies ready for the call; what came of it once it was made."""

    nummer: Cited
    zeden: Cited
    dossier: str
    school: str
    platform: str
    geplaatst: str
    inhoud: str
    melding: str
    gebeld: str
    gesproken_met: str
    afspraken: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence in words; an empty string says that something isn't known."""

    gezien: str
    vastgelegd: str
    link: str
    account: str
    vinder: str
    tekst: str
    bestand: str
    sha256: str
    grootte: str
    bewaard: bool


@dataclass(frozen=True, slots=True)
class PoliceContext:
    """Facts for the police: what is known, when, and what isn't known."""

    datum: str
    dossier: str
    school: str
    directeur: str
    telefoon: str
    adres: str
    platform: str
    links: tuple[str, ...]
    account: str
    geplaatst: str
    inhoud: str
    naam: str
    jonger_dan_12: str
    geraakt: str
    verloop: tuple[str, ...]
    bewijs: tuple[Exhibit, ...]
    onbekend: tuple[str, ...]


def cited(fact: str) -> Cited:
    """Return a fact of `data/feiten.toml` with its source, certainty and day."""
    found = facts()[fact]
    seen = clock.say_day(date.fromisoformat(found.seen))
    return Cited(found.text, f"{found.basis}, gezien {seen}")


def board_context(case: Case, _answer: Answer | None, writing: Writing) -> BoardContext:
    """Return what the board is told: facts and questions, no conclusions."""
    employee = told.poster_is(case, Role.EMPLOYEE)
    name = told.said(case, "naam") or place("naam van de medewerker")
    return BoardContext(
        dossier=case.number,
        datum=writing.day_in_words,
        school=writing.of_school("naam"),
        directeur=writing.of_school("directeur"),
        bestuur=writing.of_school("bestuur"),
        medewerker=name if employee else "",
        platform=told.known_platform(case),
        geplaatst=told.said(case, "geplaatst"),
        links=told.links(case),
        inhoud=told.said(case, "inhoud") or place("wat er in het bericht staat"),
        gesprekken=told.talks(case),
        handelen=told.acted(case, but=_CONSULTED),
        uitkomsten=told.outcomes(case),
        grensoverschrijdend=_chosen(case, *_CROSSING),
        standpunt=writing.told("standpunt", "wat de betrokkene er zelf over zegt"),
        eerder=writing.told("eerder", "of er eerder is gewaarschuwd"),
        vraag=writing.told("vraag", "wat het bestuur gevraagd wordt te besluiten"),
    )


def _chosen(case: Case, *refs: str) -> str:
    found = [case.chosen(ref) for ref in refs if ref in case.graph.steps]
    return next((one[0] for one in found if one), "")


def call_context(case: Case, answer: Answer | None, writing: Writing) -> CallContext:
    """Return what lies ready for the call to the vertrouwensinspecteur."""
    called = answer if answer and answer.visit.step in _CALL else None
    noted = {
        field: told.shown(case, called, field) if called else ""
        for field in ("datum", "gesproken_met", "afspraken")
    }
    return CallContext(
        nummer=cited("vertrouwensinspecteur"),
        zeden=cited("zedenmisdrijf"),
        dossier=case.number,
        school=writing.of_school("naam"),
        platform=told.known_platform(case),
        geplaatst=told.said(case, "geplaatst"),
        inhoud=told.said(case, "inhoud"),
        melding=told.reported(case),
        gebeld=noted["datum"],
        gesproken_met=noted["gesproken_met"],
        afspraken=noted["afspraken"],
    )


def police_context(case: Case, _answer: Answer | None, writing: Writing) -> PoliceContext:
    """Return what the police can be given: no judgements, and no names that nobody chose."""
    return PoliceContext(
        datum=writing.day_in_words,
        dossier=case.number,
        school=writing.of_school("naam"),
        directeur=writing.of_school("directeur"),
        telefoon=writing.of_school("telefoon"),
        adres=writing.of_school("adres"),
        platform=told.known_platform(case),
        links=told.links(case),
        account=told.said(case, "account"),
        geplaatst=told.said(case, "geplaatst"),
        inhoud=told.said(case, "inhoud"),
        naam=told.said(case, "naam"),
        jonger_dan_12=told.said(case, "jonger_dan_12"),
        geraakt=writing.told("geraakt"),
        verloop=tuple(_course(case)),
        bewijs=tuple(_exhibit(one) for one in evidence(case)),
        onbekend=tuple(_unknown(case)),
    )


def _course(case: Case) -> Iterator[str]:
    """Yield what the school did about the post and when: not what was said, nor by whom."""
    if reported := told.reported(case):
        yield reported
    for answer in case.standing:
        step = case.step(answer.visit)
        if answer.done and (step.talk or step.id in _FOR_POLICE):
            when = told.shown(case, answer, "datum") or _NO_MOMENT
            yield f"{_FOR_POLICE.get(step.id, step.title)}: {when}"


def _unknown(case: Case) -> Iterator[str]:
    asked = {
        "platform": "Op welk platform het staat",
        "link": "De link van het bericht",
        "account": "Het account dat het plaatste",
        "geplaatst": "Wanneer het geplaatst is",
        "inhoud": "Wat er precies staat",
        "naam": "De naam van wie het plaatste",
    }
    yield from (title for field, title in asked.items() if not told.said(case, field))
    if told.poster_is(case, Role.CHILD) and case.value("jonger_dan_12") is None:
        yield "Of de plaatser jonger was dan 12 jaar"


def _exhibit(found: Evidence) -> Exhibit:
    event = found.event
    return Exhibit(
        gezien=clock.say(event.happened) if event.happened != event.recorded else "",
        vastgelegd=clock.say(event.recorded),
        link=found.link,
        account=found.account,
        vinder=found.finder,
        tekst=found.text,
        bestand=found.file,
        sha256=found.sha256,
        grootte=f"{found.size:,}".replace(",", ".") if found.sha256 else "",
        bewaard=found.kept,
    )
