"""A school year in figures, for board and MR: no names, and no number that points at one case.

A number below three is shown as `<3`; nought stays 0. That is not enough where the rest of a
group is shown, since the group adds up to the number of cases. So with what is shown each hidden
number must leave at least two possible values. As long as it doesn't, the next smallest number
of the group is hidden too (`niet getoond`; nought never, it would hide nothing), and when there
is none left the whole group is. A group about one kind of poster is hidden when the number of
those is. Whether a statement was posted follows in the protocol from how people reacted, so that
group is shown only where nothing of the reactions and measures is hidden. With fewer than three
cases nothing is shown but that. Two overviews of the same year made on different days may still
give something away together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from scala_cli import clock
from scala_cli.case.events import Kind
from scala_cli.case.state import Case
from scala_cli.facts import platforms
from scala_cli.plan.model import Step, StepKind

FEWEST = 3
"""A smaller number than this may point at someone."""
FEW = f"<{FEWEST}"
HIDDEN = "niet getoond"
_TOO_FEW = "Niet getoond: het zijn te weinig dossiers. Zo is niet te zien om welk dossier het gaat."
_WITH_REACTIONS = "Niet getoond: samen met de reacties was een klein aantal uit te rekenen."
_STAFF, _CHILD, _ADULT = "medewerker", "kind", "volwassene"
_POSTERS = {_CHILD: "Kind", _ADULT: "Volwassene", _STAFF: "Medewerker"}
_REACTIONS = (
    ("reactie-kind", _CHILD),
    ("reactie-ouders", _CHILD),
    ("reactie-volwassene", _ADULT),
    ("reactie-medewerker", _STAFF),
)
_MEASURES = "consequenties"
_STATEMENT = "statement"
_POSTED, _NOT_POSTED, _NO_STATEMENT = "geplaatst", "niet geplaatst", "niet aan de orde, of nog niet"
_HOUR = timedelta(hours=1)
_HOURS_UNTIL = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The year from 1 August of `start` up to and including 31 July, in Amsterdam."""

    start: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """Return the school year in which a day falls."""
        return cls(day.year if day.month >= 8 else day.year - 1)  # noqa: PLR2004 - August

    @property
    def name(self) -> str:
        """Return `2026-2027`."""
        return f"{self.start}-{self.start + 1}"

    def holds(self, case: Case) -> bool:
        """Tell whether a case was opened in this year."""
        return SchoolYear.of(clock.day_of(case.opened)) == self


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
            ("Van melding tot eerste handeling", _middle([_until_action(one) for one in cases])),
            ("Van melding tot sluiten", _middle([_until_closed(one) for one in cases])),
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
    said = (one for one in map(statement_said, cases) if one != _NO_STATEMENT)
    return _shown(_counted(title, [_POSTED, _NOT_POSTED], said))


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
    if kind == _STAFF:
        titles = _titles(cases, _MEASURES)
        taken = (title for case in cases for title in measures(case) or [_NOT_DECIDED])
        yield _counted("maatregelen", titles, taken)


_NOT_DECIDED = "geen besluit hierover vastgelegd"
_NOT_KNOWN = "nog niet bekend"


def _reactions(step_id: str, cases: Sequence[Case]) -> _Counted:
    step = _step(cases[-1], step_id)
    said = (next(iter(_chosen(case, step_id)), _NOT_KNOWN) for case in cases)
    title = step.title if step else step_id
    return _counted(f"{title[:1].lower()}{title[1:]}", _titles(cases, step_id), said)


def _titles(cases: Sequence[Case], step_id: str) -> list[str]:
    step = _step(cases[-1], step_id)
    return [option.title for option in step.options] if step else []


def _step(case: Case, step_id: str) -> Step | None:
    found = (step for ref, step in case.graph.steps.items() if _is(ref, step_id))
    return next(found, None)


def _is(ref: str, step_id: str) -> bool:
    return ref.rpartition("/")[2] == step_id


def _chosen(case: Case, step_id: str) -> list[str]:
    """Return the titles of what was last chosen at a step, by whichever plan it was come to."""
    found = [one for one in case.standing if _is(one.visit.step, step_id)]
    options = (case.step(found[-1].visit).option(one) for one in found[-1].choice) if found else ()
    return [option.title for option in options if option]


