"""A school's own letters: whether one can be used, and what it says.

Whatever goes wrong in one is its fault and nobody else's: it ends as a `WrongLetter`, with the
line where that is known, and never with what was being written.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING

from scala_cli import own_letters, resources
from scala_cli.documents.context import shipped_names
from scala_cli.documents.contexts import general
from scala_cli.documents.marks import lost
from scala_cli.documents.plain import plain
from scala_cli.documents.school import DETAILS
from scala_cli.facts import facts
from scala_cli.headings import Heading, heading, heading_in_use
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.text import clean

if TYPE_CHECKING:
    from scala_cli.documents.sandbox import Sandbox

_PARTS = "delen/"
_STATEMENT = "statement"
_SHORT = 150
"""The most characters of the short statement: what it is for doesn't take more."""


def check(kind: str) -> Heading:
    """Return the header of an own letter that can be used, as far as shows before it is made.

    Raises `WrongLetter`.
    """
    header = heading_in_use(kind)
    name = own_letters.file_of(kind)
    if found := next(_faults(kind, header), None):
        raise own_letters.in_use().wrong(name, found)
    with _told(name):
        _sandbox().check(name, _names(kind, header))
    if kind == _STATEMENT:
        for said in product((True, False), repeat=3):
            render_own(kind, dict(zip(("gesproken", "aangifte", "kort"), said, strict=True)))
    return header


def _faults(kind: str, header: Heading) -> Iterator[str]:
    for one in header.school:
        if one not in DETAILS:
            yield f"{quoted(one)} is geen gegeven van de school.{did_you_mean(one, DETAILS)}"
    for one in header.facts:
        if one not in facts():
            yield f"de bron {quoted(one)} bestaat niet.{did_you_mean(one, facts())}"
    if kind not in resources.document_names():
        yield from general.faults(header, general.base_names(header))
        return
    shipped = heading(kind)
    asked = {one.id for one in shipped.questions}
    if shipped.public and header.questions:
        yield "aan deze brief kan geen vraag worden toegevoegd. Schrijf vragen = []."
    taken = {*shipped_names(kind), *general.base_names(header)}
    yield from general.faults(header, taken - asked)


def _names(kind: str, header: Heading) -> frozenset[str]:
    if kind not in resources.document_names():
        return general.names(header)
    shipped = shipped_names(kind)
    return shipped if heading(kind).public else shipped | general.names(header)


def render_own(kind: str, values: Mapping[str, object]) -> str:
    """Return an own letter as Markdown, ending without a line break. Raises `WrongLetter`."""
    name = own_letters.file_of(kind)
    with _told(name):
        made = clean(_sandbox().made(name, values))
    if fault := _unfit(kind, made, values):
        raise own_letters.in_use().wrong(name, fault)
    return made


def _unfit(kind: str, made: str, values: Mapping[str, object]) -> str | None:
    if not made:
        return "er komt geen tekst uit."
    if found := lost(made):
        return (
            f"er staat {found} in, en dat kan niet in een brief. Gebruik alinea's, lijsten met -, "
            "kopjes met #, **vet** en *schuin*."
        )
    return _unfit_statement(made, short=bool(values.get("kort"))) if kind == _STATEMENT else None


def _unfit_statement(made: str, *, short: bool) -> str | None:
    """Return what a platform would not take: marks, or too many characters."""
    if plain(made) != made:
        return "in een statement kan geen opmaak staan, zoals ** of #."
    if short and len(made) > _SHORT:
        return f"de korte vorm heeft {len(made)} tekens. Hoogstens {_SHORT} passen."
    return None


def _sandbox() -> "Sandbox":
    from scala_cli.documents.sandbox import Sandbox

    return Sandbox(_text)


def _text(name: str) -> str | None:
    """Return the text of a file that a letter may use: an own one, else a part of the program's."""
    try:
        return own_letters.in_use().text(name)
    except FileNotFoundError:
        part = resources.folder("templates") / name
        known = own_letters.may_be_named(name) and name.startswith(_PARTS) and part.is_file()
        return part.read_text(encoding="utf-8") if known else None


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn whatever goes wrong in a template into its own fault."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError
    from jinja2.exceptions import SecurityError, UndefinedError

    from scala_cli.documents.rules import Refused, Unfit

    try:
        yield
    except WrongLetter:
        raise
    except Refused as error:
        raise _wrong(name, str(error.message), error.name, error.lineno) from error
    except TemplateSyntaxError as error:
        raise _wrong(name, _syntax(error.message or ""), error.name, error.lineno) from error
    except Unfit as error:
        raise _wrong(name, str(error.message), *_place(error)) from error
    except TemplateNotFound as error:
        sentence = "een bestand dat met include, import of extends wordt gebruikt, is er niet."
        raise _wrong(name, sentence, *_place(error)) from error
    except UndefinedError as error:
        sentence = "hier wordt iets gebruikt dat niet bestaat. Kijk de namen na."
        raise _wrong(name, sentence, *_place(error)) from error
    except SecurityError as error:
        raise _wrong(name, "dit mag een brief niet.", *_place(error)) from error
    # Python's own: too many things in each other.
    except (RecursionError, MemoryError, SyntaxError) as error:
        sentence = "dit wordt te veel: het zit te diep in elkaar, of een deel roept zichzelf op."
        raise _wrong(name, sentence) from error
    except Exception as error:
        raise _wrong(name, "dit kan niet worden uitgevoerd.", *_place(error)) from error


def _wrong(
    name: str, sentence: str, where: str | None = None, line: int | None = None
) -> WrongLetter:
    """Return the fault of a letter; `where` is the file that it is in, itself or a part."""
    own = own_letters.in_use()
    if where in (None, name):
        return own.wrong(name, sentence, line)
    try:
        own.text(str(where))
    except FileNotFoundError:
        return own.wrong(name, f"bij {quoted(str(where))} van het programma: {sentence}")
    return own.wrong(str(where), sentence, line)


def _place(error: BaseException) -> tuple[str | None, int | None]:
    """Return in which template and on which line it went wrong, as far as Jinja tells."""
    found: tuple[str | None, int | None] = (None, None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if own_letters.may_be_named(file):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _syntax(message: str) -> str:
    if found := re.match(r"Encountered unknown tag '(\w+)'", message):
        return f"de opdracht {quoted(found[1])} bestaat niet, of hoort hier niet."
    if message.startswith("Unexpected end of template"):
        return "een {% if %}, {% for %} of {% block %} wordt niet afgesloten."
    if message.startswith("No test named"):
        return "wat er achter 'is' staat, bestaat niet."
    return "de schrijfwijze klopt niet. Kijk de tekens {{ }}, {% %} en {# #} na."
