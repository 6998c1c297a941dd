"""The manual for writing plans: its examples are sound, and it leaves no key unexplained."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scala_cli import resources
from scala_cli.closing import reasons
from scala_cli.commands.run import known_names
from scala_cli.facts import facts
from scala_cli.plan import fields, load, notes, steps
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, with_own
from scala_cli.plan.model import Count, FieldKind, Party, Poster, Reader, Role
from scala_cli.plan.odd import oddities
from scala_cli.plan.paths import paths
from scala_cli.plan.replay import replay
from scala_cli.plan.source import read_source, source_of
from tests.conftest import NOW
from tests.plan.test_eigen import FILES

ROOT = Path(__file__).parent.parent.parent
MANUAL = (ROOT / "docs" / "plannen-schrijven.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", MANUAL, re.DOTALL | re.MULTILINE)
HEAD = 'formaat = 1\nid = "voorbeeld"\nversie = 1\ntitel = "Voorbeeld"\nbron = "Voorbeeld: a"\n\n'
SHAPES = (
    load.PLAN,
    steps.STEP,
    steps.OPTION,
    fields.FIELD,
    fields.OPTION,
    notes.NOTE,
    notes.TERM,
    notes.KEEPING,
)


def whole(block: str) -> str:
    """Return an example as a plan: steps alone get a head."""
    return HEAD + block if block.startswith("[[") else block


def keys(value: object) -> Iterator[str]:
    """Yield every key in a document."""
    if isinstance(value, dict):
        yield from value
        # In what was made up, by incident, the keys are anyone's.
        yield from (key for name, one in value.items() if name != "oefening" for key in keys(one))
    elif isinstance(value, list):
        for one in value:
            yield from keys(one)


def explained(words: str) -> set[str]:
    """Return what stands as a name between backticks or at the start of a line of a table."""
    return set(re.findall(r"`([\w-]+)`", words))


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_an_example_is_a_sound_plan_of_which_every_path_ends(block: str, library: Library) -> None:
    source = source_of(whole(block).encode(), "voorbeeld.toml", "voorbeeld")
    found = with_own(library, [source], known_names())

    assert found.wrong == ()
    plan = found.plans[source.plan_id]
    graph = Graph(plan.id, found.plans)
    walks = list(paths(graph))
    assert walks
    assert all(replay(graph, dict(path)).ended for path in walks)
    seen = {name: fact.seen for name, fact in facts().items()}
    assert oddities(plan, source.file, seen, NOW.date()) == []


def test_every_key_and_kind_is_explained_and_shown_in_an_example() -> None:
    known = {key for shape in SHAPES for key in shape.keys}
    shown = {key for block in BLOCKS for key in keys(tomllib.loads(block))}

    assert len(BLOCKS) > 12
    assert known - shown == set()
    assert known - explained(MANUAL) == set()
    assert set(FieldKind) - explained(MANUAL) == set()
    kinds = {
        field["soort"]
        for block in BLOCKS
        for step in tomllib.loads(block)["stap"]
        for field in step.get("velden", ())
    }
    assert kinds == set(FieldKind)


def test_the_shipped_plans_contain_nothing_that_the_manual_does_not_explain() -> None:
    found = {
        key
        for path in [*resources.plan_files(), *FILES]
        for key in keys(tomllib.loads(path.read_text(encoding="utf-8")))
    }

    assert found - explained(MANUAL) == set()
    assert len(found) > 25


def test_every_word_for_what_a_plan_means_is_explained() -> None:
    words = {*Role, *Party, *Poster, *Count, Reader.BOARD, Reader.POLICE, *reasons()}

    assert words - explained(MANUAL) == set()


def test_just_the_facts_that_there_are_can_be_named() -> None:
    listed = MANUAL.partition("wat het programma al weet")[2].partition("Schrijf geen wet")[0]

    assert explained(listed) == facts().keys()


def test_the_limits_in_the_manual_are_those_of_the_program() -> None:
    assert f"Hoogstens 1 MB en {load.STEP_LIMIT} stappen per plan" in MANUAL


def test_faults_look_as_the_manual_shows(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "pesten.toml"
    step = 'soort = "actie"\ntitel = "A"\ntekst = "A"\nbron = "B"\nnaar = ["gespreck"]\n'
    other = '[[stap]]\nid = "gesprek"\nsoort = "actie"\ntitel = "A"\ntekst = "A"\nwie = "D"\n'
    plan = f'{HEAD}#\n#\n#\n#\n[[stap]]\nid = "melding"\n{step}{other}bron = "B"\nnaar = []\n'
    path.write_text(plan, encoding="utf-8")
    [wrong] = with_own(library, [read_source(path)], known_names()).wrong
    shown = "\n".join(f"- {fault}" for fault in wrong.faults[:2])

    assert f"Er is niets opgeslagen.\n{shown}\n```" in MANUAL
