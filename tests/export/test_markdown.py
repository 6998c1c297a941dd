"""A case on paper: read back, it says what was recorded and nothing that was slipped in."""

import json
import re
from collections import Counter
from datetime import date

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scala_cli.case import drafts
from scala_cli.case.deadlines import deadlines
from scala_cli.case.due import due_documents
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case
from scala_cli.clock import stamp
from scala_cli.documents.context import context_for
from scala_cli.documents.render import render, render_template
from scala_cli.export.markdown import TEMPLATE, values
from scala_cli.headings import title_of
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Field, FieldKind
from scala_cli.plan.replay import Visit
from scala_cli.text import clean, markdown
from tests.conftest import NOW, MakeCase
from tests.documents.variants import UNTOLD
from tests.growing import BY, then, without

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
        for answer, kind in due_documents(case):
            text = answer.fields.get(
                "tekst", render(kind, context_for(kind, case, answer.visit, UNTOLD))
            )
            event = Kind.SETTLED if "tekst" in answer.fields else Kind.DOCUMENT
            add(document_draft(event, kind, str(text), answer.visit, line))
    again = {"door": line, "velden": {"hoe": line}, "reden": line}
    add(Draft(Kind.REVISED, stamp(NOW), again, "stilte", 1, ("gedaan",)))
    skipped = {"door": line, "velden": {}, "reden": line, "overgeslagen_omdat": line}
    add(Draft(Kind.REVISED, stamp(NOW), skipped, "gesprek", 1, ("overgeslagen",)))
    for apart in said_apart(words):
        add(apart)
    gone = next(event for event in events if event.kind is Kind.NOTED)
    events[gone.number - 1] = gone._replace(content=None, salt=None)
    add(drafts.erase([gone.number], words, line))
    return fold(graph, events)


def said_apart(words: str) -> list[Draft]:
    """Return every event apart from the steps, with these words wherever a person can type."""
    line = " ".join(words.split())
    found = {
        "door": line, "link": f"https://x.example/{line}", "account": line, "vinder": line,
        "tekst": words, "bestand": line, "sha256": "ab" * 32, "grootte": 12, "bewaard": True,
    }  # fmt: skip
    return [
        drafts.note(words, line),
        drafts.note(words, line, date(2026, 12, 1)),
        Draft(Kind.EVIDENCE, "2026-11-20", found),
        drafts.met(2, line, words),
        drafts.hold(words, line),
        drafts.release(words, line),
        drafts.hold(words, line),
        drafts.link("2026-002", words, line),
        drafts.close("afgehandeld", words, date(2028, 11, 22), words, line),
        drafts.reopen(words, line),
        drafts.close("anders", words, date(2028, 11, 22), words, line),
    ]


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
        "Termijnen",
        "Notities",
        "Bewijs",
        "Gewist",
        "Tijdlijn",
        "Documenten",
        "Bronnen",
        "Controle",
    ]


def test_the_paper_has_a_row_for_each_answer_each_deadline_and_each_event(case: Case) -> None:
    rows = Counter(token for token, _ in shown(parted(on_paper(case))[1]))["tr_open"]
    assert len(deadlines(case)) == 2
    assert rows == 1 + len(case.answers) + 1 + len(deadlines(case)) + 1 + case.count


def test_the_paper_ends_with_what_the_record_can_be_checked_by(case: Case) -> None:
    ending = on_paper(case).partition("# Controle")[2]
    assert f"Dit dossier heeft {case.count} gebeurtenissen." in ending
    assert case.head in ending


def test_every_document_stands_with_its_fingerprint(case: Case) -> None:
    source = on_paper(case)
    for document in case.current_documents:
        assert f"SHA-256: {document.sha256}" in source
        assert f"## {title_of(document.kind)}" in source


def test_a_document_stands_there_as_a_quotation_and_nothing_else_does(case: Case) -> None:
    parts = on_paper(case).partition("# Documenten")[2].partition("# Bronnen")[0].split("SHA-256:")
    quoted = [re.findall(r"^>(?: (.*))?$", part, re.MULTILINE) for part in parts[:-1]]
    for lines, document in zip(quoted, case.current_documents, strict=True):
        text = markdown(document.text) if document.settled else document.text
        assert "\n".join(lines) == str(text).strip()
    assert on_paper(case).count("\n>") == sum(map(len, quoted))


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


def chapter(source: str, title: str) -> str:
    """Return a chapter of the paper, without its heading."""
    return source.partition(f"# {title}\n")[2].partition("\n# ")[0].strip()


def test_the_summary_tells_how_the_case_was_closed_what_holds_it_and_what_it_is_with(
    case: Case,
) -> None:
    lines = chapter(on_paper(case), "Samenvatting").splitlines()
    closed = lines.index("- Status: gesloten")
    assert lines[closed + 1 : closed + 8] == [
        f"- Gesloten: 22 november 2026, 13:00, door {HARMLESS}",
        "- Reden: Een andere reden",
        f"- Toelichting: {HARMLESS}",
        "- Te bewaren: tot en met 22 november 2028",
        f"- Grond: {HARMLESS}",
        (
            "- Aangehouden: sinds 22 november 2026, 13:00; dit dossier mag niet worden gewist. "
            f"Reden: {HARMLESS}"
        ),
        "- Gekoppeld aan: dossier 2026-002",
    ]
    assert "Niet aangevuld:" in lines
    assert "Nog aan te vullen:" not in lines


