"""Cleaning of what comes in from people, and escaping for the one place it goes to.

Text is hostile until `clean` has seen it. It is stored clean but otherwise as typed, and
escaped last: `markdown` for a document's source; a terminal needs nothing more once clean.
"""

import re
import unicodedata
from collections.abc import Iterable
from shutil import get_terminal_size
from textwrap import fill

WIDEST = 100
"""The widest that lines get on a terminal, in columns: longer ones are hard to read."""
LINE_LIMIT = 2_000
LONG_LIMIT = 200_000
"""The most characters in a one-line and in a long text; longer is refused, never cut."""

_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, direction overrides, invisible fillers and tag characters: they can
# redraw a terminal or make a sentence read as another. The joiners U+200C and U+200D stay:
# emoji and some scripts are spelled with them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
# Every mark that Markdown (CommonMark, GitHub's and pandoc's) could read as its own: at a line's
# start any punctuation and the end of a list's number, further on what is left of ordinary prose.
_LINE_START = re.compile(r"^([!-/:-@\[-`{-~])|^(\w{1,9})([.)])(?=\s|$)")
_MARK = re.compile(
    r"""( [\\`*_{}\[\]<>\#|~^$@&"']
        | (?<=[.\-]) [.\-] | [.\-] (?=[.\-])
        | (?<=www) \.
        | : (?! \s | $ ) (?! (?<=\d:) \d )
    )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


class Markdown(str):
    """Text that is Markdown already; it is not escaped again."""

    __slots__ = ()


def clean(raw: str) -> str:
    """Return the text in NFC without control, direction or invisible characters.

    Line breaks become newlines, tabs a space, lone surrogates U+FFFD; edges are stripped.
    """
    text = _SURROGATES.sub("\ufffd", raw)
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(raw: str) -> str:
    """Return the text cleaned and on one line, its white space folded."""
    return " ".join(clean(raw).split())


def markdown(text: str) -> Markdown:
    """Return clean text as Markdown that reads back as exactly these characters.

    An end of line becomes a hard break, an empty line a paragraph's end; white space at a
    line's start is dropped (it would be code).
    """
    paragraphs = re.split(r"\n{2,}", text)
    return Markdown(
        "\n\n".join(
            "\\\n".join(_escaped(line.strip()) for line in paragraph.split("\n"))
            for paragraph in paragraphs
        )
    )


def _escaped(line: str) -> str:
    start = _LINE_START.match(line)
    if start is None:
        return _MARK.sub(r"\\\1", line)
    first = f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}"
    return first + _MARK.sub(r"\\\1", line[start.end() :])


def markdown_line(text: str) -> Markdown:
    """Return clean text as Markdown on one line, for a heading, list item or table cell."""
    return markdown(" ".join(text.split()))


def listing(words: Iterable[str], last: str = "en") -> str:
    """Return the words as a Dutch enumeration: `a, b en c`."""
    items = list(words)
    if len(items) < 2:  # noqa: PLR2004 - two is what an enumeration needs
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def labelled(label: str, words: str) -> str:
    """Return `label: words`, or `vraag? woorden` where the label asks."""
    return f"{label} {words}" if label.endswith("?") else f"{label}: {words}"


def wrapped(text: str) -> str:
    """Return text for a terminal, its words kept whole at the edge and lists indented."""
    width = max(20, min(get_terminal_size().columns, WIDEST) - 1)
    lines = (
        # A link or an option must stay fit to copy.
        fill(
            line,
            width,
            subsequent_indent=_indent(line),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )
    return "\n".join(lines)


def _indent(line: str) -> str:
    """Return what the next lines of a line begin with: below its words, not below its dash."""
    words = line.lstrip(" ")
    return " " * (len(line) - len(words) + (2 if words.startswith("- ") else 0))
