"""The home menu in a real pseudo-terminal, as a person meets it. POSIX only: pexpect needs it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pexpect drives POSIX terminals only", allow_module_level=True)

from tests.commands.apart import case_of
from tests.commands.conftest import ONE
from tests.conftest import PASSWORD
from tests.test_terminal import CHOOSE, ENTER, Terminal

FORMS = pytest.mark.parametrize("form", [(), ("--eenvoudig",)], ids=["drawn", "plain"])
CTRL_C, CTRL_D = "\x03", "\x04"
ASKED = re.compile(r"Enter\)|Uw keuze [^:]*: ")


@pytest.fixture
def terminal(filled: Path) -> Iterator[Terminal]:
    """A terminal with the cases ONE and TWO in its data folder."""
    found = Terminal(filled)
    yield found
    found.close()


@pytest.fixture
def new(home: Path) -> Iterator[Terminal]:
    """A terminal without a dossier."""
    found = Terminal(home)
    yield found
    found.close()


def pick(terminal: Terminal, question: str, key: str) -> None:
    """Wait for a question, drawn or plain, and choose."""
    assert terminal.child is not None
    terminal.child.expect(re.escape(question))
    terminal.child.expect(ASKED)
    terminal.child.send(key + ENTER)


@pytest.mark.parametrize(
    ("form", "going_on"),
    [
        ((), [("Wat wilt u doen?", "3")]),
        # The prompt takes lines too, so that there is room for one item.
        (("--eenvoudig",), [("Wat wilt u doen?", "2"), ("Met welk dossier", "2")]),
    ],
    ids=["drawn", "plain"],
)
def test_one_password_serves_a_walk_a_search_and_the_menu_again(
    terminal: Terminal, form: tuple[str, ...], going_on: list[tuple[str, str]]
) -> None:
    child = terminal.start(*form, password=False)
    child.expect("112")
    child.expect("Wachtwoord van het dossier")
    child.send(PASSWORD + ENTER)
    child.expect(f"{ONE}: Instagram, 22 november 2026")
    for question, key in going_on:
        pick(terminal, question, key)
    child.expect("Welke stap doet u nu")
    child.expect(ASKED)
    child.send(CTRL_C)
    child.expect(f"Onderbroken.*bewaard in dossier {ONE}")
    pick(terminal, "Hoe verder?", "m")
    # Heard once, the emergency lines leave room for an item for each case.
    pick(terminal, "Wat wilt u doen?", "6")
    child.expect("Welke woorden zoekt u")
    child.expect(">")
    child.send("Geheim" + ENTER)
    child.expect("Geheim bericht")
    pick(terminal, "Hoe verder?", "s")
    terminal.ends_with("Alles wat is vastgelegd, is bewaard", 0)


@FORMS
@pytest.mark.parametrize(
    ("key", "told", "code"), [(CTRL_C, "Onderbroken", 130), (CTRL_D, "Tot", 0)]
)
def test_ctrl_c_and_ctrl_d_in_the_menu_end_the_program_calmly(
    terminal: Terminal, form: tuple[str, ...], key: str, told: str, code: int
) -> None:
    child = terminal.start(*form)
    child.expect("Wat wilt u doen")
    child.expect(ASKED)
    child.send(key)
    terminal.ends_with(told, code)


@FORMS
def test_a_new_user_is_asked_for_nothing_but_a_password_before_the_first_question(
    new: Terminal, form: tuple[str, ...]
) -> None:
    child = new.start(*form, password=False)
    child.expect("112")
    child.expect("Alleen een wachtwoord")
    pick(new, "Wat wilt u doen?", "1")
    child.expect("Nieuw wachtwoord:")
    child.send(PASSWORD + ENTER)
    child.expect("Nog een keer:")
    child.send(PASSWORD + ENTER)
    child.expect(r"stap 1: Het bericht is gemeld")
    child.expect("Ligt dit vast")
    child.expect(ASKED)
    child.send(CTRL_D)
    pick(new, "Hoe verder?", "m")
    child.expect(r"Wacht sinds .* op: Het bericht")
    pick(new, "Wat wilt u doen?", "2")
    child.expect("Het bericht is gemeld")


def test_a_note_is_added_from_the_menu(terminal: Terminal, filled: Path) -> None:
    child = terminal.start()
    pick(terminal, "Wat wilt u doen?", "7")
    pick(terminal, "Wat wilt u toevoegen?", "1")
    pick(terminal, "Welk dossier?", "2")
    child.expect("Wat wilt u noteren")
    child.expect(">")
    child.send("Ouders gebeld" + ENTER)
    pick(terminal, "Hoe verder?", "s")
    terminal.ends_with("Tot ziens", 0)
    assert case_of(filled, ONE).events[-1].said["tekst"] == "Ouders gebeld"


def test_stray_escape_sequences_in_the_menu_choose_nothing(
    terminal: Terminal, filled: Path
) -> None:
    count = case_of(filled, ONE).count
    child = terminal.start()
    child.expect("Wat wilt u doen")
    child.expect(CHOOSE)
    child.send("\x1b[31m" + "\x1b" + "z")
    child.send("0" + ENTER)
    pick(terminal, "Welke opdrachten wilt u zien?", "t")
    pick(terminal, "Wat wilt u doen?", "s")
    terminal.ends_with("Tot ziens", 0)
    assert case_of(filled, ONE).count == count
