"""Beside the questions of a walk, at a real dossier: a note, a letter, the end of a case."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from scala_cli.case.events import Kind
from scala_cli.commands.run import Run
from scala_cli.commands.walk import go_on
from scala_cli.errors import Stopped
from scala_cli.settings import Settings
from tests.commands.apart import case_of
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock

Typed = Callable[..., str]


class AtTerminal(io.StringIO):
    """A stream that a person is behind."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Go on with a case and type these lines: `typed(TWO, "1", …)`; return what was seen."""
    monkeypatch.chdir(tmp_path)

    def made(number: str, *lines: str) -> str:
        source, output = AtTerminal("".join(f"{line}\n" for line in lines)), AtTerminal()
        run = Run(Settings(filled, True, PASSWORD), TickingClock(), source, output, "")
        try:
            go_on(run, number, None, as_json=False)
        except Stopped as stopped:
            print(stopped, file=output)
        return output.getvalue()

    return made


def test_at_the_end_the_case_is_closed_as_the_command_does(typed: Typed, filled: Path) -> None:
    seen = typed(TWO, "sluiten", "TOCH-NIET", "klaar")
    assert not case_of(filled, TWO).closed
    assert f"Dossier {TWO} blijft open." in seen

    seen = typed(TWO, "sluiten", "afgehandeld", "", "voorstel")
    assert case_of(filled, TWO).closed
    assert f"Dossier {TWO} is gesloten" in seen


def test_at_the_end_the_case_is_written_as_the_command_does(
    typed: Typed, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(TWO, "exporteren", "terug", "exporteren", "volledig", "md", "klaar")
    assert (tmp_path / f"dossier-{TWO}.md").exists()
    assert "niet versleuteld" in capsys.readouterr().err

    (tmp_path / f"dossier-{TWO}.md").write_text("iets anders", encoding="utf-8")
    seen = typed(TWO, "exporteren", "volledig", "md", "klaar")
    assert "bestaat al" in seen


def test_an_empty_note_is_no_note_and_the_step_goes_on(typed: Typed, filled: Path) -> None:
    count = case_of(filled, ONE).count
    seen = typed(ONE, "NOTITIE", "", "PAUZE")
    assert "Er is geen notitie gemaakt." in seen
    assert case_of(filled, ONE).count == count

    seen = typed(ONE, "NOTITIE", "De ouders belden.", ".", "PAUZE")
    assert case_of(filled, ONE).events[-1].kind is Kind.NOTED
    assert "Genoteerd." in seen


def test_a_text_that_was_settled_at_its_step_says_so_in_the_steps_menu(
    typed: Typed, run_cli: RunCli, filled: Path
) -> None:
    run_cli("start", "--antwoorden", _started(filled.parent))
    seen = typed(
        "2026-003", "1", "TEKST:niet-reageren", "ONBEKEND", "vaststellen", "klaar", "PAUZE"
    )
    before, _, after = seen.rpartition("Is deze stap gedaan?")
    assert "Tekst klaarmaken: Niet meer reageren (vastgesteld)" in after
    assert "(vastgesteld)" not in before


def _started(folder: Path) -> Path:
    path = folder / "begin.toml"
    path.write_text(
        '[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "spoed"\nkeuze = "nee"\n',
        encoding="utf-8",
    )
    return path
