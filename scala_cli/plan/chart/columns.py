"""How far to the right each node of a drawing stands: arrows straight where that can be.

Nodes in one line below each other make a column, which is moved as a whole. Columns keep their
distance and otherwise come as near as they can to what they are linked with.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scala_cli.plan.chart.layers import Layered, Link, pairs

_SWEEPS = 60
_STILL = 0.01
_PUSHED = 100
"""The most columns that are pushed along at once."""
_WORK = 100_000
"""After so many columns were looked at, what stands is left as it is."""
_LONG = 3.0
"""How much harder an arrow pulls that has to go by way of bends."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column each node is in; columns count from 0."""

    of: Mapping[int, int]
    count: int


def columns(made: Layered) -> Columns:
    """Return which nodes stand straight below each other."""
    straight = set(_straight(made))
    upper = {target: source for source, target in straight}
    of: dict[int, int] = {}
    count = 0
    for row in made.layers:
        for node in row:
            if node in upper:
                of[node] = of[upper[node]]
            else:
                of[node] = count
                count += 1
    return Columns(of, count)


def _straight(made: Layered) -> Iterator[Link]:
    """Yield the links that are drawn straight: at most one up and down of a node, none crossing."""
    place = {node: number for row in made.layers for number, node in enumerate(row)}
    leaving: dict[int, list[int]] = defaultdict(list)
    entering: dict[int, list[int]] = defaultdict(list)
    for source, target in made.links:
        leaving[source].append(target)
        entering[target].append(source)
    ranked: dict[int, list[tuple[int, int, Link]]] = defaultdict(list)
    for number, (source, target) in enumerate(made.links):
        outs = sorted(leaving[source], key=place.__getitem__)
        ins = sorted(entering[target], key=place.__getitem__)
        rank = _rank(made, (source, target), outs, ins)
        if rank is not None:
            ranked[made.layer[source]].append((rank, number, (source, target)))
    for found in ranked.values():
        taken: list[Link] = []
        for _, _, link in sorted(found):
            ends = place[link[0]], place[link[1]]
            if all(_apart(ends, other) for other in taken):
                taken.append(ends)
                yield link


def _rank(made: Layered, link: Link, outs: Sequence[int], ins: Sequence[int]) -> int | None:
    """Return how much a link ought to be straight, 0 most; None where it ought not to be."""
    source, target = link
    bends = [node >= made.nodes for node in link]
    if len(outs) > 1 and not _middle(outs, target):
        # Two answers to a question look alike: neither is straight below it.
        return None
    if len(ins) > 1 and not any(node >= made.nodes for node in ins) and not _middle(ins, source):
        return None
    if all(bends):
        return 0
    if len(outs) == len(ins) == 1:
        return 1
    if len(outs) == 1:
        return 3 if any(bends) else 2
    return 4


def _middle(nodes: Sequence[int], one: int) -> bool:
    return len(nodes) % 2 == 1 and nodes[len(nodes) // 2] == one


def _apart(one: Link, other: Link) -> bool:
    return (one[0] - other[0]) * (one[1] - other[1]) > 0


def placed(
    made: Layered, columns: Columns, wide: Mapping[int, float], gap: float
) -> dict[int, float]:
    """Return the middle of each node, given how wide it is, with nothing nearer than `gap`."""
    apart: dict[Link, float] = {}
    for row in made.layers:
        for left, right in pairs(row):
            between = columns.of[left], columns.of[right]
            needed = (wide[left] + wide[right]) / 2 + gap
            apart[between] = max(needed, apart.get(between, 0.0))
    sorting = _Sorting(columns.count, apart, _pulls(made, columns))
    sorting.settle()
    return {node: sorting.at[columns.of[node]] for node in wide}


class _Sorting:
    """Columns that move towards what pulls at them, pushing along what is in the way.

    What is pushed has its say: together they go on only as far as the pulls at all of them tell.
    """

    def __init__(
        self, count: int, apart: Mapping[Link, float], pulls: Sequence[Mapping[int, float]]
    ) -> None:
        self.at = _between(count, apart)
        self.work = 0
        self.apart = apart
        self.pulls = pulls
        self.beside: dict[bool, list[list[int]]] = {
            right: [[] for _ in range(count)] for right in (True, False)
        }
        for one, other in apart:
            self.beside[True][one].append(other)
            self.beside[False][other].append(one)

    def settle(self) -> None:
        """Move until nothing moves any more, or long enough."""
        order = sorted(range(len(self.at)), key=lambda column: (self.at[column], column))
        for turn in range(_SWEEPS):
            before = list(self.at)
            for column in order if turn % 2 else reversed(order):
                if self.work < _WORK:
                    self.move(column)
            if self.work >= _WORK or max(map(_distance, before, self.at), default=0.0) < _STILL:
                break

    def move(self, column: int) -> None:
        """Move a column to where it is pulled, with all that it comes to push."""
        group = {column}
        right = self.wish(group) > 0
        while len(group) <= _PUSHED:
            self.work += len(group)
            wish = self.wish(group)
            if abs(wish) < _STILL or (wish > 0) != right:
                return
            free = self.free(group, right=right)
            step = min(abs(wish), min(free.values(), default=abs(wish)))
            for one in group:
                self.at[one] += step if right else -step
            if step == abs(wish):
                return
            group |= {other for other, room in free.items() if room - step < _STILL / 10}

    def wish(self, group: set[int]) -> float:
        """Return how far to the right a group would have to be for its pulls to be even."""
        force = weight = 0.0
        for column in group:
            for other, pull in self.pulls[column].items():
                if other not in group:
                    force += pull * (self.at[other] - self.at[column])
                    weight += pull
        return force / weight if weight else 0.0

    def free(self, group: set[int], *, right: bool) -> dict[int, float]:
        """Return how far a group can go before it pushes each of those beside it."""
        found: dict[int, float] = {}
        for column in group:
            for other in self.beside[right][column]:
                if other not in group:
                    needed = self.apart[(column, other) if right else (other, column)]
                    room = max(0.0, _distance(self.at[column], self.at[other]) - needed)
                    found[other] = min(room, found.get(other, room))
        return found


def _distance(one: float, other: float) -> float:
    return abs(one - other)


def _pulls(made: Layered, columns: Columns) -> list[dict[int, float]]:
    """Return for each column which others pull at it, and how hard."""
    found: list[dict[int, float]] = [{} for _ in range(columns.count)]
    for source, target in made.links:
        one, other = columns.of[source], columns.of[target]
        if one != other:
            pull = _LONG if max(source, target) >= made.nodes else 1.0
            found[one][other] = found[one].get(other, 0.0) + pull
            found[other][one] = found[other].get(one, 0.0) + pull
    return found


def _between(count: int, apart: Mapping[Link, float]) -> list[float]:
    """Return places that keep the distances: between all to the left and all to the right."""
    left = _pushed(count, apart)
    right = _pushed(count, {(b, a): distance for (a, b), distance in apart.items()})
    return [(one - other) / 2 for one, other in zip(left, right, strict=True)]


def _pushed(count: int, apart: Mapping[Link, float]) -> list[float]:
    """Return how far each column is at least from the side, the ones before it being there."""
    before = [0] * count
    after: list[list[int]] = [[] for _ in range(count)]
    for one, other in apart:
        after[one].append(other)
        before[other] += 1
    at = [0.0] * count
    ready = [column for column in range(count) if not before[column]]
    while ready:
        column = ready.pop()
        for other in after[column]:
            at[other] = max(at[other], at[column] + apart[column, other])
            before[other] -= 1
            if not before[other]:
                ready.append(other)
    return at
