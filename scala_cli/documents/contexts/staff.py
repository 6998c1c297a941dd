"""What all staff may read: a context that holds no name, account or class at all."""

from dataclasses import dataclass

from scala_cli.case.state import Case
from scala_cli.documents.contexts.told import platform


@dataclass(frozen=True, slots=True)
class StaffContext:
    """The message to all staff; it names the platform and nobody."""

    platform: str


def staff_context(case: Case) -> StaffContext:
    """Return what all staff may know."""
    return StaffContext(platform=platform(case))
