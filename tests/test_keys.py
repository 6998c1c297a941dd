"""What a hand can do at each kind of prompt, in a real pseudo-terminal. POSIX only."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import TypeAlias

import pytest

if sys.platform == "win32":
    pytest.skip("pexpect drives POSIX terminals only", allow_module_level=True)

import pexpect

from scala_cli.case.entries import remarks
from scala_cli.dossier.store import Dossier
from scala_cli.plan.library import Library
from tests.commands.conftest import ONE, walk_file
from tests.conftest import PASSWORD, TickingClock
from tests.test_terminal import CHOOSE, CHOOSE_SEVERAL, ENTER, Terminal

CTRL_C, CTRL_D, ESC = "\x03", "\x04", "\x1b"
PASTED = "\x1b[200~eerste regel\ntweede regel\x1b[201~"
# A mouse, a function key, a report of the terminal's own, and half a sequence.
NOISE = "\x1b[M !!\x1b[<0;5;5M\x1b[15~\x1b[?62c\x1b["
AT_CONSEQUENCES = """
plan = "medewerker"
[[antwoord]]
stap = "ventileert"
keuze = "gedaan"
[[antwoord]]
stap = "aanspreken"
keuze = "gedaan"
[[antwoord]]
stap = "grensoverschrijdend"
keuze = "nee"
[[antwoord]]
stap = "reactie-medewerker"
keuze = "inadequaat"
[[antwoord]]
stap = "overleg-bestuur"
keuze = "gedaan"
[[antwoord]]
stap = "statement"
overgeslagen = true
reden = "bewust niet geplaatst"
"""
Child: TypeAlias = "pexpect.spawn[str]"
Reach: TypeAlias = Callable[[Terminal], Child]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A data folder with one case, in which several consequences can be chosen."""
    folder = tmp_path_factory.mktemp("toetsen")
    file = folder / "antwoorden.toml"
    file.write_text(AT_CONSEQUENCES, encoding="utf-8")
    with Dossier.create(folder / "gegevens", PASSWORD, TickingClock()) as dossier:
        walk_file(dossier, library, "medewerker", file)
    return folder / "gegevens"


@pytest.fixture
def terminal(made: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal on a copy of that folder."""
    found = Terminal(Path(copytree(made, tmp_path / "gegevens")))
    yield found
    found.close()


def at_list(terminal: Terminal) -> Child:
    child = terminal.start("verder", ONE)
    child.expect("Mogelijke consequenties")
    child.expect(CHOOSE)
    return child


def at_ticks(terminal: Terminal) -> Child:
    child = at_list(terminal)
    child.send("1" + ENTER)
    child.expect(CHOOSE_SEVERAL)
    return child


def at_line(terminal: Terminal) -> Child:
    child = terminal.start("dossier", "bewijs", ONE)
    child.expect(re.compile(r"\n.* ?>"))
    return child


def at_text(terminal: Terminal) -> Child:
    child = terminal.start("dossier", "notitie", ONE)
    child.expect("nieuwe regel")
    child.expect(">")
    return child


def at_password(terminal: Terminal) -> Child:
    child = terminal.start("wat-nu", password=False)
    child.expect("Wachtwoord van het dossier:")
    return child


KINDS = pytest.mark.parametrize("reach", [at_list, at_ticks, at_line, at_text, at_password])


def events(home: Path) -> int:
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return len(dossier.events(ONE))


@KINDS
def test_esc_and_what_a_terminal_sends_by_itself_answer_nothing_and_break_nothing(
    reach: Reach, terminal: Terminal, made: Path
) -> None:
    child = reach(terminal)
    child.send(ESC)
    child.send(NOISE)
    child.send(CTRL_C)
    terminal.ends_with("", 130)
    assert "Traceback" not in (child.before or "")
    assert events(terminal.folder) == events(made)


@KINDS
def test_ctrl_c_ends_with_130_and_says_what_is_safe(
    reach: Reach, terminal: Terminal, made: Path
) -> None:
    reach(terminal).send(CTRL_C)
    terminal.ends_with("bewaard|niets", 130)
    assert events(terminal.folder) == events(made)


@KINDS
def test_ctrl_d_ends_with_3_and_says_what_is_safe(
    reach: Reach, terminal: Terminal, made: Path
) -> None:
    reach(terminal).send(CTRL_D)
    terminal.ends_with("bewaard|niets", 3)
    assert events(terminal.folder) == events(made)


@pytest.mark.parametrize("reach", [at_list, at_ticks, at_password])
def test_text_pasted_where_none_is_asked_answers_nothing(
    reach: Reach, terminal: Terminal, made: Path
) -> None:
    child = reach(terminal)
    child.send(PASTED)
    child.send(CTRL_C)
    terminal.ends_with("", 130)
    assert events(terminal.folder) == events(made)


def test_lines_pasted_in_a_text_stay_lines(terminal: Terminal) -> None:
    child = at_text(terminal)
    child.send(PASTED + ENTER)
    terminal.ends_with("", 0)
    with Dossier.open(terminal.folder, PASSWORD, TickingClock()) as dossier:
        (note,) = remarks(dossier.case(ONE))
    assert note.text == "eerste regel\ntweede regel"


def test_a_window_made_wider_and_smaller_half_way_keeps_the_question(terminal: Terminal) -> None:
    child = at_list(terminal)
    for rows, columns in ((50, 160), (12, 40), (24, 80)):
        child.setwinsize(rows, columns)
        child.expect("Pauze")
    child.send("p" + ENTER)
    terminal.ends_with("bewaard in dossier", 3)
