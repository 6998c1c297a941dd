"""The guard's words, from `data/wacht.toml`, as they are compared."""

from functools import cache
from typing import Any

from scala_cli import resources
from scala_cli.documents.guard.folding import folded


@cache
def entry(table: str) -> dict[str, Any]:
    """Return one table of the data."""
    found: dict[str, Any] = resources.table("wacht")[table]
    return found


@cache
def word_set(table: str, *names: str) -> frozenset[str]:
    """Return the words of one or more lists of a table."""
    return frozenset(folded(one) for name in names for one in entry(table)[name])


@cache
def endings(table: str, *names: str) -> tuple[str, ...]:
    """Return the same, for `str.endswith`."""
    return tuple(sorted(word_set(table, *names)))


def abbreviations() -> frozenset[str]:
    """Return the words after which a full stop ends no sentence."""
    return word_set("zinnen", "afkortingen")
