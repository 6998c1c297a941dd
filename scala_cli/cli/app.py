"""The program and its groups of commands, and the options that hold for all of them."""

import os
import sys
from collections.abc import MutableMapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import click
import typer

from scala_cli import __version__, clock
from scala_cli.cli.parser import Group, Root
from scala_cli.settings import drilling, settings

NAME = "stappenplan"


def group(help_text: str) -> typer.Typer:
    """Return a group of commands."""
    return typer.Typer(cls=Group, help=help_text, **_LOOK)


class Later(Group):
    """A group whose commands are made when one of them is asked for: few lines ask for any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        super().__init__(*args, **kwargs)
        del self.commands

    @cached_property
    def commands(self) -> MutableMapping[str, click.Command]:  # type: ignore[override] # later
        """Return the commands, by name."""
        found, modules = _GROUPS[self.name or ""]
        for module in modules:
            import_module(f"{__package__}.{module}")
        return typer.main.get_group(found).commands


_LOOK: dict[str, Any] = {
    "rich_markup_mode": None,
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
    "no_args_is_help": True,
}
app = typer.Typer(cls=Root, **{**_LOOK, "no_args_is_help": False})
dossier_app = group("Dossiers bekijken, aanvullen, sluiten en wissen.")
plan_app = group("De stappenplannen zelf: bekijken en controleren.")
_GROUPS = {
    "dossier": (dossier_app, ("record", "adding", "changing")),
    "plan": (plan_app, ("plans",)),
}
"""Each group with the modules that add its commands, in the order that help lists them."""
app.add_typer(dossier_app, name="dossier", cls=Later)
app.add_typer(plan_app, name="plan", cls=Later)


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
            help="Bestand met het wachtwoord op de eerste regel (of: STAPPENPLAN_WACHTWOORD).",
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
