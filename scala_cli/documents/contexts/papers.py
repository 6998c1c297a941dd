"""Working papers of the directie: for the board, for a call, for the police."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scala_cli import clock
from scala_cli.case.entries import Evidence, evidence
from scala_cli.case.talks import OF_THE_SCHOOL, attended, told_when
from scala_cli.documents.contexts.told import Talk, Teller, place, said_of
from scala_cli.documents.contexts.writing import Writing
from scala_cli.facts import facts
from scala_cli.plan.model import Party, Poster, Reader, Role, Step

_NO_MOMENT = "tijdstip niet vastgelegd"


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
    vastgesteld: tuple[str, ...]
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
    """Return a fact of `data/feiten.toml` with its teller, certainty and day."""
    found = facts()[fact]
    seen = clock.say_day(date.fromisoformat(found.seen))
    return Cited(found.text, f"{found.basis}, gezien {seen}")


def board_context(teller: Teller, writing: Writing) -> BoardContext:
    """Return what the board is told: facts and questions, no conclusions."""
    name = teller.said(Role.POSTER) or place("naam van de medewerker")
    return BoardContext(
        dossier=teller.case.number,
        datum=writing.day_in_words,
        school=writing.of_school("naam"),
        directeur=writing.of_school("directeur"),
        bestuur=writing.of_school("bestuur"),
        medewerker=name if teller.poster is Poster.EMPLOYEE else "",
        platform=teller.known_platform,
        geplaatst=teller.said(Role.POSTED),
        links=teller.links,
        inhoud=teller.said(Role.MESSAGE) or place("wat er in het bericht staat"),
        gesprekken=teller.talks(),
        handelen=teller.acted(but=Party.BOARD),
        uitkomsten=teller.outcomes(),
        vastgesteld=teller.stated(),
        standpunt=writing.told("standpunt", "wat de betrokkene er zelf over zegt"),
        eerder=writing.told("eerder", "of er eerder is gewaarschuwd"),
        vraag=writing.told("vraag", "wat het bestuur gevraagd wordt te besluiten"),
    )


def call_context(teller: Teller, writing: Writing) -> CallContext:
    """Return what lies ready for the call to the vertrouwensinspecteur."""
    called = teller.own
    when = told_when(teller.case, called) if called else ""
    return CallContext(
        nummer=cited("vertrouwensinspecteur"),
        zeden=cited("zedenmisdrijf"),
        dossier=teller.case.number,
        school=writing.of_school("naam"),
        platform=teller.known_platform,
        geplaatst=teller.said(Role.POSTED),
        inhoud=teller.said(Role.MESSAGE),
        melding=teller.reported(),
        gebeld=clock.say(when) if when else "",
        gesproken_met=", ".join(attended(teller.case, called)) if called else "",
        afspraken=said_of(teller.case, called, Role.AGREED),
    )


def police_context(teller: Teller, writing: Writing) -> PoliceContext:
    """Return what the police can be given: no judgements, and no names that nobody chose."""
    case = teller.case
    theirs = replace(teller, reader=Reader.POLICE)
    return PoliceContext(
        datum=writing.day_in_words,
        dossier=case.number,
        school=writing.of_school("naam"),
        directeur=writing.of_school("directeur"),
        telefoon=writing.of_school("telefoon"),
        adres=writing.of_school("adres"),
        platform=theirs.known_platform,
        links=theirs.links,
        account=theirs.said(Role.ACCOUNT),
        geplaatst=theirs.said(Role.POSTED),
        inhoud=theirs.said(Role.MESSAGE),
        naam=theirs.said(Role.POSTER),
        jonger_dan_12=theirs.said(Role.UNDER_12),
        geraakt=writing.told("geraakt"),
        verloop=tuple(_course(teller)),
        bewijs=tuple(_exhibit(one) for one in evidence(case)),
        onbekend=tuple(_unknown(teller)),
    )


def _course(teller: Teller) -> Iterator[str]:
    """Yield what the school did about it and when: not what was said, nor by whom."""
    if reported := teller.reported():
        yield reported
    for answer in teller.in_order:
        step = teller.case.step(answer.visit)
        words = step.course or (step.title if _is_told_to_police(step) else "")
        if answer.done and words:
            when = told_when(teller.case, answer)
            yield f"{words}: {clock.say(when) if when else _NO_MOMENT}"


def _is_told_to_police(step: Step) -> bool:
    """Tell whether a step is a talk with people of which the police may know."""
    fields = any(Reader.POLICE in field.readers for field in step.fields)
    return step.talk is not None and step.talk not in OF_THE_SCHOOL and fields


_ASKED = {
    Role.PLATFORM: "Op welk platform het staat",
    Role.LINK: "De link van het bericht",
    Role.ACCOUNT: "Het account dat het plaatste",
    Role.POSTED: "Wanneer het geplaatst is",
    Role.MESSAGE: "Wat er precies staat",
    Role.POSTER: "De naam van wie het plaatste",
}


def _unknown(teller: Teller) -> Iterator[str]:
    for role, title in _ASKED.items():
        if role in teller.case.graph.roles and not teller.said(role):
            yield title
    if teller.poster is Poster.CHILD and teller.value(Role.UNDER_12) is None:
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
