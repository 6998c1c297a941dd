"""Leaving no trace of what was erased in the pages of the dossier's file.

`secure_delete` overwrites what is taken away where it stands. But a row that once moved to
another page left its old bytes behind there, and the search index keeps beginnings of words
until its parts are merged. Only writing the whole file anew is sure to take those too. That
can't be part of a transaction, so a mark in the file's header says that it is still to be done.
"""

import contextlib
from typing import TYPE_CHECKING

from scala_cli.dossier.driver import driver_error

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File


def mark(db: "File") -> None:
    """Mark that the file has to be written anew; in the very transaction that erases."""
    db.execute("PRAGMA user_version = 1")


def is_marked(db: "File") -> bool:
    """Tell whether traces of what was erased may still be in the file's pages."""
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found != 0


def sweep(db: "File") -> bool:
    """Write the file anew if it is marked; tell whether there are no traces any more.

    Where that can't be done now (no room, read by another, not to be written in), the mark stays
    for the next time.
    """
    with contextlib.suppress(driver_error()):
        if is_marked(db):
            db.execute("INSERT INTO zoek (zoek) VALUES ('optimize')")
            db.execute("VACUUM")
            db.execute("PRAGMA user_version = 0")
        return True
    return False
