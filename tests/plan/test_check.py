"""Plans whose walks would go wrong are refused, and every sound plan is let through."""

import pytest

from scala_cli.plan.faults import Fault
from tests.plan.conftest import FILE, Document, FaultsOf, Folder, document, step, wait

BOTH = {"ja": ["b"], "nee": ["c"]}


def said(faults: list[Fault]) -> list[tuple[str | None, str]]:
    """Return the step and the sentence of each fault, all of them in the one file."""
    assert {fault.file for fault in faults} <= {FILE}
    return [(fault.step, fault.sentence) for fault in faults]


def meeting(one: str, other: str, ref: str) -> str:
    """Return the sentence about two tracks that come to one step."""
    return (
        f"heeft sporen '{one}' en '{other}', die allebei bij '{ref}' kunnen komen. "
        "Breng ze eerst samen in een stap met wacht = true."
    )


def back(one: str, other: str) -> str:
    """Return the sentence about a track that goes back past its fork."""
    return (
        f"heeft sporen '{one}' en '{other}', en een ervan gaat terug tot voorbij de splitsing. "
        "Breng de sporen eerst samen in een stap met wacht = true."
    )


UNREACHABLE = "kan nooit bereikt worden. Laat een andere stap ernaar wijzen."
ENDLESS = "komt nooit bij een einde. Geef een weg naar een stap met naar = []."
ROUND = (
    "heeft een spoor '{}', dat altijd weer rondgaat. Geef het een weg naar een stap met naar = []."
)

NAMES: dict[str, tuple[Document, str]] = {
    "an unknown step": (step("a", ["xyz"]), "'naar' wijst naar stap 'xyz', die er niet is."),
    "an unknown step with a name near a known one": (
        step("a", ["eind"]),
        "'naar' wijst naar stap 'eind', die er niet is. Bedoelde u 'einde'?",
    ),
    "an unknown step that an option leads to": (
        step("a", {"ja": ["xyz"], "nee": ["einde"]}),
        "'naar' wijst naar stap 'xyz', die er niet is.",
    ),
    "an unknown plan": (
        step("a", ["weg/a"]),
        "'naar' wijst naar plan 'weg', dat er niet is.",
    ),
    "an unknown plan with a name near a known one": (
        step("a", ["klien/einde"]),
        "'naar' wijst naar plan 'klien', dat er niet is. Bedoelde u 'klein'?",
    ),
    "an unknown step of the plan itself, named in full": (
        step("a", ["klein/eind"]),
        "'naar' wijst naar stap 'eind', die er niet is. Bedoelde u 'einde'?",
    ),
    "an unknown document": (
        step("a", ["einde"], documenten=["statment"]),
        "document 'statment' bestaat niet. Bedoelde u 'statement'?",
    ),
    "an unknown document on offer": (
        step("a", ["einde"], aangeboden=["qqq"]),
        "document 'qqq' bestaat niet.",
    ),
    "an unknown fact of a term": (
        step("a", ["einde"], termijn={"wat": "Bel terug.", "weken": 1, "feiten": ["bewys"]}),
        "feit 'bewys' bestaat niet. Bedoelde u 'bewijs'?",
    ),
    "an unknown fact": (
        step("a", ["einde"], aandacht=[{"tekst": "Let op.", "feiten": ["bewys"]}]),
        "feit 'bewys' bestaat niet. Bedoelde u 'bewijs'?",
    ),
}


@pytest.mark.parametrize(("broken", "sentence"), NAMES.values(), ids=NAMES)
def test_a_name_that_does_not_exist_is_pointed_out_at_its_step(
    broken: Document, sentence: str, faults_of: FaultsOf
) -> None:
    faults = said(faults_of(broken, step("einde")))

    assert faults[0] == ("a", sentence)


def test_a_misspelled_arrow_is_one_fault_and_not_an_unreachable_step_too(
    faults_of: FaultsOf,
) -> None:
    faults = said(faults_of(step("a", ["midden"]), step("midde", ["einde"]), step("einde")))

    assert faults == [("a", "'naar' wijst naar stap 'midden', die er niet is. Bedoelde u 'midde'?")]


