"""The school's details: kept in the dossier, checked, asked with a reason, and seen in letters."""

import os
import re
from pathlib import Path

import pytest

from scala_cli.clock import Clock
from scala_cli.commands import preferences
from scala_cli.documents.school import DETAILS, LARGEST_LOGO, NAMES, School, logo_bytes
from scala_cli.dossier.store import Dossier
from scala_cli.errors import InvalidValue
from scala_cli.files import DOSSIER
from tests.commands.conftest import ONE, RunCli
from tests.commands.test_keeping import at_terminal
from tests.conftest import PASSWORD

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
LETTER = "uitnodiging-ouders"


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A picture, as far as its first bytes tell."""
    path = tmp_path / "logo.png"
    path.write_bytes(PNG)
    return path


def kept(home: Path, clock: Clock) -> dict[str, str]:
    """Return what the dossier holds of the school."""
    with Dossier.open(home, PASSWORD, clock) as dossier:
        return dossier.settings()


def test_every_detail_has_a_title_and_a_reason() -> None:
    assert tuple(DETAILS) == NAMES
    assert all(one.title and one.why.startswith(("Staat", "Straat")) for one in DETAILS.values())


def test_details_are_set_shown_and_kept_encrypted(
    run_cli: RunCli, filled: Path, clock: Clock
) -> None:
    ran = run_cli(
        "instellingen", "--school", "naam=De  Voorbeeldschool\u202e", "--school", "plaats=Utrecht"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "naam en plaats" in ran.out
    assert kept(filled, clock) == {"school.naam": "De Voorbeeldschool", "school.plaats": "Utrecht"}
    shown = run_cli("instellingen").out
    assert "Naam van de school: De Voorbeeldschool" in shown
    assert "Naam van de directeur: nog niet ingevuld" in shown
    assert b"Voorbeeldschool" not in (filled / DOSSIER).read_bytes()


def test_an_empty_value_clears_a_detail(run_cli: RunCli, filled: Path, clock: Clock) -> None:
    run_cli("instellingen", "--school", "naam=De Voorbeeldschool")
    assert run_cli("instellingen", "--school", "naam=").code == 0
    assert kept(filled, clock) == {"school.naam": ""}
    assert "Naam van de school: nog niet ingevuld" in run_cli("instellingen").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["directuer=X"], "Bedoelde u 'directeur'?"),
        (["naam"], "NAAM=WAARDE"),
        (["naam=A", "naam=B"], "staat er twee keer"),
        (["klachtenregeling=javascript:alert(1)"], "klachtenregeling: Dit is geen link"),
        (["gedragsprotocol=ftp://x.example"], "https:// of http://"),
        (["logo=/bestaat/niet.png"], "niet te vinden"),
        (["logo=~niemand-hier/x.png"], "niet te vinden"),
        (["naam=" + "x" * 2_001], "te lang"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole_and_never_repeated(
    run_cli: RunCli, filled: Path, clock: Clock, words: list[str], told: str
) -> None:
    options = [part for word in ["bestuur=Goed", *words] for part in ("--school", word)]
    ran = run_cli("instellingen", *options)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Er is niets veranderd" in ran.err
    assert kept(filled, clock) == {}
    assert not re.search(r"alert|ftp:|niemand-hier|xxx|bestaat/", ran.err)


def test_without_a_dossier_there_is_no_school(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("instellingen", "--school", "naam=X")
    assert (ran.code, "Er is nog geen dossier" in ran.err) == (2, True)
    assert not home.exists()


def test_links_get_their_scheme(run_cli: RunCli, filled: Path, clock: Clock) -> None:
    run_cli("instellingen", "--school", "klachtenregeling=www.school.example/klacht")
    assert kept(filled, clock)["school.klachtenregeling"] == "https://www.school.example/klacht"


def test_a_logo_is_kept_as_an_absolute_path(
    run_cli: RunCli, filled: Path, clock: Clock, logo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(logo.parent)
    assert run_cli("instellingen", "--school", "logo=logo.png").code == 0
    assert kept(filled, clock)["school.logo"] == str(logo)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (("logo.txt", PNG), "geen naam op"),
        (("logo.png", b"geen plaatje"), "geen afbeelding"),
        (("logo.jpg", b""), "geen afbeelding"),
        (("logo.svg", b"<svg>" + bytes(LARGEST_LOGO)), "te groot"),
    ],
)
def test_a_logo_that_is_no_picture_is_refused(
    run_cli: RunCli, filled: Path, tmp_path: Path, file: tuple[str, bytes], told: str
) -> None:
    path = tmp_path / file[0]
    path.write_bytes(file[1])
    ran = run_cli("instellingen", "--school", f"logo={path}")
    assert (ran.code, told in ran.err) == (2, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_logo_that_would_wait_for_ever_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    os.mkfifo(path)
    with pytest.raises(InvalidValue, match="niet te vinden"):
        logo_bytes(School(logo=str(path)))


def test_a_logo_is_looked_at_again_when_it_is_used(
    run_cli: RunCli, filled: Path, logo: Path, tmp_path: Path
) -> None:
    run_cli("instellingen", "--school", f"logo={logo}")
    assert logo_bytes(School(logo=str(logo))) == PNG
    logo.unlink()
    target = tmp_path / "brief.pdf"
    ran = run_cli("brief", LETTER, ONE, "--naar", target)
    assert (ran.code, target.read_bytes()[:4]) == (0, b"%PDF")
    assert "De PDF krijgt daarom geen logo" in ran.err


def test_a_picture_that_only_looks_like_one_is_told_of_and_nothing_is_written(
    run_cli: RunCli, filled: Path, logo: Path, tmp_path: Path
) -> None:
    run_cli("instellingen", "--school", f"logo={logo}")
    target = tmp_path / "brief.pdf"
    ran = run_cli("brief", LETTER, ONE, "--naar", target)
    assert (ran.code, target.exists()) == (4, False)
    assert "Het logo van de school" in ran.err


def test_with_a_wrong_password_the_settings_still_say_where_the_dossier_is(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    ran = run_cli("instellingen")
    assert (ran.code, str(filled / DOSSIER) in ran.out) == (0, True)
    assert "school: niet te zien" in ran.out
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    assert "daarvoor is het wachtwoord nodig" in run_cli("instellingen").out


def test_the_menu_fills_in_improves_and_clears(filled: Path, clock: Clock) -> None:
    run, typing = at_terminal(
        filled, clock,
        "school", PASSWORD,
        "naam", "De Voorbeeldschool",
        "naam", "verbeter", "",
        "plaats", "Utrecht", "plaats", "leeg",
        "directeur", "D. Voorbeeld", "directeur", "TOCH-NIET",
        "klaar", "klaar",
    )  # fmt: skip
    preferences.preferences(run, change=False, password_file=None, remember=False, forget=False)
    assert typing.answers == []
    assert kept(filled, clock) == {
        "school.naam": "De Voorbeeldschool",
        "school.plaats": "",
        "school.directeur": "D. Voorbeeld",
    }


def test_the_settings_stay_with_another_password(
    run_cli: RunCli, filled: Path, tmp_path: Path, clock: Clock
) -> None:
    run_cli("instellingen", "--school", "naam=De Voorbeeldschool")
    new = tmp_path / "nieuw"
    new.write_text("een-heel-ander-wachtwoord\n", encoding="utf-8")
    ran = run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)
    assert ran.code == 0
    with Dossier.open(filled, "een-heel-ander-wachtwoord", clock) as dossier:
        assert dossier.settings() == {"school.naam": "De Voorbeeldschool"}
        assert dossier.faults() == []
