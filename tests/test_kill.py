"""Whatever happens to the program, what it said was saved is there, and the walk goes on.

A walk through a pipe in a real process is killed at random moments; a walk by an answers file
is stopped after each answer.
"""

import io
import os
import random
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scala_cli import clock
from scala_cli.case.due import due_documents
from scala_cli.case.events import CaseMoved, Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.clock import Clock, stamp
from scala_cli.commands import walk
from scala_cli.commands.desk import WalkDesk
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Stopped
from scala_cli.export import json as contract
from scala_cli.files import DOSSIER
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from scala_cli.plan.model import Field, FieldKind, StepKind
from scala_cli.plan.replay import Visit, replay
from scala_cli.prompts.answers import AnswersFile
from scala_cli.prompts.answers_text import AnswersText
from scala_cli.prompts.conversation import Conversation
from scala_cli.screen.walk_view import WalkView
from scala_cli.settings import Settings, recorder
from scala_cli.walkthrough import Walk
from tests.conftest import NOW, PASSWORD, TickingClock
from tests.walking import PAPERS

ROOT = Path(__file__).parents[1]
PROMPT = re.compile(
    r"Uw keuze \(1 tot en met \d+(?:, of [a-z](?:, [a-z])*)?\): "
    r"|Uw keuzes, met een komma ertussen: |^> ",
    re.MULTILINE,
)
SPINS = 1_000_000
"""About as many turns of an empty loop as it takes to write a few answers."""

CHOICES: Mapping[str, Choice] = {
    "spoed": ("nee",),
    "wie": ("medewerker",),
    "medewerker/grensoverschrijdend": ("ja",),
    "medewerker/reactie-medewerker": ("inadequaat",),
    "medewerker/consequenties": ("waarschuwing", "berisping"),
}
FIELDS: Mapping[tuple[str, str], str] = {
    ("signaal", "platform"): "instagram",
    ("signaal", "link"): "https://voorbeeld.nl/p/1",
    ("signaal", "geplaatst"): "20-11-2020 14:30",
    ("signaal", "melder"): "J. Voorbeeld",
    ("signaal", "account"): "@voorbeeld",
    ("stilte", "hoe"): "per e-mail",
    ("wie", "naam"): "M. Voorbeeld",
    ("medewerker/consequenties", "gehoord"): "ja",
}


def script(graph: Graph, answers: Mapping[Visit, Choice]) -> list[str]:
    """Return what a person types from here to the end, line by line."""
    given = dict(answers)
    lines: list[str] = []
    while visits := replay(graph, given).open:
        visit = visits[0]
        step = graph.steps[visit.step]
        if len(visits) > 1:
            lines.append(visit.step)
        with_fields = step.kind is StepKind.QUESTION or any(ref == visit.step for ref, _ in FIELDS)
        choice = CHOICES.get(visit.step, ("gedaan",))
        if step.several:
            lines += ["kies", ", ".join(choice)]
        else:
            lines.append(choice[0] if with_fields or not step.fields else "later")
        if with_fields:
            lines += [typed(visit.step, field) for field in step.fields]
        given[visit] = choice
    return [*lines, "klaar"]


def typed(step: str, field: Field) -> str:
    """Return the line that a person types for a field."""
    nothing = "onbekend" if field.kind in (FieldKind.CHOICE, FieldKind.YES_NO) else ""
    return FIELDS.get((step, field.id), nothing)


@dataclass(frozen=True)
class Reference:
    """A walk that was not interrupted.

    `saved[i]` is the number of events on disk when line `i` is asked for.
    """

    before: bytes
    number: str
    lines: list[str]
    saved: list[int]
    case: Case


class Typist(io.StringIO):
    """Someone who types lines, and looks each time at how much is on disk."""

    def __init__(self, lines: Sequence[str], dossier: Dossier | None, number: str) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self.dossier = dossier
        self.number = number
        self.saved: list[int] = []

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override] # as StringIO's own
        if self.dossier:
            self.saved.append(len(self.dossier.events(self.number)))
        return super().readline(size)


