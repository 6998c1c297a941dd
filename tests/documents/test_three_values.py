"""Yes, no and not known in an own letter: what isn't known takes no branch, and is told once."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scala_cli.documents.careful import keep_lines
from scala_cli.documents.contexts.values import ABSENT, Picked, Undecided, Unknown
from scala_cli.documents.sandbox import Sandbox

PLACE = Unknown("[Gaat de school open?]")
OPEN = "\\[Gaat de school open?\\]"
WHICH = Unknown("[Welke opvang?]")
NAMES: Mapping[str, object] = {
    "ja": True, "nee": False, "open": PLACE, "welke": WHICH, "weg": ABSENT,
    "gekozen": Picked("buren", "Bij de buren"), "leeg": (), "tekst": "Een zin.",
    "samen": (Picked("buren", "Bij de buren"), Picked("opa", "Bij opa")),
}  # fmt: skip


def said(body: str, values: Mapping[str, object] = NAMES, **parts: str) -> str:
    """Return what a template says."""
    files = {"x.md.j2": body, **{f"delen/{name}.md.j2": text for name, text in parts.items()}}
    return Sandbox(files.get).made("x.md.j2", values)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{% if open %}A{% endif %}", OPEN),
        ("{% if open %}A{% else %}B{% endif %}", OPEN),
        ("{% if not open %}A{% else %}B{% endif %}", OPEN),
        ("{% if nee %}A{% elif open %}B{% else %}C{% endif %}", OPEN),
        ("{% if open %}A{% elif ja %}B{% else %}C{% endif %}", OPEN),
        ("{% if ja %}A{% elif open %}B{% else %}C{% endif %}", "A"),
        ("{% if open and ja %}A{% else %}B{% endif %}", OPEN),
        ("{% if open and nee %}A{% else %}B{% endif %}", "B"),
        ("{% if nee and open %}A{% else %}B{% endif %}", "B"),
        ("{% if open or ja %}A{% else %}B{% endif %}", "A"),
        ("{% if open or nee %}A{% else %}B{% endif %}", OPEN),
        ("{% if not (open or ja) %}A{% else %}B{% endif %}", "B"),
        ("{{ 'A' if open else 'B' }}", OPEN),
        ("{{ 'A' if open }}", OPEN),
        ("{{ 'A' if nee else 'B' }}", "B"),
        ("{{ 'A' if nee }}", ""),
        ("{% if welke == 'buren' %}A{% else %}B{% endif %}", "\\[Welke opvang?\\]"),
        ("{% if welke != 'buren' %}A{% else %}B{% endif %}", "\\[Welke opvang?\\]"),
        ("{% if welke in ['buren', 'opa'] %}A{% else %}B{% endif %}", "\\[Welke opvang?\\]"),
        ("{% if 'buren' not in welke %}A{% else %}B{% endif %}", "\\[Welke opvang?\\]"),
        ("{% if welke is eq 'buren' %}A{% else %}B{% endif %}", "\\[Welke opvang?\\]"),
        ("{% if welke|length > 1 %}A{% else %}B{% endif %}", "\\[Welke opvang?\\]"),
        ("{% if open is true %}A{% else %}B{% endif %}", OPEN),
        ("{% if open is false %}A{% else %}B{% endif %}", OPEN),
        ("{% if open is string %}A{% else %}B{% endif %}", OPEN),
        ("{% if open is none %}A{% else %}B{% endif %}", "A"),
        ("{% if open == none %}A{% else %}B{% endif %}", "A"),
        ("{% if open is not none %}A{% else %}B{% endif %}", "B"),
        ("{% if open is defined %}A{% else %}B{% endif %}", "A"),
        ("{% if onzin is defined %}A{% else %}B{% endif %}", "B"),
        ("{{ open or 'onbekend' }}", "onbekend"),
        ("{{ open|default('onbekend', true) }}", "onbekend"),
        ("{{ open|default('onbekend') }}", OPEN),
        ("{{ tekst and open }}", OPEN),
        ("{{ (nee or tekst)|upper }}", "EEN ZIN."),
        ("{{ open|upper }}{{ open|first }}{{ open|regel }}", OPEN * 3),
        ("{{ open|opsomming }}{{ open[0] }}{{ open.iets }}", OPEN * 3),
        ("{% for een in open %}- {{ een }}{% else %}geen{% endfor %}", f"- {OPEN}"),
        ("{% for een in samen if open %}x{% endfor %}", OPEN * 2),
        ("{% for een in samen if een == 'opa' %}{{ een }}{% endfor %}", "Bij opa"),
        (
            "{% for een in samen if een == welke %}x{% else %}y{% endfor %}",
            "\\[Welke opvang?\\]\\[Welke opvang?\\]",
        ),
    ],
)  # fmt: skip
def test_what_is_not_known_takes_no_branch(body: str, told: str) -> None:
    assert said(body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{% if weg %}A{% else %}B{% endif %}", "B"),
        ("{% if not weg %}A{% endif %}", "A"),
        ("{{ weg }}{{ weg|upper }}{{ weg|first }}{{ weg|opsomming }}{{ weg|regel }}", ""),
        ("{% for een in weg %}x{% else %}geen{% endfor %}{{ weg|length }}", "geen0"),
        ("{% if weg == '' or weg == weg or weg == nee or weg == none %}A{% endif %}", ""),
        ("{% if weg != '' and weg != weg and weg not in ['', 'x'] %}A{% endif %}", "A"),
        ("{% if 'x' in weg or weg in weg or weg is eq '' or weg is in [''] %}A{% endif %}", ""),
        ("{% if weg is none %}A{% else %}B{% endif %}", "B"),
        ("{% if weg == welke or weg and open %}A{% else %}B{% endif %}", "B"),
        ("{{ weg or tekst }}", "Een zin."),
        ("{{ weg|default('niets', true) }}", "niets"),
    ],
)
def test_what_does_not_apply_is_nowhere_true_and_says_nothing(body: str, told: str) -> None:
    assert said(body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{{ gekozen }} {{ gekozen|lower }}", "Bij de buren bij de buren"),
        ("{{ gekozen|regel }} {{ gekozen|trim }}", "Bij de buren Bij de buren"),
        ("{{ samen|opsomming }}", "Bij de buren en Bij opa"),
        ("{% if gekozen == 'buren' and 'buren' == gekozen %}A{% endif %}", "A"),
        ("{% if gekozen == 'Bij de buren' %}A{% else %}B{% endif %}", "B"),
        ("{% if gekozen != 'buren' %}A{% else %}B{% endif %}", "B"),
        ("{% if gekozen in ['opa', 'buren'] and 'buren' in gekozen %}A{% endif %}", "A"),
        ("{% if gekozen not in ['opa'] and gekozen in samen %}A{% endif %}", "A"),
        ("{% if 'opa' in samen and 'oma' not in samen %}A{% endif %}", "A"),
        ("{% if gekozen is eq 'buren' and gekozen is in ['buren'] %}A{% endif %}", "A"),
        ("{% if gekozen %}A{% endif %}{% if leeg %}B{% endif %}", "A"),
    ],
)  # fmt: skip
def test_a_choice_is_shown_by_its_title_and_compared_by_its_id(body: str, told: str) -> None:
    assert said(body) == told


def test_a_choice_can_stand_among_others_as_its_id_can() -> None:
    assert {Picked("opa", "Bij opa"), "opa"} == {"opa"}
    assert Picked("opa", "Bij opa") != Picked("oma", "Bij opa")


def test_whether_something_unknown_is_true_can_not_be_asked_by_accident() -> None:
    with pytest.raises(Undecided):
        bool(PLACE)


def test_the_place_stands_apart_as_the_text_that_it_stands_for() -> None:
    body = "A. {% if open %}B. {% else %}C{% endif %}D\n{% if open %}\n- e\n- f\n{% endif %}\nG"
    assert said(body) == f"A. {OPEN} D\n- {OPEN}\nG"
    assert said("{% if open %}\n## Kop\n\nTekst\n{% endif %}\nx") == f"## {OPEN}\nx"
    assert said("{% if open %}\nRegel\\\n{% endif %}\nx") == f"{OPEN}\\\nx"
    assert said("{% if open %}{% elif nee %}\nmaar\n{% endif %}\nx") == f"{OPEN}\nx"


def test_the_place_of_a_sentence_is_told_where_words_stand_for_what_is_unknown() -> None:
    values = {"platform": Unknown("[platform]", "social media")}
    body = "Op {{ platform }}. {% if platform == 'x' %}A{% else %}B{% endif %}"
    assert said(body, values) == "Op social media. \\[platform\\]"


def test_what_a_branch_would_have_set_is_not_known_either() -> None:
    body = (
        "{% set aan = 'allen' %}{% if open %}{% set aan = 'ouders' %}{% else %}"
        "{% set a, b = 'x', 'y' %}{% endif %}Beste {{ aan }}{{ a }}"
    )
    assert said(body) == f"Beste {OPEN}{OPEN}"
    body = "{% set aan = 'allen' %}{% if nee %}{% set aan = 'ouders' %}{% endif %}Beste {{ aan }}"
    assert said(body) == "Beste allen"


def test_it_holds_in_loops_in_parts_and_in_what_is_built_on() -> None:
    inside = "{% if open %}A{% else %}B{% endif %}"
    assert said("{% for een in samen %}{{ loop.index }}" + inside + "{% endfor %}") == (
        f"1{OPEN}2{OPEN}"
    )
    assert said("{% include 'delen/een.md.j2' %}", een=inside) == OPEN
    whole = "<{% block b %}B{% endblock %}>"
    body = "{% extends 'delen/een.md.j2' %}{% block b %}" + inside + "{% endblock %}"
    assert said(body, een=whole) == f"<{OPEN}>"
    assert said("{% if open %}{% include 'delen/een.md.j2' %}{% endif %}", een="A") == OPEN
    assert said("{% with x = open %}{% if x %}A{% else %}B{% endif %}{% endwith %}") == OPEN


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("tekst {% if ja %}y{% endif %}\n\nVolgende", "tekst y\n\nVolgende"),
        ("tekst {% if nee %}y{% endif %}\n\nVolgende", "tekst \n\nVolgende"),
        ("{{ tekst }}{% if ja %}y{% endif %}\n\nVolgende", "Een zin.y\n\nVolgende"),
        ("tekst {% if ja %}y{% endif %} \n\nVolgende", "tekst y \n\nVolgende"),
        ("tekst {# noot #}\n\nVolgende", "tekst \n\nVolgende"),
        ("tekst {% if ja -%}\n\ny{% endif -%}\n\nVolgende", "tekst yVolgende"),
        ("tekst {% if ja +%}\ny{% endif +%}\n\nVolgende", "tekst \ny\n\nVolgende"),
        ("- a{% if ja %} b{% endif %}\n- c{% if nee %} d{% endif %}\n", "- a b\n- c\n"),
        ("{% if ja %}\ntekst\n{% endif %}\nVolgende", "tekst\nVolgende"),
        ("a\n  {% if ja %}\n  b\n  {% endif %}\nc", "a\n  b\nc"),
        ("{# noot #}\n{% set x = 'y' %}{# noot #}\ntekst", "tekst"),
        ("a {% if ja\n   and ja %}\nb{% endif %}\nc", "a \nb\nc"),
        ("a {{ '%}' }}{% if '%}' %}\nb{% endif %}\n\nc", "a \\%\\}\nb\n\nc"),
        ("{% raw %}{% if %}{% endraw %}\n\nc", "{% if %}\n\nc"),
        ("a {# {% if ja %} #}\n{# b\n#}\nc", "a \nc"),
    ],
)
def test_a_line_of_text_that_ends_in_a_tag_stays_a_line(body: str, told: str) -> None:
    assert said(body) == told.removesuffix("\n")


def test_where_a_line_is_kept_the_lines_of_faults_are_those_of_the_file() -> None:
    body = "a {% if ja %}b{% endif %}\n\nc {# noot #}\n{{ onzin.x }}"
    with pytest.raises(Exception, match="onzin") as raised:
        said(body)
    trace = raised.value.__traceback__
    lines = []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "x.md.j2":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    assert lines == [4]


# For any nesting: a branch that is taken is the one for whatever the unknown turns out to be.

KNOWN: dict[str, bool] = {"ja": True, "nee": False, "weg": False}
OPEN_ENDED = ("p", "q", "r")


def _conditions() -> st.SearchStrategy[str]:
    leaves = st.sampled_from([*KNOWN, *OPEN_ENDED])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda one: f"not {one}"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
                lambda parts: f"({' '.join(parts)})"
            ),
            st.tuples(inner, inner, inner).map(
                lambda parts: f"({parts[0]} if {parts[1]} else {parts[2]})"
            ),
        ),
        max_leaves=5,
    ).map(lambda one: f"({one})")


def _numbered(shape: object, count: Iterator[int]) -> str:
    if not isinstance(shape, tuple):
        return f"<{next(count)}>"
    tests, bodies, last = shape
    words = ["if", *["elif"] * (len(tests) - 1)]
    parts = [
        f"{{% {word} {test} %}}{_numbered(body, count)}"
        for word, test, body in zip(words, tests, bodies, strict=True)
    ]
    return f"{''.join(parts)}{{% else %}}{_numbered(last, count)}{{% endif %}}"


def _shapes() -> st.SearchStrategy[object]:
    def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        return st.integers(1, 2).flatmap(
            lambda number: st.tuples(
                st.tuples(*[_conditions()] * number), st.tuples(*[inner] * number), inner
            )
        )

    return st.recursive(st.just(None), nested, max_leaves=5)


@settings(max_examples=60)
@given(_shapes(), st.sets(st.sampled_from(OPEN_ENDED)))
def test_no_branch_speaks_that_would_not_whatever_the_unknown_is(
    shape: object, unknown: set[str]
) -> None:
    body = _numbered(shape, iter(range(1000)))
    rest = dict.fromkeys(set(OPEN_ENDED) - unknown, True)
    values = {**NAMES, **rest, **{name: Unknown(f"[{name}]") for name in unknown}}
    outcome = said(body, values).replace("\\", "")
    possible = {
        said(body, {**NAMES, **rest, **dict(zip(sorted(unknown), turns, strict=True))})
        for turns in product((True, False), repeat=len(unknown))
    }
    if outcome in {f"[{name}]" for name in unknown}:
        return
    assert {outcome} == possible
    if not unknown:
        assert not outcome.startswith("[")


@pytest.mark.parametrize(
    "source",
    [
        "a {# b\n",
        "a {% if '%}\n",
        "a {{ 'x }}\n",
        "a {% raw %}\n{% x %}\n",
        "{{ '\\'\\'\\'",
        "{" * 99,
    ],
)
def test_what_is_not_closed_is_left_for_jinja_to_tell(source: str) -> None:
    assert keep_lines(source) == source


@given(st.text(alphabet="{%}#'\"\\ \nif+-raw", max_size=60))
def test_keeping_lines_changes_no_line_and_adds_nothing_but_a_plus(source: str) -> None:
    kept = keep_lines(source)
    assert kept.replace("+", "") == source.replace("+", "")
    assert kept.count("\n") == source.count("\n")
