"""`exporteer`: cases to files, whole or as much as one reader may see."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scala_cli.case.state import Case
from scala_cli.commands import inzage, school
from scala_cli.commands.evidence_file import kept_files
from scala_cli.commands.export_files import Files
from scala_cli.commands.linked import linked_cases
from scala_cli.commands.reading import cases_in_turn, must_be_unchanged
from scala_cli.commands.recording import if_broken_off
from scala_cli.commands.run import Run
from scala_cli.documents.render import render_template
from scala_cli.dossier.store import Dossier
from scala_cli.drill import DRILL
from scala_cli.errors import Stopped, WrongUse
from scala_cli.export import json as contract
from scala_cli.export import markdown
from scala_cli.export import paper as papers
from scala_cli.export.board import board
from scala_cli.export.paper import Paper
from scala_cli.export.pdf import Letterhead, dossier_pdf
from scala_cli.export.police import police
from scala_cli.plan.faults import did_you_mean
from scala_cli.plan.model import Reader
from scala_cli.prompts.protocol import Item
from scala_cli.screen.overview_views import paper_page
from scala_cli.text import clean_line, listing

FORMS = ("md", "pdf", "json")
_WITH_FILES = (Reader.WHOLE, Reader.POLICE)
"""Who also gets the files that are kept with evidence."""
_YES, _NO, _ALL = "ja", "nee", "alle"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    numbers: tuple[str, ...]
    everything: bool
    form: str
    reader: str
    folder: Path
    overwrite: bool


def export(run: Run, wish: Wish) -> None:
    """Write each case to a file of its own in a folder, and print the paths.

    What is for one reader is shown first on a terminal, and written only if that is said so.
    """
    _reader(wish)
    with run.dossier() as dossier:
        export_from(run, dossier, wish)


def export_from(run: Run, dossier: Dossier, wish: Wish) -> None:
    """Write cases of a dossier that is open here; see `export`."""
    reader = _reader(wish)
    with (
        _asked(dossier, wish) as cases,
        Files(run, dossier, wish.folder, overwrite=wish.overwrite) as out,
    ):
        writing = _Writing(run, dossier, wish.form, out)
        if reader is Reader.WHOLE:
            writing.whole(cases, len(set(wish.numbers)) or dossier.case_count())
        else:
            writing.for_reader(reader, list(cases))


def _reader(wish: Wish) -> Reader:
    """Return for whom it is. Raises `WrongUse` for what can't be exported."""
    if wish.form not in FORMS:
        names = listing(FORMS, "of")
        raise WrongUse(f"Vorm '{clean_line(wish.form)}' bestaat niet. Kies uit {names}.")
    if wish.reader not in list(Reader):
        asked = clean_line(wish.reader)
        hint = did_you_mean(asked, list(Reader))
        raise WrongUse(f"Voor '{asked}' bestaat niet.{hint} Kies uit {listing(Reader, 'of')}.")
    reader = Reader(wish.reader)
    if wish.form == "json" and reader is not Reader.WHOLE:
        raise WrongUse(
            f"JSON is er alleen volledig: daarmee is het hele dossier na te rekenen. Kies voor "
            f"{reader} --vorm md of --vorm pdf."
        )
    if bool(wish.numbers) == wish.everything:
        raise WrongUse("Noem één of meer dossiernummers, of --alles.")
    return reader


def _asked(dossier: Dossier, wish: Wish) -> AbstractContextManager[Iterable[Case]]:
    """Return the cases with these numbers, or without numbers all that can be read, in turn.

    Those with a number are read first: with a wrong one among them nothing is written.
    """
    if not wish.numbers:
        return cases_in_turn(dossier)
    return nullcontext([dossier.case(number) for number in dict.fromkeys(wish.numbers)])


