"""Where a case stands follows from its answers alone, by the rules of replay."""

import pytest

from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.replay import Position, Visit, replay
from tests.plan.conftest import graph, plan, step, wait

Answers = dict[Visit, Choice]


def answered(*said: tuple[str, str] | tuple[str, str, int]) -> Answers:
    """Return answers as `(step, choice)` or `(step, choice, visit)`."""
    return {Visit(one[0], one[2] if len(one) > 2 else 1): (one[1],) for one in said}


def opened(position: Position) -> list[tuple[str, int]]:
    """Return the open visits as plain tuples."""
    return [(visit.step, visit.number) for visit in position.open]


@pytest.fixture(scope="module")
def tracks() -> Graph:
    """Return a fork into b and c that join at w, with c taking two steps."""
    return graph(
        step("a", ["b", "c"]),
        step("b", ["w"]),
        step("c", ["d"]),
        step("d", ["w"]),
        wait("w", ["e"]),
        step("e"),
    )


@pytest.fixture(scope="module")
def loop() -> Graph:
    """Return a step and a question that may go back to it."""
    return graph(step("a", ["b"]), step("b", {"opnieuw": ["a"], "klaar": ["c"]}), step("c"))


@pytest.fixture(scope="module")
def fork_in_loop() -> Graph:
    """Return tracks that join at a question which may start them again."""
    return graph(
        step("a", ["b", "c"]),
        step("b", ["w"]),
        step("c", ["w"]),
        wait("w", {"opnieuw": ["a"], "klaar": []}),
    )


@pytest.fixture(scope="module")
def blocked() -> Graph:
    """Return two joins that can each reach the other."""
    return graph(
        step("a", ["b", "c"]),
        step("b", ["v"]),
        step("c", ["w"]),
        wait("v", {"over": ["w"], "klaar": []}),
        wait("w", {"over": ["v"], "klaar": []}),
    )


def test_a_case_without_answers_stands_at_the_first_step(tracks: Graph) -> None:
    position = replay(tracks, {})

    assert opened(position) == [("a", 1)]
    assert (position.waiting, position.standing, position.lapsed) == ((), (), ())
    assert not position.ended


def test_an_answer_opens_the_steps_it_leads_to_in_plan_order(tracks: Graph) -> None:
    assert opened(replay(tracks, answered(("a", "gedaan")))) == [("b", 1), ("c", 1)]


def test_open_steps_are_in_plan_order_also_when_the_arrows_are_not() -> None:
    small = graph(step("a", ["c", "b"]), step("b"), step("c"))

    assert opened(replay(small, answered(("a", "gedaan")))) == [("b", 1), ("c", 1)]


def test_an_option_opens_only_its_own_steps() -> None:
    small = graph(step("a", {"ja": ["b"], "nee": ["c"]}), step("b"), step("c"))

    assert opened(replay(small, answered(("a", "nee")))) == [("c", 1)]


def test_several_answers_to_one_question_go_one_way_together() -> None:
    options = [{"id": one, "titel": one} for one in ("x", "y")]
    small = graph(step("a", ["b"], soort="vraag", meer=True, opties=options), step("b"))

    assert opened(replay(small, {Visit("a", 1): ("x", "y")})) == [("b", 1)]


def test_a_case_has_ended_when_every_track_has(tracks: Graph) -> None:
    answers = answered(*[(ref, "gedaan") for ref in "abcdwe"])

    assert replay(tracks, answers).ended
    assert {visit.step for visit in replay(tracks, answers).standing} == set("abcdwe")


def test_skipping_an_action_follows_its_arrows(tracks: Graph) -> None:
    done = replay(tracks, answered(("a", "gedaan"), ("b", "gedaan")))
    skipped = replay(tracks, answered(("a", "gedaan"), ("b", "overgeslagen")))

    assert done == skipped


def test_a_step_that_joins_waits_and_is_not_open(tracks: Graph) -> None:
    position = replay(tracks, answered(("a", "gedaan"), ("b", "gedaan")))

    assert opened(position) == [("c", 1)]
    assert position.waiting == ("w",)
    assert not position.ended


