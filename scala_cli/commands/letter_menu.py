"""A letter on the table, at a terminal: settled, changed in the person's editor, copied, written.

What is settled is the text exactly as it was shown last.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from scala_cli import clipboard, editor, files
from scala_cli.case import drafts
from scala_cli.case.answer import Answer
from scala_cli.case.events import Draft, Event, Kind
from scala_cli.case.outcomes import STATEMENT
from scala_cli.case.replies import Give, NotOpen, Override, document_draft
from scala_cli.case.replies import draft as draft_of
from scala_cli.case.state import Case
from scala_cli.case.values import Value, limited
from scala_cli.case.wording import talk_remark
from scala_cli.commands import guarding, letter_out
from scala_cli.commands.guarding import Way
from scala_cli.commands.letter_asking import fill_in
from scala_cli.commands.letter_out import Text, Wish
from scala_cli.commands.recording import keep
from scala_cli.commands.run import Run
from scala_cli.documents.contexts.told import Teller
from scala_cli.dossier.store import Dossier
from scala_cli.errors import InvalidValue, StappenplanError
from scala_cli.facts import facts
from scala_cli.plan.model import SKIPPED, Field, FieldKind, Poster, Role, StepKind
from scala_cli.prompts.fields import NEVER_MIND, ask_field, ask_reason
from scala_cli.prompts.protocol import Item
from scala_cli.screen import letter_views
from scala_cli.settings import recorder
from scala_cli.text import LONG_LIMIT, clean, listing

_UNDER_12 = "jonger-dan-12"
_SETTLE = Item("vaststellen", "Zo vaststellen")
_EDIT = Item("bewerken", "Bewerken in mijn editor")
_TYPE = Item("typen", "De tekst hier typen")
_COPY = Item("kopieren", "Kopiëren naar het klembord")
_WRITE = Item("wegschrijven", "Wegschrijven in een bestand")
_READ_FIRST = Item("laten-lezen", "Eerst laten lezen door de betrokkene of de ouders")
_NOT_NOW = Item("niet-nu", "Niet nu")
_DONE = Item("klaar", "Klaar")
_FILL_FIRST = "eerst"
_GAPS = (Item(_FILL_FIRST, "Nee, terug naar de tekst"), Item("toch", "Ja, zo vaststellen"))
_READ_BY = Field(
    Role.READ_FIRST,
    FieldKind.PERSONS,
    "Wie heeft de tekst vooraf gelezen?",
    "Nog niet gelezen? Kopieer de tekst eerst en laat hem lezen.",
    role=Role.READ_FIRST,
)


class Table:
    """One letter, and what the person does with it."""

    def __init__(self, run: Run, dossier: Dossier, case: Case, text: Text) -> None:
        self._run = run
        self._dossier = dossier
        self._number = case.number
        self._text = text
        self._settled = ""

    @property
    def _case(self) -> Case:
        """Return the case as it is by now; another window may add to it."""
        return self._dossier.case(self._number)

    def show(self) -> None:
        """Show the letter, with what to know of it beside it."""
        header = self._text.header
        case = self._case
        if self._text.kind == STATEMENT and (remark := talk_remark(case, self._text.visit)):
            self._tell(remark)
        may_be_child = Teller(case, self._text.visit).poster in (None, Poster.CHILD)
        known = [facts()[name] for name in header.facts if name != _UNDER_12 or may_be_child]
        self._run.printer.show(letter_views.draft(header, self._text.read, known))

    def ask(self) -> None:
        """Ask what is to be done with the letter until there is nothing left to do."""
        does: dict[str, Callable[[], None]] = {
            _SETTLE.id: self._settle,
            _EDIT.id: self._edit,
            _COPY.id: self._copy,
            _WRITE.id: self._write,
            _READ_FIRST.id: self._have_read,
        }
        while True:
            items = self._items()
            chosen = self._run.asker.choose("Wat wilt u met deze brief?", items, items[-1].id)
            if chosen not in does:
                return
            try:
                does[chosen]()
            except InvalidValue as error:
                self._tell(str(error))

    def _items(self) -> list[Item]:
        settled = self._settled == self._text.read
        read_first = [_READ_FIRST] if self._text.header.public and not settled else []
        return [
            *([] if settled else [_SETTLE]),
            _EDIT,
            _COPY,
            _WRITE,
            *read_first,
            _DONE if settled else _NOT_NOW,
        ]

    def _tell(self, sentence: str) -> None:
        self._run.asker.tell(sentence)

    def _settle(self) -> None:
        if not self._may_have_gaps():
            return
        case = self._case
        found: list[Override] | Way = []
        if self._text.header.public:
            found = guarding.guarded(self._run, case, self._text.read)
        if found is Way.EDIT:
            self._edit()
        elif found is Way.NOT_POSTED:
            self._not_posted(case)
        elif isinstance(found, list):
            self._record(case, found)

    def _may_have_gaps(self) -> bool:
        """Ask whether a text with places still to be filled in is settled like that."""
        left = letter_views.to_fill(self._text.read)
        if not left:
            return True
        count = "1 open plek" if len(left) == 1 else f"{len(left)} open plekken"
        stands = "staat" if len(left) == 1 else "staan"
        question = f"Er {stands} nog {count} in: {listing(left)}. Toch vaststellen?"
        return self._run.asker.choose(question, _GAPS, _FILL_FIRST) != _FILL_FIRST

    def _record(self, case: Case, overridden: list[Override]) -> None:
        text = self._text

        def settled(now: Case) -> Draft:
            place = letter_out.place_of(now, text, settled=True)
            by = recorder()
            return document_draft(Kind.SETTLED, text.kind, text.read, place, by, overridden)

        event = keep(self._dossier, case, settled)
        self._settled = text.read
        self._tell(f"Vastgesteld. {_kept_as(event)}")

    def _not_posted(self, case: Case) -> None:
        """Record that it isn't posted: at its step where that is open, else as a note."""
        visit = self._text.visit
        is_open = visit in case.position.open
        step = case.step(visit) if visit else None
        ready = step.skip_reasons if step else ()
        reason = ask_reason(self._run.asker, "Waarom wordt deze tekst niet geplaatst?", ready)
        if reason is None:
            return
        if visit and is_open and step and step.kind is StepKind.ACTION:
            reply = Give(visit, (SKIPPED,), skipped_because=reason)
            try:
                event = keep(
                    self._dossier,
                    case,
                    lambda now: draft_of(reply, now, recorder(), self._run.clock),
                )
            except NotOpen:
                self._tell("Die stap is intussen in een ander venster beantwoord.")
                return
            self._tell(f"De stap '{step.title}' is overgeslagen. {_kept_as(event)}")
        else:
            words = f"Niet geplaatst: {self._text.header.title}. {reason}"
            event = keep(self._dossier, case, lambda _: drafts.note(words, recorder()))
            self._tell(f"Genoteerd. {_kept_as(event)}")
        self._tell(f"Verder met dit dossier kan met: stappenplan verder {self._number}")

    def _edit(self) -> None:
        found = edited(self._run, self._text.read)
        if found is None or found == clean(self._text.read):
            self._tell("De tekst is zoals hij was.")
            return
        self._text = replace(self._text, read=found)
        self.show()

    def _copy(self) -> None:
        if self._text.header.public:
            guarding.say_found(self._case, self._text.read)
        if clipboard.copy(self._text.read):
            self._tell("De tekst staat op het klembord. Plak hem waar u hem nodig hebt.")
        else:
            self._tell("Er is geen klembord gevonden. Kopieer de tekst hieronder zelf:\n")
            self._run.printer.show_unbroken(self._text.read)
        letter_out.record_made(self._dossier, self._case, self._text)

    def _write(self) -> None:
        ready = letter_out.file_name(self._text.kind, self._number, letter_out.PDF)
        hint = f"De naam bepaalt de vorm: .pdf, .md of .txt. Leeg: {ready} in deze map."
        path = self._run.asker.line("In welk bestand?", hint, lambda typed: _path(typed, ready))
        over = [Item("nee", "Nee"), Item("ja", "Ja, het oude bestand mag weg")]
        there = os.path.lexists(path) and path.is_file()
        question = f"{files.shown(path)} bestaat al. Overschrijven?"
        if there and self._run.asker.choose(question, over, "nee") == "nee":
            return
        if self._text.header.public:
            guarding.say_found(self._case, self._text.read)
        try:
            wish = Wish(target=path, overwrite=there)
            letter_out.write(self._run, self._dossier, self._case, self._text, wish)
        except StappenplanError as error:
            self._tell(str(error))
            return
        letter_out.record_made(self._dossier, self._case, self._text)

    def _have_read(self) -> None:
        """Record who read a public text beforehand: at its step, or else as a note."""
        case = self._case
        answer = _posted(case)
        if answer and not case.closed:
            field = next(one for one in case.empty_fields(answer) if one.role is _READ_BY.role)
            fill_in(self._run, self._dossier, case, [(answer.visit, field)])
            return
        value: Value | None = ask_field(self._run.asker, _READ_BY, self._run.clock)
        if isinstance(value, list):
            words = f"{self._text.header.title}: vooraf gelezen door {listing(value)}."
            event = keep(self._dossier, case, lambda _: drafts.note(words, recorder()))
            self._tell(f"Genoteerd. {_kept_as(event)}")


