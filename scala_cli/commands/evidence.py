"""`dossier bewijs`: what was found, where, when and by whom, with the fingerprint of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scala_cli import clock
from scala_cli.case import drafts
from scala_cli.case.drafts import File, Found
from scala_cli.case.events import Draft
from scala_cli.case.state import Case
from scala_cli.case.values import limited, parse_link
from scala_cli.commands.evidence_file import ReadFile, read_file, typed_file
from scala_cli.commands.recording import (
    NOTHING,
    case_to_add_to,
    if_broken_off,
    keep,
    on_the_line,
    tell,
    tell_if_closed,
)
from scala_cli.commands.run import Run
from scala_cli.errors import Stopped, WrongUse
from scala_cli.facts import facts
from scala_cli.prompts.protocol import Item
from scala_cli.screen import entry_views
from scala_cli.settings import recorder
from scala_cli.text import LINE_LIMIT, clean_line

_EMPTY = "Leeg laten mag."
_WHEN = f"Bijvoorbeeld: vandaag, gisteren 14:30 of 20 nov 9:15. {_EMPTY}"
_DOUBT = Item("ja", "Ja, of ik twijfel")


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line; None where it wasn't."""

    link: str | None
    account: str | None
    finder: str | None
    moment: str | None
    text: str | None
    file: Path | None
    keep_file: bool

    @property
    def nothing(self) -> bool:
        """Tell whether there is nothing of what makes evidence."""
        parts = (self.link, self.account, self.finder, self.moment, self.text, self.file)
        return all(part is None for part in parts)


def evidence(run: Run, number: str, given: Given) -> None:
    """Add evidence to a case, after the warning for what must never be stored."""
    tell(run, _warning())
    if given.keep_file and given.file is None:
        raise WrongUse(f"--bewaar-bestand hoort bij --bestand. Noem het bestand. {NOTHING}")
    with run.dossier() as dossier:
        with if_broken_off():
            case = case_to_add_to(dossier, number)
            tell_if_closed(run, case)
            ask = given.nothing and run.has_person
            found, data = _asked(run, case) if ask else _told(run, given)
        event = keep(dossier, case, _drafting(found), data)
    run.printer.show(entry_views.evidence_added(event))


def _warning() -> str:
    """Return what must never be stored or forwarded, and what to do instead."""
    fact = facts()["seksueel-beeld-minderjarige"]
    return (
        "Let op: een beeld van een naakte minderjarige mag u nooit opslaan of doorsturen, ook "
        f"niet als bewijs. {_INSTEAD} {fact.text} ({fact.basis})"
    )


_INSTEAD = "Bel de politie, en beschrijf hier alleen in woorden wat u zag."


def _drafting(found: Found) -> Callable[[Case], Draft]:
    return lambda _case: drafts.evidence(found, recorder())


def _told(run: Run, given: Given) -> tuple[Found, bytes | None]:
    """Return the evidence from the command line. Raises `WrongUse` for what can't be taken."""
    values = {
        "--link": given.link,
        "--account": given.account,
        "--vinder": given.finder,
        "--moment": given.moment,
        "--tekst": given.text,
    }
    parsers = _parsers(run)
    said = {}
    for name, value in values.items():
        with on_the_line(name):
            said[name] = parsers[name](value or "")
    read = None
    if given.file is not None:
        with on_the_line("--bestand"):
            read = _looked_at(run, read_file(given.file, keep=given.keep_file))
    found = _found(said, read)
    with on_the_line():
        drafts.evidence(found, recorder())
    return found, read.data if read else None


def _found(said: Mapping[str, str], read: ReadFile | None) -> Found:
    return Found(
        link=said["--link"],
        account=said["--account"],
        finder=said["--vinder"],
        happened=said["--moment"] or None,
        text=said["--tekst"],
        file=read.file if read else None,
    )


def _parsers(run: Run) -> Mapping[str, Callable[[str], str]]:
    """Return how each part is read; each raises `InvalidValue` and takes an empty text."""
    return {
        "--link": _link,
        "--account": _line,
        "--vinder": _line,
        "--moment": lambda typed: _moment(run, typed),
        "--tekst": drafts.optional,
    }


def _link(typed: str) -> str:
    line = clean_line(typed)
    return parse_link(line) if line else ""


def _line(typed: str) -> str:
    return limited(clean_line(typed), LINE_LIMIT)


def _moment(run: Run, typed: str) -> str:
    """Return a stamp or a day that has been."""
    line = clean_line(typed)
    if not line:
        return ""
    now = run.clock()
    return clock.must_have_been(clock.parse_moment(line, now), now)


def _asked(run: Run, case: Case) -> tuple[Found, bytes | None]:
    """Return the evidence as a person tells it, part by part."""
    ask, parsers = run.asker, _parsers(run)
    help_ = facts()["bewijs"]
    ask.tell(f"\nBewijs bij dossier {case.number}: {case.title}.\n{help_.text} ({help_.basis})")
    said = {
        "--link": ask.line("Op welke link staat het?", _EMPTY, parsers["--link"]),
        "--account": ask.line("Welk account plaatste het?", _EMPTY, parsers["--account"]),
        "--vinder": ask.line("Wie vond het?", _EMPTY, parsers["--vinder"]),
        "--moment": ask.line("Wanneer is het gevonden?", _WHEN, parsers["--moment"]),
    }
    if said["--moment"]:
        ask.tell(f"Genoteerd: {clock.say_in_full(said['--moment'])}.")
    hint = f"Beschrijf beeld in woorden. {_EMPTY}"
    said["--tekst"] = ask.long("Wat is er te zien of te lezen?", hint, parsers["--tekst"])
    read = ask.line("In welk bestand staat de schermafbeelding?", f"{_FILE} {_EMPTY}", typed_file)
    if not read and not any(said.values()):
        raise Stopped(f"Er is niets ingevuld. {NOTHING}")
    return _found(said, read), None


_FILE = (
    "Alleen de naam en een vingerafdruk komen in het dossier. Sleep het bestand hierheen of typ "
    "het pad."
)


def _looked_at(run: Run, read: ReadFile) -> ReadFile:
    """Return what was read, its bytes only if nobody who is there sees a naked minor on it."""
    if read.data is None or not run.has_person:
        return read
    question = f"Is op '{read.file.name}' een naakte minderjarige te zien?"
    if run.asker.choose(question, [Item("nee", "Nee"), _DOUBT], _DOUBT.id) == "nee":
        return read
    tell(run, f"Het bestand wordt niet bewaard, alleen de vingerafdruk. {_INSTEAD}")
    file = read.file
    return ReadFile(File(file.name, file.sha256, file.size, kept=False), None)
