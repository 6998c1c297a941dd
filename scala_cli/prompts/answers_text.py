"""An answers file as text: read and parsed, its answers not yet looked at.

TOML: `plan = "plaatsing"`, then `[[antwoord]]` tables in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scala_cli.errors import WrongFile
from scala_cli.plan.faults import did_you_mean, quoted, shortened
from scala_cli.plan.toml import NotToml, parse_toml
from scala_cli.text import clean_line

SIZE_LIMIT = 10_000_000
"""The largest answers file that is read, in bytes."""
NOTHING = "Er is niets opgeslagen."
DOUBLE_BRACKETS = "schrijf [[antwoord]] met dubbele haken, één keer per antwoord."


class WrongAnswers(WrongFile):
    """An answers file that can't be followed; told with the file and the answer."""

    def __init__(self, file: str, sentence: str, place: int | None = None) -> None:
        at = f", antwoord {place}" if place else ""
        super().__init__(f"Antwoordenbestand {file}{at}: {sentence}")


@dataclass(frozen=True)
class AnswersText:
    """An answers file, parsed as TOML: the plan it names, if any, and its raw answers."""

    file: str
    plan: str | None
    answers: Sequence[Any] = field(repr=False)


def read_answers(path: Path) -> AnswersText:
    """Read an answers file. Raises `WrongAnswers` when it can't be read or isn't one."""
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        sentence = "kan niet worden gelezen. Kijk of het bestand bestaat en of u het mag openen."
        raise WrongAnswers(path.name, sentence) from error
    if len(raw) > SIZE_LIMIT:
        raise WrongAnswers(path.name, f"is groter dan 10 MB. {NOTHING}")
    try:
        return _answers_text(path.name, parse_toml(raw))
    except NotToml as error:
        raise WrongAnswers(path.name, f"{error} {NOTHING}") from error


def _answers_text(file: str, document: Mapping[str, Any]) -> AnswersText:
    for key in document:
        if key not in ("plan", "antwoord"):
            hint = did_you_mean(key, ("plan", "antwoord"))
            raise WrongAnswers(file, f"onbekende sleutel {quoted(key)}.{hint} {NOTHING}")
    if not document:
        sentence = f"is leeg. Zet er een plan en [[antwoord]]-tabellen in. {NOTHING}"
        raise WrongAnswers(file, sentence)
    plan, answers = document.get("plan"), document.get("antwoord", [])
    if plan is not None and not isinstance(plan, str):
        sentence = f"'plan' moet tekst zijn, zoals plan = \"plaatsing\". {NOTHING}"
        raise WrongAnswers(file, sentence)
    if plan is not None and not clean_line(plan):
        sentence = f"'plan' is leeg. Schrijf een plan, zoals plan = \"plaatsing\". {NOTHING}"
        raise WrongAnswers(file, sentence)
    if not isinstance(answers, list):
        raise WrongAnswers(file, f"{DOUBLE_BRACKETS} {NOTHING}")
    return AnswersText(file, None if plan is None else shortened(plan), answers)
