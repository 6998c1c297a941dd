"""Terms of every measure: from what they run, what ends them, and when they can't run."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scala_cli.case import drafts
from scala_cli.case.deadlines import (
    Deadline,
    NotRunning,
    _until,
    deadlines,
    not_running,
    pending,
)
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Kind
from scala_cli.case.state import Case
from scala_cli.clock import day_of
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import DONE, SKIPPED, Note, Term
from tests.conftest import MakeCase, Said
from tests.growing import BY, then, without
from tests.plan.conftest import Document, graph, plan, step, wait

TODAY = date(2026, 11, 22)


def term(**more: object) -> Document:
    """Return a term of two weeks; a key of `more` that is `None` takes that key away."""
    made = {"wat": "Bel terug.", "weken": 2, "bron": "A.1", **more}
    return {key: value for key, value in made.items() if value is not None}


def when(field_id: str, kind: str = "datum", **more: object) -> Document:
    """Return a field that holds a day or a moment."""
    return {"id": field_id, "soort": kind, "titel": f"Veld {field_id}", **more}


def measured(length: Document, kind: str = "moment") -> Graph:
    """Return a plan with a term of this length from a field."""
    made = term(**{"weken": None, "vanaf": "toen", **length})
    return graph(step("a", ["b"], velden=[when("toen", kind)], termijn=made), step("b"))


def only(case: Case) -> Deadline:
    """Return the one deadline of a case."""
    [found] = deadlines(case)
    return found


def lacking(case: Case) -> NotRunning:
    """Return the one term of a case that can't run, where no other does."""
    assert deadlines(case) == ()
    [found] = not_running(case)
    return found


def revised(at: str, choice: str, visit: int = 1, **fields: object) -> Draft:
    """Return that an answer was revised."""
    content = {"door": BY, "velden": fields, "reden": "verkeerd ingevuld"}
    return Draft(Kind.REVISED, None, content, at, visit, (choice,))


# How long.


@pytest.mark.parametrize(
    ("length", "start", "due"),
    [
        ({"dagen": 10}, "2026-11-22", "2026-12-02"),
        ({"dagen": 1}, "2026-11-22T23:30:00Z", "2026-11-24"),
        ({"maanden": 1, "weken": 1, "dagen": 1}, "2027-01-31", "2027-03-08"),
        ({"werkdagen": 3}, "2026-04-01", "2026-04-08"),
        ({"werkdagen": 3}, "2026-12-23T23:30:00Z", "2026-12-30"),
        ({"werkdagen": 1}, "2026-05-04", "2026-05-06"),
    ],
)
def test_a_term_in_days_or_working_days_ends_on_a_day(
    length: Document, start: str, due: str, make_case: MakeCase
) -> None:
    case = make_case(measured(length), ("a", DONE, {"toen": start}))
    assert (only(case).due.isoformat(), only(case).at) == (due, "")


@pytest.mark.parametrize(
    ("hours", "start", "at", "due"),
    [
        (48, "2026-11-20T13:30:00Z", "2026-11-22T13:30:00Z", "2026-11-22"),
        (1, "2026-11-20T22:30:00Z", "2026-11-20T23:30:00Z", "2026-11-21"),
        # A mere day counts from its beginning in Amsterdam, in winter an hour before Greenwich.
        (24, "2026-11-20", "2026-11-20T23:00:00Z", "2026-11-21"),
        (24, "2026-07-01", "2026-07-01T22:00:00Z", "2026-07-02"),
        # The clock goes an hour forward on 28 March 2027 and back on 25 October 2026.
        (24, "2027-03-28", "2027-03-28T23:00:00Z", "2027-03-29"),
        (24, "2026-10-25", "2026-10-25T22:00:00Z", "2026-10-25"),
        (2, "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z", "2026-10-25"),
    ],
)
def test_a_term_in_hours_ends_at_a_moment_also_when_the_clock_changes(
    hours: int, start: str, at: str, due: str, make_case: MakeCase
) -> None:
    case = make_case(measured({"uren": hours}), ("a", DONE, {"toen": start}))
    assert (only(case).at, only(case).due.isoformat()) == (at, due)


