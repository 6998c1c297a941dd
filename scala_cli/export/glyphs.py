"""Which characters a PDF can show, and what stands in it for the others. Knows no layout.

What a page shows must also be what is read, searched and copied from it. A character that the
fonts have is shown as itself; any other gets its number and name, so that nothing gets lost
unseen. Typst itself would refuse the whole document.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from scala_cli import resources
from scala_cli.export.blocks import Node

_SPACE, _TEXT, _MARK, _NOTED = "space", "text", "mark", "noted"
# They show nothing but change how their neighbour is drawn; without one they would vanish.
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_PLAIN = re.compile("[ -~\u00a1-\u024f\u0386-\u03ce\u0400-\u045f\u2010-\u203a\u20ac]")
_SPACES = re.compile("( +)")
_SHORT = 9
"""A word of at most so many characters fits in any column; a longer one may have to be broken."""


def shown(tree: Any, *, strict: bool = False) -> Any:  # noqa: ANN401 - plain data of any shape
    """Return a tree in which each text has become pieces that can be shown.

    `strict` trusts the plainest characters only.
    """
    if isinstance(tree, dict):
        return {key: shown(value, strict=strict) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    found: list[Any] = []
    for one in tree:
        if isinstance(one, dict) and one.get("kind") == _TEXT:
            found += pieces(one["text"], strict=strict)
        else:
            found.append(shown(one, strict=strict))
    return found


def pieces(text: str, *, strict: bool = False) -> list[Node]:
    """Return a text as pieces that can be shown: text, marks, notations, and words.

    A long word is a piece of its own. So is each part of any word where a text has words from
    right to left.
    """
    if text.isascii() and text.isprintable():
        return list(_simple(text))
    turns = any(map(_turns, text))
    nodes: list[Node] = []
    word: list[Node] = []
    for kind, run in [*_runs(text, strict=strict), (_SPACE, "")]:
        if kind in {_TEXT, _MARK}:
            word.append({"kind": kind, "text": run})
            continue
        nodes += list(_turning(word)) if turns else _word(word)
        nodes.append({"kind": _TEXT if kind == _SPACE else kind, "text": run})
        word = []
    return list(_merged(nodes))


def _simple(text: str) -> Iterator[Node]:
    """Yield the same pieces of a text in plain letters, which every font has; most are such."""
    short = ""
    for part in _SPACES.split(text):
        if len(part) <= _SHORT or part.isspace():
            short += part
            continue
        if short:
            yield {"kind": _TEXT, "text": short}
        yield {"kind": "word", "pieces": [{"kind": _TEXT, "text": part}]}
        short = ""
    yield {"kind": _TEXT, "text": short}


def _word(found: list[Node]) -> list[Node]:
    if sum(len(one["text"]) for one in found) > _SHORT:
        return [{"kind": "word", "pieces": found}]
    return found


def _turning(found: list[Node]) -> Iterator[Node]:
    """Yield a word in parts that each go one way on paper and are drawn from one font."""
    part: list[Node] = []
    before = ""
    for one in found:
        for way, run in groupby(one["text"], _way):
            letters = "".join(run)
            if part and way not in {before, "NSM"}:
                yield {"kind": "turning", "pieces": part}
                part = []
            before = before if part and way == "NSM" else way
            part.append({"kind": one["kind"], "text": letters})
    if part:
        yield {"kind": "turning", "pieces": part}


def _turns(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL", "AN"}


def _way(character: str) -> str:
    """Return which way a character goes on paper; one of its own for what is no letter."""
    way = unicodedata.bidirectional(character)
    letter = way == "NSM" or unicodedata.category(character).startswith("L")
    return way if letter else f"{way}*"


def _merged(nodes: list[Node]) -> Iterator[Node]:
    for kind, group in groupby(nodes, lambda node: str(node["kind"])):
        if kind == _TEXT:
            yield {"kind": kind, "text": "".join(node["text"] for node in group)}
        else:
            yield from group


def has_noted(node: object) -> bool:
    """Tell whether a character that can't be shown is somewhere in a tree of nodes."""
    if isinstance(node, dict):
        return node.get("kind") == _NOTED or any(map(has_noted, node.values()))
    return isinstance(node, list) and any(map(has_noted, node))


def _runs(text: str, *, strict: bool) -> Iterator[tuple[str, str]]:
    """Yield a text's runs of one kind. A mark has a run of its own.

    Together with its letter it is drawn from one font only, and Typst writes the two into the
    PDF twice over: what is copied from it, or read aloud, would have the letter double.
    """
    kind = run = ""
    for character in text:
        found = _kind(character, kind, strict=strict)
        alone = found in {_MARK, _NOTED} and character not in _JOINERS
        if run and (found != kind or alone):
            yield kind, run
            run = ""
        kind = found
        run += _noted(character) if kind == _NOTED else character
    if run:
        yield kind, run


def _kind(character: str, before: str, *, strict: bool) -> str:
    if character == " ":
        return _SPACE
    if character in _JOINERS and before in {_TEXT, _MARK} and not strict:
        return before
    if not (_PLAIN.match(character) if strict else character in _characters()):
        return _NOTED
    if character.isspace():
        return _SPACE
    return _MARK if unicodedata.category(character).startswith("M") else _TEXT


def _noted(character: str) -> str:
    """Return the notation of a character: `[U+1F600 GRINNING FACE]`; a control has no name."""
    name = unicodedata.name(character, "")
    return f"[U+{ord(character):04X}{f' {name}' if name else ''}]"


@cache
def _characters() -> frozenset[str]:
    """Return the characters that were seen to come out of a PDF as they went in."""
    found: set[str] = set()
    for span in resources.table("letters")["tekens"].split():
        first, _, last = span.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)
