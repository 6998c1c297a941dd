"""Terms that could never start, or would end before they begin, are refused; all others are not."""

import pytest

from scala_cli.plan.faults import Fault
from scala_cli.plan.terms import Beside, start_of
from tests.plan.conftest import FILE, Document, FaultsOf, Folder, document, graph, plan, step, wait

ENDS = "Kies een stap die hierna komt, of op een spoor ernaast."
NEVER = "de termijn zou nooit beginnen"


def day(field_id: str = "dag", **more: object) -> Document:
    """Return a field that holds a day."""
    return {"id": field_id, "soort": "datum", "titel": f"Veld {field_id}", **more}


def term(**more: object) -> Document:
    """Return a term of two weeks; a key of `more` that is `None` takes that key away."""
    made = {"wat": "Bel terug.", "weken": 2, "bron": "A.1", **more}
    return {key: value for key, value in made.items() if value is not None}


def on(field: str) -> Document:
    """Return a term on a planned day."""
    return term(weken=None, op=field)


def line(*steps: str) -> list[Document]:
    """Return steps that follow one another, the last of which ends."""
    return [step(one, steps[place + 1 : place + 2]) for place, one in enumerate(steps)]


def sole(found: list[Fault]) -> tuple[str | None, str]:
    """Return the step and the sentence of the one fault that there is."""
    assert [one.file for one in found] == [FILE]
    return found[0].step, found[0].sentence


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("a", (f"'tot' noemt 'a', die aan deze stap voorafgaat: de termijn eindigt dan voordat hij "
              f"begint. {ENDS}")),
        ("b", ("'tot' noemt 'b', de stap zelf: de termijn eindigt dan op het moment dat hij "
              f"begint. {ENDS}")),
        ("x", f"'tot' noemt 'x', die na deze stap niet meer komt. {ENDS}"),
        ("weg", "'tot' noemt stap 'weg', die er niet is."),
        ("einde-", "'tot' noemt stap 'einde-', die er niet is. Bedoelde u 'einde'?"),
        ("weg/a", "'tot' noemt plan 'weg', dat er niet is."),
        ("c:jaa", "'tot' noemt 'jaa'; dat is geen antwoord van stap 'c'. Bedoelde u 'ja'?"),
        ("c:", "'tot' noemt ''; dat is geen antwoord van stap 'c'. Kies uit 'ja' of 'nee'."),
        ("c:overgeslagen", ("'tot' noemt 'overgeslagen'; dat is geen antwoord van stap 'c'. Kies "
                           "uit 'ja' of 'nee'.")),
        ("einde:ja", ("'tot' noemt 'ja'; dat is geen antwoord van stap 'einde'. Kies uit 'gedaan' "
                     "of 'overgeslagen'.")),
    ],
)  # fmt: skip
def test_a_term_ends_by_a_step_that_is_there_and_still_comes(
    until: str, sentence: str, faults_of: FaultsOf
) -> None:
    found = faults_of(
        step("a", {"ja": ["b"], "nee": ["x"]}),
        step("b", ["c"], termijn=term(tot=[until])),
        step("c", {"ja": ["einde"], "nee": ["einde"]}),
        step("einde"),
        step("x"),
    )
    assert sole(found) == ("b", sentence)


@pytest.mark.parametrize("until", ["c", "c:ja", "klein/c:nee", "einde", "einde:overgeslagen"])
def test_a_term_may_end_by_a_step_an_answer_or_a_skipped_step_after_it(
    until: str, faults_of: FaultsOf
) -> None:
    found = faults_of(
        step("b", ["c"], termijn=term(tot=[until])),
        step("c", {"ja": ["einde"], "nee": ["einde"]}),
        step("einde"),
    )
    assert found == []


TRACKS = (
    step("a", ["b", "x"]),
    step("b", ["c"]),
    step("c", ["samen"]),
    step("x", {"ja": ["y"], "nee": ["samen"]}),
    step("y", ["samen"]),
    wait("samen", ["einde"]),
    step("einde"),
)


