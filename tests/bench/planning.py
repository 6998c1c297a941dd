"""Checking long plans, right and wrong."""

import io
import os
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from scala_cli import clock
from scala_cli.commands.plans import check_plans
from scala_cli.commands.run import Run
from scala_cli.plan.faults import WrongPlan
from scala_cli.settings import settings
from tests.bench.measuring import Row, timed, turns

STEPS = 200
MOST = 500
"""As many as a plan may have."""
TOO_MANY = 3_000
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
    """Yield what checking long plans takes beside reading their TOML: a right one, and wrong ones.

    In one of the wrong ones every step has an arrow to nowhere; the other is far too long.
    """
    right = "".join(map(_step, range(STEPS)))
    yield _checked(work, f"plan controleer, {STEPS} stappen", _HEAD + right)
    wrong = "".join(_ACTION.format(place=place, targets=["nergens"]) for place in range(MOST))
    yield _checked(work, f"een fout plan van {MOST} stappen", _HEAD + wrong)
    long = "".join(map(_step, range(TOO_MANY)))
    yield _checked(work, f"een plan van {TOO_MANY} stappen", _HEAD + long)


def _checked(work: Path, what: str, text: str) -> Row:
    path = work / "lang.toml"
    path.write_text(text)

    def ours() -> None:
        found = settings(work, None, plain=True, environ=os.environ)
        with suppress(WrongPlan):
            check_plans(Run(found, clock.now, io.StringIO(), io.StringIO(), "dumb"), [path])

    def bare() -> None:
        with path.open("rb") as file:
            tomllib.load(file)

    mine, other = turns(timed(ours), timed(bare))
    return Row(what, "alleen tomllib.load", mine, other, 10)


def _step(place: int) -> str:
    if place % 4 == 3 and place < STEPS - 2:
        return _QUESTION.format(place=place, next=place + 1, after=place + 2)
    targets = [] if place == STEPS - 1 else [f"stap-{place + 1}"]
    return _ACTION.format(place=place, targets=targets)
