"""Rendering: strict, closed, and safe for whatever people typed."""

import json
from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from typing import cast

import pytest
from jinja2.exceptions import SecurityError
from markdown_it import MarkdownIt

from scala_cli import resources
from scala_cli.case.answer import Answer
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.clock import stamp
from scala_cli.documents.context import StaffContext, Writing, context_for
from scala_cli.documents.contexts.filed import FileContext
from scala_cli.documents.plain import plain
from scala_cli.documents.render import environment, render, render_template
from scala_cli.documents.school import School
from scala_cli.errors import WrongFile
from scala_cli.headings import heading
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Field, FieldKind
from scala_cli.plan.paths import Path, paths
from tests.conftest import NOW
from tests.documents.variants import DAY, UNTOLD

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
HARMLESS = "onschuldig"
HOSTILE = [
    "{{ 7*7 }} {% raw %} {# weg #} {{ dossier.__class__ }}",
    "# kop",
    "- lijst",
    "1. lijst",
    "> citaat",
    "**vet** _schuin_ ~~weg~~ `code`",
    "[link](https://x.example) ![beeld](y) <https://x.example>",
    "<script>alert(1)</script> <!-- weg --> &amp; &#65;",
    "| a | b |",
    "--- *** ===",
    "[^1] [x]: y",
    "achteraan \\",
    "[red]rood[/red] [/groep 7] :warning:",
]


def value_of(field: Field, words: str) -> object:
    """Return a value for a field, with these words in it wherever it holds text."""
    values = {
        FieldKind.PERSONS: [words, words],
        FieldKind.LINKS: [f"https://x.example/{words}"],
        FieldKind.DAY: "2026-11-20",
        FieldKind.MOMENT: "2026-11-20T13:30:00Z",
        FieldKind.YES_NO: True,
        FieldKind.CHOICE: "instagram",
    }
    return values.get(field.kind, words)


def walked(graph: Graph, path: Path, words: str | None) -> Case:
    """Return a case that went a path, its fields empty or with these words in them."""
    opened = Draft(Kind.OPENED, stamp(NOW), {"door": "directie"})
    events: list[Event] = [record(opened, "2026-001", None, NOW)]
    for visit, choice in path:
        fields = graph.steps[visit.step].fields if words else ()
        content = {
            "door": "directie",
            "velden": {field.id: value_of(field, words or "") for field in fields},
        }
        draft = Draft(Kind.ANSWERED, stamp(NOW), content, *visit, choice)
        events.append(record(draft, "2026-001", events[-1], NOW))
    return fold(graph, events)


def due(case: Case) -> Iterator[tuple[str, Answer]]:
    """Yield the documents that a case calls for, and those that can be made at its steps."""
    for answer in case.standing:
        step = case.step(answer.visit)
        for kind in (*step.documents, *step.offered):
            yield kind, answer


def writings(kind: str, words: str) -> Iterator[Writing]:
    """Yield a writing for each choice that a document asks for, with these words in the rest."""
    school = School(*[words] * len(fields(School)))
    asked = heading(kind).questions
    choices = [[(one.id, option.id) for option in one.options] for one in asked if one.options]
    given = {one.id: cast("Value", value_of(one, words)) for one in asked}
    for chosen in product(*choices):
        yield Writing(school, DAY, {**given, **dict(chosen)})


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_every_path_renders_every_document_of_its_steps(
    plan: str, plaatsing: Graph, medewerker: Graph
) -> None:
    graph = plaatsing if plan == "plaatsing" else medewerker
    kinds = set()
    for path in paths(graph):
        for words in (None, "geheim"):
            case = walked(graph, path, words)
            assert case.position.ended
            for kind, answer in due(case):
                assert render(kind, context_for(kind, case, answer.visit, UNTOLD)).strip()
                kinds.add(kind)
    assert kinds == {
        kind for step in graph.steps.values() for kind in (*step.documents, *step.offered)
    }


