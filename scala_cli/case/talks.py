"""Who was spoken to, when, and by whom: told from the standing answers of steps that are talks."""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli.case.answer import Answer
from scala_cli.case.people import named_in
from scala_cli.case.rounds import came_of, is_of_round
from scala_cli.case.state import Case
from scala_cli.plan.model import Party, Role
from scala_cli.plan.replay import Visit

OF_THE_SCHOOL = (Party.BOARD, Party.AGENCY)
"""With these the school deliberates; with the others it speaks about what happened."""


@dataclass(frozen=True, slots=True)
class Held:
    """A talk that was held.

    `when` is a stamp or a day; empty where that wasn't told. `by` is who acts at its step.
    """

    answer: Answer
    party: Party
    when: str
    by: str

    @property
    def visit(self) -> Visit:
        """Return the visit of the talk."""
        return self.answer.visit


def held(case: Case) -> Iterator[Held]:
    """Yield the talks that were held, in the order in which they were recorded."""
    for answer in case.standing:
        step = case.step(answer.visit)
        if answer.done and step.talk:
            yield Held(answer, step.talk, told_when(case, answer), step.actor)


def talks_with(case: Case, party: Party, at: Visit | None = None) -> tuple[Held, ...]:
    """Return the talks with someone that a text made at a visit may claim: those of its round.

    Not what came after it. Without a visit: of the round that the case is in now.
    """
    after = came_of(case, at)
    return tuple(
        one
        for one in held(case)
        if one.party is party and one.visit not in after and is_of_round(case, one.visit, at)
    )


def spoken_to(case: Case, at: Visit | None = None) -> Party | None:
    """Return what a public text may say of talks: with the poster, with others only, or none."""
    if talks_with(case, Party.POSTER, at):
        return Party.POSTER
    others = (one for one in Party if one not in (Party.POSTER, *OF_THE_SCHOOL))
    return Party.OTHERS if any(talks_with(case, one, at) for one in others) else None


def told_when(case: Case, answer: Answer) -> str:
    """Return when an answer happened, as far as that was told: a stamp, a day, or nothing."""
    for field in case.step(answer.visit).fields:
        if field.happened and field.id in answer.fields:
            return str(answer.fields[field.id])
    return "" if answer.happened == answer.recorded else answer.happened


def attended(case: Case, answer: Answer) -> tuple[str, ...]:
    """Return who were there, as they were named."""
    fields = case.graph.roles.get(Role.PRESENT, {}).get(answer.visit.step, ())
    return tuple(name for _, name in named_in(fields, answer.fields))


def reported_at(case: Case) -> str:
    """Return when the incident was reported: as told, else at its step, else when it was opened."""
    told = case.value_as(Role.REPORTED)
    if isinstance(told, str):
        return told
    steps = (one.happened for one in case.standing if case.step(one.visit).reports)
    return next(steps, case.opened)
