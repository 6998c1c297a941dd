"""Where a line across goes over one down that has nothing to do with it: it gets a small bridge.

Without one, two lines that cross could be read as one that parts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from scala_cli.plan.chart.layers import Link

Point = tuple[float, float]
_NEAR = 0.5
"""What ends so near to a line doesn't cross it, in points."""
_ARC = ((0.0, 0.0), (0.13, 0.5), (0.5, 0.87), (1.0, 1.0))
"""A quarter of a bridge: how far along and how far up."""


def bridged(ways: Mapping[Link, Sequence[Point]], high: float) -> dict[Link, Sequence[Point]]:
    """Return the same ways by their corners, those across going over those down; `high`: how far.

    Arrows from one node are one line until they part, and need none between them.
    """
    down = sorted(
        (one[0], min(one[1], other[1]), max(one[1], other[1]), source)
        for (source, _), way in ways.items()
        for one, other in pairwise(way)
        if one[0] == other[0]
    )
    places = [x for x, *_ in down]
    found: dict[Link, Sequence[Point]] = {}
    for (source, target), way in ways.items():
        corners = list(way[:1])
        for one, other in pairwise(way):
            left, right = sorted((one[0], other[0]))
            near = down[bisect_right(places, left + _NEAR) : bisect_left(places, right - _NEAR)]
            over = [x for x, top, end, of in near if of != source and _between(top, one[1], end)]
            bridges = _bridges(over, left, right, one[1], high) if one[1] == other[1] else []
            corners += bridges if one[0] == left else reversed(bridges)
            corners.append(other)
        found[source, target] = corners
    return found


def _between(top: float, level: float, end: float) -> bool:
    return top + _NEAR < level < end - _NEAR


def _bridges(
    over: Sequence[float], left: float, right: float, level: float, high: float
) -> list[Point]:
    """Return the corners of the bridges on a level, from left to right: one where they'd touch."""
    spans: list[tuple[float, float]] = []
    for x in over:
        start, end = max(left, x - high), min(right, x + high)
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    found: list[Point] = []
    for start, end in spans:
        wide = min(high, (end - start) / 2)
        found += [(start + along * wide, level - up * high) for along, up in _ARC]
        found += [(end - along * wide, level - up * high) for along, up in reversed(_ARC)]
    return found
