"""A term in words, in every form that it can have."""

import pytest

from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Note, Term
from scala_cli.plan.wording import basis_of, note_of, term_of
from tests.plan.conftest import plan, step


def test_a_term_names_the_other_steps_of_its_plan_by_their_titles(
    plaatsing: Graph, medewerker: Graph
) -> None:
    complaint = term_of(plaatsing.steps["signaal"], plaatsing.root)
    assert ", tot 'Nee' is geantwoord op 'Is er spoed?'. Bij smaad" in complaint
    view = term_of(medewerker.steps["consequenties"], medewerker.root)
    assert ", tot 'Melding in het personeelsdossier' is gedaan. Zienswijze" in view


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ({"werkdagen": 3}, "3 werkdagen na de dag van deze stap. Bel."),
        ({"werkdagen": 1, "vanaf": "dag"}, "1 werkdag na de dag bij 'Welke dag?'. Bel."),
        ({"uren": 48}, "48 uur na het moment van deze stap. Bel."),
        ({"uren": 1, "vanaf": "toen"}, "1 uur na het moment bij 'Wanneer?'. Bel."),
        ({"uren": 1, "vanaf": "dag"}, "1 uur na het begin van de dag bij 'Welke dag?'. Bel."),
        ({"dagen": 1, "vanaf": "b.later"}, "1 dag na de dag bij 'Wanneer dan?'. Bel."),
        ({"dagen": 2, "vanaf": "later"}, "2 dagen na de dag bij 'Wanneer dan?'. Bel."),
        ({"op": "later"}, "Op de dag bij 'Wanneer dan?'. Bel."),
        (
            {"maanden": 1, "weken": 2, "dagen": 3},
            "1 maand, 2 weken en 3 dagen na de dag van deze stap. Bel.",
        ),
        (
            {"weken": 1, "tot": ["c", "d:overgeslagen", "c:ja"]},
            (
                "1 week na de dag van deze stap, tot 'Titel van c' is beantwoord, 'Titel van d' is "
                "gedaan of overgeslagen of 'Ja' is geantwoord op 'Titel van c'. Bel."
            ),
        ),
    ],
)
def test_a_term_is_said_in_every_form(term: dict[str, object], words: str) -> None:
    later = {"id": "later", "soort": "datum", "titel": "Wanneer dan?", "mag_later": True}
    day = {"id": "dag", "soort": "datum", "titel": "Welke dag?"}
    moment = {"id": "toen", "soort": "moment", "titel": "Wanneer?"}
    made = plan(
        step("b", ["a"], velden=[later]),
        step("a", ["c"], velden=[day, moment], termijn={"wat": "Bel.", "bron": "A.1", **term}),
        step("c", {"ja": ["d"]}),
        step("d"),
    )
    assert term_of(made.index["a"], made) == words


def test_a_term_in_working_days_also_names_the_law_that_says_which_these_are() -> None:
    term = Term(Note("Bel.", "A.1"), workdays=3)
    assert basis_of(note_of(term)) == (
        "A.1; wetten.overheid.nl, Algemene termijnenwet, artikel 3, zekerheid B"
    )
    assert basis_of(note_of(Term(Note("Bel.", "A.1"), days=3))) == "A.1"
