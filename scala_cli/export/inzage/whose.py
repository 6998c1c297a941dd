"""Whose the inzage is: the names that are theirs, and whether they posted."""

from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.people import named_in, same_name
from scala_cli.case.state import Case

OF_OTHERS = "gaat over een ander"
_NOT_KNOWN_WHOSE = "niet bekend of het over deze persoon gaat"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who asks, by all the names that are theirs, none where it isn't known who that is."""

    names: tuple[str, ...]
    posted: bool

    @property
    def not_theirs(self) -> str:
        """Return why something stays out that isn't known to be theirs."""
        return OF_OTHERS if self.names else _NOT_KNOWN_WHOSE

    def has(self, name: str) -> bool:
        """Tell whether a name is theirs."""
        return any(same_name(name, own) for own in self.names)

    def is_named(self, case: Case, answer: Answer) -> bool:
        """Tell whether they stand in a field for names of an answer."""
        found = named_in(case.step(answer.visit).fields, answer.fields)
        return any(self.has(name) for _, name in found)
