"""The sheet around a drawing: its size, the heading, what comes first of all, and the legend."""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli.plan.chart.boxes import STRIP, Strip
from scala_cli.plan.chart.lettering import LEADING, broken, lines_for, width
from scala_cli.plan.chart.shapes import Frame, Sign, SignKind, Words
from scala_cli.plan.chart.trail import State, Trail
from scala_cli.plan.model import Plan
from scala_cli.text import clean_line

_MOST = 14_400.0
"""The longest side of a page in a PDF, in points."""
_SHORT, _LONG = 595.28, 841.89
_DOUBLE = 2**0.5
_MARGIN = 24.0
_TITLE, _LONG_TITLE, _SMALL, _FIRST, _LINE = 14.0, 12.0, 8.0, 10.0, 8.6
_PAD = 6.0
_COLUMNS = 3
_EMERGENCY_LINES = 12
_EMERGENCY_MOST = 30
_SIGN = 9.0
_EMERGENCY = "Eerst dit"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper; `scale` is its size, of which that of A4 is 1."""

    name: str
    wide: float
    high: float
    scale: float

    @property
    def margin(self) -> float:
        """Return what stays empty around everything."""
        return _MARGIN * self.scale


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is on a sheet beside the drawing, which has from `top` to `bottom`."""

    about: tuple[str, ...]
    heading: Words
    small: tuple[Words, ...]
    emergency: tuple[Frame, ...]
    legend: tuple[Frame, ...]
    top: float
    bottom: float


def sheets() -> Iterator[tuple[Sheet, Sheet]]:
    """Yield the sizes of paper from A4 to A0, upright and across."""
    for number in range(5):
        scale = _DOUBLE**number
        short, long = _SHORT * scale, _LONG * scale
        name = f"A{4 - number}"
        yield Sheet(name, short, long, scale), Sheet(name, long, short, scale)


def surroundings(plan: Plan, trail: Trail | None, sheet: Sheet) -> Surroundings:
    """Return what stands around a drawing, with the way of a case or without."""
    margin, scale = sheet.margin, sheet.scale
    room = (sheet.wide - 2 * margin) / scale
    heading = _heading(clean_line(plan.title), room)
    down = heading.high + 1
    about = f"Stappenplan {plan.id}, versie {plan.version}. Bron: {clean_line(plan.source)}."
    told = [Words(broken(about, room, _SMALL, most=2), 0, down, _SMALL, quiet=True)]
    down += told[0].high
    if trail is not None:
        told.append(Words((_whose(trail),), 0, down + 2, _FIRST, bold=True))
        down += told[-1].high + 2
    emergency = list(_emergency(plan, room, down + 5))
    if emergency:
        down = emergency[0].y + emergency[0].high
    legend, high = _legend(room, walked=trail is not None)
    bottom = (sheet.high - 2 * margin) / scale - high
    legend = [_moved(one, 0, bottom) for one in legend]
    return Surroundings(
        (about, *([_whose(trail)] if trail else [])),
        heading.placed(margin, margin, scale),
        tuple(one.placed(margin, margin, scale) for one in told),
        tuple(placed(one, margin, margin, scale) for one in emergency),
        tuple(placed(one, margin, margin, scale) for one in legend),
        margin + (down + 8) * scale,
        margin + (bottom - 6) * scale,
    )


def _whose(trail: Trail) -> str:
    is_open = State.OPEN in trail.states.values()
    still = ", en wat nu open staat" if is_open else ""
    return f"Dossier {trail.number}: de weg die gelopen is{still}."


def _heading(title: str, room: float) -> Words:
    """Return the title, on one line if it can be."""
    size = _TITLE if width(title, _TITLE, bold=True) <= room else _LONG_TITLE
    return Words(broken(title, room, size, most=2, bold=True), 0, 0, size, bold=True)


