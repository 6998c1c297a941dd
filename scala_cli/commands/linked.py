"""Reading the cases that a case is linked to; one that can't be read keeps nobody from the rest."""

from scala_cli.case.entries import links
from scala_cli.case.events import chain_faults
from scala_cli.case.linked import Linked, in_short, unreadable
from scala_cli.case.state import Case
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse


def linked_cases(dossier: Dossier, case: Case) -> list[Linked]:
    """Return the cases that a case is linked to, in order of number."""
    return [_linked(dossier, number) for number in links(case)]


def _linked(dossier: Dossier, number: str) -> Linked:
    try:
        case = dossier.case(number)
    except (DossierUnusable, WrongUse):
        return unreadable(number)
    # Where a chain doesn't hold, what the case says isn't certain.
    return unreadable(number) if chain_faults(case.events) else in_short(case)
