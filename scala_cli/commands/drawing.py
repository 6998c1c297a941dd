"""`plan teken`: a plan as a drawing, with the way that a case went if one is named."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scala_cli import files
from scala_cli.case.state import Case
from scala_cli.commands import own_plan
from scala_cli.commands.reading import must_be_unchanged
from scala_cli.commands.run import Run, say
from scala_cli.dossier.copies import EXPORT
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.export.drawing import pdf, svg
from scala_cli.export.mermaid import mermaid
from scala_cli.plan.chart.shapes import Drawing
from scala_cli.plan.chart.trail import trail
from scala_cli.plan.draw import draw
from scala_cli.plan.graph import Graph
from scala_cli.text import clean_line, listing

STDOUT = Path("-")
_MM = 25.4 / 72
_A4 = "A4"
_LEGIBLE = (
    "Op deze tekening staan het nummer van het dossier en de keuzes die gemaakt zijn, geen namen. "
    "Het bestand is niet versleuteld: gooi het weg als het niet meer nodig is."
)
_NOT_NOTED = (
    "Waar deze tekening staat, kan niet in het dossier worden genoteerd: daar kan nu niet worden "
    "geschreven. Onthoud de plek zelf, zodat u hem later kunt weggooien."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    form: str
    target: Path | None
    overwrite: bool


def _text(drawing: Drawing) -> bytes:
    return mermaid(drawing).encode()


_FORMS: dict[str, Callable[[Drawing], bytes]] = {"svg": svg, "pdf": pdf, "mermaid": _text}
_SUFFIXES = {"mermaid": "mmd"}


def draw_plan(run: Run, plan_id: str, number: str | None, wish: Wish) -> None:
    """Draw a plan, as it is now or as a case has pinned it, to a file or to stdout.

    Raises `WrongUse` when the case didn't come to that plan.
    """
    if wish.form not in _FORMS:
        names = listing(_FORMS, "of")
        raise WrongUse(f"Vorm '{clean_line(wish.form)}' bestaat niet. Kies uit {names}.")
    if number is None:
        plan = run.plan(plan_id)
        own_plan.say_instead(run, plan.id)
        _give(draw(Graph(plan.id, run.library.plans)), f"stappenplan-{plan.id}", wish)
        return
    with run.dossier() as dossier:
        case = dossier.case(number)
        must_be_unchanged(case)
        drawing = _of_case(run, case, plan_id)
        name = f"stappenplan-{plan_id}-{case.number}"
        _give(drawing, name, wish, lambda path: _note(dossier, path, case.number))


def _of_case(run: Run, case: Case, plan_id: str) -> Drawing:
    """Return the drawing of the plan that a case has pinned, with the way that it went there."""
    pinned = {plan.id: plan for plan in case.graph.plans}
    if plan_id not in pinned:
        run.plan(plan_id)
        raise _not_followed(case, plan_id)
    answers = {visit: answer.choice for visit, answer in case.answers.items()}
    went = trail(case.number, case.graph, answers, plan_id)
    if not went.states:
        raise _not_followed(case, plan_id)
    return draw(Graph(plan_id, pinned), went)


def _not_followed(case: Case, plan_id: str) -> WrongUse:
    own = case.graph.root.id
    return WrongUse(
        f"Dossier {case.number} volgt stappenplan '{own}' en is niet in stappenplan '{plan_id}' "
        f"gekomen. Teken de weg met: stappenplan plan teken {own} {case.number}"
    )


def _give(
    drawing: Drawing, name: str, wish: Wish, note: Callable[[Path], None] | None = None
) -> None:
    """Write a drawing where it was asked for; Mermaid is text and goes to stdout by itself."""
    target = wish.target
    if target is None and wish.form == "mermaid":
        target = STDOUT
    if target == STDOUT:
        _print(drawing, wish.form)
        return
    path = target or Path(f"{name}.{_SUFFIXES.get(wish.form, wish.form)}")
    files.write_bytes(
        path,
        _FORMS[wish.form](drawing),
        overwrite=wish.overwrite,
        first=(lambda: note(path)) if note else None,
    )
    print(files.shown(path))
    if note:
        say(_LEGIBLE)
    _tell_paper(drawing)


def _print(drawing: Drawing, form: str) -> None:
    if form == "pdf":
        raise WrongUse("Een PDF kan niet naar het scherm. Geef met --naar een bestand.")
    sys.stdout.write(_FORMS[form](drawing).decode())
    sys.stdout.flush()


def _tell_paper(drawing: Drawing) -> None:
    """Say how large the sheet is when the drawing is not legible on A4."""
    if drawing.paper != _A4:
        size = f"{drawing.wide * _MM:.0f} bij {drawing.high * _MM:.0f} mm"
        named = f"{drawing.paper}, {size}" if drawing.paper else size
        say(f"Op A4 wordt deze tekening te klein om te lezen. Het blad is daarom {named}.")


def _note(dossier: Dossier, path: Path, number: str) -> None:
    """Note where the drawing of a case lies; say so when it can't be noted."""
    try:
        dossier.copy_made(EXPORT, path, number)
    except DossierUnusable:
        say(_NOT_NOTED)
