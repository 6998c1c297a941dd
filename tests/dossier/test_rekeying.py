"""Another password: the old file or the new one, whole, and no answer in a file that is gone."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scala_cli import clock as clocks
from scala_cli.case.events import CaseMoved, Draft, Kind
from scala_cli.clock import Clock
from scala_cli.dossier import beside, driver, keys, rekeying, replacing
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongPassword
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD
from tests.dossier.conftest import Connect

ROOT = Path(__file__).parents[2]
NEW = "een-nieuw-wachtwoord"
NOTE = Draft(Kind.NOTED, "2026-11-20", {"door": "directie", "tekst": "Er is gebeld."})
SPINS = 100_000
"""About as many turns of an empty loop as it takes to write two answers."""
REPLACED = "is intussen vervangen"


@pytest.fixture
def number(folder: Path, clock: Clock, plans: dict[str, str]) -> str:
    """A case of two events."""
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        found = dossier.open_case(plans, {"door": "directie"}).case
        dossier.append(found, NOTE, 1)
    return found


def names(folder: Path) -> set[str]:
    """Return what is in a folder, an empty journal aside."""
    return {
        one.name
        for one in folder.iterdir()
        if not one.name.endswith("-journal") or one.stat().st_size
    }


def header(folder: Path, password: str) -> tuple[int, int]:
    """Return a file's own version and the mark of the program that made it."""
    db = driver.connect(folder / DOSSIER, password)
    found = [
        db.execute(f"PRAGMA {one}").fetchone()[0] for one in ("user_version", "application_id")
    ]
    db.close()
    return found[0], found[1]


def test_after_a_change_only_the_new_password_opens_the_same_dossier(
    folder: Path, clock: Clock, number: str
) -> None:
    before = header(folder, PASSWORD)
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        heads = dossier.heads()
    umask = os.umask(0)
    try:
        rekeying.change_password(folder, PASSWORD, NEW, clock)
    finally:
        os.umask(umask)

    with pytest.raises(WrongPassword):
        Dossier.open(folder, PASSWORD, clock)
    with Dossier.open(folder, NEW, clock) as dossier:
        assert (dossier.faults(), dossier.heads()) == ([], heads)
        dossier.append(number, NOTE, 2)
    assert header(folder, NEW) == before
    assert names(folder) == {DOSSIER}
    assert (folder / DOSSIER).stat().st_mode & 0o777 == 0o600


def test_a_key_can_be_given_in_the_place_of_the_old_password(
    folder: Path, clock: Clock, number: str
) -> None:
    key = keys.derived(folder / DOSSIER, PASSWORD)
    rekeying.change_password(folder, key, NEW, clock)

    assert not driver.opens(folder / DOSSIER, key)
    assert driver.opens(folder / DOSSIER, NEW)


def test_with_a_wrong_password_nothing_changes(folder: Path, clock: Clock, number: str) -> None:
    before = (folder / DOSSIER).read_bytes()

    with pytest.raises(WrongPassword):
        rekeying.change_password(folder, NEW, NEW, clock)

    assert (folder / DOSSIER).read_bytes() == before
    assert names(folder) == {DOSSIER}


