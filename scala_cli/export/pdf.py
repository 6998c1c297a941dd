"""What stands in a PDF: a dossier or a letter, from the same Markdown that is exported."""

import contextlib
import json
import re
from dataclasses import dataclass
from typing import Any

from scala_cli import clock
from scala_cli.drill import DRILL
from scala_cli.export.blocks import Node, blocks, inline, plain
from scala_cli.export.letters import shaped
from scala_cli.export.typesetting import typeset
from scala_cli.text import clean_line

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_LABELS = {
    "date": "Bijgewerkt tot en met",
    "author": "Vastgelegd door",
    "dossier": "Dossier",
    "kop": "Kop (controlegetal)",
    "aantal": "Gebeurtenissen",
}
_UNSHOWN = {"title", "lang", "oefening"}
_SHORT_HEAD = 16
_EMPTY: dict[str, Any] = {"authors": [], "facts": [], "date": [], "signers": [], "mark": []}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who it is from: the school's name, its address in lines, its logo. Each may be missing."""

    name: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter has beside its text.

    `title` is what stands above a text that has no title of its own. `signers` each get a line to
    sign on. `number` and `head` are of the case, for the foot. With `headed` the text opens with a
    sender and a date of its own: it goes to someone who has no use for the head. From a `drill`
    each page says so, whatever became of the text.
    """

    title: str
    signers: tuple[str, ...] = ()
    number: str = ""
    head: str = ""
    headed: bool = False
    drill: bool = False


def dossier_pdf(markdown: str, letterhead: Letterhead, made: str) -> bytes:
    """Return an exported case as a PDF that says it was made at the stamp `made`.

    Raises `WrongFile` for a logo that can't be used.
    """
    front, body = _front_matter(markdown)
    title = inline(str(front.get("title", "")))
    title = title if plain(title).strip() else _text("Dossier")
    return _typeset(
        {
            "form": "dossier",
            "title": plain(title),
            "authors": [
                clean_line(plain(inline(name))) for name in _words(front.get("author", []))
            ],
            "heading": title,
            "facts": [*_facts(front), [_text("PDF gemaakt"), _text(clock.say(made))]],
            "foot": _foot(str(front.get("dossier", "")), str(front.get("kop", ""))),
            "mark": _text(str(front.get("oefening", ""))),
            "body": blocks(body),
        },
        letterhead,
        made,
    )


def letter_pdf(markdown: str, letter: Letter, letterhead: Letterhead, made: str) -> bytes:
    """Return a letter as a PDF, dated the day of the stamp `made`; see `dossier_pdf`."""
    date = [] if letter.headed else _text(clock.say_day(clock.day_of(made)))
    title, body = shaped(_blocks(markdown, letter), clean_line(letter.title), headed=letter.headed)
    mark = _text(DRILL) if letter.drill else []
    if letter.drill:
        # Who has the page read aloud doesn't hear what stands above it.
        body = [{"kind": "paragraph", "parts": mark}, *body]
    return _typeset(
        {
            "form": "letter",
            "title": title,
            "date": date,
            "foot": _foot(letter.number, "" if letter.headed else letter.head),
            "body": body,
            "signers": [_text(name) for name in letter.signers],
            "mark": mark,
        },
        letterhead,
        made,
    )


def _blocks(markdown: str, letter: Letter) -> list[Node]:
    """Return a letter's blocks but for the line of a drill: the title comes first, or the sender.

    A person may have taken that line out of the text already.
    """
    found = blocks(markdown)
    opens = letter.drill and found and plain(found[0].get("parts", [])) == DRILL
    return found[1:] if opens else found


def _front_matter(markdown: str) -> tuple[dict[str, Any], str]:
    """Return the front matter's values, each JSON or a bare word, and what comes after it."""
    found = _FRONT.match(markdown)
    values: dict[str, Any] = {}
    for line in found[1].split("\n") if found else ():
        key, _, value = line.partition(": ")
        values[key] = value
        with contextlib.suppress(ValueError):
            values[key] = json.loads(value)
    return values, markdown[found.end() :] if found else markdown


def _facts(front: dict[str, Any]) -> list[list[list[Node]]]:
    """Return label and words of each value; one that is new here is shown under its own key."""
    found = []
    for key, value in front.items():
        if key not in _UNSHOWN:
            label = _LABELS.get(key, key.capitalize())
            found.append([_text(label), inline(", ".join(_words(value)))])
    return found


def _words(value: object) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def _foot(number: str, head: str) -> list[Node]:
    parts = (f"Dossier {number}" if number else "", f"kop {head[:_SHORT_HEAD]}" if head else "")
    return _text(" · ".join(part for part in parts if part))


def _text(words: str) -> list[Node]:
    bare = clean_line(words)
    return [{"kind": "text", "text": bare}] if bare else []


def _typeset(document: dict[str, Any], letterhead: Letterhead, made: str) -> bytes:
    sender = {
        "name": _text(letterhead.name),
        "lines": [_text(line) for line in letterhead.lines],
        "alt": clean_line(f"Logo van {letterhead.name or 'de school'}"),
    }
    whole = _EMPTY | document | {"letterhead": sender}
    whole["title"] = clean_line(whole["title"]) or "Brief"
    whole["authors"] = [clean_line(author) for author in whole["authors"]]
    return typeset(whole, letterhead.logo, made)
