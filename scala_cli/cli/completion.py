"""What may come next on a command line, for a shell that asks: one line for each suggestion.

The scripts in `data/aanvulling` start the program with the variables `ASKED` (which shell it is)
and `WORDS` (the line so far, the word that is being typed last). It knows names only: it opens
no dossier and asks nothing, so that a shell can ask at every Tab. What goes wrong leaves it
silent.
"""

import contextlib
import io
import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from scala_cli.cli.parser import ASKED
from scala_cli.text import clean_line

WORDS = "_STAPPENPLAN_WOORDEN"
_BETWEEN = "\x1f"
_RAW = ("bash", "powershell")
"""The shells that give words with their quotes."""
_KINDS: Mapping[str, str] = {"plain": "woord", "file": "bestand", "dir": "map"}
_FOLDERS = ("--map",)
"""The options for which only a folder will do; any other path may be a file."""


def answer(program: click.Group, shared: Sequence[str]) -> int:
    """Print what may come next, and return the exit code.

    `shared` are the program's options that may stand anywhere.
    """
    # A traceback in the middle of someone's command line helps nobody.
    with contextlib.suppress(Exception):
        shell = os.environ[ASKED]
        typed = os.environ[WORDS].split(_BETWEEN)
        words = [_unquoted(one) for one in typed] if shell in _RAW else typed
        found = list(_written(suggestions(program, shared, words[1:]), shell))
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(newline="\n")
        print("".join(found), end="")
    return 0


def suggestions(
    program: click.Group, shared: Sequence[str], words: Sequence[str]
) -> list[CompletionItem[str]]:
    """Return what the last word may become, given those before it."""
    for one in _parameters(program):
        if isinstance(one.type, click.Path):
            # Typer's own kind suggests nothing, Click's that there comes a file.
            one.type = click.Path(path_type=Path)
    *before, last = words or [""]
    # Bash makes three words of `--vorm=pdf`, the other shells one.
    if last == "=":
        last = ""
    before = [one for one in before if one != "="]
    name, is_joined, value = last.partition("=")
    if not (is_joined and name.startswith("--")):
        return _next(program, shared, before, last)
    found = _next(program, shared, [*before, name], value)
    return [CompletionItem(f"{name}={one.value}", one.type, one.help) for one in found]


def _next(
    program: click.Group, shared: Sequence[str], before: list[str], last: str
) -> list[CompletionItem[str]]:
    if "--" in before:
        return _asked(program, before, last)
    if before and before[-1] in _valued(program):
        return _value(program, shared, before, last)
    found = _asked(program, before, last)
    if last.startswith("-"):
        return _with_shared(program, shared, found, last)
    # Where only a person knows what comes, as with a case's number, there are the options left.
    return found if found or last else _next(program, shared, before, "--")


def _value(
    program: click.Group, shared: Sequence[str], before: list[str], last: str
) -> list[CompletionItem[str]]:
    option = before[-1]
    # What may stand anywhere is an option of the program, not of the command before it.
    found = _asked(program, [option] if option in shared else before, last)
    if option in _FOLDERS:
        return [CompletionItem(one.value, "dir") for one in found]
    return found


def _with_shared(
    program: click.Group, shared: Sequence[str], found: list[CompletionItem[str]], last: str
) -> list[CompletionItem[str]]:
    own = {one.value for one in found}
    more = [one for one in _asked(program, [], last) if one.value in shared]
    return [*found, *(one for one in more if one.value not in own)]


def _asked(program: click.Group, before: list[str], last: str) -> list[CompletionItem[str]]:
    return ShellComplete(program, {}, "", "").get_completions(list(before), last)


def _valued(program: click.Command) -> set[str]:
    """Return every option that takes a value, of whichever command: a name means one thing."""
    options = (one for one in _parameters(program) if isinstance(one, click.Option))
    return {name for one in options if not one.is_flag for name in one.opts}


def _parameters(command: click.Command) -> Iterator[click.Parameter]:
    yield from command.params
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _parameters(below)


def _written(items: Sequence[CompletionItem[str]], shell: str) -> Iterator[str]:
    for one in items:
        help_text = clean_line(one.help or "")
        if shell == "powershell":
            # Windows PowerShell reads what programs print in the code page of the console.
            plain = unicodedata.normalize("NFKD", help_text)
            help_text = plain.encode("ascii", "ignore").decode()
        yield "\t".join((_KINDS[one.type], one.value, help_text)).rstrip("\t") + "\n"


def _unquoted(word: str) -> str:
    return " ".join(split_arg_string(word))
