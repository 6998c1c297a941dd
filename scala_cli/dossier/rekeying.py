"""Another password for the dossier: a copy gets it, and takes the old file's place once proven."""

from pathlib import Path

from scala_cli.clock import Clock
from scala_cli.dossier import beside, driver
from scala_cli.dossier.faults import Counting, uncounted
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.replacing import is_whole, must_be_sound, take_over
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable
from scala_cli.files import shown


def change_password(
    folder: Path, secret: Secret, password: str, clock: Clock, counting: Counting = uncounted
) -> None:
    """Give the dossier in a folder another password.

    Whenever this is cut short, there is the old file or the new one, whole. Nobody can write
    meanwhile. Each case is looked at twice: before and after. Raises `WrongPassword`, or
    `DossierUnusable` with the old file still in place.
    """
    with Dossier.open(folder, secret, clock) as dossier:
        try:
            with dossier.held(alone=True) as source, counting(2 * dossier.case_count()) as advance:
                must_be_sound(dossier, advance)
                heads = dossier.heads()
                with beside.copied(source, folder) as fresh:
                    driver.change_password(fresh, secret, password)
                    beside.sync(fresh)
                    if not is_whole(fresh, password, clock, heads, advance):
                        raise _unchanged(dossier.path)
                    take_over(fresh, dossier.path, dossier, source)
        except (OSError, driver.driver_error()) as error:
            raise _unchanged(dossier.path) from error


def _unchanged(path: Path) -> DossierUnusable:
    return DossierUnusable(
        f"Het wachtwoord van {shown(path)} is niet gewijzigd: er kon geen goed nieuw bestand naast "
        "worden gemaakt. Het oude bestand is heel en het oude wachtwoord geldt nog. Kijk of er "
        "ruimte is en of u in de map mag schrijven, en probeer het opnieuw."
    )
