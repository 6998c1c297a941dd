"""How a command line is read: Dutch usage lines, no empty values, global options anywhere.

What isn't there is told with what was probably meant.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from typer.core import TyperCommand, TyperGroup

_GLOBAL_VALUES = ("--map", "--wachtwoordbestand")
_GLOBAL_FLAGS = ("--eenvoudig", "--oefening")
ASKED = "_STAPPENPLAN_COMPLETE"
"""Set by a shell that asks how a line may go on, to which shell it is; see `cli.completion`."""
_CASE = "NR"
"""What the number of a case is called in help."""
_WHICH_CASE = (
    "Noem het dossiernummer, bijvoorbeeld 2026-001. De nummers staan in: stappenplan dossier lijst."
)
_SHORT_HELP = 90
"""The most characters of a help's first line: it is wrapped rather than cut off."""


class Command(TyperCommand):
    """A command whose usage line is Dutch, and that takes no empty values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty value, which would otherwise read as none or as this folder."""
        with _meant(ctx, list(args)):
            rest = super().parse_args(ctx, args)
        _refuse_empty(ctx)
        return rest

    def get_short_help_str(self, limit: int = _SHORT_HELP) -> str:
        """Return the first line of the help."""
        return super().get_short_help_str(max(limit, _SHORT_HELP))


class Group(TyperGroup):
    """The same for a group; it suggests a command for a mistyped one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        kwargs["subcommand_metavar"] = "OPDRACHT ..."
        # Click suggests too, and its sentence can be translated.
        kwargs["suggest_commands"] = False
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty value."""
        with _meant(ctx, list(args)):
            rest = super().parse_args(ctx, args)
        _refuse_empty(ctx)
        return rest

    def get_short_help_str(self, limit: int = _SHORT_HELP) -> str:
        """Return the first line of the help."""
        return super().get_short_help_str(max(limit, _SHORT_HELP))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; tell for one that isn't there which one was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            from scala_cli.cli import hints

            raise click.UsageError(hints.no_command(ctx, args), ctx) from error


@contextmanager
def _meant(ctx: click.Context, args: list[str]) -> Iterator[None]:
    """Tell for an option that isn't there which one was probably meant, and which case to name."""
    try:
        yield
    except click.MissingParameter as error:
        if error.param is None or error.param.make_metavar(ctx) != _CASE:
            raise
        raise click.UsageError(_WHICH_CASE, ctx) from error
    except click.NoSuchOption as error:
        from scala_cli.cli import hints

        shared = (*_GLOBAL_VALUES, *_GLOBAL_FLAGS)
        sentence = hints.no_option(ctx, error.option_name, args, shared)
        raise click.UsageError(sentence, ctx) from error


def _refuse_empty(ctx: click.Context) -> None:
    if ctx.resilient_parsing:
        return
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        values = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(one, str) and not one.strip() for one in values):
            hint = parameter.get_error_hint(ctx).strip("'")
            raise click.UsageError(f"De waarde van {hint} is leeg.", ctx)


class Root(Group):
    """The whole program; its own options may stand anywhere on the line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Bring the options that hold for every command to the front."""
        return super().parse_args(ctx, _global_first(args))

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Click's own
        """Run the program, or answer a shell that asks how a line may go on."""
        if os.environ.get(ASKED):
            from scala_cli.cli.completion import answer

            return answer(self, (*_GLOBAL_VALUES, *_GLOBAL_FLAGS))
        return super().main(*args, **kwargs)


def _global_first(args: list[str]) -> list[str]:
    front: list[str] = []
    rest: list[str] = []
    ahead = list(args)
    while ahead:
        word = ahead.pop(0)
        if word == "--":
            return [*front, *rest, word, *ahead]
        if word in _GLOBAL_VALUES and ahead:
            front += [word, ahead.pop(0)]
        elif word in _GLOBAL_FLAGS or word.startswith(tuple(f"{one}=" for one in _GLOBAL_VALUES)):
            front.append(word)
        else:
            rest.append(word)
    return [*front, *rest]
