"""Several posters in one incident: a case each, linked, and shown together."""

import json
from datetime import date
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.linked import in_short
from scala_cli.plan.model import Reader
from tests.commands.apart import add, case_of, close, erase, tamper
from tests.commands.conftest import ONE, TWO, RunCli

HEADING = "Gekoppelde dossiers"


@pytest.fixture
def both(run_cli: RunCli, filled: Path) -> Path:
    """The data folder, with its two cases linked."""
    assert run_cli("dossier", "koppel", ONE, TWO, "--reden", "Hetzelfde bericht.").code == 0
    return filled


def block(run_cli: RunCli, number: str = ONE) -> str:
    """Return what the page of a case says of those it is linked to."""
    ran = run_cli("dossier", "toon", number)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.partition(f"\n{HEADING}\n")[2].partition("\nWat er gedaan is\n")[0]


def test_a_linked_case_is_shown_with_what_it_is_what_it_waits_for_and_how_to_look(
    run_cli: RunCli, both: Path
) -> None:
    add(both, ONE, drafts.note("Bel T. Voorbeeld.", "directie", date(2026, 12, 1)))
    found = block(run_cli, TWO)
    case = case_of(both, ONE)
    assert f"{ONE}: {case.title} (open)" in found
    assert f"Stappenplan: {case.graph.root.title}" in found
    assert "Geplaatst door: kind" in found
    for visit in case.position.open:
        step = case.step(visit)
        assert f"{step.actor}: {step.title} (sinds 22 november 2026)" in found
    assert "Uiterlijk: 1 december 2026 (over 9 dagen): eigen herinnering" in found
    assert f"Bekijken: stappenplan dossier toon {ONE}" in found
    # It is another's case: no names, no words of anyone.
    assert "Voorbeeld" not in found


def test_a_linked_case_that_is_closed_says_when_and_how(run_cli: RunCli, both: Path) -> None:
    close(both, TWO)
    found = block(run_cli)
    assert "(gesloten)" in found
    assert "Gesloten: op 22 november 2026. Alles is afgehandeld." in found
    assert "Wacht op" not in found


def test_a_linked_case_that_was_erased_says_so(run_cli: RunCli, both: Path) -> None:
    erase(both, TWO)
    found = block(run_cli)
    assert f"{TWO}: " in found
    assert "Gewist: op 22 november 2026; de inhoud is weg" in found
    assert f"Bekijken: stappenplan dossier toon {TWO}" in found


def test_a_linked_case_that_was_changed_says_so_and_keeps_nobody_from_this_one(
    run_cli: RunCli, both: Path
) -> None:
    tamper(both, TWO)
    found = block(run_cli)
    assert f"{TWO}\n" in found
    assert "Stand: niet te lezen; het is gewijzigd, beschadigd of weg." in found
    assert "TikTok" not in found


def test_three_linked_cases_are_all_shown_in_order_of_number(run_cli: RunCli, both: Path) -> None:
    run_cli("start")
    assert run_cli("dossier", "koppel", "2026-003", ONE, "--reden", "x").code == 0
    found = block(run_cli)
    assert found.index(f"{TWO}: ") < found.index("2026-003: ")
    assert ONE not in found


def test_without_links_there_is_no_such_heading(run_cli: RunCli, filled: Path) -> None:
    assert HEADING not in run_cli("dossier", "toon", ONE).out


def test_json_has_the_keys_that_were_agreed_and_no_others(run_cli: RunCli, both: Path) -> None:
    assert list(json.loads(run_cli("dossier", "toon", ONE, "--json").out)) == [
        "nummer", "titel", "plan", "status", "open", "aan_te_vullen", "stappen", "documenten",
        "aantal", "kop",
    ]  # fmt: skip


@pytest.mark.parametrize("reader", [Reader.WHOLE, Reader.BOARD])
def test_an_export_that_names_a_link_says_how_that_case_stands(
    run_cli: RunCli, both: Path, tmp_path: Path, reader: Reader
) -> None:
    ran = run_cli("exporteer", ONE, "--voor", reader, "--naar", tmp_path)
    text = Path(ran.out.strip()).read_text(encoding="utf-8").replace("\\", "")
    assert f"# {HEADING}\n" in text
    part = text.partition(f"# {HEADING}\n")[2].partition("\n# ")[0]
    assert f"## {in_short(case_of(both, TWO)).named}\n" in part
    assert "- Stappen: alles is beantwoord\n" in part
    assert "Voorbeeld" not in part


@pytest.mark.parametrize("reader", [Reader.PERSON, Reader.POLICE])
def test_what_goes_to_others_tells_nothing_of_anothers_case(
    run_cli: RunCli, both: Path, tmp_path: Path, reader: Reader
) -> None:
    ran = run_cli("exporteer", ONE, "--voor", reader, "--naar", tmp_path / "uit")
    text = Path(ran.out.strip()).read_text(encoding="utf-8")
    for other in (TWO, HEADING, "TikTok", "Hetzelfde bericht"):
        assert other not in text
