"""How a command line is read: Dutch usage lines, no empty values, global options anywhere."""

from typing import Any

import click
from typer.core import TyperCommand, TyperGroup

_GLOBAL_VALUES = ("--map", "--wachtwoordbestand")
_GLOBAL_FLAGS = ("--eenvoudig",)


class Command(TyperCommand):
    """A command whose usage line is Dutch, and that takes no empty values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty value, which would otherwise read as none or as this folder."""
        rest = super().parse_args(ctx, args)
        _refuse_empty(ctx)
        return rest


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
        rest = super().parse_args(ctx, args)
        _refuse_empty(ctx)
        return rest


def _refuse_empty(ctx: click.Context) -> None:
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
