"""A case in words, the same on the screen and on paper: events, answers, sources."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from scala_cli import clock
from scala_cli.case.answer import Answer, Document
from scala_cli.case.apart import GONE, said_apart
from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case
from scala_cli.case.talks import spoken_to
from scala_cli.case.values import show_value
from scala_cli.headings import title_of
from scala_cli.plan.graph import Choice, Graph
from scala_cli.plan.model import DONE, SKIPPED, Party
from scala_cli.plan.replay import Visit
from scala_cli.text import labelled, listing

_REMEMBERED = 1024
"""How many words of plans are kept in memory: many cases have the same few."""
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


_NO_TALK = (
    "Er is geen gesprek vastgelegd. Daarom staat in deze tekst niet dat er met de betrokken "
    "persoon gesproken is."
)
_WITH_OTHERS = (
    "Er is geen gesprek met de plaatser vastgelegd, wel met anderen. Daarom staat in deze tekst "
    "alleen dat er over het bericht gesproken is, en niet met wie."
)


def talk_remark(case: Case, at: Visit | None = None) -> str:
    """Return what is said beside a statement that claims no talk with who posted; else nothing."""
    spoken = spoken_to(case, at)
    if spoken is Party.POSTER:
        return ""
    return _WITH_OTHERS if spoken else _NO_TALK


def answer_pairs(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what is known of an answer beside its choice, as label and words."""
    if answer.skipped:
        yield "Reden van overslaan", answer.skipped_because or GONE
    elif answer.erased:
        yield "Wat erbij stond", GONE
    for field in case.step(answer.visit).fields:
        if field.id in answer.fields:
            yield field.title, show_value(field, answer.fields[field.id])
    yield from earlier(case, answer)


def what(case: Case, event: Event) -> str:
    """Return what an event was, in a few words; of a revision also why."""
    words = EVENTS[event.kind]
    step = case.graph.steps[event.step] if event.step else None
    if event.kind in _TEXTS:
        # What kind of text it was went with the text; the step at which it was made stays.
        at = f", bij de stap '{step.title}'" if step and event.content is None else ""
        title = title_of(event.said["document"]) if event.content else GONE
        return f"{words}{at}: {title}{_overruled(event)}"
    if step is None:
        return said_apart(case, event, words)
    gone = f" {GONE}" if event.content is None else ""
    return labelled(step.title, f"{_step_words(case.graph, event)}{gone}")


_TEXTS = (Kind.DOCUMENT, Kind.SETTLED)


def _overruled(event: Event) -> str:
    """Return with which reason a text was settled although the guard said stop."""
    found = (f"{one['soort']}, {one['reden']}" for one in event.said.get("wacht", ()))
    reasons = "; ".join(found)
    return f" (ondanks de waarschuwing: {reasons})" if reasons else ""


def _step_words(graph: Graph, event: Event) -> str:
    words = EVENTS[event.kind]
    choice = event.choice or ()
    titles = _titles(graph, event.step or "", choice)
    match event.kind:
        case Kind.ANSWERED:
            return titles or DONE
        case Kind.SUPPLEMENTED if event.content is not None:
            titles = listing(field_name(field) for field in event.said.get("velden", ()))
            words = words if titles else "nagekeken, klopt nog"
        case Kind.REVISED if choice == (SKIPPED,):
            titles = SKIPPED
    words = f"{words}, {titles}" if titles else words
    reason = event.said.get("reden")
    return f"{words} (reden: {reason})" if reason else words


@lru_cache(_REMEMBERED)
def _titles(graph: Graph, ref: str, choice: Choice) -> str:
    """Return the titles of the options that were chosen at a step."""
    return listing(option.title for option in map(graph.steps[ref].option, choice) if option)


def earlier(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what an answer was before each revision: until when, what it said, why it changed."""
    if answer.replaced is None:
        return
    yield from earlier(case, answer.replaced)
    was = "; ".join(_was(case, answer.replaced, answer)) or "hetzelfde"
    reason = answer.revised_because or GONE
    yield f"Tot {clock.say(answer.recorded)}", f"{was} (reden van wijziging: {reason})"


def _was(case: Case, before: Answer, after: Answer) -> list[str]:
    """Return what a revision replaced, in words: the choice, and the values that changed."""
    choice = [] if before.choice == after.choice else [case.said(before)]
    gone = [GONE] if before.erased else []
    return (
        choice
        + gone
        + [
            labelled(field.title, show_value(field, before.fields[field.id]))
            for field in case.step(before.visit).fields
            if field.id in before.fields and before.fields[field.id] != after.fields.get(field.id)
        ]
    )


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


def recorder(event: Event) -> str:
    """Return who recorded an event."""
    return GONE if event.content is None else event.by


def told(moment: str, recorded: str) -> str:
    """Return when something happened, in words; nothing if only the recording is known."""
    return "" if moment == recorded else clock.say(moment)


def missing(case: Case) -> Mapping[Visit, str]:
    """Return what is still asked, each question a sentence, by the answer that it belongs to."""
    found: dict[Visit, list[str]] = {}
    for one in case.missing:
        field = case.step(one.visit).field(one.field)
        title = field.title if field else field_name(one.field)
        found.setdefault(one.visit, []).append(title if title.endswith(_ENDS) else f"{title}.")
    return {visit: " ".join(asked) for visit, asked in found.items()}


_ENDS = ("?", ".", "!")


def lapsed(case: Case, answer: Answer) -> str:
    """Return a remark for an answer that no longer counts, or that is to be looked at again."""
    if answer.visit not in case.position.standing:
        return " (vervallen)"
    return " (opnieuw bekijken)" if answer.visit in case.to_review else ""