class _Writing:
    """Makes the files of cases in one form."""

    def __init__(self, run: Run, dossier: Dossier, form: str, out: Files) -> None:
        self._run = run
        self._dossier = dossier
        self._form = form
        self._out = out

    def whole(self, cases: Iterable[Case], count: int) -> None:
        """Write all of each case; they are about so many."""
        with self._out.progress(count) as advance:
            for case in cases:
                must_be_unchanged(case)
                self._add(case, Reader.WHOLE, self._whole(case))
                advance()

    def for_reader(self, reader: Reader, cases: list[Case]) -> None:
        """Write of each case what a reader gets, if whoever sits there says so."""
        asking = self._run.has_person
        with self._out.progress(0 if asking else len(cases)) as advance:
            for place, case in enumerate(cases, 1):
                must_be_unchanged(case)
                with if_broken_off(f"Dossier {case.number} is niet geschreven, en niet veranderd."):
                    paper = self._paper(reader, case)
                    last = place == len(cases)
                    answer = _confirmed(self._run, reader, paper, last=last) if asking else _YES
                asking = asking and answer != _ALL
                if answer != _NO:
                    text = f"{render_template(papers.TEMPLATE, papers.values(paper))}\n"
                    self._add(case, reader, self._formed(text, case))
                if asking:
                    self._out.write()
                advance()
        if cases and not self._out.any:
            raise Stopped("Er is niets geschreven. De dossiers zijn niet veranderd.")

    def _paper(self, reader: Reader, case: Case) -> Paper:
        if reader is Reader.BOARD:
            return board(case, linked_cases(self._dossier, case))
        if reader is Reader.POLICE:
            return police(case)
        return inzage.paper(self._run, case)

    def _whole(self, case: Case) -> bytes:
        if self._form == "json":
            pinned = self._dossier.pinned(case.events[0])
            return f"{contract.dumps(contract.export(case, pinned))}\n".encode()
        found = markdown.values(case, linked_cases(self._dossier, case))
        text = f"{render_template(markdown.TEMPLATE, found)}\n"
        return self._formed(text, case)

    def _formed(self, text: str, case: Case) -> bytes:
        if self._form != "pdf":
            return text.encode()
        # The same case gives the same bytes: not the moment at which it was exported.
        return dossier_pdf(text, self._letterhead, case.events[-1].recorded)

    @cached_property
    def _letterhead(self) -> Letterhead:
        return school.letterhead(school.known_school(self._dossier))

    def _add(self, case: Case, reader: Reader, data: bytes) -> None:
        """Add a case's file and those it has kept; raise before the first if one isn't right."""
        of_reader = "" if reader is Reader.WHOLE else f"-{reader}"
        what = "oefening" if case.drill else "dossier"
        made = [(f"{what}-{case.number}{of_reader}.{self._form}", data)]
        if reader in _WITH_FILES:
            made += kept_files(self._dossier, case)
        self._out.add(case.number, made)


def _confirmed(run: Run, reader: Reader, paper: Paper, *, last: bool) -> str:
    """Show what a reader gets and return whether to write it."""
    opening = (DRILL, *paper.opening) if paper.case.drill else paper.opening
    run.printer.show(paper_page(paper.case, paper.foot, opening, _chapters(paper)))
    if reader is Reader.PERSON:
        run.printer.show(inzage.facts_page())
    more = [] if last or reader is Reader.PERSON else [Item(_ALL, "Ja, en de volgende ook")]
    items = [Item(_NO, "Nee, niet schrijven"), Item(_YES, "Ja, schrijven"), *more]
    # What it is about has scrolled away by now.
    asked = f"Dit is dossier {paper.case.number}, voor {paper.reader}. Schrijven?"
    return run.asker.choose(asked, items, _NO)


def _chapters(paper: Paper) -> list[tuple[str, list[tuple[str, list[str], list[tuple[str, str]]]]]]:
    return [
        (one.title, [(part.title, list(part.lines), list(part.texts)) for part in one.sections])
        for one in paper.chapters
    ]
