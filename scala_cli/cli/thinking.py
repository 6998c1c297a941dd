"""The command that looks at a text before it is posted."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import commands, run_of
from scala_cli.cli.options import Channel, Json, case_number
from scala_cli.cli.parser import Command


@commands.command("denk-na", cls=Command)
def think(
    ctx: typer.Context,
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND|-]", help="De tekst; - voor wat er binnenkomt. Anders typt u hem."
        ),
    ] = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--dossier",
            metavar="NR",
            help="Let ook op wat dit dossier weet; zonder BESTAND: het statement daarvan.",
            parser=case_number,
        ),
    ] = None,
    channel: Channel = None,
    as_json: Json = False,
) -> None:
    """Denk na over een tekst voordat u hem plaatst.

    De zes vragen van de poster, met wat er in de tekst opvalt.
    """
    from scala_cli.commands import thinking

    thinking.think(run_of(ctx, as_json=as_json), source, number, channel, as_json=as_json)
