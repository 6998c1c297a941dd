"""A case for the police: what the plan has for them of it, what was found, who was spoken to.

Nobody's view of it. What was corrected later is told with what stood there before: an investigator
weighs both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from scala_cli import clock
from scala_cli.case import summary
from scala_cli.case.answer import Answer
from scala_cli.case.people import PERSONS
from scala_cli.case.replies import WRONG_CHOICE, WRONG_VALUE
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.export.paper import Paper, Section, chapter
from scala_cli.export.readers import division, emptied, fields_for, section
from scala_cli.plan.model import Field, Option, Reader, Role, Step
from scala_cli.text import labelled, listing

_POST = (
    Role.PLATFORM, Role.LINK, Role.MESSAGE, Role.ACCOUNT, Role.POSTED, Role.REPORTED,
)  # fmt: skip
_OF_POSTER = (Role.CLASS, Role.UNDER_12, Role.HAS_PUPIL)
_ABOUT = (
    "Hier staat wat de school voor de politie heeft vastgelegd: {parts}. Oordelen, besluiten, "
    "maatregelen en interne notities zijn niet opgenomen."
)
_AS_RECORDED = (
    "Wat hier staat, staat er zoals de school het vastlegde, ook wie de plaatser zou zijn. Staat "
    "er geen eigen tijd bij, dan is alleen bekend wanneer het is vastgelegd. Wie iets vastlegde is "
    "zoals die persoon het zelf opgaf. Tijden zijn in Nederlandse tijd."
)
_LAPSED = "vervallen; een later antwoord heeft de weg veranderd waar dit gesprek bij hoorde"


def police(case: Case) -> Paper:
    """Return what the police gets."""
    chapters = (
        *chapter("Het bericht", _told(case, _is_of_post)),
        *chapter("Wie erbij betrokken zijn", _told(case, _is_of_people, tells_who=True)),
        *chapter("Wat er verder is vastgelegd", _told(case, _is_of_rest)),
        *chapter("Met wie is gesproken", _talks(case)),
        *chapter("Bewijs", _found(case)),
    )
    parts = listing(f"'{one.title[:1].lower()}{one.title[1:]}'" for one in chapters) or "nog niets"
    opening = (_ABOUT.format(parts=parts), *division(case, Reader.POLICE), _AS_RECORDED)
    return Paper(case, "de politie", (*emptied(case), *opening), chapters)


def _is_of_post(step: Step, field: Field) -> bool:
    return not step.talk and field.role in _POST


def _is_of_people(step: Step, field: Field) -> bool:
    return not step.talk and (field.kind in PERSONS or field.role in _OF_POSTER)


def _is_of_rest(step: Step, field: Field) -> bool:
    return not (step.talk or _is_of_post(step, field) or _is_of_people(step, field))


def _told(
    case: Case, is_meant: Callable[[Step, Field], bool], *, tells_who: bool = False
) -> Iterator[Section]:
    """Yield the steps at which something of a kind was told that the police may have.

    `tells_who`: also those that settle what kind of person posted.
    """
    for answer in case.standing:
        step = case.step(answer.visit)
        fields = [one for one in fields_for(step, Reader.POLICE) if is_meant(step, one)]
        who = _posters(step, answer) if tells_who else []
        before = tuple(_before(case, answer, fields, told_who=bool(who)))
        if who or before or any(one.id in answer.fields for one in fields):
            made = section(case, answer, fields, [("Antwoord", option.title) for option in who])
            yield replace(made, texts=(*made.texts, *before))


def _posters(step: Step, answer: Answer) -> list[Option]:
    """Return the options chosen that settle what kind of person posted."""
    found = map(step.option, answer.choice)
    return [option for option in found if option and option.poster]


def _before(
    case: Case, answer: Answer, fields: Iterable[Field], *, told_who: bool
) -> Iterator[tuple[str, str]]:
    """Yield what fields held before they were changed, the first first."""
    before = answer.replaced
    if before is None:
        return
    yield from _before(case, before, fields, told_who=told_who)
    # A reason in words of their own may be a view of it.
    usual = answer.revised_because in (WRONG_CHOICE, WRONG_VALUE)
    why = f", {answer.revised_because}" if usual else ""
    until = f"eerder vastgelegd, tot {clock.say(answer.recorded)}{why}"
    if told_who and before.choice != answer.choice:
        yield f"{case.step(answer.visit).title} ({until})", case.said(before)
    for field in fields:
        if field.id in before.fields and before.fields[field.id] != answer.fields.get(field.id):
            yield f"{field.title} ({until})", show_value(field, before.fields[field.id])


def _talks(case: Case) -> Iterator[Section]:
    """Yield the talks that the police may know of, also those on a way that was left since."""
    for answer in sorted(case.answers.values(), key=lambda one: one.first):
        step = case.step(answer.visit)
        fields = fields_for(step, Reader.POLICE)
        if answer.done and step.talk and fields:
            stands = answer.visit in case.position.standing
            yield section(case, answer, fields, [] if stands else [("Let op", _LAPSED)])


def _found(case: Case) -> Iterator[Section]:
    for entry in summary.found(case):
        texts = (("Beschrijving", entry.text),) if entry.text else ()
        lines = tuple(labelled(label, words) for label, words in entry.pairs)
        yield Section(entry.event, lines, texts)
