"""A fault in a plan, told so that its author can mend it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from scala_cli.errors import WrongFile
from scala_cli.text import clean_line, listing

SHOWN = 60
"""The most characters of a word from a file that a sentence repeats."""
_SHOWN_LINE = 100
"""The most characters of a line of a file that are shown with what is wrong there."""
TOLD = 10
"""How many faults of one kind in a file are told one by one."""
_MOST_LINES = 20
"""Of how many others the line is told."""
HINTS = 20
"""For how many unknown names of a file the nearest known one is looked up: that is slow."""

# What `clean` leaves in a text and still doesn't show: joiners, variation selectors, fillers.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)


def shortened(word: str) -> str:
    """Return a word from a file as it can be repeated: clean, on one line, never at length."""
    line = clean_line(word)
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def quoted(word: str) -> str:
    """Return a word from a file between quotes, as it can be repeated."""
    return f"'{shortened(word)}'"


Path = tuple[str | int, ...]
"""Where something stands in a TOML file: keys, and places in lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a fault is; `word` is which word of a list, where it is one of those."""

    path: Path = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which file, at which step (if any), and a Dutch sentence.

    `line` is counted from 1, with what stands there in `text`; 0: it isn't known.
    """

    file: str
    step: str | None
    sentence: str
    place: Place = Place()
    line: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)

    def at_line(self, line: int, text: str) -> "Fault":
        """Return the fault as it stands on a line of its file."""
        shown = clean_line(text[: 4 * _SHOWN_LINE])
        if len(shown) > _SHOWN_LINE:
            shown = f"{shown[: _SHOWN_LINE - 1]}…"
        return replace(self, line=line, text=shown)

    def __str__(self) -> str:
        """Return `bestand, regel 3, stap 'id': zin`, and below it the line."""
        where = f", regel {self.line}" if self.line else ""
        at = f", stap {quoted(self.step)}" if self.step else ""
        below = f"\n  {self.line} | {self.text}" if self.text else ""
        return f"{self.file}{where}{at}: {self.sentence}{below}"


_QUOTED = re.compile(r"'[^']*'")
_HINT = " Bedoelde u "


def told(faults: Iterable[Fault]) -> list[str]:
    """Return faults as people are told them: of many of one kind the first few, and where more is.

    Of one kind are those of a file that say the same of other names. The name that a sentence
    begins with is a key of the format: without that it would be another fault.
    """
    lines = []
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        same = kinds.setdefault((fault.file, _kind(fault.sentence)), [])
        same.append(fault)
        if len(same) <= TOLD:
            lines.append(str(fault))
    return [*lines, *(_more(kind, same[TOLD:]) for (_, kind), same in kinds.items() if same[TOLD:])]


def _kind(sentence: str) -> str:
    said = sentence.partition(_HINT)[0]
    return _QUOTED.sub(lambda one: "'…'" if one.start() else one[0], said)


def _more(kind: str, rest: Sequence[Fault]) -> str:
    """Return how many more there are of a kind, and on which lines."""
    places = list(dict.fromkeys(str(fault.line) for fault in rest if fault.line))
    shown = [*places[:_MOST_LINES], *(["verder"] if places[_MOST_LINES:] else [])]
    word = "Op regel" if len(shown) == 1 else "Op de regels"
    where = f" {word} {listing(shown)}." if shown else ""
    count = f"{len(rest):,}".replace(",", ".")
    said = {fault.sentence for fault in rest}
    return f"{rest[0].file}, nog {count} keer: {kind if len(said) > 1 else said.pop()}{where}"


class WrongPlan(WrongFile):
    """A plan has faults; they are all in `faults`, and each kind of them in the message."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        files = len({fault.file for fault in self.faults})
        count = "één fout" if len(self.faults) == 1 else f"{len(self.faults)} fouten"
        lines = "\n".join(f"- {one}" for one in told(self.faults))
        what = (
            f"Het stappenplan heeft {count}."
            if files < 2  # noqa: PLR2004 - one file, or more
            else f"In {files} bestanden staan samen {count}."
        )
        super().__init__(f"{what} Er is niets opgeslagen.\n{lines}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that this one was probably meant to be."""
    seen = _seen(word)
    if len(seen) > SHOWN:
        return None
    near = get_close_matches(seen, [one for one in known if len(one) <= SHOWN], n=1)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Bedoelde u 'x'?` for the known word nearest to this one, or nothing."""
    return hint_of(word, nearest(word, known))


def hint_of(word: str, near: str | None) -> str:
    """Return ` Bedoelde u 'x'?` for the known word that is near to this one; nothing for None."""
    if near is None:
        return ""
    if near == _seen(word) != word:
        return " Er staan onzichtbare tekens of spaties in; typ het opnieuw."
    return f" Bedoelde u '{near}'?"


def _seen(word: str) -> str:
    """Return a word as it is seen: two words can look alike and differ."""
    return clean_line(_UNSEEN.sub("", word))


class Hints:
    """Known words near to unknown ones; after the first `HINTS` it doesn't look any more."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}

    @property
    def spent(self) -> bool:
        """Tell whether no more will be looked up."""
        return len(self._found) >= HINTS

    def nearest(self, word: str, known: Iterable[str]) -> str | None:
        """Return the known word that this one was probably meant to be."""
        if self.spent and word not in self._words:
            return None
        asked = word, tuple(known)
        if asked not in self._found and not self.spent:
            self._words.add(word)
            self._found[asked] = nearest(*asked)
        return self._found.get(asked)

    def did_you_mean(self, word: str, known: Iterable[str]) -> str:
        """Return ` Bedoelde u 'x'?` for the known word nearest to this one, or nothing."""
        return hint_of(word, self.nearest(word, known))
