"""What the views say: every word of a step, and a case that reads as it went."""

import io

import pytest

from scala_cli.plan.graph import Graph
from scala_cli.screen import views
from scala_cli.screen.page import Page
from scala_cli.screen.printing import PlainPrinter
from tests.conftest import MakeCase


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
    page = said(views.plan_page(graph.root))
    for step in graph.root.steps:
        for words in (step.id, step.text, step.source, step.reading, *map(str, step.targets)):
            assert words in page
        for option in step.options:
            assert option.title in page


def test_a_case_page_tells_answers_fields_times_and_what_is_open(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        ("signaal", "gedaan", {"platform": "tiktok", "geplaatst": "2026-11-20"}),
        ("spoed", "nee"),
        ("gesprek", "overgeslagen"),
    )
    page = said(views.case_page(case, {}))
    assert "Dossier 2026-001: TikTok, 22 november 2026" in page
    assert "Op welk platform staat het bericht?: TikTok" not in page
    assert "Op welk platform staat het bericht? TikTok" in page
    assert "Wanneer is het geplaatst? 20 november 2026" in page
    assert "Is er spoed? Nee" in page
    assert "Reden van overslaan: gesprek geweigerd" in page
    assert "- Niemand reageert meer (Directie)" in page
    assert f"kop {case.head}" in page


def test_a_case_page_marks_what_has_lapsed(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("wie", "kind"))
    assert "Wie heeft het geplaatst? Kind heeft het geplaatst. (vervallen)" in said(
        views.case_page(case, {})
    )


def test_waiting_steps_are_announced(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"))
    page = said(views.step_page(case, case.position.open[0]))
    assert "Daarna: Wie heeft het geplaatst?" in page


def test_what_now_of_nothing_says_how_to_begin() -> None:
    assert "stappenplan start" in said(views.what_now([]))
    assert "stappenplan start" in said(views.case_list([]))
