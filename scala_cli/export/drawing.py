"""A drawing as a file: SVG or PDF, through the typesetter. The same drawing gives the same bytes.

Words are given to the typesetter as data and never read as markup. What is drawn is told as text
too: in a PDF by its tags, in an SVG by its description.
"""

import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from scala_cli import resources
from scala_cli.export.outline import onwards, outline, parts, what
from scala_cli.plan.chart.bridges import bridged
from scala_cli.plan.chart.lettering import measured
from scala_cli.plan.chart.shapes import Arrow, Box, Drawing, Frame, Point, Sign, Words

Values = dict[str, Any]
_TEMPLATE = "teken/blad.typ"
_TIP = 7.0
"""How long an arrow's point is, and those at the sides of a question, in thicknesses of a line."""
_BRIDGE = 3.5
"""How high a line goes over another, in thicknesses of a line."""
_UNKNOWN = "□"


def pdf(drawing: Drawing) -> bytes:
    """Return a drawing as a PDF of one page, tagged and to be kept (PDF/UA-1, PDF/A-2a)."""
    import typst

    try:
        return _pdf(values(drawing))
    except typst.TypstError:
        # It refuses characters that none of its letters can show; the tags still tell of them.
        return _pdf(values(drawing, plain=True))


def svg(drawing: Drawing) -> bytes:
    """Return a drawing as SVG with a title and a description."""
    import typst

    made = typst.compile(
        _template(), format="svg", sys_inputs=_inputs(values(drawing)), ignore_system_fonts=True
    )
    start, end = made.decode().split(">", 1)
    told = "\n".join(outline(drawing))
    return (
        f'{start} role="img" aria-labelledby="titel uitleg">'
        f'<title id="titel">{escape(drawing.title)}</title>'
        f'<desc id="uitleg">{escape(told)}</desc>{end}'
    ).encode()


def _pdf(drawn: Values) -> bytes:
    import typst

    return typst.compile(
        _template(),
        format="pdf",
        sys_inputs=_inputs(drawn),
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )


def _template() -> bytes:
    return (resources.folder("templates") / _TEMPLATE).read_bytes()


def _inputs(drawn: Values) -> dict[str, str]:
    return {"tekening": json.dumps(drawn)}


def values(drawing: Drawing, *, plain: bool = False) -> Values:
    """Return what the template lays out; `plain` with characters that any letter has."""

    def words(one: Words) -> Values:
        return {
            "regels": [_plain(line) for line in one.lines] if plain else list(one.lines),
            "x": one.x,
            "y": one.y,
            "letter": one.size,
            "breed": one.wide,
            "hoog": one.high,
            "vet": one.bold,
            "omgekeerd": one.inverse,
        }

    def frame(one: Frame) -> Values:
        return {
            **_place(one),
            "woorden": [words(line) for line in one.words],
            "tekens": [_sign(sign) for sign in one.signs],
        }

    corners = {(one.source, one.target): one.points for one in drawing.arrows}
    ways = bridged(corners, drawing.thick * _BRIDGE)

    def arrow(one: Arrow) -> Values:
        return _arrow(one, ways[one.source, one.target])

    def part(box: Box) -> Values:
        return {
            **_place(box),
            **_look(box),
            "wat": what(box),
            "naar": onwards(drawing, box),
            "pijlen": [arrow(one) for one in drawing.arrows if one.source == box.place],
            "woorden": [words(line) for line in box.words],
            "tekens": [_sign(sign) for sign in box.signs],
        }

    return {
        "titel": drawing.title,
        "breed": drawing.wide,
        "hoog": drawing.high,
        "dikte": drawing.thick,
        "punt": drawing.thick * _TIP,
        "kop": words(drawing.heading),
        "klein": [words(one) for one in drawing.small],
        "spoed": [frame(one) for one in drawing.emergency],
        "gelopen": [arrow(one) for one in drawing.arrows if one.walked],
        "balken": [
            {"van": one.start, "tot": one.end, "gelopen": one.walked} for one in drawing.bars
        ],
        "stappen": [[part(box) for box in boxes] for boxes in parts(drawing)],
        "uitleg": [frame(one) for one in drawing.legend],
    }


def _place(one: Box | Frame) -> Values:
    return {"x": one.x, "y": one.y, "breed": one.wide, "hoog": one.high}


def _look(box: Box) -> Values:
    return {
        "soort": box.kind,
        "staat": box.state,
        "gelopen": box.walked,
        "aanvulling": box.addition,
        "samen": box.joins,
    }


def _arrow(arrow: Arrow, way: Sequence[Point]) -> Values:
    return {"punten": way, "kop": arrow.head, "gelopen": arrow.walked}


def _sign(sign: Sign) -> Values:
    return {"soort": sign.kind, "x": sign.x, "y": sign.y, "maat": sign.size}


def _plain(line: str) -> str:
    return "".join(char if measured(char) else _UNKNOWN for char in line)
