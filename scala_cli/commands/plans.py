"""`plan lijst`, `toon`, `controleer`, `paden`: the stappenplannen themselves."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from scala_cli import clock, resources
from scala_cli.commands import own_plan
from scala_cli.commands.own_plan import say_instead
from scala_cli.commands.run import Run, known_names
from scala_cli.facts import facts
from scala_cli.plan.faults import Fault, Place, WrongPlan, quoted, told
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, load_library, with_own
from scala_cli.plan.model import Plan
from scala_cli.plan.odd import oddities
from scala_cli.plan.paths import LIMIT, walks
from scala_cli.plan.source import Source, read_source
from scala_cli.screen import plan_view
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Words


def plan_list(run: Run) -> None:
    """Show the plans, the school's own among them, and the faults of those that can't be used."""
    library = run.library
    blocks: list[Block] = []
    if wrong := _wrong(run):
        blocks += [Heading("Eigen plannen met een fout"), _listed(wrong)]
        blocks.append(Words("De andere plannen kunt u gewoon gebruiken.", quiet=True))
    own = {one: f"{own_plan.told(run, one)} ({file})" for one, file in library.own.items()}
    page = plan_view.plan_list(list(library.plans.values()), own)
    run.printer.show(Page([*blocks, *page.blocks]))


def _wrong(run: Run) -> list[Fault]:
    """Return all that is wrong with the school's own plans, and with the folder of them."""
    faults = [fault for one in run.library.wrong for fault in one.faults]
    return [*faults, *run.own_plans.faults]


def _listed(found: Sequence[Fault]) -> Items:
    return Items([Item(one) for one in told(found)], warning=True)


def show_plan(run: Run, plan_id: str, *, as_json: bool) -> None:
    """Show one plan, every step of it."""
    plan = run.plan(plan_id)
    say_instead(run, plan.id)
    if as_json:
        from scala_cli.export import json as contract

        print(contract.dumps(contract.plan(plan)))
    else:
        run.printer.show(plan_view.plan_page(plan))


def check_plans(run: Run, paths: list[Path]) -> None:
    """Check plan files among all others, or all plans there are, and tell what is odd in them.

    Raises `WrongPlan` with every fault.
    """
    library, sources = _among(run, paths) if paths else (run.library, list(run.own_plans.sources))
    # What hands over to a file with faults has none of its own.
    asked = {one.file for one in sources}
    wrong = [fault for one in library.wrong if one.file in asked for fault in one.faults]
    wrong = wrong or [fault for one in library.wrong for fault in one.faults]
    if not paths:
        wrong += run.own_plans.faults
    if wrong:
        raise WrongPlan(wrong)
    own = {one.plan_id: one for one in sources}
    checked = [] if paths else [read_source(path) for path in resources.plan_files()]
    checked = [one for one in checked if one.plan_id not in own]
    odd = [fault for one in (*checked, *own.values()) for fault in _odd(run, library, one)]
    names = ", ".join(own if paths else library.plans)
    blocks: list[Block] = [Words(f"In orde: {names}.")]
    if odd:
        blocks += [Heading("Let op: dit mag, maar klopt het?"), _listed(odd)]
    run.printer.show(Page(blocks))


def _among(run: Run, paths: Sequence[Path]) -> tuple[Library, list[Source]]:
    """Return the library as it would be with these files as own plans, and the files as read.

    One with the id of another own plan takes its place; of two with one id both are wrong.
    """
    known = known_names()
    given = [read_source(path) for path in paths]
    ids = {one.plan_id for one in given}
    beside = [
        one
        for one in run.own_plans.sources
        if one.plan_id in run.library.own and one.plan_id not in ids
    ]
    library = with_own(load_library(resources.plan_files(), known), [*given, *beside], known)
    return library, given


def _odd(run: Run, library: Library, source: Source) -> list[Fault]:
    if source.plan is None:
        return []
    seen = {name: fact.seen for name, fact in facts().items()}
    texts = {name: fact.text for name, fact in facts().items()}
    found = oddities(source.plan, source.file, seen, clock.today(run.clock), texts)
    return source.located([*found, *_wrong_letters(library, source.plan, source.file)])


def _wrong_letters(library: Library, plan: Plan, file: str) -> Iterator[Fault]:
    """Yield where a plan names one of the school's own letters that can't be used now."""
    from scala_cli.commands import letter_own

    for number, step in enumerate(plan.steps):
        for key, kinds in (("documenten", step.documents), ("aangeboden", step.offered)):
            for kind in kinds:
                if said := letter_own.fault_of(kind, library.plans.values()):
                    place = Place(("stap", number, key), kind)
                    yield Fault(file, step.id, f"eigen brief {quoted(kind)}: {said}", place)


def plan_paths(run: Run, plan_id: str, *, as_json: bool) -> None:
    """Show every combination of choices of a plan."""
    from scala_cli.export import json as contract

    graph = Graph(run.plan(plan_id).id, run.library.plans)
    say_instead(run, graph.root.id)
    if as_json:
        print(contract.dumps(contract.plan_paths(graph)))
    else:
        run.printer.show(
            plan_view.paths_page(plan_id, list(islice(walks(graph), LIMIT + 1)), LIMIT)
        )
