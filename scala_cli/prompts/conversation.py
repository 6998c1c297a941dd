"""Holding a conversation about a case: which questions to put, in which order.

One form of Prompter, over any `Asker`. What is on the screen beside the question is the
view's; what a text says is the desk's.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn

from scala_cli.case.ahead import what_follows
from scala_cli.case.answer import Document
from scala_cli.case.deadlines import deadlines, not_running
from scala_cli.case.events import Kind
from scala_cli.case.outcomes import STATEMENT
from scala_cli.case.replies import Give, Refused, Reply, Revise, Supplement
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.case.wording import talk_remark
from scala_cli.clock import Clock
from scala_cli.errors import Stopped
from scala_cli.facts import under_12_warning
from scala_cli.plan.graph import goes_with
from scala_cli.plan.model import DONE, SKIPPED, Field, Role, Step, StepKind
from scala_cli.plan.replay import Visit
from scala_cli.prompts.fields import ask_field, ask_reason, ask_several
from scala_cli.prompts.looking_back import Filling, Looked, ask_anew, come_with, fill_in, look_back
from scala_cli.prompts.protocol import Asker, Desk, Item, View
from scala_cli.text import labelled, listing

# Ids in capitals can't be a plan's, so they never collide with an option.
_LATER = "LATER"
_CHOOSE = "KIES"
_TEXT = "TEKST:"
_SKIP = Item(SKIPPED, "Overslaan, met een reden", key="o")
_OTHER = Item("ANDERE", "Eerst een andere stap", key="a")
_BACK = Item("TERUG", "Terug: een eerder antwoord wijzigen of aanvullen", key="t")
_NOTE = Item("NOTITIE", "Notitie maken", key="n")
_WHY = Item("UITLEG", "Uitleg: waarom deze stap?", key="u")
_PAUSE = Item("PAUZE", "Pauze: stoppen en later verder", key="p")
_FILL = "aanvullen"
_EXPORT = Item("exporteren", "Naar een bestand, om te bewaren of door te geven")
_CLOSE = Item("sluiten", "Dossier sluiten")
_MAY_STOP = "\nStoppen kan met Ctrl-C: wat u hebt ingevuld, is bewaard."


class Conversation:
    """A person at the keyboard, asked one thing at a time."""

    def __init__(self, asker: Asker, view: View, desk: Desk, now: Clock) -> None:
        self._ask = asker
        self._view = view
        self._desk = desk
        self._now = now
        self._coming: tuple[Visit, Sequence[Field]] | None = None
        self._well: Sequence[Visit] = ()
        self._prepared: dict[Visit, Mapping[str, Value]] = {}
        self._number = ""

    def reply(self, case: Case) -> Reply | None:
        """Ask until there is something to record; None when all is done."""
        self._number = case.number
        ask = self._after_the_end if case.position.ended else self._next
        try:
            return ask(case)
        except EOFError:
            if case.position.ended:
                return None
            _stop()

    def _next(self, case: Case) -> Reply:
        while True:
            visit: Visit | None = case.position.open[0]
            found: Reply | None = None
            if len(case.position.open) > 1:
                visit, found = self._pick(case)
            if visit and not found:
                found = self._answer(case, visit)
            if found:
                return found

    def _pick(self, case: Case) -> tuple[Visit | None, Reply | None]:
        """Ask which of several open steps comes now, or go back to an earlier one."""
        self._view.open_steps(case)
        visits = {visit.step: visit for visit in case.position.open}
        items = [
            Item(ref, case.step(visit).title, case.step(visit).actor)
            for ref, visit in visits.items()
        ]
        back = [_BACK] if case.standing else []
        chosen = self._ask.choose("Welke stap doet u nu?", [*items, *back, _NOTE, _PAUSE])
        if chosen in visits:
            return visits[chosen], None
        return None, self._control(chosen, case)

    def _control(self, chosen: str, case: Case) -> Reply | None:
        if chosen == _PAUSE.id:
            self._view.pausing(case)
            _stop()
        if chosen == _NOTE.id:
            self._desk.note(case)
            return None
        return self._back(case) if chosen == _BACK.id else None

    def _answer(self, case: Case, visit: Visit) -> Reply | None:
        """Ask what became of a step; None to look at what is open again."""
        step = case.step(visit)
        self._view.step(case, visit)
        other = [_OTHER] if len(case.position.open) > 1 else []
        back = [_BACK] if case.standing else []
        question = _question(case, visit)
        while True:
            items = [*self._answers(case, visit), *other, *back, _NOTE, _WHY, _PAUSE]
            # Pointed at is what does no harm: an Enter too many must never be an answer.
            chosen = self._ask.choose(question, items, _WHY.id)
            if chosen == _WHY.id:
                self._view.why(case, visit)
            elif chosen == _NOTE.id:
                self._desk.note(case)
            elif chosen in (_OTHER.id, _BACK.id, _PAUSE.id):
                return self._control(chosen, case)
            elif chosen.startswith(_TEXT):
                case = self._look_at(case, visit, chosen.removeprefix(_TEXT))
            elif found := self._given(visit, step, chosen):
                return found

    def _answers(self, case: Case, visit: Visit) -> list[Item]:
        """Return what can be chosen as an answer, with the texts that help to get there."""
        step = case.step(visit)
        texts: list[Item] = []
        later: list[Item] = []
        for kind in self._desk.kinds(case, visit):
            waits = kind in step.documents and self._desk.tells(kind, step.fields)
            (later if waits else texts).append(self._text(case, visit, kind, waits=waits))
        if step.several:
            follows = what_follows(case, visit, (step.options[0].id,))
            return [*texts, Item(_CHOOSE, "Antwoord kiezen (meer dan één mag)", follows)]
        if step.kind is StepKind.QUESTION:
            options = (
                Item(option.id, option.title, what_follows(case, visit, (option.id,)))
                for option in step.options
            )
            return [*texts, *options]
        follows = what_follows(case, visit, (DONE,))
        done = [Item(DONE, "Gedaan", follows)]
        if step.fields:
            done = [
                Item(DONE, "Gedaan, en nu vastleggen", follows),
                Item(_LATER, "Gedaan, gegevens later aanvullen"),
            ]
        return [*texts, *done, *later, _SKIP]

    def _text(self, case: Case, visit: Visit, kind: str, *, waits: bool) -> Item:
        """Return a text to be made ready; `waits`: it tells what is asked when the step is done."""
        made = case.document(visit, kind)
        settled = " (vastgesteld)" if made and made.settled else ""
        hint = "kan ook na 'Gedaan': dan staan uw gegevens erin" if waits else ""
        return Item(_TEXT + kind, f"Tekst klaarmaken: {self._desk.title(kind)}{settled}", hint)

    def _given(self, visit: Visit, step: Step, chosen: str) -> Give | None:
        if chosen == SKIPPED:
            question = "Waarom slaat u deze stap over?"
            reason = ask_reason(self._ask, question, step.skip_reasons)
            return Give(visit, (SKIPPED,), skipped_because=reason) if reason else None
        if chosen == _LATER:
            return Give(visit, (DONE,))
        choice = ask_several(self._ask, step) if chosen == _CHOOSE else (chosen,)
        if choice is None:
            return None
        self._coming = visit, [field for field in step.fields if goes_with(field, choice)]
        return Give(visit, choice)

    def supplements(self, case: Case, visit: Visit) -> Iterator[Supplement]:
        """Ask the fields that come with the answer just given, one by one."""
        if case.events[-1].kind is Kind.REVISED:
            self._tell_revised(case)
        self._tell_given(case, visit)
        self._tell_terms(case)
        well, self._well = self._well, ()
        yield from (Supplement(one, {}) for one in well)
        coming, self._coming = self._coming, None
        if coming is None or coming[0] != visit:
            return
        prepared = self._prepared.pop(visit, {})
        if coming[1]:
            self._ask.tell(_MAY_STOP)
        try:
            for field in coming[1]:
                if field.id in case.answers[visit].fields:
                    continue
                value = prepared.get(field.id)
                if value is None:
                    if field.role is Role.AANGIFTE:
                        self._warn_under_12(case)
                    value = ask_anew(self._ask, case, visit, field, self._now)
                if value is not None:
                    yield Supplement(visit, {field.id: value})
        except EOFError:
            _stop()

    def _tell_given(self, case: Case, visit: Visit) -> None:
        """Read back the answer that was just recorded."""
        if case.events[-1].kind in (Kind.ANSWERED, Kind.SKIPPED):
            said = labelled(case.step(visit).title, case.said(case.answers[visit])).rstrip(".")
            self._ask.tell(f"Vastgelegd: {said}.")

    def _tell_terms(self, case: Case) -> None:
        """Say which terms the answer just given has started or ended, or would have started."""
        for one in deadlines(case):
            if one.ended and one.ended.number == case.count:
                self._ask.tell(f"Een termijn is door dit antwoord niet meer nodig: {one.what}")
            elif one.number == case.count and one.running:
                self._ask.tell(f"Er loopt nu een termijn, tot {one.said}. {one.what}")
        for idle in not_running(case):
            if idle.number == case.count:
                self._ask.tell(f"Een termijn {idle.lacks}. {idle.what}")

    def _tell_revised(self, case: Case) -> None:
        """Say what a revision, now recorded, has brought about."""
        self._ask.tell("Het nieuwe antwoord geldt nu. Het eerdere blijft in het dossier staan.")
        lapsed = listing(case.step(visit).title for visit in case.position.lapsed)
        if lapsed:
            self._ask.tell(f"Vervallen, maar bewaard: {lapsed}.")
        review = listing(
            case.step(one.visit).title for one in case.standing if one.visit in case.to_review
        )
        if review:
            self._ask.tell(f"Kijk nog na of dit klopt: {review}.")

    def _back(self, case: Case) -> Reply | None:
        found = look_back(self._ask, case, self._now)
        if isinstance(found, Looked):
            first, *self._well = found.visits
            return Supplement(first, {})
        if isinstance(found, Revise):
            self._coming = found.visit, come_with(case, found)
        return self._fill(found) if isinstance(found, Filling) else found

    def _fill(self, found: Filling) -> Supplement | None:
        """Ask empty fields until one gets a value; the rest comes after that is recorded."""
        for place, field in enumerate(found.fields, 1):
            value = ask_field(self._ask, field, self._now)
            if value is not None:
                self._coming = found.answer.visit, found.fields[place:]
                return Supplement(found.answer.visit, {field.id: value})
        return None

    def _look_at(self, case: Case, visit: Visit, kind: str) -> Case:
        """Show a text that a step calls for, to be copied before it is sent or posted.

        Returns the case as it is by then.
        """
        if kind == STATEMENT:
            self._look_at_statement(case, visit)
            return case
        return self._desk.prepare(case, visit, kind)

    def _copy(self, text: str) -> None:
        if self._desk.copy(text):
            self._ask.tell("De tekst staat op het klembord. Plak hem waar u hem nodig hebt.")
            return
        self._ask.tell(
            "Er is geen klembord gevonden. Selecteer de tekst hieronder en kopieer hem. Het is "
            "één lange regel, die bij het plakken heel blijft. Daarom breekt hij op het scherm "
            "soms af midden in een woord.\n"
        )
        self._view.unbroken(text)

    def _look_at_statement(self, case: Case, visit: Visit) -> None:
        """Show both forms of the statement; what is chosen to be posted is noted as sent."""
        self._warn_under_12(case)
        answer = self._ask.choose(
            "Moet in het statement staan dat er als het nodig is aangifte wordt gedaan?",
            [Item("nee", "Nee"), Item("ja", "Ja, daar kiest de directie voor")],
        )
        aangifte = answer == "ja"
        if remark := talk_remark(case, visit):
            self._ask.tell(remark)
        short = False
        while True:
            text = self._desk.statement(case, visit, short=short, aangifte=aangifte)
            self._view.document(self._desk.title(STATEMENT), text)
            items = [
                Item("kopieer", "Ik ga deze tekst plaatsen: kopieer hem naar het klembord"),
                Item("neem", "Ik ga deze tekst plaatsen, zonder kopiëren"),
                Item("ander", "De gewone tekst" if short else "De korte tekst (tot 150 tekens)"),
                Item("verder", "Terug naar de stap"),
            ]
            chosen = self._ask.choose("Wat wilt u met deze tekst?", items, "verder")
            if chosen == "ander":
                short = not short
            elif chosen == "verder" or self._desk.may_be_posted(case, text, aangifte=aangifte):
                break
        if chosen == "kopieer":
            self._copy(text)
        if chosen != "verder":
            known: dict[Role | None, Value] = {Role.AANGIFTE: aangifte, Role.SENT: text}
            fields = case.step(visit).fields
            self._prepared[visit] = {one.id: known[one.role] for one in fields if one.role in known}
            self._ask.tell("Plaats de tekst onder het bericht. Kies daarna 'Gedaan'.")

    def _after_the_end(self, case: Case) -> Reply | None:
        self._view.finished(case)
        fill = [Item(_FILL, "Aanvullen wat nog leeg is")] if case.missing else []
        items = [Item("klaar", "Klaar"), *fill, _EXPORT, _CLOSE, _BACK]
        while True:
            chosen = self._ask.choose("Alle stappen zijn beantwoord. Wat wilt u nu?", items)
            if chosen == "klaar" or (chosen == _CLOSE.id and self._desk.close(case)):
                return None
            if chosen == _EXPORT.id:
                self._desk.export(case)
            found = self._back(case) if chosen == _BACK.id else None
            found = self._fill_in(case) if chosen == _FILL else found
            if found:
                return found

    def _fill_in(self, case: Case) -> Reply | None:
        found = fill_in(self._ask, case)
        return self._fill(found) if found else None

    def _warn_under_12(self, case: Case) -> None:
        if case.value_as(Role.UNDER_12) is True:
            self._ask.tell(f"Let op: {under_12_warning()}")

    def made(self, documents: Sequence[Document]) -> None:
        """Say what has been put in the case."""
        for one in documents:
            self._ask.tell(
                f"In het dossier bewaard: '{self._desk.title(one.kind)}'. Bekijken, wijzigen, "
                f"kopiëren of wegschrijven: stappenplan brief {one.kind} {self._number}"
            )

    def refused(self, error: Refused) -> None:  # noqa: ARG002 - it names steps by their ids
        """Say that another window was first."""
        self._ask.tell(
            "\nDit dossier is intussen in een ander venster veranderd. Uw laatste antwoord paste "
            "daar niet meer bij en is niet vastgelegd. Hieronder ziet u hoe het er nu voor staat."
        )


def _question(case: Case, visit: Visit) -> str:
    """Return what is asked at a step; at a plan's first action, what happened is put on record."""
    step = case.step(visit)
    if step.kind is StepKind.QUESTION:
        return "Wat is het antwoord?"
    first = step is case.graph.plan_of(visit.step).first
    return "Ligt dit vast?" if first else "Is deze stap gedaan?"


def _stop() -> NoReturn:
    raise Stopped("Gestopt.")
