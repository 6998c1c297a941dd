"""What a set of plans must satisfy beyond their form, so that every walk of it is sound.

Pure. Every fault is found, each with file, step and a Dutch sentence with a way out.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scala_cli.plan.faults import Fault, Hints, Path, Place, hint_of, quoted
from scala_cli.plan.graph import Graph
from scala_cli.plan.meaning import meaning_faults
from scala_cli.plan.model import Note, Plan, Step
from scala_cli.plan.routes import route_faults
from scala_cli.plan.terms import misnamed, term_faults
from scala_cli.text import listing


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a plan may refer to: documents with a template, facts, reasons for closing.

    `own_letters` gives the school's own letters; it is asked only when a plan names a document
    that isn't one of the program's. `program_name` tells of a field's id why no field can be called
    so, as letters have a value of the program's by that name; nothing where one can.
    """

    documents: Collection[str]
    facts: Collection[str]
    reasons: Collection[str] = ()
    own_letters: Callable[[], Collection[str]] = tuple
    program_name: Callable[[str], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Among:
    """The plans by id among which one is checked, and what is known of those with faults.

    The arrows of `unrouted` plans aren't known for certain, nor are all the steps of `partial`
    ones. `unusable` can't be handed over to. With `unread` there are others whose names aren't
    known.
    """

    plans: Mapping[str, Plan]
    known: Known
    unrouted: Collection[str] = ()
    partial: Collection[str] = ()
    unusable: Collection[str] = ()
    unread: bool = False
    hints: Hints = field(default_factory=Hints)


def check_plan(plan: Plan, among: Among, file: str) -> list[Fault]:
    """Return every fault of a plan among others, as it stands in `file`.

    A plan is checked together with those it hands over to. An arrow that points nowhere is
    taken to point where it was probably meant to, or left out, so that the other routes can
    be followed. A plan that can come to one whose arrows aren't known for certain has only its
    references checked.
    """
    references = _References(plan, among)
    known = [among.plans[one] for one in reached(plan, among.plans)]
    broken = [*references.broken(), *meaning_faults(plan, known)]
    faults = [Fault(file, step, sentence, place) for step, sentence, place in broken]
    if not plan.steps:
        return faults
    mended = references.mended_all()
    graph = Graph(plan.id, mended)
    doubtful = {*among.unrouted, *among.partial}
    if any(one.id in doubtful or _leaves(one, among) for one in graph.plans):
        return list(dict.fromkeys(faults))
    at = {step.id: number for number, step in enumerate(plan.steps)}
    for step, sentence in route_faults(graph):
        faults.append(Fault(file, step, sentence, Place(("stap", at[step]))))
    # What isn't there can't be reached either, and that is said already.
    told = {place for _, _, place in broken}
    found = term_faults(graph, among.hints, references.comes_from)
    faults += [Fault(file, *one) for one in found if one[2] not in told]
    return list(dict.fromkeys(faults))


def arrows(plan: Plan) -> Iterator[tuple[Step, Path, str]]:
    """Yield each arrow of a plan: its step, where in the file its list is, and where it leads."""
    for number, step in enumerate(plan.steps):
        for target in step.targets:
            yield step, ("stap", number, "naar"), target
        for place, option in enumerate(step.options):
            for target in option.targets:
                yield step, ("stap", number, "opties", place, "naar"), target


def reached(plan: Plan, plans: Mapping[str, Plan]) -> list[str]:
    """Return the ids of the plans that a plan can come to, its own first, as far as they exist."""
    found = {plan.id: plan}
    ahead = [plan]
    while ahead:
        for _, _, target in arrows(ahead.pop(0)):
            other = target.rpartition("/")[0]
            if other and other not in found and other in plans:
                found[other] = plans[other]
                ahead.append(plans[other])
    return list(found)


def _leaves(plan: Plan, among: Among) -> bool:
    """Tell whether a plan may hand over to one that couldn't be read."""
    if not among.unread:
        return False
    others = {target.rpartition("/")[0] for _, _, target in arrows(among.plans[plan.id])}
    return any(other and other not in among.plans for other in others)


_Broken = tuple[str | None, str, Place]


_REASONS: Path = ("sluitredenen",)
_LISTED = 12
"""The most steps of another plan that a sentence names."""


def _steps_of(plan: Plan) -> str:
    """Return which steps there are in a plan that has another one's arrow pointing at it."""
    named = [quoted(one) for one in plan.index]
    more = ", …" if len(named) > _LISTED else ""
    return f"Plan {quoted(plan.id)} heeft: {', '.join(named[:_LISTED])}{more}."


class _References:
    """What a plan names, against what there is."""

    def __init__(self, plan: Plan, among: Among) -> None:
        self._plan = plan
        self._among = among
        # One wrong name may stand in thousands of steps.
        self._told: dict[tuple[str, str], str | None] = {}
        self._meant: dict[tuple[str, str], str | None] = {}

    def broken(self) -> Iterator[_Broken]:
        """Yield step, sentence and place for each name of something that isn't there."""
        for number, note in enumerate(self._plan.emergency):
            yield from self._facts(None, note, ("spoedregels", number))
        if self._plan.id not in self._among.partial:
            for step, path, target in arrows(self._plan):
                if sentence := self._unknown_target("naar", target):
                    yield step.id, sentence, Place(path, target)
        for one in self._plan.reasons:
            if one not in self._among.known.reasons:
                hint = self._among.hints.did_you_mean(one, self._among.known.reasons)
                fits = listing(self._among.known.reasons, "of")
                sentence = f"sluitreden {quoted(one)} bestaat niet; kies uit {fits}.{hint}"
                yield None, sentence, Place(_REASONS, one)
        for number, keeping in enumerate(self._plan.keeping):
            yield from self._facts(None, keeping.note, ("bewaren", number))
        for number, step in enumerate(self._plan.steps):
            yield from self._named_in(step, ("stap", number))

    def _named_in(self, step: Step, path: Path) -> Iterator[_Broken]:
        for key, documents in (("documenten", step.documents), ("aangeboden", step.offered)):
            for one in documents:
                if not self._is_document(one):
                    yield step.id, self._unknown_document(one), Place((*path, key), one)
        for number, field_ in enumerate(step.fields):
            if sentence := self._among.known.program_name(field_.id):
                yield step.id, sentence, Place((*path, "velden", number))
        for number, note in enumerate(step.notes):
            yield from self._facts(step.id, note, (*path, "aandacht", number))
        if step.term:
            yield from self._facts(step.id, step.term.note, (*path, "termijn"))
            yield from self._term(step, (*path, "termijn"))

    def _term(self, step: Step, path: Path) -> Iterator[_Broken]:
        for sentence, place in misnamed(
            step, path, self._step, self._unknown_target, self._among.hints
        ):
            yield step.id, sentence, place

    def _step(self, name: str) -> Step | None:
        other, _, step = name.rpartition("/")
        owner = self._among.plans.get(other) if other else self._plan
        return owner.index.get(step) if owner else None

    def _is_document(self, name: str) -> bool:
        known = self._among.known
        return name in known.documents or name in known.own_letters()

    def _facts(self, step: str | None, note: Note, path: Path) -> Iterator[_Broken]:
        for fact in note.facts:
            if fact not in self._among.known.facts:
                hint = self._among.hints.did_you_mean(fact, self._among.known.facts)
                yield (
                    step,
                    f"feit {quoted(fact)} bestaat niet.{hint}",
                    Place((*path, "feiten"), fact),
                )

    def _unknown_document(self, name: str) -> str:
        known = self._among.known
        names = sorted({*known.documents, *known.own_letters()})
        hint = self._among.hints.did_you_mean(name, names)
        return f"document {quoted(name)} bestaat niet.{hint}"

    def _unknown_target(self, key: str, target: str) -> str | None:
        """Return what is wrong with a step as named under a key."""
        if (key, target) not in self._told:
            self._told[key, target] = self._sentence(key, target)
        return self._told[key, target]

    def _sentence(self, key: str, target: str) -> str | None:
        among = self._among
        names = "'naar' wijst naar" if key == "naar" else f"{quoted(key)} noemt"
        other, _, step = target.rpartition("/")
        owner = among.plans.get(other) if other else self._plan
        flawed = f" Het eigen plan {quoted(other)} heeft fouten." if other in among.unusable else ""
        if owner is None:
            if flawed:
                return f"{names} plan {quoted(other)}, dat zelf fouten heeft."
            if among.unread:
                return None
            hint = among.hints.did_you_mean(other, among.plans)
            return f"{names} plan {quoted(other)}, dat er niet is.{hint}"
        if step in owner.index or owner.id in among.partial:
            return None
        near = among.hints.nearest(step, owner.index)
        hint = hint_of(target, f"{other}/{near}" if other and near else near)
        listed = f" {_steps_of(owner)}" if other and not hint else ""
        return f"{names} stap {quoted(target)}, die er niet is.{hint}{listed}{flawed}"

    def comes_from(self, at: str, step: str) -> bool:
        """Tell whether another plan, handing over to this one, leads from its step to one here."""
        other, _, there = at.rpartition("/")
        plans = self._among.plans
        if other not in plans or self._plan.id not in reached(plans[other], plans):
            return False
        graph = Graph(other, _References(plans[other], self._among).mended_all())
        return there in graph.steps and graph.reaches(there, f"{self._plan.id}/{step}")

    def mended_all(self) -> dict[str, Plan]:
        """Return the plans that this one can come to, without arrows that point nowhere."""
        plans = self._among.plans
        return {one: self._mended(plans[one]) for one in reached(self._plan, plans)}

    def _mended(self, plan: Plan) -> Plan:
        def mend(targets: tuple[str, ...]) -> tuple[str, ...]:
            found = (self._meant_by(target, plan) for target in targets)
            return tuple(dict.fromkeys(target for target in found if target is not None))

        if all(self._meant_by(target, plan) == target for _, _, target in arrows(plan)):
            return plan
        steps = tuple(
            replace(
                step,
                targets=mend(step.targets),
                options=tuple(replace(one, targets=mend(one.targets)) for one in step.options),
            )
            for step in plan.steps
        )
        return replace(plan, steps=steps, index={step.id: step for step in steps})

    def _meant_by(self, target: str, plan: Plan) -> str | None:
        asked = plan.id, target
        if asked not in self._meant:
            self._meant[asked] = self._guess(target, plan)
        return self._meant[asked]

    def _guess(self, target: str, plan: Plan) -> str | None:
        other, _, step = target.rpartition("/")
        owner = self._among.plans.get(other) if other else plan
        if owner is None or step in owner.index:
            return target if owner else None
        near = self._among.hints.nearest(step, owner.index)
        return f"{other}/{near}" if other and near else near
