"""Imports run one way, and only the rooms that may know a library import it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "scala_cli"

# From the bottom up: a room may import rooms below it, never one beside or above it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("text", "resources", "drill"),
    ("time_words",),
    ("clock", "facts", "files", "streams", "clipboard", "dutch", "keystore"),
    ("settings", "plan", "place", "shell", "marked"),
    ("own_letters", "closing"),
    ("headings",),
    ("case",),
    ("prompts.protocol",),
    ("walkthrough", "screen", "prompts", "dossier", "documents", "export", "editor"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
# The only rooms that may import a library that is theirs to hide.
OWNED = {
    "typer": ("cli",),
    "click": ("cli",),
    "questionary": ("prompts",),
    "prompt_toolkit": ("prompts",),
    "rich": ("screen",),
    "sqlite_utils": ("dossier",),
    "sqlcipher3": ("dossier",),
    "sqlite3": ("dossier",),
    "jinja2": ("documents",),
    "markdown_it": ("documents", "export"),
    "pyperclip": ("clipboard",),
    "platformdirs": ("settings",),
    "typst": ("export",),
    "keyring": ("keystore",),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    """Return the room of a module named below the package: `prompts.plain` is in `prompts`."""
    return module if module == "prompts.protocol" else module.partition(".")[0]


def layer(name: str) -> int:
    """Return how high a room stands."""
    return next(height for height, rooms in enumerate(LAYERS) if name in rooms)


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, also inside functions and for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    """Return a module's name below the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", [one for one in MODULES if one.name != "__init__.py"], ids=name_of)
def test_a_module_imports_only_from_rooms_below_its_own(path: Path) -> None:
    own = room(name_of(path))
    modules = {name_of(one) for one in MODULES}
    for target in imported(path):
        below = target.removeprefix("scala_cli.")
        if target == below or below not in modules:
            continue
        theirs = room(below)
        assert theirs == own or layer(theirs) < layer(own), f"{name_of(path)} imports {below}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    own = room(name_of(path)).removesuffix(".protocol")
    for target in imported(path):
        owners = OWNED.get(target.partition(".")[0])
        assert owners is None or own in owners, f"{name_of(path)} imports {target}"


@pytest.mark.parametrize("words", ["--help", "--versie", "start --help", "dossier --help"])
def test_help_loads_nothing_that_it_does_not_need(words: str) -> None:
    heavy = (
        "sqlite_utils",
        "sqlcipher3",
        "questionary",
        "prompt_toolkit",
        "rich",
        "jinja2",
        "typst",
    )
    code = (
        "import sys\nfrom scala_cli.cli import run\n"
        f"sys.argv = ['stappenplan', *{words.split()!r}]\n"
        "try:\n    run()\n"
        f"except SystemExit:\n    print([one for one in {heavy!r} if one in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "[]"
