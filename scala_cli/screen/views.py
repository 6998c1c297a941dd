"""What each view says: pure functions from a case or a plan to a page."""

from collections.abc import Iterator, Mapping, Sequence

from scala_cli import clock
from scala_cli.case.state import Case
from scala_cli.case.wording import (
    answer_pairs,
    basis_of,
    cited,
    lapsed,
    made_remark,
    missing,
    source_of,
    told,
    what,
)
from scala_cli.headings import title_of
from scala_cli.plan.model import Note, Plan, StepKind
from scala_cli.plan.replay import Visit
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Pairs, Table, Verbatim, Words
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
    blocks: list[Block] = [Heading(f"Waarom: {step.title}"), Pairs(pairs)]
    if known := cited(step.notes):
        blocks.append(
            Items([Item(one.text, f"{one.basis}; gezien {clock.say(one.seen)}") for one in known])
        )
        blocks.append(Words(_CERTAINTY, quiet=True))
    if step.kind is StepKind.QUESTION and not step.several:
        blocks += [Heading("Wat volgt op elk antwoord"), Items(list(_leads(case, visit)))]
    return Page(blocks)


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
        *_to_fill(case),
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


def _to_fill(case: Case) -> Iterator[Block]:
    if case.missing:
        yield Heading("Aan te vullen")
        yield Items(
            [
                Item(labelled(case.step(visit).title, listing(titles)))
                for visit, titles in missing(case).items()
            ]
        )
    if case.to_review:
        yield Heading("Opnieuw bekijken, want een eerder antwoord is gewijzigd")
        names = [case.step(visit).title for visit in sorted(case.to_review)]
        yield Items([Item(name) for name in names])


def case_page(case: Case, texts: Mapping[int, str]) -> Page:
    """Return a whole case: summary, open steps, answers, timeline, documents.

    `texts` holds the documents' plain texts by the number of their event.
    """
    blocks: list[Block] = [
        Heading(f"Dossier {case.number}: {case.title}", 1),
        Pairs(
            [
                ("Stappenplan", f"{case.graph.root.title} (versie {case.graph.root.version})"),
                ("Status", case.status),
                ("Geopend", clock.say(case.opened)),
                ("Gebeurtenissen", f"{case.count}, kop {case.head}"),
            ]
        ),
    ]
    if case.position.open:
        blocks += [Heading("Nu open"), Items(list(_open_items(case)))]
    blocks += _to_fill(case)
    blocks += [Heading("Wat er gedaan is"), *_answers(case)]
    blocks += [Heading("Tijdlijn"), _timeline(case)]
    if case.documents:
        rows = [
            (
                title_of(one.kind),
                "zoals geplaatst" if one.settled else "gemaakt",
                clock.say(one.recorded),
            )
            for one in case.current_documents
        ]
        blocks += [Heading("Documenten"), Table(("document", "tekst", "vastgelegd"), rows)]
        for one in case.current_documents:
            remark = f" ({made_remark(case, one)})" if made_remark(case, one) else ""
            blocks.append(Heading(f"{title_of(one.kind)}{remark}"))
            blocks.append(Verbatim(texts[one.number]))
    return Page(blocks)


def _open_items(case: Case) -> Iterator[Item]:
    for visit in case.position.open:
        step = case.step(visit)
        yield Item(step.title, step.actor)


def _answers(case: Case) -> Iterator[Block]:
    for answer in sorted(case.answers.values(), key=lambda one: one.first):
        remark = lapsed(case, answer)
        said = labelled(case.step(answer.visit).title, case.said(answer))
        yield Words(f"{said}{remark}", strong=True)
        when = told(answer.happened, answer.recorded)
        happened = [("Gebeurd", when)] if when else []
        recorded = ("Vastgelegd", clock.say(answer.recorded))
        yield Pairs([*happened, recorded, *answer_pairs(case, answer)])


def _timeline(case: Case) -> Table:
    rows = [
        (
            str(event.number),
            told(event.happened, event.recorded),
            clock.say(event.recorded),
            what(case, event),
            event.by,
        )
        for event in case.events
    ]
    return Table(("nr", "gebeurd", "vastgelegd", "wat", "door"), rows)


def what_now(cases: Sequence[Case]) -> Page:
    """Return what is open and to be filled in, over all these cases."""
    if not cases:
        return Page([Words("Er staat niets open. Een nieuw incident: stappenplan start")])
    blocks: list[Block] = []
    for case in cases:
        blocks.append(Heading(f"Dossier {case.number}: {case.title}", 1))
        if case.position.open:
            blocks.append(Items(list(_open_items(case))))
        else:
            blocks.append(Words("Alle stappen zijn beantwoord."))
        blocks += _to_fill(case)
        blocks.append(Words(f"Verder: stappenplan verder {case.number}", quiet=True))
    return Page(blocks)


def case_list(cases: Sequence[Case]) -> Page:
    """Return the cases as a table."""
    if not cases:
        return Page(
            [Words("Er zijn geen dossiers om te tonen. Een nieuw incident: stappenplan start")]
        )
    rows = [
        (
            case.number,
            case.title,
            case.status,
            listing(case.step(visit).title for visit in case.position.open) or "alles beantwoord",
        )
        for case in cases
    ]
    return Page([Table(("nummer", "titel", "status", "nu open"), rows)])


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
