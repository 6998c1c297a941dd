"""What a step means stands in its plan: no module and no template names a step or a field."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from scala_cli import resources
from scala_cli.plan.library import Library

ROOT = Path(__file__).parent.parent
_EVENT = "a key of an event's content"
_FORMAT = "a key of the plan format"
_ROLE = "a role or party in the plan format"
_JSON = "a key of the JSON contract"
_SCHOOL = "a detail of the school"
_GUARD = "a kind of finding of the guard"
_KIND = "a kind of field"
_DOCUMENT = "the kind of document that is the public statement, and its command"
_DATA = "a key of a data file of the program"
_PLACE = "words of a place to fill in, or of a sentence"
_QUESTION = "the id of a letter's own question"
_PAPER = "what the template of a paper on paper is given"
_DRAWING = "what a drawing is given, or is named by"
_LETTER = "a name that the program gives to a letter"
_FACT = "the id of a fact"
# Words of the program's own that happen to be the id of a step or a field, and where.
OWN = {
    "case/apart.py": (_EVENT, {"tekst", "toelichting", "link", "account"}),
    "case/drafts.py": (_EVENT, {"tekst", "toelichting", "link", "account"}),
    "case/entries.py": (_EVENT, {"tekst", "toelichting", "link", "account"}),
    "case/fold.py": (_EVENT, {"tekst"}),
    "case/replies.py": (_EVENT, {"tekst"}),
    "case/summary.py": (_EVENT, {"tekst"}),
    "export/inzage/beside.py": (_EVENT, {"tekst", "toelichting"}),
    "case/outcomes.py": (_DOCUMENT, {"statement", "geplaatst"}),
    "case/values.py": (_PLACE, {"tekst"}),
    "commands/home/asking.py": (_DOCUMENT, {"statement"}),
    "commands/home/menus.py": (_DOCUMENT, {"statement"}),
    "commands/home/session.py": (_DOCUMENT, {"statement"}),
    "commands/statement.py": (_DOCUMENT, {"statement"}),
    "settings.py": (_DOCUMENT, {"statement"}),
    "commands/letter_asking.py": (_QUESTION, {"platform"}),
    "commands/letter_out.py": (_SCHOOL, {"naam"}),
    "documents/contexts/addressed.py": (_PLACE, {"naam"}),
    "documents/contexts/letters.py": (
        f"{_QUESTION}; {_PLACE}; {_SCHOOL}",
        {"platform", "account", "naam", "afspraken", "gedragsprotocol"},
    ),
    "documents/contexts/papers.py": (
        f"{_SCHOOL}; {_FACT}; {_QUESTION}",
        {"naam", "vertrouwensinspecteur", "geraakt"},
    ),
    "documents/contexts/talking.py": (_SCHOOL, {"naam"}),
    "documents/contexts/writing.py": (_SCHOOL, {"naam", "gedragsprotocol"}),
    "documents/contexts/general.py": (f"{_PLACE}; {_SCHOOL}", {"account", "platform", "naam"}),
    "documents/contexts/values.py": (_LETTER, {"wie"}),
    "documents/names.py": (_LETTER, {"wie"}),
    "documents/own.py": (f"{_DOCUMENT}; {_LETTER}", {"gesprek", "aangifte"}),
    "documents/school.py": (_SCHOOL, {"naam", "gedragsprotocol"}),
    "documents/guard/model.py": (_GUARD, {"naam", "account", "klas", "link", "aangifte"}),
    "dossier/schema.py": ("the column of a table", {"inhoud"}),
    "dossier/tables.py": ("the column of a table", {"inhoud"}),
    "export/board.py": (_PLACE, {"link", "account"}),
    "export/blocks.py": ("a token of Markdown", {"link"}),
    "export/json.py": (_JSON, {"inhoud", "tekst"}),
    "export/markdown.py": (_PAPER, {"datum", "tekst"}),
    "export/paper.py": (_PAPER, {"datum"}),
    "export/drawing.py": (_DRAWING, {"spoed"}),
    "export/mermaid.py": (_DRAWING, {"spoed"}),
    "plan/chart/shapes.py": (_DRAWING, {"spoed"}),
    "facts.py": (_DATA, {"tekst", "naam", "platform"}),
    "plan/model.py": (
        f"{_ROLE}; {_KIND}",
        {
            "tekst", "datum", "melder", "geraakt", "aanwezig", "platform", "link", "inhoud",
            "account", "geplaatst", "klas", "verslag", "afspraken", "gehoord", "aangifte",
        },
    ),
    "plan/notes.py": (_FORMAT, {"tekst"}),
    "plan/odd.py": (_FORMAT, {"tekst", "wie"}),
    "plan/steps.py": (_FORMAT, {"tekst", "wie", "gesprek"}),
    "screen/record_views.py": ("the heading of a column", {"wie"}),
}  # fmt: skip


def ids(library: Library) -> set[str]:
    """Return every id of a step and a field of the shipped plans, with and without its plan."""
    steps = {
        name
        for plan in library.plans.values()
        for step in plan.steps
        for name in (step.id, f"{plan.id}/{step.id}")
    }
    fields = {
        field.id for plan in library.plans.values() for step in plan.steps for field in step.fields
    }
    return steps | fields


def constants(tree: ast.Module) -> Iterator[str]:
    """Yield the string constants of a module, but for what documents it."""
    alone = [node for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    documenting = {id(node.value) for node in alone}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documenting:
            yield str(node.value)


def test_no_module_names_a_step_or_field_of_a_plan(library: Library) -> None:
    wanted = ids(library)
    package = ROOT / "scala_cli"
    found = {}
    for path in package.rglob("*.py"):
        named = wanted & set(constants(ast.parse(path.read_text(encoding="utf-8"))))
        if named:
            found[path.relative_to(package).as_posix()] = named

    assert found == {module: words for module, (_, words) in OWN.items()}
    assert all(reason for reason, _ in OWN.values())


def words_of(value: object) -> Iterator[str]:
    """Yield every key and every text in a table."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from words_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from words_of(one)
    elif isinstance(value, str):
        yield value


def test_no_data_file_or_header_names_a_step_but_the_plans_and_the_table_of_earlier_ones(
    library: Library,
) -> None:
    steps = {step.id for plan in library.plans.values() for step in plan.steps}
    # The statement is also a kind of document, and two of these words are keys of a plan's format.
    steps -= {"statement", "wie", "gesprek", "signaal", "spoed", "gedragsprotocol"}
    steps -= {"vertrouwensinspecteur"}
    tables = {
        path.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in resources.folder("data").glob("*.toml")
        if path.name not in ("eerdere-plannen.toml", "plan-nieuw.toml")
    }
    for path in resources.folder("templates").glob(f"*{resources.SUFFIX}"):
        header = re.search(r"\{#(.*?)#\}", path.read_text(encoding="utf-8"), re.DOTALL)
        tables[path.name] = tomllib.loads(header[1]) if header else {}
    named = {
        name: found
        for name, table in tables.items()
        if (found := steps & {word.rpartition("/")[2] for word in words_of(table)})
    }

    assert named == {}
    assert "gedragsprotocol-kind" in steps