def poster(case: Case) -> str:
    """Return what kind of person posted: `kind`, `volwassene`, `medewerker` or nothing."""
    if case.graph.root.id == _STAFF:
        return _STAFF
    found = case.chosen("wie") or ("",)
    return found[0] if found[0] in _POSTERS else ""


def _who(case: Case) -> str:
    return _POSTERS.get(poster(case), _NOT_KNOWN)


def _platform(case: Case) -> str:
    known = platforms().get(case.platform or "")
    return known.name if known else "niet (meer) bekend"


def measures(case: Case) -> list[str]:
    """Return the measures that were decided on, in the plan's words."""
    return _chosen(case, _MEASURES)


def statement_said(case: Case) -> str:
    """Return whether a statement was posted, in words."""
    found = [one for one in case.standing if _STATEMENT in case.step(one.visit).documents]
    if not found:
        return _NO_STATEMENT
    return _NOT_POSTED if found[-1].skipped else _POSTED


def _shown(group: _Counted) -> Group:
    """Return the numbers of a group as they may be shown."""
    words = masked(tuple(group.rows.values()))
    if words is None:
        return Group(group.title, remark=_TOO_FEW)
    return Group(group.title, tuple(zip(group.rows, words, strict=True)))


def masked(counts: Sequence[int]) -> tuple[str, ...] | None:
    """Return numbers as they may be shown when their sum is known; None where none may be."""
    small = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    extra: set[int] = set()
    while not _safe(counts, small, extra):
        left = [
            place for place, count in enumerate(counts) if count >= FEWEST and place not in extra
        ]
        if not left:
            return None
        extra.add(min(left, key=lambda place: counts[place]))
    return tuple(
        FEW if place in small else HIDDEN if place in extra else str(count)
        for place, count in enumerate(counts)
    )


def _safe(counts: Sequence[int], small: set[int], extra: set[int]) -> bool:
    """Tell whether every hidden number can have at least two values, as far as a reader knows.

    A reader knows their sum, that a small one is 1 or 2, and that another is at least 3 and at
    most the smallest number that is shown.
    """
    hidden = small | extra
    total = sum(counts[place] for place in hidden)
    shown = (count for place, count in enumerate(counts) if count and place not in hidden)
    most = min(shown, default=total)
    ranges = {place: (1, FEWEST - 1) if place in small else (FEWEST, most) for place in hidden}
    lowest, highest = (sum(ends[side] for ends in ranges.values()) for side in (0, 1))
    for low, high in ranges.values():
        least = max(low, total - (highest - high))
        greatest = min(high, total - (lowest - low))
        if greatest <= least:
            return False
    return True


def _until_action(case: Case) -> timedelta | None:
    """Return how long it took to act: to do the first action but noting the report itself."""
    first = _first(case)
    acted = [
        answer.happened
        for answer in case.standing
        if answer.done
        and answer.visit.step != first
        and case.step(answer.visit).kind is StepKind.ACTION
    ]
    return min((_between(_reported(case), one) for one in acted), default=None)


def _until_closed(case: Case) -> timedelta | None:
    closed = [event.recorded for event in case.events if event.kind is Kind.CLOSED]
    return _between(_reported(case), closed[-1]) if case.closed and closed else None


def _reported(case: Case) -> str:
    """Return when it was reported: when the first step happened, or else when it was opened."""
    reported = [one.happened for one in case.standing if one.visit.step == _first(case)]
    return reported[0] if reported else case.opened


def _first(case: Case) -> str:
    return case.graph.root.first.id


def _between(start: str, end: str) -> timedelta:
    """Return the time from one moment to another, in whole days where a time isn't known.

    What happened before it was reported took no time.
    """
    if clock.is_stamp(start) and clock.is_stamp(end):
        return max(clock.from_stamp(end) - clock.from_stamp(start), timedelta())
    return max(clock.day_of(end) - clock.day_of(start), timedelta())


def _middle(known: Iterable[timedelta | None]) -> str:
    found = sorted(one for one in known if one is not None)
    if not found:
        return "niet bekend"
    return duration_said(_median(found)) if len(found) >= FEWEST else HIDDEN


def _median(found: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(one.total_seconds() for one in found))


def duration_said(time: timedelta) -> str:
    """Return how long something took: `minder dan een uur`, `5 uur` or `3 dagen`."""
    if time < _HOUR:
        return "minder dan een uur"
    if time < _HOURS_UNTIL:
        return f"{round(time / _HOUR)} uur"
    return f"{round(time / timedelta(days=1))} dagen"
