"""The program's own input and output: made fit to use, and given up without a fuss."""

import contextlib
import io
import os
import sys
from typing import TextIO

from scala_cli.text import wrapped


def prepare() -> None:
    """Let output that the console can't show never be an error; pipes get UTF-8.

    A stream that was closed before the program began reads and writes nothing.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def fitted(text: str, stream: TextIO) -> str:
    """Return text as a stream takes it best: on a terminal broken only between words."""
    return wrapped(text) if stream.isatty() else text


def written(stream: TextIO) -> bool:
    """Write what is still waiting, and tell whether that worked; a broken pipe is no fault."""
    try:
        stream.flush()
    except BrokenPipeError:
        discard(stream)
    except OSError:
        discard(stream)
        return False
    return True


def discard(stream: TextIO) -> None:
    """Let what is still waiting to be written go nowhere, or Python would try again at its end."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)
