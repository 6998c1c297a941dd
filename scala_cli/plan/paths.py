"""Every combination of choices that a plan allows, as the walks that they give."""

from collections.abc import Iterator

from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.replay import Visit, replay

LIMIT = 1_000
"""The most paths that are listed."""

Path = tuple[tuple[Visit, Choice], ...]


def paths(graph: Graph) -> Iterator[Path]:
    """Yield each combination of choices once, as its answers in plan order.

    Not the order of tracks: the first open step in plan order is always answered next. Of
    several answers to one question each is taken by itself, since they share their arrows.
    An arrow that loops is followed at most once: a step is visited twice at the most.
    """
    ahead: list[dict[Visit, Choice]] = [{}]
    while ahead:
        answers = ahead.pop()
        position = replay(graph, answers)
        if position.ended:
            yield tuple(sorted(answers.items(), key=lambda item: _place(graph, item[0])))
            continue
        visit = position.open[0]
        if visit.number > 2:  # noqa: PLR2004 - the second time round a loop ends here
            continue
        ahead.extend({**answers, visit: choice} for choice in reversed(graph.choices(visit.step)))


def _place(graph: Graph, visit: Visit) -> tuple[int, int]:
    return graph.order[visit.step], visit.number
