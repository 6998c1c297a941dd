"""A case on paper for one reader: chapters of lines and texts, already chosen. Knows no choosing.

The template escapes each value on its way into Markdown.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scala_cli import clock
from scala_cli.case.state import Case
from scala_cli.drill import DRILL
from scala_cli.text import Markdown, markdown_line

TEMPLATE = "export/lezer.md.j2"
_PART_ONLY = "Dit is niet het hele dossier."


@dataclass(frozen=True, slots=True)
class Section:
    """Lines, and texts each under a label; without a title it opens its chapter."""

    title: str = ""
    lines: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether it says nothing."""
        return not self.lines and not self.texts


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections under a title."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What one reader gets of a case.

    `reader` is whom it was made for in words, as in `het bestuur`.
    """

    case: Case
    reader: str
    opening: tuple[str, ...]
    chapters: tuple[Chapter, ...]

    @property
    def foot(self) -> str:
        """Return for whom it was made, and that there is more."""
        return f"Deze export is gemaakt voor {self.reader}. {_PART_ONLY}"


def chapter(title: str, sections: Iterable[Section]) -> tuple[Chapter, ...]:
    """Return the chapter with what says something, or none where nothing does."""
    told = tuple(one for one in sections if not one.empty)
    return (Chapter(title, told),) if told else ()


def values(paper: Paper) -> dict[str, Any]:
    """Return what the template needs."""
    case = paper.case
    return {
        "voorblad": _front_matter(paper),
        "oefening": Markdown(DRILL) if case.drill else "",
        "inleiding": paper.opening,
        "hoofdstukken": paper.chapters,
        "voet": paper.foot,
        "aantal": case.count,
        "kop": case.head,
    }


def _front_matter(paper: Paper) -> dict[str, Any]:
    """Return YAML scalars: JSON is YAML. Pandoc reads them as Markdown, so text is escaped."""
    case = paper.case
    scalars = {
        "titel": markdown_line(f"Dossier {case.number}: {case.title}"),
        "datum": markdown_line(clock.say_day(clock.day_of(case.events[-1].recorded))),
        "dossier": case.number,
        "voor": markdown_line(paper.reader),
        "kop": case.head,
        "aantal": case.count,
        **({"oefening": DRILL} if case.drill else {}),
    }
    return {key: Markdown(json.dumps(value, ensure_ascii=False)) for key, value in scalars.items()}