def a_run(folder: Path, source: io.StringIO, output: io.StringIO) -> Run:
    return Run(Settings(folder, True, PASSWORD), clock.now, source, output, "")


@pytest.fixture(scope="module")
def reference(
    tmp_path_factory: pytest.TempPathFactory, library: Library, plaatsing: Graph
) -> Reference:
    """A case just opened, and the walk through it that nothing interrupts."""
    folder = tmp_path_factory.mktemp("heel")
    pinned = {plan.id: canonical(library.documents[plan.id]) for plan in plaatsing.plans}
    with Dossier.create(folder, PASSWORD, clock.now) as dossier:
        first = dossier.open_case(pinned, {"door": recorder()})
        before = (folder / DOSSIER).read_bytes()
        lines = script(plaatsing, {})
        typist, output = Typist(lines, dossier, first.case), io.StringIO()
        walk.go_on(a_run(folder, typist, output), first.case, None, as_json=False)
        case = fold(plaatsing, dossier.events(first.case))
    assert len(typist.saved) == len(lines) == len(PROMPT.findall(output.getvalue()))
    return Reference(before, first.case, lines, typist.saved, case)


def said(event: Event) -> tuple[object, ...]:
    """Return what an event says apart from times and the words of documents."""
    what = event.said.get("document") or event.said.get("velden")
    return event.kind, event.step, event.visit, event.choice, what


def start_walk(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start the program on a pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", "scala_cli", "--eenvoudig", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={
            **os.environ,
            "STAPPENPLAN_MAP": str(folder),
            "STAPPENPLAN_WACHTWOORD": PASSWORD,
        },
    )