@given(st.dates(date(2014, 1, 1), date(2190, 1, 1)), st.integers(1, 1000))
def test_a_term_in_hours_from_a_day_never_ends_after_one_from_a_moment_on_that_day(
    start: date, hours: int
) -> None:
    found = Term(Note("x", "y"), hours=hours)
    assert _until(start.isoformat(), found) <= _until(f"{start}T06:00:00Z", found)


def test_a_term_in_hours_says_the_time_and_one_in_days_does_not(make_case: MakeCase) -> None:
    made = measured({"uren": 48})
    assert only(make_case(made, ("a", DONE, {"toen": "2026-11-20T13:30:00Z"}))).said == (
        "22 november 2026, 14:30"
    )
    made = measured({"dagen": 2})
    assert only(make_case(made, ("a", DONE, {"toen": "2026-11-20T13:30:00Z"}))).said == (
        "22 november 2026"
    )


def test_a_term_in_working_days_shows_the_law_beside_its_own_source(make_case: MakeCase) -> None:
    case = make_case(measured({"werkdagen": 3}), ("a", DONE, {"toen": "2026-11-20"}))
    assert only(case).source == (
        "A.1; wetten.overheid.nl, Algemene termijnenwet, artikel 3, zekerheid B"
    )


# From when.


def planned(field: str = "later") -> Graph:
    """Return a plan whose first step has a planned day."""
    made = term(weken=None, op=field)
    fields = [when("later", "moment", mag_later=True)]
    return graph(step("a", ["b"], velden=fields, termijn=made), step("b"))


def test_a_planned_day_is_due_on_that_day_and_a_moment_at_its_time(make_case: MakeCase) -> None:
    case = make_case(planned(), ("a", DONE, {"later": "2026-12-03"}))
    assert (only(case).due, only(case).at) == (date(2026, 12, 3), "")
    case = make_case(planned(), ("a", DONE, {"later": "2026-12-03T09:15:00Z"}))
    assert only(case).said == "3 december 2026, 10:15"
    assert [one.due for one in pending(case, TODAY)] == [date(2026, 12, 3)]


@pytest.mark.parametrize("made", [planned(), measured({"weken": 2}), measured({"uren": 2})])
def test_a_term_whose_day_is_empty_does_not_run_and_says_which_field_lacks(
    made: Graph, make_case: MakeCase
) -> None:
    case = make_case(made, ("a", DONE))
    found = lacking(case)
    assert found.lacks == f"loopt nog niet: 'Veld {found.field}' is leeg"
    assert (found.number, found.what, found.step) == (2, "Bel terug.", "a")
    filled = Draft(
        Kind.SUPPLEMENTED, None, {"door": BY, "velden": {found.field: "2026-11-23"}}, "a", 1
    )
    assert not_running(then(case, filled)) == ()
    assert only(then(case, filled)).number == 2


def test_nothing_lacks_in_a_case_that_is_closed_erased_or_of_a_term_ticked_off(
    make_case: MakeCase,
) -> None:
    case = make_case(planned(), ("a", DONE))
    assert not_running(then(case, drafts.met(2, BY))) == ()
    until = date(2028, 11, 22)
    assert not_running(then(case, drafts.close("afgehandeld", "", until, "Voorstel.", BY))) == ()
    assert not_running(without(case, everything(case))) == ()
    assert not_running(without(case, [2])) == ()
    assert not_running(make_case(planned(), ("a", SKIPPED))) == ()


