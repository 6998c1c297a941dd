"""A plan as a drawing on one sheet, with or without the way that a case went. Pure.

The layout is in `chart`: nodes, layers, columns, channels. Here it is tried in several widths and
with more or fewer of the protocol's words; the most legible that fits on A4 is taken, and larger
paper only when nothing does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scala_cli.plan.chart.boxes import Content, Measure, content, name_of, told
from scala_cli.plan.chart.channels import Routes, Size, routed
from scala_cli.plan.chart.columns import columns, placed
from scala_cli.plan.chart.layers import layered
from scala_cli.plan.chart.nodes import Chart, Node, NodeKind, chart
from scala_cli.plan.chart.shapes import Arrow, Bar, Box, Drawing, Point
from scala_cli.plan.chart.sheet import Sheet, Surroundings, beyond, sheets, surroundings
from scala_cli.plan.chart.trail import State, Trail
from scala_cli.plan.graph import Graph
from scala_cli.plan.wording import length_of
from scala_cli.text import clean_line

_GAP = 12.0
_BEND = Size(4.0, 0.0)
_STEPS = (NodeKind.ACTION, NodeKind.QUESTION, NodeKind.HANDOVER)
_WIDTHS = (74.0, 80.0, 88.0, 98.0, 110.0, 124.0, 140.0, 160.0, 184.0)
_LINES = (1, 3, 4, 5, 6, 8)
"""How many lines for small print a layer gets, as long as there is room: who acts comes first."""
_MANY = 150
"""From so many nodes on fewer widths are tried."""
_SPARSE = 3.0
_CROWDED = 1.3
_SMALLEST, _LARGEST = 0.86, 1.25
"""How far a drawing may be made smaller or larger to fit its sheet."""
_FOR_WORDS = 0.9
"""How much of its size a drawing gives up for more words."""
_ROOM = 14.0
_THICK = 0.7


@dataclass(frozen=True)
class _Layout:
    """A chart with its boxes filled and everything in its place, at scale 1."""

    wide: float
    contents: Mapping[int, Content]
    sizes: Mapping[int, Size]
    at: Mapping[int, float]
    routes: Routes


def draw(graph: Graph, trail: Trail | None = None) -> Drawing:
    """Return the drawing of the plan that a graph is rooted in, on one sheet."""
    return _Drawing(graph, trail).drawn()


class _Drawing:
    def __init__(self, graph: Graph, trail: Trail | None) -> None:
        self.plan = graph.root
        self.trail = trail
        self.chart: Chart = chart(graph)
        self.made = layered(len(self.chart.nodes), self.chart.links)
        self.columns = columns(self.made)
        self.rows = [[node for node in row if node < self.made.nodes] for row in self.made.layers]

    def drawn(self) -> Drawing:
        """Return the largest layout on the smallest sheet that takes one, filled with words."""
        for pair in sheets():
            fitting = [
                (min(scale, 1.0), place, sheet, layout)
                for place, layout in enumerate(self.layouts)
                for sheet in pair
                if (scale := self._scale(layout, sheet)) >= _SMALLEST
            ]
            if fitting:
                scale, _, sheet, layout = max(fitting, key=lambda one: one[:2])
                return self._on(sheet, self._filled(layout, sheet, scale))
        return self._on(*self._beyond())

    @cached_property
    def layouts(self) -> list[_Layout]:
        """Return the layouts with titles alone, from narrow to wide boxes."""
        widths = _WIDTHS[3:7:3] if len(self.chart.nodes) > _MANY else _WIDTHS
        return [self._layout(wide, [0] * len(self.rows)) for wide in widths]

    def _layout(self, wide: float, lines: Sequence[int]) -> _Layout:
        """Return everything in its place, with so many lines of small print in each layer."""
        contents = {
            place: one
            for row, most in zip(self.rows, lines, strict=True)
            for place, one in self._row(row, wide, most)
        }
        sizes = {node: _BEND for row in self.made.layers for node in row}
        sizes |= {place: one.size for place, one in contents.items()}
        across = {node: size.wide for node, size in sizes.items()}
        at = placed(self.made, self.columns, across, _GAP)
        return _Layout(wide, contents, sizes, at, routed(self.made, at, sizes, 0.0))

    def _row(self, row: Sequence[int], wide: float, lines: int) -> Iterator[tuple[int, Content]]:
        """Yield what stands in the boxes of a layer: where there are few, they may be wider."""
        most = max(len(other) for other in self.rows)
        share = max(1.0, min(_SPARSE, most / len(row) / _CROWDED)) if row else 1.0
        found = {
            node: content(
                self.chart.nodes[node],
                Measure(wide * (share if self._is_step(node) else 1.0), lines),
                self.trail,
            )
            for node in row
        }
        high = max((one.size.high for node, one in found.items() if self._is_step(node)), default=0)
        for node, one in found.items():
            yield node, one.as_high(high) if self._is_step(node) else one

    def _is_step(self, node: int) -> bool:
        return self.chart.nodes[node].kind in _STEPS

    def _filled(self, layout: _Layout, sheet: Sheet, scale: float) -> _Layout:
        """Return a layout with as much small print as there is room for.

        First who acts, in each layer; then the words, where the most complete ones take the least.
        """
        around = self._around(sheet)
        enough = max(_SMALLEST, scale * _FOR_WORDS)
        room = (around.bottom - around.top) / enough - layout.routes.high
        tried = [
            [self._extent(self._row(row, layout.wide, lines)) for lines in (0, *_LINES)]
            for row in self.rows
        ]
        level = [0] * len(self.rows)
        for stop in (1, len(_LINES)):
            while True:
                steps = [
                    (gain / max(cost, 1.0), -place, to, cost)
                    for place, now in enumerate(level)
                    for to, cost, gain in _steps(tried[place], now, stop)
                    if gain > 0 and cost <= room
                ]
                if not steps:
                    break
                _, place, to, cost = max(steps)
                level[-place] = to
                room -= cost
        return self._layout(layout.wide, [(0, *_LINES)[one] for one in level])

    def _extent(self, row: Iterable[tuple[int, Content]]) -> tuple[float, float]:
        """Return how high a layer is, and what part its boxes show of all their words."""
        high = shown = 0.0
        for node, one in row:
            whole = sum(map(len, (name_of(self.chart.nodes[node]), *told(self.chart.nodes[node]))))
            shown += sum(len(line) for words in one.words for line in words.lines) / max(1, whole)
            high = max(high, one.size.high)
        return high, shown

    def _around(self, sheet: Sheet) -> Surroundings:
        return surroundings(self.plan, self.trail, sheet)

    def _scale(self, layout: _Layout, sheet: Sheet) -> float:
        """Return how large a layout can be on a sheet."""
        around = self._around(sheet)
        across = (sheet.wide - 2 * sheet.margin) / layout.routes.wide
        down = (around.bottom - around.top) / layout.routes.high
        return max(0.0, min(across, down, _LARGEST * sheet.scale))

    def _beyond(self) -> tuple[Sheet, _Layout]:
        """Return a sheet that is as large as a layout needs, and the layout."""
        layout = self._layout(self.layouts[0].wide, [_LINES[1]] * len(self.rows))
        return beyond(self.plan, self.trail, layout.routes.wide, layout.routes.high), layout

    def _on(self, sheet: Sheet, layout: _Layout) -> Drawing:
        """Return a layout on a sheet, what room is left over given to its arrows."""
        around = self._around(sheet)
        scale = self._scale(layout, sheet)
        left = (around.bottom - around.top) / scale - layout.routes.high
        room = min(_ROOM, left / max(1, len(self.rows) - 1))
        routes = routed(self.made, layout.at, layout.sizes, room)
        layout = replace(layout, routes=routes)
        x = (sheet.wide - layout.routes.wide * scale) / 2
        there = _There(x, around.top, scale)
        return Drawing(
            title=clean_line(self.plan.title),
            about=around.about,
            first=tuple(clean_line(note.text) for note in self.plan.emergency),
            wide=sheet.wide,
            high=sheet.high,
            paper=sheet.name,
            thick=_THICK * scale,
            heading=around.heading,
            small=around.small,
            emergency=around.emergency,
            boxes=tuple(self._box(place, layout, there) for place in sorted(layout.contents)),
            arrows=tuple(self._arrows(layout.routes, there)),
            bars=tuple(self._bars(layout.routes, there)),
            legend=around.legend,
        )

    def _box(self, place: int, layout: _Layout, there: "_There") -> Box:
        node, inside = self.chart.nodes[place], layout.contents[place]
        x, y = there.point(layout.routes.corners[place])
        step = node.step if node.kind is not NodeKind.HANDOVER else None
        return Box(
            place=place,
            kind=node.kind,
            name=name_of(node),
            told=tuple(told(node)),
            choices=tuple(self._choices(node)),
            number=node.number,
            x=x,
            y=y,
            wide=inside.size.wide * there.scale,
            high=inside.size.high * there.scale,
            words=tuple(words.placed(x, y, there.scale) for words in inside.words),
            signs=tuple(sign.placed(x, y, there.scale) for sign in inside.all_signs()),
            state=self._state(node),
            walked=self._walked(place),
            addition=bool(step and step.addition),
            joins=bool(step and step.waits),
            splits=node.splits,
            ends=node.ends,
            term=length_of(step.term) if step and step.term else "",
        )

    def _arrows(self, routes: Routes, there: "_There") -> Iterator[Arrow]:
        for source, target in self.chart.links:
            points = tuple(there.point(point) for point in routes.ways[source, target])
            head = self.chart.nodes[target].kind in _STEPS
            walked = self._leads(source, target)
            yield Arrow(source, target, points, head, walked)

    def _bars(self, routes: Routes, there: "_There") -> Iterator[Bar]:
        for place, (start, end) in routes.bars.items():
            if place < self.made.nodes and self.chart.nodes[place].splits:
                yield Bar(place, there.point(start), there.point(end), self._walked_on(place))

    # What of it a case has walked.

    def _choices(self, node: Node) -> Iterator[tuple[str, bool]]:
        if node.step and node.step.several and node.kind is NodeKind.QUESTION:
            for option in node.step.options:
                chosen = self.trail and (node.ref, option.id) in self.trail.chosen
                yield clean_line(option.title), bool(chosen)

    def _state(self, node: Node) -> State | None:
        if self.trail is None or node.kind not in (NodeKind.ACTION, NodeKind.QUESTION):
            return None
        return self.trail.states.get(node.ref)

    @cached_property
    def _left(self) -> frozenset[int]:
        """Return the nodes from which the case went on, forks in the last place."""
        if self.trail is None:
            return frozenset()
        found = set()
        for place, node in enumerate(self.chart.nodes):
            option = node.option.id if node.option else None
            if option and (node.ref, option) in self.trail.chosen:
                found.add(place)
            if node.kind in (NodeKind.ACTION, NodeKind.QUESTION) and node.ref in self.trail.left:
                found.add(place)
        forks = {
            target
            for source, target in self.chart.links
            if source in found and self.chart.nodes[target].kind is NodeKind.FORK
        }
        return frozenset(found | forks)

    def _walked_on(self, place: int) -> bool:
        return place in self._left

    def _leads(self, source: int, target: int) -> bool:
        """Tell whether the case went from one node to another."""
        chosen = self.chart.nodes[target].kind is not NodeKind.OPTION or target in self._left
        return source in self._left and chosen

    def _walked(self, place: int) -> bool:
        """Tell whether the case came by: an answer that stands, or where one leads to elsewhere."""
        if self.chart.nodes[place].kind is NodeKind.HANDOVER:
            return any(self._leads(*link) for link in self.chart.links if link[1] == place)
        return place in self._left


def _steps(
    tried: Sequence[tuple[float, float]], now: int, stop: int
) -> Iterator[tuple[int, float, float]]:
    """Yield to which levels of small print a layer can go, what it costs and what it gains."""
    for to in range(now + 1, stop + 1):
        yield to, tried[to][0] - tried[now][0], tried[to][1] - tried[now][1]


@dataclass(frozen=True, slots=True)
class _There:
    """Where on its sheet a drawing stands, and how large."""

    x: float
    y: float
    scale: float

    def point(self, point: Point) -> Point:
        """Return a point of the drawing on the sheet."""
        return self.x + point[0] * self.scale, self.y + point[1] * self.scale
