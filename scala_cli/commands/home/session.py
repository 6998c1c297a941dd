"""The home menu while it is open: what it shows, what is chosen, and back again.

What is chosen runs as the same command line would, in this process; it always comes back here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from shutil import get_terminal_size

from scala_cli.clock import today
from scala_cli.commands.home import menus, standing
from scala_cli.commands.home.asking import Back, Desk, arguments, plan_to_follow
from scala_cli.commands.home.menus import Entry
from scala_cli.commands.home.program import HELP, Program
from scala_cli.commands.home.standing import Status
from scala_cli.commands.run import Run
from scala_cli.commands.walk import DEFAULT_PLAN
from scala_cli.errors import StappenplanError, WrongUse
from scala_cli.prompts.protocol import Item
from scala_cli.screen import home_view
from scala_cli.screen.page import Block, Page
from scala_cli.settings import DRILL
from scala_cli.text import WIDEST, clean

_BYE = "Tot ziens. Alles wat is vastgelegd, is bewaard. Weer openen: stappenplan"
_NOTHING = "Er is niets gedaan."
_NO_DOSSIER_NEEDED = ("statement", "denk-na", "herstel", "instellingen", "plan", HELP)
_AROUND = 3
"""The lines of a screen that say nothing themselves: two empty ones, and the question."""
_TALL = 36
"""A window of so many lines shows what came before the password too."""


def home(run: Run, program: Program) -> None:
    """Show the menu until the person leaves it, by its way out or with the end of input.

    Raises `KeyboardInterrupt` on Ctrl-C in the menu itself.
    """
    try:
        _Home(run, program).stay()
    except EOFError:
        run.asker.tell("")
    run.asker.tell(_BYE)


class _Home:
    """One visit to the menu. Its standing holds the run that everything chosen gets."""

    def __init__(self, run: Run, program: Program) -> None:
        self._program = program
        self._emergency = _emergency(run)
        run.printer.show(Page(self._emergency))
        self._first = True
        self._standing = standing.begin(run)

    @property
    def _run(self) -> Run:
        return self._standing.run

    def stay(self) -> None:
        """Show the menu and do what is chosen, until that is to leave."""
        while (chosen := self._main()) != menus.STOP:
            if self._entered(chosen) == menus.STOP:
                return
            self._standing = standing.again(self._standing)

    def _choose(self, question: str, entries: Sequence[Entry], start: str = "") -> Entry:
        chosen = self._run.asker.choose(question, [one.item for one in entries], start)
        return next(one for one in entries if one.id == chosen)

    def _main(self) -> Entry:
        """Show how things stand, and return what is chosen."""
        lines = get_terminal_size().lines
        repeated = [home_view.in_short()] if self._repeats(lines) else []
        in_view = self._emergency if self._first and not repeated else repeated
        room = lines - self._taken(in_view) - _AROUND
        entries = menus.main(self._standing, room)
        window = home_view.Window(_width(), room - len(entries))
        self._run.printer.show(Page([*repeated, *self._state(window)]))
        self._first = False
        return self._choose("Wat wilt u doen?", entries, menus.harmless(self._standing, entries))

    def _repeats(self, lines: int) -> bool:
        """Tell whether the emergency lines come again, in short: drawn, and gone by now.

        Who has the lines read aloud has heard them.
        """
        asked = self._standing.asked and lines < _TALL
        return self._run.draws and (asked or not self._first)

    def _taken(self, blocks: Sequence[Block]) -> int:
        """Return how many lines are taken by these blocks, by trouble, and by plain asking."""
        now = self._standing
        troubled = home_view.height(home_view.trouble(now.trouble), _width()) if now.trouble else -1
        plain = 0 if self._run.draws else 1 + now.asked
        return sum(home_view.height(one, _width()) for one in blocks) + troubled + 1 + plain

    def _state(self, window: home_view.Window) -> Iterator[Block]:
        now = self._standing
        if now.trouble:
            yield home_view.trouble(now.trouble)
        if now.status is Status.OPEN and (now.cases or not now.trouble):
            yield home_view.standing(now.cases, window, today(self._run.clock))
        elif now.status is Status.NEW:
            yield home_view.not_there(asks=self._run.settings.password is None)
        elif not now.trouble:
            yield home_view.shut(now.why)

    def _entered(self, chosen: Entry) -> Entry | None:
        """Do what was chosen; return where to go next, the menu itself unless told."""
        if chosen == menus.OPEN:
            self._standing = standing.ask(self._run)
            return None
        if chosen == menus.ADD:
            chosen = self._choose("Wat wilt u toevoegen?", [menus.NOTE, menus.EVIDENCE, menus.BACK])
        if chosen == menus.VIEW:
            looks = [menus.DUE, menus.CASE, menus.YEAR, menus.BACK]
            chosen = self._choose("Wat wilt u bekijken?", looks)
        if chosen == menus.ALL:
            chosen = self._one_of_all()
        return None if chosen == menus.BACK else self._done(chosen.words)

    def _one_of_all(self) -> Entry:
        """Return one of all commands, or its explanation."""
        groups = menus.groups(self._program.commands)
        items = [*(Item(title, title) for title in groups), menus.BACK.item]
        title = self._run.asker.choose("Welke opdrachten wilt u zien?", items)
        if title == menus.BACK.id:
            return menus.BACK
        listed = menus.inside(title, groups[title])
        chosen = self._choose("Welke opdracht?", [*listed, menus.BACK])
        if chosen == menus.BACK:
            return chosen
        explain = Entry("Eerst lezen wat hij doet en welke opties er zijn", (*chosen.words, HELP))
        does = Entry("Doen", chosen.words, chosen.takes)
        return self._choose(f"{chosen.title}.", [does, explain, menus.BACK])

    def _done(self, words: tuple[str, ...]) -> Entry:
        """Run a command line, tell how it ended, and return where to go next."""
        try:
            args = self._complete(words)
        except Back:
            return menus.HOME
        except WrongUse as error:
            args, told = None, str(error)
        except (EOFError, KeyboardInterrupt):
            args, told = None, f"\n{_NOTHING}"
        if args is not None:
            # What it prints doesn't stick to the question above.
            self._run.asker.tell("")
            told = self._program.perform(args, self._run.settings)
        if told:
            # It may repeat what was typed.
            self._run.asker.tell(f"\n{clean(told)}")
        return self._choose("Hoe verder?", [menus.HOME, menus.STOP], menus.HOME.id)

    def _complete(self, words: tuple[str, ...]) -> list[str]:
        """Return a whole command line: the password is asked first, then what it needs."""
        command = self._program.command(words)
        needed = words[0] not in _NO_DOSSIER_NEEDED and not {HELP, DRILL} & set(words)
        # A drill has a dossier and a password of its own.
        if needed:
            self._unlock(words)
        desk = Desk(self._run, self._standing.cases, complete=self._all_known())
        if words in (menus.START.words, menus.PRACTISE.words):
            return [*words, *plan_to_follow(desk)]
        return [*words, *(arguments(desk, command) if command else [])]

    def _all_known(self) -> bool:
        return self._standing.status is not Status.SHUT and not self._standing.trouble

    def _unlock(self, words: tuple[str, ...]) -> None:
        """Have the password told, so that it serves for what comes after too.

        Raises `WrongUse` when the person goes on without.
        """
        now = self._standing
        if now.status is Status.SHUT and not now.trouble:
            self._standing = standing.ask(now.run)
            if self._standing.status is Status.SHUT:
                raise WrongUse(f"Dat kan niet zonder het dossier. {_NOTHING}")
        if now.status is Status.NEW and words == menus.START.words and self._has_to_think_up:
            self._standing = replace(
                now, run=standing.with_password(now.run, now.run.first_password())
            )

    @property
    def _has_to_think_up(self) -> bool:
        return self._run.settings.password is None


def _width() -> int:
    return min(get_terminal_size().columns, WIDEST) - 1


def _emergency(run: Run) -> list[Block]:
    """Return the emergency lines; a plan that can't be read keeps nobody from the menu."""
    try:
        plan = run.plan(DEFAULT_PLAN)
        run.settings.session.heard.update(note.text for note in plan.emergency)
        return [home_view.emergency(plan)]
    except StappenplanError as error:
        return [home_view.trouble(str(error))]
