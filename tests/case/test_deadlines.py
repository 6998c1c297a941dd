"""Deadlines: on which day one ends, which there are, and which still ask for attention."""

from datetime import UTC, date, datetime

import pytest

from scala_cli.case import drafts
from scala_cli.case.deadlines import Deadline, by_urgency, deadlines, pending
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.clock import stamp
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import SKIPPED
from tests.conftest import MakeCase, Said
from tests.growing import BY, then, without
from tests.plan.conftest import graph as looping
from tests.plan.conftest import step

TODAY = date(2026, 11, 22)
COMPLAINT = "Bij smaad, laster of belediging vraagt het slachtoffer zelf om vervolging."
VIEW = "Zienswijze van de medewerker op het voornemen"
TO_MEASURES: tuple[Said, ...] = (
    ("aanspreken", "gedaan"),
    ("grensoverschrijdend", "nee"),
    ("reactie-medewerker", "inadequaat"),
    ("overleg-bestuur", "gedaan"),
)


def reported(graph: Graph, happened: str) -> Case:
    """Return a case whose message was reported at a moment."""
    now = datetime(2029, 6, 1, 12, tzinfo=UTC)
    first = record(Draft(Kind.OPENED, None, {"door": BY}), "2029-001", None, now)
    said = Draft(Kind.ANSWERED, happened, {"door": BY}, graph.root.first.id, 1, ("gedaan",))
    return fold(graph, [first, record(said, "2029-001", first, now)])


def only(case: Case) -> Deadline:
    """Return the one deadline of a case."""
    [found] = deadlines(case)
    return found


@pytest.mark.parametrize(
    ("happened", "due"),
    [
        ("2026-11-22", date(2027, 2, 22)),
        ("2026-01-01", date(2026, 4, 1)),
        ("2026-11-30", date(2027, 2, 28)),
        ("2026-11-29", date(2027, 2, 28)),
        ("2026-11-28", date(2027, 2, 28)),
        ("2026-08-31", date(2026, 11, 30)),
        ("2026-12-31", date(2027, 3, 31)),
        ("2026-10-01", date(2027, 1, 1)),
        ("2026-09-30", date(2026, 12, 30)),
        ("2027-11-30", date(2028, 2, 29)),
        ("2027-11-29", date(2028, 2, 29)),
        ("2028-02-29", date(2028, 5, 29)),
    ],
)
def test_a_term_of_three_months_ends_on_the_same_day_or_the_last_of_a_shorter_month(
    plaatsing: Graph, happened: str, due: date
) -> None:
    assert only(reported(plaatsing, happened)).due == due


@pytest.mark.parametrize(
    ("happened", "due"),
    [
        ("2026-11-22T22:59:59Z", date(2027, 2, 22)),
        ("2026-11-22T23:00:00Z", date(2027, 2, 23)),
        ("2026-11-29T23:30:00Z", date(2027, 2, 28)),
        ("2026-07-01T21:59:59Z", date(2026, 10, 1)),
        ("2026-07-01T22:00:00Z", date(2026, 10, 2)),
        ("2026-03-28T23:30:00Z", date(2026, 6, 29)),
        ("2026-10-24T22:30:00Z", date(2027, 1, 25)),
        ("2026-12-31T23:30:00Z", date(2027, 4, 1)),
    ],
)
def test_a_term_counts_from_the_day_that_it_was_in_amsterdam(
    plaatsing: Graph, happened: str, due: date
) -> None:
    assert only(reported(plaatsing, happened)).due == due


def test_a_term_says_what_it_is_for_and_on_what_it_rests(plaatsing: Graph) -> None:
    found = only(reported(plaatsing, "2026-11-22"))
    assert found.what.startswith(COMPLAINT)
    assert found.source == "lexboost.com en 01-strafrecht-advocaat.nl, zekerheid B"
    assert (found.number, found.met, found.noted) == (2, False, False)


def test_the_plan_for_staff_starts_the_same_term(medewerker: Graph) -> None:
    assert only(reported(medewerker, "2026-11-30")).due == date(2027, 2, 28)


