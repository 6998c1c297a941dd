"""Going back to an earlier answer: another answer, a better value, or what was left empty."""

from scala_cli.case.replies import WRONG_CHOICE, WRONG_VALUE, Revise
from scala_cli.case.state import Answer, Case
from scala_cli.case.values import show_value
from scala_cli.clock import Clock
from scala_cli.plan.model import DONE, SKIPPED, Field, Step
from scala_cli.prompts.fields import NEVER_MIND, ask_field, ask_reason, ask_several
from scala_cli.prompts.protocol import Asker, Item
from scala_cli.text import labelled

_SHOWN = 40
_KEPT = "Het nieuwe antwoord geldt nu. Het eerdere blijft in het dossier staan."


class Empty:
    """What a person wants to fill in: the empty fields of an earlier answer."""

    def __init__(self, answer: Answer, fields: list[Field]) -> None:
        self.answer = answer
        self.fields = fields


def look_back(asker: Asker, case: Case, now: Clock) -> Revise | Empty | None:
    """Ask which earlier answer is to change and how; None to leave all as it is."""
    answers = {str(answer.first): answer for answer in reversed(case.standing)}
    items = [
        Item(
            key, labelled(case.step(answer.visit).title, case.said(answer)) + _review(case, answer)
        )
        for key, answer in answers.items()
    ]
    chosen = asker.choose("Welk antwoord?", [*items, NEVER_MIND])
    if chosen == NEVER_MIND.id:
        return None
    answer = answers[chosen]
    step = case.step(answer.visit)
    empty = [field for field in step.fields if field.id not in answer.fields]
    ways = [Item("antwoord", "Het antwoord wijzigen")]
    if answer.fields:
        ways.append(Item("gegevens", "Een gegeven verbeteren"))
    if empty and answer.choice != (SKIPPED,):
        ways.append(Item("aanvullen", "Aanvullen wat nog leeg is"))
    only = len(ways) == 1
    way = ways[0].id if only else asker.choose("Wat wilt u doen?", [*ways, NEVER_MIND])
    match way:
        case "antwoord":
            return _other_answer(asker, step, answer)
        case "gegevens":
            return _other_value(asker, step, answer, now)
        case "aanvullen":
            return Empty(answer, empty)
    return None


def _review(case: Case, answer: Answer) -> str:
    return " (kijk dit nog na)" if answer.visit in case.to_review else ""


def _other_answer(asker: Asker, step: Step, answer: Answer) -> Revise | None:
    if step.several:
        choice = ask_several(asker, step)
    else:
        done = [Item(DONE, "Gedaan"), Item(SKIPPED, "Overgeslagen")]
        items = [Item(option.id, option.title) for option in step.options] or done
        chosen = asker.choose(step.text, [*items, NEVER_MIND])
        if chosen == NEVER_MIND.id:
            return None
        choice = (chosen,)
    if choice == answer.choice:
        asker.tell("Dat antwoord stond er al. Er is niets veranderd.")
        return None
    because: str | None = ""
    if choice == (SKIPPED,):
        because = ask_reason(asker, "Waarom is deze stap overgeslagen?", step.skip_reasons)
    if because is None:
        return None
    reason = ask_reason(asker, "Waarom wijzigt u het antwoord?", [WRONG_CHOICE])
    if reason is None:
        return None
    asker.tell(_KEPT)
    return Revise(answer.visit, choice, answer.fields, reason, because)


def _other_value(asker: Asker, step: Step, answer: Answer, now: Clock) -> Revise | None:
    shown = {
        field.id: _short(show_value(field, answer.fields[field.id]))
        for field in step.fields
        if field.id in answer.fields
    }
    items = [Item(field, f"{_title(step, field)} {value}") for field, value in shown.items()]
    chosen = asker.choose("Welk gegeven?", [*items, NEVER_MIND])
    field = step.field(chosen)
    if field is None:
        return None
    value = ask_field(asker, field, now)
    if value is None or value == answer.fields[chosen]:
        asker.tell("Er is niets veranderd.")
        return None
    reason = ask_reason(asker, "Waarom verbetert u dit?", [WRONG_VALUE])
    if reason is None:
        return None
    asker.tell(_KEPT)
    fields = {**answer.fields, chosen: value}
    return Revise(answer.visit, answer.choice, fields, reason, answer.skipped_because)


def _title(step: Step, field_id: str) -> str:
    field = step.field(field_id)
    return field.title if field else field_id


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
