"""Where things are kept and who is at the keyboard. Reads the environment, nothing else."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scala_cli.errors import WrongUse
from scala_cli.text import clean_line

FOLDER = "STAPPENPLAN_MAP"
PASSWORD = "STAPPENPLAN_WACHTWOORD"  # noqa: S105 - the variable's name, not a password
PLAIN = "STAPPENPLAN_EENVOUDIG"


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

    Raises `WrongUse` for a password file that can't be used.
    """
    chosen = folder or (Path(environ[FOLDER]) if environ.get(FOLDER) else None)
    return Settings(
        folder=(chosen or default_folder()).expanduser(),
        plain=plain or environ.get(PLAIN, "") not in ("", "0"),
        password=_password(password_file, environ),
    )


def default_folder() -> Path:
    """Return the user's data folder for this program."""
    import platformdirs

    return platformdirs.user_data_path("stappenplan", appauthor=False)


def _password(file: Path | None, environ: Mapping[str, str]) -> str | None:
    if file is None:
        return environ.get(PASSWORD) or None
    try:
        found = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"Het wachtwoordbestand {file} kan niet worden gelezen. Kijk of het bestaat, of u "
            "het mag openen, en of het UTF-8 is."
        ) from error
    if not found or not found[0]:
        raise WrongUse(
            f"Het wachtwoordbestand {file} is leeg. Zet het wachtwoord op de eerste regel."
        )
    return found[0]


def recorder() -> str:
    """Return who records: the system's user name, self-declared."""
    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "onbekend"
