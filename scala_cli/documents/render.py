"""Rendering of templates: sandboxed, strict, every value escaped on its way into Markdown."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from scala_cli import own_letters, resources
from scala_cli.documents.contexts.values import values_of
from scala_cli.drill import DRILL
from scala_cli.errors import WrongFile
from scala_cli.text import Markdown, markdown, markdown_line

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from scala_cli.documents.context import Context


def render(kind: str, context: "Context") -> str:
    """Return a document as Markdown, ending without a line break: the school's own, if it has one.

    Raises `WrongFile` when the template asks for what its context doesn't have, and
    `WrongLetter` when an own one is wrong.
    """
    if kind not in own_letters.in_use().kinds:
        return render_shipped(kind, context)
    from scala_cli.documents.own import render_own

    return render_own(kind, values_of(context))


def marked(text: str, *, drill: bool) -> str:
    """Return a document with, from a drill, a first line that says so.

    That comes on top of the 150 characters of the short statement: what can't be posted as it is
    won't be posted by accident.
    """
    return f"{DRILL}\n\n{text}" if drill else text


def unmarked(text: str) -> str:
    """Return a document without that line, to be weighed and measured as a real one would be."""
    return text.removeprefix(f"{DRILL}\n\n")


def render_shipped(kind: str, context: "Context") -> str:
    """Return a document as the program's own template has it; see `render`."""
    return render_template(f"{kind}{resources.SUFFIX}", values_of(context))


def render_template(name: str, values: Mapping[str, Any]) -> str:
    """Return the rendering of a template in `templates/` by its file name."""
    from jinja2 import TemplateError

    try:
        return environment().get_template(name).render(values).strip()
    except TemplateError as error:
        raise WrongFile(
            f"Het sjabloon {name} kan niet worden gebruikt: {type(error).__name__}. Uw dossier "
            "is niet veranderd. Installeer het programma opnieuw."
        ) from error


@cache
def environment() -> "ImmutableSandboxedEnvironment":
    """Return the one Jinja environment; its loader can't leave the templates' folder."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    found = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resources.folder("templates"), encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_escaped,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["regel"] = markdown_line
    return found


def _escaped(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markdown):
        return markdown(value)
    return value
