"""What any letter of a school's own may use: the school, the usual of the case, its own questions.

A public one gets nothing of the case that could tell who or what it is about.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from keyword import iskeyword

from scala_cli.case.state import Case
from scala_cli.case.values import Value, show_value
from scala_cli.documents.contexts.told import Source, place
from scala_cli.documents.contexts.values import OwnContext, values_of
from scala_cli.documents.contexts.writing import Letter, Writing, letter
from scala_cli.documents.school import School
from scala_cli.headings import Heading
from scala_cli.plan.faults import Place, quoted
from scala_cli.plan.model import Field, FieldKind, Role

Words = str | bool | tuple[str, ...] | None
"""A value as a template has it: to be shown, or to decide with."""
_LONGEST_PLACE = 70
_LISTS = (FieldKind.LINKS, FieldKind.PERSONS)
_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES)
# What means something to Jinja itself.
_TAKEN = frozenset(
    {"true", "false", "none", "loop", "self", "super", "caller", "varargs", "kwargs"}
)


@dataclass(frozen=True, slots=True)
class PublicContext:
    """What a letter that everyone may read can use. `gesproken`: a talk is recorded."""

    school: School
    telefoon: str
    platform: str
    gesproken: bool
    aangifte: bool


@dataclass(frozen=True, slots=True)
class GeneralContext:
    """What a letter to someone can use. `wie`: `medewerker`, `volwassene`, `kind` or nothing."""

    brief: Letter
    school: School
    telefoon: str
    dossier: str
    wie: str
    platform: str
    geplaatst: str
    link: tuple[str, ...]
    inhoud: str
    account: str
    gesproken: bool
    aangifte: bool


def own_context(source: Source, writing: Writing, header: Heading) -> OwnContext:
    """Return what an own letter may use by its header."""
    base = _public(source, writing) if header.public else _general(source, writing)
    known = {name_of(field): _of_case(source.case, field) for field in header.fields}
    asked = {name_of(one.id): _words(one, writing.given.get(one.id)) for one in header.questions}
    return OwnContext({**known, **asked, **values_of(base)})


def base_names(header: Heading) -> frozenset[str]:
    """Return the names that any letter may use that is public, or isn't, as this one."""
    base = PublicContext if header.public else GeneralContext
    return frozenset(one.name for one in fields(base))


def names(header: Heading) -> frozenset[str]:
    """Return the names that an own letter may use by its header."""
    own = (*header.fields, *(one.id for one in header.questions))
    return base_names(header) | set(map(name_of, own))


def name_of(found: str) -> str:
    """Return how a template calls a field or question: a name there has no dashes."""
    return found.replace("-", "_")


def faults(header: Heading, taken: Collection[str]) -> Iterator[tuple[str, Place]]:
    """Yield which names in a header can't be used, and where; `taken` mean something else."""
    named = {name_of(field) for field in header.fields}
    for number, question in enumerate(header.questions):
        name, place = name_of(question.id), Place(("vragen", number))
        if not name.isidentifier() or iskeyword(name) or name in _TAKEN:
            said = f"een vraag kan niet {quoted(question.id)} heten. Geef haar een andere id."
            yield said, place
        elif name in taken or name in named:
            said = f"de naam {quoted(question.id)} is al in gebruik. Geef de vraag een andere id."
            yield said, place
    if header.public and header.fields:
        sentence = "in een openbare brief hoort niets uit het dossier. Schrijf gegevens = []."
        yield sentence, Place(("gegevens",))


def _public(source: Source, writing: Writing) -> PublicContext:
    return PublicContext(
        school=_school(writing),
        telefoon=writing.of_school("telefoon"),
        platform=source.platform,
        gesproken=source.spoke_with_reader,
        aangifte=source.value(Role.AANGIFTE) is True,
    )


def _general(source: Source, writing: Writing) -> GeneralContext:
    return GeneralContext(
        brief=letter(writing),
        school=_school(writing),
        telefoon=writing.of_school("telefoon"),
        dossier=source.case.number,
        wie=source.poster or "",
        platform=source.platform,
        geplaatst=source.said(Role.POSTED) or place("wanneer het geplaatst is"),
        link=source.links or (place("link van het bericht"),),
        inhoud=source.said(Role.MESSAGE) or place("wat er in het bericht staat"),
        account=source.said(Role.ACCOUNT) or place("account"),
        gesproken=source.spoke_with_reader,
        aangifte=source.value(Role.AANGIFTE) is True,
    )


def _school(writing: Writing) -> School:
    """Return the school, with a place to fill in for what isn't known; no picture's place."""
    known = (one.name for one in fields(School) if one.name != "logo")
    return School(**{name: writing.of_school(name) for name in known})


def _of_case(case: Case, field_id: str) -> Words:
    """Return the latest value of a field of the case; of one that isn't in its plans a place."""
    answer = case.answer_with(field_id)
    if answer and (field := case.step(answer.visit).field(field_id)):
        return _words(field, answer.fields[field_id])
    asked = (step.field(field_id) for step in case.graph.steps.values())
    known = next((field for field in asked if field), None)
    return _words(known, None) if known else place(field_id)


def _words(field: Field, value: Value | None) -> Words:
    if field.kind is FieldKind.YES_NO:
        return value if isinstance(value, bool) else None
    if field.kind is FieldKind.CHOICE:
        return value if isinstance(value, str) else ""
    if field.kind is FieldKind.CHOICES:
        return tuple(value) if isinstance(value, list) else ()
    if field.kind in _LISTS:
        return tuple(value) if isinstance(value, list) else (_place_of(field),)
    return _place_of(field) if value is None else show_value(field, value)


def _place_of(field: Field) -> str:
    words = field.title.replace("[", "(").replace("]", ")")
    return place(words if len(words) <= _LONGEST_PLACE else f"{words[: _LONGEST_PLACE - 1]}…")
