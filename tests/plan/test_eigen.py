"""Plans of other kinds, written with the manual alone: sound, and walked on every path."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as File

import pytest

from scala_cli.case.answer import Document
from scala_cli.case.deadlines import deadlines
from scala_cli.case.entries import links
from scala_cli.case.replies import Give, Refused, Reply, Supplement
from scala_cli.case.state import Case
from scala_cli.commands.run import known_names
from scala_cli.facts import facts
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.library import Library, with_own
from scala_cli.plan.paths import Path, paths
from scala_cli.plan.replay import Visit
from scala_cli.plan.source import read_source
from tests.conftest import MakeCase, TickingClock
from tests.walking import CaseInMemory, talked, walk

FILES = sorted((File(__file__).parent / "eigen").glob("*.toml"))
BEGUN = (("melding", "gedaan"), ("gevaar", "nee"))


@pytest.fixture(scope="module")
def own(library: Library) -> Library:
    """The three plans beside the program's."""
    return with_own(library, [read_source(one) for one in FILES], known_names())


@dataclass
class Follower:
    """Someone who gives the answers of a path."""

    path: dict[Visit, Choice]

    def reply(self, case: Case) -> Reply | None:
        """Answer what is open."""
        if not case.position.open:
            return None
        visit = case.position.open[0]
        return Give(visit, self.path[visit])

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:
        """Add nothing."""
        return iter(())

    def refused(self, error: Refused) -> None:
        """Never be refused."""
        raise error

    def made(self, documents: Sequence[Document]) -> None:
        """Take the documents."""


def walked(graph: Graph, path: Path) -> Case:
    """Return the case of a path that was walked from beginning to end, its documents made."""
    return walk(CaseInMemory(graph, TickingClock()), Follower(dict(path)))


def test_the_three_plans_are_sound(own: Library) -> None:
    assert own.wrong == ()
    assert own.own.keys() == {"datalek", "pesten", "verzuim"}
    assert own.instead == frozenset()


@pytest.mark.parametrize(
    ("plan", "count"),
    [
        # Danger: 1. Else 2 (who) x 2 (online) x what follows the appointment: stopped 1, a second
        # time 4 (the end of verzuim), or once round and then one of those 5: 10.
        ("pesten", 41),
        # Three questions that each may end it: 3. Then 1 without a report, 3 with.
        ("verzuim", 7),
        # 2 (known who received it) x (no harm 1, harm 2, staff 2 x the 26 paths of that plan).
        ("datalek", 110),
    ],
)
def test_each_plan_is_walked_on_every_path(plan: str, count: int, own: Library) -> None:
    graph = Graph(plan, own.plans)
    found = list(paths(graph))

    assert len(set(found)) == len(found) == count
    for path in found:
        case = walked(graph, path)
        assert case.position.ended
        assert {visit: case.answers[visit].choice for visit in case.position.standing} == dict(path)
        named = [one for answer in case.standing for one in case.step(answer.visit).documents]
        assert sorted(one.kind for one in case.current_documents) == sorted(named)


def test_the_plans_state_no_facts_but_those_that_the_program_knows(own: Library) -> None:
    for plan_id in own.own:
        plan = own.plans[plan_id]
        named = {
            fact
            for step in plan.steps
            for note in (*step.notes, *([step.term.note] if step.term else []))
            for fact in note.facts
        }
        assert named | {fact for note in plan.emergency for fact in note.facts} <= facts().keys()
        assert plan.title.endswith("(voorbeeld)")
        assert all(step.source.startswith("Voorbeeld") for step in plan.steps)


# What real plans need.


def test_a_duty_applies_only_when_every_question_says_so(own: Library, make_case: MakeCase) -> None:
    graph = Graph("verzuim", own.plans)
    questions = {"ziek": "nee", "ouders-weten": "nee", "vaker": "ja"}
    last = {"ziek": "ja", "ouders-weten": "ja", "vaker": "nee"}
    for stopping, choice in last.items():
        before = list(questions)[: list(questions).index(stopping)]
        case = make_case(
            graph, ("afwezig", "gedaan"), *((one, questions[one]) for one in before),
            (stopping, choice),
        )  # fmt: skip
        assert [visit.step for visit in case.position.open] == ["afsluiten"]
    case = make_case(graph, ("afwezig", "gedaan"), *questions.items())
    assert [visit.step for visit in case.position.open] == ["zorgteam"]


