"""A public text that is posted already: looked at by the guard before it counts as settled."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case
from scala_cli.commands import guarding
from scala_cli.commands.papers import render_document
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.prompts.answers import AnswersFile
from scala_cli.prompts.answers_text import AnswersText
from scala_cli.settings import Settings
from scala_cli.walkthrough import Papers, Walk
from tests.commands.conftest import TWO, RunCli
from tests.conftest import NOW, PASSWORD, TickingClock
from tests.walking import CaseInMemory

NAMED = "J. Voorbeeld is fout geweest."
SAFE = "Wij hebben dit bericht gezien."
STATED: Sequence[dict[str, object]] = (
    {"stap": "signaal", "keuze": "gedaan"},
    {"stap": "spoed", "keuze": "nee"},
    {"stap": "stilte", "keuze": "gedaan"},
    {"stap": "gesprek", "overgeslagen": True, "reden": "gesprek geweigerd"},
    {"stap": "wie", "keuze": "volwassene", "velden": {"naam": "J. Voorbeeld"}},
    {"stap": "reactie-volwassene", "keuze": "inadequaat"},
    {"stap": "statement", "keuze": "gedaan", "velden": {"tekst": NAMED}},
    {"stap": "dossier-volwassene", "keuze": "gedaan"},
)


def walked(
    library: Library, folder: Path, typed: str, file: CaseInMemory | None = None
) -> tuple[CaseInMemory, str]:
    """Walk to the end; what the guard asks is answered by the lines typed."""
    graph = Graph("plaatsing", library.plans)
    file = file or CaseInMemory(graph, TickingClock())
    left = STATED if len(file.events) == 1 else STATED[-1:]
    output = io.StringIO()
    settings = Settings(folder, True, PASSWORD)
    run = Run(settings, file.clock, io.StringIO(typed), output, "")
    prompter = AnswersFile(AnswersText("antwoorden.toml", "plaatsing", left), graph, NOW)
    papers = Papers(render_document, partial(guarding.weigh, run))
    Walk(file, prompter, papers, "directie", file.clock).run()
    return file, output.getvalue()


def settled(case: Case) -> list[Event]:
    return [one for one in case.events if one.kind is Kind.SETTLED]


def test_what_stays_in_spite_of_the_guard_is_settled_with_its_reason(
    library: Library, tmp_path: Path
) -> None:
    file, screen = walked(library, tmp_path, "2\n1\nHet moest zo\n")
    (event,) = settled(file.read())
    assert event.said["tekst"] == NAMED
    assert {"soort": "naam", "reden": "Het moest zo"} in event.said["wacht"]
    assert 'Haal weg: "J. Voorbeeld" (naam). Laat de naam weg.' in screen


def test_a_text_changed_after_a_look_is_the_one_that_is_settled_and_the_first_stays_to_be_read(
    library: Library, tmp_path: Path
) -> None:
    file, _ = walked(library, tmp_path, f"1\n{SAFE}\n.\n")
    (event,) = settled(file.read())
    assert (event.said["tekst"], "wacht" in event.said) == (SAFE, False)
    (revised,) = [one for one in file.events if one.kind is Kind.REVISED]
    assert revised.said["reden"] == "de geplaatste tekst is aangepast"
    assert any(NAMED in str(one.said) for one in file.events)


def test_whoever_goes_away_at_the_guards_question_keeps_the_text_and_is_asked_again(
    library: Library, tmp_path: Path
) -> None:
    graph = Graph("plaatsing", library.plans)
    file = CaseInMemory(graph, TickingClock())
    with pytest.raises(EOFError):
        walked(library, tmp_path, "", file)
    assert NAMED in str(file.events[-1].said)
    assert settled(file.read()) == []
    _, screen = walked(library, tmp_path, "2\n1\nToch zo\n", file)
    assert 'Haal weg: "J. Voorbeeld" (naam).' in screen
    assert len(settled(file.read())) == 1


def test_where_nobody_can_be_asked_it_is_said_beside_the_output_and_the_text_is_kept(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli("dossier", "vul-aan", TWO, "statement", "--veld", f"tekst={NAMED}")
    assert ran.code == 0
    assert "Let op: deze tekst is openbaar, en er valt iets op: naam" in ran.err
    assert NAMED not in ran.err
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        (event,) = settled(dossier.case(TWO))
    assert event.said["tekst"] == NAMED
