"""In which layer each node of a drawing stands, and in what order within it.

A node stands one layer below the last one that leads to it, so arrows go down; those of a loop go
back up and are kept apart. An arrow over more layers goes by way of a bend in each: a node without
size. Arrows to the same node share their bends.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TypeVar

T = TypeVar("T")
Link = tuple[int, int]
Layers = list[list[int]]
_ROUNDS = 12
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class Layered:
    """Nodes from left to right in layers from the top.

    From `nodes` on, numbers are bends. `links` go from one layer to the next; `ways` gives for
    each arrow down the nodes that it passes, its ends included; `back` are the arrows up.
    """

    nodes: int
    layers: Layers
    links: tuple[Link, ...]
    ways: Mapping[Link, tuple[int, ...]]
    back: tuple[Link, ...]
    layer: Mapping[int, int] = field(repr=False)


def layered(count: int, links: Sequence[Link]) -> Layered:
    """Return the layers of `count` nodes, of which the first ones are where reading begins."""
    back = _back(count, links)
    down = [link for link in links if link not in back]
    layer = _deepest(count, down)
    bends: dict[Link, int] = {}
    ways: dict[Link, tuple[int, ...]] = {}
    for source, target in down:
        passed = [(target, height) for height in range(layer[source] + 1, layer[target])]
        for at in passed:
            if at not in bends:
                bends[at] = len(layer)
                layer[bends[at]] = at[1]
        ways[source, target] = (source, *(bends[at] for at in passed), target)
    short = tuple(dict.fromkeys(chain(*(pairs(way) for way in ways.values()))))
    layers = _ordered(layer, short)
    return Layered(count, layers, short, ways, tuple(sorted(back)), layer)


def _targets(count: int, links: Sequence[Link]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for source, target in links:
        found[source].append(target)
    return found


def _back(count: int, links: Sequence[Link]) -> set[Link]:
    """Return the arrows that lead to where a walk already is, walked deep, first things first."""
    targets = _targets(count, links)
    found: set[Link] = set()
    done: set[int] = set()
    for start in range(count):
        path = {} if start in done else {start: iter(targets[start])}
        while path:
            node = next(reversed(path))
            target = next(path[node], None)
            if target is None:
                done.add(node)
                del path[node]
            elif target in path:
                found.add((node, target))
            elif target not in done:
                path[target] = iter(targets[target])
    return found


def _deepest(count: int, down: Sequence[Link]) -> dict[int, int]:
    """Return each node's layer: as many arrows from the top as the longest way there has."""
    targets = _targets(count, down)
    before = [0] * count
    for _, target in down:
        before[target] += 1
    layer = dict.fromkeys(range(count), 0)
    ready = [node for node in range(count) if not before[node]]
    while ready:
        node = ready.pop()
        for target in targets[node]:
            layer[target] = max(layer[target], layer[node] + 1)
            before[target] -= 1
            if not before[target]:
                ready.append(target)
    return layer


def _ordered(layer: Mapping[int, int], links: Sequence[Link]) -> Layers:
    """Return the layers in an order in which few arrows cross, near to the plan's own order."""
    below, above = _neighbours(len(layer), links)
    layers = _as_walked(layer, below)
    best, fewest = [list(row) for row in layers], _crossings(layers, below)
    for turn in range(_ROUNDS if len(layer) < _MANY else 2):
        if not fewest:
            break
        _sweep(layers, below if turn % 2 else above, upwards=bool(turn % 2))
        _swap(layers, above, below)
        crossings = _crossings(layers, below)
        if crossings < fewest:
            best, fewest = [list(row) for row in layers], crossings
    return best


def _neighbours(count: int, links: Sequence[Link]) -> tuple[list[list[int]], list[list[int]]]:
    return _targets(count, links), _targets(count, [(target, source) for source, target in links])


def _as_walked(layer: Mapping[int, int], below: Sequence[Sequence[int]]) -> Layers:
    """Return the layers in the order in which a walk through all of it comes by."""
    layers: Layers = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    seen: set[int] = set()
    for start in sorted(layer, key=lambda node: (layer[node], node)):
        ahead = [start]
        while ahead:
            node = ahead.pop()
            if node not in seen:
                seen.add(node)
                layers[layer[node]].append(node)
                ahead.extend(reversed(below[node]))
    return layers


def _sweep(layers: Layers, towards: Sequence[Sequence[int]], *, upwards: bool) -> None:
    """Put the nodes of each layer where their neighbours in the one before are on average."""
    rows = list(reversed(layers)) if upwards else layers
    for before, row in pairs(rows):
        place = {node: number for number, node in enumerate(before)}
        own = {node: number for number, node in enumerate(row)}
        middle = {
            node: sum(place[other] for other in towards[node]) / len(towards[node])
            if towards[node]
            else own[node]
            for node in row
        }
        row.sort(key=lambda node: (middle[node], own[node]))


def _swap(layers: Layers, above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> None:
    """Swap nodes next to each other while that takes away crossings."""
    for number, row in enumerate(layers):
        near = [
            {node: place for place, node in enumerate(layers[other])}
            if 0 <= other < len(layers)
            else {}
            for other in (number - 1, number + 1)
        ]
        for place in range(len(row) - 1):
            one, other = row[place], row[place + 1]
            now = after = 0
            for towards, places in zip((above, below), near, strict=True):
                ones, others = ([places[far] for far in towards[end]] for end in (one, other))
                now += sum(a > b for a in ones for b in others)
                after += sum(b > a for a in ones for b in others)
            if after < now:
                row[place], row[place + 1] = other, one


def _crossings(layers: Layers, below: Sequence[Sequence[int]]) -> int:
    """Return how many pairs of arrows cross between layers."""
    return sum(_inversions(_ends(row, following, below)) for row, following in pairs(layers))


def _ends(
    row: Sequence[int], following: Sequence[int], below: Sequence[Sequence[int]]
) -> list[int]:
    place = {node: number for number, node in enumerate(following)}
    return [end for node in row for end in sorted(place[target] for target in below[node])]


def _inversions(ends: Sequence[int]) -> int:
    seen: list[int] = []
    found = 0
    for number, end in enumerate(ends):
        found += number - bisect_right(seen, end)
        insort(seen, end)
    return found


def pairs(row: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Yield each two that stand next to each other."""
    return pairwise(row)
