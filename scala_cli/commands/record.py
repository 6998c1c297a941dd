"""`dossier lijst`, `zoek` and `toon`, `wat-nu`, `controleer`: reading the record."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from scala_cli.case.deadlines import by_urgency, pending
from scala_cli.case.selection import Selection
from scala_cli.case.state import Case
from scala_cli.clock import today
from scala_cli.commands.run import Run, must_be_unchanged, readable_cases
from scala_cli.documents.plain import plain
from scala_cli.dossier.search import Hit, query
from scala_cli.dossier.store import unknown_case
from scala_cli.errors import DossierUnusable
from scala_cli.export import json as contract
from scala_cli.screen import views
from scala_cli.screen.page import Item, Items, Page, Table, Words


def case_list(run: Run, selection: Selection, *, as_json: bool) -> None:
    """Show the cases that are meant; none where there is no dossier yet."""
    with _cases(run) as readable:
        cases = [case for case in readable if selection.fits(case)]
        if as_json:
            print(contract.dumps(contract.cases(cases)))
        elif not cases and not selection.everything:
            run.printer.show(Page([Words("Geen dossier past hierbij.")]))
        else:
            run.printer.show(views.case_list(cases))


@contextmanager
def _cases(run: Run) -> Iterator[Sequence[Case]]:
    """Give every case that can be read; none where there is no dossier yet."""
    if not run.has_dossier:
        yield []
        return
    with run.dossier() as dossier, readable_cases(dossier) as cases:
        yield cases


def find(run: Run, words: str, selection: Selection, *, as_json: bool) -> None:
    """Show where words stand in the text of the cases that are meant."""
    query(words)
    if not run.has_dossier:
        _show_hits(run, [], {}, as_json=as_json)
        return
    with run.dossier() as dossier:
        found = dossier.search(words)
        with readable_cases(dossier, dict.fromkeys(hit.case for hit in found)) as cases:
            titles = {case.number: case.title for case in cases if selection.fits(case)}
            _show_hits(run, found, titles, as_json=as_json)


def _show_hits(run: Run, found: Sequence[Hit], titles: Mapping[str, str], *, as_json: bool) -> None:
    """Show what was found in the cases that have a title here."""
    meant = [hit for hit in found if hit.case in titles]
    if as_json:
        print(contract.dumps(contract.hits([(hit.case, hit.step, hit.passage) for hit in meant])))
    else:
        rows = [(hit.case, titles[hit.case], hit.step or "", hit.passage) for hit in meant]
        run.printer.show(views.hits(rows))


def show_case(run: Run, number: str, *, as_json: bool) -> None:
    """Show one case."""
    if not run.has_dossier:
        raise unknown_case(number)
    with run.dossier() as dossier:
        case = dossier.case(number)
    if as_json:
        print(contract.dumps(contract.case(case)))
    else:
        run.printer.show(views.case_page(case, _texts(case)))
    must_be_unchanged(case)


def _texts(case: Case) -> dict[int, str]:
    """Return the documents' texts as people read them; a settled text is plain already."""
    return {
        one.number: one.text if one.settled else plain(one.text) for one in case.current_documents
    }


def what_now(run: Run, number: str | None, *, as_json: bool) -> None:
    """Show what is open and what is to be filled in: of one case, or of all open ones."""
    if number is None:
        with _cases(run) as readable:
            cases = [case for case in readable if _asks(case, today(run.clock))]
            _show_open(run, cases, as_json=as_json)
        return
    if not run.has_dossier:
        raise unknown_case(number)
    with run.dossier() as dossier:
        case = dossier.case(number)
    _show_open(run, [case], as_json=as_json)


def _asks(case: Case, day: date) -> bool:
    """Tell whether a case asks for attention: a closed one only for what is due."""
    still = not case.closed and (case.position.open or case.missing)
    return bool(still or pending(case, day))


def _show_open(run: Run, cases: Sequence[Case], *, as_json: bool) -> None:
    day = today(run.clock)
    if as_json:
        print(contract.dumps(contract.what_now(by_urgency(cases, day), day)))
    else:
        run.printer.show(views.what_now(by_urgency(cases, day)))


def check(run: Run, *, as_json: bool) -> None:
    """Check the file, every chain and the tables, as far as they can be read.

    Raises `DossierUnusable` when something is wrong, also after the JSON that says so.
    """
    faults: list[str] = []
    found: list[tuple[str, str, int]] = []
    unreadable: DossierUnusable | None = None
    try:
        if run.has_dossier:
            with run.dossier() as dossier:
                faults = dossier.faults()
                found = dossier.heads()
    except DossierUnusable as error:
        unreadable = error
        faults = [*faults, str(error)]
    if as_json:
        print(contract.dumps(contract.checked(faults, found)))
    elif not unreadable:
        rows = [(number, str(count), head) for number, head, count in found]
        good = Words(_in_order(len(found)), strong=True)
        wrong = Items([Item(fault) for fault in faults], warning=True)
        table = [Table(("dossier", "aantal", "kop"), rows)] if rows else []
        run.printer.show(Page([wrong if faults else good, *table]))
    if unreadable:
        raise unreadable
    if faults:
        raise DossierUnusable(
            f"Het dossier is niet in orde: {len(faults)} keer. Verander niets en zet er zo "
            "mogelijk een reservekopie voor terug."
        )


def _in_order(count: int) -> str:
    if not count:
        return "Er is nog geen dossier; er is niets te controleren."
    cases = "1 dossier" if count == 1 else f"{count} dossiers"
    return f"In orde: {cases}, het bestand en elke keten."
