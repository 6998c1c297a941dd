"""What papers, statements and letters say follows from what the plan says, for any plan."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings

from scala_cli.case.retention import proposed
from scala_cli.case.state import Case
from scala_cli.closing import reasons_of
from scala_cli.commands.run import known_names
from scala_cli.documents.context import Writing, context_for
from scala_cli.documents.plain import plain
from scala_cli.documents.render import render, render_template
from scala_cli.documents.school import School
from scala_cli.export import markdown
from scala_cli.export.board import board
from scala_cli.export.paper import TEMPLATE, Paper, values
from scala_cli.export.police import police
from scala_cli.plan.check import Among, check_plan
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import parse_plan
from scala_cli.plan.model import Party, Reader
from scala_cli.plan.replay import Visit
from tests.conftest import MakeCase, Said
from tests.export.generated import Walked, simple, walks
from tests.plan.conftest import Document, document, step

UNTOLD = Writing(School(), "2026-11-22", {})


def graph_of(plan: Document) -> Graph:
    """Return the graph of one plan, which is sound."""
    made = parse_plan(plan, "eigen.toml")
    assert check_plan(made, Among({made.id: made}, known_names()), "eigen.toml") == []
    return Graph(made.id, {made.id: made})


def on_paper(paper: Paper) -> str:
    return render_template(TEMPLATE, values(paper))


def letter(kind: str, case: Case, at: Visit | None = None) -> str:
    return plain(render(kind, context_for(kind, case, at, UNTOLD)))


def field(field_id: str, kind: str, **more: object) -> Document:
    return {"id": field_id, "soort": kind, "titel": f"Wat is {field_id}?", **more}


def own_plan(**more: object) -> Document:
    """Return a plan of a school's own about bullying, that says what it means."""
    return document(
        step(
            "begin",
            ["deed"],
            melding=True,
            velden=[
                field("verteller", "persoon", rol="melder", voor=["bestuur"]),
                field("wat", "lange-tekst", voor=["politie"]),
                field("stil", "lange-tekst"),
            ],
        ),
        step(
            "deed",
            {"leerling": ["praat"], "ander": ["praat"]},
            over="plaatser",
            opties=[
                {"id": "leerling", "titel": "Een leerling", "naar": ["praat"], "plaatser": "kind"},
                {"id": "ander", "titel": "Een ander", "naar": ["praat"], "plaatser": "volwassene"},
            ],
            velden=[field("dader", "persoon", rol="plaatser", voor=["politie"])],
        ),
        step("praat", [], gesprek_met="plaatser"),
        plan_id="treiteren",
        **more,
    )


BEGUN: tuple[Said, ...] = (
    ("begin", "gedaan", {"verteller": "M. Melder", "wat": "Er is geduwd.", "stil": "Geheim."}),
    ("deed", "leerling", {"dader": "K. Kind"}),
)


def test_the_paper_for_the_police_puts_each_thing_under_what_it_is(make_case: MakeCase) -> None:
    text = on_paper(police(make_case(graph_of(own_plan()), *BEGUN)))

    assert "Er is geduwd" in text
    assert text.index("# Wie erbij betrokken zijn") < text.index("K. Kind")
    assert text.index("# Wat er verder is vastgelegd") < text.index("Er is geduwd")
    assert "# Het bericht" not in text
    assert "Melder" not in text
    assert "Geheim" not in text
    assert "Alles staat hier" not in text


def test_a_plan_that_names_nothing_for_a_reader_gets_a_paper_that_says_so_and_what_to_add(
    make_case: MakeCase,
) -> None:
    silent = document(step("begin", [], velden=[field("wat", "lange-tekst")]))
    case = make_case(graph_of(silent), ("begin", "gedaan", {"wat": "Niet voor u."}))
    for paper, key in ((board(case), "bestuur"), (police(case), "politie")):
        text = plain(on_paper(paper))
        assert "Een klein plan" in text
        assert f'voor = ["{key}"]' in text
        assert "Niet voor u" not in text


def test_a_pupils_case_of_an_own_plan_rests_on_no_personnel_file(make_case: MakeCase) -> None:
    case = make_case(graph_of(own_plan()), *BEGUN)

    assert "personeel" not in proposed(case).basis + proposed(case).remark
    assert "plaatser-onbekend" not in reasons_of(case.graph.root)


def test_a_plan_says_how_long_its_cases_are_kept_and_why(make_case: MakeCase) -> None:
    kept = [
        {"bij": ["kind"], "jaren": 5, "bron": "Afspraak 7", "uitleg": "Vijf jaar."},
        {"jaren": 1, "bron": "Afspraak 8"},
    ]
    graph = graph_of(own_plan(bewaren=kept, sluitredenen=["dubbel"]))

    assert proposed(make_case(graph, *BEGUN)).basis == "Afspraak 7"
    assert proposed(make_case(graph)).years == 1
    assert list(reasons_of(graph.root)) == ["dubbel"]


TO_A_CHILD: tuple[Said, ...] = (
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "overgeslagen"),
    ("wie", "kind"),
)


def test_with_only_the_parents_spoken_to_the_statement_says_that_and_not_with_whom(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_A_CHILD, ("ouders-uitnodigen", "gedaan"))
    for text in (letter("statement", case), letter("statement", case, Visit("signaal", 1))):
        assert "betrokken persoon gesproken" not in text
    assert "Er is over dit bericht gesproken" in letter("statement", case)
    assert "ouder" not in letter("statement", case)
    assert "kind" not in letter("statement", case)


