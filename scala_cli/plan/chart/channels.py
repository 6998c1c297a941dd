"""The way of each arrow: straight down, or across in the room between two layers.

What leaves one node leaves from the middle of its underside and crosses on one level of its own;
arrows that enter a node each have their own place on its upper side. Nothing is ever drawn
through a layer but where a bend has kept a place free. Arrows back up go around the outside.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scala_cli.plan.chart.layers import Layered, Link

Point = tuple[float, float]
LANE = 6.0
"""From one line to the next beside it."""
HEAD = 5.5
"""What an arrow goes straight on for, above the node that it enters and below the one it left."""
_PORT = 11.0
_EDGE = 12.0
_NEAR = 4.0
_OVERLAP = 1_000


@dataclass(frozen=True, slots=True)
class Size:
    """How wide and high a node is."""

    wide: float
    high: float


@dataclass
class _Net:
    """The lines from one node in the room below its layer: one level across, and where it ends."""

    tops: list[float]
    bottoms: list[float] = field(default_factory=list)
    aside: list[float] = field(default_factory=list)

    @property
    def low(self) -> float:
        return min(*self.tops, *self.bottoms, *self.aside)

    @property
    def high(self) -> float:
        return max(*self.tops, *self.bottoms, *self.aside)

    @property
    def across(self) -> bool:
        return self.high - self.low > _STRAIGHT


_STRAIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Routes:
    """Where everything is, in points from the upper left of the drawing itself.

    `ways` has for each arrow its corners; `bars` where several tracks leave a node: the level
    on which they part, from left to right.
    """

    wide: float
    high: float
    corners: Mapping[int, Point]
    ways: Mapping[Link, Sequence[Point]]
    bars: Mapping[int, tuple[Point, Point]]


def routed(
    made: Layered, at: Mapping[int, float], sizes: Mapping[int, Size], room: float
) -> Routes:
    """Return the ways between nodes, their middles being `at`; `room` is added to each gap."""
    return _Routing(made, at, sizes, room).routes()


class _Routing:
    def __init__(
        self, made: Layered, at: Mapping[int, float], sizes: Mapping[int, Size], room: float
    ) -> None:
        self.made, self.at, self.sizes = made, at, sizes
        self.left = min(at[node] - sizes[node].wide / 2 for node in at)
        self.right = max(at[node] + sizes[node].wide / 2 for node in at)
        self.lanes = self._lanes()
        self.ports = self._ports()
        self.nets = self._nets()
        self.levels = [_levels(list(nets.values())) for nets in self._by_gap()]
        self._stack(room)

    # Where arrows that go back up run, outside of everything.

    def _lanes(self) -> dict[Link, float]:
        """Return how far to the side each arrow back up goes: none over another's stretch."""
        middle = (self.left + self.right) / 2
        taken: dict[bool, list[list[tuple[int, int]]]] = {True: [], False: []}
        found: dict[Link, float] = {}
        for source, target in sorted(self.made.back, key=self._stretch):
            on_left = self.at[source] + self.at[target] < 2 * middle - _NEAR
            top, bottom = self._stretch((source, target))
            lanes = taken[on_left]
            number = next(
                (
                    place
                    for place, lane in enumerate(lanes)
                    if all(top > end or bottom < start for start, end in lane)
                ),
                len(lanes),
            )
            if number == len(lanes):
                lanes.append([])
            lanes[number].append((top, bottom))
            away = LANE * (number + 1.5)
            found[source, target] = self.left - away if on_left else self.right + away
        return found

    def _stretch(self, link: Link) -> tuple[int, int]:
        source, target = link
        return self.made.layer[target], self.made.layer[source] + 1

    # Where arrows enter.

    def _ports(self) -> dict[Link, float]:
        """Return where on its upper side each node is entered, and from which node."""
        entering: dict[int, list[tuple[float, Link]]] = defaultdict(list)
        for source, target in self.made.links:
            entering[target].append((self.at[source], (source, target)))
        for link, lane in self.lanes.items():
            entering[link[1]].append((lane, link))
        found: dict[Link, float] = {}
        for node, links in entering.items():
            links.sort()
            spread = self._spread(node, [start for start, _ in links])
            found |= {link: port for (_, link), port in zip(links, spread, strict=True)}
        return found

    def _spread(self, node: int, starts: Sequence[float]) -> list[float]:
        """Return where lines that come from these sides enter: straight down where they can."""
        middle, reach = self.at[node], max(0.0, self.sizes[node].wide / 2 - _EDGE)
        if node >= self.made.nodes or not reach:
            return [middle] * len(starts)
        step = min(_PORT, 2 * reach / max(1, len(starts) - 1))
        wish = [
            start if abs(start - middle) <= reach else middle + (step if start > middle else -step)
            for start in starts
        ]
        if len(starts) == 1 and wish[0] != starts[0]:
            return [middle]
        return _kept_apart(wish, step, middle - reach, middle + reach)

    # What crosses in the room below each layer; number 0 is above the first.

    def _nets(self) -> dict[tuple[int, int], _Net]:
        """Return the nets by gap and node; one that comes in from the side by `-1 - node`."""
        nets: dict[tuple[int, int], _Net] = {}

        def net(gap: int, node: int, tops: list[float]) -> _Net:
            return nets.setdefault((gap, node), _Net(tops))

        for source, target in self.made.links:
            gap = self.made.layer[target]
            net(gap, source, [self.at[source]]).bottoms.append(self.ports[source, target])
        for number, ((source, target), lane) in enumerate(self.lanes.items()):
            leaving = net(self.made.layer[source] + 1, source, [self.at[source]])
            leaving.aside.append(lane)
            arriving = net(self.made.layer[target], -1 - number, [])
            arriving.aside.append(lane)
            arriving.bottoms.append(self.ports[source, target])
        return nets

    def _by_gap(self) -> list[dict[int, _Net]]:
        gaps: list[dict[int, _Net]] = [{} for _ in range(len(self.made.layers) + 1)]
        for (gap, node), net in self.nets.items():
            gaps[gap][node] = net
        return gaps

    def _stack(self, room: float) -> None:
        """Work out how far down each layer is, and each level across between them."""
        gaps = self._by_gap()
        self.top: list[float] = []
        self.deep = [
            max(self.sizes[node].high for node in row if node in self.sizes)
            for row in self.made.layers
        ]
        self.level: dict[tuple[int, int], float] = {}
        down = 0.0
        for gap, nets in enumerate(gaps):
            levels = self.levels[gap]
            count = max(levels, default=-1) + 1
            inner = bool(0 < gap < len(gaps) - 1)
            extra = room if inner else 0.0
            start = down + (HEAD + extra / 2 if gap else 0.0)
            for node, level in zip(nets, levels, strict=True):
                self.level[gap, node] = start + LANE * (level + 0.5)
            down = start + LANE * count + (HEAD + extra / 2 if inner or (count and not gap) else 0)
            if gap < len(self.made.layers):
                self.top.append(down)
                down += self.deep[gap]
        self.high = down

    # The result, moved so that nothing is left of or above zero.

    def routes(self) -> Routes:
        """Return everything in its place."""
        lanes = [*self.lanes.values(), self.left, self.right]
        left, right = min(lanes), max(lanes)
        moved = {
            link: [(x - left, y) for x, y in way] for link, way in dict(self._all_ways()).items()
        }
        bars = {
            node: (
                (net.low - left, self.level[gap, node]),
                (net.high - left, self.level[gap, node]),
            )
            for (gap, node), net in self.nets.items()
            if node >= 0
        }
        corners = {
            node: (self.at[node] - self.sizes[node].wide / 2 - left, self._top(node))
            for node in range(self.made.nodes)
        }
        return Routes(right - left, self.high, corners, moved, bars)

    def _top(self, node: int) -> float:
        layer = self.made.layer[node]
        return self.top[layer] + (self.deep[layer] - self.sizes[node].high) / 2

    def _all_ways(self) -> Iterator[tuple[Link, list[Point]]]:
        for link, passed in self.made.ways.items():
            yield link, _simple(list(self._way(passed)))
        for number, (link, lane) in enumerate(self.lanes.items()):
            yield link, _simple(self._way_back(number, link, lane))

    def _way(self, passed: Sequence[int]) -> Iterator[Point]:
        yield self._left_at(passed[0])
        for source, target in pairwise(passed):
            gap, port = self.made.layer[target], self.ports[source, target]
            if port != self.at[source]:
                yield self.at[source], self.level[gap, source]
                yield port, self.level[gap, source]
        yield port, self._top(passed[-1])

    def _left_at(self, node: int) -> Point:
        return self.at[node], self._top(node) + self.sizes[node].high

    def _way_back(self, number: int, link: Link, lane: float) -> list[Point]:
        source, target = link
        below = self.level[self.made.layer[source] + 1, source]
        above = self.level[self.made.layer[target], -1 - number]
        port = self.ports[link]
        return [
            self._left_at(source),
            (self.at[source], below),
            (lane, below),
            (lane, above),
            (port, above),
            (port, self._top(target)),
        ]