def _kept_as(event: Event) -> str:
    return f"Vastgelegd als gebeurtenis {event.number} van dossier {event.case}."


def _posted(case: Case) -> Answer | None:
    """Return the last answer at which can be told who read the text beforehand."""
    for answer in reversed(case.standing):
        if any(one.role is _READ_BY.role for one in case.empty_fields(answer)):
            return answer
    return None


def _path(typed: str, ready: str) -> Path:
    try:
        return Path(typed.strip() or ready).expanduser()
    except (RuntimeError, ValueError) as error:
        raise InvalidValue("Deze plek is niet te vinden. Schrijf het pad voluit.") from error


def edited(run: Run, text: str) -> str | None:
    """Return the text as the person changed it, here or in an editor; None where it stays.

    An editor that nobody chose is named first: who ends up in `vi` unawares can't get out.
    """
    if words := editor.chosen(os.environ):
        return _in_editor(run, text, words)
    words = editor.ready()
    if words is None:
        run.asker.tell("Er is geen editor gevonden.")
        return _typed(run, text)
    name = editor.named(words)
    items = [_TYPE, Item("editor", f"Openen in {name}", editor.leaving(words)), NEVER_MIND]
    way = run.asker.choose("Hoe wilt u de tekst wijzigen?", items, NEVER_MIND.id)
    if way == "editor":
        return _in_editor(run, text, words)
    return _type(run, text) if way == _TYPE.id else None


