"""What marks a dossier's file, and which versions of its tables there have been.

Apart from the migrations themselves: a file that is up to date opens without them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

APPLICATION_ID = 0x53545050
"""What marks the file as a dossier of this program (`STPP`), in the file's header."""
MIGRATIONS = "stappenplan"
"""The name under which sqlite-utils notes the migrations in a file."""
NAMES = ("m001_cases_and_events", "m002_search", "m003_files_and_copies", "m004_settings")
"""Every migration, by the name of its function in `schema`; a test compares them."""


def applied(db: "File") -> set[str]:
    """Return the names of the migrations that a file has had; one without the table has had none.

    Raises the driver's own errors.
    """
    there = db.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    ).fetchone()
    if not there:
        return set()
    rows = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [MIGRATIONS])
    return {row[0] for row in rows}