def test_a_field_that_is_not_asked_with_an_answer_starts_nothing_and_lacks_nothing(
    make_case: MakeCase,
) -> None:
    fields = [when("dag", bij=["ja"])]
    made = graph(
        step("a", {"ja": ["b"], "nee": ["b"]}, velden=fields, termijn=term(vanaf="dag")),
        step("b"),
    )
    assert lacking(make_case(made, ("a", "ja"))).field == "dag"
    case = make_case(made, ("a", "nee"))
    assert (deadlines(case), not_running(case)) == ((), ())


BEFORE = (
    step("a", ["b"], velden=[when("dag")]),
    step("b", ["c"], termijn=term(vanaf="dag")),
    step("c"),
)


def test_a_term_may_run_from_the_day_at_an_earlier_step(make_case: MakeCase) -> None:
    case = make_case(graph(*BEFORE), ("a", DONE, {"dag": "2026-11-20"}), ("b", DONE))
    assert (only(case).due, only(case).number) == (date(2026, 12, 4), 3)
    assert deadlines(make_case(graph(*BEFORE), ("a", DONE, {"dag": "2026-11-20"}))) == ()


@pytest.mark.parametrize("first", [("a", DONE), ("a", SKIPPED)])
def test_an_empty_day_at_an_earlier_step_lacks_there(first: Said, make_case: MakeCase) -> None:
    case = make_case(graph(*BEFORE), first, ("b", DONE))
    assert (lacking(case).step, lacking(case).field, lacking(case).number) == ("a", "dag", 3)


def test_a_day_that_was_told_the_round_before_is_not_this_rounds(make_case: MakeCase) -> None:
    made = graph(
        step("a", ["b"], velden=[when("dag")]),
        step("b", ["c"], termijn=term(vanaf="dag")),
        step("c", {"ja": ["a"], "nee": []}),
    )
    said: tuple[Said, ...] = (("a", DONE, {"dag": "2026-11-20"}), ("b", DONE), ("c", "ja"))
    assert only(make_case(made, *said)).due == date(2026, 12, 4)
    assert lacking(make_case(made, *said, ("a", DONE), ("b", DONE))).number == 6
    case = make_case(made, *said, ("a", DONE, {"dag": "2026-11-21"}), ("b", DONE))
    assert (only(case).due, only(case).number) == (date(2026, 12, 5), 6)


def test_a_term_of_a_plan_handed_over_to_runs_from_a_day_of_the_plan_before_it(
    make_case: MakeCase,
) -> None:
    other = plan(
        step("in", ["uit"], termijn=term(vanaf="klein/a.dag", tot=["uit"])),
        step("uit"),
        plan_id="ander",
    )
    made = graph(step("a", ["ander/in"], velden=[when("dag")]), others=[other])
    said: tuple[Said, ...] = (("a", DONE, {"dag": "2026-11-20"}), ("ander/in", DONE))
    assert only(make_case(made, *said)).due == date(2026, 12, 4)
    assert only(make_case(made, *said, ("ander/uit", DONE))).ended
    alone = make_case(Graph("ander", {"ander": other}), ("in", DONE))
    assert lacking(alone).lacks == "loopt nog niet: 'klein/a.dag' is leeg"


def test_a_term_starts_with_some_answers_only_also_where_several_are_given(
    make_case: MakeCase,
) -> None:
    options = [{"id": one, "titel": one} for one in ("x", "y", "z")]
    asks = step("a", ["b"], soort="vraag", meer=True, opties=options, termijn=term(bij=["x", "y"]))
    made = graph(asks, step("b"))
    assert only(make_case(made, ("a", ("y", "z")))).number == 2
    assert deadlines(make_case(made, ("a", ("z",)))) == ()


# What ends it.


def line(until: list[str], *more: Document) -> Graph:
    """Return a plan of three steps, of which the first starts a term."""
    return graph(
        step("a", ["b"], termijn=term(tot=until)),
        step("b", {"ja": ["c"], "nee": ["c"]}),
        step("c"),
        *more,
    )


