"""What a letter knows besides its case: the school, its day, and what was asked for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scala_cli import clock
from scala_cli.case.values import Value
from scala_cli.documents.contexts.told import Teller, place
from scala_cli.documents.school import School
from scala_cli.plan.model import Field, Party, Poster, Role
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


class Addressee(StrEnum):
    """With whom a talk is, or to whom a letter goes."""

    EMPLOYEE = "medewerker"
    CHILD = "kind"
    PARENTS = "ouders"
    ADULT = "volwassene"


_OF_WHOM = ("rol", "voor")
"""The questions of letters that ask with whom it is, or of whom."""
_POSTED: Mapping[Poster, Addressee] = {
    Poster.EMPLOYEE: Addressee.EMPLOYEE,
    Poster.CHILD: Addressee.CHILD,
    Poster.ADULT: Addressee.ADULT,
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


def addressee(teller: Teller, writing: Writing) -> Addressee:
    """Return with whom: as told, else by the step, else by who posted; else some adult."""
    if told := writing.told(_OF_WHOM[0]):
        return Addressee(told)
    return _by_step(teller) or _by_poster(teller) or Addressee.ADULT


def _by_step(teller: Teller) -> Addressee | None:
    """Return with whom the step of a visit is a talk, where it says so."""
    talk = teller.case.step(teller.at).talk if teller.at else None
    if talk is Party.PARENTS:
        return Addressee.PARENTS
    return _by_poster(teller) if talk is Party.POSTER else None


def _by_poster(teller: Teller) -> Addressee | None:
    return _POSTED[teller.poster] if teller.poster else None


def told_by(teller: Teller, questions: Iterable[Field]) -> dict[str, Value]:
    """Return which questions the step or who posted answers already: with whom, to whom, of whom.

    Only with an answer that the question knows: with a child's parents or with the child is asked.
    """
    found = _by_step(teller)
    who = found or _by_poster(teller)
    if who is None or (who is Addressee.CHILD and not found):
        return {}
    return {
        one.id: who.value
        for one in questions
        if one.id in _OF_WHOM and who in {option.id for option in one.options}
    }


def goes_in_pupil_file(teller: Teller) -> bool | None:
    """Tell whether letters to an adult go into a pupil's file (Sancties 5); None: not known.

    They do when the adult is a parent. Letters about a child always do.
    """
    parent = teller.value(Role.HAS_PUPIL)
    return parent if isinstance(parent, bool) else None


def file_of_adult(teller: Teller) -> str:
    """Return into which file letters to an adult go; nothing when that isn't known."""
    return {True: "leerling", False: "incident", None: ""}[goes_in_pupil_file(teller)]
