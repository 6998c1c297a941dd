"""What an own letter compares, against what can be: told before the letter is made.

A comparison with a word that is no option would never be true, and nobody would see that. Loads
Jinja, so import it late.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from jinja2 import nodes

from scala_cli.documents.contexts.general import Incident
from scala_cli.documents.contexts.values import name_of
from scala_cli.documents.names import CASE, CHOICE, Meaning, Names
from scala_cli.documents.rules import Refused, line_of
from scala_cli.plan.faults import Hints, quoted
from scala_cli.text import listing

_EQUAL, _AMONG = ("eq", "ne"), ("in", "notin")
_SAME = {"==": "eq", "eq": "eq", "equalto": "eq", "!=": "ne", "ne": "ne", "in": "in"}
"""The tests that compare: `is eq` and its like."""
_LISTED = 8
"""The most options that a sentence names."""


@dataclass(frozen=True)
class Comparisons:
    """Looks through a letter and what it uses; `stored` are names that those gave themselves."""

    names: Names
    stored: set[str] = field(default_factory=set)
    hints: Hints = field(default_factory=Hints)

    def wrong_in(self, tree: nodes.Template, file: str) -> Iterator[Refused]:
        """Yield what is asked under a name that isn't there, and what is compared in vain."""
        self.stored.update(_stored(tree))
        for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
            if sentence := self._not_there(node):
                yield Refused(sentence, node.lineno, file, file)
        for node in tree.find_all((nodes.Compare, nodes.Test)):
            for one, sign, other in _pairs(node):
                if sentence := self._in_vain(one, sign, other):
                    yield Refused(sentence, line_of(node), file, file)

    def _not_there(self, node: nodes.Node) -> str | None:
        start, _, name = (_written(node) or "").partition(".")
        known = self.names.under.get(start)
        if known is None or name in known or start in self.stored or not name:
            return None
        if start == CHOICE and name in self.names.actions:
            return f"bij de stap {quoted(name)} wordt niets gekozen: het is geen vraag."
        if start == CASE and name in Incident.__dataclass_fields__:
            return f"{quoted(f'{start}.{name}')} kan niet in een openbare brief."
        hint = self.hints.did_you_mean(f"{start}.{name}", self._dotted[start])
        if start == CHOICE:
            return f"de vraag {quoted(name)} bestaat niet.{hint}"
        hint = hint or _choose(self._dotted[start])
        return f"{quoted(f'{start}.{name}')} is hier niet bekend.{hint}"

    @cached_property
    def _dotted(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names with a dot, by what stands before it."""
        under = self.names.under.items()
        return {start: tuple(f"{start}.{one}" for one in known) for start, known in under}

    def _in_vain(self, one: nodes.Node, sign: str, other: nodes.Node) -> str | None:
        for left, right, side in ((one, other, "left"), (other, one, "right")):
            meaning = self._meaning(left)
            words = list(_words(right))
            if meaning and words:
                name = _written(left) or ""
                return self._of_yes_no(name, words) or self._of_choice(
                    name, words, sign if side == "left" or sign in _EQUAL else f"{sign} it"
                )
        return None

    def _meaning(self, node: nodes.Node) -> Meaning | None:
        name = _written(node) or ""
        is_stored = name.partition(".")[0] in self.stored
        return None if is_stored else self.names.meanings.get(name)

    def _of_yes_no(self, name: str, words: list[object]) -> str | None:
        if not self.names.meanings[name].yes_no:
            return None
        if all(isinstance(one, bool) for one in words):
            return None
        return (
            f"{quoted(name)} is ja of nee, en geen tekst. Schrijf {{% if {name} %}} of "
            f"{{% if not {name} %}}."
        )

    def _of_choice(self, name: str, words: list[object], sign: str) -> str | None:
        meaning = self.names.meanings[name]
        if meaning.yes_no:
            return None
        for word in words:
            if word not in meaning.options:
                return self._no_option(name, str(word), meaning)
        if meaning.several and not sign.endswith(" it"):
            sentence = f"bij {quoted(name)} kan meer dan één ding gekozen zijn. Schrijf "
            return f'{sentence}{{% if "{words[0]}" in {name} %}}.'
        return None

    def _no_option(self, name: str, word: str, meaning: Meaning) -> str:
        of = {title.casefold(): one for one, title in meaning.options.items()}
        if meant := of.get(word.casefold()):
            return f"vergelijk {quoted(name)} met de id '{meant}', niet met de titel."
        hint = self.hints.did_you_mean(word, meaning.options)
        hint = hint or _choose(meaning.options)
        return f"{quoted(word)} is geen keuze bij {quoted(name)}.{hint}"


def _choose(known: Collection[str]) -> str:
    if not known:
        return ""
    if len(known) > _LISTED:
        return f" Kies uit {', '.join(islice(known, _LISTED))}, …"
    return f" Kies uit {listing(known, 'of')}."


def _written(node: nodes.Node) -> str | None:
    """Return a name as it is written, with at most one dot; None for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        below: object = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        below = node.arg.value
    else:
        return None
    if isinstance(node.node, nodes.Name) and isinstance(below, str):
        return f"{node.node.name}.{name_of(below)}"
    return None


def _pairs(node: nodes.Node) -> Iterator[tuple[nodes.Node, str, nodes.Node]]:
    """Yield what is compared with what, and by which sign."""
    if isinstance(node, nodes.Test):
        if node.name in _SAME and node.args:
            yield node.node, _SAME[node.name], node.args[0]
        return
    assert isinstance(node, nodes.Compare)
    left: nodes.Node = node.expr
    for one in node.ops:
        if one.op in (*_EQUAL, *_AMONG):
            yield left, one.op, one.expr
        left = one.expr


def _words(node: nodes.Node) -> Iterator[object]:
    """Yield what stands there as such: a word, or those of a list. Not none: that asks."""
    items = node.items if isinstance(node, (nodes.List, nodes.Tuple)) else [node]
    for item in items:
        if isinstance(item, nodes.Const) and item.value is not None:
            yield item.value


def _stored(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template gives itself."""
    for name in tree.find_all(nodes.Name):
        if name.ctx != "load":
            yield name.name
    for one in tree.find_all(nodes.Import):
        yield one.target
    for other in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in other.names)