def test_a_joining_step_goes_on_waiting_while_any_step_can_reach_it(tracks: Graph) -> None:
    position = replay(tracks, answered(("a", "gedaan"), ("b", "gedaan"), ("c", "gedaan")))

    assert opened(position) == [("d", 1)]
    assert position.waiting == ("w",)


def test_a_joining_step_opens_once_when_the_last_track_arrives(tracks: Graph) -> None:
    position = replay(tracks, answered(*[(ref, "gedaan") for ref in "abcd"]))

    assert opened(position) == [("w", 1)]
    assert position.waiting == ()


def test_a_joining_step_opens_when_the_other_track_took_another_way() -> None:
    small = graph(
        step("a", ["b", "c"]),
        step("b", ["w"]),
        step("c", {"mee": ["w"], "weg": []}),
        wait("w"),
    )

    position = replay(small, answered(("a", "gedaan"), ("b", "gedaan"), ("c", "weg")))

    assert opened(position) == [("w", 1)]


def test_a_joining_step_does_not_wait_for_a_track_that_never_comes_by() -> None:
    small = graph(step("a", ["b", "c"]), step("b", ["w"]), step("c"), wait("w"))

    position = replay(small, answered(("a", "gedaan"), ("b", "gedaan")))

    assert opened(position) == [("c", 1), ("w", 1)]


def test_a_joining_step_waits_for_a_join_before_it() -> None:
    small = graph(
        step("a", ["b", "c", "d"]),
        step("b", ["v"]),
        step("c", ["v"]),
        step("d", ["w"]),
        wait("v", ["w"]),
        wait("w"),
    )

    position = replay(small, answered(*[(ref, "gedaan") for ref in "abcd"]))

    assert opened(position) == [("v", 1)]
    assert position.waiting == ("w",)


def test_a_joining_step_waits_for_a_join_that_stands_later_in_the_plan() -> None:
    small = graph(
        step("a", ["b", "c"]),
        step("b", ["w"]),
        step("c", ["v"]),
        wait("w"),
        wait("v", ["w"]),
    )

    position = replay(small, answered(("a", "gedaan"), ("b", "gedaan"), ("c", "gedaan")))

    assert opened(position) == [("v", 1)]
    assert position.waiting == ("w",)


def test_arriving_at_an_open_step_adds_nothing() -> None:
    # `check` refuses this plan: here it shows what the rule itself does.
    small = graph(step("a", ["b", "c"]), step("b", ["c"]), step("c"))

    position = replay(small, answered(("a", "gedaan"), ("b", "gedaan")))

    assert opened(position) == [("c", 1)]
    assert position.came_from[Visit("c", 1)] == {Visit("a", 1), Visit("b", 1)}


def test_arriving_at_a_waiting_step_adds_nothing_but_where_it_came_from(tracks: Graph) -> None:
    position = replay(tracks, answered(*[(ref, "gedaan") for ref in "abcd"]))

    assert position.came_from[Visit("w", 1)] == {Visit("b", 1), Visit("d", 1)}


def test_arriving_at_an_answered_step_opens_it_again(loop: Graph) -> None:
    position = replay(loop, answered(("a", "gedaan"), ("b", "opnieuw")))

    assert opened(position) == [("a", 2)]
    assert position.standing == (Visit("a", 1), Visit("b", 1))


def test_the_nth_opening_gets_the_nth_answer(loop: Graph) -> None:
    answers = answered(
        ("a", "gedaan"), ("b", "opnieuw"), ("a", "overgeslagen", 2), ("b", "klaar", 2)
    )

    assert opened(replay(loop, answers)) == [("c", 1)]


def test_a_second_answer_does_not_stand_before_the_second_opening(loop: Graph) -> None:
    position = replay(loop, answered(("a", "gedaan"), ("a", "gedaan", 2)))

    assert opened(position) == [("b", 1)]
    assert position.lapsed == (Visit("a", 2),)


def test_a_step_may_open_itself_again() -> None:
    small = graph(step("a", {"opnieuw": ["a"], "klaar": []}))

    assert opened(replay(small, answered(("a", "opnieuw"), ("a", "opnieuw", 2)))) == [("a", 3)]