@pytest.mark.parametrize(
    ("until", "said", "ended"),
    [
        (["b"], [("b", "ja")], 1),
        (["b:ja"], [("b", "ja")], 1),
        (["b:nee"], [("b", "ja")], 0),
        (["b:nee", "c"], [("b", "ja")], 0),
        (["b:nee", "c"], [("b", "ja"), ("c", DONE)], 1),
        (["c"], [("b", "ja"), ("c", SKIPPED)], 0),
        (["c:gedaan"], [("b", "ja"), ("c", SKIPPED)], 0),
        (["c:overgeslagen"], [("b", "ja"), ("c", SKIPPED)], 1),
        (["c:overgeslagen"], [("b", "ja"), ("c", DONE)], 1),
    ],
)
def test_a_term_ends_by_the_answer_that_the_plan_says_and_a_skipped_step_only_if_it_does(
    until: list[str], said: list[Said], ended: int, make_case: MakeCase
) -> None:
    case = make_case(line(until), ("a", DONE), *said)
    assert bool(only(case).ended) == ended
    assert len(pending(case, TODAY)) == 1 - ended


def test_a_term_that_ended_says_by_which_answer_and_when(make_case: MakeCase) -> None:
    case = make_case(line(["c", "b"]), ("a", DONE), ("b", "nee"), ("c", DONE))
    ended = only(case).ended
    assert ended is not None
    assert (ended.number, ended.what) == (3, "Titel van b: Nee")
    assert day_of(ended.answer.happened) == TODAY


def test_a_term_that_ended_before_its_day_was_known_is_not_lacking(make_case: MakeCase) -> None:
    made = graph(
        step("a", ["b"], velden=[when("dag")], termijn=term(vanaf="dag", tot=["b"])),
        step("b", ["c"]),
        step("c"),
    )
    case = make_case(made, ("a", DONE), ("b", DONE))
    assert (deadlines(case), not_running(case)) == ((), ())
    assert lacking(then(case, revised("b", SKIPPED))).field == "dag"


def test_a_term_comes_back_when_the_answer_that_ended_it_is_revised_or_lapses(
    make_case: MakeCase,
) -> None:
    case = make_case(line(["b:nee"]), ("a", DONE), ("b", "nee"))
    assert pending(case, TODAY) == ()
    back = then(case, revised("b", "ja"))
    assert [one.number for one in pending(back, TODAY)] == [2]
    assert pending(then(back, revised("b", "nee")), TODAY) == ()

    made = graph(
        step("a", ["b"], termijn=term(tot=["x"])),
        step("b", {"ja": ["x"], "nee": ["c"]}),
        step("x", ["c"]),
        step("c"),
    )
    case = make_case(made, ("a", DONE), ("b", "ja"), ("x", DONE))
    assert pending(case, TODAY) == ()
    assert [one.number for one in pending(then(case, revised("b", "nee")), TODAY)] == [2]


@pytest.mark.parametrize(
    ("until", "choice", "ends"),
    [
        ("b", DONE, True),
        ("b", SKIPPED, False),
        ("b:overgeslagen", SKIPPED, True),
        ("b:overgeslagen", DONE, True),
        ("b:gedaan", DONE, True),
        ("b:gedaan", SKIPPED, False),
    ],
)
def test_a_plain_end_is_any_answer_but_skipping_and_a_skipped_one_is_said(
    until: str, choice: str, *, ends: bool, make_case: MakeCase
) -> None:
    made = graph(step("a", ["b"], termijn=term(tot=[until])), step("b"))
    assert bool(only(make_case(made, ("a", DONE), ("b", choice))).ended) == ends


LOOP = graph(
    step("a", ["b"], termijn=term(tot=["b"])),
    step("b", ["c"]),
    step("c", {"ja": ["a"], "nee": []}),
)
ROUND: tuple[Said, ...] = (("a", DONE), ("b", DONE), ("c", "ja"))


