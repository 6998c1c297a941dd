"""What is said of a case apart from its steps, and how erasing leaves what decides."""

from datetime import date

import pytest

from scala_cli.case import drafts
from scala_cli.case.entries import Evidence, closing, evidence, hold, links, met, remarks
from scala_cli.case.events import Draft, Kind
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase
from tests.growing import BY, then, without

UNTIL = date(2028, 11, 22)


@pytest.fixture
def case(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A case of one event."""
    return make_case(plaatsing)


def test_remarks_are_the_notes_in_the_order_in_which_they_were_made(case: Case) -> None:
    case = then(
        case,
        drafts.note("Eén.", BY),
        drafts.evidence(drafts.Found(text="Gezien."), BY),
        drafts.note("Twee.", BY, date(2026, 12, 1)),
        drafts.hold("Er loopt een klacht.", BY),
    )
    assert [(one.event.number, one.text, one.due) for one in remarks(case)] == [
        (2, "Eén.", None),
        (4, "Twee.", date(2026, 12, 1)),
        (5, "Er loopt een klacht.", None),
    ]


def test_an_erased_note_says_nothing_any_more(case: Case) -> None:
    case = then(case, drafts.note("Eén.", BY), drafts.note("Twee.", BY))
    assert [one.text for one in remarks(without(case, [2]))] == ["Twee."]


def test_evidence_holds_what_was_told_and_nothing_for_the_rest(case: Case) -> None:
    file = drafts.File("scherm.png", "ab" * 32, 1_234, kept=True)
    case = then(
        case,
        drafts.evidence(
            drafts.Found(
                link="https://voorbeeld.example/p/1",
                account="@voorbeeld",
                finder="J. Voorbeeld",
                happened="2026-11-20",
                text="Twaalf reacties.",
                file=file,
            ),
            BY,
        ),
        drafts.evidence(drafts.Found(account="@voorbeeld"), BY),
    )
    whole, bare = evidence(case)
    assert whole == Evidence(
        event=case.events[1],
        link="https://voorbeeld.example/p/1",
        account="@voorbeeld",
        finder="J. Voorbeeld",
        text="Twaalf reacties.",
        file="scherm.png",
        sha256="ab" * 32,
        size=1_234,
        kept=True,
    )
    assert whole.event.happened == "2026-11-20"
    assert bare == Evidence(case.events[2], "", "@voorbeeld", "", "", "", "", 0, kept=False)
    assert evidence(without(case, [2])) == (bare,)


def test_links_are_the_other_cases_each_once(case: Case) -> None:
    case = then(
        case,
        drafts.link("2026-003", "", BY),
        drafts.link("2026-002", "Hetzelfde bericht.", BY),
        drafts.link("2026-002", "Nog eens.", BY),
    )
    assert links(case) == ("2026-002", "2026-003")


def test_an_erased_link_is_none_unless_it_was_made_again(case: Case) -> None:
    case = then(case, drafts.link("2026-002", "", BY))
    assert links(without(case, [2])) == ()
    assert links(then(without(case, [2]), drafts.link("2026-002", "", BY))) == ("2026-002",)


def test_a_closing_tells_why_and_until_when_the_case_is_kept(case: Case) -> None:
    case = then(case, drafts.close("anders", "Ouders akkoord.", UNTIL, "Voorstel.", BY))
    found = closing(case)
    assert found is not None
    assert (found.reason, found.explanation) == ("anders", "Ouders akkoord.")
    assert (found.kept_until, found.basis) == (UNTIL, "Voorstel.")
    assert found.event is case.events[-1]


def test_a_case_that_is_open_again_has_no_closing_and_a_later_one_counts(case: Case) -> None:
    assert closing(case) is None
    case = then(
        case,
        drafts.close("afgehandeld", "", UNTIL, "Voorstel.", BY),
        drafts.reopen("Nieuw bericht.", BY),
    )
    assert closing(case) is None
    found = closing(then(case, drafts.close("dubbel", "", date(2027, 1, 1), "Kort.", BY)))
    assert found is not None
    assert (found.reason, found.kept_until) == ("dubbel", date(2027, 1, 1))


def test_a_closing_without_a_reason_is_not_made_up(case: Case) -> None:
    bare = then(case, Draft(Kind.CLOSED, None, {"door": BY}))
    assert bare.closed
    assert closing(bare) is None


def test_erasing_a_closing_keeps_its_reason_and_its_day(case: Case) -> None:
    case = then(case, drafts.close("anders", "Ouders akkoord.", UNTIL, "Voorstel.", BY))
    found = closing(without(case, [2]))
    assert found is not None
    assert (found.reason, found.kept_until) == ("anders", UNTIL)
    assert (found.explanation, found.basis) == ("", "")


def test_a_case_is_held_from_the_hold_to_the_release(case: Case) -> None:
    assert hold(case) is None
    held = then(case, drafts.hold("Er loopt een klacht.", BY), drafts.note("Zomaar.", BY))
    found = hold(held)
    assert found is not None
    assert found.number == 2
    released = then(held, drafts.release("De klacht is klaar.", BY))
    assert hold(released) is None
    again = hold(then(released, drafts.hold("Beroep.", BY)))
    assert again is not None
    assert again.said["tekst"] == "Beroep."


def test_a_hold_survives_erasing_its_words(case: Case) -> None:
    held = then(case, drafts.hold("Er loopt een klacht.", BY))
    assert hold(without(held, [2])) is not None


def test_a_note_that_says_so_holds_nothing(case: Case) -> None:
    assert hold(then(case, drafts.note("aanhouden", BY))) is None


def test_what_was_met_is_told_by_the_numbers_of_its_events(case: Case) -> None:
    case = then(case, drafts.met(2, BY), drafts.met(12, BY))
    assert list(met(case)) == [2, 12]
    assert list(met(without(case, [2, 3]))) == [2, 12]
