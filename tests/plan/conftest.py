"""Plans in a few words, for the tests of loading, checking and replaying them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from scala_cli.plan.check import Known
from scala_cli.plan.faults import Fault, WrongPlan
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, load_library
from scala_cli.plan.load import parse_plan
from scala_cli.plan.model import Plan

Document = dict[str, Any]
Targets = Sequence[str] | Mapping[str, Sequence[str]]

KNOWN = Known(documents={"statement", "niet-reageren"}, facts={"bewijs", "inzage"})
FILE = "klein.toml"


def step(step_id: str, to: Targets = (), **more: object) -> Document:
    """Return a step: an action with arrows, or a question when `to` is keyed by option.

    A key of `more` that is `None` takes that key away.
    """
    made: Document = {
        "id": step_id,
        "soort": "actie",
        "titel": f"Titel van {step_id}",
        "tekst": f"Tekst van {step_id}.",
        "wie": "Directie",
        "bron": "A.1",
    }
    if isinstance(to, Mapping):
        made["soort"] = "vraag"
        made["opties"] = [
            {"id": option, "titel": option.title(), "naar": list(targets)}
            for option, targets in to.items()
        ]
    else:
        made["naar"] = list(to)
    made |= more
    return {key: value for key, value in made.items() if value is not None}


def wait(step_id: str, to: Targets = (), **more: object) -> Document:
    """Return a step that joins tracks."""
    return step(step_id, to, wacht=True, **more)


def document(*steps: Document, plan_id: str = "klein", **more: object) -> Document:
    """Return a plan with these steps; a key of `more` that is `None` takes that key away."""
    made: Document = {
        "formaat": 1,
        "id": plan_id,
        "versie": 1,
        "titel": "Een klein plan",
        "bron": "Bijlage 1",
        "stap": list(steps),
    }
    made |= more
    return {key: value for key, value in made.items() if value is not None}


def plan(*steps: Document, plan_id: str = "klein") -> Plan:
    """Return a plan of sound form with these steps."""
    return parse_plan(document(*steps, plan_id=plan_id), f"{plan_id}.toml")


def graph(*steps: Document, others: Sequence[Plan] = ()) -> Graph:
    """Return the graph of a plan with these steps, and of the plans beside it."""
    small = plan(*steps)
    return Graph(small.id, {small.id: small, **{other.id: other for other in others}})


def toml(value: object) -> str:
    """Return a value as TOML, with every character outside ASCII or unprintable escaped."""
    if isinstance(value, str):
        return '"' + "".join(_escaped(char) for char in value) + '"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(one) for one in value) + "]"
    return repr(value)


def _escaped(char: str) -> str:
    if char.isascii() and char.isprintable() and char not in '"\\':
        return char
    return f"\\U{ord(char):08x}"


class Folder:
    """A folder of plan files, loaded as the program loads them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: list[Path] = []

    def write(self, name: str, content: Mapping[str, object] | bytes) -> Path:
        """Add a file: a plan document as TOML, or raw bytes as they are."""
        raw = (
            content
            if isinstance(content, bytes)
            else "".join(f"{toml(k)} = {toml(v)}\n" for k, v in content.items()).encode()
        )
        file = self.path / name
        file.write_bytes(raw)
        self.files.append(file)
        return file

    def load(self) -> Library:
        """Return the plans, or raise `WrongPlan`."""
        return load_library(self.files, KNOWN)

    def faults(self) -> list[Fault]:
        """Return what is wrong with the files; none when they load."""
        try:
            self.load()
        except WrongPlan as wrong:
            return list(wrong.faults)
        return []


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


FaultsOf = Callable[..., list[Fault]]


@pytest.fixture
def faults_of(folder: Folder) -> FaultsOf:
    """Return the faults of one plan file made of these steps."""

    def find(*steps: Document, spoedregels: object = None) -> list[Fault]:
        folder.write(FILE, document(*steps, spoedregels=spoedregels))
        return folder.faults()

    return find
