"""Lines that cross: the one across goes over the one down, and nothing else changes."""

from scala_cli.plan.chart.bridges import bridged
from scala_cli.plan.draw import draw
from tests.plan.conftest import graph, step

DOWN = [(50.0, 0.0), (50.0, 40.0)]
ACROSS = [(10.0, 0.0), (10.0, 20.0), (90.0, 20.0), (90.0, 40.0)]


def test_a_line_across_goes_over_one_down_from_elsewhere() -> None:
    ways = bridged({(0, 1): DOWN, (2, 3): ACROSS}, 2)
    arc = [(x, y) for x, y in ways[2, 3] if (x, y) not in ACROSS]

    assert ways[0, 1] == DOWN
    assert ([*ways[2, 3][:2]], [*ways[2, 3][-2:]]) == (ACROSS[:2], ACROSS[2:])
    assert (arc[0], arc[-1]) == ((48, 20), (52, 20))
    assert min(y for _, y in arc) == 18
    assert [x for x, _ in arc] == sorted(x for x, _ in arc)


def test_it_is_the_same_from_right_to_left() -> None:
    back = bridged({(0, 1): DOWN, (2, 3): ACROSS[::-1]}, 2)[2, 3]

    assert list(back) == list(bridged({(0, 1): DOWN, (2, 3): ACROSS}, 2)[2, 3])[::-1]


def test_lines_that_part_or_meet_have_no_bridge() -> None:
    for other in ((0, 3), (2, 3)):
        beside = [(50.0, 20.0), (50.0, 40.0)] if other == (2, 3) else ACROSS
        assert list(bridged({(0, 1): DOWN, other: beside}, 2)[other]) == beside


def test_two_lines_near_each_other_are_gone_over_at_once() -> None:
    near = [(x + 1, y) for x, y in DOWN]
    way = bridged({(0, 1): DOWN, (4, 5): near, (2, 3): ACROSS}, 2)[2, 3]

    assert [x for x, _ in way] == sorted(x for x, _ in way)
    assert [(x, y) for x, y in way if y == 20] == [(10, 20), (48, 20), (53, 20), (90, 20)]


def test_a_way_back_goes_over_the_answer_beside_it() -> None:
    loop = graph(
        step("terugkeer", ["houdt"]),
        step("houdt", {"nee": ["tweede"], "ja": ["klaar"]}),
        step("tweede", {"ja": ["verwijdering"], "nee": ["terugkeer"]}),
        step("verwijdering", ["klaar"]),
        step("klaar"),
    )
    drawing = draw(loop)
    ways = {(one.source, one.target): one.points for one in drawing.arrows}
    made = bridged(ways, 2)

    [(source, target)] = [link for link, way in made.items() if list(way) != list(ways[link])]
    names = drawing.boxes[source].name, drawing.boxes[target].name
    assert names == ("Nee", "Titel van terugkeer")
    assert set(ways[source, target]) < set(made[source, target])
