"""The six questions of the poster DENK NA (bijlage 2), and what belongs to each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from scala_cli import resources
from scala_cli.documents.guard.lists import entry
from scala_cli.documents.guard.model import Finding, Kind


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the poster, its letter, and the kinds of finding that touch it."""

    letter: str
    words: str
    kinds: tuple[Kind, ...]

    def touching(self, found: Iterable[Finding]) -> list[Finding]:
        """Return the findings that touch this question."""
        return [one for one in found if one.kind in self.kinds]


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in the poster's order."""
    return tuple(
        Question(one["letter"], one["vraag"], tuple(map(Kind, one["soorten"])))
        for one in resources.table("wacht")["vraag"]
    )


def title(kind: Kind) -> str:
    """Return what a kind of finding is called."""
    return str(entry("soort")[kind]["titel"])
