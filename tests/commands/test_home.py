"""The home menu: help first, one password, every command, and always back again."""

import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from shutil import copytree
from typing import TypeVar

import click
import pytest
import typer

from scala_cli import cli, clock, resources
from scala_cli.case import drafts
from scala_cli.cli import ending
from scala_cli.cli import home as wired
from scala_cli.clock import today
from scala_cli.commands.home import menus, standing
from scala_cli.commands.home.asking import Desk, arguments
from scala_cli.commands.home.program import Command, Program
from scala_cli.commands.home.session import home as open_home
from scala_cli.commands.home.standing import Standing, Status
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.library import Library
from scala_cli.prompts.protocol import Item, worded
from scala_cli.screen.printing import Printer, RichPrinter
from scala_cli.settings import Settings
from tests.commands.apart import add, close
from tests.commands.conftest import ONE, TWO, walk_file
from tests.conftest import PASSWORD, TickingClock

_T = TypeVar("_T")
ROOT = typer.main.get_command(cli.app)
COMMANDS = tuple(wired._commands(ROOT))
LEAVE = "stoppen"
BACK = "menu"


@dataclass
class Script:
    """Answers from a list, and keeps what was asked; an exception in the list is raised."""

    output: io.StringIO
    answers: list[str | type[BaseException]]
    asked: list[tuple[str, tuple[Item, ...], str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def _next(self, question: str, items: Sequence[Item] = (), start: str = "") -> str:
        self.asked.append((question, tuple(items), start))
        self.output.write(f"? {question}\n")
        answer = self.answers.pop(0)
        if not isinstance(answer, str):
            raise answer
        return answer

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        answer = self._next(question, items, start)
        assert answer in [item.id for item in items], f"{answer} is not in {question}"
        return answer

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        return [self.choose(question, items)]

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        return parse(self._next(question))

    long = line

    def secret(self, question: str) -> str:
        return self._next(question)

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)


class First(Script):
    """Takes the first of what there is to choose."""

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        self.asked.append((question, tuple(items), start))
        return items[0].id

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        return parse("--voorbeeld tekst")


@dataclass(frozen=True)
class Scripted(Run):
    """A run at whose terminal a script sits; drawn on 80 columns if it `draws`."""

    script: Script
    drawn: bool = False

    @cached_property
    def asker(self) -> Script:
        return self.script

    @cached_property
    def draws(self) -> bool:
        return self.drawn

    @cached_property
    def printer(self) -> Printer:
        return RichPrinter(self.output, 80) if self.drawn else super().printer


@dataclass
class Ran:
    """What became of a visit to the menu."""

    script: Script
    shown: str
    performed: list[tuple[list[str], Settings]]


Visit = Callable[..., Ran]


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Visit the menu: `visit(folder, "start", …)` gives the answers in order."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")

    def visited(
        folder: Path,
        *answers: str | type[BaseException],
        password: str | None = None,
        perform: Callable[[Sequence[str], Settings], str] = lambda *_: "",
        drawn: bool = False,
    ) -> Ran:
        output = io.StringIO()
        script = Script(output, list(answers))
        performed: list[tuple[list[str], Settings]] = []

        def kept(args: Sequence[str], settings: Settings) -> str:
            performed.append((list(args), settings))
            return perform(args, settings)

        settings = Settings(folder, plain=True, password=password)
        run = Scripted(settings, TickingClock(), io.StringIO(), output, "", script, drawn)
        ran = Ran(script, "", performed)
        try:
            open_home(run, Program(COMMANDS, kept))
        finally:
            ran.shown = output.getvalue()
            assert script.answers == []
        return ran

    return visited


# First the emergency lines, then the password.


def test_the_emergency_lines_come_before_anything_is_asked(visit: Visit, filled: Path) -> None:
    shown = visit(filled, PASSWORD, LEAVE).shown
    before, _, after = shown.partition("?")
    assert "112" in shown.partition("? Wachtwoord")[0]
    assert "naakte minderjarige" in shown.partition("? Wachtwoord")[0]
    assert before
    assert "112" not in after.partition("? Wachtwoord")[2]


