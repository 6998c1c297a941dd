"""Files are written whole, for their owner alone, and never over the dossier."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scala_cli import files, own_letters
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.plan import folder as plans
from scala_cli.settings import Settings


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A file in the place of a dossier."""
    path = tmp_path / files.DOSSIER
    path.write_text("versleuteld")
    return path


@pytest.mark.parametrize(
    "name",
    [
        files.DOSSIER,
        files.DOSSIER.upper(),
        f"{files.DOSSIER}-journal",
        f"{files.DOSSIER}-wal",
        f"{files.DOSSIER}.nieuw-123",
        f"{files.DOSSIER}.nieuw-123-journal",
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_what_is_named_as_the_dossier_is_never_written(
    tmp_path: Path, name: str, *, there: bool
) -> None:
    path = tmp_path / name
    if there:
        path.write_text("van het dossier")
    with pytest.raises(WrongUse, match="hoort bij het dossier zelf en wordt nooit overschreven"):
        files.write_text(path, "tekst", overwrite=True)
    assert [one.read_text() for one in tmp_path.iterdir()] == ["van het dossier"] * there


def test_the_dossier_is_not_written_by_another_name_either(tmp_path: Path, dossier: Path) -> None:
    (tmp_path / "verwijzing").symlink_to(dossier)
    (tmp_path / "harde-verwijzing").hardlink_to(dossier)
    (tmp_path / "map").symlink_to(tmp_path)
    for name in ("verwijzing", "harde-verwijzing", f"map/{files.DOSSIER}", "map/verwijzing"):
        with pytest.raises(WrongUse, match="hoort bij het dossier zelf"):
            files.write_text(tmp_path / name, "tekst", overwrite=True)
    assert dossier.read_text() == "versleuteld"
    assert (tmp_path / "verwijzing").is_symlink()


def test_a_file_beside_the_dossier_may_be_written(tmp_path: Path, dossier: Path) -> None:
    files.write_text(tmp_path / "statement.txt", "tekst")
    assert (tmp_path / "statement.txt").read_text() == "tekst"


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 255)
    files.write_text(path, "tekst")
    assert path.read_text() == "tekst"
    with pytest.raises(DossierUnusable):
        files.write_text(tmp_path / ("a" * 256), "tekst")


def test_a_folder_or_a_device_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="is een map"):
        files.write_text(tmp_path, "tekst", overwrite=True)
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(WrongUse, match="is geen gewoon bestand"):
        files.write_text(tmp_path / "pijp", "tekst", overwrite=True)
    assert [one.name for one in tmp_path.iterdir()] == ["pijp"]


def test_a_link_that_leads_nowhere_is_a_file_that_is_there_already(tmp_path: Path) -> None:
    path = tmp_path / "verwijzing"
    path.symlink_to(tmp_path / "weg")
    with pytest.raises(WrongUse, match="bestaat al"):
        files.write_text(path, "tekst")
    assert path.is_symlink()


def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "statement.txt"
    path.write_text("ervoor")

    def full(_handle: int) -> None:
        raise OSError

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DossierUnusable, match="Het dossier zelf is niet veranderd"):
        files.write_text(path, "erna", overwrite=True)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [(path.name, "ervoor")]


def test_files_written_together_are_whole_and_their_folder_waits_for_the_disk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [(tmp_path / "uit" / f"{number}.md", b"tekst %d" % number) for number in range(5)]
    synced = []
    monkeypatch.setattr("os.fsync", lambda handle: synced.append(stat.S_IFMT(os.fstat(handle)[0])))

    assert list(files.write_together(made)) == [path for path, _ in made]

    assert {path: path.read_bytes() for path in (tmp_path / "uit").iterdir()} == dict(made)
    assert {mode(path) for path, _ in made} == {0o600}
    assert synced == [stat.S_IFREG] * 5 + [stat.S_IFDIR]


