"""Whether every walk along a plan's arrows is sound: it can end, in any order of tracks.

Pure. Knows arrows only; whether what a plan names exists is seen to in `check`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from scala_cli.plan.faults import TOLD, quoted
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Step
from scala_cli.text import listing

_Pair = tuple[str, str]


def route_faults(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yield `(step, sentence)` for what is wrong with where the root plan's arrows lead.

    The steps of a plan that it hands over to are looked at when that plan is the root.
    """
    first = graph.root.first.id
    ending = graph.mask(ref for ref in graph.steps if _ends(graph, ref))
    comes_to_end = {ref for ref in graph.steps if (graph.mask([ref]) | graph.reach[ref]) & ending}
    finishing = _finishing(graph)
    forks = {step.id: list(_forks(graph, step)) for step in graph.root.steps}
    meetings = _Meetings(graph, (pair for ways in forks.values() for pair in _pairs(ways)))
    for step in graph.root.steps:
        if step.id != first and not graph.reaches(first, step.id):
            yield step.id, "kan nooit bereikt worden. Laat een andere stap ernaar wijzen."
        if step.id not in comes_to_end:
            yield step.id, "komt nooit bij een einde. Geef een weg naar een stap met naar = []."
        returns = _Returns(graph, step.id)
        for tracks in forks[step.id]:
            for sentence in _fork_faults(tracks, returns, meetings):
                yield step.id, sentence
            for track in tracks:
                # Its arrows can come to an end, yet one of the tracks from it never does.
                goes_round = track not in finishing and track in comes_to_end
                if goes_round and finishing.intersection(tracks):
                    yield step.id, _goes_round(track)


def _goes_round(track: str) -> str:
    return (
        f"heeft een spoor {quoted(track)}, dat altijd weer rondgaat. Geef het een weg naar een "
        "stap met naar = []."
    )


def _finishing(graph: Graph) -> set[str]:
    """Return the steps from which a walk can end: by some answer all tracks from it can."""
    found: set[str] = set()
    while True:
        before = len(found)
        for ref in reversed(graph.steps):
            choices = graph.choices(ref)
            if any(found.issuperset(graph.follows(ref, choice)) for choice in choices):
                found.add(ref)
        if len(found) == before:
            return found


def _ends(graph: Graph, ref: str) -> bool:
    return any(not graph.follows(ref, choice) for choice in graph.choices(ref))


def _forks(graph: Graph, step: Step) -> Iterator[tuple[str, ...]]:
    """Yield the tracks of each fork that leaves from a step."""
    ways = dict.fromkeys(graph.follows(step.id, choice) for choice in graph.choices(step.id))
    yield from (tracks for tracks in ways if len(tracks) > 1)