def test_the_note_for_the_board_tells_each_talk_and_tells_it_once(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    talk = {"datum": "2026-11-21", "verslag": "Er is gepraat."}
    case = make_case(
        plaatsing,
        *TO_A_CHILD,
        ("ouders-uitnodigen", "gedaan", talk),
        ("reactie-ouders", "erkennen"),
        ("passende-oplossing", "gedaan", talk),
    )
    note = letter("overlegnotitie-bestuur", case)

    assert note.count("Gesprek met de ouders") == 1
    assert note.count("Samen een passende oplossing") == 1
    assert "Nog niets vastgelegd" not in note


def test_a_talk_without_a_report_is_in_the_note_for_the_board_as_in_the_statement(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *TO_A_CHILD[:3], ("gesprek", "gedaan"))

    assert "betrokken persoon gesproken" in letter("statement", case)
    assert "Gesprek met de plaatser" in letter("overlegnotitie-bestuur", case)


def test_parents_who_were_not_spoken_to_are_not_told_that_they_were(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    said: tuple[Said, ...] = (
        *TO_A_CHILD,
        ("gesprek-kind", "gedaan"),
        ("ouders-uitnodigen", "overgeslagen"),
        ("reactie-ouders", "ontkennen"),
    )
    case = make_case(plaatsing, *said)
    assert "gesproken" not in letter(
        "mededeling-gedragsprotocol", case, Visit("gedragsprotocol", 1)
    )


def twice() -> Document:
    """Return a plan in which what happened may happen again."""
    return document(
        step("voorval", ["praat"], velden=[field("app", "tekst", rol="inhoud")]),
        step("praat", ["brief"], gesprek_met="plaatser", redenen=["geweigerd"]),
        step("brief", ["weer"], aangeboden=["klachtenprocedure"]),
        step("weer", {"ja": ["voorval"], "nee": []}),
        plaatser="volwassene",
    )


def test_a_letter_of_a_second_round_tells_nothing_of_a_talk_from_before(
    make_case: MakeCase,
) -> None:
    first: tuple[Said, ...] = (
        ("voorval", "gedaan", {"app": "Het eerste bericht."}),
        ("praat", "gedaan"),
        ("brief", "gedaan"),
    )
    again: tuple[Said, ...] = (("weer", "ja"), ("voorval", "gedaan"), ("praat", "overgeslagen"))
    case = make_case(graph_of(twice()), *first, *again)
    was, now = Visit("brief", 1), Visit("brief", 2)

    assert "Wij hebben met elkaar gesproken" in letter("klachtenprocedure", case, was)
    assert "Wij hebben met elkaar gesproken" not in letter("klachtenprocedure", case, now)
    assert "Het eerste bericht" in letter("overlegnotitie-bestuur", case, was)
    assert "Het eerste bericht" not in letter("overlegnotitie-bestuur", case, now)


def test_a_talk_of_the_second_round_counts_in_that_round(make_case: MakeCase) -> None:
    said: tuple[Said, ...] = (
        ("voorval", "gedaan"),
        ("praat", "overgeslagen"),
        ("brief", "gedaan"),
        ("weer", "ja"),
        ("voorval", "gedaan"),
        ("praat", "gedaan"),
    )
    case = make_case(graph_of(twice()), *said)
    assert "met elkaar gesproken" in letter("klachtenprocedure", case, Visit("brief", 2))
    assert "met elkaar gesproken" not in letter("klachtenprocedure", case, Visit("brief", 1))


def test_the_closing_letter_speaks_of_a_post_only_where_there_is_one(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    own = letter("afsluitbrief", make_case(graph_of(own_plan()), *BEGUN))

    assert "bericht" not in own
    assert "een bericht op" in letter("afsluitbrief", make_case(plaatsing))


CLAIMS: Mapping[str, tuple[str, Party]] = {
    "klachtenprocedure": ("Wij hebben met elkaar gesproken", Party.POSTER),
    "mededeling-gedragsprotocol": ("Wij hebben met u gesproken", Party.PARENTS),
    "statement": ("Wij hebben met de betrokken persoon gesproken", Party.POSTER),
}


@settings(max_examples=60, deadline=None)
@given(walks())
def test_no_paper_holds_what_is_not_for_its_reader_and_the_full_export_holds_all(
    walked: Walked,
) -> None:
    case = walked.case
    papers = {
        Reader.BOARD: on_paper(board(case)),
        Reader.POLICE: on_paper(police(case)) + letter("feitenblad-politie", case),
    }
    whole = render_template(markdown.TEMPLATE, markdown.values(case))
    for token, readers in walked.told.items():
        assert token in whole
        for reader, text in papers.items():
            assert reader in readers or token not in text


@settings(max_examples=60, deadline=None)
@given(walks())
def test_no_letter_says_that_someone_was_spoken_to_without_a_talk_of_that_round(
    walked: Walked,
) -> None:
    for visit in (*walked.case.position.standing, *walked.case.position.open):
        for kind, (claim, party) in CLAIMS.items():
            said = claim in letter(kind, walked.case, visit)
            assert said == walked.spoke(party, visit)


@pytest.mark.parametrize("kind", CLAIMS)
def test_each_claim_is_one_that_its_letter_can_make(kind: str) -> None:
    walked = simple(CLAIMS[kind][1])
    made = [letter(kind, walked.case, visit) for visit in walked.case.position.standing]
    assert any(CLAIMS[kind][0] in text for text in made)
