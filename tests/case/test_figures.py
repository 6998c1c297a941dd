"""A school year in figures: counted well, and no number that points at one case."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from scala_cli.case import drafts
from scala_cli.case.durations import duration_said
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.figures import Figures, figures
from scala_cli.case.fold import fold
from scala_cli.case.masking import FEW, FEWEST, HIDDEN, masked
from scala_cli.case.outcomes import measures, statement_said
from scala_cli.case.people import poster
from scala_cli.case.school_year import SchoolYear
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase, Said
from tests.growing import BY, then, without

YEAR = SchoolYear(2026)
TALKED = (("spoed", "nee"), ("stilte", "gedaan"), ("gesprek", "gedaan"))


def signal(platform: str = "x") -> Said:
    return ("signaal", "gedaan", {"platform": platform, "melder": "J. Voorbeeld"})


def child(react: str, parents: str, platform: str = "x") -> list[Said]:
    """Return what is answered where a child posted, until child and parents reacted."""
    return [
        signal(platform), *TALKED, ("wie", "kind", {"naam": "J. Voorbeeld"}),
        ("gesprek-kind", "gedaan"), ("ouders-uitnodigen", "gedaan"),
        ("reactie-kind", react), ("reactie-ouders", parents),
    ]  # fmt: skip


def adult(react: str, platform: str = "x") -> list[Said]:
    return [signal(platform), *TALKED, ("wie", "volwassene"), ("reactie-volwassene", react)]


def rows(found: Figures, title: str) -> dict[str, str]:
    """Return the numbers of a group as they are shown."""
    return dict(next(group for group in found.groups if group.title == title).rows)


def remark(found: Figures, title: str) -> str:
    return next(group for group in found.groups if group.title == title).remark


@pytest.mark.parametrize(
    ("opened", "year"),
    [
        ("2026-07-31T21:59:59Z", 2025),
        ("2026-07-31T22:00:00Z", 2026),
        ("2027-01-01T12:00:00Z", 2026),
        ("2027-07-31T21:59:59Z", 2026),
        ("2027-07-31T22:00:00Z", 2027),
    ],
)
def test_a_school_year_runs_from_1_august_in_amsterdam(
    plaatsing: Graph, opened: str, year: int
) -> None:
    now = datetime.strptime(opened, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    event = record(Draft(Kind.OPENED, None, {"door": BY}), "2026-001", None, now)
    case = fold(plaatsing, [event])

    assert [one for one in range(2024, 2029) if SchoolYear(one).holds(case)] == [year]


def test_a_school_year_is_named_by_both_its_years() -> None:
    assert SchoolYear.of(date(2027, 7, 31)).name == "2026-2027"


def could_be(counts: Sequence[int], words: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield every row of numbers with the same sum that would be shown in the same words."""
    ranges = {FEW: range(1, FEWEST), HIDDEN: range(FEWEST, sum(counts) + 1)}
    choices = [ranges[word] if word in ranges else [int(word)] for word in words]
    return (found for found in product(*choices) if sum(found) == sum(counts))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_no_hidden_number_can_be_worked_out_from_the_others_and_their_sum(size: int) -> None:
    hid = 0
    for counts in product(range(8), repeat=size):
        words = masked(counts)
        if words is None:
            continue
        assert all(
            word == str(count)
            for word, count in zip(words, counts, strict=True)
            if word not in (FEW, HIDDEN)
        )
        found = [set(values) for values in zip(*could_be(counts, words), strict=True)]
        for word, values in zip(words, found, strict=True):
            if word in (FEW, HIDDEN):
                hid += 1
                assert len(values) > 1, (counts, words)
    assert hid or size == 1


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((), ()),
        ((0, 5, 3), ("0", "5", "3")),
        ((0,), ("0",)),
        ((1, 2), (FEW, FEW)),
        ((2, 4, 9), (FEW, HIDDEN, "9")),
        ((0, 2, 4, 9), ("0", FEW, HIDDEN, "9")),
        ((1, 3, 8), (FEW, HIDDEN, HIDDEN)),
        ((1, 1), None),
        ((1, 3), None),
        ((2,), None),
        ((2, 0, 0), None),
    ],
)
def test_a_small_number_takes_the_next_smallest_with_it_or_else_the_whole_group(
    counts: tuple[int, ...], words: tuple[str, ...] | None
) -> None:
    assert masked(counts) == words