def placed(frame: Frame, x: float, y: float, scale: float) -> Frame:
    """Return a frame on a sheet."""
    return Frame(
        x + frame.x * scale,
        y + frame.y * scale,
        frame.wide * scale,
        frame.high * scale,
        tuple(words.placed(x, y, scale) for words in frame.words),
        tuple(sign.placed(x, y, scale) for sign in frame.signs),
    )


def _moved(frame: Frame, x: float, y: float) -> Frame:
    return placed(frame, x, y, 1.0)


def _emergency(plan: Plan, room: float, top: float) -> Iterator[Frame]:
    """Yield the frame with its heading, then each line in it, side by side."""
    notes = [clean_line(note.text) for note in plan.emergency[:_EMERGENCY_MOST]]
    if not notes:
        return
    across = min(len(notes), _COLUMNS)
    heading = Words((_EMERGENCY,), 2 * _PAD + _SIGN - 2, top + _PAD - 2, _FIRST, bold=True)
    sign = Sign(SignKind.WARNING, _PAD, top + _PAD, _SIGN)
    start = heading.x + heading.wide + 2 * _PAD
    wide = (room - start - _PAD - (across - 1) * 2 * _PAD) / across
    down = top + _PAD - 1
    items: list[Frame] = []
    for place in range(0, len(notes), across):
        row = [
            _emergency_line(note, start + number * (wide + 2 * _PAD), down, wide)
            for number, note in enumerate(notes[place : place + across])
        ]
        items += row
        down += max(one.high for one in row) + 3
    yield Frame(0, top, room, down - top + _PAD - 3, (heading,), (sign,))
    yield from items


def _emergency_line(note: str, x: float, y: float, wide: float) -> Frame:
    """Return one line: the question that it answers stands out."""
    lead, mark, rest = note.partition("? ")
    words: list[Words] = []
    down = y
    for text, bold in ((f"{lead}?", True), (rest, False)) if mark else ((note, False),):
        most = lines_for(text, _EMERGENCY_LINES)
        lines = broken(text, wide, _LINE, most=most, bold=bold)
        words.append(Words(lines, x, down, _LINE, bold=bold))
        down += words[-1].high
    return Frame(x, y, wide, down - y, tuple(words))


_SIGNS = (
    (SignKind.TO_DO, "actie: vink af"),
    (SignKind.QUESTION, "vraag: kies"),
    (SignKind.FORK, "naast elkaar: doe ze allemaal"),
    (SignKind.JOIN, "sporen komen samen"),
    (SignKind.END, "dit spoor is klaar"),
    (SignKind.HANDOVER, "ander stappenplan"),
    (None, "streeplijn: aanvulling op het schema"),
)
_WALKED = (
    (SignKind.DONE, "gedaan of gekozen; dikke lijn: gelopen"),
    (SignKind.SKIPPED, "overgeslagen"),
    (None, "grijs: vervallen"),
)


def _legend(room: float, *, walked: bool) -> tuple[list[Frame], float]:
    """Return what each sign means, in as many rows as that takes, and how high these are."""
    x = y = 0.0
    high = STRIP * LEADING + 2
    found: list[Frame] = []
    for sign, words in (*_SIGNS, *(_WALKED if walked else ())):
        strip = Strip(words, sign)
        if x and x + strip.wide > room:
            x, y = 0.0, y + high
        signs = (Sign(sign, x, y + 1, STRIP - 0.5),) if sign else ()
        found.append(
            Frame(
                x,
                y,
                strip.wide,
                high,
                (Words((words,), x + strip.indent, y, STRIP, quiet=True),),
                signs,
            )
        )
        x += strip.wide + 12
    return found, y + high


def beyond(plan: Plan, trail: Trail | None, wide: float, high: float) -> Sheet:
    """Return a sheet as large as needed for a drawing of this size, which fits on no paper."""
    first = Sheet("", max(_SHORT, wide + 2 * _MARGIN), high, 1.0)
    around = surroundings(plan, trail, first)
    kept = first.high - (around.bottom - around.top)
    return Sheet("", min(_MOST, first.wide), min(_MOST, high + kept), 1.0)
