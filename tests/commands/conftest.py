"""What the tests of commands share: the program run in this process, and a dossier to read."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from scala_cli import cli
from scala_cli.commands.walk import OneCase
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Stopped
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from scala_cli.prompts.answers import AnswersFile
from scala_cli.prompts.answers_text import read_answers
from scala_cli.walkthrough import Walk
from tests.conftest import NOW, PASSWORD, TickingClock
from tests.walking import PAPERS

ONE = "2026-001"
"""A child's case with fields, open at the reactions, nothing said about aangifte."""
TWO = "2026-002"
"""An adult's case without a talk, walked to its end."""

ADULT_WITHOUT_TALK = """
plan = "plaatsing"
[[antwoord]]
stap = "signaal"
keuze = "gedaan"
velden = { platform = "tiktok" }
[[antwoord]]
stap = "spoed"
keuze = "nee"
[[antwoord]]
stap = "stilte"
keuze = "gedaan"
[[antwoord]]
stap = "gesprek"
overgeslagen = true
reden = "gesprek geweigerd"
[[antwoord]]
stap = "wie"
keuze = "volwassene"
velden = { naam = "J. Voorbeeld", ouder_verzorger = false }
[[antwoord]]
stap = "reactie-volwassene"
keuze = "inadequaat"
[[antwoord]]
stap = "statement"
keuze = "gedaan"
[[antwoord]]
stap = "dossier-volwassene"
keuze = "gedaan"
"""
CHILD = """
plan = "plaatsing"
[[antwoord]]
stap = "signaal"
keuze = "gedaan"
gebeurd = 2026-11-20T14:30:00
velden = { platform = "instagram", link = "https://x.example/a", inhoud = "Geheim bericht" }
[[antwoord]]
stap = "spoed"
keuze = "nee"
[[antwoord]]
stap = "gesprek"
keuze = "gedaan"
velden = { datum = 2026-11-21, aanwezig = "J. Voorbeeld" }
[[antwoord]]
stap = "stilte"
keuze = "gedaan"
[[antwoord]]
stap = "wie"
keuze = "kind"
velden = { naam = "J. Voorbeeld", klas = "Groep 8", jonger_dan_12 = true }
[[antwoord]]
stap = "gesprek-kind"
keuze = "gedaan"
[[antwoord]]
stap = "ouders-uitnodigen"
keuze = "gedaan"
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the program left: its exit code and what it printed."""

    code: int
    out: str
    err: str


RunCli = Callable[..., Ran]


@pytest.fixture
def run_cli(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> RunCli:
    """Run the program: `run_cli("start", "--json", stdin=b"…")`; the clock starts at NOW."""
    monkeypatch.setattr("scala_cli.clock.now", TickingClock())

    def ran(*args: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.run([str(arg) for arg in args])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return Ran(stopped.value.code, printed.out, printed.err)

    return ran


@pytest.fixture
def answers(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write an answers file and return its path."""

    def written(text: str | bytes) -> Path:
        path = tmp_path / "antwoorden.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


def walk_file(dossier: Dossier, library: Library, plan: str, path: Path) -> str:
    """Open a case, answer it from a file as far as that goes, and return its number."""
    graph = Graph(plan, library.plans)
    pinned = {one.id: canonical(library.documents[one.id]) for one in graph.plans}
    number = dossier.open_case(pinned, {"door": "directie"}).case
    prompter = AnswersFile(read_answers(path), graph, NOW)
    try:
        Walk(OneCase(dossier, number), prompter, PAPERS, "directie", TickingClock()).run()
    except Stopped:
        return number
    return number


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with the cases ONE and TWO; copy it before use."""
    folder = tmp_path_factory.mktemp("dossier")
    file = folder / "antwoorden.toml"
    with Dossier.create(folder / "gegevens", PASSWORD, TickingClock()) as dossier:
        for text in (CHILD, ADULT_WITHOUT_TALK):
            file.write_text(text, encoding="utf-8")
            walk_file(dossier, library, "plaatsing", file)
    return folder / "gegevens"


@pytest.fixture
def filled(home: Path, made_once: Path) -> Path:
    """The data folder, with the cases ONE and TWO in it."""
    return Path(copytree(made_once, home))
