"""What was erased leaves no trace in the file's pages, its journal or its index.

The file here is not encrypted, so that its bytes can be read.
"""

import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.erasing import with_event
from scala_cli.case.events import Event
from scala_cli.clock import Clock
from scala_cli.dossier import driver, sweeping
from scala_cli.dossier.store import Dossier
from tests.conftest import PASSWORD, TickingClock
from tests.dossier.conftest import Connect
from tests.dossier.plain import Writer, erase, journal_of, opened, traces

ROOT = Path(__file__).parents[2]
SPINS = 12_000_000
"""About as many turns of an empty loop as it takes to erase a case and sweep."""
MOVED = (10, 50, 89, 209, 332)
"""Seeds with which rows move from page to page, and leave copies that nothing overwrites."""
Plans = Mapping[str, str]


def written(path: Path, plans: Plans, seed: int) -> Writer:
    """Fill a dossier at random; the words that are to go are in it."""
    writer = Writer(opened(path), plans, random.Random(seed))
    writer.fill()
    assert traces(path, writer.words)
    return writer


def check_erased(path: Path, plans: Plans, seed: int) -> bool:
    """Erase a case and look for what it said; tell whether erasing alone had left traces."""
    writer = written(path, plans, seed)
    erase(writer.dossier, writer.one)
    left = traces(path, writer.words)
    assert writer.dossier.sweep()

    assert traces(path, writer.words) == set()
    assert writer.dossier.case(writer.one).erased
    assert writer.dossier.faults() == []
    assert writer.dossier.search(writer.words[0]) == []
    for word in writer.kept[:20]:
        assert writer.dossier.search(word)
    writer.dossier.close()
    # Nor does closing, or opening again, bring anything back.
    opened(path).close()
    assert traces(path, writer.words) == set()
    return bool(left)


def test_after_erasing_neither_file_nor_journal_nor_index_holds_the_words(
    tmp_path: Path, plans: Plans
) -> None:
    left = [check_erased(tmp_path / f"{seed}", plans, seed) for seed in MOVED]

    # Without writing the file anew it would.
    assert all(left)


@pytest.mark.proef
@pytest.mark.parametrize("seed", range(100, 140))
def test_after_erasing_many_files_hold_nothing_of_it(
    tmp_path: Path, plans: Plans, seed: int
) -> None:
    check_erased(tmp_path / "dossiers", plans, seed)


def test_one_answer_with_all_that_came_of_it_goes_and_the_words_beside_it_stay(
    tmp_path: Path, plans: Plans
) -> None:
    path = tmp_path / "dossiers"
    writer = Writer(opened(path), plans, random.Random(7))
    writer.fill()
    beside = ["noooonnoozznoz", "pppqqqrrrsssttt"]
    writer.add(writer.one, drafts.note(" ".join(beside), "directie"))
    case = writer.dossier.case(writer.one)
    notes = [event.number for event in case.events[1:-1] if event.step is None]
    meant = sorted({*with_event(case, 2), *notes, *range(2, case.count)})
    writer.dossier.append(
        writer.one, drafts.erase(meant, "per ongeluk vastgelegd", "directie"), case.count
    )
    assert writer.dossier.sweep()

    assert traces(path, writer.words) == set()
    assert traces(path, beside) == {word[-8:] for word in beside}
    assert writer.dossier.faults() == []


def test_what_is_erased_bit_by_bit_leaves_no_trace_either(tmp_path: Path, plans: Plans) -> None:
    path = tmp_path / "dossiers"
    writer = written(path, plans, 3)
    numbers = list(range(2, writer.count[writer.one] + 1))
    writer.chance.shuffle(numbers)
    for number in numbers:
        writer.add(writer.one, drafts.erase([number], "per ongeluk", "directie"))
        if writer.chance.random() < 0.3:
            assert writer.dossier.sweep()
            writer.add(writer.two, drafts.note("abc " * 200, "directie"))
    assert writer.dossier.sweep()

    assert traces(path, writer.words) == set()


