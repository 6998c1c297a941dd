"""`dossier notitie`, `bewijs` and `koppel`: what is added to a case apart from its steps."""

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.entries import evidence, hold, links, remarks
from scala_cli.case.events import Kind
from scala_cli.dossier.rows import LARGEST_FILE
from scala_cli.dossier.store import Dossier
from scala_cli.text import LONG_LIMIT
from tests.commands.apart import add, case_of, close, erase, last_of, tamper
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock

NOTE = ("dossier", "notitie", ONE)
EVIDENCE = ("dossier", "bewijs", ONE)
LINK = ("dossier", "koppel", ONE, TWO)
ADDING: Sequence[tuple[str, ...]] = [(*NOTE, "tekst"), (*EVIDENCE, "--account", "a"), LINK]
WARNING = "Let op: een beeld van een naakte minderjarige mag u nooit opslaan of doorsturen"


def grown(home: Path, number: str, before: int) -> int:
    """Return how many events a case has more than before."""
    return case_of(home, number).count - before


@pytest.fixture
def before(filled: Path) -> int:
    """How many events the case ONE has."""
    return case_of(filled, ONE).count


def test_a_note_from_the_command_line_is_recorded_and_confirmed(
    run_cli: RunCli, filled: Path, before: int
) -> None:
    ran = run_cli(*NOTE, "Ouders  gebeld \x1b[31m")
    assert (ran.code, ran.err) == (0, "")
    assert f"Vastgelegd in dossier {ONE}: notitie (gebeurtenis {before + 1})." in ran.out
    assert f"stappenplan dossier toon {ONE}" in ran.out
    event = last_of(filled, ONE)
    assert (event.kind, event.number) == (Kind.NOTED, before + 1)
    assert event.said["tekst"] == "Ouders  gebeld [31m"
    assert event.by


def test_a_note_without_a_text_is_read_whole_from_the_input(run_cli: RunCli, filled: Path) -> None:
    assert run_cli(*NOTE, stdin="Eén\r\n\r\nTwee\n".encode()).code == 0
    assert remarks(case_of(filled, ONE))[-1].text == "Eén\n\nTwee"


@pytest.mark.parametrize("text", [b"", b" \n\n", b"a" * (LONG_LIMIT + 1), b"a" * 1_000_001])
def test_a_note_of_nothing_or_of_too_much_is_refused_and_not_recorded(
    run_cli: RunCli, filled: Path, before: int, text: bytes
) -> None:
    ran = run_cli(*NOTE, stdin=text)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Er is niets vastgelegd.\n")
    assert "aaa" not in ran.err
    assert grown(filled, ONE, before) == 0


