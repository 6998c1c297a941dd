"""An answers file as the one who answers: read and checked whole before anything is stored.

TOML: `plan = "plaatsing"`, then `[[antwoord]]` tables in order with `stap`, `keuze` (an id,
`gedaan` or a list) or `overgeslagen = true` with `reden`; `velden`, a table; `gebeurd`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scala_cli import clock
from scala_cli.case.replies import Give, NotOpen, Refused, Reply, Supplement
from scala_cli.case.state import Case, Document
from scala_cli.case.values import Value, limited, parse_moment, parse_value
from scala_cli.errors import InvalidValue, Stopped, WrongFile
from scala_cli.plan.faults import did_you_mean, quoted, shortened
from scala_cli.plan.graph import Choice, Graph, allows
from scala_cli.plan.model import DONE, SKIPPED, Step
from scala_cli.plan.replay import Visit
from scala_cli.plan.toml import NotToml, parse_toml
from scala_cli.text import LINE_LIMIT, clean_line, listing

SIZE_LIMIT = 10_000_000
"""The largest answers file that is read, in bytes."""
_KEYS = ("stap", "keuze", "overgeslagen", "reden", "velden", "gebeurd")
_CLOCK_DRIFT = timedelta(minutes=5)
_NOTHING = "Er is niets opgeslagen."
_DOUBLE_BRACKETS = "schrijf [[antwoord]] met dubbele haken, één keer per antwoord."


class WrongAnswers(WrongFile):
    """An answers file that can't be followed; told with the file and the answer."""

    def __init__(self, file: str, sentence: str, place: int | None = None) -> None:
        at = f", antwoord {place}" if place else ""
        super().__init__(f"Antwoordenbestand {file}{at}: {sentence}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as read: checked against the plans, not yet against where the case stands.

    `step` is as written: a bare id, or one with the name of its plan.
    """

    place: int
    step: str
    choice: Choice
    fields: Mapping[str, Value]
    skipped_because: str
    happened: str | None


@dataclass(frozen=True)
class AnswersText:
    """An answers file, parsed as TOML: the plan it names, if any, and its raw answers."""

    file: str
    plan: str | None
    answers: Sequence[Any] = field(repr=False)


def read_answers(path: Path) -> AnswersText:
    """Read an answers file. Raises `WrongAnswers` when it can't be read or isn't one."""
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        sentence = "kan niet worden gelezen. Kijk of het bestand bestaat en of u het mag openen."
        raise WrongAnswers(path.name, sentence) from error
    if len(raw) > SIZE_LIMIT:
        raise WrongAnswers(path.name, f"is groter dan 10 MB. {_NOTHING}")
    try:
        return _answers_text(path.name, parse_toml(raw))
    except NotToml as error:
        raise WrongAnswers(path.name, f"{error} {_NOTHING}") from error


def _answers_text(file: str, document: Mapping[str, Any]) -> AnswersText:
    for key in document:
        if key not in ("plan", "antwoord"):
            hint = did_you_mean(key, ("plan", "antwoord"))
            raise WrongAnswers(file, f"onbekende sleutel {quoted(key)}.{hint} {_NOTHING}")
    if not document:
        sentence = f"is leeg. Zet er een plan en [[antwoord]]-tabellen in. {_NOTHING}"
        raise WrongAnswers(file, sentence)
    plan, answers = document.get("plan"), document.get("antwoord", [])
    if plan is not None and not isinstance(plan, str):
        sentence = f"'plan' moet tekst zijn, zoals plan = \"plaatsing\". {_NOTHING}"
        raise WrongAnswers(file, sentence)
    if plan is not None and not clean_line(plan):
        sentence = f"'plan' is leeg. Schrijf een plan, zoals plan = \"plaatsing\". {_NOTHING}"
        raise WrongAnswers(file, sentence)
    if not isinstance(answers, list):
        raise WrongAnswers(file, f"{_DOUBLE_BRACKETS} {_NOTHING}")
    return AnswersText(file, None if plan is None else shortened(plan), answers)


class AnswersFile:
    """A prompter that gives the answers of a file, each in one go, and then goes away."""

    def __init__(self, text: AnswersText, graph: Graph, now: datetime) -> None:
        """Check every answer against the plans. Raises `WrongAnswers`; nothing is stored."""
        self._file = text.file
        self._entries = [
            _Reader(text.file, place, graph, now).entry(raw)
            for place, raw in enumerate(text.answers, 1)
        ]

    def reply(self, case: Case) -> Reply | None:
        """Return the next answer of the file.

        Raises `WrongAnswers` when its step is not open, and `Stopped` when the file runs out.
        """
        if not self._entries:
            if case.position.ended:
                return None
            raise Stopped("Het antwoordenbestand is op.")
        entry = self._entries.pop(0)
        visit = self._open_visit(entry, case)
        return Give(visit, entry.choice, entry.fields, entry.skipped_because, entry.happened)

    def _open_visit(self, entry: Entry, case: Case) -> Visit:
        """Return the open visit that an entry means, by its full id or a bare one that fits."""
        meant = steps_named(entry.step, case.graph)
        found = [visit for visit in case.position.open if visit.step in meant]
        found = [visit for visit in found if visit.step == entry.step] or found
        if len(found) > 1:
            names = listing((visit.step for visit in found), "of")
            sentence = f"{quoted(entry.step)} kan {names} zijn; schrijf het hele id."
            raise WrongAnswers(self._file, f"{sentence} {_saved(case)}", entry.place)
        if not found or not allows(case.step(found[0]), entry.choice):
            wrong = NotOpen(entry.step, [visit.step for visit in case.position.open])
            raise WrongAnswers(self._file, f"{wrong} {_saved(case)}", entry.place)
        return found[0]

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:  # noqa: ARG002
        """Yield nothing: an answer's fields came with it."""
        return iter(())

    def made(self, documents: Sequence[Document]) -> None:
        """Hear nothing."""

    def refused(self, error: Refused) -> None:
        """Stop: another window changed the case underneath the file."""
        raise WrongAnswers(self._file, f"{error} Wat ervoor stond is bewaard.") from error


def steps_named(name: str, graph: Graph) -> set[str]:
    """Return the steps that a name can mean: one with a plan's name in front is just that."""
    if "/" not in name:
        return {ref for ref in graph.steps if ref.rpartition("/")[2] == name}
    return {ref for ref in graph.steps if name == (ref if "/" in ref else f"{graph.root.id}/{ref}")}


def _saved(case: Case) -> str:
    return (
        f"Wat ervoor stond is bewaard in dossier {case.number}. Ga verder met: "
        f"stappenplan verder {case.number}"
    )


class _Reader:
    """Reads one raw answer."""

    def __init__(self, file: str, place: int, graph: Graph, now: datetime) -> None:
        self.file = file
        self.place = place
        self.graph = graph
        self.now = now

    def wrong(self, sentence: str) -> WrongAnswers:
        return WrongAnswers(self.file, f"{sentence} {_NOTHING}", self.place)

    def entry(self, raw: object) -> Entry:
        if not isinstance(raw, dict):
            raise self.wrong(_DOUBLE_BRACKETS)
        for key in raw:
            if key not in _KEYS:
                hint = did_you_mean(key, _KEYS)
                raise self.wrong(f"onbekende sleutel {quoted(key)}.{hint}")
        name, steps = self.steps(raw)
        skipped = raw.get("overgeslagen", False)
        if not isinstance(skipped, bool):
            raise self.wrong("'overgeslagen' is true of false.")
        choice = (SKIPPED,) if skipped else self.choice(raw, name)
        if not skipped and SKIPPED in choice:
            raise self.wrong(
                f"'{SKIPPED}' is geen keuze. Schrijf overgeslagen = true, met reden = \"…\"."
            )
        if skipped and "velden" in raw:
            raise self.wrong("een overgeslagen stap heeft geen 'velden'; zet het in de reden.")
        fitting = [step for step in steps if allows(step, choice)]
        if not fitting:
            raise self.misfit(name, steps[0], choice)
        return Entry(
            place=self.place,
            step=name,
            choice=self.in_order(fitting[0], choice),
            fields=self.fields(raw, name, fitting),
            skipped_because=self.reason(raw, skipped=skipped),
            happened=self.happened(raw),
        )

    def steps(self, raw: Mapping[str, Any]) -> tuple[str, list[Step]]:
        """Return the step's id as written, and the steps that it can mean."""
        name = raw.get("stap")
        if not isinstance(name, str) or not name:
            raise self.wrong("'stap' ontbreekt of is geen tekst.")
        meant = steps_named(name, self.graph)
        if not meant:
            known = [*self.graph.steps, *(ref.rpartition("/")[2] for ref in self.graph.steps)]
            raise self.wrong(f"stap {quoted(name)} bestaat niet.{did_you_mean(name, known)}")
        return name, [step for ref, step in self.graph.steps.items() if ref in meant]

    def choice(self, raw: Mapping[str, Any], name: str) -> Choice:
        found = raw.get("keuze")
        words = [found] if isinstance(found, str) else found
        if not isinstance(words, list) or not words:
            raise self.wrong(
                f"stap {quoted(name)} heeft een 'keuze' nodig, of overgeslagen = true."
            )
        if not all(isinstance(word, str) for word in words):
            raise self.wrong("'keuze' is een id of een lijst van ids.")
        return tuple(dict.fromkeys(words))

    def misfit(self, name: str, step: Step, choice: Choice) -> WrongAnswers:
        if choice == (SKIPPED,):
            return self.wrong(f"stap {quoted(name)} is een vraag en kan niet worden overgeslagen.")
        known = [option.id for option in step.options] or [DONE]
        unknown = [one for one in choice if one not in known]
        if unknown:
            hint = did_you_mean(unknown[0], known)
            return self.wrong(
                f"keuze {quoted(unknown[0])} bestaat niet bij stap {quoted(name)}; "
                f"kies uit {listing(known, 'of')}.{hint}"
            )
        if not step.several:
            return self.wrong(f"stap {quoted(name)} krijgt één keuze.")
        closing = listing(option.id for option in step.options if option.excludes)
        return self.wrong(
            f"'{closing}' gaat bij stap {quoted(name)} niet samen met een andere keuze."
        )

    def in_order(self, step: Step, choice: Choice) -> Choice:
        if len(choice) == 1:
            return choice
        return tuple(option.id for option in step.options if option.id in choice)

    def reason(self, raw: Mapping[str, Any], *, skipped: bool) -> str:
        if not skipped:
            if "reden" in raw:
                raise self.wrong("'reden' hoort bij overgeslagen = true.")
            return ""
        if "keuze" in raw:
            raise self.wrong("kies één van de twee: 'keuze' of overgeslagen = true.")
        given = raw.get("reden")
        try:
            reason = limited(clean_line(given), LINE_LIMIT) if isinstance(given, str) else ""
        except InvalidValue as error:
            raise self.wrong(f"reden: {error}") from error
        if not reason:
            raise self.wrong('overslaan heeft een reden nodig: reden = "…".')
        return reason

    def fields(
        self, raw: Mapping[str, Any], name: str, steps: Sequence[Step]
    ) -> Mapping[str, Value]:
        table = raw.get("velden", {})
        if not isinstance(table, dict):
            raise self.wrong("'velden' is een tabel, zoals velden = { datum = 2026-11-20 }.")
        found: dict[str, Value] = {}
        for key, value in table.items():
            known = next((step.field(key) for step in steps if step.field(key)), None)
            if known is None:
                ids = [one.id for step in steps for one in step.fields]
                hint = did_you_mean(key, ids)
                raise self.wrong(f"veld {quoted(key)} bestaat niet bij stap {quoted(name)}.{hint}")
            try:
                parsed = parse_value(known, value, self.now)
            except InvalidValue as error:
                raise self.wrong(f"veld '{known.id}': {error}") from error
            if parsed is not None:
                found[known.id] = parsed
        return found

    def happened(self, raw: Mapping[str, Any]) -> str | None:
        if "gebeurd" not in raw:
            return None
        try:
            found = parse_moment(raw["gebeurd"], self.now)
        except InvalidValue as error:
            raise self.wrong(f"gebeurd: {error}") from error
        latest = self.now + _CLOCK_DRIFT
        day = clock.today(lambda: latest).isoformat()
        if found and found > (clock.stamp(latest) if clock.is_stamp(found) else day):
            raise self.wrong("'gebeurd' ligt in de toekomst. Leg vast wat geweest is.")
        return found
