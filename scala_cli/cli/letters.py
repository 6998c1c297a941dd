"""The command for letters."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import commands, run_of
from scala_cli.cli.options import Number, Overwrite, letter_kinds, letter_or_number, one_of
from scala_cli.cli.parser import Command


@commands.command("brief", cls=Command)
def letter(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOORT]",
            help="Welke brief; anders de lijst van brieven.",
            parser=letter_or_number,
            autocompletion=letter_kinds,
        ),
    ] = None,
    number: Number = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--vorm",
            metavar="md|pdf",
            help="De vorm; anders gewone tekst.",
            autocompletion=one_of("md", "pdf"),
        ),
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--naar", metavar="PAD", help="Schrijf de brief in een bestand.")
    ] = None,
    copy: Annotated[bool, typer.Option("--kopieer", help="Zet hem op het klembord.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Maak een brief of verslag uit een dossier.

    Zonder SOORT: welke brieven er zijn, met NR ook welke er nu bij passen.
    """
    from scala_cli.commands.letter import letter as make
    from scala_cli.commands.letter_out import Wish

    make(run_of(ctx), kind, number, Wish(form, target, copy, overwrite))
