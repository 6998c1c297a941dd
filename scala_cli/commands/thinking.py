"""`denk-na`: the six questions of the poster over a text, with what the guard finds in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scala_cli.case import drafts
from scala_cli.case.outcomes import STATEMENT
from scala_cli.case.state import Case
from scala_cli.case.values import limited
from scala_cli.commands import choosing
from scala_cli.commands.letter_own import render_surely
from scala_cli.commands.reading import must_be_unchanged
from scala_cli.commands.recording import if_broken_off, keep, tell_if_closed
from scala_cli.commands.run import Run
from scala_cli.documents.context import statement_context
from scala_cli.documents.guard import Finding, Kind, Known, Severity, findings, known_of
from scala_cli.documents.guard.poster import questions, title
from scala_cli.documents.plain import plain
from scala_cli.dossier.store import Dossier
from scala_cli.errors import InvalidValue, WrongUse
from scala_cli.export import json as contract
from scala_cli.files import shown
from scala_cli.prompts.protocol import Item
from scala_cli.screen import guard_views
from scala_cli.screen.guard_views import Asked, Remark
from scala_cli.settings import recorder
from scala_cli.text import LONG_LIMIT, clean, clean_line, listing

STDIN = Path("-")
_MOST_BYTES = 4 * LONG_LIMIT
"""What so many characters take at most in UTF-8."""
_NOTHING = "Er is niets veranderd."
_ANSWERS = (Item("ja", "Ja"), Item("nee", "Nee"), Item("twijfel", "Ik twijfel"))


def think(
    run: Run, source: Path | None, number: str | None, channel: str | None, *, as_json: bool
) -> None:
    """Put the six questions to a text: of a file, of the input, typed, or of a case.

    Without a person there is nobody to answer them: then all is shown. Raises `WrongUse` for a
    text that can't be taken.
    """
    platform = choosing.channel(channel)
    text = None if source is None and number else _text(run, source, as_json=as_json)
    if number is None:
        _Thinking(run, text or "", Known(platform=platform), "een tekst").show(as_json=as_json)
        return
    with run.dossier() as dossier:
        case = dossier.case(number)
        must_be_unchanged(case)
        known = known_of(case)
        known = replace(known, platform=platform or known.platform)
        about = f"het statement van dossier {case.number}" if text is None else "een tekst"
        thinking = _Thinking(run, _latest(case) if text is None else text, known, about)
        answered = thinking.show(as_json=as_json)
        if answered and not case.erased:
            _offer(run, dossier, case, _note(thinking.found, answered, about))


def _latest(case: Case) -> str:
    """Return the case's last statement as people read it, or what it would be now."""
    made = [one for one in case.documents if one.kind == STATEMENT]
    if made:
        return made[-1].text if made[-1].settled else plain(made[-1].text)
    return plain(render_surely(STATEMENT, statement_context(case), drill=case.drill))


def _text(run: Run, source: Path | None, *, as_json: bool) -> str:
    if source is not None and source != STDIN:
        return _taken(_of_file(source), f"Het bestand {shown(source)}")
    if run.has_person and not as_json:
        return run.asker.long("Welke tekst wilt u plaatsen?", "", _typed)
    if source is None and run.source.isatty():
        raise WrongUse(
            "Er is geen tekst. Noem een bestand, of met --dossier NR het statement van een dossier."
        )
    return _taken(_of_input(run), "De invoer")


def _typed(raw: str) -> str:
    if not clean(raw):
        raise InvalidValue("Hier hoort tekst. Typ minstens één woord.")
    return limited(clean(raw), LONG_LIMIT)


def _of_file(path: Path) -> bytes:
    try:
        # What isn't a plain file may have no end, or wait for one who writes.
        if not path.is_file():
            raise WrongUse(
                f"{shown(path)} is geen gewoon bestand, of het bestaat niet. {_NOTHING} Kijk of "
                "de naam klopt."
            )
        with path.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise WrongUse(
            f"Het bestand {shown(path)} kan niet worden gelezen. {_NOTHING} Kijk of u het mag "
            "openen."
        ) from error


