"""What is said of a case apart from its steps: what was just added, its deadlines, its closing.

Pure functions from events and cases to pages.
"""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from scala_cli.case import entries
from scala_cli.case.apart import size_words
from scala_cli.case.deadlines import Deadline, NotRunning, not_running, pending
from scala_cli.case.events import HOLD, RELEASE, Event, Kind
from scala_cli.case.state import Case
from scala_cli.case.wording import told
from scala_cli.clock import say_in_full
from scala_cli.closing import Proposal, reasons
from scala_cli.screen import case_view
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Pairs, Words

_LONGEST = 200
"""How much of a deadline's words is listed: a note may be a letter long."""


def _added(event: Event, what: str, *pairs: tuple[str, str]) -> Page:
    """Return that an event was recorded, what belongs to it, and where to read it."""
    words = f"Vastgelegd in dossier {event.case}: {what} (gebeurtenis {event.number})."
    reading = ("Teruglezen", f"stappenplan dossier toon {event.case}")
    return Page([Words(words, strong=True), Pairs([*pairs, reading])])


def noted(event: Event, today: date) -> Page:
    """Return that a note was added, and what it will do."""
    if event.choice == (HOLD,):
        return _added(
            event,
            "aangehouden",
            ("Gevolg", "het dossier kan niet worden gewist tot u het vrijgeeft"),
            ("Vrijgeven", f"stappenplan dossier notitie {event.case} --vrijgeven"),
        )
    if event.choice == (RELEASE,):
        return _added(event, "vrijgegeven", ("Gevolg", "het dossier wordt niet meer aangehouden"))
    if "uiterlijk" not in event.said:
        return _added(event, "notitie")
    due = date.fromisoformat(str(event.said["uiterlijk"]))
    been = " (die dag is al geweest)" if due < today else ""
    return _added(
        event,
        "notitie",
        ("Uiterlijk", f"{say_in_full(due.isoformat())}{been}"),
        ("Staat in", "stappenplan wat-nu"),
        ("Afstrepen", _ticking(event.case, event.number)),
    )


def linked(one: Case, other: Case) -> Page:
    """Return that two cases were linked, and how to undo it."""
    numbers = _link_to(one, other.number), _link_to(other, one.number)
    words = (
        f"Gekoppeld: dossier {one.number} (gebeurtenis {numbers[0]}) en dossier {other.number} "
        f"(gebeurtenis {numbers[1]})."
    )
    pairs = [
        ("Teruglezen", f"stappenplan dossier toon {one.number}"),
        ("Verkeerd?", f"stappenplan dossier wis {one.number} {numbers[0]}"),
        ("", f"stappenplan dossier wis {other.number} {numbers[1]}"),
    ]
    return Page([Words(words, strong=True), Pairs(pairs)])


def _link_to(case: Case, other: str) -> int:
    found = (event.number for event in case.events if event.kind is Kind.LINKED)
    return max(number for number in found if case.events[number - 1].choice == (other,))


def evidence_added(event: Event) -> Page:
    """Return that evidence was added, and of a file what to do with it."""
    when = told(event.happened, event.recorded)
    pairs = [("Gevonden", say_in_full(event.happened))] if when else []
    said = event.said
    if "sha256" in said:
        kept = "ook het bestand zelf is bewaard" if said["bewaard"] else _NOT_KEPT
        pairs += [
            ("Bestand", f"{said['bestand']} ({size_words(int(said['grootte']))})"),
            ("SHA-256", str(said["sha256"])),
            ("Let op", kept),
        ]
    return _added(event, "bewijs", *pairs)


_NOT_KEPT = (
    "het bestand zelf staat niet in het dossier; de vingerafdruk klopt zolang het niet verandert"
)


def due(found: Sequence[tuple[str, Deadline]], today: date) -> Page:
    """Return the deadlines of cases, each with its case's number; the first to end first."""
    if not found:
        return Page()
    ordered = sorted(found, key=lambda one: (one[1].due, one[0], one[1].number))
    return Page(
        [
            Heading("Termijnen", 1),
            *(
                Items([Item(_deadline(case, one, today))], warning=one.due < today)
                for case, one in ordered
            ),
        ]
    )


def _deadline(case: str, one: Deadline, today: date) -> str:
    """Return a deadline on lines of its own: when and where, what, on what ground, ticking off."""
    return "\n".join(
        [
            f"{ahead(one.due, today)}: {say_in_full(one.until)} (dossier {case})",
            _short(one.what),
            f"Bron: {one.source}",
            f"Afstrepen: {_ticking(case, one.number)}",
        ]
    )


def idle(cases: Sequence[Case]) -> Page:
    """Return the terms of cases that can't run yet, each with what it lacks."""
    items = [Item(_idle(case, one)) for case in cases for one in not_running(case)]
    return Page([Heading("Termijnen die nog niet lopen", 1), Items(items)] if items else [])


