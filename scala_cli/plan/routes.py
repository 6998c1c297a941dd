"""Whether every walk along a plan's arrows is sound: it can end, in any order of tracks.

Pure. Knows arrows only; whether what a plan names exists is seen to in `check`.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Step


def route_faults(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yield `(step, sentence)` for what is wrong with where the root plan's arrows lead.

    The steps of a plan that it hands over to are looked at when that plan is the root.
    """
    first = graph.root.first.id
    reachable = {first, *graph.reach[first]}
    ending = {ref for ref in graph.steps if _ends(graph, ref)}
    finishing = _finishing(graph)
    for step in graph.root.steps:
        if step.id not in reachable:
            yield step.id, "kan nooit bereikt worden. Laat een andere stap ernaar wijzen."
        if not ({step.id, *graph.reach[step.id]} & ending):
            yield step.id, "komt nooit bij een einde. Geef een weg naar een stap met naar = []."
        for tracks in _forks(graph, step):
            yield from ((step.id, sentence) for sentence in _fork_faults(graph, step.id, tracks))
            for track in tracks:
                reaches_end = {track, *graph.reach[track]} & ending
                # Its arrows can come to an end, yet one of the tracks from it never does.
                if track not in finishing and reaches_end and finishing.intersection(tracks):
                    yield step.id, _goes_round(track)


def _goes_round(track: str) -> str:
    return (
        f"heeft een spoor '{track}', dat altijd weer rondgaat. Geef het een weg naar een stap "
        "met naar = []."
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


def _fork_faults(graph: Graph, fork: str, tracks: Sequence[str]) -> Iterator[str]:
    """Yield what makes the order in which tracks are walked matter.

    Two tracks join only at a waiting step that both can reach: that one holds back whoever
    is first. Any other step that one comes to while the other has it open would be entered
    once or twice, depending.
    """
    for one, other in combinations(tracks, 2):
        both = {one, *graph.reach[one]} & {other, *graph.reach[other]}
        joins = {ref for ref in both if graph.steps[ref].waits}
        if fork in _until(graph, one, joins) | _until(graph, other, joins):
            yield (
                f"heeft sporen '{one}' en '{other}', en een ervan gaat terug tot voorbij de "
                "splitsing. Breng de sporen eerst samen in een stap met wacht = true."
            )
        elif met := _met(graph, one, other):
            ref = min(met, key=graph.order.__getitem__)
            yield (
                f"heeft sporen '{one}' en '{other}', die allebei bij '{ref}' kunnen komen. "
                "Breng ze eerst samen in een stap met wacht = true."
            )


def _met(graph: Graph, one: str, other: str) -> set[str]:
    """Return the steps that one track can come to while the other has it open.

    Walks every pair of steps that two tracks can be at together.
    """
    met: set[str] = set()
    seen: set[tuple[str, str]] = set()
    ahead = [(one, other), (other, one)]
    while ahead:
        pair = ahead.pop()
        if pair in seen:
            continue
        seen.add(pair)
        moving, still = pair
        if _held_back(graph, moving, still):
            continue
        for target in {ref for one in graph.choices(moving) for ref in graph.follows(moving, one)}:
            if target != still:
                ahead += [(target, still), (still, target)]
            elif not graph.steps[target].waits:
                met.add(target)
    return met


def _held_back(graph: Graph, moving: str, still: str) -> bool:
    """Tell whether a waiting step has to wait for the track that is at `still`."""
    if not graph.steps[moving].waits or moving not in graph.reach[still]:
        return False
    mutual = graph.steps[still].waits and still in graph.reach[moving]
    return not (mutual and graph.order[moving] < graph.order[still])


def _until(graph: Graph, start: str, joins: set[str]) -> set[str]:
    """Return the steps from `start` on, not going past the joins; the joins not included."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        ref = ahead.pop()
        if ref in found or ref in joins:
            continue
        found.add(ref)
        for choice in graph.choices(ref):
            ahead.extend(graph.follows(ref, choice))
    return found
