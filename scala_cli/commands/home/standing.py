"""How the dossier stands when the home menu opens: not there, not opened, or read.

The password is asked once. It stays in the settings of the run that everything chosen from the
menu gets: in this process, and nowhere else.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto

from scala_cli.case.deadlines import by_urgency
from scala_cli.case.state import Case
from scala_cli.clock import today
from scala_cli.commands.reading import readable_cases
from scala_cli.commands.remembering import NO_LONGER_FITS
from scala_cli.commands.run import TRIES, Run, wrong_password
from scala_cli.dossier import keys
from scala_cli.errors import DossierUnusable, WrongPassword

_QUESTION = "Wachtwoord van het dossier (leeg: verder zonder dossier):"
_NO_MORE = (
    "Dat was drie keer niet het goede wachtwoord. Er is niets veranderd. U gaat verder zonder het "
    "dossier."
)


class Status(Enum):
    """Whether there is a dossier, and whether it was opened."""

    NEW = auto()
    SHUT = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the dossier stands, the most urgent case first.

    `trouble` is the sentence of what can't be read, `why` that of a person for whom it stayed
    shut. `asked`: the person was just asked something.
    """

    run: Run
    status: Status
    cases: tuple[Case, ...] = ()
    trouble: str = ""
    why: str = ""
    asked: bool = False

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """Return the cases that aren't closed."""
        return tuple(case for case in self.cases if not case.closed)


def begin(run: Run) -> Standing:
    """Return how the dossier stands, asking for the password where it is needed."""
    # A remembered key may have been forgotten since: look again.
    run = replace(run)
    try:
        if not run.has_dossier:
            return Standing(run, Status.NEW)
        if run.settings.password is None and run.remembered is None:
            return ask(run)
    except DossierUnusable as error:
        return Standing(run, Status.SHUT, trouble=str(error))
    try:
        return _read(run)
    except WrongPassword as error:
        run.asker.tell(str(error))
        return ask(run)


def again(last: Standing) -> Standing:
    """Return how it stands after a command; who went on without the dossier isn't asked again."""
    if last.status is Status.SHUT and not last.trouble and last.run.has_dossier:
        return replace(last, why="", asked=False)
    return begin(last.run)


def ask(run: Run) -> Standing:
    """Ask for the password: three times at most, and an empty one leaves the dossier shut."""
    run = replace(run, settings=replace(run.settings, password=None))
    if keys.is_marked(run.settings.folder):
        run.asker.tell(NO_LONGER_FITS)
    for left in reversed(range(TRIES)):
        typed = run.asker.secret(_QUESTION)
        if not typed:
            return Standing(run, Status.SHUT, asked=True)
        try:
            found = _read(with_password(run, typed))
        except WrongPassword:
            if left:
                run.asker.tell(wrong_password(typed, left))
        else:
            return replace(found, asked=True)
    return Standing(run, Status.SHUT, why=_NO_MORE, asked=True)


def with_password(run: Run, password: str) -> Run:
    """Return a run whose settings hold a password that was typed for its dossier."""
    return replace(run, settings=replace(run.settings, password=password, typed=True))


def _read(run: Run) -> Standing:
    """Return the cases that can be read, and what is wrong with the others."""
    cases: list[Case] = []
    trouble = ""
    try:
        with run.dossier() as dossier, readable_cases(dossier) as found:
            cases = found
    except DossierUnusable as error:
        trouble = str(error)
    latest = sorted(cases, key=lambda case: case.events[-1].recorded, reverse=True)
    return Standing(run, Status.OPEN, tuple(by_urgency(latest, today(run.clock))), trouble)
