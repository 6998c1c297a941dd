"""Which documents of a case have to be made, or made again."""

from scala_cli.case.answer import Answer
from scala_cli.case.events import Kind
from scala_cli.case.state import Case
from scala_cli.headings import kept_up


def due_documents(case: Case) -> tuple[tuple[Answer, str], ...]:
    """Return the documents of actions that were done, whose text may have to be made.

    One is due when none was made yet, or when its answer, or for a record any answer, was
    revised or supplemented since. Once a person settled the text it stays theirs; what a step
    notes as really sent is such a text.
    """
    changed = _changed(case)
    return tuple(
        (answer, kind)
        for answer in case.standing
        if answer.done
        for kind in case.step(answer.visit).documents
        if _is_due(case, answer, kind, changed)
    )


def _is_due(case: Case, answer: Answer, kind: str, changed: int) -> bool:
    last = case.document(answer.visit, kind)
    if last is None:
        return _is_due_again(case, answer, kind, changed)
    if sent := case.sent(answer):
        return not (last.settled and last.text == sent)
    since = changed if kept_up(kind) else answer.last
    return not last.settled and last.number < since


def _is_due_again(case: Case, answer: Answer, kind: str, changed: int) -> bool:
    """Tell whether a document that isn't there has to be made: not where it was erased."""
    erased = case.emptied.get(answer.visit)
    return erased is None or (kept_up(kind) and erased < changed)


def _changed(case: Case) -> int:
    """Return the number of the last event that changed an earlier answer; 0 if none did."""
    changing = (Kind.REVISED, Kind.SUPPLEMENTED)
    return max((event.number for event in case.events if event.kind in changing), default=0)
