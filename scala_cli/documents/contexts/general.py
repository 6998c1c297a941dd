"""What any letter of a school's own may use: the school, the usual of the case, its own questions.

A public one gets nothing of the case that could tell who or what it is about.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from keyword import iskeyword

from scala_cli.case.talks import OF_THE_SCHOOL
from scala_cli.documents.contexts.answered import (
    Answered,
    Choices,
    Words,
    as_words,
    unknown,
)
from scala_cli.documents.contexts.told import UNKNOWN_PLATFORM, Teller, place
from scala_cli.documents.contexts.values import (
    ABSENT,
    PROGRAM_NAMES,
    Absent,
    OwnContext,
    Picked,
    Unknown,
    name_of,
    program_name,
    values_of,
)
from scala_cli.documents.contexts.writing import Letter, Writing, letter
from scala_cli.documents.school import School
from scala_cli.headings import Heading
from scala_cli.plan.faults import Place, quoted
from scala_cli.plan.model import Party, Role

# What means something to Jinja itself.
_TAKEN = frozenset(
    {"true", "false", "none", "loop", "self", "super", "caller", "varargs", "kwargs"}
)
_PLACES = {
    Role.PLATFORM: "platform",
    Role.POSTED: "wanneer het geplaatst is",
    Role.REPORTED: "wanneer het gemeld is",
    Role.LINK: "link van het bericht",
    Role.MESSAGE: "wat er in het bericht staat",
    Role.ACCOUNT: "account",
}
"""What of the case is a place to fill in where it isn't known, and in which words."""
_WORDS = {Role.PLATFORM: UNKNOWN_PLATFORM}
"""What can be said of it all the same."""
_ELSEWHERE = "anders"
"""The option that is a platform of which only this is known: that it is another one."""


@dataclass(frozen=True, slots=True)
class PublicIncident:
    """What a letter that everyone may read can use of the case: each is called as its role."""

    platform: Words
    aangifte: Words


@dataclass(frozen=True, slots=True)
class Incident(PublicIncident):
    """What a letter to someone can use of the case; `link` is a list.

    `gesproken_met` holds each `Party` with whom there has been a talk in the letter's round.
    """

    geplaatst: Words
    gemeld: Words
    link: Words
    inhoud: Words
    account: Words
    gesproken_met: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicContext:
    """What a letter that everyone may read can use. `gesproken`: a talk is recorded."""

    school: School
    telefoon: str
    gesproken: bool
    zaak: PublicIncident


@dataclass(frozen=True, slots=True)
class GeneralContext:
    """What a letter to someone can use. `wie`: a `Poster`; `keuze`: each question, by its id."""

    brief: Letter
    school: School
    telefoon: str
    dossier: str
    wie: str
    gesproken: bool
    zaak: Incident
    keuze: Choices


def own_context(teller: Teller, writing: Writing, header: Heading) -> OwnContext:
    """Return what an own letter may use by its header."""
    answered = Answered(teller)
    public = header.public
    base = _public(teller, answered, writing) if public else _general(teller, answered, writing)
    known: dict[str, object] = {name_of(one): answered.field(one) for one in header.fields}
    known |= {name_of(one.id): as_words(one, writing.given.get(one.id)) for one in header.questions}
    # A field of an earlier plan may be called so: it is not what the program means by it.
    values = values_of(base)
    mixed_up = {name: unknown(name) for name in known if name in values}
    # Letters of before `zaak` have its names without it.
    return OwnContext({**values_of(base.zaak), **known, **values, **mixed_up})


def base_names(header: Heading) -> frozenset[str]:
    """Return the names that any letter may use that is public, or isn't, as this one."""
    base = PublicContext if header.public else GeneralContext
    return frozenset(one.name for one in fields(base))


def incident_roles(header: Heading) -> dict[str, Role]:
    """Return which of those names are of what has a role, each with its role."""
    return {one.value: one for one in Role if one.value in incident_names(header)}


def incident_names(header: Heading) -> frozenset[str]:
    """Return what `zaak` has in any letter that is public, or isn't, as this one."""
    return frozenset(one.name for one in fields(PublicIncident if header.public else Incident))


