"""A dossier that is damaged or was changed: told of in Dutch, with code 5, and never a bug."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scala_cli.files import DOSSIER
from tests.commands.conftest import ONE, TWO, Ran, RunCli
from tests.conftest import PASSWORD

Tamper = Callable[[str], None]


@pytest.fixture
def tamper(filled: Path) -> Tamper:
    """Change the tables as someone would who has the password and takes the triggers away."""

    def changed(statement: str) -> None:
        import sqlcipher3

        raw = sqlcipher3.connect(str(filled / DOSSIER), isolation_level=None)
        raw.set_key(PASSWORD.encode())
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = triggers.fetchall()
        for name, _ in found:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("PRAGMA foreign_keys = off")
        raw.execute(statement)
        for _, sql in found:
            raw.execute(sql)
        raw.close()

    return changed


def checked(run_cli: RunCli) -> dict[str, Any]:
    """Return what `controleer` prints of a dossier that is not in order."""
    ran = run_cli("controleer", "--json")
    assert ran.code == 5
    assert ran.err.count("\n") == 1
    found: dict[str, Any] = json.loads(ran.out)
    assert list(found) == ["in_orde", "fouten", "dossiers"]
    assert found["in_orde"] is False
    assert found["fouten"]
    return found


def told(ran: Ran, *words: str) -> None:
    """Hold a run to code 5 and one sentence with these words."""
    assert ran.code == 5, ran.err
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err


EVENT = [
    "UPDATE gebeurtenissen SET soort = 'x'",
    "UPDATE gebeurtenissen SET soort = 'herzien', bezoek = 9",
    "UPDATE gebeurtenissen SET vastgelegd = 'x'",
    "UPDATE gebeurtenissen SET vastgelegd = '2026-13-01T00:00:00Z'",
    "UPDATE gebeurtenissen SET gebeurd = 'x'",
    "UPDATE gebeurtenissen SET gebeurd = '9999-12-31T23:59:59Z'",
    "UPDATE gebeurtenissen SET stap = 'x'",
    "UPDATE gebeurtenissen SET keuze = '[\"x\"]'",
    "UPDATE gebeurtenissen SET keuze = '5'",
    "UPDATE gebeurtenissen SET keuze = '[5]'",
    "UPDATE gebeurtenissen SET keuze = '[]'",
    "UPDATE gebeurtenissen SET keuze = 'geen json'",
    "UPDATE gebeurtenissen SET keuze = NULL",
    f"UPDATE gebeurtenissen SET keuze = '{'[' * 5000}{']' * 5000}'",
    "UPDATE inhoud SET inhoud = '[]'",
    "UPDATE inhoud SET inhoud = 'x'",
    "UPDATE inhoud SET inhoud = '{} {}'",
    'UPDATE inhoud SET inhoud = \'{"door":"\\ud800"}\'',
    "UPDATE inhoud SET inhoud = '{\"velden\":5}'",
    'UPDATE inhoud SET inhoud = \'{"velden":{"platform":5}}\'',
    'UPDATE inhoud SET inhoud = \'{"velden":{"link":[5]}}\'',
    'UPDATE inhoud SET inhoud = \'{"velden":{"geplaatst":"ooit"}}\'',
    'UPDATE inhoud SET inhoud = \'{"velden":{"inhoud":NaN}}\'',
]


@pytest.mark.parametrize("statement", EVENT, ids=lambda one: one[7:60])
def test_an_event_that_cannot_be_shows_which_and_leaves_the_other_case_readable(
    run_cli: RunCli, tamper: Tamper, statement: str
) -> None:
    # The second event of the first case is the answer to `signaal`.
    tamper(f"{statement} WHERE dossier = 1 AND nummer = 2")

    at = f"Dossier {ONE}, gebeurtenis 2: "
    told(run_cli("dossier", "toon", ONE), at)
    for command in (("dossier", "lijst"), ("wat-nu",)):
        ran = run_cli(*command, "--json")
        told(ran, at)
        assert [one["nummer"] for one in json.loads(ran.out)["dossiers"]] == [TWO]
    assert any(at in fault for fault in checked(run_cli)["fouten"])


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM gebeurtenissen WHERE dossier = 1",
        "UPDATE gebeurtenissen SET keuze = NULL WHERE dossier = 1 AND nummer = 1",
        "UPDATE gebeurtenissen SET keuze = '[\"plaatsing\"]' WHERE dossier = 1 AND nummer = 1",
    ],
)
def test_a_case_that_cannot_be_read_is_named_by_every_command(
    run_cli: RunCli, tamper: Tamper, tmp_path: Path, statement: str
) -> None:
    tamper(statement)
    for command in (
        ("dossier", "toon", ONE), ("wat-nu", ONE), ("verder", ONE), ("statement", ONE),
        ("exporteer", ONE, "--naar", tmp_path / "uit"), ("dossier", "lijst"), ("wat-nu",),
        ("exporteer", "--alles", "--naar", tmp_path / "uit", "--vorm", "json"),
    ):  # fmt: skip
        ran = run_cli(*command)
        assert (ran.code, ran.err.splitlines()[-1].startswith(f"Dossier {ONE}")) == (5, True)
    assert [one.name for one in (tmp_path / "uit").iterdir()] == [f"dossier-{TWO}.json"]


def test_several_cases_that_cannot_be_read_are_told_in_one_sentence(
    run_cli: RunCli, tamper: Tamper
) -> None:
    tamper("UPDATE gebeurtenissen SET soort = 'x' WHERE nummer = 2")
    ran = run_cli("dossier", "lijst", "--json")
    told(ran, f"De dossiers {ONE} en {TWO} zijn gewijzigd of beschadigd")
    assert json.loads(ran.out) == {"dossiers": []}
    assert run_cli("dossier", "zoek", "voorbeeld", "--json").code == 5


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE dossiers SET volgnummer = 3 WHERE id = 2", f"Dossier {TWO}: het nummer is"),
        (
            "UPDATE dossiers SET volgnummer = 3, nummer = '2026-003' WHERE id = 2",
            "Dossier 2026-003: er ontbreekt een dossier ervoor.",
        ),
        ("UPDATE dossiers SET nummer = '../x' WHERE id = 2", "Dossier ../x: het nummer is"),
        ("DELETE FROM dossiers WHERE id = 1", f"Dossier {TWO}: er ontbreekt een dossier ervoor."),
        (
            "UPDATE plannen SET versie = 99 WHERE id = 'plaatsing'",
            "Stappenplan 'plaatsing', versie",
        ),
        ("UPDATE plannen SET id = 'x' WHERE id = 'plaatsing'", "Stappenplan 'x', versie "),
    ],
)
def test_numbers_and_plans_that_were_changed_are_found(
    run_cli: RunCli, tamper: Tamper, statement: str, fault: str
) -> None:
    tamper(statement)
    assert any(one.startswith(fault) for one in checked(run_cli)["fouten"])


def test_a_number_that_was_changed_never_names_a_file(
    run_cli: RunCli, tamper: Tamper, tmp_path: Path
) -> None:
    tamper("UPDATE dossiers SET nummer = '../../x' WHERE id = 1")
    ran = run_cli("exporteer", "--alles", "--naar", tmp_path / "a" / "uit")
    assert ran.code == 5
    assert [one.name for one in (tmp_path / "a" / "uit").iterdir()] == [f"dossier-{TWO}.md"]
    assert not list(tmp_path.rglob("x*"))


@pytest.mark.parametrize("place", range(1, 9))
def test_the_check_prints_its_json_wherever_the_file_is_damaged(
    run_cli: RunCli, filled: Path, place: int
) -> None:
    path = filled / DOSSIER
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    content[4096 * (place * (pages - 1) // 8) + 1000] ^= 1
    path.write_bytes(content)

    assert "beschadigd" in checked(run_cli)["fouten"][0]


def test_the_check_prints_its_json_for_whatever_stands_in_the_place_of_the_dossier(
    run_cli: RunCli, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    (home / DOSSIER).mkdir()
    checked(run_cli)
    (home / DOSSIER).rmdir()
    (home / DOSSIER).symlink_to(tmp_path / "weg")
    checked(run_cli)
    shutil.rmtree(home)
    home.touch()
    checked(run_cli)
    home.unlink()
    home.symlink_to(tmp_path / "weg")
    checked(run_cli)
    home.unlink()
    assert run_cli("controleer", "--json").code == 0


def test_a_wrong_password_is_no_fault_of_the_file(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    ran = run_cli("controleer", "--json")
    assert (ran.code, ran.out) == (6, "")


@pytest.mark.parametrize("name", [DOSSIER, f"{DOSSIER}-journal"])
def test_a_statement_never_takes_the_place_of_the_dossier(
    run_cli: RunCli, filled: Path, name: str
) -> None:
    before = (filled / DOSSIER).read_bytes()
    ran = run_cli("statement", "--naar", filled / name, "--overschrijf")
    assert (ran.code, ran.out) == (2, "")
    assert "hoort bij het dossier zelf" in ran.err
    assert (filled / DOSSIER).read_bytes() == before


def test_a_folder_is_no_place_for_a_statement(run_cli: RunCli, tmp_path: Path) -> None:
    ran = run_cli("statement", "--naar", tmp_path, "--overschrijf")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("is een map. Geef met --naar de naam van een bestand.\n")


def test_events_whose_case_is_gone_are_reported(run_cli: RunCli, tamper: Tamper) -> None:
    tamper(f"DELETE FROM dossiers WHERE nummer = '{TWO}'")

    assert any("horen bij geen enkel dossier" in one for one in checked(run_cli)["fouten"])


@pytest.mark.parametrize("words", [["statement", TWO], ["exporteer", TWO]], ids=" ".join)
def test_nothing_goes_out_of_a_case_that_was_changed(
    run_cli: RunCli, tamper: Tamper, words: list[str]
) -> None:
    tamper("UPDATE inhoud SET inhoud = replace(inhoud, 'tiktok', 'facebook')")
    ran = run_cli(*words)

    told(ran, TWO, "gewijzigd", "controleer")
    assert ran.out == ""


def test_a_case_that_was_changed_is_shown_with_a_warning(run_cli: RunCli, tamper: Tamper) -> None:
    tamper("UPDATE inhoud SET inhoud = replace(inhoud, 'tiktok', 'facebook')")
    ran = run_cli("dossier", "toon", TWO, "--json")

    told(ran, TWO, "Vertrouw niet op wat dit dossier zegt")
    assert json.loads(ran.out)["nummer"] == TWO


def test_a_case_that_cannot_be_read_keeps_nobody_from_going_on_with_another(
    run_cli: RunCli, tamper: Tamper
) -> None:
    tamper("UPDATE gebeurtenissen SET soort = 'x' WHERE dossier = 2 AND nummer = 2")

    ran = run_cli("verder")

    assert ran.code == 3
    assert f"Dossier {TWO}, gebeurtenis 2: " in ran.err
    assert f"bewaard in dossier {ONE}." in ran.err
