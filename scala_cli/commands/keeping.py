"""`reservekopie` and `herstel`: copies of the whole dossier file."""

from functools import partial
from pathlib import Path

from scala_cli import own_letters
from scala_cli.clock import amsterdam, say
from scala_cli.commands import remembering
from scala_cli.commands.run import Run
from scala_cli.commands.run import say as say_aside
from scala_cli.dossier import backups, keys, opening, restoring, staging
from scala_cli.dossier.keys import Secret
from scala_cli.dossier.staging import Holding
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, StappenplanError, Stopped, WrongPassword, WrongUse
from scala_cli.files import DOSSIER, shown
from scala_cli.plan import folder as plans
from scala_cli.text import listing

_WORD = "herstel"
_NO_COPY = (
    "Van een oefening wordt geen reservekopie gemaakt: die hoeft u niet te bewaren. Er is niets "
    "geschreven. Laat --oefening weg voor een kopie van de echte dossiers."
)
_NOT_HERE = (
    "Een reservekopie kan niet in de oefening worden teruggezet: dan stonden echte dossiers tussen "
    "de verzonnen. Er is niets veranderd. Laat --oefening weg."
)


def back_up(run: Run, target: Path, *, overwrite: bool) -> None:
    """Write a backup to a folder or a file, and print where it is."""
    if run.settings.drill:
        raise WrongUse(_NO_COPY)
    path = target
    if target.is_dir():
        moment = run.clock().astimezone(amsterdam())
        path = target / f"dossiers-{moment:%Y-%m-%d-%H%M%S}.stappenplan"
    with run.unlocked() as (dossier, secret):
        cases, noted = backups.back_up(
            dossier,
            secret,
            path,
            run.clock,
            partial(run.printer.progress, "Reservekopie maken"),
            overwrite=overwrite,
        )
    print(shown(path))
    holds = "1 dossier" if cases == 1 else f"{cases} dossiers"
    print(f"Versleutelde reservekopie van {holds}, nagelezen. Zij heeft hetzelfde wachtwoord.")
    _tell_left_out(run.settings.home)
    if not noted:
        say_aside("In het dossier zelf kon niet worden genoteerd waar deze reservekopie ligt.")


def _tell_left_out(home: Path) -> None:
    """Say which of the folders with what is the school's own aren't in the backup."""
    named = (own_letters.FOLDER, plans.FOLDER)
    if there := [f"de map {one}" for one in named if (home / one).is_dir()]:
        print(
            f"Niet meegekopieerd: {listing(there)}. Kopieer die zelf. In elk dossier zit wel het "
            "stappenplan waarmee het begon, en elke brief die is gemaakt."
        )


def restore(run: Run, backup: Path) -> None:
    """Put a backup in the dossier's place, after the word for it was typed; the old file is kept.

    Raises `Stopped` when the word isn't typed.
    """
    if run.settings.drill:
        raise WrongUse(_NOT_HERE)
    folder = run.settings.folder
    with staging.staged(backup, folder) as fresh:

        def examined(password: str) -> tuple[Holding, Secret]:
            return staging.examined(fresh, backup, password, run.clock), password

        found, secret = run.with_password("Wachtwoord van de reservekopie:", examined)
        present = None
        if run.has_dossier:
            present = _confirmed(run, found, secret)
        moment = f"{run.clock().astimezone(amsterdam()):%Y-%m-%d-%H%M%S}"
        kept = restoring.restore(fresh, folder, present, moment, run.clock)
    path = shown((folder / DOSSIER).absolute())
    print(f"De reservekopie is teruggezet op {path}: {_holds(found)}.")
    if kept is not None:
        print(
            f"Het vorige bestand is bewaard als {shown(kept.absolute())}. Is alles in orde, dan "
            "kunt u dat zelf verwijderen."
        )
    _forget_what_does_not_fit(folder)


def _confirmed(run: Run, found: Holding, secret: Secret) -> Secret | None:
    """Show what both files hold; return what opens the present one, once the word was typed."""
    opening.must_be_a_file(run.settings.folder / DOSSIER)
    tell = run.asker.tell
    present, opens_it = _present(run, secret)
    if present is None:
        tell("Er staat al een dossier. Het gaat met dit wachtwoord niet open, of is beschadigd.")
    else:
        tell(f"Nu in het dossier: {_holds(present)}.")
    tell(f"In de reservekopie: {_holds(found)}.")
    if present is not None and (lacking := len(present.events - found.events)):
        tell(_less(lacking, older=found.events <= present.events))
    tell("Het bestand van nu wordt bewaard onder een andere naam.")
    try:
        typed = run.asker.line(
            f"Typ het woord {_WORD} om de reservekopie terug te zetten.", "", str
        )
    except EOFError:
        typed = ""
    if typed.strip().lower() != _WORD:
        raise Stopped(
            f"Er is niets veranderd: het woord {_WORD} is niet getypt. Het dossier is "
            "zoals het was."
        )
    return opens_it


def _less(lacking: int, *, older: bool) -> str:
    what = "staat 1 gebeurtenis" if lacking == 1 else f"staan {lacking} gebeurtenissen"
    return (
        f"Let op: de reservekopie is {'ouder' if older else 'een andere'}. Van het dossier van nu "
        f"{what} er niet in."
    )


def _present(run: Run, secret: Secret) -> tuple[Holding | None, Secret | None]:
    """Return what the present dossier holds and what opens it, as far as that can be found."""
    for one in (secret, run.remembered):
        try:
            if one is not None:
                with Dossier.open(run.settings.folder, one, run.clock) as dossier:
                    return staging.holding(dossier), one
        except (WrongPassword, DossierUnusable):
            continue
    return None, None


def _holds(found: Holding) -> str:
    cases = "1 dossier" if found.cases == 1 else f"{found.cases} dossiers"
    count = len(found.events)
    events = "1 gebeurtenis" if count == 1 else f"{count} gebeurtenissen"
    last = f", de laatste van {say(found.last)}" if found.last else ""
    return f"{cases} met {events}{last}"


def _forget_what_does_not_fit(folder: Path) -> None:
    if keys.is_marked(folder) and remembering.found(folder) is None:
        try:
            remembering.forget(folder)
        except StappenplanError as error:
            say_aside(str(error))
            return
        print("De onthouden sleutel past niet op de reservekopie en is vergeten.")
