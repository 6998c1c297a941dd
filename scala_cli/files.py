"""Writing a file whole or not at all, readable by its owner only."""

import contextlib
import os
import tempfile
from pathlib import Path

from scala_cli.errors import DossierUnusable, WrongUse


def write_text(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write UTF-8 text with its line ends as they are; it is on disk on return, mode 0600.

    Raises `WrongUse` when there is a file already and `overwrite` is False (one with this
    very text is left as it is), and `DossierUnusable` when it can't be written.
    """
    data = text.encode()
    try:
        if path.exists() and not overwrite:
            if path.is_file() and path.read_bytes() == data:
                return
            raise WrongUse(
                f"{path} bestaat al en is niet overschreven. Kies een andere plek met --naar, of "
                "voeg --overschrijf toe."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise DossierUnusable(
            f"{path} kan niet worden geschreven. Kijk of de map bestaat, of u er mag schrijven "
            "en of er ruimte is. Het dossier zelf is niet veranderd."
        ) from error


def _replace(path: Path, data: bytes) -> None:
    """Write beside the target and move into place; mkstemp makes the file with mode 0600."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have a file's new name on disk too, where folders can be synced (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with contextlib.suppress(OSError):
        os.fsync(handle)
    os.close(handle)
