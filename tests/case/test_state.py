"""The fold: what a case's events say of it now."""

from datetime import UTC, datetime

import pytest

from scala_cli.case.due import due_documents
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case
from scala_cli.case.talks import spoken_to
from scala_cli.clock import stamp
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Party
from scala_cli.plan.replay import Visit
from tests.conftest import NOW, MakeCase, Said
from tests.growing import then, without
from tests.walking import chosen, talked

LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TO_THE_POSTER: tuple[Said, ...] = (
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "gedaan"),
)


def revised(step: str, choice: str, visit: int = 1, **fields: object) -> Draft:
    """Return the event that another choice took an answer's place."""
    content = {"door": "directie", "velden": fields, "reden": "verkeerd gekozen"}
    return Draft(Kind.REVISED, stamp(LATER), content, step, visit, (choice,))


def supplemented(step: str, happened: str = stamp(LATER), **fields: object) -> Draft:
    """Return the event that fields of an answer were filled in later."""
    content = {"door": "adjunct", "velden": fields}
    return Draft(Kind.SUPPLEMENTED, happened, content, step, 1)


def document(kind: str, step: str, text: str, event: Kind = Kind.DOCUMENT) -> Draft:
    """Return the event that a document was made or settled."""
    return document_draft(event, kind, text, Visit(step, 1), "directie")


def opened_at(graph: Graph, moment: datetime, fields: dict[str, object] | None = None) -> Case:
    """Return a case that was opened at a moment, its first step done when fields are given."""
    events: list[Event] = [record(Draft(Kind.OPENED, stamp(moment), {}), "2026-001", None, moment)]
    if fields is not None:
        draft = Draft(Kind.ANSWERED, stamp(moment), {"velden": fields}, "signaal", 1, ("gedaan",))
        events.append(record(draft, "2026-001", events[0], moment))
    return fold(graph, events)


def test_a_new_case_stands_at_the_first_step_with_nothing_known(plaatsing: Graph) -> None:
    case = opened_at(plaatsing, NOW)

    assert case.position.open == (Visit("signaal", 1),)
    assert (case.number, case.status, case.count) == ("2026-001", "open", 1)
    assert (case.standing, case.missing, case.documents) == ((), (), ())
    assert (case.opened, case.head) == (stamp(NOW), case.events[0].hash)
    assert not talked(case)


def test_the_title_is_platform_and_date(plaatsing: Graph) -> None:
    case = opened_at(plaatsing, NOW, {"platform": "instagram"})

    assert case.title == "Instagram, 22 november 2026"
    assert case.platform == "instagram"


@pytest.mark.parametrize("fields", [None, {}, {"platform": "anders"}], ids=str)
def test_the_title_of_an_unknown_or_other_platform_is_just_incident(
    plaatsing: Graph, fields: dict[str, object] | None
) -> None:
    assert opened_at(plaatsing, NOW, fields).title == "Incident, 22 november 2026"


def test_the_title_never_holds_a_name_or_an_account(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(
        plaatsing,
        ("signaal", "gedaan", {"platform": "x", "melder": "J. Voorbeeld", "account": "@vb"}),
        *TO_THE_POSTER[1:],
        ("wie", "kind", {"naam": "K. Voorbeeld", "klas": "groep 7"}),
    )

    assert case.title == "X, 22 november 2026"


@pytest.mark.parametrize(
    ("opened", "day"),
    [
        (datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC), "22 november 2026"),
        (datetime(2026, 11, 22, 23, 0, 0, tzinfo=UTC), "23 november 2026"),
        (datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC), "1 juli 2026"),
        (datetime(2026, 7, 1, 22, 0, 0, tzinfo=UTC), "2 juli 2026"),
        (datetime(2026, 12, 31, 23, 30, 0, tzinfo=UTC), "1 januari 2027"),
    ],
    ids=str,
)
def test_the_date_in_the_title_is_that_in_amsterdam(
    plaatsing: Graph, opened: datetime, day: str
) -> None:
    assert opened_at(plaatsing, opened).title == f"Incident, {day}"


