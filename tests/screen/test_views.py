"""What the views say: every word of a step, and a case that reads as it went."""

import io
from datetime import date

import pytest

from scala_cli.case import drafts
from scala_cli.case.erasing import everything
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from scala_cli.screen import plan_view, record_views, views
from scala_cli.screen.page import Page, Pairs
from scala_cli.screen.printing import PlainPrinter
from tests.conftest import MakeCase
from tests.growing import BY, then, without

TODAY = date(2026, 11, 22)


def said(page: Page) -> str:
    """Return a page as plain lines."""
    output = io.StringIO()
    PlainPrinter(output).show(page)
    return output.getvalue()


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_a_plans_page_shows_every_step_with_words_source_and_reading(
    plan: str, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(plan)
    page = said(plan_view.plan_page(graph.root))
    for step in graph.root.steps:
        term = step.term.note.text if step.term else ""
        for words in (step.id, step.text, step.source, step.reading, term, *step.targets):
            assert words in page
        for option in step.options:
            assert option.title in page


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_a_plans_page_names_every_field_with_its_id_kind_choices_and_question(
    plan: str, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(plan)
    page = said(plan_view.plan_page(graph.root))
    for step in graph.root.steps:
        for field in step.fields:
            choices = ", ".join(option.id for option in field.options)
            kind = f"{field.kind}: {choices}" if choices else str(field.kind)
            assert f"{field.id} ({kind}" in page
            assert f"): {field.title}" in page


def test_a_plans_page_tells_with_which_answers_a_field_is_asked(plaatsing: Graph) -> None:
    page = said(plan_view.plan_page(plaatsing.root))
    assert (
        "Velden: platform (keuze: facebook, instagram, x, tiktok, youtube, whatsapp, snapchat, "
        "linkedin, anders): Op welk platform staat het bericht? (rol platform; voor bestuur en "
        "politie)\n" in page
    )
    assert "; bij " in page


def test_a_case_page_tells_answers_fields_times_and_what_is_open(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        ("signaal", "gedaan", {"platform": "tiktok", "geplaatst": "2026-11-20"}),
        ("spoed", "nee"),
        ("gesprek", "overgeslagen"),
    )
    page = said(record_views.case_page(case, {}, TODAY))
    assert "Dossier 2026-001: TikTok, 22 november 2026" in page
    assert "Op welk platform staat het bericht?: TikTok" not in page
    assert "Op welk platform staat het bericht? TikTok" in page
    assert "Wanneer is het geplaatst? 20 november 2026" in page
    assert "Is er spoed? Nee" in page
    assert "Reden van overslaan: gesprek geweigerd" in page
    assert "Wacht op: Directie: Niemand reageert meer (sinds 22 november 2026)" in page
    assert "- Nu open: Niemand reageert meer (Directie, sinds 22 november 2026)" in page
    assert f"Aantal: {case.count}\nKop: {case.head}" in page


def test_a_case_page_marks_what_has_lapsed(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("wie", "kind"))
    assert "Wie heeft het geplaatst? Kind heeft het geplaatst. (vervallen)" in said(
        record_views.case_page(case, {}, TODAY)
    )


def test_waiting_steps_are_announced(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"))
    page = said(views.step_page(case, case.position.open[0]))
    assert "Wacht: Wie heeft het geplaatst? (tot de rest klaar is)" in page


def test_what_now_of_nothing_says_how_to_begin() -> None:
    assert "stappenplan start" in said(record_views.what_now([]))
    assert "stappenplan start" in said(record_views.case_list([], TODAY))


UNTIL = date(2028, 11, 22)
FOUND = drafts.Found(
    link="https://voorbeeld.example/p/1",
    account="@voorbeeld",
    finder="J. Voorbeeld",
    happened="2026-11-20T13:30:00Z",
    text="Twaalf reacties.",
    file=drafts.File("scherm.png", "ab" * 32, 1_234_567, kept=True),
)


@pytest.fixture
def full(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A closed case of which everything was said that can be."""
    case = make_case(plaatsing, ("signaal", "gedaan", {"inhoud": "Geheim bericht"}))
    case = then(
        case,
        drafts.note("Bel terug.", BY, date(2026, 12, 1)),
        drafts.evidence(FOUND, BY),
        drafts.note("Een vergissing.", BY),
        drafts.met(2, BY, "Geen aangifte."),
        drafts.hold("Er loopt een klacht.", BY),
        drafts.link("2026-002", "Hetzelfde bericht.", BY),
        drafts.close("anders", "De ouders zijn akkoord.", UNTIL, "Zoals voorgesteld.", BY),
    )
    return without(case, [5], "Op verzoek van J. Voorbeeld.")


def test_a_case_page_tells_all_that_is_said_apart_from_the_steps(full: Case) -> None:
    page = said(record_views.case_page(full, {}, TODAY))
    for words in (
        "Status: gesloten",
        "Gesloten: 22 november 2026, 13:11, door directie",
        "Reden: Een andere reden",
        "Toelichting: De ouders zijn akkoord.",
        "Te bewaren: tot en met 22 november 2028",
        "Grond: Zoals voorgesteld.",
        "dit dossier mag niet worden gewist. Reden: Er loopt een klacht.",
        "Gekoppeld aan: dossier 2026-002",
        "Uiterlijk: 1 december 2026 (over 9 dagen)\nGehaald: niet vastgelegd\nBron: notitie van ",
        "Uiterlijk: 22 februari 2027\nGehaald: ja, vastgelegd\nBron: lexboost.com",
        "Gebeurtenis 3\n\nBel terug.\n\nHerinnering: 1 december 2026\nVastgelegd: 22 november",
        "Gebeurtenis 4\n\nTwaalf reacties.\n\nLink: https://voorbeeld.example/p/1\nAccount: @voor",
        "Gevonden door: J. Voorbeeld\nGevonden op: 20 november 2026, 14:30\n",
        f"Bestand: scherm.png (1,2 MB, bewaard in het dossier)\nSHA-256: {'ab' * 32}\n",
        "Gebeurtenis 10\n\nDe inhoud van gebeurtenis 5 is gewist.\n",
        "Grond: Op verzoek van J. Voorbeeld.",
    ):
        assert words in page, words
    assert "Een vergissing" not in page


def test_the_timeline_has_below_each_event_when_it_was_and_who_recorded_it(full: Case) -> None:
    page = said(record_views.case_page(full, {}, TODAY))
    timeline = page.partition("Tijdlijn\n\n")[2].partition("\n\n")[0].splitlines()
    assert len(timeline) == 2 * full.count
    assert timeline[6:10] == [
        (
            "4: bewijs: https://voorbeeld.example/p/1; account @voorbeeld; gevonden door J. "
            "Voorbeeld; bestand scherm.png (1,2 MB, bewaard in het dossier); Twaalf reacties."
        ),
        ("  gebeurd 20 november 2026, 14:30; vastgelegd 22 november 2026, 13:06, door directie"),
        "5: notitie: (gewist)",
        "  vastgelegd 22 november 2026, 13:07, door (gewist)",
    ]


def test_a_closed_case_calls_nothing_open_or_to_be_filled_in(
    full: Case, plaatsing: Graph, make_case: MakeCase
) -> None:
    page = said(record_views.case_page(full, {}, TODAY))
    assert "Nu open" not in page
    assert "Aan te vullen" not in page
    assert "Niet meer gedaan: Is er spoed?\n" in page
    assert "- Niet meer gedaan: Is er spoed?\n" in page
    assert "Niet aangevuld\n\n- Het bericht is gemeld: " in page
    still = said(record_views.case_page(make_case(plaatsing, ("signaal", "gedaan")), {}, TODAY))
    assert "- Nu open: Is er spoed? (Directie, sinds 22 november 2026)" in still
    assert "Aan te vullen\n\n- Het bericht is gemeld: " in still


def test_a_case_that_was_erased_says_so_first_and_marks_every_answer(full: Case) -> None:
    gone = without(full, everything(full), "De bewaartermijn is voorbij.")
    page = said(record_views.case_page(gone, {}, TODAY))
    assert page.startswith(
        "\nDossier 2026-001: Incident, 22 november 2026\n\nDe inhoud van dit dossier is gewist, op "
        "22 november 2026, 13:13, door directie."
    )
    assert "Grond: De bewaartermijn is voorbij.\n" in page
    assert "Wat erbij stond: (gewist)" in page
    for words in ("Geheim", "Bel terug", "voorbeeld.example", "klacht", "akkoord"):
        assert words not in page


def test_no_label_of_a_case_page_stands_without_words(full: Case) -> None:
    for case in (full, without(full, everything(full))):
        pairs = [
            block
            for block in record_views.case_page(case, {}, TODAY).blocks
            if isinstance(block, Pairs)
        ]
        assert [label for block in pairs for label, words in block.pairs if not words.strip()] == []


def test_a_case_of_which_nothing_was_said_apart_has_no_empty_headings(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    page = said(record_views.case_page(make_case(plaatsing), {}, TODAY))
    for title in ("Termijnen", "Notities", "Bewijs", "Gewist", "Aangehouden", "Gekoppeld"):
        assert title not in page


def test_the_list_of_cases_says_what_keeps_a_case_and_what_is_gone(
    full: Case, plaatsing: Graph, make_case: MakeCase
) -> None:
    gone = without(full, everything(full))
    lines = said(record_views.case_list([make_case(plaatsing), full, gone], TODAY)).splitlines()
    assert [line.split("\t")[2:] for line in lines[2:]] == [
        [
            "open", "Het bericht is gemeld", "Medewerker meldt, directie legt vast",
            "22 november 2026", "",
        ],
        ["gesloten, aangehouden", "", "", "22 november 2026", ""],
        ["gesloten, gewist", "", "", "22 november 2026", ""],
    ]  # fmt: skip


def test_what_is_overdue_stands_first_in_the_list_and_what_is_closed_last(
    full: Case, plaatsing: Graph, make_case: MakeCase
) -> None:
    quiet = make_case(plaatsing, ("signaal", "gedaan"), number="2026-002")
    late = then(
        make_case(plaatsing, ("signaal", "gedaan"), number="2026-003"),
        drafts.note("Bel terug.", BY, date(2026, 11, 19)),
    )
    page = said(record_views.case_list([full, quiet, late], TODAY))
    rows = [line.split("\t") for line in page.splitlines()[2:]]
    assert [(row[0], row[-1]) for row in rows] == [
        ("2026-003", "te laat, 3 dagen"),
        ("2026-002", ""),
        ("2026-001", ""),
    ]


def test_the_explanation_of_a_step_tells_the_term_that_it_starts(
    medewerker: Graph, make_case: MakeCase
) -> None:
    page = said(views.why(make_case(medewerker), Visit("consequenties", 1)))
    assert (
        "Termijn: 3 weken na de dag bij 'Op welke datum is het voornemen verstuurd?', alleen"
        in page
    )
    assert "tot 'Melding in het personeelsdossier' is gedaan. Zienswijze" in page
    assert "Bron termijn: holla.nl, onderwijskantoor.nl, zekerheid B" in page
    assert "Termijn" not in said(views.why(make_case(medewerker), Visit("aanspreken", 1)))