@pytest.mark.parametrize("kind", resources.document_names())
def test_every_document_can_be_made_of_any_case_whatever_was_told(
    kind: str, plaatsing: Graph, medewerker: Graph
) -> None:
    for graph in (plaatsing, medewerker):
        for path in list(paths(graph))[::3]:
            for length in range(0, len(path) + 1, 4):
                case = walked(graph, path[:length], "geheim")
                for writing in (UNTOLD, *writings(kind, "geheim")):
                    assert render(kind, context_for(kind, case, None, writing))


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_no_public_text_holds_anything_that_was_noted(
    plan: str, plaatsing: Graph, medewerker: Graph
) -> None:
    graph = plaatsing if plan == "plaatsing" else medewerker
    seen = 0
    for path in paths(graph):
        case = walked(graph, path, "Geheim")
        for kind, answer in due(case):
            if heading(kind).public or kind == "niet-reageren":
                seen += 1
                text = render(kind, context_for(kind, case, answer.visit, UNTOLD))
                assert "geheim" not in text.lower()
                assert "2026" not in text
                assert "x.example" not in text
    assert seen


@pytest.mark.parametrize("kind", resources.document_names())
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_any_field_reads_back_as_the_same_characters(
    hostile: str, kind: str, plaatsing: Graph, medewerker: Graph
) -> None:
    compared = 0
    for graph in (plaatsing, medewerker):
        for path in list(paths(graph))[::5]:
            for good, bad in zip(
                _made(walked(graph, path, HARMLESS), kind, HARMLESS),
                _made(walked(graph, path, hostile), kind, hostile),
                strict=True,
            ):
                same = [(token, text.replace(HARMLESS, hostile)) for token, text in _tokens(good)]
                assert _tokens(bad) == same
                compared += 1
    assert compared


def _made(case: Case, kind: str, words: str) -> Iterator[str]:
    """Yield a document at each step that has it, and apart from any, for each choice in it."""
    answers = [answer for due_kind, answer in due(case) if due_kind == kind]
    for answer in (*answers, None):
        for writing in writings(kind, words):
            yield render(kind, context_for(kind, case, answer.visit if answer else None, writing))


def _tokens(source: str) -> list[tuple[str, str]]:
    return [
        (child.type, child.content)
        for token in READER.parse(source)
        for child in (token.children if token.children is not None else [token])
    ]


@pytest.mark.parametrize("kind", ["leerlingdossier-incident", "melding-personeelsdossier"])
def test_long_text_keeps_its_lines_and_paragraphs_whatever_they_hold(kind: str) -> None:
    long = "\n".join(HOSTILE) + "\n\n" + "\n\n".join(HOSTILE)
    context = FileContext(
        dossier="2026-001",
        datum="22 november 2026",
        platform="X",
        geplaatst="",
        links=(),
        naam="",
        klas="",
        is_ouder=False,
        voor_dossier=True,
        ouder_onbekend=False,
        wat_en_hoe=long,
        gesprekken=(),
        uitkomsten=(),
        consequenties="schorsing",
        toelichting=long,
        gehoord="",
        voornemen="",
        handelen=(),
    )
    text = plain(render(kind, context))
    assert f"\n\n{long}" in text
    if kind == "melding-personeelsdossier":
        assert f"\n\nToelichting: {long}" in text


def test_a_context_that_lacks_a_value_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(WrongFile, match="Het sjabloon statement"):
        render_template("statement.md.j2", {"kort": True})
    with pytest.raises(WrongFile, match="Uw dossier is niet veranderd"):
        render("melding-personeelsdossier", StaffContext(platform="X"))


def test_a_template_cannot_be_taken_from_elsewhere() -> None:
    for name in ("../pyproject.toml", "/etc/hostname", "niet-bestaand.md.j2"):
        with pytest.raises(WrongFile):
            render_template(name, {})


def test_a_template_cannot_reach_into_python() -> None:
    for source in ("{{ x.__class__.__mro__ }}", "{{ x.append(1) }}"):
        with pytest.raises(SecurityError):
            environment().from_string(source).render(x=[])


def test_a_document_comes_out_the_same_every_time(plaatsing: Graph) -> None:
    path = next(iter(paths(plaatsing)))
    once, again = (walked(plaatsing, path, "x") for _ in range(2))
    made = [
        json.dumps(
            [
                render(kind, context_for(kind, case, answer.visit, UNTOLD))
                for kind, answer in due(case)
            ]
        )
        for case in (once, again)
    ]
    assert made[0] == made[1]
