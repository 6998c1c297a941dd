"""What is about to be exported for one reader, and a school year in figures: data to pages."""

from collections.abc import Iterator, Sequence

from scala_cli.case.figures import Figures
from scala_cli.case.state import Case
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Table, Verbatim, Words

Texts = Sequence[tuple[str, str]]
Part = tuple[str, Sequence[str], Texts]
"""A part of a chapter: its title, its lines, and texts each under a label."""


def paper_page(
    case: Case, foot: str, opening: Sequence[str], chapters: Sequence[tuple[str, Sequence[Part]]]
) -> Page:
    """Return an export as it will be written."""
    blocks: list[Block] = [Heading(f"Dossier {case.number}: {case.title}", 1)]
    blocks += [Words(one) for one in opening]
    for title, parts in chapters:
        blocks.append(Heading(title, 1))
        for part in parts:
            blocks += _part(*part)
    return Page([*blocks, Heading("Controle", 1), Words(foot, strong=True)])


def _part(title: str, lines: Sequence[str], texts: Texts) -> Iterator[Block]:
    if title:
        yield Words(title, strong=True)
    if lines:
        yield Items([Item(line) for line in lines])
    for label, text in texts:
        yield Words(label, quiet=True)
        yield Verbatim(text)


def overview(figures: Figures, opening: Sequence[str], explained: Sequence[str]) -> Page:
    """Return a school year in figures."""
    blocks: list[Block] = [Heading(f"Overzicht schooljaar {figures.year.name}", 1)]
    blocks += [Words(one, strong=True) for one in opening]
    for group in figures.groups:
        opens = not group.rows and not group.remark
        blocks.append(Heading(group.title, 1 if opens else 2))
        if group.rows:
            blocks.append(Table(("wat", group.unit), group.rows))
        if group.remark:
            blocks.append(Words(group.remark))
    blocks += [Heading("Hoe dit is geteld"), Items([Item(one) for one in explained])]
    return Page(blocks)
