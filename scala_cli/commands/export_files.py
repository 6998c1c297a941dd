"""The files of an export on their way out: noted in the dossier, written, and told of."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from scala_cli import files
from scala_cli.commands.run import Run, say
from scala_cli.dossier.copies import EXPORT
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable

_MANY = 20
"""From more cases on someone wants to know how far it is."""
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


class Files:
    """Writes files in a folder, and remembers which."""

    def __init__(self, run: Run, dossier: Dossier, folder: Path, *, overwrite: bool) -> None:
        self._run = run
        self._dossier = dossier
        self._folder = folder
        self._overwrite = overwrite
        self._written: list[Path] = []
        self._held: list[Path] = []
        self._noting = True
        self._drawing = False

    @property
    def any(self) -> bool:
        """Tell whether anything was written."""
        return bool(self._written)

    def write(self, number: str, made: Sequence[tuple[str, bytes]]) -> None:
        """Write the files of a case, each under its name, and print their paths."""
        for name, content in made:
            path = self._folder / name
            first = partial(self._note, path, number)
            files.write_bytes(path, content, overwrite=self._overwrite, first=first)
            self._written.append(path)
            self._held.append(path)
        self._tell_paths()

    def _note(self, path: Path, number: str) -> None:
        """Note where a file is made; that it can't be noted is said once a file is there."""
        try:
            self._dossier.copy_made(EXPORT, path, number)
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

    def told(self) -> None:
        """Say what was written and that it can be read by anyone."""
        self._tell_paths()
        if self._written:
            told = _READABLE if len(self._written) == 1 else _READABLES
            say(told.format(folder=files.shown(self._folder.absolute())))
            if not self._noting:
                say(_NOT_NOTED)
