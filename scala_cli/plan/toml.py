"""Reading TOML from a file that may be anything: large, endless, hostile."""

import re
import tomllib
from typing import Any

from scala_cli.files import NOT_UTF8

PARTS_LIMIT = 10
"""The most parts of a dotted key; `tomllib` takes quadratic time for each."""

# Nothing here goes back over what it has read, closed or not, so it takes linear time. Groups are
# atomic for that: in the first releases of Python 3.11 a possessive repeat of one finds too little.
STRING_OR_COMMENT = r'''
      """ (?> (?: [^"\\]++ | \\. | "(?!"") )* ) (?: """ | \Z )
    | \'\'\' (?> (?: [^']++ | '(?!'') )* ) (?: \'\'\' | \Z )
    | " (?> (?: [^"\\\n]++ | \\[^\n] )* ) "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    '''
"""A pattern, to be read as verbose and with a dot for line ends too."""
_STRING_OR_COMMENT = re.compile(STRING_OR_COMMENT, re.VERBOSE | re.DOTALL)
_LONG_KEY = re.compile(rf"(?:\.[ \t]*+[\w-]++[ \t]*+){{{PARTS_LIMIT}}}")


class NotToml(Exception):
    """Not TOML that can be read. The message is Dutch: what it is, and what to do."""


def parse_toml(raw: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file. Raises `NotToml` and nothing else."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotToml(NOT_UTF8) from error
    if has_long_key(text):
        message = f"heeft een sleutel van meer dan {PARTS_LIMIT} delen. Maak hem korter."
        raise NotToml(message)
    try:
        return tomllib.loads(text)
    # A number of thousands of digits is a plain ValueError of Python's own.
    except (ValueError, RecursionError) as error:
        message = f"is geen geldige TOML{_where(error)}. Verbeter de schrijfwijze."
        raise NotToml(message) from error


def has_long_key(text: str) -> bool:
    """Tell whether a text has a dotted key that `tomllib` would take too long for."""
    return _LONG_KEY.search(_STRING_OR_COMMENT.sub(_stand_in, text)) is not None


def _stand_in(found: re.Match[str]) -> str:
    """Return a word in the place of a string, which may be part of a key."""
    return "" if found[0].startswith("#") else "x"


def _where(error: Exception) -> str:
    if place := re.search(r"line (\d+), column (\d+)", str(error)):
        return f" bij regel {place[1]}, teken {place[2]}"
    return ", aan het eind" if "end of document" in str(error) else ""