def check_killed(path: Path, plans: Plans, seed: int) -> bool:
    """Kill erasing at a random moment; tell whether the case was erased by then."""
    writer = written(path, plans, seed)
    count, one = writer.count[writer.one], writer.one
    writer.dossier.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.dossier.plain", str(path), one],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"klaar\n"
        process.stdin.write(b"\n")
        process.stdin.flush()
        for _ in range(random.Random(seed).randrange(SPINS)):
            pass
    finally:
        process.kill()
        process.communicate()

    with opened(path) as dossier:
        case = dossier.case(one)
        assert dossier.faults() == []
        if case.erased:
            assert traces(path, writer.words) == set()
        else:
            assert case.count == count
            assert all(event.content is not None for event in case.events)
            erase(dossier, one)
            assert dossier.sweep()
        assert traces(path, writer.words) == set()
        assert not journal_of(path).exists() or not journal_of(path).read_bytes()
    return case.erased


def test_erasing_that_was_killed_has_erased_nothing_or_leaves_no_trace(
    tmp_path: Path, plans: Plans
) -> None:
    for seed in range(5):
        check_killed(tmp_path / f"{seed}", plans, seed)


@pytest.mark.proef
def test_erasing_that_was_killed_often_leaves_no_trace(tmp_path: Path, plans: Plans) -> None:
    erased = [check_killed(tmp_path / f"{seed}", plans, seed) for seed in range(1000, 1040)]

    assert set(erased) == {True, False}


def test_a_kill_between_erasing_and_sweeping_is_made_good_when_the_dossier_is_opened(
    tmp_path: Path, plans: Plans
) -> None:
    path = tmp_path / "dossiers"
    writer = written(path, plans, 1)
    erase(writer.dossier, writer.one)
    assert sweeping.is_marked(writer.dossier._db)
    assert traces(path, writer.words)
    writer.dossier.close()

    with opened(path) as dossier:
        assert not sweeping.is_marked(dossier._db)
        assert traces(path, writer.words) == set()


@pytest.fixture
def noted(dossier: Dossier, plans: Plans) -> Event:
    """A note in a dossier as the program makes it, encrypted."""
    first = dossier.open_case(plans, {"door": "directie"})
    return dossier.append(first.case, drafts.note("Iets.", "directie"), 1)


def test_only_erasing_marks_the_file(dossier: Dossier, noted: Event) -> None:
    assert not sweeping.is_marked(dossier._db)
    dossier.append(noted.case, drafts.erase([2], "verzoek", "directie"), 2)
    assert sweeping.is_marked(dossier._db)
    assert dossier.sweep()
    assert not sweeping.is_marked(dossier._db)


def test_opening_sweeps_what_was_left_marked(
    folder: Path, dossier: Dossier, noted: Event, clock: Clock
) -> None:
    dossier.append(noted.case, drafts.erase([2], "verzoek", "directie"), 2)
    dossier.close()

    with Dossier.open(folder, PASSWORD, clock) as again:
        assert not sweeping.is_marked(again._db)
        assert again.faults() == []


def test_a_file_that_another_reads_is_swept_the_next_time(
    folder: Path, dossier: Dossier, noted: Event, connect: Connect
) -> None:
    dossier.append(noted.case, drafts.erase([2], "verzoek", "directie"), 2)
    dossier._db.execute("PRAGMA busy_timeout = 1")
    other = connect(folder)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM inhoud").fetchone()

    assert not dossier.sweep()
    assert sweeping.is_marked(dossier._db)
    # Reading and writing go on as ever.
    assert dossier.case(noted.case).count == 3
    other.execute("COMMIT")
    assert dossier.sweep()


def test_a_dossier_that_cannot_be_swept_opens_all_the_same(
    folder: Path, dossier: Dossier, noted: Event, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(driver._PRAGMAS, "busy_timeout", 1)
    dossier.append(noted.case, drafts.erase([2], "verzoek", "directie"), 2)
    dossier.close()
    other = connect(folder)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM inhoud").fetchone()

    with Dossier.open(folder, PASSWORD, TickingClock()) as again:
        assert sweeping.is_marked(again._db)
        assert again.case(noted.case).count == 3
