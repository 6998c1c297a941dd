"""The person's own editor, over a text that may leave no trace.

The text stands for a while in a folder of its own inside the data folder, closed to others, and
is overwritten and removed afterwards, whatever happens. Knows nothing of letters.
"""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from scala_cli import files
from scala_cli.case.values import limited
from scala_cli.errors import StappenplanError
from scala_cli.files import is_running, make_folder, shown
from scala_cli.settings import PASSWORD
from scala_cli.text import LONG_LIMIT, clean, clean_line

_FOLDER = ".stappenplan-bewerken-"
"""What the folder of a text is called, followed by the process that made it."""
_NAME = "brief.txt"
_READY = ("nano", "vi")
_READY_ON_WINDOWS = ("notepad", "nano")
_AS_IT_WAS = "De tekst is zoals hij was."
_MOST_BYTES = 4 * LONG_LIMIT + 3
"""What so many characters take at most in UTF-8, with a mark in front."""
_NO_COPIES = ("-n", "-i", "NONE", "-c", "set nobackup nowritebackup noundofile")
_QUIET: Mapping[str, Sequence[str]] = dict.fromkeys(("vim", "gvim", "nvim"), _NO_COPIES)
"""What keeps an editor from writing copies and a history elsewhere."""

_VI = "Niets wijzigen: typ Esc, dan :q! en Enter. Bewaren: typ Esc, dan :wq en Enter."
_NANO = "Bewaren: Ctrl-O en Enter. Sluiten: Ctrl-X."
_LEAVING: Mapping[str, str] = {
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "busybox"), _VI),
    **dict.fromkeys(("nano", "pico"), _NANO),
}
"""How to get out of editors that don't show it, or not in plain words."""
_BROKEN_OFF = (-signal.SIGINT, 0xC000013A)
"""How an editor ends that Ctrl-C broke off; the last is what Windows calls it."""
_HANG_UP: int | None = getattr(signal, "SIGHUP", None)
"""What tells that the terminal has gone; Windows has none."""


class EditorFailed(StappenplanError):
    """The editor could not do its work; the text is as it was."""

    exit_code = 2


