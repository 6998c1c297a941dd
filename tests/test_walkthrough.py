"""The walk itself: one answer at a time on disk, another window, documents, interruption."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli.case.answer import Document
from scala_cli.case.events import Draft, Event, Kind
from scala_cli.case.replies import Give, Refused, Reply, Supplement
from scala_cli.case.state import Case
from scala_cli.clock import Clock
from scala_cli.errors import Stopped
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from tests.conftest import TickingClock
from tests.walking import CaseInMemory, walk


@dataclass
class Replies:
    """A prompter that gives these replies and then goes away."""

    replies: list[Reply]
    fields: dict[Visit, list[Supplement]] = field(default_factory=dict)
    made_kinds: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def reply(self, case: Case) -> Reply | None:
        """Return the next reply."""
        if self.replies:
            return self.replies.pop(0)
        if case.position.ended:
            return None
        raise Stopped("Gestopt.")

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:
        """Yield the fields that come with a visit."""
        yield from self.fields.pop(visit, [])

    def made(self, documents: Sequence[Document]) -> None:
        """Remember what was made."""
        self.made_kinds += [one.kind for one in documents]

    def refused(self, error: Refused) -> None:
        """Remember what was refused."""
        self.refusals.append(str(error))


class Shared(CaseInMemory):
    """A case to which another window adds just before the walk does."""

    other: Draft | None = None

    def append(self, draft: Draft, after: int) -> Event:
        """Let the other window be first, once."""
        if self.other is not None:
            first, self.other = self.other, None
            super().append(first, len(self.events))
        return super().append(draft, after)


SIGNAAL = Visit("signaal", 1)
SPOED = Visit("spoed", 1)
STILTE = Visit("stilte", 1)
NOTE = Draft(Kind.NOTED, "2026-11-22T12:00:00Z", {"door": "een ander", "tekst": "gebeld"})


def stopped(file: CaseInMemory, prompter: Replies) -> Case:
    """Walk until the prompter goes away."""
    with pytest.raises(Stopped):
        walk(file, prompter)
    return file.read()


def test_what_another_window_added_is_kept_and_the_answer_follows_it(
    plaatsing: Graph, clock: Clock
) -> None:
    file = Shared(plaatsing, clock)
    file.other = NOTE
    case = stopped(file, Replies([Give(SIGNAAL, ("gedaan",))]))
    assert [event.kind for event in case.events] == [Kind.OPENED, Kind.NOTED, Kind.ANSWERED]


def test_a_step_that_another_window_answered_first_is_told_and_not_answered_twice(
    plaatsing: Graph, clock: Clock
) -> None:
    file = Shared(plaatsing, clock)
    file.other = Draft(
        Kind.ANSWERED, "2026-11-22T12:00:00Z", {"door": "x", "velden": {}}, *SIGNAAL, ("gedaan",)
    )
    prompter = Replies([Give(SIGNAAL, ("gedaan",))])
    case = stopped(file, prompter)
    assert prompter.refusals == ["stap 'signaal' is nu niet open (open: spoed)."]
    assert case.count == 2


def test_documents_are_made_after_the_fields_of_their_step(plaatsing: Graph, clock: Clock) -> None:
    answers: list[Reply] = [
        Give(SIGNAAL, ("gedaan",)), Give(SPOED, ("nee",)), Give(STILTE, ("gedaan",)),
    ]  # fmt: skip
    prompter = Replies(answers, {STILTE: [Supplement(STILTE, {"hoe": "e-mail"})]})
    case = stopped(CaseInMemory(plaatsing, clock), prompter)
    assert [event.kind for event in case.events[-3:]] == [
        Kind.ANSWERED, Kind.SUPPLEMENTED, Kind.DOCUMENT,
    ]  # fmt: skip
    assert prompter.made_kinds == ["niet-reageren"]


def test_a_document_that_an_interruption_left_unmade_is_made_at_the_next_start(
    plaatsing: Graph, clock: Clock
) -> None:
    file = CaseInMemory(plaatsing, clock)
    for visit, choice in ((SIGNAAL, "gedaan"), (SPOED, "nee"), (STILTE, "gedaan")):
        content = {"door": "x", "velden": {}}
        draft = Draft(Kind.ANSWERED, "2026-11-22T12:00:00Z", content, *visit, (choice,))
        file.append(draft, len(file.events))
    case = stopped(file, Replies([]))
    assert [one.kind for one in case.documents] == ["niet-reageren"]
    assert stopped(file, Replies([])).count == case.count


def test_an_answer_to_a_step_that_is_not_open_is_refused_and_nothing_is_recorded(
    plaatsing: Graph, clock: Clock
) -> None:
    prompter = Replies([Give(Visit("wie", 1), ("kind",))])
    case = stopped(CaseInMemory(plaatsing, clock), prompter)
    assert prompter.refusals == ["stap 'wie' is nu niet open (open: signaal)."]
    assert case.count == 1


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_walk_left_after_any_answers_and_gone_on_with_is_the_walk_that_was_not_left(
    plaatsing: Graph, data: st.DataObject
) -> None:
    whole = CaseInMemory(plaatsing, TickingClock())
    parts = CaseInMemory(plaatsing, TickingClock())
    given_replies: list[Reply] = []
    while not whole.read().position.ended:
        case = whole.read()
        visit = data.draw(st.sampled_from(case.position.open))
        choice = data.draw(st.sampled_from(plaatsing.choices(visit.step)))
        reply = Give(visit, choice)
        given_replies.append(reply)
        prompter = Replies([reply])
        if data.draw(st.booleans()):
            walk_some(parts, given_replies)
            given_replies = []
        walk_some(whole, [prompter.replies.pop()])
    walk_some(parts, given_replies)
    assert told(parts.read()) == told(whole.read())


def walk_some(file: CaseInMemory, replies: list[Reply]) -> None:
    """Walk with these replies, to the end or until they run out."""
    try:
        walk(file, Replies(list(replies)))
    except Stopped:
        return


def told(case: Case) -> list[object]:
    """Return what a case says, times aside."""
    return [
        [(event.kind, event.step, event.visit, event.choice) for event in case.events],
        [(one.kind, one.visit) for one in case.documents],
        case.position,
    ]
