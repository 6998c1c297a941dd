"""Inzage: what someone gets who asks what is recorded of them, so that nobody else is given away.

A case is taken apart into pieces: what may be seen, what stays out because it is known to be
someone else's, and passages of free text, of which a person has to decide each one. Whose the
case is about is known by the name of who posted: to that person the steps are theirs, to anyone
else only the steps that name them, and what is left out of the others isn't told by step.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.apart import GONE, is_mark
from scala_cli.case.deadlines import deadlines
from scala_cli.case.entries import Evidence, closing, evidence, hold, remarks
from scala_cli.case.events import Kind
from scala_cli.case.state import Answer, Case, Document
from scala_cli.case.values import show_value
from scala_cli.case.wording import lapsed, told
from scala_cli.closing import reasons
from scala_cli.export.paper import Chapter, Paper, Section, chapter
from scala_cli.export.readers import explained, happened_said
from scala_cli.headings import title_of
from scala_cli.plan.model import Field, FieldKind, Step, StepKind
from scala_cli.text import labelled

OF_OTHERS = "gaat over een ander"
UNJUDGED = "niet beoordeeld"
_NOT_KNOWN_WHOSE = "niet bekend of het over deze persoon gaat"
_FILE = "een bestand wordt niet meegegeven; er kunnen anderen in te zien zijn"
_NEWER = "vervangen door een latere tekst"
_ELSEWHERE = "een stap of stuk waarin de naam van deze persoon niet is ingevuld"
_NAME, _ACCOUNT, _LINK = "naam", "account", "link"
_POSTERS_OWN = ("klas", _ACCOUNT, _LINK)
"""Fields of who posted, that no free text is: a link often holds an account."""
_ABOUT_POSTER = frozenset(
    ("wie", "reactie-volwassene", "reactie-kind", "reactie-medewerker", "grensoverschrijdend",
     "maatregel-nodig", "consequenties")
)  # fmt: skip
"""Questions whose answer is about who posted; any other is for a person to decide on."""
_PERSONS = (FieldKind.PERSON, FieldKind.PERSONS)
_TEXT = (FieldKind.LINE, FieldKind.LONG)
_TIMES = (FieldKind.DAY, FieldKind.MOMENT)
_STEPS, _BESIDE, _TEXTS = "Wat er is vastgelegd", "Verder vastgelegd", "Documenten"
_WHOLE = "Samenvatting"
_CHAPTERS = (_WHOLE, _STEPS, _BESIDE, "Termijnen", _TEXTS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands. `open`: that there is such a place may be told in any case."""

    chapter: str
    section: str
    open: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that may be seen."""

    place: Place
    line: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something of a kind that stays out, and why; never the thing itself."""

    place: Place
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that someone wrote, to be decided on. `kind` tells what it is of."""

    place: Place
    kind: str
    label: str
    text: str


Piece = Shown | Withheld | Passage


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on a passage: what is left of it to be seen, and why not all of it.

    `text` is empty when it stays out.
    """

    text: str = ""
    reason: str = UNJUDGED


def names(case: Case) -> tuple[str, ...]:
    """Return every name that stands in a field for one, as it was typed, in alphabetical order."""
    found = {
        name
        for answer in case.answers.values()
        for field in case.step(answer.visit).fields
        if field.kind in _PERSONS and field.id in answer.fields
        for name in _persons(answer, field)
    }
    return tuple(sorted(found, key=str.casefold))


def posted(case: Case, whose: Sequence[str]) -> bool | None:
    """Tell whether one of these names is that of who posted; None where that isn't recorded."""
    poster = case.value(_NAME)
    if not isinstance(poster, str):
        return None
    return any(_same(poster, own) for own in whose)


