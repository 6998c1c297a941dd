"""From what a person says to the event that it becomes."""

import hashlib
from datetime import UTC, datetime

import pytest

from scala_cli.case.events import Draft, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.replies import (
    Give,
    NotOpen,
    Overtaken,
    Revise,
    Supplement,
    document_draft,
    draft,
)
from scala_cli.case.state import Case
from scala_cli.clock import Clock, stamp
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from tests.conftest import NOW, MakeCase, Said

AT_NOON = stamp(NOW)
TO_THE_TALK: tuple[Said, ...] = (("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"))
TALK = Visit("gesprek", 1)


def still(moment: datetime = NOW) -> Clock:
    """Return a clock that stands still."""
    return lambda: moment


@pytest.fixture
def at_the_talk(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A case in which the talk is open."""
    return make_case(plaatsing, *TO_THE_TALK)


@pytest.fixture
def after_the_talk(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A case in which the talk is done."""
    return make_case(plaatsing, *TO_THE_TALK, ("gesprek", "gedaan"))


def test_a_date_to_come_that_was_recorded_before_such_were_refused_still_stands(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    planned = {"datum": "2030-01-01"}
    case = make_case(plaatsing, *TO_THE_TALK, ("gesprek", "gedaan", planned))
    last = case.answers[TALK].last
    made = draft(
        Revise(TALK, ("gedaan",), "verkeerd ingevuld", last, {"verslag": "Er is gepraat."}),
        case, "directie", still(),
    )  # fmt: skip

    assert case.answers[TALK].fields == planned
    assert made.content["velden"] == {**planned, "verslag": "Er is gepraat."}


def test_an_answer_becomes_an_answered_event(at_the_talk: Case) -> None:
    reply = Give(TALK, ("gedaan",), {"verslag": "Er is gepraat."})

    assert draft(reply, at_the_talk, "directie", still()) == Draft(
        Kind.ANSWERED,
        None,
        {"door": "directie", "velden": {"verslag": "Er is gepraat."}},
        "gesprek",
        1,
        ("gedaan",),
    )


def test_a_skipped_step_becomes_a_skipped_event_with_its_reason(at_the_talk: Case) -> None:
    reply = Give(TALK, ("overgeslagen",), skipped_because="gesprek geweigerd")

    assert draft(reply, at_the_talk, "directie", still()) == Draft(
        Kind.SKIPPED,
        None,
        {"door": "directie", "velden": {}, "overgeslagen_omdat": "gesprek geweigerd"},
        "gesprek",
        1,
        ("overgeslagen",),
    )


def test_a_revision_becomes_a_revised_event_with_its_reason(after_the_talk: Case) -> None:
    seen = after_the_talk.answers[TALK].last
    reply = Revise(
        TALK, ("overgeslagen",), "verkeerd gekozen", seen, skipped_because="gesprek geweigerd"
    )
    made = draft(reply, after_the_talk, "directie", still())

    assert (made.kind, made.step, made.visit, made.choice) == (
        Kind.REVISED,
        "gesprek",
        1,
        ("overgeslagen",),
    )
    assert made.content == {
        "door": "directie",
        "velden": {},
        "overgeslagen_omdat": "gesprek geweigerd",
        "reden": "verkeerd gekozen",
    }


def test_a_supplement_becomes_a_supplemented_event_without_a_choice(after_the_talk: Case) -> None:
    reply = Supplement(TALK, {"afspraken": "Geen."})

    assert draft(reply, after_the_talk, "directie", still()) == Draft(
        Kind.SUPPLEMENTED,
        None,
        {"door": "directie", "velden": {"afspraken": "Geen."}},
        "gesprek",
        1,
    )


@pytest.mark.parametrize("told", ["2026-11-20", "2026-11-20T13:30:00Z", "2026-11-22", AT_NOON])
def test_an_answer_happened_when_its_field_says_so_and_a_day_stays_a_day(
    at_the_talk: Case, told: str
) -> None:
    made = draft(Give(TALK, ("gedaan",), {"datum": told}), at_the_talk, "directie", still())

    assert made.happened == told


@pytest.mark.parametrize("told", ["2026-11-23", "2027-01-01", "2026-11-22T12:00:01Z"])
def test_a_moment_that_lies_ahead_is_kept_as_said_but_is_not_when_it_happened(
    at_the_talk: Case, told: str
) -> None:
    made = draft(Give(TALK, ("gedaan",), {"datum": told}), at_the_talk, "directie", still())

    assert made.happened is None
    assert made.content["velden"] == {"datum": told}


@pytest.mark.parametrize(
    ("now", "told", "happened"),
    [
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "2026-11-23", "2026-11-23"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "2026-11-24", None),
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "2026-11-23", None),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2026-07-02", "2026-07-02"),
    ],
    ids=str,
)
def test_around_midnight_today_is_the_day_in_amsterdam(
    at_the_talk: Case, now: datetime, told: str, happened: str | None
) -> None:
    made = draft(Give(TALK, ("gedaan",), {"datum": told}), at_the_talk, "directie", still(now))

    assert made.happened == happened