def names(header: Heading) -> frozenset[str]:
    """Return the names that an own letter may use by its header."""
    own = (*header.fields, *(one.id for one in header.questions))
    return base_names(header) | incident_names(header) | set(map(name_of, own))


def faults(header: Heading, taken: Collection[str]) -> Iterator[tuple[str, Place]]:
    """Yield which names in a header can't be used, and where; `taken` mean something else."""
    named = {name_of(field) for field in header.fields}
    for number, question in enumerate(header.questions):
        name, place = name_of(question.id), Place(("vragen", number))
        if not name.isidentifier() or iskeyword(name) or name in _TAKEN:
            said = f"een vraag kan niet {quoted(question.id)} heten. Geef haar een andere id."
            yield said, place
        elif name in taken and name in PROGRAM_NAMES:
            yield program_name(question.id, "Geef de vraag"), place
        elif name in taken or name in named:
            said = f"de naam {quoted(question.id)} is al in gebruik. Geef de vraag een andere id."
            yield said, place
    if header.public and header.fields:
        sentence = "in een openbare brief hoort niets uit het dossier. Schrijf gegevens = []."
        yield sentence, Place(("gegevens",))
        return
    for field in header.fields:
        if name_of(field) in PROGRAM_NAMES:
            advice = "Geef het veld in het stappenplan"
            yield program_name(field, advice), Place(("gegevens",), field)


def _public(teller: Teller, answered: Answered, writing: Writing) -> PublicContext:
    return PublicContext(
        school=_school(writing),
        telefoon=_of_school(writing, "telefoon"),
        gesproken=teller.spoke_with_reader,
        zaak=PublicIncident(**_of_incident(answered, PublicIncident)),
    )


def _general(teller: Teller, answered: Answered, writing: Writing) -> GeneralContext:
    return GeneralContext(
        brief=_letter(writing),
        school=_school(writing),
        telefoon=_of_school(writing, "telefoon"),
        dossier=teller.case.number,
        wie=teller.poster or Unknown(place("wie het plaatste")),
        gesproken=teller.spoke_with_reader,
        zaak=Incident(**_of_incident(answered, Incident), gesproken_met=_spoken_to(teller)),
        keuze=Choices(answered),
    )


def _of_incident(answered: Answered, kind: type[PublicIncident]) -> dict[str, Words]:
    roles = {one.name: Role(one.name) for one in fields(kind) if one.name in list(Role)}
    return {name: _as_role(answered, role) for name, role in roles.items()}


def _spoken_to(teller: Teller) -> tuple[str, ...]:
    return tuple(one.value for one in Party if one not in OF_THE_SCHOOL and teller.spoke_with(one))


def _as_role(answered: Answered, role: Role) -> Words:
    """Return what has a role: of the post, which is there, at least a place to fill in."""
    found = answered.role(role)
    if role not in _PLACES:
        return ABSENT if found is None else found
    if found is None or isinstance(found, (Unknown, Absent)):
        return Unknown(place(_PLACES[role]), _WORDS.get(role, ""))
    elsewhere = role is Role.PLATFORM and found == _ELSEWHERE
    return Picked(_ELSEWHERE, UNKNOWN_PLATFORM) if elsewhere else found


def _school(writing: Writing) -> School:
    """Return the school, with a place to fill in for what isn't known; no picture's place."""
    known = (one.name for one in fields(School) if one.name != "logo")
    return School(**{name: _of_school(writing, name) for name in known})


def _of_school(writing: Writing, name: str) -> str:
    words = writing.of_school(name)
    return words if getattr(writing.school, name) else Unknown(words)


_OF_LETTER: Mapping[str, str] = {
    "school": "naam", "adres": "adres", "plaats": "plaats", "directeur": "directeur",
}  # fmt: skip
"""What stands in the head and foot of a letter, by what the school calls it."""


def _letter(writing: Writing) -> Letter:
    own = {name: _of_school(writing, of_school) for name, of_school in _OF_LETTER.items()}
    return replace(letter(writing), **own)
