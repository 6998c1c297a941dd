"""What is allowed but odd is told, and never more than that."""

from datetime import date

import pytest

from scala_cli.facts import facts
from scala_cli.plan.library import Library
from scala_cli.plan.load import parse_plan
from scala_cli.plan.odd import REVIEWED_DAYS, oddities
from tests.conftest import NOW
from tests.plan.conftest import FILE, Document, document, step

TODAY = date(2026, 11, 22)
SEEN = {"bewijs": "2025-10-18", "inzage": "2025-10-19"}


def odd(*steps: Document, **more: object) -> list[tuple[str | None, str]]:
    """Return the step and the sentence of what is odd in a plan with these steps."""
    made = document(*steps, **more)  # type: ignore[arg-type]
    found = oddities(parse_plan(made, FILE), FILE, SEEN, TODAY)
    return [(fault.step, fault.sentence) for fault in found]


@pytest.mark.parametrize("words", ["?", "-", "n.v.t.", "Niemand", "nog bepalen", "…", "xxx"])
def test_a_step_that_nobody_does_is_odd(words: str) -> None:
    assert odd(step("a", wie=words)) == [
        ("a", f"niemand doet deze stap: bij 'wie' staat '{words}'.")
    ]


@pytest.mark.parametrize("words", ["Directie", "Wie het ziet", "MR", "Iedereen"])
def test_a_step_that_someone_does_is_not(words: str) -> None:
    assert odd(step("a", wie=words)) == []


def test_a_source_that_says_nothing_is_odd_wherever_it_stands() -> None:
    note = {"tekst": "Let op.", "bron": "geen"}
    found = odd(
        step("a", ["b"], bron="?", aandacht=[note]),
        step("b", bron=None, aanvulling="volgt"),
        bron="TODO",
        spoedregels=[note],
    )
    assert [one[0] for one in found] == [None, None, "a", "a", "b"]
    assert all("de bron" in one[1] for one in found)


def test_letters_that_a_question_would_make_are_odd_and_those_it_offers_are_not() -> None:
    made = [{"id": "ja", "titel": "Ja", "naar": []}]
    asks = step("a", naar=None, soort="vraag", opties=made, documenten=["x"], aangeboden=["y"])
    sentence = "een vraag maakt geen brieven. Zet ze bij 'aangeboden', of bij een actie."
    assert odd(asks) == [("a", sentence)]


def options(*sources: str | None) -> Document:
    """Return a question whose options have these sources."""
    made = [
        {"id": f"o{number}", "titel": "T", "naar": [], **({"bron": one} if one else {})}
        for number, one in enumerate(sources)
    ]
    return step("a", naar=None, soort="vraag", opties=made)


def test_an_option_without_a_source_beside_options_with_one_is_odd() -> None:
    assert odd(options(None, None)) == []
    assert odd(options("B.1", "B.2")) == []
    assert odd(options("B.1", None)) == [
        ("a", "optie 'o1' heeft geen bron, en een andere optie wel.")
    ]
    assert odd(options("B.1", "?")) == [("a", "de bron '?' van optie 'o1' zegt niets.")]


def test_a_text_that_does_not_fit_on_a_screen_is_odd() -> None:
    assert odd(step("a", tekst="een woord en " * 120)) == []
    for key in ("tekst", "lezing"):
        [(at, sentence)] = odd(step("a", **{key: "een woord en " * 160}))
        assert (at, sentence.startswith(f"'{key}' heeft 2")) == ("a", True)
    assert len(odd(step("a", tekst="\n".join("regel" for _ in range(23))))) == 1
    assert odd(step("a", tekst="\n".join("regel" for _ in range(22)))) == []


def test_a_fact_that_was_looked_up_over_400_days_ago_is_odd_once() -> None:
    note = {"tekst": "Let op.", "feiten": ["bewijs", "inzage"]}
    assert REVIEWED_DAYS == 400
    assert (TODAY - date.fromisoformat(SEEN["inzage"])).days == 399
    found = odd(
        step("a", ["b"], aandacht=[note]),
        step("b", termijn={"wat": "Bel.", "weken": 1, "feiten": ["bewijs"]}),
    )
    assert found == []
    longer_ago = {"bewijs": "2025-10-17", "inzage": "2025-10-18"}
    made = parse_plan(document(step("a", ["b"], aandacht=[note]), step("b", aandacht=[note])), FILE)
    [fault] = oddities(made, FILE, longer_ago, TODAY)
    assert fault.step == "a"
    assert fault.sentence.startswith("feit 'bewijs' is 401 dagen geleden")


def test_nothing_is_odd_in_the_shipped_plans(library: Library) -> None:
    seen = {name: fact.seen for name, fact in facts().items()}
    for plan in library.plans.values():
        assert oddities(plan, plan.id, seen, NOW.date()) == []
