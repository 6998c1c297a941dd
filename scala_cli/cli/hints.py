"""What was probably meant by a command or an option that isn't there."""

from collections.abc import Iterator, Sequence

import click

from scala_cli import resources
from scala_cli.cli.options import NUMBER, case_number
from scala_cli.plan.faults import nearest, quoted
from scala_cli.text import listing

_Path = tuple[str, ...]


def no_command(ctx: click.Context, args: Sequence[str]) -> str:
    """Return that the first word is no command here, and which one was probably meant."""
    word, *after = args
    program = ctx.find_root().info_name
    told = f"De opdracht {quoted(word)} bestaat niet."
    if NUMBER.fullmatch(word):
        return f"{told} Bedoelde u '{program} dossier toon {case_number(word)}'?"
    names = [f"'{' '.join((program or '', *one))}'" for one in _meant(ctx, word.lower(), after)]
    return f"{told} Bedoelde u {listing(names, 'of')}?" if names else told


def _meant(ctx: click.Context, word: str, after: Sequence[str]) -> list[_Path]:
    """Return the commands that a word may stand for: of that name elsewhere, else the nearest."""
    paths = [path for path, _ in _commands(ctx.find_root().command)]
    here = _path(ctx)
    if not any(path[-1] == word for path in paths):
        if near := nearest(word, [path[-1] for path in paths if path[:-1] == here]):
            return [(*here, near)]
        word = nearest(word, {path[-1] for path in paths}) or ""
    same = [path for path in paths if path[-1] == word]
    return [path for path in same if path[:-1] == _group_for(after)] or same


def _group_for(after: Sequence[str]) -> _Path:
    """Return the group that the words behind a command point at: of cases, or of plans."""
    if any(NUMBER.fullmatch(one) for one in after):
        return ("dossier",)
    return ("plan",) if {path.stem for path in resources.plan_files()} & {*after} else ()


def no_option(ctx: click.Context, name: str, args: Sequence[str], shared: Sequence[str]) -> str:
    """Return that an option isn't there, and where it belongs or which one was probably meant.

    `args` are the words that it stands among, `shared` the options that may stand anywhere.
    """
    # Click reads a word behind a single dash as letters.
    name = next((one for one in args if one.startswith(name)), name).partition("=")[0]
    below = [path for path, command in _commands(ctx.command) if name in _options(command)]
    if below:
        named = next((path for path in below if {*path} <= {*args}), below[0])
        usage = " ".join((ctx.command_path, *named, name))
        return f"De optie {quoted(name)} hoort achter een opdracht, zoals '{usage}'."
    typed = f"--{name.lstrip('-')}"
    near = nearest(typed, [*_options(ctx.command), *shared, *ctx.help_option_names])
    hint = f" Bedoelde u '{near}'?" if near else ""
    return f"De optie {quoted(name)} bestaat niet.{hint}"


def _commands(above: click.Command, *path: str) -> Iterator[tuple[_Path, click.Command]]:
    """Yield the commands below a group, each with the words that call it from there."""
    for name, command in above.commands.items() if isinstance(above, click.Group) else ():
        yield (*path, name), command
        yield from _commands(command, *path, name)


def _options(command: click.Command) -> list[str]:
    return [name for one in command.params for name in one.opts if name.startswith("--")]


def _path(ctx: click.Context) -> _Path:
    """Return the words that call a command, without the program's own name."""
    return (*_path(ctx.parent), ctx.info_name or "") if ctx.parent else ()
