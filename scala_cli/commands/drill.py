"""`start --oefening`: an incident that was made up, to practise with, and the drill's own folder.

The story is the plan's, the school that of `data/oefening.toml`. What a drill leaves is in a
folder of its own; `drill_gone` throws it away.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from scala_cli import resources
from scala_cli.case.state import Case
from scala_cli.commands import school
from scala_cli.commands.run import Run
from scala_cli.documents.school import NAMES, setting
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.files import DOSSIER, close_to_others, make_folder, shown
from scala_cli.plan.model import Plan, Story
from scala_cli.plan.replay import Visit
from scala_cli.prompts.protocol import Item
from scala_cli.screen.page import Heading, Page, Words
from scala_cli.screen.walk_view import WalkView

AWAY = "Klaar met oefenen? Weggooien kan met: stappenplan opschonen --oefening"
_INCIDENT = "incident"
_MARK: Mapping[str, object] = {"oefening": True}
"""What the opening of a case says of it when it is a drill."""
_MADE_UP = (
    "Alles hierin is verzonnen, ook de school. Bij elke stap staat wat u daar nodig hebt. Plaats "
    "en verstuur niets."
)
_YOURS = (
    "Dit is een oefening. Bij dit stappenplan heeft het programma geen verhaal: bedenk zelf een "
    "incident. Gebruik geen echte namen. De school in de brieven is verzonnen. Verstuur niets."
)


class DrillView(WalkView):
    """Prints a walk in a drill: under each step what was made up for it."""

    incident: Story | None = None

    def step(self, case: Case, visit: Visit) -> None:
        """Print a step."""
        super().step(case, visit)
        made_up = case.step(visit).made_up
        if told := made_up.get(self.incident.id) if self.incident else None:
            self._printer.show(Page([Words(f"Oefening, verzonnen: {told}", quiet=True)]))


def view(run: Run, case: Case | None = None) -> WalkView:
    """Return what prints a walk here; of a case that is a drill with what was made up for it."""
    if not (run.settings.drill or (case and case.drill)):
        return WalkView(run.printer, run.settings.session, repeats=run.draws)
    found = DrillView(run.printer, run.settings.session, repeats=run.draws)
    if case:
        told = case.events[0].said.get(_INCIDENT)
        found.incident = next((one for one in case.graph.root.stories if one.id == told), None)
    return found


def begin(run: Run, view: WalkView, plan: Plan, *, asks: bool) -> Mapping[str, object]:
    """Have an incident chosen and tell it; return what the case says of it: nothing of a real one.

    Without a person to ask it is the first of the plan. Where it has none, whoever practises thinks
    one up.
    """
    if not isinstance(view, DrillView):
        return {}
    if not plan.stories:
        title = "Om mee te oefenen: een incident dat u zelf bedenkt"
        run.printer.show(Page([Heading(title, 1), Words(_YOURS)]))
        return _MARK
    known = {one.id: one for one in plan.stories}
    incident = plan.stories[0]
    if asks and run.has_person and len(known) > 1:
        items = [Item(one.id, one.title) for one in plan.stories]
        incident = known[run.asker.choose("Waarmee wilt u oefenen?", items)]
    view.incident = incident
    words = [Words(incident.story, strong=True), Words(_MADE_UP)]
    run.printer.show(Page([Heading(f"Om mee te oefenen: {incident.title.lower()}", 1), *words]))
    return {**_MARK, _INCIDENT: incident.id}


def make_room(run: Run) -> None:
    """Have a folder for the drill, marked as its own; a real dossier is never drilled in.

    Raises `WrongUse` and `DossierUnusable`.
    """
    folder = run.settings.folder
    must_be_no_link(folder)
    if run.has_dossier and not is_marked(folder):
        raise WrongUse(
            f"In {shown(folder)} staat een dossier dat geen oefening is. Er is niets veranderd. "
            "Verplaats het, of kies met --map een andere map."
        )
    try:
        if not folder.is_dir():
            make_folder(run.settings.home)
            close_to_others(run.settings.home)
            make_folder(folder)
        mark(folder)
    except OSError as error:
        raise DossierUnusable(
            f"In {shown(folder)} kan niet worden geschreven. Er is niets opgeslagen. Kijk of u er "
            "mag schrijven en of er ruimte is, of kies met --map een andere map."
        ) from error


def must_be_no_link(folder: Path) -> None:
    """Raise `WrongUse` for a folder that is really elsewhere: what is there isn't the drill's."""
    if os.path.lexists(folder) and folder.resolve() != folder.parent.resolve() / folder.name:
        raise WrongUse(
            f"{shown(folder)} is een verwijzing naar een andere plek. Daar blijft de oefening af. "
            "Er is niets veranderd. Haal de verwijzing zelf weg."
        )


def _mark(folder: Path) -> Path:
    return folder / f"{DOSSIER}.oefening"


def mark(folder: Path) -> None:
    """Mark a folder as made for a drill. Raises `OSError`."""
    _mark(folder).touch(mode=0o600)


def is_marked(folder: Path) -> bool:
    """Tell whether a folder was made for a drill."""
    return _mark(folder).is_file()


def furnish(dossier: Dossier) -> None:
    """Give a drill's dossier the details of a school that was made up, where it has none."""
    known = dossier.settings()
    told = resources.table("oefening")["school"]
    school.keep(dossier, {name: told[name] for name in NAMES if setting(name) not in known})
