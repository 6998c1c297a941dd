"""The walk: position, ask, append, next. Each answer is on disk before the next question.

Knows the Prompter protocol, not who is behind it; what a document says is made elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from scala_cli.case.answer import Answer
from scala_cli.case.due import due_documents
from scala_cli.case.events import CaseMoved, Draft, Event, Kind
from scala_cli.case.fold import fold
from scala_cli.case.replies import Override, Refused, Reply, Revise, document_draft, draft
from scala_cli.case.state import Case
from scala_cli.clock import Clock
from scala_cli.prompts.protocol import Prompter

RenderDocument = Callable[[Case, Answer, str], str | None]
"""Gives a document of a case by its kind, made at an answer, as Markdown; None for one that can't
be made now. It stays due."""
Weigh = Callable[[Case, Answer, str], Sequence[Override] | Revise]
"""Looks at the text that an answer says was really sent, as a document of a kind, before it is
settled. Gives what stays in it in spite of the guard, with reasons; or the text anew."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What becomes of documents during a walk: how they are made, how what was sent is weighed."""

    render: RenderDocument
    weigh: Weigh


class CaseFile(Protocol):
    """The one case that is walked, in its dossier."""

    def read(self) -> Case:
        """Return the case as it is on disk."""

    def append(self, draft: Draft, after: int) -> Event:
        """Add an event to a case of `after` events; raises `CaseMoved` if it has grown."""


class Walk:
    """One person or file going through one case."""

    def __init__(
        self, file: CaseFile, prompter: Prompter, papers: Papers, by: str, clock: Clock
    ) -> None:
        self.case = file.read()
        self._file = file
        self._prompter = prompter
        self._papers = papers
        self._by = by
        self._clock = clock

    def run(self) -> Case:
        """Walk until the case has ended and return it.

        Raises `Stopped` or `KeyboardInterrupt` before that; everything answered is saved.
        """
        self._make_documents()
        while (reply := self._prompter.reply(self.case)) is not None:
            try:
                self._record(reply)
                for supplement in self._prompter.supplements(self.case, reply.visit):
                    self._record(supplement)
            except Refused as error:
                self._prompter.refused(error)
            self._make_documents()
        return self.case

    def _record(self, reply: Reply) -> None:
        """Append a reply, on the case as it is by then if another window added to it."""
        while True:
            try:
                self._append(draft(reply, self.case, self._by, self._clock))
            except CaseMoved:
                self.case = self._file.read()
            else:
                return

    def _append(self, made: Draft) -> None:
        event = self._file.append(made, self.case.count)
        self.case = fold(self.case.graph, (*self.case.events, event))

    def _make_documents(self) -> None:
        """Make what the done steps call for; also what an interruption left unmade."""
        before = {one.number for one in self.case.documents}
        for answer, kind in due_documents(self.case):
            self._make(answer, kind)
        made = [one for one in self.case.documents if one.number not in before]
        if made:
            self._prompter.made(made)

    def _make(self, answer: Answer, kind: str) -> None:
        """Record a document, unless it says what the last one said."""
        while not self._is_made(self.case.answers[answer.visit], kind):
            self.case = self._file.read()

    def _is_made(self, answer: Answer, kind: str) -> bool:
        """Tell whether it is recorded, or can't be; not when the case has moved on, or the text."""
        sent = self.case.sent(answer)
        text = sent or self._papers.render(self.case, answer, kind)
        if text is None:
            return True
        last = self.case.document(answer.visit, kind)
        if last and (last.text, last.settled) == (text, bool(sent)):
            return True
        overridden: Sequence[Override] | Revise = ()
        if sent:
            overridden = self._papers.weigh(self.case, answer, kind)
        if isinstance(overridden, Revise):
            self._record(overridden)
            return False
        event = Kind.SETTLED if sent else Kind.DOCUMENT
        made = document_draft(event, kind, text, answer.visit, self._by, overridden)
        try:
            self._append(made)
        except CaseMoved:
            return False
        return True
