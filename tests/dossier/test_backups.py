"""Backups: whole and proven or not there at all; put back without ever losing what was there."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scala_cli.case.events import Draft, Kind
from scala_cli.clock import Clock
from scala_cli.dossier import backups, beside, driver, keys, rekeying, restoring, schema, staging
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongPassword, WrongUse
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD
from tests.dossier.conftest import Connect
from tests.dossier.test_old_schemas import KEPT
from tests.dossier.test_rekeying import NEW, NOTE, REPLACED, SPINS, flip, names

ROOT = Path(__file__).parents[2]
MOMENT = "2026-11-22-141500"
ASIDE = f"{DOSSIER}.voor-herstel-{MOMENT}"
LONG = Draft(Kind.NOTED, "2026-11-20", {"door": "directie", "tekst": "a" * 6_000})
HELD = "in gebruik door een ander venster"


@pytest.fixture
def number(folder: Path, clock: Clock, plans: dict[str, str]) -> str:
    """A case of two events."""
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        found = dossier.open_case(plans, {"door": "directie"}).case
        dossier.append(found, NOTE, 1)
    return found


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where a backup is to come."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "kopie.stappenplan"


def back_up(
    folder: Path,
    target: Path,
    clock: Clock,
    secret: keys.Secret = PASSWORD,
    *,
    overwrite: bool = False,
) -> tuple[int, bool]:
    """Make a backup of the dossier in a folder."""
    with Dossier.open(folder, secret, clock) as dossier:
        return backups.back_up(dossier, secret, target, clock, overwrite=overwrite)


def test_a_backup_is_the_whole_dossier_under_the_same_password(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    umask = os.umask(0)
    try:
        assert back_up(folder, target, clock) == (1, True)
    finally:
        os.umask(umask)

    assert target.read_bytes() == (folder / DOSSIER).read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    assert names(target.parent) == {target.name}
    with (
        Dossier.open(folder, PASSWORD, clock) as dossier,
        Dossier.at(target, PASSWORD, clock) as copy,
    ):
        assert (copy.faults(), copy.heads()) == ([], dossier.heads())
        assert [(one.kind, one.path) for one in dossier.copies()] == [("reservekopie", target)]


def test_a_backup_can_be_made_with_a_remembered_key(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    back_up(folder, target, clock, keys.derived(folder / DOSSIER, PASSWORD))

    assert driver.opens(target, PASSWORD)


def test_the_folders_on_the_way_are_made_for_their_owner_only(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    back_up(folder, target.parent / "a" / "b.stappenplan", clock)

    assert (target.parent / "a").stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_there_is_overwritten_only_when_that_was_said(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    target.write_bytes(b"iets anders")
    with pytest.raises(WrongUse, match="bestaat al en is niet overschreven"):
        back_up(folder, target, clock)
    assert target.read_bytes() == b"iets anders"

    back_up(folder, target, clock, overwrite=True)

    assert driver.opens(target, PASSWORD)
    assert names(target.parent) == {target.name}


def test_a_file_that_comes_in_between_is_not_overwritten_either(
    folder: Path, clock: Clock, number: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = beside.copy

    def slow(source: Any, path: Path) -> None:  # noqa: ANN401 - any file
        copy(source, path)
        target.write_bytes(b"iets anders")

    monkeypatch.setattr(beside, "copy", slow)
    with pytest.raises(WrongUse, match="bestaat al"):
        back_up(folder, target, clock)

    assert target.read_bytes() == b"iets anders"
    assert names(target.parent) == {target.name}


def test_a_link_is_replaced_and_what_it_leads_to_stays(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    other = target.with_name("ander")
    other.write_bytes(b"iets anders")
    target.symlink_to(other)

    back_up(folder, target, clock, overwrite=True)

    assert (other.read_bytes(), target.is_symlink()) == (b"iets anders", False)


@pytest.mark.parametrize("way", ["zelf", "verwijzing", "harde-verwijzing", "ernaast"])
def test_a_backup_never_comes_over_the_dossier_or_what_is_its_own(
    folder: Path, clock: Clock, target: Path, way: str
) -> None:
    path = {"zelf": folder / DOSSIER, "ernaast": folder / f"{DOSSIER}-journal"}.get(way, target)
    if way == "verwijzing":
        target.symlink_to(folder / DOSSIER)
    if way == "harde-verwijzing":
        path = folder / "hard"
        path.hardlink_to(folder / DOSSIER)
    before = (folder / DOSSIER).read_bytes()

    with pytest.raises(WrongUse, match="hoort bij het dossier zelf"):
        back_up(folder, path, clock, overwrite=True)

    assert (folder / DOSSIER).read_bytes() == before


def test_a_folder_is_no_place_for_a_backup(folder: Path, clock: Clock, target: Path) -> None:
    with pytest.raises(WrongUse, match="is een map"):
        back_up(folder, target.parent, clock, overwrite=True)


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("wrong", ["bit", "afgekapt", "leeg", "ander"])
def test_a_backup_that_was_not_written_well_is_not_left(
    folder: Path,
    clock: Clock,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: str,
) -> None:
    copy = beside.copy

    def bad(source: Any, path: Path) -> None:  # noqa: ANN401 - any file
        copy(source, path)
        if wrong == "bit":
            flip(path, -2000)
        else:
            data = path.read_bytes()
            kinds = {"afgekapt": data[:-4096], "leeg": b"", "ander": KEPT[0].read_bytes()}
            path.write_bytes(kinds[wrong])

    monkeypatch.setattr(beside, "copy", bad)
    target.write_bytes(b"de vorige kopie")
    with pytest.raises(DossierUnusable, match="geen halve blijven staan"):
        back_up(folder, target, clock, overwrite=True)

    assert target.read_bytes() == b"de vorige kopie"
    assert names(target.parent) == {target.name}


def test_a_dossier_with_a_fault_gets_no_backup(
    folder: Path, clock: Clock, number: str, target: Path, connect: Connect
) -> None:
    connect(folder).execute("CREATE TABLE erbij (x TEXT)")
    with pytest.raises(DossierUnusable, match=r"niet in orde: 1 keer.*zelf kopiëren"):
        back_up(folder, target, clock)

    assert not target.exists()


def test_a_damaged_dossier_gets_no_backup(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    flip(folder / DOSSIER, -2000)
    with pytest.raises(DossierUnusable, match=r"beschadigd.*zelf kopiëren"):
        back_up(folder, target, clock)

    assert not target.exists()


def test_a_dossier_that_another_keeps_locked_gets_no_backup(
    folder: Path, clock: Clock, target: Path, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(driver._PRAGMAS, "busy_timeout", 0)
    other = connect(folder)
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DossierUnusable, match=HELD):
            backups.back_up(dossier, PASSWORD, target, clock, overwrite=False)

    assert not target.exists()


def test_what_a_killed_backup_left_on_the_stick_goes_with_the_next(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (target.parent / f"{DOSSIER}.nieuw-{ended.pid}").write_bytes(b"half af")

    back_up(folder, target, clock)

    assert names(target.parent) == {target.name}


WRITE = """
import sys
from pathlib import Path
from tests.dossier.test_rekeying import write_on
write_on(Path(sys.argv[1]), sys.argv[2])
"""


def test_a_backup_is_whole_while_another_process_writes_all_along(
    folder: Path, clock: Clock, number: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(source: Any, path: Path) -> None:  # noqa: ANN401 - any file
        source.seek(0)
        with path.open("xb") as file:
            while page := source.read(4096):
                file.write(page)
                for _ in range(SPINS // 10):
                    pass

    monkeypatch.setattr(beside, "copy", slow)
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder), number], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    counts = []
    try:
        for _ in range(2):
            back_up(folder, target, clock, overwrite=True)
            with Dossier.at(target, PASSWORD, clock) as copy:
                assert copy.faults() == []
                counts.append(len(copy.events(number)))
    finally:
        process.kill()
        process.communicate()

    assert 2 <= counts[0] < counts[1]


def command(folder: Path, *words: str, before: Callable[[], None]) -> tuple[int, str]:
    """Run a command in a process that is prepared first; return its exit code and its errors."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "scala_cli", *words],
        env={"STAPPENPLAN_MAP": str(folder), "STAPPENPLAN_WACHTWOORD": PASSWORD},
        preexec_fn=before,
        input="herstel\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    return done.returncode, done.stderr


