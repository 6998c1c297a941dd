"""A school year in figures, for board and MR: no names, and no number that points at one case.

What each group may show is in `masking`. A group about one kind of poster is hidden when the
number of those is. Whether a statement was posted follows in the protocol from how people
reacted, so that group is shown only where nothing of the reactions and measures is hidden. With
fewer than three cases nothing is shown but that. Two overviews of the same year made on different
days may still give something away together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scala_cli.case.durations import middle, until_action, until_closed
from scala_cli.case.masking import FEW, FEWEST, masked
from scala_cli.case.outcomes import (
    ADULT,
    CHILD,
    MEASURES,
    NO_STATEMENT,
    NOT_POSTED,
    POSTED,
    STAFF,
    chosen_titles,
    measures,
    poster,
    statement_said,
    step_of,
)
from scala_cli.case.school_year import SchoolYear
from scala_cli.case.state import Case
from scala_cli.facts import platforms

_TOO_FEW = "Niet getoond: het zijn te weinig dossiers. Zo is niet te zien om welk dossier het gaat."
_WITH_REACTIONS = "Niet getoond: samen met de reacties was een klein aantal uit te rekenen."
_NOT_DECIDED = "geen besluit hierover vastgelegd"
_NOT_KNOWN = "nog niet bekend"
_POSTERS = {CHILD: "Kind", ADULT: "Volwassene", STAFF: "Medewerker"}
_REACTIONS = (
    ("reactie-kind", CHILD),
    ("reactie-ouders", CHILD),
    ("reactie-volwassene", ADULT),
    ("reactie-medewerker", STAFF),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together, as they may be shown; without rows the remark says why."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    unit: str = "aantal"


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
    return Figures(year, str(len(meant)), tuple(_groups(meant)))


def _groups(cases: Sequence[Case]) -> Iterator[Group]:
    yield _shown(_counted("Stand", ["open", "gesloten"], (one.status for one in cases)))
    yield _shown(_counted("Platform", [], map(_platform, cases)))
    yield (posters := _shown(_counted("Wie plaatste het?", _POSTERS.values(), map(_who, cases))))
    outcomes = list(_outcomes(cases, posters))
    yield from outcomes
    yield _statements(cases, complete=all(map(_is_complete, (posters, *outcomes))))
    yield Group(
        "Hoe lang het duurde (de middelste waarde)",
        (
            ("Van melding tot eerste handeling", middle([until_action(one) for one in cases])),
            ("Van melding tot sluiten", middle([until_closed(one) for one in cases])),
        ),
        unit="duur",
    )


def _outcomes(cases: Sequence[Case], posters: Group) -> Iterator[Group]:
    """Yield how people reacted and what was decided, by who posted; as far as that is shown."""
    seen = {label: words.isdecimal() for label, words in posters.rows}
    for kind, title in _POSTERS.items() if seen else ():
        for counted in _of_kind(kind, [case for case in cases if poster(case) == kind]):
            named = f"{title}: {counted.title}"
            told = _Counted(named, counted.rows)
            yield _shown(told) if seen[title] else Group(named, remark=_TOO_FEW)


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


def _of_kind(kind: str, cases: Sequence[Case]) -> Iterator[_Counted]:
    """Yield the outcomes of the cases of one kind of poster; none where there are no such cases."""
    if not cases:
        return
    for step_id, whose in _REACTIONS:
        if whose == kind:
            yield _reactions(step_id, cases)
    if kind == STAFF:
        titles = _titles(cases, MEASURES)
        taken = (title for case in cases for title in measures(case) or [_NOT_DECIDED])
        yield _counted("maatregelen", titles, taken)


def _reactions(step_id: str, cases: Sequence[Case]) -> _Counted:
    step = step_of(cases[-1], step_id)
    said = (next(iter(chosen_titles(case, step_id)), _NOT_KNOWN) for case in cases)
    title = step.title if step else step_id
    return _counted(f"{title[:1].lower()}{title[1:]}", _titles(cases, step_id), said)


def _titles(cases: Sequence[Case], step_id: str) -> list[str]:
    step = step_of(cases[-1], step_id)
    return [option.title for option in step.options] if step else []


def _who(case: Case) -> str:
    return _POSTERS.get(poster(case), _NOT_KNOWN)


def _platform(case: Case) -> str:
    known = platforms().get(case.platform or "")
    return known.name if known else "niet (meer) bekend"


def _shown(group: _Counted) -> Group:
    """Return the numbers of a group as they may be shown."""
    words = masked(tuple(group.rows.values()))
    if words is None:
        return Group(group.title, remark=_TOO_FEW)
    return Group(group.title, tuple(zip(group.rows, words, strict=True)))
