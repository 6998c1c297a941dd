"""Adding one event to a case: reading it, getting the words, and recording when all is said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from scala_cli.case.drafts import needed
from scala_cli.case.events import CaseMoved, Draft, Event
from scala_cli.case.state import Case
from scala_cli.commands.reading import must_be_unchanged
from scala_cli.commands.run import Run, say
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Interrupted, InvalidValue, Stopped, WrongUse
from scala_cli.screen.page import Page, Words

NOTHING = "Er is niets vastgelegd."
_MOST_READ = 1_000_000
"""How many characters of the input are read: it may have no end."""


def case_to_add_to(dossier: Dossier, number: str) -> Case:
    """Return a case to which something can be added.

    Raises `WrongUse` for one that isn't there or was erased, `DossierUnusable` for one whose
    chain doesn't hold.
    """
    case = dossier.case(number)
    must_be_unchanged(case)
    if case.erased:
        raise WrongUse(
            f"Dossier {case.number} is gewist; er kan niets meer bij. Een nieuw incident: "
            "stappenplan start"
        )
    return case


def tell_if_closed(run: Run, case: Case) -> None:
    """Say that a case is closed to who adds to it: that is allowed, but may be a slip."""
    if case.closed:
        tell(run, f"Dossier {case.number} is gesloten en blijft gesloten. Dit komt er nog bij.")


def tell(run: Run, sentence: str) -> None:
    """Say what must not be missed: on the screen, or else beside the output."""
    if run.has_person:
        run.printer.show(Page([Words(sentence, strong=True)]))
    else:
        say(sentence)


@contextmanager
def if_broken_off(safe: str = NOTHING) -> Iterator[None]:
    """Say what is safe when whoever answers goes away: that nothing was recorded, or else."""
    try:
        yield
    except EOFError as error:
        raise Stopped(f"De invoer hield op. {safe}") from error
    except KeyboardInterrupt as interrupt:
        raise Interrupted(f"Onderbroken. {safe}") from interrupt


@contextmanager
def on_the_line(name: str = "") -> Iterator[None]:
    """Turn a value that can't be taken into wrong use of the command line, naming where."""
    try:
        yield
    except InvalidValue as error:
        at = f"{name}: " if name else ""
        raise WrongUse(f"{at}{error} {NOTHING}") from error


def words(run: Run, given: str | None, name: str, question: str, hint: str = "") -> str:
    """Return the text that was given under a name; else typed by a person, or all of the input."""
    if given is None and run.has_person:
        return run.asker.long(question, hint, needed)
    with on_the_line(name):
        return needed(_all_input(run) if given is None else given)


def _all_input(run: Run) -> str:
    if run.source.isatty():
        say("Typ de tekst. Sluit af met Ctrl-D op een lege regel (in Windows: Ctrl-Z en Enter).")
    found = run.source.read(_MOST_READ)
    if len(found) == _MOST_READ:
        raise InvalidValue("Deze tekst is te lang. Maak hem korter.")
    return found


def keep(
    dossier: Dossier, case: Case, draft_for: Callable[[Case], Draft], file: bytes | None = None
) -> Event:
    """Record an event; when the case has grown meanwhile, on the case as it is by then.

    `draft_for` raises `WrongUse` when the event no longer fits.
    """
    while True:
        with suppress(CaseMoved):
            return dossier.append(case.number, draft_for(case), case.count, file)
        case = case_to_add_to(dossier, case.number)
