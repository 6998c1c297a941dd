"""What goes when something is erased, and where else the same words still stand.

Erasing empties the content of events; what they were, when, and what was chosen stays. Of
`gewist` itself the ground stays, since that is why the rest is gone.
"""

import re
from collections.abc import Iterator, Sequence

from scala_cli.case.events import Event, Kind
from scala_cli.case.replies import WRONG_CHOICE, WRONG_VALUE
from scala_cli.case.state import Case
from scala_cli.facts import platforms
from scala_cli.plan.model import FieldKind

_ANSWERS = (Kind.ANSWERED, Kind.SKIPPED, Kind.REVISED, Kind.SUPPLEMENTED)
_TEXTS = (Kind.DOCUMENT, Kind.SETTLED)
_KEPT = (Kind.OPENED, Kind.ERASED)
_OURS = ("door", "sha256", "document", "uiterlijk")
"""Keys whose values no person wrote."""
_WRITTEN = (
    FieldKind.LINE, FieldKind.LONG, FieldKind.LINKS, FieldKind.PERSON, FieldKind.PERSONS
)  # fmt: skip
_SHORTEST = 4
"""The fewest letters and digits by which words are recognised elsewhere."""


def everything(case: Case) -> tuple[int, ...]:
    """Return the numbers of all events whose content goes with the whole case."""
    return tuple(
        event.number
        for event in case.events
        if event.content is not None and event.kind is not Kind.ERASED
    )


def with_event(case: Case, number: int) -> tuple[int, ...]:
    """Return the numbers of the events whose content goes with that of one.

    With an answer go its revisions, what was supplemented, the texts made at that visit, and
    every other text in which its words stand. Empty when there is nothing to erase: no such
    event, one that holds no one's words, or one that was erased before.
    """
    found = [event for event in case.events if event.number == number]
    if not found or found[0].content is None or found[0].kind in _KEPT:
        return ()
    if found[0].kind not in _ANSWERS:
        return (number,)
    visit = (found[0].step, found[0].visit)
    answers = [one for one in case.events if _is(one, visit, _ANSWERS)]
    texts = [one for one in case.events if _is(one, visit, _TEXTS)]
    named = {one.number for one in (*answers, *texts)}
    told = [
        one for one in case.events if one.kind in _TEXTS and one.number in _echoing(case, named)
    ]
    return tuple(sorted({*named, *(one.number for one in told)}))


def _is(event: Event, visit: tuple[str | None, int | None], kinds: Sequence[Kind]) -> bool:
    return event.kind in kinds and (event.step, event.visit) == visit and event.content is not None


def echoes(case: Case, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the other events in which words of these events still stand."""
    return tuple(sorted(_echoing(case, set(numbers)) - set(numbers)))


def _echoing(case: Case, numbers: set[int]) -> set[int]:
    told = {event.number: [_folded(text) for text in _texts(case, event)] for event in case.events}
    common = {_folded(one.name) for one in platforms().values()}
    words = {word for number in numbers for word in told[number]} - common
    lasting = [word for word in words if len(word) >= _SHORTEST]
    return {
        number
        for number, texts in told.items()
        if any(word in text for text in texts for word in lasting)
    }


def _texts(case: Case, event: Event) -> Iterator[str]:
    """Yield the words that a person wrote, not what lay ready to be chosen."""
    step = case.graph.steps[event.step] if event.step else None
    ready = {WRONG_CHOICE, WRONG_VALUE, *(step.skip_reasons if step else ())}
    for key, value in event.said.items():
        if isinstance(value, str) and key not in _OURS and value not in ready:
            yield value
    values = event.said.get("velden", {})
    for field in step.fields if step else ():
        if field.kind in _WRITTEN and field.id in values:
            value = values[field.id]
            yield from value if isinstance(value, list) else [str(value)]


def _folded(text: str) -> str:
    """Return letters and digits alone: a text made as Markdown has signs of its own between."""
    return re.sub(r"[\W_]+", "", text).casefold()
