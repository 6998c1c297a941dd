"""The walk: position, ask, append, next. Each answer is on disk before the next question.

Knows the Prompter protocol, not who is behind it; what a document says is made elsewhere.
"""

from collections.abc import Callable
from typing import Protocol

from scala_cli.case.events import CaseMoved, Draft, Event, Kind
from scala_cli.case.replies import NotOpen, Reply, document_draft, draft
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
            except NotOpen as error:
                self._prompter.refused(error)
                continue
            for supplement in self._prompter.supplements(self.case, reply.visit):
                self._record(supplement)
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
        while due := self.case.due_documents():
            answer, kind = due[0]
            try:
                self._append(self._document(answer, kind))
            except CaseMoved:
                self.case = self._file.read()
        made = [one for one in self.case.documents if one.number not in before]
        if made:
            self._prompter.made(made)

    def _document(self, answer: Answer, kind: str) -> Draft:
        sent = answer.fields.get(SENT_TEXT)
        text = sent if isinstance(sent, str) else self._render(self.case, answer, kind)
        event = Kind.SETTLED if sent else Kind.DOCUMENT
        return document_draft(event, kind, text, answer.visit, self._by, self._clock)
