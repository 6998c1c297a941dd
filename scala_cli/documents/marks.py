"""Which of Markdown's marks a letter may have: those that come through as plain text and as PDF."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOST = {
    "code_block": "een alinea die inspringt",
    "fence": "een blok met code",
    "code_inline": "tekst tussen `schuine aanhalingstekens`",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "een afbeelding",
    "link_open": "een link met [ ] of < >; schrijf het adres gewoon op",
    "ordered_list_open": "een genummerde lijst",
    "blockquote_open": "een citaat met >",
    "hr": "een lijn",
}
"""What would go, or become something else, in one of the forms of a letter."""


def lost(markdown: str) -> str | None:
    """Return in Dutch the first thing in a text that would not come through; None: all does."""
    from markdown_it import MarkdownIt

    known: dict[str, Any] = {}
    tokens = MarkdownIt("commonmark").parse(markdown, known)
    if known.get("references"):
        return "een regel die begint met [ ]:"
    return next((_LOST[one] for one in _types(tokens) if one in _LOST), None)


def _types(tokens: list["Token"]) -> Iterator[str]:
    for token in tokens:
        yield token.type
        yield from _types(token.children or [])
