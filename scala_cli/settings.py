"""Where things are kept, who is at the keyboard, and what one session has shown and been told.

Reads the environment, nothing else.
"""

import getpass
import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scala_cli.errors import WrongUse
from scala_cli.text import clean_line

FOLDER = "STAPPENPLAN_MAP"
PASSWORD = "STAPPENPLAN_WACHTWOORD"  # noqa: S105 - the variable's name, not a password
PLAIN = "STAPPENPLAN_EENVOUDIG"
DRILL = "--oefening"
"""The option that has all of a command line happen in the drill."""
IN_A_DRILL = (
    "start", "verder", "wat-nu", "statement", "brief", "denk-na", "dossier", "exporteer",
    "controleer", "instellingen", "opschonen",
)  # fmt: skip
"""The commands that work on a dossier, and so in the drill on that of the drill."""
_MOST_BYTES = 4096
"""How much of a password file is read: a device may have no end."""
_DRILL_FOLDER = "oefening"
_LINE = rf"(?<![\w-])stappenplan (?=(?:{'|'.join(IN_A_DRILL)})\b)(?![\w ]*{DRILL})"
_IN_DRILL: ContextVar[bool] = ContextVar("in_drill", default=False)


@dataclass(slots=True)
class Session:
    """What was shown and told since the program was started, in however many commands.

    `heard` are the emergency lines that were shown whole. `letters` holds what was told for a
    letter, by the dossier's folder, the case and the kind. It lives in memory only.
    """

    heard: set[str] = field(default_factory=set)
    letters: dict[tuple[Path, str, str], Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one run. `password` is None when it must be asked.

    `folder` is that of the dossier; in a drill of the drill's own. `typed`: the password was typed
    for the dossier that is open now, and says nothing about another one.
    """

    folder: Path
    plain: bool
    password: str | None
    drill: bool = False
    typed: bool = False
    session: Session = field(default_factory=Session, compare=False)

    @property
    def home(self) -> Path:
        """Return the data folder, which also holds what is the school's own."""
        return self.folder.parent if self.drill else self.folder

    def for_drill(self) -> "Settings":
        """Return the settings that hold for the drill in this data folder."""
        if self.drill:
            return self
        password = None if self.typed else self.password
        folder = self.folder / _DRILL_FOLDER
        return replace(self, folder=folder, password=password, drill=True, typed=False)


def settings(
    folder: Path | None,
    password_file: Path | None,
    *,
    plain: bool,
    environ: Mapping[str, str],
) -> Settings:
    """Return the settings: an option comes before its variable, and that before the default.

    Raises `WrongUse` for a password file or a folder that can't be used.
    """
    chosen = folder or (Path(environ[FOLDER]) if environ.get(FOLDER) else None)
    return Settings(
        folder=_expanded(chosen or default_folder()),
        plain=plain or environ.get(PLAIN, "") not in ("", "0"),
        password=_password(password_file, environ),
    )


def drilling(*, on: bool) -> None:
    """Have the command lines that are told from now on lead to the drill, or no longer."""
    _IN_DRILL.set(on)


def command_lines(text: str) -> str:
    """Return a text of the program's own whose command lines lead to where the person works now.

    A case of the drill may have the number of a real one: without the option the line that was
    told for the one would work on the other.
    """
    return re.sub(_LINE, f"stappenplan {DRILL} ", text) if _IN_DRILL.get() else text


def default_folder() -> Path:
    """Return the user's data folder for this program."""
    import platformdirs

    return platformdirs.user_data_path("stappenplan", appauthor=False)


def _expanded(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError as error:
        from scala_cli.files import shown

        raise WrongUse(
            f"De map {shown(folder)} is niet te vinden: die gebruiker bestaat hier niet. Schrijf "
            "het pad voluit, zonder ~."
        ) from error


def _password(file: Path | None, environ: Mapping[str, str]) -> str | None:
    if file is None:
        return environ.get(PASSWORD) or None
    from scala_cli.files import shown

    try:
        with file.open("rb") as source:
            raw = source.read(_MOST_BYTES + 1)
        text = "" if len(raw) > _MOST_BYTES else raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"Het wachtwoordbestand {shown(file)} kan niet worden gelezen. Kijk of het bestaat, "
            "of u het mag openen, en of het UTF-8 is."
        ) from error
    if len(raw) > _MOST_BYTES or "\0" in text:
        raise WrongUse(
            f"Het wachtwoordbestand {shown(file)} is te groot of is geen tekst. Zet er alleen het "
            "wachtwoord in, op de eerste regel."
        )
    # Of all that Python takes for the end of a line, a password may hold the rest.
    found = re.split(r"\r\n|\n|\r", text, maxsplit=1)[0]
    if not found:
        raise WrongUse(
            f"Het wachtwoordbestand {shown(file)} is leeg. Zet het wachtwoord op de eerste regel."
        )
    return found


def recorder() -> str:
    """Return who records: the system's user name, self-declared."""
    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "onbekend"
