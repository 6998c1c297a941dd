"""One answer of an answers file: checked against the plans, before anything is stored.

A table with `stap`, `keuze` (an id, `gedaan` or a list) or `overgeslagen = true` with `reden`;
`velden`, a table; `gebeurd`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scala_cli import clock
from scala_cli.case.values import Value, limited, parse_moment, parse_value
from scala_cli.errors import InvalidValue
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.plan.graph import Choice, Graph, allows, misfit, step_names, steps_named
from scala_cli.plan.model import DONE, SKIPPED, Step
from scala_cli.prompts.answers_text import DOUBLE_BRACKETS, NOTHING, WrongAnswers
from scala_cli.text import LINE_LIMIT, clean_line, listing

_KEYS = ("stap", "keuze", "overgeslagen", "reden", "velden", "gebeurd")
_CLOCK_DRIFT = timedelta(minutes=5)


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


def read_entry(file: str, place: int, raw: object, graph: Graph, now: datetime) -> Entry:
    """Return what the answer at a place in a file says. Raises `WrongAnswers`."""
    return _Reader(file, place, graph, now).entry(raw)


class _Reader:
    """Reads one raw answer."""

    def __init__(self, file: str, place: int, graph: Graph, now: datetime) -> None:
        self._file = file
        self._place = place
        self._graph = graph
        self._now = now

    def entry(self, raw: object) -> Entry:
        if not isinstance(raw, dict):
            raise self._wrong(DOUBLE_BRACKETS)
        for key in raw:
            if key not in _KEYS:
                hint = did_you_mean(key, _KEYS)
                raise self._wrong(f"onbekende sleutel {quoted(key)}.{hint}")
        name, steps = self._steps(raw)
        choice = self._choice(raw, name)
        fitting = [step for step in steps if allows(step, choice)]
        if not fitting:
            raise self._misfit(name, steps[0], choice)
        return Entry(
            place=self._place,
            step=name,
            choice=self._in_order(fitting[0], choice),
            fields=self._fields(raw, name, fitting),
            skipped_because=self._reason(raw, skipped=choice == (SKIPPED,)),
            happened=self._happened(raw),
        )

    def _wrong(self, sentence: str) -> WrongAnswers:
        return WrongAnswers(self._file, f"{sentence} {NOTHING}", self._place)

    def _steps(self, raw: Mapping[str, Any]) -> tuple[str, list[Step]]:
        """Return the step's id as written, and the steps that it can mean."""
        name = raw.get("stap")
        if not isinstance(name, str) or not name:
            raise self._wrong("'stap' ontbreekt of is geen tekst.")
        meant = steps_named(name, self._graph)
        if not meant:
            hint = did_you_mean(name, step_names(self._graph))
            raise self._wrong(f"stap {quoted(name)} bestaat niet.{hint}")
        return name, [step for ref, step in self._graph.steps.items() if ref in meant]

    def _choice(self, raw: Mapping[str, Any], name: str) -> Choice:
        skipped = raw.get("overgeslagen", False)
        if not isinstance(skipped, bool):
            raise self._wrong("'overgeslagen' is true of false.")
        if not skipped:
            return self._chosen(raw, name)
        if "velden" in raw:
            raise self._wrong("een overgeslagen stap heeft geen 'velden'; zet het in de reden.")
        return (SKIPPED,)

    def _chosen(self, raw: Mapping[str, Any], name: str) -> Choice:
        found = raw.get("keuze")
        words = [found] if isinstance(found, str) else found
        if not isinstance(words, list) or not words:
            raise self._wrong(
                f"stap {quoted(name)} heeft een 'keuze' nodig, of overgeslagen = true."
            )
        if not all(isinstance(word, str) for word in words):
            raise self._wrong("'keuze' is een id of een lijst van ids.")
        if SKIPPED in words:
            raise self._wrong(
                f"'{SKIPPED}' is geen keuze. Schrijf overgeslagen = true, met reden = \"…\"."
            )
        return tuple(dict.fromkeys(words))

    def _misfit(self, name: str, step: Step, choice: Choice) -> WrongAnswers:
        if choice == (SKIPPED,):
            return self._wrong(f"stap {quoted(name)} is een vraag en kan niet worden overgeslagen.")
        known = [option.id for option in step.options] or [DONE]
        unknown = [one for one in choice if one not in known]
        if unknown:
            hint = did_you_mean(unknown[0], known)
            return self._wrong(
                f"keuze {quoted(unknown[0])} bestaat niet bij stap {quoted(name)}; "
                f"kies uit {listing(known, 'of')}.{hint}"
            )
        return self._wrong(misfit(step))

    def _in_order(self, step: Step, choice: Choice) -> Choice:
        if len(choice) == 1:
            return choice
        return tuple(option.id for option in step.options if option.id in choice)

    def _reason(self, raw: Mapping[str, Any], *, skipped: bool) -> str:
        if not skipped:
            if "reden" in raw:
                raise self._wrong("'reden' hoort bij overgeslagen = true.")
            return ""
        if "keuze" in raw:
            raise self._wrong("kies één van de twee: 'keuze' of overgeslagen = true.")
        given = raw.get("reden")
        try:
            reason = limited(clean_line(given), LINE_LIMIT) if isinstance(given, str) else ""
        except InvalidValue as error:
            raise self._wrong(f"reden: {error}") from error
        if not reason:
            raise self._wrong('overslaan heeft een reden nodig: reden = "…".')
        return reason

    def _fields(
        self, raw: Mapping[str, Any], name: str, steps: Sequence[Step]
    ) -> Mapping[str, Value]:
        table = raw.get("velden", {})
        if not isinstance(table, dict):
            raise self._wrong("'velden' is een tabel, zoals velden = { datum = 2026-11-20 }.")
        found: dict[str, Value] = {}
        for key, value in table.items():
            known = next((step.field(key) for step in steps if step.field(key)), None)
            if known is None:
                ids = [one.id for step in steps for one in step.fields]
                hint = did_you_mean(key, ids)
                raise self._wrong(f"veld {quoted(key)} bestaat niet bij stap {quoted(name)}.{hint}")
            try:
                parsed = parse_value(known, value, self._now)
            except InvalidValue as error:
                raise self._wrong(f"veld '{known.id}': {error}") from error
            if parsed is not None:
                found[known.id] = parsed
        return found

    def _happened(self, raw: Mapping[str, Any]) -> str | None:
        if "gebeurd" not in raw:
            return None
        try:
            found = parse_moment(raw["gebeurd"], self._now)
        except InvalidValue as error:
            raise self._wrong(f"gebeurd: {error}") from error
        latest = self._now + _CLOCK_DRIFT
        day = clock.today(lambda: latest).isoformat()
        if found and found > (clock.stamp(latest) if clock.is_stamp(found) else day):
            raise self._wrong("'gebeurd' ligt in de toekomst. Leg vast wat geweest is.")
        return found