def pieces(
    case: Case, whose: Sequence[str], texts: Mapping[int, str], *, poster: bool | None = None
) -> tuple[Piece, ...]:
    """Return a case in pieces for someone by all the names that are theirs.

    `texts` holds the plain text of each current document by the number of its event. `poster`
    tells whether they posted, where no name of who did is recorded.
    """
    by_name = posted(case, whose)
    taking = _Taking(case, whose, posted=bool(poster if by_name is None else by_name))
    return tuple(taking.all(texts))


def paper(
    case: Case, whose: str, found: Sequence[Piece], verdicts: Mapping[Passage, Verdict]
) -> Paper:
    """Return what someone gets to see; a passage that wasn't decided on stays out."""
    shown = _shown(found, verdicts)
    told_of = {place for place, _, _ in shown}
    sections = {place: Section(place.section) for place, _, _ in shown}
    for place, label, text in shown:
        one = sections[place]
        sections[place] = (
            Section(one.title, one.lines, (*one.texts, (label, text)))
            if label
            else Section(one.title, (*one.lines, text), one.texts)
        )
    chapters: list[Chapter] = []
    for title in _CHAPTERS:
        own = (one for place, one in sections.items() if place.chapter == title)
        chapters += chapter(title, own)
    left_out = Section(lines=tuple(_left_out(found, verdicts, told_of)))
    return Paper(
        case,
        f"{whose} (inzage)",
        (*_opening(case),),
        (*chapters, *chapter("Wat er niet in staat, en waarom", [left_out])),
    )


def _opening(case: Case) -> Iterator[str]:
    if gone := summary.emptied(case):
        yield gone.partition(" Grond: ")[0]
    yield (
        "Hier staat wat over deze persoon is vastgelegd, voor zover het geen anderen raakt. "
        "Achteraan staat wat er niet in staat, en waarom. Tijden zijn in Nederlandse tijd."
    )
    yield from explained(case)


def _shown(
    found: Sequence[Piece], verdicts: Mapping[Passage, Verdict]
) -> list[tuple[Place, str, str]]:
    """Return what is to be seen: where, under which label (a line has none), and what."""
    told = []
    for piece in found:
        match piece:
            case Shown(place, line):
                told.append((place, "", line))
            case Passage(place, label=label) if text := verdicts.get(piece, Verdict()).text:
                told.append((place, label, text))
    return told


