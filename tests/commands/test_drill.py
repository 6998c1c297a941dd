"""The drill: made up, kept apart, marked, counted nowhere, and thrown away with one command."""

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from scala_cli import cli, files, resources
from scala_cli.cli import ending
from scala_cli.commands.home import menus
from scala_cli.commands.home.standing import Standing, Status
from scala_cli.commands.run import Run
from scala_cli.documents.school import NAMES
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from scala_cli.settings import IN_A_DRILL, Settings, command_lines, drilling
from tests.commands.apart import case_of
from tests.commands.conftest import ADULT_WITHOUT_TALK, CHILD, ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock

Write = Callable[[str], Path]
MARK = "OEFENING: geen echt incident"
NOT_FOR_A_DRILL = {"overzicht", "reservekopie", "herstel", "plan", "aanvulling"}
"""Commands that never work in a drill, and those that work on no dossier at all."""


@pytest.fixture
def drilled(home: Path, run_cli: RunCli, answers: Write) -> Path:
    """The data folder, with one drill and nothing else."""
    assert run_cli("start", "--oefening", "--antwoorden", answers(ADULT_WITHOUT_TALK)).code == 0
    return home


def everything(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder itself, by name."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_a_drill_is_kept_in_a_folder_of_its_own(run_cli: RunCli, drilled: Path) -> None:
    assert [one.name for one in drilled.iterdir()] == ["oefening"]
    assert json.loads(run_cli("dossier", "lijst", "--json").out) == {"dossiers": []}
    (found,) = json.loads(run_cli("dossier", "lijst", "--json", "--oefening").out)["dossiers"]
    assert found["nummer"] == ONE
    assert found["titel"] == "Oefening: TikTok, 22 november 2026"
    assert case_of(drilled / "oefening", ONE).events[0].said["oefening"] is True


def test_a_real_case_never_comes_into_the_drill(
    run_cli: RunCli, drilled: Path, answers: Write
) -> None:
    run_cli("start", "--antwoorden", answers(CHILD))
    assert not case_of(drilled, ONE).drill
    assert len(json.loads(run_cli("dossier", "lijst", "--json", "--oefening").out)["dossiers"]) == 1


def test_nothing_of_the_real_dossiers_sees_a_drill(
    run_cli: RunCli, filled: Path, answers: Write
) -> None:
    looks = (
        ("dossier", "lijst", "--json"), ("dossier", "zoek", "J.", "--json"), ("overzicht",),
        ("wat-nu", "--json"), ("controleer", "--json"),
    )  # fmt: skip
    before = [run_cli(*look).out for look in looks]
    kept = everything(filled)
    assert run_cli("start", "--oefening", "--antwoorden", answers(CHILD)).code == 3
    assert everything(filled) == kept
    assert [run_cli(*look).out for look in looks] == before
    assert run_cli("dossier", "toon", TWO, "--oefening").code == 2


def test_a_drill_in_the_real_dossier_is_not_counted_either(
    run_cli: RunCli, filled: Path, library: Library, plaatsing: Graph
) -> None:
    before = run_cli("overzicht").out
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in plaatsing.plans}
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        dossier.open_case(pinned, {"door": "J. Voorbeeld", "oefening": True})
    assert run_cli("overzicht").out == before


@pytest.mark.parametrize(
    "words", [("--oefening", "dossier", "toon", ONE), ("dossier", "toon", ONE, "--oefening")]
)
def test_the_option_may_stand_anywhere_and_the_page_says_first_what_it_is(
    run_cli: RunCli, drilled: Path, words: tuple[str, ...]
) -> None:
    ran = run_cli(*words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"\n{MARK}\n")
    assert "Oefening: TikTok" in ran.out


@pytest.mark.parametrize(
    "words", [("overzicht",), ("reservekopie",), ("herstel", "kopie.stappenplan")]
)
def test_what_has_no_place_in_a_drill_is_refused(
    run_cli: RunCli, drilled: Path, words: tuple[str, ...]
) -> None:
    before = everything(drilled / "oefening")
    ran = run_cli(*words, "--oefening")
    assert (ran.code, ran.out) == (2, "")
    assert "Laat --oefening weg" in ran.err
    assert everything(drilled / "oefening") == before


def test_with_json_stdout_holds_the_document_alone(
    run_cli: RunCli, home: Path, answers: Write
) -> None:
    ran = run_cli("start", "--oefening", "--json", "--antwoorden", answers(CHILD))
    found = json.loads(ran.out)
    assert (ran.code, found["titel"]) == (3, "Oefening: Instagram, 22 november 2026")
    assert MARK in ran.err
    assert {one["tekst"].startswith(f"{MARK}\n\n") for one in found["documenten"]} == {True}
    real = json.loads(run_cli("start", "--json", "--antwoorden", answers(CHILD)).out)
    assert real.keys() == found.keys()


