"""Files: written whole or not at all, for their owner only; read no further than a bound."""

import contextlib
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.text import clean_line

DOSSIER = "dossiers.stappenplan"
"""The name of the dossier file. What is named with more behind it belongs to it, as its journal."""
ON_WINDOWS = os.name == "nt"
"""Where files have no modes, names have their own rules, and what is open can't be removed."""
OURS = ("plannen", "brieven", "oefening", ".DS_Store")
"""What else a data folder holds: what is the school's own, the drill, and the Finder's notes."""
_HALF = ".stappenplan-half-"
"""What a file is called while it is being written, followed by the process that does so."""


_DEVICE = r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?"
"""What Windows takes for a device, whatever stands behind it; behind a `:` it hides a text."""
NOT_UTF8 = (
    "is geen UTF-8. Sla het op als UTF-8. In Kladblok: Bestand, Opslaan als, en kies bij Codering "
    "UTF-8."
)
"""The end of a Dutch sentence about a text file, and how to mend it."""


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


def why_unread(path: Path) -> str:
    """Return why a file can't be read and what to do, as the end of a Dutch sentence about it."""
    if path.is_dir():
        return "is een map, en hoort een bestand te zijn. Geef de map een andere naam."
    if path.is_symlink() and not path.exists():
        return "verwijst nergens heen. Haal het weg, of zet het bestand zelf hier."
    if path.exists() and not path.is_file():
        return "is geen gewoon bestand. Haal het weg."
    return "is niet te openen. Kijk of het bestand bestaat en of u het mag openen."


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
    as `is_to_be_written` and `write_together`.
    """
    missing = is_to_be_written(path, data, overwrite=overwrite)
    if first:
        first()
    if missing:
        deque(write_together([(path, data)]), maxlen=0)


def is_to_be_written(path: Path, data: bytes, *, overwrite: bool = False) -> bool:
    """Tell whether bytes may be written to a file and aren't there yet.

    A file with these very bytes is left as it is, unless `overwrite`. Raises `WrongUse` when the
    place is the dossier's own or no file's, or when there is another file already and `overwrite`
    is False, and `DossierUnusable` when that can't be told.
    """
    with _in_words(path):
        must_be_free(path)
        there = os.path.lexists(path) and not overwrite
        if there and not (path.is_file() and path.read_bytes() == data):
            raise WrongUse(
                f"{shown(path)} bestaat al en is niet overschreven. Kies een andere plek met "
                "--naar, of voeg --overschrijf toe."
            )
        return not there


def write_together(made: Sequence[tuple[Path, bytes]]) -> Iterator[Path]:
    """Write the bytes of files, mode 0600, and yield each path once its file is there, whole.

    All of them are on disk in the end: many at once wait for the disk no longer than a few do.
    What is in the way is replaced. Raises `DossierUnusable` when one can't be written; what was
    not yielded by then isn't there.
    """
    folders = {path.parent: path for path, _ in reversed(made)}
    for folder, path in folders.items():
        with _in_words(path):
            make_folder(folder)
            _clear_halves(folder)
    halves: list[tuple[Path, _Half]] = []
    with contextlib.ExitStack() as stack:
        for folder in folders:
            stack.callback(sync_folder, folder)
        for path, data in made:
            with _in_words(path):
                half = stack.enter_context(_Half(path.parent))
                half.write(data)
                halves.append((path, half))
        for path, half in halves:
            with _in_words(path):
                half.sync()
        for path, half in halves:
            with _in_words(path):
                half.become(path)
            yield path


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn the system's errors about a file into a Dutch one."""
    try:
        yield
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
    _clear_halves(target.parent)
    with _Half(target.parent) as half:
        half.write(data)
        half.sync()
        half.become(target, as_it_was=True)
    sync_folder(target.parent)


def must_be_free(path: Path) -> None:
    """Raise `WrongUse` for a place where nothing may be written, `overwrite` or not."""
    if _is_the_dossiers(path):
        raise WrongUse(
            f"{shown(path)} hoort bij het dossier zelf en wordt nooit overschreven. Kies een "
            "andere plek met --naar."
        )
    if ON_WINDOWS and (re.fullmatch(_DEVICE, path.name) or ":" in path.name):
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


class _Half:
    """A file that is written beside its place, mode 0600, and is gone if it takes no place."""

    def __init__(self, folder: Path) -> None:
        import tempfile

        # The name is short whatever the target's: that may be as long as the system allows.
        handle, name = tempfile.mkstemp(prefix=f"{_HALF}{os.getpid()}-", dir=folder)
        self._path = Path(name)
        self._file = os.fdopen(handle, "wb")

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the file, and remove it where it still is beside its place."""
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def write(self, data: bytes) -> None:
        """Write the bytes."""
        self._file.write(data)
        self._file.flush()

    def sync(self) -> None:
        """Wait until the bytes are on disk."""
        os.fsync(self._file.fileno())
        self._file.close()

    def become(self, path: Path, *, as_it_was: bool = False) -> None:
        """Take a place, with `as_it_was` keeping the mode of the file that was there."""
        if as_it_was and path.exists():
            shutil.copymode(path, self._path)
        self._path.replace(path)


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
    """Keep others out of a data folder, where folders have modes (not on Windows).

    One that holds anything else is someone's own, as a home folder always is: it stays as it is.
    """
    if not ON_WINDOWS and _is_ours_alone(folder):
        with contextlib.suppress(OSError):
            folder.chmod(0o700)


def _is_ours_alone(folder: Path) -> bool:
    with contextlib.suppress(OSError, RuntimeError):
        if folder.samefile(Path.home()):
            return False
    return all(one.name in OURS or one.name.startswith(DOSSIER) for one in folder.iterdir())


def is_open_to_others(folder: Path) -> bool:
    """Tell whether other users of this computer can come into a folder, as far as modes tell."""
    try:
        return not ON_WINDOWS and bool(folder.stat().st_mode & 0o077)
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    """Have a file's new name on disk too, where folders can be synced (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with contextlib.suppress(OSError):
        os.fsync(handle)
    os.close(handle)