def test_a_deadline_stands_with_its_day_its_source_and_whether_it_was_met(case: Case) -> None:
    rows = chapter(on_paper(case), "Termijnen").splitlines()[2:]
    assert rows == [
        f"| {HARMLESS} | 1 december 2026 | niet vastgelegd | notitie van 22 november 2026 |",
        (
            "| Bij smaad, laster of belediging vraagt het slachtoffer zelf om vervolging. Op zijn "
            "vroegst loopt die termijn dan af. | 22 februari 2027 | ja, vastgelegd | lexboost.com "
            "en 01-strafrecht-advocaat.nl, zekerheid B |"
        ),
    ]
    assert "Smaad, laster, belediging en belaging" in chapter(on_paper(case), "Bronnen")


def test_notes_evidence_and_erasings_stand_with_what_is_known_of_them(case: Case) -> None:
    source = on_paper(case)
    noted, found = (
        [event.number for event in case.events if event.kind is kind]
        for kind in (Kind.NOTED, Kind.EVIDENCE)
    )
    assert chapter(source, "Notities").splitlines() == [
        f"## Gebeurtenis {noted[1]}",
        "",
        HARMLESS,
        "",
        "- Herinnering: 1 december 2026",
        f"- Vastgelegd: 22 november 2026, 13:00, door {HARMLESS}",
    ]
    assert chapter(source, "Bewijs").splitlines() == [
        f"## Gebeurtenis {found[0]}",
        "",
        HARMLESS,
        "",
        rf"- Link: https\://x.example/{HARMLESS}",
        f"- Account: {HARMLESS}",
        f"- Gevonden door: {HARMLESS}",
        "- Gevonden op: 20 november 2026",
        f"- Bestand: {HARMLESS} (12 bytes, bewaard in het dossier)",
        f"- SHA-256: {'ab' * 32}",
        f"- Vastgelegd: 22 november 2026, 13:00, door {HARMLESS}",
    ]
    assert chapter(source, "Gewist").splitlines() == [
        f"## Gebeurtenis {case.count}",
        "",
        f"De inhoud van gebeurtenis {noted[0]} is gewist.",
        "",
        f"- Vastgelegd: 22 november 2026, 13:00, door {HARMLESS}",
        f"- Grond: {HARMLESS}",
    ]


def test_two_pieces_of_evidence_without_words_stay_two_lists(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    found = [drafts.evidence(drafts.Found(account=account), BY) for account in ("@een", "@twee")]
    source = chapter(on_paper(then(make_case(plaatsing), *found)), "Bewijs")
    tokens = [token for token, _ in shown(source)]
    assert tokens.count("bullet_list_open") == tokens.count("heading_open") == 2


def test_a_ground_of_several_lines_stays_with_its_label(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"))
    source = on_paper(without(case, [2], "Op verzoek\n\nvan wie het aangaat."))
    assert "- Grond: Op verzoek van wie het aangaat." in source.splitlines()


def test_an_erased_answer_says_so_wherever_it_stands(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan", {"inhoud": "Geheim bericht"}))
    source = on_paper(without(case, [2]))
    assert "Geheim" not in source
    row = next(line for line in source.splitlines() if line.startswith("| Het bericht is gemeld |"))
    assert row.split("|")[-2].strip() == r"\(gewist)"
    assert "**Wat erbij stond**\n\n\\(gewist)\n" in source
    assert "| Het bericht is gemeld: gedaan (gewist) |" in source
    explained = "Waar '(gewist)' staat, is de inhoud weggehaald."
    assert explained in source
    assert explained not in on_paper(case)


def test_a_case_that_was_erased_says_so_first_and_has_nobodys_words_left(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan", {"melder": HARMLESS, "platform": "x"}))
    case = then(case, *said_apart(HARMLESS))
    source = on_paper(without(case, everything(case), "De bewaartermijn is voorbij."))
    assert HARMLESS not in source
    assert chapter(source, "Samenvatting").startswith(
        "**De inhoud van dit dossier is gewist, op 22 november 2026, 13:16, door directie."
    )
    assert "Grond: De bewaartermijn is voorbij.**" in source
    front = parted(source)[0]
    assert (front["title"], front["author"]) == (
        "Dossier 2026-001: Incident, 22 november 2026",
        ["directie"],
    )


def test_no_label_on_paper_stands_without_words(case: Case) -> None:
    for one in (case, without(case, everything(case))):
        lines = on_paper(one).splitlines()
        assert [line for line in lines if line.startswith("- ") and line.endswith(":")] == []
        rows = [line.split("|")[-2].strip() for line in lines if line.startswith("| ")]
        assert "" not in rows
