"""Walking a case without a file: a case in memory, and someone who knows what they want."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import StringIO

from scala_cli.case import drafts
from scala_cli.case.events import CaseMoved, Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.case.talks import spoken_to
from scala_cli.clock import Clock, stamp
from scala_cli.commands.papers import render_document
from scala_cli.documents.context import statement_context
from scala_cli.documents.guard import findings, known_of
from scala_cli.documents.render import render
from scala_cli.headings import heading, title_of
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import Field, Party
from scala_cli.plan.replay import Visit
from scala_cli.prompts.conversation import Conversation
from scala_cli.prompts.protocol import Asker, Prompter
from scala_cli.screen.printing import PlainPrinter
from scala_cli.screen.walk_view import WalkView
from scala_cli.walkthrough import Papers, Walk

PAPERS = Papers(render_document, lambda _case, _answer, _kind: ())
"""Documents as the program makes them; nobody weighs what was sent."""

# Each outcome of the three flowcharts: what is chosen at the questions on the way there.
OUTCOMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "medewerker rectificeert": (
        "plaatsing",
        {"spoed": "nee", "wie": "medewerker", "grensoverschrijdend": "nee",
         "reactie-medewerker": "rectificeert", "maatregel-nodig": "nee"},
    ),
    "medewerker rectificeert, toch een maatregel": (
        "medewerker",
        {"grensoverschrijdend": "ja", "reactie-medewerker": "rectificeert",
         "maatregel-nodig": "ja", "consequenties": "waarschuwing"},
    ),
    "medewerker reageert inadequaat": (
        "plaatsing",
        {"spoed": "ja", "wie": "medewerker", "grensoverschrijdend": "ja",
         "reactie-medewerker": "inadequaat", "consequenties": "berisping"},
    ),
    "volwassene rectificeert": (
        "plaatsing", {"spoed": "nee", "wie": "volwassene", "reactie-volwassene": "rectificeert"},
    ),
    "volwassene reageert inadequaat": (
        "plaatsing", {"spoed": "ja", "wie": "volwassene", "reactie-volwassene": "inadequaat"},
    ),
    "kind licht toe, ouders erkennen": (
        "plaatsing",
        {"spoed": "nee", "wie": "kind", "reactie-kind": "licht-toe", "reactie-ouders": "erkennen"},
    ),
    "kind erkent niet, ouders erkennen": (
        "plaatsing",
        {"spoed": "nee", "wie": "kind", "reactie-kind": "erkent-niet",
         "reactie-ouders": "erkennen"},
    ),
    "kind licht toe, ouders ontkennen": (
        "plaatsing",
        {"spoed": "nee", "wie": "kind", "reactie-kind": "licht-toe",
         "reactie-ouders": "ontkennen"},
    ),
    "kind erkent niet, ouders ontkennen": (
        "plaatsing",
        {"spoed": "nee", "wie": "kind", "reactie-kind": "erkent-niet",
         "reactie-ouders": "ontkennen"},
    ),
}  # fmt: skip


def chosen(case: Case, step: str) -> Choice | None:
    """Return the standing choice at a step's last visit."""
    found = [answer for answer in case.standing if answer.visit.step == step]
    return found[-1].choice if found else None


def talked(case: Case) -> bool:
    """Tell whether there has been a talk with who posted."""
    return spoken_to(case) is Party.POSTER


@dataclass
class CaseInMemory:
    """A case file that is only a list."""

    graph: Graph
    clock: Clock
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the case."""
        draft = Draft(Kind.OPENED, stamp(self.clock()), {"door": "directie"})
        self.events.append(record(draft, "2026-001", None, self.clock()))

    def read(self) -> Case:
        """Return the case."""
        return fold(self.graph, self.events)

    def append(self, draft: Draft, after: int) -> Event:
        """Add an event, unless the case has grown."""
        if len(self.events) != after:
            raise CaseMoved
        self.events.append(record(draft, "2026-001", self.events[-1], self.clock()))
        return self.events[-1]


@dataclass
class DeskInMemory:
    """A desk that keeps what is prepared at it, and finds no clipboard."""

    file: CaseInMemory
    asker: Asker
    prepared: list[tuple[str, str]] = field(default_factory=list)

    def title(self, kind: str) -> str:
        """Return what a document is called."""
        return title_of(kind)

    def kinds(self, case: Case, visit: Visit) -> Sequence[str]:
        """Return what the plan names at a step."""
        step = case.step(visit)
        return (*step.documents, *step.offered)

    def tells(self, kind: str, fields: Iterable[Field]) -> bool:
        """Tell whether a document tells what one of these fields holds."""
        return any(map(heading(kind).tells, fields))

    def prepare(self, case: Case, visit: Visit, kind: str) -> Case:
        """Note what was prepared, and where."""
        self.prepared.append((visit.step, kind))
        return self.file.read()

    def may_be_posted(self, case: Case, text: str, *, aangifte: bool) -> bool:
        """Find nothing but what the guard does, and go on only with a text without any."""
        return not findings(text, replace(known_of(case), aangifte=aangifte))

    def close(self, case: Case) -> bool:
        """Close the case."""
        closing = drafts.close("afgehandeld", "", date(2028, 7, 31), "voorstel", "directie")
        self.file.append(closing, case.count)
        return True

    def export(self, case: Case) -> None:
        """Note that it was exported."""
        self.prepared.append((case.number, "export"))

    def statement(self, case: Case, visit: Visit, *, short: bool, aangifte: bool) -> str:
        """Return a form of the statement."""
        return render("statement", statement_context(case, visit, aangifte=aangifte, kort=short))

    def copy(self, text: str) -> bool:
        """Say that there is no clipboard."""
        return False

    def note(self, case: Case) -> None:
        """Record a note."""
        words = self.asker.long("Wat wilt u vastleggen?", "", drafts.needed)
        self.file.append(drafts.note(words, "directie"), case.count)


def converse(
    file: CaseInMemory,
    asker: Asker,
    output: StringIO | None = None,
    desk: DeskInMemory | None = None,
) -> Conversation:
    """Return a conversation about a case, its pages printed plainly."""
    view = WalkView(PlainPrinter(output or StringIO()))
    return Conversation(asker, view, desk or DeskInMemory(file, asker), file.clock)


def walk(file: CaseInMemory, prompter: Prompter) -> Case:
    """Walk a case to its end."""
    return Walk(file, prompter, PAPERS, "directie", file.clock).run()


class Reader:
    """Someone who reads the pages and knows what to choose at each step."""

    def __init__(self, graph: Graph, wishes: Mapping[str, str]) -> None:
        self.pages = StringIO()
        self._titles = {
            step.title: option.title
            for ref, step in graph.steps.items()
            if (option := step.option(wishes.get(ref.rpartition("/")[2], "")))
        }

    def pick(self, offered: Sequence[str]) -> int:
        """Return the place (from 0) of what is wanted most of what is offered, else the first."""
        headings = re.findall(
            r"^Dossier [^,]+, stap \d+: (.+)$", self.pages.getvalue(), re.MULTILINE
        )
        wished = self._titles.get(headings[-1], "") if headings else ""
        wanted = (wished, "Gedaan, gegevens later aanvullen", "Weet ik niet, of later", "Klaar")
        return next(
            (
                place
                for one in wanted
                if one
                for place, said in enumerate(offered)
                if said.startswith(one)
            ),
            0,
        )
