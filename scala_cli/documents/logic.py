"""What an own letter decides with: yes, no, or not known.

What depends on something unknown is that unknown itself: never yes, and never no. Pure.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scala_cli.documents.contexts.values import Absent, Picked, Unknown

Later = Callable[[], object]
"""A value that is worked out only when it is needed."""
_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le,
    "gt": operator.gt, "gteq": operator.ge,
}  # fmt: skip
_MEMBER = {"in": True, "notin": False}


def decided(value: object) -> bool | Unknown:
    """Return whether a value is true; where that isn't known, the place to fill in."""
    return value.unfilled if isinstance(value, Unknown) else bool(value)


def both(left: object, right: Later) -> object:
    """Return what `and` gives: one of the two."""
    first = decided(left)
    if first is True:
        return right()
    if first is False:
        return left
    second = right()
    return second if decided(second) is False else left


def either(left: object, right: Later) -> object:
    """Return what `or` gives: one of the two."""
    first = decided(left)
    if first is True:
        return left
    if first is False:
        return right()
    second = right()
    return second if decided(second) is True else left


def opposite(value: object) -> bool | Unknown:
    """Return what `not` gives."""
    found = decided(value)
    return found if isinstance(found, Unknown) else not found


def compared(left: object, *others: tuple[str, Later]) -> bool | Unknown:
    """Return what a comparison gives, or a chain of them; signs are called as Jinja does."""
    unknown: Unknown | None = None
    for sign, later in others:
        right = later()
        found = decided(_compared(sign, left, right))
        if found is False:
            return False
        if isinstance(found, Unknown) and unknown is None:
            unknown = found
        left = right
    return True if unknown is None else unknown


def _compared(sign: str, left: object, right: object) -> object:
    if sign in _MEMBER:
        found = _is_in(left, right)
        return found if _MEMBER[sign] else opposite(found)
    if isinstance(left, Absent) or isinstance(right, Absent):
        return sign == "ne"
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        # `== none` is how many write `is none`.
        if sign in ("eq", "ne") and (left is None or right is None):
            return sign == "eq"
        return left if isinstance(left, Unknown) else right
    return _SIGNS[sign](left, right)


def _is_in(one: object, items: object) -> bool | Unknown:
    if isinstance(items, Absent) or isinstance(one, Absent):
        return False
    if isinstance(items, Unknown):
        return items
    if isinstance(items, Picked) or (isinstance(one, Picked) and isinstance(items, str)):
        return decided(_compared("eq", one, items))
    if isinstance(items, (tuple, list)):
        return _is_among(one, items)
    return one if isinstance(one, Unknown) else operator.contains(items, one)  # type: ignore[arg-type] # else Python says so


def _is_among(one: object, items: Iterable[object]) -> bool | Unknown:
    unknown: Unknown | None = None
    for item in items:
        found = decided(_compared("eq", one, item))
        if found is True:
            return True
        if isinstance(found, Unknown) and unknown is None:
            unknown = found
    return False if unknown is None else unknown
