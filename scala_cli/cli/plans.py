"""The commands of the group `plan`: the stappenplannen themselves."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import plan_commands, run_of
from scala_cli.cli.options import Json, Number, Overwrite, PlanId, Target, one_of
from scala_cli.cli.parser import Command


@plan_commands.command("lijst", cls=Command)
def plan_list(ctx: typer.Context) -> None:
    """Toon de stappenplannen."""
    from scala_cli.commands import plans

    plans.plan_list(run_of(ctx))


@plan_commands.command("toon", cls=Command)
def show_plan(ctx: typer.Context, plan: PlanId, as_json: Json = False) -> None:
    """Toon één stappenplan, met elke stap."""
    from scala_cli.commands import plans

    plans.show_plan(run_of(ctx), plan, as_json=as_json)


@plan_commands.command("controleer", cls=Command)
def check_plans(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[BESTAND]...", help="Plannen; anders alle plannen."),
    ] = None,
) -> None:
    """Controleer stappenplannen: de fouten, met de regel en een voorstel erbij."""
    from scala_cli.commands import plans

    plans.check_plans(run_of(ctx), paths or [])


@plan_commands.command("nieuw", cls=Command)
def new_plan(
    ctx: typer.Context,
    plan: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Naam van het nieuwe plan, zoals pesten.")
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--naar", metavar="PAD", help="Het bestand; anders bij uw eigen plannen."),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--titel", metavar="T", help="De titel van het plan.")
    ] = None,
) -> None:
    """Schrijf een nieuw stappenplan, met uitleg erin, om aan te passen."""
    from scala_cli.commands import plan_new

    plan_new.new_plan(run_of(ctx), plan, target, title)


@plan_commands.command("paden", cls=Command)
def plan_paths(ctx: typer.Context, plan: PlanId, as_json: Json = False) -> None:
    """Toon elke weg door een stappenplan."""
    from scala_cli.commands import plans

    plans.plan_paths(run_of(ctx), plan, as_json=as_json)


@plan_commands.command("teken", cls=Command)
def draw_plan(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    plan: PlanId,
    number: Number = None,
    form: Annotated[
        str,
        typer.Option(
            "--vorm",
            metavar="svg|pdf|mermaid",
            help="De vorm.",
            autocompletion=one_of("svg", "pdf", "mermaid"),
        ),
    ] = "svg",
    target: Target = None,
    overwrite: Overwrite = False,
) -> None:
    """Teken een stappenplan op één blad, en de weg van een dossier."""
    from scala_cli.commands import drawing

    drawing.draw_plan(run_of(ctx), plan, number, drawing.Wish(form, target, overwrite))
