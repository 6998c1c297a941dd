"""The patterns of the program find the same in every Python that it runs on."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scala_cli"
_OF_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+(?!\+)")
"""A possessive repeat of a group, of which the first releases of Python 3.11 find too little."""


def repeats_a_group(text: str) -> bool:
    """Tell whether patterns in a text repeat a group and don't go back into it."""
    return any(_OF_GROUP.search(line) for line in text.splitlines())


def test_no_pattern_repeats_a_group_possessively() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert files
    assert [path.name for path in files if repeats_a_group(path.read_text("utf-8"))] == []


def test_such_a_pattern_is_seen() -> None:
    assert repeats_a_group('re.compile(r"(?:a|b)*+")')
    assert repeats_a_group('re.compile(r"(?:a|b){2,3}+")')
    assert not repeats_a_group('re.compile(r"(?>(?:a|b)*)[^c]++")')
