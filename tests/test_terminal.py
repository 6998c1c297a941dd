"""The program in a real pseudo-terminal, as a person meets it. POSIX only: pexpect needs it."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pexpect drives POSIX terminals only", allow_module_level=True)

import pexpect

from tests.conftest import PASSWORD

ENTER = "\r"
CHOOSE = re.compile(r"Enter\)")
PROMPT = re.compile(r"m >")
STEP = r"stap \d+: "


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator["Terminal"]:
    """A terminal of 80 columns and 24 lines with an empty data folder."""
    found = Terminal(tmp_path / "gegevens")
    yield found
    found.close()


class Terminal:
    """Starts the program in a pseudo-terminal and types at what is on the screen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.child: pexpect.spawn[str] | None = None

    def start(self, *words: str, password: bool = True) -> "pexpect.spawn[str]":
        """Start a command."""
        env = {**os.environ, "STAPPENPLAN_MAP": str(self.folder), "TERM": "xterm"}
        # Nobody here answers when the program asks where the cursor is.
        env["PROMPT_TOOLKIT_NO_CPR"] = "1"
        env.pop("STAPPENPLAN_EENVOUDIG", None)
        env.pop("STAPPENPLAN_WACHTWOORD", None)
        if password:
            env["STAPPENPLAN_WACHTWOORD"] = PASSWORD
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "scala_cli", *words],
            env=env,
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=30,
        )
        return self.child

    def close(self) -> None:
        """End what is still running."""
        if self.child is not None:
            self.child.close(force=True)

    def choose(self, question: str, key: str) -> None:
        """Wait for a question and press the key of an answer."""
        assert self.child is not None
        self.child.expect(re.escape(question))
        self.child.expect(CHOOSE)
        self.child.send(key + ENTER)

    def step(self, title: str, key: str) -> None:
        """Wait for a step and press the key of an answer."""
        assert self.child is not None
        self.child.expect(STEP + re.escape(title))
        self.child.expect("Ligt dit vast|Is deze stap gedaan|Wat is het antwoord")
        self.child.expect(CHOOSE)
        self.child.send(key + ENTER)

    def ends_with(self, sentence: str, code: int) -> None:
        """Wait for the last words and the exit code."""
        assert self.child is not None
        self.child.expect(sentence)
        self.child.expect(pexpect.EOF)
        self.child.wait()
        assert self.child.exitstatus == code


LATER = "2"
LATER_WITH_TEXT = "3"
LATER_WITH_TWO_TEXTS = "4"


def test_a_child_case_is_walked_to_its_end(terminal: Terminal) -> None:
    child = terminal.start("start")
    child.expect("Eerst dit")
    child.expect("112")
    terminal.step("Het bericht is gemeld", LATER)
    terminal.step("Is er spoed", "1")
    terminal.choose("Welke stap doet u nu?", "1")
    terminal.step("Niemand reageert meer", LATER_WITH_TEXT)
    child.expect("In het dossier bewaard: 'Niet meer reageren'")
    terminal.step("Gesprek met de plaatser", LATER_WITH_TWO_TEXTS)
    terminal.step("Wie heeft het geplaatst", "3")
    child.expect("Wat is de naam van de plaatser")
    # What is typed before the prompt stands there is thrown away.
    child.expect(PROMPT)
    child.send("J. Voorbeeld" + ENTER)
    child.expect("In welke klas of groep")
    child.send(ENTER)
    terminal.choose("jonger dan 12", "3")
    terminal.choose("Welke stap doet u nu?", "2")
    terminal.step("Gesprek met de ouders", LATER_WITH_TWO_TEXTS)
    terminal.choose("Welke stap doet u nu?", "2")
    terminal.step("Hoe reageren de ouders", "1")
    terminal.choose("Welke stap doet u nu?", "1")
    terminal.step("Gesprek met het kind", LATER_WITH_TEXT)
    terminal.choose("Welke stap doet u nu?", "1")
    terminal.step("Hoe reageert het kind", "1")
    terminal.choose("Welke stap doet u nu?", "1")
    terminal.step("In het leerlingdossier", LATER)
    terminal.step("Samen een passende oplossing", LATER_WITH_TEXT)
    child.expect("Alle stappen zijn beantwoord: dossier")
    terminal.choose("Alle stappen zijn beantwoord. Wat wilt u nu?", "1")
    terminal.ends_with("", 0)


def test_an_employee_case_is_walked_to_its_end(terminal: Terminal) -> None:
    child = terminal.start("start", "--plan", "medewerker")
    terminal.step("Een medewerker plaatst iets", LATER)
    terminal.step("De medewerker aanspreken", LATER_WITH_TWO_TEXTS)
    terminal.step("Is het grensoverschrijdend", "2")
    terminal.step("De vertrouwensinspecteur bellen", LATER_WITH_TEXT)
    terminal.step("Hoe reageert de medewerker", "2")
    terminal.step("Overleg met het bestuur", LATER_WITH_TEXT)
    terminal.choose("Welke stap doet u nu?", "1")
    terminal.step("Mogelijke consequenties", "1")
    child.expect(CHOOSE_SEVERAL)
    child.send("\x1b[B \x1b[B\x1b[B " + ENTER)
    child.expect("Waarschuwing en Berisping")
    child.expect("Waarom is hiervoor gekozen")
    child.send("Eerdere afspraken." + ENTER)
    child.expect("het voornemen verstuurd")
    child.send("20-11-2026" + ENTER)
    child.expect("vrijdag 20 november 2026")
    terminal.choose("hierover gehoord", "1")
    terminal.step("Statement onder het bericht", "o")
    terminal.choose("Waarom slaat u deze stap over?", "1")
    terminal.step("Melding in het personeelsdossier", LATER)
    terminal.choose("Alle stappen zijn beantwoord. Wat wilt u nu?", "1")
    terminal.ends_with("", 0)


