"""Which answer of a case is meant by a step's name on the command line."""

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.errors import WrongUse
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.plan.graph import step_names, steps_named
from scala_cli.text import listing


def answered(case: Case, name: str) -> Answer:
    """Return the answer at a step: of its last visit that counts, else of its last one.

    A bare id will do when just one answered step has it. Raises `WrongUse`.
    """
    named = steps_named(name, case.graph)
    if not named:
        hint = did_you_mean(name, step_names(case.graph))
        raise WrongUse(f"Stap {quoted(name)} bestaat niet.{hint}")
    steps = {visit.step for visit in case.answers if visit.step in named}
    steps = {step for step in steps if step == name} or steps
    if not steps:
        raise WrongUse(
            f"Stap {quoted(name)} is in dossier {case.number} nog niet beantwoord. Ga verder met: "
            f"stappenplan verder {case.number}"
        )
    if len(steps) > 1:
        raise WrongUse(
            f"Stap {quoted(name)} kan {listing(sorted(steps), 'of')} zijn. Schrijf het hele id."
        )
    return _last(case, steps.pop())


def standing(case: Case, name: str) -> Answer:
    """Return the answer at a step's last visit that counts. Raises `WrongUse`."""
    answer = answered(case, name)
    if answer.visit not in case.position.standing:
        raise WrongUse(
            f"Het antwoord bij stap {quoted(name)} is vervallen: het ligt niet meer op de weg. "
            "Wijzig eerst het antwoord waardoor het verviel."
        )
    return answer


def _last(case: Case, step: str) -> Answer:
    given = sorted(visit for visit in case.answers if visit.step == step)
    counting = [visit for visit in given if visit in case.position.standing]
    return case.answers[(counting or given)[-1]]