def test_an_answer_holds_what_was_said_when_and_by_whom(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan", {"platform": "x"}))
    answer = case.answers[Visit("signaal", 1)]

    assert (answer.choice, answer.fields, answer.done) == (("gedaan",), {"platform": "x"}, True)
    assert (answer.by, answer.reason) == ("directie", None)
    assert (answer.first, answer.last, answer.revised) == (2, 2, 0)
    assert answer.recorded == case.events[1].recorded


def test_missing_fields_are_those_of_standing_answers_in_plan_order(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        ("signaal", "gedaan", {"platform": "x", "melder": "J. Voorbeeld", "inhoud": "Een zin."}),
        ("spoed", "nee"),
        ("gesprek", "gedaan", {"verslag": "Er is gepraat."}),
        ("stilte", "gedaan", {"datum": "2026-11-20"}),
    )

    assert [(one.visit.step, one.field) for one in case.missing] == [
        ("signaal", "link"),
        ("signaal", "geplaatst"),
        ("signaal", "account"),
        ("signaal", "geraakt"),
        ("stilte", "hoe"),
        ("gesprek", "datum"),
        ("gesprek", "aanwezig"),
        ("gesprek", "afspraken"),
    ]


def test_a_text_that_was_posted_as_it_was_is_not_missing(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    way = ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"), ("gesprek", "gedaan")
    who = ("wie", "volwassene"), ("reactie-volwassene", "inadequaat"), ("statement", "gedaan")
    case = make_case(plaatsing, *way, *who)
    [answer] = [one for one in case.standing if one.visit.step == "statement"]
    assert "tekst" in {field.id for field in case.empty_fields(answer)}
    missing = {one.field for one in case.missing if one.visit.step == "statement"}
    assert "tekst" not in missing
    assert "kanaal" in missing


def test_a_skipped_step_has_no_missing_fields(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "overgeslagen"))

    assert {one.visit.step for one in case.missing} == {"signaal"}
    assert case.answers[Visit("stilte", 1)].reason == "gesprek geweigerd"


def test_a_lapsed_answer_has_no_missing_fields_until_it_stands_again(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_THE_POSTER, ("wie", "kind"), ("gesprek-kind", "gedaan"))
    lapsed = then(case, revised("wie", "volwassene"))
    again = then(lapsed, revised("wie", "kind"))

    assert "gesprek-kind" in {one.visit.step for one in case.missing}
    assert "gesprek-kind" not in {one.visit.step for one in lapsed.missing}
    assert again.missing == case.missing


TALKS: dict[str, tuple[Said, ...]] = {
    "gesprek": TO_THE_POSTER,
    "gesprek-kind": (
        *TO_THE_POSTER[:3],
        ("gesprek", "overgeslagen"),
        ("wie", "kind"),
        ("gesprek-kind", "gedaan"),
    ),
    "medewerker/aanspreken": (
        *TO_THE_POSTER[:3],
        ("gesprek", "overgeslagen"),
        ("wie", "medewerker"),
        ("medewerker/aanspreken", "gedaan"),
    ),
}


@pytest.mark.parametrize("step", TALKS)
def test_there_has_been_a_talk_once_a_talk_is_done_and_not_before(
    plaatsing: Graph, make_case: MakeCase, step: str
) -> None:
    said = TALKS[step]

    assert said[-1][0] == step
    assert not talked(make_case(plaatsing, *said[:-1]))
    assert talked(make_case(plaatsing, *said))


@pytest.mark.parametrize("step", TALKS)
def test_a_skipped_talk_is_no_talk(plaatsing: Graph, make_case: MakeCase, step: str) -> None:
    assert not talked(make_case(plaatsing, *TALKS[step][:-1], (step, "overgeslagen")))


@pytest.mark.parametrize("step", TALKS)
def test_a_talk_that_was_revised_to_skipped_is_no_talk(
    plaatsing: Graph, make_case: MakeCase, step: str
) -> None:
    case = make_case(plaatsing, *TALKS[step])

    assert not talked(then(case, revised(step, "overgeslagen")))


@pytest.mark.parametrize("step", [step for step in TALKS if step != "gesprek"])
def test_a_lapsed_talk_is_no_talk_and_counts_again_when_it_stands_again(
    plaatsing: Graph, make_case: MakeCase, step: str
) -> None:
    case = make_case(plaatsing, *TALKS[step])
    was = chosen(case, "wie")
    lapsed = then(case, revised("wie", "volwassene"))

    assert not talked(lapsed)
    assert Visit(step, 1) in lapsed.position.lapsed
    assert was
    assert talked(then(lapsed, revised("wie", was[0])))


def test_the_talk_of_the_plan_for_staff_counts_when_a_case_starts_there(
    medewerker: Graph, make_case: MakeCase
) -> None:
    assert not talked(make_case(medewerker, ("ventileert", "gedaan")))
    assert talked(make_case(medewerker, ("ventileert", "gedaan"), ("aanspreken", "gedaan")))


def test_talks_with_the_parents_alone_are_no_talk_with_the_poster(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        *TO_THE_POSTER[:3],
        ("gesprek", "overgeslagen"),
        ("wie", "kind"),
        ("ouders-uitnodigen", "gedaan"),
        ("reactie-ouders", "erkennen"),
        ("passende-oplossing", "gedaan"),
    )

    assert not talked(case)
    assert spoken_to(case) is Party.OTHERS


def test_a_revision_takes_the_answers_place_with_its_reason(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, *TO_THE_POSTER, ("wie", "kind", {"naam": "K. Voorbeeld"})),
        revised("wie", "volwassene", naam="V. Voorbeeld"),
    )
    answer = case.answers[Visit("wie", 1)]

    assert (answer.choice, answer.fields) == (("volwassene",), {"naam": "V. Voorbeeld"})
    assert answer.reason == "verkeerd gekozen"
    assert (answer.first, answer.last, answer.revised) == (6, 7, 7)
    assert case.position.open == (Visit("reactie-volwassene", 1),)


