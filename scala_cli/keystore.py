"""The system's own key store: one secret text for each name, kept by native stores only.

The only module that knows keyring. It never asks keyring to choose: what a configuration or
another package adds may keep things readable, or keep nothing without a word.
"""

import importlib
from typing import TYPE_CHECKING

from scala_cli.errors import WrongUse

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "stappenplan"

# By module and class; what people know it as.
_NATIVE = {
    ("keyring.backends.macOS", "Keyring"): "de Sleutelhanger van macOS",
    ("keyring.backends.Windows", "WinVaultKeyring"): "Referentiebeheer van Windows",
    ("keyring.backends.SecretService", "Keyring"): "de sleutelbos van dit systeem",
    ("keyring.backends.libsecret", "Keyring"): "de sleutelbos van dit systeem",
    ("keyring.backends.kwallet", "DBusKeyring"): "KWallet",
}


class NoKeystore(WrongUse):
    """There is no key store here that can be used, or it would not do what was asked."""


def native_backends() -> list[type["KeyringBackend"]]:
    """Return the key stores that may be used, as far as they can be loaded here."""
    found = []
    for module, name in _NATIVE:
        try:
            found.append(getattr(importlib.import_module(module), name))
        except (ImportError, AttributeError):
            continue
    return found


def _backend() -> "KeyringBackend | None":
    """Return the store that suits this system best; None where none works."""
    try:
        viable = [one for one in native_backends() if one.viable]
        return max(viable, key=lambda one: one.priority)() if viable else None
    except Exception:  # noqa: BLE001 - each store raises what its system gives
        return None


def name() -> str | None:
    """Return what the key store here is called; None where there is none."""
    backend = _backend()
    return None if backend is None else _name(backend)


def _name(backend: "KeyringBackend") -> str:
    kind = type(backend)
    return _NATIVE.get((kind.__module__, kind.__name__), "de sleutelbos van dit systeem")


def find(user: str) -> str | None:
    """Return what is kept under a name; None without it, or where the store doesn't open."""
    backend = _backend()
    if backend is None:
        return None
    try:
        return backend.get_password(SERVICE, user)
    except Exception:  # noqa: BLE001 - locked, denied, gone: whoever asked falls back
        return None


def keep(user: str, secret: str) -> str:
    """Keep a text under a name, see that it is there, and return what the store is called.

    Raises `NoKeystore`; then nothing is kept.
    """
    backend = _backend()
    if backend is None:
        raise NoKeystore(
            "Er is hier geen sleutelbos van het systeem die dit programma kan gebruiken. Er is "
            "niets onthouden. Het wachtwoord blijft gewoon gelden."
        )
    try:
        backend.set_password(SERVICE, user, secret)
        same = backend.get_password(SERVICE, user) == secret
    except Exception:  # noqa: BLE001 - each store raises what its system gives
        same = False
    if not same:
        _removed(backend, user)
        raise _failed(backend)
    return _name(backend)


def _failed(backend: "KeyringBackend") -> NoKeystore:
    return NoKeystore(
        f"De sleutel kan niet worden bewaard in {_name(backend)}: die is op slot, weigert, of "
        "geeft iets anders terug. Er is niets onthouden. Het wachtwoord blijft gewoon gelden."
    )


def forget(user: str) -> None:
    """Remove what is kept under a name. Raises `NoKeystore` when it may still be there."""
    backend = _backend()
    if backend is None or not _removed(backend, user):
        store = "de sleutelbos van dit systeem" if backend is None else _name(backend)
        raise NoKeystore(
            f"De sleutel kan niet worden verwijderd uit {store}. Dit programma gebruikt hem niet "
            f"meer. Verwijder hem daar zelf, onder de naam '{SERVICE}'."
        )


def _removed(backend: "KeyringBackend", user: str) -> bool:
    try:
        if backend.get_password(SERVICE, user) is None:
            return True
        backend.delete_password(SERVICE, user)
        return backend.get_password(SERVICE, user) is None
    except Exception:  # noqa: BLE001 - each store raises what its system gives
        return False
