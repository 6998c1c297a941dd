"""`dossier sluit` and `dossier heropen`: ending a case, until when it is kept, and back."""

from dataclasses import dataclass
from datetime import date

from scala_cli.case import drafts
from scala_cli.case.deadlines import pending
from scala_cli.case.entries import hold
from scala_cli.case.events import Draft
from scala_cli.case.retention import proposed, proposed_day
from scala_cli.case.state import Case
from scala_cli.clock import parse_coming_day, say_day, say_in_full, today
from scala_cli.closing import OTHER, reasons, reasons_of
from scala_cli.commands.recording import (
    NOTHING,
    case_to_add_to,
    if_broken_off,
    keep,
    on_the_line,
    tell,
    words,
)
from scala_cli.commands.run import Run, say
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Stopped, WrongUse
from scala_cli.plan.faults import did_you_mean
from scala_cli.prompts.fields import NEVER_MIND
from scala_cli.prompts.protocol import Item
from scala_cli.screen import entry_views
from scala_cli.settings import recorder
from scala_cli.text import clean_line, listing

_PROPOSAL = "voorstel"
_OWN_DAY = "eigen"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line; None where it wasn't."""

    reason: str | None
    explanation: str | None
    until: str | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class _Decision:
    reason: str
    explanation: str
    until: date
    ground: str


def close(run: Run, number: str, wish: Wish) -> None:
    """Close a case with a reason, and settle until when it is kept."""
    _must_be_known(run, wish)
    with run.dossier() as dossier:
        close_in(run, dossier, number, wish)


def close_in(run: Run, dossier: Dossier, number: str, wish: Wish) -> None:
    """Close a case of a dossier that is open here. Raises `Stopped` on second thoughts."""
    with if_broken_off():
        case = _open_case(dossier, number)
        _must_fit(case, wish)
        decision = _decided(run, case, wish)
        _warn(run, case, decision.until)

    def draft_for(case: Case) -> Draft:
        _must_be_open(case)
        return drafts.close(
            decision.reason, decision.explanation, decision.until, decision.ground, recorder()
        )

    keep(dossier, case, draft_for)
    run.printer.show(entry_views.closed(dossier.case(number), today(run.clock)))


def _must_be_known(run: Run, wish: Wish) -> None:
    """Raise `WrongUse` for a reason that isn't one, or that lacks what nobody can be asked."""
    ids = listing(reasons(), "of")
    if wish.reason is None and not run.has_person:
        raise WrongUse(f"Noem met --reden waarom het dossier sluit: {ids}. {NOTHING}")
    if wish.reason not in (None, *reasons()):
        asked = str(wish.reason)
        raise WrongUse(
            f"Reden '{clean_line(asked)}' is niet bekend.{did_you_mean(asked, reasons())} Kies uit "
            f"{ids}. {NOTHING}"
        )
    if wish.reason == OTHER and not wish.explanation and not run.has_person:
        raise WrongUse(f"Bij de reden '{OTHER}' hoort --toelichting. {NOTHING}")


def _must_fit(case: Case, wish: Wish) -> None:
    """Raise `WrongUse` for a reason that the case's plan doesn't close with."""
    known = reasons_of(case.graph.root)
    if wish.reason not in (None, *known):
        raise WrongUse(
            f"Reden '{wish.reason}' past niet bij het stappenplan van dossier {case.number}. Kies "
            f"uit {listing(known, 'of')}. {NOTHING}"
        )


def _open_case(dossier: Dossier, number: str) -> Case:
    case = case_to_add_to(dossier, number)
    _must_be_open(case)
    return case


def _must_be_open(case: Case) -> None:
    if case.closed:
        raise WrongUse(
            f"Dossier {case.number} is al gesloten. {NOTHING} Heropenen kan met: stappenplan "
            f"dossier heropen {case.number}"
        )


