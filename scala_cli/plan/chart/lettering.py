"""How wide words are in the letter that drawings are set in, and how they break over lines.

The letter is Libertinus Serif, which comes with the typesetter. What isn't measured here counts
as wider than any of it, so that what is drawn never takes more room than was kept for it.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LEADING = 1.2
"""From one line to the next, in sizes of the letter."""
UNMEASURED = 1_250
_FIRST = " "


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(map(int, words.split()))


# In thousandths of the letter's size, for each character of ASCII.
_REGULAR = _numbers("""
    250 288 336 465 465 637 705 190 298 298 369 550 220 338 220 323 465 465 465 465 465 465 465
    465 465 465 236 236 550 550 550 435 895 695 588 646 701 557 485 685 730 297 322 637 528 839
    699 702 541 702 587 485 597 661 652 951 660 575 604 356 287 356 518 486 392 457 493 428 506
    447 310 500 538 271 272 512 264 790 542 504 519 503 372 390 316 531 497 747 490 515 424 277
    205 277 449
""")
_BOLD = _numbers("""
    250 266 376 514 514 637 729 215 315 315 433 537 244 358 244 316 514 514 514 514 514 514 514
    514 514 514 256 256 512 551 512 430 988 740 654 706 734 609 545 732 817 367 373 736 577 899
    740 730 614 730 716 504 652 732 700 1028 718 624 624 397 307 397 518 486 392 506 542 456 561
    489 391 521 619 322 312 613 325 905 616 551 581 573 428 427 358 598 529 777 561 558 452 307
    220 307 473
""")
# Regular and bold of what has no plainer letter underneath.
_OTHERS = {
    "–": (548, 534),
    "—": (742, 742),
    "…": (749, 817),
    "‘": (268, 253),
    "’": (268, 253),
    "“": (375, 440),
    "”": (375, 440),
    "„": (375, 440),
    "•": (351, 351),
    "·": (250, 250),
    "×": (550, 527),
    "‖": (278, 278),
    "→": (1130, 1154),
    "■": (576, 576),
    "□": (576, 576),
    "✓": (500, 500),
    "€": (465, 514),
    "§": (473, 466),
    "°": (267, 267),
    "±": (550, 527),
    "½": (660, 700),
    "ß": (541, 615),
    "æ": (687, 715),
    "ø": (504, 567),
    "å": (457, 506),
    "œ": (778, 828),
    "Œ": (869, 925),
    "Æ": (865, 956),
    "Ø": (702, 730),
    "ĳ": (542, 641),
    "ı": (271, 322),
    "ł": (264, 325),
    "Ł": (528, 577),
    "đ": (506, 561),
    "ð": (486, 559),
    "þ": (502, 588),
    "‹": (363, 355),
    "›": (363, 355),
    "«": (543, 555),
    "»": (543, 555),
    "†": (588, 578),
    "‑": (338, 358),
}
# A line may end after a stroke or a hyphen too, but never within a telephone number.
_WHOLE = r"(?:[^\s/\xad-]|(?<=\d)[ -](?=\d))"
_PIECE = re.compile(rf"(\s*)({_WHOLE}*[/\xad-]+|{_WHOLE}+)")
# Where long compounds, common in plans of schools, may be broken. Soft hyphens in what was typed
# have been cleaned away, so here they can stand for such a place.
_SOFT = "\xad"
_JOINT = re.compile(
    r"(?<=\w{4})(?=(?:protocol|procedure|dossier|inspecteur|schrijdend|mogelijk|gesprek|overleg"
    r"|oplossing|regeling|commissie|formulier|begeleider|medewerker|bestuur)\w*)",
    re.IGNORECASE,
)
_MORE = "…"
_SENTENCE = re.compile(r"(?<=[.?!;]) ")
_DIGIT = re.compile(r"\d")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in points."""
    return _thousandths(text, bold=bold) * size / 1000