def with_term(steps: tuple[Document, ...], at: str, made: Document) -> list[Document]:
    """Return these steps, of which one starts a term."""
    return [one | {"termijn": made} if one["id"] == at else one for one in steps]


@pytest.mark.parametrize("until", ["x", "x:nee", "y", "samen", "einde"])
def test_a_term_may_end_on_a_track_beside_it(until: str, faults_of: FaultsOf) -> None:
    assert faults_of(*with_term(TRACKS, "c", term(tot=[until]))) == []


def test_beside_a_step_are_the_steps_of_other_tracks_and_never_those_of_another_answer() -> None:
    made = graph(*TRACKS)
    tracks = Beside(made)
    assert tracks.beside("c") == made.mask(["x", "y"])
    assert tracks.beside("y") == made.mask(["b", "c"])
    assert tracks.beside("a") == tracks.beside("samen") == 0
    apart = graph(step("a", {"ja": ["b"], "nee": ["x"]}), step("b"), step("x"))
    assert Beside(apart).beside("b") == 0


def test_a_term_in_a_loop_may_end_by_a_step_that_also_came_before_it(faults_of: FaultsOf) -> None:
    found = faults_of(
        step("a", ["b"]),
        step("b", ["c"], termijn=term(tot=["a"])),
        step("c", {"ja": ["a"], "nee": []}),
    )
    assert found == []


def test_a_term_runs_from_a_field_of_its_own_step_before_that_of_another(
    faults_of: FaultsOf,
) -> None:
    steps = (
        step("a", ["b"], velden=[day()]),
        step("b", ["c"], velden=[day()], termijn=term(vanaf="dag")),
        step("c", ["d"], termijn=term(vanaf="a.dag")),
        step("d", ["e"], termijn=term(vanaf="klein/b.dag")),
        step("e"),
    )
    assert faults_of(*steps) == []
    made = graph(*steps)
    starts = {ref: start_of(made, ref, one.term) for ref, one in made.steps.items() if one.term}
    assert starts == {"b": (("b",), "dag"), "c": (("a",), "dag"), "d": (("b",), "dag")}


def test_a_term_may_run_from_the_one_step_before_it_that_has_the_field(
    faults_of: FaultsOf,
) -> None:
    found = faults_of(
        step("a", ["b"], velden=[day()]),
        step("b", ["c"], termijn=term(vanaf="dag")),
        step("c", velden=[day()]),
    )
    assert found == []


def test_a_field_that_more_steps_before_it_have_has_to_be_named_with_its_step(
    faults_of: FaultsOf,
) -> None:
    found = faults_of(
        step("a", ["b"], velden=[day()]),
        step("b", ["c"], velden=[day()]),
        step("c", ["d"], termijn=term(vanaf="dag")),
        step("d"),
    )
    assert sole(found) == (
        "c",
        "'vanaf' noemt 'dag', en meer stappen hebben dat. Schrijf 'a.dag' of 'b.dag'.",
    )


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (term(vanaf="later"), (f"'vanaf' noemt 'later'; deze stap en die ervoor hebben geen datum "
                              f"of moment met die id: {NEVER}.")),
        (term(vanaf="dagg"), (f"'vanaf' noemt 'dagg'; deze stap en die ervoor hebben geen datum of "
                             f"moment met die id: {NEVER}. Bedoelde u 'dag'?")),
        (term(vanaf="c.later"), (f"'vanaf' noemt 'c.later', en van die stap komt u nooit bij deze: "
                                f"{NEVER}. Kies een veld van deze stap, of van een stap ervoor.")),
        (term(vanaf="x.dag"), (f"'vanaf' noemt 'x.dag', en van die stap komt u nooit bij deze: "
                              f"{NEVER}. Kies een veld van deze stap, of van een stap ervoor.")),
        (term(vanaf="aa.dag"), "'vanaf' noemt stap 'aa', die er niet is. Bedoelde u 'a'?"),
        (term(vanaf="a.dagg"), ("'vanaf' noemt 'dagg'; dat is geen datum of moment van stap 'a'. "
                               "Bedoelde u 'dag'?")),
        (term(vanaf="weg/a.dag"), "'vanaf' noemt plan 'weg', dat er niet is."),
        (on("dag"), ("'op' noemt 'dag'. Die dag mag niet in de toekomst liggen: zet mag_later = "
                    "true bij dat veld.")),
        (on("a.dag"), ("'op' noemt 'a.dag'. Die dag mag niet in de toekomst liggen: zet mag_later "
                      "= true bij dat veld.")),
    ],
)  # fmt: skip
def test_a_term_that_could_never_start_is_refused(
    made: Document, sentence: str, faults_of: FaultsOf
) -> None:
    found = faults_of(
        step("a", {"ja": ["b"], "nee": ["x"]}, velden=[day()]),
        step("b", ["c"], termijn=made),
        step("c", velden=[day("later")]),
        step("x", velden=[day()]),
    )
    assert sole(found) == ("b", sentence)


