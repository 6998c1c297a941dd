"""A drawing as Mermaid: text that documentation turns into a flowchart. Titles can't be markup."""

import json
import re
from collections.abc import Iterator

from scala_cli.plan.chart.nodes import NodeKind
from scala_cli.plan.chart.shapes import Arrow, Box, Drawing
from scala_cli.plan.chart.trail import State

_SHAPES = {
    NodeKind.ACTION: ('["', '"]'),
    NodeKind.QUESTION: ('{{"', '"}}'),
    NodeKind.OPTION: ('("', '")'),
    NodeKind.FORK: ('[/"', '"\\]'),
    NodeKind.HANDOVER: ('[["', '"]]'),
}
_BREAK = "<br/>"
# What Mermaid or the page that it draws in could read as its own.
_LIST = re.compile(r"\d*[.)+-]")
_SPECIAL = frozenset('"#&<>`\\;{}[]()|%*_~$')
_STYLES = {
    "spoed": "stroke:#b3141d,stroke-width:3px",
    "aanvulling": "stroke-dasharray:5 4",
    "gelopen": "stroke:#0b4f8a,stroke-width:3px",
    "open": "stroke:#000,stroke-width:5px",
    "vervallen": "fill:#f2f2f2,color:#767676,stroke:#767676",
}


def mermaid(drawing: Drawing) -> str:
    """Return a drawing as a Mermaid flowchart, ending in a line break."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    yield "---"
    yield f"title: {json.dumps(drawing.title)}"
    yield "---"
    yield "flowchart TD"
    for style, css in _STYLES.items():
        yield f"    classDef {style} {css}"
    about = _BREAK.join(escaped(line) for line in drawing.about)
    yield f'    over["{about}"]'
    if drawing.first:
        first = _BREAK.join(escaped(line) for line in ("Eerst dit", *drawing.first))
        yield f'    spoed["{first}"]:::spoed'
        yield "    over ~~~ spoed"
    yield f"    {'spoed' if drawing.first else 'over'} ~~~ n0"
    yield from (f"    {_node(box)}" for box in drawing.boxes)
    yield from (f"    {_arrow(arrow)}" for arrow in drawing.arrows)


def _node(box: Box) -> str:
    start, end = _SHAPES[box.kind]
    styles = "".join(f":::{style}" for style in _style(box))
    return f"n{box.place}{start}{_BREAK.join(map(escaped, _label(box)))}{end}{styles}"


def _label(box: Box) -> Iterator[str]:
    yield f"Stap {box.number}: {box.name}" if box.number else box.name
    for title, chosen in box.choices:
        yield f"{'✓' if chosen else '□'} {title}"
    if box.addition:
        yield "aanvulling op het schema"
    if box.joins:
        yield "wacht tot alle sporen hier zijn"
    if box.splits and box.kind is not NodeKind.FORK:
        yield "sporen naast elkaar"
    if box.ends:
        yield "einde van dit spoor"
    if box.state:
        yield box.state.upper() if box.state is State.OPEN else box.state
    elif box.walked and box.kind is NodeKind.OPTION:
        yield "gekozen"
    if box.term:
        yield f"termijn: {box.term}"


def _style(box: Box) -> Iterator[str]:
    """Yield one style: Mermaid takes a node's classes one by one, and here one is enough."""
    if box.state is State.OPEN:
        yield "open"
    elif box.state is State.LAPSED:
        yield "vervallen"
    elif box.walked:
        yield "gelopen"
    elif box.addition:
        yield "aanvulling"


def _arrow(arrow: Arrow) -> str:
    line = "==>" if arrow.walked else "-->"
    if not arrow.head:
        line = "===" if arrow.walked else "---"
    return f"n{arrow.source} {line} n{arrow.target}"


def escaped(text: str) -> str:
    """Return a text whose every special character is spelled by its number."""
    start = _LIST.match(text)
    kept = start.end() if start else 0
    return "".join(
        f"#{ord(char)};" if char in _SPECIAL or place == kept - 1 else char
        for place, char in enumerate(text)
    )
