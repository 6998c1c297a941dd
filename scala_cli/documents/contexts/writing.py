"""What a letter knows besides its case: the school, its day, and what was asked for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.outcomes import poster
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.documents.contexts.told import place, poster_is
from scala_cli.documents.school import School
from scala_cli.plan.model import Field
from scala_cli.text import listing

_NAMES = {
    "naam": "naam van de school",
    "bestuur": "naam van het bestuur",
    "directeur": "naam van de directeur",
    "telefoon": "telefoonnummer van de school",
    "adres": "adres van de school",
    "plaats": "plaats",
    "klachtenregeling": "link van de klachtenregeling",
    "gedragsprotocol": "link van het gedragsprotocol",
}


class Role(StrEnum):
    """With whom a talk is, or to whom a letter goes."""

    EMPLOYEE = "medewerker"
    CHILD = "kind"
    PARENTS = "ouders"
    ADULT = "volwassene"


_ROLE = "rol"
AT_STEP = "STAP"
"""No question can be called so: the step, by its own id, at which a document is looked at."""
_OF_WHOM = (_ROLE, "voor")
_ROLES_AT = {
    "aanspreken": Role.EMPLOYEE,
    "gesprek-kind": Role.CHILD,
    "ouders-uitnodigen": Role.PARENTS,
    "passende-oplossing": Role.PARENTS,
}


@dataclass(frozen=True, slots=True)
class Writing:
    """What a document is written with. `day` is its date, an ISO day in Amsterdam.

    `given` holds the answers to the questions of its header, by id.
    """

    school: School
    day: str
    given: Mapping[str, Value]

    def told(self, question: str, missing: str = "") -> str:
        """Return an answer in words; else the place to fill it in, if that is named."""
        value = self.given.get(question)
        if isinstance(value, list):
            return listing(value)
        return str(value) if value else place(missing) if missing else ""

    def yes(self, question: str) -> bool | None:
        """Return a yes or no, None if it was not told."""
        value = self.given.get(question)
        return value if isinstance(value, bool) else None

    def of_school(self, field: str) -> str:
        """Return what is known of the school, else the place to fill it in."""
        return str(getattr(self.school, field)) or place(_NAMES[field])

    @property
    def day_in_words(self) -> str:
        """Return the date as it stands in a letter."""
        return clock.say_day(date.fromisoformat(self.day))


@dataclass(frozen=True, slots=True)
class Letter:
    """The head and the foot of a letter of the school."""

    school: str
    adres: str
    plaats: str
    datum: str
    directeur: str


def letter(writing: Writing) -> Letter:
    """Return head and foot, with a place to fill in for what isn't known."""
    return Letter(
        school=writing.of_school("naam"),
        adres=writing.of_school("adres"),
        plaats=writing.of_school("plaats"),
        datum=writing.day_in_words,
        directeur=writing.of_school("directeur"),
    )


def role_of(case: Case, answer: Answer | None, writing: Writing) -> Role:
    """Return with whom: as told, else by the step, else by who posted; else some adult."""
    if told := writing.told(_ROLE):
        return Role(told)
    if answer and (found := _ROLES_AT.get(_bare(answer.visit.step))):
        return found
    posted = (Role.EMPLOYEE, Role.CHILD)
    return next((role for role in posted if poster_is(case, role)), Role.ADULT)


def given_at(step: str) -> Mapping[str, Value]:
    """Return what a step tells of its own about a document that is looked at there."""
    role = _ROLES_AT.get(_bare(step))
    return {AT_STEP: _bare(step), **({_ROLE: role.value} if role else {})}


def told_by(case: Case, step: str | None, questions: Iterable[Field]) -> dict[str, Value]:
    """Return which questions the step or who posted answers already: with whom, to whom, of whom.

    Only with an answer that the question knows: with a child's parents or with the child is asked.
    """
    role = given_at(step).get(_ROLE) if step else None
    who = role or poster(case)
    return {
        one.id: who
        for one in questions
        if one.id in _OF_WHOM and who in {option.id for option in one.options}
        if role or who != Role.CHILD
    }


def _bare(step: str) -> str:
    return step.rpartition("/")[2]


def pupil_file_of(case: Case) -> bool | None:
    """Tell whether letters to an adult go into a pupil's file (Sancties 5); None: not known.

    They do when the adult is a parent. Letters about a child always do.
    """
    parent = case.value("ouder_verzorger")
    return parent if isinstance(parent, bool) else None