def test_joined_tracks_can_start_again_and_join_again(fork_in_loop: Graph) -> None:
    once = answered(("a", "gedaan"), ("b", "gedaan"), ("c", "gedaan"), ("w", "opnieuw"))
    again = once | answered(("a", "gedaan", 2), ("c", "gedaan", 2))

    halfway = replay(fork_in_loop, again)
    joined = replay(fork_in_loop, again | answered(("b", "gedaan", 2)))

    assert (opened(halfway), halfway.waiting) == ([("b", 2)], ("w",))
    assert (opened(joined), joined.waiting) == ([("w", 2)], ())


def test_of_joins_that_block_each_other_the_first_in_plan_order_opens(blocked: Graph) -> None:
    position = replay(blocked, answered(("a", "gedaan"), ("b", "gedaan"), ("c", "gedaan")))

    assert opened(position) == [("v", 1)]
    assert position.waiting == ("w",)


def test_a_join_merely_behind_joins_that_block_each_other_is_not_the_one_that_opens() -> None:
    small = graph(
        step("a", ["b", "c", "d"]),
        step("b", ["v"]),
        step("c", ["w"]),
        step("d", ["x"]),
        wait("x"),
        wait("v", {"over": ["w"], "door": ["x"]}),
        wait("w", {"over": ["v"], "klaar": []}),
    )
    arrived = answered(*[(ref, "gedaan") for ref in "abcd"])

    position = replay(small, arrived)
    later = replay(small, arrived | answered(("v", "door"), ("w", "klaar")))

    assert (opened(position), position.waiting) == ([("v", 1)], ("x", "w"))
    assert (opened(later), later.waiting) == ([("x", 1)], ())


def test_a_join_that_nothing_holds_back_opens_before_those_that_block_each_other() -> None:
    small = graph(
        step("a", ["b", "c", "d"]),
        step("b", ["v"]),
        step("c", ["w"]),
        step("d", ["x"]),
        wait("v", {"over": ["w"], "klaar": []}),
        wait("w", {"over": ["v"], "klaar": []}),
        wait("x"),
    )

    position = replay(small, answered(*[(ref, "gedaan") for ref in "abcd"]))

    assert (opened(position), position.waiting) == ([("x", 1)], ("v", "w"))


def test_joins_that_block_each_other_stay_shut_while_a_track_is_open(blocked: Graph) -> None:
    position = replay(blocked, answered(("a", "gedaan"), ("c", "gedaan")))

    assert opened(position) == [("b", 1)]
    assert position.waiting == ("w",)


def test_the_second_of_joins_that_blocked_each_other_opens_after_the_first(
    blocked: Graph,
) -> None:
    answers = answered(("a", "gedaan"), ("b", "gedaan"), ("c", "gedaan"))

    away = replay(blocked, answers | answered(("v", "klaar")))
    across = replay(blocked, answers | answered(("v", "over")))

    assert opened(away) == opened(across) == [("w", 1)]
    assert away.came_from[Visit("w", 1)] == {Visit("c", 1)}
    assert across.came_from[Visit("w", 1)] == {Visit("c", 1), Visit("v", 1)}


def test_an_answer_to_a_step_that_does_not_open_has_lapsed(tracks: Graph) -> None:
    position = replay(tracks, answered(("d", "gedaan"), ("e", "gedaan")))

    assert opened(position) == [("a", 1)]
    assert position.lapsed == (Visit("d", 1), Visit("e", 1))
    assert position.standing == ()


def test_an_answer_to_a_step_that_waits_has_lapsed_until_it_opens(tracks: Graph) -> None:
    early = answered(("a", "gedaan"), ("b", "gedaan"), ("w", "gedaan"))

    position = replay(tracks, early)
    later = replay(tracks, early | answered(("c", "gedaan"), ("d", "gedaan")))

    assert position.lapsed == (Visit("w", 1),)
    assert opened(later) == [("e", 1)]


def test_a_revision_lets_answers_lapse_and_a_later_one_lets_them_stand_again(
    plaatsing: Graph,
) -> None:
    walked = answered(
        ("signaal", "gedaan"),
        ("spoed", "nee"),
        ("stilte", "gedaan"),
        ("gesprek", "gedaan"),
        ("wie", "volwassene"),
        ("reactie-volwassene", "inadequaat"),
        ("statement", "gedaan"),
        ("dossier-volwassene", "gedaan"),
    )
    revised = walked | answered(("wie", "kind"))

    before = replay(plaatsing, walked)
    meanwhile = replay(plaatsing, revised)
    after = replay(plaatsing, revised | answered(("wie", "volwassene")))

    assert before.ended
    assert opened(meanwhile) == [("gesprek-kind", 1), ("ouders-uitnodigen", 1)]
    assert [visit.step for visit in meanwhile.lapsed] == [
        "reactie-volwassene",
        "statement",
        "dossier-volwassene",
    ]
    assert after == before


