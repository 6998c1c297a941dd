"""The files of an export on their way out: noted in the dossier, written, and told of."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from scala_cli import files
from scala_cli.commands.run import Run, say
from scala_cli.dossier.copies import EXPORT
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable

_MANY = 20
"""From more cases on someone wants to know how far it is."""
_AT_ONCE = 20
"""How many files at least are noted, and wait for the disk, together."""
_HEAVY = 10_000_000
"""With so many bytes waiting they don't wait for more."""
_NOT_NOTED = (
    "Waar deze export staat, kan niet in het dossier worden genoteerd: daar kan nu niet worden "
    "geschreven. Onthoud de plek zelf, zodat u hem later kunt weggooien."
)
_READABLE = (
    "Het staat in de map {folder}. Let op: dit bestand is niet versleuteld en er kunnen namen in "
    "staan. Bewaar het veilig en gooi het weg als het niet meer nodig is."
)
_READABLES = (
    "Ze staan in de map {folder}. Let op: deze bestanden zijn niet versleuteld en er kunnen namen "
    "in staan. Bewaar ze veilig en gooi ze weg als ze niet meer nodig zijn."
)


class _Made(NamedTuple):
    """A file of a case. `missing` tells that it isn't there yet with these very bytes."""

    path: Path
    number: str
    data: bytes
    missing: bool


class Files:
    """Writes files in a folder, and counts them. As a context manager it writes the last."""

    def __init__(self, run: Run, dossier: Dossier, folder: Path, *, overwrite: bool) -> None:
        self._run = run
        self._dossier = dossier
        self._folder = folder
        self._overwrite = overwrite
        self._waiting: list[_Made] = []
        self._written = 0
        self._held: list[Path] = []
        self._noting = True
        self._drawing = False

    def __enter__(self) -> Self:
        """Return the files themselves."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Write what waits, and say what was written and that it can be read by anyone."""
        try:
            self.write()
        finally:
            self._told()

    @property
    def any(self) -> bool:
        """Tell whether there is anything to be written, or that was."""
        return bool(self._waiting or self._written)

    def add(self, number: str, made: Sequence[tuple[str, bytes]]) -> None:
        """Have the files of a case written, each under its name, together with others.

        Raises as `files.is_to_be_written`; what was added before is written all the same.
        """
        for name, data in made:
            path = self._folder / name
            missing = files.is_to_be_written(path, data, overwrite=self._overwrite)
            self._waiting.append(_Made(path, number, data, missing))
        if len(self._waiting) >= _AT_ONCE or sum(len(one.data) for one in self._waiting) > _HEAVY:
            self.write()

    def write(self) -> None:
        """Note and write what waits, and print its paths."""
        made, self._waiting = self._waiting, []
        if not made:
            return
        self._note(made)
        there = {one.path for one in made if not one.missing}
        try:
            there.update(
                files.write_together([(one.path, one.data) for one in made if one.missing])
            )
        finally:
            found = [one.path for one in made if one.path in there]
            self._written += len(found)
            self._held += found
        self._tell_paths()

    def _note(self, made: Sequence[_Made]) -> None:
        """Note where files are made, before they are; that it can't be is said with the files."""
        try:
            self._dossier.copies_made(EXPORT, [(one.path, one.number) for one in made])
        except DossierUnusable:
            self._noting = False

    @contextmanager
    def progress(self, cases: int) -> Iterator[Callable[[], None]]:
        """Show how far it is where there are many cases; give what counts one on."""
        if cases <= _MANY:
            yield lambda: None
            return
        # On a terminal a bar is drawn where the paths would be printed.
        self._drawing = self._run.output.isatty()
        try:
            with self._run.printer.progress("Dossiers schrijven", cases) as advance:
                yield advance
        finally:
            self._drawing = False
            self._tell_paths()

    def _tell_paths(self) -> None:
        if self._drawing:
            return
        for path in self._held:
            print(files.shown(path))
        self._held.clear()

    def _told(self) -> None:
        """Say what was written and that it can be read by anyone."""
        self._tell_paths()
        if self._written:
            told = _READABLE if self._written == 1 else _READABLES
            say(told.format(folder=files.shown(self._folder.absolute())))
            if not self._noting:
                say(_NOT_NOTED)