def test_a_moment_in_a_field_that_says_something_else_is_not_when_it_happened(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    reply = Give(Visit("signaal", 1), ("gedaan",), {"geplaatst": "2026-11-19"})

    assert draft(reply, make_case(plaatsing), "directie", still()).happened is None


def test_a_moment_given_beside_the_fields_comes_first(at_the_talk: Case) -> None:
    reply = Give(TALK, ("gedaan",), {"datum": "2026-11-20"}, happened="2026-11-19")

    assert draft(reply, at_the_talk, "directie", still()).happened == "2026-11-19"


def test_a_supplement_of_the_moment_tells_when_it_happened(after_the_talk: Case) -> None:
    reply = Supplement(TALK, {"datum": "2026-11-20"})

    assert draft(reply, after_the_talk, "directie", still()).happened == "2026-11-20"


def happened_first(case: Case, moment: str) -> Case:
    """Return the case with its talk told to have happened at a moment."""
    told = draft(Supplement(TALK, {"datum": moment}), case, "directie", still())
    return fold(case.graph, [*case.events, record(told, case.number, case.events[-1], NOW)])


def test_a_supplement_with_a_moment_ahead_leaves_when_the_answer_happened(
    after_the_talk: Case,
) -> None:
    before = after_the_talk.answers[TALK].happened
    case = happened_first(after_the_talk, "2027-01-01")

    assert case.answers[TALK].fields["datum"] == "2027-01-01"
    assert case.answers[TALK].happened == before


@pytest.mark.parametrize("fields", [{}, {"datum": "2027-01-01"}], ids=str)
def test_a_revision_that_tells_no_moment_that_has_been_keeps_the_earlier_one(
    after_the_talk: Case, fields: dict[str, str]
) -> None:
    case = happened_first(after_the_talk, "2026-11-20")
    reply = Revise(TALK, ("gedaan",), "verkeerd ingevuld", case.answers[TALK].last, fields)

    assert draft(reply, case, "directie", still()).happened == "2026-11-20"


def test_a_revision_can_tell_another_moment(after_the_talk: Case) -> None:
    case = happened_first(after_the_talk, "2026-11-20")
    changes = {"datum": "2026-11-21"}
    reply = Revise(TALK, ("gedaan",), "verkeerd ingevuld", case.answers[TALK].last, changes)

    assert draft(reply, case, "directie", still()).happened == "2026-11-21"


def test_an_answer_to_a_step_that_is_not_open_is_refused_and_the_open_ones_are_named(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"))

    with pytest.raises(NotOpen) as caught:
        draft(Give(Visit("wie", 1), ("kind",)), case, "directie", still())

    assert str(caught.value) == "stap 'wie' is nu niet open (open: stilte en gesprek)."
    assert caught.value.exit_code == 4


def test_an_answer_to_an_earlier_visit_is_refused(at_the_talk: Case) -> None:
    with pytest.raises(NotOpen, match="'stilte' is nu niet open"):
        draft(Give(Visit("stilte", 1), ("gedaan",)), at_the_talk, "directie", still())


def test_an_answer_after_the_end_is_refused_and_says_that_nothing_is_open(
    medewerker: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        medewerker,
        ("ventileert", "gedaan"),
        ("aanspreken", "gedaan"),
        ("grensoverschrijdend", "nee"),
        ("reactie-medewerker", "rectificeert"),
        ("dossier-medewerker", "gedaan"),
        ("maatregel-nodig", "nee"),
    )

    with pytest.raises(NotOpen, match="er staat niets meer open"):
        draft(Give(Visit("aanspreken", 1), ("gedaan",)), case, "directie", still())


@pytest.mark.parametrize(
    ("step", "choice"),
    [
        ("gesprek", ("ja",)),
        ("gesprek", ()),
        ("gesprek", ("gedaan", "overgeslagen")),
    ],
)
def test_a_choice_that_is_not_the_steps_is_the_callers_mistake(
    at_the_talk: Case, step: str, choice: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="is no answer to gesprek"):
        draft(Give(Visit(step, 1), choice), at_the_talk, "directie", still())


@pytest.mark.parametrize(
    "choice", [("overgeslagen",), ("gedaan",), ("kind", "volwassene"), ("iemand",)], ids=str
)
def test_a_question_takes_one_of_its_options_and_cannot_be_skipped(
    after_the_talk: Case, choice: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="is no answer to wie"):
        draft(Give(Visit("wie", 1), choice), after_the_talk, "directie", still())


def test_a_revision_to_a_choice_that_is_not_the_steps_is_the_callers_mistake(
    after_the_talk: Case,
) -> None:
    reply = Revise(TALK, ("nee",), "verkeerd gekozen", after_the_talk.answers[TALK].last)
    with pytest.raises(ValueError, match="is no answer to gesprek"):
        draft(reply, after_the_talk, "directie", still())


def test_a_revision_changes_only_what_it_names(after_the_talk: Case) -> None:
    case = happened_first(after_the_talk, "2026-11-20")
    seen = case.answers[TALK].last
    changes = {"datum": None, "verslag": "Beter opgeschreven."}
    made = draft(
        Revise(TALK, ("gedaan",), "verkeerd ingevuld", seen, changes), case, "directie", still()
    )

    assert made.content["velden"] == {"verslag": "Beter opgeschreven."}


def test_a_revision_of_what_was_changed_meanwhile_is_refused(after_the_talk: Case) -> None:
    seen = after_the_talk.answers[TALK].last
    case = happened_first(after_the_talk, "2026-11-20")
    reply = Revise(TALK, ("gedaan",), "verkeerd ingevuld", seen, {"verslag": "x"})

    with pytest.raises(Overtaken):
        draft(reply, case, "directie", still())


def test_a_supplement_never_overwrites_what_was_filled_in_meanwhile(after_the_talk: Case) -> None:
    case = happened_first(after_the_talk, "2026-11-20")
    both = Supplement(TALK, {"datum": "2026-11-21", "verslag": "x"})

    assert draft(both, case, "directie", still()).content["velden"] == {"verslag": "x"}
    with pytest.raises(Overtaken):
        draft(Supplement(TALK, {"datum": "2026-11-21"}), case, "directie", still())


def test_skipping_needs_its_reason(at_the_talk: Case) -> None:
    with pytest.raises(ValueError, match="is no answer to gesprek"):
        draft(Give(TALK, ("overgeslagen",)), at_the_talk, "directie", still())


@pytest.mark.parametrize("kind", [Kind.DOCUMENT, Kind.SETTLED])
def test_a_document_is_recorded_with_its_text_and_the_texts_hash(kind: Kind) -> None:
    made = document_draft(kind, "statement", "Eén zin.", Visit("statement", 2), "directie")

    assert made == Draft(
        kind,
        None,
        {
            "door": "directie",
            "document": "statement",
            "tekst": "Eén zin.",
            "sha256": hashlib.sha256("Eén zin.".encode()).hexdigest(),
        },
        "statement",
        2,
    )


def test_a_document_outside_any_step_names_none() -> None:
    made = document_draft(Kind.DOCUMENT, "brief", "Tekst.", None, "directie")

    assert (made.step, made.visit, made.choice) == (None, None, None)
