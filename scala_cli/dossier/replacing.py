"""A new file in the place of the dossier's: only a copy of a sound one, proven, by one rename."""

import os
from pathlib import Path
from typing import BinaryIO

from scala_cli.clock import Clock
from scala_cli.dossier import leftovers
from scala_cli.dossier.faults import Advance
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.rows import Head
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongPassword
from scala_cli.files import shown, sync_folder


def must_be_sound(dossier: Dossier, advance: Advance) -> None:
    """Raise `DossierUnusable` for a dossier with a fault: a copy of it would be no safer.

    It is to be held: what another program is writing meanwhile would look like a fault.
    """
    by_hand = (
        f"Er is niets veranderd. Het bestand {shown(dossier.path)} kunt u zo nodig zelf kopiëren, "
        "als alle vensters van dit programma dicht zijn."
    )
    try:
        faults = dossier.faults(advance=advance)
    except DossierUnusable as error:
        raise DossierUnusable(f"{error} {by_hand}") from error
    if faults:
        raise DossierUnusable(
            f"Het dossier is niet in orde: {len(faults)} keer. Bekijk wat er mis is met: "
            f"stappenplan controleer. {by_hand}"
        )


def is_whole(path: Path, secret: Secret, clock: Clock, heads: list[Head], advance: Advance) -> bool:
    """Tell whether a file opens, has no fault, and holds every case up to its last event."""
    try:
        with Dossier.at(path, secret, clock) as copy:
            return not copy.faults(advance=advance) and copy.heads() == heads
    except (DossierUnusable, WrongPassword):
        return False


def take_over(fresh: Path, path: Path, dossier: Dossier | None, source: BinaryIO) -> None:
    """Put a finished file in the dossier's place, where nobody else can write now.

    `dossier` and `source` are what this process has open of the old one. Raises `OSError`, and
    `DossierUnusable` where the old file can't make place.
    """
    must_have_no_journal(path)
    if os.name == "nt":
        # Windows doesn't let a file go that is open, not even by this process.
        source.close()
        if dossier is not None:
            dossier.close()
    try:
        fresh.replace(path)
    except PermissionError as error:
        raise DossierUnusable(
            f"{shown(path)} kan niet worden vervangen en is nog zoals het was. Sluit alle andere "
            "vensters van dit programma, kijk of u in de map mag schrijven en probeer het opnieuw."
        ) from error
    sync_folder(path.parent)


def must_have_no_journal(path: Path) -> None:
    """Refuse to give a file a name beside which another file's journal waits.

    It would be played back into the new file and ruin it.
    """
    journal = leftovers.journal_of(path)
    try:
        waiting = journal.stat().st_size > 0
    except FileNotFoundError:
        return
    if waiting:
        raise DossierUnusable(
            f"Naast het dossier staat {shown(journal)}, van iets dat halverwege is afgebroken. Het "
            "hoort bij het oude bestand. Er is niets veranderd. Open het oude dossier eerst met "
            "zijn eigen wachtwoord, of zet beide bestanden zelf in een andere map."
        )