def _of_input(run: Run) -> bytes:
    """Return the input as bytes: its own way of reading would change line ends and bad bytes."""
    return run.source.buffer.read(_MOST_BYTES + 1)


def _taken(data: bytes, what: str) -> str:
    """Return the text exactly as given, so that places in it hold."""
    try:
        text = "" if len(data) > _MOST_BYTES else data.decode()
    except UnicodeDecodeError as error:
        raise WrongUse(
            f"{what} is geen UTF-8. {_NOTHING} Sla de tekst op als UTF-8 en probeer het opnieuw."
        ) from error
    if len(data) > _MOST_BYTES or len(text) > LONG_LIMIT:
        raise WrongUse(
            f"{what} heeft meer dan 200.000 tekens. {_NOTHING} Geef alleen de tekst die u wilt "
            "plaatsen."
        )
    if not clean(text):
        raise WrongUse(f"{what} is leeg. {_NOTHING} Geef de tekst die u wilt plaatsen.")
    return text


@dataclass(frozen=True)
class _Thinking:
    """One text, and the questions over it."""

    run: Run
    text: str
    known: Known
    about: str

    @property
    def found(self) -> list[Finding]:
        """Return what the guard finds."""
        return findings(self.text, self.known)

    def show(self, *, as_json: bool) -> list[Asked]:
        """Show all of it; return the questions as answered, none where nobody answers."""
        found = self.found
        if as_json:
            print(contract.dumps(contract.findings(map(_row, found))))
            return []
        remarks = _remarks(found)
        printer = self.run.printer
        printer.show(guard_views.opening(clean(self.text), remarks, self.about))
        with if_broken_off():
            asked = self._ask(found)
        printer.show(guard_views.conclusion(remarks, asked))
        return asked if self.run.has_person else []

    def _ask(self, found: Sequence[Finding]) -> list[Asked]:
        asked: list[Asked] = []
        told: list[Remark] = []
        for one in questions():
            touched = Asked(one.letter, one.words, tuple(_remarks(one.touching(found))))
            self.run.printer.show(guard_views.question(touched, told))
            answer = ""
            if self.run.has_person:
                # Pointed at is what does no harm.
                answer = self.run.asker.choose(one.words, _ANSWERS, "twijfel")
            asked.append(replace(touched, answer=answer))
            told += touched.remarks
        return asked


def _row(found: Finding) -> tuple[str, str, int, int, str, str]:
    return found.kind, found.severity, found.start, found.end, found.text, found.advice


def _remarks(found: Sequence[Finding]) -> list[Remark]:
    """Return the findings by kind, in the order in which the kinds come up in the text."""
    kinds: dict[tuple[Kind, str], list[Finding]] = {}
    for one in found:
        kinds.setdefault((one.kind, one.advice), []).append(one)
    return [
        Remark(
            title=title(kind),
            stop=same[0].severity is Severity.STOP,
            quotes=tuple(clean_line(one.text) for one in same),
            advice=advice,
        )
        for (kind, advice), same in kinds.items()
    ]


def _note(found: Sequence[Finding], asked: Sequence[Asked], about: str) -> str:
    """Return what is recorded: the answers and how much was found, never the words themselves."""
    answers = " ".join(f"{one.words} {one.answer}." for one in asked)
    counts = Counter(title(one.kind) for one in found)
    said = listing(f"{name} ({count} keer)" for name, count in counts.items()) or "niets"
    return f"DENK NA over {about}. {answers} Gevonden: {said}."


def _offer(run: Run, dossier: Dossier, case: Case, text: str) -> None:
    items = [Item("nee", "Nee"), Item("ja", "Ja, de antwoorden en hoeveel er gevonden is")]
    with if_broken_off():
        tell_if_closed(run, case)
        answer = run.asker.choose(f"Wilt u dit noteren in dossier {case.number}?", items, "nee")
    if answer == "ja":
        event = keep(dossier, case, lambda _: drafts.note(text, recorder()))
        run.asker.tell(f"Vastgelegd als gebeurtenis {event.number} van dossier {case.number}.")
