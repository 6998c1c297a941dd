"""One answer in a long case, in a dossier that is small and in one that is large."""

from collections.abc import Iterator

from scala_cli import clock
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.dossier import rows as tables
from scala_cli.dossier.rows import case_number
from scala_cli.dossier.store import Dossier
from tests.bench import making
from tests.bench.measuring import Row, Turn, timed, turns

LONG = (200, 200)
"""The cases beside the others: one that is answered, one into which bare rows go."""
_RUNS = 41


def rows(small: making.Made, large: making.Made) -> Iterator[Row]:
    """Yield what an answer takes beside its bare rows, and whether the size of all counts."""
    with _opened(small) as one, _opened(large) as other:
        ours = _answering(other, _number(large, 1))
        mine, bare = turns(ours, _inserting(other, _number(large, 0)), _RUNS)
        size = f"in {large.cases:,} dossiers".replace(",", ".")
        yield Row(f"één antwoord {size}", "de kale regels en één COMMIT", mine, bare, 1.5)
        few, many = turns(_answering(one, _number(small, 1)), ours, _RUNS)
        what = f"hetzelfde in {small.cases} dossiers"
        yield Row(what, f"zichzelf {size}", few, many, 0.9, at_least=True)


def _opened(made: making.Made) -> Dossier:
    return Dossier.open(made.folder, making.key(made.folder), clock.now)


def _number(made: making.Made, back: int) -> str:
    return case_number(2026, made.cases - back)


def _revision(case: Case) -> Draft:
    answer = case.standing[0]
    content = {"door": "directie", "reden": "beter gezien", "velden": dict(answer.fields)}
    return Draft(Kind.REVISED, None, content, *answer.visit, answer.choice)


def _answering(dossier: Dossier, number: str) -> Turn:
    """Return a turn that answers as a walk does: append, replay, and what opens next."""
    case = dossier.case(number)

    def answer() -> None:
        nonlocal case
        event = dossier.append(number, _revision(case), case.count)
        case = fold(case.graph, (*case.events, event))
        opened = [case.step(visit) for visit in case.position.open]
        assert len(opened) <= case.count

    return timed(answer)


def _inserting(dossier: Dossier, number: str) -> Turn:
    """Return a turn that writes rows that were made before, and nothing else."""
    case = dossier.case(number)
    last = case.events[-1]
    db = dossier._db
    of_case = tables.case_id(db, number)
    event: Event = last

    def insert() -> None:
        db.conn.execute("BEGIN IMMEDIATE")
        tables.add_event(db, of_case, event)
        db.conn.execute("COMMIT")

    def turn() -> float:
        nonlocal event, last
        event = record(_revision(case), number, last, clock.now())
        last = event
        return timed(insert)()

    return turn
