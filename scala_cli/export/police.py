"""A case for the police: what was posted, what was found, who was spoken to. Nobody's view of it.

What was corrected later is told with what stood there before: an investigator weighs both.
"""

from collections.abc import Iterator

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Answer
from scala_cli.case.replies import WRONG_CHOICE, WRONG_VALUE
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.export.paper import Paper, Section, chapter
from scala_cli.export.readers import emptied, for_police, values, when
from scala_cli.plan.model import Field, FieldKind, Step
from scala_cli.text import labelled

_WHO = "wie"
_CALLED_FIRST = "spoed-melden"
_WITH_WHOM = ("datum", "aanwezig", "gesproken_met")
_ABOUT = (
    "Hier staat wat er is geplaatst, wie het meldde, wat er als bewijs is vastgelegd en met wie "
    "de school sprak. Oordelen, besluiten, maatregelen en interne notities zijn niet opgenomen."
)
_AS_RECORDED = (
    "Alles staat hier zoals de school het vastlegde, ook wie de plaatser zou zijn. Staat er geen "
    "eigen tijd bij, dan is alleen bekend wanneer het is vastgelegd. Wie iets vastlegde is zoals "
    "die persoon het zelf opgaf. Tijden zijn in Nederlandse tijd."
)


_LAPSED = "vervallen; een later antwoord heeft de weg veranderd waar dit gesprek bij hoorde"


def police(case: Case) -> Paper:
    """Return what the police gets."""
    return Paper(
        case,
        "de politie",
        (*emptied(case), _ABOUT, _AS_RECORDED),
        (
            *chapter("Het bericht en de plaatser", _message(case)),
            *chapter("Met wie is gesproken", _talks(case)),
            *chapter("Bewijs", _found(case)),
        ),
    )


def _message(case: Case) -> Iterator[Section]:
    for answer in case.standing:
        step = case.step(answer.visit)
        fields = [field for field in step.fields if for_police(field)]
        known = list(values(answer, fields))
        who = [("Antwoord", case.said(answer))] if answer.visit.step == _WHO else []
        if not known and not who:
            continue
        pairs = [
            *who,
            *((field.title, words) for field, words in known if field.kind is not FieldKind.LONG),
            *when(case, answer),
        ]
        texts = [(field.title, words) for field, words in known if field.kind is FieldKind.LONG]
        yield Section(step.title, _lines(pairs), (*texts, *_before(case, answer, fields)))


def _before(case: Case, answer: Answer, fields: list[Field]) -> Iterator[tuple[str, str]]:
    """Yield what fields held before they were changed, the first first."""
    before = answer.replaced
    if before is None:
        return
    yield from _before(case, before, fields)
    # A reason in words of their own may be a view of it.
    usual = answer.revised_because in (WRONG_CHOICE, WRONG_VALUE)
    why = f", {answer.revised_because}" if usual else ""
    until = f"eerder vastgelegd, tot {clock.say(answer.recorded)}{why}"
    if answer.visit.step == _WHO and before.choice != answer.choice:
        yield f"{case.step(answer.visit).title} ({until})", case.said(before)
    for field in fields:
        if field.id in before.fields and before.fields[field.id] != answer.fields.get(field.id):
            yield f"{field.title} ({until})", show_value(field, before.fields[field.id])


def _talks(case: Case) -> Iterator[Section]:
    """Yield the talks that were held, also those on a way that the case has left since."""
    for answer in sorted(case.answers.values(), key=lambda one: one.first):
        step = case.step(answer.visit)
        if answer.done and _is_talk(step):
            fields = [field for field in step.fields if field.id in _WITH_WHOM]
            known = ((field.title, words) for field, words in values(answer, fields))
            lapsed = [] if answer.visit in case.position.standing else [("Let op", _LAPSED)]
            yield Section(step.title, _lines([*lapsed, *known, *when(case, answer)]))


def _is_talk(step: Step) -> bool:
    """Tell whether a step is a talk with someone outside the school's own deliberation."""
    return step.talk or step.field("aanwezig") is not None or step.id == _CALLED_FIRST


def _found(case: Case) -> Iterator[Section]:
    for entry in summary.found(case):
        texts = (("Beschrijving", entry.text),) if entry.text else ()
        yield Section(entry.event, _lines(list(entry.pairs)), texts)


def _lines(pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(labelled(label, words) for label, words in pairs)
