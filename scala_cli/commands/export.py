"""`exporteer`: cases to files, whole or as much as one reader may see."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from scala_cli import files
from scala_cli.case.entries import Evidence, evidence
from scala_cli.case.state import Case
from scala_cli.commands import inzage, school
from scala_cli.commands.recording import if_broken_off
from scala_cli.commands.run import Run, must_be_unchanged, readable_cases, say
from scala_cli.documents.render import render_template
from scala_cli.dossier.copies import EXPORT
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, Stopped, WrongUse
from scala_cli.export import json as contract
from scala_cli.export import markdown
from scala_cli.export import paper as papers
from scala_cli.export.board import board
from scala_cli.export.paper import Paper
from scala_cli.export.pdf import Letterhead, dossier_pdf
from scala_cli.export.police import police
from scala_cli.export.readers import Reader
from scala_cli.plan.faults import did_you_mean
from scala_cli.prompts.protocol import Item
from scala_cli.screen.overview_views import paper_page
from scala_cli.text import clean_line, listing

FORMS = ("md", "pdf", "json")
_LONGEST_SUFFIX = 8
_MANY = 20
"""From more cases on someone wants to know how far it is."""
_WITH_FILES = (Reader.WHOLE, Reader.POLICE)
"""Who also gets the files that are kept with evidence."""
_NOT_NOTED = (
    "Waar deze export staat, kan niet in het dossier worden genoteerd: daar kan nu niet worden "
    "geschreven. Onthoud de plek zelf, zodat u hem later kunt weggooien."
)
_READABLE = (
    "Let op: dit bestand is niet versleuteld en er kunnen namen in staan. Bewaar het veilig en "
    "gooi het weg als het niet meer nodig is."
)
_READABLES = (
    "Let op: deze bestanden zijn niet versleuteld en er kunnen namen in staan. Bewaar ze veilig "
    "en gooi ze weg als ze niet meer nodig zijn."
)
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
    reader = _reader(wish)
    with run.dossier() as dossier, _asked(dossier, wish) as cases:
        writing = _Writing(run, dossier, wish)
        try:
            if reader is Reader.WHOLE:
                writing.whole(cases)
            else:
                writing.for_reader(reader, cases)
        finally:
            writing.told()


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


def _asked(dossier: Dossier, wish: Wish) -> AbstractContextManager[list[Case]]:
    """Return the cases with these numbers, or without numbers all that can be read.

    All are read first: with a wrong number among them nothing is written.
    """
    if not wish.numbers:
        return readable_cases(dossier)
    return nullcontext([dossier.case(number) for number in dict.fromkeys(wish.numbers)])


class _Writing:
    """Writes the files of cases, and remembers which."""

    def __init__(self, run: Run, dossier: Dossier, wish: Wish) -> None:
        self._run = run
        self._dossier = dossier
        self._wish = wish
        self._written: list[Path] = []
        self._held: list[Path] = []
        self._noting = True
        self._drawing = False

    def whole(self, cases: list[Case]) -> None:
        """Write all of each case."""
        with self._progress(cases) as advance:
            for case in cases:
                must_be_unchanged(case)
                self._write(case, Reader.WHOLE, self._whole(case))
                advance()

    def for_reader(self, reader: Reader, cases: list[Case]) -> None:
        """Write of each case what a reader gets, if whoever sits there says so."""
        asking = self._run.has_person
        with self._progress([] if asking else cases) as advance:
            for place, case in enumerate(cases, 1):
                must_be_unchanged(case)
                with if_broken_off(f"Dossier {case.number} is niet geschreven, en niet veranderd."):
                    paper = self._paper(reader, case)
                    last = place == len(cases)
                    answer = _confirmed(self._run, reader, paper, last=last) if asking else _YES
                asking = asking and answer != _ALL
                if answer != _NO:
                    text = f"{render_template(papers.TEMPLATE, papers.values(paper))}\n"
                    self._write(case, reader, self._formed(text, case))
                advance()
        if not self._written and cases:
            raise Stopped("Er is niets geschreven. De dossiers zijn niet veranderd.")

    def _paper(self, reader: Reader, case: Case) -> Paper:
        if reader is Reader.BOARD:
            return board(case)
        if reader is Reader.POLICE:
            return police(case)
        return inzage.paper(self._run, case)

    def _whole(self, case: Case) -> bytes:
        if self._wish.form == "json":
            pinned = self._dossier.pinned(case.events[0])
            return f"{contract.dumps(contract.export(case, pinned))}\n".encode()
        text = f"{render_template(markdown.TEMPLATE, markdown.values(case))}\n"
        return self._formed(text, case)

    def _formed(self, text: str, case: Case) -> bytes:
        if self._wish.form != "pdf":
            return text.encode()
        # The same case gives the same bytes: not the moment at which it was exported.
        return dossier_pdf(text, self._letterhead, case.events[-1].recorded)

    @cached_property
    def _letterhead(self) -> Letterhead:
        return school.letterhead(school.known_school(self._dossier))

    def _write(self, case: Case, reader: Reader, data: bytes) -> None:
        """Write a case's file and those it has kept; raise before the first if one isn't right."""
        of_reader = "" if reader is Reader.WHOLE else f"-{reader}"
        made = [(f"dossier-{case.number}{of_reader}.{self._wish.form}", data)]
        if reader in _WITH_FILES:
            made += [
                (
                    f"dossier-{case.number}-bewijs-{one.event.number}.{_suffix(one.file)}",
                    _kept(self._dossier, case, one),
                )
                for one in evidence(case)
                if one.kept
            ]
        for name, content in made:
            path = self._wish.folder / name
            first = partial(self._note, path, case.number)
            files.write_bytes(path, content, overwrite=self._wish.overwrite, first=first)
            self._written.append(path)
            self._held.append(path)
        self._tell_paths()

    def _note(self, path: Path, number: str) -> None:
        """Note where a file is made; say once that it can't be noted."""
        try:
            self._dossier.copy_made(EXPORT, path, number)
        except DossierUnusable:
            if self._noting:
                say(_NOT_NOTED)
            self._noting = False

    @contextmanager
    def _progress(self, cases: list[Case]) -> Iterator[Callable[[], None]]:
        if len(cases) <= _MANY:
            yield lambda: None
            return
        # On a terminal a bar is drawn where the paths would be printed.
        self._drawing = self._run.output.isatty()
        try:
            with self._run.printer.progress("Dossiers schrijven", len(cases)) as advance:
                yield advance
        finally:
            self._drawing = False
            self._tell_paths()

    def _tell_paths(self) -> None:
        if self._drawing:
            return
        for path in self._held:
            print(files.shown(path))
        self._held.clear()

    def told(self) -> None:
        """Say what was written and that it can be read by anyone."""
        self._tell_paths()
        if self._written:
            say(_READABLE if len(self._written) == 1 else _READABLES)


