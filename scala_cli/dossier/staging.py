"""A backup that is to be put back: copied into the data folder, and proven there."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scala_cli.clock import Clock
from scala_cli.dossier import beside, driver, leftovers
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongPassword, WrongUse
from scala_cli.files import DOSSIER, close_to_others, make_folder, shown


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
