"""`start` and `verder`: opening a case, walking it, and stopping well."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from scala_cli import clipboard, clock
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.state import Answer, Case, fold
from scala_cli.clock import Clock
from scala_cli.commands import choosing
from scala_cli.commands.run import NO_PASSWORD, Run
from scala_cli.commands.school import known_school
from scala_cli.documents import plain, render
from scala_cli.documents.context import Writing, context_for, given_at, statement_context
from scala_cli.documents.school import School
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Interrupted, Stopped, WrongUse
from scala_cli.export import json as contract
from scala_cli.headings import title_of
from scala_cli.plan.faults import did_you_mean
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import canonical
from scala_cli.plan.model import Plan
from scala_cli.plan.replay import Visit
from scala_cli.prompts.answers import AnswersFile, AnswersText, WrongAnswers, read_answers
from scala_cli.prompts.conversation import Conversation
from scala_cli.prompts.protocol import Prompter
from scala_cli.screen import views
from scala_cli.screen.walk_view import WalkView
from scala_cli.settings import recorder
from scala_cli.text import clean_line
from scala_cli.walkthrough import RenderDocument, Walk

DEFAULT_PLAN = "plaatsing"
_NO_SCHOOL = School()


@dataclass(frozen=True, slots=True)
class OneCase:
    """One case in its dossier, as the walk needs it."""

    dossier: Dossier
    number: str

    def read(self) -> Case:
        """Return the case as it is on disk."""
        return self.dossier.case(self.number)

    def append(self, draft: Draft, after: int) -> Event:
        """Add an event; see `Dossier.append`."""
        return self.dossier.append(self.number, draft, after)


@dataclass(frozen=True, slots=True)
class WalkDesk:
    """Documents during the walk: as plain text, for people to read and copy."""

    now: Clock = clock.now
    school: School = _NO_SCHOOL

    def title(self, kind: str) -> str:
        """Return what a document is called."""
        return title_of(kind)

    def draft(self, case: Case, visit: Visit, kind: str) -> str:
        """Return a document as it would be made now."""
        day = clock.today(self.now).isoformat()
        writing = Writing(self.school, day, given_at(visit.step))
        context = context_for(kind, case, case.answers.get(visit), writing)
        return plain.plain(render.render(kind, context))

    def statement(self, case: Case, *, short: bool, aangifte: bool) -> str:
        """Return a form of the statement."""
        return render.render("statement", statement_context(case, aangifte=aangifte, kort=short))

    def copy(self, text: str) -> bool:
        """Put a text on the clipboard; tell whether that worked."""
        return clipboard.copy(text)


def start(run: Run, plan_id: str | None, answers: Path | None, *, as_json: bool) -> None:
    """Open a case and walk it."""
    text = read_answers(answers) if answers else None
    plan = _plan(run, plan_id, text)
    graph = Graph(plan.id, run.library.plans)
    # An answers file with a fault must be refused before there is a case.
    view = WalkView(run.printer, repeats=run.draws)
    prompter = AnswersFile(text, graph, run.clock()) if text else None
    if prompter is None:
        view.emergency(graph.root)
    if not run.can_open:
        _show_first(run, view, graph, as_json=as_json)
    with run.dossier_to_fill() as dossier:
        pinned = {one.id: canonical(run.library.documents[one.id]) for one in graph.plans}
        number = dossier.open_case(pinned, {"door": recorder()}).case
        answering = prompter or _conversation(run, view, dossier)
        _walk(run, OneCase(dossier, number), answering, as_json=as_json)


def _conversation(run: Run, view: WalkView, dossier: Dossier) -> Conversation:
    return Conversation(run.asker, view, WalkDesk(run.clock, known_school(dossier)), run.clock)


def _plan(run: Run, asked: str | None, text: AnswersText | None) -> Plan:
    named = text.plan if text else None
    if asked and named and asked != named:
        raise WrongUse(
            f"--plan zegt '{asked}', maar het antwoordenbestand is voor '{named}'. "
            "Laat --plan weg of pas het bestand aan."
        )
    if text and named and named not in run.library.plans:
        hint = did_you_mean(named, run.library.plans)
        sentence = f"plan '{clean_line(named)}' bestaat niet.{hint} Er is niets opgeslagen."
        raise WrongAnswers(text.file, sentence)
    return run.plan(asked or named or DEFAULT_PLAN)


def _show_first(run: Run, view: WalkView, graph: Graph, *, as_json: bool) -> NoReturn:
    """Show the first question of a case that isn't there, and how to get one."""
    now = run.clock()
    content = {"door": recorder()}
    opened = record(Draft(Kind.OPENED, None, content), "nog niet bewaard", None, now)
    case = fold(graph, [opened])
    view.step(case, case.position.open[0])
    if as_json:
        print(contract.dumps(contract.not_kept(case)))
    raise Stopped(f"{NO_PASSWORD} Begin daarna opnieuw met: stappenplan start")


