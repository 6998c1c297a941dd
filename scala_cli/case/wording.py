"""A case in words, the same on the screen and on paper: events, answers, sources."""

from collections.abc import Iterator, Mapping

from scala_cli import clock
from scala_cli.case.events import HOLD, RELEASE, Content, Event, Kind
from scala_cli.case.state import Answer, Case, Document
from scala_cli.case.values import show_value
from scala_cli.closing import reasons
from scala_cli.facts import Fact, facts
from scala_cli.headings import title_of
from scala_cli.plan.model import SKIPPED, Note, Step
from scala_cli.plan.replay import Visit
from scala_cli.text import labelled, listing

EVENTS = {
    Kind.OPENED: "dossier geopend",
    Kind.ANSWERED: "beantwoord",
    Kind.SKIPPED: "overgeslagen",
    Kind.REVISED: "herzien",
    Kind.SUPPLEMENTED: "aangevuld",
    Kind.NOTED: "notitie",
    Kind.EVIDENCE: "bewijs",
    Kind.DOCUMENT: "document gemaakt",
    Kind.SETTLED: "tekst vastgesteld",
    Kind.DEADLINE_MET: "termijn gehaald",
    Kind.LINKED: "gekoppeld",
    Kind.CLOSED: "gesloten",
    Kind.REOPENED: "heropend",
    Kind.ERASED: "gewist",
}


def source_of(step: Step) -> str:
    """Return what a step rests on, saying so when it is an addition to the chart."""
    if step.addition:
        return f"aanvulling op het schema, op grond van {step.source}"
    return step.source


def cited(notes: tuple[Note, ...]) -> list[Fact]:
    """Return the facts that points of attention rest on; a fact that is gone is left out."""
    known = facts()
    found = (known.get(fact) for note in notes for fact in note.facts)
    return list(dict.fromkeys(fact for fact in found if fact))


def basis_of(note: Note) -> str:
    """Return the source of a point of attention, with its certainty."""
    own = [note.source] if note.source else []
    return "; ".join([*own, *(fact.basis for fact in cited((note,)))])


def answer_pairs(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what is known of an answer beside its choice, as label and words."""
    if answer.choice == (SKIPPED,):
        yield "Reden van overslaan", answer.skipped_because or "(gewist)"
    for field in case.step(answer.visit).fields:
        if field.id in answer.fields:
            yield field.title, show_value(field, answer.fields[field.id])
    yield from earlier(case, answer)


def what(case: Case, event: Event) -> str:
    """Return what an event was, in a few words; of a revision also why."""
    words = EVENTS[event.kind]
    if event.kind in (Kind.DOCUMENT, Kind.SETTLED):
        return f"{words}: {title_of(event.said.get('document', 'gewist'))}"
    if event.step is None:
        return _apart(event)
    step = case.graph.steps[event.step]
    chosen = [step.option(one) for one in event.choice or ()]
    titles = listing(option.title for option in chosen if option)
    if event.kind is Kind.REVISED and event.choice == (SKIPPED,):
        titles = SKIPPED
    if event.kind is Kind.SUPPLEMENTED:
        names = listing(field_name(field) for field in event.said.get("velden", ()))
        words = f"{words}, {names}" if names else "nagekeken, klopt nog"
    reason = event.said.get("reden")
    words = f"{words}, {titles}" if titles else words
    return labelled(step.title, f"{words} (reden: {reason})" if reason else words)


def _apart(event: Event) -> str:
    """Return what an event was that is not about a step, with its own words."""
    choice = event.choice or ()
    words = EVENTS[event.kind]
    match event.kind:
        case Kind.NOTED:
            words = _MARKS.get(choice, words)
        case Kind.CLOSED if choice:
            why = reasons().get(choice[0], choice[0])
            words = f"{words}, te bewaren tot en met {clock.say(choice[1])}: {why}"
        case Kind.LINKED:
            words = f"{words} aan dossier {listing(choice)}"
        case Kind.DEADLINE_MET:
            words = f"{words}, van gebeurtenis {listing(choice)}"
        case Kind.ERASED:
            words = f"{words}: de inhoud van gebeurtenis {listing(choice)}"
    if event.content is None:
        return f"{words} (gewist)"
    own = [_words(event.content, key) for key in _OWN_WORDS if event.content.get(key)]
    return labelled(words, "; ".join(own)) if own else words


_MARKS: Mapping[tuple[str, ...], str] = {(HOLD,): "aangehouden", (RELEASE,): "vrijgegeven"}
_OWN_WORDS = (
    "link", "account", "vinder", "tekst", "uiterlijk", "bestand", "sha256", "toelichting", "reden",
    "grond",
)  # fmt: skip


def _words(content: Content, key: str) -> str:
    said = str(content[key])
    match key:
        case "uiterlijk":
            return f"uiterlijk {clock.say(said)}"
        case "tekst" | "link":
            return " ".join(said.split())
        case "sha256":
            return f"SHA-256 {said}"
    return f"{key} {said}" if key in ("account", "vinder", "bestand") else said


def earlier(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what an answer was before each revision: until when, what it said, why it changed."""
    if answer.replaced is None:
        return
    yield from earlier(case, answer.replaced)
    was = "; ".join(_was(case, answer.replaced, answer)) or "hetzelfde"
    reason = answer.revised_because or "(gewist)"
    yield f"Tot {clock.say(answer.recorded)}", f"{was} (reden van wijziging: {reason})"


def _was(case: Case, before: Answer, after: Answer) -> list[str]:
    """Return what a revision replaced, in words: the choice, and the values that changed."""
    choice = [] if before.choice == after.choice else [case.said(before)]
    return choice + [
        labelled(field.title, show_value(field, before.fields[field.id]))
        for field in case.step(before.visit).fields
        if field.id in before.fields and before.fields[field.id] != after.fields.get(field.id)
    ]


def made_remark(case: Case, made: Document) -> str:
    """Return a remark for a document that the case has moved on from; nothing if it hasn't."""
    if made.number not in {one.number for one in case.current_documents}:
        return "vervangen door een latere tekst"
    if made.visit is None:
        return "los van een stap gemaakt; of deze tekst gebruikt is, staat hier niet"
    if made.visit not in case.position.standing or case.answers[made.visit].skipped:
        return "vervallen"
    return "opnieuw bekijken" if made.visit in case.to_review and not made.settled else ""


def field_name(field_id: str) -> str:
    """Return a field's name in a list of fields."""
    return field_id.replace("_", " ")


def told(moment: str, recorded: str) -> str:
    """Return when something happened, in words; nothing if only the recording is known."""
    return "" if moment == recorded else clock.say(moment)


def missing(case: Case) -> Mapping[Visit, list[str]]:
    """Return the names of the fields still empty, by the answer that they belong to."""
    found: dict[Visit, list[str]] = {}
    for one in case.missing:
        found.setdefault(one.visit, []).append(field_name(one.field))
    return found


def lapsed(case: Case, answer: Answer) -> str:
    """Return a remark for an answer that no longer counts, or that is to be looked at again."""
    if answer.visit not in case.position.standing:
        return " (vervallen)"
    return " (opnieuw bekijken)" if answer.visit in case.to_review else ""
