"""Whatever is answered, in whatever order: a walk of a sound plan ends, and replay agrees.

`Live` keeps a position as it goes, one answer at a time, the way a person would tell the rules.
`replay` starts anew from all the answers. They share no code and must agree at every step.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scala_cli import resources
from scala_cli.commands.run import known_names
from scala_cli.plan.check import Among, check_plan
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.library import load_library
from scala_cli.plan.model import SKIPPED, Plan, StepKind
from scala_cli.plan.replay import Visit, replay
from tests.plan.conftest import KNOWN, Document, plan, step, wait

FREE_VISITS = 2
"""How often a step is answered at random; after that the way to the end is taken."""

steady = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)

Answers = dict[Visit, Choice]


class Live:
    """A walk that keeps its position from one answer to the next."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.open: dict[str, int] = {}
        self.waiting: set[str] = set()
        self.times: dict[str, int] = {}
        self.answers: Answers = {}
        self._come_to(next(iter(graph.steps)))
        self._open_what_waited()

    def answer(self, ref: str, choice: Choice) -> None:
        """Answer an open step."""
        self.answers[Visit(ref, self.open.pop(ref))] = choice
        for target in self.graph.follows(ref, choice):
            self._come_to(target)
        self._open_what_waited()

    def _come_to(self, ref: str) -> None:
        if ref in self.open or ref in self.waiting:
            return
        if self.graph.steps[ref].waits:
            self.waiting.add(ref)
        else:
            self._open(ref)

    def _open(self, ref: str) -> None:
        self.times[ref] = self.times.get(ref, 0) + 1
        self.open[ref] = self.times[ref]

    def _open_what_waited(self) -> None:
        while self.waiting:
            free = [ref for ref in self.waiting if not self._is_held_back(ref)]
            if not free and self.open:
                return
            chosen = min(free or self._blocked_by_each_other(), key=self.graph.order.__getitem__)
            self.waiting.remove(chosen)
            self._open(chosen)

    def _blocked_by_each_other(self) -> set[str]:
        """Return what waits only for steps that wait for it."""
        reach = {ref: reachable(self.graph, ref) & self.waiting for ref in self.waiting}
        return {
            ref
            for ref in self.waiting
            if all(other in reach[ref] for other in self.waiting if ref in reach[other])
        }

    def _is_held_back(self, ref: str) -> bool:
        others = (self.waiting | self.open.keys()) - {ref}
        return any(ref in reachable(self.graph, other) for other in others)


def reachable(graph: Graph, start: str) -> set[str]:
    """Return the steps that can come after one, found by walking."""
    found: set[str] = set()
    ahead = {start}
    while ahead:
        ahead = {
            target
            for ref in ahead
            for choice in graph.choices(ref)
            for target in graph.follows(ref, choice)
        } - found
        found |= ahead
    return found


def ways_out(graph: Graph) -> Mapping[str, Choice]:
    """Return for each step an answer that brings every track from there nearer to its end."""
    found: dict[str, Choice] = {}
    while True:
        more = {
            ref: choice
            for ref in graph.steps
            if ref not in found
            for choice in graph.choices(ref)
            if all(target in found for target in graph.follows(ref, choice))
        }
        if not more:
            return found
        found |= more


@cache
def shipped() -> Mapping[str, Plan]:
    """Return the shipped plans."""
    files = resources.plan_files()
    return load_library(files, known_names()).plans


@cache
def shipped_graph(plan_id: str) -> Graph:
    """Return the graph of a shipped plan."""
    return Graph(plan_id, shipped())


shipped_graphs = st.sampled_from(["plaatsing", "medewerker"]).map(shipped_graph)


