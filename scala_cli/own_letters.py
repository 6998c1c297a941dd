"""The school's own letters: the templates in the folder `brieven` of the data folder, as text.

They come from outside: each is read whole, within bounds, as UTF-8, and never through a link to
somewhere else. Knows which there are and what is in them, not what that means.
"""

import os
import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cached_property
from itertools import islice
from pathlib import Path

from scala_cli import resources
from scala_cli.errors import WrongFile
from scala_cli.files import read_regular, shown

FOLDER = "brieven"
LARGEST = 200_000
"""The most bytes of a letter."""
MOST = 200
"""The most letters in the folder."""
_LOOKED_AT = 1_000
"""How many names in the folder are looked at: it may hold anything."""
_LONGEST_NAME = 60
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PART = re.compile(rf"(delen/)?{_NAME.pattern}{re.escape(resources.SUFFIX)}")
_UNCHANGED = "Uw dossier is niet veranderd."
_TEMPLATES = (".j2", ".j2.txt")
"""How a file is called that was meant to be a template; Notepad adds its own ending."""


class WrongLetter(WrongFile):
    """An own letter can't be used: its `file` as people know it, and its `fault` alone."""

    def __init__(self, file: str, fault: str, remedy: str, safe: str = _UNCHANGED) -> None:
        self.file = file
        self.fault = fault
        self.remedy = remedy
        super().__init__(f"{file} klopt niet: {fault} {safe} {remedy}")


class OwnLetters:
    """What lies in one folder `brieven`, looked up once."""

    def __init__(self, folder: Path | None) -> None:
        self.place = folder / FOLDER if folder else None
        self._texts: dict[str, str | WrongLetter] = {}
        self._told: set[str] = set()

    @cached_property
    def _names(self) -> tuple[tuple[str, ...], WrongLetter | None]:
        """Return the names of files in the folder, and what is wrong with the folder itself."""
        if self.place is None:
            return (), None
        try:
            with os.scandir(self.place) as entries:
                found = sorted(entry.name for entry in islice(entries, _LOOKED_AT + 1))
        except FileNotFoundError:
            return (), None
        except OSError:
            sentence = "zij kan niet worden gelezen. Kijk of het een map is die u mag openen."
            return (), self._wrong_folder(sentence)
        letters = [one for one in found if one.endswith(resources.SUFFIX)]
        if len(found) > _LOOKED_AT or len(letters) > MOST:
            sentence = f"er staan te veel bestanden in. Hoogstens {MOST} brieven passen."
            return (), self._wrong_folder(sentence)
        return tuple(one for one in found if not one.startswith(".")), None

    def _wrong_folder(self, sentence: str) -> WrongLetter:
        remedy = "Tot dat verholpen is, maakt het programma alleen zijn eigen brieven."
        return WrongLetter(f"De map {self._where}", sentence, remedy)

    @property
    def _where(self) -> str:
        return shown(self.place or Path(FOLDER))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of letter for which there is a file, right or wrong."""
        files = (one for one in self._names[0] if one.endswith(resources.SUFFIX))
        kinds = (one.removesuffix(resources.SUFFIX) for one in files)
        return frozenset(one for one in kinds if _is_name(one))

    @property
    def fault(self) -> WrongLetter | None:
        """Return what keeps all own letters from being used, if anything does."""
        return self._names[1]

    @property
    def misnamed(self) -> Mapping[str, WrongLetter]:
        """Return the files that look as if they were meant to be a letter, and why they aren't."""
        meant = (one for one in self._names[0] if one.lower().endswith(_TEMPLATES))
        wrong = (one for one in meant if one.removesuffix(resources.SUFFIX) not in self.kinds)
        return {one: self.wrong(one, _MISNAMED) for one in wrong}

    def wrong(self, name: str, sentence: str, line: int | None = None) -> WrongLetter:
        """Return that a file in the folder is wrong, and what to do about it."""
        at = f"regel {line}: " if line else ""
        remedy = f"Verbeter het bestand, of haal het uit de map {self._where}."
        if name.removesuffix(resources.SUFFIX) in resources.document_names():
            remedy += " Dan wordt de brief van het programma weer gebruikt."
        return WrongLetter(shown_as(name), f"{at}{sentence}", remedy)

    def text(self, name: str) -> str:
        """Return the text of a letter or a part by its name in the folder, read once.

        Raises `WrongLetter`, and `FileNotFoundError` when it isn't there or has no name for one.
        """
        if not may_be_named(name):
            raise FileNotFoundError(name)
        if name not in self._texts:
            try:
                self._texts[name] = self._read(name)
            except WrongLetter as error:
                self._texts[name] = error
        found = self._texts[name]
        if isinstance(found, WrongLetter):
            raise found
        return found

    def _read(self, name: str) -> str:
        if self.place is None or not os.path.lexists(self.place / name):
            raise FileNotFoundError(name)
        path = self.place / name
        try:
            inside = path.resolve().is_relative_to(self.place.parent.resolve() / FOLDER)
            raw = read_regular(path, LARGEST) if inside else b""
        except (OSError, RuntimeError, ValueError) as error:
            raise self.wrong(name, "het is niet te lezen. Kijk of u het mag openen.") from error
        if not inside:
            raise self.wrong(name, f"het verwijst naar iets buiten de map {FOLDER}.")
        if len(raw) > LARGEST:
            raise self.wrong(name, f"het is groter dan {LARGEST // 1000} kB. Maak het korter.")
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            raise self.wrong(name, "het is geen UTF-8. Sla het op als UTF-8.") from error

    def first_time(self, kind: str) -> bool:
        """Tell whether this is asked for the first time of a kind: people are told once."""
        told = kind in self._told
        self._told.add(kind)
        return not told


_MISNAMED = (
    "de naam moet eindigen op .md.j2, met daarvoor alleen kleine letters, cijfers en streepjes, "
    f"hoogstens {_LONGEST_NAME} tekens."
)


def may_be_named(name: str) -> bool:
    """Tell whether a letter can name a file like this: in the folder itself, or in `delen`."""
    return _PART.fullmatch(name) is not None


def _is_name(kind: str) -> bool:
    return len(kind) <= _LONGEST_NAME and _NAME.fullmatch(kind) is not None


_IN_USE: ContextVar[OwnLetters] = ContextVar("own_letters", default=OwnLetters(None))  # noqa: B039


def use(folder: Path | None) -> None:
    """Look for own letters in this data folder from now on; None: nowhere."""
    _IN_USE.set(OwnLetters(folder))


def in_use() -> OwnLetters:
    """Return the own letters that are looked at now."""
    return _IN_USE.get()


def shown_as(name: str) -> str:
    """Return how people know a file of the folder."""
    from scala_cli.plan.faults import shortened

    return f"{FOLDER}/{shortened(name)}"


def file_of(kind: str) -> str:
    """Return the name of the file of a kind of letter, in the folder."""
    return f"{kind}{resources.SUFFIX}"
