"""Numbers that point at no one case: which are shown, and which have to be hidden with them.

A number below three is shown as `<3`; nought stays 0. That is not enough where the rest of a
group is shown, since the group adds up to the number of cases. So with what is shown each hidden
number must leave at least two possible values. As long as it doesn't, the next smallest number
of the group is hidden too (`niet getoond`; nought never, it would hide nothing), and when there
is none left the whole group is.
"""

from collections.abc import Sequence

FEWEST = 3
"""A smaller number than this may point at someone."""
FEW = f"<{FEWEST}"
HIDDEN = "niet getoond"


def masked(counts: Sequence[int]) -> tuple[str, ...] | None:
    """Return numbers as they may be shown when their sum is known; None where none may be."""
    small = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    extra: set[int] = set()
    while not _safe(counts, small, extra):
        left = [
            place for place, count in enumerate(counts) if count >= FEWEST and place not in extra
        ]
        if not left:
            return None
        extra.add(min(left, key=lambda place: counts[place]))
    return tuple(
        FEW if place in small else HIDDEN if place in extra else str(count)
        for place, count in enumerate(counts)
    )


def _safe(counts: Sequence[int], small: set[int], extra: set[int]) -> bool:
    """Tell whether every hidden number can have at least two values, as far as a reader knows.

    A reader knows their sum, that a small one is 1 or 2, and that another is at least 3 and at
    most the smallest number that is shown.
    """
    hidden = small | extra
    total = sum(counts[place] for place in hidden)
    shown = (count for place, count in enumerate(counts) if count and place not in hidden)
    most = min(shown, default=total)
    ranges = {place: (1, FEWEST - 1) if place in small else (FEWEST, most) for place in hidden}
    lowest, highest = (sum(ends[side] for ends in ranges.values()) for side in (0, 1))
    for low, high in ranges.values():
        least = max(low, total - (highest - high))
        greatest = min(high, total - (lowest - low))
        if greatest <= least:
            return False
    return True