def test_an_unknown_fact_in_the_emergency_lines_is_a_fault_of_the_plan(
    faults_of: FaultsOf,
) -> None:
    lines = [{"tekst": "Bel 112.", "feiten": ["xyz"]}]

    assert said(faults_of(step("a"), spoedregels=lines)) == [(None, "feit 'xyz' bestaat niet.")]


ROUTES: dict[str, tuple[list[Document], list[tuple[str, str]]]] = {
    "a step that nothing leads to": (
        [step("a"), step("b")],
        [("b", UNREACHABLE)],
    ),
    "steps that lead only to each other": (
        [step("a"), step("b", {"terug": ["c"], "klaar": []}), step("c", ["b"])],
        [("b", UNREACHABLE), ("c", UNREACHABLE)],
    ),
    "a loop without a way out": (
        [step("a", ["b"]), step("b", ["a"])],
        [("a", ENDLESS), ("b", ENDLESS)],
    ),
    "a step that leads to itself alone": (
        [step("a", {"ja": ["b"], "nee": []}), step("b", ["b"])],
        [("b", ENDLESS)],
    ),
    "a track that always comes round again while the other can end": (
        [
            step("a", ["b", "c"]),
            step("b", {"mee": ["d"], "weg": []}),
            step("c", ["d"]),
            wait("d", ["a"]),
        ],
        [("a", ROUND.format("c"))],
    ),
    "two tracks that come to one step": (
        [step("a", ["b", "c"]), step("b", ["d"]), step("c", ["d"]), step("d")],
        [("a", meeting("b", "c", "d"))],
    ),
    "two tracks of an answer that come to one step": (
        [step("a", {"ja": ["b", "c"], "nee": []}), step("b", ["d"]), step("c", ["d"]), step("d")],
        [("a", meeting("b", "c", "d"))],
    ),
    "two tracks of a question with several answers that come to one step": (
        [
            step("a", ["b", "c"], soort="vraag", meer=True, opties=[{"id": "x", "titel": "X"}]),
            step("b", ["d"]),
            step("c", ["d"]),
            step("d"),
        ],
        [("a", meeting("b", "c", "d"))],
    ),
    "a track that leads into the other": (
        [step("a", ["b", "c"]), step("b", ["c"]), step("c")],
        [("a", meeting("b", "c", "c"))],
    ),
    "two tracks that only may come to one step": (
        [
            step("a", ["b", "c"]),
            step("b", {"ja": ["d"], "nee": []}),
            step("c", {"ja": ["d"], "nee": []}),
            step("d"),
        ],
        [("a", meeting("b", "c", "d"))],
    ),
    "the first step in plan order is named where tracks meet": (
        [step("a", ["b", "c"]), step("b", ["d"]), step("c", ["d"]), step("d", ["e"]), step("e")],
        [("a", meeting("b", "c", "d"))],
    ),
    "a join that one of two tracks can go round": (
        [
            step("a", ["b", "c"]),
            step("b", {"samen": ["w"], "alleen": ["d"]}),
            step("c", ["w"]),
            wait("w", ["d"]),
            step("d"),
        ],
        [("a", meeting("b", "c", "d"))],
    ),
    "three tracks of which two join and the third comes to what follows": (
        [
            step("a", ["b", "c", "d"]),
            step("b", ["w"]),
            step("c", ["w"]),
            step("d", ["e"]),
            wait("w", ["e"]),
            step("e"),
        ],
        [("a", meeting("b", "d", "e")), ("a", meeting("c", "d", "e"))],
    ),
    "two joins that each hold one track, before one step": (
        [
            step("a", ["b", "c"]),
            step("b", ["v"]),
            step("c", ["w"]),
            wait("v", ["d"]),
            wait("w", ["d"]),
            step("d"),
        ],
        [("a", meeting("b", "c", "d"))],
    ),
    "joins that block each other and lead to one step": (
        [
            step("a", ["b", "c"]),
            step("b", ["v"]),
            step("c", ["w"]),
            wait("v", {"over": ["w"], "door": ["d"]}),
            wait("w", {"over": ["v"], "door": ["d"]}),
            step("d"),
        ],
        [("a", meeting("b", "c", "d"))],
    ),
    "a track that comes to the other only after it went on": (
        [
            step("a", ["b", "c"]),
            step("b", ["d"]),
            step("c", ["e"]),
            step("d"),
            step("e", {"ja": ["b"], "nee": []}),
        ],
        [("a", meeting("b", "c", "b"))],
    ),
    "a track that goes back past its fork": (
        [step("a", ["b", "c"]), step("b", {"terug": ["a"], "klaar": []}), step("c")],
        [("a", back("b", "c"))],
    ),
    "a track that goes back to a step before its fork": (
        [
            step("a", ["f"]),
            step("f", ["b", "c"]),
            step("b", {"terug": ["a"], "door": ["w"]}),
            step("c", ["w"]),
            wait("w"),
        ],
        [("f", back("b", "c"))],
    ),
    "an inner fork whose track goes back past the outer one": (
        [
            step("a", ["b", "c"]),
            step("b", ["d", "e"]),
            step("c"),
            step("d", {"terug": ["a"], "klaar": []}),
            step("e"),
        ],
        [("a", back("b", "c")), ("b", back("d", "e"))],
    ),
    "a fork whose tracks join only half of the way": (
        [
            step("a", ["b", "c"]),
            step("b", ["d", "e"]),
            step("c", ["w"]),
            step("d", ["g"]),
            step("e", ["g"]),
            step("g", ["w"]),
            wait("w"),
        ],
        [("b", meeting("d", "e", "g"))],
    ),
}


