"""The school's own letters: the templates in the folder `brieven` of the data folder, as text.

They come from outside: each is read whole, within bounds, as UTF-8, and never through a link to
somewhere else. Knows which there are and what is in them, not what that means.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli import resources
from scala_cli.errors import WrongFile
from scala_cli.files import NOT_UTF8, read_regular, shown, why_unread

if TYPE_CHECKING:
    from scala_cli.plan.faults import Fault

FOLDER = "brieven"
LARGEST = 200_000
"""The most bytes of a letter."""
MOST = 200
"""The most letters in the folder."""
_LOOKED_AT = 1_000
"""How many names in the folder are looked at: it may hold anything."""
_LONGEST_NAME = 60
# Made into patterns where there are own letters: that takes longer than reading the folder.
_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_PART = rf"(delen/)?{_NAME}{re.escape(resources.SUFFIX)}"
_UNCHANGED = "Uw dossier is niet veranderd."
_TEMPLATES = (".j2", ".j2.txt")
"""How a file is called that was meant to be a template; Notepad adds its own ending."""


class WrongLetter(WrongFile):
    """An own letter can't be used: all its `faults`, at least one, and what to do about them."""

    def __init__(self, faults: Sequence["Fault"], remedy: str, safe: str = _UNCHANGED) -> None:
        self.faults = tuple(faults)
        self.remedy = remedy
        super().__init__(self.told(safe))

    def told(self, safe: str) -> str:
        """Return what is wrong, with a sentence on what is safe."""
        lines = "\n".join(f"- {fault}" for fault in self.faults)
        return f"{self.faults[0].file} klopt niet. {safe} {self.remedy}\n{lines}"


class OwnLetters:
    """What lies in one folder `brieven`, looked up once."""

    def __init__(self, folder: Path | None) -> None:
        self.place = folder / FOLDER if folder else None
        self._texts: dict[str, str | WrongLetter] = {}
        self._lines: dict[str, list[str]] = {}
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
        from scala_cli.plan.faults import Fault

        remedy = "Tot dat verholpen is, maakt het programma alleen zijn eigen brieven."
        return WrongLetter([Fault(f"De map {self._where}", None, sentence)], remedy)

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
        return {one: self.wrong(one, [self.fault_in(one, _MISNAMED)]) for one in wrong}

    def fault_in(self, name: str, sentence: str, line: int = 0) -> "Fault":
        """Return what is wrong in a file of the folder, with what stands on that line of it."""
        from scala_cli.plan.faults import Fault, Place

        if not line:
            return Fault(shown_as(name), None, sentence)
        if name not in self._lines:
            # Of a letter there may be very many faults.
            self._lines[name] = self.text(name).split("\n")
        lines = self._lines[name]
        found = Fault(shown_as(name), None, sentence, Place((line,)))
        return found.at_line(line, lines[line - 1] if line <= len(lines) else "")

    def wrong(self, name: str, faults: Sequence["Fault"]) -> WrongLetter:
        """Return that a file in the folder is wrong, and what to do about it."""
        remedy = f"Verbeter het bestand, of haal het uit de map {self._where}."
        if name.removesuffix(resources.SUFFIX) in resources.document_names():
            remedy += " Dan wordt de brief van het programma weer gebruikt."
        return WrongLetter(faults, remedy)

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
            raise self._unread(name, why_unread(path)) from error
        if not inside:
            raise self._unread(name, f"verwijst naar iets buiten de map {FOLDER}.")
        if len(raw) > LARGEST:
            raise self._unread(name, f"is groter dan {LARGEST // 1000} kB. Maak het korter.")
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            raise self._unread(name, NOT_UTF8) from error

    def _unread(self, name: str, sentence: str) -> WrongLetter:
        return self.wrong(name, [self.fault_in(name, sentence)])

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
    return re.fullmatch(_PART, name) is not None


def _is_name(kind: str) -> bool:
    return len(kind) <= _LONGEST_NAME and re.fullmatch(_NAME, kind) is not None


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