def flip(path: Path, place: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_a_damaged_dossier_keeps_its_password(folder: Path, clock: Clock, number: str) -> None:
    flip(folder / DOSSIER, -2000)
    before = (folder / DOSSIER).read_bytes()

    with pytest.raises(DossierUnusable, match="kunt u zo nodig zelf kopiëren"):
        rekeying.change_password(folder, PASSWORD, NEW, clock)

    assert (folder / DOSSIER).read_bytes() == before


def test_a_dossier_with_a_fault_keeps_its_password(
    folder: Path, clock: Clock, number: str, connect: Connect
) -> None:
    connect(folder).execute("CREATE TABLE erbij (x TEXT)")

    with pytest.raises(DossierUnusable, match=r"niet in orde: 1 keer\..*stappenplan controleer"):
        rekeying.change_password(folder, PASSWORD, NEW, clock)

    assert driver.opens(folder / DOSSIER, PASSWORD)


@pytest.mark.parametrize("wrong", ["bit", "gebeurtenis", "wachtwoord"])
def test_a_copy_that_is_not_the_same_never_takes_the_place(
    folder: Path, clock: Clock, number: str, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    change = driver.change_password

    def spoiled(path: Path, secret: keys.Secret, password: str) -> None:
        if wrong == "gebeurtenis":
            with Dossier.at(path, secret, clock) as copy:
                copy.append(number, NOTE, 2)
        change(path, secret, password if wrong != "wachtwoord" else f"{password}!")
        if wrong == "bit":
            flip(path, -2000)

    monkeypatch.setattr(driver, "change_password", spoiled)
    before = (folder / DOSSIER).read_bytes()

    with pytest.raises(DossierUnusable, match=r"niet gewijzigd.*oude wachtwoord geldt nog"):
        rekeying.change_password(folder, PASSWORD, NEW, clock)

    assert (folder / DOSSIER).read_bytes() == before
    assert names(folder) == {DOSSIER}


def test_a_dossier_that_another_keeps_locked_keeps_its_password(
    folder: Path, clock: Clock, number: str, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(driver._PRAGMAS, "busy_timeout", 0)
    other = connect(folder)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DossierUnusable, match="in gebruik door een ander venster"):
        rekeying.change_password(folder, PASSWORD, NEW, clock)
    other.execute("ROLLBACK")

    assert driver.opens(folder / DOSSIER, PASSWORD)
    assert names(folder) == {DOSSIER}


def test_a_window_that_has_the_old_file_open_is_told_and_loses_no_answer(
    folder: Path, clock: Clock, number: str, plans: dict[str, str]
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as old:
        rekeying.change_password(folder, PASSWORD, NEW, clock)

        for write in (
            lambda: old.append(number, NOTE, 2),
            lambda: old.open_case(plans, {"door": "directie"}),
            lambda: old.copy_made("export", folder / "a.md"),
        ):
            with pytest.raises(DossierUnusable, match=REPLACED) as caught:
                write()
            assert "stappenplan verder" in str(caught.value)
        with pytest.raises(DossierUnusable, match=REPLACED), old.held(alone=False):
            pass
        assert len(old.events(number)) == 2

    with Dossier.open(folder, NEW, clock) as dossier:
        assert len(dossier.events(number)) == 2


@pytest.mark.parametrize("now", ["weg", "map"])
def test_a_window_whose_file_is_gone_is_told(
    folder: Path, dossier: Dossier, plans: dict[str, str], now: str
) -> None:
    dossier.path.rename(folder / "elders")
    if now == "map":
        dossier.path.mkdir()

    with pytest.raises(DossierUnusable, match=REPLACED):
        dossier.open_case(plans, {"door": "directie"})


def test_a_file_that_is_replaced_while_it_is_opened_is_not_used(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = driver.connect

    def replaced(path: Path, secret: keys.Secret) -> Any:  # noqa: ANN401 - the driver's own
        found = connect(path, secret)
        (folder / "nieuw").write_bytes(path.read_bytes())
        (folder / "nieuw").replace(path)
        return found

    monkeypatch.setattr(driver, "connect", replaced)

    with pytest.raises(DossierUnusable, match=REPLACED):
        Dossier.open(folder, PASSWORD, clock)


TRY = """
import sys
from pathlib import Path
from scala_cli import clock
from scala_cli.dossier import driver
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable
driver._PRAGMAS["busy_timeout"] = 0
with Dossier.open(Path(sys.argv[1]), sys.argv[2], clock.now) as dossier:
    print(len(dossier.heads()))
    try:
        dossier.copy_made("export", Path("a.md"))
    except DossierUnusable as error:
        print(error)
    else:
        print("geschreven")
"""


def tried(folder: Path) -> list[str]:
    """Return what another process hears that reads, and then tries to write."""
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(folder), PASSWORD],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_until_the_new_file_is_in_place_no_other_process_can_write_in_the_old_one(
    folder: Path, clock: Clock, number: str
) -> None:
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        with dossier.held(alone=True) as source, beside.copied(source, folder) as fresh:
            driver.change_password(fresh, PASSWORD, NEW)
            assert replacing.is_whole(fresh, NEW, clock, dossier.heads(), lambda: None)
            cases, told = tried(folder)
        assert (cases, "in gebruik door een ander venster" in told) == ("1", True)
        assert tried(folder) == ["1", "geschreven"]


WRITE = """
import sys
from pathlib import Path
from tests.dossier.test_rekeying import write_on
write_on(Path(sys.argv[1]), sys.argv[2])
"""


def write_on(folder: Path, number: str) -> None:
    """Write notes until that is refused; then say how many were saved, and why it ended."""
    with Dossier.open(folder, PASSWORD, clocks.now) as dossier:
        count = len(dossier.events(number))
        print("klaar", flush=True)
        try:
            while True:
                try:
                    count = dossier.append(number, NOTE, count).number
                except CaseMoved:
                    count = len(dossier.events(number))
                # One that never leaves off lets nobody else in.
                for _ in range(SPINS):
                    pass
        except DossierUnusable as error:
            print(count, error)


def test_what_another_process_saved_until_it_was_told_is_in_the_new_file(
    folder: Path, clock: Clock, number: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder), number],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    try:
        rekeying.change_password(folder, PASSWORD, NEW, clock)
        count, _, told = process.communicate()[0].partition(" ")
    finally:
        process.kill()

    assert REPLACED in told
    with Dossier.open(folder, NEW, clock) as dossier:
        assert dossier.faults() == []
        assert len(dossier.events(number)) == int(count)


def test_opening_clears_what_a_killed_change_left_and_nothing_else(
    folder: Path, clock: Clock
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [f"{DOSSIER}.nieuw-{ended.pid}{end}" for end in ("", "-journal", "-oud")]
    stays = {
        f"{DOSSIER}.nieuw-{os.getppid()}",
        f"{DOSSIER}.nieuw-{os.getpid()}",
        f"{DOSSIER}.voor-herstel-2026-11-22-141500",
        f"{DOSSIER}.nieuw-plan",
        "nieuw-1",
    }
    for name in (*left, *stays):
        (folder / name).write_bytes(b"half af")

    Dossier.open(folder, PASSWORD, clock).close()

    assert names(folder) == {DOSSIER, *stays}


def test_a_journal_that_waits_beside_the_dossier_is_never_given_another_file(
    folder: Path,
) -> None:
    journal = folder / f"{DOSSIER}-journal"
    replacing.must_have_no_journal(folder / DOSSIER)
    journal.write_bytes(b"")
    replacing.must_have_no_journal(folder / DOSSIER)
    journal.write_bytes(b"half af")

    with pytest.raises(DossierUnusable, match="halverwege is afgebroken"):
        replacing.must_have_no_journal(folder / DOSSIER)
