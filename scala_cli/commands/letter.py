"""`brief`: the letters, and one of them made from a case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scala_cli import editor, own_letters
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.clock import today
from scala_cli.commands import choosing, letter_own, school
from scala_cli.commands.letter_asking import ask_questions, fill_in, lacking
from scala_cli.commands.letter_out import (
    Text,
    Wish,
    belongs,
    give,
    must_be_form,
    steps_of,
    visits_of,
)
from scala_cli.commands.recording import case_to_add_to, if_broken_off, tell_if_closed
from scala_cli.commands.run import Run
from scala_cli.commands.walk import DEFAULT_PLAN
from scala_cli.documents.context import Writing, context_for
from scala_cli.documents.contexts.told import Teller
from scala_cli.documents.contexts.writing import told_by
from scala_cli.documents.plain import plain
from scala_cli.documents.render import marked, render
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongUse
from scala_cli.headings import Heading
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Plan, Step
from scala_cli.plan.replay import Visit
from scala_cli.prompts.protocol import Item
from scala_cli.screen import letter_views

_NUMBER = re.compile(r"\d{4}-\d+")
_LIST = "Bekijk ze met: stappenplan brief"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A letter that is asked for: its kind, its header, and how it is to go out."""

    kind: str
    header: Heading
    wish: Wish


def letter(run: Run, kind: str | None, number: str | None, wish: Wish) -> None:
    """Make a letter from a case; without a kind list them. Raises `WrongUse`."""
    if kind is not None and number is None and _NUMBER.fullmatch(kind):
        kind, number = None, kind
    must_be_form(wish.form)
    if kind is None:
        if wish.asks:
            raise WrongUse(f"Welke brief? Noem een soort. {_LIST}")
        _list(run, number)
        return
    header = _known(run, kind)
    with run.dossier() as dossier, if_broken_off(_SAFE):
        editor.clear(run.settings.folder)
        case = case_to_add_to(dossier, number or _the_open_case(run, dossier))
        tell_if_closed(run, case)
        _make(run, dossier, case, _Asked(kind, header, wish), _visit(run, case, kind))


def _known(run: Run, kind: str) -> Heading:
    """Return the header of a letter. Raises `WrongUse`, and `WrongLetter` for a wrong one."""
    known = letter_own.kinds()
    if kind in known:
        return letter_own.header_of(run, kind)
    if fault := own_letters.in_use().fault:
        raise fault
    raise WrongUse(f"Brief {quoted(kind)} bestaat niet.{did_you_mean(kind, known)} {_LIST}")


_FILLED_IN = "Wat u net hebt ingevuld, is bewaard. Er is geen brief gemaakt."
_SAFE = "Wat al was ingevuld of vastgesteld, is bewaard; verder is er niets vastgelegd."


def _the_open_case(run: Run, dossier: Dossier) -> str:
    """Return the number of the one open case, or of the one that the person points at."""
    found = choosing.open_cases(dossier)
    if not found:
        raise WrongUse("Er is geen open dossier. Noem het nummer van een dossier.")
    return choosing.picked(run, found, "Bij welk dossier hoort de brief?").number


def prepare(run: Run, dossier: Dossier, case: Case, visit: Visit, kind: str) -> None:
    """Make a letter ready at an open step; a wrong one is told of, and nothing is lost."""
    try:
        letter_own.must_be_there(kind)
        header = _known(run, kind)
        _make(run, dossier, case, _Asked(kind, header, Wish()), visit)
    except WrongLetter as error:
        run.asker.tell(str(error))


