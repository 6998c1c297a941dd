"""The events of which a case consists, and the chain that ties them together.

An event's *record* is what the chain holds: case, number, both times, kind, step, visit,
choice and a salted hash of the content, with the hash of the event before it. Content and
salt stand apart, so that they can be erased while the chain still verifies; the choice stays.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from scala_cli.clock import stamp

CHAIN_FORMAT = 1
ORIGIN = "0" * 64
"""The 'previous hash' of a case's first event."""


class Kind(StrEnum):
    """The kinds of event; fixed, since recorded cases hold them."""

    OPENED = "geopend"
    ANSWERED = "beantwoord"
    SKIPPED = "overgeslagen"
    REVISED = "herzien"
    SUPPLEMENTED = "aangevuld"
    NOTED = "notitie"
    EVIDENCE = "bewijs"
    DOCUMENT = "document"
    SETTLED = "vastgesteld"
    DEADLINE_MET = "termijn-gehaald"
    LINKED = "gekoppeld"
    CLOSED = "gesloten"
    REOPENED = "heropend"
    ERASED = "gewist"


SAYS = "plannen_zeggen_betekenis"
"""What `geopend` holds since plans say themselves what their steps and fields mean."""
HOLD = "aanhouden"
RELEASE = "vrijgeven"
"""The choices of a `notitie` that holds a case back from being erased, and that lets it go."""


class CaseMoved(Exception):
    """Someone else added to the case since it was read; nothing was written."""


Content = Mapping[str, Any]
"""What an event says, as JSON values; always with `door`, who recorded it (self-declared)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it has a place in a case.

    `happened` is a UTC stamp, or a day where no time is known; None where nobody told, and then
    it is the moment of recording. `choice` is not personal and
    is never erased: an answer's choice; of `geopend` the pinned plans as `id:sha256`, the
    case's own first; of `gewist` the numbers of the events whose content goes; of `gesloten` the
    reason's id and the day until which the case is kept; of `gekoppeld` the other case; of
    `termijn-gehaald` the event that the deadline comes from.
    """

    kind: Kind
    happened: str | None
    content: Content
    step: str | None = None
    visit: int | None = None
    choice: tuple[str, ...] | None = None


class Event(NamedTuple):
    """An event as recorded. `content` is None once erased.

    `recorded` is a UTC stamp, `happened` that or a day.
    """

    case: str
    number: int
    happened: str
    recorded: str
    kind: Kind
    step: str | None
    visit: int | None
    choice: tuple[str, ...] | None
    content: Content | None
    salt: str | None
    content_hash: str
    previous: str
    hash: str

    @property
    def said(self) -> Content:
        """Return the content, or nothing when it was erased."""
        return self.content or {}

    @property
    def by(self) -> str:
        """Return who recorded it, self-declared; empty when erased."""
        return str(self.said.get("door", ""))


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plans_say(opened: Event) -> bool:
    """Tell whether the plans that a case pinned when it was opened say themselves what they mean.

    Of what was erased nothing is left that it makes a difference to.
    """
    return opened.content is None or SAYS in opened.content


def canonical(value: object) -> str:
    """Return JSON in the one form that is hashed: sorted keys, no spaces, no escapes."""
    return _CANONICAL.encode(value)


def hash_content(content: Content, salt: str) -> str:
    """Return the SHA-256 over the salt and the content."""
    return hashlib.sha256(f"{salt}{canonical(content)}".encode()).hexdigest()


def hash_record(event: Event) -> str:
    """Return the hash that an event should have, over its record and the hash before it.

    Raises `TypeError` where a value isn't of the type that an event has there.
    """
    # The canonical JSON of these eleven, of which nothing changes but the values: a third of what
    # putting them in order anew takes, and every event of every case is checked.
    found = (
        f'{{"bezoek":{_number(event.visit)},"dossier":{_text(event.case)},'
        f'"formaat":{CHAIN_FORMAT},"gebeurd":{_text(event.happened)},'
        f'"inhoud":{_text(event.content_hash)},"keuze":{_words(event.choice)},'
        f'"nummer":{_number(event.number)},"soort":{_text(event.kind)},'
        f'"stap":{_NULL if event.step is None else _text(event.step)},'
        f'"vastgelegd":{_text(event.recorded)},"vorige":{_text(event.previous)}}}'
    )
    return hashlib.sha256(found.encode()).hexdigest()


_NULL = "null"
_text = encode_basestring


def _number(found: int | None) -> str:
    return _NULL if found is None else int.__repr__(found)


@lru_cache(1024)
def _words(choice: tuple[str, ...] | None) -> str:
    return canonical(choice)


def record(draft: Draft, case: str, before: Event | None, now: datetime) -> Event:
    """Return the draft as the next event of a case, recorded `now` after the event `before`."""
    salt = secrets.token_hex(16)
    unsigned = Event(
        case=case,
        number=before.number + 1 if before else 1,
        happened=draft.happened or stamp(now),
        recorded=stamp(now),
        kind=draft.kind,
        step=draft.step,
        visit=draft.visit,
        choice=draft.choice,
        content=draft.content,
        salt=salt,
        content_hash=hash_content(draft.content, salt),
        previous=before.hash if before else ORIGIN,
        hash="",
    )
    return signed(unsigned)


def signed(event: Event) -> Event:
    """Return the event with its hash."""
    return event._replace(hash=hash_record(event))


def chain_faults(events: Sequence[Event]) -> list[str]:
    """Return a Dutch sentence for each thing wrong with a case's chain, first event first."""
    faults = []
    previous = ORIGIN
    erased = {
        number for event in events if event.kind is Kind.ERASED for number in event.choice or ()
    }
    for place, event in enumerate(events, 1):
        at = f"Dossier {event.case}, gebeurtenis {event.number}"
        if event.number != place:
            faults.append(f"{at}: er ontbreekt een gebeurtenis ervoor (verwacht: {place}).")
            break
        if event.previous != previous:
            faults.append(f"{at}: sluit niet aan op de gebeurtenis ervoor.")
        if not _is_as_recorded(event):
            faults.append(f"{at}: is gewijzigd nadat zij is vastgelegd.")
        if str(event.number) in erased:
            if (event.content, event.salt) != (None, None):
                faults.append(f"{at}: is gewist, maar de inhoud staat er weer.")
        elif event.content is None or event.salt is None:
            faults.append(f"{at}: de inhoud ontbreekt, en is niet gewist.")
        elif event.content_hash != hash_content(event.content, event.salt):
            faults.append(f"{at}: de inhoud is gewijzigd nadat zij is vastgelegd.")
        previous = event.hash
    return faults


def _is_as_recorded(event: Event) -> bool:
    try:
        return event.hash == hash_record(event)
    except TypeError:
        return False
