"""A case of a school's own plan reads as its own: its name, its plans, its talk, its questions."""

from dataclasses import replace

import pytest

from scala_cli.case import summary
from scala_cli.case.outcomes import has_statement
from scala_cli.case.replies import Give, draft
from scala_cli.case.state import Case
from scala_cli.case.wording import missing
from scala_cli.export.board import board
from scala_cli.export.markdown import values
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from scala_cli.screen import record_views, views
from tests.conftest import NOW, MakeCase
from tests.plan.conftest import graph, plan, step
from tests.screen.test_views import TODAY, said

FIELDS = [
    {"id": "wanneer", "soort": "moment", "titel": "Wanneer was het?", "gebeurd": True},
    {"id": "dag", "soort": "datum", "titel": "Op welke dag?", "gebeurd": True},
    {"id": "kind", "soort": "persoon", "titel": "Naam van het kind"},
]


@pytest.fixture
def own() -> Graph:
    """A school's own plan, that hands over to another of its plans."""
    other = plan(step("zoeken"), plan_id="vermist")
    first = step("melding", ["gesprek"], velden=FIELDS)
    return graph(first, step("gesprek", ["vermist/zoeken"], gesprek=True), others=[other])


@pytest.fixture
def case(own: Graph, make_case: MakeCase) -> Case:
    """A case that has been handed over."""
    return make_case(own, ("melding", "gedaan"), ("gesprek", "gedaan"))


def test_a_case_is_called_after_its_plan_where_that_asks_for_no_platform(
    case: Case, plaatsing: Graph, make_case: MakeCase
) -> None:
    assert case.title == "Een klein plan, 22 november 2026"
    assert make_case(plaatsing).title == "Incident, 22 november 2026"


def test_a_plan_with_a_long_title_makes_no_long_name(make_case: MakeCase) -> None:
    named = replace(plan(step("a")), title="Heel lang " * 20)
    case = make_case(Graph("klein", {"klein": named}))

    assert case.title.endswith(" …, 22 november 2026")
    assert len(case.title) < 90


def test_every_plan_that_a_case_came_to_is_named_with_its_version(
    case: Case, own: Graph, make_case: MakeCase
) -> None:
    assert [(label, one.id) for label, one in summary.plans(case)] == [
        ("Stappenplan", "klein"),
        ("Verder in", "vermist"),
    ]
    page = said(record_views.case_page(case, {}, TODAY))
    assert "Stappenplan: Een klein plan (versie 1)\nVerder in: Een klein plan (versie 1)" in page
    named = ("Verder in", "Een klein plan (versie 1; Bijlage 1)")
    assert named in values(case)["samenvatting"]
    assert f"{named[0]}: {named[1]}" in board(case).chapters[0].sections[0].lines
    assert len(list(summary.plans(make_case(own, ("melding", "gedaan"))))) == 1


def test_a_talk_is_with_the_person_concerned_and_only_told_of_where_the_plan_has_one(
    case: Case, make_case: MakeCase
) -> None:
    assert list(summary.talk(case)) == [("Gesproken met de betrokkene", "ja, vastgelegd")]
    assert list(summary.talk(make_case(graph(step("a")), ("a", "gedaan")))) == []


def test_a_plan_without_a_statement_ends_without_one(
    make_case: MakeCase, medewerker: Graph
) -> None:
    case = make_case(graph(step("a")), ("a", "gedaan"))

    assert not has_statement(case)
    assert "tatement" not in said(views.finished(case))
    lines = board(case).chapters[0].sections[0].lines
    assert not any(line.startswith(("Statement", "Maatregelen")) for line in lines)
    assert has_statement(make_case(medewerker))


def test_what_is_to_be_filled_in_is_asked_in_the_words_of_the_plan(case: Case) -> None:
    asked = "Wanneer was het? Op welke dag? Naam van het kind."

    assert missing(case) == {Visit("melding", 1): asked}
    assert f"- Titel van melding: {asked}" in said(record_views.case_page(case, {}, TODAY))
    assert values(case)["aan_te_vullen"] == [f"Titel van melding: {asked}"]


def test_the_moment_of_an_answer_fills_the_field_that_asks_when_it_happened(
    own: Graph, make_case: MakeCase
) -> None:
    def told(**fields: str) -> object:
        visit = Visit("melding", 1)
        reply = Give(visit, ("gedaan",), fields, happened="2026-11-20T13:30:00Z")
        content = draft(reply, make_case(own), "directie", lambda: NOW).content
        return content["velden"]

    assert told() == {"wanneer": "2026-11-20T13:30:00Z"}
    assert told(dag="2026-11-19") == {"dag": "2026-11-19"}
    assert told(kind="K. Voorbeeld") == {"kind": "K. Voorbeeld", "wanneer": "2026-11-20T13:30:00Z"}


def test_the_day_of_an_answer_fills_a_field_for_a_day_in_amsterdam(make_case: MakeCase) -> None:
    dag = {"id": "dag", "soort": "datum", "titel": "Op welke dag?", "gebeurd": True}
    case = make_case(graph(step("a", velden=[dag])))
    reply = Give(Visit("a", 1), ("gedaan",), happened="2026-11-20T23:30:00Z")

    assert draft(reply, case, "directie", lambda: NOW).content["velden"] == {"dag": "2026-11-21"}
    skipped = Give(Visit("a", 1), ("overgeslagen",), {}, "kan niet", "2026-11-20")
    assert draft(skipped, case, "directie", lambda: NOW).content["velden"] == {}
