"""The details of the school that letters use: kept in the dossier, asked once, changed at will."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scala_cli.commands.run import Run, say
from scala_cli.documents.school import (
    DETAILS,
    NAMES,
    School,
    logo_bytes,
    parse_detail,
    school_of,
    setting,
)
from scala_cli.dossier.store import Dossier
from scala_cli.errors import InvalidValue, WrongUse
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.prompts.fields import NEVER_MIND
from scala_cli.prompts.protocol import Item
from scala_cli.text import clean_line, labelled, listing

if TYPE_CHECKING:
    from scala_cli.export.pdf import Letterhead

_NOTHING = "Er is niets veranderd."
_OPTIONAL = "Leeg laten mag."
_DONE = "klaar"
_HOW = "stappenplan instellingen --school NAAM=WAARDE"


def known_school(dossier: Dossier) -> School:
    """Return the school as the dossier knows it."""
    return school_of(dossier.settings())


def pairs(school: School) -> list[tuple[str, str]]:
    """Return each detail with what is known of it, in words."""
    return [(DETAILS[name].title, getattr(school, name) or "nog niet ingevuld") for name in NAMES]


def told(asked: Sequence[str]) -> dict[str, str]:
    """Return the details that stand on the command line as NAAM=WAARDE.

    Raises `WrongUse` for the first that can't be taken, never with its value.
    """
    found: dict[str, str] = {}
    for one in asked:
        name, sign, typed = one.partition("=")
        if not sign:
            raise WrongUse(f"Schrijf het als --school NAAM=WAARDE, met een =-teken. {_NOTHING}")
        name = clean_line(name)
        if name not in NAMES:
            raise WrongUse(
                f"Van de school is {quoted(name)} geen gegeven.{did_you_mean(name, NAMES)} Kies "
                f"uit {listing(NAMES, 'of')}. {_NOTHING}"
            )
        if name in found:
            raise WrongUse(f"'{name}' staat er twee keer. {_NOTHING}")
        try:
            found[name] = parse_detail(name, typed)
        except InvalidValue as error:
            raise WrongUse(f"{name}: {error} {_NOTHING}") from error
    return found


def keep(dossier: Dossier, found: dict[str, str]) -> None:
    """Keep details of the school; an empty one is known no more."""
    for name, value in found.items():
        dossier.set_setting(setting(name), value)


def menu(run: Run) -> None:
    """Show the details and change the ones that the person picks."""
    with run.dossier() as dossier:
        while True:
            school = known_school(dossier)
            rows = zip(NAMES, pairs(school), strict=True)
            items = [Item(name, labelled(title, value)) for name, (title, value) in rows]
            items.append(Item(_DONE, "Klaar"))
            chosen = run.asker.choose("Welk gegeven van de school?", items, _DONE)
            if chosen == _DONE:
                return
            if getattr(school, chosen):
                _change(run, dossier, chosen, getattr(school, chosen))
            else:
                _ask(run, dossier, chosen)


def _change(run: Run, dossier: Dossier, name: str, now: str) -> None:
    ways = [Item("verbeter", "Verbeteren"), Item("leeg", "Leegmaken"), NEVER_MIND]
    way = run.asker.choose("Wat wilt u ermee doen?", ways, NEVER_MIND.id)
    if way == "leeg":
        keep(dossier, {name: ""})
    elif way == "verbeter":
        # In plain lines what stands there isn't typed yet: an Enter leaves it.
        keep(dossier, {name: _typed(run, name, now) or now})


def ask_lacking(run: Run, dossier: Dossier, names: Iterable[str]) -> None:
    """Ask the details that a letter needs and that were never asked; each is kept at once.

    What was left empty before isn't asked again.
    """
    settings = dossier.settings()
    lacking = [name for name in names if setting(name) not in settings]
    if lacking:
        run.asker.tell(
            "\nDeze brief gebruikt gegevens van de school. U vult ze één keer in; ze staan daarna "
            "in elke brief. Wijzigen kan later met: stappenplan instellingen"
        )
    for name in lacking:
        _ask(run, dossier, name)


def _ask(run: Run, dossier: Dossier, name: str) -> None:
    keep(dossier, {name: _typed(run, name)})


def _typed(run: Run, name: str, now: str = "") -> str:
    detail = DETAILS[name]

    def parse(typed: str) -> str:
        return parse_detail(name, typed)

    return run.asker.line(detail.title, f"{detail.why} {_OPTIONAL}", parse, now)


def say_lacking(school: School, names: Iterable[str]) -> None:
    """Say which details are not known, so that a letter has a place to fill in for each."""
    lacking = [DETAILS[name].title.lower() for name in names if not getattr(school, name)]
    if lacking:
        say(
            f"Nog niet ingevuld: {listing(lacking)}. In de brief staat daar een plek om in te "
            f"vullen. Invullen kan met: {_HOW}"
        )


def letterhead(school: School) -> "Letterhead":
    """Return what stands above a letter; a logo that can't be used is said and left out."""
    from scala_cli.export.pdf import Letterhead

    try:
        logo = logo_bytes(school)
    except InvalidValue as error:
        say(f"{error} De PDF krijgt daarom geen logo.")
        logo = b""
    lines = tuple(line for line in (school.adres, school.plaats, school.telefoon) if line)
    return Letterhead(school.naam, lines, logo)
