"""What every command works with: settings, clock, streams; and the rooms wired to them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TextIO, TypeVar

from scala_cli import own_letters, resources, streams
from scala_cli.clock import Clock
from scala_cli.errors import WrongPassword, WrongUse
from scala_cli.files import shown
from scala_cli.settings import PASSWORD, Settings, command_lines, drilling
from scala_cli.text import clean_line, listing

if TYPE_CHECKING:
    from scala_cli.case.selection import Selection
    from scala_cli.dossier.keys import Key, Secret
    from scala_cli.dossier.store import Dossier
    from scala_cli.plan.check import Known
    from scala_cli.plan.library import Library
    from scala_cli.plan.model import Plan
    from scala_cli.plan.own import OwnPlans
    from scala_cli.prompts.protocol import Asker
    from scala_cli.screen.printing import Printer

# Each part is loaded where it is used: most commands need few of them.

SHORTEST_PASSWORD = 8
"""The fewest characters in a password that is typed for a new dossier."""
TRIES = 3
"""How many times a password may be typed."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Run:
    """One run of the program. `output` is where a person reads; with JSON that is stderr."""

    settings: Settings
    clock: Clock
    source: TextIO
    output: TextIO
    term: str

    def __post_init__(self) -> None:
        """Have the school's own letters looked for in this data folder, in a drill too."""
        own_letters.use(self.settings.home)
        drilling(on=self.settings.drill)

    @cached_property
    def _told(self) -> set[str]:
        """The plans of which it was said that the program's own is used."""
        return set()

    @cached_property
    def has_person(self) -> bool:
        """Tell whether someone sits at a terminal."""
        return self.source.isatty() and self.output.isatty()

    @cached_property
    def draws(self) -> bool:
        """Tell whether questions can be drawn: else they are plain numbered lines.

        What draws them knows stdout only, which with JSON has to stay clean.
        """
        wanted = not self.settings.plain and self.term != "dumb"
        return wanted and self.has_person and self.output is sys.stdout

    @cached_property
    def printer(self) -> "Printer":
        """Return the way to print pages here."""
        from scala_cli.screen.printing import PlainPrinter, RichPrinter

        plain = self.settings.plain or self.term == "dumb" or not self.output.isatty()
        found: Printer = PlainPrinter(self.output) if plain else RichPrinter(self.output)
        if not self.settings.drill:
            return found
        from scala_cli.commands.drill_voice import DrillPrinter

        return DrillPrinter(found)

    @cached_property
    def asker(self) -> "Asker":
        """Return the way to ask here."""
        from scala_cli.prompts.plain import PlainAsker

        found: Asker = PlainAsker(self.source, self.output)
        if self.draws:
            from scala_cli.prompts import drawn

            if drawn.can_draw(self.output):
                found = drawn.DrawnAsker()
        if not self.settings.drill:
            return found
        from scala_cli.commands.drill_voice import DrillAsker

        return DrillAsker(found)

    @cached_property
    def library(self) -> "Library":
        """Return the shipped plans and the school's own, checked; see `with_own`."""
        from scala_cli.plan.library import load_library, with_own

        known = known_names()
        shipped = load_library(resources.plan_files(), known)
        found = self.own_plans.sources
        return with_own(shipped, found, known) if found else shipped

    @cached_property
    def own_plans(self) -> "OwnPlans":
        """Return the school's own plans as far as they could be read."""
        from scala_cli.plan.own import own_plans

        return own_plans(self.settings.home)

    def plan(self, plan_id: str) -> "Plan":
        """Return a plan: the program's own where the school's has faults, and say so once.

        Raises `WrongUse` for an unknown id, `WrongPlan` for an own plan that can't be used.
        """
        from scala_cli.plan.faults import WrongPlan, did_you_mean, shortened

        found = self.library.plans.get(plan_id)
        if faults := self.library.faults_of(plan_id):
            if found is None:
                raise WrongPlan(faults)
            if plan_id not in self._told:
                self._told.add(plan_id)
                say(_INSTEAD_OF_WRONG.format(plan=plan_id, file=shortened(faults[0].file)))
        if found is None:
            hint = did_you_mean(plan_id, self.library.plans)
            raise WrongUse(
                f"Stappenplan '{clean_line(plan_id)}' bestaat niet.{hint} Bekijk ze met: "
                "stappenplan plan lijst"
            )
        return found

    def selection(
        self, year: int | None, plan: str | None, status: str | None, platform: str | None
    ) -> "Selection":
        """Return which cases are meant. Raises `WrongUse` for a name that isn't one."""
        from scala_cli.case.selection import Selection
        from scala_cli.facts import platforms

        if status not in (None, "open", "gesloten"):
            raise WrongUse(
                f"Status '{clean_line(str(status))}' bestaat niet. Kies open of gesloten."
            )
        if platform not in (None, *platforms()):
            names = listing(platforms(), "of")
            raise WrongUse(
                f"Platform '{clean_line(str(platform))}' is niet bekend. Kies uit {names}."
            )
        return Selection(year, plan, status, platform)

    @property
    def has_dossier(self) -> bool:
        """Tell whether there is a dossier in the data folder."""
        from scala_cli.dossier import opening

        return opening.exists(self.settings.folder)

    @cached_property
    def remembered(self) -> "Key | None":
        """Return the key that the system remembers for the dossier, if there is one that fits."""
        from scala_cli.commands import remembering

        return remembering.found(self.settings.folder) if self.has_dossier else None

    @property
    def can_open(self) -> bool:
        """Tell whether a password is given, can be asked, or isn't needed."""
        given = self.settings.password is not None or self.source.isatty()
        return given or self.remembered is not None

    @contextmanager
    def dossier(self) -> "Iterator[Dossier]":
        """Open the dossier, asking the password if it wasn't given.

        Raises `WrongUse` when there is none yet, `WrongPassword`, `DossierUnusable`.
        """
        with self.unlocked() as (found, _):
            yield found

    @contextmanager
    def unlocked(self) -> "Iterator[tuple[Dossier, Secret]]":
        """Open the dossier as `dossier` does, and give what it was opened with too."""
        if not self.has_dossier:
            raise WrongUse(
                f"Er is nog geen dossier in {shown(self.settings.folder)}. Begin met: stappenplan "
                "start"
            )
        found, secret = self._unlock()
        with found:
            yield found, secret

    @contextmanager
    def dossier_to_fill(self) -> "Iterator[Dossier]":
        """Open the dossier, or make it if there is none yet."""
        with self._unlock()[0] if self.has_dossier else self._create() as found:
            yield found

    def _unlock(self) -> "tuple[Dossier, Secret]":
        from scala_cli.commands import remembering
        from scala_cli.dossier import keys

        if self.settings.password is None and self.remembered is not None:
            return self._opened(self.remembered)
        asks = self.settings.password is None and self.source.isatty()
        if asks and keys.is_marked(self.settings.folder):
            self.asker.tell(remembering.NO_LONGER_FITS)
        if asks and self.settings.drill:
            self.asker.tell(_FORGOTTEN)
        of = "de oefening" if self.settings.drill else "het dossier"
        return self.with_password(f"Wachtwoord van {of}:", self._opened)

    def _opened(self, secret: "Secret") -> "tuple[Dossier, Secret]":
        from scala_cli.dossier.store import Dossier

        return Dossier.open(self.settings.folder, secret, self.clock), secret

    def with_password(self, question: str, use: Callable[[str], _T]) -> _T:
        """Return what `use` makes of the password that is given, or else of the one typed.

        A wrong one is asked again, three times at most. Raises `WrongPassword`.
        """
        if self.settings.password is not None:
            return use(self.settings.password)
        return self.with_typed_password(question, use)

    def with_typed_password(self, question: str, use: Callable[[str], _T]) -> _T:
        """Return the same of a password that is typed now, whatever was given."""
        self._need_person()
        for left in reversed(range(TRIES)):
            typed = self.asker.secret(question)
            try:
                return use(typed)
            except WrongPassword as error:
                if not left:
                    raise WrongPassword(f"{_NO_MORE} {error}") from error
                self.asker.tell(wrong_password(typed, left))
        raise AssertionError

    def _create(self) -> "Dossier":
        from scala_cli import place
        from scala_cli.dossier.store import Dossier

        password = self.settings.password
        if password is None:
            self._need_person()
            password = self.first_password()
        found = Dossier.create(self.settings.folder, password, self.clock)
        for warning in place.warnings(self.settings.folder, os.environ):
            say(warning)
        return found

    def _need_person(self) -> None:
        if not self.source.isatty():
            raise WrongPassword(NO_PASSWORD)

    def first_password(self) -> str:
        """Return the password that is thought up for a new dossier, having said what it is for."""
        self.asker.tell(
            _FOR_DRILL
            if self.settings.drill
            else "\nAlles wordt versleuteld bewaard op deze computer. Daarvoor bedenkt u nu een "
            f"wachtwoord. {LOST}"
        )
        return self.new_password()

    def new_password(self) -> str:
        """Return a password that was typed twice and is long enough."""
        from scala_cli.dossier.keys import normalized

        self.asker.tell(f"Het wachtwoord is minstens {SHORTEST_PASSWORD} tekens lang.")
        while True:
            first = normalized(self.asker.secret("Nieuw wachtwoord:"))
            if len(first) < SHORTEST_PASSWORD:
                self.asker.tell(f"Dat is te kort: minstens {SHORTEST_PASSWORD} tekens.")
            elif normalized(self.asker.secret("Nog een keer:")) != first:
                self.asker.tell("De twee wachtwoorden zijn niet gelijk. Begin opnieuw.")
            else:
                self.asker.tell("Dat is twee keer hetzelfde. Dit wordt het wachtwoord.")
                return first


