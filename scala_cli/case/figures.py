"""A school year in figures, for board and MR: no names, and no number that points at one case.

What each group may show is in `masking`. Cases of plans that can come to one another are told
together, others apart. A group about one kind of poster is hidden when the number of those is.
Whether a statement was posted follows in the protocol from how people reacted, so that group is
shown only where nothing of the reactions and measures is hidden. With fewer than three cases
nothing is shown but that. Two overviews of the same year made on different days may still give
something away together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scala_cli.case.durations import middle, until_action, until_closed
from scala_cli.case.masking import FEW, FEWEST, masked
from scala_cli.case.outcomes import (
    NO_STATEMENT,
    NOT_POSTED,
    POSTED,
    REACTIONS,
    counts_as,
    has_statement,
    measures,
    statement_said,
)
from scala_cli.case.people import poster
from scala_cli.case.school_year import SchoolYear
from scala_cli.case.state import Case
from scala_cli.facts import platforms
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Count, Poster, Role, Step

_TOO_FEW = "Niet getoond: het zijn te weinig dossiers. Zo is niet te zien om welk dossier het gaat."
_WITH_REACTIONS = "Niet getoond: samen met de reacties was een klein aantal uit te rekenen."
_NOT_DECIDED = "geen besluit hierover vastgelegd"
_NOT_KNOWN = "nog niet bekend"
_POSTERS = {Poster.CHILD: "Kind", Poster.ADULT: "Volwassene", Poster.EMPLOYEE: "Medewerker"}


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together, as they may be shown; without rows the remark says why.

    With neither it opens the part of one kind of plan: the groups of that part are of `level` 2.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    unit: str = "aantal"
    level: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """A school year as it may be shown."""

    year: SchoolYear
    cases: str
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class _Counted:
    title: str
    rows: Mapping[str, int] = field(default_factory=dict)


def figures(cases: Iterable[Case], year: SchoolYear) -> Figures:
    """Return the figures of the cases that were opened in a school year; also those erased."""
    meant = [case for case in cases if year.holds(case)]
    if len(meant) < FEWEST:
        remark = (Group("Cijfers", remark=_TOO_FEW),) if meant else ()
        return Figures(year, FEW if meant else "0", remark)
    families = _families(meant)
    groups = _groups(meant) if len(families) == 1 else _by_family(families)
    return Figures(year, str(len(meant)), tuple(groups))


def _families(cases: Sequence[Case]) -> list[list[Case]]:
    """Return the cases of plans that can come to one another together."""
    found: list[tuple[set[str], list[Case]]] = []
    for case in cases:
        plans = {plan.id for plan in case.graph.plans}
        near = [one for one in found if one[0] & plans]
        found = [one for one in found if not one[0] & plans]
        joined = plans.union(*(ids for ids, _ in near))
        found.append((joined, [*(one for _, ones in near for one in ones), case]))
    return [ones for _, ones in found]


def _by_family(families: Sequence[Sequence[Case]]) -> Iterator[Group]:
    """Yield how many cases of each kind of plan there are, and the groups of each that is shown."""
    named = sorted(((_name(ones), ones) for ones in families), key=lambda one: one[0])
    labels = [name for name, _ in named]
    every = [name for name, ones in named for _ in ones]
    yield (counts := _shown(_counted("Stappenplan", labels, every)))
    shown = {label for label, words in counts.rows if words.isdecimal()}
    for name, ones in named:
        if name not in shown:
            yield Group(name, remark=_TOO_FEW)
            continue
        yield Group(name)
        for group in _groups(ones):
            yield replace(group, level=2)


def _name(cases: Sequence[Case]) -> str:
    """Return what cases of plans that belong together are called: as the plan most begin with."""
    [(plan_id, _)] = Counter(case.graph.root.id for case in cases).most_common(1)
    return next(case.graph.root.title for case in cases if case.graph.root.id == plan_id)


def _groups(cases: Sequence[Case]) -> Iterator[Group]:
    yield _shown(_counted("Stand", ["open", "gesloten"], (one.status for one in cases)))
    if any(Role.PLATFORM in case.graph.roles for case in cases):
        yield _shown(_counted("Platform", [], map(_platform, cases)))
    if any(_knows_posters(case.graph) for case in cases):
        labels = _POSTERS.values()
        yield (posters := _shown(_counted("Wie plaatste het?", labels, map(_who, cases))))
        outcomes = list(_by_poster(cases, posters))
        complete = all(map(_is_complete, (posters, *outcomes)))
    else:
        outcomes = [_shown(counted) for counted in _outcomes(cases, None)]
        complete = all(map(_is_complete, outcomes))
    yield from outcomes
    if any(map(has_statement, cases)):
        yield _statements(cases, complete=complete)
    yield Group(
        "Hoe lang het duurde (de middelste waarde)",
        (
            ("Van melding tot eerste handeling", middle([until_action(one) for one in cases])),
            ("Van melding tot sluiten", middle([until_closed(one) for one in cases])),
        ),
        unit="duur",
    )


def _knows_posters(graph: Graph) -> bool:
    return any(
        plan.poster or any(option.poster for step in plan.steps for option in step.options)
        for plan in graph.plans
    )


def _by_poster(cases: Sequence[Case], posters: Group) -> Iterator[Group]:
    """Yield how people reacted and what was decided, by who posted; as far as that is shown."""
    seen = {label: words.isdecimal() for label, words in posters.rows}
    for kind, title in _POSTERS.items() if seen else ():
        for counted in _outcomes([case for case in cases if poster(case) is kind], kind):
            named = f"{title}: {counted.title[:1].lower()}{counted.title[1:]}"
            told = _Counted(named, counted.rows)
            yield _shown(told) if seen[title] else Group(named, remark=_TOO_FEW)


def _outcomes(cases: Sequence[Case], kind: Poster | None) -> Iterator[_Counted]:
    """Yield how people reacted and what was decided, for the cases of one kind of poster."""
    reactions: dict[str, tuple[dict[str, None], list[str]]] = {}
    measures_known: dict[str, None] = {}
    for case in cases:
        last = {one.visit.step: case.said(one) for one in case.standing}
        for ref, step in _of_kind(case.graph, kind):
            if counts_as(step, REACTIONS):
                titles, said = reactions.setdefault(step.title, ({}, []))
                titles |= dict.fromkeys(option.title for option in step.options)
                said.append(last.get(ref, _NOT_KNOWN))
            taken = (one.title for one in step.options if one.counts is Count.MEASURE)
            measures_known |= dict.fromkeys(taken)
    for title, (titles, said) in reactions.items():
        yield _counted(title, titles, said)
    if measures_known:
        decided = (title for case in cases for title in measures(case) or [_NOT_DECIDED])
        yield _counted("Maatregelen", measures_known, decided)


def _of_kind(graph: Graph, kind: Poster | None) -> Iterator[tuple[str, Step]]:
    """Yield the steps by ref that come once it is known who posted, of this kind; None: all."""
    begins = {
        target
        for ref, step in graph.steps.items()
        for option in step.options
        if option.poster is kind
        for target in graph.follows(ref, (option.id,))
    }
    for ref, step in graph.steps.items():
        own = kind is None or graph.plan_of(ref).poster is kind
        if own or ref in begins or any(graph.reaches(one, ref) for one in begins):
            yield ref, step


def _statements(cases: Sequence[Case], *, complete: bool) -> Group:
    title = "Statement"
    if not complete:
        return Group(title, remark=_WITH_REACTIONS)
    said = (one for one in map(statement_said, cases) if one != NO_STATEMENT)
    return _shown(_counted(title, [POSTED, NOT_POSTED], said))


def _is_complete(group: Group) -> bool:
    return bool(group.rows) and all(words.isdecimal() for _, words in group.rows)


def _counted(title: str, labels: Iterable[str], found: Iterable[str]) -> _Counted:
    """Return how often each label was found, those asked for in front."""
    counted = Counter(found)
    rest = sorted((one for one in counted if one), key=lambda one: (-counted[one], one))
    return _Counted(title, {label: counted[label] for label in [*labels, *rest]})


def _who(case: Case) -> str:
    kind = poster(case)
    return _POSTERS[kind] if kind else _NOT_KNOWN


def _platform(case: Case) -> str:
    known = platforms().get(case.platform or "")
    return known.name if known else "niet (meer) bekend"


def _shown(group: _Counted) -> Group:
    """Return the numbers of a group as they may be shown."""
    words = masked(tuple(group.rows.values()))
    if words is None:
        return Group(group.title, remark=_TOO_FEW)
    return Group(group.title, tuple(zip(group.rows, words, strict=True)))
