"""What the documents say is so: commands, examples, names, links."""

import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scala_cli import errors
from scala_cli.case.events import Kind
from scala_cli.case.state import Case
from scala_cli.clock import Clock
from scala_cli.commands.walk import OneCase
from scala_cli.documents.context import StatementContext
from scala_cli.documents.render import render
from scala_cli.dossier.store import Dossier
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from scala_cli.prompts.answers import AnswersFile
from scala_cli.prompts.answers_text import read_answers
from scala_cli.walkthrough import Papers, Walk
from tests.walking import chosen, talked

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAME = "stappenplan"
EXAMPLE = ROOT / "docs" / "voorbeeld"
GLOSSARY = ROOT / "docs" / "woordenlijst.md"
DECISIONS = ROOT / "docs" / "decisions"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
SHIPPED = [
    path
    for folder in ("scala_cli", "data", "templates", "docs")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".toml", ".j2", ".md")
]


@cache
def _root_command() -> Any:  # noqa: ANN401 - Click's own
    """Return the command line; Typer imports what newer Clicks warn about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import typer

        from scala_cli import cli
    return typer.main.get_command(cli.app)


def _commands(command: Any, *names: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401
    """Yield the words of every command that does something itself."""
    children = getattr(command, "commands", None)
    if children is None:
        yield names
        return
    for name, child in children.items():
        yield from _commands(child, *names, name)


def _code(text: str) -> Iterator[str]:
    """Yield what stands as a command: lines of unlabelled blocks, and code in a sentence."""
    for label, block in re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        if not label:
            yield from block.splitlines()
    yield from re.findall(
        r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    )


def _invocations(text: str) -> list[list[str]]:
    """Return the words after each `stappenplan`, brackets and comments dropped."""
    found = []
    for code in _code(text):
        line = re.sub(r"[\[\]]", "", code.split("#")[0]).strip()
        name, _, rest = line.partition(" ")
        if name.rpartition("/")[2] == NAME and not name.startswith("~"):
            found.append(shlex.split(rest))
    return found


def _wrong_word(words: list[str]) -> str | None:
    """Return the first word that the command line doesn't know, or None."""
    root = command = _root_command()
    ahead = list(words)
    while ahead:
        word = ahead.pop(0)
        known = {name: one for one in (*root.params, *command.params) for name in one.opts}
        if word in ("-h", "--help"):
            continue
        if word.startswith("-"):
            if word not in known:
                return word
            if not known[word].is_flag:
                ahead = ahead[1:]
        elif hasattr(command, "commands"):
            if word not in command.commands:
                return word
            command = command.commands[word]
    return None


def _walked(path: Path, library: Library, clock: Clock, folder: Path) -> Case:
    """Return the case that an answers file makes, walked in a dossier of its own."""
    text = read_answers(path)
    graph = Graph(text.plan or "", library.plans)
    pinned = {one.id: canonical(library.documents[one.id]) for one in graph.plans}
    with Dossier.create(folder, "een-lang-wachtwoord", clock) as dossier:
        number = dossier.open_case(pinned, {"door": "directie"}).case
        prompter = AnswersFile(text, graph, clock())
        papers = Papers(lambda _case, _answer, kind: kind, lambda _case, _answer, _kind: ())
        return Walk(OneCase(dossier, number), prompter, papers, "directie", clock).run()


def test_every_command_that_the_readme_names_exists_with_its_options() -> None:
    invocations = _invocations(README)

    assert len(invocations) > len(list(_commands(_root_command())))
    assert {" ".join(words): _wrong_word(words) for words in invocations if _wrong_word(words)} == (
        {}
    )


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["dossier", "verbrand"], "verbrand"),
        (["start", "--plan", "plaatsing", "--snel"], "--snel"),
        (["--map", "ergens", "plan", "toon", "plaatsing", "--json"], None),
    ],
)
def test_a_command_or_option_that_is_not_there_would_be_noticed(
    words: list[str], wrong: str | None
) -> None:
    assert _wrong_word(words) == wrong


def test_every_command_and_each_of_its_options_is_in_the_readme() -> None:
    table = [line for line in README.splitlines() if line.startswith("| `stappenplan ")]
    missing = []
    for names in _commands(_root_command()):
        usage = f"`stappenplan {' '.join(names)}"
        row = next((line for line in table if re.match(rf"\| {usage}[ `]", line)), "")
        command = _root_command()
        for name in names:
            command = command.commands[name]
        options = [name for one in command.params for name in one.opts if name.startswith("--")]
        missing += [f"{usage}`"] if not row else []
        missing += [f"{usage} {one}`" for one in options if one not in row]

    assert missing == []


def test_every_global_option_is_in_the_readme() -> None:
    options = [name for one in _root_command().params for name in one.opts]

    assert [
        name for name in options if f"`{name}" not in README and f" {name}`" not in README
    ] == []


def test_every_exit_code_is_explained_in_the_readme() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    classes = [one for one in vars(errors).values() if isinstance(one, type)]
    given = {one.exit_code for one in classes if issubclass(one, errors.StappenplanError)}

    assert told == {0, *given}