def test_a_step_without_a_told_moment_counts_from_when_it_was_recorded(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"))
    assert only(case).due == date(2027, 2, 22)


def test_when_a_step_comes_again_its_new_term_takes_the_place_of_the_first(
    make_case: MakeCase,
) -> None:
    term = {"wat": "Kijk of het lukt.", "weken": 2, "bron": "Voorbeeld"}
    loop = looping(
        step("afspraak", ["gelukt"], termijn=term),
        step("gelukt", {"ja": [], "nee": ["afspraak"]}),
    )
    once = make_case(loop, ("afspraak", "gedaan"), ("gelukt", "nee"))
    twice = make_case(loop, ("afspraak", "gedaan"), ("gelukt", "nee"), ("afspraak", "gedaan"))
    skipped = make_case(loop, ("afspraak", "gedaan"), ("gelukt", "nee"), ("afspraak", SKIPPED))

    assert only(once).number == 2
    assert only(twice).number == 4
    assert only(skipped).number == 2


def test_nothing_answered_starts_nothing(plaatsing: Graph, make_case: MakeCase) -> None:
    assert deadlines(make_case(plaatsing)) == ()
    assert deadlines(make_case(plaatsing, ("signaal", "overgeslagen"))) == ()


def measured(medewerker: Graph, make_case: MakeCase, fields: dict[str, object]) -> Case:
    """Return a case in which measures were chosen; it starts where a case is handed over."""
    start: Said = ("ventileert", "gedaan")
    return make_case(medewerker, start, *TO_MEASURES, ("consequenties", ("berisping",), fields))


def test_a_view_may_be_given_until_three_weeks_after_the_intention_was_sent(
    medewerker: Graph, make_case: MakeCase
) -> None:
    case = measured(medewerker, make_case, {"voornemen_verstuurd": "2026-12-15"})
    [view] = [one for one in deadlines(case) if one.what == VIEW]
    assert view.due == date(2027, 1, 5)
    assert view.source == "holla.nl, onderwijskantoor.nl, zekerheid B"


def test_an_intention_that_was_not_sent_starts_no_term_until_its_day_is_filled_in(
    medewerker: Graph, make_case: MakeCase
) -> None:
    case = measured(medewerker, make_case, {})
    assert [one.what for one in deadlines(case) if one.what == VIEW] == []
    content = {"door": BY, "velden": {"voornemen_verstuurd": "2026-11-23"}}
    later = then(case, Draft(Kind.SUPPLEMENTED, None, content, "consequenties", 1))
    assert [one.due for one in deadlines(later) if one.what == VIEW] == [date(2026, 12, 14)]


def revised(step: str, choice: str, **fields: object) -> Draft:
    """Return that an answer was revised."""
    content = {"door": BY, "velden": fields, "reden": "verkeerd ingevuld"}
    return Draft(Kind.REVISED, None, content, step, 1, (choice,))


def test_a_revised_day_moves_the_term_and_an_emptied_one_ends_it(
    medewerker: Graph, make_case: MakeCase
) -> None:
    case = measured(medewerker, make_case, {"voornemen_verstuurd": "2026-12-15"})
    moved = then(case, revised("consequenties", "berisping", voornemen_verstuurd="2026-12-16"))
    assert [one.due for one in deadlines(moved) if one.what == VIEW] == [date(2027, 1, 6)]
    emptied = then(case, revised("consequenties", "berisping"))
    assert [one for one in deadlines(emptied) if one.what == VIEW] == []


def test_a_lapsed_answer_has_no_term_and_has_it_again_when_it_stands(
    medewerker: Graph, make_case: MakeCase
) -> None:
    case = measured(medewerker, make_case, {"voornemen_verstuurd": "2026-12-15"})
    lapsed = then(case, revised("reactie-medewerker", "rectificeert"))
    assert [one for one in deadlines(lapsed) if one.what == VIEW] == []
    again = then(lapsed, revised("reactie-medewerker", "inadequaat"))
    assert [one.due for one in deadlines(again) if one.what == VIEW] == [date(2027, 1, 5)]


def test_an_answer_that_was_revised_to_skipped_has_no_term(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"))
    assert deadlines(then(case, revised("signaal", "overgeslagen"))) == ()


def test_a_term_from_a_field_is_gone_with_the_field_and_one_from_the_day_itself_stays(
    medewerker: Graph, make_case: MakeCase
) -> None:
    case = measured(medewerker, make_case, {"voornemen_verstuurd": "2026-12-15"})
    after = without(case, [event.number for event in case.events if event.step])
    assert [one.what[:5] for one in deadlines(after)] == [COMPLAINT[:5]]


def test_a_dated_note_is_a_deadline_and_one_without_a_day_is_not(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing),
        drafts.note("Zomaar.", BY),
        drafts.note("Bel terug.", BY, date(2026, 12, 1)),
        drafts.hold("Er loopt een klacht.", BY),
    )
    found = only(case)
    assert (found.what, found.due, found.noted) == ("Bel terug.", date(2026, 12, 1), True)
    assert found.number == 3
    assert found.source == "notitie van 22 november 2026"


def test_an_erased_note_reminds_of_nothing(plaatsing: Graph, make_case: MakeCase) -> None:
    case = then(make_case(plaatsing), drafts.note("Bel terug.", BY, date(2026, 12, 1)))
    assert deadlines(without(case, [2])) == ()


def test_deadlines_come_in_the_order_in_which_they_end(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, ("signaal", "gedaan")),
        drafts.note("Later.", BY, date(2027, 3, 1)),
        drafts.note("Eerst.", BY, date(2026, 12, 1)),
        drafts.note("Ook eerst.", BY, date(2026, 12, 1)),
    )
    whats = [one.what.partition(" ")[0] for one in deadlines(case)]
    assert whats == ["Eerst.", "Ook", "Bij", "Later."]


