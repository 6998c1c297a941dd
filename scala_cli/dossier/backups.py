"""Backups: a copy of the whole dossier file, proven after writing; and one put back in place."""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scala_cli.clock import Clock
from scala_cli.dossier import beside, driver, leftovers, opening
from scala_cli.dossier.copies import BACKUP
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.rekeying import (
    is_whole,
    must_be_sound,
    must_have_no_journal,
    take_over,
)
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongPassword, WrongUse
from scala_cli.files import (
    DOSSIER,
    close_to_others,
    make_folder,
    must_be_free,
    shown,
    sync_folder,
)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a dossier file holds: how many cases, and each event by its hash.

    `last` is the stamp of the event that was recorded last, None without any.
    """

    cases: int
    events: frozenset[str]
    last: str | None


def holding(dossier: Dossier) -> Holding:
    """Return what a dossier holds."""
    numbers = dossier.numbers()
    events = [event for number in numbers for event in dossier.events(number)]
    last = max((event.recorded for event in events), default=None)
    return Holding(len(numbers), frozenset(event.hash for event in events), last)


def back_up(
    dossier: Dossier, secret: Secret, path: Path, clock: Clock, *, overwrite: bool
) -> tuple[int, bool]:
    """Write a backup that opens with the same password; return how many cases it holds.

    Also returned is whether the dossier itself could note it. The backup is read back before it
    gets its name. Raises `WrongUse` for a place that isn't free, and `DossierUnusable`.
    """
    must_be_free(path)
    _must_be_new(path, overwrite=overwrite)
    with dossier.held(alone=False):
        must_be_sound(dossier)
    noted = _noted(dossier, path)
    try:
        make_folder(path.parent)
        with dossier.held(alone=False) as source, beside.copied(source, path.parent) as fresh:
            heads = dossier.heads()
            if not is_whole(fresh, secret, clock, heads):
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


@contextmanager
def staged(backup: Path, folder: Path) -> Iterator[Path]:
    """Give a copy of a backup in the data folder, to be opened and put in place from there.

    The backup itself is only read. Raises `WrongUse` for what is no file, `DossierUnusable`.
    """
    _must_be_a_backup(backup, folder)
    with contextlib.ExitStack() as stack:
        try:
            make_folder(folder)
            close_to_others(folder)
            source = stack.enter_context(backup.open("rb"))
            fresh = stack.enter_context(beside.copied(source, folder))
            # Of a dossier whose writing was cut short, the journal is the other half.
            with contextlib.suppress(FileNotFoundError):
                journal = stack.enter_context(leftovers.journal_of(backup).open("rb"))
                beside.copy(journal, leftovers.journal_of(fresh))
        except OSError as error:
            raise DossierUnusable(
                f"{shown(backup)} kan niet worden gelezen, of niet worden gekopieerd naar "
                f"{shown(folder)}. Er is niets veranderd. Kijk of u beide mag openen en of er "
                "ruimte is."
            ) from error
        yield fresh


def _must_be_a_backup(backup: Path, folder: Path) -> None:
    path = folder / DOSSIER
    try:
        if not backup.is_file():
            raise WrongUse(
                f"{shown(backup)} is er niet of is geen bestand. Geef het bestand van een "
                "reservekopie. Er is niets veranderd."
            )
        if path.is_file() and backup.samefile(path):
            raise WrongUse(
                f"{shown(backup)} is het dossier zelf. Geef het bestand van een reservekopie. Er "
                "is niets veranderd."
            )
    except OSError as error:
        raise driver.unusable(backup, error) from error


def examined(fresh: Path, backup: Path, secret: Secret, clock: Clock) -> Holding:
    """Bring the copy of a backup up to date, see that nothing is wrong, return what it holds.

    Raises `WrongPassword`, and `DossierUnusable` naming the first fault; both name the backup.
    """
    try:
        with Dossier.at(fresh, secret, clock) as dossier:
            faults = dossier.faults()
            found = holding(dossier) if not faults else None
    except WrongPassword as error:
        raise WrongPassword(
            f"Het wachtwoord opent de reservekopie {shown(backup)} niet. Er is niets veranderd. "
            "Een reservekopie gaat open met het wachtwoord van toen zij werd gemaakt. Blijft het "
            "misgaan, dan is het bestand beschadigd of is het geen dossier."
        ) from error
    except DossierUnusable as error:
        raise _unfit(backup, fresh, str(error)) from error
    if found is None:
        raise _unfit(backup, fresh, faults[0])
    return found


def _unfit(backup: Path, fresh: Path, fault: str) -> DossierUnusable:
    fault = fault.replace(shown(fresh), shown(backup))
    return DossierUnusable(
        f"De reservekopie {shown(backup)} is niet teruggezet en er is niets veranderd. Wat er mis "
        f"is: {fault} Kies zo mogelijk een andere reservekopie."
    )


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
