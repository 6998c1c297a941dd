"""The built wheel, installed in an empty folder and run away from the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import scala_cli

PROJECT = Path(scala_cli.__file__).resolve().parent.parent


def run(args: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with nothing of the tester's own surroundings but the path to programs."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env={**kept, "HOME": str(cwd), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wiel")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    backend = {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
    done = run(build, folder, **backend)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel alone."""
    target = tmp_path_factory.mktemp("doel")
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = run([*pip, "--no-index", "--target", str(target), str(wheel)], target.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def stappenplan(
    installed: Path, empty: Path, *args: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed program in an empty folder that is also the home folder.

    The target stands before the environment's own packages, of which `-S` skips the links
    back to the checkout.
    """
    packages = Path(pytest.__file__).resolve().parent.parent
    path = os.pathsep.join([str(installed), str(packages)])
    return run(["-S", "-m", "scala_cli", *args], empty, PYTHONPATH=path, **environment)


def test_the_wheel_holds_what_the_program_opens(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("data", "templates"):
        for path in (PROJECT / folder).rglob("*"):
            if path.is_file():
                inside = f"scala_cli/{path.relative_to(PROJECT).as_posix()}"
                assert inside in names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


def test_the_program_that_runs_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    packages = Path(pytest.__file__).resolve().parent.parent
    ask = "import scala_cli.resources as r; print(r.__file__); print(r.folder('data'))"
    path = os.pathsep.join([str(installed), str(packages)])
    done = run(["-S", "-c", ask], tmp_path, PYTHONPATH=path)
    inside = installed / "scala_cli"
    assert done.stdout.splitlines() == [str(inside / "resources.py"), str(inside / "data")]


def test_the_plans_come_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = stappenplan(installed, tmp_path, "plan", "lijst")
    assert (done.returncode, done.stderr) == (0, "")
    assert "plaatsing" in done.stdout
    assert "medewerker" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_case_can_be_walked_and_exported(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "antwoorden.toml").write_text(
        'plan = "medewerker"\n[[antwoord]]\nstap = "ventileert"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "aanspreken"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "grensoverschrijdend"\nkeuze = "nee"\n'
        '[[antwoord]]\nstap = "reactie-medewerker"\nkeuze = "rectificeert"\n'
        '[[antwoord]]\nstap = "dossier-medewerker"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "maatregel-nodig"\nkeuze = "nee"\n',
        encoding="utf-8",
    )
    word = {"STAPPENPLAN_WACHTWOORD": "een-lang-wachtwoord"}
    started = stappenplan(
        installed, tmp_path, "start", "--antwoorden", "antwoorden.toml", "--json", **word
    )
    assert (started.returncode, started.stderr) == (0, "")
    case = json.loads(started.stdout)
    assert (case["open"], len(case["stappen"])) == ([], 6)
    assert [one["soort"] for one in case["documenten"]] == ["melding-personeelsdossier"]
    written = stappenplan(installed, tmp_path, "exporteer", case["nummer"], **word)
    assert written.returncode == 0, written.stderr
    paper = (tmp_path / f"dossier-{case['nummer']}.md").read_text(encoding="utf-8")
    assert "Melding voor het personeelsdossier" in paper
    assert case["kop"] in paper
