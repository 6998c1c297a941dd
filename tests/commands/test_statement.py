"""`statement`: the text alone on stdout, with a case or without, and advice beside it."""

import json
import stat
from pathlib import Path

import pytest

from scala_cli.dossier.store import Dossier
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock

PLAIN = (
    "Wij hebben dit bericht gezien en wij nemen het serieus. De betrokken persoon kan altijd een "
    "formele klacht indienen bij de school. Op social media gaan wij er verder niet op in. Hebt u "
    "een vraag? Neem dan contact op met de directie.\n"
)
SHORT = (
    "Wij hebben dit bericht gezien. De betrokken persoon kan altijd een formele klacht indienen.\n"
)
SHORT_TALKED = (
    "Wij hebben met de betrokken persoon gesproken. Deze persoon kan altijd een formele klacht "
    "indienen.\n"
)


def statements_of(home: Path, number: str) -> list[str]:
    """Return the statements that a case holds."""
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return [
            str(event.said["tekst"])
            for event in dossier.events(number)
            if event.said.get("document") == "statement"
        ]


def test_without_a_case_the_text_alone_is_printed(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("statement")
    assert (ran.code, ran.out, ran.err) == (0, PLAIN, "")
    assert not home.exists()


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--kort"], SHORT),
        (["--kort", "--gesproken"], SHORT_TALKED),
        (
            ["--kort", "--gesproken", "--aangifte"],
            f"{SHORT_TALKED.strip()} Als het nodig is, doen wij aangifte.\n",
        ),
    ],
)
def test_without_a_case_the_options_tell_what_it_says(
    run_cli: RunCli, options: list[str], text: str
) -> None:
    assert run_cli("statement", *options).out == text


