"""Measures the guard on statements of which a person said what is wrong with them.

A hit is a finding of the right kind at the words that were meant. A false alarm is a `stop`
finding at any other place. Run it to see the table: `python -m tests.documents.measure`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scala_cli.documents.guard import Finding, Kind, Known, Severity, findings

FOLDER = Path(__file__).parent / "statements"
TUNED = FOLDER
HELD_OUT = FOLDER / "apart"
"""Statements that the guard was not adjusted to."""
LATER = FOLDER / "later"
"""Statements measured after the guard was adjusted, by the one who adjusted it: told apart."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, what is known with it, and by kind the words that must be found."""

    text: str
    known: Known
    wanted: Mapping[Kind, Sequence[str]]


@dataclass(slots=True)
class Count:
    """What was found of a kind: of so many places so many, and how many elsewhere."""

    places: int = 0
    hits: int = 0
    false_alarms: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return which part of the places was found; 1 where there are none."""
        return self.hits / self.places if self.places else 1.0


def statements(folder: Path) -> Iterator[Statement]:
    """Yield the statements in a folder."""
    for file in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["statement"]:
            wanted = {Kind(kind): words for kind, words in entry.get("moet", {}).items()}
            yield Statement(entry["tekst"], _known(entry.get("bekend", {})), wanted)


def _known(said: Mapping[str, Any]) -> Known:
    return Known(
        names=tuple(said.get("namen", ())),
        accounts=tuple(said.get("accounts", ())),
        classes=tuple(said.get("klassen", ())),
        links=tuple(said.get("links", ())),
        talked=said.get("gesproken", False),
        aangifte=said.get("aangifte", False),
        under_12=said.get("jonger_dan_12"),
    )


def stops(statement: Statement) -> list[Finding]:
    """Return the findings that say `stop`."""
    found = findings(statement.text, statement.known)
    return [one for one in found if one.severity is Severity.STOP]


def measure(folder: Path) -> dict[Kind, Count]:
    """Return the counts by kind over the statements in a folder."""
    counts: dict[Kind, Count] = {kind: Count() for kind in Kind}
    del counts[Kind.LENGTH], counts[Kind.SENTENCE]
    for statement in statements(folder):
        found = stops(statement)
        meant: set[Finding] = set()
        for kind, words in statement.wanted.items():
            for quote in words:
                at = statement.text.index(quote)
                hits = {
                    one
                    for one in found
                    if one.kind is kind and one.start < at + len(quote) and one.end > at
                }
                meant |= hits
                counts[kind].places += 1
                counts[kind].hits += bool(hits)
                counts[kind].missed += [] if hits else [quote]
        for one in found:
            if one not in meant:
                counts[one.kind].false_alarms += 1
                counts[one.kind].alarms.append(one.text)
    return counts


def false_alarm_rate(folder: Path) -> tuple[int, int]:
    """Return how many safe statements got a `stop`, and how many there are."""
    safe = [one for one in statements(folder) if not one.wanted]
    return sum(bool(stops(one)) for one in safe), len(safe)


def caught(folder: Path) -> tuple[int, int]:
    """Return how many unsafe statements got at least one `stop`, and how many there are."""
    unsafe = [one for one in statements(folder) if one.wanted]
    return sum(bool(stops(one)) for one in unsafe), len(unsafe)


def table() -> str:
    """Return the measurements in lines."""
    parts = (("afgestemd", TUNED), ("nagemeten", LATER), ("apart gehouden", HELD_OUT))
    return "\n".join(line for name, folder in parts for line in _lines(name, folder))


def _lines(name: str, folder: Path) -> Iterator[str]:
    stopped, unsafe = caught(folder)
    alarms, safe = false_alarm_rate(folder)
    counts = measure(folder)
    yield f"{name}: tegengehouden {stopped} van {unsafe} onveilige en {alarms} van {safe} veilige"
    yield f"  {'soort':12}{'plaatsen':>9}{'gevonden':>9}{'recall':>8}{'vals':>6}"
    together = Count(
        sum(one.places for one in counts.values()),
        sum(one.hits for one in counts.values()),
        sum(one.false_alarms for one in counts.values()),
    )
    for kind, one in [*counts.items(), ("samen", together)]:
        yield f"  {kind:12}{one.places:9}{one.hits:9}{one.recall:8.0%}{one.false_alarms:6}"


if __name__ == "__main__":
    print(table())
