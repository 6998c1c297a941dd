"""What a term counts from and what ends it, among the steps of a graph. Pure.

A name is as its author wrote it: `veld`, `stap.veld` and `stap:optie`, a step of another plan as
`plan/stap`. Whether it names anything is seen to here too; what a case makes of it is not.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from scala_cli.plan.faults import Hints, Path, Place, quoted
from scala_cli.plan.fields import TIMES
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import DONE, SKIPPED, Field, Step, StepKind, Term
from scala_cli.plan.notes import NOT_LATER
from scala_cli.plan.wording import basis_of, note_of
from scala_cli.text import listing

Faults = Iterator[tuple[str, Place]]


class Start(NamedTuple):
    """The field from which a term runs, or on whose day it ends; empty: the step's own day.

    `steps` are those that may hold it: more than one only where a plan was never checked.
    """

    steps: tuple[str, ...]
    field: str


class End(NamedTuple):
    """A step that ends a term; `choice` is by which answer, empty: by any but skipping."""

    step: str
    choice: str


class Timing(NamedTuple):
    """How a term runs: from what, what ends it, and in words what it rests on."""

    start: Start
    ends: tuple[End, ...]
    source: str


def start_of(graph: Graph, ref: str, term: Term) -> Start:
    """Return from what the term of a step runs."""
    named = term.on or term.since
    at, _, field = named.rpartition(".")
    if at:
        step = graph.ref_of(ref, at)
        return Start((step,) if step in graph.steps else (), field)
    if not field or graph.steps[ref].field(field):
        return Start((ref,), field)
    before = [
        one for one, step in graph.steps.items() if _day(step, field) and graph.reaches(one, ref)
    ]
    plan = graph.plan_of(ref)
    own = [one for one in before if graph.plan_of(one) is plan]
    return Start(tuple(own or before), field)


def _day(step: Step, field: str) -> Field | None:
    found = step.field(field)
    return found if found and found.kind in TIMES else None


@lru_cache(1024)
def timing(graph: Graph, ref: str) -> Timing:
    """Return how the term that a step starts runs; an end that can't be come to is left out."""
    term = graph.steps[ref].term
    assert term
    ends = (End(graph.ref_of(ref, at), choice) for at, choice in map(_parted, term.until))
    return Timing(
        start_of(graph, ref, term),
        tuple(one for one in ends if one.step in graph.steps),
        basis_of(note_of(term)),
    )


def _parted(until: str) -> tuple[str, str]:
    at, _, choice = until.partition(":")
    return at, choice


