"""Markdown as a tree of plain data: headings, paragraphs, lists, tables and what stands in them.

Only what the templates use has a meaning. Code, HTML and pictures have none: their marks are
text like any other, so that nothing that was written gets lost. Knows no page.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

Node = dict[str, Any]
"""A piece of a page as plain data, its `kind` told; `templates/pdf/blocks.typ` lays it out."""

_MEANINGLESS = (
    *("code", "fence", "html_block", "reference"),
    *("backticks", "html_inline", "image"),
)
_ENOUGH = 200
"""So many characters of a cell tell how wide its column would like to be."""
_LONGEST = 18
"""A column is made to hold words of so many characters; in a longer one a line may end."""


def blocks(markdown: str) -> list[Node]:
    """Return the blocks of a Markdown text.

    A heading is at most one level below the one before it, and has words: PDF/UA asks for it.
    """
    found: list[Node] = []
    level = 0
    for node in _blocks(_tree(markdown)):
        if node["kind"] == "heading":
            node["level"] = level = min(node["level"], level + 1)
        found.append(node)
    return found


def inline(markdown: str) -> list[Node]:
    """Return what stands in a Markdown text of one line."""
    return [part for node in _tree(markdown).children for part in _inline(node)]


def plain(parts: list[Node]) -> str:
    """Return the bare text of what stands on a line."""
    return "".join(one.get("text") or plain(one.get("parts", [])) for one in parts)


def _tree(markdown: str) -> "SyntaxTreeNode":
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(_MEANINGLESS)
    return SyntaxTreeNode(parser.parse(markdown))


def _blocks(parent: "SyntaxTreeNode") -> Iterator[Node]:
    for node in parent.children:
        match node.type:
            case "heading" if parts := _inline(node):
                yield {"kind": "heading", "level": int(node.tag[1:]), "parts": parts}
            case "paragraph":
                yield {"kind": "line" if node.hidden else "paragraph", "parts": _inline(node)}
            case "bullet_list" | "ordered_list":
                yield {
                    "kind": "list",
                    "start": int(node.attrs.get("start", 1)) if node.tag == "ol" else None,
                    "items": [list(_blocks(item)) for item in node.children],
                }
            case "blockquote":
                yield {"kind": "quote", "blocks": list(_blocks(node))}
            case "hr":
                yield {"kind": "rule"}
            case "table":
                yield _table(node)


def _table(table: "SyntaxTreeNode") -> Node:
    heads, *rows = (row.children for part in table.children for row in part.children)
    texts = [[_inline(cell) for cell in row] for row in rows]
    first = [_inline(cell) for cell in heads]
    columns = [
        _column(cell, plain(first[at]), [plain(row[at]) for row in texts])
        for at, cell in enumerate(heads)
    ]
    return {"kind": "table", "columns": columns, "head": first, "rows": texts}


def _column(cell: "SyntaxTreeNode", head: str, texts: list[str]) -> Node:
    """Return how a column is aligned, and the texts that tell how wide it should be."""
    words = (word[:_LONGEST] for text in [head, *texts] for word in text.split())
    return {
        "align": str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:"),
        "head": head[:_ENOUGH],
        "fullest": max(texts, key=len, default="")[:_ENOUGH],
        "longest": max(words, key=len, default=""),
    }


def _inline(parent: "SyntaxTreeNode") -> list[Node]:
    return [part for child in parent.children for part in _part(child)]


def _part(node: "SyntaxTreeNode") -> Iterator[Node]:
    match node.type:
        case "inline":
            yield from _inline(node)
        case "strong" | "em":
            yield {"kind": node.type, "parts": _inline(node)}
        case "hardbreak":
            yield {"kind": "break"}
        case "softbreak":
            yield {"kind": "text", "text": " "}
        case "link":
            words = _inline(node)
            yield from words
            # Not to be clicked: a reader of evidence decides whether to go there.
            if (place := str(node.attrs["href"])) != plain(words):
                yield {"kind": "text", "text": f" ({place})"}
        case _ if node.content:
            yield {"kind": "text", "text": node.content}
