"""What stands between a public text and settling it: the guard, and what the person decides."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from scala_cli.case.answer import Answer
from scala_cli.case.replies import Override, Revise
from scala_cli.case.state import Case
from scala_cli.case.values import limited
from scala_cli.commands.run import Run, say
from scala_cli.documents.guard import Finding, Severity, findings, known_of
from scala_cli.documents.guard.poster import title
from scala_cli.headings import is_public
from scala_cli.plan.model import Role
from scala_cli.prompts.fields import ask_reason
from scala_cli.prompts.protocol import Item
from scala_cli.screen import letter_views
from scala_cli.screen.letter_views import Remark
from scala_cli.text import LONG_LIMIT, clean, clean_line, listing


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


_RETHINK = Item("terug", "Terug: een andere tekst kiezen, of niet plaatsen")
_POST = Item(_ON, "Toch deze tekst plaatsen")


def may_be_posted(run: Run, case: Case, text: str, *, aangifte: bool) -> bool:
    """Show what the guard finds in a text about to be posted, and ask whether it goes on.

    `aangifte` is what the directie chose just now. Why it is posted nevertheless is asked when
    it counts as settled.
    """
    found = findings(text, replace(known_of(case), aangifte=aangifte))
    if not found:
        return True
    run.printer.show(letter_views.guarded(_remark(one) for one in found))
    question = "Wilt u deze tekst plaatsen?"
    return run.asker.choose(question, (_RETHINK, _POST), _RETHINK.id) == _ON


def _remark(found: Finding) -> Remark:
    stop = found.severity is Severity.STOP
    return Remark(title(found.kind), stop, clean_line(found.text), found.advice)


def _overridden(run: Run, stops: Sequence[Finding]) -> list[Override] | Way:
    reason = ask_reason(run.asker, "Waarom blijft dit in de tekst staan?", ())
    if reason is None:
        return Way.LATER
    return [Override(kind, reason) for kind in dict.fromkeys(one.kind for one in stops)]


_AGAIN = Item("anders", "Ik pas de tekst aan, en typ hem hier opnieuw")
_STAYS = Item(_ON, "De tekst blijft zo, met een reden")
_CHANGED = "de geplaatste tekst is aangepast"


def weigh(run: Run, case: Case, answer: Answer, kind: str) -> Sequence[Override] | Revise:
    """Show what the guard finds in a public text that is there already, and ask what to do.

    Raises `EOFError` and `KeyboardInterrupt` as any question does.
    """
    text = case.sent(answer)
    found = findings(text, known_of(case)) if is_public(kind) else []
    if not found:
        return ()
    run.printer.show(letter_views.guarded(_remark(one) for one in found))
    stops = [one for one in found if one.severity is Severity.STOP]
    if not stops:
        return ()
    chosen = run.asker.choose("Wat doet u met deze tekst?", (_AGAIN, _STAYS), _AGAIN.id)
    if chosen == _AGAIN.id:
        return _typed_again(run, case, answer)
    overridden = _overridden(run, stops)
    return overridden if isinstance(overridden, list) else weigh(run, case, answer, kind)


def _typed_again(run: Run, case: Case, answer: Answer) -> Revise:
    field = case.step(answer.visit).field_as(Role.SENT)
    assert field

    def parse(typed: str) -> str:
        return limited(clean(typed), LONG_LIMIT)

    hint = "Verander hem ook op de plek waar hij staat. Leeg: er staat geen eigen tekst."
    new = run.asker.long("Welke tekst staat er nu?", hint, parse, case.sent(answer)) or None
    return Revise(answer.visit, answer.choice, _CHANGED, answer.last, {field.id: new})


def weigh_unasked(_run: Run, case: Case, answer: Answer, kind: str) -> Sequence[Override]:
    """Say what the guard finds in a public text, where there is nobody to ask; nothing stays."""
    if is_public(kind):
        say_found(case, case.sent(answer))
    return ()


def say_found(case: Case, text: str) -> None:
    """Say which kinds of things are in a public text that goes out without being settled."""
    say_of(findings(text, known_of(case)), f"stappenplan denk-na --dossier {case.number}")


def say_of(found: Sequence[Finding], look: str) -> None:
    """Say which kinds of things were found; `look` is the command that shows them."""
    kinds = listing(dict.fromkeys(title(one.kind) for one in found))
    if kinds:
        say(f"Let op: deze tekst is openbaar, en er valt iets op: {kinds}. Bekijk het met: {look}")
