"""The events that are not about a step: what each holds, in content and in choice.

Text comes in as typed and is cleaned here. What may never be erased stands in the choice.
Raises `InvalidValue` for a text that is empty or too long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scala_cli.case.events import HOLD, RELEASE, Draft, Kind
from scala_cli.case.values import limited, parse_link
from scala_cli.errors import InvalidValue
from scala_cli.text import LINE_LIMIT, LONG_LIMIT, clean, clean_line


@dataclass(frozen=True, slots=True)
class File:
    """A file that is evidence: its name, the SHA-256 of its bytes, how many, whether it is kept."""

    name: str
    sha256: str
    size: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence as told: where, whose account, who found it, when (a stamp or a day), what."""

    link: str = ""
    account: str = ""
    finder: str = ""
    happened: str | None = None
    text: str = ""
    file: File | None = None


def note(text: str, by: str, due: date | None = None) -> Draft:
    """Return a note, with a day in Amsterdam to be reminded."""
    content: dict[str, object] = {"door": by, "tekst": needed(text)}
    if due:
        content["uiterlijk"] = due.isoformat()
    return Draft(Kind.NOTED, None, content)


def hold(reason: str, by: str) -> Draft:
    """Return that a case may not be erased, for a procedure that runs."""
    return Draft(Kind.NOTED, None, {"door": by, "tekst": needed(reason)}, choice=(HOLD,))


def release(reason: str, by: str) -> Draft:
    """Return that a case need not be held any longer."""
    return Draft(Kind.NOTED, None, {"door": by, "tekst": needed(reason)}, choice=(RELEASE,))


def evidence(found: Found, by: str) -> Draft:
    """Return a piece of evidence. Raises `InvalidValue` when there is nothing in it."""
    said = {
        "link": parse_link(found.link.strip()) if found.link.strip() else "",
        "account": limited(clean_line(found.account), LINE_LIMIT),
        "vinder": limited(clean_line(found.finder), LINE_LIMIT),
        "tekst": limited(clean(found.text), LONG_LIMIT),
    }
    content: dict[str, object] = {key: value for key, value in said.items() if value}
    if found.file:
        content |= {
            "bestand": clean_line(found.file.name),
            "sha256": found.file.sha256,
            "grootte": found.file.size,
            "bewaard": found.file.kept,
        }
    if not content:
        raise InvalidValue(
            "Er is nog geen bewijs. Noem een link, een account, een bestand of wat u zag."
        )
    return Draft(Kind.EVIDENCE, found.happened, {"door": by, **content})


def link(other: str, reason: str, by: str) -> Draft:
    """Return that a case belongs to the same incident as another."""
    content = {"door": by}
    if words := limited(clean(reason), LONG_LIMIT):
        content["tekst"] = words
    return Draft(Kind.LINKED, None, content, choice=(other,))


def close(reason: str, explanation: str, kept_until: date, basis: str, by: str) -> Draft:
    """Return that a case is closed; `reason` is one of `scala_cli.closing.reasons`."""
    content = {"door": by, "toelichting": clean(explanation), "grond": clean(basis)}
    filled = {key: limited(value, LONG_LIMIT) for key, value in content.items() if value}
    return Draft(Kind.CLOSED, None, filled, choice=(reason, kept_until.isoformat()))


def reopen(reason: str, by: str) -> Draft:
    """Return that a closed case is open again."""
    return Draft(Kind.REOPENED, None, {"door": by, "reden": needed(reason)})


def met(number: int, by: str, text: str = "") -> Draft:
    """Return that the deadline of an event was met."""
    content = {"door": by}
    if words := limited(clean(text), LONG_LIMIT):
        content["tekst"] = words
    return Draft(Kind.DEADLINE_MET, None, content, choice=(str(number),))


def erase(numbers: Sequence[int], ground: str, by: str) -> Draft:
    """Return that the contents of these events go; recording it is what empties them."""
    content = {"door": by, "grond": needed(ground)}
    return Draft(Kind.ERASED, None, content, choice=tuple(str(number) for number in numbers))


def needed(text: str) -> str:
    """Return the text cleaned. Raises `InvalidValue` when there is none, or too much."""
    if not (found := optional(text)):
        raise InvalidValue("Hier hoort tekst. Typ minstens één woord.")
    return found


def optional(text: str) -> str:
    """Return the text cleaned; there may be none. Raises `InvalidValue` when it is too much."""
    return limited(clean(text), LONG_LIMIT)
