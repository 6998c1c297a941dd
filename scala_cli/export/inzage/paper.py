"""From pieces and what was decided on each passage to the paper that someone gets."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scala_cli.case import summary
from scala_cli.case.state import Case
from scala_cli.export.inzage.pieces import Part, Passage, Piece, Place, Shown, Withheld
from scala_cli.export.paper import Chapter, Paper, Section, chapter
from scala_cli.export.readers import explained

UNJUDGED = "niet beoordeeld"
_ELSEWHERE = "een stap of stuk waarin de naam van deze persoon niet is ingevuld"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on a passage: what is left of it to be seen, and why not all of it.

    `text` is empty when it stays out.
    """

    text: str = ""
    reason: str = UNJUDGED


Verdicts = Mapping[Passage, Verdict]


def paper(case: Case, whose: str, found: Sequence[Piece], verdicts: Verdicts) -> Paper:
    """Return what someone gets to see; a passage that wasn't decided on stays out."""
    sections = _sections(found, verdicts)
    chapters: list[Chapter] = []
    for part in Part:
        own = (one for place, one in sections.items() if place.part is part)
        chapters += chapter(part.value, own)
    left_out = Section(lines=tuple(_left_out(found, verdicts, sections)))
    return Paper(
        case,
        f"{whose} (inzage)",
        (*_opening(case),),
        (*chapters, *chapter("Wat er niet in staat, en waarom", [left_out])),
    )


def _opening(case: Case) -> Iterator[str]:
    if gone := summary.emptied(case, with_ground=False):
        yield gone
    yield (
        "Hier staat wat over deze persoon is vastgelegd, voor zover het geen anderen raakt. "
        "Achteraan staat wat er niet in staat, en waarom. Tijden zijn in Nederlandse tijd."
    )
    yield from explained(case)


def _sections(found: Sequence[Piece], verdicts: Verdicts) -> dict[Place, Section]:
    """Return what is to be seen, by where it stands."""
    sections: dict[Place, Section] = {}
    for piece in found:
        before = sections.get(piece.place, Section(piece.place.section))
        match piece:
            case Shown(place, line):
                sections[place] = Section(before.title, (*before.lines, line), before.texts)
            case Passage(place, label=label) if text := verdicts.get(piece, Verdict()).text:
                texts = (*before.texts, (label, text))
                sections[place] = Section(before.title, before.lines, texts)
    return sections


def _left_out(
    found: Sequence[Piece], verdicts: Verdicts, told_of: Mapping[Place, Section]
) -> Iterator[str]:
    """Yield each kind of thing that stays out, where it stood and why, and how often."""
    counted: Counter[str] = Counter()
    for piece in found:
        match piece:
            case Withheld(place, kind, reason):
                counted[f"{kind} ({_at(place, told_of)}): {reason}"] += 1
            case Passage(place, kind):
                verdict = verdicts.get(piece, Verdict())
                part = "een deel weggelakt: " if verdict.text else ""
                if verdict.reason:
                    counted[f"{kind} ({_at(place, told_of)}): {part}{verdict.reason}"] += 1
    for line, count in counted.items():
        yield line if count == 1 else f"{line} ({count} keer)"


def _at(place: Place, told_of: Mapping[Place, Section]) -> str:
    return place.section if place.open or place in told_of else _ELSEWHERE
