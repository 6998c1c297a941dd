"""Where something stands in a file is told by line, and a file that isn't TOML in every place."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scala_cli import resources
from scala_cli.plan.lines import lines_of
from scala_cli.plan.source import source_of
from scala_cli.plan.syntax import syntax_of
from tests.plan.test_eigen import FILES

PLANS = [*resources.plan_files(), *FILES]


def places(value: object, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield where each value of a document is."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield (*path, key)
            yield from places(one, *path, key)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield (*path, number)
            yield from places(one, *path, number)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_each_key_of_a_plan_is_found_on_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    found = lines_of(text)
    wanted = set(places(tomllib.loads(text))) - {("stap",)}

    assert found.keys() == wanted
    for place in wanted:
        if isinstance(place[-1], str):
            assert re.search(rf"\b{place[-1]} = ", lines[found[place] - 1])


WRITTEN = {
    "a key in quotes": '"a b" = 1\n\'c\' = 2\n"\\u0064" = 3\n',
    "a dotted key": "a.b.c = 1\na.d = 2\n",
    "tables and lists of them": (
        "[a]\nb = 1\n[[c]]\nd = 1\n[[c]]\nd = 2\n[c.e]\nf = 1\n[[c.g]]\nh=1\n"
    ),
    "a list over lines, with comments": (
        "a = [ # een\n  1,\n\n  [2, 3], # twee\n  { b = 4, c = [5] },\n]\n"
    ),
    "texts that look like something else": "a = '''\n[[b]]\nc = 1'''\nd = \"#\"\ne = 'x = [1'\n",
    "values with marks in them": "a = 2026-11-22T12:00:00Z\nb = 1.5\nc = -inf\n",
    "line ends of Windows": "a = 1\r\n\r\n[[b]]\r\nc = [\r\n1,\r\n]\r\n",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_whatever_way_it_is_written_all_is_found(text: str) -> None:
    found = lines_of(text)
    document = tomllib.loads(text)
    leaves = {
        place for place in places(document) if not isinstance(_at(document, place), dict | list)
    }

    assert leaves <= found.keys() <= set(places(document))
    assert all(1 <= line <= text.count("\n") for line in found.values())


def _at(document: object, place: tuple[str | int, ...]) -> object:
    for key in place:
        document = document[key]  # type: ignore[index]
    return document


def test_the_line_of_an_element_of_a_list_is_its_own() -> None:
    found = lines_of('a = [\n  "een",\n  "twee",\n]\n')

    assert found == {("a",): 1, ("a", 0): 2, ("a", 1): 3}


BROKEN = """formaat = 1
titel = "x
[[stap]]
id = "a"
tekst = \"\"\"lang
[[stap]]
id = "b"
naar = ["x" "y"]
[[stap]]
id = goed
[[stap]]
id = "ok"
id = "ok"
[[stap]]
titel
[[stap]]
velden = [ {a = "b",
[[stap]]
id = "goed" titel = "x"
[[stap]]
a = "C:\\map"
"""


def test_every_step_that_is_not_toml_is_told_at_once_with_what_is_meant() -> None:
    found = syntax_of(BROKEN)

    assert [(line, said.partition(": ")[2]) for line, said in found.mistakes] == [
        (2, "het aanhalingsteken aan het eind van de tekst ontbreekt."),
        (5, "een tekst wordt niet afgesloten met een aanhalingsteken."),
        (8, "een [ wordt niet afgesloten met ], of er ontbreekt een komma."),
        (10, "hier hoort een waarde. Tekst staat tussen aanhalingstekens."),
        (13, "deze sleutel staat hier al; laat er één staan."),
        (15, "na de sleutel hoort een =, met daarachter de waarde."),
        (17, 'hier hoort een sleutel, zoals titel = "…".'),
        (19, "hier staat iets te veel. Zet elke sleutel op een eigen regel."),
        (21, "een \\ in een tekst schrijft u als \\\\."),
    ]
    assert not found.has_head


def test_the_faults_in_the_rest_of_a_broken_file_are_told_too_on_their_own_lines() -> None:
    text = 'formaat = 1\nid = "x"\n\n[[stap]]\nid = "a\n\n[[stap]]\nid = "b"\ntitl = "B"\n'
    source = source_of(text.encode(), "x.toml", "x")
    told = [(fault.line, fault.step, fault.sentence.partition(".")[0]) for fault in source.faults]

    assert (5, None) in [one[:2] for one in told]
    assert (9, "b", "onbekende sleutel 'titl'") in told
    assert not [one for one in told if "er niet is" in one[2]]


def test_parts_that_are_toml_each_but_not_together_are_a_fault() -> None:
    source = source_of(b"stap = 1\n[[stap]]\nid = 'a'\n", "x.toml", "x")

    assert len(source.faults) == 1
    assert "is geen geldige TOML" in source.faults[0].sentence


def test_of_a_file_that_cannot_be_read_the_plan_is_known_by_what_it_says_or_by_its_name() -> None:
    assert source_of(b'id = "pesten"\ntitel = "\n', "x.toml", "x").plan_id == "pesten"
    assert source_of(b"titel = \n[[stap]]\nid = 'a'\n", "x.toml", "x").plan_id == "x"
    assert source_of(b'id = "pesten"\n\xff', "x.toml", "x").plan_id == "pesten"


def test_bytes_that_are_no_text_are_told_with_their_line() -> None:
    [fault] = source_of(b'id = "x"\ntitel = "\xe9\x1b[2Jn"\n', "x.toml", "x").faults

    assert (fault.line, "\x1b" in str(fault)) == (2, False)
    assert str(fault).startswith("x.toml, regel 2: is geen UTF-8. Sla het op als UTF-8.")


HEAD = 'formaat = 1\nid = "x"\nversie = 1\ntitel = "X"\nbron = "B"\n'
STEP = (
    '[[stap]]\nid = "a"\nsoort = "actie"\ntitel = "A"\ntekst = "A"\nwie = "D"\nbron = "B"\n'
    "naar = []\n"
)


def told(text: str) -> list[tuple[int, str]]:
    """Return the line and the sentence of each fault of a file, without the place in the line."""
    source = source_of(text.encode(), "x.toml", "x")
    return [(fault.line, re.sub(r".*TOML.*?: ", "", fault.sentence)) for fault in source.faults]


@pytest.mark.parametrize(
    "written",
    [
        "titel = “A”",
        "titel = „A”",
        "titel = ‘A’",
        'titel = "A”',
        'naar = ["a”, "b"]',
        "naar = [“a”]",
        "velden = [{ id = “a” }]",
        "“titel” = 1",
    ],
)
def test_the_quotes_of_a_word_processor_are_named_as_such(written: str) -> None:
    text = HEAD + STEP.replace('titel = "A"', written)

    assert told(text) == [(9, 'gebruik rechte aanhalingstekens: "…", geen “…”.')]


def test_such_quotes_within_a_text_are_left_alone() -> None:
    assert told(HEAD + STEP.replace('"A"', '"Zeg “ja”."')) == []
    text = HEAD + STEP.replace('titel = "A"', 'titel = "Zeg “ja” of nee')
    assert told(text) == [(9, "het aanhalingsteken aan het eind van de tekst ontbreekt.")]


def test_a_step_with_one_bracket_is_told_where_it_stands_and_read_as_a_step() -> None:
    one, other = STEP.replace("[[stap]]", "[stap]"), STEP.replace('wie = "D"', "wei = 1")
    twice = "schrijf [[stap]], met twee haken."

    assert told(HEAD + one) == [(6, twice)]
    assert told(HEAD + one + one.replace('"a"', '"b"')) == [(6, twice), (14, twice)]
    assert told(HEAD + one.replace("\n", "\r\n") + other)[0] == (6, twice)
    assert [line for line, _ in told(HEAD + other + one)] == [7, 11, 14, 15]


def test_a_comma_that_is_missing_is_looked_for_on_the_line_above() -> None:
    above = "of er ontbreekt een komma aan het eind van de regel hierboven."
    [(line, said)] = told(HEAD + STEP.replace("[]", '[\n  "a"\n  "b",\n]'))
    assert (line, said.endswith(above)) == (15, True)
    options = 'opties = [\n  { id = "x", titel = "X" }\n  { id = "y", titel = "Y" },\n]\n'
    [(line, said)] = told(HEAD + STEP + options)
    assert (line, said.endswith(above)) == (16, True)
    [(line, said)] = told(HEAD + STEP.replace("[]", '["a" "b"]'))
    assert (line, said.endswith("of er ontbreekt een komma.")) == (13, True)


def test_a_dutch_yes_or_no_is_told_to_be_true_or_false() -> None:
    for word in ("ja", "nee", "True"):
        found = told(f"{HEAD}{STEP}wacht = {word}\n")
        assert found == [(14, "schrijf true voor ja, of false voor nee.")]


def test_a_number_that_is_too_long_is_told_on_its_own_line() -> None:
    text = HEAD.replace("versie = 1", f"versie = {'9' * 5_000}")

    assert told(text + STEP) == [(3, "dit getal is te lang.")]


def test_beside_another_mistake_a_key_that_is_there_twice_hides_nothing() -> None:
    lines = [line for line, _ in told(f"{HEAD}{STEP}titel = x\n[a]\n[[stap]]\n[a]\n")]

    assert 14 in lines