def test_an_answer_of_an_earlier_round_never_ends_the_term_of_this_one(
    make_case: MakeCase,
) -> None:
    for rounds in range(4):
        case = make_case(LOOP, *ROUND * rounds, ("a", DONE))
        assert only(case).number == 2 + 3 * rounds
        assert only(case).ended is None
        assert only(make_case(LOOP, *ROUND * rounds, ("a", DONE), ("b", DONE))).ended


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.sampled_from([DONE, SKIPPED]), max_size=10))
def test_in_a_loop_a_term_ends_only_by_a_step_that_came_after_it(
    said: list[str], make_case: MakeCase
) -> None:
    answers = [(("a", "b", "c")[place % 3], choice) for place, choice in enumerate(said)]
    given_ = tuple((ref, "ja" if ref == "c" else choice) for ref, choice in answers)
    starts = [place for place, (ref, choice) in enumerate(given_) if (ref, choice) == ("a", DONE)]
    found = deadlines(make_case(LOOP, *given_))
    assert bool(found) == bool(starts)
    if found:
        after = given_[starts[-1] :]
        assert found[0].number == starts[-1] + 2
        assert (found[0].ended is not None) == (("b", DONE) in after)


TRACKS = (
    step("in", ["a", "x"]),
    step("a", ["samen"], termijn=term(tot=["y"])),
    step("x", ["y"]),
    step("y", ["samen"]),
    wait("samen", {"ja": ["in"], "nee": []}),
)


def test_a_term_ends_by_a_step_on_a_track_beside_it_whichever_was_walked_first(
    make_case: MakeCase,
) -> None:
    made = graph(*TRACKS)
    tracks: tuple[Said, ...] = (("x", DONE), ("y", DONE))
    assert only(make_case(made, ("in", DONE), *tracks, ("a", DONE))).ended
    assert only(make_case(made, ("in", DONE), ("a", DONE), *tracks)).ended
    running = make_case(made, ("in", DONE), ("a", DONE), ("x", DONE))
    assert only(running).ended is None
    skipped = make_case(made, ("in", DONE), ("a", DONE), ("x", DONE), ("y", SKIPPED))
    assert only(skipped).ended is None


def test_a_track_beside_it_in_an_earlier_round_never_ends_a_term(make_case: MakeCase) -> None:
    first: tuple[Said, ...] = (
        ("in", DONE), ("a", DONE), ("x", DONE), ("y", DONE), ("samen", "ja"), ("in", DONE),
    )  # fmt: skip
    made = graph(*TRACKS)
    case = make_case(made, *first, ("a", DONE), ("x", DONE))
    assert (only(case).number, only(case).ended) == (8, None)
    assert only(make_case(made, *first, ("a", DONE), ("x", DONE), ("y", DONE))).ended


APART = graph(
    step("in", ["a", "x"]),
    step("a", ["samen"], termijn=term(tot=["y"])),
    step("x", {"ja": ["y"], "nee": ["samen"]}),
    step("y"),
    wait("samen", {"ja": ["in"], "nee": []}),
)


def test_a_track_that_ended_in_an_earlier_round_never_ends_the_term_of_this_one(
    make_case: MakeCase,
) -> None:
    first: tuple[Said, ...] = (("in", DONE), ("a", DONE), ("x", "ja"), ("y", DONE))
    assert only(make_case(APART, *first)).ended
    second: tuple[Said, ...] = (*first, ("samen", "ja"), ("in", DONE), ("a", DONE), ("x", "ja"))
    case = make_case(APART, *second)
    assert (only(case).number, only(case).ended) == (8, None)
    assert only(make_case(APART, *second, ("y", DONE))).ended


