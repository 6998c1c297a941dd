"""Printing pages: nothing lost at any width, text never taken for markup, ASCII where needed."""

import io

import pytest

from scala_cli.screen.page import Heading, Item, Items, Page, Pairs, Table, Verbatim, Words
from scala_cli.screen.printing import PlainPrinter, RichPrinter

HOSTILE = "[bold]vet[/bold] [/groep 7] :warning: {{ x }} https://voorbeeld.invalid/a_b"
PAGE = Page(
    [
        Heading("Kop van de bladzijde", 1),
        Heading("Een deel"),
        Words("De woorden van het protocol staan vooraan en zijn nooit afgekort.", strong=True),
        Items([Item("Bel eerst de politie", "bron A"), Item(HOSTILE)], warning=True),
        Items([Item("Een aandachtspunt dat lang genoeg is om te worden afgebroken", "B.5")]),
        Pairs([("Wie", "Directie"), ("Bron", HOSTILE)]),
        Table(("nummer", "titel"), [("2026-001", "Instagram"), ("2026-002", HOSTILE)]),
        Verbatim("Een brief.\n\nMet een tweede alinea, van de school."),
    ]
)


def drawn(page: Page, width: int, encoding: str = "utf-8") -> str:
    """Return a page as drawn on a terminal of a width."""
    raw = io.BytesIO()
    output = io.TextIOWrapper(raw, encoding=encoding, errors="strict", write_through=True)
    RichPrinter(output, width=width).show(page)
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_screen_and_no_character_is_lost(width: int) -> None:
    text = drawn(PAGE, width)
    assert max(len(line) for line in text.splitlines()) <= width
    squeezed = "".join(text.split())
    for words in ("nooit afgekort.", "Bel eerst de politie", "te worden afgebroken", "de school."):
        assert "".join(words.split()) in squeezed


@pytest.mark.parametrize("width", [80, 200])
def test_what_people_wrote_is_never_markup(width: int) -> None:
    page = Page([Words(HOSTILE), Items([Item(HOSTILE, HOSTILE)]), Verbatim(HOSTILE)])
    squeezed = "".join(drawn(page, width).split())
    assert squeezed.count("".join(HOSTILE.split())) == 4


def test_without_unicode_only_ascii_is_printed() -> None:
    assert drawn(PAGE, 80, "ascii").isascii()


def test_plain_lines_draw_nothing_and_break_nothing() -> None:
    output = io.StringIO()
    PlainPrinter(output).show(PAGE)
    text = output.getvalue()
    assert text.isascii()
    assert f"Bron: {HOSTILE}" in text
    assert f"2026-002\t{HOSTILE}" in text
    assert "- Bel eerst de politie (bron A)" in text


@pytest.mark.parametrize("printer", [PlainPrinter, RichPrinter])
def test_a_text_for_copying_has_no_line_breaks_but_its_own(
    printer: type[PlainPrinter] | type[RichPrinter],
) -> None:
    output = io.StringIO()
    long = "woord " * 100
    printer(output).show_unbroken(long)
    assert output.getvalue() == f"{long}\n"
