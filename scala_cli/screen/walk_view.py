"""The view during a walk: which page to print when."""

from scala_cli.case.state import Case
from scala_cli.plan.model import Plan
from scala_cli.plan.replay import Visit
from scala_cli.screen import views
from scala_cli.screen.page import Heading, Page, Verbatim
from scala_cli.screen.printing import Printer


class WalkView:
    """Prints each page of a walk; the emergency lines once.

    With `repeats` they come again on a plan's first page, right above its question: in a small
    window the first time has scrolled away by then.
    """

    def __init__(self, printer: Printer, *, repeats: bool = False) -> None:
        self._printer = printer
        self._repeats = repeats
        self._warned = False

    def emergency(self, plan: Plan) -> None:
        """Print the emergency lines, the first time."""
        if not self._warned:
            self._printer.show(views.emergency(plan))
        self._warned = True

    def step(self, case: Case, visit: Visit) -> None:
        """Print a step; a plan's first one under the emergency lines."""
        plan = case.graph.plan_of(visit.step)
        first = case.step(visit) is plan.first
        if first:
            self.emergency(plan)
        again = plan.emergency if first and self._repeats else ()
        self._printer.show(views.step_page(case, visit, again))

    def why(self, case: Case, visit: Visit) -> None:
        """Print what a step rests on."""
        self._printer.show(views.why(case, visit))

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
