"""The way a case has gone as a tree: what was answered and when, what is open, what lapsed."""

from collections.abc import Iterator

from scala_cli.case.answer import Answer
from scala_cli.case.route import Fork, Stand, Stop, Way, lapsed, opened_since, route
from scala_cli.case.state import Case
from scala_cli.clock import MONTHS, day_of, say_day
from scala_cli.plan.replay import Visit
from scala_cli.screen.page import Block, Heading, Mark, Node, Tracks, Tree
from scala_cli.text import labelled


def way(case: Case) -> Iterator[Block]:
    """Yield the way from the first step to where the case stands, and apart what lapsed."""
    yield Heading("De weg tot nu" if case.position.open else "De weg die is gelopen")
    yield Tree(_nodes(case, route(case)))
    if gone := lapsed(case):
        yield Heading("Vervallen, maar bewaard")
        yield Tree([_node(case, answer, Mark.LAPSED) for answer in gone])


def _nodes(case: Case, walked: Way) -> list[Node | Tracks]:
    return [
        Tracks([_nodes(case, track) for track in one.tracks])
        if isinstance(one, Fork)
        else _stop(case, one)
        for one in walked
    ]


def _stop(case: Case, stop: Stop) -> Node:
    title = _title(case, stop.visit)
    if stop.answer:
        again = stop.visit in case.to_review
        return _node(case, stop.answer, Mark.LOOK if again else Mark.DONE)
    if stop.stand is Stand.WAITS:
        return Node(f"Wacht tot de rest klaar is: {title}", mark=Mark.WAITS)
    if case.closed:
        return Node(f"Niet meer gedaan: {title}", mark=Mark.WAITS)
    return Node(f"Nu open: {title}", who_and_since(case, stop.visit), Mark.NOW)


def _node(case: Case, answer: Answer, mark: Mark) -> Node:
    said = labelled(_title(case, answer.visit), case.said(answer))
    words = f"Opnieuw bekijken. {said}" if mark is Mark.LOOK else said
    return Node(words, _day(case, answer), mark)


def _title(case: Case, visit: Visit) -> str:
    again = f" (keer {visit.number})" if visit.number > 1 else ""
    return f"{case.step(visit).title}{again}"


def _day(case: Case, answer: Answer) -> str:
    """Return the day on which a step happened; the year only where it isn't that of the case."""
    day = day_of(answer.happened)
    if day.year == day_of(case.opened).year:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return say_day(day)


def who_and_since(case: Case, visit: Visit) -> str:
    """Return who does an open step, and since when it waits."""
    return f"{case.step(visit).actor}, sinds {say_day(day_of(opened_since(case, visit)))}"
