"""What came of a case: who posted, how people reacted, what was decided, and the statement.

By whichever plan a step was come to: its bare id is what counts.
"""

from scala_cli.case.state import Case
from scala_cli.plan.model import Step

STAFF, CHILD, ADULT = "medewerker", "kind", "volwassene"
POSTED, NOT_POSTED = "geplaatst", "niet geplaatst"
NO_STATEMENT = "niet aan de orde, of nog niet"
MEASURES = "consequenties"
_STATEMENT = "statement"


def poster(case: Case) -> str:
    """Return what kind of person posted: `kind`, `volwassene`, `medewerker` or nothing."""
    if case.graph.root.id == STAFF:
        return STAFF
    found = case.chosen("wie") or ("",)
    return found[0] if found[0] in (STAFF, CHILD, ADULT) else ""


def has_statement(case: Case) -> bool:
    """Tell whether the case can come to a statement, by its plan."""
    steps = case.graph.steps.values()
    return any(_STATEMENT in (*step.documents, *step.offered) for step in steps)


def measures(case: Case) -> list[str]:
    """Return the measures that were decided on, in the plan's words."""
    return chosen_titles(case, MEASURES)


def statement_said(case: Case) -> str:
    """Return whether a statement was posted, in words."""
    found = [one for one in case.standing if _STATEMENT in case.step(one.visit).documents]
    if not found:
        return NO_STATEMENT
    return NOT_POSTED if found[-1].skipped else POSTED


def chosen_titles(case: Case, step_id: str) -> list[str]:
    """Return the titles of what was last chosen at a step, as it now stands."""
    found = [one for one in case.standing if _is(one.visit.step, step_id)]
    options = (case.step(found[-1].visit).option(one) for one in found[-1].choice) if found else ()
    return [option.title for option in options if option]


def step_of(case: Case, step_id: str) -> Step | None:
    """Return a step that the case can come to."""
    found = (step for ref, step in case.graph.steps.items() if _is(ref, step_id))
    return next(found, None)


def _is(ref: str, step_id: str) -> bool:
    return ref.rpartition("/")[2] == step_id
