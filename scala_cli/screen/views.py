"""What each view says: pure functions from a case or a plan to a page."""

from collections.abc import Iterator, Mapping, Sequence

from scala_cli import clock
from scala_cli.case.state import Case
from scala_cli.case.summary import status
from scala_cli.case.wording import basis_of, cited, notes_of, source_of, term_of
from scala_cli.plan.model import Note, Plan, Step, StepKind
from scala_cli.plan.replay import Visit
from scala_cli.screen import case_view
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Pairs, Table, Words
from scala_cli.text import labelled, listing

_STATEMENT = "statement"
_CERTAINTY = (
    "Zekerheid A: officiële of eerste bron gezien. B: degelijke tweede bron. Een zwakke bron is "
    "geen zekerheid."
)
_RECENT = 3
"""How many earlier answers a step's page lists, the last ones: it has to fit on 24 lines."""


def _note(note: Note) -> Item:
    return Item(note.text, basis_of(note))


def emergency(plan: Plan) -> Page:
    """Return the emergency lines; they come before everything."""
    items = Items([Item(note.text) for note in plan.emergency], warning=True)
    return Page([Heading("Eerst dit", 1), items])


def step_page(case: Case, visit: Visit, emergency: Sequence[Note] = ()) -> Page:
    """Return a step: where the case stands, what to mind, and last the protocol's words.

    Last is nearest to the question, and stays in view in a window of 24 lines.
    """
    step = case.step(visit)
    again = f" (keer {visit.number})" if visit.number > 1 else ""
    blocks: list[Block] = [
        Heading(f"Dossier {case.number}, stap {len(case.standing) + 1}: {step.title}{again}", 1),
        Pairs([*_where(case, visit), ("Bron", source_of(step))]),
    ]
    if step.notes:
        blocks.append(Items([_note(note) for note in step.notes]))
    if emergency:
        blocks.append(Items([Item(note.text) for note in emergency], warning=True))
    blocks += [Pairs([("Wie", step.actor)]), Words(step.text, strong=True)]
    return Page(blocks)


def _where(case: Case, visit: Visit) -> Iterator[tuple[str, str]]:
    for place, answer in enumerate(case.standing[-_RECENT:]):
        label = "" if place else "Al gedaan"
        yield label, labelled(case.step(answer.visit).title, case.said(answer))
    others = [case.step(other).title for other in case.position.open if other != visit]
    if others:
        yield "Ook open", "; ".join(others)
    if case.position.waiting:
        waiting = "; ".join(case.graph.steps[ref].title for ref in case.position.waiting)
        yield "Daarna", waiting


def why(case: Case, visit: Visit) -> Page:
    """Return what a step rests on: source, reading, and the facts with their dates."""
    step = case.step(visit)
    plan = case.graph.plan_of(visit.step)
    pairs = [("Stappenplan", plan.title), ("Bron", source_of(step))]
    if step.reading:
        pairs.append(("Gekozen lezing", step.reading))
    pairs += _term(step)
    blocks: list[Block] = [Heading(f"Waarom: {step.title}"), Pairs(pairs)]
    if known := cited(notes_of(step)):
        blocks.append(
            Items([Item(one.text, f"{one.basis}; gezien {clock.say(one.seen)}") for one in known])
        )
        blocks.append(Words(_CERTAINTY, quiet=True))
    if step.kind is StepKind.QUESTION and not step.several:
        blocks += [Heading("Wat volgt op elk antwoord"), Items(list(_leads(case, visit)))]
    return Page(blocks)


def _term(step: Step) -> list[tuple[str, str]]:
    if step.term is None:
        return []
    return [("Termijn", term_of(step)), ("Bron termijn", basis_of(step.term.note))]


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
    """Yield how to get the statement, or that it was decided not to post one."""
    refused = [
        answer
        for answer in case.standing
        if answer.skipped and _STATEMENT in case.step(answer.visit).documents
    ]
    if refused:
        yield "Statement", f"overgeslagen: {refused[-1].skipped_because}"
    else:
        yield "Statement", f"stappenplan statement {case.number}"


def case_page(case: Case, texts: Mapping[int, str]) -> Page:
    """Return a whole case: how it stands, what is open and due, answers, notes, evidence, events.

    `texts` holds the documents' plain texts by the number of their event.
    """
    return Page(
        [
            *case_view.opening(case),
            *case_view.still_open(case),
            *case_view.to_fill(case),
            *case_view.due(case),
            *case_view.answers(case),
            *case_view.beside(case),
            *case_view.timeline(case),
            *case_view.documents(case, texts),
        ]
    )


def what_now(cases: Sequence[Case]) -> Page:
    """Return what is open and to be filled in, over all these cases."""
    if not cases:
        return Page([Words("Er staat niets open. Een nieuw incident: stappenplan start")])
    blocks: list[Block] = []
    for case in cases:
        blocks.append(Heading(f"Dossier {case.number}: {case.title}", 1))
        if case.position.open:
            blocks.append(Items(list(case_view.open_items(case))))
        else:
            blocks.append(Words("Alle stappen zijn beantwoord."))
        blocks += case_view.to_fill(case)
        blocks.append(Words(f"Verder: stappenplan verder {case.number}", quiet=True))
    return Page(blocks)


def case_list(cases: Sequence[Case]) -> Page:
    """Return the cases as a table."""
    if not cases:
        return Page(
            [Words("Er zijn geen dossiers om te tonen. Een nieuw incident: stappenplan start")]
        )
    rows = [(case.number, case.title, status(case), _now_open(case)) for case in cases]
    return Page([Table(("nummer", "titel", "status", "nu open"), rows)])


def _now_open(case: Case) -> str:
    """Return the open steps; of a closed case none is to be done."""
    if case.closed:
        return ""
    titles = listing(case.step(visit).title for visit in case.position.open)
    return titles or "alles beantwoord"


def hits(rows: Sequence[tuple[str, str, str, str]]) -> Page:
    """Return where words were found: case, title, step and passage of each place."""
    if not rows:
        return Page([Words("Niets gevonden.")])
    return Page([Table(("dossier", "titel", "stap", "passage"), rows)])


def plan_list(plans: Sequence[Plan]) -> Page:
    """Return the plans as a table."""
    rows = [(plan.id, str(plan.version), str(len(plan.steps)), plan.title) for plan in plans]
    return Page([Table(("id", "versie", "stappen", "titel"), rows)])


def plan_page(plan: Plan) -> Page:
    """Return a plan: every step with its words, source, reading, and where it leads."""
    blocks: list[Block] = [
        Heading(f"{plan.title} (versie {plan.version})", 1),
        Words(plan.source, quiet=True),
        Items([_note(note) for note in plan.emergency], warning=True),
    ]
    for step in plan.steps:
        blocks += [Heading(f"{step.id}: {step.title}"), Words(step.text)]
        pairs = [("Wie", step.actor), ("Bron", source_of(step))]
        if step.reading:
            pairs.append(("Lezing", step.reading))
        if step.waits:
            pairs.append(("Wacht", "tot de andere sporen hier zijn"))
        if step.kind is StepKind.ACTION or step.several:
            pairs.append(("Daarna", " en ".join(step.targets) or "einde van dit spoor"))
        pairs += _term(step)
        blocks.append(Pairs(pairs))
        if step.options:
            blocks.append(
                Items(
                    [
                        Item(option.title, "" if step.several else _towards(option.targets))
                        for option in step.options
                    ]
                )
            )
    return Page(blocks)


def _towards(targets: Sequence[str]) -> str:
    return f"daarna: {' en '.join(targets)}" if targets else "einde van dit spoor"
