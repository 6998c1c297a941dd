"""How long a text and its sentences are, beside what a platform takes and what reads easily."""

from collections.abc import Iterator, Sequence

from scala_cli.documents.guard.folding import Folded
from scala_cli.documents.guard.lists import entry
from scala_cli.documents.guard.model import Finding, Kind, Severity
from scala_cli.documents.guard.words import Word, sentences
from scala_cli.facts import Platform, facts


def too_long(text: str, platform: Platform | None) -> Iterator[Finding]:
    """Yield what doesn't fit on a platform, if its limit is known."""
    if platform is None or platform.limit is None:
        return
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip()) + platform.limit
    if start >= end:
        return
    advice = (
        f"{platform.name}: een reactie mag {platform.limit} tekens hebben ({platform.basis}). Deze "
        f"tekst heeft er {end - start + platform.limit}. {entry('soort')[Kind.LENGTH]['advies']}"
    )
    yield Finding(Kind.LENGTH, Severity.LOOK, start, end, text[start:end], advice)


def long_sentences(text: Folded, words: Sequence[Word]) -> Iterator[Finding]:
    """Yield the sentences with more words than the data allows."""
    most = entry("zinnen")["meeste_woorden"]
    fact = facts()[entry("zinnen")["feit"]]
    for sentence in sentences(words):
        count = 1 + sum(any(map(str.isspace, word.before)) for word in sentence[1:])
        if count <= most:
            continue
        start, end = text.place(sentence[0].start, sentence[-1].end)
        advice = (
            f"Deze zin heeft {count} woorden; met meer dan {most} leest hij moeilijk. "
            f"{entry('soort')[Kind.SENTENCE]['advies']} {fact.text} ({fact.basis})"
        )
        yield Finding(Kind.SENTENCE, Severity.LOOK, start, end, text.given[start:end], advice)
