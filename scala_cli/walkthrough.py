"""The walk: position, ask, append, next. Each answer is on disk before the next question.

Knows the Prompter protocol, not who is behind it; what a document says is made elsewhere.
"""

from collections.abc import Callable
from typing import Protocol

from scala_cli.case.events import CaseMoved, Draft, Event, Kind
from scala_cli.case.replies import Refused, Reply, document_draft, draft
from scala_cli.case.state import SENT_TEXT, Answer, Case, fold
from scala_cli.clock import Clock
from scala_cli.prompts.protocol import Prompter

RenderDocument = Callable[[Case, Answer, str], str]
"""Gives a document of a case by its kind, made at an answer, as Markdown."""


class CaseFile(Protocol):
    """The one case that is walked, in its dossier."""

    def read(self) -> Case:
        """Return the case as it is on disk."""

    def append(self, draft: Draft, after: int) -> Event:
        """Add an event to a case of `after` events; raises `CaseMoved` if it has grown."""


class Walk:
    """One person or file going through one case."""

    def __init__(
        self, file: CaseFile, prompter: Prompter, render: RenderDocument, by: str, clock: Clock
    ) -> None:
        self.case = file.read()
        self._file = file
        self._prompter = prompter
        self._render = render
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
        for answer, kind in self.case.due_documents():
            self._make(answer, kind)
        made = [one for one in self.case.documents if one.number not in before]
        if made:
            self._prompter.made(made)

    def _make(self, answer: Answer, kind: str) -> None:
        """Record a document, unless it says what the last one said."""
        while True:
            sent = answer.fields.get(SENT_TEXT)
            text = sent if isinstance(sent, str) else self._render(self.case, answer, kind)
            last = self.case.document(answer.visit, kind)
            event = Kind.SETTLED if sent else Kind.DOCUMENT
            if last and (last.text, last.settled) == (text, bool(sent)):
                return
            try:
                self._append(document_draft(event, kind, text, answer.visit, self._by))
            except CaseMoved:
                self.case = self._file.read()
            else:
                return
