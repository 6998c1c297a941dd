"""A case in words: what was corrected can be read, and what the case has moved on from is said."""

from dataclasses import replace

from scala_cli.case.due import due_documents
from scala_cli.case.events import Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.replies import Give, Override, Reply, Revise, Supplement, document_draft, draft
from scala_cli.case.state import Case
from scala_cli.case.wording import answer_pairs, earlier, made_remark, recorder, told, what
from scala_cli.clock import Clock
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Note, Step, StepKind, Term
from scala_cli.plan.replay import Visit
from scala_cli.plan.wording import notes_of, term_of
from tests.conftest import MakeCase, Said
from tests.growing import without

TALK = Visit("gesprek", 1)
WHO = Visit("wie", 1)
TO_WHO: tuple[Said, ...] = (
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "gedaan", {"datum": "2026-11-21", "verslag": "Rustig gesprek."}),
)


def then(case: Case, clock: Clock, *replies: Reply) -> Case:
    """Return the case after these replies."""
    for reply in replies:
        seen = case.answers[reply.visit].last if isinstance(reply, Revise) else 0
        fitting = replace(reply, seen=seen) if isinstance(reply, Revise) else reply
        made = draft(fitting, case, "directie", clock)
        case = fold(case.graph, [*case.events, record(made, case.number, case.events[-1], clock())])
    return case


