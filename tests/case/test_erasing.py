"""What goes together when something is erased, and where else the same words still stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scala_cli.case import drafts
from scala_cli.case.drafts import Found
from scala_cli.case.due import due_documents
from scala_cli.case.erasing import echoes, everything, repeats, with_event
from scala_cli.case.events import Draft, Kind, chain_faults
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from scala_cli.text import clean, markdown
from tests.case.test_state import document, opened_at, revised, supplemented
from tests.conftest import NOW, MakeCase, Said
from tests.growing import then, without

NAME = "Anna Voorbeeld"
TO_WIE: tuple[Said, ...] = (
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "gedaan"),
)
WIE = 6
"""The number of the event that answers `wie`, when it comes right after `TO_WIE`."""


def case_about(plaatsing: Graph, make_case: MakeCase, name: str = NAME) -> Case:
    """Return a case in which a child with a name was found to be the poster."""
    return make_case(plaatsing, *TO_WIE, ("wie", "kind", {"naam": name, "klas": "8"}))


def note(text: str) -> Draft:
    return drafts.note(text, "directie")


def due(case: Case) -> list[tuple[str, str]]:
    return [(answer.visit.step, kind) for answer, kind in due_documents(case)]


def test_with_an_answer_go_its_revisions_and_what_was_supplemented(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        case_about(plaatsing, make_case),
        supplemented("wie", jonger_dan_12=True),
        revised("wie", "kind", naam="B. Voorbeeld"),
        supplemented("signaal", melder="C. Voorbeeld"),
    )

    assert with_event(case, WIE) == (6, 7, 8)
    assert with_event(case, 7) == with_event(case, 8) == (6, 7, 8)
    assert with_event(case, 9) == (2, 9)


def test_with_an_answer_go_the_texts_made_at_that_visit_whatever_they_say(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, *TO_WIE),
        document("niet-reageren", "stilte", "Reageer niet meer."),
        document("niet-reageren", "stilte", "Onze eigen tekst.", Kind.SETTLED),
    )

    assert with_event(case, 4) == (4, 6, 7)


def test_another_visit_of_the_same_step_is_another_answer(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan", {"melder": "Een"}))
    again = Draft(
        Kind.ANSWERED, None, {"door": "x", "velden": {"melder": "Twee"}}, "signaal", 2, ("gedaan",)
    )

    assert with_event(then(case, again), 2) == (2,)


@pytest.mark.parametrize(
    "name", ["Anna Voorbeeld", "J. Voorbeeld-de Boer", "A. O'Voorbeeld", "_Voor_beeld_ *x*", "Bo"]
)
def test_a_document_of_another_step_that_holds_the_name_goes_too_however_it_is_escaped(
    plaatsing: Graph, make_case: MakeCase, name: str
) -> None:
    text = f"- Incident: 2026-001\n- Naam: {markdown(name)}\n- Het bericht stond op: X"
    case = then(
        case_about(plaatsing, make_case, name),
        document("leerlingdossier-incident", "leerlingdossier", text),
        document("niet-reageren", "stilte", "Reageer niet op het bericht."),
    )

    assert with_event(case, WIE) == (6, 7)


@given(typed=st.text(max_size=60))
def test_what_was_filled_in_is_found_in_any_text_that_was_made_with_it(
    plaatsing: Graph, typed: str
) -> None:
    name = clean(f"Zeldzaam {typed}")
    case = then(
        opened_at(plaatsing, NOW, {"melder": name}),
        document("leerlingdossier-incident", "gesprek", f"Voor {markdown(name)}, en daarna meer."),
    )

    assert with_event(case, 2) == (2, 3)


def test_a_text_of_more_lines_is_found_where_it_stands_in_paragraphs(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    said = "Eerst dit.\nToen dat - heel vervelend.\n\n1. En nog iets."
    case = then(
        make_case(plaatsing, *TO_WIE[:3], ("gesprek", "gedaan", {"afspraken": said})),
        document("leerlingdossier-incident", "leerlingdossier", f"Afgesproken: {markdown(said)}"),
    )

    assert with_event(case, 5) == (5, 6)


def test_a_platform_that_was_chosen_takes_no_text_in_which_it_is_named(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(
            plaatsing, ("signaal", "gedaan", {"platform": "facebook", "account": "Facebook"})
        ),
        document("niet-reageren", "stilte", "Reageer niet op het bericht op Facebook."),
    )

    assert with_event(case, 2) == (2,)
    assert echoes(case, (2,)) == ()


@pytest.mark.parametrize("words", ["de ouders", "Directie", "mondeling", "per e-mail", "ouders"])
def test_words_that_lie_ready_in_the_plan_take_no_text_in_which_they_stand(
    plaatsing: Graph, make_case: MakeCase, words: str
) -> None:
    case = then(
        make_case(plaatsing, *TO_WIE[:3], ("gesprek", "gedaan", {"aanwezig": [words]})),
        document("leerlingdossier-incident", "leerlingdossier", f"Gesproken met {words}."),
    )

    assert with_event(case, 5) == (5,)


def test_a_reason_that_lay_ready_takes_nothing_else(plaatsing: Graph, make_case: MakeCase) -> None:
    case = then(
        make_case(plaatsing, *TO_WIE[:3], ("gesprek", "overgeslagen")),
        document("leerlingdossier-incident", "leerlingdossier", "Overgeslagen: gesprek geweigerd"),
        revised("stilte", "gedaan"),
        revised("spoed", "nee"),
    )

    assert with_event(case, 5) == (5,)
    assert echoes(case, (5,)) == echoes(case, (7,)) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bo", "Het was een boos bericht over een bootje."),
        ("Bo", "Dat is bo en ook BO."),
        ("Anna", "Zij kan naar huis; de hosanna klonk."),
        ("Rosa", "Het ging over grote grosamen."),
        ("8", "Op 8 november 2026 om 8:08 uur."),
        ("X", "Het bericht stond op X, en is X keer gedeeld."),
        ("12", "Hij was toen 12 jaar."),
    ],
)
def test_a_short_name_takes_no_text_in_which_its_letters_only_happen_to_stand(
    plaatsing: Graph, make_case: MakeCase, name: str, text: str
) -> None:
    case = then(
        make_case(plaatsing, *TO_WIE, ("wie", "kind", {"naam": name})),
        document("leerlingdossier-incident", "leerlingdossier", text),
        note(text),
    )

    assert with_event(case, WIE) == (6,)
    assert echoes(case, (6,)) == ()


def test_a_lapsed_answer_can_be_erased_with_its_text(plaatsing: Graph, make_case: MakeCase) -> None:
    case = then(
        make_case(
            plaatsing, *TO_WIE, ("wie", "kind"), ("gesprek-kind", "gedaan", {"verslag": NAME})
        ),
        document("leerlingdossier-incident", "gesprek-kind", "Wat er was besproken."),
        revised("wie", "volwassene"),
    )

    assert Visit("gesprek-kind", 1) in case.position.lapsed
    assert with_event(case, 7) == (7, 8)


@pytest.mark.parametrize(
    "draft",
    [
        note("Iets."),
        drafts.evidence(Found(link="https://x.example/1"), "directie"),
        drafts.link("2026-002", "", "directie"),
        drafts.met(2, "directie"),
        drafts.release("Klaar.", "directie"),
    ],
    ids=lambda draft: str(draft.kind),
)
def test_what_is_apart_from_the_steps_goes_alone(
    plaatsing: Graph, make_case: MakeCase, draft: Draft
) -> None:
    case = then(make_case(plaatsing, ("signaal", "gedaan", {"inhoud": "Iets."})), draft)

    assert with_event(case, 3) == (3,)


def test_with_a_text_go_the_earlier_ones_it_replaced_and_not_the_later(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        make_case(plaatsing, *TO_WIE),
        document("leerlingdossier-incident", "gesprek", "Een."),
        document("niet-reageren", "gesprek", "Ander soort."),
        document("leerlingdossier-incident", "stilte", "Andere stap."),
        document("leerlingdossier-incident", "gesprek", "Twee."),
        document("leerlingdossier-incident", "gesprek", "Drie."),
    )

    assert with_event(case, 9) == (6, 9)
    assert without(case, with_event(case, 10)).current_documents == tuple(
        one for one in case.documents if one.number in (7, 8)
    )


def test_a_text_that_was_made_apart_goes_alone(plaatsing: Graph, make_case: MakeCase) -> None:
    apart = [
        document_draft(Kind.DOCUMENT, "statement", text, None, "directie")
        for text in ("Een.", "Twee.")
    ]
    case = then(make_case(plaatsing, *TO_WIE), *apart)

    assert with_event(case, 7) == (7,)


def test_what_opened_a_case_what_erased_and_what_is_gone_is_not_erased_one_by_one(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = without(case_about(plaatsing, make_case), (6,))

    assert [with_event(case, number) for number in (0, 1, 6, 7, 99)] == [()] * 5


def test_everything_is_all_but_why_something_was_erased(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = without(then(case_about(plaatsing, make_case), note("Iets.")), (6,))

    assert everything(case) == (1, 2, 3, 4, 5, 7)
    gone = without(case, everything(case))
    assert everything(gone) == ()
    assert gone.erased
    assert gone.position == case.position
    assert chain_faults(gone.events) == []


def test_where_the_words_still_stand_is_told_by_number(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = then(
        case_about(plaatsing, make_case),
        note("Gebeld met de moeder van anna voorbeeld."),
        note("Anna's moeder belt terug."),
        note("Annabel heeft gebeld."),
        drafts.evidence(Found(link="https://x.example/voorbeeld/1"), "directie"),
        drafts.evidence(Found(finder="V. Anna"), "directie"),
        document("leerlingdossier-incident", "leerlingdossier", f"Naam: {NAME}"),
        note("Iets anders."),
    )

    assert with_event(case, WIE) == (6, 12)
    assert echoes(case, (6, 12)) == (7, 8, 10, 11)


def test_a_sentence_of_a_longer_text_is_recognised_where_it_is_quoted(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    said = "Meester heeft het weer gedaan! Wat een kluns. Wie is dat?"
    case = then(
        make_case(plaatsing, ("signaal", "gedaan", {"inhoud": said})),
        note('Er stond: "Wat een kluns".'),
        note("Wie is dat eigenlijk?"),
        note("Een heel ander bericht."),
    )

    assert echoes(case, (2,)) == (3, 4)


def test_of_a_text_that_was_made_the_answers_are_told_and_not_the_programs_own_words(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    made = f"Opnemen in het leerlingdossier, als incident.\n\n- Naam: {NAME}"
    other = "Opnemen in het leerlingdossier, als incident.\n\n- Naam: niet bekend"
    case = then(
        case_about(plaatsing, make_case),
        document("leerlingdossier-incident", "leerlingdossier", made),
        document("leerlingdossier-incident", "dossier-volwassene", other),
        note("Gebeld met Anna."),
    )

    assert echoes(case, with_event(case, 7)) == (6, 9)


def test_a_ground_that_holds_the_words_themselves_is_recognised(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = case_about(plaatsing, make_case)

    assert repeats(case, (6,), "op verzoek van de vader van Anna")
    assert not repeats(case, (6,), "verzoek van de betrokkene")
    assert not repeats(case, (6,), "per ongeluk vastgelegd bij het kind")


@pytest.mark.parametrize("changed", [True, False])
def test_an_erased_text_is_not_made_again_by_itself(
    plaatsing: Graph, make_case: MakeCase, *, changed: bool
) -> None:
    case = then(
        case_about(plaatsing, make_case),
        Draft(Kind.ANSWERED, None, {"velden": {}}, "gesprek-kind", 1, ("gedaan",)),
        Draft(Kind.ANSWERED, None, {"velden": {}}, "reactie-kind", 1, ("licht-toe",)),
        Draft(Kind.ANSWERED, None, {"velden": {}}, "leerlingdossier", 1, ("gedaan",)),
        document("leerlingdossier-incident", "leerlingdossier", f"Naam: {NAME}"),
        # After this the record is made again, and is found to say the same.
        *([supplemented("signaal", melder="D. Voorbeeld")] if changed else []),
    )
    assert ("leerlingdossier", "leerlingdossier-incident") not in due(case) or changed

    for number in (9, 10):
        gone = without(case, with_event(case, number))
        assert ("leerlingdossier", "leerlingdossier-incident") not in due(gone)
    later = then(gone, supplemented("signaal", account="@ander"))
    assert ("leerlingdossier", "leerlingdossier-incident") in due(later)
