"""Cases on their way out: as Markdown, as PDF, and how much memory many of them take."""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pypdf
import typst

from scala_cli import clock
from scala_cli.case.state import Case
from scala_cli.commands.export import Wish, export
from scala_cli.commands.run import Run
from scala_cli.documents.render import environment, render_template
from scala_cli.dossier.store import Dossier
from scala_cli.export import markdown
from scala_cli.export.pdf import Letterhead, dossier_pdf
from scala_cli.settings import settings
from tests.bench import making
from tests.bench.measuring import Programs, Row, timed, turns

PAGES = 5
_MEMORY_RUNS = 3
_PASSWORD = {"STAPPENPLAN_WACHTWOORD": making.PASSWORD}


def rows(work: Path, made: making.Made, few: making.Made, many: making.Made) -> Iterator[Row]:
    """Yield what exporting takes beside the templates alone, Typst alone, and fewer cases."""
    yield _markdown(work, made)
    yield _pdf(made)
    # Memory hardly varies, and ten thousand files take a while: fewer turns, and the row says so.
    ours, theirs = turns(lambda: _memory(work, many), lambda: _memory(work, few), _MEMORY_RUNS)
    what = f"geheugen bij {many.cases:,} dossiers".replace(",", ".")
    against = f"bij {few.cases} dossiers; {_MEMORY_RUNS} keer gemeten"
    yield Row(what, against, ours, theirs, 1.2, memory=True)


def _markdown(work: Path, made: making.Made) -> Row:
    with Dossier.open(made.folder, making.key(made.folder), clock.now) as dossier:
        values = [markdown.values(dossier.case(number)) for number in dossier.numbers()]
    template = environment().get_template(markdown.TEMPLATE)
    target = work / "uit"

    wish = Wish((), everything=True, form="md", reader="volledig", folder=target, overwrite=True)

    def ours() -> None:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            export(_run(made), wish)

    mine, other = turns(timed(ours), timed(lambda: [template.render(one) for one in values]))
    shutil.rmtree(target)
    what = f"{made.cases:,} dossiers naar Markdown".replace(",", ".")
    return Row(what, "dezelfde sjablonen in een lus", mine, other, 2)


def _run(made: making.Made) -> Run:
    found = settings(made.folder, None, plain=True, environ={**os.environ, **_PASSWORD})
    return Run(found, clock.now, io.StringIO(), io.StringIO(), "dumb")


def _pdf(made: making.Made) -> Row:
    """Measure the case of the dossier that takes five pages, or else the nearest to that."""
    with Dossier.open(made.folder, making.key(made.folder), clock.now) as dossier:
        numbers = dossier.numbers()
        found = [dossier.case(number) for number in (*numbers[:3], *numbers[-8:])]
    sized = [(abs(_pages(_text(case)) - PAGES), case) for case in found]
    case = min(sized, key=lambda one: one[0])[1]
    text = _text(case)
    made_at = case.events[-1].recorded
    pages = _pages(text)
    args, options = _given(text, made_at)
    mine, other = turns(
        timed(lambda: dossier_pdf(_text(case), Letterhead(), made_at)),
        timed(lambda: typst.compile(*args, **options)),
    )
    return Row(f"een dossier van {pages} bladzijden naar PDF", "alleen Typst", mine, other, 2)


def _text(case: Case) -> str:
    return f"{render_template(markdown.TEMPLATE, markdown.values(case))}\n"


def _pages(text: str) -> int:
    pdf = dossier_pdf(text, Letterhead(), "2026-01-05T09:00:00Z")
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def _given(text: str, made_at: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what Typst is given for a text."""
    found: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    compiled = typst.compile

    def kept(*args: Any, **options: Any) -> bytes:  # noqa: ANN401 - Typst's own
        found.append((args, options))
        return cast("bytes", compiled(*args, **options))

    with patch.object(typst, "compile", kept):
        dossier_pdf(text, Letterhead(), made_at)
    return found[0]


def _memory(work: Path, made: making.Made) -> float:
    target = work / "uit"
    programs = Programs(made.folder, _PASSWORD)
    found = programs.memory("exporteer", "--alles", "--naar", str(target))
    shutil.rmtree(target)
    return found
