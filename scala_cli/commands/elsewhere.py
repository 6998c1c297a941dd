"""What was made from the dossier and lies elsewhere: still there, gone, or out of reach."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scala_cli.case.state import Case
from scala_cli.clock import stamp
from scala_cli.dossier import leftovers
from scala_cli.dossier.copies import Copy
from scala_cli.dossier.store import Dossier

REPLACED = "vorig dossierbestand"
"""What is kept of a dossier's file when a backup took its place."""


@dataclass(slots=True)
class Lying:
    """Files made from the dossier: there, gone, or out of reach (another disk, no access)."""

    there: list[Copy] = field(default_factory=list)
    gone: list[Copy] = field(default_factory=list)
    away: list[Copy] = field(default_factory=list)


def lying(dossier: Dossier, holds: Callable[[Copy], bool]) -> Lying:
    """Return where the files lie that hold something. Raises `DossierUnusable`."""
    found = Lying()
    for copy in filter(holds, [*dossier.copies(), *_replaced(dossier.path.parent)]):
        _where(copy.path, found).append(copy)
    return found


def of_case(number: str, since: str) -> Callable[[Copy], bool]:
    """Return what tells whether a file may hold words of a case that were recorded at a moment."""

    def holds(copy: Copy) -> bool:
        return copy.number in (None, number) and copy.made >= since

    return holds


def of_erased(cases: Sequence[Case]) -> Callable[[Copy], bool]:
    """Return what tells whether a file may hold one of these cases, each erased by now."""

    def holds(copy: Copy) -> bool:
        # What was made after a case was erased holds nothing of it.
        return any(
            of_case(case.number, case.opened)(copy) and copy.made <= case.events[-1].recorded
            for case in cases
        )

    return holds


def _where(path: Path, found: Lying) -> list[Copy]:
    try:
        path.lstat()
    except FileNotFoundError:
        # Without its folder the whole disk may be elsewhere.
        return found.gone if os.path.isdir(path.parent) else found.away  # noqa: PTH112 - never raises
    except (OSError, ValueError):
        return found.away
    return found.there


def _replaced(folder: Path) -> list[Copy]:
    """Return the files beside the dossier that a restored backup took the place of."""
    found = sorted(folder.glob(leftovers.kept_in(folder, "*").name))
    return [Copy(REPLACED, path, None, _changed(path)) for path in found]


def _changed(path: Path) -> str:
    return stamp(datetime.fromtimestamp(path.lstat().st_mtime, UTC))
