"""What stands in each box of a drawing, and how much room that takes. Positions are in the box."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scala_cli.plan.chart.channels import Size
from scala_cli.plan.chart.lettering import (
    LEADING,
    broken,
    lines_for,
    longest_word,
    shortened,
    width,
)
from scala_cli.plan.chart.nodes import Node, NodeKind
from scala_cli.plan.chart.shapes import Sign, SignKind, Words
from scala_cli.plan.chart.trail import State, Trail
from scala_cli.plan.model import Step
from scala_cli.plan.wording import length_of
from scala_cli.text import clean_line

TITLE = 9.0
TEXT = 7.4
STRIP = 7.0
SIGN = 9.0
"""How large the sign of a box is, halfway up its left side and mostly outside of it."""
_OUTSIDE = 0.7
_PAD = 6.0
_TIP = 5.0
"""How much further the words of a question are from its pointed sides."""
_TITLE_LINES = 4
_OPTION_LINES = 8
_FEW_LINES = 2
_LONGEST_WORD = 150.0
_FORK_WORDS = "sporen naast elkaar"
_JOIN_WORDS = "wacht tot alle sporen hier zijn"
_END_WORDS = "einde van dit spoor"
_ADDITION_WORDS = "aanvulling op het schema"
_SEVERAL_WORDS = "meer dan één antwoord mag"


@dataclass(frozen=True, slots=True)
class Strip:
    """A short remark, with its sign if it has one."""

    words: str
    sign: SignKind | None = None
    strong: bool = False
    inverse: bool = False

    @property
    def indent(self) -> float:
        """Return what its sign takes."""
        return STRIP + 2 if self.sign else 0.0

    @property
    def wide(self) -> float:
        """Return how wide it is."""
        return self.indent + width(self.words, STRIP, bold=self.strong)


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a box may be, and how many lines it has for who acts and the protocol's words."""

    wide: float
    lines: int


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a box, and how large that makes it; `sign` is the one at its side."""

    size: Size
    words: tuple[Words, ...]
    signs: tuple[Sign, ...]
    sign: SignKind | None = None

    def as_high(self, high: float) -> "Content":
        """Return the same in a higher box, in the middle."""
        down = (high - self.size.high) / 2
        return replace(
            self,
            size=Size(self.size.wide, high),
            words=tuple(replace(one, y=one.y + down) for one in self.words),
            signs=tuple(replace(one, y=one.y + down) for one in self.signs),
        )

    def all_signs(self) -> tuple[Sign, ...]:
        """Return the signs in the box, and the one at its side."""
        if self.sign is None:
            return self.signs
        return Sign(self.sign, -SIGN * _OUTSIDE, (self.size.high - SIGN) / 2, SIGN), *self.signs


def side(node: Node) -> float:
    """Return what is kept free at each side of the words in a box."""
    return _PAD + (_TIP if node.kind is NodeKind.QUESTION else 0.0)


def narrowest(node: Node) -> float:
    """Return how wide a box has to be to keep the words of its title whole, within reason."""
    title, size, bold = _title(node)
    words = [min(longest_word(title, size, bold=bold), _LONGEST_WORD)]
    if node.kind in (NodeKind.OPTION, NodeKind.FORK):
        words += [strip.wide for strip in _onwards(node)]
    return max(words) + 2 * side(node)


def content(node: Node, measure: Measure, trail: Trail | None) -> Content:
    """Return what stands in the box of a node."""
    top = _PAD - 3 if node.kind in (NodeKind.OPTION, NodeKind.FORK) else _PAD - 1
    wide = max(measure.wide, narrowest(node))
    made = _Filling(side(node), wide, top)
    if node.kind is NodeKind.OPTION:
        return _option(node, made, trail)
    if node.kind is NodeKind.FORK:
        made.strips(_onwards(node))
        return made.done(narrow=True)
    state = trail.states.get(node.ref) if trail and node.kind is not NodeKind.HANDOVER else None
    if node.step and node.step.waits and node.kind is not NodeKind.HANDOVER:
        made.strips([Strip(_JOIN_WORDS, SignKind.JOIN)])
    made.title(_title(node)[0], lines_for(name_of(node), _TITLE_LINES))
    if node.kind is NodeKind.HANDOVER:
        made.text(name_of(node).partition(", ")[2], 3)
    elif node.step:
        visits = trail.visits.get(node.ref, 1) if trail else 1
        _fill(made, node.step, measure.lines, trail)
        made.strips([*_standing(state, visits), *_last(node, node.step, measure.lines)])
    return made.done(sign=_sign(node, state))


def _fill(made: "_Filling", step: Step, lines: int, trail: Trail | None) -> None:
    """Add the protocol's words, and the answers that go on alike."""
    said = clean_line(step.text)
    if said.rstrip(":") != clean_line(step.title):
        made.small_print(said, lines - 1)
    if step.several:
        made.strips([Strip(_SEVERAL_WORDS)])
        for option in step.options:
            chosen = trail is not None and (step.id, option.id) in trail.chosen
            made.choice(clean_line(option.title), chosen=chosen)


