"""Keys: what a password becomes for one file, so that it can be remembered instead of typed.

Knows SQLCipher's way of making one. Where keys are remembered is not this room's; only the
mark beside the dossier that one is.
"""

import contextlib
import hashlib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from scala_cli.files import DOSSIER

_SALT = 16
_RAW = 32
_ROUNDS = 256_000
"""How SQLCipher 4 makes a key unless told otherwise: these sizes, rounds of SHA-512."""

# A variable may hold bytes that aren't UTF-8; Python gives them as lone surrogates.
_BYTES = "surrogatepass"


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one file, and the salt of that file."""

    salt: bytes = field(repr=False)
    raw: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """Return the key as text, to be kept by a key store."""
        return f"{self.salt.hex()}{self.raw.hex()}"

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Return the key that a text holds; None for what is no key."""
        try:
            found = bytes.fromhex(text)
        except ValueError:
            return None
        return cls(found[:_SALT], found[_SALT:]) if len(found) == _SALT + _RAW else None


Secret = str | Key
"""What opens a dossier: a password or a key."""


def normalized(password: str) -> str:
    """Return a password as it counts: the same however its accents are typed."""
    return unicodedata.normalize("NFC", password)


def for_driver(secret: Secret) -> bytes:
    """Return what SQLCipher takes for this password or key."""
    if isinstance(secret, Key):
        return f"x'{secret.raw.hex()}'".encode()
    return normalized(secret).encode(errors=_BYTES)


def derived(path: Path, password: str) -> Key:
    """Return the key that a password has for a file; it takes as long as opening it does.

    Raises `OSError`. Never to be called while this process keeps others out of the file: closing
    a file lets go of every lock that the process has on it.
    """
    with path.open("rb") as file:
        salt = file.read(_SALT)
    words = for_driver(password)
    return Key(salt, hashlib.pbkdf2_hmac("sha512", words, salt, _ROUNDS, _RAW))


def _mark(folder: Path) -> Path:
    return folder / f"{DOSSIER}.sleutelbos"


def is_marked(folder: Path) -> bool:
    """Tell whether a key of the dossier in this folder was remembered."""
    try:
        return _mark(folder).is_file()
    except OSError:
        return False


def mark(folder: Path) -> None:
    """Mark that a key is remembered: without the mark nobody looks for one. Raises `OSError`."""
    _mark(folder).touch(mode=0o600)


def unmark(folder: Path) -> None:
    """Take the mark away, if it is there."""
    with contextlib.suppress(OSError):
        _mark(folder).unlink(missing_ok=True)
