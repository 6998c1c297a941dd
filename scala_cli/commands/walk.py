"""`start` and `verder`: opening a case, walking it, and stopping well."""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from scala_cli.case.events import Content, Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.commands import choosing, drill
from scala_cli.commands.desk import WalkDesk
from scala_cli.commands.own_plan import must_be_right, say_instead
from scala_cli.commands.papers import papers_of
from scala_cli.commands.run import NO_PASSWORD, Run
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Interrupted, Stopped, WrongUse
from scala_cli.plan.faults import did_you_mean
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import canonical
from scala_cli.plan.model import Plan
from scala_cli.prompts.answers import AnswersFile
from scala_cli.prompts.answers_text import AnswersText, WrongAnswers, read_answers
from scala_cli.prompts.conversation import Conversation
from scala_cli.prompts.protocol import Prompter
from scala_cli.screen import views
from scala_cli.screen.walk_view import WalkView
from scala_cli.settings import recorder
from scala_cli.text import clean_line
from scala_cli.walkthrough import Walk

DEFAULT_PLAN = "plaatsing"


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


def start(run: Run, plan_id: str | None, answers: Path | None, *, as_json: bool) -> None:
    """Open a case and walk it."""
    text = read_answers(answers) if answers else None
    plan = _plan(run, plan_id, text)
    graph = Graph(plan.id, run.library.plans)
    for one in graph.plans:
        # One that the case may go on in is also said to be the program's, if the own one is wrong.
        run.plan(one.id)
    # An answers file with a fault must be refused before there is a case.
    view = drill.view(run)
    prompter = AnswersFile(text, graph, run.clock()) if text else None
    if prompter is None:
        view.emergency(graph.root)
    content = {"door": recorder(), **drill.begin(run, view, plan, asks=prompter is None)}
    if not run.can_open:
        _show_first(run, view, graph, content, as_json=as_json)
    if run.settings.drill:
        drill.make_room(run)
    with run.dossier_to_fill() as dossier:
        if run.settings.drill:
            drill.furnish(dossier)
        pinned = {one.id: canonical(run.library.documents[one.id]) for one in graph.plans}
        number = dossier.open_case(pinned, content).case
        answering = prompter or _conversation(run, view, dossier)
        _walk(run, OneCase(dossier, number), answering, as_json=as_json)


def _conversation(run: Run, view: WalkView, dossier: Dossier) -> Conversation:
    return Conversation(run.asker, view, WalkDesk(run, dossier), run.clock)


def _plan(run: Run, asked: str | None, text: AnswersText | None) -> Plan:
    named = text.plan if text else None
    if asked and named and asked != named:
        raise WrongUse(
            f"--plan zegt '{asked}', maar het antwoordenbestand is voor '{named}'. "
            "Laat --plan weg of pas het bestand aan."
        )
    if chosen := asked or named:
        must_be_right(run, chosen)
    if text and named and named not in run.library.plans:
        hint = did_you_mean(named, run.library.plans)
        sentence = f"plan '{clean_line(named)}' bestaat niet.{hint} Er is niets opgeslagen."
        raise WrongAnswers(text.file, sentence)
    plan = run.plan(chosen or DEFAULT_PLAN)
    say_instead(run, plan.id)
    return plan


def _show_first(
    run: Run, view: WalkView, graph: Graph, content: Content, *, as_json: bool
) -> NoReturn:
    """Show the first question of a case that isn't there, and how to get one."""
    now = run.clock()
    opened = record(Draft(Kind.OPENED, None, content), "nog niet bewaard", None, now)
    case = fold(graph, [opened])
    view.step(case, case.position.open[0])
    if as_json:
        from scala_cli.export import json as contract

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
            prompter = _conversation(run, drill.view(run, case), dossier)
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
    papers = papers_of(run, file.dossier, asks=not isinstance(prompter, AnswersFile))
    try:
        case = Walk(file, prompter, papers, recorder(), run.clock).run()
    except EOFError as error:
        raise Stopped(f"De invoer hield op. {_closing(run, file.number)}") from error
    except Stopped as stopped:
        if as_json:
            _print_json(file.read())
        raise Stopped(f"{stopped} {_closing(run, file.number)}") from stopped
    except KeyboardInterrupt as interrupt:
        raise Interrupted(f"Onderbroken. {_closing(run, file.number)}") from interrupt
    if as_json:
        _print_json(case)
    elif isinstance(prompter, AnswersFile):
        run.printer.show(views.finished(case))
    if run.settings.drill:
        run.asker.tell(f"\n{drill.AWAY}")


def _print_json(case: Case) -> None:
    from scala_cli.export import json as contract

    print(contract.dumps(contract.case(case)))


def _closing(run: Run, number: str) -> str:
    what = "oefening" if run.settings.drill else "dossier"
    kept = (
        f"Alles wat is beantwoord, is bewaard in {what} {number}. "
        f"Ga verder met: stappenplan verder {number}"
    )
    return f"{kept}\n{drill.AWAY}" if run.settings.drill else kept
