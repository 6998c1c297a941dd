"""Until when a case is kept: what is proposed at its closing, and which ones may go by now."""

from calendar import monthrange
from datetime import date

from scala_cli.case.entries import closing, hold
from scala_cli.case.outcomes import CHILD, STAFF, poster
from scala_cli.case.state import Case
from scala_cli.closing import Proposal, proposal

_PUPIL = "leerling"
_OTHER = "overig"


def proposed(case: Case) -> Proposal:
    """Return the proposal for a case: by whom the message was posted, as far as is known."""
    return proposal(_about(case))


def _about(case: Case) -> str:
    if poster(case) == STAFF:
        return STAFF
    child = poster(case) == CHILD
    return _PUPIL if child or case.value("ouder_verzorger") is True else _OTHER


def proposed_day(case: Case, today: date) -> date:
    """Return the day until which a case is kept if the proposal is taken."""
    year = today.year + proposed(case).years
    # A leap day has no fellow in most years.
    return today.replace(year=year, day=min(today.day, monthrange(year, today.month)[1]))


def may_go(case: Case, today: date) -> bool:
    """Tell whether the day until which a closed case is kept has passed, and nothing holds it."""
    closed = closing(case)
    return bool(closed and closed.kept_until < today and not hold(case) and not case.erased)
