"""A dossier's key in the system's key store: joins the dossier's keys and the store."""

from pathlib import Path

from scala_cli.dossier import driver, keys
from scala_cli.dossier.keys import Key
from scala_cli.errors import DossierUnusable
from scala_cli.files import DOSSIER, shown

NO_LONGER_FITS = (
    "De onthouden sleutel is niet te vinden of past niet meer op dit dossier. Typ het wachtwoord. "
    "Opnieuw onthouden kan met: stappenplan instellingen --onthoud-sleutel"
)


def found(folder: Path) -> Key | None:
    """Return the remembered key of the dossier in a folder; None when there is none that fits.

    Raises `DossierUnusable` when the dossier can't be tried.
    """
    if not keys.is_marked(folder):
        return None
    from scala_cli import keystore

    text = keystore.find(_name(folder))
    key = None if text is None else Key.from_text(text)
    return key if key is not None and driver.opens(folder / DOSSIER, key) else None


def remember(folder: Path, password: str) -> str:
    """Have the key store keep the key that a password makes; return what the store is called.

    Raises `NoKeystore` or `DossierUnusable`; then nothing is remembered.
    """
    from scala_cli import keystore

    path = folder / DOSSIER
    try:
        key = keys.derived(path, password)
        if not driver.opens(path, key):
            raise DossierUnusable(
                f"Van dit wachtwoord is voor {shown(path)} geen sleutel te maken. Er is niets "
                "onthouden. Het wachtwoord blijft gewoon gelden."
            )
        # First the mark: a key that nobody knows of would stay in the store for ever.
        keys.mark(folder)
    except OSError as error:
        raise DossierUnusable(
            f"In {shown(folder)} kan niet worden gelezen of geschreven. De sleutel wordt niet "
            "onthouden. Het wachtwoord blijft gewoon gelden."
        ) from error
    try:
        return keystore.keep(_name(folder), key.text)
    except BaseException:
        keys.unmark(folder)
        raise


def forget(folder: Path) -> bool:
    """Remember the key no longer; tell whether there was any.

    Raises `NoKeystore` when it may still be in the store; it isn't used any more then.
    """
    from scala_cli import keystore

    marked = keys.is_marked(folder)
    if not marked and keystore.name() is None:
        return False
    keys.unmark(folder)
    keystore.forget(_name(folder))
    return marked


def _name(folder: Path) -> str:
    return str((folder / DOSSIER).absolute())
