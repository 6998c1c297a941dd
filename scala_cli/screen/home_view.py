"""What stands above the home menu: the emergency lines, and how the cases stand, within a window.

Never a name: of a case its number, platform and day, of a person's own note only its day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from scala_cli.case.deadlines import Deadline, soon
from scala_cli.case.state import Case
from scala_cli.clock import MONTHS, day_of, say_day
from scala_cli.plan.model import Plan
from scala_cli.screen.entry_views import ahead
from scala_cli.screen.page import Block, Item, Items, Words

_MOST_LINES = 6
_BULLET = 2
_DETAILS = (3, 2)
"""How many lines a case may take, where there is room for them all."""


@dataclass(frozen=True, slots=True)
class Window:
    """How many columns a line may have, and how many lines there are for the cases."""

    width: int
    lines: int


def emergency(plan: Plan) -> Block:
    """Return the emergency lines, without a heading: here each line counts."""
    return Items([Item(note.text) for note in plan.emergency], warning=True)


IN_SHORT = "Spoed? Eerst bellen: 112, politie of bestuur. Naaktbeeld niet opslaan."
"""The program's own emergency lines in one line."""


def in_short() -> Block:
    """Return the emergency lines in one line, once they were shown whole."""
    return Items([Item(IN_SHORT)], warning=True)


def height(block: Block, width: int) -> int:
    """Return how many lines a list or a paragraph takes, without the empty one above it."""
    if isinstance(block, Items):
        return sum(len(wrap(item.text, width - _BULLET)) for item in block.items)
    return len(wrap(block.text, width)) if isinstance(block, Words) else 1


def standing(cases: Sequence[Case], window: Window, today: date) -> Block:
    """Return the open cases, and closed ones with something due, as far as there is room.

    No sentence is cut short: what is cut off can't be heard.
    """
    found = [case for case in cases if not case.closed or soon(case, today)]
    if not found:
        return Words("Er staat geen dossier open.")
    lines = max(1, min(window.lines, _MOST_LINES))
    width = window.width - _BULLET
    candidates = (
        *([_case(case, today, detail) for case in found] for detail in _DETAILS),
        *(
            _brief_ones(found, shown, today, brief)
            for shown in range(len(found), 0, -1)
            for brief in (_brief, _briefest)
        ),
    )
    for items in candidates:
        if sum(len(wrap(line, width)) for one in items for line in one) <= lines:
            return Items([Item("\n".join(one)) for one in items])
    return Items([Item(_counted(f"{len(found)} dossiers", found, today))])


def _brief_ones(
    cases: Sequence[Case], shown: int, today: date, brief: Callable[[Case, date], str]
) -> list[list[str]]:
    """Return the first cases in a sentence each, whole, and how many others there are."""
    rest = cases[shown:]
    others = [_counted(f"En nog {len(rest)}", rest, today)] if rest else []
    return [[one] for one in (*(brief(case, today) for case in cases[:shown]), *others)]


def _case(case: Case, today: date, lines: int) -> list[str]:
    due = soon(case, today)
    told = [_due(due, today)] if due else []
    told.append(_waits(case))
    name = f"Dossier {case.number}: {case.title}"
    return [name, *told[: lines - 1]]


def _brief(case: Case, today: date) -> str:
    due = soon(case, today)
    since = f"Sinds {_short_day(_last(case), today)}: {_open(case)}"
    told = _due(due, today, "herinnering") if due else since
    return f"{case.number}: {case.title}. {told}"


def _briefest(case: Case, today: date) -> str:
    """Return a case in fewer words: what it waits for is left out, what is due is not."""
    return _brief(case, today) if soon(case, today) else f"{case.number}: {case.title}"


def _due(one: Deadline, today: date, note: str = "") -> str:
    """Return what is due and how soon; of a note no words, which may hold a name."""
    what = (note or f"herinnering, {one.source}") if one.noted else one.what
    return f"{ahead(one.due, today).capitalize()}: {what}"


def _waits(case: Case) -> str:
    since = say_day(_last(case))
    if case.closed:
        return f"Gesloten, sinds {since}"
    return f"Wacht sinds {since} op: {_open(case)}"


def _open(case: Case) -> str:
    """Return what a case waits for: its open steps, or else what is left to do."""
    steps = [case.step(visit).title for visit in case.position.open]
    return "; ".join(steps) or ("aanvullen" if case.missing else "sluiten")


def _counted(words: str, cases: Sequence[Case], today: date) -> str:
    """Return how many cases there are besides, and how many of them are late."""
    late = [case for case in cases if (due := soon(case, today)) and due.due < today]
    told = f", waarvan {len(late)} te laat" if late else ""
    return f"{words}{told}. Zie: stappenplan wat-nu"


def _last(case: Case) -> date:
    return day_of(case.events[-1].recorded)


def _short_day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


NOT_OPENED = "Het dossier is niet geopend. U ziet hier dus niet wat er openstaat."
NEW = "Er is nog geen dossier."
_TO_MAKE_ONE = "Alleen een wachtwoord, dat u zelf bedenkt, staat tussen u en de eerste vraag."


def not_there(*, asks: bool) -> Block:
    """Return that there is no dossier yet, and what it takes to make one."""
    return Words(f"{NEW} {_TO_MAKE_ONE}" if asks else NEW)


def shut(why: str) -> Block:
    """Return that the dossier wasn't opened, with the reason where there is one to tell."""
    return Words(why or NOT_OPENED)


def trouble(sentence: str) -> Block:
    """Return what can't be read."""
    return Words(sentence, strong=True)
