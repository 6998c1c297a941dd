"""The guard: what in a text had better not be posted, told from the text and what is known.

Pure: the same text and the same knowledge give the same findings. What it looks for stands in
`data/wacht.toml`. It can't tell that a text is good; only that it sees nothing against it.
"""

from collections.abc import Iterable, Iterator

from scala_cli.documents.guard.folding import Folded, fold
from scala_cli.documents.guard.known import known_of
from scala_cli.documents.guard.lists import entry
from scala_cli.documents.guard.model import Finding, Kind, Known, Severity, Span
from scala_cli.documents.guard.names import names
from scala_cli.documents.guard.places import addresses, classes
from scala_cli.documents.guard.sayings import sayings
from scala_cli.documents.guard.sentences import long_sentences, too_long
from scala_cli.documents.guard.traces import in_chunks, in_digits, of_case
from scala_cli.documents.guard.words import words_of
from scala_cli.facts import under_12_warning

__all__ = ["Finding", "Kind", "Known", "Severity", "findings", "known_of"]

_SPECIFIC = (
    Kind.EMAIL,
    Kind.LINK,
    Kind.BSN,
    Kind.PHONE,
    Kind.ADDRESS,
    Kind.ACCOUNT,
    Kind.CLASS,
    Kind.NAME,
)
"""What is written in a way of its own, the most specific first; words that say something follow."""


def findings(text: str, known: Known) -> list[Finding]:
    """Return what stands in the way of posting a text, by where it begins.

    Places are in characters of the text as given. No two `stop` findings overlap: the most
    specific one stays. Takes time in proportion to the length of the text.
    """
    folded = fold(text)
    words = words_of(folded)
    spans = (
        *in_chunks(folded),
        *of_case(folded, known),
        *in_digits(folded),
        *addresses(words),
        *classes(words, known),
        *names(words, known),
        *sayings(words, known),
    )
    found = [_finding(folded, span, known) for span in _apart(spans, len(folded.text))]
    found += [*too_long(text, known.platform), *long_sentences(folded, words)]
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))


def _apart(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield spans that don't overlap: the most specific, then the longest, first.

    What loses part of its place to another kind keeps its longest part that is still free.
    """
    kinds = list(Kind)
    taken = bytearray(length)
    for span in sorted(set(spans), key=_rank):
        mark = kinds.index(span.kind) + 1
        if mark in taken[span.start : span.end]:
            continue
        for start, end in ((span.start, span.end), *span.core):
            if not any(taken[start:end]):
                taken[start:end] = bytes([mark]) * (end - start)
                yield Span(span.kind, start, end)
                break


def _rank(span: Span) -> tuple[int, int, int, Kind]:
    first = _SPECIFIC.index(span.kind) if span.kind in _SPECIFIC else len(_SPECIFIC)
    return first, span.start - span.end, span.start, span.kind


def _finding(text: Folded, span: Span, known: Known) -> Finding:
    start, end = text.place(span.start, span.end)
    said = entry("soort")[span.kind]
    advice = str(said["advies"])
    if span.kind is Kind.AANGIFTE and known.under_12 is True:
        advice = under_12_warning()
    return Finding(span.kind, Severity(said["ernst"]), start, end, text.given[start:end], advice)
