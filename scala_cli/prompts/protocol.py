"""What the walk needs of whoever answers, and what a conversation needs to be held."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from scala_cli.case.answer import Document
from scala_cli.case.replies import Refused, Reply, Supplement
from scala_cli.case.state import Case
from scala_cli.plan.model import Field, Plan
from scala_cli.plan.replay import Visit

_T = TypeVar("_T")


class Prompter(Protocol):
    """Who answers the steps: a person at a prompt, or an answers file."""

    def reply(self, case: Case) -> Reply | None:
        """Return the next answer, or None once the case has ended and nothing is left to say.

        Raises `Stopped` when whoever answers goes away before the end.
        """

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:
        """Yield values for a step just answered; each is recorded before the next is asked."""

    def made(self, documents: Sequence[Document]) -> None:
        """Hear which documents were made."""

    def refused(self, error: Refused) -> None:
        """Hear that the case changed elsewhere, so that the answer no longer fits."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: its id, what it says, and what choosing it brings.

    `key` is the letter that chooses it wherever it is offered; without one it goes by its number.
    """

    id: str
    title: str
    hint: str = ""
    key: str = ""


def worded(item: Item) -> str:
    """Return what an item says, with what choosing it brings."""
    return f"{item.title} ({item.hint})" if item.hint else item.title


class Asker(Protocol):
    """A way to put one question to a person.

    Each raises `EOFError` when input ends and `KeyboardInterrupt` on Ctrl-C. `parse` turns
    text into a value or raises `InvalidValue`, after which the question is put again.
    """

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        """Return the id of the item that was chosen.

        `start` is the one pointed at beforehand, where a way of asking points at all: one
        that does no harm when Enter is pressed unawares.
        """

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Return the ids that were chosen, at least one."""

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Return a line of text, parsed; `now` is what stands there, to be changed."""

    def long(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Return one or more lines of text, parsed; `now` is what stands there."""

    def secret(self, question: str) -> str:
        """Return what was typed unseen."""

    def tell(self, sentence: str) -> None:
        """Say something between questions."""


class View(Protocol):
    """What a person gets to see during the walk."""

    def emergency(self, plan: Plan) -> None:
        """Show the emergency lines of a plan, once."""

    def step(self, case: Case, visit: Visit) -> None:
        """Show a step, and where the case stands."""

    def why(self, case: Case, visit: Visit) -> None:
        """Show what a step rests on: source, reading, facts."""

    def open_steps(self, case: Case) -> None:
        """Show that several steps are open."""

    def document(self, title: str, text: str) -> None:
        """Show a text to be read."""

    def unbroken(self, text: str) -> None:
        """Show a text to be selected and copied: without line breaks of the screen's own."""

    def pausing(self, case: Case) -> None:
        """Show what waits, for who stops here."""

    def finished(self, case: Case) -> None:
        """Show how the case stands now that the last step is answered."""


class Desk(Protocol):
    """What can be done beside the questions during the walk: documents, a note."""

    def title(self, kind: str) -> str:
        """Return what a document is called."""

    def kinds(self, case: Case, visit: Visit) -> Sequence[str]:
        """Return the documents that can be made ready at an open step."""

    def tells(self, kind: str, fields: Iterable[Field]) -> bool:
        """Tell whether a document tells what one of these fields of a case holds."""

    def prepare(self, case: Case, visit: Visit, kind: str) -> Case:
        """Make a document ready with the person: read, changed, copied, written or settled.

        Returns the case as it is by then.
        """

    def note(self, case: Case) -> None:
        """Ask for a note and record it."""

    def close(self, case: Case) -> bool:
        """Close a case with the person; tell whether it is closed now."""

    def export(self, case: Case) -> None:
        """Write a case to a file with the person."""

    def statement(self, case: Case, visit: Visit, *, short: bool, aangifte: bool) -> str:
        """Return a form of the statement, made at a visit."""

    def may_be_posted(self, case: Case, text: str, *, aangifte: bool) -> bool:
        """Have a text that is about to be posted looked at; tell whether it is to be."""

    def copy(self, text: str) -> bool:
        """Put a text on the clipboard; tell whether that worked."""
