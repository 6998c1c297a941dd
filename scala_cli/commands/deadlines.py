"""`wat-nu`: what is open, to be filled in and due, and ticking off what was due."""

from collections.abc import Sequence
from datetime import date

from scala_cli.case import drafts
from scala_cli.case.deadlines import (
    Deadline,
    NotRunning,
    by_urgency,
    deadlines,
    not_running,
    pending,
)
from scala_cli.case.events import Draft
from scala_cli.case.state import Case
from scala_cli.clock import today
from scala_cli.commands.record import every_case
from scala_cli.commands.recording import (
    NOTHING,
    case_to_add_to,
    if_broken_off,
    keep,
    tell_if_closed,
)
from scala_cli.commands.run import Run
from scala_cli.dossier.rows import unknown_case
from scala_cli.errors import WrongUse
from scala_cli.export import json as contract
from scala_cli.screen import entry_views, record_views
from scala_cli.screen.page import Page
from scala_cli.settings import recorder
from scala_cli.text import listing


def what_now(run: Run, number: str | None, *, as_json: bool) -> None:
    """Show what is open, to be filled in and due: of one case, or of all that ask for it."""
    if number is None:
        with every_case(run) as readable:
            cases = [case for case in readable if _asks(case, today(run.clock))]
            _show(run, cases, as_json=as_json)
        return
    if not run.has_dossier:
        raise unknown_case(number)
    with run.dossier() as dossier:
        case = dossier.case(number)
    _show(run, [case], as_json=as_json)


def _asks(case: Case, day: date) -> bool:
    """Tell whether a case asks for attention: a closed one only for what is due."""
    still = not case.closed and (case.position.open or case.missing)
    return bool(still or pending(case, day) or not_running(case))


def _show(run: Run, cases: Sequence[Case], *, as_json: bool) -> None:
    day = today(run.clock)
    ordered = by_urgency(cases, day)
    if as_json:
        print(contract.dumps(contract.what_now(ordered, day)))
        return
    due = [(case.number, one) for case in ordered for one in pending(case, day)]
    blocks = [*entry_views.due(due, day).blocks, *entry_views.idle(ordered).blocks]
    closed = [case for case in ordered if case.closed]
    still = [case for case in ordered if not case.closed]
    if still or not closed:
        blocks += record_views.what_now(still).blocks
    if closed and not still:
        blocks += entry_views.only_closed(closed).blocks
    run.printer.show(Page(blocks))


def meet(run: Run, number: str | None, met: int, *, as_json: bool) -> None:
    """Record that the deadline which comes from an event was met."""
    if number is None:
        raise WrongUse(
            f"Noem ook het dossier, zoals: stappenplan wat-nu 2026-001 --gehaald {met}. {NOTHING}"
        )
    with run.dossier() as dossier:
        with if_broken_off():
            case = case_to_add_to(dossier, number)
            one = _running(case, met, today(run.clock))
            tell_if_closed(run, case)

        def draft_for(case: Case) -> Draft:
            _running(case, met, today(run.clock))
            return drafts.met(met, recorder())

        event = keep(dossier, case, draft_for)
        case = dossier.case(number)
    run.printer.show(entry_views.met(event, one))
    if as_json:
        _show(run, [case], as_json=True)


def _running(case: Case, number: int, day: date) -> Deadline | NotRunning:
    """Return the deadline of an event that wasn't met yet. Raises `WrongUse` for any other.

    A term that can't run yet may be ticked off as well: its day may never be known.
    """
    found = [one for one in deadlines(case) if one.number == number]
    if found and found[0].running:
        return found[0]
    if idle := [one for one in not_running(case) if one.number == number]:
        return idle[0]
    wrong = "is er niet"
    if found:
        wrong = "is al gehaald" if found[0].met else "loopt niet meer"
    # What it is about stays out of an error; its number and day will do.
    others = [f"{one.number} (uiterlijk {one.said})" for one in pending(case, day)]
    rest = (
        f"In dit dossier lopen nog: {listing(others)}."
        if others
        else "In dit dossier loopt er geen."
    )
    raise WrongUse(
        f"Dossier {case.number}: een termijn van gebeurtenis {number} {wrong}. {rest} {NOTHING}"
    )
