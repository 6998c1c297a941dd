"""What a template from outside may say: no more of Jinja than a letter needs.

It is a list of what may be; anything else is refused by its place in the file, before it is
compiled. There are no calls, sums or macros, and none of the filters takes the escaping off.
Loads Jinja, so import it late.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sized
from typing import Any

from jinja2 import (
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    meta,
    nodes,
    pass_context,
    pass_environment,
)
from jinja2.environment import Environment
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS

from scala_cli.documents.contexts.values import Absent, Unknown, Untold
from scala_cli.documents.logic import compared, either
from scala_cli.plan.faults import Hints, did_you_mean, quoted
from scala_cli.text import LONG_LIMIT, listing, markdown_line

MOST_STEPS = 20_000
"""The most that is done for a letter: each thing that a file holds, as often as it comes by."""
LONGEST = 2 * LONG_LIMIT
"""The most characters that come out."""
TOO_LONG = f"er komt meer dan {LONGEST:,} tekens tekst uit.".replace(",", ".")
TOO_MUCH = "dit wordt te veel: een lus is te groot, of een deel roept zichzelf op."
_NO_SUMS = "rekenen, of teksten aan elkaar plakken, kan niet. Zet {{ … }} en {{ … }} naast elkaar."
_NO_MACROS = "een macro of een stuk dat wordt omgezet, kan niet. Zet het in een bestand in delen."
_REFUSED: Mapping[type[nodes.Node], str] = {
    nodes.Call: "een functie gebruiken, iets met ( ), kan niet.",
    nodes.BinExpr: _NO_SUMS,
    nodes.Concat: _NO_SUMS,
    nodes.Macro: _NO_MACROS,
    nodes.CallBlock: _NO_MACROS,
    nodes.FilterBlock: _NO_MACROS,
    nodes.AssignBlock: _NO_MACROS,
}
# `and` and `or` are sums to Jinja; they come first.
_ALLOWED = (
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Test, nodes.CondExpr,
    nodes.Template, nodes.TemplateData, nodes.Output, nodes.Name, nodes.Const, nodes.Neg,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Keyword, nodes.If, nodes.For,
    nodes.Assign, nodes.With, nodes.Block, nodes.Include, nodes.Import, nodes.FromImport,
    nodes.Extends, nodes.List, nodes.Tuple,
)  # fmt: skip
_FROM_ELSEWHERE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


class Refused(TemplateSyntaxError):
    """A template asks what it may not; the message is Dutch."""


class Unfit(TemplateRuntimeError):
    """What comes out can't be used; the message is Dutch."""


# With the context, so that Jinja can't do these while it compiles.
@pass_context
def _opsomming(_context: Context, items: Iterable[object]) -> str:
    return items if isinstance(items, Unknown) else _limited(listing(str(one) for one in items))


@pass_context
def _regel(_context: Context, value: str) -> str:
    if isinstance(value, Unknown):
        return value
    found = markdown_line(value)
    _limited(found)
    return found


def _limited(text: str) -> str:
    if len(text) > LONGEST:
        raise Unfit(TOO_LONG)
    return text


def _sparing(do: Callable[..., object]) -> Callable[..., object]:
    """Return a filter that leaves alone what isn't known or isn't there."""

    def done(value: object, *given: object, **named: object) -> object:
        spared = isinstance(value, (Unknown, Absent))
        return value if spared else do(value, *given, **named)

    return done


@pass_environment
def _first(environment: Environment, items: Iterable[object]) -> object:
    return items if isinstance(items, (Unknown, Absent)) else FILTERS["first"](environment, items)


@pass_environment
def _last(environment: Environment, items: Iterable[object]) -> object:
    return items if isinstance(items, (Unknown, Absent)) else FILTERS["last"](environment, items)


def _length(items: Sized) -> int | Unknown:
    return items if isinstance(items, Unknown) else len(items)


def _default(value: object, instead: object = "", boolean: object = False) -> object:  # noqa: FBT002 - Jinja's own
    if not isinstance(value, Undefined):
        return either(value, lambda: instead) if boolean else value
    return instead


# None of Jinja's own makes a text longer. `safe` and its like aren't there.
LETTER_FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: _sparing(FILTERS[name]) for name in ("capitalize", "lower", "trim", "upper")},
    "default": _default,
    "first": _first,
    "last": _last,
    "length": _length,
    "opsomming": _opsomming,
    "regel": _regel,
}
_SIGNS = {
    **dict.fromkeys(("==", "eq", "equalto"), "eq"),
    **dict.fromkeys(("!=", "ne"), "ne"),
    **dict.fromkeys((">", "gt", "greaterthan"), "gt"),
    **dict.fromkeys((">=", "ge"), "gteq"),
    **dict.fromkeys(("<", "lt", "lessthan"), "lt"),
    **dict.fromkeys(("<=", "le"), "lteq"),
    "in": "in",
}  # fmt: skip
"""How Jinja calls the tests that compare, and the signs that do the same."""


def _comparing(sign: str) -> Callable[[object, object], object]:
    return lambda value, other: compared(value, (sign, lambda: other))


