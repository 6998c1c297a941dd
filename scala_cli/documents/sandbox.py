"""Where a template from outside is made into a letter: within bounds, and every value escaped.

What it may say is known beforehand, so nothing can grow but by loops and includes; what is done in
those is counted, and so is what comes out. Knows no file: who renders gives the texts. Loads Jinja,
so import it late.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.compiler import Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scala_cli.documents import logic
from scala_cli.documents.careful import KEPT, Careful, keep_lines
from scala_cli.documents.comparing import Comparisons
from scala_cli.documents.names import Names
from scala_cli.documents.rules import (
    LETTER_FILTERS,
    LETTER_TESTS,
    LONGEST,
    MOST_STEPS,
    TOO_LONG,
    TOO_MUCH,
    Refused,
    Unfit,
    needed,
    refusals,
    size,
    unknown_names,
)
from scala_cli.plan.faults import quoted
from scala_cli.text import Markdown, markdown

_COUNTED = "counted, by a name that nobody can type"
Load = Callable[[str], str | None]
"""Gives the text of a template by its name, as in an include; None where there is none."""


class _Careful(Careful):
    """Compiles nothing that was not looked at, and has every loop counted."""

    def visit_Template(  # noqa: N802 - Jinja's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        for found in refusals(node, self.name):
            raise found
        assert isinstance(self.environment, Sandbox)
        self.environment.sizes[self.name or ""] = size(node)
        for loop in list(node.find_all(nodes.For)):
            inside = nodes.Const(sum(1 + size(one) for one in loop.body))
            counted = nodes.Filter(
                loop.iter, _COUNTED, [inside], [], None, None, lineno=loop.lineno
            )
            counted.set_environment(self.environment)
            loop.iter = counted
        super().visit_Template(node, frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """What one letter is made in; it counts, so it is used once."""

    code_generator_class = _Careful
    decided = staticmethod(logic.decided)
    both = staticmethod(logic.both)
    either = staticmethod(logic.either)
    opposite = staticmethod(logic.opposite)
    compared = staticmethod(logic.compared)

    def __init__(self, load: Load) -> None:
        super().__init__(
            loader=FunctionLoader(_found_by(load)),
            undefined=StrictUndefined,
            finalize=self._printed,
            autoescape=False,
            optimized=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.clear()
        self.filters = {**LETTER_FILTERS, _COUNTED: self._counted, KEPT: _kept}
        self.tests = {**self.tests, **LETTER_TESTS}
        self.sizes: dict[str, int] = {}
        self._steps = MOST_STEPS
        self._room = LONGEST

    def check(self, name: str, known: Names | None) -> Iterator[TemplateSyntaxError]:
        """Yield what is wrong with a template, and with what it uses, before it is made.

        `known` are the names that it may use; None: those aren't known.
        """
        seen = set()
        comparisons = Comparisons(known) if known else None
        ahead: list[tuple[str, ...]] = [(name,)]
        while ahead:
            way = ahead.pop()
            file = way[-1]
            if file in seen:
                continue
            seen.add(file)
            try:
                tree = self.parse(self._source(file), file, file)
                yield from self._wrong_in(tree, file, known if file == name else None)
                if comparisons:
                    yield from comparisons.wrong_in(tree, file)
            except TemplateSyntaxError as error:
                yield error
                continue
            for node in reversed(list(needed(tree))):
                other = node.template.value
                if other in way:
                    yield Refused(_ITSELF.format(quoted(other)), node.lineno, file, file)
                elif self._is_there(other):
                    ahead.append((*way, other))
                elif not getattr(node, "ignore_missing", False):
                    yield Refused(_NOT_THERE.format(quoted(other)), node.lineno, file, file)

    def _wrong_in(
        self, tree: nodes.Template, name: str, known: Names | None
    ) -> Iterator[TemplateSyntaxError]:
        """Yield what is wrong in one template; raise what shows only when it is compiled."""
        refused = list(refusals(tree, name))
        yield from refused
        if known is not None:
            yield from unknown_names(tree, known.plain, name)
        if not refused:
            self.get_template(name)

    def _source(self, name: str) -> str:
        assert self.loader is not None
        return self.loader.get_source(self, name)[0]

    def _is_there(self, name: str) -> bool:
        try:
            self._source(name)
        except TemplateNotFound:
            return False
        return True

    def made(self, name: str, values: Mapping[str, Any]) -> str:
        """Return what a template says with these values."""
        parts = []
        room = LONGEST
        for part in self.get_template(name).generate(values):
            room -= len(part)
            if room < 0:
                raise Unfit(TOO_LONG)
            parts.append(part)
        return "".join(parts)

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:  # noqa: ANN401 - Jinja's own
        """Return a template, and count what is in it as done."""
        found = super().get_template(name, *args, **kwargs)
        self._step(self.sizes[name])
        return found

    def _step(self, things: int) -> None:
        self._steps -= things
        if self._steps < 0:
            raise Unfit(TOO_MUCH)

    @pass_context
    def _counted(self, _context: Context, items: Iterable[object], things: int) -> Iterator[object]:
        for item in items:
            self._step(things)
            yield item

    @pass_context
    def _printed(self, _context: Context, value: object) -> str:
        """Return a value as it stands in the text: escaped, and only what has words of its own."""
        if isinstance(value, Undefined) or type(value) is int:
            return str(value)
        if not isinstance(value, str):
            raise Unfit(_UNPRINTABLE)
        found = value if isinstance(value, Markdown) else markdown(value)
        self._room -= len(found)
        if self._room < 0:
            raise Unfit(TOO_LONG)
        return found


# With the context, so that Jinja can't do this while it compiles.
@pass_context
def _kept(_context: Context, value: object) -> bool:
    """Tell whether something stays in a loop: what may have to be there does."""
    return logic.decided(value) is not False


class Anything(str):
    """Stands for what isn't known yet: a text, a list, a yes or no, and all that belongs to it."""

    __slots__ = ()

    def __getattr__(self, name: str) -> "Anything":
        """Return the same for whatever belongs to it."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self


_UNPRINTABLE = (
    "tussen {{ en }} staat iets dat geen tekst is. Gebruik voor een lijst {% for … %} of "
    "|opsomming, en voor ja of nee {% if … %}."
)


def _found_by(load: Load) -> Callable[[str], tuple[str, str, None] | None]:
    def found(name: str) -> tuple[str, str, None] | None:
        text = load(name)
        return None if text is None else (keep_lines(text), name, None)

    return found


_ITSELF = "{} gebruikt zichzelf, of een bestand dat hierop uitkomt. Haal dit weg."
_NOT_THERE = (
    "het bestand {} is er niet. Een brief kan alleen bestanden uit de map brieven gebruiken, en de "
    "delen van het programma."
)
