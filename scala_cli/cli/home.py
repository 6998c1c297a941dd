"""The home menu wired to the command line: which commands there are, and running one from it."""

from collections.abc import Iterator, Sequence
from typing import Any

import click
import typer
from typer.core import TyperArgument

from scala_cli.cli.app import app
from scala_cli.cli.ending import outcome
from scala_cli.commands.home.program import Argument, Command, Program
from scala_cli.commands.home.session import home
from scala_cli.settings import Settings

_LONGEST = 200
"""More than any short help has: it is not cut off."""


def open_home(run: Any) -> None:  # noqa: ANN401 - as `run_of` gives it
    """Open the home menu."""
    home(run, Program(tuple(_commands(typer.main.get_command(app))), _perform))


def _perform(args: Sequence[str], settings: Settings) -> str:
    """Run a command line as if it had been typed; only the program itself doesn't end."""
    return outcome(list(args), settings)[1]


def _commands(
    found: click.Command, words: tuple[str, ...] = (), group: str = ""
) -> Iterator[Command]:
    if isinstance(found, click.Group):
        inside = found.get_short_help_str(_LONGEST) if words else ""
        for name, command in found.commands.items():
            if not command.hidden:
                yield from _commands(command, (*words, name), inside)
    else:
        arguments = tuple(_arguments(found))
        yield Command(words, found.get_short_help_str(_LONGEST), group, arguments)


def _arguments(command: click.Command) -> Iterator[Argument]:
    for parameter in command.params:
        if isinstance(parameter, TyperArgument):
            name = (parameter.metavar or parameter.name or "").strip("[].")
            yield Argument(name, parameter.help or "", parameter.required)
