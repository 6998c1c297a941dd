"""Cases in memory that grow: events added, contents erased as the dossier would."""

from collections.abc import Sequence

from scala_cli.case import drafts
from scala_cli.case.events import Draft, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.clock import from_stamp
from tests.conftest import TickingClock

BY = "directie"


def then(case: Case, *added: Draft) -> Case:
    """Return the case with these events added, each a minute after the one before."""
    clock = TickingClock(from_stamp(case.events[-1].recorded))
    events = list(case.events)
    for draft in added:
        events.append(record(draft, case.number, events[-1], clock()))
    return fold(case.graph, events)


def without(case: Case, numbers: Sequence[int], ground: str = "Op verzoek.") -> Case:
    """Return the case after the contents of these events were erased."""
    grown = then(case, drafts.erase(numbers, ground, BY))
    events = [
        event._replace(content=None, salt=None) if event.number in numbers else event
        for event in grown.events
    ]
    return fold(case.graph, events)
