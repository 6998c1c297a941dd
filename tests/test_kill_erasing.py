"""Killed while erasing: each case is untouched or wholly erased, and doing it again finishes it.

The program itself, in a process of its own, killed at a random moment after the word was typed.
That no trace is left in the file's bytes is proven in `tests/dossier/test_sweeping.py`.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from scala_cli import clock
from scala_cli.case import drafts
from scala_cli.case.state import Case
from scala_cli.dossier import sweeping
from scala_cli.dossier.store import Dossier
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[1]
SPINS = 15_000_000
"""About as many turns of an empty loop as it takes to erase a large case and sweep."""
EVENTS = 150
SEVERAL = 5
PASSED = date(2020, 1, 1)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with a dossier of one large closed case."""
    folder = tmp_path_factory.mktemp("groot")
    return filled(folder, library, 1, EVENTS)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with a dossier of closed cases that were kept long enough, and one that wasn't."""
    folder = tmp_path_factory.mktemp("meer")
    filled(folder, library, SEVERAL, 20)
    return filled(folder, library, 1, 5, close=False)


def filled(folder: Path, library: Library, cases: int, events: int, *, close: bool = True) -> Path:
    """Fill a dossier with cases of so many notes and files, closed unless told."""
    plans = {
        one.id: canonical(library.documents[one.id])
        for one in Graph("plaatsing", library.plans).plans
    }
    with Dossier.create(folder, PASSWORD, clock.now) as dossier:
        for _ in range(cases):
            number = dossier.open_case(plans, {"door": "directie"}).case
            for count in range(1, events + 1):
                text = f"Wat er {count} keer is gezegd. " * 40
                dossier.append(number, drafts.note(text, "directie"), count)
            if close:
                closed = drafts.close("afgehandeld", "", PASSED, "kort", "directie")
                dossier.append(number, closed, events + 1)
    return folder


def start(folder: Path, *words: str) -> "subprocess.Popen[bytes]":
    """Start the program on a pipe."""
    env = {**os.environ, "STAPPENPLAN_MAP": str(folder), "STAPPENPLAN_WACHTWOORD": PASSWORD}
    return subprocess.Popen(
        [sys.executable, "-m", "scala_cli", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=env,
    )  # fmt: skip


def kill_while_erasing(folder: Path, words: Sequence[str], word: str, seed: int) -> None:
    """Type the word that confirms, wait a moment of random length, and kill."""
    process = start(folder, *words)
    try:
        assert process.stdin
        assert process.stdout
        shown = b""
        while not shown.endswith(b"\n> "):
            read = os.read(process.stdout.fileno(), 65536)
            assert read, process.communicate()
            shown += read
        process.stdin.write(f"{word}\n".encode())
        process.stdin.flush()
        for _ in range(random.Random(seed).randrange(SPINS)):
            pass
    finally:
        process.kill()
        process.communicate()


def said(case: Case) -> list[object]:
    return [event.content for event in case.events]


def looked_at(folder: Path, before: dict[str, list[object]]) -> set[str]:
    """See that every case is as it was or wholly erased; return the numbers of those erased."""
    erased = set()
    with Dossier.open(folder, PASSWORD, clock.now) as dossier:
        assert dossier.faults() == []
        assert not sweeping.is_marked(dossier._db)
        for number, contents in before.items():
            case = dossier.case(number)
            if case.erased:
                erased.add(number)
                assert case.count == len(contents) + 1
            else:
                assert said(case) == contents
        found = {hit.case for hit in dossier.search("gezegd")}
        assert found == before.keys() - erased
    return erased


def contents_of(folder: Path) -> dict[str, list[object]]:
    with Dossier.open(folder, PASSWORD, clock.now) as dossier:
        return {number: said(dossier.case(number)) for number in dossier.numbers()}


def finished(folder: Path, words: Sequence[str], word: str) -> "subprocess.Popen[bytes]":
    process = start(folder, *words)
    process.communicate(f"{word}\n".encode())
    return process


def check_one(large: Path, folder: Path, seed: int) -> bool:
    """Kill `dossier wis` of a whole large case; tell whether it was erased by then."""
    shutil.copytree(large, folder)
    before = contents_of(folder)
    words = ("dossier", "wis", next(iter(before)), "--grond", "verzoek van de betrokkene")
    kill_while_erasing(folder, words, "wis", seed)

    erased = looked_at(folder, before)
    again = finished(folder, words, "wis")
    assert again.returncode == (2 if erased else 0)
    assert looked_at(folder, before) == before.keys()
    return bool(erased)


def check_several(several: Path, folder: Path, seed: int) -> int:
    """Kill `opschonen` of several cases; return how many were erased by then."""
    shutil.copytree(several, folder)
    before = contents_of(folder)
    kill_while_erasing(folder, ("opschonen",), "opschonen", seed)

    erased = looked_at(folder, before)
    numbers = sorted(before)
    assert sorted(erased) == numbers[: len(erased)]
    assert finished(folder, ("opschonen",), "opschonen").returncode == 0
    assert sorted(looked_at(folder, before)) == numbers[:SEVERAL]
    return len(erased)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_wis_has_erased_the_whole_case_or_nothing_and_can_be_done_again(
    large: Path, tmp_path: Path, seed: int
) -> None:
    check_one(large, tmp_path / "gegevens", seed)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_opschonen_has_erased_whole_cases_only_and_can_be_done_again(
    several: Path, tmp_path: Path, seed: int
) -> None:
    check_several(several, tmp_path / "gegevens", seed)


@pytest.mark.proef
def test_a_wis_killed_twenty_times_leaves_no_case_half_erased(large: Path, tmp_path: Path) -> None:
    erased = {check_one(large, tmp_path / str(seed), seed) for seed in range(1000, 1020)}

    assert erased == {True, False}


@pytest.mark.proef
def test_an_opschonen_killed_twenty_times_leaves_no_case_half_erased(
    several: Path, tmp_path: Path
) -> None:
    erased = {check_several(several, tmp_path / str(seed), seed) for seed in range(1000, 1020)}

    assert len(erased) > 2
