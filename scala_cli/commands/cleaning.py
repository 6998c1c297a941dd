"""`opschonen`: closed cases that were kept long enough, gone for good."""

from collections.abc import Sequence

from scala_cli import editor
from scala_cli.case import drafts
from scala_cli.case.entries import closing, hold
from scala_cli.case.erasing import everything
from scala_cli.case.events import CaseMoved
from scala_cli.case.retention import may_go
from scala_cli.case.state import Case
from scala_cli.clock import say_day, today
from scala_cli.commands import elsewhere
from scala_cli.commands.erasing import NOTHING, confirm, places
from scala_cli.commands.reading import must_be_unchanged, readable_cases
from scala_cli.commands.recording import if_broken_off
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, Interrupted, WrongUse
from scala_cli.screen import erasing_views
from scala_cli.settings import recorder
from scala_cli.text import listing

_WORD = "opschonen"


def clean_up(run: Run) -> None:
    """Erase every case that was kept long enough, after the word for it was typed.

    A drill is thrown away whole.

    Raises `DossierUnusable` afterwards naming the cases that got in the way.
    """
    if run.settings.drill:
        from scala_cli.commands.drill_gone import throw_away

        throw_away(run)
        return
    if not run.has_dossier:
        run.printer.show(erasing_views.nothing_to_clean([], today(run.clock)))
        return
    # A program that was killed may have left a letter that was being edited.
    editor.clear(run.settings.folder)
    with run.dossier() as dossier:
        wrong: list[str] = []
        cases = _readable(dossier, wrong)
        going = [case for case in cases if may_go(case, today(run.clock)) and _sound(case, wrong)]
        run.printer.show(erasing_views.to_clean(going, _held_back(run, cases)))
        if going:
            with if_broken_off(NOTHING):
                confirm(run, _WORD, "te wissen")
            _erase_each(run, dossier, going, wrong)
        else:
            run.printer.show(erasing_views.nothing_to_clean(cases, today(run.clock)))
        closed = [case.number for case in cases if case.closed]
        _tell_elsewhere(run, dossier, closed, wrong)
    if wrong:
        raise DossierUnusable(" ".join(wrong))


def _readable(dossier: Dossier, wrong: list[str]) -> list[Case]:
    found: list[Case] = []
    try:
        with readable_cases(dossier) as cases:
            found = cases
    except DossierUnusable as error:
        wrong.append(str(error))
    return found


def _sound(case: Case, wrong: list[str]) -> bool:
    """Tell whether what a case says can be relied on; until when it is kept may be changed too."""
    try:
        must_be_unchanged(case)
    except DossierUnusable as error:
        wrong.append(f"{error} Dossier {case.number} is niet gewist.")
        return False
    return True


def _held_back(run: Run, cases: Sequence[Case]) -> list[Case]:
    day = today(run.clock)
    closed = ((case, closing(case)) for case in cases if hold(case) and not case.erased)
    return [case for case, found in closed if found and found.kept_until < day]


def _erase_each(run: Run, dossier: Dossier, cases: Sequence[Case], wrong: list[str]) -> None:
    """Erase cases, each in one transaction, and say which; what gets in the way is remembered."""
    gone: list[str] = []
    try:
        for case in cases:
            _erase(dossier, case, gone, wrong)
    except KeyboardInterrupt as interrupt:
        done = f"Gewist: {listing(gone)}." if gone else NOTHING
        again = "Wat er nog staat, wist u met dezelfde opdracht."
        raise Interrupted(f"Onderbroken. {done} {again}") from interrupt
    if gone:
        run.printer.show(erasing_views.cleaned(gone))
    if not dossier.sweep():
        run.printer.show(erasing_views.unswept())


def _erase(dossier: Dossier, case: Case, gone: list[str], wrong: list[str]) -> None:
    closed = closing(case)
    until = say_day(closed.kept_until) if closed else ""
    ground = f"bewaartermijn verstreken (bewaren tot en met {until})"
    try:
        draft = drafts.erase(everything(case), ground, recorder())
        dossier.append(case.number, draft, case.count)
    except CaseMoved:
        wrong.append(
            f"Dossier {case.number} is intussen in een ander venster veranderd en niet gewist. "
            "Bekijk het, en doe daarna opnieuw: stappenplan opschonen."
        )
    except (DossierUnusable, WrongUse) as error:
        wrong.append(f"Dossier {case.number} is niet gewist. {error}")
    else:
        gone.append(case.number)


def _tell_elsewhere(run: Run, dossier: Dossier, numbers: Sequence[str], wrong: list[str]) -> None:
    """Say which files may still hold cases that were erased, and forget those that have gone."""
    gone = [case for number in numbers if (case := dossier.case(number)).erased]
    if not gone:
        return
    try:
        found = elsewhere.lying(dossier, elsewhere.of_erased(gone))
        for copy in found.gone:
            dossier.forget_copy(copy)
    except DossierUnusable as error:
        wrong.append(str(error))
        return
    run.printer.show(erasing_views.elsewhere(places(found.there), places(found.away)))
    run.printer.show(erasing_views.forgotten(places(found.gone)))