def test_the_readme_shows_the_short_statement_as_it_is_made() -> None:
    text = render("statement", StatementContext(gesproken=True, aangifte=False, kort=True))

    assert f"```text\n{text}\n```" in README


def _run(*args: str, typed: str = "") -> str:
    """Return what the program prints, dates left out."""
    done = subprocess.run(
        [sys.executable, "-m", "scala_cli", *args],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return _dateless(done.stdout)


def _dateless(text: str) -> str:
    return re.sub(r"20\d\d-|\d+ [a-z]+ 20\d\d", "…", text)


@pytest.mark.usefixtures("home")
def test_what_the_readme_shows_of_a_walk_is_what_the_program_prints() -> None:
    walk, later = (
        _dateless(block).replace("[…]", "").split("\n")
        for block in re.findall(r"```text\n(.*?)```", README, re.DOTALL)[:2]
    )
    printed = _run("start", "--eenvoudig", typed="1\n1\nhttps://www.voorbeeld.example/1\n")

    assert [line for line in walk if line.strip() not in printed] == []
    assert "\n".join(later) in _run("wat-nu")


def test_every_make_target_that_the_documents_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        found
        for page in PAGES
        for code in _code(page.read_text(encoding="utf-8"))
        for found in re.findall(r"^make ([a-z-]+)", code)
    }

    assert {"start", "test", "voorbeeld"} <= named
    assert named <= targets


def test_the_answers_file_in_the_readme_walks_to_the_end(
    library: Library, clock: Clock, tmp_path: Path
) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "antwoorden.toml"
    path.write_text(block, encoding="utf-8")

    case = _walked(path, library, clock, tmp_path / "gegevens")

    assert case.position.ended
    assert len(case.standing) == len(tomllib.loads(block)["antwoord"])


def test_the_example_answers_file_walks_to_the_end_and_leaves_nothing_to_fill_in(
    library: Library, clock: Clock, tmp_path: Path
) -> None:
    case = _walked(EXAMPLE / "antwoorden.toml", library, clock, tmp_path / "gegevens")

    assert case.position.ended
    assert chosen(case, "wie") == ("kind",)
    assert case.missing == ()
    assert talked(case)


def test_the_example_runs_from_any_folder_and_the_files_that_it_names_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("STAPPENPLAN_MAP", str(tmp_path / "niet-hier"))

    done = subprocess.run(
        [sys.executable, str(EXAMPLE / "voorbeeld.py")],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    named = [Path(path) for path in re.findall(r":  +(.+)$", done.stdout, re.MULTILINE)]
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in named][:2] == ["dossiers.stappenplan", "statement.txt"]
    assert re.fullmatch(r"dossier-\d{4}-001\.md", named[2].name)
    assert all(path.is_file() and path.is_relative_to(tmp_path) for path in named)
    assert not (tmp_path / "niet-hier").exists()


def test_every_name_in_the_glossary_exists_in_the_package() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "scala_cli").rglob("*.py")
    )
    words = set(re.findall(r"\w+", source))
    rows = re.findall(r"^\|(.+)\|(.+)\|(.+)\|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for *_, code in rows for name in re.findall(r"`(\w+)`", code)}

    assert len(names) > 50
    assert names - words == set()


def test_the_glossary_gives_each_word_once() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    words = [word for row in rows for word in row.split(", ") if word != "Woord"]

    assert sorted(words) == sorted(set(words))


def test_every_kind_of_event_is_in_the_glossary_by_its_word_and_its_name() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \|.+\|(.+)\|$", text, re.MULTILINE)
    found = {word: set(re.findall(r"`(\w+)`", code)) for word, code in rows}

    assert [kind for kind in Kind if kind.name not in found.get(kind.value, set())] == []


def test_every_decision_is_linked_from_the_index_in_order_and_by_its_title() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", index, re.MULTILINE)
    files = sorted(DECISIONS.glob("[0-9]*.md"))
    titles = [path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in files]

    assert listed == list(zip(titles, [path.name for path in files], strict=True))
    assert [path.name[:4] for path in files] == [
        f"{place:04}" for place in range(1, len(files) + 1)
    ]


def test_every_link_to_a_file_leads_somewhere_inside_the_project() -> None:
    broken = []
    for page in PAGES:
        targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        files = [(page.parent / one).resolve() for one in targets if not one.startswith("https:")]
        broken += [one for one in files if not one.exists() or not one.is_relative_to(ROOT)]

    assert broken == []


def test_no_file_speaks_of_the_machine_or_of_what_lies_outside_the_project() -> None:
    here = {str(ROOT), str(Path.home()), tempfile.gettempdir()} - {"/"}
    found = []
    for path in dict.fromkeys([*PAGES, *SHIPPED]):
        text = path.read_text(encoding="utf-8")
        found += [(path.name, place) for place in here if f"{place}/" in text]
        found += [(path.name, one) for one in re.findall(r"(?<![\w.~-])/(?:home|Users)/\w+", text)]
        for above in re.findall(r"\.\./[\w./-]+", text):
            if not (path.parent / above).resolve().is_relative_to(ROOT):
                found.append((path.name, above))

    assert found == []
