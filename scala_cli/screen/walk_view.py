"""The view during a walk: which page to print when."""

from scala_cli.case.state import Case
from scala_cli.plan.model import Plan
from scala_cli.plan.replay import Visit
from scala_cli.screen import views
from scala_cli.screen.page import Heading, Page, Verbatim
from scala_cli.screen.printing import Printer
from scala_cli.settings import Session


class WalkView:
    """Prints each page of a walk; the emergency lines whole once in a session.

    On a plan's first page, right above its question, the first comes again, if they were shown
    before this walk. With `repeats` always: in a small window the first time has scrolled
    away by then.
    """

    def __init__(
        self, printer: Printer, session: Session | None = None, *, repeats: bool = False
    ) -> None:
        self._printer = printer
        self._heard = (session or Session()).heard
        self._repeats = repeats
        self._whole = False
        self._told_how = False

    def emergency(self, plan: Plan) -> None:
        """Print the emergency lines of a plan, unless they were shown in this session."""
        self._warned(plan)

    def _warned(self, plan: Plan) -> bool:
        """Print the emergency lines unless they were shown; tell whether they were now."""
        lines = {note.text for note in plan.emergency}
        if lines <= self._heard:
            return False
        self._printer.show(views.emergency(plan))
        self._heard |= lines
        self._whole = True
        return True

    def step(self, case: Case, visit: Visit) -> None:
        """Print a step; a plan's first one under the emergency lines."""
        plan = case.graph.plan_of(visit.step)
        first = case.step(visit) is plan.first
        warned = first and self._warned(plan)
        again = first and not warned and (self._repeats or not self._whole)
        self._printer.show(views.step_page(case, visit, reminded=again and bool(plan.emergency)))

    def why(self, case: Case, visit: Visit) -> None:
        """Print what a step rests on; the first time also how a walk goes."""
        self._printer.show(views.why(case, visit, with_how=not self._told_how))
        self._told_how = True

    def open_steps(self, case: Case) -> None:
        """Print that several steps are open."""
        self._printer.show(views.open_steps(case))

    def document(self, title: str, text: str) -> None:
        """Print a text between two lines."""
        self._printer.show(Page([Heading(title), Verbatim(text)]))

    def unbroken(self, text: str) -> None:
        """Print a text whole, for selecting it."""
        self._printer.show_unbroken(text)

    def pausing(self, case: Case) -> None:
        """Print what waits."""
        self._printer.show(views.pausing(case))

    def finished(self, case: Case) -> None:
        """Print how the case stands at the end."""
        self._printer.show(views.finished(case))
