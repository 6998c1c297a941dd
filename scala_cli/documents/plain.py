"""A document's Markdown as the plain text that people read on a screen, copy and paste."""


def plain(markdown: str) -> str:
    """Return the text of a document without Markdown's marks; lists keep their dashes.

    For the small Markdown that templates use: paragraphs, bold, emphasis, lists, breaks.
    """
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    bullet = ""
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "list_item_open":
            bullet = "- "
        elif token.type == "inline":
            words = "".join(_inline(child.type, child.content) for child in token.children or ())
            glue = "\n" if bullet and blocks and blocks[-1].startswith("- ") else "\n\n"
            blocks += [glue] if blocks else []
            blocks.append(bullet + words)
            bullet = ""
    return "".join(blocks)


def _inline(kind: str, content: str) -> str:
    return "\n" if kind in ("softbreak", "hardbreak") else content