@pytest.mark.parametrize(("steps", "expected"), ROUTES.values(), ids=ROUTES)
def test_a_plan_whose_walks_would_go_wrong_is_refused_with_the_place(
    steps: list[Document], expected: list[tuple[str, str]], faults_of: FaultsOf
) -> None:
    assert said(faults_of(*steps)) == expected


def test_faults_of_names_and_routes_are_told_together(faults_of: FaultsOf) -> None:
    faults = said(
        faults_of(
            step("a", ["b", "c", "xyz"], documenten=["qqq"]),
            step("b", ["d"]),
            step("c", ["d"], aandacht=[{"tekst": "Let op.", "feiten": ["zzz"]}]),
            step("d", {"rond": ["e"], "klaar": []}),
            step("e", ["e"]),
            step("los"),
        )
    )

    assert faults == [
        ("a", "'naar' wijst naar stap 'xyz', die er niet is."),
        ("a", "document 'qqq' bestaat niet."),
        ("c", "feit 'zzz' bestaat niet."),
        ("a", meeting("b", "c", "d")),
        ("e", ENDLESS),
        ("los", UNREACHABLE),
    ]


LEGAL: dict[str, list[Document]] = {
    "one step": [step("a")],
    "a question whose answers come together again": [
        step("a", BOTH),
        step("b", ["d"]),
        step("c", ["d"]),
        step("d"),
    ],
    "tracks that each end by themselves": [step("a", ["b", "c"]), step("b"), step("c")],
    "tracks that join": [
        step("a", ["b", "c"]),
        step("b", ["w"]),
        step("c", ["w"]),
        wait("w", ["d"]),
        step("d"),
    ],
    "tracks that go straight to the join": [step("a", ["b", "w"]), step("b", ["w"]), wait("w")],
    "a track that may end before the join": [
        step("a", ["b", "c"]),
        step("b", {"mee": ["w"], "weg": []}),
        step("c", ["w"]),
        wait("w"),
    ],
    "a loop with a way out": [
        step("a", ["b"]),
        step("b", {"opnieuw": ["a"], "klaar": []}),
    ],
    "a question that can be asked again": [step("a", {"opnieuw": ["a"], "klaar": []})],
    "a loop inside one track": [
        step("a", ["b", "c"]),
        step("b", {"opnieuw": ["b"], "klaar": ["w"]}),
        step("c", ["w"]),
        wait("w"),
    ],
    "a loop back to before the fork, from after the join": [
        step("a", ["b", "c"]),
        step("b", ["w"]),
        step("c", ["w"]),
        wait("w", {"opnieuw": ["a"], "klaar": []}),
    ],
    "nested forks, each with its join": [
        step("a", ["b", "c"]),
        step("b", ["d", "e"]),
        step("c", ["w"]),
        step("d", ["v"]),
        step("e", ["v"]),
        wait("v", ["w"]),
        wait("w"),
    ],
    "nested forks with one join": [
        step("a", ["b", "c"]),
        step("b", ["d", "e"]),
        step("c", ["w"]),
        step("d", ["w"]),
        step("e", ["w"]),
        wait("w"),
    ],
    "three tracks of which two join": [
        step("a", ["b", "c", "d"]),
        step("b", ["w"]),
        step("c", ["w"]),
        step("d"),
        wait("w"),
    ],
    "three tracks that join two by two": [
        step("a", ["b", "c", "d"]),
        step("b", ["v"]),
        step("c", ["v"]),
        step("d", ["w"]),
        wait("v", ["w"]),
        wait("w", ["e"]),
        step("e"),
    ],
    "a track that goes round the first join and meets the other at the second": [
        step("a", ["b", "c"]),
        step("b", {"samen": ["v"], "alleen": ["d"]}),
        step("c", ["v"]),
        step("d", ["w"]),
        wait("v", ["w"]),
        wait("w"),
    ],
    "a first step that waits": [wait("a", ["b"]), step("b")],
}


