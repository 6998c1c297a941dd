"""A plan together with every plan it can hand over to, as one graph.

A step is named by its *ref*: its bare id in the plan that the case was opened with,
`plan/stap` in a plan that was handed over to. Refs stand in events, answers and output.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from scala_cli.plan.faults import quoted
from scala_cli.plan.model import DONE, SKIPPED, Field, Option, Plan, Role, Step, StepKind
from scala_cli.text import listing

Choice = tuple[str, ...]
"""What was answered: option ids in plan order, or `("gedaan",)` or `("overgeslagen",)`."""


class Graph:
    """The steps that a case of plan `root` can come to, in plan order.

    Raises `KeyError` when an arrow points to a plan or step that isn't there: check first.
    """

    def __init__(self, root: str, plans: Mapping[str, Plan]) -> None:
        self.root = plans[root]
        found = {root: self.root}
        for plan in _handed_over(self.root, plans):
            found[plan.id] = plan
        self.plans = tuple(found.values())
        self.steps: dict[str, Step] = {
            self._ref(plan.id, step.id): step for plan in self.plans for step in plan.steps
        }
        self.order = {ref: place for place, ref in enumerate(self.steps)}
        self._owner = {
            self._ref(plan.id, step.id): plan.id for plan in self.plans for step in plan.steps
        }
        self._follows: dict[tuple[str, Choice], tuple[str, ...]] = {}

    def _ref(self, plan: str, step: str) -> str:
        return step if plan == self.root.id else f"{plan}/{step}"

    def ref_of(self, ref: str, target: str) -> str:
        """Return the ref of a step by its name as it is written at another one."""
        plan, _, step = target.rpartition("/")
        return self._ref(plan or self._owner[ref], step)

    def _resolve(self, ref: str, targets: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.ref_of(ref, target) for target in targets)

    def plan_of(self, ref: str) -> Plan:
        """Return the plan that a step belongs to."""
        return next(plan for plan in self.plans if plan.id == self._owner[ref])

    def follows(self, ref: str, choice: Choice) -> tuple[str, ...]:
        """Return the steps to which this answer leads."""
        asked = ref, choice
        if asked not in self._follows:
            self._follows[asked] = self._arrows(ref, choice)
        return self._follows[asked]

    def _arrows(self, ref: str, choice: Choice) -> tuple[str, ...]:
        step = self.steps[ref]
        if step.kind is StepKind.ACTION or step.several:
            return self._resolve(ref, step.targets)
        option = step.option(choice[0])
        if option is None:
            raise KeyError(choice[0])
        return self._resolve(ref, option.targets)

    def choices(self, ref: str) -> tuple[Choice, ...]:
        """Return each single answer that a step can get, skipping aside."""
        step = self.steps[ref]
        if step.kind is StepKind.ACTION:
            return ((DONE,),)
        return tuple((option.id,) for option in step.options)

    @cached_property
    def next(self) -> Mapping[str, tuple[str, ...]]:
        """For each step: the steps to which any answer leads, once each."""
        return {
            ref: tuple(dict.fromkeys(chain(*(self.follows(ref, one) for one in self.choices(ref)))))
            for ref in self.steps
        }

    def mask(self, refs: Iterable[str]) -> int:
        """Return a set of steps as bits, by their place in plan order."""
        found = 0
        for ref in refs:
            found |= 1 << self.order[ref]
        return found

    @cached_property
    def reach(self) -> Mapping[str, int]:
        """For each step: as bits, the steps that can still follow from it, by any answers."""
        found: dict[str, int] = {}
        for ring in _rings(self.next):
            # The steps that can all reach one another can reach the same steps.
            own = self.mask(ring) if len(ring) > 1 or ring[0] in self.next[ring[0]] else 0
            for target in chain(*(self.next[ref] for ref in ring)):
                own |= 1 << self.order[target] | found.get(target, 0)
            found.update(dict.fromkeys(ring, own))
        return found

    @cached_property
    def roles(self) -> Mapping[Role, Mapping[str, tuple[Field, ...]]]:
        """Return of each role that there is which fields of which steps have it."""
        found: dict[Role, dict[str, tuple[Field, ...]]] = {}
        for ref, step in self.steps.items():
            for field in step.fields:
                if field.role:
                    at = found.setdefault(field.role, {})
                    at[ref] = (*at.get(ref, ()), field)
        return found

    @cached_property
    def returns(self) -> frozenset[tuple[str, str]]:
        """Return the arrows that lead back to a step on the way to them: there a round begins."""
        found: set[tuple[str, str]] = set()
        done: set[str] = set()
        way: dict[str, Iterator[str]] = {}
        for start in self.steps:
            if start not in done:
                way[start] = iter(self.next[start])
            while way:
                ref, targets = next(reversed(way.items()))
                target = next(targets, None)
                if target is None:
                    done.add(ref)
                    del way[ref]
                elif target in way:
                    found.add((ref, target))
                elif target not in done:
                    way[target] = iter(self.next[target])
        return frozenset(found)

    def reaches(self, ref: str, other: str) -> bool:
        """Tell whether the other step can still follow from the first, by any answers."""
        return bool(self.reach[ref] >> self.order[other] & 1)

    def after(self, ref: str) -> Iterator[str]:
        """Yield the steps that can still follow from this one, in plan order."""
        return (other for other in self.steps if self.reaches(ref, other))


def _rings(follows: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of a graph, each after all that it leads to.

    Tarjan's way, without recursion: a plan may be a long chain.
    """
    met: dict[str, int] = {}
    lowest: dict[str, int] = {}
    kept: list[str] = []
    is_kept: set[str] = set()
    for start in follows:
        ways = [] if start in met else [(start, iter(follows[start]))]
        while ways:
            ref, targets = ways[-1]
            if ref not in met:
                met[ref] = lowest[ref] = len(met)
                kept.append(ref)
                is_kept.add(ref)
            target = next(targets, None)
            if target is None:
                ways.pop()
                if ways:
                    before = ways[-1][0]
                    lowest[before] = min(lowest[before], lowest[ref])
                if lowest[ref] == met[ref]:
                    ring = [kept.pop()]
                    while ring[-1] != ref:
                        ring.append(kept.pop())
                    is_kept.difference_update(ring)
                    yield ring
            elif target not in met:
                ways.append((target, iter(follows[target])))
            elif target in is_kept:
                lowest[ref] = min(lowest[ref], met[target])