def go_on(run: Run, number: str | None, answers: Path | None, *, as_json: bool) -> None:
    """Go on with an open case."""
    text = read_answers(answers) if answers else None
    with run.dossier() as dossier:
        case = dossier.case(number) if number else _the_open_case(run, dossier)
        if case.closed:
            raise WrongUse(
                f"Dossier {case.number} is gesloten. Heropenen kan met: stappenplan dossier "
                f"heropen {case.number}"
            )
        if text and text.plan and text.plan != case.graph.root.id:
            raise WrongAnswers(
                text.file,
                f"is voor plan '{text.plan}', maar dossier {case.number} volgt "
                f"'{case.graph.root.id}'. Er is niets opgeslagen.",
            )
        if text:
            prompter: Prompter = AnswersFile(text, case.graph, run.clock())
        else:
            prompter = _conversation(run, WalkView(run.printer, repeats=run.draws), dossier)
        _walk(run, OneCase(dossier, case.number), prompter, as_json=as_json)


def _the_open_case(run: Run, dossier: Dossier) -> Case:
    """Return the one case with open steps, or the one that the person points at.

    Where every step is answered, it is one in which something can still be filled in.
    """
    cases = choosing.open_cases(dossier)
    found = [case for case in cases if case.position.open] or [one for one in cases if one.missing]
    if not found:
        raise WrongUse("Er staat niets meer open. Een nieuw incident: stappenplan start")
    return choosing.picked(run, found, "Met welk dossier gaat u verder?")


def _walk(run: Run, file: OneCase, prompter: Prompter, *, as_json: bool) -> None:
    """Walk, and end with what was asked for; every stop says what is safe and how to go on."""
    try:
        case = Walk(file, prompter, renderer(file.dossier), recorder(), run.clock).run()
    except Stopped as stopped:
        if as_json:
            print(contract.dumps(contract.case(file.read())))
        raise Stopped(f"{stopped} {_closing(file.number)}") from stopped
    except KeyboardInterrupt as interrupt:
        raise Interrupted(f"Onderbroken. {_closing(file.number)}") from interrupt
    if as_json:
        print(contract.dumps(contract.case(case)))
    elif isinstance(prompter, AnswersFile):
        run.printer.show(views.finished(case))


def _closing(number: str) -> str:
    return (
        f"Alles wat is beantwoord, is bewaard in dossier {number}. "
        f"Ga verder met: stappenplan verder {number}"
    )


def render_document(case: Case, answer: Answer, kind: str, school: School = _NO_SCHOOL) -> str:
    """Return a document of a case, made at an answer; its date is the day of the last event."""
    day = clock.day_of(case.events[-1].recorded).isoformat()
    return render.render(kind, context_for(kind, case, answer, Writing(school, day, {})))


def renderer(dossier: Dossier) -> RenderDocument:
    """Return how documents are made during a walk: for the school that the dossier knows."""
    return partial(render_document, school=known_school(dossier))