def _left_out(
    found: Sequence[Piece], verdicts: Mapping[Passage, Verdict], told_of: set[Place]
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


def _at(place: Place, told_of: set[Place]) -> str:
    return place.section if place.open or place in told_of else _ELSEWHERE


def _persons(answer: Answer, field: Field) -> list[str]:
    value = answer.fields[field.id]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


class _Taking:
    """Takes a case apart for one person."""

    def __init__(self, case: Case, whose: Sequence[str], *, posted: bool) -> None:
        self._case = case
        self._whose = whose
        self._posted = posted
        self._not_theirs = OF_OTHERS if whose else _NOT_KNOWN_WHOSE

    def _is_theirs(self, name: str) -> bool:
        return any(_same(name, own) for own in self._whose)

    def all(self, texts: Mapping[int, str]) -> Iterator[Piece]:
        """Yield the pieces of the whole case, in the order in which they are read."""
        yield from self._whole()
        for answer in sorted(self._case.answers.values(), key=lambda one: one.first):
            yield from self._answer(answer)
        yield from self._beside()
        for one in evidence(self._case):
            yield from self._evidence(one)
        yield from self._terms()
        for made in self._case.documents:
            yield from self._document(made, texts)

    def _whole(self) -> Iterator[Piece]:
        place = Place(_WHOLE, "Het hele dossier", open=True)
        case = self._case
        yield Shown(place, f"Geopend: {clock.say(case.opened)}")
        yield Shown(place, f"Stand: {case.status}")
        if closed := closing(case):
            yield Shown(place, f"Gesloten: {clock.say(closed.event.recorded)}")
            yield Shown(place, f"Reden: {reasons().get(closed.reason, closed.reason)}")
            yield Shown(place, f"Te bewaren tot en met {clock.say_day(closed.kept_until)}")
        if held := hold(case):
            since = clock.say(held.recorded)
            yield Shown(place, f"Aangehouden sinds {since}: het mag nu niet worden gewist")
        yield Withheld(place, "wie het vastlegde", self._not_theirs)

    def _answer(self, answer: Answer) -> Iterator[Piece]:
        step = self._case.step(answer.visit)
        place = Place(_STEPS, step.title, open=self._posted or self._is_named(answer, step))
        yield from self._choice(answer, step, place)
        if place.open:
            recorded = clock.say(answer.recorded)
            yield Shown(place, f"Vastgelegd: {recorded}{lapsed(self._case, answer)}")
            if happened := happened_said(self._case, answer):
                yield Shown(place, f"Gebeurd: {happened}")
            if answer.erased:
                yield Shown(place, f"Wat erbij stond: {GONE}")
        for field in step.fields:
            if field.id in answer.fields:
                yield from self._field(answer, field, place)
        yield from _passages(place, "reden", "Reden van overslaan", answer.skipped_because)
        yield from self._earlier(answer, place)

    def _is_named(self, answer: Answer, step: Step) -> bool:
        return any(
            self._is_theirs(name)
            for field in step.fields
            if field.kind in _PERSONS and field.id in answer.fields
            for name in _persons(answer, field)
        )

    def _choice(self, answer: Answer, step: Step, place: Place) -> Iterator[Piece]:
        said = self._case.said(answer)
        if step.kind is StepKind.QUESTION:
            if self._posted and step.id in _ABOUT_POSTER:
                yield Shown(place, f"Antwoord: {said}")
            else:
                yield Passage(place, "antwoord op een vraag", step.title, said)
        elif place.open:
            yield Shown(place, f"Stand: {said}")
        else:
            yield Withheld(place, "een stap", self._not_theirs)

    def _field(self, answer: Answer, field: Field, place: Place) -> Iterator[Piece]:
        words = show_value(field, answer.fields[field.id])
        if field.kind in _PERSONS:
            yield from self._persons_field(_persons(answer, field), field, place)
        elif field.id in _POSTERS_OWN:
            if self._posted:
                yield Shown(place, labelled(field.title, words))
            else:
                yield Withheld(place, field.id, self._not_theirs)
        elif field.kind in _TEXT:
            yield from _passages(place, _kind_of(field), field.title, words)
        elif self._posted or (place.open and field.kind in (*_TIMES, FieldKind.CHOICE)):
            yield Shown(place, labelled(field.title, words))
        else:
            yield Withheld(place, "een gegeven", self._not_theirs)

    def _persons_field(self, found: list[str], field: Field, place: Place) -> Iterator[Piece]:
        for name in found:
            if self._is_theirs(name):
                yield Shown(place, labelled(field.title, name))
            else:
                yield Withheld(place, "naam van een ander", self._not_theirs)

    def _earlier(self, answer: Answer, place: Place) -> Iterator[Piece]:
        """Yield what an answer was before each revision: all of it is to be decided on."""
        before = answer.replaced
        if before is None:
            return
        yield from self._earlier(before, place)
        kind, until = "eerdere versie", f"tot {clock.say(answer.recorded)}"
        yield from _passages(place, "reden", "Reden van wijziging", answer.revised_because)
        if before.choice != answer.choice:
            yield Passage(place, kind, f"Antwoord ({until})", self._case.said(before))
        for field in self._case.step(before.visit).fields:
            now = answer.fields.get(field.id)
            if field.id in before.fields and before.fields[field.id] != now:
                words = show_value(field, before.fields[field.id])
                yield from _passages(place, kind, f"{field.title} ({until})", words)

    def _beside(self) -> Iterator[Piece]:
        for one in remarks(self._case):
            kind = "reden van aanhouden" if is_mark(one.event) else "notitie"
            place = Place(_BESIDE, _titled(kind, one.event.number), self._posted)
            label = f"Vastgelegd: {clock.say(one.event.recorded)}"
            yield from _passages(place, kind, label, one.text)
        for event in self._case.events:
            place = Place(_BESIDE, _titled(_EVENTS.get(event.kind, ""), event.number), self._posted)
            if event.kind is Kind.LINKED:
                yield Withheld(place, "verwijzing naar een ander dossier", self._not_theirs)
            elif event.kind in _EVENTS:
                for key in ("toelichting", "tekst", "reden", "grond"):
                    said = str(event.said.get(key, ""))
                    yield from _passages(place, _EVENTS[event.kind], key.capitalize(), said)

    def _evidence(self, one: Evidence) -> Iterator[Piece]:
        place = Place(_BESIDE, _titled("bewijs", one.event.number), self._posted)
        account = self._case.value(_ACCOUNT)
        own = self._posted and bool(one.account) and _same(one.account, str(account or ""))
        if self._posted:
            yield Shown(place, f"Vastgelegd: {clock.say(one.event.recorded)}")
            if happened := told(one.event.happened, one.event.recorded):
                yield Shown(place, f"Gevonden op: {happened}")
        for kind, words in ((_LINK, one.link), (_ACCOUNT, one.account)):
            if words and (own or (kind == _LINK and self._posted and self._is_message(words))):
                yield Shown(place, f"{kind.capitalize()}: {words}")
            elif words:
                yield Withheld(place, kind, self._not_theirs)
        if one.finder:
            mine = self._is_theirs(one.finder)
            yield (
                Shown(place, f"Gevonden door: {one.finder}")
                if mine
                else Withheld(place, "wie het vond", self._not_theirs)
            )
        if one.file:
            yield Withheld(place, "bestand", _FILE)
        yield from _passages(place, "beschrijving van bewijs", "Beschrijving", one.text)

    def _is_message(self, link: str) -> bool:
        links = self._case.value(_LINK)
        return isinstance(links, list) and link in links

    def _terms(self) -> Iterator[Piece]:
        place = Place("Termijnen", "", self._posted)
        for one in deadlines(self._case):
            if one.noted:
                continue
            if self._posted:
                yield Shown(place, f"{one.what} Uiterlijk: {clock.say_day(one.due)}.")
            else:
                yield Withheld(place, "termijn", self._not_theirs)

    def _document(self, made: Document, texts: Mapping[int, str]) -> Iterator[Piece]:
        title = f"{title_of(made.kind)}, gebeurtenis {made.number}"
        place = Place(_TEXTS, title, self._posted)
        if made.number not in texts:
            yield Withheld(place, "document", _NEWER)
            return
        if self._posted:
            how = "Zoals geplaatst of verstuurd" if made.settled else "Gemaakt"
            yield Shown(place, f"{how}, vastgelegd: {clock.say(made.recorded)}")
        yield from _passages(place, "document", "Tekst", texts[made.number])


_EVENTS = {
    Kind.LINKED: "koppeling",
    Kind.DEADLINE_MET: "termijn gehaald",
    Kind.CLOSED: "sluiten",
    Kind.REOPENED: "heropenen",
    Kind.ERASED: "wissen",
}


def _titled(kind: str, number: int) -> str:
    return f"{kind.capitalize()}, gebeurtenis {number}"


def _kind_of(field: Field) -> str:
    return "gespreksverslag" if field.id == "verslag" else "vrije tekst"


def _passages(place: Place, kind: str, label: str, text: str) -> Iterator[Passage]:
    """Yield a text by its paragraphs."""
    for paragraph in re.split(r"\n\s*\n", text):
        if words := paragraph.strip():
            yield Passage(place, kind, label, words)


def passages(found: Iterable[Piece]) -> list[Passage]:
    """Return the passages to decide on, each once: the same words need no second answer."""
    return list(dict.fromkeys(one for one in found if isinstance(one, Passage)))