def test_tracks_side_by_side_join_and_an_optional_one_may_be_passed(
    own: Library, make_case: MakeCase
) -> None:
    graph = Graph("pesten", own.plans)
    case = make_case(graph, *BEGUN)
    assert [visit.step for visit in case.position.open] == ["gepeste", "pester", "online"]
    said = (("gepeste", "gedaan"), ("pester", "gedaan"), ("wie", "leerling"))
    case = make_case(graph, *BEGUN, *said)
    assert [visit.step for visit in case.position.open] == ["online"]
    assert case.position.waiting == ("samen",)
    case = make_case(graph, *BEGUN, *said, ("online", "nee"))
    assert [visit.step for visit in case.position.open] == ["samen"]
    case = make_case(graph, *BEGUN, *said, ("online", "ja"))
    assert [visit.step for visit in case.position.open] == ["vastleggen"]


def test_a_case_waits_for_what_someone_else_decides_and_is_reminded(
    own: Library, make_case: MakeCase
) -> None:
    graph = Graph("verzuim", own.plans)
    said = (("afwezig", "gedaan"), ("ziek", "nee"), ("ouders-weten", "nee"), ("vaker", "ja"))
    case = make_case(
        graph, *said, ("zorgteam", "gedaan"), ("verzoek", "gedaan", {"verstuurd": "2026-11-23"})
    )
    [visit] = case.position.open
    assert (visit.step, case.step(visit).actor) == ("besluit", "Bestuur")
    assert [one.due.isoformat() for one in deadlines(case)] == ["2026-12-07"]


def test_the_second_time_has_another_outcome(own: Library, make_case: MakeCase) -> None:
    graph = Graph("pesten", own.plans)
    said = (
        *BEGUN, ("gepeste", "gedaan"), ("pester", "gedaan"), ("wie", "leerling"),
        ("online", "nee"), ("samen", "gedaan"), ("gestopt", "nee"), ("tweede-keer", "nee"),
    )  # fmt: skip
    case = make_case(graph, *said)
    assert list(case.position.open) == [Visit("samen", 2)]
    again = (("samen", "gedaan"), ("gestopt", "nee"), ("tweede-keer", "ja"))
    case = make_case(graph, *said, *again)
    assert [visit.step for visit in case.position.open] == ["verzuim/zorgteam"]
    assert case.answers[Visit("tweede-keer", 1)].choice == ("nee",)


def test_a_plan_hands_over_to_another_own_one_and_to_one_of_the_program(
    own: Library, make_case: MakeCase
) -> None:
    assert [plan.id for plan in Graph("pesten", own.plans).plans] == ["pesten", "verzuim"]
    graph = Graph("datalek", own.plans)
    said = (
        ("ontdekt", "gedaan"), ("dichten", "gedaan"), ("wie-ontving", "onbekend"),
        ("uitzoeken", "gedaan"), ("wegen", "medewerker"),
    )  # fmt: skip
    case = make_case(graph, *said)
    assert [visit.step for visit in case.position.open] == ["besluit", "medewerker/aanspreken"]


def test_a_stop_gate_ends_the_walk_with_a_number_to_call(own: Library, make_case: MakeCase) -> None:
    graph = Graph("pesten", own.plans)
    case = make_case(graph, ("melding", "gedaan"), ("gevaar", "ja"))
    [visit] = case.position.open
    assert "0900 111 3 111" in case.step(visit).text
    case = make_case(graph, ("melding", "gedaan"), ("gevaar", "ja"), ("stop-en-bel", "gedaan"))
    assert case.position.ended


def test_who_did_it_may_stay_unknown_while_the_rest_goes_on(
    own: Library, make_case: MakeCase
) -> None:
    graph = Graph("pesten", own.plans)
    case = make_case(
        graph, *BEGUN, ("pester", "overgeslagen"), ("gepeste", "gedaan"), ("online", "nee")
    )
    assert [visit.step for visit in case.position.open] == ["wie"]
    assert not talked(case)
    assert links(case) == ()
