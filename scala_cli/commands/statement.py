"""`statement`: the short public text, with or without a case."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli import own_letters
from scala_cli.commands.run import Run, say
from scala_cli.documents.contexts.statement import StatementContext, statement_context
from scala_cli.documents.render import marked, render_shipped, unmarked

if TYPE_CHECKING:
    from scala_cli.case.state import Case
    from scala_cli.documents.guard import Known
    from scala_cli.dossier.store import Dossier
    from scala_cli.facts import Platform

# Without a case it should be there at once: what only a case needs is loaded with it.

KIND = "statement"
STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    channel: str | None
    short: bool
    aangifte: bool
    talked: bool
    copy: bool
    target: Path | None
    overwrite: bool


def statement(run: Run, number: str | None, wish: Wish) -> None:
    """Print the statement; nothing but its text goes to stdout."""
    channel = _channel(wish)
    if number is None:
        text = _without_case(run, wish)
        _give(text, wish)
    else:
        from scala_cli.commands.reading import must_be_unchanged
        from scala_cli.facts import platforms

        with run.dossier() as dossier:
            case = dossier.case(number)
            must_be_unchanged(case)
            _warn(case, wish)
            text = _of_case(case, wish)
            channel = channel or platforms().get(case.platform or "")
            _give(text, wish)
            _keep(run, dossier, case, text)
    if channel:
        _advise(channel, unmarked(text), wish)


def _channel(wish: Wish) -> "Platform | None":
    if wish.channel is None:
        return None
    from scala_cli.commands import choosing

    return choosing.channel(wish.channel)


def _without_case(run: Run, wish: Wish) -> str:
    """Return the statement; the guard has nothing to say of the program's own words."""
    talked = wish.talked or _ask_talked(run)
    context = StatementContext(gesproken=talked, aangifte=wish.aangifte, kort=wish.short)
    if KIND not in own_letters.in_use().kinds:
        return marked(render_shipped(KIND, context), drill=run.settings.drill)
    from scala_cli.commands.letter_own import render_surely
    from scala_cli.documents.guard import Known

    text = render_surely(KIND, context, drill=run.settings.drill)
    _guard(text, Known(talked=talked), wish, "stappenplan denk-na")
    return text


def _ask_talked(run: Run) -> bool:
    """Ask whether there has been a talk; without a person it isn't claimed."""
    if not run.has_person:
        return False
    from scala_cli.prompts.protocol import Item

    items = [Item("nee", "Nee, of nog niet"), Item("ja", "Ja")]
    return run.asker.choose("Is er met de betrokken persoon gesproken?", items) == "ja"


def _of_case(case: "Case", wish: Wish) -> str:
    from scala_cli.commands.letter_own import render_surely
    from scala_cli.documents.guard import known_of

    context = statement_context(case, aangifte=wish.aangifte, kort=wish.short)
    text = render_surely(KIND, context, drill=case.drill)
    _guard(text, known_of(case), wish, f"stappenplan denk-na --dossier {case.number}")
    return text


def _guard(text: str, known: "Known", wish: Wish, look: str) -> None:
    """Say what the guard finds; --aangifte is the directie's choice, and length is told apart."""
    from scala_cli.commands import guarding
    from scala_cli.documents.guard import findings

    told = replace(known, aangifte=known.aangifte or wish.aangifte, platform=None)
    guarding.say_of(findings(text, told), look)


def _warn(case: "Case", wish: Wish) -> None:
    refused = [
        one for one in case.standing if one.skipped and KIND in case.step(one.visit).documents
    ]
    if refused:
        say(f"In dit dossier staat dat er geen statement komt: {refused[-1].skipped_because}.")
    from scala_cli.case.talks import spoken_to
    from scala_cli.plan.model import Party, Role

    spoken = spoken_to(case)
    if wish.talked and spoken is not Party.POSTER:
        with_whom = "gesprek met de plaatser" if spoken else "gesprek"
        then = (
            "zegt alleen dat er over het bericht gesproken is" if spoken else "zegt er niets over"
        )
        say(
            f"In dossier {case.number} is geen {with_whom} vastgelegd; het statement {then}. Leg "
            f"het gesprek eerst vast: stappenplan verder {case.number}"
        )
    named = wish.aangifte or case.value_as(Role.AANGIFTE) is True
    if named and case.value_as(Role.UNDER_12) is True:
        from scala_cli.facts import under_12_warning

        say(f"Let op: {under_12_warning()}")


def _keep(run: Run, dossier: "Dossier", case: "Case", text: str) -> None:
    """Record the text in the case, unless it is the last one that was made."""
    from scala_cli.case.events import CaseMoved, Kind
    from scala_cli.case.replies import document_draft
    from scala_cli.settings import recorder

    made = [one.text for one in case.documents if one.kind == KIND]
    if case.closed or (made and made[-1] == text):
        return
    draft = document_draft(Kind.DOCUMENT, KIND, text, None, recorder())
    try:
        dossier.append(case.number, draft, case.count)
    except CaseMoved:
        _keep(run, dossier, dossier.case(case.number), text)


def _give(text: str, wish: Wish) -> None:
    if wish.target in (None, STDOUT):
        # At once: a text that could not be printed is not kept either.
        print(text, flush=True)
    elif wish.target is not None:
        from scala_cli import files

        files.write_text(wish.target, f"{text}\n", overwrite=wish.overwrite)
        say(f"Het statement staat in {files.shown(wish.target)}.")
    if wish.copy:
        from scala_cli import clipboard

        say(clipboard.copy_and_say(text))


def _advise(channel: "Platform", text: str, wish: Wish) -> None:
    """Say how the length compares to what the platform takes: advice, not law."""
    if channel.limit is None:
        say(f"{channel.name}: hoe lang een reactie mag zijn is niet bevestigd.")
        return
    fits = "past" if len(text) <= channel.limit else "past niet"
    hint = "" if len(text) <= channel.limit or wish.short else " Met --kort is hij korter."
    say(
        f"{channel.name}: een reactie mag {channel.limit} tekens hebben ({channel.basis}). Deze "
        f"tekst heeft er {len(text)} en {fits}.{hint}"
    )