def test_a_corrected_value_can_be_read_with_its_reason(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = then(
        make_case(plaatsing, *TO_WHO),
        clock,
        Revise(TALK, ("gedaan",), "verkeerd ingevuld", 0, {"datum": "2026-11-20"}),
    )
    pairs = dict(answer_pairs(case, case.answers[TALK]))
    assert pairs["Wanneer was het gesprek?"] == "20 november 2026"
    was = [words for label, words in pairs.items() if label.startswith("Tot 22 november 2026")]
    assert was == [
        "Wanneer was het gesprek? 21 november 2026 (reden van wijziging: verkeerd ingevuld)"
    ]


def test_every_revision_keeps_its_own_reason_and_choice(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = then(
        make_case(plaatsing, *TO_WHO, ("wie", "kind", {"klas": "groep 8"})),
        clock,
        Revise(WHO, ("volwassene",), "verkeerd gekozen", 0),
        Revise(WHO, ("medewerker",), "toch een collega", 0),
    )
    was = [words for _, words in earlier(case, case.answers[WHO])]
    assert was == [
        "Kind heeft het geplaatst. (reden van wijziging: verkeerd gekozen)",
        (
            "Volwassene heeft het geplaatst.; In welke klas of groep zit het kind? groep 8 "
            "(reden van wijziging: toch een collega)"
        ),
    ]


def test_a_document_in_between_does_not_hide_what_was_answered_before(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    silence = Visit("stilte", 1)
    case = make_case(plaatsing, *TO_WHO)
    made = document_draft(Kind.DOCUMENT, "niet-reageren", "Beste", silence, "directie")
    case = fold(plaatsing, [*case.events, record(made, case.number, case.events[-1], clock())])
    case = then(
        case, clock, Revise(silence, ("overgeslagen",), "verkeerd gekozen", 0, {}, "niet gedaan")
    )
    assert [words for _, words in earlier(case, case.answers[silence])] == [
        "gedaan (reden van wijziging: verkeerd gekozen)"
    ]


def test_the_timeline_says_which_fields_were_filled_in_and_why_something_changed(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = then(
        make_case(plaatsing, *TO_WHO),
        clock,
        Supplement(TALK, {"aanwezig": ["J. Voorbeeld"]}),
        Supplement(TALK, {}),
        Revise(TALK, ("overgeslagen",), "verkeerd gekozen", 0, {}, "gesprek geweigerd"),
    )
    assert [what(case, event) for event in case.events[-3:]] == [
        "Gesprek met de plaatser: aangevuld, aanwezig",
        "Gesprek met de plaatser: nagekeken, klopt nog",
        "Gesprek met de plaatser: herzien, overgeslagen (reden: verkeerd gekozen)",
    ]


def test_a_correction_does_not_make_a_moment_that_nobody_told(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "ja"))
    given = case.answers[Visit("spoed", 1)]
    events = list(case.events)
    events[-1] = events[-1]._replace(happened=given.recorded)
    case = then(
        fold(plaatsing, events), clock, Revise(Visit("spoed", 1), ("nee",), "verkeerd gekozen", 0)
    )
    corrected = case.answers[Visit("spoed", 1)]
    assert told(corrected.happened, corrected.recorded) == ""


def test_a_moment_is_told_only_when_it_is_another_than_the_recording() -> None:
    assert told("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z") == ""
    assert told("2026-11-20", "2026-11-22T12:00:00Z") == "20 november 2026"


def test_a_document_of_a_step_that_lapsed_or_became_skipped_is_called_so(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    silence = Visit("stilte", 1)
    case = make_case(plaatsing, *TO_WHO)
    made = document_draft(Kind.DOCUMENT, "niet-reageren", "Beste", silence, "directie")
    case = fold(plaatsing, [*case.events, record(made, case.number, case.events[-1], clock())])
    assert made_remark(case, case.documents[0]) == ""
    skipped = Revise(silence, ("overgeslagen",), "verkeerd gekozen", 0, {}, "niet gedaan")
    assert made_remark(then(case, clock, skipped), case.documents[0]) == "vervallen"


def test_values_of_a_skipped_step_count_no_more(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    adult: tuple[Said, ...] = (
        *TO_WHO,
        ("wie", "volwassene"),
        ("reactie-volwassene", "inadequaat"),
        ("statement", "gedaan", {"aangifte": True}),
    )
    case = make_case(plaatsing, *adult)
    assert case.value("aangifte") is True
    skipped = Revise(
        Visit("statement", 1), ("overgeslagen",), "verkeerd gekozen", 0, {}, "bewust niet geplaatst"
    )
    assert then(case, clock, skipped).value("aangifte") is None


def test_a_record_is_due_again_when_another_answer_changed_and_what_went_out_is_not(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(
        plaatsing, *TO_WHO, ("wie", "volwassene"), ("reactie-volwassene", "inadequaat"),
        ("statement", "gedaan"), ("dossier-volwassene", "gedaan"),
    )  # fmt: skip
    for answer, kind in due_documents(case):
        made = document_draft(Kind.DOCUMENT, kind, "tekst", answer.visit, "directie")
        events = [*case.events, record(made, case.number, case.events[-1], clock())]
        case = fold(plaatsing, events)
    assert due_documents(case) == ()
    changed = then(
        case, clock, Revise(TALK, ("gedaan",), "verkeerd ingevuld", 0, {"datum": "2026-11-20"})
    )
    assert [kind for _, kind in due_documents(changed)] == ["leerlingdossier-incident"]


def test_another_answer_alone_makes_no_document_due_again(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(plaatsing, *TO_WHO)
    made = document_draft(Kind.DOCUMENT, "niet-reageren", "x", Visit("stilte", 1), "directie")
    case = fold(plaatsing, [*case.events, record(made, case.number, case.events[-1], clock())])
    assert due_documents(then(case, clock, Give(WHO, ("kind",)))) == ()


def test_the_timeline_says_of_each_answer_what_was_answered(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing, *TO_WHO[:3], ("gesprek", "overgeslagen"), ("wie", "kind"), number="2026-007"
    )
    assert [what(case, event) for event in case.events] == [
        "dossier geopend",
        "Het bericht is gemeld: gedaan",
        "Is er spoed? Nee",
        "Niemand reageert meer: gedaan",
        "Gesprek met de plaatser: overgeslagen",
        "Wie heeft het geplaatst? Kind heeft het geplaatst.",
    ]


def test_of_an_erased_answer_the_choice_stays_and_the_rest_is_said_to_be_erased(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(plaatsing, *TO_WHO[:3], ("gesprek", "overgeslagen"), ("wie", "kind"))
    case = then(
        case,
        clock,
        Supplement(WHO, {"naam": "K. Voorbeeld"}),
        Revise(WHO, ("volwassene",), "verkeerd gekozen", 0),
        Revise(TALK, ("gedaan",), "verkeerd gekozen", 0),
    )
    after = without(
        case, [event.number for event in case.events if event.step in ("gesprek", "wie")]
    )
    assert [what(after, event) for event in after.events[4:9]] == [
        "Gesprek met de plaatser: overgeslagen (gewist)",
        "Wie heeft het geplaatst? Kind heeft het geplaatst. (gewist)",
        "Wie heeft het geplaatst? aangevuld (gewist)",
        "Wie heeft het geplaatst? herzien, Volwassene heeft het geplaatst. (gewist)",
        "Gesprek met de plaatser: herzien (gewist)",
    ]
    assert {recorder(event) for event in after.events[4:9]} == {"(gewist)"}


def test_an_erased_answer_is_never_shown_as_one_of_which_nothing_was_told(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_WHO[:3], ("gesprek", "overgeslagen"), ("wie", "kind"))
    after = without(case, [5, 6])
    assert list(answer_pairs(after, after.answers[TALK])) == [("Reden van overslaan", "(gewist)")]
    assert list(answer_pairs(after, after.answers[WHO])) == [("Wat erbij stond", "(gewist)")]
    assert list(answer_pairs(case, case.answers[WHO])) == []


def test_an_erased_answer_that_was_revised_is_not_called_the_same(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(plaatsing, *TO_WHO, ("wie", "kind", {"klas": "groep 8"}))
    after = without(case, [6])
    again = then(after, clock, Revise(WHO, ("kind",), "toch bekend", 0, {"klas": "groep 7"}))
    assert [words for _, words in earlier(again, again.answers[WHO])] == [
        "(gewist) (reden van wijziging: toch bekend)"
    ]
    assert dict(answer_pairs(again, again.answers[WHO]))["In welke klas of groep zit het kind?"]


def test_an_erased_document_is_named_by_its_step_or_not_at_all(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(plaatsing, *TO_WHO)
    for visit in (Visit("stilte", 1), None):
        made = document_draft(Kind.DOCUMENT, "niet-reageren", "Beste", visit, "directie")
        case = fold(plaatsing, [*case.events, record(made, case.number, case.events[-1], clock())])
    titled = "document gemaakt: Niet meer reageren"
    assert [what(case, event) for event in case.events[5:]] == [titled, titled]
    after = without(case, [6, 7])
    assert [what(after, event) for event in after.events[5:7]] == [
        "document gemaakt, bij de stap 'Niemand reageert meer': (gewist)",
        "document gemaakt: (gewist)",
    ]


def test_a_term_is_said_with_how_long_from_when_and_what_for(
    plaatsing: Graph, medewerker: Graph
) -> None:
    assert term_of(plaatsing.steps["signaal"]).startswith(
        "3 maanden na de dag van deze stap, tot 'nee' is geantwoord op 'spoed'. Bij smaad"
    )
    assert term_of(medewerker.steps["consequenties"]) == (
        "3 weken na de dag bij 'Op welke datum is het voornemen verstuurd?', alleen bij Schorsing, "
        "Berisping of Ontslag, tot 'dossier-medewerker-directie' is gedaan. Zienswijze van de "
        "medewerker op het voornemen"
    )
    assert term_of(plaatsing.steps["stilte"]) == ""


def test_a_term_of_one_month_and_one_week_is_said_in_the_singular() -> None:
    note = Note("Bel terug.", "A.1")
    step = Step("a", StepKind.ACTION, "A", "A.", "Directie", "A.1", term=Term(note, 1, 1))
    assert term_of(step) == "1 maand en 1 week na de dag van deze stap. Bel terug."
    assert notes_of(step) == (note,)


def test_a_text_that_was_settled_against_a_warning_says_which_and_why(
    plaatsing: Graph, make_case: MakeCase, clock: Clock
) -> None:
    case = make_case(plaatsing, *TO_WHO)
    warned = document_draft(
        Kind.SETTLED,
        "statement",
        "Tekst.",
        None,
        "directie",
        [Override("naam", "Staat al daar.")],
    )
    plain = document_draft(Kind.SETTLED, "statement", "Tekst.", None, "directie")

    events = [record(one, case.number, case.events[-1], clock()) for one in (warned, plain)]

    assert what(case, events[0]).endswith("(ondanks de waarschuwing: naam, Staat al daar.)")
    assert "waarschuwing" not in what(case, events[1])