_INSTEAD_OF_WRONG = (
    "Uw eigen plan '{plan}' heeft fouten en wordt niet gebruikt ({file}). Dat van het programma "
    "komt ervoor in de plaats. Er is niets verloren gegaan. Bekijk de fouten met: stappenplan plan "
    "controleer"
)
LOST = (
    "Wachtwoord kwijt is dossier kwijt: zonder wachtwoord kan niemand het nog openen. Geef het "
    "daarom ook aan het bestuur in bewaring."
)
_FOR_DRILL = (
    "\nDe oefening krijgt een eigen wachtwoord, anders dan dat van uw echte dossiers. Het mag "
    "eenvoudig zijn. Gebruik in de oefening geen echte namen."
)
_FORGOTTEN = "\nWachtwoord vergeten? Gooi de oefening weg met: stappenplan opschonen --oefening"
NO_PASSWORD = (
    "Er is een wachtwoord nodig en er is geen terminal om het te vragen. Er is niets veranderd. "
    f"Geef het met de variabele {PASSWORD} of met --wachtwoordbestand BESTAND."
)


_NO_MORE = (
    "Dat was drie keer niet het goede wachtwoord. Geef dezelfde opdracht opnieuw om het nog eens "
    "te proberen."
)


def wrong_password(typed: str, left: int) -> str:
    """Return what is said of a password that doesn't open the dossier, with tries left."""
    what = "Dat wachtwoord klopt niet." if typed else "U hebt geen wachtwoord getypt."
    tries = "Nog 1 poging" if left == 1 else f"Nog {left} pogingen"
    return f"{what} Er is niets veranderd. Probeer het nog eens, of stop met Ctrl-C. {tries}."


def known_names() -> "Known":
    """Return what a plan may refer to, and how no field of it can be called."""
    from scala_cli.closing import reasons
    from scala_cli.documents.contexts.values import why_no_field
    from scala_cli.facts import facts
    from scala_cli.plan.check import Known

    return Known(
        documents=resources.document_names(),
        facts=facts().keys(),
        reasons=reasons().keys(),
        own_letters=lambda: own_letters.in_use().kinds,
        program_name=why_no_field,
    )


def say(sentence: str) -> None:
    """Tell a person something beside the output proper."""
    print(streams.fitted(command_lines(sentence), sys.stderr), file=sys.stderr)
