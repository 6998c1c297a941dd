"""How far a case has come on a plan: what stands, is open, waits or has lapsed. No words of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import SKIPPED, StepKind
from scala_cli.plan.replay import Visit, replay


class State(StrEnum):
    """How a step stands, in the words that are shown."""

    DONE = "gedaan"
    ANSWERED = "beantwoord"
    SKIPPED = "overgeslagen"
    OPEN = "nu open"
    WAITING = "wacht op andere sporen"
    LAPSED = "vervallen"


@dataclass(frozen=True, slots=True)
class Trail:
    """The way that a case went over one plan, each step named as that plan names it.

    `states` has the steps that it came to, `visits` how often. `chosen` are the options that
    stand, as `(step, option)`; `left` the steps whose answer stands, so that it went on from there.
    """

    number: str
    states: Mapping[str, State]
    visits: Mapping[str, int]
    chosen: frozenset[tuple[str, str]]
    left: frozenset[str]


def trail(number: str, graph: Graph, answers: Mapping[Visit, Choice], plan_id: str) -> Trail:
    """Return the way of a case over one of the plans in its graph."""
    position = replay(graph, answers)
    named = {ref: step.id for ref, step in graph.steps.items() if graph.plan_of(ref).id == plan_id}
    states: dict[str, State] = {}
    chosen: set[tuple[str, str]] = set()
    for visit in position.lapsed:
        states[visit.step] = State.LAPSED
    for visit in sorted(position.standing, key=lambda one: one.number):
        choice = answers[visit]
        states[visit.step] = _answered(graph, visit.step, choice)
        chosen |= {(visit.step, option) for option in choice}
    states |= dict.fromkeys(position.waiting, State.WAITING)
    states |= {visit.step: State.OPEN for visit in position.open}
    visits = Counter(visit.step for visit in (*position.standing, *position.open))
    return Trail(
        number=number,
        states={named[ref]: state for ref, state in states.items() if ref in named},
        visits={named[ref]: count for ref, count in visits.items() if ref in named},
        chosen=frozenset((named[ref], option) for ref, option in chosen if ref in named),
        left=frozenset(named[visit.step] for visit in position.standing if visit.step in named),
    )


def _answered(graph: Graph, ref: str, choice: Choice) -> State:
    if graph.steps[ref].kind is StepKind.QUESTION:
        return State.ANSWERED
    return State.SKIPPED if choice == (SKIPPED,) else State.DONE
