"""What a drawing of a plan holds, before it has any size: boxes, and what leads to what."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import DONE, Option, Plan, Step, StepKind


class NodeKind(StrEnum):
    """What a node stands for: a step, an answer on an arrow, tracks that split, another plan."""

    ACTION = "actie"
    QUESTION = "vraag"
    OPTION = "antwoord"
    FORK = "splitsing"
    HANDOVER = "ander-plan"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing to be drawn. `ref` is of its step, or of the step in another `plan`.

    `number` counts the steps from 1. `splits`: more than one track leaves from it; `ends`: none.
    """

    kind: NodeKind
    ref: str = ""
    step: Step | None = None
    option: Option | None = None
    plan: Plan | None = None
    number: int = 0
    splits: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The nodes of a plan in its own order, and the arrows between them, by place."""

    nodes: tuple[Node, ...]
    links: tuple[tuple[int, int], ...]


def chart(graph: Graph) -> Chart:
    """Return what is to be drawn of the plan that a graph is rooted in, and of no other."""
    return _Charting(graph).chart()


class _Charting:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes: list[Node] = []
        self.links: list[tuple[int, int]] = []
        self.places: dict[str, int] = {}
        self.forks: dict[tuple[str, ...], int] = {}
        sets = (self.follows(step, choice) for step in graph.root.steps for choice in ways(step))
        self.shared = {tracks for tracks, times in Counter(sets).items() if times > 1 < len(tracks)}

    def follows(self, step: Step, choice: Choice) -> tuple[str, ...]:
        """Return the steps that an answer leads to, once each."""
        return tuple(dict.fromkeys(self.graph.follows(step.id, choice)))

    def chart(self) -> Chart:
        """Return the whole: first every step with its options, then the arrows between them."""
        own: dict[tuple[str, Choice], int] = {}
        for number, step in enumerate(self.graph.root.steps, 1):
            self.places[step.id] = len(self.nodes)
            own |= self.add_step(number, step)
        for step in self.graph.root.steps:
            for choice in ways(step):
                self.lead(own[step.id, choice], self.follows(step, choice))
        return Chart(tuple(self.nodes), tuple(dict.fromkeys(self.links)))

    def add_step(self, number: int, step: Step) -> Iterator[tuple[tuple[str, Choice], int]]:
        """Add a step and its options; yield for each answer from which node its arrows leave."""
        question = step.kind is StepKind.QUESTION
        kind = NodeKind.QUESTION if question else NodeKind.ACTION
        branches = question and not step.several
        place = len(self.nodes)
        tracks = () if branches else self.follows(step, next(ways(step)))
        self.nodes.append(
            Node(
                kind,
                step.id,
                step,
                number=number,
                splits=self.splits(tracks),
                ends=not branches and not tracks,
            )
        )
        if not branches:
            yield (step.id, next(ways(step))), place
            return
        for option in step.options:
            tracks = self.follows(step, (option.id,))
            self.links.append((place, len(self.nodes)))
            yield (step.id, (option.id,)), len(self.nodes)
            self.nodes.append(
                Node(
                    NodeKind.OPTION,
                    step.id,
                    option=option,
                    splits=self.splits(tracks),
                    ends=not tracks,
                )
            )

    def splits(self, tracks: tuple[str, ...]) -> bool:
        """Tell whether tracks leave from the node itself: those of many start at a fork."""
        return len(tracks) > 1 and tracks not in self.shared

    def lead(self, source: int, tracks: tuple[str, ...]) -> None:
        """Draw the arrows from a node, by way of a fork where several nodes split alike."""
        if tracks in self.shared:
            if tracks not in self.forks:
                self.forks[tracks] = len(self.nodes)
                self.nodes.append(Node(NodeKind.FORK, splits=True))
                self.links += [(self.forks[tracks], self.place(target)) for target in tracks]
            self.links.append((source, self.forks[tracks]))
        else:
            self.links += [(source, self.place(target)) for target in tracks]

    def place(self, ref: str) -> int:
        """Return where a step's node is; one in another plan gets a box of its own."""
        if ref not in self.places:
            self.places[ref] = len(self.nodes)
            self.nodes.append(
                Node(NodeKind.HANDOVER, ref, self.graph.steps[ref], plan=self.graph.plan_of(ref))
            )
        return self.places[ref]


def ways(step: Step) -> Iterator[Choice]:
    """Yield the answers of a step that differ in where they lead: one, if they all go on alike."""
    if step.kind is StepKind.ACTION:
        yield (DONE,)
    elif step.several:
        yield (step.options[0].id,)
    else:
        for option in step.options:
            yield (option.id,)
