"""Every combination of choices that a plan allows, as the walks that they give."""

from collections.abc import Iterator, Mapping

from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.replay import Visit, Walk

LIMIT = 1_000
"""The most paths that are listed."""
VISITS = 2
"""How often a path visits a step at the most: an arrow that loops is followed once."""

Path = tuple[tuple[Visit, Choice], ...]


def paths(graph: Graph, given: Mapping[Visit, Choice] | None = None) -> Iterator[Path]:
    """Yield each combination of choices once, as its answers in plan order; see `walks`."""
    for walked in walks(graph, given):
        yield tuple(sorted(walked, key=lambda item: _place(graph, item[0])))


def walks(graph: Graph, given: Mapping[Visit, Choice] | None = None) -> Iterator[Path]:
    """Yield each combination of choices once, as its answers in the order of walking.

    With answers that were given already: each way on from there, with those first.

    Not the order of tracks: the first open step in plan order is always answered next. Of
    several answers to one question each is taken by itself, since they share their arrows.
    An arrow that loops is followed at most once: a step is visited twice at the most.
    """
    outlook = _Outlook(graph)
    ahead = [Walk(graph, given or {})]
    while ahead:
        walk = ahead.pop()
        if not walk.open:
            yield tuple(walk.answers.items())
            continue
        visit = walk.open[min(walk.open, key=graph.order.__getitem__)]
        if visit.number > VISITS:
            continue
        first, *others = graph.choices(visit.step)
        taken = [(walk.copy(), choice) for choice in reversed(others)]
        for later, choice in (*taken, (walk, first)):
            later.answer(visit, choice)
            # Where there is nothing to choose there is nothing to be spared either.
            if not others or outlook.is_good(later):
                ahead.append(later)


def _place(graph: Graph, visit: Visit) -> tuple[int, int]:
    return graph.order[visit.step], visit.number


class _Outlook:
    """Tells whether a walk can still end without visiting any step too often.

    Else all the choices of the other tracks would be gone through in vain.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[tuple[str, int], bool] = {}

    def is_good(self, walk: Walk) -> bool:
        """Tell whether each track of a walk can end, as far as it can be told by itself."""
        if any(visit.number > VISITS for visit in walk.open.values()):
            return False
        often = [ref for ref, times in walk.visits.items() if times >= VISITS]
        if not often:
            return True
        if any(ref in walk.waiting for ref in often):
            return False
        # To arrive at a step that is open is no visit.
        shut = self._graph.mask(ref for ref in often if ref not in walk.open)
        return all(self._can_end(ref, shut) for ref in (*walk.open, *walk.waiting))

    def _can_end(self, ref: str, shut: int) -> bool:
        shut &= self._graph.reach[ref]
        if not shut:
            return True
        asked = ref, shut
        if asked not in self._known:
            self._known[asked] = ref in self._ending(ref, shut)
        return self._known[asked]

    def _ending(self, start: str, shut: int) -> set[str]:
        """Return the steps that come to an end, of all that follow, past those that are shut."""
        graph = self._graph
        steps = [ref for ref in graph.after(start) if not shut >> graph.order[ref] & 1]
        found: set[str] = set()
        before = -1
        while len(found) > before:
            before = len(found)
            for ref in (*reversed(steps), start):
                choices = graph.choices(ref)
                if any(found.issuperset(graph.follows(ref, choice)) for choice in choices):
                    found.add(ref)
        return found
