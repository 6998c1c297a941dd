"""`controleer`: is the file whole, and is the record still what it was when it was printed?"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from scala_cli import place
from scala_cli.commands.run import Run
from scala_cli.dossier.rows import unknown_case
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.export import json as contract
from scala_cli.screen.page import Block, Item, Items, Page, Table, Words
from scala_cli.text import clean_line

_HASH = re.compile(r"[0-9a-f]{64}")
_TOGETHER = (
    "Geef --kop en --aantal samen, en noem het nummer van het dossier. Alle drie staan op de "
    "uitdraai, onder 'Controle'."
)
_NO_HASH = (
    "De kop bij --kop is niet goed overgenomen. Het zijn 64 tekens: cijfers en de letters a tot en "
    "met f. Neem hem over van de uitdraai, onder 'Controle'; spaties en hoofdletters mogen."
)
_NO_COUNT = (
    "Het aantal bij --aantal is een heel getal van 1 of meer. Zie 'Controle' op de uitdraai."
)
_ALL_GONE = (
    "Klopt het nummer met de uitdraai, dan is het hele dossier weggehaald, of is dit een andere of "
    "oudere map. Verander niets en bewaar de uitdraai."
)
_NOT_AS_PRINTED = (
    "Het dossier is niet wat er is uitgedraaid. Kijk eerst of u nummer, kop en aantal goed hebt "
    "overgenomen. Klopt dat, verander dan niets en bewaar de uitdraai: die telt."
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a printed export: the hash of the last event then, and how many there were."""

    head: str
    count: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What is wrong in the file, what isn't as printed, which cases there are.

    `unreadable` is what kept from looking further; it is one of the faults.
    """

    faults: Sequence[str] = ()
    differs: Sequence[str] = ()
    heads: Sequence[tuple[str, str, int]] = ()
    unreadable: DossierUnusable | None = None

    @property
    def wrong(self) -> list[str]:
        """Return everything that is wrong."""
        return [*self.faults, *self.differs]


def printed(number: str | None, head: str | None, count: int | None) -> Printed | None:
    """Return what someone took over from paper, nothing if they didn't.

    Raises `WrongUse` for half of it, or for what can't be it.
    """
    if head is None and count is None:
        return None
    if number is None or head is None or count is None:
        raise WrongUse(_TOGETHER)
    typed = "".join(clean_line(head).lower().split())
    if not _HASH.fullmatch(typed):
        raise WrongUse(_NO_HASH)
    if count < 1:
        raise WrongUse(_NO_COUNT)
    return Printed(typed, count)


def check(run: Run, number: str | None, paper: Printed | None, *, as_json: bool) -> None:
    """Check the file, the tables, and every chain or that of one case; and against paper.

    Raises `DossierUnusable` when something is wrong, also after the JSON that says so.
    """
    found = _found(run, number, paper)
    if as_json:
        print(contract.dumps(contract.checked(found.wrong, found.heads)))
    elif not (found.unreadable and len(found.faults) == 1):
        run.printer.show(Page([*_page(found, number, paper), *_place(run)]))
    if found.unreadable:
        raise found.unreadable
    if found.faults:
        raise DossierUnusable(
            f"Het dossier is niet in orde: {len(found.wrong)} keer. Verander niets en zet er zo "
            "mogelijk een reservekopie voor terug."
        )
    if found.differs:
        raise DossierUnusable(_NOT_AS_PRINTED)


def _found(run: Run, number: str | None, paper: Printed | None) -> _Found:
    faults: list[str] = []
    try:
        if not run.has_dossier:
            if number is not None:
                raise unknown_case(number)
            return _Found()
        with run.dossier() as dossier:
            faults = _faults(run, dossier, number)
            heads = [one for one in dossier.heads() if number in (None, one[0])]
            differs = _against(dossier, number, paper) if number and paper else []
            return _Found(faults, differs, heads)
    except WrongUse as error:
        if paper is None:
            raise
        raise WrongUse(f"{error}. {_ALL_GONE}") from error
    except DossierUnusable as error:
        return _Found([*faults, str(error)], unreadable=error)


def _faults(run: Run, dossier: Dossier, number: str | None) -> list[str]:
    if number is not None:
        return dossier.faults(number)
    with run.printer.progress("Dossiers nakijken", dossier.case_count()) as advance:
        return dossier.faults(advance=advance)


def _against(dossier: Dossier, number: str, paper: Printed) -> list[str]:
    """Return how the case isn't what was printed, or that with more after it."""
    try:
        hashes = {event.number: event.hash for event in dossier.events(number)}
    except DossierUnusable:
        # The faults say so already; what can't be read can't be compared.
        return []
    if paper.count not in hashes:
        wrong = (
            f"op papier staan {_events(paper.count)} en hier {_events(len(hashes))}. Wat "
            "later is vastgelegd, is weggehaald, of dit is een oudere kopie van het dossier."
        )
    elif hashes[paper.count] != paper.head:
        wrong = (
            f"wat tot en met gebeurtenis {paper.count} is vastgelegd, is niet wat op papier staat."
        )
    else:
        return []
    return [f"Dossier {number}: {wrong}"]


def _page(found: _Found, number: str | None, paper: Printed | None) -> list[Block]:
    rows = [(case, str(count), head) for case, head, count in found.heads]
    table = [Table(("dossier", "aantal", "kop"), rows)] if rows else []
    if found.wrong:
        return [Items([Item(fault) for fault in found.wrong], warning=True), *table]
    good = [Words(_in_order(number, len(found.heads)), strong=True)]
    if number and paper:
        since = _since(found.heads[0][2] - paper.count)
        good.append(Words(f"Dossier {number}: ongewijzigd sinds de uitdraai. {since}", strong=True))
    return [*good, *table]


def _since(added: int) -> str:
    if not added:
        return "Er kwam daarna niets bij."
    return f"Daarna {'kwam' if added == 1 else 'kwamen'} er {_events(added)} bij."


def _in_order(number: str | None, count: int) -> str:
    if number:
        return f"In orde: dossier {number}, het bestand en de keten."
    if not count:
        return "Er is nog geen dossier; er is niets te controleren."
    cases = "1 dossier" if count == 1 else f"{count} dossiers"
    return f"In orde: {cases}, het bestand en elke keten."


def _events(count: int) -> str:
    return "1 gebeurtenis" if count == 1 else f"{count} gebeurtenissen"


def _place(run: Run) -> list[Block]:
    """Return the warnings for a place that others can reach, if this is one."""
    found = place.warnings(run.settings.folder, os.environ) if run.has_dossier else ()
    return [Items([Item(one) for one in found], warning=True)] if found else []