def _decided(run: Run, case: Case, wish: Wish) -> _Decision:
    """Return what is decided, on the command line or by the person."""
    day = today(run.clock)
    own = None
    if wish.until is not None:
        with on_the_line("--bewaren-tot"):
            own = parse_coming_day(clean_line(wish.until), day)
    with on_the_line("--toelichting"):
        explanation = drafts.optional(wish.explanation or "")
    with on_the_line("--grond"):
        ground = drafts.optional(wish.ground or "")
    run.printer.show(entry_views.before_closing(case, pending(case, day), day))
    reason = wish.reason or _chosen_reason(run, case)
    if run.has_person and not explanation and (reason == OTHER or wish.reason is None):
        explanation = _explained(run, reason)
    proposal_day = proposed_day(case, day)
    until = own or _until(run, case, proposal_day, day)
    if not ground:
        ground = proposed(case).basis if until == proposal_day else _grounds(run)
    return _Decision(reason, explanation, until, ground)


def _chosen_reason(run: Run, case: Case) -> str:
    items = [*(Item(one, title) for one, title in reasons_of(case.graph.root).items()), NEVER_MIND]
    question = f"Waarom sluit u dossier {case.number}?"
    return _unless_never_mind(case, run.asker.choose(question, items, NEVER_MIND.id))


def _unless_never_mind(case: Case, chosen: str) -> str:
    if chosen == NEVER_MIND.id:
        raise Stopped(f"Dossier {case.number} blijft open. {NOTHING}")
    return chosen


def _explained(run: Run, reason: str) -> str:
    if reason == OTHER:
        return run.asker.long("Wat is de reden?", "Eén zin is genoeg.", drafts.needed)
    hint = "Eén zin is genoeg. Leeg laten mag."
    return run.asker.long("Wilt u er iets bij zeggen?", hint, drafts.optional)


def _until(run: Run, case: Case, proposal_day: date, day: date) -> date:
    """Return until when the case is kept: as proposed, unless a person says otherwise."""
    if not run.has_person:
        say(
            f"Het dossier wordt bewaard tot en met {say_day(proposal_day)}. Dat is het voorstel; "
            "een andere dag kan met --bewaren-tot."
        )
        return proposal_day
    run.printer.show(entry_views.proposal(proposal_day, proposed(case)))
    items = [
        Item(_PROPOSAL, f"Tot en met {say_day(proposal_day)} (het voorstel)"),
        Item(_OWN_DAY, "Tot een andere dag"),
        NEVER_MIND,
    ]
    chosen = run.asker.choose("Tot wanneer bewaart u het?", items, NEVER_MIND.id)
    if _unless_never_mind(case, chosen) == _PROPOSAL:
        return proposal_day
    found = run.asker.line(
        "Tot en met welke dag bewaart u het?",
        "Bijvoorbeeld: 31-7-2029 of over 52 weken.",
        lambda typed: parse_coming_day(clean_line(typed), day),
    )
    run.asker.tell(f"Genoteerd: tot en met {say_in_full(found.isoformat())}.")
    return found


def _grounds(run: Run) -> str:
    """Return why the case is kept otherwise than proposed; unknown where nobody can be asked."""
    if not run.has_person:
        return ""
    question = "Waarom bewaart u het tot die dag?"
    return run.asker.long(question, "Dit wijkt af van het voorstel.", drafts.needed)


def _warn(run: Run, case: Case, until: date) -> None:
    if until < today(run.clock) and not hold(case):
        tell(
            run,
            f"Let op: {say_in_full(until.isoformat())} is al geweest. 'stappenplan opschonen' mag "
            "dit dossier dan meteen wissen.",
        )


def reopen(run: Run, number: str, reason: str | None) -> None:
    """Open a closed case again."""
    with run.dossier() as dossier:
        with if_broken_off():
            case = case_to_add_to(dossier, number)
            _must_be_closed(case)
            question = f"Waarom gaat dossier {case.number} weer open?"
            text = words(run, reason, "--reden", question, "Eén zin is genoeg.")

        def draft_for(case: Case) -> Draft:
            _must_be_closed(case)
            return drafts.reopen(text, recorder())

        event = keep(dossier, case, draft_for)
    run.printer.show(entry_views.reopened(event))


def _must_be_closed(case: Case) -> None:
    if not case.closed:
        raise WrongUse(
            f"Dossier {case.number} is open; heropenen hoeft niet. Ga verder met: stappenplan "
            f"verder {case.number}"
        )