def test_the_password_is_asked_once_and_serves_for_all_that_is_chosen(
    visit: Visit, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    chosen = (
        "bekijken",
        "overzicht",
        BACK,
        "instellingen",
        BACK,
        "dossier zoek",
        "Voorbeeld",
        BACK,
    )
    ran = visit(filled, PASSWORD, *chosen, LEAVE)
    assert [args for args, _ in ran.performed] == [
        ["overzicht"],
        ["instellingen"],
        ["dossier", "zoek", "Voorbeeld"],
    ]
    assert [one.password for _, one in ran.performed] == [PASSWORD] * 3
    assert sum("Wachtwoord" in question for question, *_ in ran.script.asked) == 1
    assert PASSWORD not in os.environ.values()


def test_a_password_that_was_given_is_not_asked(visit: Visit, filled: Path) -> None:
    ran = visit(filled, LEAVE, password=PASSWORD)
    assert ONE in ran.shown


def test_a_given_password_that_is_wrong_is_told_and_asked(visit: Visit, filled: Path) -> None:
    ran = visit(filled, PASSWORD, LEAVE, password="verkeerd wachtwoord")
    assert "opent het dossier" in ran.script.told[0]
    assert ONE in ran.shown


def test_an_empty_password_goes_on_without_the_dossier(visit: Visit, filled: Path) -> None:
    ran = visit(filled, "", LEAVE)
    assert "leeg: verder zonder dossier" in ran.script.asked[0][0]
    assert "Het dossier is niet geopend." in ran.shown
    assert ONE not in ran.shown


def test_after_three_wrong_passwords_the_menu_opens_without_the_dossier(
    visit: Visit, filled: Path
) -> None:
    ran = visit(filled, "fout-een", "fout-twee", "fout-drie", LEAVE)
    tries = [one for one in ran.script.told if one.startswith("Dat wachtwoord klopt niet.")]
    assert [one.rpartition(". ")[2] for one in tries] == ["Nog 2 pogingen.", "Nog 1 poging."]
    assert "drie keer niet het goede wachtwoord" in ran.shown
    assert ONE not in ran.shown


def test_who_went_on_without_is_asked_when_the_dossier_is_needed_and_not_before(
    visit: Visit, filled: Path
) -> None:
    ran = visit(
        filled, "", "statement", "kort", BACK, "bekijken", "overzicht", PASSWORD, BACK, LEAVE
    )
    assert ran.performed[0][0] == ["statement", "--kort"]
    assert ran.performed[0][1].password is None
    assert ran.performed[1][1].password == PASSWORD
    assert ONE in ran.shown


def test_who_goes_on_without_once_more_is_told_that_nothing_was_done(
    visit: Visit, filled: Path
) -> None:
    ran = visit(filled, "", "bekijken", "overzicht", "", BACK, LEAVE)
    assert ran.performed == []
    assert any("Dat kan niet zonder het dossier" in one for one in ran.script.told)


def test_a_shut_dossier_can_be_opened_from_the_menu(visit: Visit, filled: Path) -> None:
    assert ONE in visit(filled, "", "openen", PASSWORD, LEAVE).shown


def test_after_a_change_of_password_the_new_one_is_asked(
    visit: Visit, filled: Path, tmp_path: Path
) -> None:
    file = tmp_path / "nieuw"
    file.write_text("een-ander-wachtwoord", encoding="utf-8")

    def changed(_: Sequence[str], settings: Settings) -> str:
        words = ["--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", str(file)]
        # As if the present password had been typed again: there is no terminal here.
        return ending.outcome(["instellingen", *words], replace(settings, typed=False))[1]

    ran = visit(
        filled, PASSWORD, "instellingen", BACK, "een-ander-wachtwoord", LEAVE, perform=changed
    )
    assert ran.script.answers == []
    assert ran.shown.count(ONE) >= 2


# The first time.


def test_a_new_user_only_thinks_up_a_password_and_start_gets_it(visit: Visit, home: Path) -> None:
    ran = visit(home, "start", PASSWORD, PASSWORD, BACK, LEAVE)
    assert "Alleen een wachtwoord" in ran.shown
    assert [(args, one.password) for args, one in ran.performed] == [(["start"], PASSWORD)]
    questions = [question for question, *_ in ran.script.asked]
    assert questions[:3] == ["Wat wilt u doen?", "Nieuw wachtwoord:", "Nog een keer:"]


def test_a_new_user_can_read_and_make_a_statement_without_a_password(
    visit: Visit, home: Path
) -> None:
    ran = visit(
        home, "plan toon", "medewerker", BACK, "statement", "gewoon", BACK, "--help", BACK, LEAVE
    )
    assert [args for args, _ in ran.performed] == [
        ["plan", "toon", "medewerker"],
        ["statement"],
        ["--help"],
    ]


def test_the_list_of_plans_says_which_are_the_schools_own(visit: Visit, home: Path) -> None:
    (home / "plannen").mkdir(parents=True)
    shipped = {path.stem: path.read_text(encoding="utf-8") for path in resources.plan_files()}
    own = (resources.folder("data") / "plan-nieuw.toml").read_text(encoding="utf-8")
    for name, text in (("mijn-plan", own), ("medewerker", shipped["medewerker"])):
        (home / "plannen" / f"{name}.toml").write_text(text, encoding="utf-8")
    ran = visit(home, "plan toon", "mijn-plan", BACK, LEAVE)
    [listed] = [items for question, items, _ in ran.script.asked if question == "Welk stappenplan?"]
    assert {item.id: item.hint for item in listed} == {
        "plaatsing": "",
        "medewerker": "eigen plan, in plaats van dat van het programma",
        "mijn-plan": "eigen plan",
        "terug": "",
    }


@pytest.mark.parametrize(
    ("chosen", "words"), [("plaatsing", []), ("mijn-plan", ["--plan", "mijn-plan"])]
)
@pytest.mark.parametrize("entry", ["start", "start --oefening"])
def test_who_has_a_plan_of_their_own_is_asked_which_one_a_new_case_follows(
    visit: Visit, home: Path, entry: str, chosen: str, words: list[str]
) -> None:
    (home / "plannen").mkdir(parents=True)
    own = (resources.folder("data") / "plan-nieuw.toml").read_text(encoding="utf-8")
    (home / "plannen" / "mijn-plan.toml").write_text(own, encoding="utf-8")
    ran = visit(home, entry, chosen, BACK, LEAVE, password=PASSWORD)
    assert [args for args, _ in ran.performed] == [[*entry.split(), *words]]
    asked = {question: (items, start) for question, items, start in ran.script.asked}
    items, start = asked["Welk stappenplan volgt u?"]
    assert [(one.id, one.hint) for one in items] == [("plaatsing", ""), ("mijn-plan", "eigen plan")]
    assert start == "plaatsing"


def test_a_plan_in_the_place_of_the_programs_is_not_asked_for(visit: Visit, home: Path) -> None:
    (home / "plannen").mkdir(parents=True)
    for path in resources.plan_files():
        text = path.read_text(encoding="utf-8")
        (home / "plannen" / path.name).write_text(text, encoding="utf-8")
    ran = visit(home, "start", BACK, LEAVE, password=PASSWORD)
    assert [args for args, _ in ran.performed] == [["start"]]


def test_what_needs_a_case_says_so_when_there_is_none(visit: Visit, home: Path) -> None:
    found = [one.id for one in menus.main(_standing(Status.NEW), 14)]
    assert "dossier zoek" not in found
    group = next(iter(menus.groups(COMMANDS)))
    ran = visit(home, "alles", group, "brief", "brief", BACK, LEAVE)
    assert ran.performed == []
    assert any("Er is nog geen dossier waar dit bij hoort" in one for one in ran.script.told)


def _standing(status: Status) -> Standing:
    settings = Settings(Path(), plain=True, password=None)
    run = Run(settings, clock.now, io.StringIO(), io.StringIO(), "")
    return Standing(run, status)


# Every command.


def _leaf(args: Sequence[str]) -> tuple[click.Command, list[str], click.Context]:
    """Return the command that a command line calls, and what is left for it."""
    context = ROOT.make_context("stappenplan", list(args), obj=None)
    found: click.Command = ROOT
    rest = [*context._protected_args, *context.args]
    while isinstance(found, click.Group):
        name, inner, rest = found.resolve_command(context, rest)
        assert inner is not None
        found = inner
        if isinstance(found, click.Group):
            context = found.make_context(str(name), rest, parent=context)
            rest = [*context._protected_args, *context.args]
    return found, rest, context


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: " ".join(one.words))
def test_every_command_gets_all_that_it_needs_from_the_menu(command: Command, filled: Path) -> None:
    script = First(io.StringIO(), [])
    settings = Settings(filled, plain=True, password=PASSWORD)
    run = Scripted(settings, TickingClock(), io.StringIO(), io.StringIO(), "", script)
    found = standing.begin(run)
    args = [*command.words, *arguments(Desk(run, found.cases), command)]
    leaf, rest, context = _leaf(args)
    made = leaf.make_context(command.words[-1], rest, parent=context)
    assert leaf.name == command.words[-1]
    for argument, parameter in zip(command.arguments, leaf.params, strict=False):
        if argument.needed:
            assert made.params[str(parameter.name)]


