"""`dossier lijst`, `zoek` and `toon`: reading the record."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from scala_cli.case.selection import Selection
from scala_cli.case.state import Case
from scala_cli.clock import today
from scala_cli.commands.linked import linked_cases
from scala_cli.commands.reading import must_be_unchanged, readable_cases
from scala_cli.commands.run import Run, say
from scala_cli.documents.plain import plain
from scala_cli.dossier.rows import unknown_case
from scala_cli.dossier.search import Hit, query
from scala_cli.export import json as contract
from scala_cli.files import shown
from scala_cli.screen import record_views
from scala_cli.screen.page import Page, Words
from scala_cli.text import clean_line


def case_list(run: Run, selection: Selection, *, as_json: bool) -> None:
    """Show the cases that are meant; none where there is no dossier yet."""
    with every_case(run) as readable:
        cases = [case for case in readable if selection.fits(case)]
        if as_json:
            print(contract.dumps(contract.cases(cases)))
        elif not cases and not selection.everything:
            run.printer.show(Page([Words("Geen dossier past hierbij.")]))
        else:
            run.printer.show(record_views.case_list(cases, today(run.clock)))


_NONE_HERE = (
    "In de map {folder} staat geen dossier. Had u er wel een? Kijk of de map klopt (--map), of zet "
    "een reservekopie terug met: stappenplan herstel BESTAND"
)


@contextmanager
def every_case(run: Run) -> Iterator[Sequence[Case]]:
    """Give every case that can be read; none where there is no dossier yet.

    Of a folder that is there without one it is said: it may be the wrong one, or have lost it.
    """
    if not run.has_dossier:
        if run.settings.folder.is_dir():
            say(_NONE_HERE.format(folder=shown(run.settings.folder)))
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
            meant = {case.number: case for case in cases if selection.fits(case)}
            _show_hits(run, found, meant, as_json=as_json)


def _show_hits(run: Run, found: Sequence[Hit], cases: Mapping[str, Case], *, as_json: bool) -> None:
    """Show what was found in these cases."""
    meant = [(hit, _passage(hit)) for hit in found if hit.case in cases]
    if as_json:
        print(contract.dumps(contract.hits([(hit.case, hit.step, told) for hit, told in meant])))
    else:
        run.printer.show(
            record_views.hits([(cases[hit.case], hit.step, told) for hit, told in meant])
        )


def _passage(hit: Hit) -> str:
    return clean_line(plain(hit.passage)) if hit.made else hit.passage


def show_case(run: Run, number: str, *, as_json: bool) -> None:
    """Show one case."""
    if not run.has_dossier:
        raise unknown_case(number)
    with run.dossier() as dossier:
        case = dossier.case(number)
        linked = [] if as_json else linked_cases(dossier, case)
    if as_json:
        print(contract.dumps(contract.case(case)))
    else:
        run.printer.show(record_views.case_page(case, _texts(case), today(run.clock), linked))
    must_be_unchanged(case)


def _texts(case: Case) -> dict[int, str]:
    """Return the documents' texts as people read them; a settled text is plain already."""
    return {
        one.number: one.text if one.settled else plain(one.text) for one in case.current_documents
    }
