"""What came of a case: how people reacted, what was decided, and the statement."""

from collections.abc import Iterable, Iterator

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.plan.model import Count, Option, Step

POSTED, NOT_POSTED = "geplaatst", "niet geplaatst"
NO_STATEMENT = "niet aan de orde, of nog niet"
STATEMENT = "statement"
"""The kind of document that is the public statement."""
REACTIONS = (Count.ACKNOWLEDGED, Count.REFUSED)


def has_statement(case: Case) -> bool:
    """Tell whether the case can come to a statement, by its plan."""
    return any(map(makes_statement, case.graph.steps.values()))


def makes_statement(step: Step) -> bool:
    """Tell whether a step has a public statement."""
    return STATEMENT in (*step.documents, *step.offered)


def counts_as(step: Step, counts: Iterable[Count]) -> bool:
    """Tell whether a question has options that count as one of these."""
    wanted = tuple(counts)
    return any(option.counts in wanted for option in step.options)


def options_that_count(
    case: Case, answers: Iterable[Answer], counts: Iterable[Count]
) -> Iterator[tuple[Answer, Option]]:
    """Yield which options that count as one of these were chosen at answers, in their order."""
    wanted = tuple(counts)
    for answer in answers:
        for one in answer.choice:
            option = case.step(answer.visit).option(one)
            if option and option.counts in wanted:
                yield answer, option


def measures(case: Case) -> list[str]:
    """Return the measures that were decided on last, in the plan's words."""
    found = list(options_that_count(case, case.standing, [Count.MEASURE]))
    return [option.title for answer, option in found if answer is found[-1][0]]


def decides_measures(case: Case) -> bool:
    """Tell whether the case can come to a decision on measures, by its plan."""
    return any(counts_as(step, [Count.MEASURE]) for step in case.graph.steps.values())


def statement_said(case: Case) -> str:
    """Return whether a statement was posted, in words."""
    found = [one for one in case.standing if STATEMENT in case.step(one.visit).documents]
    if not found:
        return NO_STATEMENT
    return NOT_POSTED if found[-1].skipped else POSTED