@pytest.mark.parametrize("last", [ONE, TWO])
def test_where_nothing_is_due_soon_the_case_that_something_happened_in_last_comes_first(
    last: str, filled: Path
) -> None:
    late = TickingClock(clock.from_stamp("2026-12-05T09:00:00Z"))
    with Dossier.open(filled, PASSWORD, late) as dossier:
        dossier.append(last, drafts.note("Gebeld", "directie"), dossier.case(last).count)
    settings = Settings(filled, plain=True, password=PASSWORD)
    run = Run(settings, TickingClock(), io.StringIO(), io.StringIO(), "")
    assert standing.begin(run).cases[0].number == last


def test_every_command_is_in_one_list_with_its_help_and_its_command_line(
    visit: Visit, home: Path
) -> None:
    groups = menus.groups(COMMANDS)
    assert sum(len(inside) for inside in groups.values()) == len(COMMANDS)
    called = [(title, one) for title, inside in groups.items() for one in inside]
    ways = (("alles", title, " ".join(one.words), "terug") for title, one in called)
    ran = visit(home, *(answer for way in ways for answer in way), LEAVE)
    lists = [items for question, items, _ in ran.script.asked if question == "Welke opdracht?"]
    for (_, command), items in zip(called, lists, strict=True):
        words = " ".join(command.words)
        (item,) = (item for item in items if item.id == words)
        assert item.title == command.help.rstrip(".")
        assert item.hint.startswith(f"stappenplan {words}")


