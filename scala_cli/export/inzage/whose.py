"""Whose the inzage is: the names that are theirs, and whether they posted."""

from collections.abc import Sequence
from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.state import Case
from scala_cli.plan.model import Field, FieldKind

OF_OTHERS = "gaat over een ander"
PERSONS = (FieldKind.PERSON, FieldKind.PERSONS)
"""The kinds of field that hold names."""
_NOT_KNOWN_WHOSE = "niet bekend of het over deze persoon gaat"
_POSTER = "naam"


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
        return any(same(name, own) for own in self.names)

    def is_named(self, case: Case, answer: Answer) -> bool:
        """Tell whether they stand in a field for names of an answer."""
        return any(
            self.has(name) for field in _named_in(case, answer) for name in persons(answer, field)
        )


def same(one: str, other: str) -> bool:
    """Tell whether two names are the same but for spaces and capitals."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def names(case: Case) -> tuple[str, ...]:
    """Return every name that stands in a field for one, as it was typed, in alphabetical order."""
    found = {
        name
        for answer in case.answers.values()
        for field in _named_in(case, answer)
        for name in persons(answer, field)
    }
    return tuple(sorted(found, key=str.casefold))


def posted(case: Case, whose: Sequence[str]) -> bool | None:
    """Tell whether one of these names is that of who posted; None where that isn't recorded."""
    poster = case.value(_POSTER)
    if not isinstance(poster, str):
        return None
    return any(same(poster, own) for own in whose)


def _named_in(case: Case, answer: Answer) -> list[Field]:
    """Return the fields of an answer in which names stand."""
    fields = case.step(answer.visit).fields
    return [field for field in fields if field.kind in PERSONS and field.id in answer.fields]


def persons(answer: Answer, field: Field) -> list[str]:
    """Return the names that stand in a field."""
    value = answer.fields[field.id]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