def test_a_term_on_a_planned_day_may_be_of_a_step_before_it(faults_of: FaultsOf) -> None:
    planned = day("afspraak", mag_later=True)
    steps = line("a", "b", "c")
    steps[0] |= {"velden": [planned], "termijn": on("afspraak")}
    steps[1] |= {"termijn": on("afspraak")}
    assert faults_of(*steps) == []


def test_a_term_starts_with_options_that_there_are(faults_of: FaultsOf) -> None:
    made = step("a", {"ja": ["b"], "nee": ["b"]}, termijn=term(bij=["ja", "neee"]))
    found = faults_of(made, step("b"))
    assert sole(found) == ("a", "'neee' in 'bij' is geen optie van deze vraag. Bedoelde u 'nee'?")


def test_a_term_may_run_from_a_step_of_the_plan_that_hands_over_to_its_own(
    folder: Folder,
) -> None:
    other = [step("in", ["uit"], termijn=term(vanaf="klein/a.dag")), step("uit")]
    folder.write(FILE, document(step("a", ["ander/in"], velden=[day()])))
    folder.write("ander.toml", document(*other, plan_id="ander"))
    assert folder.faults() == []


def test_a_step_of_a_plan_that_does_not_hand_over_starts_nothing(folder: Folder) -> None:
    other = [step("in", ["uit"], termijn=term(vanaf="klein/a.dag")), step("uit")]
    folder.write(FILE, document(step("a", velden=[day()])))
    folder.write("ander.toml", document(*other, plan_id="ander"))
    [found] = folder.faults()
    assert (found.file, found.step) == ("ander.toml", "in")
    assert "'vanaf' noemt 'klein/a.dag', en van die stap komt u nooit bij deze" in found.sentence


def test_each_fault_of_a_term_is_told_with_its_line(folder: Folder) -> None:
    head = b'formaat = 1\nid = "klein"\nversie = 1\ntitel = "T"\nbron = "B"\n'
    one = b'[[stap]]\nid = "a"\nsoort = "actie"\ntitel = "A"\ntekst = "A"\nwie = "D"\nbron = "B"\n'
    folder.write(
        FILE,
        head + one + b'naar = []\n[stap.termijn]\nwat = "Bel."\nbron = "B"\nweken = 2\n'
        b'vanaf = "dag"\ntot = [\n  "a",\n  "b",\n]\n',
    )
    assert [(found.line, found.text) for found in folder.faults()] == [
        (18, 'vanaf = "dag"'), (20, '"a",'), (21, '"b",'),
    ]  # fmt: skip


def test_a_name_in_a_plan_that_was_handed_over_to_is_one_of_its_own() -> None:
    other = plan(
        step("in", ["uit"], velden=[day()], termijn=term(vanaf="dag", tot=["ander/uit"])),
        step("uit"),
        plan_id="ander",
    )
    made = graph(step("a", ["ander/in"], velden=[day()]), others=[other])
    found = made.steps["ander/in"].term
    assert found is not None
    assert found.until == ("uit",)
    assert start_of(made, "ander/in", found) == (("ander/in",), "dag")
