"""Plain lines at a real terminal: what is pasted too much, or too long, never answers anything."""

import io
import os
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TextIO

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

import termios

from scala_cli import files
from scala_cli.prompts import keyboard
from scala_cli.prompts.plain import PlainAsker
from scala_cli.prompts.protocol import Item

ITEMS = [Item("een", "Het eerste."), Item("twee", "Het tweede", key="t")]


class Hand(io.StringIO):
    """What a person sees, who types the next keys each time there is a prompt."""

    def __init__(self, terminal: int) -> None:
        super().__init__()
        self.keys: list[str] = []
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Show the text."""
        if text.endswith((": ", "> ")):
            os.write(self._terminal, self.keys.pop(0).encode())
        return super().write(text)


@pytest.fixture
def at_terminal() -> Iterator[tuple[PlainAsker, Hand, int]]:
    """An asker at a terminal, the person's hand, and the terminal's other side."""
    other, own = os.openpty()
    silent = termios.tcgetattr(own)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(own, termios.TCSANOW, silent)
    hand = Hand(other)
    with open(own, encoding="utf-8", errors="replace") as source:  # noqa: PTH123 - it is no path
        yield PlainAsker(source, hand), hand, other
    os.close(other)


AtTerminal = tuple[PlainAsker, Hand, int]
ONLY_FIRST = "U plakte of typte meer regels. Alleen de eerste is gebruikt; de rest niet."


@pytest.mark.parametrize("rest", ["Tel 06\n2\n", "Tel 06", "\n"])
def test_lines_pasted_at_a_one_line_question_do_not_answer_the_next(
    at_terminal: AtTerminal, rest: str
) -> None:
    asker, hand, _ = at_terminal
    hand.keys = [f"Jan Jansen\n{rest}", "1\n"]
    assert asker.line("Wie?", "", str) == "Jan Jansen"
    assert ONLY_FIRST in hand.getvalue()
    assert asker.choose("Welke?", ITEMS) == "een"


def test_what_was_typed_before_there_was_a_question_answers_nothing(
    at_terminal: AtTerminal,
) -> None:
    asker, hand, other = at_terminal
    os.write(other, b"2\n2\n")
    hand.keys = ["1\n"]
    assert asker.choose("Welke?", ITEMS) == "een"
    assert ONLY_FIRST not in hand.getvalue()


def test_what_comes_after_the_full_stop_of_a_pasted_text_answers_nothing(
    at_terminal: AtTerminal,
) -> None:
    asker, hand, _ = at_terminal
    hand.keys = ["een\ntwee\n.\ndrie\n2\n", "", "", "1\n"]
    assert asker.long("Wat?", "", str) == "een\ntwee"
    assert "Na het einde van de tekst kwam nog meer. Dat is niet gebruikt." in hand.getvalue()
    assert asker.choose("Welke?", ITEMS) == "een"


@pytest.mark.skipif(sys.platform != "linux", reason="each system has a longest line of its own")
@pytest.mark.parametrize("letter", ["a", "é"])
def test_a_line_that_the_terminal_cut_off_is_refused_and_never_recorded(
    at_terminal: AtTerminal, letter: str
) -> None:
    asker, hand, _ = at_terminal
    hand.keys = ["kort\n", f"{letter * 6000} EINDE\n", "opnieuw\n", ".\n"]
    assert asker.long("Wat?", "", str) == "kort\nopnieuw"
    assert "Deze regel is afgekapt" in hand.getvalue()
    assert "Er is niets van vastgelegd" in hand.getvalue()


def test_the_longest_line_that_comes_in_whole_is_taken(at_terminal: AtTerminal) -> None:
    asker, hand, _ = at_terminal
    hand.keys = [f"{'a' * 1000}\n"]
    assert asker.line("Wat?", "", str) == "a" * 1000


def test_nothing_is_thrown_away_from_a_pipe_and_no_line_of_it_is_too_long() -> None:
    output = io.StringIO()
    asker = PlainAsker(io.StringIO(f"{'a' * 9000}\n1\n"), output)
    assert len(asker.line("Wat?", "", str)) == 9000
    assert asker.choose("Welke?", ITEMS) == "een"


@pytest.mark.parametrize(
    ("system", "longest"), [("darwin", 1023), ("win32", 8191), ("linux", 4095)]
)
def test_each_system_has_its_own_longest_line(
    monkeypatch: pytest.MonkeyPatch, at_terminal: AtTerminal, system: str, longest: int
) -> None:
    source: TextIO = at_terminal[0]._source
    monkeypatch.setattr(sys, "platform", system)
    assert not keyboard.is_cut_off("a" * (longest - 1), source)
    assert keyboard.is_cut_off("a" * longest, source)


def test_on_windows_the_keys_that_wait_in_the_console_are_dropped(
    monkeypatch: pytest.MonkeyPatch, at_terminal: AtTerminal
) -> None:
    waiting = ["a", "b"]
    console = SimpleNamespace(kbhit=lambda: bool(waiting), getwch=waiting.pop)
    monkeypatch.setattr(files, "ON_WINDOWS", True)
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    source: TextIO = at_terminal[0]._source
    assert keyboard.drop_waiting(source)
    assert waiting == []
    assert not keyboard.drop_waiting(source)


def test_the_letters_that_choose_are_named_and_else_how_to_stop(at_terminal: AtTerminal) -> None:
    asker, hand, _ = at_terminal
    hand.keys = ["?\n", "t\n", "?\n", "1\n"]
    assert asker.choose("Welke?", ITEMS) == "twee"
    assert "Uw keuze (1 tot en met 2, of t): " in hand.getvalue()
    assert "Dat kan niet. Typ een nummer van 1 tot en met 2, of t.\n" in hand.getvalue()
    assert asker.choose("Welke?", ITEMS[:1]) == "een"
    told = "Dat kan niet. Typ een nummer van 1 tot en met 1. Stoppen kan met Ctrl-C.\n"
    assert told in hand.getvalue()


def test_several_that_were_chosen_are_read_back(at_terminal: AtTerminal) -> None:
    asker, hand, _ = at_terminal
    hand.keys = ["1, t\n"]
    asker.choose_several("Welke?", ITEMS)
    assert hand.getvalue().endswith("U koos: Het eerste en Het tweede.\n")
