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


class Role(StrEnum):
    """What a field holds of an incident, whatever it is called; in plans as `rol`.

    First people, then the post, then who posted it, then what a step notes of itself.
    """

    POSTER = "plaatser"
    REPORTER = "melder"
    HURT = "geraakt"
    PARENT = "ouder"
    PRESENT = "aanwezig"
    READ_FIRST = "vooraf-gelezen"
    OTHER = "ander"
    PLATFORM = "platform"
    LINK = "link"
    MESSAGE = "inhoud"
    ACCOUNT = "account"
    POSTED = "geplaatst"
    REPORTED = "gemeld"
    CLASS = "klas"
    UNDER_12 = "jonger-dan-12"
    HAS_PUPIL = "ouder-van-leerling"
    REPORT = "verslag"
    AGREED = "afspraken"
    FOR_FILE = "dossiertekst"
    GROUNDS = "motivering"
    HEARD = "gehoord"
    INTENTION = "voornemen"
    SENT = "geplaatste-tekst"
    AANGIFTE = "aangifte"


class Party(StrEnum):
    """With whom a talk was, or whom an answer is about; in plans `gesprek_met` and `over`."""

    POSTER = "plaatser"
    PARENTS = "ouders"
    HURT = "geraakten"
    REPORTER = "melder"
    BOARD = "bestuur"
    AGENCY = "instantie"
    OTHERS = "anderen"


class Poster(StrEnum):
    """What kind of person posted."""

    EMPLOYEE = "medewerker"
    ADULT = "volwassene"
    CHILD = "kind"


PARENT = "ouder"
"""An adult who posted and is known to be the parent of a pupil; see `Keeping`."""


class Count(StrEnum):
    """What an option counts as in the figures of a year; in plans `telt_als`."""

    ACKNOWLEDGED = "erkenning"
    REFUSED = "geen-erkenning"
    MEASURE = "maatregel"


class Reader(StrEnum):
    """For whom a paper is made; `voor` of a field names the board or the police."""

    WHOLE = "volledig"
    BOARD = "bestuur"
    PERSON = "betrokkene"
    POLICE = "politie"


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One choice of a `keuze` or `keuzes` field."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """Something to be noted with an answer; never compulsory.

    `happened` marks the field that tells when the step itself happened. `may_be_later` lets a
    new value lie ahead; what was recorded before is never judged by it.
    `only_with` are the options of its question with which it is asked; none means with any.
    `role` says what it holds, `of` whose parent, `readers` who may have it besides the full export.
    """

    id: str
    kind: FieldKind
    title: str
    help: str = ""
    options: tuple[FieldOption, ...] = ()
    happened: bool = False
    only_with: tuple[str, ...] = ()
    may_be_later: bool = False
    role: Role | None = None
    of: Party | None = None
    readers: tuple[Reader, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question, and the steps that follow from it.

    `targets` is as written: a step's id, or `plan/stap`. `excludes` closes out the others
    where several answers are allowed. `source` is where it isn't that of its question. `poster`
    is the kind of person that it says posted, `counts` what it is in the figures of a year, `says`
    a whole sentence for a paper of the directie.
    """

    id: str
    title: str
    targets: tuple[str, ...] = ()
    excludes: bool = False
    source: str = ""
    poster: Poster | None = None
    counts: Count | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A point of attention, with what it rests on: part of the protocol, or facts' ids."""

    text: str
    source: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A period that an answer starts: so long from a day, or `on` a planned day.

    `since` and `on` name a field that holds the day, as `veld`, `stap.veld` or `plan/stap.veld`;
    without either it is the day on which the step happened. `until` are the steps that end it, as
    `stap`, `plan/stap` or `stap:optie`; `only_with` the options with which it starts, none: any.
    `note` says what has to be done by then, and on what that rests.
    """

    note: Note
    months: int = 0
    weeks: int = 0
    since: str = ""
    hours: int = 0
    days: int = 0
    workdays: int = 0
    on: str = ""
    until: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One box of the flowchart.

    `source` is the part of the protocol; with `addition` it is what an addition to the
    chart rests on. `targets` is empty for a question whose options each have their own. `talk`
    is with whom it is a talk, `says_with_whom` whether that is said or only that it is one, `about`
    whom its answer is about. `reports`: it is where the incident
    was reported. `course` is what the police read that the school did, in a few words. `made_up`
    is what there is to fill in when one practises, by the incident.
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
    talk: Party | None = None
    says_with_whom: bool = False
    about: Party | None = None
    reports: bool = False
    course: str = ""
    made_up: Mapping[str, str] = field(default_factory=dict, hash=False)
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

    def field_as(self, role: Role) -> Field | None:
        """Return the field with this role."""
        return next((field for field in self.fields if field.role is role), None)


@dataclass(frozen=True, slots=True)
class Story:
    """An incident that was made up, to practise with."""

    id: str
    title: str
    story: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many years a case is kept after its closing, and on what that rests.

    `about` are the kinds of poster for whom it holds, `ouder` among them; none: anyone else.
    """

    years: int
    note: Note
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A stappenplan; its first step is where a case begins.

    `poster` is the kind of person that its cases are about, where that is given. `keeping` are in
    order of preference. `stories` are incidents to practise with. With `reasons` its cases may
    close; none: with any plan's. `earlier`: it was pinned before plans said what they mean, and is
    read by the table for those.
    """

    id: str
    version: int
    title: str
    source: str
    emergency: tuple[Note, ...]
    steps: tuple[Step, ...]
    index: Mapping[str, Step] = field(repr=False, compare=False)
    poster: Poster | None = None
    keeping: tuple[Keeping, ...] = ()
    reasons: tuple[str, ...] = ()
    stories: tuple[Story, ...] = ()
    earlier: bool = False

    @property
    def first(self) -> Step:
        """Return the step where a case begins."""
        return self.steps[0]
