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
        step("b", ["c"], termijn={"wat": "Bel.", "weken": 1, "feiten": ["bewijs"]}),
        step("c"),
    )
    assert found == []
    longer_ago = {"bewijs": "2025-10-17", "inzage": "2025-10-18"}
    made = parse_plan(document(step("a", ["b"], aandacht=[note]), step("b", aandacht=[note])), FILE)
    [fault] = oddities(made, FILE, longer_ago, TODAY)
    assert fault.step == "a"
    assert fault.sentence.startswith("feit 'bewijs' is 401 dagen geleden")


def test_nothing_is_odd_in_the_shipped_plans(library: Library) -> None:
    seen = {name: fact.seen for name, fact in facts().items()}
    texts = {name: fact.text for name, fact in facts().items()}
    for plan in library.plans.values():
        assert oddities(plan, plan.id, seen, NOW.date(), texts) == []


def test_a_term_at_the_last_step_is_odd_and_one_with_a_step_after_it_is_not() -> None:
    made = {"wat": "Bel terug.", "weken": 1, "bron": "A.1"}
    asks = step("b", {"ja": ["c"], "nee": []}, termijn=made)
    found = odd(step("a", ["b"], termijn=made), asks, step("c", termijn=made))
    assert [one[0] for one in found] == ["c"]
    assert found[0][1].startswith("een termijn bij de laatste stap: hierna komt geen stap meer")


def term(wat: str, **more: object) -> Document:
    """Return a step with a term, in which its words say how long it is."""
    made = {"wat": wat, "feiten": ["bewijs"], **more}
    return step("a", ["b"], termijn=made)


def counted(made: Document, fact: str = "") -> list[str]:
    """Return what is odd in a plan with a term that rests on a fact of these words."""
    parsed = parse_plan(document(made, step("b")), FILE)
    return [one.sentence for one in oddities(parsed, FILE, {}, TODAY, {"bewijs": fact})]


@pytest.mark.parametrize(
    ("wat", "more", "sentence"),
    [
        ("Binnen drie weken.", {"weken": 2}, "2 weken, maar in de tekst staat 'drie weken'"),
        ("Eén maand.", {"maanden": 3}, "3 maanden, maar in de tekst staat 'Eén maand'"),
        ("Na 48 uur.", {"uren": 24}, "24 uur, maar in de tekst staat '48 uur'"),
        ("Vijf werkdagen.", {"werkdagen": 3}, "3 werkdagen, maar in de tekst staat 'Vijf werkdage"),
        ("10 dagen", {"dagen": 1}, "1 dag, maar in de tekst staat '10 dagen'"),
        ("Zes tot acht weken", {"weken": 7}, "7 weken, maar in de tekst staat 'Zes tot acht we"),
        ("tweeënzeventig uur", {"uren": 48}, "48 uur, maar in de tekst staat 'tweeënzeventig"),
    ],
)
def test_a_term_of_another_number_than_its_words_say_is_odd(
    wat: str, more: Document, sentence: str
) -> None:
    [found] = counted(term(wat, **more))
    assert found.startswith(f"de termijn is {sentence}")


@pytest.mark.parametrize(
    ("wat", "more"),
    [
        ("Binnen drie maanden.", {"maanden": 3}),
        ("Drie weken, en hoogstens vier weken.", {"weken": 3}),
        ("Binnen 14 dagen.", {"weken": 2}),
        ("Vijf werkdagen.", {"dagen": 7}),
        ("Op werkdagen van 8 tot 17 uur.", {"uren": 48}),
        ("Bel om 9 uur.", {"uren": 2}),
        ("Op een dag.", {"dagen": 3}),
        ("Elke week, per maand.", {"weken": 2, "maanden": 1}),
        ("Zes tot acht weken", {"weken": 8}),
        ("Stuur een antwoord.", {"weken": 4}),
    ],
)
def test_words_that_say_the_same_number_another_measure_or_none_are_not(
    wat: str, more: Document
) -> None:
    assert counted(term(wat, **more)) == []


def test_the_number_is_held_against_the_fact_and_the_step_too() -> None:
    [found] = counted(term("Let op.", maanden=2), "Dat moet binnen drie maanden na kennisneming.")
    assert found == "de termijn is 2 maanden, maar in feit 'bewijs' staat 'drie maanden'."
    [found] = counted(term("Let op.", weken=3) | {"tekst": "Antwoord binnen twee weken."})
    assert found == "de termijn is 3 weken, maar in de tekst van de stap staat 'twee weken'."
