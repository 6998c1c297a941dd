"""What a context comes to for its template: values by name, and those that are more than text.

A thing is known, unknown or absent. Unknown is no answer: it is a place to fill in, and whatever
depends on it is one too. Absent is what doesn't apply: it isn't there, and never true.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Self


class Undecided(Exception):
    """Something asked whether what isn't known is true."""


class Unknown(str):
    """What isn't known yet; as text, and in a list of one, it is the place to fill it in.

    `words` are what stands for it in a sentence, where that is something else than the place.
    """

    __slots__ = ("_place",)
    _place: str

    def __new__(cls, place: str, words: str = "") -> Self:
        """Return what stands for this place."""
        found = super().__new__(cls, words or place)
        found._place = place
        return found

    @property
    def unfilled(self) -> "Unknown":
        """Return it as the place to fill in, whatever stands for it in a sentence."""
        return Unknown(self._place)

    def __bool__(self) -> bool:
        """Raise `Undecided`: it is neither."""
        raise Undecided

    def __iter__(self) -> Iterator[str]:
        """Yield the place."""
        yield self

    def __getitem__(self, _key: object) -> "Unknown":
        """Return the same for any part of it."""
        return self


class Untold(Unknown):
    """What a letter of the program asks with `is true` and `is false`: it is neither of the two."""

    __slots__ = ()


class Absent(str):
    """What doesn't apply: no text, an empty list, never true, and equal to nothing."""

    __slots__ = ()


ABSENT = Absent()


class Picked(str):
    """An option that was chosen: as text its title, when compared its id."""

    __slots__ = ("_id",)
    _id: str

    def __new__(cls, option_id: str, title: str) -> Self:
        """Return the option with this id."""
        found = super().__new__(cls, title)
        found._id = option_id
        return found

    def __eq__(self, other: object) -> bool:
        """Tell whether that is the same option, or its id."""
        return self._id == (other._id if isinstance(other, Picked) else other)

    def __ne__(self, other: object) -> bool:
        """Tell whether that is another option."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of its id."""
        return hash(self._id)


@dataclass(frozen=True, slots=True)
class OwnContext:
    """What an own letter may use, by name."""

    values: Mapping[str, object]


def values_of(context: object) -> Mapping[str, object]:
    """Return a context's values by name."""
    if isinstance(context, OwnContext):
        return context.values
    return {one.name: getattr(context, one.name) for one in fields(context)}  # type: ignore[arg-type]


PROGRAM_NAMES: Mapping[str, tuple[str, str]] = {
    "school": ("wat er bekend is van de school", "andere_school"),
    "telefoon": ("het telefoonnummer van de school", "telefoon_thuis"),
    "brief": ("wat boven en onder een brief staat", "brief_van_ouder"),
    "dossier": ("het nummer van het dossier", "dossier_school"),
    "gesproken": ("het antwoord op de vraag of er met de plaatser is gesproken", "is_gesproken"),
    "wie": ("degene die het plaatste", "wie_erbij"),
    "zaak": ("wat er bekend is van het voorval", "zaaknummer"),
    "keuze": ("wat er bij een vraag is gekozen", "keuze_ouders"),
}
"""The names that mean something of the program's in every own letter: what, and what a field can be
called instead. The list is closed: what is added later stands under `zaak`."""


def program_name(found: str, who: str) -> str:
    """Return why a field or question can't have this name, and that `who` needs another."""
    what, instead = PROGRAM_NAMES[name_of(found)]
    return (
        f"'{found}' is een naam van het programma zelf: in een brief is dat {what}. "
        f"{who} een andere id, zoals '{instead}'."
    )


def why_no_field(field_id: str) -> str:
    """Return why no field of a plan can be called so; nothing where one can."""
    return program_name(field_id, "Kies") if name_of(field_id) in PROGRAM_NAMES else ""


def name_of(found: str) -> str:
    """Return how a template calls a field, question or step: a name there has no dashes."""
    return found.replace("-", "_")