def test_one_of_all_is_done_or_explained(visit: Visit, filled: Path) -> None:
    group = next(
        title for title, inside in menus.groups(COMMANDS).items() if inside[0].words[0] == "plan"
    )
    chosen = ("alles", group, "plan lijst")
    ran = visit(
        filled, *chosen, "plan lijst", BACK, *chosen, "plan lijst --help", BACK, LEAVE,
        password=PASSWORD,
    )  # fmt: skip
    assert [args for args, _ in ran.performed] == [["plan", "lijst"], ["plan", "lijst", "--help"]]


def test_what_is_typed_is_never_an_option(visit: Visit, filled: Path) -> None:
    ran = visit(filled, "dossier zoek", "--map x", BACK, LEAVE, password=PASSWORD)
    assert ran.performed[0][0] == ["dossier", "zoek", "--", "--map", "x"]


def test_a_letter_and_a_note_are_for_a_case_from_the_list(visit: Visit, filled: Path) -> None:
    ran = visit(
        filled, "brief", "afsluitbrief", TWO, BACK, "toevoegen", "dossier notitie", ONE, BACK,
        LEAVE, password=PASSWORD,
    )  # fmt: skip
    assert [args for args, _ in ran.performed] == [
        ["brief", "afsluitbrief", TWO],
        ["dossier", "notitie", ONE],
    ]


def test_of_many_cases_some_are_listed_and_any_other_can_be_typed(many: Path, visit: Visit) -> None:
    ran = visit(
        many, "toevoegen", "dossier bewijs", "ander", "2026-001", BACK, LEAVE, password=PASSWORD
    )
    assert ran.performed[0][0] == ["dossier", "bewijs", "2026-001"]
    listed = next(items for question, items, _ in ran.script.asked if question == "Welk dossier?")
    assert len(listed) == 12 + len(["een ander dossier", "terug"])


