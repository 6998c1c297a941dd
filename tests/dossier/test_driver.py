"""The encrypted connection: nothing readable on disk, and an error for whatever won't open."""

import errno
import os
import unicodedata
from pathlib import Path

import pytest

from scala_cli.case.events import Draft, Kind
from scala_cli.clock import Clock
from scala_cli.dossier import driver, opening
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, StappenplanError, WrongPassword
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD
from tests.dossier.conftest import Connect

SECRET = "K. Voorbeeld uit groep zeven"
READABLE = (b"SQLite format 3", SECRET.encode(), b"gebeurtenissen", b"CREATE TABLE")


def readable_in(folder: Path) -> list[tuple[str, bytes]]:
    """Return what can be read in the files of a folder by whoever has no password."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [(path.name, word) for path in files for word in READABLE if word in path.read_bytes()]


def test_nothing_of_an_answer_can_be_read_in_the_folder(
    tmp_path: Path, clock: Clock, plans: dict[str, str]
) -> None:
    folder = tmp_path / "gegevens"
    with Dossier.create(folder, PASSWORD, clock) as dossier:
        assert readable_in(folder) == []
        number = dossier.open_case(plans, {"door": SECRET}).case
        dossier.append(number, Draft(Kind.NOTED, "2026-11-20", {"tekst": SECRET}), 1)
        assert readable_in(folder) == []

    assert readable_in(folder) == []


def test_nothing_can_be_read_in_a_journal_that_an_interrupted_write_leaves_behind(
    folder: Path, dossier: Dossier, plans: dict[str, str]
) -> None:
    number = dossier.open_case(plans, {"door": SECRET}).case
    connection = dossier._db.conn
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    for place in range(200):
        connection.execute(
            "INSERT INTO plannen VALUES (?, 'plan', 1, ?)", [f"{place}", SECRET * 20]
        )
    journal = folder / f"{DOSSIER}-journal"

    assert dossier.path.stat().st_size > 200_000
    assert journal.stat().st_size > 0
    assert readable_in(folder) == []
    connection.execute("ROLLBACK")
    assert dossier.numbers() == [number]


def test_files_are_for_their_owner_only_whatever_the_umask(
    tmp_path: Path, clock: Clock, plans: dict[str, str]
) -> None:
    folder = tmp_path / "gegevens"
    before = os.umask(0)
    try:
        with Dossier.create(folder, PASSWORD, clock) as dossier:
            dossier.open_case(plans, {"door": "directie"})
            modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    finally:
        os.umask(before)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert modes == {DOSSIER: 0o600, f"{DOSSIER}-journal": 0o600}


def test_the_pragmas_that_keep_answers_safe_are_in_force(dossier: Dossier) -> None:
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "busy_timeout": 10_000,
    }

    assert {name: dossier._db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_a_pragma_that_does_not_take_is_a_bug_and_not_passed_over(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "_PRAGMAS", {"page_size": 3})

    with pytest.raises(RuntimeError, match="PRAGMA page_size is 4096, not 3"):
        Dossier.open(folder, PASSWORD, clock)


@pytest.mark.parametrize("wrong", ["een-ander-wachtwoord", PASSWORD.upper(), f"{PASSWORD} ", ""])
def test_another_password_does_not_open_the_dossier(
    folder: Path, clock: Clock, blank: bytes, wrong: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongPassword, match=r"[Ww]achtwoord") as caught:
        Dossier.open(folder, wrong, clock)

    assert str(folder) in str(caught.value)
    assert caught.value.exit_code == 6
    assert (folder / DOSSIER).read_bytes() == blank
    assert capfd.readouterr() == ("", "")


def test_bytes_that_are_no_text_are_just_another_wrong_password(folder: Path, clock: Clock) -> None:
    with pytest.raises(WrongPassword):
        Dossier.open(folder, "wachtwoord\udcff", clock)


def test_an_empty_password_never_makes_an_unencrypted_file(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(WrongPassword):
        Dossier.create(tmp_path / "gegevens", "", clock)

    assert list((tmp_path / "gegevens").iterdir()) == []


def test_a_password_opens_the_dossier_however_its_accents_are_typed(
    tmp_path: Path, clock: Clock
) -> None:
    password = "één-lang-wachtwoord"
    Dossier.create(tmp_path, unicodedata.normalize("NFD", password), clock).close()

    with Dossier.open(tmp_path, unicodedata.normalize("NFC", password), clock) as dossier:
        assert dossier.faults() == []


def opening_fails(folder: Path, clock: Clock) -> StappenplanError:
    """Return the error that opening gives; it may only be one that is told in Dutch."""
    with pytest.raises((DossierUnusable, WrongPassword)) as caught:
        Dossier.open(folder, PASSWORD, clock)
    assert DOSSIER in str(caught.value)
    assert str(caught.value).endswith(".")
    return caught.value


@pytest.mark.parametrize("kept", [0, 1, 15, 100, 4096, 5000, -4096])
def test_a_truncated_file_is_told_of_and_left_as_it_is(
    folder: Path, clock: Clock, blank: bytes, kept: int
) -> None:
    path = folder / DOSSIER
    path.write_bytes(blank[:kept])

    opening_fails(folder, clock)

    assert path.read_bytes() == blank[:kept]


@pytest.mark.parametrize(
    "content",
    [b"\x00" * 8192, b"SQLite format 3\x00" + b"\x01" * 9000, b"Dit is een brief.\n" * 600],
    ids=["nullen", "gewone-database", "tekst"],
)
def test_a_foreign_file_is_told_of_and_left_as_it_is(
    folder: Path, clock: Clock, content: bytes
) -> None:
    path = folder / DOSSIER
    path.write_bytes(content)

    opening_fails(folder, clock)

    assert path.read_bytes() == content


def test_another_programs_encrypted_file_is_told_of_and_left_as_it_is(
    folder: Path, clock: Clock, connect: Connect
) -> None:
    path = folder / DOSSIER
    path.unlink()
    other = connect(folder)
    other.execute("CREATE TABLE leden (naam TEXT)")
    other.execute("INSERT INTO leden VALUES ('J. Voorbeeld')")
    other.close()
    content = path.read_bytes()

    assert "geen dossier van dit programma" in str(opening_fails(folder, clock))
    assert path.read_bytes() == content


def test_a_symbolic_link_in_the_dossiers_place_is_not_followed(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    path = folder / DOSSIER
    path.rename(tmp_path / "elders")
    path.symlink_to(tmp_path / "elders")

    assert "staat geen dossierbestand" in str(opening_fails(folder, clock))


def test_a_folder_in_the_dossiers_place_is_told_of(folder: Path, clock: Clock) -> None:
    (folder / DOSSIER).unlink()
    (folder / DOSSIER).mkdir()

    assert "staat geen dossierbestand" in str(opening_fails(folder, clock))


def test_a_folder_without_a_dossier_is_told_of_and_gets_none(tmp_path: Path, clock: Clock) -> None:
    opening_fails(tmp_path, clock)
    opening_fails(tmp_path / "nergens", clock)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["bestand", "bestand/onder", "x" * 300], ids=len)
def test_a_folder_that_cannot_be_is_told_of(tmp_path: Path, clock: Clock, name: str) -> None:
    (tmp_path / "bestand").write_text("Dit is geen map.")

    opening_fails(tmp_path / name, clock)
    with pytest.raises(DossierUnusable, match="Kijk of de map bestaat"):
        Dossier.create(tmp_path / name, PASSWORD, clock)

    assert (tmp_path / "bestand").read_text() == "Dit is geen map."


def test_asking_for_a_dossier_where_no_folder_can_be_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(DossierUnusable, match="kan niet worden geopend"):
        opening.exists(tmp_path / ("x" * 300))

    assert not opening.exists(tmp_path)


def test_a_dossier_that_another_program_keeps_locked_is_told_of(
    folder: Path,
    dossier: Dossier,
    plans: dict[str, str],
    connect: Connect,
) -> None:
    number = dossier.open_case(plans, {"door": "directie"}).case
    dossier._db.execute("PRAGMA busy_timeout = 0")
    other = connect(folder)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(DossierUnusable, match="in gebruik door een ander venster") as caught:
        dossier.append(number, Draft(Kind.NOTED, "2026-11-20", {"tekst": SECRET}), 1)
    other.execute("ROLLBACK")

    assert SECRET not in str(caught.value)
    assert len(dossier.events(number)) == 1


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (Exception("database is locked"), "in gebruik"),
        (Exception("database or disk is full"), "de schijf is vol"),
        (OSError(errno.ENOSPC, "No space left on device", "/map"), "de schijf is vol"),
        (Exception("disk I/O error"), "de schijf is vol of werkt niet goed"),
        (Exception("attempt to write a readonly database"), "er mag schrijven"),
        (PermissionError(errno.EACCES, "Permission denied", "/locked/full"), "er mag schrijven"),
        (Exception("database disk image is malformed"), "kan beschadigd zijn"),
    ],
    ids=str,
)
def test_every_cause_has_a_sentence_that_says_what_to_do(error: Exception, part: str) -> None:
    told = driver.unusable(Path("/map") / DOSSIER, error)

    assert part in str(told)
    assert str(Path("/map") / DOSSIER) in str(told)
    assert str(error) not in str(told)
    assert told.exit_code == 5
