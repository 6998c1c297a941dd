"""Finding words in the text of all cases, through the index that the schema keeps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scala_cli.case.events import Kind
from scala_cli.errors import WrongUse
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

_PASSAGE_WORDS = 12
"""How many words a passage has, the ones that were found among them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: the case, the step if it is an answer's, the passage.

    `made` tells that the passage is of a text that was made, and so Markdown.
    """

    case: str
    step: str | None
    passage: str
    made: bool


def query(words: str) -> str:
    """Return the words as an FTS5 query: each the start of a word, all in one event.

    Accents and capitals don't matter. Raises `WrongUse` when there is no word to look for.
    """
    found = re.findall(r"[^\W_]+", clean_line(words))
    if not found:
        raise WrongUse("Waarnaar wilt u zoeken? Typ een of meer woorden.")
    return " ".join(f'"{word}"*' for word in found)


def search(db: "File", words: str) -> Iterator[Hit]:
    """Yield the places where all the words stand, the newest case first."""
    # CROSS keeps the index first: the planner would look each event up in it.
    rows = db.execute(
        "SELECT d.nummer, g.stap, g.soort, snippet(zoek, 0, '', '', '…', :most) AS passage"
        " FROM zoek"
        " CROSS JOIN gebeurtenissen AS g"
        " ON g.dossier = zoek.rowid / 1000000 AND g.nummer = zoek.rowid % 1000000"
        " JOIN dossiers AS d ON d.id = g.dossier"
        " WHERE zoek MATCH :query ORDER BY zoek.rowid DESC",
        {"query": query(words), "most": _PASSAGE_WORDS},
    )
    for number, step, kind, passage in rows:
        yield Hit(number, step, clean_line(passage), made=kind == Kind.DOCUMENT)
