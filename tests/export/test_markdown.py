"""A case on paper: read back, it says what was recorded and nothing that was slipped in."""

import json
from collections import Counter

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case, fold
from scala_cli.clock import stamp
from scala_cli.documents.context import context_for
from scala_cli.documents.render import render, render_template
from scala_cli.export.markdown import TEMPLATE, values
from scala_cli.headings import title_of
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Field, FieldKind
from scala_cli.plan.replay import Visit
from scala_cli.text import clean
from tests.conftest import NOW, MakeCase

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
HARMLESS = "onschuldig"
HOSTILE = [
    "{{ 7*7 }} {% raw %}",
    "# kop",
    "a | b |",
    "---",
    "**vet** `code` [l](https://x.example) <b>",
    '"} titel: [weg]',
    "achteraan \\",
    "&amp; <!--",
    "1. lijst",
    "---\ntitle: weg\n---\n\n# Samenvatting\n\n| a | b |\n|---|---|\n| c | d |\n\n```\n\\",
]
WAY = [
    ("signaal", "gedaan"),
    ("spoed", "nee"),
    ("stilte", "gedaan"),
    ("gesprek", "gedaan"),
    ("wie", "volwassene"),
    ("reactie-volwassene", "inadequaat"),
    ("statement", "gedaan"),
    ("dossier-volwassene", "gedaan"),
]


def value_of(field: Field, words: str) -> object:
    """Return a value for a field, with these words in it wherever it holds text."""
    line = " ".join(words.split())
    values_ = {
        FieldKind.LONG: words,
        FieldKind.PERSONS: [line, line],
        FieldKind.LINKS: [f"https://x.example/{line}"],
        FieldKind.DAY: "2026-11-20",
        FieldKind.MOMENT: "2026-11-20T13:30:00Z",
        FieldKind.YES_NO: True,
        FieldKind.CHOICE: "x",
    }
    return values_.get(field.kind, line)


def written(graph: Graph, words: str) -> Case:
    """Return a case with these words wherever a person can type: answers, names, reasons."""
    line = " ".join(words.split())
    opened = Draft(Kind.OPENED, stamp(NOW), {"door": line})
    events: list[Event] = [record(opened, "2026-001", None, NOW)]

    def add(draft: Draft) -> None:
        events.append(record(draft, "2026-001", events[-1], NOW))

    for step, choice in WAY:
        fields = {field.id: value_of(field, words) for field in graph.steps[step].fields}
        content = {"door": line, "velden": fields}
        add(Draft(Kind.ANSWERED, stamp(NOW), content, step, 1, (choice,)))
        case = fold(graph, events)
        for answer, kind in case.due_documents():
            text = answer.fields.get("tekst", render(kind, context_for(kind, case, answer)))
            event = Kind.SETTLED if "tekst" in answer.fields else Kind.DOCUMENT
            add(document_draft(event, kind, str(text), answer.visit, line))
    again = {"door": line, "velden": {"hoe": line}, "reden": line}
    add(Draft(Kind.REVISED, stamp(NOW), again, "stilte", 1, ("gedaan",)))
    skipped = {"door": line, "velden": {}, "reden": line, "overgeslagen_omdat": line}
    add(Draft(Kind.REVISED, stamp(NOW), skipped, "gesprek", 1, ("overgeslagen",)))
    add(Draft(Kind.NOTED, stamp(NOW), {"door": line, "tekst": line}))
    return fold(graph, events)


def on_paper(case: Case) -> str:
    return render_template(TEMPLATE, values(case)) + "\n"


def parted(source: str) -> tuple[dict[str, object], str]:
    """Return the front matter and the rest."""
    opening, front, rest = source.split("---\n", 2)
    assert opening == ""
    return yaml.safe_load(front), rest


def shown(source: str) -> list[tuple[str, str]]:
    """Return the tokens of Markdown, text in its place."""

    def flat(token: Token) -> list[Token]:
        return [token] if token.children is None else token.children

    tokens = [child for token in READER.parse(source) for child in flat(token)]
    return [(token.type, token.content) for token in tokens]


def headings(source: str) -> list[str]:
    tokens = READER.parse(source)
    return [
        tokens[place + 1].content
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1"
    ]


@pytest.fixture
def case(plaatsing: Graph) -> Case:
    """A case with harmless words."""
    return written(plaatsing, HARMLESS)


def test_the_paper_opens_with_what_identifies_the_case(case: Case) -> None:
    front, _ = parted(on_paper(case))
    assert front == {
        "title": r"Dossier 2026-001: X, 22 november 2026",
        "lang": "nl",
        "date": "22 november 2026",
        "author": [HARMLESS],
        "dossier": "2026-001",
        "kop": case.head,
        "aantal": case.count,
    }