def _pairs(ways: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for tracks in ways:
        yield from combinations(tracks, 2)


def _fork_faults(
    tracks: tuple[str, ...], returns: "_Returns", meetings: "_Meetings"
) -> Iterator[str]:
    """Yield what makes the order in which the tracks of a fork are walked matter.

    Two tracks join only at a waiting step that both can reach: that one holds back whoever
    is first. Any other step that one comes to while the other has it open would be entered
    once or twice, depending. Where many tracks meet at one step that is one fault.
    """
    back: list[_Pair] = []
    met: dict[str, list[_Pair]] = {}
    for pair in combinations(tracks, 2):
        if returns.any_of(pair):
            back.append(pair)
        elif at := meetings.first(*pair):
            met.setdefault(at, []).append(pair)
    for together in _together(back):
        yield (
            f"heeft sporen {_named(together)}, en een ervan gaat terug tot voorbij de splitsing. "
            "Breng de sporen eerst samen in een stap met wacht = true."
        )
    for at, pairs in met.items():
        for together in _together(pairs):
            both = "allebei" if len(together) == 2 else "allemaal"  # noqa: PLR2004 - Dutch
            yield (
                f"heeft sporen {_named(together)}, die {both} bij {quoted(at)} kunnen komen. Breng "
                "ze eerst samen in een stap met wacht = true."
            )


def _together(pairs: list[_Pair]) -> Iterable[Sequence[str]]:
    """Return the tracks of pairs with the same fault as they are told: two by two while few."""
    if len(pairs) <= TOLD:
        return pairs
    return [list(dict.fromkeys(track for pair in pairs for track in pair))]


def _named(tracks: Sequence[str]) -> str:
    """Return tracks by name: of many the first few, and how many more there are."""
    names = [quoted(one) for one in tracks[:TOLD]]
    return listing([*names, f"nog {len(tracks) - TOLD}"] if tracks[TOLD:] else names)


class _Returns:
    """Which tracks of a fork can come back to it without having joined."""

    def __init__(self, graph: Graph, fork: str) -> None:
        self._graph = graph
        self._fork = fork
        self._waits = graph.mask(ref for ref, step in graph.steps.items() if step.waits)
        self._known: dict[tuple[str, int], bool] = {}

    def any_of(self, tracks: tuple[str, str]) -> bool:
        """Tell whether one of two tracks can, short of the steps where these two join."""
        one, other = (self._graph.mask([ref]) | self._graph.reach[ref] for ref in tracks)
        joins = one & other & self._waits
        return any(self._comes_back(track, joins) for track in tracks)

    def _comes_back(self, track: str, joins: int) -> bool:
        asked = track, joins
        if asked not in self._known:
            reached = track == self._fork or self._graph.reaches(track, self._fork)
            self._known[asked] = reached and self._fork in _until(self._graph, track, joins)
        return self._known[asked]


class _Meetings:
    """For each two steps that tracks can be at together: where they come to meet.

    That is a step that one comes to while the other has it open. All pairs that follow from
    those given are walked once, and then each meeting is told to all the pairs before it.
    """

    def __init__(self, graph: Graph, pairs: Iterable[tuple[str, str]]) -> None:
        self._graph = graph
        self._first: dict[tuple[str, str], str] = {}
        met: dict[str, list[tuple[str, str]]] = {}
        self._before: dict[tuple[str, str], list[tuple[str, str]]] = {
            self._pair(*pair): [] for pair in pairs
        }
        ahead = list(self._before)
        while ahead:
            pair = ahead.pop()
            for target, still in self._moves(pair):
                if target == still:
                    met.setdefault(target, []).append(pair)
                    continue
                later = self._pair(target, still)
                if later not in self._before:
                    self._before[later] = []
                    ahead.append(later)
                self._before[later].append(pair)
        for ref in sorted(met, key=graph.order.__getitem__):
            self._tell(ref, met[ref])

    def first(self, one: str, other: str) -> str | None:
        """Return the first step in plan order at which these two can meet."""
        return self._first.get(self._pair(one, other))

    def _pair(self, one: str, other: str) -> tuple[str, str]:
        order = self._graph.order
        return (one, other) if order[one] < order[other] else (other, one)

    def _moves(self, pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
        """Yield `(target, still)` for each step that one of the two can go on to."""
        for moving, still in (pair, pair[::-1]):
            if _held_back(self._graph, moving, still):
                continue
            for target in self._graph.next[moving]:
                if target != still or not self._graph.steps[target].waits:
                    yield target, still

    def _tell(self, ref: str, ahead: list[tuple[str, str]]) -> None:
        while ahead:
            pair = ahead.pop()
            if pair not in self._first:
                self._first[pair] = ref
                ahead.extend(self._before[pair])


def _held_back(graph: Graph, moving: str, still: str) -> bool:
    """Tell whether a waiting step has to wait for the track that is at `still`."""
    if not graph.steps[moving].waits or not graph.reaches(still, moving):
        return False
    mutual = graph.steps[still].waits and graph.reaches(moving, still)
    return not (mutual and graph.order[moving] < graph.order[still])


def _until(graph: Graph, start: str, joins: int) -> set[str]:
    """Return the steps from `start` on, not going past the joins; the joins not included."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        ref = ahead.pop()
        if ref in found or joins >> graph.order[ref] & 1:
            continue
        found.add(ref)
        ahead.extend(graph.next[ref])
    return found
