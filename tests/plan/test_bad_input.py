"""Plans that are hostile, enormous or plain wrong: all faults told, and nothing taken for ever."""

from collections.abc import Callable

import pytest

from scala_cli.commands.run import known_names
from scala_cli.plan.faults import TOLD, Fault, WrongPlan
from scala_cli.plan.library import Library, with_own
from scala_cli.plan.source import SIZE_LIMIT, source_of

HEAD = 'formaat = 1\nid = "groot"\nversie = 1\ntitel = "Groot"\nbron = "Voorbeeld"\n'
MANY = 10_000
TOO_MANY = "heeft meer dan 500 stappen. Verdeel het over meer plannen."


def step(step_id: str, to: str = "", more: str = "") -> str:
    """Return a step as text."""
    arrows = f'"{to}"' if to else ""
    return (
        f'[[stap]]\nid = "{step_id}"\nsoort = "actie"\ntitel = "T"\ntekst = "t"\nwie = "D"\n'
        f'bron = "B"\nnaar = [{arrows}]\n{more}'
    )


def faults(text: str | bytes, library: Library) -> list[str]:
    """Return the faults of an own plan among the program's, as they are told."""
    return [str(one) for one in _found(text, library)]


def _found(text: str | bytes, library: Library) -> list[Fault]:
    raw = text.encode() if isinstance(text, str) else text
    assert len(raw) <= SIZE_LIMIT
    source = source_of(raw, "plannen/groot.toml", "groot")
    wrong = with_own(library, [source], known_names()).wrong
    return [one for each in wrong for one in each.faults]


# Each takes time in proportion to its size: with a loop in a loop it would take many minutes.
ENORMOUS: dict[str, tuple[Callable[[], str], int]] = {
    "10,000 arrows to one step that is not there": (
        lambda: HEAD + "".join(step(f"s{i}", "weg") for i in range(MANY)),
        MANY + 1,
    ),
    "500 arrows to as many steps that are not there": (
        lambda: HEAD + "".join(step(f"s{i}", f"nergens-{i}") for i in range(500)),
        999,
    ),
    "20,000 arrows of one step to steps that are not there": (
        lambda: HEAD + step("a", '", "'.join(f"nergens-{i}" for i in range(20_000))),
        20_000,
    ),
    "10,000 steps that are not TOML": (lambda: HEAD + "[[stap]]\nid = x\n" * MANY, MANY),
    "2,000 empty steps": (lambda: HEAD + "[[stap]]\n" * 2_000, 14_001),
    "5,000 unknown keys": (
        lambda: HEAD + "[[stap]]\n" + "".join(f"k{i} = 1\n" for i in range(5_000)),
        5_007,
    ),
    "a loop of 500 steps without an exit": (
        lambda: HEAD + "".join(step(f"s{i}", f"s{(i + 1) % 500}") for i in range(500)),
        500,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "count"), ENORMOUS.values(), ids=ENORMOUS)
def test_of_an_enormous_plan_all_faults_are_told(
    made: Callable[[], str], count: int, library: Library
) -> None:
    assert len(faults(made(), library)) == count


def test_of_many_faults_of_one_kind_the_first_are_told_and_where_the_others_are(
    library: Library,
) -> None:
    text = HEAD + "".join(step(f"s{i}", f"weg-{i}").replace('wie = "D"\n', "") for i in range(400))
    found = _found(text, library)
    message = str(WrongPlan(found))
    assert message.startswith(f"Het stappenplan heeft {len(found)} fouten.")
    assert message.count("'wie' ontbreekt") == TOLD + 1
    lines = ", ".join(str(7 + 7 * place) for place in range(TOLD, TOLD + 20))
    assert (
        f"- plannen/groot.toml, nog 390 keer: 'wie' ontbreekt. Op de regels {lines} en verder."
        in message
    )
    assert "nog 390 keer: 'naar' wijst naar stap '…', die er niet is. Op de regels" in message
    assert "nog 389 keer: kan nooit bereikt worden." in message
    assert len(message) < 12_000


def test_few_faults_of_one_kind_are_all_told(library: Library) -> None:
    text = HEAD + "".join(step(f"s{i}", f"weg-{i}") for i in range(TOLD))
    told = faults(text, library)
    assert all(one in str(WrongPlan(_found(text, library))) for one in told)


