"""What a command line says of an answer that is there: values to add, or another answer.

Everything is checked here before anything is recorded; each mistake is `WrongUse`, naming the
field and never its value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scala_cli.case.answer import Answer
from scala_cli.case.replies import Revise
from scala_cli.case.state import Case
from scala_cli.case.values import Value, limited, parse_value
from scala_cli.commands.recording import NOTHING, on_the_line
from scala_cli.errors import WrongUse
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.plan.graph import Choice, allows, goes_with, misfit
from scala_cli.plan.model import DONE, SKIPPED, Field, Step, StepKind
from scala_cli.text import LINE_LIMIT, clean_line, listing


@dataclass(frozen=True, slots=True)
class Asked:
    """The change that was asked for on the command line, as typed; empty where it wasn't."""

    choice: Sequence[str] = ()
    fields: Sequence[str] = ()
    skip: str | None = None
    reason: str | None = None

    @property
    def changes(self) -> bool:
        """Tell whether there is anything to change."""
        return bool(self.choice or self.fields or self.skip is not None)


def values_to_add(
    case: Case, answer: Answer, asked: Sequence[str], now: datetime
) -> dict[str, Value]:
    """Return values for fields of an answer that are still empty."""
    must_have_room(case, answer)
    found: dict[str, Value] = {}
    for field, value in _values(case, answer, asked, now).items():
        if field.id in answer.fields:
            raise WrongUse(
                f"Veld '{field.id}' is al ingevuld. {NOTHING} Verbeteren kan met: stappenplan "
                f"dossier herzie {case.number} {answer.visit.step}"
            )
        if value is None:
            raise WrongUse(f"Veld '{field.id}': er staat niets achter het =-teken. {NOTHING}")
        _must_go_with(field, answer.choice)
        found[field.id] = value
    return found


def must_have_room(case: Case, answer: Answer) -> None:
    """Raise `WrongUse` for an answer that has no empty fields."""
    if case.empty_fields(answer):
        return
    step = quoted(answer.visit.step)
    if answer.erased:
        raise WrongUse(
            f"Wat er bij stap {step} stond, is gewist en wordt niet meer aangevuld. Een nieuw "
            f"antwoord kan met: stappenplan dossier herzie {case.number} {answer.visit.step}"
        )
    why = "is overgeslagen" if answer.skipped else "heeft geen lege velden meer"
    raise WrongUse(
        f"Stap {step} {why}; er is niets aan te vullen. Wijzigen kan met: stappenplan dossier "
        f"herzie {case.number} {answer.visit.step}"
    )


def other_answer(case: Case, answer: Answer, asked: Asked, now: datetime) -> Revise:
    """Return another answer in an earlier one's place; its reason may be empty still."""
    step = case.step(answer.visit)
    choice, skipped_because = _other_choice(step, answer, asked)
    values = _values(case, answer, asked.fields, now)
    if values and choice == (SKIPPED,):
        raise WrongUse(
            "Een overgeslagen stap heeft geen velden. Is de stap toch gedaan, voeg dan --keuze "
            f"{DONE} toe. {NOTHING}"
        )
    for field, value in values.items():
        if value is not None:
            _must_go_with(field, choice)
    return Revise(
        visit=answer.visit,
        choice=choice,
        reason=reason_of(asked) or "",
        seen=answer.last,
        changes={field.id: value for field, value in values.items()},
        skipped_because=skipped_because,
    )


def changes_anything(answer: Answer, revise: Revise) -> bool:
    """Tell whether another answer differs from the one that stands."""
    fields = {
        key: value for key, value in revise.changes.items() if answer.fields.get(key) != value
    }
    same = (answer.choice, answer.skipped_because) == (revise.choice, revise.skipped_because)
    return bool(fields) or not same


def reason_of(asked: Asked) -> str | None:
    """Return why something changes, if that was told."""
    return None if asked.reason is None else _line("--reden", asked.reason)


def _other_choice(step: Step, answer: Answer, asked: Asked) -> tuple[Choice, str]:
    """Return the choice, and why it was skipped if it is."""
    if asked.skip is not None:
        if asked.choice:
            raise WrongUse(f"Kies één van de twee: --keuze of --overslaan. {NOTHING}")
        if step.kind is StepKind.QUESTION:
            raise WrongUse(f"Een vraag kan niet worden overgeslagen. {NOTHING}")
        return (SKIPPED,), _line("--overslaan", asked.skip)
    if not asked.choice:
        return answer.choice, answer.skipped_because
    return _allowed(step, tuple(dict.fromkeys(asked.choice))), ""


def _allowed(step: Step, choice: Choice) -> Choice:
    known = [option.id for option in step.options] or [DONE]
    if SKIPPED in choice and SKIPPED not in known:
        raise WrongUse(f"Overslaan kan met --overslaan REDEN. {NOTHING}")
    unknown = [one for one in choice if one not in known]
    if unknown:
        raise WrongUse(
            f"Keuze {quoted(unknown[0])} bestaat niet bij stap '{step.id}'. Kies uit "
            f"{listing(known, 'of')}.{did_you_mean(unknown[0], known)} {NOTHING}"
        )
    if not allows(step, choice):
        why = misfit(step)
        raise WrongUse(f"{why[:1].upper()}{why[1:]} {NOTHING}")
    return tuple(one for one in known if one in choice)


def _values(
    case: Case, answer: Answer, asked: Sequence[str], now: datetime
) -> Mapping[Field, Value | None]:
    """Return what was given as NAAM=WAARDE; None for what is emptied."""
    step = case.step(answer.visit)
    found: dict[Field, Value | None] = {}
    for one in asked:
        name, sign, typed = one.partition("=")
        if not sign:
            # What stands there may be a value: it is not repeated.
            raise WrongUse(f"Schrijf een veld als NAAM=WAARDE, met een =-teken. {NOTHING}")
        field = _field(step, clean_line(name))
        if field in found:
            raise WrongUse(f"Veld '{field.id}' staat er twee keer. {NOTHING}")
        with on_the_line(f"Veld '{field.id}'"):
            found[field] = parse_value(field, typed, now)
    return found


def _field(step: Step, name: str) -> Field:
    field = step.field(name)
    if field is None:
        known = [one.id for one in step.fields]
        rest = f"Kies uit {listing(known, 'of')}." if known else "Die stap heeft geen velden."
        raise WrongUse(
            f"Veld {quoted(name)} bestaat niet bij stap '{step.id}'.{did_you_mean(name, known)} "
            f"{rest} {NOTHING}"
        )
    return field


def _must_go_with(field: Field, choice: Choice) -> None:
    if not goes_with(field, choice):
        raise WrongUse(
            f"Veld '{field.id}' hoort niet bij dit antwoord, maar bij "
            f"{listing(field.only_with, 'of')}. {NOTHING}"
        )


def _line(name: str, text: str) -> str:
    with on_the_line(name):
        found = limited(clean_line(text), LINE_LIMIT)
    if not found:
        raise WrongUse(f"{name} heeft minstens één woord nodig. {NOTHING}")
    return found
