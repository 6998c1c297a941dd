"""A letter on paper has one title, headings to find one's way by, and room to write and to sign."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scala_cli.export.blocks import Node, blocks, plain
from scala_cli.export.letters import shaped
from scala_cli.export.pdf import Letter, letter_pdf
from tests.export.test_pdf import HEAD, MADE, NOBODY, elements, folded, opened, said

GOLDEN = Path(__file__).parents[1] / "documents/golden"
REPORT = (
    "**Verslag van het gesprek met de ouders**\n\n- Wanneer: vandaag\n\n**Reactie**\n\nTekst.\n"
)
SENT = "School\\\nStraat 1\n\nPlaats, 1 mei 2026\n\n**Uitnodiging**\n\nBeste ouder,\n"


def headings(pdf: bytes) -> list[str]:
    return [one.title for one in _flat(opened(pdf).outline)]


def _flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def made(text: str, *, title: str = "", headed: bool = False) -> bytes:
    return letter_pdf(text, Letter(title, (), "2026-001", HEAD, headed), NOBODY, MADE)


def kept(nodes: list[Node]) -> list[str]:
    return [plain(node["parts"]) for node in nodes if node.get("keep")]


def test_a_text_with_a_title_of_its_own_gets_no_other() -> None:
    pdf = made(REPORT, title="Verslag van een gesprek")
    assert headings(pdf) == ["Verslag van het gesprek met de ouders", "Reactie"]
    assert "Verslagvaneengesprek" not in said(pdf)
    about = opened(pdf).metadata
    assert about is not None
    assert about.title == "Verslag van het gesprek met de ouders"


def test_a_text_without_one_gets_that_of_its_kind() -> None:
    assert headings(made("Beste collega's,\n", title="Niet meer reageren")) == [
        "Niet meer reageren"
    ]


def test_a_label_further_on_is_not_the_title() -> None:
    pdf = made("Opnemen.\n\n**Gesprekken**\n\nGeen.\n", title="Verslag van het incident")
    assert headings(pdf) == ["Verslag van het incident", "Gesprekken"]


def test_what_a_letter_with_a_sender_is_about_is_its_title() -> None:
    pdf = made(SENT, title="Uitnodiging voor de ouders", headed=True)
    assert headings(pdf) == ["Uitnodiging"]
    assert said(pdf).startswith(folded("School Straat 1 Plaats, 1 mei 2026 Uitnodiging Beste"))


def test_a_letter_that_goes_out_does_not_bother_its_receiver_with_a_check_digit() -> None:
    foot = opened(made(SENT, headed=True)).pages[0].extract_text()
    assert "Dossier 2026-001" in foot
    assert "kop" not in foot
    assert f"kop {HEAD[:16]}" in opened(made(REPORT)).pages[0].extract_text()


def test_lines_to_write_on_stay_with_what_is_asked() -> None:
    _, nodes = shaped(blocks("Vertel.\n\nWat wilt u?\n\n……\n\n……\n\nDag.\n"), "", headed=False)
    assert kept(nodes) == ["Wat wilt u?", "……"]


def test_wherever_a_page_ends_no_line_to_write_on_is_alone() -> None:
    split = 0
    for above in range(28, 42):
        pdf = made("Regel.\n\n" * above + "Naam:\n\n" + "……\n\n" * 3)
        pages = [page.extract_text() for page in opened(pdf).pages]
        assert sorted(page.count("……") for page in pages if "Naam:" in page) == [3]
        split += len(pages) > 1
    assert 0 < split < 14


def test_a_name_stays_with_its_greeting_and_leaves_room_to_sign() -> None:
    _, nodes = shaped(blocks("Dag.\n\nMet vriendelijke groet,\n\nJ. Voorbeeld\n"), "", headed=True)
    assert [node.get("signing", False) for node in nodes] == [False, True, False]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_every_letter_on_paper_says_each_title_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    title, nodes = shaped(blocks(text), "Soort", headed="Met vriendelijke groet" in text)
    levels = [node["level"] for node in nodes if node["kind"] == "heading"]
    assert levels == sorted(levels)
    assert levels.count(1) == 1 or title == "Soort"
    titles = [plain(node["parts"]) for node in nodes if node["kind"] == "heading"]
    assert len(set(titles)) == len(titles)


def test_a_heading_is_tagged_as_one() -> None:
    tags = [str(one["/S"]) for one in elements(made(REPORT, title="x"))]
    assert (tags.count("/H1"), tags.count("/H2")) == (1, 1)
