"""The command that counts: a school year in figures."""

from typing import Annotated

import typer

from scala_cli.cli.app import commands, run_of
from scala_cli.cli.options import Overwrite, Target, one_of
from scala_cli.cli.parser import Command


@commands.command("overzicht", cls=Command)
def overview(
    ctx: typer.Context,
    year: Annotated[
        str | None,
        typer.Option(
            "--schooljaar", metavar="JAAR", help="Zoals 2026-2027; anders dit schooljaar."
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--vorm",
            metavar="md|pdf",
            help="Schrijf het in deze vorm.",
            autocompletion=one_of("md", "pdf"),
        ),
    ] = None,
    target: Target = None,
    overwrite: Overwrite = False,
) -> None:
    """Toon een schooljaar in cijfers, zonder namen."""
    from scala_cli.commands import overview as counting

    counting.overview(run_of(ctx), counting.Wish(year, form, target, overwrite))
