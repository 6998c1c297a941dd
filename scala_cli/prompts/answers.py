"""An answers file as the one who answers: each answer in its turn, at the step it names."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scala_cli.case.answer import Document
from scala_cli.case.replies import Give, NotOpen, Refused, Reply, Supplement
from scala_cli.case.state import Case
from scala_cli.errors import Stopped
from scala_cli.plan.faults import quoted
from scala_cli.plan.graph import Graph, allows, steps_named
from scala_cli.plan.replay import Visit
from scala_cli.prompts.answers_text import AnswersText, WrongAnswers
from scala_cli.prompts.entry import Entry, read_entry
from scala_cli.text import listing


class AnswersFile:
    """A prompter that gives the answers of a file, each in one go, and then goes away."""

    def __init__(self, text: AnswersText, graph: Graph, now: datetime) -> None:
        """Check every answer against the plans. Raises `WrongAnswers`; nothing is stored."""
        self._file = text.file
        self._entries = [
            read_entry(text.file, place, raw, graph, now)
            for place, raw in enumerate(text.answers, 1)
        ]

    def reply(self, case: Case) -> Reply | None:
        """Return the next answer of the file.

        Raises `WrongAnswers` when its step is not open, and `Stopped` when the file runs out.
        """
        if not self._entries:
            if case.position.ended:
                return None
            raise Stopped("Het antwoordenbestand is op.")
        entry = self._entries.pop(0)
        visit = self._open_visit(entry, case)
        return Give(visit, entry.choice, entry.fields, entry.skipped_because, entry.happened)

    def _open_visit(self, entry: Entry, case: Case) -> Visit:
        """Return the open visit that an entry means, by its full id or a bare one that fits."""
        meant = steps_named(entry.step, case.graph)
        found = [visit for visit in case.position.open if visit.step in meant]
        found = [visit for visit in found if visit.step == entry.step] or found
        if len(found) > 1:
            names = listing((visit.step for visit in found), "of")
            sentence = f"{quoted(entry.step)} kan {names} zijn; schrijf het hele id."
            raise WrongAnswers(self._file, f"{sentence} {_saved(case)}", entry.place)
        if not found or not allows(case.step(found[0]), entry.choice):
            wrong = NotOpen(entry.step, [visit.step for visit in case.position.open])
            raise WrongAnswers(self._file, f"{wrong} {_saved(case)}", entry.place)
        return found[0]

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:  # noqa: ARG002
        """Yield nothing: an answer's fields came with it."""
        return iter(())

    def made(self, documents: Sequence[Document]) -> None:
        """Hear nothing."""

    def refused(self, error: Refused) -> None:
        """Stop: another window changed the case underneath the file."""
        raise WrongAnswers(self._file, f"{error} Wat ervoor stond is bewaard.") from error


def _saved(case: Case) -> str:
    return (
        f"Wat ervoor stond is bewaard in dossier {case.number}. Ga verder met: "
        f"stappenplan verder {case.number}"
    )
