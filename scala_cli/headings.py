"""What each document is called and for whom it is: the TOML in its template's opening comment."""

import tomllib
from dataclasses import dataclass
from functools import cache

from scala_cli import resources


@dataclass(frozen=True, slots=True)
class Heading:
    """A template's header.

    `public`: everyone may read it. `kept_up`: it is a record, made again when what it tells
    changes; other documents have gone out, and stay as they were.
    """

    title: str
    reader: str
    public: bool
    kept_up: bool


@cache
def heading(kind: str) -> Heading:
    """Return the header of a document's template."""
    path = resources.folder("templates") / f"{kind}{resources.SUFFIX}"
    comment = path.read_text(encoding="utf-8").partition("{#")[2].partition("#}")[0]
    table = tomllib.loads(comment)
    return Heading(table["titel"], table["lezer"], table["openbaar"], table["bijhouden"])


def title_of(kind: str) -> str:
    """Return what a document is called; its kind itself if it has no template any more."""
    return heading(kind).title if kind in resources.document_names() else kind
