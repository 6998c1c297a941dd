"""What would be erased, what was, and where it may still stand: pure, from cases to pages."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from textwrap import shorten

from scala_cli.case import entries
from scala_cli.case.apart import numbered
from scala_cli.case.entries import Closing
from scala_cli.case.events import Event, Kind
from scala_cli.case.state import Case
from scala_cli.case.wording import what
from scala_cli.clock import day_of, say, say_day
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Pairs, Table, Words
from scala_cli.text import listing

Place = tuple[str, str, str]
"""A file made from the dossier: what it is, the stamp of when it was made, its path."""
_LONGEST = 60
_STAYS = (
    "Wat blijft: het nummer, de momenten, de stap en wat er is gekozen. En dat er is gewist, "
    "wanneer en waarom."
)
_GOES = "alle tekst die erbij hoort, en wie het vastlegde. Wat is gewist, komt niet terug."


def to_erase(case: Case, numbers: Sequence[int], *, whole: bool, today: date) -> Page:
    """Return what would go and what stays; what matters most is nearest to the question."""
    rows = [
        (str(event.number), say(event.recorded), _short(case, event))
        for event in case.events
        if event.number in numbers
    ]
    blocks: list[Block] = [
        Heading(f"Dossier {case.number}: dit wordt gewist", 1),
        Table(("nr", "vastgelegd", "wat"), rows),
    ]
    if whole:
        blocks += _whole(case, len(numbers), today)
    goes = f"Wat weggaat uit dossier {case.number}: {_GOES}"
    return Page([*blocks, Words(_STAYS), Words(goes, strong=True)])


def _short(case: Case, event: Event) -> str:
    return shorten(what(case, event), _LONGEST, placeholder=" …")


def _whole(case: Case, count: int, today: date) -> Iterator[Block]:
    closed = entries.closing(case)
    until = [("Te bewaren tot en met", say_day(closed.kept_until))] if closed else []
    yield Pairs([("Het hele dossier", f"{case.title}, {count} gebeurtenissen"), *until])
    if closed and closed.kept_until >= today:
        yield Items([Item("Die dag is nog niet voorbij.")], warning=True)


def held(case: Case, event: Event) -> Page:
    """Return what holds a case back from being erased."""
    return Page([Items([Item(_hold(case, event))], warning=True)])


def _hold(case: Case, event: Event) -> str:
    since = say_day(day_of(event.recorded))
    return f"Sinds {since}, gebeurtenis {event.number}: {what(case, event)}"


def erased(case: Case, numbers: Sequence[int], echoes: Sequence[int], links: Sequence[str]) -> Page:
    """Return what was erased, and where else the same words still stand.

    `case` is as it was before: it still says what its events were. `links` are of the cases in
    which an erased link stands as well.
    """
    words = f"Gewist in dossier {case.number}: {numbered(map(str, numbers))}."
    blocks: list[Block] = [Words(words, strong=True)]
    if echoes:
        blocks += _still(case, echoes)
    for other in links:
        blocks.append(
            Words(
                f"De koppeling staat ook in dossier {other}. Zoek daar het nummer op met: "
                f"stappenplan dossier toon {other}"
            )
        )
    search = "stappenplan dossier zoek WOORD"
    return Page([*blocks, Words(f"Staat het ook in een ander dossier? Zoek met: {search}")])


def _still(case: Case, echoes: Sequence[int]) -> Iterator[Block]:
    found = [event for event in case.events if event.number in echoes]
    yield Heading("Dezelfde woorden staan nog in")
    yield Items([_echo(case, event) for event in found])
    if any(event.kind is not Kind.ERASED for event in found):
        yield Words(f"Wis die ook met: stappenplan dossier wis {case.number} NUMMER")


def _echo(case: Case, event: Event) -> Item:
    stays = "een grond blijft staan" if event.kind is Kind.ERASED else ""
    return Item(f"gebeurtenis {event.number}: {_short(case, event)}", stays)


def unswept() -> Page:
    """Return that the file's pages may still hold traces."""
    return Page(
        [
            Words(
                "Het bestand kon nu niet opnieuw worden geschreven: de schijf is vol of een ander "
                "venster is bezig. Resten van de tekst kunnen er, versleuteld, nog in staan. Bij "
                "de volgende opdracht gebeurt het vanzelf."
            )
        ]
    )


