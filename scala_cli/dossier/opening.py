"""Opening the dossier's file, and making it: beside its place first, then put there whole."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scala_cli.dossier import driver, leftovers, sweeping, versions
from scala_cli.dossier.beside import put_new
from scala_cli.dossier.keys import Secret
from scala_cli.errors import DossierUnusable
from scala_cli.files import DOSSIER, close_to_others, make_folder, shown, sync_folder

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

Place = tuple[int, int]
"""Which file it is, whatever it is called: its device and its number there."""


class Opened(NamedTuple):
    """A dossier's file that is open, and which file it was then."""

    db: "File"
    path: Path
    place: Place | None


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


def opened(folder: Path, secret: Secret) -> Opened:
    """Open the dossier in a folder, its tables up to date, and clear what a kill left there.

    Raises `WrongPassword`, or `DossierUnusable` when it isn't there or can't be used.
    """
    found = opened_at(folder / DOSSIER, secret)
    leftovers.clear(folder)
    leftovers.clear_kept(found.db, found.path)
    return found


def opened_at(path: Path, secret: Secret) -> Opened:
    """Open a dossier's file by its path, its tables up to date; else as `opened`."""
    must_be_a_file(path)
    place = place_of(path)
    db = driver.connect(path, secret)
    try:
        must_be_in_place(path, place)
        _must_be_ours(db, path)
        _migrate(db, path)
        # What a kill kept from being swept, after erasing.
        sweeping.sweep(db)
    except driver.driver_error() as error:
        try:
            driver.must_be_whole(db, path)
        finally:
            db.close()
        raise driver.unusable(path, error) from error
    except BaseException:
        db.close()
        raise
    return Opened(db, path, place)


def must_be_a_file(path: Path) -> None:
    """Raise `DossierUnusable` when there is no ordinary file in the dossier's place."""
    try:
        there = path.is_file() and not path.is_symlink()
    except OSError as error:
        raise driver.unusable(path, error) from error
    if not there:
        raise DossierUnusable(
            f"Op {shown(path)} staat geen dossierbestand. Kijk of u de goede map hebt gekozen."
        )


def place_of(path: Path) -> Place | None:
    """Return which file has this path now; None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def must_be_in_place(path: Path, place: Place | None) -> None:
    """Raise `DossierUnusable` when a path leads to another file than the one that was opened.

    What would be written in that one is in no file that anyone opens again.
    """
    if place is None or place_of(path) != place:
        raise DossierUnusable(
            f"Het dossier {shown(path)} is intussen vervangen: het wachtwoord is gewijzigd, er is "
            "een reservekopie teruggezet, of het bestand is verplaatst. Wat al was bewaard, is "
            "bewaard; het laatste niet. Sluit dit venster en ga verder met: stappenplan verder"
        )


def create(folder: Path, password: str) -> None:
    """Make a new dossier in a folder; one that is already there stays.

    Raises `DossierUnusable`.
    """
    path = folder / DOSSIER
    fresh = leftovers.fresh_in(folder)
    try:
        make_folder(folder)
        leftovers.clear(folder, own=True)
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
        leftovers.remove(fresh)


def mark_as_ours(db: "File") -> None:
    """Mark a file as a dossier of this program."""
    db.execute(f"PRAGMA application_id = {versions.APPLICATION_ID}")


def _must_be_ours(db: "File", path: Path) -> None:
    """Refuse an empty file or another program's, which a migration would take for its own."""
    if db.execute("PRAGMA application_id").fetchone()[0] != versions.APPLICATION_ID:
        raise DossierUnusable(
            f"{shown(path)} is leeg of is geen dossier van dit programma. Er is niets veranderd. "
            "Kijk of u de goede map hebt gekozen, of zet er een reservekopie voor terug."
        )
    if not versions.applied(db) <= set(versions.NAMES):
        raise DossierUnusable(
            f"Het dossier {shown(path)} is gemaakt met een nieuwere versie van dit programma. Er "
            "is niets veranderd. Installeer de nieuwste versie en probeer het opnieuw."
        )


def _migrate(db: "File", path: Path) -> None:
    """Bring the tables up to date; those of a damaged file are left as they are."""
    if versions.applied(db) >= set(versions.NAMES):
        return
    from scala_cli.dossier import schema

    driver.must_be_whole(db, path)
    schema.migrate(db)


def _put_in_place(fresh: Path, path: Path) -> None:
    """Give the finished file its name, never over a dossier that came in between."""
    put_new(fresh, path)
