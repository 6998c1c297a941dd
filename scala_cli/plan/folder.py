"""The folder `plannen` of the data folder: where it is, and how a plan in it is called.

Knows names only, so that a shell that asks for them at every Tab has them at once.
"""

import os
import re
from itertools import islice
from pathlib import Path

FOLDER = "plannen"
SUFFIX = ".toml"
LOOKED_AT = 1_000
"""How many names in the folder are looked at: it may hold anything."""
_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


def place_of(home: Path) -> Path:
    """Return the folder for own plans in a data folder."""
    return home / FOLDER


def names_in(folder: Path) -> list[str]:
    """Return what lies in a folder, in order, and of too much one name too many.

    Raises `OSError`.
    """
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in islice(entries, LOOKED_AT + 1))


def plans_among(names: list[str]) -> list[str]:
    """Return the names that are those of plans."""
    return [one for one in names if one.endswith(SUFFIX) and not one.startswith(".")]


def likely_ids(home: Path) -> list[str]:
    """Return what the own plans in a data folder are called by their files, unread."""
    try:
        stems = [one.removesuffix(SUFFIX) for one in plans_among(names_in(place_of(home)))]
    except OSError:
        return []
    return [one for one in stems if _ID.fullmatch(one)]
