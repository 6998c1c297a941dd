"""What comes from a drill says so first, on the screen, in a file and on every page."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader

from scala_cli import resources
from scala_cli.case.events import Draft, Kind, record
from scala_cli.case.state import Case
from scala_cli.commands.letter_own import make_surely, render_surely
from scala_cli.documents.context import Writing, statement_context
from scala_cli.documents.render import marked, render_template, unmarked
from scala_cli.documents.school import School
from scala_cli.drill import DRILL
from scala_cli.export import markdown
from scala_cli.export import paper as papers
from scala_cli.export.board import board
from scala_cli.export.inzage.paper import paper as inzage
from scala_cli.export.inzage.taking import take_apart
from scala_cli.export.paper import Paper
from scala_cli.export.pdf import Letter, Letterhead, dossier_pdf, letter_pdf
from scala_cli.export.police import police
from scala_cli.plan.graph import Graph
from tests.conftest import NOW, MakeCase

SIGNAL = ("signaal", "gedaan", {"platform": "instagram", "inhoud": "Een verzonnen bericht."})
WRITING = Writing(School(), "2026-11-22", {})
MADE = "2026-11-22T12:00:00Z"
NOBODY = Letterhead()


def as_drill(case: Case) -> Case:
    """Return the same case, opened as a drill."""
    content = {"door": "directie", "oefening": True}
    opened = record(Draft(Kind.OPENED, None, content), case.number, None, NOW)
    return replace(case, events=(opened, *case.events[1:]))


@pytest.fixture
def real(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A real case."""
    return make_case(plaatsing, SIGNAL)


@pytest.fixture
def drill(real: Case) -> Case:
    """The same as a drill."""
    return as_drill(real)


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_only_the_opening_makes_a_case_a_drill(real: Case, drill: Case) -> None:
    assert (real.drill, drill.drill) == (False, True)
    assert drill.title == f"Oefening: {real.title}"


@pytest.mark.parametrize("kind", resources.document_names())
def test_every_document_of_a_drill_opens_with_the_mark(real: Case, drill: Case, kind: str) -> None:
    plain = make_surely(kind, real, None, WRITING)
    assert DRILL not in plain
    assert make_surely(kind, drill, None, WRITING) == f"{DRILL}\n\n{plain}"


@pytest.mark.parametrize("short", [False, True])
def test_the_mark_of_a_statement_comes_on_top_of_what_fits(drill: Case, *, short: bool) -> None:
    text = render_surely("statement", statement_context(drill, kort=short), drill=drill.drill)
    assert text.startswith(f"{DRILL}\n\n")
    assert not short or len(unmarked(text)) <= 150
    assert marked(unmarked(text), drill=True) == text


def papers_of(case: Case) -> Iterator[Paper]:
    """Yield what each reader gets."""
    yield board(case)
    yield police(case)
    yield inzage(case, "J. Voorbeeld", take_apart(case, (), {}), {})


def exported(case: Case) -> list[str]:
    """Return a case for every reader as Markdown."""
    whole = render_template(markdown.TEMPLATE, markdown.values(case))
    of_readers = (render_template(papers.TEMPLATE, papers.values(one)) for one in papers_of(case))
    return [whole, *of_readers]


def test_every_export_of_a_drill_opens_with_the_mark(real: Case, drill: Case) -> None:
    for text in exported(drill):
        _, front, body = text.split("---\n", 2)
        assert f'oefening: "{DRILL}"' in front
        assert body.lstrip().startswith(f"**{DRILL}**\n")
    for text in exported(real):
        assert "oefening" not in text.casefold()


def test_every_page_of_an_exported_drill_bears_the_mark(real: Case, drill: Case) -> None:
    for text in exported(drill):
        found = pages(dossier_pdf(text, NOBODY, MADE))
        assert all(page.startswith(DRILL) for page in found), found
    assert len(pages(dossier_pdf(exported(drill)[0], NOBODY, MADE))) > 1
    for text in exported(real):
        assert DRILL not in "".join(pages(dossier_pdf(text, NOBODY, MADE)))


@pytest.mark.parametrize("headed", [False, True])
def test_every_page_of_a_letter_bears_the_mark_also_where_someone_took_it_out(
    *,
    headed: bool,
) -> None:
    text = "\n\n".join(["**Uitnodiging**", *["Een alinea van een brief."] * 80])
    drill = Letter("Brief", headed=headed, drill=True)
    kept = letter_pdf(marked(text, drill=True), drill, NOBODY, MADE)
    assert len(pages(kept)) > 1
    assert all(page.startswith(DRILL) for page in pages(kept))
    # Once above the first page, and once where it is read aloud.
    assert pages(kept)[0].count(DRILL) == 2
    assert kept == letter_pdf(text, drill, NOBODY, MADE)
    assert PdfReader(io.BytesIO(kept)).metadata == {
        **dict(PdfReader(io.BytesIO(kept)).metadata or {}),
        "/Title": "Uitnodiging",
    }


def test_a_real_letter_keeps_a_line_that_looks_like_the_mark() -> None:
    found = pages(letter_pdf(f"{DRILL}\n\nTekst.", Letter("Brief"), NOBODY, MADE))
    assert found[0].count(DRILL) == 1
