"""What each view says: pure functions from a case or a plan to a page."""

from collections.abc import Iterator

from scala_cli import clock
from scala_cli.case.ahead import steps_ahead
from scala_cli.case.deadlines import deadlines, not_running
from scala_cli.case.outcomes import STATEMENT, has_statement
from scala_cli.case.state import Case
from scala_cli.case.summary import due_for
from scala_cli.plan.model import Plan, StepKind
from scala_cli.plan.replay import Visit
from scala_cli.plan.wording import cited, notes_of, source_of
from scala_cli.screen import case_view
from scala_cli.screen.page import (
    Block,
    Heading,
    Item,
    Items,
    Page,
    Pairs,
    Words,
)
from scala_cli.screen.plan_view import note_item, term_pairs
from scala_cli.text import labelled, listing

_CERTAINTY = (
    "Zekerheid A: officiële of eerste bron gezien. B: degelijke tweede bron. Een zwakke bron is "
    "geen zekerheid."
)
_ALL_LINES = "alle spoedregels: u"
_RECENT = 2
"""How many earlier answers a step's page lists, the last ones: it has to fit on 24 lines."""


def emergency(plan: Plan) -> Page:
    """Return the emergency lines, that come before everything; nothing if a plan has none."""
    if not plan.emergency:
        return Page([])
    items = Items([Item(note.text) for note in plan.emergency], warning=True)
    return Page([Heading("Eerst dit", 1), items])


def step_page(case: Case, visit: Visit, *, reminded: bool = False) -> Page:
    """Return a step: what to mind, then the protocol's words, who acts and where the case stands.

    Last is nearest to the question, and stays in view in a window of 24 lines. `reminded`: with
    the first emergency line of its plan, and where the others are.
    """
    step = case.step(visit)
    again = f" (keer {visit.number})" if visit.number > 1 else ""
    blocks: list[Block] = [
        Heading(f"{_kept_as(case)}, stap {len(case.standing) + 1}: {step.title}{again}", 1)
    ]
    if step.notes:
        blocks.append(Items([note_item(note) for note in step.notes]))
    if reminded:
        first, *_ = case.graph.plan_of(visit.step).emergency
        blocks.append(Items([Item(first.text, _ALL_LINES)], warning=True))
    # A question that is its own title is heard once.
    if step.text != step.title:
        blocks.append(Words(step.text, strong=True))
    blocks.append(Pairs([("Wie", step.actor), *_where(case, visit), ("Bron", source_of(step))]))
    return Page(blocks)


def _kept_as(case: Case) -> str:
    return f"{'Oefening' if case.drill else 'Dossier'} {case.number}"


def _where(case: Case, visit: Visit) -> Iterator[tuple[str, str]]:
    for place, answer in enumerate(case.standing[-_RECENT:]):
        label = "" if place else "Al gedaan"
        yield label, labelled(case.step(answer.visit).title, case.said(answer))
    others = [case.step(other).title for other in case.position.open if other != visit]
    if others:
        yield "Ook open", "; ".join(others)
    if case.position.waiting:
        waiting = "; ".join(case.graph.steps[ref].title for ref in case.position.waiting)
        yield "Wacht", f"{waiting} (tot de rest klaar is)"
    if ahead := steps_ahead(case):
        yield "Hierna", _steps(*ahead)


def _steps(fewest: int, most: int) -> str:
    if not most:
        return "niets meer; dit is de laatste stap"
    if fewest == most:
        return f"nog {'1 stap' if most == 1 else f'{most} stappen'}"
    return f"nog {fewest} tot {most} stappen, dat hangt af van de antwoorden"


def why(case: Case, visit: Visit, *, with_how: bool = True) -> Page:
    """Return what a step rests on: source, reading, and the facts with their dates.

    With a plan's first step come the emergency lines whole; `with_how`: and how a walk goes.
    """
    step = case.step(visit)
    plan = case.graph.plan_of(visit.step)
    pairs = [("Stappenplan", plan.title), ("Bron", source_of(step))]
    if step.reading:
        pairs.append(("Gekozen lezing", step.reading))
    pairs += term_pairs(step, plan)
    blocks: list[Block] = [Heading(f"Waarom: {step.title}"), Pairs(pairs)]
    if step is plan.first:
        blocks.append(Items([Item(note.text) for note in plan.emergency], warning=True))
    if known := cited(notes_of(step)):
        blocks.append(
            Items([Item(one.text, f"{one.basis}; gezien {clock.say(one.seen)}") for one in known])
        )
        blocks.append(Words(_CERTAINTY, quiet=True))
    if step.kind is StepKind.QUESTION and not step.several:
        blocks += [Heading("Wat volgt op elk antwoord"), Items(list(_leads(case, visit)))]
    if with_how:
        blocks += [Heading("Zo werkt het"), Items([Item(one) for one in _HOW])]
    return Page(blocks)


_HOW = (
    "Elk antwoord is bewaard voordat de volgende vraag komt. Stoppen kan altijd, ook met Ctrl-C.",
    "Geen gegeven is verplicht. Wat leeg blijft, vult u later aan.",
    "Verkeerd gekozen? Kies bij een volgende stap 'Terug' (t). Wat er stond, blijft te lezen.",
    "Iets dat nergens past, legt u vast als notitie (n).",
)


def _leads(case: Case, visit: Visit) -> Iterator[Item]:
    for option in case.step(visit).options:
        following = case.graph.follows(visit.step, (option.id,))
        names = listing(case.graph.steps[ref].title for ref in following)
        yield Item(option.title, f"daarna: {names}" if names else "daarna is dit spoor klaar")


def open_steps(case: Case) -> Page:
    """Return that several steps are open, and that their order is free."""
    count = len(case.position.open)
    words = (
        f"Er staan {count} stappen open. De volgorde is aan u; wat blijft liggen raakt niet weg."
    )
    return Page([Words(words)])


def pausing(case: Case) -> Page:
    """Return what waits in a case, for who stops here: the open steps, and what is due."""
    blocks: list[Block] = [Heading("Dit wacht op u"), Items(list(case_view.open_items(case)))]
    due = [
        *(Item(due_for(one), f"uiterlijk {one.said}") for one in deadlines(case) if one.running),
        *(Item(one.what, one.lacks) for one in not_running(case)),
    ]
    if due:
        blocks.append(Items(due))
    return Page(blocks)


def finished(case: Case) -> Page:
    """Return how a case stands when nothing is open any more, and what can be done with it."""
    blocks: list[Block] = [
        Heading(f"Alle stappen zijn beantwoord: dossier {case.number}", 1),
        Pairs(
            [
                *_statement(case),
                ("Bewaren", f"stappenplan exporteer {case.number}"),
                ("Teruglezen", f"stappenplan dossier toon {case.number}"),
            ]
        ),
        *case_view.to_fill(case),
    ]
    return Page(blocks)


def _statement(case: Case) -> Iterator[tuple[str, str]]:
    """Yield how to get the statement, or that it was decided not to post one.

    Nothing where the plan has none: no message was posted then.
    """
    if not has_statement(case):
        return
    refused = [
        answer
        for answer in case.standing
        if answer.skipped and STATEMENT in case.step(answer.visit).documents
    ]
    if refused:
        yield "Statement", f"overgeslagen: {refused[-1].skipped_because}"
    else:
        yield "Statement", f"stappenplan statement {case.number}"
