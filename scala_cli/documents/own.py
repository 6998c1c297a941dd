"""A school's own letters: whether one can be used, and what it says.

Whatever goes wrong in one is its fault and nobody else's: it ends as a `WrongLetter`, with the
line where that is known, and never with what was being written.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from scala_cli import own_letters, resources
from scala_cli.case.outcomes import STATEMENT
from scala_cli.documents.context import shipped_names
from scala_cli.documents.contexts import general
from scala_cli.documents.contexts.values import PROGRAM_NAMES, name_of
from scala_cli.documents.marks import lost
from scala_cli.documents.names import Names, known_names_of, names_for
from scala_cli.documents.plain import plain
from scala_cli.documents.school import DETAILS
from scala_cli.facts import facts
from scala_cli.headings import Heading, heading, own_heading
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.faults import Fault, Hints, Place, quoted
from scala_cli.plan.model import Plan
from scala_cli.text import clean

if TYPE_CHECKING:
    from jinja2 import TemplateSyntaxError

    from scala_cli.documents.sandbox import Sandbox

_PARTS = "delen/"
_SHORT = 150
"""The most characters of the short statement: what it is for doesn't take more."""


def check(kind: str, plans: Iterable[Plan]) -> Heading:
    """Return the header of an own letter that can be used, as far as shows before it is made.

    `plans` have the steps and fields that it may name. Raises `WrongLetter` with every fault.
    """
    name = own_letters.file_of(kind)
    found = own_heading(kind)
    plans = list(plans)
    wrong = [*_named_wrong(found.header, plans), *_faults(kind, found.header)]
    file = own_letters.shown_as(name)
    faults = [
        *found.faults,
        *found.located([Fault(file, None, sentence, place) for sentence, place in wrong]),
        *_in_text(name, names_for(kind, found.header, plans) if found.named else None),
    ]
    if not faults:
        faults = _in_making(kind, known_names_of(kind, found.header))
    if faults:
        # Those in the files that it uses come after its own.
        faults.sort(key=lambda fault: (fault.file != file, fault.line))
        raise own_letters.in_use().wrong(name, list(dict.fromkeys(faults)))
    return found.header


_Wrong = Iterator[tuple[str, Place]]
"""Sentences, and where in the header that is."""


def _named_wrong(header: Heading, plans: Iterable[Plan]) -> _Wrong:
    steps: set[str] = set()
    fields: set[str] = set()
    for plan in plans:
        steps |= {name for step in plan.steps for name in (step.id, f"{plan.id}/{step.id}")}
        fields |= {field.id for step in plan.steps for field in step.fields}
    yield from _unknown("de stap {} bestaat niet.", "stappen", header.steps, steps)
    # A name of the program's own is told of apart.
    asked = (one for one in header.fields if name_of(one) not in PROGRAM_NAMES)
    yield from _unknown("het gegeven {} bestaat niet.", "gegevens", asked, fields)
    yield from _unknown("{} is geen gegeven van de school.", "school", header.school, DETAILS)
    yield from _unknown("de bron {} bestaat niet.", "bronnen", header.facts, facts())


def _unknown(sentence: str, key: str, named: Iterable[str], known: Collection[str]) -> _Wrong:
    hints = Hints()
    for one in named:
        if one not in known:
            hint = hints.did_you_mean(one, sorted(known))
            yield f"{sentence.format(quoted(one))}{hint}", Place((key,), one)


def _faults(kind: str, header: Heading) -> _Wrong:
    if kind not in resources.document_names():
        yield from general.faults(header, general.base_names(header))
        return
    shipped = heading(kind)
    asked = {one.id for one in shipped.questions}
    if shipped.public and header.questions:
        sentence = "aan deze brief kan geen vraag worden toegevoegd. Schrijf vragen = []."
        yield sentence, Place(("vragen",))
    taken = {*shipped_names(kind), *general.base_names(header)}
    yield from general.faults(header, taken - asked)


def _in_text(name: str, known: Names | None) -> list[Fault]:
    """Return what is wrong in the text of a letter and in what that uses."""
    found: list[Fault] = []
    try:
        with _told(name):
            for error in _sandbox().check(name, known):
                found.append(_refused(name, error))  # noqa: PERF401 - keeps what came before an error
    except WrongLetter as error:
        found += error.faults
    return found


def _in_making(kind: str, names: Collection[str]) -> list[Fault]:
    """Return what shows only when a letter is made, whatever its values will be."""
    found: list[Fault] = []
    for make in _trials(kind, names):
        try:
            make()
        except WrongLetter as error:
            found += error.faults
    return found


def _trials(kind: str, names: Collection[str]) -> Iterator[Callable[[], object]]:
    if kind == STATEMENT:
        for said in product((True, False), repeat=4):
            values = dict(zip(("gesproken", "gesprek", "aangifte", "kort"), said, strict=True))
            yield partial(render_own, kind, values)
    else:
        for words in ("x", ""):
            yield partial(_tried, own_letters.file_of(kind), names, words)


def _tried(name: str, names: Collection[str], words: str) -> None:
    """Make a letter of which nothing is known. Raises `WrongLetter` where it grows too large."""
    from scala_cli.documents.rules import Unfit
    from scala_cli.documents.sandbox import Anything

    try:
        with _told(name):
            _sandbox().made(name, dict.fromkeys(names, Anything(words)))
    except WrongLetter as error:
        # Anything else that goes wrong may be for want of the real values.
        if isinstance(error.__cause__, (Unfit, RecursionError)):
            raise


def render_own(kind: str, values: Mapping[str, object]) -> str:
    """Return an own letter as Markdown, ending without a line break. Raises `WrongLetter`."""
    name = own_letters.file_of(kind)
    with _told(name):
        made = clean(_sandbox().made(name, values))
    if fault := _unfit(kind, made, values):
        raise _wrong(name, fault)
    return made


def _unfit(kind: str, made: str, values: Mapping[str, object]) -> str | None:
    if not made:
        return "er komt geen tekst uit."
    if found := lost(made):
        return (
            f"er staat {found} in, en dat kan niet in een brief. Gebruik alinea's, lijsten met -, "
            "kopjes met #, **vet** en *schuin*."
        )
    return _unfit_statement(made, short=bool(values.get("kort"))) if kind == STATEMENT else None


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

    from scala_cli.documents.rules import Unfit

    try:
        yield
    except WrongLetter:
        raise
    except TemplateSyntaxError as error:
        raise own_letters.in_use().wrong(name, [_refused(name, error)]) from error
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
    return own_letters.in_use().wrong(name, [_fault(name, sentence, where, line)])


def _fault(name: str, sentence: str, where: str | None, line: int | None) -> Fault:
    """Return a fault of a letter; `where` is the file that it is in, itself or a part."""
    own = own_letters.in_use()
    if where in (None, name):
        return own.fault_in(name, sentence, line or 0)
    try:
        own.text(str(where))
    except FileNotFoundError:
        return own.fault_in(name, f"bij {quoted(str(where))} van het programma: {sentence}")
    return own.fault_in(str(where), sentence, line or 0)


def _refused(name: str, error: "TemplateSyntaxError") -> Fault:
    """Return as a fault what a template may not say, or how it may not be written."""
    from scala_cli.documents.rules import Refused

    message = error.message or ""
    sentence = message if isinstance(error, Refused) else _syntax(message)
    return _fault(name, sentence, error.name, error.lineno)


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