def test_what_was_ticked_off_is_met_and_no_longer_asks(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, ("signaal", "gedaan")),
        drafts.note("Bel terug.", BY, date(2026, 12, 1)),
        drafts.met(3, BY),
    )
    assert [(one.number, one.met) for one in deadlines(case)] == [(3, True), (2, False)]
    assert [one.number for one in pending(case, TODAY)] == [2]
    assert pending(then(case, drafts.met(2, BY)), TODAY) == ()


def test_ticked_off_stays_so_when_the_answer_is_revised_and_its_words_erased(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(make_case(plaatsing, ("signaal", "gedaan")), drafts.met(2, BY, "Geen aangifte."))
    case = then(case, revised("signaal", "gedaan", platform="x"))
    assert only(without(case, [3])).met


def closed(case: Case) -> Case:
    """Return the case, closed."""
    return then(case, drafts.close("afgehandeld", "", date(2028, 11, 22), "Voorstel.", BY))


def test_an_open_case_asks_for_a_term_also_when_it_has_passed(plaatsing: Graph) -> None:
    case = reported(plaatsing, "2026-08-01")
    assert [one.due for one in pending(case, TODAY)] == [date(2026, 11, 1)]


def test_a_closed_case_asks_for_a_term_through_its_last_day_and_no_longer(
    plaatsing: Graph,
) -> None:
    case = closed(reported(plaatsing, "2026-08-22"))
    assert [one.due for one in pending(case, TODAY)] == [TODAY]
    assert pending(case, date(2026, 11, 23)) == ()
    assert len(deadlines(case)) == 1
    assert pending(then(case, drafts.reopen("Toch niet.", BY)), date(2026, 11, 23))


def test_a_reminder_stays_in_a_closed_case_until_it_was_met(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(make_case(plaatsing), drafts.note("Bel terug.", BY, date(2026, 1, 1)))
    case = closed(case)
    assert [one.what for one in pending(case, TODAY)] == ["Bel terug."]
    assert pending(then(case, drafts.met(2, BY)), TODAY) == ()


def test_a_case_that_was_erased_asks_for_nothing(plaatsing: Graph) -> None:
    case = reported(plaatsing, "2026-11-22")
    assert pending(case, TODAY)
    assert pending(without(case, everything(case)), TODAY) == ()


def test_what_is_due_first_comes_first_and_what_can_wait_keeps_its_order(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    def noted(number: str, day: date, *more: Draft) -> Case:
        return then(make_case(plaatsing, number=number), drafts.note("x", BY, day), *more)

    cases = [
        make_case(plaatsing, number="2026-001"),
        noted("2026-002", date(2026, 11, 21)),
        noted("2026-003", date(2026, 11, 22)),
        noted("2026-004", date(2026, 1, 1)),
        noted("2026-005", date(2025, 1, 1), drafts.met(2, BY)),
        noted("2026-006", date(2027, 1, 1)),
    ]
    assert [case.number for case in by_urgency(cases, TODAY)] == [
        "2026-004", "2026-002", "2026-003", "2026-001", "2026-005", "2026-006",
    ]  # fmt: skip


def test_a_stamp_is_never_taken_for_a_day_in_greenwich(plaatsing: Graph) -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert only(reported(plaatsing, stamp(late))).due == date(2027, 3, 1)
