"""Rendering of templates: sandboxed, strict, every value escaped on its way into Markdown."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from scala_cli import resources
from scala_cli.documents.context import Context
from scala_cli.errors import WrongFile
from scala_cli.text import Markdown, markdown, markdown_line

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment


def render(kind: str, context: Context) -> str:
    """Return a document as Markdown, ending without a line break.

    Raises `WrongFile` when the template asks for what its context doesn't have.
    """
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    return render_template(f"{kind}{resources.SUFFIX}", values)


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