def test_many_tracks_that_come_to_one_step_without_joining_are_one_fault(library: Library) -> None:
    arrows = '", "'.join(f"s{i}" for i in range(1, 498))
    text = HEAD + step("s0", arrows)
    text += "".join(step(f"s{i}", "s498") for i in range(1, 498)) + step("s498")
    [one] = faults(text, library)
    assert one.startswith(
        "plannen/groot.toml, regel 7, stap 's0': heeft sporen 's1', 's2', 's3', 's4', 's5', 's6', "
        "'s7', 's8', 's9', 's10' en nog 487, die allemaal bij 's498' kunnen komen. Breng ze eerst "
        "samen in een stap met wacht = true."
    )


def test_a_step_that_is_not_toml_is_not_said_to_be_missing_too(library: Library) -> None:
    [one] = faults(HEAD + '[[stap]]\nid = "a\n', library)
    assert one.endswith('ontbreekt.\n  7 | id = "a')
    assert "het aanhalingsteken aan het eind van de tekst" in one


def test_a_number_without_end_is_told_on_its_line(library: Library) -> None:
    [one] = faults(HEAD.replace("versie = 1", f"versie = {'9' * 5_000}") + step("a"), library)
    told = "plannen/groot.toml, regel 3: is geen geldige TOML: dit getal is te lang."
    assert one.startswith(told)


def test_ten_thousand_steps_are_too_many(library: Library) -> None:
    text = HEAD + "".join(step(f"s{i}", f"s{i + 1}" if i < MANY - 1 else "") for i in range(MANY))
    assert faults(text, library) == [f"plannen/groot.toml: {TOO_MANY}"]


def test_a_loop_without_an_exit_is_a_fault_at_each_step_of_it(library: Library) -> None:
    told = faults(HEAD + step("a", "b") + step("b", "a"), library)
    assert [one.split("\n")[0] for one in told] == [
        f"plannen/groot.toml, regel {line}, stap '{name}': komt nooit bij een einde. Geef een weg "
        "naar een stap met naar = []."
        for line, name in ((7, "a"), (15, "b"))
    ]


def test_ids_that_differ_in_capitals_only_are_faults_with_the_way_out(library: Library) -> None:
    told = faults(HEAD + step("gesprek", "Gesprek") + step("Gesprek"), library)
    assert [one.split(": ", 1)[1].split("\n")[0] for one in told] == [
        "id 'Gesprek' mag alleen kleine letters, cijfers, - en _ hebben. Bedoelde u 'gesprek'?",
        "id 'Gesprek' verschilt alleen in hoofdletters van een ander id.",
    ]
    told = faults(HEAD + step("Gesprek", "gesprek") + step("gesprek"), library)
    assert "verschilt alleen in hoofdletters" in told[1]
    assert ", regel 15, stap 'gesprek'" in told[1]


def test_everything_wrong_with_one_plan_is_told_at_once_and_in_order(library: Library) -> None:
    text = (
        HEAD
        + step("a", "b", 'documenten = ["brief"]\nsleutl = 1\n')
        + step("b", "a", 'aandacht = [\n  { tekst = "x", feiten = [\n    "feitje",\n  ] },\n]\n')
        + step("c", "", 'lezing = "rood\\u001b[31m"\n')
    )
    told = faults(text, library)
    assert [one.split("\n")[0].partition(", ")[2] for one in told] == [
        "regel 7, stap 'a': komt nooit bij een einde. Geef een weg naar een stap met naar = [].",
        "regel 14, stap 'a': document 'brief' bestaat niet.",
        "regel 15, stap 'a': onbekende sleutel 'sleutl'.",
        "regel 17, stap 'b': komt nooit bij een einde. Geef een weg naar een stap met naar = [].",
        "regel 26, stap 'b': feit 'feitje' bestaat niet.",
        "regel 30, stap 'c': kan nooit bereikt worden. Laat een andere stap ernaar wijzen.",
        "regel 37, stap 'c': 'lezing' bevat onzichtbare tekens of stuurtekens; haal die weg.",
    ]
    assert told[4].endswith('\n  26 | "feitje",')


def test_control_characters_of_a_file_never_come_out(library: Library) -> None:
    hostile = "\x1b[2J\x07\u202e"
    for text in (
        f'id = "{hostile}"\n',
        f'# {hostile}\nid = "x" "y {hostile}\n',
        HEAD + step("a\\u001b[2J", "\\u202e") + '"\\u0007" = "\\u001b"\n',
        f"{hostile} = \n",
        HEAD + f'[[stap]]\nid = "a" # {hostile}\n',
    ):
        for one in faults(text, library):
            assert not set(one) & set(hostile) - set("[2J")


def test_a_file_that_is_empty_or_holds_something_else_is_wrong(library: Library) -> None:
    for raw in (b"", b"\x00" * 100, bytes(range(256)), b"\xef\xbb\xbf", b"{}", b"a = 1\n"):
        assert faults(raw, library)
