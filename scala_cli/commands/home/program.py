"""What the home menu knows of the program that it belongs to: its commands, and how to run one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scala_cli.settings import Settings

Perform = Callable[[Sequence[str], Settings], str]
"""Runs a command line with these settings; gives the sentence that it ended with, if any."""
HELP = "--help"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a command: the name it has in help, such as `NR`, and what help says of it."""

    name: str
    help: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command as help tells it; `group` is what its group is for, nothing for one by itself."""

    words: tuple[str, ...]
    help: str
    group: str
    arguments: tuple[Argument, ...]

    @property
    def needed(self) -> tuple[Argument, ...]:
        """Return the arguments without which it is refused."""
        return tuple(one for one in self.arguments if one.needed)


@dataclass(frozen=True, slots=True)
class Program:
    """The commands, in the order of help, and the way to run them."""

    commands: tuple[Command, ...]
    perform: Perform

    def command(self, words: Sequence[str]) -> Command | None:
        """Return the command that is called by these words; None where there is none."""
        return next((one for one in self.commands if one.words == tuple(words)), None)


def line(words: Sequence[str]) -> str:
    """Return words as they are typed at a terminal."""
    return " ".join(["stappenplan", *words])
