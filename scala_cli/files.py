"""Writing a file whole or not at all, readable by its owner only."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.text import clean_line

DOSSIER = "dossiers.stappenplan"
"""The name of the dossier file. What is named with more behind it belongs to it, as its journal."""
ON_WINDOWS = os.name == "nt"
"""Where files have no modes, names have their own rules, and what is open can't be removed."""
_HALF = ".stappenplan-half-"
"""What a file is called while it is being written, followed by the process that does so."""


_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever stands behind it; behind a `:` it hides a text."""


def shown(path: Path) -> str:
    """Return a path as it can be printed: a name may hold what would redraw a terminal."""
    return clean_line(str(path))


def read_regular(path: Path, limit: int) -> bytes:
    """Return at most one byte more than `limit` of a file that is no device, pipe or folder.

    Raises `OSError`. What the system says about the size of a file isn't relied on.
    """
    if not path.is_file():
        message = f"{path} is no regular file"
        raise OSError(message)
    with path.open("rb") as file:
        return file.read(limit + 1)


def write_text(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write UTF-8 text with its line ends as they are; see `write_bytes`."""
    write_bytes(path, text.encode(), overwrite=overwrite)


def must_have_folder(path: Path) -> None:
    """Raise `WrongUse` for a file in a folder that isn't there: the name may be mistyped."""
    if not os.path.lexists(path.parent):
        raise WrongUse(
            f"De map {shown(path.parent)} bestaat niet. Er is niets geschreven. Maak die map "
            "eerst, of kies een andere plek."
        )


def write_bytes(
    path: Path, data: bytes, *, overwrite: bool = False, first: Callable[[], None] | None = None
) -> None:
    """Write bytes to a file; it is on disk on return, mode 0600.

    `first` is called when nothing is in the way any more and nothing was written yet. Raises
    `WrongUse` when the place is the dossier's own or no file's, or when there is a file already
    and `overwrite` is False (one with these very bytes is left as it is), and `DossierUnusable`
    when it can't be written.
    """
    try:
        must_be_free(path)
        there = os.path.lexists(path) and not overwrite
        if there and not (path.is_file() and path.read_bytes() == data):
            raise WrongUse(
                f"{shown(path)} bestaat al en is niet overschreven. Kies een andere plek met "
                "--naar, of voeg --overschrijf toe."
            )
        if first:
            first()
        if there:
            return
        make_folder(path.parent)
        _replace(path, data)
    except OSError as error:
        raise DossierUnusable(
            f"{shown(path)} kan niet worden geschreven. Kijk of de map bestaat, of u er mag "
            "schrijven en of er ruimte is. Het dossier zelf is niet veranderd."
        ) from error


def change(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file that is someone's own, whole or not at all.

    It keeps its mode, and a link to it stays one. Raises `OSError`.
    """
    target = path.resolve()
    make_folder(target.parent)
    _replace(target, data, as_it_was=True)


def must_be_free(path: Path) -> None:
    """Raise `WrongUse` for a place where nothing may be written, `overwrite` or not."""
    if _is_the_dossiers(path):
        raise WrongUse(
            f"{shown(path)} hoort bij het dossier zelf en wordt nooit overschreven. Kies een "
            "andere plek met --naar."
        )
    if ON_WINDOWS and (_DEVICE.fullmatch(path.name) or ":" in path.name):
        raise WrongUse(
            f"Windows kan geen bestand maken met de naam {shown(Path(path.name))}. Kies een andere "
            "naam."
        )
    if path.is_dir():
        raise WrongUse(f"{shown(path)} is een map. Geef met --naar de naam van een bestand.")
    if path.exists() and not path.is_file():
        raise WrongUse(f"{shown(path)} is geen gewoon bestand. Kies een andere plek met --naar.")


def _is_the_dossiers(path: Path) -> bool:
    """Tell whether a path leads to a dossier file or what belongs to it, by whichever name."""
    target = path.resolve()
    if any(one.name.casefold().startswith(DOSSIER) for one in (path, target)):
        return True
    # A hard link, or the short name that Windows gives a file.
    dossier = target.parent / DOSSIER
    return target.is_file() and dossier.is_file() and target.samefile(dossier)


def _replace(path: Path, data: bytes, *, as_it_was: bool = False) -> None:
    """Write beside the target and move into place; mkstemp makes the file with mode 0600.

    With `as_it_was` it keeps the mode of the file that was there.
    """
    _clear_halves(path.parent)
    # Its name is short whatever the target's: that may be as long as the system allows.
    handle, name = tempfile.mkstemp(prefix=f"{_HALF}{os.getpid()}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if as_it_was and path.exists():
            shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def _clear_halves(folder: Path) -> None:
    """Remove what a killed program had half written here: it may hold what was to be private."""
    for path in folder.glob(f"{_HALF}*"):
        owner = path.name.removeprefix(_HALF).partition("-")[0]
        if owner.isdecimal() and not is_running(int(owner)):
            with contextlib.suppress(OSError):
                path.unlink()


def is_running(process: int) -> bool:
    """Tell whether a process is there, as far as the system lets itself be asked.

    Windows does not, but there a file that is open can't be removed.
    """
    if process == os.getpid():
        return True
    if ON_WINDOWS:
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they aren't there, for their owner only."""
    # `parents=True` would give the ones above it the mode that the system has for any folder.
    for one in reversed([folder, *folder.parents]):
        if not one.is_dir():
            one.mkdir(mode=0o700, exist_ok=True)


def close_to_others(folder: Path) -> None:
    """Keep others out of a folder that is empty, where folders have modes (not on Windows)."""
    if not ON_WINDOWS and not any(folder.iterdir()):
        with contextlib.suppress(OSError):
            folder.chmod(0o700)


def sync_folder(folder: Path) -> None:
    """Have a file's new name on disk too, where folders can be synced (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with contextlib.suppress(OSError):
        os.fsync(handle)
    os.close(handle)