def steps_named(name: str, graph: Graph) -> set[str]:
    """Return the steps that a name can mean: one with a plan's name in front is just that."""
    if "/" not in name:
        return {ref for ref in graph.steps if ref.rpartition("/")[2] == name}
    return {ref for ref in graph.steps if name == (ref if "/" in ref else f"{graph.root.id}/{ref}")}


def step_names(graph: Graph) -> list[str]:
    """Return every name by which a step may be meant: by its ref, or by its bare id."""
    return [*graph.steps, *(ref.rpartition("/")[2] for ref in graph.steps)]


_OF_ACTION = ((DONE,), (SKIPPED,))


def allows(step: Step, choice: Choice) -> bool:
    """Tell whether a step can be answered this way."""
    if step.kind is StepKind.ACTION:
        return choice in _OF_ACTION
    if len(choice) == 1:
        return step.option(choice[0]) is not None
    options = [step.option(one) for one in choice]
    if not options or None in options or len(set(choice)) < len(choice):
        return False
    return step.several and not {option.id for option in exclusive(step)} & set(choice)


def exclusive(step: Step) -> list[Option]:
    """Return the options of a step that go with no other."""
    return [option for option in step.options if option.excludes]


def misfit(step: Step) -> str:
    """Return in words why options that are a step's own can't be its answer together."""
    if not step.several:
        return f"stap {quoted(step.id)} krijgt één keuze."
    alone = listing(option.id for option in exclusive(step))
    return f"'{alone}' gaat bij stap {quoted(step.id)} niet samen met een andere keuze."


def goes_with(field: Field, choice: Choice) -> bool:
    """Tell whether a field is asked with an answer."""
    return not field.only_with or any(one in field.only_with for one in choice)


def targets_of(step: Step) -> Iterator[str]:
    """Yield every arrow of a step as written, those of its options included."""
    yield from step.targets
    for option in step.options:
        yield from option.targets


def _handed_over(root: Plan, plans: Mapping[str, Plan]) -> Iterator[Plan]:
    """Yield the other plans that `root` can come to, in the order in which they are named."""
    seen = {root.id}
    queue = [root]
    while queue:
        for step in queue.pop(0).steps:
            for target in targets_of(step):
                other = target.rpartition("/")[0]
                if other and other not in seen:
                    seen.add(other)
                    queue.append(plans[other])
                    yield plans[other]