def test_what_is_told_to_type_leads_to_the_drill(
    run_cli: RunCli, filled: Path, answers: Write
) -> None:
    ran = run_cli("start", "--oefening", "--antwoorden", answers(CHILD))
    assert f"Ga verder met: stappenplan --oefening verder {ONE}" in ran.err
    assert "Weggooien kan met: stappenplan opschonen --oefening" in ran.err
    shown = run_cli("wat-nu", "--oefening").out
    assert f"stappenplan --oefening verder {ONE}" in shown
    assert "--oefening" not in run_cli("wat-nu").out


def test_every_command_is_known_to_work_in_a_drill_or_not() -> None:
    named = set(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
    assert set(IN_A_DRILL) | NOT_FOR_A_DRILL == named
    drilling(on=True)
    for one in IN_A_DRILL:
        assert command_lines(f"met: stappenplan {one} x") == f"met: stappenplan --oefening {one} x"
    for text in ("stappenplan opschonen --oefening", "het stappenplan startte", "stappenplan plan"):
        assert command_lines(text) == text
    drilling(on=False)
    assert command_lines("stappenplan start") == "stappenplan start"


def test_the_school_of_a_drill_is_made_up(
    run_cli: RunCli, filled: Path, answers: Write, tmp_path: Path
) -> None:
    run_cli("instellingen", "--school", "naam=De Echte School")
    run_cli("start", "--oefening", "--antwoorden", answers(CHILD))
    letter = run_cli("brief", "uitnodiging-ouders", ONE, "--oefening")
    assert (letter.code, "Nog niet ingevuld" in letter.err) == (0, False)
    assert letter.out.startswith(f"{MARK}\n\n")
    assert "Basisschool Het Voorbeeld" in letter.out
    assert "De Echte School" not in letter.out
    real = run_cli("brief", "uitnodiging-ouders", ONE).out
    assert "De Echte School" in real
    assert MARK not in real


def test_the_schools_own_letters_are_used_in_a_drill_too(run_cli: RunCli, drilled: Path) -> None:
    own = drilled / "brieven"
    own.mkdir()
    template = resources.folder("templates") / "afsluitbrief.md.j2"
    text = template.read_text(encoding="utf-8").replace("Met vriendelijke groet", "Hartelijk")
    (own / "afsluitbrief.md.j2").write_text(f"{text}\nVan ons zelf.\n", encoding="utf-8")
    assert "Van ons zelf." in run_cli("brief", "afsluitbrief", ONE, "--oefening").out


@pytest.mark.parametrize("words", [(), (ONE,)])
def test_the_statement_of_a_drill_can_not_be_posted_by_accident(
    run_cli: RunCli, drilled: Path, words: tuple[str, ...]
) -> None:
    ran = run_cli("statement", *words, "--kort", "--kanaal", "x", "--oefening")
    text = ran.out.removeprefix(f"{MARK}\n\n").removesuffix("\n")
    assert (ran.code, text != ran.out) == (0, True)
    # It is measured as what would be posted.
    assert f"Deze tekst heeft er {len(text)} en past" in ran.err


def test_an_exported_drill_is_called_so(run_cli: RunCli, drilled: Path, tmp_path: Path) -> None:
    for form in ("md", "pdf", "json"):
        args = ("exporteer", ONE, "--vorm", form, "--naar", tmp_path, "--oefening")
        assert run_cli(*args).out.strip().endswith(f"/oefening-{ONE}.{form}")


def test_without_a_password_the_first_question_is_shown_and_nothing_is_stored(
    run_cli: RunCli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    ran = run_cli("start", "--oefening")
    assert ran.code == 3
    assert "Om mee te oefenen: een bericht van een ouder" in ran.out
    assert "stap 1: Het bericht is gemeld" in ran.out
    assert "Oefening, verzonnen: Facebook" in ran.out
    assert "opnieuw met: stappenplan --oefening start" in ran.err
    assert not home.exists()


def test_a_drill_with_the_staffs_plan_is_about_staff(
    run_cli: RunCli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    ran = run_cli("start", "--oefening", "--plan", "medewerker")
    assert "Om mee te oefenen: een bericht van een medewerker" in ran.out


def test_a_drill_with_a_plan_that_no_story_fits_is_about_what_you_think_up_yourself(
    run_cli: RunCli, home: Path
) -> None:
    assert run_cli("plan", "nieuw", "pesten").code == 0
    ran = run_cli("start", "--oefening", "--plan", "pesten")
    assert "Om mee te oefenen: een incident dat u zelf bedenkt" in ran.out
    assert "Gebruik geen echte namen" in ran.out
    assert "Verzonnen:" not in ran.out
    assert "Oefening, verzonnen" not in ran.out
    case = case_of(home / "oefening", ONE)
    assert (case.drill, "incident" in case.events[0].said) == (True, False)
    assert case.title.startswith("Oefening: ")
    assert "stap 1:" in run_cli("verder", "--oefening").out


def test_a_plan_of_your_own_in_the_place_of_the_programs_keeps_its_stories(
    run_cli: RunCli, home: Path
) -> None:
    assert run_cli("plan", "nieuw", "plaatsing").code == 0
    out = run_cli("start", "--oefening", "--plan", "plaatsing").out
    assert "Om mee te oefenen: een bericht van een ouder" in out


def test_where_a_real_dossier_stands_no_drill_is_held(run_cli: RunCli, filled: Path) -> None:
    filled.rename(filled.with_name("oefening"))
    ran = run_cli("start", "--oefening", "--map", filled.parent)
    assert ran.code == 2
    assert "een dossier dat geen oefening is" in ran.err
    assert run_cli("opschonen", "--oefening", "--map", filled.parent).out.endswith(
        "Er is geen oefening. Er is niets weggegooid.\n"
    )
    assert not case_of(filled.with_name("oefening"), TWO).drill


@pytest.mark.skipif(files.ON_WINDOWS, reason="Windows asks for rights to make a link")
@pytest.mark.parametrize("words", [("start",), ("opschonen",)])
def test_a_link_to_another_folder_is_not_followed(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    (filled / "oefening").symlink_to(filled)
    (filled / f"{DOSSIER}.oefening").touch()
    before = everything(filled)
    ran = run_cli(*words, "--oefening")
    assert ran.code == 2
    assert "is een verwijzing naar een andere plek" in ran.err
    assert everything(filled) == before


def test_where_there_is_no_drill_there_is_nothing_to_throw_away(
    run_cli: RunCli, filled: Path
) -> None:
    before = everything(filled)
    ran = run_cli("opschonen", "--oefening")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("Er is geen oefening. Er is niets weggegooid.\n")
    assert everything(filled) == before


def test_a_folder_that_only_has_the_name_is_left_alone(run_cli: RunCli, home: Path) -> None:
    own = home / "oefening" / "les.txt"
    own.parent.mkdir(parents=True)
    own.write_text("van mij", encoding="utf-8")
    assert "Er is geen oefening." in run_cli("opschonen", "--oefening").out
    assert own.read_text(encoding="utf-8") == "van mij"


def test_without_a_terminal_nothing_is_thrown_away(run_cli: RunCli, drilled: Path) -> None:
    before = everything(drilled / "oefening")
    ran = run_cli("opschonen", "--oefening", stdin=b"2\n")
    assert (ran.code, ran.out) == (2, "")
    assert "Er is niets weggegooid. Open een terminal" in ran.err
    assert everything(drilled / "oefening") == before


@pytest.mark.parametrize(
    ("typed", "stored"),
    [pytest.param(True, False, id="typed"), pytest.param(False, True, id="given")],
)
def test_a_password_typed_for_the_real_dossiers_is_not_the_drills(
    run_cli: RunCli, filled: Path, answers: Write, *, typed: bool, stored: bool
) -> None:
    run_cli("dossier", "lijst")
    opened = Settings(filled, plain=True, password=PASSWORD, typed=typed)
    args = ["start", "--oefening", "--antwoorden", str(answers(CHILD))]
    code, told = ending.outcome(args, opened)
    assert code == 3
    assert "--oefening" in told
    assert (filled / "oefening" / DOSSIER).exists() == stored


def test_settings_for_a_drill_are_those_of_the_drill_whoever_asks_twice() -> None:
    real = Settings(Path("map"), plain=True, password=PASSWORD)
    there = real.for_drill()
    assert (there.folder, there.home, there.drill) == (Path("map/oefening"), Path("map"), True)
    assert there.for_drill() == there
    assert real.home == Path("map")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("room", [15, 30])
def test_practising_is_in_the_home_menu_of_who_is_new_or_has_room(
    home: Path, status: Status, room: int
) -> None:
    settings = Settings(home, plain=True, password=None)
    for found, offered in (
        (settings, status is Status.NEW or room == 30),
        (settings.for_drill(), False),
    ):
        run = Run(found, TickingClock(), io.StringIO(), io.StringIO(), "")
        menu = menus.main(Standing(run, status), room)
        assert (menus.PRACTISE in menu) == offered
        assert menu[-1] == menus.STOP


@pytest.mark.parametrize("plan_id", ["plaatsing", "medewerker"])
def test_an_incident_is_plainly_made_up_and_told_at_the_first_step(
    plan_id: str, library: Library
) -> None:
    plan = library.plans[plan_id]
    steps = [step for one in library.plans.values() for step in one.steps]
    for incident in plan.stories:
        assert incident.id in plan.first.made_up
        told = [step.made_up[incident.id] for step in steps if incident.id in step.made_up]
        assert len(told) > 7
        text = " ".join([incident.story, *told])
        assert all(".example/" in link for link in re.findall(r"https?://\S+", text))
        named = re.findall(r"\b[A-Z]\. (?!en\b)([A-Z]\w+)", text)
        assert set(named) == {"Voorbeeld"}
        # Both this and the question stay in a window of 24 lines.
        assert max(map(len, told)) <= 200


def test_the_school_that_was_made_up_has_every_detail() -> None:
    told = resources.table("oefening")["school"]
    assert set(told) == set(NAMES)
    assert [name for name, value in told.items() if not value] == ["logo"]


if sys.platform != "win32":
    from tests.test_terminal import ENTER, Terminal

    @pytest.fixture
    def terminal(filled: Path) -> Iterator[Terminal]:
        """A terminal with the cases ONE and TWO in its data folder."""
        found = Terminal(filled)
        yield found
        found.close()

    def answer(terminal: Terminal, question: str, key: str) -> None:
        """Wait for a question in plain lines and choose."""
        assert terminal.child is not None
        terminal.child.expect(re.escape(question))
        terminal.child.expect("Uw keuze")
        terminal.child.send(key + ENTER)

    def test_a_drill_is_chosen_walked_gone_on_with_and_thrown_away(
        terminal: Terminal, run_cli: RunCli
    ) -> None:
        before = everything(terminal.folder)
        child = terminal.start("start", "--oefening", "--eenvoudig")
        child.expect(MARK)
        child.expect("112")
        answer(terminal, "Waarmee wilt u oefenen?", "2")
        child.expect("een bericht van een leerling")
        child.expect(rf"Oefening {ONE}, stap 1: Het bericht is gemeld")
        child.expect("Oefening, verzonnen: Instagram")
        answer(terminal, "Ligt dit vast?", "p")
        terminal.ends_with("opschonen --oefening", 3)

        child = terminal.start("verder", "--oefening", "--eenvoudig")
        child.expect("Oefening, verzonnen: Instagram")
        answer(terminal, "Ligt dit vast?", "p")
        terminal.ends_with("opschonen --oefening", 3)

        place = terminal.folder / "oefening"
        (place / "les.txt").touch()
        elsewhere = terminal.folder.parent / "elders"
        elsewhere.mkdir()
        (elsewhere / "blijft.txt").touch()
        (place / "naar-elders").symlink_to(elsewhere)
        # A password that was forgotten keeps nobody from it.
        child = terminal.start("opschonen", "--oefening", "--eenvoudig", password=False)
        child.expect("les.txt en naar-elders")
        answer(terminal, "De oefening weggooien?", "1")
        terminal.ends_with("Er is niets weggegooid", 3)
        assert (place / DOSSIER).exists()
        child = terminal.start("opschonen", "--oefening", "--eenvoudig", password=False)
        answer(terminal, "De oefening weggooien?", "2")
        terminal.ends_with("De oefening is weggegooid", 0)
        assert not os.path.lexists(place)
        assert (elsewhere / "blijft.txt").exists()
        assert everything(terminal.folder) == before

    def test_from_the_home_menu_a_drill_has_a_password_of_its_own(terminal: Terminal) -> None:
        child = terminal.start("--eenvoudig", password=False)
        child.expect("Wachtwoord van het dossier")
        child.send(PASSWORD + ENTER)
        answer(terminal, "Wat wilt u doen?", "alles")
        answer(terminal, "Welke opdrachten wilt u zien?", "1")
        answer(terminal, "Welke opdracht?", "start --oefening")
        answer(terminal, "Oefenen met een verzonnen incident.", "1")
        answer(terminal, "Waarmee wilt u oefenen?", "1")
        child.expect("eigen wachtwoord")
        for _ in range(2):
            child.expect("wachtwoord:|Nog een keer:")
            child.send("van-de-oefening" + ENTER)
        answer(terminal, "Ligt dit vast?", "p")
        answer(terminal, "Hoe verder?", "m")
        # The real cases, and their hints, are as they were.
        child.expect(rf"verder {ONE}|Met welk|Wat wilt u doen")
        child.close(force=True)
        with Dossier.open(terminal.folder / "oefening", "van-de-oefening", TickingClock()) as found:
            assert found.case(ONE).drill
        assert not case_of(terminal.folder, ONE).drill