class Terminal:
    """The other end of the pipe."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin
        assert process.stdout
        self.stdin, self.stdout = process.stdin, process.stdout
        self.shown = ""

    def wait_for(self, prompts: int) -> int:
        """Read until so many prompts were shown, or all there is; return how many were."""
        while (found := len(PROMPT.findall(self.shown))) < prompts:
            read = os.read(self.stdout.fileno(), 65536)
            if not read:
                return found
            self.shown += read.decode(errors="replace")
        return found

    def type(self, *lines: str) -> None:
        self.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.stdin.flush()


def kill_at_random(reference: Reference, folder: Path, seed: int) -> tuple[int, int]:
    """Walk in a process and kill it; return the fewest and the most events there may be.

    By turns: while a question waits; right after a line was sent; in the middle of the work,
    all lines having been sent at once.
    """
    chance = random.Random(seed)
    saved = [*reference.saved, reference.case.count]
    wanted = chance.randrange(1, len(reference.lines) + 1)
    process = start_walk(folder, "verder", reference.number)
    try:
        terminal = Terminal(process)
        if seed % 3 == 2:
            terminal.wait_for(1)
            terminal.type(*reference.lines)
            seen = terminal.wait_for(wanted)
        else:
            for place, line in enumerate(reference.lines[:wanted]):
                seen = terminal.wait_for(place + 1)
                if place + 1 < wanted or seed % 3 == 1:
                    terminal.type(line)
        # A moment of random length, so that a kill also falls halfway a write.
        for _ in range(chance.randrange(SPINS)):
            pass
    finally:
        process.kill()
        process.communicate()
    most = {0: saved[seen - 1], 1: saved[seen], 2: saved[-1]}[seed % 3]
    return saved[seen - 1], most


def check_one_kill(reference: Reference, graph: Graph, folder: Path, seed: int) -> None:
    """Kill a walk, see that nothing is lost, and go on to the same end."""
    (folder / DOSSIER).write_bytes(reference.before)
    fewest, most = kill_at_random(reference, folder, seed)

    with Dossier.open(folder, PASSWORD, clock.now) as dossier:
        assert dossier.faults() == []
        events = dossier.events(reference.number)
        assert fewest <= len(events) <= most
        assert [said(one) for one in events] == [
            said(one) for one in reference.case.events[: len(events)]
        ]
        found = fold(graph, events)
        rest = script(graph, {visit: one.choice for visit, one in found.answers.items()})
        ended = go_on(dossier, reference.number, Typist(rest, None, reference.number))

    assert ended.events[: len(events)] == tuple(events)
    same_end(ended, reference.case, found.standing[-1].visit if found.standing else None)


def go_on(dossier: Dossier, number: str, source: io.StringIO) -> Case:
    """Walk on as `verder` does, in a dossier that is open already."""
    run = a_run(dossier.path.parent, source, io.StringIO())
    prompter = Conversation(run.asker, WalkView(run.printer), WalkDesk(run, dossier), run.clock)
    file = walk.OneCase(dossier, number)
    Walk(file, prompter, PAPERS, recorder(), run.clock).run()
    return file.read()


def same_end(ended: Case, wanted: Case, interrupted: Visit | None) -> None:
    """See that two cases say the same; only the interrupted step may lack fields."""
    assert ended.position == wanted.position
    for visit, answer in wanted.answers.items():
        assert ended.answers[visit].choice == answer.choice
        if visit == interrupted:
            assert ended.answers[visit].fields.items() <= answer.fields.items()
        else:
            assert ended.answers[visit].fields == answer.fields
    assert {(one.kind, one.visit) for one in ended.current_documents} == {
        (one.kind, one.visit) for one in wanted.current_documents
    }
    assert due_documents(ended) == ()


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_walk_has_lost_nothing_that_was_saved_and_goes_on_to_the_same_end(
    reference: Reference, plaatsing: Graph, tmp_path: Path, seed: int
) -> None:
    check_one_kill(reference, plaatsing, tmp_path, seed)


@pytest.mark.proef
@pytest.mark.parametrize("seed", range(1000, 1200))
def test_two_hundred_killed_walks_have_lost_nothing(
    reference: Reference, plaatsing: Graph, tmp_path: Path, seed: int
) -> None:
    check_one_kill(reference, plaatsing, tmp_path, seed)


def test_after_a_kill_the_program_itself_says_all_is_well_and_goes_on(
    reference: Reference, plaatsing: Graph, tmp_path: Path
) -> None:
    (tmp_path / DOSSIER).write_bytes(reference.before)
    kill_at_random(reference, tmp_path, 2)

    check = start_walk(tmp_path, "controleer")
    told = check.communicate()[0].decode()
    assert (check.returncode, "In orde: " in told) == (0, True)
    with Dossier.open(tmp_path, PASSWORD, clock.now) as dossier:
        found = fold(plaatsing, dossier.events(reference.number))
        rest = script(plaatsing, {visit: one.choice for visit, one in found.answers.items()})
        again = start_walk(tmp_path, "verder", reference.number)
        again.communicate("".join(f"{line}\n" for line in rest).encode())
        ended = fold(plaatsing, dossier.events(reference.number))

    assert again.returncode == 0
    same_end(ended, reference.case, found.standing[-1].visit if found.standing else None)


def test_a_case_is_on_disk_before_its_first_question(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "gegevens"
    process = start_walk(folder, "start")
    try:
        assert Terminal(process).wait_for(1) == 1
    finally:
        process.kill()
        process.communicate()

    with Dossier.open(folder, PASSWORD, clock.now) as dossier:
        assert [len(dossier.events(number)) for number in dossier.numbers()] == [1]
        assert dossier.faults() == []


def test_a_walk_through_a_pipe_that_closes_stops_and_says_how_to_go_on(
    reference: Reference, tmp_path: Path
) -> None:
    (tmp_path / DOSSIER).write_bytes(reference.before)
    process = start_walk(tmp_path, "verder", reference.number)
    process.communicate("".join(f"{line}\n" for line in reference.lines[:9]).encode())

    assert process.returncode == 3
    with Dossier.open(tmp_path, PASSWORD, clock.now) as dossier:
        assert len(dossier.events(reference.number)) == reference.saved[9]


@dataclass
class InMemory:
    """A case file in memory, for walks that need no disk."""

    graph: Graph
    events: list[Event]
    clock: Clock

    def read(self) -> Case:
        """Return the case."""
        return fold(self.graph, self.events)

    def append(self, draft: Draft, after: int) -> Event:
        """Add an event."""
        if after != len(self.events):
            raise CaseMoved
        event = record(draft, self.events[0].case, self.events[-1], self.clock())
        self.events.append(event)
        return event


WALKS: Mapping[str, tuple[str, Mapping[str, Choice]]] = {
    "medewerker": ("plaatsing", CHOICES),
    "kind": (
        "plaatsing",
        {
            "spoed": ("ja",),
            "wie": ("kind",),
            "gesprek": ("overgeslagen",),
            "reactie-kind": ("erkent-niet",),
            "reactie-ouders": ("ontkennen",),
        },
    ),
    "volwassene": (
        "plaatsing",
        {"spoed": ("nee",), "wie": ("volwassene",), "reactie-volwassene": ("inadequaat",)},
    ),
    "rectificatie": (
        "medewerker",
        {
            "grensoverschrijdend": ("nee",),
            "reactie-medewerker": ("rectificeert",),
            "maatregel-nodig": ("ja",),
            "consequenties": ("geen",),
        },
    ),
}


def answers_of(graph: Graph, choices: Mapping[str, Choice]) -> list[dict[str, Any]]:
    """Return the tables of an answers file for a whole walk, the last open step first."""
    given: dict[Visit, Choice] = {}
    tables: list[dict[str, Any]] = []
    while visits := replay(graph, given).open:
        visit = visits[-1]
        choice = choices.get(visit.step, ("gedaan",))
        table: dict[str, Any] = {"stap": visit.step}
        if choice == ("overgeslagen",):
            table |= {"overgeslagen": True, "reden": "gesprek geweigerd"}
        else:
            table["keuze"] = list(choice) if len(choice) > 1 else choice[0]
        known = {field.id for field in graph.steps[visit.step].fields}
        fields = {"datum": "2026-11-20", "platform": "x", "tekst": "Zoals geplaatst."}
        if choice != ("overgeslagen",):
            table["velden"] = {name: value for name, value in fields.items() if name in known}
        tables.append(table)
        given[visit] = choice
    return tables


def walked(graph: Graph, *parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the case after a walk with each of these answers files in turn, times aside."""
    ticking = TickingClock()
    opened = Draft(Kind.OPENED, stamp(ticking()), {"door": "directie"})
    file = InMemory(graph, [record(opened, "2026-001", None, ticking())], ticking)
    for place, part in enumerate(parts, 1):
        text = AnswersText("antwoorden.toml", graph.root.id, part)
        prompter = AnswersFile(text, graph, NOW + timedelta(days=1))
        going = Walk(file, prompter, PAPERS, "directie", ticking)
        if place == len(parts):
            going.run()
        else:
            with pytest.raises(Stopped):
                going.run()
    found = contract.case(file.read())
    for step in found["stappen"]:
        del step["gebeurd"], step["vastgelegd"]
    del found["kop"]
    return {**found, "gebeurtenissen": [said(event) for event in file.events]}


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_stopped_after_any_answer_and_gone_on_with_is_the_same_case(
    library: Library, name: str
) -> None:
    plan, choices = WALKS[name]
    graph = Graph(plan, library.plans)
    answers = answers_of(graph, choices)
    whole = walked(graph, answers)

    assert whole["open"] == []
    assert len(whole["documenten"]) >= 1
    for place in range(len(answers)):
        assert walked(graph, answers[:place], answers[place:]) == whole


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_stopped_after_every_answer_is_the_same_case(library: Library, name: str) -> None:
    plan, choices = WALKS[name]
    graph = Graph(plan, library.plans)
    answers = answers_of(graph, choices)

    assert walked(graph, *([one] for one in answers)) == walked(graph, answers)
