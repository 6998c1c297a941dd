"""How a walk comes by its texts: made of a case for the school, and weighed when they are public.

What that takes is loaded with the first text: the first question doesn't wait for it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.replies import Override, Revise
from scala_cli.case.state import Case
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.own_letters import WrongLetter
from scala_cli.walkthrough import Papers

if TYPE_CHECKING:
    from scala_cli.documents.school import School


def papers_of(run: Run, dossier: Dossier, *, asks: bool) -> Papers:
    """Return how documents are made, for the school that the dossier knows, and weighed.

    Where nobody is asked, what the guard has against a text is said beside the output.
    """

    def render(case: Case, answer: Answer, kind: str) -> str | None:
        from scala_cli.commands.letter_own import say_unmade
        from scala_cli.commands.school import known_school

        try:
            return render_document(case, answer, kind, known_school(dossier))
        except WrongLetter as error:
            # An own letter that can't be made stops nobody.
            say_unmade(kind, error)
            return None

    def weigh(case: Case, answer: Answer, kind: str) -> Sequence[Override] | Revise:
        from scala_cli.commands import guarding

        weighed = guarding.weigh if asks else guarding.weigh_unasked
        return weighed(run, case, answer, kind)

    return Papers(render, weigh)


def render_document(case: Case, answer: Answer, kind: str, school: "School | None" = None) -> str:
    """Return a document of a case, made at an answer; its date is the day of the last event."""
    from scala_cli.commands.letter_own import make_surely
    from scala_cli.documents.context import Writing
    from scala_cli.documents.school import School

    day = clock.day_of(case.events[-1].recorded).isoformat()
    return make_surely(kind, case, answer.visit, Writing(school or School(), day, {}))
