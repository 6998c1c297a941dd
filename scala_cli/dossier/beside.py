"""Files made beside the place that they are for: for their owner only, and put there whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scala_cli.dossier import leftovers


@contextmanager
def copied(source: BinaryIO, folder: Path) -> Iterator[Path]:
    """Give a copy of a file's bytes under a passing name in a folder; afterwards it is gone.

    It is on disk, mode 0600. Raises `OSError`.
    """
    leftovers.clear(folder, own=True)
    fresh = leftovers.fresh_in(folder)
    try:
        copy(source, fresh)
        yield fresh
    finally:
        leftovers.remove(fresh)


def copy(source: BinaryIO, path: Path) -> None:
    """Write a file's bytes to a new file, for its owner only. Raises `OSError`."""
    source.seek(0)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())


def sync(path: Path) -> None:
    """Have what was written in a file on disk. Raises `OSError`."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def put_new(fresh: Path, path: Path) -> bool:
    """Give a finished file its name, never over a file that came in between.

    Returns False when there was one: that one stays. Raises `OSError`.
    """
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    except (OSError, AttributeError, NotImplementedError):
        # No hard links here: Windows' rename refuses an existing name by itself.
        if os.path.lexists(path):
            return False
        fresh.rename(path)
    return True
