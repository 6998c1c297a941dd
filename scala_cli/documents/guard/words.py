"""The words of a text and the sentences that they stand in; no meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scala_cli.documents.guard.folding import Folded
from scala_cli.documents.guard.lists import abbreviations

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?]['\")\]]*\s")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_BULLET = re.compile(r"\n[^\S\n]*[-*•+]")
_SHORT_LINE = 50
"""A line shorter than this, in characters, was ended by whoever wrote it, not by a margin."""
_OPENING = frozenset("\n:\"'(•*")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits: in small letters, as typed, and where in the folded text.

    `before` is what stands between it and the word before. `opens`: a capital tells nothing,
    since a sentence, a line or a quotation begins here. `sentence` numbers the sentences.
    """

    text: str
    typed: str
    start: int
    end: int
    before: str
    opens: bool
    sentence: int

    @property
    def capital(self) -> bool:
        """Tell whether it begins with a capital and isn't all capitals."""
        return self.typed[0].isupper() and len(self.typed) > 1 and not self.typed.isupper()

    @property
    def initial(self) -> bool:
        """Tell whether it is one capital."""
        return len(self.typed) == 1 and self.typed.isupper()

    @property
    def spaced(self) -> bool:
        """Tell whether only white space stands before it."""
        return bool(self.before) and self.before.isspace()


def words_of(folded: Folded) -> list[Word]:
    """Return the words of a text, in order."""
    found: list[Word] = []
    sentence, line = 0, 0
    for match in _WORD.finditer(folded.lower):
        last = found[-1] if found else None
        before = folded.text[last.end if last else 0 : match.start()]
        ends = last is None or _ends(last, before, folded.text, match.start(), line)
        sentence += ends and last is not None
        if "\n" in before:
            line = match.start() - len(before) + before.rindex("\n") + 1
        found.append(
            Word(
                text=match.group(),
                typed=folded.text[match.start() : match.end()],
                start=match.start(),
                end=match.end(),
                before=before,
                opens=ends or bool(_OPENING & set(before)),
                sentence=sentence,
            )
        )
    return found


def _ends(last: Word, before: str, text: str, here: int, line: int) -> bool:
    """Tell whether a sentence ended between two words; `line` is where the last line began."""
    if _EMPTY_LINE.search(before) or _BULLET.search(before):
        return True
    if "\n" in before and last.end - line < _SHORT_LINE and text[here].isupper():
        return True
    if not _END.search(before):
        return False
    abbreviated = last.initial or last.text in abbreviations()
    return not (abbreviated and before.lstrip("'\")").startswith("."))


def sentences(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Return the words by sentence."""
    found: list[list[Word]] = []
    for word in words:
        if not found or found[-1][-1].sentence != word.sentence:
            found.append([])
        found[-1].append(word)
    return list(found)
