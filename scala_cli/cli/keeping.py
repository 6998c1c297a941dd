"""The commands that keep house: files out, the dossier file itself."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import app, run_of
from scala_cli.cli.options import Json, Overwrite
from scala_cli.cli.parser import Command


@app.command("exporteer", cls=Command)
def export(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NR]...", help="Nummers van dossiers, zoals 2026-001."),
    ] = None,
    everything: Annotated[bool, typer.Option("--alles", help="Alle dossiers.")] = False,
    form: Annotated[str, typer.Option("--vorm", metavar="md|json", help="De vorm.")] = "md",
    folder: Annotated[
        Path, typer.Option("--naar", metavar="MAP", help="De map; anders de huidige map.")
    ] = Path(),
    overwrite: Overwrite = False,
) -> None:
    """Schrijf dossiers naar leesbare bestanden."""
    from scala_cli.commands.export import export as write

    write(
        run_of(ctx),
        numbers or [],
        folder,
        everything=everything,
        form=form,
        overwrite=overwrite,
    )


@app.command("controleer", cls=Command)
def check(ctx: typer.Context, as_json: Json = False) -> None:
    """Controleer het dossierbestand en de keten van elk dossier."""
    from scala_cli.commands import record

    record.check(run_of(ctx), as_json=as_json)
