"""The only door to `data/` and `templates/`, in a checkout and in an installed wheel alike."""

from functools import cache
from pathlib import Path
from typing import Any

SUFFIX = ".md.j2"
_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the folder `data` or `templates`.

    In the wheel it lies inside the package, in a checkout beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@cache
def table(name: str) -> dict[str, Any]:
    """Return the shipped TOML file `data/<name>.toml`, read once."""
    import tomllib

    with (folder("data") / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def document_names() -> tuple[str, ...]:
    """Return the names of the documents for which there is a template, looked up once."""
    found = folder("templates").glob(f"*{SUFFIX}")
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in found))


def plan_files() -> list[Path]:
    """Return the shipped plans' files, in order of name."""
    return sorted((folder("data") / "plannen").glob("*.toml"))
