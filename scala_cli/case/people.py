"""Who the people of a case are: their roles, and every way in which they were written.

One pure function of the case, for whoever asks: letters, the guard, inzage, exports, figures. What
was erased is no longer known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.entries import evidence
from scala_cli.case.state import Case, said_as
from scala_cli.case.values import Value
from scala_cli.plan.model import Field, FieldKind, Poster, Role

PERSONS = (FieldKind.PERSON, FieldKind.PERSONS)
"""The kinds of field that hold names."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who was ever named in a case.

    `names` is every way in which they were written, the first one first. `roles` are those by
    which they stand in it now; none: only in what lapsed, was replaced, or beside the steps.
    """

    names: tuple[str, ...]
    roles: frozenset[Role]


def people(case: Case) -> tuple[Person, ...]:
    """Return the people of a case, in the order in which they were first named."""
    names: dict[str, list[str]] = {}
    roles: dict[str, set[Role]] = {}
    for name in _ever_named(case):
        found = names.setdefault(_folded(name), [])
        if name not in found:
            found.append(name)
    for answer in case.standing:
        for field, name in named_in(case.step(answer.visit).fields, answer.fields):
            roles.setdefault(_folded(name), set()).add(field.role or Role.OTHER)
    return tuple(
        Person(tuple(written), frozenset(roles.get(who, ()))) for who, written in names.items()
    )


def _ever_named(case: Case) -> Iterator[str]:
    """Yield every name that was given, also in what has been replaced since or has lapsed."""
    for event in case.events:
        step = case.graph.steps.get(event.step or "")
        if step:
            given = event.said.get("velden", {})
            yield from (name for _, name in named_in(step.fields, given))
    yield from (one.finder for one in evidence(case) if one.finder)


def named_in(fields: Iterable[Field], values: Mapping[str, Value]) -> Iterator[tuple[Field, str]]:
    """Yield the names that stand in fields for them, each with its field."""
    for field in fields:
        if field.kind in PERSONS and field.id in values:
            value = values[field.id]
            for name in value if isinstance(value, list) else [str(value)]:
                yield field, name


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for spaces and capitals."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def poster(case: Case, told: Sequence[Answer] | None = None) -> Poster | None:
    """Return what kind of person posted: by the answer that settled it, else by the plan.

    `told` are the answers that may be told of, the nearest first; None: all that stand. A plan that
    is about one kind of person counts once the case has come to it.
    """
    for answer in told if told is not None else reversed(case.standing):
        options = (case.step(answer.visit).option(one) for one in answer.choice)
        for option in options:
            if option and option.poster:
                return option.poster
    came_to = (*case.position.standing, *case.position.open)
    plans = [case.graph.root, *(case.graph.plan_of(visit.step) for visit in came_to)]
    return next((plan.poster for plan in plans if plan.poster), None)


def is_poster(case: Case, names: Iterable[str]) -> bool | None:
    """Tell whether one of these names is that of who posted; None where that isn't recorded."""
    found = said_as(case.graph, reversed(case.standing), Role.POSTER)
    if found is None:
        return None
    return any(same_name(str(found.value), own) for own in names)