@pytest.mark.parametrize("steps", LEGAL.values(), ids=LEGAL)
def test_a_sound_plan_has_no_fault(steps: list[Document], faults_of: FaultsOf) -> None:
    assert faults_of(*steps) == []


def test_a_hand_over_and_back_has_no_fault(folder: Folder) -> None:
    folder.write("een.toml", document(step("a", ["twee/x"]), step("b"), plan_id="een"))
    folder.write("twee.toml", document(step("x", ["een/b"]), plan_id="twee"))

    # From `een` alone `b` is reached only through `twee`.
    assert folder.faults() == []


def test_a_loop_through_another_plan_needs_a_way_out(folder: Folder) -> None:
    folder.write("een.toml", document(step("a", ["twee/x"]), plan_id="een"))
    folder.write("twee.toml", document(step("x", ["een/a"]), plan_id="twee"))

    assert [(fault.file, fault.step, fault.sentence) for fault in folder.faults()] == [
        ("een.toml", "a", ENDLESS),
        ("twee.toml", "x", ENDLESS),
    ]


def test_tracks_that_meet_in_another_plan_are_refused_at_their_fork(folder: Folder) -> None:
    folder.write(
        "een.toml",
        document(
            step("a", ["b", "c"]), step("b", ["twee/x"]), step("c", ["twee/x"]), plan_id="een"
        ),
    )
    folder.write("twee.toml", document(step("x"), plan_id="twee"))

    [fault] = folder.faults()

    assert (fault.file, fault.step) == ("een.toml", "a")
    assert fault.sentence == meeting("b", "c", "twee/x")


def test_tracks_that_join_in_another_plan_have_no_fault(folder: Folder) -> None:
    folder.write(
        "een.toml",
        document(
            step("a", ["b", "c"]), step("b", ["twee/w"]), step("c", ["twee/w"]), plan_id="een"
        ),
    )
    folder.write("twee.toml", document(step("x", ["w"]), wait("w"), plan_id="twee"))

    assert folder.faults() == []


def test_an_arrow_to_another_plan_tells_the_step_it_probably_meant(folder: Folder) -> None:
    folder.write("een.toml", document(step("a", ["twee/eind"]), plan_id="een"))
    folder.write("twee.toml", document(step("x", ["einde"]), step("einde"), plan_id="twee"))

    [fault] = folder.faults()

    assert (fault.file, fault.step, fault.sentence) == (
        "een.toml",
        "a",
        "'naar' wijst naar stap 'twee/eind', die er niet is. Bedoelde u 'twee/einde'?",
    )
