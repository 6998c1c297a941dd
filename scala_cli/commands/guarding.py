"""What stands between a public text and settling it: the guard, and what the person decides."""

from collections.abc import Sequence
from enum import StrEnum

from scala_cli.case.replies import Override
from scala_cli.case.state import Case
from scala_cli.commands.run import Run, say
from scala_cli.documents.guard import Finding, Severity, findings, known_of
from scala_cli.documents.guard.poster import title
from scala_cli.prompts.fields import ask_reason
from scala_cli.prompts.protocol import Item
from scala_cli.screen import letter_views
from scala_cli.screen.letter_views import Remark
from scala_cli.text import clean_line, listing


class Way(StrEnum):
    """What is to happen with a text instead of settling it."""

    EDIT = "bewerken"
    NOT_POSTED = "niet-plaatsen"
    LATER = "niet-nu"


_ON = "toch"
_EDIT = Item(Way.EDIT, "De tekst bewerken")
_LATER = Item(Way.LATER, "Niet nu")
_LOOKED = (_EDIT, Item(_ON, "Bekeken: zo vaststellen"), _LATER)
_STOPPED = (
    _EDIT,
    Item(Way.NOT_POSTED, "Niet plaatsen, met een reden"),
    Item(_ON, "Toch zo vaststellen, met een reden"),
    _LATER,
)


def guarded(run: Run, case: Case, text: str) -> list[Override] | Way:
    """Show what the guard finds in a public text and return what was overridden, with a reason.

    Nothing found, or nothing that stops: none. Else a `Way` when it is not to be settled like
    this.
    """
    found = findings(text, known_of(case))
    if not found:
        return []
    run.printer.show(letter_views.guarded(_remark(one) for one in found))
    stops = [one for one in found if one.severity is Severity.STOP]
    items = _STOPPED if stops else _LOOKED
    chosen = run.asker.choose("Wat wilt u met deze tekst?", items, Way.EDIT)
    if chosen != _ON:
        return Way(chosen)
    return _overridden(run, stops) if stops else []


def _remark(found: Finding) -> Remark:
    stop = found.severity is Severity.STOP
    return Remark(title(found.kind), stop, clean_line(found.text), found.advice)


def _overridden(run: Run, stops: Sequence[Finding]) -> list[Override] | Way:
    reason = ask_reason(run.asker, "Waarom blijft dit in de tekst staan?", ())
    if reason is None:
        return Way.LATER
    return [Override(kind, reason) for kind in dict.fromkeys(one.kind for one in stops)]


def say_found(case: Case, text: str) -> None:
    """Say which kinds of things are in a public text that goes out without being settled."""
    kinds = listing(dict.fromkeys(title(one.kind) for one in findings(text, known_of(case))))
    if kinds:
        say(
            f"Let op: deze tekst is openbaar, en er valt iets op: {kinds}. Bekijk het met: "
            f"stappenplan denk-na --dossier {case.number}"
        )
