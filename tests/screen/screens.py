"""Every view as text: drawn at three widths without colour, and as the plain lines of a terminal.

`python -m tests.screen.screens` writes the golden files anew. Read them again when they change.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from scala_cli import headings
from scala_cli.case.deadlines import deadlines, pending
from scala_cli.case.figures import figures
from scala_cli.case.linked import in_short, unreadable
from scala_cli.case.school_year import SchoolYear
from scala_cli.closing import Proposal
from scala_cli.facts import Fact
from scala_cli.screen import (
    correcting_views,
    entry_views,
    erasing_views,
    guard_views,
    letter_views,
    linked_view,
    overview_views,
    plan_view,
    record_views,
    views,
)
from scala_cli.screen.page import Heading, Page
from scala_cli.screen.printing import PlainPrinter, RichPrinter
from tests.screen.cases import LETTER, POSTED, TODAY, Cases, texts

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (60, 80, 120)
PLAIN = "eenvoudig"
Screens = Mapping[str, Mapping[str, Page]]
"""Pages by name, by what they are about."""


class Window(io.StringIO):
    """A terminal, as far as a printer asks."""

    def isatty(self) -> bool:
        """Say that people read here."""
        return True


def drawn(page: Page, width: int) -> str:
    """Return a page as drawn, without colours."""
    output = io.StringIO()
    RichPrinter(output, width=width).show(page)
    return output.getvalue()


def plain(page: Page) -> str:
    """Return a page as plain lines on a terminal of 80 columns."""
    output = Window()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        PlainPrinter(output).show(page)
    return output.getvalue()


FORMS: Mapping[str, Callable[[Page], str]] = {
    **{str(width): partial(drawn, width=width) for width in WIDTHS},
    PLAIN: plain,
}


def rendered() -> dict[str, str]:
    """Return the text of each golden file by its name."""
    return {
        f"{about}-{form}.txt": "\n".join(
            f"=== {name}\n{_trimmed(show(page))}" for name, page in pages.items()
        )
        for about, pages in screens().items()
        for form, show in FORMS.items()
    }


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def screens() -> Screens:
    """Return every page, by what it is about."""
    cases = Cases()
    return {
        "dossier": _record(cases),
        "lijsten": _lists(cases),
        "stap": _walk(cases),
        "plan": _plans(cases),
        "vastgelegd": _entries(cases),
        "gewijzigd": _changed(cases),
        "brieven": _letters(),
        "cijfers": _figures(cases),
    }


def _record(cases: Cases) -> dict[str, Page]:
    rich, waiting, closed = (
        record_views.case_page(case, texts(case), TODAY)
        for case in (cases.rich, cases.waiting, cases.closed)
    )
    measured = record_views.case_page(cases.measured, {}, TODAY)
    linked = [in_short(cases.closed), in_short(cases.waiting), in_short(cases.rich)]
    beside = linked_view.linked([*linked, unreadable("2026-004")], TODAY)
    return {
        "dossier toon": rich,
        "dossier toon, gekoppelde dossiers": Page(list(beside)),
        "dossier toon, een spoor wacht (het begin)": _start(waiting),
        "dossier toon, gesloten (het begin)": _start(closed),
        "dossier toon, een termijn loopt nog niet (het begin)": _start(measured),
    }


def _start(page: Page) -> Page:
    """Return what stands above the answers, which another page shows already."""
    return Page(page.blocks[: page.blocks.index(Heading("Wat er gedaan is"))])


def _lists(cases: Cases) -> dict[str, Page]:
    found = [
        (cases.rich, "signaal", "…de gymles, met de tekst: 'Kijk hem eens vallen.'…"),
        (cases.rich, None, "De ouders terugbellen."),
        (cases.closed, "statement", "gesproken"),
    ]
    every = [cases.rich, cases.closed, cases.waiting, cases.measured]
    due = [(case.number, one) for case in every for one in pending(case, TODAY)]
    return {
        "dossier lijst": record_views.case_list(every, TODAY),
        "dossier lijst, niets": record_views.case_list([], TODAY),
        "dossier zoek": record_views.hits(found),
        "wat-nu, termijnen": entry_views.due(due, TODAY),
        "wat-nu, termijnen die nog niet lopen": entry_views.idle(every),
        "wat-nu, dossiers": record_views.what_now([cases.rich, cases.waiting, cases.ended]),
        "wat-nu, gesloten": entry_views.only_closed([cases.closed]),
        "wat-nu, niets": record_views.what_now([]),
        "plan lijst": plan_view.plan_list(
            cases.graph.plans, {"plaatsing": "eigen plan (plannen/plaatsing.toml)"}
        ),
    }


def _walk(cases: Cases) -> dict[str, Page]:
    start, case = cases.reported, cases.rich
    plan = case.graph.root
    return {
        "spoedregels": views.emergency(plan),
        "stap": views.step_page(start, start.position.open[0]),
        "stap met een ander spoor open": views.step_page(case, case.position.open[-1]),
        "waarom": views.why(start, start.position.open[0]),
        "meer stappen open": views.open_steps(case),
        "pauze": views.pausing(case),
        "pauze met een termijn die nog niet loopt": views.pausing(cases.measured),
        "klaar": views.finished(cases.ended),
    }


def _plans(cases: Cases) -> dict[str, Page]:
    medewerker = next(plan for plan in cases.graph.plans if plan.id == "medewerker")
    return {"plan toon": plan_view.plan_page(medewerker)}


def _entries(cases: Cases) -> dict[str, Page]:
    case = cases.rich
    kinds = {event.kind.value: event for event in case.events}
    reminder = next(one for one in deadlines(case) if one.noted)
    note = case.events[reminder.number - 1]
    held = next(event for event in case.events if event.choice == ("aanhouden",))
    day = date(2028, 11, 22)
    proposal = Proposal(2, "een richtlijn, zekerheid B", "Voor een ander dossier kan het anders.")
    return {
        "dossier notitie": entry_views.noted(note, TODAY),
        "dossier notitie, aangehouden": entry_views.noted(held, TODAY),
        "dossier bewijs": entry_views.evidence_added(kinds["bewijs"]),
        "termijn gehaald": entry_views.met(note, reminder),
        "voor het sluiten": entry_views.before_closing(case, pending(case, TODAY), TODAY),
        "voor het sluiten, een termijn loopt nog niet": entry_views.before_closing(
            cases.measured, pending(cases.measured, TODAY), TODAY
        ),
        "bewaartermijn": entry_views.proposal(day, proposal),
        "gesloten": entry_views.closed(cases.closed, TODAY),
        "heropend": entry_views.reopened(note),
    }


def _changed(cases: Cases) -> dict[str, Page]:
    case = cases.rich
    numbers = [event.number for event in case.events if event.step == "signaal"]
    place = ("export", "2026-11-22T12:00:00Z", "/map/van/de/school/dossier-2026-001.pdf")
    held = next(event for event in case.events if event.choice == ("aanhouden",))
    return {
        "herzien": correcting_views.corrected(cases.before, cases.corrected, ()),
        "wissen": erasing_views.to_erase(case, numbers, whole=False, today=TODAY),
        "aangehouden": erasing_views.held(case, held),
        "gewist": erasing_views.erased(case, numbers, [held.number], ["2026-002"]),
        "ook elders": erasing_views.elsewhere([place], [place]),
        "opschonen": erasing_views.to_clean([cases.closed], [case]),
        "niets op te schonen": erasing_views.nothing_to_clean([cases.closed], TODAY),
    }


def _letters() -> dict[str, Page]:
    cases = Cases()
    kinds = ("niet-reageren", "statement")
    headers = {kind: headings.heading(kind) for kind in kinds}
    steps: dict[str, Sequence[str]] = {
        "niet-reageren": ["Niemand reageert meer"],
        "statement": [],
    }
    fact = Fact("Reageren kan averechts werken.", "voorbeeld.example", "2026-11-01", "B")
    stop = letter_views.Remark("naam", stop=True, quote="J. Voorbeeld", advice="Laat hem weg.")
    look = letter_views.Remark("schuld", stop=False, quote="schande", advice="Zeg het zachter.")
    found = (
        guard_views.Remark("een naam", stop=True, quotes=("J. Voorbeeld",), advice="Haal weg."),
        guard_views.Remark("een oordeel", stop=False, quotes=("schande",), advice="Kijk nog."),
    )
    asked = guard_views.Asked("D", "Doet dit iemand pijn?", found, "twijfel")
    made = cases.rich.current_documents
    return {
        "brief": letter_views.letters(headers, steps, {}),
        "brief, fout in een eigen brief": letter_views.wrong(["eigen.md.j2: geen titel"]),
        "brief bij een dossier": letter_views.of_case("2026-001", ["niet-reageren"], made),
        "brief, ontwerp": letter_views.draft(headers["statement"], f"[plaats]\n\n{LETTER}", [fact]),
        "brief, bewaakt": letter_views.guarded([stop, look]),
        "denk-na, begin": guard_views.opening(POSTED, found, "een tekst"),
        "denk-na, vraag": guard_views.question(asked, ()),
        "denk-na, slot": guard_views.conclusion(found, [asked]),
    }


def _figures(cases: Cases) -> dict[str, Page]:
    every = [cases.rich, cases.closed, cases.waiting]
    counted = figures([*every, cases.ended], SchoolYear(2026))
    lines, told = ["Gesprek geweigerd"], [("Wat er staat", POSTED)]
    chapters = [("Stappen", [("Gesprek met de plaatser", lines, told)])]
    return {
        "overzicht": overview_views.overview(counted, ["Aantal dossiers: 4"], ["Zo is geteld."]),
        "exporteer": overview_views.paper_page(cases.closed, "18 gebeurtenissen", [], chapters),
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for kept in GOLDEN.glob("*.txt"):
        kept.unlink()
    for name, text in rendered().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
