"""What a correction brought about: pure, from the case before and after to a page."""

from collections.abc import Iterable, Iterator, Sequence

from scala_cli.case.answer import Document
from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case
from scala_cli.case.wording import field_name, what
from scala_cli.headings import title_of
from scala_cli.plan.replay import Visit
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Pairs, Words
from scala_cli.text import listing

_CORRECTING = (Kind.REVISED, Kind.SUPPLEMENTED)


def corrected(before: Case, after: Case, made: Sequence[Document]) -> Page:
    """Return what was recorded, what lapsed, what opens, what to look at, and what was made."""
    recorded = [event for event in after.events[before.count :] if event.kind in _CORRECTING]
    if not recorded:
        return Page([Words("Er is niets ingevuld en niets veranderd.")])
    blocks: list[Block] = [
        Heading(f"Vastgelegd in dossier {after.number}", 1),
        Items([Item(what(after, event)) for event in recorded]),
    ]
    if any(event.kind is Kind.REVISED for event in recorded):
        blocks.append(Words("Het eerdere antwoord blijft in het dossier te lezen."))
    return Page(
        [*blocks, *_dropped(before, after, recorded), *_moved(before, after), *_then(after, made)]
    )


def _dropped(before: Case, after: Case, recorded: Sequence[Event]) -> Iterator[Block]:
    """Yield what no longer stands with an answer: emptied, or not asked with another choice."""
    visits = {Visit(event.step, event.visit) for event in recorded if event.step and event.visit}
    gone = [
        field_name(field.id)
        for visit in sorted(visits)
        for field in after.step(visit).fields
        if field.id in before.answers[visit].fields and field.id not in after.answers[visit].fields
    ]
    if gone:
        yield Words(f"Staat er nu niet meer bij: {listing(gone)}.")


def _moved(before: Case, after: Case) -> Iterator[Block]:
    """Yield where the case stands differently now."""
    was, now = before.position, after.position
    open_now = [visit for visit in now.open if visit not in was.open]
    shut = [visit for visit in was.open if visit not in now.open and visit not in now.standing]
    yield from _named(after, "Vervallen, maar bewaard", set(now.lapsed) - set(was.lapsed))
    yield from _named(after, "Geldt weer", set(was.lapsed) & set(now.standing))
    yield from _named(after, "Hoeft niet meer", shut)
    if open_now:
        yield Heading("Nu open")
        yield Items([Item(after.step(one).title, after.step(one).actor) for one in open_now])
    yield from _named(after, "Kijk nog na of dit klopt", after.to_review)


def _named(case: Case, heading: str, visits: Iterable[Visit]) -> Iterator[Block]:
    ordered = sorted(visits, key=lambda visit: (case.graph.order[visit.step], visit.number))
    if ordered:
        yield Heading(heading)
        yield Items([Item(case.step(visit).title) for visit in ordered])


def _then(after: Case, made: Sequence[Document]) -> Iterator[Block]:
    if made:
        yield Heading("In het dossier bewaard")
        yield Items([Item(title_of(one.kind)) for one in made])
    pairs = [("Teruglezen", f"stappenplan dossier toon {after.number}")]
    if after.to_review:
        pairs.insert(0, ("Nakijken", f"stappenplan dossier herzie {after.number}"))
    if after.position.open:
        pairs.insert(0, ("Verder", f"stappenplan verder {after.number}"))
    yield Pairs(pairs)
