"""Checking a long plan."""

import io
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from scala_cli import clock
from scala_cli.commands.plans import check_plans
from scala_cli.commands.run import Run
from scala_cli.settings import settings
from tests.bench.measuring import Row, timed, turns

STEPS = 200
_HEAD = """formaat = 1
id = "lang"
versie = 1
titel = "Een lang plan"
bron = "verzonnen"
"""
_ACTION = """
[[stap]]
id = "stap-{place}"
soort = "actie"
titel = "Stap {place}"
tekst = "Doe wat hier staat, en leg vast wat eruit kwam."
wie = "Directie"
bron = "verzonnen"
naar = {targets}
velden = [{{ id = "opmerking-{place}", soort = "tekst", titel = "Opmerking" }}]
"""
_QUESTION = """
[[stap]]
id = "stap-{place}"
soort = "vraag"
titel = "Vraag {place}"
tekst = "Welke kant gaat het op?"
wie = "Directie"
bron = "verzonnen"
opties = [
    {{ id = "verder", titel = "Verder", naar = ["stap-{next}"] }},
    {{ id = "over", titel = "Sla er een over", naar = ["stap-{after}"] }},
]
"""


def rows(work: Path) -> Iterator[Row]:
    """Yield what checking a plan of two hundred steps takes beside reading its TOML."""
    path = work / "lang.toml"
    path.write_text(_HEAD + "".join(map(_step, range(STEPS))))

    def ours() -> None:
        found = settings(work, None, plain=True, environ=os.environ)
        check_plans(Run(found, clock.now, io.StringIO(), io.StringIO(), "dumb"), [path])

    def bare() -> None:
        with path.open("rb") as file:
            tomllib.load(file)

    mine, other = turns(timed(ours), timed(bare))
    yield Row(f"plan controleer, {STEPS} stappen", "alleen tomllib.load", mine, other, 10)


def _step(place: int) -> str:
    if place % 4 == 3 and place < STEPS - 2:
        return _QUESTION.format(place=place, next=place + 1, after=place + 2)
    targets = [] if place == STEPS - 1 else [f"stap-{place + 1}"]
    return _ACTION.format(place=place, targets=targets)
