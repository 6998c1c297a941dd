"""A school's own plans: the TOML files in the folder `plannen` of the data folder.

They come from outside: each is read whole, within bounds, as data, and never through a link to
somewhere else. Knows which files there are and what is in them, not whether they fit together.
"""

from dataclasses import dataclass
from pathlib import Path

from scala_cli.errors import WrongFile
from scala_cli.files import shown, why_unread
from scala_cli.plan.faults import Fault, shortened
from scala_cli.plan.folder import FOLDER, LOOKED_AT, SUFFIX, names_in, place_of, plans_among
from scala_cli.plan.source import Source, read_source, unread

MOST = 50
"""The most plans in the folder."""
_ENDINGS = (SUFFIX, f"{SUFFIX}.txt")
"""How a file is called that was meant to be a plan; Notepad adds its own ending."""


@dataclass(frozen=True, slots=True)
class OwnPlans:
    """What lies in a folder `plannen`: its plans as far as they could be read.

    `faults` are of what was not read as a plan: a file with another name, or when `shut` all.
    """

    sources: tuple[Source, ...] = ()
    faults: tuple[Fault, ...] = ()
    shut: bool = False


def own_plans(home: Path) -> OwnPlans:
    """Return the own plans in a data folder, in order of name."""
    folder = place_of(home)
    try:
        names = names_in(folder)
    except FileNotFoundError:
        return OwnPlans()
    except OSError:
        return _shut(folder, "kan niet worden gelezen. Kijk of het een map is die u mag openen.")
    plans = plans_among(names)
    if len(names) > LOOKED_AT or len(plans) > MOST:
        return _shut(folder, f"bevat te veel bestanden. Er passen hoogstens {MOST} plannen in.")
    meant = [one for one in names if one.lower().endswith(_ENDINGS) and not one.startswith(".")]
    misnamed = [one for one in meant if one not in plans]
    return OwnPlans(
        tuple(_read(folder, one) for one in plans),
        tuple(Fault(_shown(one), None, _MISNAMED) for one in misnamed),
    )


_MISNAMED = "wordt niet gelezen: de naam moet eindigen op .toml, in kleine letters. Wijzig de naam."


def _shut(folder: Path, sentence: str) -> OwnPlans:
    return OwnPlans(faults=(Fault(f"De map {shown(folder)}", None, sentence),), shut=True)


def _read(folder: Path, name: str) -> Source:
    path = folder / name
    stem = name.removesuffix(SUFFIX)
    try:
        # The data folder itself may be a link; what lies in it may not lead out of it.
        inside = path.resolve().is_relative_to(folder.parent.resolve() / FOLDER)
    except (OSError, RuntimeError, ValueError):
        inside = False
    if not inside:
        return unread(_shown(name), stem, f"verwijst naar iets buiten de map {FOLDER}.")
    try:
        return read_source(path, _shown(name))
    except WrongFile:
        return unread(_shown(name), stem, why_unread(path))


def _shown(name: str) -> str:
    """Return how people know a file of the folder."""
    return f"{FOLDER}/{shortened(name)}"