def test_a_day_to_be_reminded_is_kept_and_read_back_in_full(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli(*NOTE, "Ouders bellen", "--uiterlijk", "over 2 weken")
    number = last_of(filled, ONE).number
    assert last_of(filled, ONE).said["uiterlijk"] == "2026-12-06"
    assert "zondag 6 december 2026\n" in ran.out
    assert f"stappenplan wat-nu {ONE} --gehaald {number}" in ran.out


def test_a_day_that_has_been_is_taken_but_said(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli(*NOTE, "Ouders bellen", "--uiterlijk", "20-11-2026")
    assert ran.code == 0
    assert "vrijdag 20 november 2026 (die dag is al geweest)" in ran.out
    assert last_of(filled, ONE).said["uiterlijk"] == "2026-11-20"


def test_a_day_that_is_none_is_refused_with_where_and_how(
    run_cli: RunCli, filled: Path, before: int
) -> None:
    ran = run_cli(*NOTE, "Ouders bellen", "--uiterlijk", "31-2-2027")
    assert ran.code == 2
    assert ran.err.startswith("--uiterlijk: 31 februari 2027 bestaat niet.")
    assert "Ouders" not in ran.err
    assert grown(filled, ONE, before) == 0


def test_a_case_is_held_once_and_released_once(run_cli: RunCli, filled: Path) -> None:
    refused = run_cli(*NOTE, "klaar", "--vrijgeven")
    assert (refused.code, hold(case_of(filled, ONE))) == (2, None)
    assert "wordt niet aangehouden" in refused.err

    held = run_cli(*NOTE, "Er loopt een klacht", "--aanhouden")
    assert held.code == 0
    assert f"stappenplan dossier notitie {ONE} --vrijgeven" in held.out
    assert hold(case_of(filled, ONE)) == last_of(filled, ONE)

    again = run_cli(*NOTE, "Nog een klacht", "--aanhouden")
    number = last_of(filled, ONE).number
    assert again.code == 2
    assert f"wordt al aangehouden, sinds gebeurtenis {number}." in again.err
    assert "klacht" not in again.err

    assert run_cli(*NOTE, "De klacht is klaar", "--vrijgeven").code == 0
    assert hold(case_of(filled, ONE)) is None
    assert last_of(filled, ONE).said["tekst"] == "De klacht is klaar"


@pytest.mark.parametrize(
    "options",
    [
        ("--aanhouden", "--vrijgeven"),
        ("--aanhouden", "--uiterlijk", "morgen"),
        ("--vrijgeven", "--uiterlijk", "morgen"),
    ],
)
def test_holding_releasing_and_reminding_do_not_go_together(
    run_cli: RunCli, filled: Path, before: int, options: tuple[str, ...]
) -> None:
    ran = run_cli(*NOTE, "tekst", *options)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert grown(filled, ONE, before) == 0


@pytest.mark.parametrize("words", ADDING, ids=" ".join)
def test_a_case_that_is_not_there_is_refused(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    ran = run_cli(*(word.replace(ONE, "2026-999") for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "Dossier 2026-999 bestaat niet." in ran.err


@pytest.mark.parametrize("words", ADDING, ids=" ".join)
def test_without_a_dossier_none_is_made(
    run_cli: RunCli, home: Path, words: tuple[str, ...]
) -> None:
    ran = run_cli(*words)
    assert ran.code == 2
    assert "Er is nog geen dossier" in ran.err
    assert not home.exists()


@pytest.mark.parametrize("words", ADDING, ids=" ".join)
def test_nothing_is_added_to_a_case_that_was_changed(
    run_cli: RunCli, filled: Path, before: int, words: tuple[str, ...]
) -> None:
    tamper(filled, ONE)
    ran = run_cli(*words)
    assert ran.code == 5
    assert f"Dossier {ONE}, gebeurtenis 1: de inhoud is gewijzigd" in ran.err
    assert grown(filled, ONE, before) == 0


@pytest.mark.parametrize("words", ADDING, ids=" ".join)
def test_a_closed_case_takes_more_and_is_said_to_be_closed(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    closed = close(filled, ONE)
    ran = run_cli(*words)
    assert ran.code == 0
    assert f"Dossier {ONE} is gesloten en blijft gesloten." in ran.err
    assert last_of(filled, ONE).number == closed.number + 1
    assert case_of(filled, ONE).closed


@pytest.mark.parametrize("words", ADDING, ids=" ".join)
def test_nothing_is_added_to_an_erased_case(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    erase(filled, ONE)
    ran = run_cli(*words)
    assert (ran.code, ran.out) == (2, "")
    assert f"Dossier {ONE} is gewist" in ran.err
    assert case_of(filled, ONE).erased


def test_evidence_holds_what_was_told_and_when_it_was_found(
    run_cli: RunCli, filled: Path, before: int
) -> None:
    ran = run_cli(
        *EVIDENCE,
        *("--link", "www.x.example/post/1", "--account", " @iemand ", "--vinder", "J. Voorbeeld"),
        *("--moment", "20-11-2026 14:30", "--tekst", "Een foto\r\nvan de school"),
    )
    assert ran.code == 0
    found = evidence(case_of(filled, ONE))[-1]
    assert (found.link, found.account, found.finder, found.text) == (
        "https://www.x.example/post/1",
        "@iemand",
        "J. Voorbeeld",
        "Een foto\nvan de school",
    )
    assert (found.event.happened, found.event.number) == ("2026-11-20T13:30:00Z", before + 1)
    assert "vrijdag 20 november 2026, 14:30 uur" in ran.out
    assert (found.file, found.kept) == ("", False)


def test_the_warning_comes_first_whatever_follows(run_cli: RunCli, filled: Path) -> None:
    for words in ((*EVIDENCE, "--account", "a"), (*EVIDENCE, "--link", "x"), EVIDENCE):
        ran = run_cli(*words)
        assert ran.err.startswith(WARNING)
        assert "252 Sr" in ran.err
        assert "Bel de politie" in ran.err


def test_of_a_file_the_name_size_and_sha256_are_recorded_but_not_its_folder_or_bytes(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "J. Voorbeeld"
    folder.mkdir()
    path = folder / "scherm \x1b[31m\u202e1.png"
    data = os.urandom(2_500_000)
    path.write_bytes(data)
    ran = run_cli(*EVIDENCE, "--bestand", path)
    assert ran.code == 0
    event = last_of(filled, ONE)
    found = evidence(case_of(filled, ONE))[-1]
    assert (found.file, found.size, found.kept) == ("scherm [31m1.png", 2_500_000, False)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.sha256 in ran.out
    assert "Voorbeeld" not in str(event.content)
    assert "\x1b" not in ran.out
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert dossier.file(ONE, event.number) is None


def test_a_file_is_kept_to_the_byte_only_when_asked(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "scherm.png"
    data = os.urandom(LARGEST_FILE)
    path.write_bytes(data)
    ran = run_cli(*EVIDENCE, "--bestand", path, "--bewaar-bestand")
    assert ran.code == 0
    assert "ook het bestand zelf is bewaard" in ran.out
    event = last_of(filled, ONE)
    assert event.said["bewaard"] is True
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert dossier.file(ONE, event.number) == data
        assert dossier.faults() == []


def test_a_file_too_large_to_keep_is_refused_before_anything_is_recorded(
    run_cli: RunCli, filled: Path, before: int, tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    ran = run_cli(*EVIDENCE, "--bestand", path, "--bewaar-bestand")
    assert (ran.code, ran.out) == (2, "")
    assert "5.000.001 bytes, en hoogstens 5.000.000 passen" in ran.err
    assert grown(filled, ONE, before) == 0
    assert run_cli(*EVIDENCE, "--bestand", path).code == 0
    assert last_of(filled, ONE).said["grootte"] == LARGEST_FILE + 1


def test_what_is_no_regular_file_with_something_in_it_is_refused(
    run_cli: RunCli, filled: Path, before: int, tmp_path: Path
) -> None:
    empty = tmp_path / "leeg.png"
    empty.touch()
    wrong = [tmp_path, tmp_path / "weg.png", empty, Path("x" * 300)]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pijp")
        wrong += [tmp_path / "pijp", Path("/dev/zero")]
    for path in wrong:
        ran = run_cli(*EVIDENCE, "--bestand", path)
        assert (ran.code, ran.out) == (2, ""), path
        assert "--bestand: " in ran.err
    assert grown(filled, ONE, before) == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "Er is nog geen bewijs."),
        (("--bewaar-bestand",), "--bewaar-bestand hoort bij --bestand."),
        (("--account", "a", "--bewaar-bestand"), "--bewaar-bestand hoort bij --bestand."),
        (("--moment", "gisteren"), "Er is nog geen bewijs."),
        (("--account", "geheim", "--link", "geheim"), "--link: Dit is geen link."),
        (("--account", "geheim", "--moment", "geheim"), "--moment: Dit is geen datum."),
        (("--account", "geheim", "--moment", "1-12-2026"), "--moment: Dat moet nog komen."),
        (("--account", "geheim", "--moment", "22-11-2026 23:59"), "--moment: Dat moet nog komen."),
        (("--account", "a" * 2001), "--account: Deze tekst is te lang"),
    ],
)
def test_evidence_that_cannot_be_taken_is_refused_without_repeating_it(
    run_cli: RunCli, filled: Path, before: int, options: tuple[str, ...], told: str
) -> None:
    ran = run_cli(*EVIDENCE, *options)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err.splitlines()[-1]
    assert "geheim" not in ran.err
    assert grown(filled, ONE, before) == 0


def test_linked_cases_each_name_the_other_with_the_reason(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli(*LINK, "--reden", "Dezelfde foto")
    assert ran.code == 0
    for number, other in ((ONE, TWO), (TWO, ONE)):
        case = case_of(filled, number)
        assert links(case) == (other,)
        assert case.events[-1].said["tekst"] == "Dezelfde foto"
        assert f"dossier {number} (gebeurtenis {case.count})" in ran.out
        assert f"stappenplan dossier wis {number} {case.count}\n" in ran.out


def test_cases_that_are_linked_are_not_linked_again(run_cli: RunCli, filled: Path) -> None:
    run_cli(*LINK)
    counts = [case_of(filled, number).count for number in (ONE, TWO)]
    for pair in ((ONE, TWO), (TWO, ONE)):
        ran = run_cli("dossier", "koppel", *pair, stdin=b"")
        assert (ran.code, ran.out) == (0, "")
        assert "zijn al gekoppeld" in ran.err
    assert [case_of(filled, number).count for number in (ONE, TWO)] == counts


def test_a_link_that_was_erased_can_be_made_again(run_cli: RunCli, filled: Path) -> None:
    run_cli(*LINK)
    add(filled, TWO, drafts.erase([last_of(filled, TWO).number], "verkeerd", "directie"))
    assert run_cli(*LINK).code == 0
    assert links(case_of(filled, TWO)) == (ONE,)
    assert links(case_of(filled, ONE)) == (TWO,)


@pytest.mark.parametrize("other", [ONE, "2026-999"])
def test_a_case_is_linked_only_to_another_that_is_there(
    run_cli: RunCli, filled: Path, before: int, other: str
) -> None:
    ran = run_cli("dossier", "koppel", ONE, other)
    assert (ran.code, ran.out) == (2, "")
    assert grown(filled, ONE, before) == 0


@pytest.mark.parametrize(("spoil", "code"), [(erase, 2), (tamper, 5)])
def test_neither_case_is_linked_when_the_other_was_erased_or_changed(
    run_cli: RunCli, filled: Path, before: int, spoil: Callable[[Path, str], None], code: int
) -> None:
    spoil(filled, TWO)
    assert run_cli(*LINK).code == code
    assert grown(filled, ONE, before) == 0