class Beside:
    """Which steps of a graph can be on tracks side by side; sets of steps are bits."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        ways = (graph.follows(ref, choice) for ref in graph.steps for choice in graph.choices(ref))
        self._forks = [
            [graph.mask([one]) | graph.reach[one] for one in tracks]
            for tracks in dict.fromkeys(ways)
            if len(tracks) > 1
        ]

    def beside(self, ref: str) -> int:
        """Return the steps on tracks beside a step's.

        Of some fork one track comes to the step and another to them, and neither to the other.
        """
        own = self._graph.mask([ref])
        found = 0
        for tracks in self._forks:
            to = sum(1 for track in tracks if track & own)
            for track in tracks if to else ():
                if to > 1 or not track & own:
                    found |= track
        before = self._graph.mask(one for one in self._graph.steps if self._graph.reaches(one, ref))
        return found & ~(self._graph.reach[ref] | before | own)


ComesFrom = Callable[[str, str], bool]
"""Tells whether from a step of another plan, as `plan/stap`, one comes to a step of this one."""


def term_faults(
    graph: Graph, hints: Hints, comes_from: ComesFrom
) -> Iterator[tuple[str, str, Place]]:
    """Yield `(step, sentence, place)` for each term of the root plan that can't start or end.

    A step that isn't there is one that can't be reached: see `misnamed`.
    """
    tracks = Beside(graph)
    for number, step in enumerate(graph.root.steps):
        if term := step.term:
            path: Path = ("stap", number, "termijn")
            named = term.on or term.since
            if named and not comes_from(named.rpartition(".")[0], step.id):
                for sentence, place in _starts(graph, step, term, path, hints):
                    yield step.id, sentence, place
            for sentence, place in _ends(graph, tracks, step, path):
                yield step.id, sentence, place


def _starts(graph: Graph, step: Step, term: Term, path: Path, hints: Hints) -> Faults:
    named = term.on or term.since
    key = "op" if term.on else "vanaf"
    place = Place((*path, key))
    start = start_of(graph, step.id, term)
    if len(start.steps) > 1:
        ways = listing((quoted(f"{one}.{start.field}") for one in start.steps), "of")
        yield f"'{key}' noemt {quoted(named)}, en meer stappen hebben dat. Schrijf {ways}.", place
        return
    at = start.steps[0] if start.steps else ""
    if not at or (at != step.id and not graph.reaches(at, step.id)):
        hint = "" if at else _near(graph, step, named, hints)
        yield f"{_no_start(key, named)}{hint}", place
    elif term.on and "." not in named and at != step.id:
        yield from _later(graph.steps[at].field(start.field), named, place)


def _later(field: Field | None, named: str, place: Place) -> Faults:
    if field and not field.may_be_later:
        yield f"'op' noemt {quoted(named)}. {NOT_LATER}", place


def _no_start(key: str, named: str) -> str:
    if "." in named:
        return (
            f"'{key}' noemt {quoted(named)}, en van die stap komt u nooit bij deze: de termijn zou "
            "nooit beginnen. Kies een veld van deze stap, of van een stap ervoor."
        )
    return (
        f"'{key}' noemt {quoted(named)}; deze stap en die ervoor hebben geen datum of moment met "
        "die id: de termijn zou nooit beginnen."
    )


def _near(graph: Graph, step: Step, named: str, hints: Hints) -> str:
    """Return which field was probably meant, of the step itself and those before it."""
    known = {
        field.id
        for ref, other in graph.steps.items()
        if ref == step.id or graph.reaches(ref, step.id)
        for field in other.fields
        if field.kind in TIMES
    }
    return hints.did_you_mean(named, sorted(known))


def _ends(graph: Graph, tracks: Beside, step: Step, path: Path) -> Faults:
    beside: int | None = None
    for named in step.term.until if step.term else ():
        at = graph.ref_of(step.id, _parted(named)[0])
        if at in graph.order and at != step.id:
            if graph.reaches(step.id, at):
                continue
            beside = tracks.beside(step.id) if beside is None else beside
            if beside >> graph.order[at] & 1:
                continue
        why = "die na deze stap niet meer komt"
        if at == step.id:
            why = "de stap zelf: de termijn eindigt dan op het moment dat hij begint"
        elif at in graph.order and graph.reaches(at, step.id):
            why = "die aan deze stap voorafgaat: de termijn eindigt dan voordat hij begint"
        way_out = "Kies een stap die hierna komt, of op een spoor ernaast."
        yield f"'tot' noemt {quoted(named)}, {why}. {way_out}", Place((*path, "tot"), named)


Unknown = Callable[[str, str], str | None]
"""Gives, for a key and a step as named under it, what is wrong with that name; None: nothing."""


def misnamed(
    step: Step, path: Path, find: Callable[[str], Step | None], unknown: Unknown, hints: Hints
) -> Faults:
    """Yield a sentence and its place for each name in a step's term of what isn't there.

    `find` gives a step by its name, and None for one that isn't there or isn't known.
    """
    term = step.term
    if term is None:
        return
    for named in term.until:
        at, choice = _parted(named)
        place = Place((*path, "tot"), named)
        if said := unknown("tot", at):
            yield said, place
        elif (other := find(at)) and (choice or ":" in named):
            yield from _no_choice(other, at, choice, place, hints)
    for key, named in (("vanaf", term.since), ("op", term.on)):
        at = named.rpartition(".")[0]
        if not at:
            continue
        place = Place((*path, key))
        if said := unknown(key, at):
            yield said, place
        elif other := find(at):
            yield from _no_field(other, key, named, place, hints)


def _no_choice(other: Step, at: str, choice: str, place: Place, hints: Hints) -> Faults:
    known = [DONE, SKIPPED]
    if other.kind is StepKind.QUESTION:
        known = [option.id for option in other.options]
    if choice not in known:
        hint = (
            hints.did_you_mean(choice, known) or f" Kies uit {listing(map(quoted, known), 'of')}."
        )
        yield (
            f"'tot' noemt {quoted(choice)}; dat is geen antwoord van stap {quoted(at)}.{hint}",
            place,
        )


def _no_field(other: Step, key: str, named: str, place: Place, hints: Hints) -> Faults:
    at, _, field = named.rpartition(".")
    if not _day(other, field):
        hint = hints.did_you_mean(field, [one.id for one in other.fields if one.kind in TIMES])
        kind = f"dat is geen datum of moment van stap {quoted(at)}"
        yield f"'{key}' noemt {quoted(field)}; {kind}.{hint}", place
    elif key == "op":
        yield from _later(other.field(field), named, place)
