"""Whole screens, as a person reads them at three widths and with `--eenvoudig`.

After a change that is meant: `python -m tests.screen.screens`, and read what became different.
"""

import io
import re

import pytest
from rich.cells import cell_len

from scala_cli.screen.printing import PlainPrinter, RichPrinter
from tests.screen.screens import GOLDEN, PLAIN, WIDTHS, Window, rendered, screens

BOXES = re.compile("[\u2500-\u25ff\u2022\x1b\r\t]")
PAGES = [page for pages in screens().values() for page in pages.values()]


def test_every_view_looks_as_it_was_last_read_by_a_person() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt")}
    assert rendered() == kept


@pytest.mark.parametrize("width", WIDTHS)
def test_no_view_is_wider_than_the_window_or_than_is_easy_to_read(width: int) -> None:
    texts = [text for name, text in rendered().items() if f"-{width}.txt" in name]
    widest = max(cell_len(line) for text in texts for line in text.splitlines())
    assert 40 < widest <= min(width, 100)


def test_with_plain_lines_nothing_is_drawn_and_nothing_has_to_line_up() -> None:
    for name, text in rendered().items():
        if PLAIN in name:
            assert not BOXES.search(text), name
            assert not re.search(r"\S {3,}\S", text), name


@pytest.mark.parametrize("colours", [True, False])
def test_colour_is_red_alone_and_gone_where_it_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, *, colours: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "" if colours else "1")
    output = Window()
    printer = RichPrinter(output, width=80)
    for page in PAGES:
        printer.show(page)
    codes = {
        code
        for found in re.findall("\x1b\\[([0-9;]*)m", output.getvalue())
        for code in found.split(";")
    }
    # 0 resets, 1 is bold, 2 dim, 4 underlined, 31 red.
    assert codes == {"0", "1", "2", "4"} | ({"31"} if colours else set())


def test_a_pipe_gets_no_escape_codes_no_boxes_and_no_broken_lines() -> None:
    output = io.StringIO()
    for page in PAGES:
        PlainPrinter(output).show(page)
    assert not BOXES.search(output.getvalue().replace("\t", ""))
    assert max(map(len, output.getvalue().splitlines())) > max(WIDTHS)
