"""What a set of plans must satisfy beyond their form, so that every walk of it is sound.

Pure. Every fault is found, each with file, step and a Dutch sentence with a way out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scala_cli.plan.faults import Fault, did_you_mean
from scala_cli.plan.graph import Graph, targets_of
from scala_cli.plan.model import Note, Plan, Step, StepKind


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a plan may refer to: documents with a template, and facts."""

    documents: Collection[str]
    facts: Collection[str]


def check_plans(plans: Mapping[str, Plan], files: Mapping[str, str], known: Known) -> list[Fault]:
    """Return every fault in these plans; `files` gives each plan's file by plan id.

    A plan is checked together with those it hands over to. While an arrow points nowhere
    the routes of that plan can't be followed, so only then are they left unchecked.
    """
    faults = []
    for plan in plans.values():
        broken = list(_references(plan, plans, known))
        faults += [_fault(files, plan.id, step, sentence) for step, sentence in broken]
    for plan in plans.values():
        if not _can_follow(plan, plans):
            continue
        faults += [
            _fault(files, plan.id, step, sentence)
            for step, sentence in _routes(Graph(plan.id, plans))
        ]
    return list(dict.fromkeys(faults))


def _fault(files: Mapping[str, str], plan: str, step: str | None, sentence: str) -> Fault:
    return Fault(files[plan], step, sentence)


def _references(
    plan: Plan, plans: Mapping[str, Plan], known: Known
) -> Iterator[tuple[str | None, str]]:
    for note in plan.emergency:
        yield from ((None, sentence) for sentence in _unknown_facts(note, known))
    for step in plan.steps:
        for target in targets_of(step):
            if sentence := _unknown_target(target, plan, plans):
                yield step.id, sentence
        for document in (*step.documents, *step.offered):
            if document not in known.documents:
                hint = did_you_mean(document, known.documents)
                yield step.id, f"document '{document}' bestaat niet.{hint}"
        for note in step.notes:
            yield from ((step.id, sentence) for sentence in _unknown_facts(note, known))


def _unknown_facts(note: Note, known: Known) -> Iterator[str]:
    for fact in note.facts:
        if fact not in known.facts:
            yield f"feit '{fact}' bestaat niet.{did_you_mean(fact, known.facts)}"


def _unknown_target(target: str, plan: Plan, plans: Mapping[str, Plan]) -> str | None:
    other, _, step = target.rpartition("/")
    owner = plans.get(other) if other else plan
    if owner is None:
        return f"'naar' wijst naar plan '{other}', dat er niet is.{did_you_mean(other, plans)}"
    if step not in owner.index:
        hint = did_you_mean(step, owner.index)
        return f"'naar' wijst naar stap '{target}', die er niet is.{hint}"
    return None


def _can_follow(plan: Plan, plans: Mapping[str, Plan]) -> bool:
    """Tell whether every arrow that this plan can come to points somewhere."""
    seen: set[str] = set()
    ahead = [plan]
    while ahead:
        current = ahead.pop()
        if current.id in seen:
            continue
        seen.add(current.id)
        for step in current.steps:
            for target in targets_of(step):
                if _unknown_target(target, current, plans):
                    return False
                if other := target.rpartition("/")[0]:
                    ahead.append(plans[other])
    return bool(plan.steps)


def _routes(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yield `(step, sentence)` for what is wrong with where the root plan's arrows lead.

    The steps of a plan that it hands over to are looked at when that plan is the root.
    """
    first = graph.root.first.id
    reachable = {first, *graph.reach[first]}
    ending = {ref for ref in graph.steps if _ends(graph, ref)}
    for step in graph.root.steps:
        if step.id not in reachable:
            yield step.id, "kan nooit bereikt worden. Laat een andere stap ernaar wijzen."
        if not ({step.id, *graph.reach[step.id]} & ending):
            yield step.id, "komt nooit bij een einde. Geef een weg naar een stap met naar = []."
        for tracks in _forks(graph, step):
            yield from ((step.id, sentence) for sentence in _fork_faults(graph, step.id, tracks))


def _ends(graph: Graph, ref: str) -> bool:
    return any(not graph.follows(ref, choice) for choice in graph.choices(ref))


def _forks(graph: Graph, step: Step) -> Iterator[tuple[str, ...]]:
    """Yield the tracks of each fork that leaves from a step."""
    choices = graph.choices(step.id)
    if step.kind is StepKind.QUESTION and step.several:
        choices = choices[:1]
    for choice in choices:
        tracks = graph.follows(step.id, choice)
        if len(tracks) > 1:
            yield tracks


def _fork_faults(graph: Graph, fork: str, tracks: Sequence[str]) -> Iterator[str]:
    """Yield what makes the order in which tracks are walked matter.

    Two tracks join only at a waiting step that both can reach: that one holds back whoever
    is first. Anything else that both can reach would be entered once or twice, depending.
    """
    for one, other in combinations(tracks, 2):
        both = {one, *graph.reach[one]} & {other, *graph.reach[other]}
        joins = {ref for ref in both if graph.steps[ref].waits}
        alone_one, alone_other = _until(graph, one, joins), _until(graph, other, joins)
        if fork in alone_one | alone_other:
            yield (
                f"heeft sporen '{one}' en '{other}', en een ervan gaat terug tot voorbij de "
                "splitsing. Breng de sporen eerst samen in een stap met wacht = true."
            )
            continue
        for ref in sorted(alone_one & alone_other, key=graph.order.__getitem__):
            yield (
                f"heeft sporen '{one}' en '{other}', die allebei bij '{ref}' kunnen komen. "
                "Breng ze eerst samen in een stap met wacht = true."
            )
            break


def _until(graph: Graph, start: str, joins: set[str]) -> set[str]:
    """Return the steps from `start` on, not going past the joins; the joins not included."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        ref = ahead.pop()
        if ref in found or ref in joins:
            continue
        found.add(ref)
        for choice in graph.choices(ref):
            ahead.extend(graph.follows(ref, choice))
    return found