def _standing(state: State | None, visits: int) -> Iterator[Strip]:
    """Yield how the step stands in a case, and how often it came by."""
    if state:
        again = f" (keer {visits})" if visits > 1 else ""
        words = f"{state.value}{again}"
        is_open = state is State.OPEN
        yield Strip(words.upper() if is_open else words, strong=True, inverse=is_open)


def _last(node: Node, step: Step, lines: int) -> Iterator[Strip]:
    """Yield who acts, and what is particular about a step."""
    if lines:
        yield Strip(f"Wie: {clean_line(step.actor)}")
    if step.addition:
        yield Strip(_ADDITION_WORDS)
    if step.term:
        yield Strip(f"termijn: {length_of(step.term)}")
    yield from _onwards(node)


def _onwards(node: Node) -> Iterator[Strip]:
    """Yield that tracks part here, or that this one ends."""
    if node.splits:
        yield Strip(_FORK_WORDS, SignKind.FORK)
    if node.ends:
        yield Strip(_END_WORDS, SignKind.END)


def _option(node: Node, made: "_Filling", trail: Trail | None) -> Content:
    chosen = trail and node.option and (node.ref, node.option.id) in trail.chosen
    made.answer(_title(node)[0], chosen=bool(chosen))
    made.strips(_onwards(node))
    return made.done(narrow=True)


def name_of(node: Node) -> str:
    """Return what a node is called, whole."""
    if node.option:
        return clean_line(node.option.title)
    if node.step is None:
        return _FORK_WORDS
    title = clean_line(node.step.title)
    return f"stappenplan {node.plan.id}, bij: {title}" if node.plan else title


def told(node: Node) -> Iterator[str]:
    """Yield what a box says beside its name, whole, each in a sentence."""
    if node.kind is NodeKind.HANDOVER and node.plan:
        yield f"{clean_line(node.plan.title)}."
    elif node.step:
        if clean_line(node.step.text) != name_of(node):
            yield clean_line(node.step.text)
        yield f"Wie: {clean_line(node.step.actor)}."
        if node.step.addition:
            yield f"Dit is een {_ADDITION_WORDS}."
        if node.step.waits:
            yield f"Deze stap {_JOIN_WORDS}."
        if node.step.term:
            yield f"Hier begint een termijn: {length_of(node.step.term)}."


def _title(node: Node) -> tuple[str, float, bool]:
    """Return the words at the top of a box, their size, and whether they are bold."""
    if node.kind is NodeKind.OPTION:
        return name_of(node), TEXT, False
    if node.kind is NodeKind.HANDOVER and node.plan:
        return f"Verder in stappenplan {node.plan.id}", TITLE, True
    if node.kind is NodeKind.FORK:
        return _FORK_WORDS, STRIP, False
    return f"{node.number}. {name_of(node)}", TITLE, True


