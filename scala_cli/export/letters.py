"""What the blocks of a letter are on a page: its title, headings, room to write and to sign.

A template marks these as it does for the screen: a label is a paragraph in bold, a line to write
on is a paragraph of dots.
"""

from collections.abc import Iterator

from scala_cli.export.blocks import Node, plain

_DOT = "…"
_GREETING = "Met vriendelijke groet"


def shaped(body: list[Node], title: str, *, headed: bool) -> tuple[str, list[Node]]:
    """Return a letter's title and its blocks with that title among them, as the only one.

    The text's own title says more than `title`, which stands for any letter of its kind: an
    opening label, or with `headed` the first one after the sender and the date. Without it
    `title` opens the letter, but not one that is headed.
    """
    labels = [at for at, node in enumerate(body) if _is_label(node)]
    own = labels[:1] if headed or labels[:1] == [0] else []
    if own:
        title = plain(body[own[0]]["parts"])
    elif title and not headed:
        body = [_heading([{"kind": "text", "text": title}], 1), *body]
    return title, list(_leveled(_kept_together(body), at_once=own))


def _leveled(body: list[Node], *, at_once: list[int]) -> Iterator[Node]:
    """Yield blocks with labels as headings, none more than a level below the one before it."""
    level = 0
    for at, node in enumerate(body):
        if _is_label(node):
            level = 1 if at in at_once else min(2, level + 1)
            yield _heading(node["parts"][0]["parts"], level)
            continue
        level = node["level"] if node["kind"] == "heading" else level
        yield node


def _kept_together(body: list[Node]) -> list[Node]:
    """Return blocks of which some stay on a page with the next: a line to write on, a name."""
    return [
        node | {"keep": True, "signing": _is_greeting(node)}
        if node["kind"] == "paragraph" and (_is_greeting(node) or _is_line(after))
        else node
        for node, after in zip(body, [*body[1:], {"kind": "end"}], strict=True)
    ]


def _heading(parts: list[Node], level: int) -> Node:
    return {"kind": "heading", "level": level, "parts": parts}


def _is_label(node: Node) -> bool:
    return node["kind"] == "paragraph" and [one["kind"] for one in node["parts"]] == ["strong"]


def _is_line(node: Node) -> bool:
    return node["kind"] == "paragraph" and not plain(node["parts"]).strip(_DOT)


def _is_greeting(node: Node) -> bool:
    return plain(node["parts"]).startswith(_GREETING)
