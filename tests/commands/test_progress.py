"""What takes long tells how far it is, and gives as much as when it is quick."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pexpect drives POSIX terminals only", allow_module_level=True)

from scala_cli.dossier import backups, rekeying
from scala_cli.dossier.faults import Advance
from scala_cli.dossier.store import Dossier
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import PASSWORD, TickingClock
from tests.test_terminal import Terminal

MANY = 22


@pytest.fixture
def many(tmp_path: Path, library: Library, plaatsing: Graph) -> Path:
    """A data folder with more cases than are written without telling how far it is."""
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in plaatsing.plans}
    with Dossier.create(tmp_path / "gegevens", PASSWORD, TickingClock()) as dossier:
        for _ in range(MANY):
            dossier.open_case(pinned, {"door": "directie"})
    return tmp_path / "gegevens"


@pytest.fixture
def terminal(many: Path) -> Iterator[Terminal]:
    """A terminal with that data folder."""
    found = Terminal(many)
    yield found
    found.close()


def test_each_case_that_was_looked_at_is_counted_once(many: Path) -> None:
    counted: list[None] = []
    with Dossier.open(many, PASSWORD, TickingClock()) as dossier:
        assert dossier.faults(advance=lambda: counted.append(None)) == []
    assert len(counted) == MANY


@pytest.mark.parametrize("options", [(), ("--eenvoudig",)], ids=["drawn", "plain"])
def test_every_path_is_still_printed_whole_after_many_exports(
    terminal: Terminal, tmp_path: Path, options: tuple[str, ...]
) -> None:
    target = tmp_path / ("een-map-met-een-lange-naam-" * 4)
    child = terminal.start(*options, "exporteer", "--alles", "--naar", str(target))
    child.expect("niet versleuteld")
    paths = [line.strip() for line in (child.before or "").splitlines() if "dossier-" in line]
    assert paths == [str(path) for path in sorted(target.iterdir())]
    assert len(paths) == MANY
    terminal.ends_with("", 0)


def test_many_cases_are_checked_and_all_of_them_told(terminal: Terminal) -> None:
    child = terminal.start("--eenvoudig", "controleer")
    child.expect(f"In orde: {MANY} dossiers")
    terminal.ends_with(f"2026-0{MANY}", 0)


@pytest.mark.parametrize("work", ["reservekopie", "wachtwoord"])
def test_copying_and_encrypting_anew_look_at_each_case_before_and_after(
    many: Path, tmp_path: Path, work: str
) -> None:
    totals: list[int] = []
    counted: list[None] = []

    @contextmanager
    def counting(total: int) -> Iterator[Advance]:
        totals.append(total)
        yield lambda: counted.append(None)

    clock = TickingClock()
    if work == "wachtwoord":
        rekeying.change_password(many, PASSWORD, "een-ander-wachtwoord", clock, counting)
    else:
        with Dossier.open(many, PASSWORD, clock) as dossier:
            backups.back_up(dossier, PASSWORD, tmp_path / "kopie", clock, counting, overwrite=False)
    assert (totals, len(counted)) == ([2 * MANY], 2 * MANY)