CHOOSE_SEVERAL = re.compile(r"Enter bevestigt\)")


def test_a_new_user_gets_the_emergency_lines_then_a_password_then_the_first_step(
    terminal: Terminal,
) -> None:
    child = terminal.start("start", password=False)
    child.expect("Eerst dit")
    child.expect("112")
    child.expect("minstens 8 tekens")
    child.expect("Nieuw wachtwoord:")
    child.send("kort" + ENTER)
    child.expect("te kort: minstens 8 tekens")
    child.expect("Nieuw wachtwoord:")
    child.send(PASSWORD + ENTER)
    child.expect("Nog een keer:")
    child.send("iets anders" + ENTER)
    child.expect("niet gelijk")
    child.expect("Nieuw wachtwoord:")
    child.send(PASSWORD + ENTER)
    child.expect("Nog een keer:")
    child.send(PASSWORD + ENTER)
    terminal.step("Het bericht is gemeld", LATER)
    child.expect("Is er spoed")


def test_ctrl_c_says_what_is_kept_and_how_to_go_on(terminal: Terminal) -> None:
    child = terminal.start("start")
    terminal.step("Het bericht is gemeld", LATER)
    child.expect("Is er spoed")
    child.expect(CHOOSE)
    child.send("\x03")
    terminal.ends_with(r"bewaard in dossier \d{4}-001.*verder\s+\d{4}-001", 130)


def test_ctrl_d_and_pause_end_quietly_and_verder_goes_on_where_it_was(
    terminal: Terminal,
) -> None:
    child = terminal.start("start")
    terminal.step("Het bericht is gemeld", LATER)
    child.expect("Is er spoed")
    child.expect(CHOOSE)
    child.send("\x04")
    terminal.ends_with("bewaard in dossier", 3)
    child = terminal.start("verder")
    terminal.step("Is er spoed", "p")
    terminal.ends_with("bewaard in dossier", 3)


def test_a_wrong_password_may_be_typed_three_times(terminal: Terminal) -> None:
    terminal.start("start")
    terminal.step("Het bericht is gemeld", LATER)
    terminal.close()
    child = terminal.start("wat-nu", password=False)
    for told in (
        r"klopt niet.*Nog\s+2\s+pogingen",
        r"klopt niet.*Nog\s+1\s+poging",
        "drie keer niet",
    ):
        child.expect("Wachtwoord van het dossier:")
        child.send("verkeerd wachtwoord" + ENTER)
        child.expect(re.compile(told, re.DOTALL))
        assert "klopt niet" not in (child.before or "")
    terminal.ends_with("Er is niets veranderd", 6)


def test_a_password_typed_unseen_is_told_of_where_nothing_is_drawn(terminal: Terminal) -> None:
    child = terminal.start("--eenvoudig", "start", password=False)
    child.expect("U ziet en hoort niets terwijl")
    for question in ("Nieuw wachtwoord:", "Nog een keer:"):
        child.expect(question)
        child.send(PASSWORD + ENTER)
    child.expect("Dat is twee keer hetzelfde. Dit wordt het wachtwoord.")
    child.expect("Het bericht is gemeld")
    terminal.close()
    child = terminal.start("--eenvoudig", "wat-nu", password=False)
    child.expect("Wachtwoord van het dossier:")
    child.send(ENTER)
    child.expect("U hebt geen wachtwoord getypt")


def test_going_back_records_another_answer_and_keeps_the_first(terminal: Terminal) -> None:
    child = terminal.start("start")
    terminal.step("Het bericht is gemeld", LATER)
    terminal.step("Is er spoed", "1")
    terminal.choose("Welke stap doet u nu?", "t")
    terminal.choose("Welk antwoord?", "1")
    terminal.choose("direct gevaar of een mogelijk strafbaar feit?", "2")
    terminal.choose("Waarom wijzigt u het antwoord?", "1")
    child.expect("Het eerdere blijft in het dossier staan")
    terminal.step("Eerst bellen", LATER)
    child.expect("Welke stap doet u nu?")


def test_plain_lines_are_asked_in_a_dumb_terminal_and_on_request(terminal: Terminal) -> None:
    child = terminal.start("--eenvoudig", "start")
    child.expect("Het bericht is gemeld")
    child.expect("Uw keuze")
    child.send("9\n")
    child.expect("Typ een nummer van 1 tot en met 6, of o, n, u, p")
    child.send("2\n")
    child.expect("Is er spoed")


def test_with_json_nothing_is_drawn_since_stdout_holds_the_document_alone(
    terminal: Terminal,
) -> None:
    child = terminal.start("start", "--json")
    child.expect("Uw keuze")
    child.send("p\n")
    child.expect('"nummer": "')
    terminal.ends_with("bewaard in dossier", 3)
