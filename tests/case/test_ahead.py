"""What is said to lie ahead, before it is answered, is what comes."""

from scala_cli.case.ahead import steps_ahead, what_follows
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import DONE, StepKind
from scala_cli.plan.paths import paths
from tests.conftest import MakeCase


def test_what_an_answer_is_said_to_bring_is_what_opens(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"))
    (visit,) = case.position.open
    assert what_follows(case, visit, ("ja",)) == "daarna: Eerst bellen"
    after = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"))
    titles = [after.step(one).title for one in after.position.open]
    assert what_follows(case, visit, ("nee",)) == f"daarna: {' en '.join(titles)}"


def test_a_step_that_waits_for_other_tracks_is_announced_as_one(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, ("signaal", "gedaan"), ("spoed", "nee"))
    said = {
        visit.step: what_follows(case, visit, (DONE,))
        for visit in case.position.open
        if case.step(visit).kind is StepKind.ACTION
    }
    assert said["stilte"] == "daarna, als de rest klaar is: Wie heeft het geplaatst?"


def test_the_last_answer_is_said_to_be_the_last(plaatsing: Graph, make_case: MakeCase) -> None:
    path = next(one for one in paths(plaatsing) if one[-1][0].step == "dossier-volwassene")
    case = make_case(plaatsing, *((visit.step, *choice) for visit, choice in path[:-1]))
    (visit,) = case.position.open
    assert what_follows(case, visit, (DONE,)) == "daarna is alles beantwoord"
    assert steps_ahead(case) == (0, 0)


def test_how_many_steps_still_come_is_true_of_every_way_on(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing)
    lengths = [len(path) for path in paths(plaatsing)]
    assert steps_ahead(case) == (min(lengths) - 1, max(lengths) - 1)
    first = next(paths(plaatsing))
    later = make_case(plaatsing, *((visit.step, *choice) for visit, choice in first[:5]))
    assert steps_ahead(later) is not None
    fewest, most = steps_ahead(later) or (0, 0)
    assert fewest <= len(first) - 6 <= most
