"""The names that an own letter may use, and with what each of them can be compared.

Known before there is a case: from the header of the letter, and from all plans that there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scala_cli import resources
from scala_cli.documents.context import shipped_names
from scala_cli.documents.contexts import general
from scala_cli.documents.contexts.answered import is_called
from scala_cli.documents.contexts.values import name_of
from scala_cli.headings import Heading, heading
from scala_cli.plan.model import Field, FieldKind, Party, Plan, Poster, Step, StepKind

CASE, CHOICE = "zaak", "keuze"
"""The names that have others under them: of the incident, and of the questions of the plans."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """With what a name can be compared: its options by id, with their titles.

    `yes_no`: with nothing, it is true or not. `several`: more than one may have been chosen.
    """

    options: Mapping[str, str]
    yes_no: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a letter: `plain` ones, and by what they stand under those that have a dot.

    `meanings` are of names as they are written, `keuze.spoed` with a dot. `actions` are steps
    at which nothing is chosen.
    """

    plain: Collection[str]
    under: Mapping[str, Collection[str]]
    meanings: Mapping[str, Meaning]
    actions: Collection[str]


def names_for(kind: str, header: Heading, plans: Iterable[Plan]) -> Names:
    """Return the names that an own letter may use; `plans` have the fields and steps."""
    plain = known_names_of(kind, header)
    steps = [step for plan in plans for step in plan.steps]
    asked = [step for step in steps if step.kind is StepKind.QUESTION]
    questions = dict.fromkeys(name_of(step.id) for step in asked)
    under = {CASE: dict.fromkeys(sorted(general.incident_names(header))), CHOICE: questions}
    actions = {name_of(step.id) for step in steps} - questions.keys()
    meant = _meanings(kind, header, steps)
    return Names(
        plain, {one: under[one] for one in under if one in plain}, _together(meant), actions
    )


def known_names_of(kind: str, header: Heading) -> frozenset[str]:
    """Return the names without a dot that an own letter may use."""
    if kind not in resources.document_names():
        return general.names(header)
    shipped = shipped_names(kind)
    return shipped if heading(kind).public else shipped | general.names(header)


_Meant = Iterator[tuple[str, Meaning]]


def _meanings(kind: str, header: Heading, steps: list[Step]) -> _Meant:
    """Yield what names mean; a name as often as there are fields or steps that have it.

    In the place of another letter its names mean what they do there.
    """
    theirs = shipped_names(kind) if kind in resources.document_names() else frozenset[str]()
    plain: dict[str, list[Meaning]] = {}
    fields = [field for step in steps for field in step.fields]
    own = {name_of(one) for one in (*header.fields, *(one.id for one in header.questions))}
    for name, meaning in _of_fields(header, fields):
        plain.setdefault(name, []).append(meaning)
    roles = general.incident_roles(header)
    for field in fields:
        role = field.role or roles.get(field.id)
        found = _of_field(field) if role and (field.role or is_called(field, role)) else None
        if role and found and role.value in roles:
            yield f"{CASE}.{role}", found
            if role.value not in own:
                plain.setdefault(role.value, []).append(found)
    parties = {one.value: one.value for one in Party}
    yield f"{CASE}.gesproken_met", Meaning(parties, several=True)
    plain["wie"] = [Meaning({one.value: one.value for one in Poster})]
    plain["gesproken"] = [Meaning({}, yes_no=True)]
    for name, meanings in plain.items():
        if name not in theirs:
            yield from ((name, meaning) for meaning in meanings)
    for step in steps:
        if step.kind is StepKind.QUESTION:
            options = {one.id: one.title for one in step.options}
            yield f"{CHOICE}.{name_of(step.id)}", Meaning(options, several=step.several)


def _of_fields(header: Heading, fields: list[Field]) -> _Meant:
    named = (field for field in fields if field.id in header.fields)
    for field in (*named, *header.questions):
        if meaning := _of_field(field):
            yield name_of(field.id), meaning


def _of_field(field: Field) -> Meaning | None:
    if field.kind is FieldKind.YES_NO:
        return Meaning({}, yes_no=True)
    if not field.options:
        return None
    options = {one.id: one.title for one in field.options}
    return Meaning(options, several=field.kind is FieldKind.CHOICES)


def _together(meant: _Meant) -> dict[str, Meaning]:
    """Return one meaning of each name: all options that it may have; none where it may be more."""
    found: dict[str, Meaning] = {}
    mixed: set[str] = set()
    for name, one in meant:
        other = found.setdefault(name, one)
        if (other.yes_no, other.several) != (one.yes_no, one.several):
            mixed.add(name)
        found[name] = Meaning({**one.options, **other.options}, one.yes_no, one.several)
    return {name: one for name, one in found.items() if name not in mixed}
