"""Reading the record: a whole case, the list of cases, what was found, and what to do now.

Pure functions from cases to pages. `today` is a day in Amsterdam.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import NamedTuple

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.deadlines import Deadline, by_urgency, deadlines, not_running, pending
from scala_cli.case.entries import closing
from scala_cli.case.linked import Linked
from scala_cli.case.route import opened_since
from scala_cli.case.state import Case
from scala_cli.screen import case_view
from scala_cli.screen.entry_views import ahead
from scala_cli.screen.linked_view import linked as linked_cases
from scala_cli.screen.page import (
    Block,
    Each,
    Entries,
    Entry,
    Heading,
    Item,
    Items,
    Page,
    Pairs,
    Table,
    Words,
)
from scala_cli.screen.route_view import way, who_and_since
from scala_cli.text import labelled, listing


def case_page(
    case: Case, texts: Mapping[int, str], today: date, linked: Sequence[Linked] = ()
) -> Page:
    """Return a whole case: how it stands and the way it went, then everything that is known.

    `texts` holds the documents' plain texts by the number of their event; `linked` are the cases
    of the same incident.
    """
    return Page(
        [
            *_opening(case, today),
            *way(case),
            *case_view.to_fill(case),
            *_due(case, today),
            *linked_cases(linked, today),
            *case_view.answers(case),
            *case_view.beside(case),
            *case_view.documents(case),
            *case_view.timeline(case),
            *case_view.texts(case, texts),
            *_foot(case),
        ]
    )


def _opening(case: Case, today: date) -> Iterator[Block]:
    """Yield what a case is, what is overdue, and who is to act."""
    yield Heading(f"Dossier {case.number}: {case.title}", 1)
    if gone := summary.emptied(case):
        yield Words(gone, strong=True)
    if late := _overdue(case, today):
        yield Items([Item(_said(one, today)) for one in late], warning=True)
    yield Pairs(
        [
            *summary.state(case),
            ("Geopend", clock.say(case.opened)),
            *_waits(case),
            *(
                (label, f"{plan.title} (versie {plan.version})")
                for label, plan in summary.plans(case)
            ),
        ]
    )


def _overdue(case: Case, today: date) -> list[Deadline]:
    return [one for one in pending(case, today) if one.due < today]


def _said(one: Deadline, today: date) -> str:
    return labelled(ahead(one.due, today).capitalize(), summary.due_for(one))


def _waits(case: Case) -> Iterator[tuple[str, str]]:
    """Yield who has to do which step since when; of a closed case what was left."""
    if case.closed:
        left = listing(case.step(visit).title for visit in case.position.open)
        if left:
            yield "Niet meer gedaan", left
        return
    if not case.position.open:
        yield "Stappen", "alles is beantwoord"
    for place, visit in enumerate(case.position.open):
        step = case.step(visit)
        since = clock.say_day(clock.day_of(opened_since(case, visit)))
        yield "" if place else "Wacht op", f"{step.actor}: {step.title} (sinds {since})"
    if case.missing:
        count = len({one.visit for one in case.missing})
        yield "Aan te vullen", f"bij {'1 stap' if count == 1 else f'{count} stappen'}"


def _due(case: Case, today: date) -> Iterator[Block]:
    """Yield every deadline, also those that were met or ended, and the terms that can't run yet."""
    still = pending(case, today)
    known, idle = deadlines(case), not_running(case)
    if known or idle:
        yield Heading("Termijnen")
    for term in idle:
        yield Words(term.what, strong=True)
        yield Pairs([("Uiterlijk", term.lacks), ("Bron", term.source)])
    for one in known:
        yield Words(summary.due_for(one), strong=True)
        until = f"{one.said} ({ahead(one.due, today)})"
        yield Pairs(
            [
                ("Uiterlijk", until if one in still else one.said),
                ("Gehaald", summary.stand(one)),
                ("Bron", one.source),
            ]
        )


def _foot(case: Case) -> Iterator[Block]:
    """Yield by what the record can be checked, and last what can be done now."""
    yield Heading("Controle", 1)
    yield Pairs([("Aantal", str(case.count)), ("Kop", case.head)])
    yield Pairs(list(_next(case)))


def _next(case: Case) -> Iterator[tuple[str, str]]:
    """Yield what can be done, what matters most first."""
    if case.closed:
        yield "Heropenen", f"stappenplan dossier heropen {case.number}"
    elif case.position.open:
        yield "Verder", f"stappenplan verder {case.number}"
    if case.missing and not case.closed:
        yield "Aanvullen", f"stappenplan dossier vul-aan {case.number}"
    if not case.closed and not case.position.open:
        yield "Sluiten", f"stappenplan dossier sluit {case.number}"
    yield "Naar een bestand", f"stappenplan exporteer {case.number}"


