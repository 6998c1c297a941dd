"""The plans that are there to be walked: the program's, and a school's own in their places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scala_cli.plan.check import Among, Known, check_plan, reached
from scala_cli.plan.faults import Fault, Place, WrongPlan, quoted
from scala_cli.plan.model import Plan
from scala_cli.plan.source import Source, read_source


@dataclass(frozen=True, slots=True)
class WrongOwn:
    """An own plan that can't be used, by the id that it seems to have, with all its faults."""

    plan_id: str
    file: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Checked plans by id, and the documents that they were read from.

    `own` gives the file of each plan that is a school's own, `instead` which of those stand in
    the place of the program's. `wrong` are the own ones that can't be used.
    """

    plans: Mapping[str, Plan]
    documents: Mapping[str, Mapping[str, Any]]
    own: Mapping[str, str] = field(default_factory=dict)
    instead: frozenset[str] = frozenset()
    wrong: tuple[WrongOwn, ...] = ()

    def faults_of(self, plan_id: str) -> tuple[Fault, ...]:
        """Return what is wrong with the own plan of this id; nothing when there is none such."""
        return tuple(fault for one in self.wrong if one.plan_id == plan_id for fault in one.faults)


def load_library(files: list[Path], known: Known) -> Library:
    """Read and check these plan files together.

    Raises `WrongPlan` with every fault of all of them.
    """
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    read = [read_source(path) for path in files]
    for source in read:
        other = sources.setdefault(source.plan_id, source)
        if other is not source and source.plan is not None:
            faults.append(_twice(source, other))
    found = checked_together(list(sources.values()), {}, known)
    faults = [*(fault for one in read for fault in found.get(one.file, one.faults)), *faults]
    if faults:
        raise WrongPlan(faults)
    plans = {one.plan_id: one.plan for one in sources.values() if one.plan}
    return Library(plans, {one.plan_id: one.document for one in sources.values()})


def _twice(source: Source, other: Source) -> Fault:
    sentence = f"plan {quoted(source.plan_id)} staat ook in {other.file}; geef het een ander id."
    [fault] = source.located([Fault(source.file, None, sentence, Place(("id",)))])
    return fault


def checked_together(
    sources: Sequence[Source], beside: Mapping[str, Plan], known: Known
) -> dict[str, list[Fault]]:
    """Return the faults of each of these files by its name, in the order of their lines.

    All of them, of form and among the others, are found at once. `beside` are sound plans.
    """
    read = {one.plan_id: one for one in sources if one.plan is not None}
    among = Among(
        {**beside, **{plan_id: one.plan for plan_id, one in read.items() if one.plan}},
        known,
        unrouted={plan_id for plan_id, one in read.items() if not one.routed},
        partial={plan_id for plan_id, one in read.items() if not one.whole},
        unread=len(read) < len(sources),
    )
    found = {}
    for source in sources:
        faults = list(source.faults)
        if source.plan is not None:
            faults += source.located(check_plan(source.plan, among, source.file))
        found[source.file] = sorted(dict.fromkeys(faults), key=lambda fault: fault.line)
    return found


def with_own(shipped: Library, own: Sequence[Source], known: Known) -> Library:
    """Return the program's plans with a school's own beside them, and in their places.

    What is wrong with an own plan is its own: the others, and the program's in its place, can be
    used as if it were not there.
    """
    faults = checked_together(own, shipped.plans, known)
    for source in own:
        faults[source.file] += [
            _twice(source, other)
            for other in own
            if other is not source and other.plan_id == source.plan_id
        ]
    right = {one.plan_id: one for one in own if not faults[one.file]}
    wrong = {one.plan_id for one in own if faults[one.file]}
    checker = _Overlay(shipped, known)
    while fallen := checker.faults(right, wrong):
        for plan_id, found in fallen.items():
            faults[right.pop(plan_id).file] += found
            wrong.add(plan_id)
    return Library(
        {**shipped.plans, **{plan_id: one.plan for plan_id, one in right.items() if one.plan}},
        {**shipped.documents, **{plan_id: one.document for plan_id, one in right.items()}},
        {plan_id: one.file for plan_id, one in right.items()},
        frozenset(right) & frozenset(shipped.plans),
        tuple(
            WrongOwn(one.plan_id, one.file, tuple(faults[one.file]))
            for one in own
            if faults[one.file]
        ),
    )


class _Overlay:
    """Own plans over the program's: what fails once those with faults are gone."""

    def __init__(self, shipped: Library, known: Known) -> None:
        self._shipped = shipped
        self._known = known
        self._sound: set[tuple[object, ...]] = set()

    def faults(self, right: Mapping[str, Source], wrong: Iterable[str]) -> dict[str, list[Fault]]:
        """Return the faults of each own plan that doesn't fit, by its id."""
        own = {plan_id: one.plan for plan_id, one in right.items() if one.plan}
        plans = {**self._shipped.plans, **own}
        among = Among(plans, self._known, unusable=set(wrong))
        found: dict[str, list[Fault]] = {}
        for plan_id, plan in plans.items():
            ways = reached(plan, plans)
            # The same plans as before: nothing new to find, and own plans may be many.
            asked = tuple((one, id(plans[one])) for one in ways)
            if asked in self._sound or not own.keys() & set(ways):
                continue
            file = right[plan_id].file if plan_id in own else plan_id
            faults = check_plan(plan, among, file)
            if not faults:
                self._sound.add(asked)
            elif plan_id in own:
                found.setdefault(plan_id, []).extend(right[plan_id].located(faults))
            else:
                for culprit in own.keys() & set(ways):
                    told = _blamed(faults, plan_id, right[culprit].file)
                    found.setdefault(culprit, []).extend(told)
        return found


def _blamed(faults: Iterable[Fault], plan_id: str, file: str) -> list[Fault]:
    """Return what an own plan makes of one of the program's that hands over to it."""
    return [
        Fault(
            file,
            None,
            f"hierdoor klopt plan {quoted(plan_id)} van het programma niet meer. Daar staat bij "
            f"stap {quoted(fault.step or '')}: {fault.sentence}",
        )
        for fault in faults
    ]
