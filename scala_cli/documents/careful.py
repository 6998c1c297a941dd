"""How an own letter is compiled where it decides: what isn't known takes no branch at all.

Where the outcome depends on it, the place to fill in stands instead, once. Loads Jinja, so import
it late.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_LEAD = re.compile(r"\s*(?:(?:-|#{1,6}) )?")
"""What a place keeps of the begin of the text that it stands for: white space, and what is first
in an item of a list or a heading."""
_TAIL = re.compile(r"(?:\\(?=\n))?\s*\Z")
_SAYING = (nodes.Output, nodes.Include, nodes.Block)
_OPENING = re.compile(r"\{[#%{]")
_STRING = r"""'(?>(?:[^'\\]|\\.)*)' | "(?>(?:[^"\\]|\\.)*)\""""
# No way back in a group: what doesn't close is found out once. Not possessive: see `plan.toml`.
_INSIDE = rf"""(?>(?: [^'"%}}]++ | {_STRING} | %(?!\}}) | \}}(?!\}}) )*)"""
_RAW = re.compile(r"\{% [-+]? \s*+ raw \s*+ -? %\}", re.VERBOSE)
_RAW_END = re.compile(r"\{% [-+]? \s*+ endraw \s*+ [-+]? %\}", re.VERBOSE)
_CLOSED = {
    "{#": re.compile(r"\{\# .*? \#\}", re.VERBOSE | re.DOTALL),
    "{%": re.compile(rf"\{{% {_INSIDE} %\}}", re.VERBOSE | re.DOTALL),
    "{{": re.compile(rf"\{{\{{ {_INSIDE} \}}\}}", re.VERBOSE | re.DOTALL),
}


