"""Measuring two things turn by turn, so that what else the machine does falls on both alike."""

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 9
Turn = Callable[[], float]
"""Does a thing once and returns what it took."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, against what, and what is wanted.

    `ours` and `theirs` are of the same turns: seconds, or kilobytes of memory. With `at_least`
    the ratio has to be no less than the goal, else no more.
    """

    what: str
    against: str
    ours: Sequence[float]
    theirs: Sequence[float]
    goal: float
    at_least: bool = False
    memory: bool = False

    @property
    def ratios(self) -> list[float]:
        """Return the ratio of each turn."""
        return [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)]

    @property
    def ratio(self) -> float:
        """Return the median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def met(self) -> bool:
        """Tell whether the goal is met."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def turns(ours: Turn, theirs: Turn, runs: int = RUNS) -> tuple[list[float], list[float]]:
    """Do both so many times, turn by turn and each first as often; the first turn doesn't count."""
    mine, other = [], []
    for turn in range(runs + 1):
        if turn % 2:
            one, two = ours(), theirs()
        else:
            two, one = theirs(), ours()
        if turn:
            mine.append(one)
            other.append(two)
    return mine, other


def timed(what: Callable[[], object]) -> Turn:
    """Return a turn that takes the time of a call; what earlier ones left behind is cleared."""

    def turn() -> float:
        gc.collect()
        start = time.perf_counter()
        what()
        return time.perf_counter() - start

    return turn


# A process begins with what its parent had: between the two stands one that has next to nothing.
_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Programs:
    """Starts programs with a data folder and its password, and sees that each ends well."""

    folder: Path
    environ: Mapping[str, str]

    def program(self, *words: str) -> Turn:
        """Return a turn that runs this program as it is installed."""
        return self.command(str(Path(sys.executable).with_name("stappenplan")), *words)

    def script(self, path: Path, *words: str) -> Turn:
        """Return a turn that runs a script with this same Python."""
        return self.command(sys.executable, str(path), *words)

    def command(self, *words: str) -> Turn:
        """Return a turn that runs a command from beginning to end."""
        return timed(lambda: self._run(words))

    def memory(self, *words: str) -> float:
        """Run this program and return the most memory that it had, in kB."""
        program = str(Path(sys.executable).with_name("stappenplan"))
        done = self._run([sys.executable, "-c", _WATCH, program, *words])
        return float(done.stdout)

    def _run(self, words: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            words, env=self._environ, check=True, capture_output=True, stdin=subprocess.DEVNULL
        )

    @property
    def _environ(self) -> dict[str, str]:
        return {**os.environ, **self.environ, "STAPPENPLAN_MAP": str(self.folder)}
