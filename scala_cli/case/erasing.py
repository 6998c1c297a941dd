"""What goes when something is erased, and where else the same words still stand.

Erasing empties the content of events; what they were, when, and what was chosen stays. Of
`gewist` itself the ground stays, since that is why the rest is gone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from scala_cli.case.events import Event, Kind
from scala_cli.case.replies import WRONG_CHOICE, WRONG_VALUE
from scala_cli.case.state import Case
from scala_cli.facts import platforms
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Field, FieldKind, Step

_ANSWERS = (Kind.ANSWERED, Kind.SKIPPED, Kind.REVISED, Kind.SUPPLEMENTED)
_TEXTS = (Kind.DOCUMENT, Kind.SETTLED)
_KEPT = (Kind.OPENED, Kind.ERASED)
_OURS = ("door", "sha256", "document", "uiterlijk")
"""Keys whose values no person wrote."""
_PERSONS = (FieldKind.PERSON, FieldKind.PERSONS)
_WRITTEN = (FieldKind.LINE, FieldKind.LONG, FieldKind.LINKS, *_PERSONS)
_SHORTEST = 4
"""From how many letters and digits on capitals don't matter: `Bo` is a name, `bo` may be less."""
_FEWEST_LETTERS = 2
_FEWEST_DIGITS = 6
"""Fewer digits without a letter are found in any date."""
_SENTENCE = 3
"""The fewest words by which a sentence is recognised elsewhere."""
_PARTICLES = frozenset(
    ("van", "de", "der", "den", "het", "ten", "ter", "te", "in", "op", "aan", "bij", "uit", "voor",
     "von", "el", "al", "la", "le", "du", "di", "da", "mevr", "mw", "dhr", "meneer", "mevrouw",
     "juf", "meester")
)  # fmt: skip
"""What stands in names and isn't one."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as its words alone: a text made as Markdown has signs of its own between them."""

    exact: str
    folded: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return texts to look in; a phrase never runs on from one into the next."""
        exact = " | ".join(_phrase(text) for text in texts)
        return cls(f" {exact} ", f" {exact.casefold()} ")

    def holds(self, phrase: str) -> bool:
        """Tell whether a phrase stands here, as whole words; a name may have an s behind it."""
        if sum(one.isalnum() for one in phrase) < _SHORTEST:
            return f" {phrase} " in self.exact
        folded = phrase.casefold()
        return f" {folded} " in self.folded or f" {folded}s " in self.folded


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
    every other text in which its words stand; with a text the earlier ones that it took the place
    of. Empty when there is nothing to erase: no such event, one that holds no one's words, or one
    that was erased before.
    """
    found = [event for event in case.events if event.number == number]
    if not found or found[0].content is None or found[0].kind in _KEPT:
        return ()
    if found[0].kind in _TEXTS:
        return tuple(one.number for one in _replaced(case, found[0]))
    if found[0].kind not in _ANSWERS:
        return (number,)
    visit = (found[0].step, found[0].visit)
    answers = [one for one in case.events if _is(one, visit, _ANSWERS)]
    texts = [one for one in case.events if _is(one, visit, _TEXTS)]
    values = {value for one in answers for value in _values(case, one)}
    told = [one for one in case.events if one.kind in _TEXTS and _holds_one_of(case, one, values)]
    return tuple(sorted({one.number for one in (*answers, *texts, *told)}))


def _is(event: Event, visit: tuple[str | None, int | None], kinds: Sequence[Kind]) -> bool:
    return event.kind in kinds and (event.step, event.visit) == visit and event.content is not None


def _replaced(case: Case, text: Event) -> Iterator[Event]:
    """Yield a text, after the earlier ones that would come to light again without it."""
    for event in case.events[: text.number]:
        same = event.said.get("document") == text.said["document"]
        if event is text or (text.step and same and _is(event, (text.step, text.visit), _TEXTS)):
            yield event


