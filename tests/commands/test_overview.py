"""`overzicht`: a school year in figures on the screen, down a pipe, or in a file."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from scala_cli.case.school_year import SchoolYear
from scala_cli.commands.overview import school_year
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongUse
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.commands.apart import tamper
from tests.commands.conftest import ONE, RunCli
from tests.conftest import PASSWORD, TickingClock
from tests.test_terminal import Terminal

YEAR = ("--schooljaar", "2026-2027")


@pytest.fixture
def five(filled: Path, library: Library, plaatsing: Graph) -> Path:
    """The data folder with three more cases, of which nothing is known yet."""
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in plaatsing.plans}
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        for _ in range(3):
            dossier.open_case(pinned, {"door": "J. Voorbeeld"})
    return filled


def test_down_a_pipe_the_figures_are_markdown_without_a_name(run_cli: RunCli, five: Path) -> None:
    ran = run_cli("overzicht", *YEAR)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith('---\ntitle: "Overzicht schooljaar 2026-2027"\n')
    assert "Aantal dossiers: 5\n" in ran.out
    assert "| open | 5 |" in ran.out
    assert "Voorbeeld" not in ran.out
    assert run_cli("overzicht", *YEAR, "--vorm", "md").out == ran.out
    assert run_cli("overzicht", *YEAR, "--naar", "-").out == ran.out


def test_numbers_of_one_or_two_cases_are_not_told(run_cli: RunCli, filled: Path) -> None:
    out = run_cli("overzicht", *YEAR).out
    assert r"Aantal dossiers: \<3" in out
    assert "TikTok" not in out
    assert "Kind" not in out


def test_another_school_year_has_its_own_figures(run_cli: RunCli, five: Path) -> None:
    assert "Aantal dossiers: 0\n" in run_cli("overzicht", "--schooljaar", "2025/26").out


@pytest.mark.parametrize("typed", ["2026-2027", "2026/27", "2026-27", " 2026 / 2027 ", "2026–2027"])
def test_a_school_year_is_read_as_people_write_it(typed: str) -> None:
    assert school_year(typed) == SchoolYear(2026)
    assert school_year("1999/00") == SchoolYear(1999)


@pytest.mark.parametrize(
    "typed",
    ["2026", "2026-2028", "2027-2026", "26-27", "2026-7", "", "zomer", "2026-2027-2028", "2026/26"],
)
def test_what_is_no_school_year_is_wrong_use(typed: str) -> None:
    with pytest.raises(WrongUse, match="Schrijf het als 2026-2027"):
        school_year(typed)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--schooljaar", "zomer"], "Schooljaar 'zomer' is niet te lezen."),
        (["--vorm", "json"], "Vorm 'json' bestaat niet. Kies md of pdf."),
        (["--vorm", "pdf", "--naar", "-"], "Een PDF kan niet naar het scherm."),
    ],
)
def test_wrong_use_is_told_and_nothing_is_printed(
    run_cli: RunCli, five: Path, words: list[str], told: str
) -> None:
    ran = run_cli("overzicht", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(told)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the program is run."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["--naar", "cijfers.md"], "cijfers.md"),
        (["--naar", "cijfers.pdf"], "cijfers.pdf"),
        (["--vorm", "pdf"], "overzicht-2026-2027.pdf"),
        (["--vorm", "pdf", "--naar", "."], "overzicht-2026-2027.pdf"),
    ],
)
def test_the_figures_go_to_a_file_for_its_owner_alone(
    run_cli: RunCli, five: Path, here: Path, words: list[str], name: str
) -> None:
    ran = run_cli("overzicht", *YEAR, *words)
    assert (ran.code, ran.out) == (0, f"{name}\n")
    assert [path.name for path in here.iterdir()] == [name]
    assert stat.S_IMODE((here / name).stat().st_mode) == 0o600
    if name.endswith(".pdf"):
        text = PdfReader(here / name).pages[0].extract_text()
        assert "Overzicht schooljaar 2026-2027" in text
        assert "Aantal dossiers: 5" in text


def test_a_file_that_is_there_stays_unless_told_otherwise(
    run_cli: RunCli, five: Path, tmp_path: Path
) -> None:
    target = tmp_path / "cijfers.md"
    target.write_text("van iemand", encoding="utf-8")
    assert run_cli("overzicht", *YEAR, "--naar", target).code == 2
    assert target.read_text(encoding="utf-8") == "van iemand"
    assert run_cli("overzicht", *YEAR, "--naar", target, "--overschrijf").code == 0
    assert target.read_text(encoding="utf-8").startswith("---\n")


def test_no_figures_come_from_a_case_that_was_changed(run_cli: RunCli, five: Path) -> None:
    tamper(five, ONE)
    ran = run_cli("overzicht", *YEAR)
    assert (ran.code, ran.out) == (5, "")
    assert ONE in ran.err


def test_without_a_dossier_there_is_nothing_to_count(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("overzicht")
    assert (ran.code, ran.out) == (2, "")
    assert "Er is nog geen dossier" in ran.err


@pytest.fixture
def terminal(five: Path) -> Iterator[Terminal]:
    """A terminal with five cases."""
    found = Terminal(five)
    yield found
    found.close()


def test_on_a_terminal_the_figures_are_a_page(terminal: Terminal) -> None:
    child = terminal.start("overzicht", *YEAR)
    child.expect("Overzicht schooljaar 2026-2027")
    child.expect("Aantal dossiers: 5")
    child.expect("Hoe dit is geteld")
    terminal.ends_with("", 0)
