"""The commands of the group `dossier`: the record."""

from typing import Annotated

import typer

from scala_cli.cli.app import dossier_commands, run_of
from scala_cli.cli.options import InPlan, Json, NeededNumber, Platform, Status, Year
from scala_cli.cli.parser import Command


@dossier_commands.command("lijst", cls=Command)
def case_list(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    year: Year = None,
    plan: InPlan = None,
    status: Status = None,
    platform: Platform = None,
    as_json: Json = False,
) -> None:
    """Toon alle dossiers, of een deel ervan."""
    from scala_cli.commands import record

    run_ = run_of(ctx)
    record.case_list(run_, run_.selection(year, plan, status, platform), as_json=as_json)


@dossier_commands.command("zoek", cls=Command)
def find(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WOORD...", help="Woorden, of het begin ervan.")
    ],
    year: Year = None,
    plan: InPlan = None,
    status: Status = None,
    platform: Platform = None,
    as_json: Json = False,
) -> None:
    """Zoek in alle tekst van alle dossiers."""
    from scala_cli.commands import record

    run_ = run_of(ctx)
    selection = run_.selection(year, plan, status, platform)
    record.find(run_, " ".join(words), selection, as_json=as_json)


@dossier_commands.command("toon", cls=Command)
def show_case(ctx: typer.Context, number: NeededNumber, as_json: Json = False) -> None:
    """Toon één dossier."""
    from scala_cli.commands import record

    record.show_case(run_of(ctx), number, as_json=as_json)
