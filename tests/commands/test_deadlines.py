"""`wat-nu`: deadlines over all cases, the overdue in front, and ticking them off."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.deadlines import deadlines
from scala_cli.case.events import Kind
from tests.commands.apart import add, case_of, close, erase, last_of, tamper
from tests.commands.conftest import ONE, TWO, RunCli

SIGNAL = 2
"""The event with which the term for a complaint starts, in each case."""
THREE = "2026-003"
"""A case in which that term runs: in the other two it is over, for nothing was an offence."""
Answers = Callable[[str | bytes], Path]


def begin(run_cli: RunCli, answers: Answers, plan: str, *steps: str) -> None:
    """Open a case and answer these steps, each a table without its head."""
    text = "".join(f"[[antwoord]]\n{one}\n" for one in steps)
    ran = run_cli("start", "--antwoorden", answers(f'plan = "{plan}"\n{text}'))
    assert ran.code == 3


@pytest.fixture
def reported(run_cli: RunCli, filled: Path, answers: Answers) -> Path:
    """The data folder with the case THREE, of which no more is known than that it was reported."""
    begin(run_cli, answers, "plaatsing", 'stap = "signaal"\nkeuze = "gedaan"')
    return filled


def remind(home: Path, number: str, text: str, due: str) -> int:
    """Add a note with a day and return the number of its event."""
    return add(home, number, drafts.note(text, "directie", date.fromisoformat(due))).number


def terms(run_cli: RunCli, *args: str) -> list[dict[str, str]]:
    """Return the deadlines that `wat-nu --json` gives, case after case."""
    ran = run_cli("wat-nu", *args, "--json")
    assert (ran.code, ran.err) == (0, "")
    return [one for case in json.loads(ran.out)["dossiers"] for one in case["termijnen"]]


def test_deadlines_of_all_cases_come_first_sorted_by_day_and_said_in_words(
    run_cli: RunCli, reported: Path
) -> None:
    remind(reported, ONE, "Morgen doen", "2026-11-23")
    late = remind(reported, TWO, "Was te doen", "2026-11-19")
    remind(reported, ONE, "Nu doen", "2026-11-22")
    ran = run_cli("wat-nu")
    assert (ran.code, ran.err) == (0, "")
    part = ran.out.partition("\nDossier ")[0]
    assert part.startswith("\nTermijnen\n")
    assert re.findall(r"^- (.+)$", part, re.MULTILINE) == [
        f"te laat, 3 dagen: donderdag 19 november 2026 (dossier {TWO})",
        f"vandaag: zondag 22 november 2026 (dossier {ONE})",
        f"over 1 dag: maandag 23 november 2026 (dossier {ONE})",
        f"over 92 dagen: maandag 22 februari 2027 (dossier {THREE})",
    ]
    assert re.search(
        rf"\(dossier {TWO}\)\nWas te doen\nBron: notitie van 22 november 2026\n"
        rf"Afstrepen: stappenplan wat-nu {TWO} --gehaald {late}\n",
        part,
    )
    assert "vraagt het slachtoffer zelf om vervolging" in part
    assert "zekerheid B" in part


def test_the_case_with_what_is_longest_overdue_is_shown_first(
    run_cli: RunCli, filled: Path
) -> None:
    remind(filled, TWO, "Was te doen", "2026-11-19")
    out = run_cli("wat-nu").out
    assert re.findall(r"^Dossier (\S+):", out, re.MULTILINE) == [TWO, ONE]


def test_a_long_note_is_cut_short_on_the_page_but_not_in_the_json(
    run_cli: RunCli, filled: Path
) -> None:
    remind(filled, ONE, "woord " * 500, "2026-11-23")
    page = run_cli("wat-nu", ONE).out
    assert page.count("woord") < 40
    assert "woord …\n" in page
    assert terms(run_cli, ONE)[0]["wat"].count("woord") == 500


def test_the_json_holds_what_day_and_source_alone(run_cli: RunCli, filled: Path) -> None:
    remind(filled, ONE, "Was te doen", "2026-11-19")
    assert terms(run_cli, ONE)[0] == {
        "wat": "Was te doen",
        "uiterlijk": "2026-11-19",
        "bron": "notitie van 22 november 2026",
    }


def test_a_deadline_that_was_met_is_recorded_and_gone(run_cli: RunCli, filled: Path) -> None:
    number = remind(filled, ONE, "Ouders bellen", "2026-11-19")
    ran = run_cli("wat-nu", ONE, "--gehaald", number)
    assert (ran.code, ran.err) == (0, "")
    event = last_of(filled, ONE)
    assert (event.kind, event.choice) == (Kind.DEADLINE_MET, (str(number),))
    assert f"Vastgelegd in dossier {ONE}: termijn gehaald (gebeurtenis {event.number})." in ran.out
    assert "Ouders bellen" in ran.out
    assert "donderdag 19 november 2026" in ran.out
    assert "Ouders bellen" not in run_cli("wat-nu", ONE).out


def test_a_term_that_a_step_started_can_be_met_too_and_json_gives_the_case_after_it(
    run_cli: RunCli, reported: Path
) -> None:
    ran = run_cli("wat-nu", THREE, "--gehaald", SIGNAL, "--json")
    assert ran.code == 0
    found = json.loads(ran.out)["dossiers"]
    assert [case["nummer"] for case in found] == [THREE]
    assert found[0]["termijnen"] == []
    assert "termijn gehaald" in ran.err
    assert all(one.met for one in deadlines(case_of(reported, THREE)))


def test_a_term_that_was_ended_by_an_answer_is_gone_and_comes_back_when_that_is_revised(
    run_cli: RunCli, filled: Path
) -> None:
    assert terms(run_cli) == []
    assert "Termijnen" not in run_cli("wat-nu").out
    refused = run_cli("wat-nu", ONE, "--gehaald", SIGNAL)
    assert refused.code == 2
    assert f"een termijn van gebeurtenis {SIGNAL} loopt niet meer." in refused.err
    told = run_cli("dossier", "toon", ONE).out
    assert re.search(r"Gehaald: +niet meer nodig, .*: Is er spoed\? Nee\n", told)

    ran = run_cli("dossier", "herzie", ONE, "spoed", "--keuze", "ja", "--reden", "Toch wel.")
    assert (ran.code, ran.err) == (0, "")
    assert [one["uiterlijk"] for one in terms(run_cli, ONE)] == ["2027-02-20"]


MEASURES = (
    'stap = "ventileert"\nkeuze = "gedaan"',
    'stap = "aanspreken"\nkeuze = "gedaan"',
    'stap = "grensoverschrijdend"\nkeuze = "nee"',
    'stap = "reactie-medewerker"\nkeuze = "inadequaat"',
    'stap = "overleg-bestuur"\nkeuze = "gedaan"',
    'stap = "consequenties"\nkeuze = ["berisping"]',
)


def test_a_term_whose_day_is_empty_is_told_wherever_terms_are(
    run_cli: RunCli, filled: Path, answers: Answers
) -> None:
    begin(run_cli, answers, "medewerker", *MEASURES)
    lacks = "loopt nog niet: 'Op welke datum is het voornemen verstuurd?' is leeg"

    page = run_cli("wat-nu").out
    assert f"\nTermijnen die nog niet lopen\n\n- {lacks} (dossier {THREE})\n" in page
    assert f"Aanvullen: stappenplan dossier vul-aan {THREE}\n" in page
    assert f"Uiterlijk: {lacks}\n" in run_cli("dossier", "toon", THREE).out
    for reader in ("volledig", "bestuur"):
        ran = run_cli("exporteer", THREE, "--voor", reader, "--naar", filled.parent / reader)
        assert ran.code == 0
        [written] = (filled.parent / reader).glob("*.md")
        assert "loopt nog niet: " in written.read_text(encoding="utf-8")
    found = json.loads(run_cli("wat-nu", THREE, "--json").out)["dossiers"][0]
    assert found["termijnen"] == []
    assert found["termijnen_zonder_begin"] == [
        {
            "wat": "Zienswijze van de medewerker op het voornemen",
            "stap": "consequenties",
            "veld": "voornemen_verstuurd",
            "bron": "holla.nl, onderwijskantoor.nl, zekerheid B",
        }
    ]


def test_a_term_whose_day_is_never_known_can_be_ticked_off(
    run_cli: RunCli, filled: Path, answers: Answers
) -> None:
    begin(run_cli, answers, "medewerker", *MEASURES)
    [number] = re.findall(r"--gehaald (\d+)", run_cli("wat-nu", THREE).out)
    ran = run_cli("wat-nu", THREE, "--gehaald", number)
    assert (ran.code, ran.err) == (0, "")
    assert "Was: loopt nog niet: 'Op welke datum" in ran.out
    assert "loopt nog niet" not in run_cli("wat-nu", THREE).out


def test_a_term_starts_once_its_day_is_filled_in(
    run_cli: RunCli, filled: Path, answers: Answers
) -> None:
    begin(run_cli, answers, "medewerker", *MEASURES)
    field = "voornemen_verstuurd=2026-11-20"
    ran = run_cli("dossier", "vul-aan", THREE, "consequenties", "--veld", field)
    assert (ran.code, ran.err) == (0, "")
    assert [one["uiterlijk"] for one in terms(run_cli, THREE)] == ["2026-12-11"]
    found = json.loads(run_cli("wat-nu", THREE, "--json").out)["dossiers"][0]
    assert "termijnen_zonder_begin" not in found


def test_no_deadline_or_one_that_was_met_is_refused_with_those_that_run(
    run_cli: RunCli, reported: Path
) -> None:
    number = remind(reported, THREE, "Geheim", "2026-11-19")
    count = case_of(reported, THREE).count
    unknown = run_cli("wat-nu", THREE, "--gehaald", 9)
    assert (unknown.code, unknown.out) == (2, "")
    assert "gebeurtenis 9 is er niet" in unknown.err
    assert f"{number} (uiterlijk 19 november 2026) en {SIGNAL} (uiterlijk 22 feb" in unknown.err
    assert "Geheim" not in unknown.err
    assert case_of(reported, THREE).count == count
    run_cli("wat-nu", THREE, "--gehaald", number)
    again = run_cli("wat-nu", THREE, "--gehaald", number)
    assert again.code == 2
    assert f"gebeurtenis {number} is al gehaald" in again.err
    run_cli("wat-nu", THREE, "--gehaald", SIGNAL)
    assert "loopt er geen" in run_cli("wat-nu", THREE, "--gehaald", SIGNAL).err


def test_ticking_off_needs_the_case_it_belongs_to(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("wat-nu", "--gehaald", SIGNAL)
    assert (ran.code, ran.out) == (2, "")
    assert f"stappenplan wat-nu 2026-001 --gehaald {SIGNAL}" in ran.err
    assert run_cli("wat-nu", "2026-999", "--gehaald", SIGNAL).code == 2


def test_a_closed_case_shows_what_is_due_but_no_steps_and_can_be_ticked_off(
    run_cli: RunCli, filled: Path
) -> None:
    number = remind(filled, ONE, "Nabellen", "2026-11-19")
    close(filled, ONE)
    page = run_cli("wat-nu").out
    assert "Nabellen" in page
    assert f"\nDossier {ONE}" not in page
    assert f"\nDossier {TWO}" in page
    alone = run_cli("wat-nu", ONE).out
    assert f"stappenplan dossier heropen {ONE}" in alone
    assert "stappenplan verder" not in alone
    ran = run_cli("wat-nu", ONE, "--gehaald", number)
    assert ran.code == 0
    assert f"Dossier {ONE} is gesloten en blijft gesloten." in ran.err


@pytest.mark.parametrize(("spoil", "code"), [(erase, 2), (tamper, 5)])
def test_nothing_is_ticked_off_in_a_case_that_was_erased_or_changed(
    run_cli: RunCli, filled: Path, spoil: Callable[[Path, str], None], code: int
) -> None:
    spoil(filled, ONE)
    count = case_of(filled, ONE).count
    assert run_cli("wat-nu", ONE, "--gehaald", SIGNAL).code == code
    assert case_of(filled, ONE).count == count


def test_with_nothing_open_or_due_it_says_how_to_begin(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("wat-nu")
    assert (ran.code, ran.err) == (0, "")
    assert "Er staat niets open." in ran.out
    assert "Termijnen" not in ran.out
