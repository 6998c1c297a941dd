"""What a set of plans must satisfy beyond their form, so that every walk of it is sound.

Pure. Every fault is found, each with file, step and a Dutch sentence with a way out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from scala_cli.plan.faults import Fault, Hints, quoted
from scala_cli.plan.graph import Graph, targets_of
from scala_cli.plan.model import Note, Plan
from scala_cli.plan.routes import route_faults


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a plan may refer to: documents with a template, and facts."""

    documents: Collection[str]
    facts: Collection[str]


def check_plans(
    plans: Mapping[str, Plan],
    files: Mapping[str, str],
    known: Known,
    unrouted: Collection[str] = (),
) -> list[Fault]:
    """Return every fault in these plans; `files` gives each plan's file by plan id.

    A plan is checked together with those it hands over to. An arrow that points nowhere is
    taken to point where it was probably meant to, or left out, so that the other routes can
    be followed. A plan that can come to one of `unrouted` (whose arrows aren't known for
    certain) has only its references checked.
    """
    faults = []
    hints = Hints()
    for plan in plans.values():
        broken = list(_References(plans, known, hints).broken(plan))
        faults += [_fault(files, plan.id, step, sentence) for step, sentence in broken]
    mended = {plan.id: _mended(plan, plans, hints) for plan in plans.values()}
    for plan in mended.values():
        if not plan.steps:
            continue
        graph = Graph(plan.id, mended)
        if any(other.id in unrouted for other in graph.plans):
            continue
        faults += [_fault(files, plan.id, step, sentence) for step, sentence in route_faults(graph)]
    return list(dict.fromkeys(faults))


def _fault(files: Mapping[str, str], plan: str, step: str | None, sentence: str) -> Fault:
    return Fault(files[plan], step, sentence)


@dataclass(frozen=True, slots=True)
class _References:
    """What a plan names, against what there is."""

    plans: Mapping[str, Plan]
    known: Known
    hints: Hints

    def broken(self, plan: Plan) -> Iterator[tuple[str | None, str]]:
        """Yield `(step, sentence)` for each name of something that isn't there."""
        for note in plan.emergency:
            yield from ((None, sentence) for sentence in self.unknown_facts(note))
        for step in plan.steps:
            for target in targets_of(step):
                if sentence := self.unknown_target(target, plan):
                    yield step.id, sentence
            for document in (*step.documents, *step.offered):
                if document not in self.known.documents:
                    hint = self.hints.did_you_mean(document, self.known.documents)
                    yield step.id, f"document {quoted(document)} bestaat niet.{hint}"
            for note in (*step.notes, *([step.term.note] if step.term else [])):
                yield from ((step.id, sentence) for sentence in self.unknown_facts(note))

    def unknown_facts(self, note: Note) -> Iterator[str]:
        for fact in note.facts:
            if fact not in self.known.facts:
                hint = self.hints.did_you_mean(fact, self.known.facts)
                yield f"feit {quoted(fact)} bestaat niet.{hint}"

    def unknown_target(self, target: str, plan: Plan) -> str | None:
        other, _, step = target.rpartition("/")
        owner = self.plans.get(other) if other else plan
        if owner is None:
            hint = self.hints.did_you_mean(other, self.plans)
            return f"'naar' wijst naar plan {quoted(other)}, dat er niet is.{hint}"
        if step not in owner.index:
            hint = self.hints.did_you_mean(step, owner.index)
            return f"'naar' wijst naar stap {quoted(target)}, die er niet is.{hint}"
        return None


def _mended(plan: Plan, plans: Mapping[str, Plan], hints: Hints) -> Plan:
    """Return the plan without arrows that point nowhere."""

    def mend(targets: tuple[str, ...]) -> tuple[str, ...]:
        found = (_meant(target, plan, plans, hints) for target in targets)
        return tuple(dict.fromkeys(target for target in found if target is not None))

    steps = tuple(
        replace(
            step,
            targets=mend(step.targets),
            options=tuple(replace(option, targets=mend(option.targets)) for option in step.options),
        )
        for step in plan.steps
    )
    return replace(plan, steps=steps, index={step.id: step for step in steps})


def _meant(target: str, plan: Plan, plans: Mapping[str, Plan], hints: Hints) -> str | None:
    other, _, step = target.rpartition("/")
    owner = plans.get(other) if other else plan
    if owner is None or step in owner.index:
        return target if owner else None
    near = hints.nearest(step, owner.index)
    return f"{other}/{near}" if other and near else near