@st.composite
def sound_graphs(draw: st.DrawFn) -> Graph:
    """Make plans with arrows drawn at random, and keep those without a fault."""
    ids = [f"s{number}" for number in range(draw(st.integers(2, 8)))]
    drawn: dict[str, tuple[bool, list[list[str]]]] = {}
    for place, step_id in enumerate(ids):
        later = st.sampled_from([*ids[place + 1 :], ids[-1]])
        target = draw(st.sampled_from([later, later, st.sampled_from(ids)]))
        arrows = st.lists(target, max_size=3 if place + 1 < len(ids) else 1, unique=True)
        waits = draw(st.integers(0, 2)) == 0
        drawn[step_id] = waits, draw(st.lists(arrows, min_size=1, max_size=3))
    steps = [_step(one, *drawn[one]) for one in _used(ids[0], drawn, ids)]
    small = plan(*steps)
    assume(not check_plan(small, Among({small.id: small}, KNOWN), "klein.toml"))
    return Graph(small.id, {small.id: small})


def _step(step_id: str, waits: bool, arrows: list[list[str]]) -> Document:  # noqa: FBT001
    """Make an action of one list of arrows, a question of more."""
    make = wait if waits else step
    if len(arrows) == 1:
        return make(step_id, arrows[0])
    return make(step_id, {f"o{number}": targets for number, targets in enumerate(arrows)})


def _used(
    first: str, drawn: Mapping[str, tuple[bool, list[list[str]]]], ids: Sequence[str]
) -> list[str]:
    """Return the steps that can be reached, in order."""
    found: set[str] = set()
    ahead = {first}
    while ahead:
        found |= ahead
        ahead = {target for ref in ahead for arrows in drawn[ref][1] for target in arrows} - found
    return [one for one in ids if one in found]


graphs = st.one_of(shipped_graphs, sound_graphs(), sound_graphs(), sound_graphs())

Pick = Callable[[Graph, Visit], Choice]


@st.composite
def picks(draw: st.DrawFn) -> Pick:
    """Make a person who answers a visit the same way whenever it comes up."""
    numbers = draw(st.lists(st.integers(0, 11), min_size=1, max_size=12))

    def pick(graph: Graph, visit: Visit) -> Choice:
        if visit.number > FREE_VISITS:
            return ways_out(graph)[visit.step]
        choices = list(graph.choices(visit.step))
        if graph.steps[visit.step].kind is StepKind.ACTION:
            choices.append((SKIPPED,))
        place = (graph.order[visit.step] * FREE_VISITS + visit.number) % len(numbers)
        return choices[numbers[place] % len(choices)]

    return pick


# Which of the open steps is answered next, over and over.
orders = st.lists(st.integers(0, 5), min_size=1, max_size=10)


def walk(graph: Graph, pick: Pick, order: Sequence[int]) -> Live:
    """Walk to the end; return the walk, after checking replay against it at every step."""
    live = Live(graph)
    bound = 50 * (FREE_VISITS + 1) * len(graph.steps)
    while live.open:
        assert len(live.answers) < bound
        _agrees(graph, live)
        refs = sorted(live.open)
        ref = refs[order[len(live.answers) % len(order)] % len(refs)]
        live.answer(ref, pick(graph, Visit(ref, live.open[ref])))
    _agrees(graph, live)
    return live


def _agrees(graph: Graph, live: Live) -> None:
    position = replay(graph, live.answers)
    assert {visit.step: visit.number for visit in position.open} == live.open
    assert list(position.open) == sorted(position.open, key=lambda v: graph.order[v.step])
    assert set(position.waiting) == live.waiting
    assert set(position.standing) == live.answers.keys()
    assert position.lapsed == ()
    assert position.ended == (not live.open)


@steady
@given(graph=graphs, pick=picks(), order=orders)
def test_every_walk_ends_and_replay_agrees_with_it_at_every_step(
    graph: Graph, pick: Pick, order: Sequence[int]
) -> None:
    walk(graph, pick, order)


@steady
@given(graph=graphs, pick=picks(), one=orders, other=orders)
def test_the_order_in_which_tracks_are_walked_changes_nothing(
    graph: Graph, pick: Pick, one: Sequence[int], other: Sequence[int]
) -> None:
    first, second = walk(graph, pick, one), walk(graph, pick, other)

    assert first.answers == second.answers
    assert replay(graph, first.answers).came_from == replay(graph, second.answers).came_from


