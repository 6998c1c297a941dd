"""What keeps a file from being TOML: each place of it, in the words of who writes a plan.

`tomllib` stops at the first; here a text is read part by part, so that the others are found too.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scala_cli.plan.toml import STRING_OR_COMMENT

STEP = re.compile(
    r"^[ \t]*(?:\[\[[ \t]*stap[ \t]*\]\]|\[[ \t]*stap[ \t]*\][ \t\r]*(?:#[^\n]*)?$)", re.MULTILINE
)
"""Where a step of a plan begins, also as `[stap]`, which is how a single table is written."""
ENTRY = re.compile(r"^[\w-]+[ \t]*=", re.MULTILINE)
"""Where a key of a letter's header begins."""
_SINGLE = re.compile(r"^[ \t]*\[[ \t]*stap[ \t]*\](?!\])", re.MULTILINE)
_TEXTS = re.compile(STRING_OR_COMMENT, re.VERBOSE | re.DOTALL)
_LONG = ('"""', "'''")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_DIGITS = re.compile(r"[\d_]{1000}")
_YES_OR_NO = re.compile(r"(ja|nee|waar|onwaar|yes|no|true|false)\b", re.IGNORECASE)
# The quotes of a word processor; where a text begins or ends, not within it.
_CURLY = re.compile("[\u2018-\u201f]")
_CURLY_END = re.compile("[=\\[{,]\\s*[\u2018-\u201f]|[\u2018-\u201f]\\s*(?:[]},#]|$)")
_ENDS = ("Illegal character '\\n'", "Unterminated", "Unclosed", "Expected newline")
"""What tomllib says where a text doesn't end as it should."""

# What tomllib says, in the order in which it is looked for.
_MEANT = (
    ("Illegal character '\\n'", "het aanhalingsteken aan het eind van de tekst ontbreekt."),
    ('Expected "\'"', "het aanhalingsteken aan het eind van de tekst ontbreekt."),
    ("Unterminated string", "een tekst wordt niet afgesloten met een aanhalingsteken."),
    ("Illegal character", "hier staat een onzichtbaar teken of stuurteken; haal het weg."),
    ("Found invalid character", "hier staat een onzichtbaar teken of stuurteken; haal het weg."),
    ("Unescaped", "een \\ in een tekst schrijft u als \\\\."),
    ("Cannot overwrite", "deze sleutel staat hier al; laat er één staan."),
    ("Duplicate inline", "deze sleutel staat hier al; laat er één staan."),
    ("Cannot declare", "dit staat er al; laat er één staan."),
    ("Cannot mutate", "deze sleutel staat hier al, op een andere manier."),
    ("Cannot redefine", "deze sleutel staat hier al, op een andere manier."),
    ("Unclosed array", "een [ wordt niet afgesloten met ], of er ontbreekt een komma."),
    ("Unclosed inline", "een { wordt niet afgesloten met }, of er ontbreekt een komma."),
    ("Expected '='", "na de sleutel hoort een =, met daarachter de waarde."),
    ("Expected ']", "een kop schrijft u als [[stap]]."),
    ("Expected newline", "hier staat iets te veel. Zet elke sleutel op een eigen regel."),
    ("Invalid initial", 'hier hoort een sleutel, zoals titel = "…".'),
    ("Invalid statement", 'hier hoort een sleutel, zoals titel = "…".'),
    ("Invalid value", "hier hoort een waarde. Tekst staat tussen aanhalingstekens."),
    ("Invalid date", "deze datum bestaat niet."),
)
_OTHERWISE = "verbeter de schrijfwijze."
_STRAIGHT = 'gebruik rechte aanhalingstekens: "…", geen “…”.'
_TRUE_OR_FALSE = "schrijf true voor ja, of false voor nee."
_ABOVE = "een komma aan het eind van de regel hierboven."
_TWICE = "schrijf [[stap]], met twee haken."