def test_an_answer_lapses_when_its_step_no_longer_opens_and_stands_again_when_it_does(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing, *TO_THE_POSTER, ("wie", "volwassene"), ("reactie-volwassene", "inadequaat")
    )
    lapsed = then(case, revised("wie", "kind"))
    again = then(lapsed, revised("wie", "volwassene"))
    reaction = Visit("reactie-volwassene", 1)

    assert lapsed.position.lapsed == (reaction,)
    assert lapsed.answers[reaction].choice == ("inadequaat",)
    assert chosen(lapsed, "reactie-volwassene") is None
    assert again.position.lapsed == ()
    assert chosen(again, "reactie-volwassene") == ("inadequaat",)
    assert again.position.open == case.position.open


def test_a_supplement_adds_fields_and_leaves_choice_recorder_and_time_of_the_answer(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    before = make_case(plaatsing, *TO_THE_POSTER, ("wie", "kind", {"naam": "K. Voorbeeld"}))
    after = then(before, supplemented("wie", klas="groep 7", jonger_dan_12=True))
    visit = Visit("wie", 1)

    assert after.answers[visit].fields == {
        "naam": "K. Voorbeeld",
        "klas": "groep 7",
        "jonger_dan_12": True,
    }
    assert after.answers[visit].choice == ("kind",)
    assert after.answers[visit].by == "directie"
    assert after.answers[visit].happened == before.answers[visit].happened
    assert after.answers[visit].recorded == before.answers[visit].recorded
    assert (after.answers[visit].first, after.answers[visit].last) == (6, 7)


def test_a_supplement_that_tells_when_moves_the_answer_to_that_time(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, *TO_THE_POSTER),
        supplemented("gesprek", happened="2026-11-20", datum="2026-11-20"),
    )

    assert case.answers[Visit("gesprek", 1)].happened == "2026-11-20"


def test_a_later_supplement_wins_over_an_earlier_one(plaatsing: Graph, make_case: MakeCase) -> None:
    case = then(
        make_case(plaatsing, ("signaal", "gedaan", {"platform": "x"})),
        supplemented("signaal", account="@een"),
        supplemented("signaal", account="@twee"),
    )

    assert case.value("account") == "@twee"
    assert case.value("platform") == "x"
    assert case.value("klas") is None


def test_what_stands_downstream_of_a_revision_is_to_be_looked_at_again(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        *TO_THE_POSTER,
        ("wie", "volwassene"),
        ("reactie-volwassene", "rectificeert"),
    )
    after = then(case, revised("stilte", "overgeslagen"))

    assert case.to_review == frozenset()
    assert after.to_review == {Visit("wie", 1), Visit("reactie-volwassene", 1)}


def test_a_track_beside_the_revision_need_not_be_looked_at_again(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        *TO_THE_POSTER,
        ("wie", "kind"),
        ("gesprek-kind", "gedaan"),
        ("reactie-kind", "licht-toe"),
        ("ouders-uitnodigen", "gedaan"),
    )
    after = then(case, revised("gesprek-kind", "overgeslagen"))

    assert after.to_review == {Visit("reactie-kind", 1)}


def test_an_answer_given_or_changed_after_the_revision_need_not_be_looked_at_again(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        *TO_THE_POSTER,
        ("wie", "volwassene"),
        ("reactie-volwassene", "rectificeert"),
    )
    after = then(
        case,
        revised("gesprek", "overgeslagen"),
        revised("wie", "volwassene"),
        revised("reactie-volwassene", "rectificeert"),
        Draft(Kind.ANSWERED, stamp(LATER), {"velden": {}}, "klachtmogelijkheid", 1, ("gedaan",)),
    )

    assert after.to_review == frozenset()