@steady
@given(graph=graphs, pick=picks(), order=orders, data=st.data())
def test_replay_takes_any_subset_of_answers_and_loses_none(
    graph: Graph, pick: Pick, order: Sequence[int], data: st.DataObject
) -> None:
    live = walk(graph, pick, order)
    kept = data.draw(st.sets(st.sampled_from(sorted(live.answers))))

    position = replay(graph, {visit: live.answers[visit] for visit in kept})

    assert {*position.standing, *position.lapsed} == kept
    assert len(position.standing) + len(position.lapsed) == len(kept)
    assert not {*position.open} & kept


@steady
@given(graph=graphs, data=st.data())
def test_replay_takes_any_answers_to_any_visits(graph: Graph, data: st.DataObject) -> None:
    visits = st.builds(Visit, st.sampled_from(list(graph.steps)), st.integers(1, 3))
    answers: Answers = {
        visit: data.draw(st.sampled_from(graph.choices(visit.step)))
        for visit in sorted(data.draw(st.sets(visits, max_size=15)))
    }

    position = replay(graph, answers)

    assert sorted([*position.standing, *position.lapsed]) == sorted(answers)
    assert position.came_from.keys() == {*position.standing, *position.open}


@steady
@given(graph=graphs, pick=picks(), order=orders, data=st.data())
def test_the_order_in_which_answers_were_recorded_changes_nothing(
    graph: Graph, pick: Pick, order: Sequence[int], data: st.DataObject
) -> None:
    live = walk(graph, pick, order)
    shuffled = dict(data.draw(st.permutations(list(live.answers.items()))))

    assert replay(graph, shuffled) == replay(graph, live.answers)


@steady
@given(graph=graphs, pick=picks(), order=orders, data=st.data())
def test_a_revision_taken_back_gives_the_same_position(
    graph: Graph, pick: Pick, order: Sequence[int], data: st.DataObject
) -> None:
    live = walk(graph, pick, order)
    visit = data.draw(st.sampled_from(sorted(live.answers)))
    revised = live.answers | {visit: data.draw(st.sampled_from(graph.choices(visit.step)))}

    meanwhile = replay(graph, revised)

    assert {*meanwhile.standing, *meanwhile.lapsed} == live.answers.keys()
    assert set(meanwhile.lapsed) <= replay(graph, live.answers).downstream(visit)
    assert replay(graph, revised | {visit: live.answers[visit]}) == replay(graph, live.answers)


@steady
@given(
    arrows=st.lists(st.lists(st.integers(0, 9), max_size=3, unique=True), min_size=10, max_size=10)
)
def test_what_can_follow_from_a_step_is_what_walking_finds(arrows: list[list[int]]) -> None:
    small = plan(*(step(f"s{n}", [f"s{to}" for to in ahead]) for n, ahead in enumerate(arrows)))
    graph = Graph(small.id, {small.id: small})

    assert {ref: set(graph.after(ref)) for ref in graph.steps} == {
        ref: reachable(graph, ref) for ref in graph.steps
    }


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (
            "tracks",
            lambda graph, ref: any(len(graph.follows(ref, c)) > 1 for c in graph.choices(ref)),
        ),
        ("a join", lambda graph, ref: graph.steps[ref].waits),
        ("a loop", lambda graph, ref: graph.reaches(ref, ref)),
    ],
    ids=["tracks", "a join", "a loop"],
)
def test_the_plans_made_at_random_are_not_all_plain(
    wanted: str, holds: Callable[[Graph, str], bool]
) -> None:
    seen = 0

    @steady
    @given(graph=sound_graphs())
    def look(graph: Graph) -> None:
        nonlocal seen
        seen += any(holds(graph, ref) for ref in graph.steps)

    look()

    assert seen >= 5, wanted
