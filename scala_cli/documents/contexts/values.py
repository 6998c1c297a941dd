"""What a context comes to for its template: values by name."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class OwnContext:
    """What an own letter may use, by name."""

    values: Mapping[str, object]


def values_of(context: object) -> Mapping[str, object]:
    """Return a context's values by name."""
    if isinstance(context, OwnContext):
        return context.values
    return {one.name: getattr(context, one.name) for one in fields(context)}  # type: ignore[arg-type]
