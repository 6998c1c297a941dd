"""The file that goes with evidence: its fingerprint, and as it is kept and given out again."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from scala_cli.case.drafts import File
from scala_cli.case.entries import Evidence, evidence
from scala_cli.case.state import Case
from scala_cli.dossier.rows import LARGEST_FILE
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, InvalidValue
from scala_cli.files import shown
from scala_cli.text import clean_line

_CHUNK = 1 << 20
_LONGEST_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: what is said of it, and its bytes where they may be kept."""

    file: File
    data: bytes | None


def typed_file(typed: str) -> ReadFile | None:
    """Return the file at a path as typed, or as a terminal types one that is dragged into it."""
    path = typed.strip()
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        path = path[1:-1]
    if not path:
        return None
    # A terminal puts a backslash before a space; on Windows it is part of the path.
    unescaped = Path(path.replace("\\ ", " "))
    return read_file(unescaped if "\\ " in path else Path(path), keep=False)


def read_file(path: Path, *, keep: bool) -> ReadFile:
    """Return a file's name, size and SHA-256, and its bytes if they are to be kept.

    Raises `InvalidValue` for what is no regular file, can't be read, is empty, or is too large
    to be kept.
    """
    name = clean_line(path.name) or "bestand"
    try:
        path = path.expanduser()
        if not path.is_file():
            raise InvalidValue(
                f"{shown(path)} is geen bestand dat er is. Kijk of het pad klopt."
                if not path.exists()
                else f"{shown(path)} is geen gewoon bestand. Noem een bestand, geen map."
            )
        return _hashed(path, name, keep=keep)
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidValue(
            f"{shown(path)} kan niet worden gelezen. Kijk of u het mag openen."
        ) from error


def _hashed(path: Path, name: str, *, keep: bool) -> ReadFile:
    digest, size = hashlib.sha256(), 0
    kept = bytearray()
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if keep:
                kept += chunk
            if len(kept) > LARGEST_FILE:
                raise _too_large(path, path.stat().st_size)
    if not size:
        raise InvalidValue(f"{shown(path)} is leeg.")
    return ReadFile(File(name, digest.hexdigest(), size, keep), bytes(kept) if keep else None)


def _too_large(path: Path, size: int) -> InvalidValue:
    found, most = (f"{number:,}".replace(",", ".") for number in (size, LARGEST_FILE))
    return InvalidValue(
        f"{shown(path)} is te groot om te bewaren: {found} bytes, en hoogstens {most} passen. "
        "Zonder --bewaar-bestand komt alleen de vingerafdruk in het dossier."
    )


def kept_files(dossier: Dossier, case: Case) -> list[tuple[str, bytes]]:
    """Return the files kept with a case's evidence, each with the name that it gets outside.

    Raises `DossierUnusable` when one isn't what was recorded.
    """
    what = "oefening" if case.drill else "dossier"
    return [
        (
            f"{what}-{case.number}-bewijs-{one.event.number}.{_suffix(one.file)}",
            _kept(dossier, case, one),
        )
        for one in evidence(case)
        if one.kept
    ]


def _suffix(name: str) -> str:
    """Return the kind of file that a name tells of, in plain letters; `bin` where it doesn't."""
    _, dot, last = name.rpartition(".")
    found = re.sub(r"[^a-z0-9]", "", last.lower()) if dot else ""
    return found if 0 < len(found) <= _LONGEST_SUFFIX else "bin"


def _kept(dossier: Dossier, case: Case, one: Evidence) -> bytes:
    """Return the file kept with a piece of evidence, if it is what was recorded."""
    found = dossier.file(case.number, one.event.number)
    if found is None or hashlib.sha256(found).hexdigest() != one.sha256:
        wrong = "ontbreekt" if found is None else "is gewijzigd nadat het is vastgelegd"
        raise DossierUnusable(
            f"Dossier {case.number}, gebeurtenis {one.event.number}: het bewaarde bestand {wrong}. "
            "Van dit dossier is niets geschreven. Bekijk alles wat er mis is met: stappenplan "
            "controleer"
        )
    return found