class Careful(CodeGenerator):
    """Compiles what decides so that the environment's own `logic` does it."""

    def visit_Template(  # noqa: N802 - Jinja's name, as those below
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Compile a template; see `_ask_again` for its loops."""
        for loop in list(node.find_all(nodes.For)):
            _ask_again(loop)
        super().visit_Template(node, frame)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:  # noqa: N802
        """Compile a condition: each branch of it, and what stands instead of all."""
        inside = frame.soft()
        found = self.temporary_identifier()
        word = "if"
        for one in (node, *node.elif_):
            self.writeline(f"{word} ({found} := environment.decided(", one)
            self.visit(one.test, inside)
            self.write(")) is True:")
            self._block(one.body, inside)
            self.writeline(f"elif {found} is not False:")
            self._block(_instead(node, one, found), inside)
            word = "elif"
        if node.else_:
            self.writeline("else:")
            self._block(node.else_, inside)

    def _block(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        self.indent()
        self.blockvisit(body, frame)
        self.outdent()

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """Compile a choice between two values."""
        inside = frame.soft()
        found = self.temporary_identifier()
        self.write("(")
        self.visit(node.expr1, inside)
        self.write(f" if ({found} := environment.decided(")
        self.visit(node.test, inside)
        self.write(f")) is True else {found} if {found} is not False else ")
        self.visit(node.expr2 or nodes.Const(""), inside)
        self.write(")")

    def visit_And(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802
        """Compile `and`; the right is worked out only when it counts."""
        self._lazily("both", node, frame)

    def visit_Or(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802
        """Compile `or`, as `and`."""
        self._lazily("either", node, frame)

    def _lazily(self, name: str, node: nodes.BinExpr, frame: Frame) -> None:
        self.write(f"environment.{name}(")
        self.visit(node.left, frame)
        self.write(", lambda: ")
        self.visit(node.right, frame)
        self.write(")")

    def visit_Not(self, node: nodes.UnaryExpr, frame: Frame) -> None:  # noqa: N802
        """Compile `not`."""
        self.write("environment.opposite(")
        self.visit(node.node, frame)
        self.write(")")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """Compile a comparison, or a chain of them."""
        self.write("environment.compared(")
        self.visit(node.expr, frame)
        for one in node.ops:
            self.write(f", ({one.op!r}, lambda: ")
            self.visit(one.expr, frame)
            self.write(")")
        self.write(")")


KEPT = "kept, by a name that nobody can type"
"""The filter that keeps in a loop what may have to be in it."""


def _ask_again(loop: nodes.For) -> None:
    """Have a loop with a condition keep what that isn't known of, and put the place for it."""
    if loop.test is None:
        return
    again = nodes.If(loop.test, loop.body, [], [], lineno=loop.lineno)
    kept = nodes.Filter(loop.test, KEPT, [], [], None, None, lineno=loop.lineno)
    for one in (again, kept):
        one.environment = loop.environment
    loop.body = [again]
    loop.test = kept


def _instead(whole: nodes.If, one: nodes.If, found: str) -> Iterator[nodes.Node]:
    """Yield what is done where a condition isn't known: nothing of what any branch does.

    `found` holds the place. What a branch would have set isn't known either.
    """
    branches = (one.body, *(other.body for other in (whole, *whole.elif_)), whole.else_)
    saying = next((body for body in branches if _says(body)), None)
    if saying is not None:
        lead, tail = _edges(saying)
        parts = [nodes.TemplateData(lead), _name(found), nodes.TemplateData(tail)]
        yield nodes.Output(parts, lineno=one.lineno)
    for name in dict.fromkeys(_set_in(branches)):
        yield nodes.Assign(nodes.Name(name, "store"), _name(found), lineno=one.lineno)


def _says(body: Iterable[nodes.Node]) -> bool:
    """Tell whether a part of a template brings out any text."""
    found = (said for node in body for said in _with_all_in(node, _SAYING))
    return any(not isinstance(one, nodes.Output) or any(map(_is_text, one.nodes)) for one in found)


def _with_all_in(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> Iterator[nodes.Node]:
    if isinstance(node, kinds):
        yield node
    yield from node.find_all(kinds)


def _is_text(node: nodes.Expr) -> bool:
    return not isinstance(node, nodes.TemplateData) or bool(node.data.strip())


def _edges(body: list[nodes.Node]) -> tuple[str, str]:
    """Return what keeps a place apart from what is around it, as the text there would be."""
    lead, tail = _data(body[0], 0), _data(body[-1], -1)
    found = _TAIL.search(tail)
    assert found
    return _LEAD.match(lead)[0], found[0]  # type: ignore[index] # matches any text


def _data(node: nodes.Node, place: int) -> str:
    found = node.nodes[place] if isinstance(node, nodes.Output) and node.nodes else None
    return found.data if isinstance(found, nodes.TemplateData) else ""


def _set_in(bodies: Iterable[Iterable[nodes.Node]]) -> Iterator[str]:
    """Yield the names that are set in parts of a template, and are known after those."""
    for node in (node for body in bodies for node in body):
        if isinstance(node, nodes.Assign):
            targets = (node.target, *node.target.find_all(nodes.Name))
            yield from (one.name for one in targets if isinstance(one, nodes.Name))
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.FromImport):
            yield from (one if isinstance(one, str) else one[1] for one in node.names)
        elif isinstance(node, nodes.If):
            yield from _set_in((node.body, node.elif_, node.else_))


def _name(found: str) -> nodes.InternalName:
    """Return a name of the compiled text; Jinja's own way to make one needs a parser."""
    name: Any = object.__new__(nodes.InternalName)
    nodes.Node.__init__(name, found)
    return name  # type: ignore[no-any-return]


def keep_lines(source: str) -> str:
    """Return a template in which a line of text that ends in a tag stays a line.

    Jinja takes the end of line after any tag; that is meant for lines that hold nothing else.
    """
    made: list[str] = []
    at = 0
    has_text = False
    while (found := _OPENING.search(source, at)) and (closed := _closed(source, found.start())):
        end, is_text = closed
        _, new_line, begun = source[at : found.start()].rpartition("\n")
        has_text = is_text or bool(begun.strip()) or (has_text and not new_line)
        takes_line = found[0] != "{{" and source[end - 3] not in "-+"
        kept = has_text and takes_line and source.startswith("\n", end)
        made += source[at : end - 2], "+" if kept else "", source[end - 2 : end]
        at = end
    # Of what isn't closed Jinja tells.
    return "".join((*made, source[at:]))


def _closed(source: str, start: int) -> tuple[int, bool] | None:
    """Return where what opens at a place is closed, and whether it brings out text itself."""
    if raw := _RAW.match(source, start):
        found = _RAW_END.search(source, raw.end())
        return (found.end(), True) if found else None
    opening = source[start : start + 2]
    found = _CLOSED[opening].match(source, start)
    return (found.end(), opening == "{{") if found else None
