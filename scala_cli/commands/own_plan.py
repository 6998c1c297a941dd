"""The school's own plans among the program's: how people are told which one they look at."""

from scala_cli.commands.run import Run, say
from scala_cli.plan.faults import WrongPlan

OWN = "eigen plan"
INSTEAD = "eigen plan, in plaats van dat van het programma"


def told(run: Run, plan_id: str) -> str:
    """Return that a plan is the school's own; nothing for one of the program's."""
    if plan_id not in run.library.own:
        return ""
    return INSTEAD if plan_id in run.library.instead else OWN


def say_instead(run: Run, plan_id: str) -> None:
    """Say that an own plan is used in the place of the program's, or that none could be read."""
    if run.own_plans.shut:
        fault = run.own_plans.faults[0]
        say(f"{fault.file} {fault.sentence} Dit is het plan van het programma.")
    if plan_id in run.library.instead:
        file = run.library.own[plan_id]
        say(f"Dit is uw eigen plan {file}, in plaats van dat van het programma.")


def must_be_right(run: Run, plan_id: str) -> None:
    """Raise `WrongPlan` for a plan that was asked for while the school's own one has faults."""
    if faults := run.library.faults_of(plan_id):
        raise WrongPlan(faults)
