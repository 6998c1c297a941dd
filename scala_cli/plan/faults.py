"""A fault in a plan, told so that its author can mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from scala_cli.errors import WrongFile


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which file, at which step (if any), and a Dutch sentence."""

    file: str
    step: str | None
    sentence: str

    def __str__(self) -> str:
        """Return `bestand, stap 'id': zin`."""
        at = f", stap '{self.step}'" if self.step else ""
        return f"{self.file}{at}: {self.sentence}"


class WrongPlan(WrongFile):
    """A plan has faults; they are all in `faults`, and in the message."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = "één fout" if len(self.faults) == 1 else f"{len(self.faults)} fouten"
        lines = "\n".join(f"- {fault}" for fault in self.faults)
        super().__init__(f"Het stappenplan heeft {count}. Er is niets opgeslagen.\n{lines}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that this one was probably meant to be."""
    near = get_close_matches(word, list(known), n=1)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Bedoelde u 'x'?` for the known word nearest to this one, or nothing."""
    near = nearest(word, known)
    return f" Bedoelde u '{near}'?" if near else ""
