"""Which case, and which platform, when it wasn't said or not quite rightly."""

from collections.abc import Sequence

from scala_cli.case.state import Case
from scala_cli.commands.reading import readable_cases
from scala_cli.commands.run import Run, say
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.facts import Platform, platforms
from scala_cli.plan.faults import did_you_mean
from scala_cli.prompts.protocol import Item
from scala_cli.text import clean_line, listing


def open_cases(dossier: Dossier) -> list[Case]:
    """Return the open cases; one that can't be read is told and keeps nobody from the others."""
    found: list[Case] = []
    try:
        with readable_cases(dossier) as cases:
            found = [case for case in cases if not case.closed]
    except DossierUnusable as error:
        if not found:
            raise
        say(str(error))
    return found


def picked(run: Run, found: Sequence[Case], question: str) -> Case:
    """Return the only case, or the one that the person points at.

    Raises `WrongUse` where there are more and nobody to ask.
    """
    if len(found) == 1:
        return found[0]
    if not run.has_person:
        numbers = ", ".join(case.number for case in found)
        raise WrongUse(f"Er zijn meer open dossiers: {numbers}. Noem er één.")
    items = [Item(case.number, f"{case.number}: {case.title}") for case in reversed(found)]
    number = run.asker.choose(question, items)
    return next(case for case in found if case.number == number)


def channel(asked: str | None) -> Platform | None:
    """Return the platform of a `--kanaal`. Raises `WrongUse` for one that isn't known."""
    if asked is None:
        return None
    found = platforms().get(asked.lower())
    if found is None:
        hint = did_you_mean(asked.lower(), platforms())
        names = listing(platforms(), "of")
        raise WrongUse(f"Kanaal '{clean_line(asked)}' is niet bekend.{hint} Kies uit {names}.")
    return found
