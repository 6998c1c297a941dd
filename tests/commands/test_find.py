"""`dossier zoek` and the filters of `dossier lijst`: what is found, where, and in which cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import ONE, TWO, RunCli


def hits(run_cli: RunCli, *args: str) -> list[dict[str, Any]]:
    """Return the hits of a search, each held to the contract."""
    ran = run_cli("dossier", "zoek", *args, "--json")
    assert (ran.code, ran.err) == (0, "")
    document = json.loads(ran.out)
    assert list(document) == ["treffers"]
    for hit in document["treffers"]:
        assert list(hit) == ["nummer", "stap", "passage"]
        assert isinstance(hit["passage"], str)
    found: list[dict[str, Any]] = document["treffers"]
    return found


def test_a_hit_tells_case_step_and_passage(run_cli: RunCli, filled: Path) -> None:
    (hit,) = [one for one in hits(run_cli, "geheim") if one["stap"] == "signaal"]
    assert hit["nummer"] == ONE
    assert "Geheim bericht" in hit["passage"]


def test_a_passage_of_a_text_that_was_made_is_plain_text(run_cli: RunCli, filled: Path) -> None:
    assert run_cli("brief", "verwijderverzoek", ONE).code == 0
    passages = [hit["passage"] for hit in hits(run_cli, "https x example")]
    assert len(passages) > 1
    assert all("https://x.example/a" in passage for passage in passages)
    assert "\\" not in run_cli("dossier", "zoek", "https x example").out


def test_several_words_need_not_be_quoted(run_cli: RunCli, filled: Path) -> None:
    assert hits(run_cli, "bericht", "gehei") == hits(run_cli, "geheim bericht")
    assert hits(run_cli, "geheim", "bestaatniet") == []


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ([], [ONE, TWO]),
        (["--platform", "tiktok"], [TWO]),
        (["--platform", "instagram"], [ONE]),
        (["--platform", "x"], []),
        (["--jaar", "2026"], [ONE, TWO]),
        (["--jaar", "2025"], []),
        (["--plan", "plaatsing"], [ONE, TWO]),
        (["--plan", "medewerker"], []),
        (["--status", "open"], [ONE, TWO]),
        (["--status", "gesloten"], []),
        (["--platform", "tiktok", "--status", "open", "--jaar", "2026"], [TWO]),
        (["--platform", "tiktok", "--jaar", "2025"], []),
    ],
)
def test_filters_hold_for_searching_and_for_the_list_alike(
    run_cli: RunCli, filled: Path, options: list[str], numbers: list[str]
) -> None:
    assert sorted({hit["nummer"] for hit in hits(run_cli, "voorbeeld", *options)}) == numbers
    ran = run_cli("dossier", "lijst", *options, "--json")
    assert [one["nummer"] for one in json.loads(ran.out)["dossiers"]] == numbers


def test_a_list_in_which_nothing_fits_says_so(run_cli: RunCli, filled: Path, home: Path) -> None:
    assert run_cli("dossier", "lijst", "--jaar", "2025").out.strip() == "Geen dossier past hierbij."
    assert "Geen dossier past" not in run_cli("dossier", "lijst").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--status", "oepn"], "Status 'oepn' bestaat niet. Kies open of gesloten."),
        (["--platform", "mysapce"], "Platform 'mysapce' is niet bekend. Kies uit"),
        (["--jaar", "ooit"], "De waarde van '--jaar' kan niet: dit is geen getal."),
        (["--plan", ""], "De waarde van --plan is leeg."),
    ],
)
def test_a_filter_that_cannot_be_is_refused(
    run_cli: RunCli, filled: Path, options: list[str], told: str
) -> None:
    for command in (["lijst"], ["zoek", "voorbeeld"]):
        ran = run_cli("dossier", *command, *options)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(told)


def test_on_screen_a_hit_has_the_title_of_its_case(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("dossier", "zoek", "geheim")
    assert (ran.code, ran.err) == (0, "")
    for part in (ONE, "Instagram, 22 november 2026", "signaal", "Geheim bericht"):
        assert part in " ".join(ran.out.split())
    assert run_cli("dossier", "zoek", "bestaatniet").out.strip() == "Niets gevonden."


@pytest.mark.parametrize("words", [["..."], ["-", '"'], ["\x1b"]])
def test_without_a_word_to_look_for_the_dossier_is_not_opened(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    ran = run_cli("dossier", "zoek", "--", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Waarnaar wilt u zoeken? Typ een of meer woorden.\n"


def test_without_a_dossier_nothing_is_found(run_cli: RunCli, home: Path) -> None:
    assert hits(run_cli, "iets") == []
    assert run_cli("dossier", "zoek", "iets").out.strip() == "Niets gevonden."
    assert not home.exists()
