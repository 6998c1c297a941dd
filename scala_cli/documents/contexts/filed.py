"""What goes into a personnel or pupil file."""

from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.talks import told_when
from scala_cli.documents.contexts.told import NO_DATE, Talk, Teller
from scala_cli.documents.contexts.writing import Writing
from scala_cli.plan.model import Poster, Role


@dataclass(frozen=True, slots=True)
class FileContext:
    """A record for a personnel or pupil file. Text from people; dates in words.

    An empty string says that something isn't known. `voor_dossier` tells whether it belongs
    in that file at all: of an adult who is no parent it stays in the incident's own case.
    `ouder_onbekend`: whether the adult is a parent has not been noted.
    """

    dossier: str
    datum: str
    platform: str
    geplaatst: str
    links: tuple[str, ...]
    naam: str
    klas: str
    is_ouder: bool
    voor_dossier: bool
    ouder_onbekend: bool
    wat_en_hoe: str
    gesprekken: tuple[Talk, ...]
    uitkomsten: tuple[str, ...]
    consequenties: str
    toelichting: str
    gehoord: str
    voornemen: str
    handelen: tuple[str, ...]


def file_context(teller: Teller, _writing: Writing) -> FileContext:
    """Return what a record says, made at the step that files it or asked for apart."""
    parent = teller.value(Role.HAS_PUPIL)
    adult = teller.poster is Poster.ADULT
    day = told_when(teller.case, teller.own) if teller.own else ""
    return FileContext(
        dossier=teller.case.number,
        datum=clock.say(day) if day else NO_DATE,
        platform=teller.platform,
        geplaatst=teller.said(Role.POSTED),
        links=teller.links,
        naam=teller.said(Role.POSTER),
        klas=teller.said(Role.CLASS),
        is_ouder=parent is True,
        voor_dossier=not adult or parent is True,
        ouder_onbekend=adult and parent is None,
        wat_en_hoe=teller.own_said(Role.FOR_FILE),
        gesprekken=teller.talks(),
        uitkomsten=teller.outcomes(),
        consequenties=teller.measures(),
        toelichting=teller.said(Role.GROUNDS),
        gehoord=teller.said(Role.HEARD),
        voornemen=teller.said(Role.INTENTION),
        handelen=teller.acted(),
    )
