"""What a letter still lacks: of the school, of its case, and what is asked each time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from scala_cli.case.answer import Answer, Document
from scala_cli.case.replies import Refused, Reply, Supplement
from scala_cli.case.rounds import told_at
from scala_cli.case.state import Case
from scala_cli.case.values import Value, show_value
from scala_cli.commands.papers import papers_of
from scala_cli.commands.run import Run
from scala_cli.commands.walk import OneCase
from scala_cli.dossier.store import Dossier
from scala_cli.headings import Heading, title_of
from scala_cli.plan.model import Field, Role
from scala_cli.plan.replay import Visit
from scala_cli.prompts.fields import ask_field
from scala_cli.prompts.protocol import Item
from scala_cli.settings import recorder
from scala_cli.text import labelled, listing
from scala_cli.walkthrough import Walk

Lacking = tuple[Visit, Field]
"""A field that is empty at the answer of a visit."""


def lacking(case: Case, visit: Visit | None, header: Heading) -> list[Lacking]:
    """Return the fields that a letter at a visit tells and lacks, each where it is empty.

    What the step of the visit asks itself has to be told there, or comes when it is answered;
    the rest may be told anywhere.
    """
    own = case.step(visit).fields if visit else ()
    found: list[Lacking] = []
    for wanted in (*header.fields, *header.roles):
        at_step = any(_is_meant(field, wanted) for field in own)
        answers = [one for one in reversed(case.standing) if not at_step or one.visit == visit]
        told = (_value_of(case, one, wanted) for one in told_at(case, visit))
        if at_step or all(value is None for value in told):
            found += _empty_at(case, answers, wanted)
    return found


def _is_meant(field: Field, wanted: str | Role) -> bool:
    return field.role is wanted if isinstance(wanted, Role) else field.id == wanted


def _value_of(case: Case, answer: Answer, wanted: str | Role) -> Value | None:
    fields = case.step(answer.visit).fields
    found = (answer.fields.get(field.id) for field in fields if _is_meant(field, wanted))
    return next((value for value in found if value is not None), None)


def _empty_at(case: Case, answers: Iterable[Answer], wanted: str | Role) -> list[Lacking]:
    """Return the first of these answers at which a field that is meant is empty."""
    for answer in answers:
        for field in case.empty_fields(answer):
            if _is_meant(field, wanted):
                return [(answer.visit, field)]
    return []


def fill_in(run: Run, dossier: Dossier, case: Case, fields: Sequence[Lacking]) -> Case:
    """Ask fields of a case and record each at once, as a walk does; return the case as it is then.

    A closed case takes none.
    """
    if case.closed or not fields:
        return case
    file = OneCase(dossier, case.number)
    papers = papers_of(run, dossier, asks=True)
    walk = Walk(file, _Filling(run, fields), papers, recorder(), run.clock)
    return walk.run()


class _Filling:
    """Who answers a walk with what a letter lacks, and then goes away."""

    def __init__(self, run: Run, fields: Sequence[Lacking]) -> None:
        self._run = run
        self._left = list(fields)

    def reply(self, case: Case) -> Reply | None:
        """Ask until something is filled in; None when all was asked."""
        while self._left:
            visit, field = self._left.pop(0)
            if visit in case.answers and _is_empty(case, case.answers[visit], field):
                value = ask_field(self._run.asker, field, self._run.clock)
                if value is not None:
                    return Supplement(visit, {field.id: value})
        return None

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:  # noqa: ARG002
        """Yield nothing: each value is a reply."""
        return iter(())

    def made(self, documents: Sequence[Document]) -> None:
        """Say what was made again with it."""
        names = listing(f"'{title_of(one.kind)}'" for one in documents)
        self._run.asker.tell(f"In het dossier bewaard: {names}.")

    def refused(self, error: Refused) -> None:  # noqa: ARG002 - it names steps by their ids
        """Say that another window was first."""
        self._run.asker.tell("Dit is intussen in een ander venster ingevuld. Dat blijft staan.")


def _is_empty(case: Case, answer: Answer, field: Field) -> bool:
    return field.id in {one.id for one in case.empty_fields(answer)}


_NEEDLESS: Mapping[tuple[str, Value], str] = {
    ("aan", "platform"): "aanhef",
    ("aan", "plaatser"): "reden",
}
"""What an answer to a question of the request to remove a post leaves nothing to ask of."""
_USE = Item("gebruiken", "Ja, zo laten")
_ANEW = Item("opnieuw", "Nee, een gegeven wijzigen")


def ask_questions(
    run: Run, key: tuple[Path, str, str], questions: Sequence[Field], told: Mapping[str, Value]
) -> dict[str, Value]:
    """Ask what a letter asks each time, but what is `told` already; return all of it, by id.

    What was told for this letter before in this session, by folder, case and kind in `key`, is
    offered again.
    """
    before = run.settings.session.letters.get(key, {})
    known = [(one, before[one.id]) for one in questions if one.id in before]
    if known:
        run.asker.tell("\nVoor deze brief vulde u eerder in:")
        for one, value in known:
            run.asker.tell(f"- {labelled(one.title, show_value(one, value))}")
        if run.asker.choose("Gebruikt u dat weer?", [_USE, _ANEW]) == _USE.id:
            return {**before, **told}
    found = dict(told)
    for one in questions:
        if one.id not in told and one.id not in {_NEEDLESS.get(pair) for pair in _hashable(found)}:
            value = ask_field(run.asker, one, run.clock, before.get(one.id))
            if value is not None:
                found[one.id] = value
    run.settings.session.letters[key] = found
    return found


def _hashable(found: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    return ((name, value) for name, value in found.items() if isinstance(value, str))
