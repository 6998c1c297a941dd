"""`dossier vul-aan` and `dossier herzie`: what was left empty, and another answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scala_cli.case.answer import Answer, Document
from scala_cli.case.replies import Refused, Reply, Revise, Supplement
from scala_cli.case.state import Case
from scala_cli.commands import naming
from scala_cli.commands.changes import (
    Asked,
    changes_anything,
    must_have_room,
    other_answer,
    reason_of,
    values_to_add,
)
from scala_cli.commands.papers import papers_of
from scala_cli.commands.recording import NOTHING, case_to_add_to, if_broken_off
from scala_cli.commands.run import Run
from scala_cli.commands.walk import OneCase
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Interrupted, Stopped, WrongUse
from scala_cli.plan.model import Field
from scala_cli.plan.replay import Visit
from scala_cli.prompts.looking_back import (
    Filling,
    Looked,
    ask_anew,
    come_with,
    fill_in,
    look_at,
    look_back,
    pick,
    why_other_answer,
    why_other_value,
    without_values,
)
from scala_cli.screen import correcting_views
from scala_cli.settings import recorder
from scala_cli.walkthrough import Walk

_Found = Reply | Filling | Looked | None


def supplement(run: Run, number: str, step: str | None, fields: Sequence[str]) -> None:
    """Fill in fields of an answer that are still empty."""
    with run.dossier() as dossier:
        with if_broken_off():
            case = _open_case(dossier, number)
            found = _to_fill(run, case, step, fields)
        _record(run, dossier, case, found)


def revise(run: Run, number: str, step: str | None, asked: Asked) -> None:
    """Put another answer in the place of an earlier one."""
    with run.dossier() as dossier:
        with if_broken_off():
            case = _open_case(dossier, number)
            found = _other(run, case, step, asked)
        _record(run, dossier, case, found)


def _open_case(dossier: Dossier, number: str) -> Case:
    case = case_to_add_to(dossier, number)
    if case.closed:
        raise WrongUse(
            f"Dossier {case.number} is gesloten. {NOTHING} Open het eerst weer met: stappenplan "
            f"dossier heropen {case.number}"
        )
    if not case.standing:
        raise WrongUse(
            f"In dossier {case.number} is nog niets beantwoord. Ga verder met: stappenplan verder "
            f"{case.number}"
        )
    return case


def _to_fill(run: Run, case: Case, step: str | None, fields: Sequence[str]) -> _Found:
    """Return values to add, from the command line or else which fields to ask."""
    if not case.missing:
        raise WrongUse(f"In dossier {case.number} is niets meer aan te vullen.")
    if not run.has_person and not (step and fields):
        raise WrongUse(
            f"Noem een stap en minstens één --veld NAAM=WAARDE. {NOTHING} Wat nog leeg is: "
            f"stappenplan wat-nu {case.number}"
        )
    if step is None and not fields:
        return fill_in(run.asker, case)
    answer = naming.standing(case, step) if step else _picked_to_fill(run, case)
    if answer is None:
        return None
    must_have_room(case, answer)
    if not fields:
        return Filling(answer, case.empty_fields(answer))
    return Supplement(answer.visit, values_to_add(case, answer, fields, run.clock()))


def _picked_to_fill(run: Run, case: Case) -> Answer | None:
    found = fill_in(run.asker, case)
    return found.answer if found else None


def _other(run: Run, case: Case, step: str | None, asked: Asked) -> _Found:
    """Return another answer, from the command line as far as that tells, else asked."""
    reason = reason_of(asked)
    if not run.has_person:
        _must_be_told(case, step, asked)
    if step is None and not asked.changes and reason is None:
        return look_back(run.asker, case, run.clock)
    if step is None:
        answer = pick(run.asker, case, list(reversed(case.standing)))
    else:
        answer = naming.standing(case, step)
    if answer is None:
        return None
    if not asked.changes:
        return look_at(run.asker, case, answer, run.clock, reason)
    found = other_answer(case, answer, asked, run.clock())
    if not changes_anything(answer, found):
        raise WrongUse(f"Dat stond er al. {NOTHING}")
    if run.has_person and found.choice != answer.choice:
        found = without_values(answer, found)
    return found if found.reason else _with_reason(run, answer, found)


def _must_be_told(case: Case, step: str | None, asked: Asked) -> None:
    """Raise `WrongUse` naming what lacks, where nobody can be asked."""
    lacking = [] if step else ["een stap"]
    lacking += [] if asked.changes else ["wat er anders moet (--keuze, --veld of --overslaan)"]
    lacking += [] if asked.reason else ["de reden (--reden)"]
    if lacking:
        raise WrongUse(
            f"Noem {' en '.join(lacking)}. {NOTHING} De stappen staan in: stappenplan dossier toon "
            f"{case.number}"
        )


def _with_reason(run: Run, answer: Answer, found: Revise) -> Revise | None:
    ask = why_other_value if found.choice == answer.choice else why_other_answer
    reason = ask(run.asker)
    return replace(found, reason=reason) if reason else None


class _Correction:
    """Who answers the walk with the one correction, and then goes away."""

    def __init__(self, run: Run, found: Reply | Filling | Looked) -> None:
        self._run = run
        self._found: _Found = found
        self._well: Sequence[Visit] = ()
        self._left: Sequence[Field] = ()
        self.documents: list[Document] = []
        self.refusal: Refused | None = None

    def reply(self, case: Case) -> Reply | None:
        """Return the correction; None once it was given, or when nothing was filled in."""
        found, self._found = self._found, None
        if isinstance(found, Revise) and self._run.has_person:
            self._left = come_with(case, found)
        if isinstance(found, Looked):
            first, *self._well = found.visits
            return Supplement(first, {})
        if not isinstance(found, Filling):
            return found
        visit = found.answer.visit
        self._left = found.fields
        return next(self.supplements(case, visit), None)

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:
        """Ask what is left of the fields to fill in; of more that is well each is recorded."""
        well, self._well = self._well, ()
        yield from (Supplement(one, {}) for one in well)
        while self._left:
            field, *self._left = self._left
            if field.id not in case.answers[visit].fields:
                value = ask_anew(self._run.asker, case, visit, field, self._run.clock)
                if value is not None:
                    yield Supplement(visit, {field.id: value})

    def made(self, documents: Sequence[Document]) -> None:
        """Remember which documents were made."""
        self.documents += documents

    def refused(self, error: Refused) -> None:
        """Remember that another window was first."""
        self.refusal = error


def _record(run: Run, dossier: Dossier, case: Case, found: _Found) -> None:
    """Record a correction as a walk does, and tell what it brought about."""
    if found is None:
        raise Stopped(NOTHING)
    prompter = _Correction(run, found)
    papers = papers_of(run, dossier, asks=run.has_person)
    walk = Walk(OneCase(dossier, case.number), prompter, papers, recorder(), run.clock)
    try:
        after = walk.run()
    except EOFError as error:
        raise Stopped(f"De invoer hield op. {_kept(case)}") from error
    except KeyboardInterrupt as interrupt:
        raise Interrupted(f"Onderbroken. {_kept(case)}") from interrupt
    if prompter.refusal:
        raise Stopped(
            f"Dossier {case.number} is intussen in een ander venster veranderd. Wat u nu opgaf "
            "paste daar niet meer bij en is niet vastgelegd. Bekijk hoe het staat en probeer het "
            "opnieuw."
        )
    run.printer.show(correcting_views.corrected(case, after, prompter.documents))


def _kept(case: Case) -> str:
    return f"Wat al was ingevuld, is bewaard in dossier {case.number}."
