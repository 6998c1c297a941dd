"""How far something is: only on a terminal, only after a second, and never in the way."""

import io
from collections.abc import Callable

import pytest

from scala_cli.screen.printing import PlainPrinter, Printer, RichPrinter


class Screen(io.StringIO):
    """A terminal that keeps what was printed."""

    def isatty(self) -> bool:
        return True


class Ticks:
    """A clock that is so many seconds later each time it is read."""

    def __init__(self, step: float) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def goes_through(printer: Printer, count: int) -> None:
    with printer.progress("Dossiers nakijken", count) as advance:
        for _ in range(count):
            advance()


def plain(output: io.StringIO, step: float) -> Printer:
    return PlainPrinter(output, Ticks(step))


def drawn(output: io.StringIO, step: float) -> Printer:
    return RichPrinter(output, 80, Ticks(step))


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a screen that can be drawn on, whatever this test is run in."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("make", [plain, drawn])
def test_in_a_pipe_nothing_is_said(make: Callable[[io.StringIO, float], Printer]) -> None:
    output = io.StringIO()
    goes_through(make(output, 10), 100)
    assert output.getvalue() == ""


@pytest.mark.parametrize("make", [plain, drawn])
def test_what_is_done_within_a_second_is_not_said(
    make: Callable[[io.StringIO, float], Printer],
) -> None:
    output = Screen()
    goes_through(make(output, 0.001), 100)
    assert output.getvalue() == ""


def test_a_bar_tells_how_far_it_is_and_is_gone_at_the_end() -> None:
    output = Screen()
    printer = drawn(output, 0.01)
    with printer.progress("Dossiers nakijken", 1500) as advance:
        for _ in range(1200):
            advance()
        assert "Dossiers nakijken" in output.getvalue()
    text = output.getvalue()
    assert "1.200 van 1.500" in text
    # The line is wiped.
    assert text.endswith("\x1b[2K")


def test_a_bar_is_wiped_too_when_it_goes_wrong() -> None:
    output = Screen()
    printer = drawn(output, 2)

    def goes_wrong() -> None:
        with printer.progress("Bezig", 9) as advance:
            advance()
            raise ValueError("mis")

    with pytest.raises(ValueError, match="mis"):
        goes_wrong()
    assert output.getvalue().endswith("\x1b[2K")


def test_plain_lines_come_now_and_then_and_redraw_nothing() -> None:
    output = Screen()
    goes_through(plain(output, 0.02), 1000)
    lines = output.getvalue().splitlines()
    assert lines
    assert len(lines) < 10
    assert lines[0] == "Dossiers nakijken: 50 van 1.000"
    assert not {"\x1b", "\r"} & set(output.getvalue())
