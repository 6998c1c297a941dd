"""`brief`: the letters, and one of them made from a case."""

import re
from collections.abc import Mapping

from scala_cli import editor, resources
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.clock import today
from scala_cli.commands import choosing, school
from scala_cli.commands.letter_asking import ask_questions, fill_in, lacking
from scala_cli.commands.letter_out import Text, Wish, give, must_be_form, visits_of
from scala_cli.commands.recording import case_to_add_to, if_broken_off, tell_if_closed
from scala_cli.commands.run import Run
from scala_cli.commands.walk import DEFAULT_PLAN
from scala_cli.documents.context import Writing, context_for, given_at
from scala_cli.documents.plain import plain
from scala_cli.documents.render import render
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongUse
from scala_cli.headings import Heading, heading
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from scala_cli.prompts.answers import steps_named
from scala_cli.prompts.protocol import Item
from scala_cli.screen import letter_views

_NUMBER = re.compile(r"\d{4}-\d+")
_LIST = "Bekijk ze met: stappenplan brief"


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
    if kind not in resources.document_names():
        hint = did_you_mean(kind, resources.document_names())
        raise WrongUse(f"Brief {quoted(kind)} bestaat niet.{hint} {_LIST}")
    with run.dossier() as dossier, if_broken_off(_SAFE):
        editor.clear(run.settings.folder)
        case = case_to_add_to(dossier, number or _the_open_case(run, dossier))
        tell_if_closed(run, case)
        _make(run, dossier, case, kind, wish)


_SAFE = "Wat al was ingevuld of vastgesteld, is bewaard; verder is er niets vastgelegd."


def _the_open_case(run: Run, dossier: Dossier) -> str:
    """Return the number of the one open case, or of the one that the person points at."""
    found = choosing.open_cases(dossier)
    if not found:
        raise WrongUse("Er is geen open dossier. Noem het nummer van een dossier.")
    return choosing.picked(run, found, "Bij welk dossier hoort de brief?").number


def _make(run: Run, dossier: Dossier, case: Case, kind: str, wish: Wish) -> None:
    header = heading(kind)
    visit = _visit(run, case, kind)
    given: Mapping[str, Value] = given_at(visit.step) if visit else {}
    if run.has_person:
        school.ask_lacking(run, dossier, header.school)
        case = fill_in(run, dossier, case, lacking(case, visit, header.fields))
        given = {**given, **ask_questions(run, header.questions)}
    known = school.known_school(dossier)
    writing = Writing(known, today(run.clock).isoformat(), given)
    answer = case.answers.get(visit) if visit else None
    made = render(kind, context_for(kind, case, answer, writing))
    text = Text(kind, visit, made, plain(made))
    school.say_lacking(known, header.school)
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
    headers = {kind: heading(kind) for kind in resources.document_names()}
    if number is not None:
        with run.dossier() as dossier:
            case = dossier.case(number)
        offered = [kind for kind in headers if _fits_now(case, kind)]
        made = [one for one in case.current_documents if one.kind in headers]
        run.printer.show(letter_views.of_case(case.number, offered, made))
    run.printer.show(letter_views.letters(headers, _steps(run, headers)))


def _fits_now(case: Case, kind: str) -> bool:
    """Tell whether a letter belongs to a step that is open."""
    if case.closed:
        return False
    steps = {ref for name in heading(kind).steps for ref in steps_named(name, case.graph)}
    return any(
        visit.step in steps or kind in (*case.step(visit).documents, *case.step(visit).offered)
        for visit in case.position.open
    )


def _steps(run: Run, headers: Mapping[str, Heading]) -> dict[str, list[str]]:
    """Return by kind the titles of the steps that a letter belongs to."""
    graph = Graph(DEFAULT_PLAN, run.library.plans)
    found: dict[str, list[str]] = {}
    for kind, header in headers.items():
        named = [ref for name in header.steps for ref in sorted(steps_named(name, graph))]
        found[kind] = list(dict.fromkeys(graph.steps[ref].title for ref in named))
    return found
