"""Printing pages: nothing lost at any width, text never taken for markup, ASCII where needed."""

import io

import pytest

from scala_cli.screen.page import (
    Each,
    Entries,
    Entry,
    Heading,
    Item,
    Items,
    Mark,
    Node,
    Page,
    Pairs,
    Table,
    Tracks,
    Tree,
    Verbatim,
    Words,
)
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
        Entries([Entry("2026-001: Instagram", [HOSTILE], warning=True)], Table((), []), "Lees."),
        Tree([Node("Eerst"), Tracks([[Node("Links", mark=Mark.LOOK)], [Node(HOSTILE)]])]),
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


TREE = Tree(
    [
        Node("Begin: gedaan", "20 november"),
        Tracks(
            [
                [
                    Tracks([[Node("Links")], [Node("Midden", mark=Mark.LOOK)]]),
                    Node("Samen: Nu open, met veel woorden erbij", mark=Mark.NOW),
                ],
                [Node("Rechts"), Tracks([[Node("Een")], [Node("Twee", mark=Mark.LAPSED)]])],
            ]
        ),
        Node("Slot", mark=Mark.WAITS),
    ]
)


def test_tracks_are_drawn_as_branches_that_come_together_again() -> None:
    assert drawn(Page([TREE]), 30).splitlines() == [
        "",
        "● Begin: gedaan (20 november)",
        "├─┬─● Links",
        "│ ├─! Midden",
        "│ ► Samen: Nu open, met veel",
        "│   woorden erbij",
        "├─● Rechts",
        "│ ├─● Een",
        "│ └─× Twee",
        "○ Slot",
    ]
    assert drawn(Page([TREE]), 30, "ascii").splitlines()[2:7] == [
        "|-+-* Links",
        "| |-! Midden",
        "| > Samen: Nu open, met veel",
        "|   woorden erbij",
        "|-* Rechts",
    ]


def test_plain_lines_say_which_track_a_step_is_of_and_where_they_come_together() -> None:
    output = io.StringIO()
    PlainPrinter(output).show(Page([TREE]))
    assert output.getvalue().splitlines() == [
        "",
        "- Begin: gedaan (20 november)",
        "- Spoor 1 van 2:",
        "  - Spoor 1 van 2:",
        "    - Links",
        "  - Spoor 2 van 2:",
        "    - Midden",
        "  - De sporen komen samen. Samen: Nu open, met veel woorden erbij",
        "- Spoor 2 van 2:",
        "  - Rechts",
        "  - Spoor 1 van 2:",
        "    - Een",
        "  - Spoor 2 van 2:",
        "    - Twee",
        "- De sporen komen samen. Slot",
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_a_table_that_would_be_too_narrow_is_told_row_by_row(width: int) -> None:
    key = "0a" * 15
    text = drawn(Page([Table(("dossier", "aantal", "kop"), [("2026-001", "11", key)])]), width)
    assert key in text
    assert ("dossier  2026-001" in text) == (width < 60)


def test_a_label_that_asks_leaves_its_answer_the_whole_width() -> None:
    question = "Wat is er gebeurd, en hoe is er gehandeld?"
    text = drawn(Page([Pairs([(question, "Niets."), ("Nog iets", "een\ntwee")])]), 60)
    assert text == f"\n{question} Niets.\nNog iets:\n  een\n  twee\n"


class Window(io.StringIO):
    """A terminal, as far as a printer asks."""

    def isatty(self) -> bool:
        """Say that people read here."""
        return True


@pytest.mark.parametrize(
    ("columns", "told"),
    [(("wat", "aantal"), "\nOpen: 3\n"), (("wat", "aantal", "jaar"), "\n- Wat: Open\nAantal: 3\n")],
)
def test_a_table_is_told_to_people_and_keeps_its_tabs_for_scripts(
    columns: tuple[str, ...], told: str
) -> None:
    page = Page([Table(columns, [("Open", "3", "")[: len(columns)]])])
    people, script = Window(), io.StringIO()
    PlainPrinter(people).show(page)
    PlainPrinter(script).show(page)
    assert people.getvalue() == told
    assert script.getvalue().splitlines()[1] == "\t".join(columns)


def test_of_a_list_nothing_is_made_that_is_not_printed() -> None:
    def entry(number: str) -> Entry:
        raise AssertionError(number)

    table = Table(("nummer",), Each(lambda number: (number,), ["2026-001", "2026-002"]))
    piped = io.StringIO()
    PlainPrinter(piped).show(Page([Entries(Each(entry, ["2026-001", "2026-002"]), table)]))

    assert piped.getvalue() == "\nnummer\n2026-001\n2026-002\n"


def test_what_is_made_when_asked_for_is_a_list_like_any_other() -> None:
    made = Each(str.upper, ["a", "b", "c"])
    assert (len(made), made[-1], made[:2], list(made)) == (3, "C", ["A", "B"], ["A", "B", "C"])
