"""What tests share: a clock that stands still, the shipped plans, and ways to make cases."""

import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import scala_cli.cli  # noqa: F401 - before a test imports Click: it binds its words then
from scala_cli import resources
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.clock import Clock, stamp
from scala_cli.commands.run import known_names
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, load_library

# A shell has what it starts in the background ignore Ctrl-C, and children inherit that: the
# programs that the tests start have to hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)

PASSWORD = "een-lang-wachtwoord"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

# One answer to a step: its ref, its choice, and what else the event says.
Said = tuple[str, str | Sequence[str]] | tuple[str, str | Sequence[str], Mapping[str, object]]


class TickingClock:
    """A clock that is a minute later each time it is read."""

    def __init__(self, start: datetime = NOW) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return TickingClock()


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped plans."""
    return load_library(resources.plan_files(), known_names())


@pytest.fixture(scope="session")
def plaatsing(library: Library) -> Graph:
    return Graph("plaatsing", library.plans)


@pytest.fixture(scope="session")
def medewerker(library: Library) -> Graph:
    return Graph("medewerker", library.plans)


MakeCase = Callable[..., Case]


@pytest.fixture
def make_case() -> MakeCase:
    """Make a case in memory: `make_case(graph, ("signaal", "gedaan", {"platform": "x"}), …)`.

    Each answer is of the step's next visit; a third element holds its fields.
    """

    def make(graph: Graph, *said: Said, number: str = "2026-001") -> Case:
        clock = TickingClock()
        opened = Draft(Kind.OPENED, stamp(clock()), {"door": "directie"})
        events: list[Event] = [record(opened, number, None, clock())]
        visits: dict[str, int] = {}
        for step, choice, *rest in said:
            visits[step] = visits.get(step, 0) + 1
            words = (choice,) if isinstance(choice, str) else tuple(choice)
            kind = Kind.SKIPPED if words == ("overgeslagen",) else Kind.ANSWERED
            content: dict[str, object] = {
                "door": "directie",
                "velden": dict(rest[0]) if rest else {},
            }
            if kind is Kind.SKIPPED:
                content["overgeslagen_omdat"] = "gesprek geweigerd"
            draft = Draft(kind, stamp(clock()), content, step, visits[step], words)
            events.append(record(draft, number, events[-1], clock()))
        return fold(graph, events)

    return make


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder with a password in the environment."""
    folder = tmp_path / "gegevens"
    monkeypatch.setenv("STAPPENPLAN_MAP", str(folder))
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", PASSWORD)
    monkeypatch.delenv("STAPPENPLAN_EENVOUDIG", raising=False)
    return folder