@lru_cache(maxsize=50_000)
def _thousandths(text: str, *, bold: bool) -> int:
    """Return the same for a letter of size 1000; the same words are tried in many widths."""
    return sum(_wide(char, bold=bold) for char in unicodedata.normalize("NFD", text))


def _wide(char: str, *, bold: bool) -> int:
    place = ord(char) - ord(_FIRST)
    if 0 <= place < len(_REGULAR):
        return (_BOLD if bold else _REGULAR)[place]
    if unicodedata.combining(char):
        return 0
    return _OTHERS.get(char, (UNMEASURED, UNMEASURED))[bold]


def measured(char: str) -> bool:
    """Tell whether the letter has a character, as far as that was measured."""
    return all(_wide(one, bold=False) != UNMEASURED for one in unicodedata.normalize("NFD", char))


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a column has to be to break no word where it may not be."""
    pieces = (_shown(piece) for _, piece in _pieces(text))
    return max((width(piece, size, bold=bold) for piece in pieces), default=0.0)


def lines_for(text: str, most: int) -> int:
    """Return how many lines a text may take: as many as it needs where there is a number in it.

    It may be the number to call, or within how many days: what is cut there, someone will miss.
    """
    return sys.maxsize if _DIGIT.search(text) else most


def broken(
    text: str, room: float, size: float, *, most: int, bold: bool = False
) -> tuple[str, ...]:
    """Return a text as lines that fit in the room, at most so many; what is cut ends in `…`."""
    if most < 1:
        return ()
    found = [""]
    for space, piece in _fitting(text, room, size, bold=bold):
        longer = f"{found[-1]}{' ' if space and found[-1] else ''}{piece}"
        if width(_shown(longer), size, bold=bold) <= room:
            found[-1] = longer
        else:
            found.append(piece)
        if len(found) > most:
            last = _cut(found[most - 1], room, size, bold=bold)
            return (*map(_shown, found[: most - 1]), last)
    return tuple(_shown(line) for line in found if line)


def shortened(text: str, room: float, size: float, *, most: int) -> tuple[str, ...]:
    """Return the same, but cut where a sentence ends if one ends in time; no number is cut off."""
    if lines_for(text, most) > most:
        return broken(text, room, size, most=sys.maxsize)
    ends = [found.start() for found in _SENTENCE.finditer(text)]
    for told in (text, *(f"{text[:end]} {_MORE}" for end in reversed(ends))):
        lines = broken(told, room, size, most=most + 1)
        if len(lines) <= most:
            return lines
    return broken(text, room, size, most=most)


def _shown(line: str) -> str:
    """Return a line as it is drawn: a word that goes on in the next ends in a hyphen."""
    hyphen = "-" if line.endswith(_SOFT) else ""
    return line.replace(_SOFT, "") + hyphen


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a text between which a line may end, and whether a space is before."""
    for space, piece in _PIECE.findall(_JOINT.sub(_SOFT, text)):
        yield bool(space), piece


def _fitting(text: str, room: float, size: float, *, bold: bool) -> Iterator[tuple[bool, str]]:
    """Yield the same, what is too wide for a line by itself cut where it has to be."""
    for space, piece in _pieces(text):
        if width(_shown(piece), size, bold=bold) <= room:
            yield space, piece
            continue
        start = 0
        for end in range(1, len(piece) + 1):
            if end > start + 1 and width(_shown(piece[start:end]), size, bold=bold) > room:
                yield space and start == 0, piece[start : end - 1]
                start = end - 1
        yield space and start == 0, piece[start:]


def _cut(line: str, room: float, size: float, *, bold: bool) -> str:
    """Return a line that goes on no further, ending in `…` and still fitting."""
    kept = line.replace(_SOFT, "")
    while kept and width(f"{kept} {_MORE}", size, bold=bold) > room:
        shorter = kept.rpartition(" ")[0]
        kept = shorter or kept[:-1]
    return f"{kept.rstrip(',;: ')} {_MORE}".strip()
