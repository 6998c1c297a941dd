"""The command that has a shell complete the others."""

from typing import Annotated

import typer

from scala_cli.cli.app import commands
from scala_cli.cli.options import one_of
from scala_cli.cli.parser import Command


@commands.command("aanvulling", cls=Command)
def completion(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[SHELL]",
            help="bash, zsh, fish of powershell; anders die u gebruikt.",
            autocompletion=one_of("bash", "zsh", "fish", "powershell"),
        ),
    ] = None,
    install: Annotated[
        bool, typer.Option("--installeer", help="Zet de aanvulling aan, in uw eigen map.")
    ] = False,
    remove: Annotated[bool, typer.Option("--verwijder", help="Haal haar daar weer weg.")] = False,
) -> None:
    """Laat de Tab-toets opdrachten aanvullen.

    Zonder optie toont dit alleen de regels voor de shell: het venster waarin u opdrachten typt.
    """
    from scala_cli.commands import completion as command

    command.completion(name, install=install, remove=remove)
