"""`exporteer`: whole files for their owner alone, and never over another one."""

import json
import stat
from pathlib import Path

import pytest

from tests.commands.conftest import ONE, TWO, RunCli


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder for exports that isn't there yet."""
    return tmp_path / "export" / "hier"


def names(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("form", ["md", "json"])
def test_each_case_gets_a_file_and_the_paths_are_printed(
    run_cli: RunCli, filled: Path, target: Path, form: str
) -> None:
    ran = run_cli("exporteer", ONE, TWO, ONE, "--vorm", form, "--naar", target)
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    files = [f"dossier-{number}.{form}" for number in (ONE, TWO)]
    assert names(target) == files
    assert ran.out.splitlines() == [str(target / file) for file in files]
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}


def test_the_files_hold_the_case(run_cli: RunCli, filled: Path, target: Path) -> None:
    for form in ("md", "json"):
        run_cli("exporteer", ONE, "--vorm", form, "--naar", target)
    paper = (target / f"dossier-{ONE}.md").read_text(encoding="utf-8")
    found = json.loads((target / f"dossier-{ONE}.json").read_text(encoding="utf-8"))
    assert paper.startswith("---\n")
    assert paper.endswith("\n")
    assert "Geheim bericht" in paper
    assert found["kop"] in paper
    shown = json.loads(run_cli("dossier", "toon", ONE, "--json").out)
    assert {key: found[key] for key in shown} == shown


def test_a_person_is_told_once_that_the_files_can_be_read_by_anyone(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    assert run_cli("exporteer", ONE, "--naar", target).err == (
        "Let op: dit bestand is niet versleuteld en er kunnen namen in staan. Bewaar het veilig en "
        "gooi het weg als het niet meer nodig is.\n"
    )
    assert run_cli("exporteer", ONE, TWO, "--naar", target).err == (
        "Let op: deze bestanden zijn niet versleuteld en er kunnen namen in staan. Bewaar ze "
        "veilig en gooi ze weg als ze niet meer nodig zijn.\n"
    )


def test_a_path_is_printed_without_what_could_redraw_a_screen(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "o\x1b]0;x\x07\nweg"
    ran = run_cli("exporteer", ONE, "--naar", target)
    assert ran.code == 0
    assert ran.out == f"{tmp_path}/o]0;x weg/dossier-{ONE}.md\n"
    assert names(target) == [f"dossier-{ONE}.md"]


def test_the_folders_that_are_made_are_for_their_owner_alone(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    run_cli("exporteer", ONE, "--naar", target)
    assert {stat.S_IMODE(one.stat().st_mode) for one in (target, target.parent)} == {0o700}


def test_all_cases_can_be_asked_for(run_cli: RunCli, filled: Path, target: Path) -> None:
    assert run_cli("exporteer", "--alles", "--naar", target).code == 0
    assert names(target) == [f"dossier-{ONE}.md", f"dossier-{TWO}.md"]


def test_an_export_changes_nothing_in_the_dossier(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    before = run_cli("controleer", "--json").out
    run_cli("exporteer", "--alles", "--naar", target)
    assert run_cli("controleer", "--json").out == before


def test_exporting_again_is_the_same_to_the_byte(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    for form in ("md", "json"):
        file = target / f"dossier-{ONE}.{form}"
        assert run_cli("exporteer", ONE, "--vorm", form, "--naar", target).code == 0
        first = file.read_bytes()
        assert run_cli("exporteer", ONE, "--vorm", form, "--naar", target).code == 0
        assert file.read_bytes() == first


def test_an_existing_file_stays_unless_told_otherwise(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"dossier-{ONE}.md"
    file.write_text("van iemand", encoding="utf-8")
    refused = run_cli("exporteer", ONE, "--naar", tmp_path)
    assert refused.code == 2
    assert refused.err.startswith(f"{file} bestaat al en is niet overschreven.")
    assert file.read_text(encoding="utf-8") == "van iemand"
    assert run_cli("exporteer", ONE, "--naar", tmp_path, "--overschrijf").code == 0
    assert file.read_text(encoding="utf-8").startswith("---\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_with_an_unknown_number_nothing_is_written(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    ran = run_cli("exporteer", ONE, "2026-999", "--naar", target)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Dossier 2026-999 bestaat niet.")
    assert not target.exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "Noem één of meer dossiernummers, of --alles."),
        ([ONE, "--alles"], "Noem één of meer dossiernummers, of --alles."),
        ([ONE, "--vorm", "docx"], "Vorm 'docx' bestaat niet."),
    ],
)
def test_what_can_not_be_exported_is_refused(
    run_cli: RunCli, filled: Path, args: list[str], says: str
) -> None:
    ran = run_cli("exporteer", *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)


def test_a_folder_that_cannot_be_made_is_refused(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "bestand").touch()
    ran = run_cli("exporteer", ONE, "--naar", tmp_path / "bestand" / "map")
    assert (ran.code, ran.out) == (5, "")
    assert "Het dossier zelf is niet veranderd." in ran.err


def test_without_a_dossier_there_is_nothing_to_export(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("exporteer", "--alles")
    assert (ran.code, ran.out) == (2, "")
    assert "Er is nog geen dossier" in ran.err
    assert not home.exists()