def with_room_for(size: int) -> Callable[[], None]:
    """Return what lets no file grow beyond a size."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limited


def without_rights() -> None:
    """Have modes of files hold for root too, as for anyone (`PR_SET_SECUREBITS`, `NOROOT`)."""
    ctypes.CDLL(None).prctl(28, 1, 0, 0, 0)


@pytest.mark.parametrize("part", [0.5, 1.0])
def test_a_full_disk_leaves_no_backup_and_the_dossier_as_it_was(
    folder: Path, clock: Clock, number: str, target: Path, part: float
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        dossier.append(number, Draft(Kind.NOTED, "2026-11-20", {"tekst": "a" * 100_000}), 2)
    size = int((folder / DOSSIER).stat().st_size * part) - 1

    code, told = command(folder, "reservekopie", "--naar", str(target), before=with_room_for(size))

    assert (code, "geen halve blijven staan" in told) == (5, True), told
    assert names(target.parent) == set()
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        assert dossier.faults() == []
        assert len(dossier.events(number)) == 3


@pytest.mark.parametrize("part", [0.5, 1.0])
def test_a_full_disk_leaves_the_old_password(
    folder: Path, clock: Clock, number: str, tmp_path: Path, part: float
) -> None:
    (tmp_path / "nieuw").write_text(NEW)
    size = int((folder / DOSSIER).stat().st_size * part) + 1
    before = (folder / DOSSIER).read_bytes()

    code, told = command(
        folder, "instellingen", "--wijzig-wachtwoord",
        "--nieuw-wachtwoordbestand", str(tmp_path / "nieuw"), before=with_room_for(size),
    )  # fmt: skip

    assert (code, "het oude wachtwoord geldt nog" in told) == (5, True), told
    assert (folder / DOSSIER).read_bytes() == before
    assert names(folder) == {DOSSIER}


def test_a_full_disk_leaves_the_dossier_that_was_to_be_replaced(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    back_up(folder, target, clock)
    before = (folder / DOSSIER).read_bytes()

    code, told = command(folder, "herstel", str(target), before=with_room_for(len(before) - 1))

    assert (code, "Er is niets veranderd" in told) == (5, True), told
    assert (folder / DOSSIER).read_bytes() == before
    assert names(folder) == {DOSSIER}


def test_a_folder_in_which_nothing_may_be_written_is_told_of(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    target.parent.chmod(0o500)

    code, told = command(folder, "reservekopie", "--naar", str(target), before=without_rights)

    target.parent.chmod(0o700)
    assert (code, "of u er mag schrijven" in told) == (5, True), told
    assert names(target.parent) == set()


def test_of_a_dossier_that_cannot_be_written_a_backup_can_be_made(
    folder: Path, clock: Clock, number: str, target: Path
) -> None:
    (folder / f"{DOSSIER}-journal").unlink(missing_ok=True)
    (folder / DOSSIER).chmod(0o400)
    folder.chmod(0o500)

    code, told = command(folder, "reservekopie", "--naar", str(target), before=without_rights)

    folder.chmod(0o700)
    assert (code, "kon niet worden genoteerd" in told) == (0, True), told
    assert target.read_bytes() == (folder / DOSSIER).read_bytes()


def test_a_dossier_in_a_folder_that_cannot_be_written_keeps_its_password(
    folder: Path, clock: Clock, number: str, tmp_path: Path
) -> None:
    (tmp_path / "nieuw").write_text(NEW)
    folder.chmod(0o500)

    code, told = command(
        folder, "instellingen", "--wijzig-wachtwoord",
        "--nieuw-wachtwoordbestand", str(tmp_path / "nieuw"), before=without_rights,
    )  # fmt: skip

    folder.chmod(0o700)
    assert (code, "geldt nog" in told or "niets veranderd" in told) == (5, True), told
    assert driver.opens(folder / DOSSIER, PASSWORD)


# Putting back.


@pytest.fixture
def backup(folder: Path, clock: Clock, number: str, target: Path) -> Path:
    """A backup of two events, after which the dossier got a third."""
    back_up(folder, target, clock)
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        dossier.append(number, NOTE, 2)
    return target


def put_back(
    folder: Path,
    backup: Path,
    clock: Clock,
    secret: keys.Secret = PASSWORD,
    present: keys.Secret | None = PASSWORD,
) -> Path | None:
    """Put a backup back, as the command does."""
    with staging.staged(backup, folder) as fresh:
        staging.examined(fresh, backup, secret, clock)
        return restoring.restore(fresh, folder, present, MOMENT, clock)


def events(path: Path, number: str, clock: Clock, password: str = PASSWORD) -> int:
    """Return how many events a case has in a file without faults."""
    with Dossier.at(path, password, clock) as dossier:
        assert dossier.faults() == []
        return len(dossier.events(number))


def test_what_is_put_back_is_the_backup_and_what_was_there_is_kept(
    folder: Path, clock: Clock, number: str, backup: Path
) -> None:
    before = backup.read_bytes()

    assert put_back(folder, backup, clock) == folder / ASIDE

    assert events(folder / DOSSIER, number, clock) == 2
    assert events(folder / ASIDE, number, clock) == 3
    assert backup.read_bytes() == before
    assert names(backup.parent) == {backup.name}
    assert names(folder) == {DOSSIER, ASIDE}
    assert (folder / DOSSIER).stat().st_mode & 0o777 == 0o600


def test_where_there_was_no_dossier_the_backup_becomes_it(
    tmp_path: Path, clock: Clock, number: str, backup: Path
) -> None:
    folder = tmp_path / "nieuwe-computer" / "map"

    assert put_back(folder, backup, clock, present=None) is None

    assert events(folder / DOSSIER, number, clock) == 2
    assert names(folder) == {DOSSIER}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_empty_folder_is_closed_to_others_before_a_backup_comes_in_it(
    tmp_path: Path, clock: Clock, backup: Path
) -> None:
    folder = tmp_path / "open-map"
    folder.mkdir()
    folder.chmod(0o777)

    put_back(folder, backup, clock, present=None)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_dossier_that_comes_in_between_stays(
    tmp_path: Path, clock: Clock, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "map"
    put_new = beside.put_new

    def late(fresh: Path, path: Path) -> bool:
        path.write_bytes(b"van een ander")
        return put_new(fresh, path)

    monkeypatch.setattr(beside, "put_new", late)
    with pytest.raises(DossierUnusable, match="Er staat intussen een dossier"):
        put_back(folder, backup, clock, present=None)

    assert (folder / DOSSIER).read_bytes() == b"van een ander"


def test_what_was_kept_can_be_put_back_in_turn(
    folder: Path, clock: Clock, number: str, backup: Path
) -> None:
    put_back(folder, backup, clock)
    with staging.staged(folder / ASIDE, folder) as fresh:
        staging.examined(fresh, folder / ASIDE, PASSWORD, clock)
        restoring.restore(fresh, folder, PASSWORD, "later", clock)

    assert events(folder / DOSSIER, number, clock) == 3


def test_a_window_that_has_the_former_file_open_is_told(
    folder: Path, clock: Clock, number: str, backup: Path
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as old:
        put_back(folder, backup, clock)
        with pytest.raises(DossierUnusable, match=REPLACED):
            old.append(number, NOTE, 3)

    assert events(folder / ASIDE, number, clock) == 3


def test_a_backup_of_before_a_change_of_password_opens_with_the_old_one(
    folder: Path, clock: Clock, number: str, backup: Path
) -> None:
    rekeying.change_password(folder, PASSWORD, NEW, clock)
    with pytest.raises(WrongPassword, match="toen zij werd gemaakt") as caught:
        put_back(folder, backup, clock, secret=NEW)
    assert str(backup) in str(caught.value)

    put_back(folder, backup, clock, present=None)

    assert events(folder / DOSSIER, number, clock) == 2
    assert events(folder / ASIDE, number, clock, NEW) == 3


def test_in_the_place_of_a_dossier_that_opens_for_nobody_a_backup_can_be_put(
    folder: Path, clock: Clock, number: str, backup: Path
) -> None:
    (folder / DOSSIER).write_bytes(b"Dit was eens een dossier.")

    put_back(folder, backup, clock, present=None)

    assert events(folder / DOSSIER, number, clock) == 2
    assert (folder / ASIDE).read_bytes() == b"Dit was eens een dossier."


LOCK = """
import sys
import sqlcipher3
connection = sqlcipher3.connect(sys.argv[1], isolation_level=None)
connection.set_key(sys.argv[2].encode())
connection.execute("BEGIN IMMEDIATE")
print("klaar", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("present", [PASSWORD, None], ids=["gaat-open", "gaat-niet-open"])
def test_while_another_process_writes_in_the_dossier_nothing_is_put_back(
    folder: Path,
    clock: Clock,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    present: str | None,
) -> None:
    monkeypatch.setitem(driver._PRAGMAS, "busy_timeout", 0)
    before = (folder / DOSSIER).read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-c", LOCK, str(folder / DOSSIER), PASSWORD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    try:
        with pytest.raises(DossierUnusable, match=HELD):
            put_back(folder, backup, clock, present=present)
    finally:
        process.communicate(b"\n")

    assert (folder / DOSSIER).read_bytes() == before
    assert names(folder) == {DOSSIER}


def test_where_files_have_one_name_only_the_former_file_is_kept_as_a_copy(
    folder: Path, clock: Clock, number: str, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", none)
    put_back(folder, backup, clock)

    assert events(folder / DOSSIER, number, clock) == 2
    assert events(folder / ASIDE, number, clock) == 3
    assert names(folder) == {DOSSIER, ASIDE}


def test_when_the_former_file_cannot_make_place_it_stays_and_has_one_name(
    folder: Path, clock: Clock, number: str, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(DossierUnusable, match="Sluit alle andere vensters"):
        put_back(folder, backup, clock)

    assert events(folder / DOSSIER, number, clock) == 3
    assert names(folder) == {DOSSIER}


def test_opening_takes_away_the_second_name_that_a_killed_restoring_gave(
    folder: Path, clock: Clock, number: str
) -> None:
    os.link(folder / DOSSIER, folder / ASIDE)
    (folder / f"{DOSSIER}.voor-herstel-eerder").write_bytes(b"een ander bestand")

    Dossier.open(folder, PASSWORD, clock).close()

    assert names(folder) == {DOSSIER, f"{DOSSIER}.voor-herstel-eerder"}
    assert events(folder / DOSSIER, number, clock) == 2


def test_the_second_name_that_a_restoring_just_gave_stays(
    folder: Path, clock: Clock, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(driver._PRAGMAS, "busy_timeout", 0)
    with Dossier.open(folder, PASSWORD, clock) as busy, busy.held(alone=True):
        os.link(folder / DOSSIER, folder / ASIDE)
        Dossier.open(folder, PASSWORD, clock).close()

        assert names(folder) == {DOSSIER, ASIDE}


def test_beside_a_journal_that_waits_nothing_is_put(
    folder: Path, clock: Clock, backup: Path
) -> None:
    journal = folder / f"{DOSSIER}-journal"
    (folder / DOSSIER).rename(folder / "elders")
    journal.write_bytes(b"half af")

    with pytest.raises(DossierUnusable, match="halverwege is afgebroken"):
        put_back(folder, backup, clock, present=None)

    assert not (folder / DOSSIER).exists()
    assert journal.read_bytes() == b"half af"


def test_of_a_dossier_whose_writing_was_cut_short_the_journal_is_read_too(
    folder: Path, clock: Clock, number: str, tmp_path: Path, connect: Connect
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        for count in range(2, 12):
            dossier.append(number, LONG, count)
    raw = connect(folder)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    for trigger in ("inhoud_legen", "zoek_eruit"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE inhoud SET inhoud = replace(inhoud, 'a', 'b')")
    half, journal = ((folder / f"{DOSSIER}{end}").read_bytes() for end in ("", "-journal"))
    raw.execute("ROLLBACK")
    cut = tmp_path / "afgebroken.stappenplan"
    cut.write_bytes(half)
    (tmp_path / f"{cut.name}-journal").write_bytes(journal)

    put_back(tmp_path / "elders", cut, clock, present=None)

    assert events(tmp_path / "elders" / DOSSIER, number, clock) == 12
    assert (tmp_path / f"{cut.name}-journal").read_bytes() == journal
    cut.with_name(f"{cut.name}-journal").unlink()
    refused(folder, cut, clock)


def refused(folder: Path, backup: Path, clock: Clock) -> str:
    """Return why a backup is not put back, having seen that nothing changed."""
    before = {one: one.read_bytes() for one in folder.iterdir() if one.stat().st_size}
    with pytest.raises((DossierUnusable, WrongPassword)) as caught:
        put_back(folder, backup, clock)
    assert {one: one.read_bytes() for one in folder.iterdir() if one.stat().st_size} == before
    assert str(backup) in str(caught.value)
    assert ".nieuw-" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("place", [4096 * 2 + 7, 4096 * 9, -1])
def test_a_backup_with_a_bit_that_is_wrong_is_not_put_back(
    folder: Path, clock: Clock, backup: Path, place: int
) -> None:
    flip(backup, place)

    assert "beschadigd" in refused(folder, backup, clock)


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 4096 * 5, 4096 * 5 + 100, -4096])
def test_a_truncated_backup_is_not_put_back(
    folder: Path, clock: Clock, backup: Path, kept: int
) -> None:
    backup.write_bytes(backup.read_bytes()[:kept])

    refused(folder, backup, clock)


@pytest.mark.parametrize("content", [b"Dit is een brief.\n" * 600, b"\0" * 8192])
def test_a_file_that_is_no_dossier_is_not_put_back(
    folder: Path, clock: Clock, backup: Path, content: bytes
) -> None:
    backup.write_bytes(content)

    assert "geen dossier" in refused(folder, backup, clock)


def test_another_programs_encrypted_file_is_not_put_back(
    folder: Path, clock: Clock, number: str, tmp_path: Path, connect: Connect
) -> None:
    (tmp_path / "ander").mkdir()
    connect(tmp_path / "ander").execute("CREATE TABLE leden (naam TEXT)")

    told = refused(folder, tmp_path / "ander" / DOSSIER, clock)
    assert "geen dossier van dit programma" in told


def test_a_backup_that_was_changed_is_not_put_back(
    folder: Path, clock: Clock, number: str, tmp_path: Path, connect: Connect
) -> None:
    other = tmp_path / "ander"
    other.mkdir()
    (other / DOSSIER).write_bytes((folder / DOSSIER).read_bytes())
    raw = connect(other)
    raw.execute("DROP TRIGGER inhoud_legen")
    raw.execute('UPDATE inhoud SET inhoud = \'{"tekst":"iets anders"}\' WHERE nummer = 2')

    assert "gewijzigd" in refused(folder, other / DOSSIER, clock)


def test_a_backup_from_a_newer_version_is_not_put_back(
    folder: Path, clock: Clock, backup: Path, tmp_path: Path, connect: Connect
) -> None:
    (tmp_path / "ander").mkdir()
    newer = tmp_path / "ander" / DOSSIER
    newer.write_bytes(backup.read_bytes())
    connect(tmp_path / "ander").execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('stappenplan', 'm999_later', '2030-01-01')"
    )

    assert "nieuwere versie" in refused(folder, newer, clock)


@pytest.mark.parametrize("old", KEPT, ids=lambda path: path.stem)
def test_a_backup_of_an_older_version_is_brought_up_to_date_before_it_is_put_back(
    folder: Path, clock: Clock, old: Path
) -> None:
    before = old.read_bytes()

    put_back(folder, old, clock)

    assert old.read_bytes() == before
    db = driver.connect(folder / DOSSIER, PASSWORD)
    pending = schema.migrations.pending(driver.library(db))
    db.close()
    assert not pending
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        assert dossier.faults() == []


@pytest.mark.parametrize("what", ["weg", "map", "pijp", "zelf", "verwijzing-zelf"])
def test_what_is_no_backup_is_told_of(
    folder: Path, clock: Clock, tmp_path: Path, what: str
) -> None:
    path = tmp_path / what
    if what == "map":
        path.mkdir()
    elif what == "pijp":
        os.mkfifo(path)
    elif what == "zelf":
        path = folder / DOSSIER
    elif what == "verwijzing-zelf":
        path.symlink_to(folder / DOSSIER)
    before = (folder / DOSSIER).read_bytes()

    with pytest.raises(WrongUse, match="Geef het bestand van een reservekopie"):
        put_back(folder, path, clock)

    assert (folder / DOSSIER).read_bytes() == before


def test_a_link_to_a_backup_is_followed_and_never_written(
    folder: Path, clock: Clock, number: str, backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "verwijzing").symlink_to(backup)

    put_back(folder, tmp_path / "verwijzing", clock)

    assert events(folder / DOSSIER, number, clock) == 2
    assert not (folder / DOSSIER).is_symlink()


def test_what_one_dossier_holds_beyond_another_is_known_by_event(
    folder: Path, clock: Clock, number: str, backup: Path
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        now = staging.holding(dossier)
        heads = dossier.heads()
        last = dossier.events(number)[-1]
    with Dossier.at(backup, PASSWORD, clock) as dossier:
        then = staging.holding(dossier)

    assert [(one, count) for one, _, count in heads] == [(number, 3)]
    assert (now.cases, len(now.events), now.last) == (1, 3, last.recorded)
    assert then.events < now.events
    assert now.events - then.events == {last.hash}
