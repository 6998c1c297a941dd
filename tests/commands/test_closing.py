"""`dossier sluit` and `heropen`: with a reason, and a day until which the case is kept."""

from datetime import date
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.entries import closing
from scala_cli.case.events import Kind
from scala_cli.closing import reasons
from tests.commands.apart import add, case_of, close, erase, last_of, tamper
from tests.commands.conftest import ONE, TWO, RunCli

CLOSE = ("dossier", "sluit", ONE)
REOPEN = ("dossier", "heropen", ONE)
PROPOSED = date(2028, 11, 22)


def test_with_a_reason_alone_a_case_is_kept_as_proposed_and_that_is_said(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli(*CLOSE, "--reden", "afgehandeld")
    assert ran.code == 0
    found = closing(case_of(filled, ONE))
    assert found is not None
    assert (found.reason, found.explanation, found.kept_until) == ("afgehandeld", "", PROPOSED)
    assert found.basis.startswith("Een leerlingdossier wordt in het algemeen tot twee jaar")
    assert "zekerheid B" in found.basis
    assert "22 november 2028. Dat is het voorstel" in ran.err
    assert f"Dossier {ONE} is gesloten (gebeurtenis {found.event.number})." in ran.out
    assert "tot en met woensdag 22 november 2028" in ran.out
    assert f"stappenplan dossier heropen {ONE}" in ran.out


def test_what_is_unfinished_is_shown_before_it_is_closed(run_cli: RunCli, filled: Path) -> None:
    add(filled, ONE, drafts.note("Ouders bellen", "directie", date(2026, 11, 19)))
    out = run_cli(*CLOSE, "--reden", "afgehandeld").out
    before = out.partition("is gesloten (gebeurtenis")[0]
    for words in (
        "Hoe reageert het kind?",
        "Gesprek met het kind: Wanneer was het gesprek?",
        "Ouders bellen (te laat, 3 dagen: 19 november 2026)",
    ):
        assert words in before
    # Nothing was an offence: the term for a complaint is over.
    assert "20 februari 2027" not in before
    assert "blijft in 'stappenplan wat-nu' staan" in out.partition("is gesloten (")[2]
    assert "Ouders bellen" in run_cli("wat-nu").out


def test_an_own_day_comes_with_its_ground_or_without(run_cli: RunCli, filled: Path) -> None:
    words = ("--reden", "dubbel", "--bewaren-tot", "31 juli", "--grond", "Einde schooljaar")
    assert run_cli(*CLOSE, *words).code == 0
    found = closing(case_of(filled, ONE))
    assert found is not None
    assert (found.kept_until, found.basis) == (date(2027, 7, 31), "Einde schooljaar")
    other = ("dossier", "sluit", TWO, "--reden", "dubbel", "--bewaren-tot", "1-8-2030")
    ran = run_cli(*other)
    assert (ran.code, ran.err) == (0, "")
    found = closing(case_of(filled, TWO))
    assert found is not None
    assert (found.kept_until, found.basis) == (date(2030, 8, 1), "")


def test_the_proposed_day_given_by_hand_rests_on_what_the_proposal_rests_on(
    run_cli: RunCli, filled: Path
) -> None:
    words = ("--reden", "afgehandeld", "--bewaren-tot", "22-11-2028")
    assert run_cli(*CLOSE, *words).err == ""
    found = closing(case_of(filled, ONE))
    assert found is not None
    assert "poraad.nl" in found.basis


def test_a_weak_source_is_called_so(run_cli: RunCli, filled: Path) -> None:
    run_cli("dossier", "sluit", TWO, "--reden", "afgehandeld")
    found = closing(case_of(filled, TWO))
    assert found is not None
    assert "zwakke bron" in found.basis


def test_a_day_that_has_been_is_taken_with_a_warning_unless_the_case_is_held(
    run_cli: RunCli, filled: Path
) -> None:
    words = ("--reden", "afgehandeld", "--bewaren-tot", "1-1-2026")
    ran = run_cli(*CLOSE, *words)
    assert ran.code == 0
    assert "donderdag 1 januari 2026 is al geweest" in ran.err
    assert "opschonen" in ran.err
    add(filled, TWO, drafts.hold("klacht", "directie"))
    held = run_cli("dossier", "sluit", TWO, *words)
    assert (held.code, held.err) == (0, "")
    assert "Dit dossier wordt aangehouden." in held.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "afgehandeld, plaatser-onbekend"),
        (("--reden", "afgehandelt"), "Bedoelde u 'afgehandeld'?"),
        (("--reden", "anders"), "Bij de reden 'anders' hoort --toelichting."),
        (("--reden", "afgehandeld", "--bewaren-tot", "ooit"), "--bewaren-tot: Dit is geen datum"),
        (("--reden", "afgehandeld", "--grond", "g" * 200_001), "--grond: Deze tekst is te lang"),
    ],
)
def test_what_cannot_be_taken_leaves_the_case_open(
    run_cli: RunCli, filled: Path, words: tuple[str, ...], told: str
) -> None:
    ran = run_cli(*CLOSE, *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.endswith("Er is niets vastgelegd.\n")
    assert not case_of(filled, ONE).closed


def test_another_reason_is_explained(run_cli: RunCli, filled: Path) -> None:
    assert run_cli(*CLOSE, "--reden", "anders", "--toelichting", "Verhuisd").code == 0
    found = closing(case_of(filled, ONE))
    assert found is not None
    assert (found.reason, found.explanation) == ("anders", "Verhuisd")
    assert "anders" in reasons()


def test_a_closed_case_is_not_closed_again_nor_an_open_one_opened(
    run_cli: RunCli, filled: Path
) -> None:
    opened = run_cli(*REOPEN)
    assert (opened.code, opened.out) == (2, "")
    assert f"Dossier {ONE} is open" in opened.err
    close(filled, ONE)
    count = case_of(filled, ONE).count
    ran = run_cli(*CLOSE, "--reden", "afgehandeld")
    assert (ran.code, ran.out) == (2, "")
    assert f"stappenplan dossier heropen {ONE}" in ran.err
    assert case_of(filled, ONE).count == count


def test_a_closed_case_opens_again_with_a_reason_and_goes_on(run_cli: RunCli, filled: Path) -> None:
    close(filled, ONE)
    ran = run_cli(*REOPEN, stdin=b"Nieuw bericht\n")
    assert (ran.code, ran.err) == (0, "")
    event = last_of(filled, ONE)
    assert (event.kind, event.said["reden"]) == (Kind.REOPENED, "Nieuw bericht")
    assert not case_of(filled, ONE).closed
    assert f"Dossier {ONE} is weer open (gebeurtenis {event.number})." in ran.out
    assert f"stappenplan verder {ONE}" in ran.out


def test_it_does_not_open_again_without_a_reason(run_cli: RunCli, filled: Path) -> None:
    close(filled, ONE)
    assert run_cli(*REOPEN).code == 2
    assert case_of(filled, ONE).closed


def test_an_erased_case_is_neither_closed_nor_opened(run_cli: RunCli, filled: Path) -> None:
    erase(filled, ONE)
    for words in ((*REOPEN, "--reden", "x"), (*CLOSE, "--reden", "afgehandeld")):
        ran = run_cli(*words)
        assert ran.code == 2
        assert f"Dossier {ONE} is gewist" in ran.err
    assert case_of(filled, ONE).erased


def test_a_case_that_was_changed_is_neither_closed_nor_opened(
    run_cli: RunCli, filled: Path
) -> None:
    tamper(filled, ONE)
    assert run_cli(*CLOSE, "--reden", "afgehandeld").code == 5
    assert not case_of(filled, ONE).closed


@pytest.mark.parametrize("words", [(*CLOSE, "--reden", "afgehandeld"), (*REOPEN, "--reden", "x")])
def test_a_case_that_is_not_there_is_refused(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    ran = run_cli(*(word.replace(ONE, "2026-999") for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "Dossier 2026-999 bestaat niet." in ran.err


def test_a_statement_is_not_kept_in_a_closed_case(run_cli: RunCli, filled: Path) -> None:
    count = close(filled, ONE).number
    assert run_cli("statement", ONE).code == 0
    assert case_of(filled, ONE).count == count
