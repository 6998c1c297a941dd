"""`plan lijst`, `toon`, `controleer`, `paden`: the stappenplannen themselves."""

from pathlib import Path

from scala_cli import resources
from scala_cli.commands.run import Run, known_names
from scala_cli.export import json as contract
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import load_library
from scala_cli.screen import views
from scala_cli.screen.page import Item, Items, Page, Words


def plan_list(run: Run) -> None:
    """Show the plans."""
    run.printer.show(views.plan_list(list(run.library.plans.values())))


def show_plan(run: Run, plan_id: str, *, as_json: bool) -> None:
    """Show one plan, every step of it."""
    plan = run.plan(plan_id)
    if as_json:
        print(contract.dumps(contract.plan(plan)))
    else:
        run.printer.show(views.plan_page(plan))


def check_plans(run: Run, paths: list[Path]) -> None:
    """Check plan files beside the shipped ones, or the shipped ones alone.

    Raises `WrongPlan` with every fault.
    """
    shipped = resources.plan_files()
    names = {path.name for path in paths}
    kept = [path for path in shipped if path.name not in names]
    library = load_library([*kept, *paths], known_names())
    names_found = ", ".join(library.plans)
    run.printer.show(Page([Words(f"In orde: {names_found}.")]))


def plan_paths(run: Run, plan_id: str, *, as_json: bool) -> None:
    """Show every combination of choices of a plan."""
    graph = Graph(run.plan(plan_id).id, run.library.plans)
    document = contract.plan_paths(graph)
    if as_json:
        print(contract.dumps(document))
        return
    found = document["paden"]
    more = " Er zijn er meer; dit zijn de eerste." if document["meer"] else ""
    items = Items([Item(" → ".join(path)) for path in found])
    run.printer.show(Page([Words(f"{len(found)} wegen door '{plan_id}'.{more}"), items]))
