"""How long a case is proposed to be kept, and which ones may go by now."""

from datetime import date

import pytest

from scala_cli.case import drafts
from scala_cli.case.erasing import everything
from scala_cli.case.retention import may_go, proposed, proposed_day
from scala_cli.case.state import Case
from scala_cli.closing import proposal
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase, Said
from tests.growing import BY, then, without

PUPIL, STAFF, OTHER = "leerling uitschrijft", "medewerker uit dienst", "geen vaste termijn"
UNTIL = date(2028, 11, 22)
TO_WHO: tuple[Said, ...] = (
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "gedaan"),
)


@pytest.mark.parametrize(
    ("who", "fields", "about"),
    [
        ("kind", {}, PUPIL),
        ("volwassene", {"ouder_verzorger": True}, PUPIL),
        ("volwassene", {"ouder_verzorger": False}, OTHER),
        ("volwassene", {}, OTHER),
        ("medewerker", {}, STAFF),
    ],
    ids=str,
)
def test_the_proposal_goes_by_who_posted_the_message(
    plaatsing: Graph, make_case: MakeCase, who: str, fields: dict[str, object], about: str
) -> None:
    case = make_case(plaatsing, *TO_WHO, ("wie", who, fields))
    assert about in proposed(case).remark


def test_a_case_that_begins_with_staff_is_about_staff(
    medewerker: Graph, make_case: MakeCase
) -> None:
    assert STAFF in proposed(make_case(medewerker)).remark


def test_a_case_in_which_it_is_not_known_is_about_anyone(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    assert OTHER in proposed(make_case(plaatsing)).remark


def test_each_proposal_says_on_what_it_rests(plaatsing: Graph) -> None:
    pupil, staff, other = map(proposal, plaatsing.root.keeping)
    assert "uitschrijving bewaard. (poraad.nl, zekerheid B)" in pupil.basis
    assert "uitdiensttreding bewaard. (smdbkoninginbeatrix.nl, zwakke bron)" in staff.basis
    assert pupil.basis in other.basis
    assert staff.basis in other.basis


def test_a_plan_that_names_no_period_gets_a_proposal_that_rests_on_no_source() -> None:
    found = proposal(None)
    assert "noemt geen bewaartermijn" in found.basis
    assert "zonder bron" in found.basis
    assert "personeelsdossier" not in found.basis + found.remark


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 22), date(2028, 11, 22)),
        (date(2026, 2, 28), date(2028, 2, 28)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2026, 12, 31), date(2028, 12, 31)),
    ],
    ids=str,
)
def test_the_proposed_day_is_the_same_day_so_many_years_on(
    plaatsing: Graph, make_case: MakeCase, today: date, day: date
) -> None:
    case = make_case(plaatsing)
    assert proposed(case).years == 2
    assert proposed_day(case, today) == day


@pytest.fixture
def closed(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A closed case that is kept until a day."""
    return then(make_case(plaatsing), drafts.close("afgehandeld", "", UNTIL, "Voorstel.", BY))


def test_a_case_may_go_once_the_last_day_has_passed(closed: Case) -> None:
    assert not may_go(closed, UNTIL)
    assert may_go(closed, date(2028, 11, 23))


def test_an_open_case_never_goes(closed: Case, plaatsing: Graph, make_case: MakeCase) -> None:
    late = date(2100, 1, 1)
    assert not may_go(make_case(plaatsing), late)
    assert not may_go(then(closed, drafts.reopen("Nieuw bericht.", BY)), late)


def test_a_case_that_is_held_may_not_go_until_it_is_released(closed: Case) -> None:
    late = date(2100, 1, 1)
    held = then(closed, drafts.hold("Er loopt een klacht.", BY))
    assert not may_go(held, late)
    assert may_go(then(held, drafts.release("De klacht is klaar.", BY)), late)


def test_a_case_that_was_erased_does_not_go_again(closed: Case) -> None:
    assert not may_go(without(closed, everything(closed)), date(2100, 1, 1))


def test_a_case_of_which_a_part_was_erased_may_still_go(closed: Case) -> None:
    assert may_go(without(then(closed, drafts.note("x", BY)), [3]), date(2100, 1, 1))