def _confirmed(run: Run, reader: Reader, paper: Paper, *, last: bool) -> str:
    """Show what a reader gets and return whether to write it."""
    run.printer.show(paper_page(paper.case, paper.foot, paper.opening, _chapters(paper)))
    if reader is Reader.PERSON:
        run.printer.show(inzage.facts_page())
    more = [] if last or reader is Reader.PERSON else [Item(_ALL, "Ja, en de volgende ook")]
    items = [Item(_NO, "Nee, niet schrijven"), Item(_YES, "Ja, schrijven"), *more]
    return run.asker.choose("Schrijven?", items, _NO)


def _chapters(paper: Paper) -> list[tuple[str, list[tuple[str, list[str], list[tuple[str, str]]]]]]:
    return [
        (one.title, [(part.title, list(part.lines), list(part.texts)) for part in one.sections])
        for one in paper.chapters
    ]


def _suffix(name: str) -> str:
    """Return the kind of file that a name tells of, in plain letters; `bin` where it doesn't."""
    _, dot, last = name.rpartition(".")
    found = re.sub(r"[^a-z0-9]", "", last.lower()) if dot else ""
    return found if 0 < len(found) <= _LONGEST_SUFFIX else "bin"


def _kept(dossier: Dossier, case: Case, one: Evidence) -> bytes:
    """Return the file kept with a piece of evidence, if it is what was recorded."""
    found = dossier.file(case.number, one.event.number)
    if found is None or hashlib.sha256(found).hexdigest() != one.sha256:
        wrong = "ontbreekt" if found is None else "is gewijzigd nadat het is vastgelegd"
        raise DossierUnusable(
            f"Dossier {case.number}, gebeurtenis {one.event.number}: het bewaarde bestand {wrong}. "
            "Van dit dossier is niets geschreven. Bekijk alles wat er mis is met: stappenplan "
            "controleer"
        )
    return found
