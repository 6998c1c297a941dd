"""The person's own shell: which one it is, and where it looks for what completes our commands.

It asks the shell itself where that isn't sure. Writes nothing.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scala_cli import resources
from scala_cli.errors import WrongUse

SHELLS: Mapping[str, str] = {
    "bash": "bash.sh",
    "zsh": "zsh.sh",
    "fish": "fish.fish",
    "powershell": "powershell.ps1",
}
"""The shells, each with the file of its script."""
_PATIENCE = 20
"""How many seconds a shell gets to start and tell about itself."""
_TELL = (
    "-NoProfile",
    "-NonInteractive",
    "-Command",
    (
        "try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch {}; "
        '"profiel=$PROFILE"; "beleid=$(Get-ExecutionPolicy)"'
    ),
)
_TOLD = re.compile(r"^profiel=(?P<path>.+?)\r?\nbeleid=(?P<policy>\w*)", re.MULTILINE)
_CLOSED = ("Restricted", "AllSigned")
"""The policies under which PowerShell runs no lines of a person's own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file in which a shell looks.

    `whole` where it would hold nothing but our lines; `closed` where the shell is set not to run
    what stands in it.
    """

    path: Path
    whole: bool
    closed: bool = False


def ask(words: Sequence[str]) -> str:
    """Return what a program prints, or nothing where it isn't there or doesn't answer."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - the person's own shell
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            # Else an interactive shell takes the terminal from us.
            start_new_session=os.name == "posix",
        )
        return done.stdout.decode(errors="replace")
    return ""


@dataclass(frozen=True)
class System:
    """The computer as a shell knows it: `platform` is as in `sys.platform`."""

    environ: Mapping[str, str]
    home: Path
    platform: str = sys.platform
    ask: Callable[[Sequence[str]], str] = ask
    find: Callable[[str], str | None] = shutil.which

    def used(self) -> str | None:
        """Return which of the shells the person uses, as far as the system tells."""
        windows = self.platform == "win32"
        # Windows has the one everywhere and Git Bash the other; elsewhere PowerShell sets it.
        if "MSYSTEM" not in self.environ if windows else "PSModulePath" in self.environ:
            return "powershell"
        name = re.split(r"[/\\]", self.environ.get("SHELL", ""))[-1].removesuffix(".exe")
        return name if name in SHELLS else None

    def places(self, shell: str) -> list[Place]:
        """Return where the lines for a shell may stand, the best place first.

        Of PowerShell there may be two kinds, each with a place of its own. Raises `WrongUse` where
        that can't be found out.
        """
        if shell == "bash":
            return self._of_bash()
        if shell == "zsh":
            return [Place(self._zsh_folder() / ".zshrc", whole=False)]
        if shell == "fish":
            folder = self._folder("XDG_CONFIG_HOME", ".config")
            return [Place(folder / "fish" / "completions" / "stappenplan.fish", whole=True)]
        return self._of_powershell()

    def _of_bash(self) -> list[Place]:
        folder = self._folder("XDG_DATA_HOME", ".local/share") / "bash-completion" / "completions"
        # The terminal of macOS opens login shells, which read no .bashrc.
        start = ".bash_profile" if self.platform == "darwin" else ".bashrc"
        found = [
            Place(folder / "stappenplan", whole=True),
            Place(self.home / start, whole=False),
        ]
        return found if self._loads_by_name() else found[::-1]

    def _loads_by_name(self) -> bool:
        """Tell whether bash-completion is in use: it reads a file named after the command."""
        # On Windows this might be another bash than the one of the window.
        if self.platform == "win32":
            return False
        told = self.ask(["bash", "-ic", 'echo "versie=${BASH_COMPLETION_VERSINFO[0]}"'])
        version = re.search(r"^versie=(\d+)$", told, re.MULTILINE)
        return version is not None and int(version[1]) > 1

    def _zsh_folder(self) -> Path:
        told = self.ask(["zsh", "-c", 'print -r -- "map=$ZDOTDIR"'])
        found = re.search(r"^map=(.+)$", told, re.MULTILINE)
        return Path(found[1]) if found else self._folder("ZDOTDIR", "")

    def _folder(self, variable: str, otherwise: str) -> Path:
        return Path(self.environ.get(variable) or self.home / otherwise)

    def _of_powershell(self) -> list[Place]:
        # Windows has its own and may have the newer one too; each reads its own file.
        programs = [one for one in ("pwsh", "powershell") if self.find(one)]
        found = [_TOLD.search(self.ask([one, *_TELL])) for one in programs]
        places = [
            Place(Path(one["path"]), whole=False, closed=one["policy"] in _CLOSED)
            for one in found
            if one
        ]
        if places:
            return list(dict.fromkeys(places))
        raise WrongUse(
            "PowerShell is niet gevonden of zegt niet waar het zijn instellingen bewaart. Er is "
            "niets veranderd. De regels zelf staan in: stappenplan aanvulling powershell"
        )


def script(shell: str) -> str:
    """Return the lines that make a shell complete our commands."""
    path = resources.folder("data") / "aanvulling" / SHELLS[shell]
    return path.read_text(encoding="utf-8")