def test_a_lapsed_answer_need_not_be_looked_at_again(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(
        plaatsing, *TO_THE_POSTER, ("wie", "volwassene"), ("reactie-volwassene", "inadequaat")
    )

    assert then(case, revised("wie", "kind")).to_review == frozenset()


def due(case: Case) -> list[tuple[str, str]]:
    """Return the documents that are due, by step."""
    return [(answer.visit.step, kind) for answer, kind in due_documents(case)]


def test_a_document_is_due_once_its_step_is_done_and_no_more_once_it_is_made(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    done = make_case(plaatsing, *TO_THE_POSTER[:3])
    made = then(done, document("niet-reageren", "stilte", "Reageer niet."))

    assert due(make_case(plaatsing, *TO_THE_POSTER[:2])) == []
    assert due(done) == [("stilte", "niet-reageren")]
    assert due(made) == []
    assert [one.text for one in made.current_documents] == ["Reageer niet."]


def test_a_skipped_step_calls_for_no_document(plaatsing: Graph, make_case: MakeCase) -> None:
    assert due(make_case(plaatsing, *TO_THE_POSTER[:2], ("stilte", "overgeslagen"))) == []


def test_a_document_is_due_again_after_its_answer_was_supplemented_or_revised(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    made = then(
        make_case(plaatsing, *TO_THE_POSTER[:3]), document("niet-reageren", "stilte", "Een.")
    )
    more = then(made, supplemented("stilte", hoe="per e-mail"))
    renewed = then(more, document("niet-reageren", "stilte", "Twee."))

    assert due(more) == [("stilte", "niet-reageren")]
    assert due(then(made, revised("stilte", "gedaan", hoe="mondeling"))) == due(more)
    assert due(renewed) == []
    assert [one.text for one in renewed.documents] == ["Een.", "Twee."]
    assert [one.text for one in renewed.current_documents] == ["Twee."]


def test_a_document_of_a_step_that_was_revised_to_skipped_is_not_due(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_THE_POSTER[:3])

    assert due(then(case, revised("stilte", "overgeslagen"))) == []


def test_a_settled_document_is_never_due_again(plaatsing: Graph, make_case: MakeCase) -> None:
    settled = then(
        make_case(plaatsing, *TO_THE_POSTER[:3]),
        document("niet-reageren", "stilte", "Onze eigen tekst.", Kind.SETTLED),
    )

    assert due(settled) == []
    assert due(then(settled, supplemented("stilte", hoe="per e-mail"))) == []
    assert settled.current_documents[0].settled


def test_the_text_as_it_was_posted_has_to_be_settled(plaatsing: Graph, make_case: MakeCase) -> None:
    done = make_case(
        plaatsing, *TO_THE_POSTER, ("wie", "volwassene"), ("reactie-volwassene", "inadequaat"),
        ("statement", "gedaan"),
    )  # fmt: skip
    made = then(done, document("statement", "statement", "Uit het sjabloon."))
    told = then(made, supplemented("statement", tekst="Zoals geplaatst."))
    settled = then(told, document("statement", "statement", "Zoals geplaatst.", Kind.SETTLED))
    other = then(settled, revised("statement", "gedaan", tekst="Nog eens anders."))

    assert ("statement", "statement") in due(done)
    assert ("statement", "statement") not in due(made)
    assert ("statement", "statement") in due(told)
    assert ("statement", "statement") not in due(settled)
    assert ("statement", "statement") in due(other)


def test_the_document_of_a_lapsed_answer_is_not_due(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(
        plaatsing, *TO_THE_POSTER, ("wie", "volwassene"), ("reactie-volwassene", "inadequaat"),
        ("statement", "gedaan"),
    )  # fmt: skip

    assert ("statement", "statement") not in due(then(case, revised("wie", "kind")))


def test_the_same_kind_of_document_of_two_steps_stays_two_documents(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, *TO_THE_POSTER),
        document("leerlingdossier-incident", "leerlingdossier", "Van het kind."),
        document("leerlingdossier-incident", "dossier-volwassene", "Van de ouder."),
    )

    assert [one.text for one in case.current_documents] == ["Van het kind.", "Van de ouder."]


def test_a_case_is_closed_until_it_is_reopened(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, *TO_THE_POSTER)
    closed = then(case, Draft(Kind.CLOSED, stamp(LATER), {"reden": "plaatser onbekend"}))
    reopened = then(closed, Draft(Kind.REOPENED, stamp(LATER), {"reden": "nieuw bericht"}))

    assert [one.status for one in (case, closed, reopened)] == ["open", "gesloten", "open"]
    assert closed.position.open == case.position.open
    assert then(reopened, Draft(Kind.CLOSED, stamp(LATER), {})).status == "gesloten"


@pytest.mark.parametrize(
    "kind", [Kind.NOTED, Kind.EVIDENCE, Kind.DEADLINE_MET, Kind.LINKED, Kind.ERASED]
)
def test_an_event_that_answers_nothing_moves_nothing(
    plaatsing: Graph, make_case: MakeCase, kind: Kind
) -> None:
    case = make_case(plaatsing, *TO_THE_POSTER)
    after = then(case, Draft(kind, stamp(LATER), {"tekst": "Terloops."}, choice=("1",)))

    assert after.position == case.position
    assert (after.status, after.count) == (case.status, case.count + 1)


def test_an_erased_answer_keeps_its_choice_and_its_place(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_THE_POSTER, ("wie", "kind", {"naam": "K. Voorbeeld"}))
    erased = case.events[-1]._replace(content=None, salt=None)
    after = fold(plaatsing, [*case.events[:-1], erased])

    assert after.position == case.position
    assert chosen(after, "wie") == ("kind",)
    assert (after.value("naam"), after.answers[Visit("wie", 1)].by) == (None, "")


def test_an_erased_answer_asks_for_nothing_to_be_filled_in(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"))
    after = without(case, [2])

    assert {one.visit.step for one in case.missing} == {"signaal", "stilte"}
    assert {one.visit.step for one in after.missing} == {"stilte"}
    assert after.answers[Visit("signaal", 1)].erased


def test_an_answer_that_is_given_again_after_it_was_erased_is_whole(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = without(make_case(plaatsing, *TO_THE_POSTER), [5])
    again = then(case, revised("gesprek", "gedaan", verslag="Rustig gesprek."))
    answer = again.answers[Visit("gesprek", 1)]

    assert not answer.erased
    assert answer.replaced is not None
    assert answer.replaced.erased
    assert answer.fields == {"verslag": "Rustig gesprek."}


def test_a_case_is_erased_when_nothing_is_left_but_why(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_THE_POSTER)
    part = without(case, [1, 2, 3, 4])
    whole = without(part, [5])

    assert [one.erased for one in (case, part, whole)] == [False, False, True]
    assert not then(whole, revised("gesprek", "gedaan")).erased
    assert (whole.title, whole.position) == ("Incident, 22 november 2026", case.position)


def test_an_erased_document_is_made_again_only_when_it_is_a_record_and_the_case_changed(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing, *TO_THE_POSTER, ("wie", "volwassene"), ("reactie-volwassene", "inadequaat"),
        ("statement", "gedaan"), ("dossier-volwassene", "gedaan"),
    )  # fmt: skip
    made = then(
        case,
        *(document(kind, answer.visit.step, "tekst") for answer, kind in due_documents(case)),
    )
    gone = without(made, [event.number for event in made.events if event.kind is Kind.DOCUMENT])

    assert (due_documents(made), gone.documents, due_documents(gone)) == ((), (), ())
    changed = then(gone, revised("gesprek", "gedaan", datum="2026-11-20"))
    assert [kind for _, kind in due_documents(changed)] == ["leerlingdossier-incident"]


def test_an_answer_is_said_in_words(
    plaatsing: Graph, medewerker: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing, *TO_THE_POSTER[:3], ("gesprek", "overgeslagen"), ("wie", "volwassene")
    )
    several = make_case(
        medewerker,
        ("ventileert", "gedaan"),
        ("aanspreken", "gedaan"),
        ("grensoverschrijdend", "nee"),
        ("reactie-medewerker", "inadequaat"),
        ("overleg-bestuur", "gedaan"),
        ("consequenties", ("schorsing", "berisping")),
    )

    assert [case.said(answer) for answer in case.standing] == [
        "gedaan",
        "Nee",
        "gedaan",
        "overgeslagen",
        "Volwassene heeft het geplaatst.",
    ]
    assert several.said(several.standing[-1]) == "Schorsing en Berisping"


def test_cases_that_were_answered_alike_stand_at_the_very_same_place(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    one = make_case(plaatsing, *TO_THE_POSTER, ("wie", "kind", {"naam": "K. Voorbeeld"}))
    other = make_case(plaatsing, *TO_THE_POSTER, ("wie", "kind"))
    further = make_case(plaatsing, *TO_THE_POSTER, ("wie", "volwassene"))

    assert one.position is other.position
    assert further.position != one.position