def test_a_year_without_cases_is_nought_and_one_or_two_cases_tell_nothing(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, signal())
    assert (figures([], YEAR).cases, figures([], YEAR).groups) == ("0", ())
    assert figures([case, case], SchoolYear(2025)) == Figures(SchoolYear(2025), "0")
    for few in ([case], [case, case]):
        found = figures(few, YEAR)
        assert found.cases == "<3"
        assert [group.rows for group in found.groups] == [()]


def test_cases_are_counted_by_platform_poster_reaction_statement_and_how_they_stand(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    cases = [
        *(make_case(plaatsing, *child("licht-toe", "erkennen")) for _ in range(3)),
        *(make_case(plaatsing, *child("erkent-niet", "ontkennen", "tiktok")) for _ in range(4)),
        *(make_case(plaatsing, *adult("inadequaat"), ("statement", "gedaan")) for _ in range(3)),
        *(
            make_case(plaatsing, *adult("inadequaat"), ("statement", "overgeslagen"))
            for _ in range(3)
        ),
    ]
    cases[:3] = [then(case, closed()) for case in cases[:3]]

    found = figures(cases, YEAR)

    assert found.cases == "13"
    assert rows(found, "Stand") == {"open": "10", "gesloten": "3"}
    assert rows(found, "Platform") == {"X": "9", "TikTok": "4"}
    assert rows(found, "Wie plaatste het?") == {"Kind": "7", "Volwassene": "6", "Medewerker": "0"}
    assert list(rows(found, "Kind: hoe reageert het kind?").values()) == ["3", "4"]
    assert list(rows(found, "Kind: hoe reageren de ouders?").values()) == ["3", "4"]
    assert list(rows(found, "Volwassene: hoe reageert de volwassene?").values()) == ["0", "6"]
    assert rows(found, "Statement") == {"geplaatst": "3", "niet geplaatst": "3"}
    assert "Medewerker: maatregelen" not in [group.title for group in found.groups]


def closed() -> Draft:
    return drafts.close("afgehandeld", "", date(2028, 1, 1), "grond", BY)


def test_measures_are_counted_each_and_a_case_without_a_decision_is_told(
    medewerker: Graph, make_case: MakeCase
) -> None:
    def case(*taken: str) -> Case:
        way: list[Said] = [
            ("ventileert", "gedaan"), ("aanspreken", "gedaan"), ("grensoverschrijdend", "nee"),
            ("reactie-medewerker", "inadequaat"),
        ]  # fmt: skip
        decided: list[Said] = [("overleg-bestuur", "gedaan"), ("consequenties", taken)]
        return make_case(medewerker, *way, *(decided if taken else ()))

    cases = [*[case("waarschuwing", "schorsing")] * 3, *[case()] * 4]
    found = rows(figures(cases, YEAR), "Medewerker: maatregelen")
    assert (found["Waarschuwing"], found["Schorsing"], found["Ontslag"]) == ("3", "3", "0")
    assert found["geen besluit hierover vastgelegd"] == "4"
    assert measures(cases[0]) == ["Waarschuwing", "Schorsing"]
    assert poster(cases[0]) == "medewerker"


def test_reactions_stay_out_where_the_number_of_such_posters_does(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    # 4 children and 1 adult: four reactions of children would tell how many adults there were.
    cases = [
        *(make_case(plaatsing, *child("licht-toe", "erkennen")) for _ in range(4)),
        make_case(plaatsing, *adult("rectificeert")),
    ]
    found = figures(cases, YEAR)
    shown = rows(found, "Wie plaatste het?")
    assert (shown["Kind"], shown["Volwassene"]) == (HIDDEN, FEW)
    for title in ("Kind: hoe reageert het kind?", "Volwassene: hoe reageert de volwassene?"):
        assert rows(found, title) == {}
        assert "te weinig" in remark(found, title)


def test_statements_stay_out_where_a_reaction_does_since_the_one_follows_from_the_other(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    # 4 statements would tell that exactly 4 reacted so, and thus 2 otherwise.
    cases = [
        *(make_case(plaatsing, *adult("inadequaat"), ("statement", "gedaan")) for _ in range(4)),
        *(make_case(plaatsing, *adult("rectificeert")) for _ in range(2)),
    ]
    found = figures(cases, YEAR)
    assert list(rows(found, "Volwassene: hoe reageert de volwassene?").values()) == [FEW, HIDDEN]
    assert rows(found, "Statement") == {}
    assert "met de reacties" in remark(found, "Statement")


def test_no_name_can_be_in_the_figures(plaatsing: Graph, make_case: MakeCase) -> None:
    cases = [make_case(plaatsing, *child("licht-toe", "erkennen")) for _ in range(5)]
    assert "Voorbeeld" in repr(cases)
    assert "Voorbeeld" not in repr(figures(cases, YEAR))


def test_an_erased_case_counts_by_the_choices_that_are_left(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    cases = []
    for _ in range(3):
        case = then(make_case(plaatsing, *child("licht-toe", "erkennen")), closed())
        cases.append(without(case, everything(case)))
    found = figures(cases, YEAR)
    assert found.cases == "3"
    assert rows(found, "Platform") == {"niet (meer) bekend": "3"}
    assert rows(found, "Wie plaatste het?")["Kind"] == "3"
    assert next(iter(rows(found, "Kind: hoe reageert het kind?").values())) == "3"


def timed(graph: Graph, acted: str, shut: str | None) -> Case:
    """Return a case reported on 1 October 2026 at noon, acted on and closed at these moments."""
    start = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
    told = [
        (Draft(Kind.OPENED, None, {"door": BY}), start),
        (Draft(Kind.ANSWERED, None, {"door": BY}, "signaal", 1, ("gedaan",)), start),
        (Draft(Kind.ANSWERED, None, {"door": BY}, "spoed", 1, ("nee",)), start),
        (Draft(Kind.ANSWERED, acted, {"door": BY}, "stilte", 1, ("gedaan",)), start),
    ]
    if shut:
        told.append((closed(), datetime.strptime(shut, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)))
    events: list[Event] = []
    for draft, now in told:
        events.append(record(draft, "2026-001", events[-1] if events else None, now))
    return fold(graph, events)


def test_the_middle_duration_counts_from_the_report_to_the_first_action_and_to_closing(
    plaatsing: Graph,
) -> None:
    cases = [
        timed(plaatsing, "2026-10-01T10:10:00Z", "2026-10-03T10:00:00Z"),
        timed(plaatsing, "2026-10-01T15:00:00Z", "2026-10-11T10:00:00Z"),
        timed(plaatsing, "2026-10-20", "2026-12-01T10:00:00Z"),
        timed(plaatsing, "2026-09-30", None),
        timed(plaatsing, "2026-10-01T16:00:00Z", None),
    ]
    found = rows(figures(cases, YEAR), "Hoe lang het duurde (de middelste waarde)")
    assert list(found.values()) == ["5 uur", "10 dagen"]


def test_a_middle_of_fewer_than_three_durations_is_not_shown(plaatsing: Graph) -> None:
    shut = "2026-10-03T10:00:00Z"
    cases = [timed(plaatsing, "2026-10-01T11:00:00Z", end) for end in (shut, shut, None, None)]
    found = rows(figures(cases, YEAR), "Hoe lang het duurde (de middelste waarde)")
    assert list(found.values()) == ["1 uur", HIDDEN]


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(), "minder dan een uur"),
        (timedelta(minutes=59), "minder dan een uur"),
        (timedelta(hours=1), "1 uur"),
        (timedelta(hours=47), "47 uur"),
        (timedelta(days=2), "2 dagen"),
        (timedelta(days=90, hours=20), "91 dagen"),
    ],
)
def test_a_duration_is_said_in_words(time: timedelta, said: str) -> None:
    assert duration_said(time) == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ([("statement", "gedaan")], "geplaatst"),
        ([("statement", "overgeslagen")], "niet geplaatst"),
        ([], "niet aan de orde, of nog niet"),
    ],
)
def test_whether_a_statement_was_posted_is_said(
    plaatsing: Graph, make_case: MakeCase, last: list[Said], said: str
) -> None:
    assert statement_said(make_case(plaatsing, *adult("inadequaat"), *last)) == said