def test_without_a_case_an_existing_dossier_is_neither_opened_nor_changed(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    before = {path: path.read_bytes() for path in filled.iterdir()}
    assert run_cli("statement").out == PLAIN
    assert {path: path.read_bytes() for path in filled.iterdir()} == before


def test_with_a_case_it_says_what_that_case_holds_and_keeps_the_text(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli("statement", ONE, "--kort")
    assert (ran.code, ran.out) == (0, SHORT_TALKED)
    assert ran.err.startswith("Instagram: een reactie mag 2200 tekens hebben")
    assert statements_of(filled, ONE) == [SHORT_TALKED.strip()]


def test_asking_for_the_same_text_again_keeps_it_once(run_cli: RunCli, filled: Path) -> None:
    for _ in range(2):
        run_cli("statement", ONE, "--kort")
    assert len(statements_of(filled, ONE)) == 1
    run_cli("statement", ONE)
    assert len(statements_of(filled, ONE)) == 2


def test_a_talk_that_is_not_recorded_is_not_claimed(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("statement", TWO, "--kort", "--gesproken")
    assert (ran.code, ran.out) == (0, SHORT)
    assert f"In dossier {TWO} is geen gesprek vastgelegd" in ran.err
    assert f"stappenplan verder {TWO}" in ran.err


def test_aangifte_for_a_child_under_12_comes_with_a_warning(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("statement", ONE, "--aangifte")
    assert "aangifte" in ran.out
    assert "jonger" in ran.err
    assert ran.err.splitlines()[0].startswith("Let op: ")
    assert "Let op" not in run_cli("statement", ONE).err
    assert "Let op" not in run_cli("statement", TWO, "--aangifte").err


def test_a_case_that_chose_aangifte_itself_warns_too(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    file = tmp_path / "meer.toml"
    steps = {
        "reactie-ouders": 'keuze = "ontkennen"',
        "gedragsprotocol": 'keuze = "gedaan"',
        "statement-ouders": 'keuze = "gedaan"\nvelden = { aangifte = true }',
    }
    answers = [f'[[antwoord]]\nstap = "{step}"\n{rest}\n' for step, rest in steps.items()]
    file.write_text("".join(answers), encoding="utf-8")
    assert run_cli("verder", ONE, "--antwoorden", file).code == 3
    ran = run_cli("statement", ONE)
    assert "aangifte" in ran.out
    assert ran.err.startswith("Let op: ")


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("x", "X: een reactie mag 280 tekens hebben (lettercounter.org"),
        ("X", "X: een reactie mag 280 tekens hebben"),
        ("snapchat", "Snapchat: hoe lang een reactie mag zijn is niet bevestigd."),
    ],
)
def test_a_channel_adds_its_limit_with_the_source_as_advice(
    run_cli: RunCli, channel: str, says: str
) -> None:
    ran = run_cli("statement", "--kanaal", channel)
    assert (ran.code, ran.out) == (0, PLAIN)
    assert ran.err.startswith(says)


def test_a_text_that_does_not_fit_points_to_the_short_one(run_cli: RunCli) -> None:
    long = run_cli("statement", "--kanaal", "tiktok").err
    assert f"Deze tekst heeft er {len(PLAIN.strip())} en past niet. Met --kort" in long
    short = run_cli("statement", "--kanaal", "tiktok", "--kort").err
    assert f"Deze tekst heeft er {len(SHORT.strip())} en past." in short
    assert "--kort" not in short


def test_an_unknown_channel_is_refused_with_those_there_are(run_cli: RunCli) -> None:
    ran = run_cli("statement", "--kanaal", "instagrm")
    assert (ran.code, ran.out) == (2, "")
    assert "Bedoelde u 'instagram'?" in ran.err
    assert "linkedin of anders" in ran.err


def test_an_unknown_case_is_refused(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("statement", "2026-999")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Dossier 2026-999 bestaat niet. Bekijk de nummers met: stappenplan dossier lijst\n"
    )


def test_it_can_be_written_to_a_file_for_its_owner_alone(run_cli: RunCli, tmp_path: Path) -> None:
    target = tmp_path / "nieuw" / "statement.txt"
    ran = run_cli("statement", "--naar", target)
    assert (ran.code, ran.out) == (0, "")
    assert str(target) in ran.err
    assert target.read_text(encoding="utf-8") == PLAIN
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_existing_file_stays_unless_told_otherwise(run_cli: RunCli, tmp_path: Path) -> None:
    target = tmp_path / "statement.txt"
    target.write_text("van iemand", encoding="utf-8")
    refused = run_cli("statement", "--naar", target)
    assert (refused.code, refused.out) == (2, "")
    assert "--overschrijf" in refused.err
    assert target.read_text(encoding="utf-8") == "van iemand"
    assert run_cli("statement", "--naar", target, "--overschrijf").code == 0
    assert target.read_text(encoding="utf-8") == PLAIN
    assert run_cli("statement", "--naar", target).code == 0


def test_a_place_that_cannot_be_written_is_refused(run_cli: RunCli, tmp_path: Path) -> None:
    in_the_way = tmp_path / "bestand"
    in_the_way.touch()
    for target in (in_the_way / "statement.txt", tmp_path / ("a" * 300)):
        ran = run_cli("statement", "--naar", target)
        assert (ran.code, ran.out) == (5, "")
        assert "kan niet worden geschreven" in ran.err


@pytest.mark.parametrize(
    ("there", "says"),
    [(True, "De tekst staat op het klembord."), (False, "Er is op deze computer geen klembord")],
)
def test_copying_says_whether_it_worked_and_prints_the_text_all_the_same(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, *, there: bool, says: str
) -> None:
    copied = []

    def copy(text: str) -> bool:
        copied.append(text)
        return there

    monkeypatch.setattr("scala_cli.clipboard.copy", copy)
    ran = run_cli("statement", "--kopieer")
    assert (ran.code, ran.out) == (0, PLAIN)
    assert copied == [PLAIN.strip()]
    assert ran.err.startswith(says)


def test_the_case_still_verifies_after_a_statement(run_cli: RunCli, filled: Path) -> None:
    run_cli("statement", ONE)
    assert json.loads(run_cli("controleer", "--json").out)["in_orde"] is True