def elsewhere(there: Sequence[Place], away: Sequence[Place]) -> Page:
    """Return which files still hold what was erased, as far as is known."""
    blocks: list[Block] = []
    if there:
        blocks += [Heading("Dit ligt nog ergens anders"), _places(there)]
    if away:
        blocks += [Heading("Hier kan het programma nu niet bij"), _places(away)]
    if blocks:
        blocks.append(
            Words(
                "Ook daar kan het nog in staan. Het programma kan dat niet voor u wissen: gooi "
                "exports zelf weg. Maak een nieuwe reservekopie en gooi de oude weg.",
                strong=True,
            )
        )
    unknown = "Wat u zelf hebt gekopieerd, verplaatst of verstuurd, kent het programma niet."
    return Page([*blocks, Words(unknown, quiet=True)])


def forgotten(gone: Sequence[Place]) -> Page:
    """Return which files had gone already, and are noted no longer."""
    if not gone:
        return Page()
    return Page([Heading("Al weg, en van de lijst gehaald"), _places(gone)])


def _places(places: Sequence[Place]) -> Items:
    return Items([Item(f"{path}", f"{kind} van {say(made)}") for kind, made, path in places])


def to_clean(may_go: Sequence[Case], held_back: Sequence[Case]) -> Page:
    """Return which cases would go and on what ground, and which stay though their day is past."""
    blocks: list[Block] = []
    if held_back:
        blocks += [Heading("Blijft, al is de dag voorbij"), *_held_back(held_back)]
    if may_go:
        blocks += [Heading("Lang genoeg bewaard: dit wordt gewist", 1), *_going(may_go)]
        count = "1 dossier" if len(may_go) == 1 else f"{len(may_go)} dossiers"
        blocks += [Words(_STAYS), Words(f"Wat weggaat uit {count}: {_GOES}", strong=True)]
    return Page(blocks)


def _held_back(cases: Sequence[Case]) -> Iterator[Block]:
    for case in cases:
        if event := entries.hold(case):
            yield Items([Item(f"{case.number}: {_hold(case, event)}")])
            yield Pairs([("Vrijgeven", f"stappenplan dossier notitie {case.number} --vrijgeven")])


def _going(cases: Sequence[Case]) -> Iterator[Block]:
    for case in cases:
        if closed := entries.closing(case):
            yield Items([Item(f"{case.number}: {case.title}")])
            yield Pairs(list(_kept(closed)))


def _kept(closed: Closing) -> Iterator[tuple[str, str]]:
    yield "Gesloten sinds", say_day(day_of(closed.event.happened))
    yield "Te bewaren tot en met", say_day(closed.kept_until)
    if closed.basis:
        yield "Op grond van", closed.basis


def nothing_to_clean(cases: Sequence[Case], today: date) -> Page:
    """Return that no case may go yet, and on which day the first may."""
    ahead = sorted(
        (closed.kept_until, case.number)
        for case in cases
        if (closed := entries.closing(case)) and closed.kept_until >= today
        if not case.erased and not entries.hold(case)
    )
    words = "Er is niets op te schonen."
    if ahead:
        day, number = ahead[0]
        first = say_day(day + timedelta(days=1))
        words = f"{words} Dossier {number} kan als eerste weg, op {first}."
    else:
        words = f"{words} Er is geen gesloten dossier dat op een dag wacht."
    return Page([Words(words, strong=True)])


def cleaned(numbers: Sequence[str]) -> Page:
    """Return which cases were erased."""
    count = "1 dossier" if len(numbers) == 1 else f"{len(numbers)} dossiers"
    return Page([Words(f"Gewist: {count} ({listing(numbers)}).", strong=True)])
