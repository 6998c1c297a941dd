"""`opschonen --oefening`: the drill thrown away whole; nothing outside its folder is touched.

No password is needed: one that was forgotten must not keep a drill for ever.
"""

import contextlib
import shutil
from pathlib import Path

from scala_cli.commands import drill, remembering
from scala_cli.commands.recording import if_broken_off
from scala_cli.commands.run import Run
from scala_cli.dossier import keys
from scala_cli.errors import DossierUnusable, StappenplanError, Stopped, WrongUse
from scala_cli.files import DOSSIER, shown
from scala_cli.prompts.protocol import Item
from scala_cli.screen.page import Page, Words
from scala_cli.text import listing

_NOTHING = "Er is niets weggegooid."
_MOST_NAMED = 5


def throw_away(run: Run) -> None:
    """Remove the drill's folder after a yes.

    Raises `WrongUse` where nobody can say yes, `Stopped` for a no, and `DossierUnusable` when not
    all of it could be removed.
    """
    folder = run.settings.folder
    drill.must_be_no_link(folder)
    if not drill.is_marked(folder):
        run.printer.show(Page([Words(f"Er is geen oefening. {_NOTHING}")]))
        return
    if not run.source.isatty():
        raise WrongUse(
            f"Of de oefening weg mag, wordt gevraagd, en er is geen terminal. {_NOTHING} Open een "
            "terminal en geef daar: stappenplan opschonen --oefening"
        )
    run.printer.show(Page([Words(one) for one in _told(folder)]))
    items = [Item("nee", "Nee, bewaren"), Item("ja", "Ja, weggooien")]
    with if_broken_off(_NOTHING):
        answer = run.asker.choose("De oefening weggooien?", items, "nee")
    if answer != "ja":
        raise Stopped(_NOTHING)
    _remove(folder)
    run.asker.tell(f"\nDe oefening is weggegooid: {shown(folder)}. Verder is er niets veranderd.")


def _told(folder: Path) -> list[str]:
    """Return what goes; also what someone put there that isn't the drill's."""
    others = sorted(shown(Path(one.name)) for one in folder.iterdir() if not _is_own(one))
    named = [*others[:_MOST_NAMED], *(["meer"] if len(others) > _MOST_NAMED else [])]
    also = [f"Let op: in die map staat ook: {listing(named)}. Dat gaat ook weg."] if named else []
    what = (
        f"Dit gooit de oefening weg: de hele map {shown(folder)}. Uw echte dossiers staan ergens "
        "anders en blijven zoals ze zijn. Wat u uit de oefening elders hebt weggeschreven, gooit u "
        "zelf weg."
    )
    return [what, *also]


def _is_own(path: Path) -> bool:
    return path.name.startswith((DOSSIER, ".stappenplan-"))


def _remove(folder: Path) -> None:
    if keys.is_marked(folder):
        # A key that fits nothing any more is no secret: it keeps nobody from throwing away.
        with contextlib.suppress(StappenplanError):
            remembering.forget(folder)
    try:
        # It removes links that it comes across, and never what they lead to.
        shutil.rmtree(folder)
    except OSError as error:
        # Without its mark the rest could never be thrown away.
        with contextlib.suppress(OSError):
            drill.mark(folder)
        raise DossierUnusable(
            f"De oefening in {shown(folder)} is niet of niet helemaal weggegooid. Uw echte "
            "dossiers zijn niet veranderd. Sluit andere vensters waarin de oefening open staat, "
            "en probeer het opnieuw."
        ) from error