def _in_editor(run: Run, text: str, words: tuple[str, ...]) -> str | None:
    run.asker.tell(f"De tekst gaat open in {editor.named(words)}. {editor.leaving(words)}")
    try:
        with editor.sheet(text, run.settings.folder) as sheet:
            sheet.edit(words)
            if sheet.text() == clean(text) and not _finished(run):
                return None
            found = sheet.text()
    except (editor.EditorFailed, InvalidValue) as error:
        run.asker.tell(str(error))
        return _typed(run, text)
    if not found:
        run.asker.tell("Er stond geen tekst meer in de editor.")
    return found or None


def _finished(run: Run) -> bool:
    """Ask whether editing is done: an editor in a window of its own returns at once."""
    run.asker.tell(
        "De tekst is nog dezelfde. Staat hij open in een ander venster? Bewaar hem daar eerst."
    )
    items = [Item("ja", "Ja"), Item("nee", "Nee, laat de tekst zoals hij was")]
    return run.asker.choose("Klaar met bewerken?", items, "ja") == "ja"


def _typed(run: Run, text: str) -> str | None:
    items = [_TYPE, NEVER_MIND]
    way = run.asker.choose("Wilt u de tekst hier wijzigen?", items, NEVER_MIND.id)
    return _type(run, text) if way == _TYPE.id else None


def _type(run: Run, text: str) -> str | None:
    def parse(typed: str) -> str:
        return limited(clean(typed), LONG_LIMIT)

    return run.asker.long("Wat moet er staan?", "", parse, text) or None