def test_when_one_of_several_files_fails_it_is_named_and_no_half_stays(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    made = [(tmp_path / name, b"tekst") for name in ("a", "b", "c")]
    arrived: list[Path] = []
    with pytest.raises(DossierUnusable, match="/b kan niet worden geschreven"):
        arrived.extend(files.write_together(made))
    assert arrived == [tmp_path / "a"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "b"]


def test_every_folder_that_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    files.write_text(tmp_path / "a" / "b" / "c.txt", "tekst")
    assert mode(tmp_path) == 0o755
    assert {mode(tmp_path / "a"), mode(tmp_path / "a" / "b")} == {0o700}
    assert mode(tmp_path / "a" / "b" / "c.txt") == 0o600


def test_a_folder_with_nothing_but_what_is_ours_is_closed_to_others_but_no_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = Settings(tmp_path, plain=True, password=None).for_drill().folder
    assert {own_letters.FOLDER, plans.FOLDER, drill.name} < set(files.OURS)
    data, home = tmp_path / "data", tmp_path / "thuis"
    for folder in (data, home):
        folder.mkdir()
        for name in (*files.OURS, f"{files.DOSSIER}-journal"):
            (folder / name).mkdir()
        folder.chmod(0o755)
    empty_home = tmp_path / "leeg"
    empty_home.mkdir(mode=0o755)
    monkeypatch.setenv("HOME", str(home))
    for folder in (data, home):
        files.close_to_others(folder)
    assert (mode(data), mode(home)) == (0o700, 0o755)
    assert (files.is_open_to_others(data), files.is_open_to_others(home)) == (False, True)
    monkeypatch.setenv("HOME", str(empty_home))
    files.close_to_others(empty_home)
    assert mode(empty_home) == 0o755


def test_only_an_empty_folder_is_closed_to_others(tmp_path: Path) -> None:
    empty, full = tmp_path / "leeg", tmp_path / "vol"
    for folder in (empty, full):
        folder.mkdir()
        folder.chmod(0o777)
    (full / "van-iemand").touch()
    for folder in (empty, full):
        files.close_to_others(folder)
    assert (mode(empty), mode(full)) == (0o700, 0o777)


def test_a_path_is_shown_on_one_line_without_what_could_redraw_a_screen() -> None:
    assert files.shown(Path("/a\x1b[2J/b\nc\u202e\udcff")) == "/a[2J/b c\ufffd"


def test_what_a_killed_program_had_half_written_goes_with_the_next_file(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    half = tmp_path / f".stappenplan-half-{ended.pid}-x"
    busy = tmp_path / f".stappenplan-half-{os.getppid()}-x"
    for one in (half, busy):
        one.write_text("half", encoding="utf-8")

    files.write_text(tmp_path / "uit.md", "tekst")

    assert sorted(one.name for one in tmp_path.iterdir()) == [busy.name, "uit.md"]


@pytest.mark.parametrize(
    "name", ["con", "CON.md", "aux.txt", "nul", "com1.pdf", "LPT9", "con .md", "a:b.txt", "PRN.a.b"]
)
def test_on_windows_no_file_gets_the_name_of_a_device_or_hides_in_another(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_text(tmp_path / "hier" / name, "tekst")
    monkeypatch.setattr(files, "ON_WINDOWS", True)
    with pytest.raises(WrongUse, match="Windows kan geen bestand maken met de naam"):
        files.write_text(tmp_path / name, "tekst")
    assert [one.name for one in tmp_path.iterdir()] == ["hier"]


def test_on_windows_ordinary_names_are_written_and_modes_and_processes_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ON_WINDOWS", True)
    for name in ("contact.md", "dossier-2026-001.md", "auxiliair", "com.txt", "com10"):
        files.write_text(tmp_path / name, "tekst")
    empty = tmp_path / "leeg"
    empty.mkdir()
    empty.chmod(0o755)
    files.close_to_others(empty)
    assert mode(empty) == 0o755
    assert files.is_running(os.getpid())
    assert not files.is_running(os.getppid())


def test_a_file_of_someones_own_keeps_its_mode_and_the_link_to_it(tmp_path: Path) -> None:
    path, link = tmp_path / "eigen", tmp_path / "verwijzing"
    path.write_text("ervoor")
    path.chmod(0o640)
    link.symlink_to(path)
    files.change(link, b"erna")
    assert (link.is_symlink(), path.read_text(), mode(path)) == (True, "erna", 0o640)
    files.change(tmp_path / "map" / "nieuw", b"nieuw")
    assert mode(tmp_path / "map" / "nieuw") == 0o600
