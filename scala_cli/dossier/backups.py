"""Backups: a copy of the whole dossier file, proven after writing."""

import os
from pathlib import Path

from scala_cli.clock import Clock
from scala_cli.dossier import beside
from scala_cli.dossier.copies import BACKUP
from scala_cli.dossier.faults import Counting, uncounted
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.replacing import is_whole, must_be_sound
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.files import make_folder, must_be_free, shown, sync_folder


def back_up(  # noqa: PLR0913 - what a backup is made of
    dossier: Dossier,
    secret: Secret,
    path: Path,
    clock: Clock,
    counting: Counting = uncounted,
    *,
    overwrite: bool,
) -> tuple[int, bool]:
    """Write a backup that opens with the same password; return how many cases it holds.

    Also returned is whether the dossier itself could note it. The backup is read back before it
    gets its name. Raises `WrongUse` for a place that isn't free, and `DossierUnusable`.
    """
    must_be_free(path)
    _must_be_new(path, overwrite=overwrite)
    with counting(2 * dossier.case_count()) as advance:
        with dossier.held(alone=False):
            must_be_sound(dossier, advance)
        noted = _noted(dossier, path)
        try:
            make_folder(path.parent)
            with dossier.held(alone=False) as source, beside.copied(source, path.parent) as fresh:
                heads = dossier.heads()
                if not is_whole(fresh, secret, clock, heads, advance):
                    raise _unwritten(path)
                _named(fresh, path, overwrite=overwrite)
        except OSError as error:
            raise _unwritten(path) from error
    return len(heads), noted


def _must_be_new(path: Path, *, overwrite: bool) -> None:
    if os.path.lexists(path) and not overwrite:
        raise WrongUse(
            f"{shown(path)} bestaat al en is niet overschreven. Kies een andere plek met --naar, "
            "of voeg --overschrijf toe."
        )


def _noted(dossier: Dossier, path: Path) -> bool:
    try:
        dossier.copy_made(BACKUP, path)
    except DossierUnusable:
        return False
    return True


def _named(fresh: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        fresh.replace(path)
    elif not beside.put_new(fresh, path):
        _must_be_new(path, overwrite=False)
    sync_folder(path.parent)


def _unwritten(path: Path) -> DossierUnusable:
    return DossierUnusable(
        f"De reservekopie {shown(path)} kan niet worden geschreven; er is geen halve blijven "
        "staan. Kijk of de map bestaat, of u er mag schrijven en of er ruimte is. Het dossier "
        "zelf is niet veranderd."
    )
