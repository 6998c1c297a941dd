"""An export that is killed leaves whole files or none, and the dossier as it was."""

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from scala_cli import clock
from scala_cli.case import drafts
from scala_cli.case.drafts import File, Found
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[1]
CASES = 6
PICTURE = random.Random(20261122).randbytes(1_000_000)
SPINS = 400_000
"""About as many turns of an empty loop as it takes to export a case and its picture."""


@dataclass(frozen=True)
class Whole:
    """A dossier with files, and what an export that nothing stops makes of it."""

    dossier: bytes
    heads: list[tuple[str, str, int]]
    files: Mapping[str, bytes]


def start_export(folder: Path, target: Path) -> "subprocess.Popen[bytes]":
    """Start the program, exporting everything."""
    return subprocess.Popen(
        [sys.executable, "-m", "scala_cli", "exporteer", "--alles", "--naar", str(target)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "STAPPENPLAN_MAP": str(folder), "STAPPENPLAN_WACHTWOORD": PASSWORD},
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, library: Library, plaatsing: Graph) -> Whole:
    folder = tmp_path_factory.mktemp("heel")
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in plaatsing.plans}
    told = File("scherm.png", hashlib.sha256(PICTURE).hexdigest(), len(PICTURE), kept=True)
    with Dossier.create(folder, PASSWORD, clock.now) as dossier:
        for _ in range(CASES):
            number = dossier.open_case(pinned, {"door": "directie"}).case
            draft = drafts.evidence(Found(file=told), "directie")
            dossier.append(number, draft, 1, PICTURE)
        heads = dossier.heads()
        before = (folder / DOSSIER).read_bytes()
    assert start_export(folder, folder / "uit").wait() == 0
    files = {path.name: path.read_bytes() for path in (folder / "uit").iterdir()}
    assert len(files) == 2 * CASES
    return Whole(before, heads, files)


def check_one_kill(whole: Whole, folder: Path, seed: int) -> None:
    """Kill an export once some files are there, or before, and look at all that is left."""
    chance = random.Random(seed)
    target = folder / "uit"
    target.mkdir()
    (folder / DOSSIER).write_bytes(whole.dossier)
    wanted = chance.randrange(len(whole.files))
    process = start_export(folder, target)
    try:
        while process.poll() is None and len(list(target.glob("dossier-*"))) < wanted:
            pass
        # A moment of random length, so that a kill also falls halfway a file.
        for _ in range(chance.randrange(SPINS)):
            pass
    finally:
        process.kill()
        process.wait()

    made = {path.name: path.read_bytes() for path in target.glob("dossier-*")}
    assert len(made) >= wanted
    assert made.items() <= whole.files.items()
    with Dossier.open(folder, PASSWORD, clock.now) as dossier:
        assert dossier.faults() == []
        assert dossier.heads() == whole.heads
        # A file is there only if it is known that it may be.
        assert set(made) <= {copy.path.name for copy in dossier.copies()}
    assert start_export(folder, target).wait() == 0
    after = {path.name: path.read_bytes() for path in target.glob("dossier-*")}
    assert after == whole.files


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_export_leaves_each_file_whole_or_absent_and_the_dossier_in_order(
    whole: Whole, tmp_path: Path, seed: int
) -> None:
    check_one_kill(whole, tmp_path, seed)


@pytest.mark.proef
@pytest.mark.parametrize("seed", range(1000, 1020))
def test_twenty_killed_exports_leave_each_file_whole_or_absent(
    whole: Whole, tmp_path: Path, seed: int
) -> None:
    check_one_kill(whole, tmp_path, seed)
