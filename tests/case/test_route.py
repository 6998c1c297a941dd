"""The way a case has gone: each visit once and in order, tracks apart and together again."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli.case.route import Fork, Stand, Stop, Way, lapsed, opened_since, route
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from tests.conftest import MakeCase, Said
from tests.screen.cases import given as answered
from tests.screen.cases import opened

JOINED: tuple[Said, ...] = (
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "gedaan"),
)


def shape(way: Way) -> list[object]:
    """Return a way as steps, and lists of tracks; what is open has a `?`, what waits a `~`."""
    marks = {Stand.DONE: "", Stand.OPEN: "?", Stand.WAITS: "~"}
    return [
        [shape(track) for track in one.tracks]
        if isinstance(one, Fork)
        else f"{one.visit.step}{marks[one.stand]}"
        for one in way
    ]


def stops(way: Way) -> Iterator[Stop]:
    """Yield every stop, from top to bottom."""
    for one in way:
        if isinstance(one, Fork):
            for track in one.tracks:
                yield from stops(track)
        else:
            yield one


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), ["signaal?"]),
        (JOINED[:2], ["signaal", "spoed", [["stilte?"], ["gesprek?"]]]),
        (JOINED[:3], ["signaal", "spoed", [["stilte"], ["gesprek?"]], "wie~"]),
        ((*JOINED[:2], JOINED[3]), ["signaal", "spoed", [["stilte?"], ["gesprek"]], "wie~"]),
        (JOINED, ["signaal", "spoed", [["stilte"], ["gesprek"]], "wie?"]),
        (
            (*JOINED, ("wie", "kind"), ("gesprek-kind", "gedaan")),
            [
                "signaal",
                "spoed",
                [["stilte"], ["gesprek"]],
                "wie",
                [["gesprek-kind", "reactie-kind?"], ["ouders-uitnodigen?"]],
            ],
        ),
    ],
)
def test_tracks_part_at_a_fork_and_come_together_where_both_lead(
    plaatsing: Graph, make_case: MakeCase, said: tuple[Said, ...], expected: list[object]
) -> None:
    assert shape(route(make_case(plaatsing, *said))) == expected


def test_the_order_in_which_tracks_were_walked_changes_nothing(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    other = (*JOINED[:2], JOINED[3], JOINED[2])
    assert shape(route(make_case(plaatsing, *other))) == shape(route(make_case(plaatsing, *JOINED)))


def test_an_answer_that_lapsed_is_off_the_way_but_not_lost(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("wie", "kind"))
    assert shape(route(case)) == ["signaal", "spoed?"]
    assert [answer.visit.step for answer in lapsed(case)] == ["wie"]


def test_a_step_waits_since_what_led_to_it_was_recorded(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    start = make_case(plaatsing)
    assert opened_since(start, start.position.open[0]) == start.opened
    case = make_case(plaatsing, *JOINED)
    assert opened_since(case, case.position.open[0]) == case.events[-1].recorded


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_was_answered_each_visit_stands_once_below_what_led_to_it(
    library: Library, data: st.DataObject
) -> None:
    case = _walked(Graph("plaatsing", library.plans), data)
    found = [one.visit for one in stops(route(case))]
    position = case.position
    assert len(found) == len(set(found))
    assert set(position.standing) | set(position.open) <= set(found)
    assert {visit.step for visit in found if visit not in position.came_from} == set(
        position.waiting
    )
    places = {visit: place for place, visit in enumerate(found)}
    for visit, causes in position.came_from.items():
        assert all(places[cause] < places[visit] for cause in causes)


def _walked(graph: Graph, data: st.DataObject) -> Case:
    """Return a case that was answered somehow, as far as it happened to go."""
    case = opened(graph, "2026-001")
    for _ in range(data.draw(st.integers(0, 14))):
        if not case.position.open:
            return case
        visit = data.draw(st.sampled_from(case.position.open))
        case = answered(case, visit.step, data.draw(st.sampled_from(graph.choices(visit.step)))[0])
    return case
