"""What a terminal does to typed lines: where it cuts one off, and what waits to be read.

All that differs here between Linux, macOS and Windows stands here. Knows no questions.
"""

import contextlib
import importlib
import select
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from scala_cli import files

_LONGEST: Mapping[str, int] = {"linux": 4095, "darwin": 1023, "win32": 8191}
"""How many bytes of a line a terminal passes on; what comes after them is lost unsaid."""


def is_cut_off(line: str, source: TextIO) -> bool:
    """Tell whether a line as read, without its end, may be the start of a longer one."""
    if not source.isatty():
        return False
    size = len(line.encode(source.encoding or "utf-8", errors="replace"))
    return size >= _LONGEST.get(sys.platform, min(_LONGEST.values()))


def drop_waiting(source: TextIO, pause: float = 0.0) -> bool:
    """Throw away what was typed or pasted on a terminal and not yet read; tell if there was any.

    `pause` is how many seconds of silence end a paste that is still coming in. Never takes
    anything from a pipe or a file.
    """
    try:
        if not source.isatty():
            return False
        return _drop_on_windows() if files.ON_WINDOWS else _drop(source.fileno(), pause)
    except (ImportError, OSError, ValueError):
        return False


def _drop(handle: int, pause: float) -> bool:
    termios = importlib.import_module("termios")
    found = False
    with contextlib.suppress(termios.error), _whole_keys(termios, handle):
        while select.select([handle], [], [], pause)[0]:
            termios.tcflush(handle, termios.TCIFLUSH)
            found = True
    return found


@contextmanager
def _whole_keys(termios: Any, handle: int) -> Iterator[None]:  # noqa: ANN401 - not on Windows
    """Have a terminal pass on keys one by one: else a line without its end yet goes unseen."""
    before = termios.tcgetattr(handle)
    single = [*before[:3], before[3] & ~termios.ICANON, *before[4:]]
    termios.tcsetattr(handle, termios.TCSANOW, single)
    try:
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)


def _drop_on_windows() -> bool:
    console = importlib.import_module("msvcrt")
    found = False
    while console.kbhit():
        console.getwch()
        found = True
    return found
