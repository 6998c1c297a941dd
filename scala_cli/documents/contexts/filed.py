"""What goes into a personnel or pupil file."""

from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.documents.contexts import told
from scala_cli.documents.contexts.told import Talk


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


def file_context(case: Case, answer: Answer | None) -> FileContext:
    """Return what a record says, made at the step that files it or asked for apart."""
    parent = case.value("ouder_verzorger")
    adult = told.poster_is(case, "volwassene")
    return FileContext(
        dossier=case.number,
        datum=(told.shown(case, answer, "datum") if answer else "") or told.NO_DATE,
        platform=told.platform(case),
        geplaatst=told.said(case, "geplaatst"),
        links=told.links(case),
        naam=told.said(case, "naam"),
        klas=told.said(case, "klas"),
        is_ouder=parent is True,
        voor_dossier=not adult or parent is True,
        ouder_onbekend=adult and parent is None,
        wat_en_hoe=told.shown(case, answer, "wat_en_hoe") if answer else "",
        gesprekken=told.talks(case),
        uitkomsten=told.outcomes(case),
        consequenties=told.consequences(case),
        toelichting=told.said(case, "toelichting"),
        gehoord=told.said(case, "gehoord"),
        voornemen=told.said(case, "voornemen_verstuurd"),
        handelen=told.acted(case),
    )
