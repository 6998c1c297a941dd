"""Whatever stands at the other end of the streams: a sensible exit code and no traceback."""

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scala_cli import __main__ as entry
from scala_cli.files import DOSSIER
from tests.commands.conftest import ONE, RunCli
from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[2]


def shell(folder: Path, words: str, ending: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the program in a shell, with a redirection behind it."""
    program = f"{shlex.quote(sys.executable)} -m scala_cli {words} {ending}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", program],
        env={
            "PATH": os.environ["PATH"], "STAPPENPLAN_MAP": str(folder),
            "STAPPENPLAN_WACHTWOORD": PASSWORD,
        },
        cwd=ROOT, text=True, capture_output=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["--help", "--versie", "dossier lijst --json", f"dossier toon {ONE} --json", "statement",
     "plan paden plaatsing --json"],
)  # fmt: skip
def test_output_that_cannot_be_written_is_5_with_one_sentence(filled: Path, words: str) -> None:
    done = shell(filled, words, ">/dev/full")
    assert done.returncode == 5
    assert done.stderr.startswith("De uitvoer kan niet worden geschreven")
    assert done.stderr.count("\n") == 1


def test_a_statement_that_could_not_be_printed_is_not_kept(filled: Path) -> None:
    before = shell(filled, "controleer --json", "").stdout
    assert shell(filled, f"statement {ONE}", ">/dev/full").returncode == 5
    assert shell(filled, "controleer --json", "").stdout == before


@pytest.mark.parametrize(
    ("words", "ending", "code"),
    [
        ("dossier lijst --json", ">&-", 0),
        ("dossier lijst", ">&-", 0),
        (f"statement {ONE}", ">&- 2>&-", 0),
        ("dossier toon 9", "2>&-", 2),
        ("dossier toon 9", "2>/dev/full", 2),
        ("dossier toon 9", ">/dev/full 2>/dev/full", 2),
        ("start", "<&-", 3),
        ("start --json", "<&- >&- 2>&-", 3),
    ],
)
def test_streams_that_are_closed_or_full_change_no_code_of_their_own(
    filled: Path, words: str, ending: str, code: int
) -> None:
    done = shell(filled, words, ending)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "programma zelf" not in done.stderr


@pytest.mark.parametrize("words", [f"dossier toon {ONE} --json", "plan paden plaatsing", "--help"])
def test_a_reader_that_leaves_is_no_fault(filled: Path, words: str) -> None:
    done = shell(filled, words, "| true")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_is_still_told_when_the_reader_leaves(filled: Path) -> None:
    done = shell(filled, "dossier toon 9", "| true")
    assert done.returncode == 2
    assert done.stderr.startswith("Dossier 9 bestaat niet.")


def test_an_interrupt_while_the_program_loads_is_told_like_any_other() -> None:
    code = (
        "import sys, importlib.abc, os, signal\n"
        "class Halfway(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'click':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Halfway())\n"
        "from scala_cli.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr == f"{entry._INTERRUPTED}\n"


def test_the_command_begins_where_the_module_does() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"stappenplan": "scala_cli.__main__:main"}


def test_a_statement_can_be_sent_to_stdout_by_name(filled: Path) -> None:
    done = shell(filled, "statement --naar -", "")
    assert done.stdout == shell(filled, "statement", "").stdout
    assert done.stderr == ""
    assert json.loads(shell(filled, "controleer --json", "").stdout)["in_orde"]


def test_a_folder_made_beforehand_for_own_plans_and_letters_is_closed_to_others(
    run_cli: RunCli, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "dossiers", tmp_path / "documenten"
    for folder in (ours, theirs):
        (folder / "plannen").mkdir(parents=True)
        (folder / "brieven").mkdir()
        folder.chmod(0o755)
    (theirs / "boodschappen.txt").touch()

    first = run_cli("start", "--map", ours)
    other = run_cli("start", "--map", theirs)

    assert (stat.S_IMODE(ours.stat().st_mode), stat.S_IMODE(theirs.stat().st_mode)) == (
        0o700,
        0o755,
    )
    assert "andere gebruikers" not in first.err
    assert f"Sluit de map af met: chmod 700 {theirs}" in other.err
    assert "andere gebruikers" in run_cli("controleer", "--map", theirs).out


def test_a_new_dossier_in_a_shared_folder_comes_with_a_warning_and_is_made_all_the_same(
    run_cli: RunCli, tmp_path: Path
) -> None:
    shared = tmp_path / "Dropbox" / "school"

    first = run_cli("start", "--map", shared)
    again = run_cli("start", "--map", shared)

    assert "staat in Dropbox" in first.err
    assert (shared / DOSSIER).is_file()
    assert "staat in Dropbox" not in again.err
