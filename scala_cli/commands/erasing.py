"""`dossier wis`: the words of one event, or of a whole closed case, gone for good."""

from collections.abc import Sequence

from scala_cli.case import drafts
from scala_cli.case.entries import hold
from scala_cli.case.erasing import echoes, everything, repeats, with_event
from scala_cli.case.events import CaseMoved, Kind
from scala_cli.case.state import Case
from scala_cli.clock import day_of, say_day, today
from scala_cli.commands import elsewhere, naming
from scala_cli.commands.recording import case_to_add_to, if_broken_off, on_the_line
from scala_cli.commands.run import Run
from scala_cli.dossier.copies import Copy
from scala_cli.dossier.store import Dossier
from scala_cli.errors import InvalidValue, Stopped, WrongUse
from scala_cli.files import shown
from scala_cli.prompts.fields import ask_reason
from scala_cli.screen import erasing_views
from scala_cli.settings import recorder
from scala_cli.text import clean_line

NOTHING = "Er is niets gewist."
_WORD = "wis"
_GROUNDS = (
    "verzoek van de betrokkene",
    "niet nodig voor dit dossier",
    "per ongeluk vastgelegd",
)
_NO_NAMES = "De grond blijft in het dossier staan. Noem er geen namen in."
_REPEATED = (
    "In de grond staan woorden die juist worden gewist, en de grond blijft. Zeg het zonder die "
    "woorden."
)


def erase(run: Run, number: str, meant: str | None, ground: str | None) -> None:
    """Erase what is meant of a case, after the word for it was typed; the whole of it without."""
    with run.dossier() as dossier:
        case = case_to_add_to(dossier, number)
        numbers = _numbers(case, meant)
        _must_not_be_held(run, case)
        with if_broken_off(NOTHING):
            if ground is not None:
                with on_the_line("--grond"):
                    ground = _checked(case, numbers, ground)
            day = today(run.clock)
            run.printer.show(erasing_views.to_erase(case, numbers, whole=meant is None, today=day))
            told = ground or _asked_ground(run, case, numbers)
            confirm(run, _WORD, "te wissen")
        _record(dossier, case, numbers, told)
        _tell(run, dossier, case, numbers)


def _numbers(case: Case, meant: str | None) -> tuple[int, ...]:
    """Return the events that are meant. Raises `WrongUse` where nothing can be erased."""
    if meant is None:
        if not case.closed:
            raise WrongUse(
                f"Dossier {case.number} is nog open. {NOTHING} Noem wat u wilt wissen: het nummer "
                f"van een gebeurtenis of een stap. Of sluit eerst het hele dossier, met: "
                f"stappenplan dossier sluit {case.number}"
            )
        return everything(case)
    number = int(meant) if meant.isascii() and meant.isdecimal() else None
    if number is None:
        number = naming.answered(case, meant).last
    _must_be_erasable(case, number)
    return with_event(case, number)


def _must_be_erasable(case: Case, number: int) -> None:
    if not 1 <= number <= case.count:
        raise WrongUse(
            f"Gebeurtenis {number} bestaat niet in dossier {case.number}; het zijn er "
            f"{case.count}. {NOTHING} Bekijk de nummers met: stappenplan dossier toon {case.number}"
        )
    event = case.events[number - 1]
    if event.kind is Kind.OPENED:
        raise WrongUse(
            f"Gebeurtenis {number} is de opening van het dossier en gaat alleen met het hele "
            f"dossier weg. {NOTHING}"
        )
    if event.kind is Kind.ERASED:
        raise WrongUse(
            f"Gebeurtenis {number} zegt dat en waarom er is gewist. Dat blijft staan. {NOTHING}"
        )
    if event.content is None:
        raise WrongUse(f"Gebeurtenis {number} is al gewist. {NOTHING}")


def _must_not_be_held(run: Run, case: Case) -> None:
    event = hold(case)
    if event is None:
        return
    run.printer.show(erasing_views.held(case, event))
    raise WrongUse(
        f"Dossier {case.number} wordt aangehouden sinds {say_day(day_of(event.recorded))} "
        f"(gebeurtenis {event.number}). {NOTHING} Is de procedure klaar, geef het dan vrij met: "
        f"stappenplan dossier notitie {case.number} --vrijgeven"
    )


def _checked(case: Case, numbers: Sequence[int], ground: str) -> str:
    """Return a ground cleaned. Raises `InvalidValue` for one that keeps what has to go."""
    found = drafts.needed(clean_line(ground))
    if repeats(case, numbers, found):
        raise InvalidValue(_REPEATED)
    return found


def _asked_ground(run: Run, case: Case, numbers: Sequence[int]) -> str:
    run.asker.tell(f"\n{_NO_NAMES}")
    while True:
        ground = ask_reason(run.asker, "Op welke grond wist u dit?", _GROUNDS)
        if ground is None:
            raise Stopped(NOTHING)
        try:
            return _checked(case, numbers, ground)
        except InvalidValue as error:
            run.asker.tell(str(error))


def confirm(run: Run, word: str, to_do: str) -> None:
    """Have a word typed. Raises `Stopped` for anything else."""
    question = f"Typ het woord {word} om dit {to_do}."
    typed = run.asker.line(question, "Typt u iets anders, dan wordt er niets gewist.", clean_line)
    if typed.strip(" .'\"").casefold() != word:
        raise Stopped(f"{NOTHING} Het woord '{word}' is niet getypt.")


def _record(dossier: Dossier, case: Case, numbers: Sequence[int], ground: str) -> None:
    draft = drafts.erase(numbers, ground, recorder())
    try:
        dossier.append(case.number, draft, case.count)
    except CaseMoved as moved:
        raise Stopped(
            f"Dossier {case.number} is intussen in een ander venster veranderd. {NOTHING} Bekijk "
            "opnieuw wat er zou worden gewist, met dezelfde opdracht."
        ) from moved


def _tell(run: Run, dossier: Dossier, case: Case, numbers: Sequence[int]) -> None:
    """Say what was erased, and where it may still stand; that is never without the first."""
    show = run.printer.show
    events = [one for one in case.events if one.number in numbers]
    links = [other for one in events if one.kind is Kind.LINKED for other in one.choice or ()]
    show(erasing_views.erased(case, numbers, echoes(case, numbers), links))
    if not dossier.sweep():
        show(erasing_views.unswept())
    first = min(one.recorded for one in events)
    found = elsewhere.lying(dossier, elsewhere.of_case(case.number, first))
    show(erasing_views.elsewhere(places(found.there), places(found.away)))


def places(copies: Sequence[Copy]) -> list[erasing_views.Place]:
    """Return files as they are shown."""
    return [(copy.kind, copy.made, shown(copy.path)) for copy in copies]
