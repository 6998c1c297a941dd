"""`dossier notitie` and `dossier koppel`: a remark to a case, and a tie between two."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from scala_cli.case import drafts
from scala_cli.case.entries import hold, links
from scala_cli.case.events import CaseMoved, Draft
from scala_cli.case.state import Case
from scala_cli.clock import parse_coming_day, say_in_full, today
from scala_cli.commands.recording import (
    NOTHING,
    case_to_add_to,
    if_broken_off,
    keep,
    on_the_line,
    tell,
    tell_if_closed,
    words,
)
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongUse
from scala_cli.screen import entry_views
from scala_cli.settings import recorder
from scala_cli.text import clean_line


@dataclass(frozen=True, slots=True)
class Remark:
    """A note as asked for on the command line; `text` is None when it is still to be typed."""

    text: str | None
    due: str | None
    hold: bool
    release: bool


def note(run: Run, number: str, remark: Remark) -> None:
    """Add a note to a case: plain, to be reminded of, or to hold the case or let it go."""
    _must_be_one_thing(remark)
    due = _due(run, remark)
    with run.dossier() as dossier:
        with if_broken_off():
            case = case_to_add_to(dossier, number)
            _must_fit(case, remark)
            tell_if_closed(run, case)
            text = words(run, remark.text, "TEKST", *_question(case, remark, due))
        event = keep(dossier, case, _drafting(text, due, remark))
    run.printer.show(entry_views.noted(event, today(run.clock)))


def _must_be_one_thing(remark: Remark) -> None:
    if remark.hold and remark.release:
        raise WrongUse("Kies één van de twee: --aanhouden of --vrijgeven.")
    if remark.due and (remark.hold or remark.release):
        raise WrongUse(
            "--uiterlijk gaat niet samen met --aanhouden of --vrijgeven. Maak er twee notities van."
        )


def _due(run: Run, remark: Remark) -> date | None:
    if remark.due is None:
        return None
    with on_the_line("--uiterlijk"):
        return parse_coming_day(clean_line(remark.due), today(run.clock))


def _must_fit(case: Case, remark: Remark) -> None:
    """Refuse to hold a case that is held, or to let one go that isn't."""
    held = hold(case)
    if remark.hold and held:
        raise WrongUse(
            f"Dossier {case.number} wordt al aangehouden, sinds gebeurtenis {held.number}. "
            f"{NOTHING}"
        )
    if remark.release and not held:
        raise WrongUse(
            f"Dossier {case.number} wordt niet aangehouden: er is niets vrij te geven. {NOTHING}"
        )


def _question(case: Case, remark: Remark, due: date | None) -> tuple[str, str]:
    """Return what to ask, and what to say with it."""
    if remark.hold:
        return (
            f"Waarom houdt u dossier {case.number} aan?",
            "Bijvoorbeeld: er loopt een klacht. Zo lang kan het dossier niet worden gewist.",
        )
    if remark.release:
        return f"Waarom geeft u dossier {case.number} vrij?", "Bijvoorbeeld: de klacht is afgerond."
    hint = f"Uiterlijk {say_in_full(due.isoformat())}." if due else ""
    return f"Wat wilt u noteren bij dossier {case.number}?", hint


def _drafting(text: str, due: date | None, remark: Remark) -> Callable[[Case], Draft]:
    def draft_for(case: Case) -> Draft:
        _must_fit(case, remark)
        if remark.hold:
            return drafts.hold(text, recorder())
        if remark.release:
            return drafts.release(text, recorder())
        return drafts.note(text, recorder(), due)

    return draft_for


def link(run: Run, number: str, other: str, reason: str | None) -> None:
    """Say of two cases that they belong to the same incident, in both."""
    if number == other:
        raise WrongUse("Een dossier kan niet aan zichzelf worden gekoppeld. Noem een ander nummer.")
    with run.dossier() as dossier:
        with if_broken_off():
            pair = _pair(dossier, number, other)
            if _linked(pair):
                tell(run, f"Dossier {number} en {other} zijn al gekoppeld. {NOTHING}")
                return
            for case in pair:
                tell_if_closed(run, case)
            why = _reason(run, number, other, reason)
        pair = _keep_both(dossier, pair, why)
    run.printer.show(entry_views.linked(*pair))


def _pair(dossier: Dossier, number: str, other: str) -> tuple[Case, Case]:
    return case_to_add_to(dossier, number), case_to_add_to(dossier, other)


def _linked(pair: tuple[Case, Case]) -> bool:
    one, other = pair
    # A link that was erased in one of them counts there no longer, and can be made again.
    return other.number in links(one) and one.number in links(other)


def _reason(run: Run, number: str, other: str, given: str | None) -> str:
    if given is None and run.has_person:
        question = f"Waarom horen dossier {number} en {other} bij elkaar?"
        return run.asker.line(question, "Eén zin is genoeg. Leeg laten mag.", drafts.optional)
    with on_the_line("--reden"):
        return drafts.optional(given or "")


def _keep_both(dossier: Dossier, pair: tuple[Case, Case], why: str) -> tuple[Case, Case]:
    """Record the link in both cases, and return them as they are then."""
    numbers = pair[0].number, pair[1].number
    while not _linked(pair):
        one, other = pair
        with suppress(CaseMoved):
            dossier.link(
                one.number, drafts.link(other.number, why, recorder()), one.count,
                other.number, drafts.link(one.number, why, recorder()), other.count,
            )  # fmt: skip
        pair = _pair(dossier, *numbers)
    return pair