@pytest.fixture(scope="session")
def fourteen(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with fourteen cases that wait for an answer; copy it before use."""
    folder = tmp_path_factory.mktemp("veel")
    file = folder / "antwoorden.toml"
    file.write_text('[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"\n', encoding="utf-8")
    with Dossier.create(folder / "gegevens", PASSWORD, TickingClock()) as dossier:
        for _ in range(14):
            walk_file(dossier, library, "plaatsing", file)
    return folder / "gegevens"


@pytest.fixture
def many(home: Path, fourteen: Path) -> Path:
    """The data folder, with fourteen open cases in it."""
    return Path(copytree(fourteen, home))


def test_who_chose_a_letter_goes_back_to_the_letters_and_from_there_to_the_menu(
    visit: Visit, filled: Path
) -> None:
    ran = visit(filled, "brief", "afsluitbrief", "terug", "terug", LEAVE, password=PASSWORD)
    asked = [question for question, *_ in ran.script.asked]
    assert asked == [
        "Wat wilt u doen?", "Welke brief?", "Bij welk dossier hoort de brief?", "Welke brief?",
        "Wat wilt u doen?",
    ]  # fmt: skip
    assert ran.performed == []


def test_the_only_dossier_is_not_asked_for_but_named(visit: Visit, filled: Path) -> None:
    close(filled, TWO)
    ran = visit(filled, f"verder {ONE}", BACK, LEAVE, password=PASSWORD)
    assert ran.performed[0][0] == ["verder", ONE]
    group = next(iter(menus.groups(COMMANDS)))
    ran = visit(filled, "alles", group, "verder", "verder", BACK, LEAVE, password=PASSWORD)
    assert ran.performed[0][0] == ["verder", ONE]
    assert any(one.startswith(f"\nDossier {ONE}: ") for one in ran.script.told)


def test_a_dossier_what_is_due_and_the_year_are_looked_at_from_the_menu(
    visit: Visit, filled: Path
) -> None:
    ran = visit(
        filled, "bekijken", "wat-nu", BACK, "bekijken", "dossier toon", TWO, BACK, "bekijken",
        "terug", LEAVE, password=PASSWORD,
    )  # fmt: skip
    assert [args for args, _ in ran.performed] == [["wat-nu"], ["dossier", "toon", TWO]]


# Always back again.


@pytest.mark.parametrize("gone", [KeyboardInterrupt, EOFError])
def test_who_goes_away_from_a_question_behind_a_choice_is_back_in_the_menu(
    visit: Visit, filled: Path, gone: type[BaseException]
) -> None:
    ran = visit(filled, "dossier zoek", gone, BACK, LEAVE, password=PASSWORD)
    assert ran.performed == []
    assert any("Er is niets gedaan." in one for one in ran.script.told)


def test_the_sentence_of_what_went_wrong_is_told_and_the_menu_comes_back(
    visit: Visit, filled: Path
) -> None:
    def failing(args: Sequence[str], settings: Settings) -> str:
        return ending.outcome(["dossier", "toon", "2026-999"], settings)[1]

    ran = visit(filled, "bekijken", "overzicht", BACK, LEAVE, password=PASSWORD, perform=failing)
    assert any("2026-999" in one for one in ran.script.told)


def test_the_end_of_input_in_the_menu_ends_it_calmly(visit: Visit, filled: Path) -> None:
    for answers in ((EOFError,), ("alles", EOFError), ("bekijken", "overzicht", EOFError)):
        ran = visit(filled, *answers, password=PASSWORD)
        assert "Alles wat is vastgelegd, is bewaard" in ran.script.told[-1]


def test_ctrl_c_in_the_menu_itself_ends_the_program(visit: Visit, filled: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        visit(filled, KeyboardInterrupt, password=PASSWORD)


def test_an_enter_unawares_never_opens_a_case(visit: Visit, filled: Path) -> None:
    def pointed() -> str:
        return visit(filled, LEAVE, password=PASSWORD).script.asked[0][2]

    assert pointed().startswith("verder ")
    close(filled, ONE)
    close(filled, TWO)
    assert pointed() == LEAVE
    assert visit(filled, "", LEAVE).script.asked[1][2] == "openen"


# What it shows.


@pytest.fixture(params=["none", "two", "fourteen"])
def any_number(request: pytest.FixtureRequest, home: Path) -> Path:
    """The data folder, without a dossier and with a few and many open cases."""
    source = {"two": "made_once", "fourteen": "fourteen"}.get(request.param)
    return Path(copytree(request.getfixturevalue(source), home)) if source else home


@pytest.mark.parametrize("drawn", [False, True], ids=["plain", "drawn"])
def test_emergency_lines_cases_and_menu_fit_on_24_lines_of_80_columns(
    visit: Visit, any_number: Path, *, drawn: bool
) -> None:
    for answers in ([LEAVE], ["statement", "gewoon", BACK, LEAVE]):
        if len(answers) > 1 and any_number.exists():
            answers.insert(1, "geen")
        ran = visit(any_number, *answers, password=PASSWORD, drawn=drawn)
        page = ran.shown.rpartition("? Hoe verder?")[2].partition("? Wat wilt u doen?")[0]
        items = ran.script.asked[-1][1]
        assert all(len(worded(item)) <= 73 for item in items)
        assert "112" in page or (len(answers) > 1 and not drawn)
        # An empty line and the question; at plain lines the prompt as well.
        below = 2 + len(items) + (not drawn)
        assert len(page.strip("\n").splitlines()) + below <= 24


def _items(ran: Ran) -> list[str]:
    return [item.id for item in ran.script.asked[-1][1]]


def test_two_open_cases_each_have_an_item(visit: Visit, filled: Path) -> None:
    items = _items(visit(filled, LEAVE, password=PASSWORD))
    assert [one for one in items if one.startswith("verder")] == [f"verder {TWO}", f"verder {ONE}"]


def test_fourteen_open_cases_have_one_item_and_are_chosen_next(visit: Visit, many: Path) -> None:
    ran = visit(many, "verder", "2026-014", BACK, LEAVE, password=PASSWORD)
    assert [one for one in _items(ran) if one.startswith("verder")] == ["verder"]
    assert ran.performed[0][0] == ["verder", "2026-014"]


def test_what_is_overdue_comes_first_without_a_name(visit: Visit, filled: Path) -> None:
    late = drafts.note("J. Voorbeeld bellen", "directie", today(TickingClock()))
    add(filled, ONE, late)
    ran = visit(filled, LEAVE, password=PASSWORD)
    assert "Vandaag: herinnering" in ran.shown
    assert ran.shown.index(ONE) < ran.shown.index(TWO)
    assert "Voorbeeld" not in ran.shown


def test_a_case_that_cannot_be_read_is_told_and_keeps_nobody_from_the_others(
    visit: Visit, filled: Path
) -> None:
    make_unreadable(filled, ONE)
    ran = visit(filled, f"verder {TWO}", BACK, LEAVE, password=PASSWORD)
    assert f"Dossier {ONE}" in ran.shown
    assert ran.performed[0][0] == ["verder", TWO]
    again = visit(filled, "toevoegen", "dossier notitie", "ander", ONE, BACK, LEAVE,
                  password=PASSWORD)  # fmt: skip
    assert again.performed[0][0] == ["dossier", "notitie", ONE]


def make_unreadable(folder: Path, number: str) -> None:
    """Spoil what a case's first event says, as someone would who takes the triggers away."""
    import sqlcipher3

    raw = sqlcipher3.connect(str(folder / DOSSIER), isolation_level=None)
    raw.set_key(PASSWORD.encode())
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in found:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(
        "UPDATE inhoud SET inhoud = 'geen JSON' WHERE nummer = 1 AND dossier ="
        " (SELECT id FROM dossiers WHERE nummer = ?)",
        [number],
    )
    for _, sql in found:
        raw.execute(sql)
    raw.close()


def test_a_dossier_that_cannot_be_used_is_told_and_the_menu_still_opens(
    visit: Visit, tmp_path: Path
) -> None:
    (tmp_path / "bestand").write_text("geen map", encoding="utf-8")
    ran = visit(tmp_path / "bestand", "statement", "gewoon", BACK, LEAVE)
    assert ran.performed[0][0] == ["statement"]
    assert "bestand" in ran.shown