def test_the_paper_has_its_chapters_in_this_order(case: Case) -> None:
    assert headings(parted(on_paper(case))[1]) == [
        "Samenvatting",
        "De gelopen weg",
        "Tijdlijn",
        "Documenten",
        "Bronnen",
        "Controle",
    ]


def test_the_paper_has_a_row_for_each_answer_and_each_event(case: Case) -> None:
    rows = Counter(token for token, _ in shown(parted(on_paper(case))[1]))["tr_open"]
    assert rows == 1 + len(case.answers) + 1 + case.count


def test_the_paper_ends_with_what_the_record_can_be_checked_by(case: Case) -> None:
    ending = on_paper(case).partition("# Controle")[2]
    assert f"Dit dossier heeft {case.count} gebeurtenissen." in ending
    assert case.head in ending


def test_every_document_stands_with_its_fingerprint(case: Case) -> None:
    source = on_paper(case)
    for document in case.current_documents:
        assert f"SHA-256: {document.sha256}" in source
        assert f"## {title_of(document.kind)}" in source


@pytest.mark.parametrize("hostile", HOSTILE[:-1])
def test_what_people_typed_stands_there_as_typed_and_changes_nothing_else(
    hostile: str, plaatsing: Graph, case: Case
) -> None:
    other = written(plaatsing, hostile)
    front, rest = parted(on_paper(other))
    good_front, good = parted(on_paper(case))
    assert front.keys() == good_front.keys()
    assert [text for _, text in shown(str(front["author"][0]))  # type: ignore[index]
            if text and text != hostile] == []  # fmt: skip
    swaps = {HARMLESS: hostile, case.head: other.head}
    swaps |= {
        one.sha256: two.sha256
        for one, two in zip(case.current_documents, other.current_documents, strict=True)
    }

    def swapped(text: str) -> str:
        for old, new in swaps.items():
            text = text.replace(old, new)
        return text

    assert shown(rest) == [(token, swapped(text)) for token, text in shown(good)]


def test_text_of_several_lines_adds_no_heading_table_list_or_rule(
    plaatsing: Graph, case: Case
) -> None:
    front, rest = parted(on_paper(written(plaatsing, clean(HOSTILE[-1]))))
    good = Counter(token for token, _ in shown(parted(on_paper(case))[1]))
    bad = Counter(token for token, _ in shown(rest))
    counted = {"paragraph_open", "paragraph_close", "text", "hardbreak"}
    assert {token: n for token, n in bad.items() if token not in counted} == {
        token: n for token, n in good.items() if token not in counted
    }
    assert front["title"] == "Dossier 2026-001: X, 22 november 2026"
    assert headings(rest) == headings(parted(on_paper(case))[1])


def test_a_text_as_posted_is_shown_as_its_characters_and_a_made_one_as_it_was_laid_out(
    plaatsing: Graph,
) -> None:
    case = written(plaatsing, "**vet**")
    tokens = shown(on_paper(case).partition("# Documenten")[2])
    assert ("text", "**vet**") in tokens
    assert ("text", "Wat er gebeurde en hoe er gehandeld is") in tokens
    assert ("strong_open", "") in tokens
    assert "Zoals geplaatst, vastgelegd op 22 november 2026, 13:00" in on_paper(case)


def test_a_case_is_the_same_on_paper_every_time(case: Case) -> None:
    assert on_paper(case).encode() == on_paper(fold(case.graph, case.events)).encode()


def test_a_case_without_documents_has_no_empty_chapter(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"))
    source = on_paper(case)
    assert "Documenten" not in headings(source)
    assert "Nog aan te vullen:" in source
    assert "Nog open: Is er spoed?" in source


def test_an_answer_that_no_longer_counts_is_kept_and_said_so(plaatsing: Graph, case: Case) -> None:
    lapsing = Draft(
        Kind.REVISED,
        stamp(NOW),
        {"door": "directie", "velden": {}, "reden": "verkeerd gekozen"},
        "reactie-volwassene",
        1,
        ("rectificeert",),
    )
    events = [*case.events, record(lapsing, "2026-001", case.events[-1], NOW)]
    revised = fold(plaatsing, events)
    assert Visit("statement", 1) in revised.position.lapsed
    row = next(
        line for line in on_paper(revised).splitlines() if line.startswith("| Statement onder")
    )
    assert r"gedaan (vervallen)" in row
    assert "verkeerd gekozen" in on_paper(revised)


def test_the_front_matter_is_json_and_so_yaml(case: Case) -> None:
    front = on_paper(case).split("---\n")[1]
    for line in front.splitlines():
        key, _, value = line.partition(": ")
        assert key == "lang" or json.loads(value) is not None
