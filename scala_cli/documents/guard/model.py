"""What the guard finds, and what it is told of a case; frozen, no behaviour."""

from dataclasses import dataclass
from enum import StrEnum

from scala_cli.facts import Platform


class Kind(StrEnum):
    """What can stand in the way; fixed, since other programs read them."""

    NAME = "naam"
    ACCOUNT = "account"
    CLASS = "klas"
    EMAIL = "e-mail"
    PHONE = "telefoon"
    ADDRESS = "adres"
    LINK = "link"
    BSN = "bsn"
    HEALTH = "gezondheid"
    MEASURE = "maatregel"
    BLAME = "schuld"
    THREAT = "dreiging"
    TALKED = "gesproken"
    AANGIFTE = "aangifte"
    LENGTH = "lengte"
    SENTENCE = "zinslengte"


class Severity(StrEnum):
    """`stop`: not to be posted like this. `let-op`: worth another look."""

    STOP = "stop"
    LOOK = "let-op"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text, `start` to `end` in characters as given, and what to do about it."""

    kind: Kind
    severity: Severity
    start: int
    end: int
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a case holds that its statement may not give away, or may say only if it is so.

    `talked`: a talk is recorded. `aangifte`: the directie chose to name it. `under_12` is None
    where nobody told. `links` are web addresses.
    """

    names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    talked: bool = False
    aangifte: bool = False
    under_12: bool | None = None
    platform: Platform | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the folded text where something was found, before overlaps are settled.

    `core` is what is left to point at when another finding takes part of the place: the spans
    of the words that matter, the longest first.
    """

    kind: Kind
    start: int
    end: int
    core: tuple[tuple[int, int], ...] = ()