def _kept_apart(wish: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Return places in the same order, at least a step apart, near to those wished for."""
    found: list[float] = []
    for place in wish:
        found.append(max(place, found[-1] + step) if found else max(place, low))
    most = high
    for number in reversed(range(len(found))):
        found[number] = min(found[number], most)
        most = found[number] - step
    return found


def _levels(nets: Sequence[_Net]) -> list[int]:
    """Return on which level each net crosses, from the top: as few crossings as can be found."""
    order: list[int] = []
    for number, net in enumerate(nets):
        if net.across:
            order.insert(_best(order, nets, number), number)
    found = [0] * len(nets)
    for place, number in enumerate(order):
        over = [found[other] for other in order[:place] if _meets(nets[other], nets[number])]
        found[number] = max(over, default=-1) + 1
    return [found[number] if net.across else -1 for number, net in enumerate(nets)]


def _best(order: Sequence[int], nets: Sequence[_Net], number: int) -> int:
    """Return where in the order a net costs least."""
    own = nets[number]
    cost = sum(_cost(own, nets[other]) for other in order)
    least, best = cost, 0
    for place, other in enumerate(order, 1):
        cost += _cost(nets[other], own) - _cost(own, nets[other])
        if cost < least:
            least, best = cost, place
    return best


def _cost(upper: _Net, lower: _Net) -> int:
    """Return what it costs to have one net cross above another: crossings, and lines over lines."""
    found = sum(lower.low < end < lower.high for end in upper.bottoms)
    found += sum(upper.low < start < upper.high for start in lower.tops)
    over = (abs(end - start) < _NEAR for end in upper.bottoms for start in lower.tops)
    return found + _OVERLAP * sum(over)


def _meets(one: _Net, other: _Net) -> bool:
    return one.low - _NEAR < other.high and other.low - _NEAR < one.high


def _simple(way: list[Point]) -> list[Point]:
    """Return the corners alone, of a way whose points may lie on one line."""
    found = way[:1]
    for here, ahead in pairwise(way[1:]):
        before = found[-1]
        straight = before[0] == here[0] == ahead[0] or before[1] == here[1] == ahead[1]
        if not straight and here != before:
            found.append(here)
    return [*found, way[-1]]
