"""What a case tells, in words, for any document; and what stands where nothing is known yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.outcomes import poster
from scala_cli.case.state import Case
from scala_cli.case.values import show_value
from scala_cli.plan.model import Step, StepKind
from scala_cli.text import listing

_POSTER = "wie"
NO_DATE = "datum nog niet ingevuld"
UNKNOWN_PLATFORM = "social media"
_CHILD = "kind"
_UNKNOWN = "niet bekend"
_CONSEQUENCES = ("medewerker/consequenties", "consequenties")


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was held: in the step's words, when, who were there, what was agreed."""

    titel: str
    wanneer: str
    aanwezig: str
    afspraken: str


def place(what: str) -> str:
    """Return a visible place to fill in what isn't known."""
    return f"[{what}]"


def platform(case: Case) -> str:
    """Return the platform in words."""
    return case.platform_title or UNKNOWN_PLATFORM


def known_platform(case: Case) -> str:
    """Return the platform in words, for who has to know that it isn't known."""
    return said(case, "platform") or _UNKNOWN


def poster_is(case: Case, who: str) -> bool:
    """Tell whether `medewerker`, `volwassene` or `kind` posted it, as far as is known."""
    return poster(case) == who


def may_be_child(case: Case) -> bool:
    """Tell whether a child posted it, or may have: not while someone else is known to."""
    return poster(case) in ("", _CHILD)


def said(case: Case, field_id: str) -> str:
    """Return the latest standing value of a field in words."""
    answer = case.answer_with(field_id)
    return shown(case, answer, field_id) if answer else ""


def shown(case: Case, answer: Answer, field_id: str) -> str:
    """Return the value of an answer's field in words; empty when there is none."""
    field = case.step(answer.visit).field(field_id)
    value = answer.fields.get(field_id)
    return "" if field is None or value is None else show_value(field, value)


def links(case: Case) -> tuple[str, ...]:
    """Return the links of the post."""
    found = case.value("link")
    return tuple(found) if isinstance(found, list) else ()


def titles(case: Case, ref: str, choice: tuple[str, ...]) -> list[str]:
    """Return the titles of the options that were chosen at a step."""
    options = (case.graph.steps[ref].option(one) for one in choice)
    return [option.title for option in options if option]


def consequences(case: Case) -> str:
    """Return the consequences that were decided on."""
    for ref in _CONSEQUENCES:
        if ref in case.graph.steps and (choice := case.chosen(ref)):
            return listing(titles(case, ref, choice)).lower()
    return ""


def held(case: Case) -> Iterator[Answer]:
    """Yield the answers of the talks that were held."""
    for answer in case.standing:
        if answer.done and case.step(answer.visit).field("verslag") is not None:
            yield answer


def was_done(case: Case, step: str) -> bool:
    """Tell whether the talk of a step was held."""
    return any(answer.visit.step == step for answer in held(case))


def talks(case: Case) -> tuple[Talk, ...]:
    """Return the talks that were held."""
    return tuple(
        Talk(
            titel=case.step(answer.visit).title,
            wanneer=shown(case, answer, "datum") or NO_DATE,
            aanwezig=shown(case, answer, "aanwezig"),
            afspraken=shown(case, answer, "afspraken"),
        )
        for answer in held(case)
    )


def acted(case: Case, *, but: str = "") -> tuple[str, ...]:
    """Return what the directie did besides talking: each action done or left, and when.

    `but` is a step's own id that is left out.
    """
    return tuple(
        f"{case.step(answer.visit).title}: {_when(case, answer)}"
        for answer in case.standing
        if _is_act(case.step(answer.visit)) and case.step(answer.visit).id != but
    )


def _when(case: Case, answer: Answer) -> str:
    if answer.skipped:
        return f"niet gedaan, want {answer.skipped_because}"
    return shown(case, answer, "datum") or NO_DATE


def _is_act(step: Step) -> bool:
    return not (step.kind is StepKind.QUESTION or step.talk or _is_filing(step))


def _is_filing(step: Step) -> bool:
    """Tell whether a step only notes: where the case began, or that it went into a file."""
    return step.field("datum") is None or step.field("wat_en_hoe") is not None


def outcomes(case: Case) -> tuple[str, ...]:
    """Return how people reacted, in the protocol's words.

    These are the chart's own single questions, but for who posted: that is no outcome.
    """
    found: list[str] = []
    for answer in case.standing:
        step = case.step(answer.visit)
        asks = step.kind is StepKind.QUESTION and not step.addition and not step.several
        if asks and answer.visit.step != _POSTER:
            found += titles(case, answer.visit.step, answer.choice)
    return tuple(found)


def reported(case: Case) -> str:
    """Return when the post was reported; where that wasn't told, when the report was noted."""
    if not case.standing:
        return ""
    first = case.standing[0]
    if first.happened == first.recorded:
        return f"Melding vastgelegd: {clock.say(first.recorded)}"
    return f"Gemeld bij de directie: {clock.say(first.happened)}"
