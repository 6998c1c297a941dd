"""Going back to an earlier answer: another answer, a better value, or what was left empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scala_cli.case.answer import Answer
from scala_cli.case.events import Kind
from scala_cli.case.replies import WRONG_CHOICE, WRONG_VALUE, Revise, Supplement
from scala_cli.case.state import Case
from scala_cli.case.values import Value, show_value
from scala_cli.case.wording import answer_pairs
from scala_cli.clock import Clock
from scala_cli.plan.graph import Choice, goes_with
from scala_cli.plan.model import DONE, SKIPPED, Field, Step
from scala_cli.plan.replay import Visit
from scala_cli.prompts.fields import LATER, NEVER_MIND, ask_field, ask_reason, ask_several
from scala_cli.prompts.protocol import Asker, Item
from scala_cli.text import labelled

_SHOWN = 40
_STILL = Item("ja", "Ja, dat klopt ook nu")
_OTHERWISE = Item("nee", "Nee, iets anders")


@dataclass(frozen=True, slots=True)
class Looked:
    """These answers were looked at again and found still right; never none."""

    visits: Sequence[Visit]


@dataclass(frozen=True, slots=True)
class Filling:
    """What a person wants to fill in: the empty fields of an earlier answer."""

    answer: Answer
    fields: Sequence[Field]


Found = Revise | Supplement | Filling | Looked


def look_back(asker: Asker, case: Case, now: Clock) -> Found | None:
    """Ask which earlier answer is to change and how; None to leave all as it is."""
    answer = pick(asker, case, list(reversed(case.standing)))
    return look_at(asker, case, answer, now) if answer else None


def look_at(
    asker: Asker, case: Case, answer: Answer, now: Clock, reason: str | None = None
) -> Found | None:
    """Ask how one answer is to change; None to leave it as it is. `reason` need not be asked."""
    step = case.step(answer.visit)
    match _way(asker, case, answer):
        case "klopt":
            return Looked([answer.visit])
        case "alles":
            return Looked([one.visit for one in case.standing if one.visit in case.to_review])
        case "antwoord":
            return _other_answer(asker, case, answer, reason)
        case "gegevens":
            return _other_value(asker, step, answer, now, reason)
        case "aanvullen":
            return Filling(answer, case.empty_fields(answer))
    return None


def _way(asker: Asker, case: Case, answer: Answer) -> str:
    """Ask what is to be done with an answer, where there is a choice."""
    ways = [Item("antwoord", "Het antwoord wijzigen")]
    if answer.fields:
        ways.append(Item("gegevens", "Een gegeven verbeteren"))
    if case.empty_fields(answer):
        ways.append(Item("aanvullen", "Aanvullen wat nog leeg is"))
    if answer.visit in case.to_review:
        ways.append(Item("klopt", "Nagekeken, het klopt nog"))
        if len(case.to_review) > 1:
            count = len(case.to_review)
            ways.append(Item("alles", f"Alles nagekeken: de {count} antwoorden kloppen nog"))
        asker.tell(f"\n{labelled(case.step(answer.visit).title, case.said(answer))}")
        for label, words in answer_pairs(case, answer):
            asker.tell(labelled(label, words))
    if len(ways) == 1:
        return ways[0].id
    return asker.choose("Wat wilt u doen?", [*ways, NEVER_MIND], NEVER_MIND.id)


def fill_in(asker: Asker, case: Case) -> Filling | None:
    """Ask which answer with empty fields is to be filled in; None for none after all."""
    answer = pick(asker, case, [one for one in case.standing if case.empty_fields(one)])
    return Filling(answer, case.empty_fields(answer)) if answer else None


def pick(asker: Asker, case: Case, answers: Sequence[Answer]) -> Answer | None:
    """Ask which of these answers is meant; None for none after all."""
    found = {str(answer.first): answer for answer in answers}
    items = [
        Item(key, labelled(case.step(one.visit).title, case.said(one)) + _review(case, one))
        for key, one in found.items()
    ]
    return found.get(asker.choose("Welk antwoord?", [*items, NEVER_MIND]))


def _review(case: Case, answer: Answer) -> str:
    return " (kijk dit nog na)" if answer.visit in case.to_review else ""


def _other_answer(asker: Asker, case: Case, answer: Answer, reason: str | None) -> Revise | None:
    step = case.step(answer.visit)
    choice = _choose(asker, case, step, answer)
    if choice is None:
        return None
    if choice == answer.choice:
        asker.tell("Dat antwoord stond er al. Er is niets veranderd.")
        return None
    because: str | None = ""
    if choice == (SKIPPED,):
        because = ask_reason(asker, "Waarom is deze stap overgeslagen?", step.skip_reasons)
    if because is None:
        return None
    reason = reason or why_other_answer(asker)
    if reason is None:
        asker.tell("Het antwoord is niet gewijzigd. Wat er stond, blijft staan.")
        return None
    return without_values(answer, Revise(answer.visit, choice, reason, answer.last, {}, because))


def without_values(answer: Answer, found: Revise) -> Revise:
    """Return a change of choice that takes no values along: they were told of another answer.

    Each is offered again by `ask_anew`; the answer that is replaced keeps them.
    """
    return replace(found, changes={**dict.fromkeys(answer.fields), **found.changes})


def come_with(case: Case, found: Revise) -> Sequence[Field]:
    """Return the fields to ask after a change: those of the new choice, if it is another one."""
    if found.choice in (case.answers[found.visit].choice, (SKIPPED,)):
        return ()
    fields = case.step(found.visit).fields
    return tuple(field for field in fields if goes_with(field, found.choice))


def ask_anew(asker: Asker, case: Case, visit: Visit, field: Field, now: Clock) -> Value | None:
    """Return a field's value; right after a change of choice what stood there is offered first."""
    before = case.answers[visit].replaced if case.events[-1].kind is Kind.REVISED else None
    there = before.fields.get(field.id) if before else None
    if there is None:
        return ask_field(asker, field, now)
    told = labelled(field.title, _short(show_value(field, there)))
    asker.tell(f"\nBij het vorige antwoord stond: {told}")
    chosen = asker.choose("Klopt dat ook bij dit antwoord?", [_STILL, _OTHERWISE, LATER], LATER.id)
    if chosen == _OTHERWISE.id:
        return ask_field(asker, field, now)
    return there if chosen == _STILL.id else None