def _knowing(test: Any) -> Callable[..., object]:  # noqa: ANN401 - Jinja's own
    """Return a test that of what isn't known doesn't know either."""

    def tested(value: object, *given: object) -> object:
        for one in (value, *given):
            if isinstance(one, Unknown):
                return one
        return test(value, *given)

    return tested


def _is_none(value: object) -> bool:
    return value is None or isinstance(value, Unknown)


def _exactly(test: Any) -> Callable[..., object]:  # noqa: ANN401 - Jinja's own
    """Return a test of yes or of no; what was left untold is neither."""
    knowing = _knowing(test)
    return lambda value: False if isinstance(value, Untold) else knowing(value)


_OF_NAMES = ("filter", "test", "defined", "undefined")
LETTER_TESTS: Mapping[str, Callable[..., Any]] = {
    **{name: _knowing(test) for name, test in TESTS.items() if name not in _OF_NAMES},
    **{name: _comparing(sign) for name, sign in _SIGNS.items()},
    **{name: _exactly(TESTS[name]) for name in ("true", "false")},
    "none": _is_none,
}
"""What may stand after `is`, where it differs from Jinja's own."""


def size(node: nodes.Node) -> int:
    """Return how many things there are in a part of a template."""
    return sum(1 for _ in node.find_all(nodes.Node))


def refusals(tree: nodes.Template, name: str | None) -> Iterator[Refused]:
    """Yield what may not be in a template, in its order."""
    if size(tree) > MOST_STEPS:
        yield Refused(TOO_MUCH, 0, name, name)
        return
    for node, sentence in _looked_at(tree):
        if sentence:
            yield Refused(sentence, line_of(node), name, name)


def _looked_at(tree: nodes.Template) -> Iterator[tuple[nodes.Node, str | None]]:
    """Yield what is in a template and why it may not be there; not what is inside of that."""
    ahead: list[nodes.Node] = [tree]
    while ahead:
        node = ahead.pop()
        sentence = _refusal(node)
        yield node, sentence
        if not sentence:
            ahead.extend(reversed(list(node.iter_child_nodes())))


def line_of(node: nodes.Node) -> int:
    """Return the line of a node, else of the first thing in it that knows; 0: none does."""
    inside = (one.lineno for one in node.find_all(nodes.Node))
    return node.lineno or next((line for line in inside if line), 0)


def _refusal(node: nodes.Node) -> str | None:
    if not isinstance(node, _ALLOWED):
        found = (words for kind, words in _REFUSED.items() if isinstance(node, kind))
        return next(found, "dit onderdeel van Jinja kan niet in een brief.")
    if isinstance(node, nodes.Filter) and node.name not in LETTER_FILTERS:
        hint = did_you_mean(node.name, LETTER_FILTERS)
        return (
            f"{quoted(f'|{node.name}')} kan niet; kies uit {listing(LETTER_FILTERS, 'of')}.{hint}"
        )
    if isinstance(node, (nodes.Getattr, nodes.Getitem)) and _is_private(node):
        return "een naam die met een laag streepje begint, kan niet."
    if isinstance(node, _FROM_ELSEWHERE) and not _is_word(node.template):
        return "noem achter include, import of extends één bestand, tussen aanhalingstekens."
    if isinstance(node, (nodes.List, nodes.Tuple)) and not _is_plain(node):
        return "in een lijst kunnen alleen woorden tussen aanhalingstekens staan, en getallen."
    return None


def _is_private(node: nodes.Getattr | nodes.Getitem) -> bool:
    name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
    return isinstance(name, str) and name.startswith("_")


def _is_word(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _is_plain(node: nodes.List | nodes.Tuple) -> bool:
    """Tell whether a list can't grow: one that holds names could hold itself again and again."""
    stores = isinstance(node, nodes.Tuple) and node.ctx != "load"
    return stores or all(isinstance(item, nodes.Const) for item in node.items)


def needed(tree: nodes.Template) -> Iterator[Any]:
    """Yield where another file is named."""
    found: Iterator[Any] = tree.find_all(_FROM_ELSEWHERE)
    yield from (node for node in found if _is_word(node.template))


def unknown_names(tree: nodes.Template, known: Collection[str], name: str) -> Iterator[Refused]:
    """Yield where a template uses a name that is neither known nor its own.

    A filter that isn't there becomes one that is: Jinja looks for no names where one is missing.
    """
    # What it builds on may bring names of its own.
    if tree.find(nodes.Extends):
        return
    for one in tree.find_all(nodes.Filter):
        one.name = one.name if one.name in LETTER_FILTERS else "lower"
    looking = meta.TrackingCodeGenerator(tree.environment)  # type: ignore[arg-type] # parsed by one
    # As `meta.find_undeclared_variables`, but nothing is worked out: it may be 'x' * 10**9.
    looking.optimizer = None
    try:
        looking.visit(tree)
        unknown = looking.undeclared_identifiers - set(known)
    except TemplateSyntaxError:
        # A test that isn't there, as in `is leeg`: told when it is compiled.
        return
    hints = Hints()
    for node, _ in _looked_at(tree):
        if isinstance(node, nodes.Name) and node.name in unknown and node.ctx == "load":
            hint = hints.did_you_mean(node.name, known)
            sentence = f"de naam {quoted(node.name)} is hier niet bekend.{hint}"
            yield Refused(sentence, node.lineno, name, name)
