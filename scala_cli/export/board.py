"""A case for the board: what was done and decided, when and why.

No reports of talks, no letters, no notes, and of what was found no more than that it was.
"""

from collections.abc import Iterator, Sequence

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Answer
from scala_cli.case.apart import GONE, is_mark, said_apart
from scala_cli.case.deadlines import deadlines, not_running
from scala_cli.case.entries import evidence
from scala_cli.case.events import Kind
from scala_cli.case.linked import Linked
from scala_cli.case.outcomes import (
    decides_measures,
    has_statement,
    measures,
    statement_said,
)
from scala_cli.case.state import Case
from scala_cli.case.wording import EVENTS, lapsed, made_remark, recorder
from scala_cli.export.paper import Paper, Section, chapter
from scala_cli.export.readers import division, emptied, explained, fields_for, section
from scala_cli.headings import title_of
from scala_cli.plan.model import Reader, StepKind
from scala_cli.text import labelled, listing

_EVENTS = (Kind.DEADLINE_MET, Kind.LINKED, Kind.CLOSED, Kind.REOPENED, Kind.ERASED)
_ABOUT = (
    "Hier staat wat de school deed en besloot, en waarom. Niet opgenomen: verslagen van "
    "gesprekken, de inhoud van het bericht, de tekst van brieven, notities, en van het bewijs "
    "alles behalve de lijst."
)


def board(case: Case, linked: Sequence[Linked] = ()) -> Paper:
    """Return what the board gets; `linked` are the cases of the same incident."""
    answers = sorted(case.answers.values(), key=lambda one: one.first)
    return Paper(
        case,
        "het bestuur",
        (*emptied(case), _ABOUT, *division(case, Reader.BOARD), *explained(case)),
        (
            *chapter("Samenvatting", [Section(lines=tuple(_summary(case)))]),
            *chapter("Gekoppelde dossiers", (_linked(one) for one in linked)),
            *chapter("Wat er is gedaan en besloten", (_decision(case, one) for one in answers)),
            *chapter("Termijnen", [Section(lines=tuple(_terms(case)))]),
            *chapter("Verder vastgelegd", [Section(lines=tuple(_beside(case)))]),
            *chapter("Brieven en teksten", [Section(lines=tuple(_titles(case)))]),
            *chapter("Bewijs", [Section(lines=tuple(_found(case)))]),
        ),
    )


def _summary(case: Case) -> Iterator[str]:
    return (labelled(label, words) for label, words in _known(case))


def _known(case: Case) -> Iterator[tuple[str, str]]:
    for label, plan in summary.plans(case):
        yield label, f"{plan.title} (versie {plan.version}; {plan.source})"
    yield "Geopend", clock.say(case.opened)
    yield from summary.state(case)
    yield "Laatst bijgewerkt", clock.say(case.events[-1].recorded)
    still = listing(case.step(visit).title for visit in case.position.open)
    yield "Niet meer gedaan" if case.closed else "Nog open", still or "niets"
    yield from summary.talk(case)
    if has_statement(case):
        yield "Statement", statement_said(case)
    if decides_measures(case):
        yield "Maatregelen", listing(measures(case)) or "geen vastgelegd"


def _linked(one: Linked) -> Section:
    return Section(one.named, tuple(labelled(*pair) for pair in one.dated))


def _decision(case: Case, answer: Answer) -> Section:
    step = case.step(answer.visit)
    stand = "Antwoord" if step.kind is StepKind.QUESTION else "Stand"
    first = (stand, f"{case.said(answer)}{lapsed(case, answer)}"), *_why(answer)
    fields = fields_for(step, Reader.BOARD)
    return section(case, answer, fields, [*first, *_before(case, answer)])


def _why(answer: Answer) -> Iterator[tuple[str, str]]:
    if answer.skipped:
        yield "Reden", answer.skipped_because or GONE


def _before(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what was chosen before each revision and why it changed, the first one first."""
    if before := answer.replaced:
        yield from _before(case, before)
        reason = answer.revised_because or GONE
        yield f"Tot {clock.say(answer.recorded)}", f"{case.said(before)} (gewijzigd: {reason})"


def _terms(case: Case) -> Iterator[str]:
    for one in deadlines(case):
        # A reminder is a note.
        what = f"Eigen herinnering (gebeurtenis {one.number})." if one.noted else one.what
        yield f"{what} Uiterlijk: {one.said}. Gehaald: {summary.stand(one)}."
    for idle in not_running(case):
        yield f"{idle.what} De termijn {idle.lacks}."


def _beside(case: Case) -> Iterator[str]:
    for event in case.events:
        if event.kind in _EVENTS or is_mark(event):
            said = said_apart(case, event, EVENTS[event.kind])
            yield f"{clock.say(event.recorded)}, door {recorder(event)}: {said}"


def _titles(case: Case) -> Iterator[str]:
    for made in case.documents:
        how = "zoals geplaatst of verstuurd" if made.settled else "gemaakt"
        remark = made_remark(case, made)
        said = f"{title_of(made.kind)}: {how}, {clock.say(made.recorded)}"
        yield f"{said} ({remark})" if remark else said


def _found(case: Case) -> Iterator[str]:
    for one in evidence(case):
        parts = (
            ("link", one.link),
            ("account", one.account),
            ("bestand", one.file),
            ("beschrijving", one.text),
        )
        what = listing(name for name, there in parts if there)
        recorded = f"{clock.say(one.event.recorded)}, door {recorder(one.event)}"
        yield f"Gebeurtenis {one.event.number}: {what}. Vastgelegd: {recorded}."
