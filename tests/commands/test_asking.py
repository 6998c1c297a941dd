"""Adding to a case and closing it at a terminal: what is asked, and what stopping leaves.

In a real pseudo-terminal. POSIX only: pexpect needs it.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pexpect drives POSIX terminals only", allow_module_level=True)

from scala_cli.case import drafts
from scala_cli.case.entries import closing, evidence, hold, links, remarks
from scala_cli.case.events import Draft
from scala_cli.clock import now, today
from scala_cli.dossier.store import Dossier
from tests.commands.apart import add, case_of, close, last_of
from tests.commands.conftest import ONE, TWO
from tests.conftest import PASSWORD, TickingClock
from tests.test_terminal import CHOOSE, ENTER, Terminal

STOPS = {"\x03": ("Onderbroken", 130), "\x04": ("De invoer hield op", 3)}
ASKS = {
    ("dossier", "notitie", ONE): "Wat wilt u noteren",
    ("dossier", "bewijs", ONE): "Op welke link staat het",
    ("dossier", "koppel", ONE, TWO): "bij elkaar",
    ("dossier", "sluit", ONE): "Waarom sluit u dossier",
}


@pytest.fixture
def terminal(filled: Path) -> Iterator[Terminal]:
    """A terminal with the cases ONE and TWO in its data folder."""
    found = Terminal(filled)
    yield found
    found.close()


def answer(terminal: Terminal, question: str, typed: str) -> None:
    """Wait for a question and type at its prompt."""
    assert terminal.child is not None
    terminal.child.expect(question)
    terminal.child.expect(">")
    terminal.child.send(typed + ENTER)


def pick(terminal: Terminal, question: str, number: str) -> None:
    """Wait for a question with plain numbered answers and type a number."""
    assert terminal.child is not None
    terminal.child.expect(question)
    terminal.child.expect("Uw keuze .*: ")
    terminal.child.send(number + ENTER)


@pytest.mark.parametrize("words", ASKS, ids=" ".join)
@pytest.mark.parametrize("key", STOPS, ids=["ctrl-c", "ctrl-d"])
def test_who_goes_away_before_the_end_leaves_nothing_recorded(
    terminal: Terminal, filled: Path, words: tuple[str, ...], key: str
) -> None:
    told, code = STOPS[key]
    count = case_of(filled, ONE).count
    child = terminal.start(*words)
    child.expect(ASKS[words])
    child.expect([">", CHOOSE])
    child.send(key)
    terminal.ends_with(f"{told}. Er is niets vastgelegd", code)
    assert case_of(filled, ONE).count == count


@pytest.mark.parametrize("options", [(), ("--eenvoudig",)], ids=["drawn", "plain"])
def test_a_note_is_typed_and_an_empty_one_asked_again(
    terminal: Terminal, filled: Path, options: tuple[str, ...]
) -> None:
    child = terminal.start(*options, "dossier", "notitie", ONE)
    answer(terminal, "Wat wilt u noteren", "")
    answer(terminal, "Hier hoort tekst", "Ouders gebeld")
    if options:
        answer(terminal, "", ".")
    child.expect("Vastgelegd in dossier")
    terminal.ends_with("dossier toon", 0)
    assert remarks(case_of(filled, ONE))[-1].text == "Ouders gebeld"


def test_a_day_is_read_back_before_the_note_is_typed(terminal: Terminal, filled: Path) -> None:
    child = terminal.start("dossier", "notitie", ONE, "--uiterlijk", "1-12-2031")
    child.expect("Uiterlijk maandag 1 december 2031")
    answer(terminal, "", "Ouders bellen")
    terminal.ends_with("dossier toon", 0)
    assert remarks(case_of(filled, ONE))[-1].due is not None


def test_a_case_that_grows_while_someone_types_gets_the_note_after_it(
    terminal: Terminal, filled: Path
) -> None:
    child = terminal.start("dossier", "notitie", ONE)
    child.expect("Wat wilt u noteren")
    child.expect(">")
    first = add(filled, ONE, drafts.note("Van een ander", "administratie"))
    child.send("Van mij" + ENTER)
    terminal.ends_with("dossier toon", 0)
    assert [one.text for one in remarks(case_of(filled, ONE))] == ["Van een ander", "Van mij"]
    assert last_of(filled, ONE).number == first.number + 1


@pytest.mark.parametrize(
    ("words", "question", "meanwhile"),
    [
        (("notitie", ONE, "--aanhouden"), "Waarom houdt u", drafts.hold("klacht", "ander")),
        (("heropen", ONE), "weer open", drafts.reopen("nieuw", "ander")),
    ],
)
def test_what_another_did_meanwhile_is_not_done_twice(
    terminal: Terminal,
    filled: Path,
    words: tuple[str, ...],
    question: str,
    meanwhile: Draft,
) -> None:
    if words[0] == "heropen":
        close(filled, ONE)
    child = terminal.start("dossier", *words)
    child.expect(question)
    child.expect(">")
    event = add(filled, ONE, meanwhile)
    child.send("Ik ook" + ENTER)
    terminal.ends_with("Dossier", 2)
    assert last_of(filled, ONE).number == event.number


def test_cases_that_another_linked_meanwhile_are_linked_once(
    terminal: Terminal, filled: Path
) -> None:
    child = terminal.start("dossier", "koppel", ONE, TWO)
    child.expect("bij elkaar")
    child.expect(">")
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        counts = [dossier.case(number).count for number in (ONE, TWO)]
        ties = [drafts.link(other, "", "ander") for other in (TWO, ONE)]
        dossier.link(ONE, ties[0], counts[0], TWO, ties[1], counts[1])
    child.send(ENTER)
    terminal.ends_with("Gekoppeld", 0)
    assert [case_of(filled, number).count for number in (ONE, TWO)] == [n + 1 for n in counts]
    assert links(case_of(filled, ONE)) == (TWO,)


def test_cases_of_which_one_grows_meanwhile_are_both_linked(
    terminal: Terminal, filled: Path
) -> None:
    child = terminal.start("dossier", "koppel", ONE, TWO)
    child.expect("bij elkaar")
    child.expect(">")
    add(filled, TWO, drafts.note("Van een ander", "administratie"))
    child.send("Dezelfde foto" + ENTER)
    terminal.ends_with("Gekoppeld", 0)
    assert links(case_of(filled, ONE)) == (TWO,)
    assert links(case_of(filled, TWO)) == (ONE,)


@pytest.mark.parametrize("quoted", [True, False])
def test_evidence_is_asked_part_by_part_after_the_warning_and_each_may_be_left_empty(
    terminal: Terminal, filled: Path, tmp_path: Path, *, quoted: bool
) -> None:
    path = tmp_path / "scherm afdruk.png"
    path.write_bytes(b"beeld")
    child = terminal.start("dossier", "bewijs", ONE)
    child.expect("naakte minderjarige")
    child.expect("Bewijs bestaat uit datum")
    answer(terminal, "Op welke link", "geen link")
    answer(terminal, "Dit is geen link", "www.x.example/1")
    answer(terminal, "Welk account", "")
    answer(terminal, "Wie vond het", "")
    answer(terminal, "Wanneer is het gevonden", "1-1-2150")
    answer(terminal, "Dat moet nog komen", "20-11-2025 14:30")
    child.expect("Genoteerd: donderdag 20 november 2025, 14:30 uur")
    answer(terminal, "Wat is er te zien", "Een foto")
    answer(terminal, "In welk bestand", str(tmp_path / "weg.png"))
    typed = f"'{path}' " if quoted else f"{path} ".replace("m a", "m\\ a")
    answer(terminal, r"pad\s+klopt", typed)
    terminal.ends_with("Vastgelegd in dossier", 0)
    found = evidence(case_of(filled, ONE))[-1]
    assert (found.link, found.account, found.text) == ("https://www.x.example/1", "", "Een foto")
    assert found.event.happened == "2025-11-20T13:30:00Z"
    assert (found.file, found.kept) == ("scherm afdruk.png", False)
    assert found.sha256 == hashlib.sha256(b"beeld").hexdigest()


def test_evidence_of_nothing_is_not_recorded(terminal: Terminal, filled: Path) -> None:
    count = case_of(filled, ONE).count
    terminal.start("dossier", "bewijs", ONE)
    questions = ("Op welke link", "Welk account", "Wie vond", "Wanneer", "te zien", "welk bestand")
    for question in questions:
        answer(terminal, question, "")
    terminal.ends_with("Er is niets ingevuld. Er is niets vastgelegd.", 3)
    assert case_of(filled, ONE).count == count


@pytest.mark.parametrize(("key", "kept"), [("1", True), ("2", False), ("", False)])
def test_a_file_on_which_a_naked_minor_may_be_seen_is_not_kept(
    terminal: Terminal, filled: Path, tmp_path: Path, key: str, *, kept: bool
) -> None:
    path = tmp_path / "scherm.png"
    path.write_bytes(b"beeld")
    child = terminal.start("dossier", "bewijs", ONE, "--bestand", str(path), "--bewaar-bestand")
    terminal.choose("Is op 'scherm.png' een naakte minderjarige te zien?", key)
    if not kept:
        child.expect("wordt niet bewaard, alleen de vingerafdruk. Bel de politie")
    terminal.ends_with("Vastgelegd in dossier", 0)
    event = last_of(filled, ONE)
    assert (event.said["bewaard"], event.said["grootte"]) == (kept, 5)
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert (dossier.file(ONE, event.number) == b"beeld") is kept


def test_closing_asks_a_reason_and_proposes_until_when(terminal: Terminal, filled: Path) -> None:
    child = terminal.start("dossier", "sluit", ONE)
    child.expect("Aan te vullen")
    terminal.choose("Waarom sluit u dossier", "2")
    answer(terminal, "Wilt u er iets bij zeggen", "")
    child.expect("Voorstel")
    child.expect("poraad.nl, zekerheid B")
    terminal.choose("Tot wanneer bewaart u het?", "1")
    terminal.ends_with("is gesloten", 0)
    found = closing(case_of(filled, ONE))
    assert found is not None
    assert (found.reason, found.explanation) == ("plaatser-onbekend", "")
    assert found.kept_until.year == today(now).year + 2
    assert "poraad.nl" in found.basis


def test_another_reason_and_another_day_have_to_be_explained(
    terminal: Terminal, filled: Path
) -> None:
    child = terminal.start("--eenvoudig", "dossier", "sluit", ONE)
    pick(terminal, "Waarom sluit u dossier", "6")
    answer(terminal, "Wat is de reden", "")
    answer(terminal, "Hier hoort tekst", "Verhuisd\r.")
    pick(terminal, "Tot wanneer bewaart u het", "2")
    answer(terminal, "Tot en met welke dag", "ooit")
    answer(terminal, "geen datum", "31-7-2031")
    child.expect("Genoteerd: tot en met donderdag 31 juli 2031")
    answer(terminal, "Waarom bewaart u het tot die dag", "")
    answer(terminal, "Hier hoort tekst", "Einde schooljaar\r.")
    terminal.ends_with("is gesloten", 0)
    found = closing(case_of(filled, ONE))
    assert found is not None
    assert (found.reason, found.explanation) == ("anders", "Verhuisd")
    assert (str(found.kept_until), found.basis) == ("2031-07-31", "Einde schooljaar")


@pytest.mark.parametrize("at", ["Waarom sluit u", "Tot wanneer"])
def test_enter_unawares_or_second_thoughts_leave_the_case_open(
    terminal: Terminal, filled: Path, at: str
) -> None:
    words = ("--reden", "afgehandeld") if at == "Tot wanneer" else ()
    terminal.start("dossier", "sluit", ONE, *words)
    terminal.choose(at, "")
    terminal.ends_with(f"Dossier {ONE} blijft open. Er is niets vastgelegd.", 3)
    assert not case_of(filled, ONE).closed


def test_a_case_is_held_with_a_reason_typed_at_the_prompt(terminal: Terminal, filled: Path) -> None:
    terminal.start("dossier", "notitie", ONE, "--aanhouden")
    answer(terminal, "Waarom houdt u", "Er loopt een klacht")
    terminal.ends_with("kan niet worden gewist", 0)
    assert hold(case_of(filled, ONE)) == last_of(filled, ONE)