def _sign(node: Node, state: State | None) -> SignKind:
    if node.kind is NodeKind.HANDOVER:
        return SignKind.HANDOVER
    if node.kind is NodeKind.QUESTION:
        return SignKind.QUESTION
    return {State.DONE: SignKind.DONE, State.SKIPPED: SignKind.SKIPPED}.get(
        state or State.OPEN, SignKind.TO_DO
    )


class _Filling:
    """A box that is filled from the top down."""

    def __init__(self, side: float, wide: float, top: float) -> None:
        self._side = side
        self._wide = wide
        self._top = self._down = top
        self._words: list[Words] = []
        self._signs: list[Sign] = []

    def title(self, words: str, most: int) -> None:
        """Add a title, in so many lines at the most."""
        self._add(words, TITLE, most, bold=True)
        self._down += 1

    def answer(self, words: str, *, chosen: bool) -> None:
        """Add the words of an answer, with a sign when it was chosen."""
        indent = 0.0
        if chosen:
            indent = TEXT + 2
            self._signs.append(Sign(SignKind.DONE, self._side, self._down + 1, TEXT - 1))
        self._add(words, TEXT, lines_for(words, _OPTION_LINES), indent=indent, bold=chosen)

    def choice(self, words: str, *, chosen: bool) -> None:
        """Add one of several answers, with a square to tick."""
        sign = SignKind.DONE if chosen else SignKind.TO_DO
        self._signs.append(Sign(sign, self._side, self._down + 1.5, STRIP - 1))
        most = lines_for(words, _FEW_LINES)
        self._add(words, TEXT, most, indent=TEXT + 1, bold=chosen)

    def text(self, words: str, most: int) -> None:
        """Add words of the drawing itself."""
        self._add(words, TEXT, most)

    def small_print(self, words: str, most: int) -> None:
        """Add words that may be cut if they must, but for those with a number in them."""
        room = self._wide - 2 * self._side
        self._put(shortened(words, room, TEXT, most=most), Words((), self._side, 0, TEXT))

    def strips(self, strips: Iterable[Strip]) -> None:
        """Add remarks, on one line as far as they fit."""
        right = self._wide - self._side
        x = self._side
        for strip in strips:
            if x > self._side and x + strip.wide > right:
                x = self._side
            if x > self._side:
                self._down -= STRIP * LEADING
            if strip.sign:
                self._signs.append(Sign(strip.sign, x, self._down + 1, STRIP - 0.5))
            self._add(
                strip.words,
                STRIP,
                lines_for(strip.words, _FEW_LINES),
                indent=x - self._side + strip.indent,
                bold=strip.strong,
                quiet=not strip.strong,
                inverse=strip.inverse,
            )
            x += strip.wide + 2 * _PAD

    def _add(  # noqa: PLR0913 - the ways in which words can stand in a box
        self,
        words: str,
        size: float,
        most: int,
        *,
        indent: float = 0.0,
        bold: bool = False,
        quiet: bool = False,
        inverse: bool = False,
    ) -> None:
        room = self._wide - 2 * self._side - indent
        lines = broken(words, room, size, most=most, bold=bold)
        self._put(lines, Words((), self._side + indent, 0, size, bold, quiet, inverse))

    def _put(self, lines: tuple[str, ...], like: Words) -> None:
        if lines:
            self._words.append(replace(like, lines=lines, y=self._down))
            self._down += self._words[-1].high

    def done(self, *, narrow: bool = False, sign: SignKind | None = None) -> Content:
        """Return what was filled in; a narrow box is no wider than its words."""
        wide = self._wide
        if narrow:
            needed = (words.x + words.wide for words in self._words)
            wide = max(needed, default=0.0) + self._side
        return Content(
            Size(wide, self._down + self._top), tuple(self._words), tuple(self._signs), sign
        )