def test_a_term_on_a_track_that_goes_round_by_itself_still_ends_by_the_one_beside_it(
    make_case: MakeCase,
) -> None:
    made = graph(
        step("in", ["a", "y"]),
        step("a", ["b"], termijn=term(tot=["y"])),
        step("b", {"ja": ["a"], "nee": ["samen"]}),
        step("y", ["samen"]),
        wait("samen"),
    )
    said: tuple[Said, ...] = (("in", DONE), ("y", DONE), ("a", DONE), ("b", "ja"), ("a", DONE))
    case = make_case(made, *said)
    assert only(case).number == 6
    assert only(case).ended


def test_a_later_round_of_a_track_beside_it_does_not_end_a_term_that_is_left_behind(
    make_case: MakeCase,
) -> None:
    made = graph(
        step("in", ["a", "x"]),
        step("a", termijn=term(tot=["y"])),
        step("x", {"ja": ["y"], "nee": ["samen"]}),
        step("y", ["samen"]),
        wait("samen", {"ja": ["in"], "nee": []}),
    )
    said: tuple[Said, ...] = (
        ("in", DONE), ("a", DONE), ("x", "nee"), ("samen", "ja"), ("in", DONE), ("x", "ja"),
        ("y", DONE),
    )  # fmt: skip
    case = make_case(made, *said)
    assert (only(case).number, only(case).ended) == (3, None)


def test_of_a_track_beside_it_that_goes_round_the_latest_visit_counts(
    make_case: MakeCase,
) -> None:
    made = graph(
        step("in", ["a", "x"]),
        step("a", ["samen"], termijn=term(tot=["x:klaar"])),
        step("x", {"klaar": ["y"], "weer": ["y"]}),
        step("y", {"ja": ["x"], "nee": ["samen"]}),
        wait("samen"),
    )
    begun: tuple[Said, ...] = (("in", DONE), ("a", DONE), ("x", "klaar"))
    assert only(make_case(made, *begun)).ended
    again = make_case(made, *begun, ("y", "ja"), ("x", "weer"))
    assert only(again).ended is None


# The shipped plans.


def test_without_a_possible_offence_no_term_for_a_complaint_runs_on(
    plaatsing: Graph, medewerker: Graph, make_case: MakeCase
) -> None:
    reported: tuple[Said, ...] = (("signaal", DONE),)
    assert len(pending(make_case(plaatsing, *reported), TODAY)) == 1
    assert len(pending(make_case(plaatsing, *reported, ("spoed", "ja")), TODAY)) == 1
    assert pending(make_case(plaatsing, *reported, ("spoed", "nee")), TODAY) == ()

    begun: tuple[Said, ...] = (("ventileert", DONE), ("aanspreken", DONE))
    asked = "grensoverschrijdend"
    assert len(pending(make_case(medewerker, *begun, (asked, "ja")), TODAY)) == 1
    assert pending(make_case(medewerker, *begun, (asked, "nee")), TODAY) == ()


@pytest.mark.parametrize(
    ("choice", "runs"),
    [
        ("geen", 0), ("waarschuwing", 0), ("schorsing", 1), ("berisping", 1),
        ("ontslag", 1), ("ontslag-op-staande-voet", 0),
    ],
)  # fmt: skip
def test_only_a_formal_measure_has_a_term_for_a_view_and_it_ends_with_the_case(
    choice: str, runs: int, medewerker: Graph, make_case: MakeCase
) -> None:
    said: tuple[Said, ...] = (
        ("ventileert", DONE),
        ("aanspreken", DONE),
        ("grensoverschrijdend", "nee"),
        ("reactie-medewerker", "inadequaat"),
        ("overleg-bestuur", DONE),
        ("consequenties", (choice,), {"voornemen_verstuurd": "2026-11-20"}),
    )
    case = make_case(medewerker, *said)
    assert [one.due for one in pending(case, TODAY)] == [date(2026, 12, 11)] * runs
    rest: tuple[Said, ...] = (("statement", DONE), ("dossier-medewerker-directie", DONE))
    done = make_case(medewerker, *said, *rest)
    assert done.position.ended
    assert pending(done, TODAY) == ()
