"""What stands above the home menu: never a name, the most urgent first, within the window."""

import io
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from scala_cli.case import drafts
from scala_cli.case.deadlines import by_urgency
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from scala_cli.screen import home_view
from scala_cli.screen.home_view import Window
from scala_cli.screen.page import Page
from scala_cli.screen.printing import PlainPrinter, RichPrinter
from tests.conftest import NOW, MakeCase
from tests.growing import BY, then

TODAY = NOW.date()
UNTIL = date(2028, 11, 22)
WIDE = Window(79, 6)


def said(cases: Sequence[Case], window: Window = WIDE, today: date = TODAY) -> str:
    """Return what is said of cases as plain lines."""
    output = io.StringIO()
    found = by_urgency(cases, today)
    PlainPrinter(output).show(Page([home_view.standing(found, window, today)]))
    return output.getvalue().strip()


def case(make_case: MakeCase, graph: Graph, number: str, platform: str = "tiktok") -> Case:
    """Return a case that waits for its second step."""
    return make_case(graph, ("signaal", "gedaan", {"platform": platform}), number=number)


def reminded(found: Case, days: int) -> Case:
    """Return a case with a note to be reminded of, so many days from now."""
    return then(found, drafts.note("J. Voorbeeld bellen", BY, TODAY + timedelta(days=days)))


def test_of_a_case_number_platform_days_and_open_steps_are_told(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    assert said([case(make_case, plaatsing, "2026-001")]) == (
        "- Dossier 2026-001: TikTok, 22 november 2026\n"
        "Wacht sinds 22 november 2026 op: Is er spoed?"
    )


def test_no_sentence_is_cut_off_and_what_does_not_fit_is_left_out_whole(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    started = ("signaal", "gedaan", {"platform": "tiktok"})
    cases = [
        make_case(plaatsing, started, ("spoed", "nee"), number=f"2026-{number:03}")
        for number in range(1, 4)
    ]
    for lines in range(1, 7):
        shown = said(cases, Window(79, lines))
        assert "…" not in shown
        assert "Niemand" not in shown or "Gesprek met de plaatser" in shown


@pytest.mark.parametrize("count", [1, 2, 3, 12])
@pytest.mark.parametrize("lines", [1, 3, 6])
def test_no_name_and_no_words_of_a_note_are_shown(
    plaatsing: Graph, make_case: MakeCase, count: int, lines: int
) -> None:
    cases = [
        reminded(case(make_case, plaatsing, f"2026-{number:03}"), -1) for number in range(count)
    ]
    shown = said(cases, Window(79, lines))
    assert "Voorbeeld" not in shown
    assert "bellen" not in shown
    assert "erinnering" in shown or lines == 1 < count


@pytest.mark.parametrize(
    ("days", "told"),
    [(-3, "Te laat, 3 dagen"), (0, "Vandaag"), (14, "Over 14 dagen"), (15, "Wacht sinds")],
)
def test_what_is_overdue_or_due_within_two_weeks_is_told(
    plaatsing: Graph, make_case: MakeCase, days: int, told: str
) -> None:
    found = reminded(case(make_case, plaatsing, "2026-001"), days)
    assert said([found]).splitlines()[1].startswith(told)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 12])
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 6, 20])
@pytest.mark.parametrize("width", [40, 79, 99])
def test_it_never_takes_more_lines_than_there_are_nor_more_than_six(
    plaatsing: Graph, make_case: MakeCase, count: int, lines: int, width: int
) -> None:
    cases = [case(make_case, plaatsing, f"2026-{number:03}") for number in range(1, count + 1)]
    output = io.StringIO()
    window = Window(width, lines)
    RichPrinter(output, width).show(Page([home_view.standing(cases, window, TODAY)]))
    found = output.getvalue().strip().splitlines()
    assert len(found) <= min(lines, 6)
    named = sum(f"2026-{number:03}" in output.getvalue() for number in range(1, count + 1))
    rest = f"En nog {count - named}" if named else f"{count} dossiers"
    assert named == count or rest in found[-1]


def test_of_those_that_are_only_counted_the_overdue_ones_are_told(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    cases = [
        reminded(case(make_case, plaatsing, f"2026-00{number}"), -number) for number in range(1, 6)
    ]
    assert said(cases, Window(79, 3)).endswith(
        "- En nog 3, waarvan 3 te laat. Zie: stappenplan wat-nu"
    )


def test_a_closed_case_is_shown_only_for_what_is_due(plaatsing: Graph, make_case: MakeCase) -> None:
    found = case(make_case, plaatsing, "2026-001")
    closing = drafts.close("afgehandeld", "", UNTIL, "grond", BY)
    assert said([then(found, closing)]) == "Er staat geen dossier open."
    shown = said([then(reminded(found, -1), closing)])
    assert "Te laat, 1 dag: herinnering, notitie van 22 november 2026" in shown
    assert "Gesloten, sinds 22 november 2026" in shown


@pytest.mark.parametrize(("done", "told"), [("gedaan", "aanvullen"), ("overgeslagen", "sluiten")])
def test_a_case_without_open_steps_waits_to_be_filled_in_or_closed(
    medewerker: Graph, make_case: MakeCase, done: str, told: str
) -> None:
    found = make_case(
        medewerker,
        ("ventileert", done),
        ("aanspreken", done),
        ("grensoverschrijdend", "nee"),
        ("reactie-medewerker", "rectificeert"),
        ("dossier-medewerker", done),
        ("maatregel-nodig", "nee"),
    )
    assert found.position.open == ()
    assert said([found]).endswith(f"op: {told}")


def test_the_height_of_what_is_shown_is_known_before_it_is_printed(plaatsing: Graph) -> None:
    block = home_view.emergency(plaatsing.root)
    for width in (40, 79, 99):
        output = io.StringIO()
        RichPrinter(output, width).show(Page([block]))
        assert len(output.getvalue().strip().splitlines()) == home_view.height(block, width)
