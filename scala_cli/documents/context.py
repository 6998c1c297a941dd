"""What a template may know: typed, in words, already decided. Templates decide nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.state import Answer, Case
from scala_cli.case.values import show_value
from scala_cli.plan.model import Step, StepKind
from scala_cli.text import listing

_POSTER = "wie"
_NO_DATE = "datum nog niet ingevuld"
_UNKNOWN_PLATFORM = "social media"


@dataclass(frozen=True, slots=True)
class StatementContext:
    """The public statement: only what it may say. See the protocol, bijlage 1.

    `gesproken`: a talk with the person is recorded, or told by who asks. `aangifte`: the
    directie chose to name it. `kort`: at most 150 characters.
    """

    gesproken: bool
    aangifte: bool
    kort: bool


@dataclass(frozen=True, slots=True)
class StaffContext:
    """The message to all staff; it names the platform and nobody."""

    platform: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was held: in the step's words, when, who were there, what was agreed."""

    titel: str
    wanneer: str
    aanwezig: str
    afspraken: str


@dataclass(frozen=True, slots=True)
class FileContext:
    """A record for a personnel or pupil file. Text from people; dates in words.

    An empty string says that something isn't known. `voor_dossier` tells whether it belongs
    in that file at all: of an adult who is no parent it stays in the incident's own case.
    `ouder_onbekend`: whether the adult is a parent has not been noted.
    """

    dossier: str
    datum: str
    platform: str
    geplaatst: str
    links: tuple[str, ...]
    naam: str
    klas: str
    is_ouder: bool
    voor_dossier: bool
    ouder_onbekend: bool
    wat_en_hoe: str
    gesprekken: tuple[Talk, ...]
    uitkomsten: tuple[str, ...]
    consequenties: str
    toelichting: str
    gehoord: str
    voornemen: str
    handelen: tuple[str, ...]


Context = StatementContext | StaffContext | FileContext


def statement_context(case: Case, *, aangifte: bool = False, kort: bool = False) -> Context:
    """Return what the statement of a case may say; `aangifte` adds to the case's own choice."""
    return StatementContext(
        gesproken=case.talked,
        aangifte=aangifte or case.value("aangifte") is True,
        kort=kort,
    )


def context_for(kind: str, case: Case, answer: Answer | None) -> Context:
    """Return the context of a document of a case, made at an answer or asked for apart."""
    match kind:
        case "statement":
            return statement_context(case)
        case "niet-reageren":
            return StaffContext(platform=case.platform_title or _UNKNOWN_PLATFORM)
        case _:
            return _file_context(case, answer)


def _file_context(case: Case, answer: Answer | None) -> FileContext:
    who = case.chosen(_POSTER)
    parent = case.value("ouder_verzorger")
    return FileContext(
        dossier=case.number,
        datum=clock.say(str(answer.fields["datum"]))
        if answer and "datum" in answer.fields
        else _NO_DATE,
        platform=case.platform_title or _UNKNOWN_PLATFORM,
        geplaatst=_said(case, "geplaatst"),
        links=_links(case),
        naam=_said(case, "naam"),
        klas=_said(case, "klas"),
        is_ouder=parent is True,
        voor_dossier=who != ("volwassene",) or parent is True,
        ouder_onbekend=who == ("volwassene",) and parent is None,
        wat_en_hoe=str(answer.fields.get("wat_en_hoe", "")) if answer else "",
        gesprekken=tuple(_talks(case)),
        uitkomsten=tuple(_outcomes(case)),
        consequenties=_said_choice(case, "medewerker/consequenties", "consequenties"),
        toelichting=_said(case, "toelichting"),
        gehoord=_said(case, "gehoord"),
        voornemen=_said(case, "voornemen_verstuurd"),
        handelen=tuple(_acted(case)),
    )


def _links(case: Case) -> tuple[str, ...]:
    links = case.value("link")
    return tuple(links) if isinstance(links, list) else ()


def _said(case: Case, field_id: str) -> str:
    """Return the latest standing value of a field in words."""
    answer = case.answer_with(field_id)
    field = case.step(answer.visit).field(field_id) if answer else None
    return show_value(field, answer.fields[field_id]) if answer and field else ""


def _said_choice(case: Case, *refs: str) -> str:
    for ref in refs:
        if ref in case.graph.steps and (choice := case.chosen(ref)):
            return listing(titles(case, ref, choice)).lower()
    return ""


def titles(case: Case, ref: str, choice: tuple[str, ...]) -> list[str]:
    """Return the titles of the options that were chosen at a step."""
    options = (case.graph.steps[ref].option(one) for one in choice)
    return [option.title for option in options if option]


def _talks(case: Case) -> Iterator[Talk]:
    for answer in case.standing:
        step = case.step(answer.visit)
        if not answer.done or step.field("verslag") is None:
            continue
        shown = {
            field.id: show_value(field, answer.fields[field.id])
            for field in step.fields
            if field.id in answer.fields
        }
        yield Talk(
            titel=step.title,
            wanneer=shown.get("datum", _NO_DATE),
            aanwezig=shown.get("aanwezig", ""),
            afspraken=shown.get("afspraken", ""),
        )


def _acted(case: Case) -> Iterator[str]:
    """Yield what the directie did besides talking: each action that was done or left, and when."""
    for answer in case.standing:
        step = case.step(answer.visit)
        if step.kind is StepKind.QUESTION or step.talk or _is_filing(step):
            continue
        if answer.skipped:
            yield f"{step.title}: niet gedaan, want {answer.skipped_because}"
        else:
            field = step.field("datum")
            when = (
                show_value(field, answer.fields["datum"])
                if field and "datum" in answer.fields
                else _NO_DATE
            )
            yield f"{step.title}: {when}"


def _is_filing(step: Step) -> bool:
    """Tell whether a step only notes: where the case began, or that it went into a file."""
    return step.field("datum") is None or step.field("wat_en_hoe") is not None


def _outcomes(case: Case) -> Iterator[str]:
    """Yield how people reacted, in the protocol's words.

    These are the chart's own single questions, but for who posted: that is no outcome.
    """
    for answer in case.standing:
        step = case.step(answer.visit)
        asks = step.kind is StepKind.QUESTION and not step.addition and not step.several
        if asks and answer.visit.step != _POSTER:
            yield from titles(case, answer.visit.step, answer.choice)