def why_other_answer(asker: Asker) -> str | None:
    """Ask why another answer takes an earlier one's place; None on second thoughts."""
    return ask_reason(asker, "Waarom wijzigt u het antwoord?", [WRONG_CHOICE])


def why_other_value(asker: Asker) -> str | None:
    """Ask why a value changes; None on second thoughts."""
    return ask_reason(asker, "Waarom wijzigt u dit?", [WRONG_VALUE])


def _choose(asker: Asker, case: Case, step: Step, answer: Answer) -> Choice | None:
    if step.several:
        items = [Item("kies", "Opnieuw kiezen"), NEVER_MIND]
        chosen = asker.choose(f"Nu staat er: {case.said(answer)}.", items, NEVER_MIND.id)
        return None if chosen == NEVER_MIND.id else ask_several(asker, step)
    done = [Item(DONE, "Gedaan"), Item(SKIPPED, "Overgeslagen")]
    items = [Item(option.id, option.title) for option in step.options] or done
    chosen = asker.choose(step.text, [*items, NEVER_MIND], NEVER_MIND.id)
    return None if chosen == NEVER_MIND.id else (chosen,)


def _other_value(
    asker: Asker, step: Step, answer: Answer, now: Clock, reason: str | None
) -> Revise | None:
    fields = {field.id: field for field in step.fields if field.id in answer.fields}
    items = [
        Item(field.id, labelled(field.title, _short(show_value(field, answer.fields[field.id]))))
        for field in fields.values()
    ]
    field = fields.get(asker.choose("Welk gegeven?", [*items, NEVER_MIND]))
    if field is None:
        return None
    ways = [Item("verbeter", "Verbeteren"), Item("leeg", "Leegmaken"), NEVER_MIND]
    way = asker.choose("Wat wilt u ermee doen?", ways)
    if way == NEVER_MIND.id:
        return None
    there = answer.fields[field.id]
    value = ask_field(asker, field, now, there) if way == "verbeter" else None
    if value == there or (value is None and way == "verbeter"):
        asker.tell("Er is niets veranderd.")
        return None
    reason = reason or why_other_value(asker)
    if reason is None:
        asker.tell(_NOT_KEPT if value is not None else "Het gegeven is niet leeggemaakt.")
        return None
    because = answer.skipped_because
    return Revise(answer.visit, answer.choice, reason, answer.last, {field.id: value}, because)


_NOT_KEPT = "Uw nieuwe tekst is niet bewaard. Wat er stond, blijft staan."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
