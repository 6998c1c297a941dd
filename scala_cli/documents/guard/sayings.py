"""What a text says that it had better not: health, measures, blame, threats, talks, aangifte."""

from collections.abc import Iterator, Sequence

from scala_cli.documents.guard.model import Kind, Known, Span
from scala_cli.documents.guard.phrases import Match, phrases
from scala_cli.documents.guard.words import Word

_ALWAYS = (Kind.HEALTH, Kind.MEASURE, Kind.BLAME, Kind.THREAT)


def sayings(words: Sequence[Word], known: Known) -> Iterator[Span]:
    """Yield what is said; of a talk and aangifte only where the case doesn't bear it out."""
    talked = () if known.talked else (Kind.TALKED,)
    chosen = known.aangifte and known.under_12 is not True
    for kind in (*_ALWAYS, *talked, *(() if chosen else (Kind.AANGIFTE,))):
        yield from _of(kind, words)


def _of(kind: Kind, words: Sequence[Word]) -> Iterator[Span]:
    harmless = set[int]()
    for match in phrases("soort", kind, "behalve").matches(words):
        harmless.update(range(match.first, match.last))
    for match in phrases("soort", kind, "woorden").matches(words):
        if not any(place in harmless for start, end in match.parts for place in range(start, end)):
            yield _span(kind, words, match)


def _span(kind: Kind, words: Sequence[Word], match: Match) -> Span:
    places = [(words[first].start, words[last - 1].end) for first, last in match.parts]
    core = sorted(places, key=lambda place: place[0] - place[1])
    return Span(kind, places[0][0], places[-1][1], tuple(core))