def _idle(case: Case, one: NotRunning) -> str:
    """Return on lines of its own what a term lacks, what it is for, and how to fill that in."""
    asked = any((miss.visit.step, miss.field) == (one.step, one.field) for miss in case.missing)
    return "\n".join(
        [
            f"{one.lacks} (dossier {case.number})",
            _short(one.what),
            f"Bron: {one.source}",
            *([f"Aanvullen: stappenplan dossier vul-aan {case.number}"] if asked else []),
            f"Afstrepen: {_ticking(case.number, one.number)}",
        ]
    )


def _short(words: str) -> str:
    return shorten(words, _LONGEST, placeholder=" …")


def ahead(due: date, today: date) -> str:
    """Return how far a day is: `te laat, 3 dagen`, `vandaag`, `over 1 dag`."""
    days = abs((due - today).days)
    count = "1 dag" if days == 1 else f"{days} dagen"
    if due == today:
        return "vandaag"
    return f"te laat, {count}" if due < today else f"over {count}"


def _ticking(case: str, number: int) -> str:
    return f"stappenplan wat-nu {case} --gehaald {number}"


def met(event: Event, one: Deadline | NotRunning) -> Page:
    """Return that a deadline was ticked off, or a term that didn't run."""
    was = one.lacks if isinstance(one, NotRunning) else f"uiterlijk {say_in_full(one.until)}"
    return _added(
        event,
        "termijn gehaald",
        ("Wat", _short(one.what)),
        ("Was", was),
        ("Verder", f"stappenplan wat-nu {event.case}"),
    )


def only_closed(cases: Sequence[Case]) -> Page:
    """Return of closed cases that none of their steps is to be done."""
    return Page(
        [
            Words(
                f"Dossier {case.number} is gesloten: er hoeft geen stap meer. Heropenen: "
                f"stappenplan dossier heropen {case.number}"
            )
            for case in cases
        ]
    )


def before_closing(case: Case, pending: Sequence[Deadline], today: date) -> Page:
    """Return what is unfinished in a case that is about to be closed."""
    left: list[Block] = [*case_view.still_open(case), *case_view.to_fill(case)]
    if pending:
        lines = [Item(_briefly(one, today)) for one in pending]
        left += [Heading("Termijnen die nog lopen"), Items(lines)]
    if waiting := not_running(case):
        lines = [Item(f"{_short(one.what)} ({one.lacks})") for one in waiting]
        left += [Heading("Termijnen die nog niet lopen"), Items(lines)]
    return Page(
        [
            Heading(f"Dossier {case.number} sluiten: {case.title}", 1),
            *left,
            Words(_MAY_CLOSE if left else _ALL_DONE),
        ]
    )


_ALL_DONE = "Alles is beantwoord en aangevuld, en er loopt geen termijn."
_MAY_CLOSE = "Sluiten mag ook zo. Het dossier blijft te lezen en kan later weer open."


def _briefly(one: Deadline, today: date) -> str:
    return f"{_short(one.what)} ({ahead(one.due, today)}: {one.said})"


def proposal(day: date, proposal: Proposal) -> Page:
    """Return until when it is proposed to keep a case, on what ground, and what isn't known."""
    return Page(
        [
            Heading("Hoe lang blijft het dossier bewaard?"),
            Pairs(
                [
                    ("Voorstel", f"tot en met {say_in_full(day.isoformat())}"),
                    ("Bron", proposal.basis),
                    ("Let op", proposal.remark),
                ]
            ),
        ]
    )


def closed(case: Case, today: date) -> Page:
    """Return that a case was closed, until when it is kept, and what goes on all the same."""
    found = entries.closing(case)
    if found is None:
        return Page()
    words = f"Dossier {case.number} is gesloten (gebeurtenis {found.event.number})."
    pairs = [
        ("Reden", reasons().get(found.reason, found.reason)),
        ("Bewaard", f"tot en met {say_in_full(found.kept_until.isoformat())}"),
        ("Heropenen", f"stappenplan dossier heropen {case.number}"),
    ]
    blocks: list[Block] = [Words(words, strong=True), Pairs(pairs)]
    if pending(case, today):
        blocks.append(Words(_STILL_DUE))
    if entries.hold(case):
        blocks.append(Words(_HELD))
    return Page(blocks)


_STILL_DUE = (
    "Wat een datum heeft, blijft in 'stappenplan wat-nu' staan: een notitie tot u haar afstreept, "
    "een termijn van een stap tot die voorbij is."
)
_HELD = "Dit dossier wordt aangehouden. Zolang dat zo is, wordt het niet gewist."


def reopened(event: Event) -> Page:
    """Return that a case is open again, and how to go on."""
    words = f"Dossier {event.case} is weer open (gebeurtenis {event.number})."
    going_on = ("Verder", f"stappenplan verder {event.case}")
    return Page([Words(words, strong=True), Pairs([going_on])])
