"""Opening the dossier's file, and making it: beside its place first, then put there whole."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli.dossier import driver
from scala_cli.errors import DossierUnusable
from scala_cli.files import DOSSIER, close_to_others, make_folder, shown, sync_folder

if TYPE_CHECKING:
    from sqlite_utils import Database

_FRESH = f"{DOSSIER}.nieuw-"
_JOURNAL = "-journal"


def exists(folder: Path) -> bool:
    """Tell whether there is a dossier in the folder.

    Raises `DossierUnusable` when that can't be told, also where no folder can be.
    """
    path = folder / DOSSIER
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()
            return True
        if any(os.path.lexists(one) and not one.is_dir() for one in (folder, *folder.parents)):
            raise NotADirectoryError
    except OSError as error:
        raise driver.unusable(path, error) from error
    return False


def opened(folder: Path, password: str) -> "tuple[Database, Path]":
    """Open the dossier in a folder, its tables up to date; return it with its path.

    Raises `WrongPassword`, or `DossierUnusable` when it isn't there or can't be used.
    """
    path = folder / DOSSIER
    try:
        there = path.is_file() and not path.is_symlink()
    except OSError as error:
        raise driver.unusable(path, error) from error
    if not there:
        raise DossierUnusable(
            f"Op {shown(path)} staat geen dossierbestand. Kijk of u de goede map hebt gekozen."
        )
    db = driver.connect(path, password)
    try:
        _must_be_ours(db, path)
        _migrate(db, path)
    except driver.driver_error() as error:
        try:
            driver.must_be_whole(db, path)
        finally:
            db.close()
        raise driver.unusable(path, error) from error
    except BaseException:
        db.close()
        raise
    return db, path


def create(folder: Path, password: str) -> None:
    """Make a new dossier in a folder; one that is already there stays.

    Raises `DossierUnusable`.
    """
    path = folder / DOSSIER
    fresh = folder / f"{_FRESH}{os.getpid()}"
    try:
        make_folder(folder)
        _clear_leftovers(folder)
        close_to_others(folder)
        fresh.touch(mode=0o600, exist_ok=False)
        db = driver.connect(fresh, password, create=True)
        try:
            mark_as_ours(db)
            _migrate(db, fresh)
        finally:
            db.close()
        _put_in_place(fresh, path)
        sync_folder(folder)
    except (OSError, driver.driver_error()) as error:
        raise driver.unusable(path, error) from error
    finally:
        _remove(fresh)


def mark_as_ours(db: "Database") -> None:
    """Mark a file as a dossier of this program."""
    from scala_cli.dossier import schema

    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")


def _must_be_ours(db: "Database", path: Path) -> None:
    """Refuse an empty file or another program's, which a migration would take for its own."""
    from scala_cli.dossier import schema

    if db.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise DossierUnusable(
            f"{shown(path)} is leeg of is geen dossier van dit programma. Er is niets veranderd. "
            "Kijk of u de goede map hebt gekozen, of zet er een reservekopie voor terug."
        )
    # A migration goes by the name of its function.
    if any(not hasattr(schema, one.name) for one in schema.migrations.applied(db)):
        raise DossierUnusable(
            f"Het dossier {shown(path)} is gemaakt met een nieuwere versie van dit programma. Er "
            "is niets veranderd. Installeer de nieuwste versie en probeer het opnieuw."
        )


def _migrate(db: "Database", path: Path) -> None:
    """Bring the tables up to date; those of a damaged file are left as they are."""
    from scala_cli.dossier import schema

    if schema.migrations.pending(db):
        driver.must_be_whole(db, path)
        schema.migrations.apply(db)


def _clear_leftovers(folder: Path) -> None:
    """Remove what a killed creation left: a journal would be played back into a new file."""
    for path in folder.glob(f"{_FRESH}*"):
        owner = path.name.removeprefix(_FRESH).removesuffix(_JOURNAL)
        if owner.isdecimal() and not _is_running(int(owner)):
            _remove(path.with_name(f"{_FRESH}{owner}"))


def _is_running(process: int) -> bool:
    """Tell whether another process is there, as far as the system lets itself be asked.

    Windows does not, but there a file that is open can't be removed.
    """
    if os.name != "posix" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _remove(fresh: Path) -> None:
    """Remove a file and its journal, that one first."""
    for path in (fresh.with_name(f"{fresh.name}{_JOURNAL}"), fresh):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _put_in_place(fresh: Path, path: Path) -> None:
    """Give the finished file its name, never over a dossier that came in between."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except (OSError, AttributeError, NotImplementedError):
        # No hard links here: Windows' rename refuses an existing name by itself.
        if not path.exists():
            fresh.rename(path)
