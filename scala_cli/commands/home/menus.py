"""What can be chosen at home, and the command line that does the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from scala_cli.case.state import Case
from scala_cli.commands.home.program import HELP, Command, line
from scala_cli.commands.home.standing import Standing, Status
from scala_cli.prompts.protocol import Item
from scala_cli.settings import DRILL

_MOST_BY_NAME = 3
"""The most open cases that get a line of their own in the menu; more are chosen next."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: a command line, or with a `way` something of the menu's own.

    `takes` is what the command needs besides, as its help calls it; choosing it asks for that.
    `key` is the letter that chooses it in every menu, however many items there are.
    """

    title: str
    words: tuple[str, ...] = ()
    takes: str = ""
    way: str = ""
    key: str = ""

    @property
    def id(self) -> str:
        """Return what it is chosen by; at plain lines the command itself can be typed."""
        return self.way or " ".join(self.words)

    @property
    def item(self) -> Item:
        """Return it with the command line that does the same."""
        takes = [self.takes] if self.takes else []
        shown = line([*self.words, *takes]) if self.words else ""
        return Item(self.id, self.title, shown, self.key)


START = Entry("Nieuw incident", ("start",))
PRACTISE = Entry("Oefenen met een verzonnen incident", ("start", DRILL))
PRACTISE_ON = Entry("Verder met de oefening", ("verder", DRILL))
PRACTISED = Entry("De oefening weggooien", ("opschonen", DRILL))
OPEN = Entry("Het dossier openen met het wachtwoord", way="openen")
STATEMENT = Entry("Het statement onder het bericht", ("statement",))
LETTER = Entry("Een brief of verslag", ("brief",), "SOORT")
FIND = Entry("Zoeken in de dossiers", ("dossier", "zoek"), "WOORD")
VIEW = Entry("Bekijken: wat te laat is, een dossier of het schooljaar", way="bekijken")
DUE = Entry("Wat er te doen is en wat te laat is", ("wat-nu",))
CASE = Entry("Een dossier", ("dossier", "toon"), "NR")
ADD = Entry("Notitie of bewijs toevoegen", ("dossier", "notitie"), "NR", "toevoegen")
NOTE = Entry("Een notitie", ("dossier", "notitie"), "NR")
EVIDENCE = Entry("Bewijs: link, account of schermafbeelding", ("dossier", "bewijs"), "NR")
YEAR = Entry("Het schooljaar in cijfers", ("overzicht",))
SETTINGS = Entry("Instellingen: wachtwoord en school", ("instellingen",))
PLAN = Entry("De stappenplannen lezen", ("plan", "toon"), "ID")
EXPLAIN = Entry("Uitleg", (HELP,))
ALL = Entry("Alle opdrachten", way="alles")
STOP = Entry("Stoppen", way="stoppen", key="s")
BACK = Entry("Terug", way="terug", key="t")
HOME = Entry("Terug naar het menu", way="menu", key="m")


def main(standing: Standing, room: int) -> list[Entry]:
    """Return the home menu; `room` is how many lines there are for it and the cases together."""
    # Within the drill every new incident is made up.
    practise = [] if standing.run.settings.drill else [PRACTISE]
    if standing.status is Status.NEW:
        return [START, *practise, STATEMENT, PLAN, EXPLAIN, ALL, STOP]
    going_on = _going_on(standing, room)
    if room < _ROOMY:
        practise = []
    others = [STATEMENT, LETTER, FIND, ADD, VIEW, SETTINGS, *practise, ALL, STOP]
    return [START, *going_on, *others] if standing.status is Status.OPEN else [OPEN, START, *others]


def _going_on(standing: Standing, room: int) -> list[Entry]:
    found = standing.open_cases
    by_name = [_go_on(case) for case in found]
    if len(found) <= 1:
        return by_name
    # Each case takes a line above the menu too.
    fits = 2 * len(found) + len(_BESIDE) <= room
    if len(found) <= _MOST_BY_NAME and fits:
        return by_name
    return [Entry(f"Verder met een van de {len(found)} open dossiers", ("verder",))]


_ROOMY = 24
"""With so many lines practising has one of its own; with less it is among all commands."""
_BESIDE = (START, STATEMENT, LETTER, FIND, ADD, VIEW, SETTINGS, ALL, STOP)


def _go_on(case: Case) -> Entry:
    return Entry(f"Verder met {case.number}", ("verder", case.number))


def harmless(standing: Standing, entries: Sequence[Entry]) -> str:
    """Return what to point at beforehand: an Enter unawares must not open a case."""
    if standing.status is Status.OPEN and not standing.open_cases:
        return STOP.id
    going_on = [one for one in entries if one.words[:1] == ("verder",)]
    return (going_on or entries)[0].id


def groups(commands: Sequence[Command]) -> dict[str, list[Command]]:
    """Return all commands under headings: what an incident needs first, then by their groups."""
    found: dict[str, list[Command]] = {_INCIDENT: [], _HOUSE: []}
    for one in commands:
        by_itself = _INCIDENT if one.words[0] in _FOR_AN_INCIDENT else _HOUSE
        found.setdefault(one.group.rstrip(".") or by_itself, []).append(one)
    # Keeping house comes last.
    found[_HOUSE] = found.pop(_HOUSE)
    return {title: inside for title, inside in found.items() if inside}


_INCIDENT = "Een incident: beginnen, verdergaan, statement en brieven"
_FOR_AN_INCIDENT = ("start", "verder", "wat-nu", "statement", "brief", "denk-na")
_HOUSE = "Uitvoer, overzicht, wachtwoord en onderhoud"


def inside(title: str, commands: Sequence[Command]) -> list[Entry]:
    """Return the commands under a heading, and practising with those that an incident needs."""
    found = [listed(one) for one in commands]
    return [*found, PRACTISE, PRACTISE_ON, PRACTISED] if title == _INCIDENT else found


def listed(command: Command) -> Entry:
    """Return a command as one of all."""
    takes = " ".join(one.name for one in command.needed)
    return Entry(command.help.rstrip("."), command.words, takes)
