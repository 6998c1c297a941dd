"""Asking for a field's value, a reason, or several options: the same wherever it comes up."""

from collections.abc import Callable, Sequence

from scala_cli import clock
from scala_cli.case.values import Value, limited, parse_value, show_value
from scala_cli.clock import Clock
from scala_cli.errors import InvalidValue
from scala_cli.plan.graph import Choice, allows, exclusive
from scala_cli.plan.model import Field, FieldKind, Step
from scala_cli.prompts.protocol import Asker, Item
from scala_cli.text import LINE_LIMIT, clean_line, listing

NEVER_MIND = Item("TOCH-NIET", "Toch niet")
"""A way out of a question. Ids in capitals can't be a plan's."""
_OWN_REASON = Item("EIGEN-REDEN", "Een andere reden")
LATER = Item("ONBEKEND", "Weet ik niet, of later")
"""Leaves a field empty."""
_YES_NO = (Item("ja", "Ja"), Item("nee", "Nee"))
_OPTIONAL = "Leeg laten mag."
_UNCHANGED = "Leeg: het blijft zo staan."
_WHEN = "Bijvoorbeeld: vandaag, gisteren 14:30 of 20 nov 9:15."
_WHEN_LATER = "Bijvoorbeeld: morgen, komende dinsdag of 20 nov 9:15."
_MORE = "Meer mogen, met een komma ertussen."
_HINTS = {
    FieldKind.DAY: _WHEN,
    FieldKind.MOMENT: _WHEN,
    FieldKind.CHOICES: _MORE,
    FieldKind.PERSONS: _MORE,
}


def ask_field(asker: Asker, field: Field, now: Clock, value: Value | None = None) -> Value | None:
    """Return the value of a field, or None when it is left empty.

    `value` is what it holds, to be changed.
    """

    def parse(typed: str) -> Value | None:
        return parse_value(field, typed, now())

    if field.kind is FieldKind.YES_NO:
        return _chosen(asker, field, _YES_NO, parse)
    if field.kind is FieldKind.CHOICE:
        items = [Item(option.id, option.title) for option in field.options]
        return _chosen(asker, field, items, parse)
    there = "" if value is None else show_value(field, value)
    ask = asker.long if field.kind is FieldKind.LONG else asker.line
    form = _WHEN_LATER if field.may_be_later else _HINTS.get(field.kind)
    empty = _UNCHANGED if there else _OPTIONAL
    hint = " ".join(part for part in (form, field.help, empty) if part)
    found = ask(field.title, hint, parse, there)
    if field.kind in (FieldKind.DAY, FieldKind.MOMENT) and isinstance(found, str):
        asker.tell(f"Genoteerd: {clock.say_in_full(found)}.")
    return found


def _chosen(
    asker: Asker, field: Field, items: Sequence[Item], parse: Callable[[str], Value | None]
) -> Value | None:
    chosen = asker.choose(field.title, [*items, LATER], LATER.id)
    found = None if chosen == LATER.id else parse(chosen)
    if found is not None:
        asker.tell(f"Genoteerd: {show_value(field, found)}.")
    return found


def ask_several(asker: Asker, step: Step) -> Choice | None:
    """Return the options chosen at a step that allows more than one, in plan order.

    None on second thoughts.
    """
    items = [*(Item(option.id, option.title) for option in step.options), NEVER_MIND]
    while True:
        chosen = asker.choose_several(step.text, items)
        if NEVER_MIND.id in chosen:
            return None
        choice = tuple(option.id for option in step.options if option.id in chosen)
        if allows(step, choice):
            return choice
        alone = listing(option.title for option in exclusive(step))
        asker.tell(f"'{alone}' gaat niet samen met een ander antwoord.")


def ask_reason(asker: Asker, question: str, ready: Sequence[str]) -> str | None:
    """Return a reason, one that lies ready or the person's own; None on second thoughts."""
    if ready:
        items = [Item(reason, reason[:1].upper() + reason[1:]) for reason in ready]
        chosen = asker.choose(question, [*items, _OWN_REASON, NEVER_MIND], NEVER_MIND.id)
        if chosen in ready:
            return chosen
    else:
        chosen = asker.choose(question, [Item(_OWN_REASON.id, "Een reden typen"), NEVER_MIND])
    if chosen == NEVER_MIND.id:
        return None
    return asker.line("Wat is de reden?", "Eén zin is genoeg.", _needed)


def _needed(typed: str) -> str:
    reason = limited(clean_line(typed), LINE_LIMIT)
    if not reason:
        raise InvalidValue("Een reden is nodig, zodat later te lezen is waarom. Eén zin is genoeg.")
    return reason
