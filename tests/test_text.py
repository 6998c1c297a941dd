"""Cleaning of what comes in, and Markdown that reads back as the very same characters."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scala_cli.text import (
    Markdown,
    clean,
    clean_line,
    labelled,
    listing,
    markdown,
    markdown_line,
    wrapped,
)

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")

# Pieces that a Markdown reader makes something of, alone or next to each other.
FRAGMENTS = [
    "a", "1", "b c", " ", "  ", "    ", "\n", "\n\n", "-", "- x", "*", "* x", "+", "+ x", "_", "#",
    "# kop", ">", "> x", "|", "| a | b |", "|--|--|", "[x](y)", "![x](y)", "[x]: y", "[^1]",
    "[^1]: x", "`", "```", "~~~", "~~x~~", "<b>", "<script>", "<!--", "-->", "<?", "<https://x.nl>",
    "&amp;", "&#65;", "&", "https://x.nl/a_b?c=d&e", "www.x.nl", "a@b.nl", "1.", "1)", "(1)", "a)",
    "===", "---", "***", "___", "$x$", "^", "{", "}", "{{ 7*7 }}", "{% if %}", "{#id}", '"', "'",
    ":", "::", ": x", ":::", ":smile:", "\\", "\\\\", "\\\n", "=", "%", "!", "/", "?", ";", ",",
    ".", "..", "...", "é", "€", "\u00a0", "\u3000", "😀", "[/groep 7]", "[bold]x[/bold]", "\t",
]  # fmt: skip
NASTY = st.lists(st.sampled_from(FRAGMENTS) | st.characters(), max_size=12).map("".join)


def read_back(source: str) -> str:
    """Return the text of Markdown that has nothing but paragraphs; anything else fails."""
    tokens = READER.parse(source)
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline"}
    return "\n\n".join(
        "".join(_words(child.type, child.content) for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    )


def _words(kind: str, content: str) -> str:
    assert kind in ("text", "hardbreak"), kind
    return "\n" if kind == "hardbreak" else content


def as_shown(text: str) -> str:
    """Return clean text as Markdown can show it: no white space at a line's start."""
    return re.sub(r"\n{2,}", "\n\n", "\n".join(line.strip() for line in text.split("\n")))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        pytest.param("  Goed.  ", "Goed.", id="white space at the edges"),
        pytest.param("a\tb", "a b", id="a tab"),
        pytest.param("a\x00\x07\x08b\x7f", "ab", id="control characters"),
        pytest.param("\x1b[31mrood\x1b[0m", "[31mrood[0m", id="terminal colours"),
        pytest.param("\x9b31mrood", "31mrood", id="a C1 escape"),
        pytest.param("\x1b]0;titel\x07x", "]0;titelx", id="a terminal's title"),
        pytest.param("a\u202eb\u2066c\u2069d\u200e\u200f\u061ce", "abcde", id="directions"),
        pytest.param("a\u200bb\u2060c\ufeffd\u00ade", "abcde", id="invisible characters"),
        pytest.param("a\U000e0041\U000e007fb", "ab", id="tag characters"),
        pytest.param("a\ufff9b\ufffbc\uffffd\ufffe", "abcd", id="annotations and non-characters"),
        pytest.param("a\ud800b\udfffc", "a\ufffdb\ufffdc", id="lone surrogates"),
        pytest.param("e\u0301", "é", id="a letter and its accent"),
        pytest.param("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh", id="ends"),
        pytest.param("a  \n  b", "a\n  b", id="white space before a line's end"),
        pytest.param("👩\u200d👧", "👩\u200d👧", id="an emoji of two"),
        pytest.param("\u202e\n\x00 \n", "", id="nothing that can be seen"),
    ],
)
def test_text_is_kept_without_what_could_redraw_a_screen_or_hide(raw: str, kept: str) -> None:
    assert clean(raw) == kept


def test_a_line_stays_one_line_with_single_spaces() -> None:
    assert (
        clean_line("  J.\n\u2028 Voorbeeld \t van\u3000Groep\x00 8 ") == "J. Voorbeeld van Groep 8"
    )


@given(st.text(st.characters(codec=None)) | NASTY)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_cleaned_text_is_storable_and_cleaning_it_again_changes_nothing(raw: str) -> None:
    text = clean(raw)
    text.encode()
    assert clean(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert {unicodedata.category(one) for one in text if one != "\n"} & {"Cc", "Cs"} == set()


@given(NASTY)
@settings(deadline=None, derandomize=True, max_examples=400)
def test_markdown_reads_back_as_paragraphs_with_the_same_characters(raw: str) -> None:
    text = clean(raw)
    assert read_back(markdown(text)) == as_shown(text)


@given(NASTY)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_text_in_a_list_a_heading_or_a_cell_stays_in_its_place(raw: str) -> None:
    line = clean_line(raw)
    words = markdown_line(line)
    source = f"# {words}\n\n- a {words}\n- b\n\n| k | l |\n|---|---|\n| {words} | l |\n"
    tokens = READER.parse(source)
    counted = [token.type for token in tokens if token.type.endswith("_open")]
    assert counted == [
        "heading_open", "bullet_list_open", *["list_item_open", "paragraph_open"] * 2,
        "table_open", "thead_open", "tr_open", "th_open", "th_open",
        "tbody_open", "tr_open", "td_open", "td_open",
    ]  # fmt: skip
    shown = [
        "".join(_words(child.type, child.content) for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    assert shown == [line, f"a {line}".strip(), "b", "k", "l", line, "l"]


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_mark_of_markdown_is_read_as_itself_wherever_it_stands(fragment: str) -> None:
    for raw in (fragment, f"tekst {fragment}", f"{fragment} tekst", f"a{fragment}b\n{fragment}"):
        text = clean(raw)
        assert read_back(markdown(text)) == as_shown(text)


@pytest.mark.parametrize(
    "prose",
    [
        "22 november 2026, 13:05 (dus laat)",
        "Er is gesproken; dat ging goed! Volgende keer bellen?",
        "Kind 1 en kind 2 - beiden uit groep 8 - waren erbij: een goed gesprek.",
    ],
)
def test_ordinary_prose_stays_readable_in_the_source(prose: str) -> None:
    assert markdown(prose) == prose


def test_an_end_of_line_and_an_empty_line_survive() -> None:
    assert markdown("een\ntwee\n\n\ndrie") == "een\\\ntwee\n\ndrie"


def test_markdown_says_that_it_is_markdown() -> None:
    assert isinstance(markdown("*"), Markdown)
    assert isinstance(markdown_line("*\n*"), Markdown)
    assert markdown_line("a\n\nb") == "a b"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a en b"),
        (["a", "b", "c"], "a, b en c"),
    ],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], said: str) -> None:
    assert listing(words) == said
    assert listing(["a", "b"], "of") == "a of b"


def test_a_label_that_asks_gets_no_colon() -> None:
    assert labelled("Platform", "X") == "Platform: X"
    assert labelled("Wie waren erbij?", "J. Voorbeeld") == "Wie waren erbij? J. Voorbeeld"


@pytest.mark.parametrize(("start", "indent"), [("  12. ", 6), ("- ", 2), ("  ", 2), ("", 0)])
def test_the_next_lines_of_an_item_stand_below_its_words(
    monkeypatch: pytest.MonkeyPatch, start: str, indent: int
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    first, *rest = wrapped(start + "woord " * 20).split("\n")
    assert first.startswith(f"{start}woord")
    assert rest
    assert {len(line) - len(line.lstrip()) for line in rest} == {indent}
