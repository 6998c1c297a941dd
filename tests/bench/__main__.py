"""`python -m tests.bench`: print what the program takes beside the parts that it is made of.

The short form has smaller dossiers; `BENCH=vol` has those of a hundred thousand cases.
"""

import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scala_cli import __version__, clock
from tests.bench import answering, exporting, finding, making, planning, starting
from tests.bench.measuring import RUNS, Row

_FORMAT = "{:<46} {:>10} {:>10}  {:>5} {:>13}  {:>6}  {}"


def main() -> None:
    """Measure and print, and leave nothing behind."""
    full = os.environ.get("BENCH") == "vol"
    print(_machine())
    print(
        f"Mediaan van minstens {RUNS} keer, om en om gemeten, tenzij er anders bij staat. "
        + ("De volledige vorm." if full else "De korte vorm: kleinere dossiers (vol: BENCH=vol).")
    )
    print(_FORMAT.format("wat", "hier", "kaal", "keer", "laag-hoog", "doel", "gehaald"))
    work = Path(tempfile.mkdtemp(prefix="stappenplan-bench-"))
    # Inside the real data folder nothing is looked for, and no password of a real one is used.
    os.environ.pop("STAPPENPLAN_WACHTWOORD", None)
    os.environ["STAPPENPLAN_MAP"] = str(work)
    try:
        for row in _rows(work, full=full):
            print(_line(row), flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _rows(work: Path, *, full: bool) -> Iterator[Row]:
    listed = making.make(work / "lijst", 1_000)
    yield from starting.rows(work, listed)
    yield from planning.rows(work)
    few = making.make(work / "weinig", 98, long=answering.LONG)
    papers = making.make(work / "papier", 1_000 if full else 200, long=range(12, 60, 6))
    many = making.make(work / "veel", 10_000) if full else listed
    yield from exporting.rows(work, papers, few, many)
    large = making.make(work / "groot", 99_998 if full else 998, long=answering.LONG)
    yield from answering.rows(few, large)
    yield from finding.rows(large)


def _line(row: Row) -> str:
    mine, other = (_amount(one, row) for one in (row.ours, row.theirs))
    sign = "≥" if row.at_least else "≤"
    spread = f"{min(row.ratios):.2f}-{max(row.ratios):.2f}"
    said = "ja" if row.met else "nee"
    goal = f"{sign} {row.goal:g}"
    line = _FORMAT.format(row.what, mine, other, f"{row.ratio:.2f}", spread, goal, said)
    return f"{line:<105} ({row.against})"


def _amount(found: Sequence[float], row: Row) -> str:
    middle = statistics.median(found)
    return f"{middle / 1024:.0f} MB" if row.memory else f"{middle * 1000:.1f} ms"


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        cpu = next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    day = clock.say_day(clock.today(clock.now))
    return (
        f"stappenplan {__version__}, {day}: {cpu}, {os.cpu_count()} kernen, "
        f"{platform.system()} {platform.release()}, Python {sys.version.split()[0]}"
    )


if __name__ == "__main__":
    main()