def test_an_answer_keeps_standing_when_a_revision_reaches_its_step_another_way(
    plaatsing: Graph,
) -> None:
    walked = answered(
        ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"), ("gesprek", "gedaan")
    )

    position = replay(plaatsing, walked | answered(("spoed", "ja"), ("spoed-melden", "gedaan")))

    assert opened(position) == [("wie", 1)]
    assert position.lapsed == ()
    assert position.came_from[Visit("stilte", 1)] == {Visit("spoed-melden", 1)}


def test_the_first_step_came_from_nothing(tracks: Graph) -> None:
    assert replay(tracks, {}).came_from == {Visit("a", 1): frozenset()}


def test_downstream_is_all_that_came_about_through_an_answer(tracks: Graph) -> None:
    position = replay(tracks, answered(*[(ref, "gedaan") for ref in "abcdw"]))

    assert position.downstream(Visit("c", 1)) == {Visit("d", 1), Visit("w", 1), Visit("e", 1)}
    assert position.downstream(Visit("b", 1)) == {Visit("w", 1), Visit("e", 1)}
    assert position.downstream(Visit("e", 1)) == frozenset()


def test_downstream_of_a_visit_holds_the_later_visits_of_a_loop_only(loop: Graph) -> None:
    position = replay(loop, answered(("a", "gedaan"), ("b", "opnieuw"), ("a", "gedaan", 2)))

    assert position.downstream(Visit("a", 2)) == {Visit("b", 2)}
    assert position.downstream(Visit("b", 1)) == {Visit("a", 2), Visit("b", 2)}


def test_the_steps_of_another_plan_are_named_with_that_plan(plaatsing: Graph) -> None:
    walked = answered(
        ("signaal", "gedaan"),
        ("spoed", "nee"),
        ("stilte", "gedaan"),
        ("gesprek", "gedaan"),
        ("wie", "medewerker"),
    )

    position = replay(plaatsing, walked)
    later = replay(plaatsing, walked | answered(("medewerker/aanspreken", "gedaan")))

    assert opened(position) == [("medewerker/aanspreken", 1)]
    assert opened(later) == [("medewerker/grensoverschrijdend", 1)]


def test_a_step_with_the_same_id_in_both_plans_is_two_steps(plaatsing: Graph) -> None:
    assert {"statement", "medewerker/statement"} <= set(plaatsing.steps)
    assert replay(plaatsing, answered(("medewerker/statement", "gedaan"))).lapsed == (
        Visit("medewerker/statement", 1),
    )


def test_other_tracks_stay_open_at_a_hand_over() -> None:
    other = plan(step("x"), plan_id="ander")
    small = graph(step("a", ["ander/x", "b"]), step("b"), others=[other])

    assert opened(replay(small, answered(("a", "gedaan")))) == [("b", 1), ("ander/x", 1)]


def test_a_hand_over_can_come_back() -> None:
    other = plan(step("x", {"terug": ["klein/a"], "klaar": []}), plan_id="ander")
    small = graph(step("a", ["ander/x"]), others=[other])

    position = replay(small, answered(("a", "gedaan"), ("ander/x", "terug")))

    assert opened(position) == [("a", 2)]


def test_the_shipped_join_waits_for_both_the_silence_and_the_talk(plaatsing: Graph) -> None:
    walked = answered(("signaal", "gedaan"), ("spoed", "nee"), ("gesprek", "overgeslagen"))

    position = replay(plaatsing, walked)

    assert opened(position) == [("stilte", 1)]
    assert position.waiting == ("wie",)


def test_an_unknown_option_is_a_bug_and_not_a_position(loop: Graph) -> None:
    with pytest.raises(KeyError, match="bestaat-niet"):
        replay(loop, answered(("a", "gedaan"), ("b", "bestaat-niet")))
