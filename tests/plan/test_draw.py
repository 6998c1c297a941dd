"""A drawing that can be read: nothing over anything else, everything once, the same each time."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli.plan.chart.channels import _levels, _Net
from scala_cli.plan.chart.lettering import broken, shortened, width
from scala_cli.plan.chart.nodes import NodeKind
from scala_cli.plan.chart.shapes import Arrow, Box, Drawing, Frame, Sign, SignKind, Words
from scala_cli.plan.chart.trail import State, Trail, trail
from scala_cli.plan.draw import draw
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import StepKind
from scala_cli.plan.replay import Visit
from tests.plan.conftest import graph, step, wait
from tests.plan.test_properties import Pick, graphs, picks, shipped_graph, steady, walk

Rect = tuple[float, float, float, float]
HAIR = 0.01
SHIPPED = ("plaatsing", "medewerker")
STEPS = (NodeKind.ACTION, NodeKind.QUESTION)

few = settings(steady, max_examples=20)


def rect(one: Box | Frame) -> Rect:
    return one.x, one.y, one.x + one.wide, one.y + one.high


def words_rect(words: Words) -> Rect:
    return words.x, words.y, words.x + words.wide, words.y + words.high


def sign_rect(sign: Sign) -> Rect:
    return sign.x, sign.y, sign.x + sign.size, sign.y + sign.size


def overlap(one: Rect, other: Rect) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > HAIR and min(one[3], other[3]) - max(one[1], other[1]) > HAIR


def inside(one: Rect, other: Rect) -> bool:
    left = one[0] >= other[0] - HAIR and one[1] >= other[1] - HAIR
    return left and one[2] <= other[2] + HAIR and one[3] <= other[3] + HAIR


def stretches(arrow: Arrow) -> Iterator[Rect]:
    for (x1, y1), (x2, y2) in pairwise(arrow.points):
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def crosses(stretch: Rect, box: Rect) -> bool:
    left, top, right, bottom = box
    across = stretch[0] < right - HAIR and stretch[2] > left + HAIR
    return across and stretch[1] < bottom - HAIR and stretch[3] > top + HAIR


def faults(drawing: Drawing) -> Iterator[str]:
    """Yield what is over something else, or outside of where it belongs."""
    sheet = (0.0, 0.0, drawing.wide, drawing.high)
    top = max((one.y + one.high for one in drawing.emergency), default=drawing.heading.high)
    bottom = min(one.y for one in drawing.legend)
    yield from _pair_faults(drawing)
    for box in drawing.boxes:
        yield from _box_faults(box)
        if not (top < box.y and box.y + box.high < bottom and inside(rect(box), sheet)):
            yield f"{box.name} off the sheet"
    for arrow in drawing.arrows:
        yield from _arrow_faults(drawing, arrow)
    yield from _frame_faults(drawing, sheet)


def _pair_faults(drawing: Drawing) -> Iterator[str]:
    for one, other in combinations(drawing.boxes, 2):
        if overlap(rect(one), rect(other)):
            yield f"{one.name} over {other.name}"
        for sign, box in [(s, other) for s in one.signs] + [(s, one) for s in other.signs]:
            if overlap(sign_rect(sign), rect(box)):
                yield f"sign over {box.name}"


def _frame_faults(drawing: Drawing, sheet: Rect) -> Iterator[str]:
    for one, other in combinations(drawing.legend, 2):
        if overlap(rect(one), rect(other)):
            yield f"{one.words} over {other.words}"
    for frame in (*drawing.emergency, *drawing.legend):
        if not inside(rect(frame), sheet):
            yield f"{frame.words} off the sheet"
        for words in frame.words:
            if not inside(words_rect(words), rect(frame)):
                yield f"{words.lines} out of its frame"
    for words in (drawing.heading, *drawing.small):
        if not inside(words_rect(words), sheet):
            yield f"{words.lines} off the sheet"


def _box_faults(box: Box) -> Iterator[str]:
    for words in box.words:
        if not inside(words_rect(words), rect(box)):
            yield f"{words.lines} out of {box.name}"
    for one, other in combinations(box.words, 2):
        if overlap(words_rect(one), words_rect(other)):
            yield f"{one.lines} over {other.lines}"
    for words in box.words:
        for sign in box.signs:
            if overlap(sign_rect(sign), words_rect(words)):
                yield f"sign over {words.lines}"


def _arrow_faults(drawing: Drawing, arrow: Arrow) -> Iterator[str]:
    source, target = drawing.boxes[arrow.source], drawing.boxes[arrow.target]
    (x, y), (to_x, to_y) = arrow.points[0], arrow.points[-1]
    if abs(y - source.y - source.high) > HAIR or not source.x < x < source.x + source.wide:
        yield f"arrow doesn't leave {source.name}"
    if abs(to_y - target.y) > HAIR or not target.x < to_x < target.x + target.wide:
        yield f"arrow doesn't enter {target.name}"
    for stretch in stretches(arrow):
        if stretch[0] != stretch[2] and stretch[1] != stretch[3]:
            yield f"slanting from {source.name}"
        if not inside(stretch, (0, 0, drawing.wide, drawing.high)):
            yield f"arrow from {source.name} off the sheet"
        for box in drawing.boxes:
            if any(crosses(stretch, one) for one in (rect(box), *map(sign_rect, box.signs))):
                yield f"arrow from {source.name} through {box.name}"


def shared_stretches(drawing: Drawing) -> Iterator[tuple[Arrow, Arrow]]:
    """Yield arrows that run over one another, though they have neither end in common."""
    for one, other in combinations(drawing.arrows, 2):
        if one.source == other.source or one.target == other.target:
            continue
        for a in stretches(one):
            for b in stretches(other):
                across = min(a[2], b[2]) - max(a[0], b[0])
                down = min(a[3], b[3]) - max(a[1], b[1])
                if min(across, down) > -HAIR and max(across, down) > HAIR:
                    upright = (a[0] == a[2], b[0] == b[2])
                    if upright[0] == upright[1]:
                        yield one, other


def said(box: Box) -> str:
    """Return the words in a box, lines joined."""
    return " ".join(line for words in box.words for line in words.lines)


def letters(text: str) -> str:
    """Return a text without what breaking it over lines may add."""
    return "".join(char for char in text if char not in " -")


def of_kind(drawing: Drawing, *kinds: NodeKind) -> list[Box]:
    return [box for box in drawing.boxes if box.kind in kinds]


def named(drawing: Drawing, *words: str) -> list[Box]:
    """Return the boxes of steps with these numbers, or of answers with these names."""
    return [box for box in drawing.boxes if box.name in words]


# How it lies on the sheet.


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_in_the_drawing_of_a_shipped_plan_nothing_is_over_anything_else(plan_id: str) -> None:
    drawing = draw(shipped_graph(plan_id))

    assert list(faults(drawing)) == []
    assert list(shared_stretches(drawing)) == []


@few
@given(graph=graphs)
def test_nothing_is_over_anything_else_whatever_the_plan(graph: Graph) -> None:
    drawing = draw(graph)

    assert list(faults(drawing)) == []
    assert list(shared_stretches(drawing)) == []


@few
@given(
    arrows=st.lists(
        st.lists(st.lists(st.integers(0, 11), max_size=3, unique=True), min_size=1, max_size=3),
        min_size=12,
        max_size=12,
    )
)
def test_not_even_in_a_plan_that_would_be_refused(arrows: list[list[list[int]]]) -> None:
    steps = [
        step(f"s{number}", {f"o{way}": [f"s{to}" for to in tos] for way, tos in enumerate(ways)})
        for number, ways in enumerate(arrows)
    ]

    assert list(faults(draw(graph(*steps)))) == []


@few
@given(
    titles=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=200),
        min_size=4,
        max_size=4,
    )
)
def test_words_fit_whatever_they_are(titles: list[str]) -> None:
    one, other, text, option = (title.strip() or "x" for title in titles)
    options = [{"id": "ja", "titel": option, "naar": []}, {"id": "nee", "titel": "N", "naar": []}]
    made = graph(
        step("a", ["b"], titel=one, tekst=text),
        step("b", {"ja": [], "nee": []}, titel=other, opties=options, wie=text),
    )

    assert list(faults(draw(made))) == []


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_a_shipped_plan_fits_on_a4_in_letters_that_can_be_read(plan_id: str) -> None:
    drawing = draw(shipped_graph(plan_id))
    sizes = {words.size for box in drawing.boxes for words in box.words}

    assert drawing.paper == "A4"
    assert sorted((round(drawing.wide), round(drawing.high))) == [595, 842]
    assert min(sizes) > 6
    assert max(sizes) > 7.5


def test_two_hundred_steps_in_a_row_get_a_larger_sheet() -> None:
    chain = [step(f"s{n}", [f"s{n + 1}"] if n < 199 else []) for n in range(200)]
    drawing = draw(graph(*chain))

    assert list(faults(drawing)) == []
    assert len(drawing.boxes) == 200
    assert drawing.paper != "A4"
    assert 842 < drawing.high <= 14_400


def test_eight_tracks_stand_side_by_side_between_a_fork_and_a_join() -> None:
    tracks = [f"t{n}" for n in range(8)]
    drawing = draw(graph(step("a", tracks), *(step(one, ["z"]) for one in tracks), wait("z")))
    boxes = drawing.boxes[1:9]

    assert list(faults(drawing)) == []
    assert len({box.y for box in boxes}) == 1
    assert [box.x for box in boxes] == sorted(box.x for box in boxes)
    (bar,) = drawing.bars
    assert bar.start[0] <= min(arrow.points[-1][0] for arrow in drawing.arrows[:8]) + HAIR
    assert bar.end[0] >= max(arrow.points[-1][0] for arrow in drawing.arrows[:8]) - HAIR
    assert drawing.boxes[9].joins


def test_an_arrow_that_loops_goes_back_up_around_everything() -> None:
    drawing = draw(
        graph(step("a", ["b"]), step("b", ["c"]), step("c", {"terug": ["b"], "klaar": []}))
    )
    (back,) = [arrow for arrow in drawing.arrows if arrow.points[-1][1] < arrow.points[0][1]]
    left = min(box.x for box in drawing.boxes)
    right = max(box.x + box.wide for box in drawing.boxes)

    assert drawing.boxes[back.source].name == "Terug"
    assert drawing.boxes[back.target].number == 2
    assert any(x < left or x > right for x, _ in back.points)
    assert list(faults(drawing)) == []


def test_where_one_line_ends_below_the_start_of_another_it_crosses_below_it() -> None:
    ends_below, starts_above = _Net([10], [50]), _Net([50], [90])

    assert _levels([ends_below, starts_above]) == [1, 0]
    assert _levels([starts_above, ends_below]) == [0, 1]


@few
@given(graph=graphs)
def test_a_plan_is_drawn_the_same_each_time(graph: Graph) -> None:
    again = Graph(graph.root.id, {one.id: one for one in graph.plans})

    assert draw(graph) == draw(again)


# What is in it.


@few
@given(graph=graphs)
def test_every_step_is_there_once_and_every_answer_once(graph: Graph) -> None:
    drawing = draw(graph)
    steps = of_kind(drawing, *STEPS)
    branching = [one for one in graph.root.steps if one.options and not one.several]

    assert [box.number for box in steps] == list(range(1, len(graph.root.steps) + 1))
    assert [box.name for box in steps] == [one.title for one in graph.root.steps]
    assert [box.kind is NodeKind.QUESTION for box in steps] == [
        one.kind is StepKind.QUESTION for one in graph.root.steps
    ]
    assert [box.name for box in of_kind(drawing, NodeKind.OPTION)] == [
        option.title for one in branching for option in one.options
    ]


@few
@given(graph=graphs)
def test_its_arrows_are_those_of_the_plan(graph: Graph) -> None:
    drawing = draw(graph)
    boxes = {box.number: box for box in of_kind(drawing, *STEPS)}
    others = {box.name: box for box in of_kind(drawing, NodeKind.HANDOVER)}

    def place(ref: str) -> int:
        owner = graph.plan_of(ref)
        found = graph.steps[ref]
        if owner.id == graph.root.id:
            return boxes[graph.root.steps.index(found) + 1].place
        return others[f"stappenplan {owner.id}, bij: {found.title}"].place

    for one in graph.root.steps:
        box = boxes[graph.root.steps.index(one) + 1]
        targets = drawing.leads(box)
        if one.options and not one.several:
            assert [target.name for target in targets] == [option.title for option in one.options]
            sources = {option.id: t for option, t in zip(one.options, targets, strict=True)}
        else:
            sources = {choice[0]: box for choice in graph.choices(one.id)}
        for choice, source in sources.items():
            expected = sorted({place(ref) for ref in graph.follows(one.id, (choice,))})
            assert sorted({target.place for target in drawing.leads(source)}) == expected
            assert source.ends == (not expected)


@pytest.mark.parametrize("plan_id", SHIPPED)
def test_titles_answers_and_ends_stand_in_their_boxes_in_words(plan_id: str) -> None:
    found = shipped_graph(plan_id)
    drawing = draw(found)

    for box in drawing.boxes:
        name = box.name.partition("bij: ")[2] or box.name
        assert letters(name) in letters(said(box))
        assert ("einde van dit spoor" in said(box)) == box.ends
        assert (SignKind.END in [sign.kind for sign in box.signs]) == box.ends
        assert ("aanvulling" in said(box)) == box.addition
        for title, _ in box.choices:
            assert title in said(box)
    for box, one in zip(of_kind(drawing, *STEPS), found.root.steps, strict=True):
        assert box.addition == one.addition
        assert f"Wie: {one.actor}" in said(box)


def test_a_question_and_an_action_have_signs_of_their_own() -> None:
    drawing = draw(shipped_graph("plaatsing"))
    signs = {box.kind: {sign.kind for sign in box.signs} for box in drawing.boxes}

    assert all(
        box.signs[0].kind is SignKind.QUESTION for box in of_kind(drawing, NodeKind.QUESTION)
    )
    assert all(box.signs[0].kind is SignKind.TO_DO for box in of_kind(drawing, NodeKind.ACTION))
    assert signs[NodeKind.HANDOVER] == {SignKind.HANDOVER}


def test_the_emergency_lines_are_whole_and_above_everything() -> None:
    found = shipped_graph("plaatsing")
    drawing = draw(found)
    frame, *lines = drawing.emergency

    assert frame.words[0].lines == ("Eerst dit",)
    assert [letters("".join(w for words in one.words for w in words.lines)) for one in lines] == [
        letters(note.text) for note in found.root.emergency
    ]
    assert all(inside(rect(one), rect(frame)) for one in lines)
    assert frame.y + frame.high < min(box.y for box in drawing.boxes)


def test_version_and_source_stand_under_the_title() -> None:
    drawing = draw(shipped_graph("medewerker"))

    assert drawing.heading.lines == (drawing.title,)
    assert drawing.small[0].lines == (
        f"Stappenplan medewerker, versie 3. Bron: {shipped_graph('medewerker').root.source}.",
    )
    assert drawing.small[0].size < drawing.heading.size


def test_where_two_answers_lead_to_the_same_tracks_they_part_at_one_fork() -> None:
    drawing = draw(shipped_graph("plaatsing"))
    (fork,) = of_kind(drawing, NodeKind.FORK)

    sources = {drawing.boxes[a.source].name for a in drawing.arrows if a.target == fork.place}
    assert sources == {"Nee", "Eerst bellen"}
    assert [box.number for box in drawing.leads(fork)] == [4, 5]
    assert said(fork) == "sporen naast elkaar"


def test_each_node_where_tracks_part_has_a_bar() -> None:
    for plan_id in SHIPPED:
        drawing = draw(shipped_graph(plan_id))
        assert {bar.source for bar in drawing.bars} == {
            box.place for box in drawing.boxes if box.splits
        }


def test_another_plan_is_a_box_that_names_it_and_nothing_of_it_is_drawn() -> None:
    drawing = draw(shipped_graph("plaatsing"))
    (box,) = of_kind(drawing, NodeKind.HANDOVER)

    assert said(box) == "Verder in stappenplan medewerker bij: De medewerker aanspreken"
    assert drawing.leads(box) == ()
    assert len(of_kind(drawing, *STEPS)) == 19


def test_words_are_cut_at_the_end_of_a_sentence_where_that_can_be() -> None:
    text = "Bel eerst de politie. Doe daarna het volgende: schrijf alles op wat u gezien hebt."

    assert shortened(text, 90, 7, most=2) == ("Bel eerst de politie. …",)
    assert shortened("Bel", 90, 7, most=2) == ("Bel",)
    assert broken(text, 90, 7, most=1) == ("Bel eerst de politie. Doe …",)
    assert broken(text, 90, 7, most=0) == ()


def test_a_text_with_a_number_in_it_is_never_cut() -> None:
    text = "Lees dit. " * 60 + "Stop met dit plan. Bel daarna het bestuur: 030 123 45 67."
    small = graph(
        step("a", {"ja": ["bellen"], "nee": ["gewoon"], "later": []}, tekst=text),
        step("bellen", tekst=text, wie="De directie, of wie er dan is: 030 765 43 21"),
        step("gewoon", tekst="Lees dit. " * 60),
    )
    answers = {Visit("a", 1): ("ja",), Visit("bellen", 1): ("gedaan",)}

    assert " ".join(shortened(text, 90, 7, most=1)) == text
    for way in (None, trail("2026-001", small, answers, "klein")):
        drawing = draw(small, way)
        boxes = [box for box in drawing.boxes if box.number in (1, 2)]
        assert all(text in said(box) for box in boxes)
        assert "…" in said(next(box for box in drawing.boxes if box.number == 3))
        assert list(faults(drawing)) == []


def test_a_telephone_number_stays_on_one_line_and_a_compound_breaks_where_it_may() -> None:
    assert broken("Bel 0900 111 3 111 nu", 55, 8, most=5) == ("Bel", "0900 111 3 111", "nu")
    assert broken("personeelsdossier", 45, 9, most=5) == ("personeels-", "dossier")


@few
@given(text=st.text(max_size=300), room=st.floats(20, 200), most=st.integers(1, 6))
def test_no_line_is_wider_than_its_room(text: str, room: float, most: int) -> None:
    lines = broken(text, room, 8, most=most)

    assert len(lines) <= most
    assert all(width(line, 8) <= room or len(line) <= 2 for line in lines)


# The way of a case.

CHILD: Mapping[str, str] = {
    "signaal": "gedaan",
    "spoed": "nee",
    "stilte": "gedaan",
    "gesprek": "overgeslagen",
    "wie": "kind",
    "gesprek-kind": "gedaan",
    "reactie-kind": "erkent-niet",
}
MakeTrail = Callable[..., Trail]


def went(plan_id: str, answers: Mapping[str, str | Choice], drawn: str | None = None) -> Trail:
    given = {
        Visit(ref, 1): (choice,) if isinstance(choice, str) else choice
        for ref, choice in answers.items()
    }
    return trail("2026-001", shipped_graph(plan_id), given, drawn or plan_id)


def by_number(drawing: Drawing) -> dict[int, Box]:
    return {box.number: box for box in drawing.boxes if box.number}


def test_the_walked_way_is_marked_on_boxes_arrows_and_answers_and_nothing_else() -> None:
    drawing = draw(shipped_graph("plaatsing"), went("plaatsing", CHILD))
    boxes = by_number(drawing)

    assert {number for number, box in boxes.items() if box.walked} == {1, 2, 4, 5, 6, 11, 12}
    assert [box.name for box in of_kind(drawing, NodeKind.OPTION) if box.walked] == [
        "Nee",
        "Kind heeft het geplaatst.",
        "Het kind erkent niet wat er ongepast/ongewenst is (gedragsprotocol treedt in werking).",
    ]
    walked = {
        (drawing.boxes[arrow.source].name, drawing.boxes[arrow.target].name)
        for arrow in drawing.arrows
        if arrow.walked
    }
    assert ("Nee", "sporen naast elkaar") in walked
    assert ("Kind heeft het geplaatst.", "Gesprek met de ouders") in walked
    assert ("Is er spoed?", "Ja, of ik twijfel") not in walked
    assert len(walked) == 13
    assert all(bar.walked for bar in drawing.bars)
    assert list(faults(drawing)) == []


def test_how_each_step_stands_is_told_in_words_and_signs() -> None:
    lapsed = {"reactie-volwassene": "inadequaat", "statement": "gedaan"}
    drawing = draw(shipped_graph("plaatsing"), went("plaatsing", {**CHILD, **lapsed}))
    boxes = by_number(drawing)

    assert boxes[1].state is State.DONE
    assert boxes[2].state is State.ANSWERED
    assert boxes[5].state is State.SKIPPED
    assert boxes[7].state is boxes[9].state is State.LAPSED
    assert boxes[13].state is boxes[15].state is State.OPEN
    assert boxes[8].state is None
    for box in boxes.values():
        assert box.state is None or box.state.value in said(box).lower()
    assert "NU OPEN" in said(boxes[13])
    assert boxes[1].signs[0].kind is SignKind.DONE
    assert boxes[5].signs[0].kind is SignKind.SKIPPED
    assert boxes[9].signs[0].kind is SignKind.TO_DO
    assert not boxes[9].walked
    assert drawing.small[-1].lines == (
        "Dossier 2026-001: de weg die gelopen is, en wat nu open staat.",
    )


def test_a_step_that_waits_for_other_tracks_says_so() -> None:
    answers = {"signaal": "gedaan", "spoed": "nee", "stilte": "gedaan"}
    boxes = by_number(draw(shipped_graph("plaatsing"), went("plaatsing", answers)))

    assert boxes[6].state is State.WAITING
    assert "wacht op andere sporen" in said(boxes[6])
    assert not boxes[6].walked


STAFF: Mapping[str, str | Choice] = {
    "signaal": "gedaan",
    "spoed": "nee",
    "stilte": "gedaan",
    "gesprek": "gedaan",
    "wie": "medewerker",
    "medewerker/aanspreken": "gedaan",
    "medewerker/grensoverschrijdend": "nee",
    "medewerker/reactie-medewerker": "inadequaat",
    "medewerker/overleg-bestuur": "gedaan",
    "medewerker/consequenties": ("waarschuwing", "schorsing"),
}


def test_a_way_that_goes_on_in_another_plan_is_drawn_on_either_plan() -> None:
    first = draw(shipped_graph("plaatsing"), went("plaatsing", STAFF))
    other = draw(shipped_graph("medewerker"), went("plaatsing", STAFF, "medewerker"))

    assert of_kind(first, NodeKind.HANDOVER)[0].walked
    assert {number for number, box in by_number(other).items() if box.walked} == {2, 3, 5, 8, 9}
    assert by_number(other)[10].state is State.OPEN
    assert by_number(other)[1].state is None
    assert [title for title, chosen in by_number(other)[9].choices if chosen] == [
        "Waarschuwing",
        "Schorsing",
    ]


def test_a_step_that_comes_by_again_tells_how_often() -> None:
    loop = graph(step("a", ["b"]), step("b", {"terug": ["a"], "klaar": []}))
    answers = {Visit("a", 1): ("gedaan",), Visit("b", 1): ("terug",)}
    drawing = draw(loop, trail("2026-001", loop, answers, "klein"))

    assert drawing.boxes[0].state is State.OPEN
    assert "NU OPEN (KEER 2)" in said(drawing.boxes[0])


@few
@given(graph=graphs, pick=picks())
def test_a_whole_walk_is_drawn_with_nothing_open_and_nothing_over_anything(
    graph: Graph, pick: Pick
) -> None:
    live = walk(graph, pick, [0])
    way = trail("2026-001", graph, live.answers, graph.root.id)
    drawing = draw(graph, way)

    assert list(faults(drawing)) == []
    here = {ref for ref, _ in live.answers if graph.plan_of(ref).id == graph.root.id}
    walked = [box for box in of_kind(drawing, *STEPS) if box.walked]
    assert len(walked) == len(here)
    assert {box.state for box in walked} <= {State.DONE, State.ANSWERED, State.SKIPPED}
    assert "nu open staat" not in drawing.small[-1].lines[0]