def what_now(cases: Sequence[Case]) -> Page:
    """Return what is open, with whom and since when, and to be filled in, over these cases."""
    if not cases:
        return Page([Words("Er staat niets open. Een nieuw incident: stappenplan start")])
    blocks: list[Block] = []
    for case in cases:
        blocks.append(Heading(f"Dossier {case.number}: {case.title}", 1))
        if case.position.open:
            blocks.append(Items(list(_open_items(case))))
        else:
            blocks.append(Words("Alle stappen zijn beantwoord."))
        blocks += case_view.to_fill(case)
        blocks.append(Pairs([next(_next(case))]))
    return Page(blocks)


def _open_items(case: Case) -> Iterator[Item]:
    for visit in case.position.open:
        yield Item(case.step(visit).title, who_and_since(case, visit))


def case_list(cases: Sequence[Case], today: date) -> Page:
    """Return the cases: overdue ones first, closed ones last."""
    if not cases:
        return Page(
            [Words("Er zijn geen dossiers om te tonen. Een nieuw incident: stappenplan start")]
        )
    listed = [_Listed(case, _overdue(case, today), today) for case in by_urgency(cases, today)]
    listed.sort(key=lambda one: one.case.closed and not one.late)
    return Page([Entries(Each(_entry, listed), Table(_COLUMNS, Each(_row, listed)), _READING)])


class _Listed(NamedTuple):
    """A case in a list, with what is overdue in it today."""

    case: Case
    late: Sequence[Deadline]
    today: date


_LONGEST = 76
"""Of what is overdue the list of cases says no more than fits on a line: `toon` has it all."""
_COLUMNS = ("nummer", "titel", "status", "nu open", "wie", "sinds", "te laat")
_READING = "Eén dossier bekijken: stappenplan dossier toon NR"


def _row(one: _Listed) -> tuple[str, ...]:
    case = one.case
    late = ahead(one.late[0].due, one.today) if one.late else ""
    visits = () if case.closed else case.position.open
    actors = listing(dict.fromkeys(case.step(visit).actor for visit in visits))
    status = summary.status(case)
    return case.number, case.title, status, _now_open(case), actors, _since(case), late


def _now_open(case: Case) -> str:
    """Return the open steps; of a closed case none is to be done."""
    if case.closed:
        return ""
    titles = listing(case.step(visit).title for visit in case.position.open)
    return titles or "alles beantwoord"


def _since(case: Case) -> str:
    """Return since when a case waits, or is closed."""
    if found := closing(case):
        return clock.say_day(clock.day_of(found.event.happened))
    waits = [opened_since(case, visit) for visit in case.position.open]
    return clock.say_day(clock.day_of(min(waits, default=case.events[-1].recorded)))


def _entry(one: _Listed) -> Entry:
    case = one.case
    lines = [shorten(_said(late, one.today), _LONGEST, placeholder=" …") for late in one.late]
    if case.closed:
        lines.append(f"Gesloten op {_since(case)}")
    elif case.position.open:
        lines += [f"Nu open: {item.text} ({item.behind})" for item in _open_items(case)]
    else:
        lines.append(f"Alles is beantwoord. Sluiten: stappenplan dossier sluit {case.number}")
    title = f"{case.number}: {case.title} ({summary.status(case)})"
    return Entry(title, lines, warning=bool(one.late))


Found = tuple[Case, str | None, str]
"""A place where words were found: the case, the step if it is an answer's, the passage."""


def hits(found: Sequence[Found]) -> Page:
    """Return where words were found, case by case."""
    if not found:
        return Page([Words("Niets gevonden.")])
    rows = [(case.number, case.title, step or "", passage) for case, step, passage in found]
    places: dict[str, list[Found]] = {}
    for one in found:
        places.setdefault(one[0].number, []).append(one)
    entries = [
        Entry(f"{number}: {ones[0][0].title}", [_place(*one) for one in ones])
        for number, ones in places.items()
    ]
    return Page([Entries(entries, Table(_HITS, rows), _READING)])


_HITS = ("dossier", "titel", "stap", "passage")


def _place(case: Case, ref: str | None, passage: str) -> str:
    step = case.graph.steps.get(ref) if ref else None
    return labelled(step.title, passage) if step else passage
