"""Until when a case is kept: what is proposed at its closing, and which ones may go by now."""

from calendar import monthrange
from datetime import date

from scala_cli.case.entries import closing, hold
from scala_cli.case.people import poster
from scala_cli.case.state import Case
from scala_cli.closing import Proposal, proposal
from scala_cli.plan.model import PARENT, Keeping, Role


def proposed(case: Case) -> Proposal:
    """Return the proposal for a case: what its plan says, by whom it is about as far as known."""
    return proposal(_keeping(case))


def _keeping(case: Case) -> Keeping | None:
    """Return what the case's plan says on keeping, else one that it went on in; None: nothing."""
    about = {poster(case), PARENT if case.value_as(Role.HAS_PUPIL) is True else None}
    came_to = (case.graph.plan_of(answer.visit.step) for answer in case.standing)
    for plan in (case.graph.root, *came_to):
        for one in plan.keeping:
            if not one.about or about & {*one.about}:
                return one
    return None


def proposed_day(case: Case, today: date) -> date:
    """Return the day until which a case is kept if the proposal is taken."""
    year = today.year + proposed(case).years
    # A leap day has no fellow in most years.
    return today.replace(year=year, day=min(today.day, monthrange(year, today.month)[1]))


def may_go(case: Case, today: date) -> bool:
    """Tell whether the day until which a closed case is kept has passed, and nothing holds it."""
    closed = closing(case)
    return bool(closed and closed.kept_until < today and not hold(case) and not case.erased)