def echoes(case: Case, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the other events in which words of these events still stand.

    Also a part of a name, or a sentence of a longer text.
    """
    words = _words(case, numbers)
    return tuple(
        event.number
        for event in case.events
        if event.number not in numbers and _holds_one_of(case, event, words)
    )


def repeats(case: Case, numbers: Sequence[int], text: str) -> bool:
    """Tell whether a text holds words of these events: as a ground it would keep them."""
    said = _Text.of([text])
    return any(said.holds(word) for word in _words(case, numbers))


def _words(case: Case, numbers: Sequence[int]) -> set[str]:
    meant = [event for event in case.events if event.number in numbers]
    return {word for event in meant for word in _told(case, event)}


def _holds_one_of(case: Case, event: Event, words: Iterable[str]) -> bool:
    said = _Text.of(text for _, text in _texts(case, event))
    return any(said.holds(word) for word in words)


def _values(case: Case, event: Event) -> Iterator[str]:
    """Yield what a person filled in, each value whole."""
    yield from _recognisable(case, (_phrase(text) for _, text in _texts(case, event)))


def _told(case: Case, event: Event) -> Iterator[str]:
    """Yield the words by which a person's words are recognised elsewhere.

    Of a text that was made from answers only the answers' words are anyone's.
    """
    texts = list(_texts(case, event))
    if event.kind is Kind.DOCUMENT:
        made = _Text.of(text for _, text in texts)
        answers = (one for one in case.events if one.kind in _ANSWERS)
        yield from (word for one in answers for word in _told(case, one) if made.holds(word))
        return
    yield from _values(case, event)
    for kind, text in texts:
        parts = _names(text) if kind in _PERSONS else _sentences(text)
        yield from _recognisable(case, parts)


def _names(text: str) -> Iterator[str]:
    for word in _phrase(text).split():
        if word[0].isupper() and word.casefold() not in _PARTICLES:
            yield word


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"[.!?;:\n\"'“”‘’]+", text):
        phrase = _phrase(sentence)
        if len(phrase.split()) >= _SENTENCE:
            yield phrase


def _recognisable(case: Case, phrases: Iterable[str]) -> Iterator[str]:
    """Yield the phrases that say something of this case alone, not what any case may hold."""
    for phrase in phrases:
        letters = sum(one.isalpha() for one in phrase)
        digits = sum(one.isdecimal() for one in phrase)
        enough = letters + digits >= (_FEWEST_LETTERS if letters else _FEWEST_DIGITS)
        if enough and not _ordinary(case.graph).holds(phrase):
            yield phrase


def _texts(case: Case, event: Event) -> Iterator[tuple[FieldKind, str]]:
    """Yield what an event says in anyone's words, with what kind of text it is."""
    for key, value in event.said.items():
        if isinstance(value, str) and key not in _OURS:
            yield FieldKind.PERSON if key == "vinder" else FieldKind.LONG, value
    values = event.said.get("velden", {})
    step = case.graph.steps[event.step] if event.step else None
    for field in step.fields if step else ():
        if field.kind in _WRITTEN and field.id in values:
            value = values[field.id]
            for one in value if isinstance(value, list) else [value]:
                yield field.kind, str(one)


@cache
def _ordinary(graph: Graph) -> _Text:
    """Return the words that lie ready in the plans, so that they say nothing of one case."""
    names = [one.name for one in platforms().values()]
    plans = (text for step in graph.steps.values() for text in _step_words(step))
    return _Text.of([WRONG_CHOICE, WRONG_VALUE, *names, *plans])


def _step_words(step: Step) -> Iterator[str]:
    yield from (step.title, step.text, step.actor, *step.skip_reasons)
    yield from (option.title for option in step.options)
    for field in step.fields:
        yield from _field_words(field)


def _field_words(field: Field) -> Iterator[str]:
    yield from (field.title, field.help, *(option.title for option in field.options))


def _phrase(text: str) -> str:
    """Return the words of a text, without what stands between them."""
    return " ".join(re.findall(r"[^\W_]+", text))
