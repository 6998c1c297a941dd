"""The paths of a plan are its combinations of choices, each once and each to an end."""

from collections import Counter
from itertools import islice, pairwise

import pytest

from scala_cli.export.json import plan_paths
from scala_cli.plan.graph import Graph
from scala_cli.plan.paths import LIMIT, Path, paths, walks
from scala_cli.plan.replay import Visit, replay
from tests.plan.conftest import graph, step, wait


def words(path: Path) -> list[str]:
    """Return a path as `stap:keuze`, with the visit where it is not the first."""
    return [
        f"{visit.step}{'' if visit.number == 1 else f'#{visit.number}'}:{'+'.join(choice)}"
        for visit, choice in path
    ]


@pytest.fixture(params=["plaatsing", "medewerker"])
def shipped(request: pytest.FixtureRequest) -> Graph:
    """Return each shipped plan's graph."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Graph)
    return found


def test_the_plan_for_staff_has_26_paths(medewerker: Graph) -> None:
    """Count by hand, from the end back.

    The talk with the board leads to 6 (one for each consequence; the statement is no choice).
    A rectification leads to 1 (no measure) + 6 (measure) = 7, an inadequate reaction to 6.
    That is 13, after 2 answers about crossing the line: 26.
    """
    assert len(list(paths(medewerker))) == 26


def test_the_plan_for_postings_has_64_paths(plaatsing: Graph) -> None:
    """Count by hand, from who posted it.

    A member of staff: the 26 paths of that plan, which is entered past its first step (no
    choice). An adult: 2 reactions. A child: 2 reactions of the child, beside 2 of the parents,
    in every combination 4. That is 32, after 2 answers about urgency: 64.
    """
    assert len(list(paths(plaatsing))) == 64


def test_every_path_ends(shipped: Graph) -> None:
    for path in paths(shipped):
        position = replay(shipped, dict(path))

        assert position.ended
        assert not position.lapsed
        assert set(position.standing) == {visit for visit, _ in path}


def test_no_path_is_given_twice(shipped: Graph) -> None:
    counted = Counter(paths(shipped))

    assert set(counted.values()) == {1}


def test_paths_differ_in_their_choices_and_not_in_the_order_of_tracks(shipped: Graph) -> None:
    counted = Counter(frozenset(path) for path in paths(shipped))

    assert set(counted.values()) == {1}


def test_a_path_is_in_plan_order(shipped: Graph) -> None:
    for path in paths(shipped):
        places = [(shipped.order[visit.step], visit.number) for visit, _ in path]

        assert places == sorted(places)


def test_a_walked_path_has_the_same_answers_each_after_what_led_to_it(shipped: Graph) -> None:
    for path, way in zip(paths(shipped), walks(shipped), strict=True):
        assert set(way) == set(path)
        came_from = replay(shipped, dict(path)).came_from
        seen: set[Visit] = set()
        for visit, _ in way:
            assert came_from[visit] <= seen
            seen.add(visit)


def test_a_loop_is_walked_round_and_not_grouped_by_step() -> None:
    loop = graph(
        step("terug", ["houdt"]),
        step("houdt", {"ja": [], "nee": ["tweede"]}),
        step("tweede", {"nee": ["terug"], "ja": []}),
    )
    longest = max(walks(loop), key=len)

    assert words(longest) == [
        "terug:gedaan", "houdt:nee", "tweede:nee", "terug#2:gedaan", "houdt#2:nee", "tweede#2:ja",
    ]  # fmt: skip


def test_every_answer_is_on_some_path(shipped: Graph) -> None:
    found = {(visit.step, choice) for path in paths(shipped) for visit, choice in path}
    first = next(iter(shipped.steps))
    reachable = {first, *shipped.after(first)}

    assert found == {(ref, choice) for ref in reachable for choice in shipped.choices(ref)}


def test_a_path_takes_a_loop_at_most_once() -> None:
    small = graph(step("a", ["b"]), step("b", {"opnieuw": ["a"], "klaar": []}))

    assert [words(path) for path in paths(small)] == [
        ["a:gedaan", "a#2:gedaan", "b:opnieuw", "b#2:klaar"],
        ["a:gedaan", "b:klaar"],
    ]


def test_a_walk_has_its_answers_in_the_order_of_walking() -> None:
    small = graph(step("a", ["b"]), step("b", {"opnieuw": ["a"], "klaar": []}))

    assert [words(path) for path in walks(small)] == [
        ["a:gedaan", "b:opnieuw", "a#2:gedaan", "b#2:klaar"],
        ["a:gedaan", "b:klaar"],
    ]


def test_a_path_takes_each_of_two_loops_at_most_once() -> None:
    small = graph(
        step("a", {"opnieuw": ["a"], "door": ["b"]}),
        step("b", {"opnieuw": ["b"], "klaar": []}),
    )
    found = list(paths(small))

    assert len(found) == 4
    assert max(visit.number for path in found for visit, _ in path) == 2


def test_paths_are_given_in_the_order_of_the_options() -> None:
    small = graph(step("a", {"x": [], "y": ["b"], "z": []}), step("b"))

    assert [words(path) for path in paths(small)] == [["a:x"], ["a:y", "b:gedaan"], ["a:z"]]


def test_tracks_side_by_side_multiply_their_choices() -> None:
    choice = {"ja": ["w"], "nee": ["w"]}
    small = graph(step("a", ["b", "c"]), step("b", choice), step("c", choice), wait("w"))

    assert [words(path) for path in paths(small)] == [
        ["a:gedaan", f"b:{one}", f"c:{other}", "w:gedaan"]
        for one in ("ja", "nee")
        for other in ("ja", "nee")
    ]


def test_each_of_several_answers_is_a_path_by_itself() -> None:
    options = [{"id": one, "titel": one} for one in ("x", "y")]
    small = graph(step("a", [], soort="vraag", meer=True, opties=options))

    assert [words(path) for path in paths(small)] == [["a:x"], ["a:y"]]


def test_a_plan_of_one_action_has_one_path() -> None:
    assert list(paths(graph(step("a")))) == [((Visit("a", 1), ("gedaan",)),)]


def side_by_side(tracks: int, length: int) -> Graph:
    """Return tracks that join, each with a question halfway and a loop back at its end."""
    steps = []
    for track in range(tracks):
        ids = [f"t{track}-{number:02}" for number in range(length)]
        for one, after in pairwise(ids):
            half = one == ids[length // 2]
            steps.append(step(one, {"ja": [after], "nee": [after]} if half else [after]))
        steps.append(step(ids[-1], {"opnieuw": [ids[0]], "klaar": ["w"]}))
    first = [f"t{track}-00" for track in range(tracks)]
    return graph(step("begin", first), *steps, wait("w"))


def test_tracks_with_a_loop_in_each_give_every_combination_once() -> None:
    # Each track: 2 answers when it ends at once, 2 x 2 when it goes round: 6, times 6.
    found = list(paths(side_by_side(2, 3)))

    assert len(found) == len(set(found)) == 36


def test_many_long_tracks_with_a_loop_in_each_give_as_many_paths_as_are_asked_for() -> None:
    found = list(islice(paths(side_by_side(8, 24)), LIMIT + 1))

    assert len(set(found)) == LIMIT + 1


def test_a_plan_of_200_steps_and_8_tracks_is_listed_to_its_limit_with_more_to_come() -> None:
    large = side_by_side(8, 25)
    document = plan_paths(large)

    assert len(large.steps) == 202
    assert (len(document["paden"]), document["meer"]) == (LIMIT, True)
    assert len({tuple(path) for path in document["paden"]}) == LIMIT


def test_a_plan_of_eight_tracks_without_choices_has_one_path() -> None:
    ids = [f"t{number}" for number in range(8)]
    document = plan_paths(graph(step("a", ids), *(step(one, ["w"]) for one in ids), wait("w")))

    assert (len(document["paden"]), document["meer"]) == (1, False)


def test_choices_that_only_lead_round_once_more_are_not_gone_through() -> None:
    # Going round a second time would give a million combinations, none of them a path.
    ids = [f"v{number:02}" for number in range(20)]
    small = graph(
        step("a", ["b"]),
        step("b", {"opnieuw": [ids[0]], "klaar": []}),
        *(
            step(one, {"ja": [after], "nee": [after]})
            for one, after in zip(ids, [*ids[1:], "a"], strict=True)
        ),
    )

    assert words(next(paths(small)))[-2:] == ["v18:ja", "v19:ja"]


def test_paths_come_one_by_one_also_where_there_are_very_many() -> None:
    ids = [f"v{number:02}" for number in range(40)]
    steps = [
        step(one, {"ja": [after], "nee": [after]})
        for one, after in zip(ids, [*ids[1:], "einde"], strict=True)
    ]

    found = paths(graph(*steps, step("einde")))

    assert len(next(found)) == 41
    assert next(found) != next(found)