@dataclass(frozen=True, slots=True)
class Syntax:
    """What is wrong with how a file is written, and the file without the parts that are.

    `mistakes` are lines, counted from 1, each with a Dutch sentence. `rest` has the lines of the
    whole; `has_head` tells whether what stands before the first step is in it.
    """

    mistakes: tuple[tuple[int, str], ...]
    rest: str
    has_head: bool

    def document(self) -> dict[str, Any]:
        """Return the tables of the rest; none where its parts don't go together."""
        try:
            return tomllib.loads(self.rest)
        except (ValueError, RecursionError):
            return {}


def syntax_of(text: str, begins: re.Pattern[str] = STEP) -> Syntax:
    """Return what is wrong with the writing of a text that isn't TOML as a whole.

    `begins` tells where a part begins that can be read by itself.
    """
    mistakes: list[tuple[int, str]] = []
    rest = []
    line, has_head = 1, True
    for number, part in enumerate(_parts(text, begins)):
        if _SINGLE.match(part):
            mistakes.append((line, _TWICE))
        meant = _SINGLE.sub("[[stap]]", part, count=1)
        found = _mistake(meant)
        if found:
            mistakes.append((line + found[0] - 1, found[1]))
            has_head &= number > 0
        rest.append("\n" * part.count("\n") if found else meant)
        line += part.count("\n")
    if not mistakes and (whole := _mistake(text)):
        return Syntax((whole,), "", has_head=False)
    return Syntax(tuple(mistakes), "".join(rest), has_head)


def has_single_step(text: str) -> bool:
    """Tell whether a step begins with `[stap]`: as a table and not as one of a list."""
    return _SINGLE.search(text) is not None


def _parts(text: str, begins: re.Pattern[str]) -> Iterator[str]:
    """Yield what stands before the first part that begins, and then each of those."""
    starts = [0, *(one.start() for one in begins.finditer(text)), len(text)]
    yield from (text[one:other] for one, other in pairwise(starts))


def _mistake(part: str) -> tuple[int, str] | None:
    """Return the first line of a part that isn't TOML, counted within it, and what is meant."""
    try:
        tomllib.loads(part)
    except tomllib.TOMLDecodeError as error:
        return _told(part, str(error))
    # Python's own: a number of thousands of digits, tables in tables in tables.
    except (ValueError, RecursionError):
        digits = _DIGITS.search(part)
        if digits:
            line = part.count("\n", 0, digits.start()) + 1
            return line, "is geen geldige TOML: dit getal is te lang."
        return 1, f"is geen geldige TOML: {_OTHERWISE}"
    return None


def _told(part: str, said: str) -> tuple[int, str]:
    """Return the line of what tomllib said about a part, and what is meant."""
    place = _PLACE.search(said)
    line = int(place[1]) if place else _unclosed(part)
    there = part.split("\n")[line - 1]
    before = int(place[2]) - 1 if place else len(there)
    at = f" bij teken {place[2]}" if place else ""
    return line, f"is geen geldige TOML{at}: {_meant(said, there, before)}"


def _meant(said: str, there: str, before: int) -> str:
    """Return what is meant by what tomllib said about a line, after so many characters of it."""
    if _CURLY.match(there, before) or (said.startswith(_ENDS) and _CURLY_END.search(there)):
        return _STRAIGHT
    if said.startswith("Invalid value") and _YES_OR_NO.match(there, before):
        return _TRUE_OR_FALSE
    meant = next((words for start, words in _MEANT if said.startswith(start)), _OTHERWISE)
    if said.startswith("Unclosed") and not there[:before].strip():
        return meant.replace("een komma.", _ABOVE)
    return meant


def _unclosed(part: str) -> int:
    """Return the line of the text that goes on to the end, or else the last that says something."""
    for one in _TEXTS.finditer(part):
        if one[0].startswith(_LONG) and not one[0][len(_LONG[0]) :].endswith(_LONG):
            return part.count("\n", 0, one.start()) + 1
    return part.rstrip().count("\n") + 1