def command(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return how to start the person's editor, or one that is there; None where there is none."""
    return chosen(environ) or ready()


def chosen(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return how to start the editor that the person has chosen."""
    for name in ("VISUAL", "EDITOR"):
        if value := environ.get(name, "").strip():
            return _words(value)
    return None


def ready() -> tuple[str, ...] | None:
    """Return how to start an editor that is there, though nobody chose it."""
    names = _READY_ON_WINDOWS if files.ON_WINDOWS else _READY
    found = (shutil.which(name) for name in names)
    return next(((one,) for one in found if one), None)


def leaving(words: Sequence[str]) -> str:
    """Return how a text is kept in an editor and how it is left."""
    return _LEAVING.get(_kind(words[0]), "Bewaar de tekst daar en sluit het venster.")


def named(words: Sequence[str]) -> str:
    """Return what an editor is called, to be shown."""
    return clean_line(Path(words[0]).name)


def _words(value: str) -> tuple[str, ...]:
    # A path may hold spaces: as on Windows.
    if shutil.which(value):
        return (value,)
    with contextlib.suppress(ValueError):
        if not files.ON_WINDOWS:
            return tuple(shlex.split(value)) or (value,)
        # There a backslash is part of a path.
        return tuple(one.strip('"') for one in shlex.split(value, posix=False))
    return (value,)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text in a file of its own, while it may be edited."""

    path: Path

    def edit(self, words: Sequence[str]) -> None:
        """Have an editor change the text; some return at once and go on by themselves.

        Raises `EditorFailed`, and `KeyboardInterrupt` when it was broken off with Ctrl-C.
        """
        code = _run([*words, *_QUIET.get(_kind(words[0]), ()), str(self.path)])
        if code in _BROKEN_OFF:
            raise KeyboardInterrupt
        if code:
            raise EditorFailed(
                f"De editor '{named(words)}' is gestopt met een fout ({code}). {_AS_IT_WAS}"
            )

    def text(self) -> str:
        """Return the text as it is now, cleaned.

        Raises `EditorFailed` when it can't be read, `InvalidValue` when it is too long.
        """
        try:
            with self.path.open("rb") as file:
                raw = file.read(_MOST_BYTES + 1)
            # Cut short in the middle of a character it is too long all the same.
            whole = len(raw) <= _MOST_BYTES
            found = raw.decode("utf-8-sig", errors="strict" if whole else "replace")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorFailed(
                f"De tekst uit de editor kan niet worden gelezen of is geen UTF-8. {_AS_IT_WAS}"
            ) from error
        return limited(clean(found), LONG_LIMIT)


def _kind(program: str) -> str:
    """Return which editor it is; `vi` is often another one."""
    found = shutil.which(program)
    name = (Path(found).resolve() if found else Path(program)).stem.lower()
    return name.partition(".")[0]


def _run(words: Sequence[str]) -> int:
    environ = {name: value for name, value in os.environ.items() if name != PASSWORD}
    # Windows itself finds no program by a name without its ending, such as code.cmd.
    words = [shutil.which(words[0]) or words[0], *words[1:]]
    try:
        # Ctrl-C is for the editor, which often has a use for it.
        with _handled(signal.SIGINT, _nothing):
            return subprocess.call(words, env=environ)  # noqa: S603 - the person's own editor
    except (OSError, ValueError) as error:
        raise EditorFailed(
            f"De editor '{clean_line(words[0])}' is niet gevonden of kan niet worden gestart. "
            f"{_AS_IT_WAS} Welke editor opent, staat op deze computer in VISUAL of EDITOR. Vraag "
            "wie uw computer beheert, of typ de tekst hier."
        ) from error


@contextmanager
def sheet(text: str, folder: Path) -> Iterator[Sheet]:
    """Give a text in a file of its own inside a folder, and wipe it afterwards.

    Raises `EditorFailed` when the file can't be made.
    """
    clear(folder)
    with _handled(signal.SIGTERM, _stop), _handled(_HANG_UP, _stop):
        place: Path | None = None
        handle: int | None = None
        try:
            try:
                make_folder(folder)
                # mkdtemp gives it mode 0700.
                place = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=folder))
                path = place / _NAME
                handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
                # Notepad goes by the mark at the start; without it, it may save in a code page.
                encoding = "utf-8-sig" if files.ON_WINDOWS else "utf-8"
                with path.open("w", encoding=encoding) as file:
                    file.write(f"{text}\n")
                if files.ON_WINDOWS:
                    # An editor there can't save what someone else holds open.
                    os.close(handle)
                    handle = None
            except OSError as error:
                raise EditorFailed(
                    f"In {shown(folder)} kan de tekst niet worden klaargezet. {_AS_IT_WAS}"
                ) from error
            yield Sheet(path)
        finally:
            with _undisturbed():
                # An editor may have put another file in its place: this is still the first one.
                if handle is not None:
                    _overwrite(handle)
                if place is not None:
                    _wipe(place)


def clear(folder: Path) -> None:
    """Wipe what killed programs left in a folder."""
    for place in folder.glob(f"{_FOLDER}*"):
        owner = place.name.removeprefix(_FOLDER).partition("-")[0]
        if owner.isdecimal() and not is_running(int(owner)):
            _wipe(place)


def _wipe(place: Path) -> None:
    """Overwrite and remove all that is in a folder, also what an editor left beside the text."""
    for path in sorted(place.rglob("*")):
        with contextlib.suppress(OSError):
            if path.is_file() and not path.is_symlink():
                _overwrite(os.open(path, os.O_RDWR))
    shutil.rmtree(place, ignore_errors=True)


def _overwrite(handle: int) -> None:
    with contextlib.suppress(OSError), os.fdopen(handle, "r+b", buffering=0) as file:
        file.write(bytes(os.fstat(file.fileno()).st_size))
        os.fsync(file.fileno())


@contextmanager
def _handled(number: int | None, handler: object) -> Iterator[None]:
    """Have a signal answered by us for a while, where that can be: only the main thread may."""
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, handler)  # type: ignore[arg-type]
    try:
        yield
    finally:
        signal.signal(number, before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no signal come between, so that a second Ctrl-C leaves nothing behind."""
    with contextlib.ExitStack() as stack:
        for number in (signal.SIGINT, signal.SIGTERM, _HANG_UP):
            stack.enter_context(_handled(number, _nothing))
        yield


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Do nothing; unlike SIG_IGN this isn't passed on to the editor."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Stop as Ctrl-C does: the text is wiped on the way out."""
    raise KeyboardInterrupt