def _make(run: Run, dossier: Dossier, case: Case, asked: _Asked, visit: Visit | None) -> None:
    kind, header, wish = asked.kind, asked.header, asked.wish
    given: Mapping[str, Value] = {}
    letter_own.say_instead(kind)
    # What is wrong with an own letter shows before anything is asked for it.
    place = _Place(run, dossier, kind, visit)
    made = place.made(case, given)
    if run.has_person:
        school.ask_lacking(run, dossier, header.school)
        case = fill_in(run, dossier, case, lacking(case, visit, header))
        told = told_by(Teller(case, visit), header.questions)
        key = (run.settings.folder, case.number, kind)
        given = ask_questions(run, key, header.questions, told)
        try:
            made = place.made(case, given)
        except WrongLetter as error:
            raise WrongLetter(error.faults, error.remedy, _FILLED_IN) from error
    text = Text(kind, visit, made, plain(made))
    school.say_lacking(school.known_school(dossier), header.school)
    if not run.has_person:
        give(run, dossier, case, text, wish)
        return
    from scala_cli.commands.letter_menu import Table

    table = Table(run, dossier, case, text)
    table.show()
    if wish.asks:
        give(run, dossier, case, text, wish)
    else:
        table.ask()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a letter is made: for which visit of a case, and how it is called."""

    run: Run
    dossier: Dossier
    kind: str
    visit: Visit | None

    def made(self, case: Case, given: Mapping[str, Value]) -> str:
        """Return the letter with these answers to its questions."""
        day = today(self.run.clock).isoformat()
        writing = Writing(school.known_school(self.dossier), day, given)
        made = render(self.kind, context_for(self.kind, case, self.visit, writing))
        return marked(made, drill=case.drill)


def _visit(run: Run, case: Case, kind: str) -> Visit | None:
    """Return the visit that a letter belongs to; a person points at one of several."""
    visits = visits_of(case, kind)
    if len(visits) < 2 or not run.has_person:  # noqa: PLR2004 - then there is nothing to choose
        return next(iter(visits), None)
    items = [Item(str(place), _named(case, visit)) for place, visit in enumerate(visits)]
    chosen = run.asker.choose("Bij welke stap hoort deze brief?", items, items[0].id)
    return visits[int(chosen)]


def _named(case: Case, visit: Visit) -> str:
    again = f" (keer {visit.number})" if visit.number > 1 else ""
    now = "nu open" if visit in case.position.open else case.said(case.answers[visit])
    return f"{case.step(visit).title}{again}: {now}"


def _list(run: Run, number: str | None) -> None:
    found = letter_own.letters(run)
    headers = found.headers
    if number is not None:
        with run.dossier() as dossier:
            case = dossier.case(number)
        offered = [kind for kind, header in headers.items() if _fits_now(case, kind, header)]
        run.printer.show(letter_views.of_case(case.number, offered, case.current_documents))
    run.printer.show(letter_views.letters(headers, _steps(run, headers), found.own))
    if found.wrong:
        wrong = [str(fault) for one in found.wrong for fault in one.faults]
        run.printer.show(letter_views.wrong(wrong))


def _fits_now(case: Case, kind: str, header: Heading) -> bool:
    """Tell whether a letter belongs to a step that is open."""
    if case.closed:
        return False
    steps = steps_of(kind, header, case.graph)
    return any(visit.step in steps for visit in case.position.open)


def _steps(run: Run, headers: Mapping[str, Heading]) -> dict[str, list[str]]:
    """Return by kind the titles of the steps that a letter belongs to, those of own plans last."""
    library = run.library
    graph = Graph(DEFAULT_PLAN, library.plans)
    own = [plan for plan_id, plan in library.plans.items() if plan_id in library.own]
    found: dict[str, list[str]] = {}
    for kind, header in headers.items():
        meant = steps_of(kind, header, graph)
        titles = [step.title for ref, step in graph.steps.items() if ref in meant]
        for plan in own:
            of = "" if plan in graph.plans else f" ({plan.id})"
            titles += [
                f"{one.title}{of}"
                for one in plan.steps
                if belongs(kind, header, one) or _names(header, plan, one)
            ]
        found[kind] = list(dict.fromkeys(titles))
    return found


def _names(header: Heading, plan: Plan, step: Step) -> bool:
    """Tell whether a letter names a step of a plan."""
    return step.id in header.steps or f"{plan.id}/{step.id}" in header.steps
