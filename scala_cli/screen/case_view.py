"""The parts of a whole case on the screen; what they say is decided in `case`."""

from collections.abc import Iterator, Mapping

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Document
from scala_cli.case.state import Case
from scala_cli.case.wording import answer_pairs, lapsed, made_remark, missing, told
from scala_cli.headings import title_of
from scala_cli.screen.page import Block, Heading, Item, Items, Pairs, Verbatim, Words
from scala_cli.text import labelled


def still_open(case: Case) -> Iterator[Block]:
    """Yield the open steps; of a closed case those that were left so."""
    if case.position.open:
        yield Heading("Niet meer gedaan" if case.closed else "Nu open")
        yield Items(list(open_items(case)))


def open_items(case: Case) -> Iterator[Item]:
    """Yield each open step with who does it."""
    for visit in case.position.open:
        step = case.step(visit)
        yield Item(step.title, step.actor)


def to_fill(case: Case) -> Iterator[Block]:
    """Yield what is to be filled in and to be looked at again."""
    if case.missing:
        yield Heading("Niet aangevuld" if case.closed else "Aan te vullen")
        yield Items(
            [
                Item(labelled(case.step(visit).title, questions))
                for visit, questions in missing(case).items()
            ]
        )
    if case.to_review:
        yield Heading("Opnieuw bekijken, want een eerder antwoord is gewijzigd")
        names = [case.step(visit).title for visit in sorted(case.to_review)]
        yield Items([Item(name) for name in names])


def answers(case: Case) -> Iterator[Block]:
    """Yield every answer, with what came with it."""
    yield Heading("Wat er gedaan is")
    for answer in sorted(case.answers.values(), key=lambda one: one.first):
        remark = lapsed(case, answer)
        said = labelled(case.step(answer.visit).title, case.said(answer))
        yield Words(f"{said}{remark}", strong=True)
        when = told(answer.happened, answer.recorded)
        happened = [("Gebeurd", when)] if when else []
        recorded = ("Vastgelegd", clock.say(answer.recorded))
        yield Pairs([*happened, recorded, *answer_pairs(case, answer)], flowing=True)


def beside(case: Case) -> Iterator[Block]:
    """Yield what is said of a case apart from its steps: notes, evidence, what was erased."""
    for title, entries in summary.chapters(case):
        yield Heading(title)
        for entry in entries:
            yield Words(entry.event, strong=True)
            if entry.text:
                yield Words(entry.text)
            yield Pairs(entry.pairs)


def timeline(case: Case) -> Iterator[Block]:
    """Yield every event: what it was, and below that when and by whom.

    No table: five columns leave too little room for words in a window of 80 columns.
    """
    yield Heading("Tijdlijn")
    pairs = []
    for number, happened, recorded, what, by in summary.timeline(case):
        when = f"gebeurd {happened}; " if happened else ""
        pairs += [(number, what), ("", f"{when}vastgelegd {recorded}, door {by}")]
    yield Pairs(pairs)


def documents(case: Case) -> Iterator[Block]:
    """Yield what was made or sent; the texts come apart, since they are long."""
    if case.current_documents:
        yield Heading("Documenten")
        yield Items(
            [
                Item(f"{title_of(one.kind)}{_remark(case, one)}", _became(one))
                for one in case.current_documents
            ]
        )


def texts(case: Case, plain: Mapping[int, str]) -> Iterator[Block]:
    """Yield each document's text; `plain` holds them by the number of their event."""
    if case.current_documents:
        yield Heading("Teksten van de documenten", 1)
    for one in case.current_documents:
        yield Heading(f"{title_of(one.kind)}{_remark(case, one)}")
        yield Verbatim(plain[one.number])


def _became(one: Document) -> str:
    return f"{'zoals geplaatst' if one.settled else 'gemaakt'}, {clock.say(one.recorded)}"


def _remark(case: Case, one: Document) -> str:
    return f" ({made_remark(case, one)})" if made_remark(case, one) else ""
