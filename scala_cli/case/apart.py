"""An event that is not about a step, in the words of one line of a timeline.

Who reads it has the rest at hand: notes and evidence stand in full elsewhere, so here they are
cut short. What decides (a hold, a closing, a ground to erase) is never cut.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from scala_cli import clock
from scala_cli.case.entries import closing
from scala_cli.case.events import HOLD, RELEASE, Content, Event, Kind
from scala_cli.case.state import Case
from scala_cli.closing import reasons
from scala_cli.text import labelled, listing

GONE = "(gewist)"
"""What stands where something was erased."""
_MARKS: Mapping[tuple[str, ...], str] = {
    (HOLD,): "aangehouden, wissen mag niet",
    (RELEASE,): "niet meer aangehouden",
}
_WRITTEN = ("tekst", "reden", "toelichting", "grond")
_LONGEST = 120
"""The most characters of a text that stands in full elsewhere."""
_RUN = 3
"""From how many numbers in a row on only the ends are named."""


def said_apart(case: Case, event: Event, words: str) -> str:
    """Return what an event was; `words` are those of its kind."""
    label = _label(case, event, words)
    # Of its opening a case holds nothing that anyone wrote.
    gone = GONE if event.content is None and event.kind is not Kind.OPENED else ""
    own = " ".join(one for one in (_own(case, event), gone) if one)
    return labelled(label, own) if own else label


def is_mark(event: Event) -> bool:
    """Tell a note that holds a case back, or lets it go, from any other."""
    return event.choice in _MARKS


def numbered(numbers: Iterable[str]) -> str:
    """Return the numbers of events in words: `gebeurtenissen 2, 3 en 5 tot en met 9`."""
    found = sorted({int(number) for number in numbers})
    word = "gebeurtenis" if len(found) == 1 else "gebeurtenissen"
    return f"{word} {listing(_runs(found))}"


def _runs(found: Sequence[int]) -> Iterator[str]:
    ends = [place for place, (one, two) in enumerate(pairwise(found), 1) if two > one + 1]
    for start, end in pairwise([0, *ends, len(found)]):
        run = found[start:end]
        if len(run) < _RUN:
            yield from map(str, run)
        else:
            yield f"{run[0]} tot en met {run[-1]}"


def file_words(content: Content) -> str:
    """Return a file of evidence in words: its name, how large it is, and whether it is kept."""
    kept = "bewaard in het dossier" if content.get("bewaard") is True else "niet in het dossier"
    return f"{content['bestand']} ({size_words(int(content.get('grootte', 0)))}, {kept})"


def size_words(size: int) -> str:
    """Return a number of bytes in words: `950 bytes`, `12 kB` or `1,2 MB`."""
    if size < 1_000:  # noqa: PLR2004 - a kilobyte
        return "1 byte" if size == 1 else f"{size} bytes"
    if size < 999_500:  # noqa: PLR2004 - from here on it rounds to a megabyte
        return f"{size / 1_000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def short(text: object) -> str:
    """Return a text on one line, cut where it gets long: it stands in full elsewhere."""
    line = " ".join(str(text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _label(case: Case, event: Event, words: str) -> str:
    choice = event.choice or ()
    match event.kind:
        case Kind.NOTED:
            return _noted(event, words)
        case Kind.CLOSED if choice:
            return f"{words}, te bewaren tot en met {clock.say(choice[1])}"
        case Kind.LINKED:
            return f"{words} aan dossier {listing(choice)}"
        case Kind.DEADLINE_MET:
            return _met(case, choice, words)
        case Kind.ERASED:
            return f"inhoud {words} van {numbered(choice)}"
    return words


def _noted(event: Event, words: str) -> str:
    if is_mark(event):
        return _MARKS[event.choice or ()]
    due = event.said.get("uiterlijk")
    return f"{words}, herinnering op {clock.say(due)}" if due else words


def _met(case: Case, choice: Sequence[str], words: str) -> str:
    """Return which deadline was met: that of a step, or a reminder."""
    origin = next((event for event in case.events if str(event.number) in choice), None)
    if origin is None:
        return words
    if origin.step is None:
        return f"herinnering van {numbered(choice)} is afgehandeld"
    return f"{words}, bij de stap '{case.graph.steps[origin.step].title}'"


def _own(case: Case, event: Event) -> str:
    """Return what people wrote, on one line."""
    said = event.said
    match event.kind:
        case Kind.NOTED if not is_mark(event):
            return short(said.get("tekst", ""))
        case Kind.EVIDENCE:
            return "; ".join(_found(said))
        case Kind.CLOSED:
            known = [reasons().get(one, one) for one in (event.choice or ())[:1]]
            now = closing(case)
            # The ground on which it is kept now stands at the top.
            ground = "" if now and now.event is event else said.get("grond", "")
            return _sentences([*known, said.get("toelichting", ""), ground])
    return _sentences(said[key] for key in _WRITTEN if key in said)


def _found(said: Content) -> Iterator[str]:
    if "link" in said:
        yield str(said["link"])
    if "account" in said:
        yield f"account {said['account']}"
    if "vinder" in said:
        yield f"gevonden door {said['vinder']}"
    if "bestand" in said:
        yield f"bestand {file_words(said)}"
    if "tekst" in said:
        yield short(said["tekst"])


def _sentences(texts: Iterable[object]) -> str:
    lines = (" ".join(str(text).split()) for text in texts)
    return " ".join(line if line[-1] in ".!?…" else f"{line}." for line in lines if line)
