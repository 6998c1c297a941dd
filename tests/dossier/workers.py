"""What other processes do to a dossier in the tests: `python -m tests.dossier.workers …`.

Each says `klaar` and begins when it gets a line, so that several begin at once.
"""

import sys
from pathlib import Path

from scala_cli import clock
from scala_cli.case.events import CaseMoved, Draft, Kind
from scala_cli.dossier.store import Dossier
from tests.conftest import PASSWORD

PLAN = '{"versie":1}'


def create(folder: Path) -> None:
    """Make a dossier, or find the one that another made, and open a case in it."""
    _wait()
    with Dossier.create(folder, PASSWORD, clock.now) as dossier:
        print(dossier.open_case({"plan": PLAN}, {"door": "directie"}).case)


def write(folder: Path, number: str, name: str, count: int) -> None:
    """Add so many notes to a case, each on the case as it is by then."""
    with Dossier.open(folder, PASSWORD, clock.now) as dossier:
        _wait()
        grown = len(dossier.events(number))
        for place in range(count):
            note = Draft(Kind.NOTED, clock.stamp(clock.now()), {"door": name, "nummer": place})
            while True:
                try:
                    grown = dossier.append(number, note, grown).number
                except CaseMoved:
                    grown = len(dossier.events(number))
                else:
                    break


def _wait() -> None:
    print("klaar", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    what, folder_, *rest = sys.argv[1:]
    if what == "create":
        create(Path(folder_))
    else:
        number_, name_, count_ = rest
        write(Path(folder_), number_, name_, int(count_))
