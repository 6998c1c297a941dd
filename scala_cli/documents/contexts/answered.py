"""What an own letter may ask of its case: each field and each question, as far as it is known.

What was answered is told from where the letter is made, the nearest first (`case.rounds`). What
wasn't yet but may be is unknown; what doesn't apply, or can't be come to any more, is absent.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from scala_cli.case.answer import Answer
from scala_cli.case.rounds import came_of
from scala_cli.case.values import Value, show_value
from scala_cli.documents.contexts.told import Teller, place
from scala_cli.documents.contexts.values import ABSENT, Picked, Unknown, name_of
from scala_cli.plan.fields import fits
from scala_cli.plan.graph import goes_with
from scala_cli.plan.model import Field, FieldKind, Role, Step, StepKind

Words = str | bool | tuple[str, ...]
"""A value as a template has it: to be shown, or to decide with."""
_LISTS = (FieldKind.LINKS, FieldKind.PERSONS)
_LONGEST_PLACE = 70


class Answered:
    """What a case tells to a letter, field by field and question by question."""

    def __init__(self, teller: Teller) -> None:
        self._case = teller.case
        self._at = teller.at
        self._told = teller.answers

    def field(self, field_id: str) -> Words:
        """Return the value of a field; of one that no plan of the case has a place with its id."""
        found = self._having(lambda step: step.field(field_id))
        return self._value(found) if found else Unknown(place(field_id))

    def role(self, role: Role) -> Words | None:
        """Return the value of what has a role; None: no plan of the case has such a field.

        A plan that gives nothing this role means by it the field that is called so, if it can be.
        """
        found = self._having(lambda step: step.field_as(role))
        found = found or self._having(
            lambda step: next((one for one in step.fields if is_called(one, role)), None)
        )
        return self._value(found) if found else None

    def _having(self, find: Callable[[Step], Field | None]) -> dict[str, Field]:
        steps = self._case.graph.steps.items()
        return {ref: field for ref, step in steps if (field := find(step))}

    def _value(self, fields: Mapping[str, Field]) -> Words:
        said = self._said(fields)
        told = [one for one in said if _applies(fields[one.visit.step], one)]
        for answer in told:
            field = fields[answer.visit.step]
            if field.id in answer.fields:
                return as_words(field, answer.fields[field.id])
        left = [one.visit.step for one in told] or self._to_come(fields, said)
        return unknown(fields[left[0]].title) if left else ABSENT

    def choice(self, name: str) -> Words:
        """Return what was chosen at a question, called as a template does.

        Of a question that no plan of the case has it is a place with its name.
        """
        found = self._questions.get(name, {})
        if not found:
            return Unknown(place(name))
        said = self._said(found)
        if said:
            step = found[said[0].visit.step]
            chosen = tuple(Picked(one, _title(step, one)) for one in said[0].choice)
            return chosen if step.several else chosen[0]
        left = self._to_come(found, said)
        return unknown(found[left[0]].title) if left else ABSENT

    @cached_property
    def _questions(self) -> Mapping[str, Mapping[str, Step]]:
        """Return the questions by the name that a template has for them, each with its ref."""
        found: dict[str, dict[str, Step]] = {}
        for ref, step in self._case.graph.steps.items():
            if step.kind is StepKind.QUESTION:
                found.setdefault(name_of(step.id), {})[ref] = step
        return found

    def _said(self, steps: Mapping[str, object]) -> list[Answer]:
        """Return the answers at steps, the nearest first; what is asked at the visit, only its."""
        if self._at and self._at.step in steps:
            return [one for one in self._told if one.visit == self._at]
        return [one for one in self._told if one.visit.step in steps]

    def _to_come(self, steps: Mapping[str, object], said: Iterable[Answer]) -> list[str]:
        """Return which of these steps have no such answer and may still get one."""
        if self._at and self._at.step in steps:
            return [] if any(said) else [self._at.step]
        answered = {one.visit.step for one in said}
        return [ref for ref in steps if ref in self._ahead and ref not in answered]

    @cached_property
    def _ahead(self) -> frozenset[str]:
        position, graph = self._case.position, self._case.graph
        came_to = {*(one.step for one in position.open), *position.waiting}
        after = came_of(self._case, self._at)
        reached = (ref for start in came_to for ref in graph.after(start))
        return frozenset((*came_to, *reached, *(one.step for one in after)))


class Choices:
    """The questions of a case by name, for a template: `keuze.reactie_ouders`."""

    __slots__ = ("_answered",)

    def __init__(self, answered: Answered) -> None:
        self._answered = answered

    def __getattr__(self, name: str) -> Words:
        """Return what was chosen."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._answered.choice(name_of(name))


def as_words(field: Field, value: Value | None) -> Words:
    """Return a value as a template has it; what wasn't told is a place to fill in."""
    if value is None:
        return unknown(field.title)
    if field.kind is FieldKind.YES_NO and isinstance(value, bool):
        return value
    titles = {one.id: one.title for one in field.options}
    if field.kind is FieldKind.CHOICE:
        return Picked(str(value), titles.get(str(value), str(value)))
    if isinstance(value, list):
        is_list = field.kind in _LISTS
        return (
            tuple(value) if is_list else tuple(Picked(one, titles.get(one, one)) for one in value)
        )
    return show_value(field, value)


def is_called(field: Field, role: Role) -> bool:
    """Tell whether a field that says no role is called as one that it can have."""
    return field.role is None and field.id == role.value and fits(role, field.kind)


def unknown(title: str) -> Unknown:
    """Return the place for what a field or a step asks."""
    words = title.replace("[", "(").replace("]", ")")
    return Unknown(
        place(words if len(words) <= _LONGEST_PLACE else f"{words[: _LONGEST_PLACE - 1]}…")
    )


def _applies(field: Field, answer: Answer) -> bool:
    return not answer.skipped and goes_with(field, answer.choice)


def _title(step: Step, option_id: str) -> str:
    option = step.option(option_id)
    return option.title if option else option_id
