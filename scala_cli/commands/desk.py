"""What can be done beside the questions of a walk: a letter made ready, a note."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scala_cli import clipboard, own_letters
from scala_cli.case import drafts
from scala_cli.case.outcomes import STATEMENT
from scala_cli.case.state import Case
from scala_cli.commands.recording import keep
from scala_cli.commands.run import Run
from scala_cli.documents.contexts.statement import statement_context
from scala_cli.dossier.store import Dossier
from scala_cli.errors import StappenplanError
from scala_cli.headings import heading_in_use, title_of
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.graph import steps_named
from scala_cli.plan.model import Field
from scala_cli.plan.replay import Visit
from scala_cli.settings import recorder


@dataclass(frozen=True, slots=True)
class WalkDesk:
    """The desk of who walks a case in a dossier."""

    run: Run
    dossier: Dossier

    def title(self, kind: str) -> str:
        """Return what a document is called."""
        return title_of(kind)

    def kinds(self, case: Case, visit: Visit) -> Sequence[str]:
        """Return the documents that can be made ready at an open step."""
        return _kinds_at(case, visit)

    def tells(self, kind: str, fields: Iterable[Field]) -> bool:
        """Tell whether a document tells what a field holds; a wrong own letter tells nothing."""
        try:
            return any(map(heading_in_use(kind).tells, fields))
        except WrongLetter:
            return False

    def prepare(self, case: Case, visit: Visit, kind: str) -> Case:
        """Make a letter ready as `brief` does; return the case as it is by then."""
        from scala_cli.commands import letter

        letter.prepare(self.run, self.dossier, case, visit, kind)
        return self.dossier.case(case.number)

    def statement(self, case: Case, visit: Visit, *, short: bool, aangifte: bool) -> str:
        """Return a form of the statement, made at a visit."""
        from scala_cli.commands.letter_own import render_surely

        context = statement_context(case, visit, aangifte=aangifte, kort=short)
        return render_surely(STATEMENT, context, drill=case.drill)

    def may_be_posted(self, case: Case, text: str, *, aangifte: bool) -> bool:
        """Have the guard look at a text; tell whether it is to be posted."""
        from scala_cli.commands import guarding

        return guarding.may_be_posted(self.run, case, text, aangifte=aangifte)

    def copy(self, text: str) -> bool:
        """Put a text on the clipboard; tell whether that worked."""
        return clipboard.copy(text)

    def close(self, case: Case) -> bool:
        """Close the case as `dossier sluit` does; tell whether it is closed now."""
        from scala_cli.commands import closing

        nothing = closing.Wish(None, None, None, None)
        return self._done(lambda: closing.close_in(self.run, self.dossier, case.number, nothing))

    def export(self, case: Case) -> None:
        """Write the case to a file in this folder, as `exporteer` does."""
        from scala_cli.commands import export
        from scala_cli.commands.home.asking import Back, how_to_export

        with suppress(Back):
            reader, form = how_to_export(self.run)
            wish = export.Wish((case.number,), False, form, reader, Path(), overwrite=False)
            self._done(lambda: export.export_from(self.run, self.dossier, wish))

    def _done(self, do: Callable[[], None]) -> bool:
        """Do what a command does; tell how it ended where it did not, and whether it did."""
        try:
            do()
        except StappenplanError as error:
            self.run.asker.tell(f"\n{error}")
            return False
        return True

    def note(self, case: Case) -> None:
        """Ask for a note and record it; on second thoughts nothing."""
        asker = self.run.asker
        hint = "Iets dat nergens anders past. Leeg: toch geen notitie."
        words = asker.long("Wat wilt u vastleggen?", hint, drafts.optional)
        if not words:
            asker.tell("Er is geen notitie gemaakt.")
            return
        keep(self.dossier, case, lambda _: drafts.note(words, recorder()))
        asker.tell(f"Genoteerd. Het staat in de tijdlijn van dossier {case.number}.")


def _kinds_at(case: Case, visit: Visit) -> list[str]:
    """Return the letters that belong to a step: what its plan names, and own ones that name it."""
    step = case.step(visit)
    naming = (
        kind
        for kind in sorted(own_letters.in_use().kinds)
        if any(visit.step in steps_named(name, case.graph) for name in _steps_of(kind))
    )
    return list(dict.fromkeys((*step.documents, *step.offered, *naming)))


def _steps_of(kind: str) -> Sequence[str]:
    try:
        return heading_in_use(kind).steps
    except WrongLetter:
        return ()
