"""What the views of plans say: pure functions from a plan to a page."""

from collections.abc import Iterator, Mapping, Sequence

from scala_cli.plan.graph import Choice
from scala_cli.plan.model import Note, Option, Plan, Step, StepKind
from scala_cli.plan.paths import Path
from scala_cli.plan.replay import Visit
from scala_cli.plan.wording import basis_of, note_of, source_of, term_of
from scala_cli.screen.page import (
    Block,
    Entries,
    Entry,
    Heading,
    Item,
    Items,
    Page,
    Pairs,
    Table,
    Words,
)
from scala_cli.text import labelled, listing


def note_item(note: Note) -> Item:
    """Return a point of attention with what it rests on."""
    return Item(note.text, basis_of(note))


def term_pairs(step: Step, plan: Plan) -> list[tuple[str, str]]:
    """Return what a step of a plan starts a term for, with its source; nothing without one."""
    if step.term is None:
        return []
    return [("Termijn", term_of(step, plan)), ("Bron termijn", basis_of(note_of(step.term)))]


def plan_list(plans: Sequence[Plan], own: Mapping[str, str]) -> Page:
    """Return the plans, each with how large it is; `own` says by id which are the school's own."""
    rows = [
        (plan.id, str(plan.version), str(len(plan.steps)), plan.title, own.get(plan.id, ""))
        for plan in plans
    ]
    entries = [Entry(plan.id, _plan_lines(plan, own.get(plan.id))) for plan in plans]
    table = Table(("id", "versie", "stappen", "titel", "eigen"), rows)
    return Page([Entries(entries, table, "Bekijken: stappenplan plan toon ID")])


def _plan_lines(plan: Plan, own: str | None) -> list[str]:
    size = f"versie {plan.version}, {len(plan.steps)} stappen"
    return [plan.title, size, *([own] if own else [])]


def plan_page(plan: Plan) -> Page:
    """Return a plan: every step with its words, source, reading, and where it leads."""
    blocks: list[Block] = [
        Heading(f"{plan.title} (versie {plan.version})", 1),
        Words(plan.source, quiet=True),
    ]
    if plan.emergency:
        blocks.append(Items([note_item(note) for note in plan.emergency], warning=True))
    for step in plan.steps:
        blocks += [Heading(f"{step.id}: {step.title}"), Words(step.text)]
        pairs = [("Wie", step.actor), ("Bron", source_of(step))]
        if step.reading:
            pairs.append(("Lezing", step.reading))
        if step.waits:
            pairs.append(("Wacht", "tot de andere sporen hier zijn"))
        if step.kind is StepKind.ACTION or step.several:
            pairs.append(("Daarna", " en ".join(step.targets) or "einde van dit spoor"))
        pairs += [*_meaning(step), *term_pairs(step, plan), *_fields(step), *_letters(step)]
        blocks.append(Pairs(pairs))
        if step.options:
            blocks.append(Items([Item(one.title, _behind(step, one)) for one in step.options]))
    blocks.append(
        Pairs(
            [
                ("Beginnen", f"stappenplan start --plan {plan.id}"),
                ("Tekenen", f"stappenplan plan teken {plan.id}"),
            ]
        )
    )
    return Page(blocks)


def _meaning(step: Step) -> Iterator[tuple[str, str]]:
    """Yield what a step is: with whom a talk, about whom, whether it is where it was reported."""
    if step.talk:
        yield "Gesprek met", step.talk
    if step.about:
        yield "Over", step.about
    if step.reports:
        yield "Melding", "hier is het gemeld"


def _letters(step: Step) -> Iterator[tuple[str, str]]:
    """Yield the letters that a step makes or offers, by their names."""
    if step.documents:
        yield "Maakt", listing(step.documents)
    if step.offered:
        yield "Brieven", listing(step.offered)


def _behind(step: Step, option: Option) -> str:
    """Return where an option leads, and where it stands if that isn't where its question does."""
    parts = [] if step.several else [towards(option.targets)]
    parts += [f"plaatser: {option.poster}"] if option.poster else []
    parts += [f"telt als {option.counts}"] if option.counts else []
    return "; ".join([*parts, *([f"bron: {option.source}"] if option.source else [])])


def _fields(step: Step) -> Iterator[tuple[str, str]]:
    """Yield what is noted at a step: by which id, of which kind with which choices, the question.

    Who writes a letter or an answers file needs the ids.
    """
    for place, field in enumerate(step.fields):
        among = [f"bij {listing(field.only_with, 'of')}"] if field.only_with else []
        choices = ", ".join(option.id for option in field.options)
        kind = "; ".join([labelled(field.kind, choices) if choices else field.kind, *among])
        role = [f"rol {field.role}"] if field.role else []
        readers = [f"voor {listing(field.readers)}"] if field.readers else []
        means = f" ({'; '.join([*role, *readers])})" if role or readers else ""
        yield "" if place else "Velden", f"{field.id} ({kind}): {field.title}{means}"


def paths_page(plan_id: str, found: Sequence[Path], limit: int) -> Page:
    """Return the ways through a plan as they are walked; of more than the limit the first."""
    told = found[:limit]
    ways = "1 weg" if len(told) == 1 else f"{len(told)} wegen"
    more = " Er zijn er meer; dit zijn de eerste." if len(found) > limit else ""
    items = [Item(" → ".join(_walked(visit, choice) for visit, choice in path)) for path in told]
    return Page([Words(f"{ways} door '{plan_id}'.{more}"), Items(items)])


def _walked(visit: Visit, choice: Choice) -> str:
    again = f" (keer {visit.number})" if visit.number > 1 else ""
    return f"{visit.step}:{'+'.join(choice)}{again}"


def towards(targets: Sequence[str]) -> str:
    """Return where an answer leads, in words."""
    return f"daarna: {' en '.join(targets)}" if targets else "einde van dit spoor"
