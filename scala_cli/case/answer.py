"""What is kept of a visit of a step: its answer as it stands now, and the texts made there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scala_cli.case.values import Value
from scala_cli.plan.graph import Choice
from scala_cli.plan.model import DONE, SKIPPED
from scala_cli.plan.replay import Visit


class Answer(NamedTuple):
    """An answer to one visit of a step, as last revised and supplemented.

    `first` and `last` are the numbers of the events that gave it and last changed it;
    `skipped_because` is the reason of a skipped action, `revised_because` that of the last
    revision, `replaced` the answer as it was before that. `recorded` is a UTC stamp,
    `happened` that or a day. `erased`: what was said with the choice is gone.
    """

    visit: Visit
    choice: Choice
    fields: Mapping[str, Value]
    skipped_because: str
    revised_because: str
    happened: str
    recorded: str
    by: str
    first: int
    last: int
    revised: int
    replaced: "Answer | None" = None
    erased: bool = False

    @property
    def reason(self) -> str | None:
        """Return why it was skipped, or else why it was revised."""
        return self.skipped_because or self.revised_because or None

    @property
    def skipped(self) -> bool:
        """Tell whether an action was skipped."""
        return self.choice == (SKIPPED,)

    @property
    def done(self) -> bool:
        """Tell whether an action was done."""
        return self.choice == (DONE,)


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was made (`settled` False) or settled as really sent, at a visit."""

    kind: str
    text: str
    sha256: str
    visit: Visit | None
    number: int
    recorded: str
    settled: bool
