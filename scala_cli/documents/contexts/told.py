"""What a document tells of its case, in words; and what stands where nothing is known yet.

A document is made at a visit, and tells of that visit and of what led to it: see `case.rounds`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scala_cli import clock
from scala_cli.case.answer import Answer
from scala_cli.case.outcomes import REACTIONS, options_that_count
from scala_cli.case.people import poster
from scala_cli.case.rounds import came_of, is_of_round, told_at
from scala_cli.case.state import Case, platform_title, said_as
from scala_cli.case.talks import OF_THE_SCHOOL, Held, attended, held, talks_with, told_when
from scala_cli.case.values import Value
from scala_cli.plan.model import Count, Option, Party, Poster, Reader, Role, StepKind
from scala_cli.plan.replay import Visit
from scala_cli.text import listing

NO_DATE = "datum nog niet ingevuld"
UNKNOWN_PLATFORM = "social media"
_UNKNOWN = "niet bekend"


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


@dataclass(frozen=True)
class Teller:
    """A case as a document tells it that is made at a visit; None: apart from any step.

    With a reader it tells of fields only what the plan has for that reader.
    """

    case: Case
    at: Visit | None
    reader: Reader | None = None

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Return the answers that may be told of, the nearest first."""
        return told_at(self.case, self.at)

    @property
    def own(self) -> Answer | None:
        """Return the answer at the visit itself, if it was given."""
        return self.case.answers.get(self.at) if self.at else None

    def value(self, role: Role) -> Value | None:
        """Return the nearest value of what has a role."""
        found = said_as(self.case.graph, self.answers, role, self.reader)
        return found.value if found else None

    def said(self, role: Role) -> str:
        """Return the nearest value of what has a role in words; empty when there is none."""
        found = said_as(self.case.graph, self.answers, role, self.reader)
        return found.words if found else ""

    def own_said(self, role: Role) -> str:
        """Return what was told at the visit itself."""
        return said_of(self.case, self.own, role)

    @property
    def links(self) -> tuple[str, ...]:
        """Return the links of the post."""
        found = self.value(Role.LINK)
        return tuple(found) if isinstance(found, list) else ()

    @property
    def platform(self) -> str:
        """Return the platform in words."""
        return self.platform_title or UNKNOWN_PLATFORM

    @property
    def platform_title(self) -> str:
        """Return the platform in words, or nothing when it isn't known or is another one."""
        return platform_title(said_as(self.case.graph, self.answers, Role.PLATFORM))

    @property
    def known_platform(self) -> str:
        """Return the platform in words, for who has to know that it isn't known."""
        return self.said(Role.PLATFORM) or _UNKNOWN

    @property
    def poster(self) -> Poster | None:
        """Return what kind of person posted, as far as is known."""
        return poster(self.case, self.answers)

    @property
    def has_post(self) -> bool:
        """Tell whether the case is about a post: its plan asks where it stands, or what it says."""
        roles = self.case.graph.roles
        return any(one in roles for one in (Role.PLATFORM, Role.LINK, Role.MESSAGE, Role.ACCOUNT))

    def spoke_with(self, party: Party) -> bool:
        """Tell whether there has been a talk with someone in the round of this document."""
        return bool(talks_with(self.case, party, self.at))

    @property
    def spoke_with_reader(self) -> bool:
        """Tell whether a letter that doesn't say to whom it is may say that there has been a talk.

        Of a child's post both the child and the parents may be the reader.
        """
        plan_has_parents = any(
            step.talk is Party.PARENTS for step in self.case.graph.steps.values()
        )
        both = self.poster is Poster.CHILD and plan_has_parents
        return self.spoke_with(Party.POSTER) and (not both or self.spoke_with(Party.PARENTS))

    def held(self) -> Iterator[Held]:
        """Yield the talks with people that may be told of, each with its date.

        One of an earlier round only if its date is known.
        """
        after = came_of(self.case, self.at)
        for one in held(self.case):
            dated = one.when or is_of_round(self.case, one.visit, self.at)
            if one.party not in OF_THE_SCHOOL and one.visit not in after and dated:
                yield one

    def talks(self) -> tuple[Talk, ...]:
        """Return the talks that may be told of, in words."""
        return tuple(
            Talk(
                titel=self.case.step(one.visit).title,
                wanneer=clock.say(one.when) if one.when else NO_DATE,
                aanwezig=", ".join(attended(self.case, one.answer)),
                afspraken=said_of(self.case, one.answer, Role.AGREED),
            )
            for one in self.held()
        )

    @property
    def in_order(self) -> list[Answer]:
        """Return the answers that may be told of in the order in which they were given."""
        return sorted(self.answers, key=lambda answer: answer.first)

    def acted(self, *, but: Party | None = None) -> tuple[str, ...]:
        """Return what the school did besides speaking: each action done or left, and when.

        `but` is a party: talks with that one are left out.
        """
        return tuple(
            f"{self.case.step(answer.visit).title}: {self._when(answer)}"
            for answer in self.in_order
            if self._is_act(answer, but)
        )

    def _when(self, answer: Answer) -> str:
        if answer.skipped:
            return f"niet gedaan, want {answer.skipped_because}"
        told = told_when(self.case, answer)
        return clock.say(told) if told else NO_DATE

    def _is_act(self, answer: Answer, but: Party | None) -> bool:
        """Tell whether an answer is an act: no talk with people, no report, nothing filed."""
        step = self.case.step(answer.visit)
        talks = step.talk and (step.talk not in OF_THE_SCHOOL or step.talk is but)
        only_notes = step.reports or step.field_as(Role.FOR_FILE)
        return step.kind is StepKind.ACTION and not talks and not only_notes

    def counted(self, *counts: Count) -> list[tuple[Answer, Option]]:
        """Return the options chosen that count as one of these, in the order of the answers."""
        return list(options_that_count(self.case, self.in_order, counts))

    def outcomes(self) -> tuple[str, ...]:
        """Return how people reacted, in the plan's words."""
        return tuple(option.title for _, option in self.counted(*REACTIONS))

    def measures(self) -> str:
        """Return the measures that were decided on."""
        found = self.counted(Count.MEASURE)
        last = [option.title for answer, option in found if answer is found[-1][0]]
        return listing(last).lower()

    def stated(self) -> tuple[str, ...]:
        """Return what answers say of themselves in a sentence, for a paper of the directie."""
        return tuple(
            option.says
            for answer in self.in_order
            for option in _chosen(self.case, answer)
            if option.says
        )

    def reported(self) -> str:
        """Return when the incident was reported; where that wasn't told, when that was noted."""
        if told := self.said(Role.REPORTED):
            return f"Gemeld bij de directie: {told}"
        for answer in self.in_order:
            if self.case.step(answer.visit).reports:
                if answer.happened == answer.recorded:
                    return f"Melding vastgelegd: {clock.say(answer.recorded)}"
                return f"Gemeld bij de directie: {clock.say(answer.happened)}"
        return ""


def said_of(case: Case, answer: Answer | None, role: Role) -> str:
    """Return what an answer tells under a role, in words; empty when it tells nothing."""
    found = said_as(case.graph, [answer] if answer else [], role)
    return found.words if found else ""


def _chosen(case: Case, answer: Answer) -> Iterable[Option]:
    found = (case.step(answer.visit).option(one) for one in answer.choice)
    return (option for option in found if option)
