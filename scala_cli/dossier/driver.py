"""The encrypted connection: SQLCipher, with the pragmas that keep it safe.

Where sqlite-utils is needed, `sqlcipher3` takes the place of the standard driver inside it, so
that its own exceptions and migrations work; there is no plain form to fall back to.
"""

import errno
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scala_cli.dossier.keys import Secret, for_driver
from scala_cli.errors import DossierUnusable, WrongPassword
from scala_cli.files import shown
from scala_cli.settings import PASSWORD

if TYPE_CHECKING:
    from sqlite_utils import Database

_BUSY_MS = 10_000
"""How long a write waits for another program's write, in milliseconds."""

# TRUNCATE with FULL lost no acknowledged answer in power-loss trials, and keeps a copy of the
# one file whole (a write-ahead log would not). secure_delete overwrites what is erased.
_PRAGMAS = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": _BUSY_MS,
}


@dataclass(frozen=True, slots=True)
class File:
    """An open file. sqlite-utils takes longer to load than most commands take: see `library`."""

    conn: Any

    def execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Any:  # noqa: ANN401 - see `_driver`
        """Run a statement and return its cursor."""
        return self.conn.execute(statement, values)

    def close(self) -> None:
        """Close the file."""
        self.conn.close()


def library(db: File) -> "Database":
    """Return an open file as sqlite-utils has it: its tables are made, and brought up to date."""
    from sqlite_utils import Database

    return Database(db.conn, use_counts_table=False, execute_plugins=False)


def _driver() -> Any:  # noqa: ANN401 - the driver has no types of its own
    try:
        import sqlcipher3
        import sqlcipher3.dbapi2
    except ImportError as error:
        raise DossierUnusable(
            "De versleuteling (sqlcipher3) kan niet worden geladen. Zonder versleuteling wordt "
            "niets bewaard. Installeer het programma opnieuw."
        ) from error
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
    return sqlcipher3.dbapi2


def driver_error() -> type[Exception]:
    """Return the exception that all of the driver's errors are."""
    found: type[Exception] = _driver().Error
    return found


def connect(path: Path, secret: Secret, *, create: bool = False) -> File:
    """Open a file with its password or key; an existing one must be there unless `create`.

    Raises `WrongPassword` when it doesn't open: SQLCipher can't tell a wrong password from a
    damaged file, so the sentence names both. Raises `DossierUnusable` for anything else.
    """
    driver = _driver()
    if not secret:
        raise WrongPassword(
            f"Zonder wachtwoord gaat het dossier {shown(path)} niet open. Er is niets veranderd. "
            f"Typ het, of geef het met de variabele {PASSWORD} of met --wachtwoordbestand BESTAND."
        )
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = driver.connect(uri, uri=True, isolation_level=None)
    except driver.Error as error:
        raise unusable(path, error) from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.set_key(for_driver(secret))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _set_pragmas(connection)
    except driver.DatabaseError as error:
        wrong = _damage(connection, path)
        connection.close()
        if "not a database" in str(error):
            raise WrongPassword(
                f"Het wachtwoord opent het dossier {shown(path)} niet. Er is niets veranderd. Weet "
                "u zeker dat het klopt, dan kan het bestand beschadigd zijn. Een reservekopie "
                "terugzetten kan met 'stappenplan herstel BESTAND'."
            ) from error
        raise wrong or unusable(path, error) from error
    return File(connection)


def opens(path: Path, secret: Secret) -> bool:
    """Tell whether a password or key opens a file. Raises `DossierUnusable`."""
    try:
        connect(path, secret).close()
    except WrongPassword:
        return False
    return True


def change_password(path: Path, secret: Secret, password: str) -> None:
    """Encrypt a file anew; every page of it is written, the salt stays.

    Raises the driver's own errors: what they mean for the person depends on which file it is.
    """
    connection: Any = connect(path, secret).conn
    try:
        connection.reset_key(for_driver(password))
    finally:
        connection.close()


def in_memory() -> File:
    """Return an empty database that is nowhere on disk, to compare a file's tables with."""
    return File(_driver().connect(":memory:", isolation_level=None))


def must_be_whole(db: File, path: Path) -> None:
    """Raise `DossierUnusable` when pages aren't as they were written, by their own check sums."""
    if wrong := _damage(db.conn, path):
        raise wrong


def _damage(connection: Any, path: Path) -> DossierUnusable | None:  # noqa: ANN401 - see `_driver`
    try:
        places = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    except driver_error():
        return None
    return damaged(path, places) if places else None


_PUT_BACK = "Zet een reservekopie terug, met de opdracht: stappenplan herstel BESTAND."


def damaged(path: Path, places: int) -> DossierUnusable:
    """Return the Dutch sentence for a file with this many wrong places."""
    where = "één plek" if places == 1 else f"{places} plekken"
    return DossierUnusable(
        f"Het dossier {shown(path)} is beschadigd, op {where}. Verander er niets aan. {_PUT_BACK}"
    )


def _set_pragmas(connection: Any) -> None:  # noqa: ANN401 - see `_driver`
    for name, wanted in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            message = f"PRAGMA {name} is {found}, not {wanted}"
            raise RuntimeError(message)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn the driver's errors about a file into Dutch ones."""
    try:
        yield
    except driver_error() as error:
        raise unusable(path, error) from error


def unusable(path: Path, error: Exception) -> DossierUnusable:
    """Return the Dutch sentence for an error of the driver or of the system."""
    cause = _cause(error)
    if "locked" in cause or "busy" in cause:
        why = (
            "is nu in gebruik door een ander venster of programma. Wat al was beantwoord is "
            "bewaard. Sluit het andere venster en probeer het opnieuw."
        )
    elif "full" in cause:
        why = (
            "kan niet groeien: de schijf is vol. Wat al was beantwoord is bewaard; het laatste "
            "niet. Maak ruimte vrij en ga daarna verder."
        )
    elif "readonly" in cause or "unable to open" in cause or "permission" in cause:
        why = (
            "kan niet worden geopend of beschreven. Er is niets veranderd. Kijk of de map "
            "bestaat en of u er mag schrijven."
        )
    elif "disk i/o" in cause:
        why = (
            "kan niet worden gelezen of geschreven: de schijf is vol of werkt niet goed. Wat al "
            "was beantwoord is bewaard; het laatste misschien niet. Kijk of er ruimte is en "
            "probeer het opnieuw."
        )
    else:
        why = (
            "kan niet worden gelezen of geschreven; het bestand kan beschadigd zijn. Verander "
            f"er niets aan. {_PUT_BACK}"
        )
    return DossierUnusable(f"Het dossier {shown(path)} {why}")


def _cause(error: Exception) -> str:
    """Return what went wrong in the driver's words; a path in a system's error is no cause."""
    if not isinstance(error, OSError):
        return str(error).lower()
    return "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "unable to open"
