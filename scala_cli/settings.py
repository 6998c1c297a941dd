"""Where things are kept and who is at the keyboard. Reads the environment, nothing else."""

import getpass
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scala_cli.errors import WrongUse
from scala_cli.files import shown
from scala_cli.text import clean_line

FOLDER = "STAPPENPLAN_MAP"
PASSWORD = "STAPPENPLAN_WACHTWOORD"  # noqa: S105 - the variable's name, not a password
PLAIN = "STAPPENPLAN_EENVOUDIG"
_MOST_BYTES = 4096
"""How much of a password file is read: a device may have no end."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one run. `password` is None when it must be asked."""

    folder: Path
    plain: bool
    password: str | None


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


def default_folder() -> Path:
    """Return the user's data folder for this program."""
    import platformdirs

    return platformdirs.user_data_path("stappenplan", appauthor=False)


def _expanded(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError as error:
        raise WrongUse(
            f"De map {shown(folder)} is niet te vinden: die gebruiker bestaat hier niet. Schrijf "
            "het pad voluit, zonder ~."
        ) from error


def _password(file: Path | None, environ: Mapping[str, str]) -> str | None:
    if file is None:
        return environ.get(PASSWORD) or None
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
