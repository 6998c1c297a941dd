"""Files that are on their way to a name of their own, and what a killed program leaves of them."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli.dossier import driver
from scala_cli.files import DOSSIER, is_running

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

_FRESH = f"{DOSSIER}.nieuw-"
_KEPT = f"{DOSSIER}.voor-herstel-"
_JOURNAL = "-journal"


def fresh_in(folder: Path, what: str = "") -> Path:
    """Return the name under which this process makes a file in a folder."""
    return folder / f"{_FRESH}{os.getpid()}{what}"


def kept_in(folder: Path, moment: str) -> Path:
    """Return the name under which a file is kept that a restored one took the place of."""
    return folder / f"{_KEPT}{moment}"


def journal_of(path: Path) -> Path:
    """Return where a file's rollback journal is."""
    return path.with_name(f"{path.name}{_JOURNAL}")


def clear(folder: Path, *, own: bool = False) -> None:
    """Remove what killed programs left: a journal would be played back into a new file.

    `own` also removes what has this process's number, for who is yet to make something.
    """
    # The journals first: without their file they do no harm.
    found = sorted(folder.glob(f"{_FRESH}*"), key=lambda one: not one.name.endswith(_JOURNAL))
    for path in found:
        owner = path.name.removeprefix(_FRESH).partition("-")[0]
        if owner.isdecimal() and not _is_busy(int(owner), own=own):
            _unlink(path)


def _is_busy(process: int, *, own: bool) -> bool:
    return not own if process == os.getpid() else is_running(process)


def remove(fresh: Path) -> None:
    """Remove a file and its journal, that one first."""
    for path in (journal_of(fresh), fresh):
        _unlink(path)


def _unlink(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def clear_kept(db: "File", path: Path) -> None:
    """Remove the second name that a killed restoring gave to the dossier that still stands.

    One that is busy has given the old file its second name and is about to take the first: it
    keeps all others from writing until then, so whoever can write sees whether it was killed.
    """
    if not _second_names(path):
        return
    with contextlib.suppress(driver.driver_error()):
        db.execute("BEGIN IMMEDIATE")
        try:
            drop_second_names(path)
        finally:
            db.execute("ROLLBACK")


def drop_second_names(path: Path) -> None:
    """Take away the names for what was, of the file that still stands in the dossier's place."""
    for name in _second_names(path):
        _unlink(name)


def _second_names(path: Path) -> list[Path]:
    found = path.parent.glob(f"{_KEPT}*")
    try:
        return [one for one in found if not one.is_symlink() and one.samefile(path)]
    except OSError:
        return []
