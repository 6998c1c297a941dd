"""A proven copy of a backup in the dossier's place; the file that stood there is kept."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from scala_cli.clock import Clock
from scala_cli.dossier import beside, leftovers, opening
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.replacing import must_have_no_journal, take_over
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable
from scala_cli.files import DOSSIER, shown, sync_folder


def restore(
    fresh: Path, folder: Path, present: Secret | None, moment: str, clock: Clock
) -> Path | None:
    """Put a proven copy in the dossier's place; return where the file that stood there is kept.

    `present` opens that file, None where nothing does. Nobody can write in it meanwhile, and
    whenever this is cut short one of both stands there, whole. Raises `DossierUnusable`.
    """
    path = folder / DOSSIER
    try:
        beside.sync(fresh)
        if not opening.exists(folder):
            _put_where_nothing_was(fresh, path)
            return None
        opening.must_be_a_file(path)
        kept = leftovers.kept_in(folder, moment)
        if present is None:
            with _kept_from_others(path) as source:
                _exchange(fresh, path, kept, None, source)
        else:
            with (
                Dossier.open(folder, present, clock) as dossier,
                dossier.held(alone=True) as source,
            ):
                _exchange(fresh, path, kept, dossier, source)
    except OSError as error:
        raise DossierUnusable(
            f"De reservekopie is niet teruggezet: in {shown(folder)} kan niet worden geschreven. "
            "Het dossier is niet veranderd. Kijk of u er mag schrijven en of er ruimte is."
        ) from error
    return kept


def _put_where_nothing_was(fresh: Path, path: Path) -> None:
    must_have_no_journal(path)
    if not beside.put_new(fresh, path):
        raise DossierUnusable(
            f"Er staat intussen een dossier op {shown(path)}. De reservekopie is niet "
            "teruggezet. Probeer het opnieuw om te zien wat beide bevatten."
        )
    sync_folder(path.parent)


def _exchange(
    fresh: Path, path: Path, kept: Path, dossier: Dossier | None, source: BinaryIO
) -> None:
    must_have_no_journal(path)
    try:
        _keep(path, kept, source)
        take_over(fresh, path, dossier, source)
    except BaseException:
        leftovers.drop_second_names(path)
        raise


def _keep(path: Path, kept: Path, source: BinaryIO) -> None:
    """Give the dossier's file a second name before it loses its first."""
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except (OSError, AttributeError, NotImplementedError):
        # No second names here. Written under a passing name: half of it is no dossier.
        passing = leftovers.fresh_in(path.parent, "-oud")
        try:
            beside.copy(source, passing)
            passing.rename(kept)
        finally:
            leftovers.remove(passing)
    sync_folder(path.parent)


_LOCKS_AT, _LOCKS = 0x4000_0000, 512
"""The bytes on which SQLite's locks lie, whatever is in the file (`PENDING_BYTE`)."""


def _kept_from_others(path: Path) -> AbstractContextManager[BinaryIO]:
    """Give the bytes of a file that doesn't open, while nobody can read or write it by SQLite.

    Windows replaces no file that another has open, so there nothing more is needed.
    """
    return path.open("rb") if sys.platform == "win32" else _locked(path)


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    import fcntl

    with path.open("rb+") as source:
        try:
            fcntl.lockf(source, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
        except OSError as error:
            raise DossierUnusable(
                f"Het dossier {shown(path)} is nu in gebruik door een ander venster of programma. "
                "Er is niets veranderd. Sluit het andere venster en probeer het opnieuw."
            ) from error
        yield source
