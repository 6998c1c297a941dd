"""What keeps a file from being TOML: each place of it, in the words of who writes a plan.

`tomllib` stops at the first; here the steps are read one by one, so that the others are found too.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from scala_cli.plan.toml import STRING_OR_COMMENT

_STEP = re.compile(r"^[ \t]*\[\[[ \t]*stap[ \t]*\]\]", re.MULTILINE)
_TEXTS = re.compile(STRING_OR_COMMENT, re.VERBOSE | re.DOTALL)
_LONG_NUMBER = re.compile(r"\d[\d_]{4000}")
_LONG = ('"""', "'''")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

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


@dataclass(frozen=True, slots=True)
class Syntax:
    """What is wrong with how a file is written, and the file without the parts that are.

    `mistakes` are lines, counted from 1, each with a Dutch sentence. `rest` is TOML and has the
    lines of the whole; `has_head` tells whether what stands before the first step is in it.
    """

    mistakes: tuple[tuple[int, str], ...]
    rest: str
    has_head: bool


def syntax_of(text: str) -> Syntax:
    """Return what is wrong with the writing of a text that isn't TOML as a whole."""
    mistakes: list[tuple[int, str]] = []
    rest = []
    line, has_head = 1, True
    for number, part in enumerate(_parts(text)):
        found = _mistake(part)
        if found:
            mistakes.append((line + found[0] - 1, found[1]))
            has_head &= number > 0
        rest.append("\n" * part.count("\n") if found else part)
        line += part.count("\n")
    if not mistakes and (whole := _mistake(text)):
        return Syntax((whole,), "", has_head=False)
    return Syntax(tuple(mistakes), "".join(rest), has_head)


def _parts(text: str) -> Iterator[str]:
    """Yield what stands before the first step, and then each step."""
    starts = [0, *(one.start() for one in _STEP.finditer(text)), len(text)]
    yield from (text[one:other] for one, other in pairwise(starts))


def _mistake(part: str) -> tuple[int, str] | None:
    """Return the first line of a part that isn't TOML, counted within it, and what is meant."""
    try:
        tomllib.loads(part)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
    # Python's own: a number of thousands of digits, tables in tables in tables.
    except (ValueError, RecursionError):
        number = _LONG_NUMBER.search(part)
        meant = "een getal is veel te lang." if number else _OTHERWISE
        line = part.count("\n", 0, number.start()) + 1 if number else 1
        return line, f"is geen geldige TOML: {meant}"
    else:
        return None
    meant = next((words for start, words in _MEANT if said.startswith(start)), _OTHERWISE)
    place = _PLACE.search(said)
    if place:
        return int(place[1]), f"is geen geldige TOML bij teken {place[2]}: {meant}"
    return _unclosed(part), f"is geen geldige TOML: {meant}"


def _unclosed(part: str) -> int:
    """Return the line of the text that goes on to the end, or else the last that says something."""
    for one in _TEXTS.finditer(part):
        if one[0].startswith(_LONG) and not one[0][len(_LONG[0]) :].endswith(_LONG):
            return part.count("\n", 0, one.start()) + 1
    return part.rstrip().count("\n") + 1
