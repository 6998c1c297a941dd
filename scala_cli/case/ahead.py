"""What lies ahead in a case, as far as that is known before anything is answered."""

from itertools import islice

from scala_cli.case.state import Case
from scala_cli.plan.graph import Choice
from scala_cli.plan.paths import paths
from scala_cli.plan.replay import Visit, Walk
from scala_cli.text import listing

_MOST_PATHS = 100
"""More ways on than these are not counted: it is said before each question."""


def steps_ahead(case: Case) -> tuple[int, int] | None:
    """Return how many steps still come after one open step: the fewest and the most.

    None where there are too many ways on to say.
    """
    given = {one: answer.choice for one, answer in case.answers.items()}
    found = [len(path) for path in islice(paths(case.graph, given), _MOST_PATHS + 1)]
    if len(found) > _MOST_PATHS:
        return None
    before = len(given) + 1
    return min(found) - before, max(found) - before


def what_follows(case: Case, visit: Visit, choice: Choice) -> str:
    """Return what an answer to an open step would bring, in words."""
    walk = Walk(case.graph, {one: answer.choice for one, answer in case.answers.items()})
    walk.answer(visit, choice)
    before = set(case.position.open)
    opened = [one.step for one in walk.open.values() if one not in before]
    if opened:
        return f"daarna: {_titles(case, opened)}"
    if not walk.open:
        return "daarna is alles beantwoord"
    if walk.waiting:
        return f"daarna, als de rest klaar is: {_titles(case, list(walk.waiting))}"
    return "dit spoor is dan klaar"


def _titles(case: Case, refs: list[str]) -> str:
    steps = sorted(refs, key=case.graph.order.__getitem__)
    return listing(case.graph.steps[ref].title for ref in steps)
