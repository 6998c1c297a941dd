"""The words that a command chosen from the menu still needs: from a list where there is one."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from scala_cli.case.state import Case
from scala_cli.commands import letter_own
from scala_cli.commands.home.program import Argument, Command
from scala_cli.commands.own_plan import told
from scala_cli.commands.run import Run
from scala_cli.commands.walk import DEFAULT_PLAN
from scala_cli.errors import InvalidValue, WrongUse
from scala_cli.prompts.protocol import Item
from scala_cli.text import clean_line

_MOST_LISTED = 12
_BACK = Item("terug", "Terug", key="t")
_OTHER = Item("ander", "Een ander dossier: typ het nummer")
_ALONE = Item("geen", "Geen dossier: alleen de tekst")
_NO_CASES = (
    "Er is nog geen dossier waar dit bij hoort. Een nieuw incident begint met: stappenplan start"
)


class Back(Exception):
    """The person goes back to where it was chosen; nothing is done."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to ask, and the cases to choose from, the most urgent first.

    `complete`: there are no others, such as cases that can't be read.
    """

    run: Run
    cases: Sequence[Case]
    complete: bool = True


def arguments(desk: Desk, command: Command) -> list[str]:
    """Return the words behind a command, as they would have been typed.

    Raises `WrongUse` where there is nothing to choose from, `Back` for who goes back.
    """
    special = _SPECIAL.get(command.words)
    found = special(desk) if special else _needed(desk, command)
    # What was typed is never an option, whatever it begins with.
    return ["--", *found] if any(one.startswith("-") for one in found) and not special else found


def _needed(desk: Desk, command: Command) -> list[str]:
    found: list[str] = []
    for argument in command.needed:
        ask = _LISTS.get(argument.name)
        if ask:
            found.append(ask(desk, found))
        else:
            found += _typed(desk, argument)
    return found


def _typed(desk: Desk, argument: Argument) -> list[str]:
    question, several = _TYPED.get(argument.name, (f"{argument.help.rstrip('.')}:", False))
    text = desk.run.asker.line(question, argument.help if several else "", _some)
    return text.split() if several else [text]


def _some(typed: str) -> str:
    text = clean_line(typed)
    if not text:
        raise InvalidValue("Hier hoort iets te staan. Ctrl-C brengt u terug naar het menu.")
    return text


_TYPED = {"WOORD": ("Welke woorden zoekt u?", True)}


def _case(desk: Desk, _so_far: Sequence[str]) -> str:
    return pick(desk, "Welk dossier?", desk.cases)


def _other_case(desk: Desk, so_far: Sequence[str]) -> str:
    cases = [case for case in desk.cases if case.number not in so_far]
    return pick(desk, "Met welk ander dossier?", cases)


def _chosen(run: Run, question: str, items: Sequence[Item]) -> str:
    """Return the id of what is chosen from a list. Raises `Back`."""
    chosen = run.asker.choose(question, [*items, _BACK])
    if chosen == _BACK.id:
        raise Back
    return chosen


def pick(desk: Desk, question: str, cases: Sequence[Case], *first: Item) -> str:
    """Return the number of one of the cases, or one that is typed, or the id of a first item.

    The only one there is needs no choosing. Raises `WrongUse` where there are no cases at all,
    `Back` for who goes back.
    """
    if not cases and desk.complete:
        raise WrongUse(_NO_CASES)
    listed = [Item(case.number, _named(case)) for case in cases[:_MOST_LISTED]]
    all_there = desk.complete and len(listed) == len(cases)
    if all_there and len(listed) == 1 and not first:
        desk.run.asker.tell(f"\nDossier {listed[0].title}.")
        return listed[0].id
    chosen = _chosen(desk.run, question, [*first, *listed, *([] if all_there else [_OTHER])])
    return _number(desk) if chosen == _OTHER.id else chosen


def _number(desk: Desk) -> str:
    return desk.run.asker.line("Nummer van het dossier, zoals 2026-001:", "", _some)


def _named(case: Case) -> str:
    return f"{case.number}: {case.title}{' (gesloten)' if case.closed else ''}"


def _plan(desk: Desk, _so_far: Sequence[str]) -> str:
    run = desk.run
    items = [Item(one.id, one.title, told(run, one.id)) for one in run.library.plans.values()]
    return _chosen(run, "Welk stappenplan?", items)


_LISTS: dict[str, Callable[[Desk, Sequence[str]], str]] = {
    "NR": _case,
    "ANDER": _other_case,
    "ID": _plan,
}


def plan_to_follow(desk: Desk) -> list[str]:
    """Return which plan a new case follows, as an option; asked only of who has plans of their own.

    One in the place of the program's needs no choosing.
    """
    library = desk.run.library
    beside = [one for one in library.own if one not in library.instead]
    if not beside:
        return []
    plans = [library.plans[one] for one in (DEFAULT_PLAN, *beside)]
    items = [Item(one.id, one.title, told(desk.run, one.id)) for one in plans]
    chosen = desk.run.asker.choose("Welk stappenplan volgt u?", items, DEFAULT_PLAN)
    return [] if chosen == DEFAULT_PLAN else ["--plan", chosen]


def _open(desk: Desk) -> list[Case]:
    return [case for case in desk.cases if not case.closed]


def _go_on(desk: Desk) -> list[str]:
    cases = _open(desk)
    if not cases and desk.complete:
        raise WrongUse("Er staat geen dossier open. Een nieuw incident: stappenplan start")
    return [pick(desk, "Met welk dossier gaat u verder?", cases)]


def _letter(desk: Desk) -> list[str]:
    """Return which letter, and of which case: an open one comes first."""
    if not desk.cases and desk.complete:
        raise WrongUse(_NO_CASES)
    headers = letter_own.letters(desk.run).headers
    items = [Item(kind, one.title, f"voor {one.reader}") for kind, one in headers.items()]
    while True:
        kind = _chosen(desk.run, "Welke brief?", items)
        with suppress(Back):
            return [kind, pick(desk, "Bij welk dossier hoort de brief?", desk.cases)]


def _statement(desk: Desk) -> list[str]:
    cases = _open(desk)
    number = _ALONE.id
    if cases:
        number = pick(desk, "Bij welk dossier hoort het statement?", cases, _ALONE)
    form = _chosen(desk.run, "Hoe wilt u het?", _FORMS)
    return [*([] if number == _ALONE.id else [number]), *_OPTIONS[form]]


_FORMS = (
    Item("gewoon", "De gewone tekst"),
    Item("gewoon-kopie", "De gewone tekst, ook op het klembord", "--kopieer"),
    Item("kort", "Hoogstens 150 tekens", "--kort"),
    Item("kort-kopie", "Hoogstens 150 tekens, ook op het klembord", "--kort --kopieer"),
)
_OPTIONS = {
    "gewoon": [],
    "gewoon-kopie": ["--kopieer"],
    "kort": ["--kort"],
    "kort-kopie": ["--kort", "--kopieer"],
}


def _export(desk: Desk) -> list[str]:
    number = _case(desk, ())
    return [number, *_options(*how_to_export(desk.run))]


def _options(reader: str, form: str) -> list[str]:
    return ["--voor", reader, "--vorm", form]


def how_to_export(run: Run) -> tuple[str, str]:
    """Return for whom an export is, and in which form. Raises `Back`."""
    reader = _chosen(run, "Voor wie is het? (--voor)", _READERS)
    return reader, _chosen(run, "In welke vorm? (--vorm)", _SHAPES)


_READERS = (
    Item("volledig", "Voor uzelf: het hele dossier"),
    Item("bestuur", "Voor het bestuur: wat er is gedaan en besloten"),
    Item("betrokkene", "Voor de betrokkene die inzage vraagt"),
    Item("politie", "Voor de politie: feiten, tijden en bewijs"),
)
_SHAPES = (
    Item("pdf", "PDF, om af te drukken of te mailen"),
    Item("md", "Platte tekst met opmaaktekens (Markdown)"),
    Item("json", "Voor een ander programma (JSON)"),
)
_SPECIAL: dict[tuple[str, ...], Callable[[Desk], list[str]]] = {
    ("verder",): _go_on,
    ("brief",): _letter,
    ("statement",): _statement,
    ("exporteer",): _export,
}
