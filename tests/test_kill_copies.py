"""Whatever moment the program is killed at: the dossier is whole, and a backup whole or not there.

Real processes of the commands that copy, re-encrypt or replace the whole file, killed at random
moments in the midst of it.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from scala_cli import clock
from scala_cli.case.events import Draft, Kind
from scala_cli.clock import stamp
from scala_cli.dossier import driver
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[1]
NEW = "een-nieuw-wachtwoord"
SPINS = 25_000_000
"""About as many turns of an empty loop as it takes from the first sign of work to its end."""

Heads = list[tuple[str, str, int]]
Program = Sequence[str]
"""What Python runs; it is given the words of a command."""
PROGRAM: Program = ("-m", "scala_cli")


@dataclass(frozen=True)
class Before:
    """A dossier of some size, and an older backup of it, each with what it holds."""

    dossier: bytes
    heads: Heads
    backup: bytes
    backup_heads: Heads


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, library: Library, plaatsing: Graph) -> Before:
    """A dossier that takes a while to copy and to look over."""
    folder = tmp_path_factory.mktemp("ervoor")
    path = folder / DOSSIER
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in plaatsing.plans}
    text = " ".join(f"woord{place}" for place in range(4_000))
    with Dossier.create(folder, PASSWORD, clock.now) as dossier:
        number = dossier.open_case(pinned, {"door": "directie"}).case
        for count in range(1, 11):
            note = Draft(Kind.NOTED, stamp(clock.now()), {"door": "directie", "tekst": text})
            dossier.append(number, note, count)
        backup, backup_heads = path.read_bytes(), dossier.heads()
        dossier.append(number, note, 11)
        return Before(path.read_bytes(), dossier.heads(), backup, backup_heads)


@dataclass(frozen=True)
class Place:
    """The folders of one trial."""

    home: Path
    stick: Path

    @property
    def dossier(self) -> Path:
        """Return where the dossier is."""
        return self.home / DOSSIER

    @property
    def backup(self) -> Path:
        """Return where a backup is, or is to come."""
        return self.stick / "kopie.stappenplan"

    @property
    def new_password(self) -> Path:
        """Return the file with the new password."""
        return self.stick / "nieuw.txt"


@pytest.fixture
def place(before: Before, tmp_path: Path) -> Place:
    """Folders with the dossier in one, and the new password in the other."""
    return made(before, tmp_path)


def made(before: Before, folder: Path) -> Place:
    """Make such folders in a folder."""
    found = Place(folder / "gegevens", folder / "stick")
    found.home.mkdir(mode=0o700, parents=True)
    found.stick.mkdir()
    found.dossier.write_bytes(before.dossier)
    found.new_password.write_text(NEW, encoding="utf-8")
    return found


def start(program: Program, place: Place, *words: str) -> "subprocess.Popen[bytes]":
    """Start a command, with the word that confirms it waiting."""
    process = subprocess.Popen(
        [sys.executable, "-B", *program, "--eenvoudig", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={
            **os.environ,
            "STAPPENPLAN_MAP": str(place.home),
            "STAPPENPLAN_WACHTWOORD": PASSWORD,
        },
    )
    assert process.stdin is not None
    process.stdin.write(b"herstel\n")
    process.stdin.flush()
    return process


def kill_at_work(process: "subprocess.Popen[bytes]", folder: Path, seed: int | None) -> int:
    """Kill a process some time after it made something in a folder; return how it ended.

    Without a seed it is let be.
    """
    if seed is None:
        process.communicate()
        return process.returncode
    chance = random.Random(seed)
    there = set(folder.iterdir())
    try:
        while process.poll() is None and not set(folder.iterdir()) - there:
            pass
        for _ in range(chance.randrange(SPINS)):
            pass
    finally:
        process.kill()
        process.communicate()
    return process.returncode


def holds(path: Path, password: str) -> Heads:
    """Return what is in a file that opens and has no fault."""
    with Dossier.at(path, password, clock.now) as dossier:
        assert dossier.faults() == []
        return dossier.heads()


def left_in(folder: Path) -> set[str]:
    """Return what is in a folder beside the dossier with its journal."""
    return {one.name for one in folder.iterdir()} - {DOSSIER, f"{DOSSIER}-journal"}


def check_a_backup(before: Before, place: Place, seed: int | None, program: Program) -> int:
    """Kill a backup; see that there is none or a whole one, and that a next one clears up."""
    process = start(program, place, "reservekopie", "--naar", str(place.backup))
    ended = kill_at_work(process, place.stick, seed)

    if place.backup.exists():
        assert holds(place.backup, PASSWORD) == before.heads
        place.backup.unlink()
    with Dossier.open(place.home, PASSWORD, clock.now) as dossier:
        assert (dossier.faults(), dossier.heads()) == ([], before.heads)
    assert left_in(place.home) == set()
    again = start(PROGRAM, place, "reservekopie", "--naar", str(place.backup))
    assert (again.communicate()[1], again.returncode) == (b"", 0)
    assert holds(place.backup, PASSWORD) == before.heads
    journal = f"{place.backup.name}-journal"
    assert {one.name for one in place.stick.iterdir()} - {journal} == {
        place.backup.name,
        place.new_password.name,
    }
    return ended


def check_a_change(before: Before, place: Place, seed: int | None, program: Program) -> int:
    """Kill a change of password; see that either password opens all that there was."""
    process = start(
        program, place,
        "instellingen", "--wijzig-wachtwoord",
        "--nieuw-wachtwoordbestand", str(place.new_password),
    )  # fmt: skip
    ended = kill_at_work(process, place.home, seed)

    opens = [one for one in (PASSWORD, NEW) if driver.opens(place.dossier, one)]
    assert len(opens) == 1
    with Dossier.open(place.home, opens[0], clock.now) as dossier:
        assert (dossier.faults(), dossier.heads()) == ([], before.heads)
    assert left_in(place.home) == set()
    return ended


def check_a_restoring(before: Before, place: Place, seed: int | None, program: Program) -> int:
    """Kill a restoring; see that the old dossier or the backup is there, and nothing is lost."""
    place.backup.write_bytes(before.backup)
    process = start(program, place, "herstel", str(place.backup))
    ended = kill_at_work(process, place.home, seed)

    assert place.backup.read_bytes() == before.backup
    with Dossier.open(place.home, PASSWORD, clock.now) as dossier:
        assert dossier.faults() == []
        found = dossier.heads()
    assert found in (before.heads, before.backup_heads)
    left = left_in(place.home)
    if found == before.heads:
        assert left == set()
    else:
        (kept,) = left
        assert ".voor-herstel-" in kept
        assert holds(place.home / kept, PASSWORD) == before.heads
    return ended


CHECKS: Mapping[str, Callable[[Before, Place, int | None, Program], int]] = {
    "reservekopie": check_a_backup,
    "wachtwoord": check_a_change,
    "herstel": check_a_restoring,
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("what", CHECKS)
def test_a_kill_leaves_the_old_or_the_new_whole(
    before: Before, place: Place, what: str, seed: int
) -> None:
    CHECKS[what](before, place, seed, PROGRAM)


@pytest.mark.proef
@pytest.mark.parametrize("seed", range(1000, 1020))
@pytest.mark.parametrize("what", CHECKS)
def test_twenty_kills_leave_the_old_or_the_new_whole(
    before: Before, place: Place, what: str, seed: int
) -> None:
    CHECKS[what](before, place, seed, PROGRAM)


def steps() -> Mapping[str, tuple[str, ...]]:
    """Return each command with the places in the program where it is killed for certain."""
    copied = ("beside.copied", "beside.copy")
    return {
        "reservekopie": (*copied, "backups._named", "backups.is_whole", "backups.sync_folder"),
        "wachtwoord": (
            *copied, "driver.change_password", "beside.sync", "rekeying.is_whole",
            "rekeying.take_over", "replacing.sync_folder",
        ),
        "herstel": (
            *copied, "staging.examined", "restoring.restore", "restoring._keep",
            "restoring.take_over", "replacing.sync_folder",
        ),
    }  # fmt: skip


DYING = """
import os, signal, sys
from scala_cli.dossier import backups, beside, driver, rekeying, replacing, restoring, staging
from scala_cli.cli import run
room, name, when = sys.argv.pop(1).split(".")
proper = getattr(globals()[room], name)
def dying(*args, **kwargs):
    if when == "erna":
        proper(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(globals()[room], name, dying)
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing dies by SIGKILL there")
@pytest.mark.parametrize(
    ("what", "step"),
    [
        (what, f"{step}.{when}")
        for what, places in steps().items()
        for step in places
        for when in ("ervoor", "erna")
    ],
)
def test_a_kill_at_each_step_leaves_the_old_or_the_new_whole(
    before: Before, place: Place, what: str, step: str
) -> None:
    assert CHECKS[what](before, place, None, ("-c", DYING, step)) == -signal.SIGKILL


DYING_AT = """
import os, signal, sys
from scala_cli.cli import run
left = [int(sys.argv.pop(1))]
def hook(event, arguments):
    if event in ("os.rename", "os.remove", "os.link") and os.path.lexists(arguments[0]):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
sys.addaudithook(hook)
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing dies by SIGKILL there")
@pytest.mark.parametrize("what", CHECKS)
def test_a_kill_before_any_change_of_a_name_leaves_the_old_or_the_new_whole(
    before: Before, tmp_path: Path, what: str
) -> None:
    ended = [0]
    while len(ended) == 1 or ended[-1]:
        count = len(ended) - 1
        place = made(before, tmp_path / str(count))
        ended.append(CHECKS[what](before, place, None, ("-c", DYING_AT, str(count))))

    assert ended[1:-1] == [-signal.SIGKILL] * (len(ended) - 2)
    assert len(ended) > 3
