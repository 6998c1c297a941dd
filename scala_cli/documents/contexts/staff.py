"""What all staff may read: a context that holds no name, account or class at all."""

from dataclasses import dataclass

from scala_cli.documents.contexts.told import Teller
from scala_cli.documents.contexts.writing import Writing


@dataclass(frozen=True, slots=True)
class StaffContext:
    """The message to all staff; it names the platform and nobody."""

    platform: str


def staff_context(teller: Teller, _writing: Writing) -> StaffContext:
    """Return what all staff may know."""
    return StaffContext(platform=teller.platform)
