"""The program and its groups of commands, and the options that hold for all of them."""

import os
import sys
from collections import UserDict
from collections.abc import MutableMapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import click
import typer
from typer.models import CommandInfo, TyperInfo

from scala_cli import __version__, clock
from scala_cli.cli.parser import Group, Root
from scala_cli.settings import drilling, settings

NAME = "stappenplan"


class Made(UserDict[str, Any]):
    """Commands by name, each made when it is asked for: a line asks for one of them."""

    def __init__(self, found: typer.Typer) -> None:
        infos = [*found.registered_commands, *found.registered_groups]
        super().__init__({_name_of(info): info for info in infos})

    def __getitem__(self, name: str) -> click.Command:
        """Return a command. Raises `KeyError` for one that isn't there."""
        info = self.data[name]
        if isinstance(info, CommandInfo):
            self.data[name] = typer.main.get_command_from_info(info, **_PLAIN)
        elif isinstance(info, TyperInfo):
            self.data[name] = typer.main.get_group_from_info(info, suggest_commands=False, **_PLAIN)
        made: click.Command = self.data[name]
        return made


def _name_of(info: Any) -> str:  # noqa: ANN401 - Typer's own, of a command or a group
    callback = info.callback
    return info.name or typer.main.get_command_name(callback.__name__ if callback else "")


class Later(Group):
    """A group that finds out which commands it has when that is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        super().__init__(*args, **kwargs)
        del self.commands

    @cached_property
    def commands(self) -> MutableMapping[str, click.Command]:  # type: ignore[override] # later
        """Return the commands, by name."""
        found, modules = _GROUPS[self.name or ""]
        for module in modules:
            import_module(f"{__package__}.{module}")
        return Made(found)


class LaterRoot(Later, Root):
    """The whole program, which does the same."""


_PLAIN: dict[str, Any] = {"pretty_exceptions_short": False, "rich_markup_mode": None}
_LOOK: dict[str, Any] = {
    "rich_markup_mode": None,
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
    "no_args_is_help": True,
}
app = typer.Typer(cls=LaterRoot, **{**_LOOK, "no_args_is_help": False})
commands = typer.Typer()
dossier_commands = typer.Typer(
    cls=Later, help="Dossiers bekijken, aanvullen, sluiten en wissen.", **_LOOK
)
plan_commands = typer.Typer(
    cls=Later, help="De stappenplannen zelf: bekijken en controleren.", **_LOOK
)
commands.add_typer(dossier_commands, name="dossier")
commands.add_typer(plan_commands, name="plan")
_GROUPS = {
    "": (commands, ("walking", "letters", "thinking", "keeping", "completing", "overview")),
    "dossier": (dossier_commands, ("record", "adding", "changing")),
    "plan": (plan_commands, ("plans",)),
}
"""Each group with the modules that add its commands, in the order that help lists them."""


@app.callback(invoke_without_command=True)
def main(  # noqa: PLR0913 - the program's own options
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="PAD", help="Map waarin het dossier staat (of: STAPPENPLAN_MAP)."
        ),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--wachtwoordbestand",
            metavar="BESTAND",
            help="Bestand met het wachtwoord op de eerste regel (of zet het wachtwoord zelf in "
            "STAPPENPLAN_WACHTWOORD).",
        ),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option(
            "--eenvoudig",
            help="Gewone genummerde regels, ook voor schermlezers (of: STAPPENPLAN_EENVOUDIG=1).",
        ),
    ] = False,
    drill: Annotated[
        bool,
        typer.Option("--oefening", help="Werk in de oefening: apart bewaard, nooit meegeteld."),
    ] = False,
    version: Annotated[bool, typer.Option("--versie", help="Toon de versie.")] = False,
) -> None:
    """Leidt een schooldirectie stap voor stap door een incident op sociale media.

    Begin met: stappenplan start
    """
    if version:
        print(f"{NAME} {__version__}")
    elif ctx.invoked_subcommand is None and not _at_terminal():
        print(ctx.get_help())
    else:
        # What is chosen from the home menu gets the settings that the menu has.
        found = ctx.obj or settings(folder, password_file, plain=plain, environ=os.environ)
        ctx.obj = found.for_drill() if drill else found
        drilling(on=ctx.obj.drill)
        if ctx.invoked_subcommand is not None:
            return
        from scala_cli.cli.home import open_home

        open_home(run_of(ctx))
    raise typer.Exit


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def run_of(ctx: typer.Context, *, as_json: bool = False) -> Any:  # noqa: ANN401 - loaded when used
    """Return what a command works with. With JSON, what people read goes to stderr."""
    from scala_cli.commands.run import Run

    output = sys.stderr if as_json else sys.stdout
    return Run(ctx.obj, clock.now, sys.stdin, output, os.environ.get("TERM", ""))
