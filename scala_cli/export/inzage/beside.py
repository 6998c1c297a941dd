"""What a case holds beside its steps, taken apart for one person.

The case as a whole, remarks and other events, evidence, terms and documents. Of all that, only
who posted is told what there is.
"""

from collections.abc import Iterator, Mapping

from scala_cli import clock
from scala_cli.case.answer import Document
from scala_cli.case.apart import is_mark
from scala_cli.case.deadlines import deadlines, not_running
from scala_cli.case.entries import Evidence, closing, hold, remarks
from scala_cli.case.events import Event, Kind
from scala_cli.case.people import same_name
from scala_cli.case.state import Case
from scala_cli.case.wording import told
from scala_cli.closing import reasons
from scala_cli.export.inzage.pieces import Part, Piece, Place, Shown, Withheld, by_paragraph
from scala_cli.export.inzage.whose import Subject
from scala_cli.headings import title_of
from scala_cli.plan.model import Role

_FILE = "een bestand wordt niet meegegeven; er kunnen anderen in te zien zijn"
_NEWER = "vervangen door een latere tekst"
_EVENTS = {
    Kind.LINKED: "koppeling",
    Kind.DEADLINE_MET: "termijn gehaald",
    Kind.CLOSED: "sluiten",
    Kind.REOPENED: "heropenen",
    Kind.ERASED: "wissen",
}


def of_whole(case: Case, subject: Subject) -> Iterator[Piece]:
    """Yield what the case as a whole is: open to anyone who stands in it."""
    place = Place(Part.WHOLE, "Het hele dossier", open=True)
    yield Shown(place, f"Geopend: {clock.say(case.opened)}")
    yield Shown(place, f"Stand: {case.status}")
    if closed := closing(case):
        yield Shown(place, f"Gesloten: {clock.say(closed.event.recorded)}")
        yield Shown(place, f"Reden: {reasons().get(closed.reason, closed.reason)}")
        yield Shown(place, f"Te bewaren tot en met {clock.say_day(closed.kept_until)}")
    if held := hold(case):
        since = clock.say(held.recorded)
        yield Shown(place, f"Aangehouden sinds {since}: het mag nu niet worden gewist")
    yield Withheld(place, "wie het vastlegde", subject.not_theirs)


def of_events(case: Case, subject: Subject) -> Iterator[Piece]:
    """Yield what was remarked, and what was said with the other events apart from steps."""
    for one in remarks(case):
        kind = "reden van aanhouden" if is_mark(one.event) else "notitie"
        label = f"Vastgelegd: {clock.say(one.event.recorded)}"
        yield from by_paragraph(_beside(kind, one.event, subject), kind, label, one.text)
    for event in case.events:
        if event.kind in _EVENTS:
            yield from _event(event, subject)


def _event(event: Event, subject: Subject) -> Iterator[Piece]:
    kind = _EVENTS[event.kind]
    place = _beside(kind, event, subject)
    if event.kind is Kind.LINKED:
        yield Withheld(place, "verwijzing naar een ander dossier", subject.not_theirs)
        return
    for key in ("toelichting", "tekst", "reden", "grond"):
        yield from by_paragraph(place, kind, key.capitalize(), str(event.said.get(key, "")))


def _beside(kind: str, event: Event, subject: Subject) -> Place:
    return Place(
        Part.BESIDE, f"{kind.capitalize()}, gebeurtenis {event.number}", open=subject.posted
    )


def of_evidence(case: Case, one: Evidence, subject: Subject) -> Iterator[Piece]:
    """Yield the pieces of evidence that was found."""
    place = _beside("bewijs", one.event, subject)
    if subject.posted:
        yield Shown(place, f"Vastgelegd: {clock.say(one.event.recorded)}")
        if happened := told(one.event.happened, one.event.recorded):
            yield Shown(place, f"Gevonden op: {happened}")
    yield from _where(case, one, subject, place)
    if one.finder and subject.has(one.finder):
        yield Shown(place, f"Gevonden door: {one.finder}")
    elif one.finder:
        yield Withheld(place, "wie het vond", subject.not_theirs)
    if one.file:
        yield Withheld(place, "bestand", _FILE)
    yield from by_paragraph(place, "beschrijving van bewijs", "Beschrijving", one.text)


def _where(case: Case, one: Evidence, subject: Subject, place: Place) -> Iterator[Piece]:
    """Yield link and account: theirs only with the account that posted, or its message's link."""
    account = str(case.value_as(Role.ACCOUNT) or "")
    own = subject.posted and bool(one.account) and same_name(one.account, account)
    links = case.value_as(Role.LINK)
    message = subject.posted and isinstance(links, list) and one.link in links
    for kind, words, theirs in (
        (Role.LINK, one.link, own or message),
        (Role.ACCOUNT, one.account, own),
    ):
        if words and theirs:
            yield Shown(place, f"{kind.capitalize()}: {words}")
        elif words:
            yield Withheld(place, kind, subject.not_theirs)


def of_terms(case: Case, subject: Subject) -> Iterator[Piece]:
    """Yield the terms that the case started."""
    place = Place(Part.TERMS, "", open=subject.posted)
    told = [
        f"{one.what} Uiterlijk: {one.said}.{' Niet meer nodig.' if one.ended else ''}"
        for one in deadlines(case)
        if not one.noted
    ]
    told += [f"{idle.what} De termijn {idle.lacks}." for idle in not_running(case)]
    for line in told:
        if subject.posted:
            yield Shown(place, line)
        else:
            yield Withheld(place, "termijn", subject.not_theirs)


def of_document(made: Document, texts: Mapping[int, str], subject: Subject) -> Iterator[Piece]:
    """Yield the pieces of a document; of one that was replaced only that it is left out."""
    title = f"{title_of(made.kind)}, gebeurtenis {made.number}"
    place = Place(Part.TEXTS, title, open=subject.posted)
    if made.number not in texts:
        yield Withheld(place, "document", _NEWER)
        return
    if subject.posted:
        how = "Zoals geplaatst of verstuurd" if made.settled else "Gemaakt"
        yield Shown(place, f"{how}, vastgelegd: {clock.say(made.recorded)}")
    yield from by_paragraph(place, "document", "Tekst", texts[made.number])
