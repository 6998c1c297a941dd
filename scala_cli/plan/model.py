"""What a plan is: a graph of steps, with the words a person sees. Frozen; no behaviour.

Text is as the plan's author wrote it. Ids are the stable names that recorded cases use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

DONE = "gedaan"
SKIPPED = "overgeslagen"


class StepKind(StrEnum):
    """A `vraag` is answered by an option; an `actie` is done, or skipped with a reason."""

    QUESTION = "vraag"
    ACTION = "actie"


class FieldKind(StrEnum):
    """What a field holds; the shape of each value is in `scala_cli.case.values`."""

    LINE = "tekst"
    LONG = "lange-tekst"
    DAY = "datum"
    MOMENT = "moment"
    YES_NO = "ja-nee"
    CHOICE = "keuze"
    CHOICES = "keuzes"
    LINKS = "links"
    PERSON = "persoon"
    PERSONS = "personen"


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One choice of a `keuze` or `keuzes` field."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """Something to be noted with an answer; never compulsory.

    `happened` marks the field that tells when the step itself happened.
    `only_with` are the options of its question with which it is asked; none means with any.
    """

    id: str
    kind: FieldKind
    title: str
    help: str = ""
    options: tuple[FieldOption, ...] = ()
    happened: bool = False
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question, and the steps that follow from it.

    `targets` is as written: a step's id, or `plan/stap`. `excludes` closes out the others
    where several answers are allowed. `source` is where it isn't that of its question.
    """

    id: str
    title: str
    targets: tuple[str, ...] = ()
    excludes: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A point of attention, with what it rests on: part of the protocol, or facts' ids."""

    text: str
    source: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A period that an answer starts: so many months and weeks from a day.

    `since` is the field that holds the day; empty: the day on which the step happened. `note`
    says what has to be done by then, and on what that rests.
    """

    note: Note
    months: int = 0
    weeks: int = 0
    since: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One box of the flowchart.

    `source` is the part of the protocol; with `addition` it is what an addition to the
    chart rests on. `targets` is empty for a question whose options each have their own.
    """

    id: str
    kind: StepKind
    title: str
    text: str
    actor: str
    source: str
    addition: bool = False
    reading: str = ""
    targets: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    several: bool = False
    waits: bool = False
    talk: bool = False
    fields: tuple[Field, ...] = ()
    notes: tuple[Note, ...] = ()
    documents: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    skip_reasons: tuple[str, ...] = ()
    term: Term | None = None

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id."""
        for option in self.options:
            if option.id == option_id:
                return option
        return None

    def field(self, field_id: str) -> Field | None:
        """Return the field with this id."""
        return next((field for field in self.fields if field.id == field_id), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A stappenplan; its first step is where a case begins."""

    id: str
    version: int
    title: str
    source: str
    emergency: tuple[Note, ...]
    steps: tuple[Step, ...]
    index: Mapping[str, Step] = field(repr=False, compare=False)

    @property
    def first(self) -> Step:
        """Return the step where a case begins."""
        return self.steps[0]
