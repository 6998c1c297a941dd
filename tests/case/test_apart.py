"""The timeline's line of each event that is not about a step: whole, in Dutch, nothing twice."""

from collections.abc import Sequence
from datetime import date

import pytest

from scala_cli.case import drafts
from scala_cli.case.apart import numbered, size_words
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Kind
from scala_cli.case.state import Case
from scala_cli.case.wording import EVENTS, what
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase
from tests.growing import BY, then, without

DAY = date(2026, 12, 1)
UNTIL = date(2028, 11, 22)
FILE = drafts.File("scherm.png", "ab" * 32, 1_234_567, kept=True)
FOUND = drafts.Found(
    link="https://voorbeeld.example/p/1",
    account="@voorbeeld",
    finder="J. Voorbeeld",
    happened="2026-11-20",
    text="Twaalf\nreacties.",
    file=FILE,
)
LONG = "woord " * 100

# Each event as the third of a case in which the first step was done, and its line.
LINES: dict[str, tuple[Draft, str]] = {
    "a note": (drafts.note("Bel\n\nterug.", BY), "notitie: Bel terug."),
    "a dated note": (
        drafts.note("Bel terug.", BY, DAY),
        "notitie, herinnering op 1 december 2026: Bel terug.",
    ),
    "a hold": (
        drafts.hold("Er loopt een klacht.", BY),
        "aangehouden, wissen mag niet: Er loopt een klacht.",
    ),
    "a release": (drafts.release("Klacht is klaar", BY), "niet meer aangehouden: Klacht is klaar."),
    "evidence": (
        drafts.evidence(FOUND, BY),
        (
            "bewijs: https://voorbeeld.example/p/1; account @voorbeeld; gevonden door J. Voorbeeld;"
            " bestand scherm.png (1,2 MB, bewaard in het dossier); Twaalf reacties."
        ),
    ),
    "evidence with a file that was not kept": (
        drafts.evidence(drafts.Found(file=drafts.File("a.txt", "ab" * 32, 12, kept=False)), BY),
        "bewijs: bestand a.txt (12 bytes, niet in het dossier)",
    ),
    "a link": (
        drafts.link("2026-002", "Hetzelfde bericht.", BY),
        "gekoppeld aan dossier 2026-002: Hetzelfde bericht.",
    ),
    "a link without words": (drafts.link("2026-002", "", BY), "gekoppeld aan dossier 2026-002"),
    "a tick of a step": (
        drafts.met(2, BY, "Geen aangifte."),
        "termijn gehaald, bij de stap 'Het bericht is gemeld': Geen aangifte.",
    ),
    "a tick without words": (
        drafts.met(2, BY), "termijn gehaald, bij de stap 'Het bericht is gemeld'"
    ),
    "a closing": (
        drafts.close("anders", "De ouders zijn akkoord", UNTIL, "Zoals voorgesteld.", BY),
        (
            "gesloten, te bewaren tot en met 22 november 2028: Een andere reden. De ouders zijn "
            "akkoord."
        ),
    ),
    "a reopening": (drafts.reopen("Een nieuw bericht!", BY), "heropend: Een nieuw bericht!"),
    "an erasing of something else": (
        drafts.erase([1], "Op verzoek", BY),
        "inhoud gewist van gebeurtenis 1: Op verzoek.",
    ),
}  # fmt: skip


@pytest.fixture
def case(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A case of two events."""
    return make_case(plaatsing, ("signaal", "gedaan"))


def last(case: Case) -> str:
    return what(case, case.events[-1])


@pytest.mark.parametrize(("draft", "line"), LINES.values(), ids=LINES)
def test_an_event_apart_from_the_steps_reads_as_one_line(
    case: Case, draft: Draft, line: str
) -> None:
    assert last(then(case, draft)) == line


def test_every_kind_of_event_apart_has_its_line_here() -> None:
    about_steps = {
        Kind.OPENED, Kind.ANSWERED, Kind.SKIPPED, Kind.REVISED, Kind.SUPPLEMENTED, Kind.DOCUMENT,
        Kind.SETTLED,
    }  # fmt: skip
    assert {draft.kind for draft, _ in LINES.values()} == set(EVENTS) - about_steps


def test_a_reminder_that_was_met_is_named_by_its_event(case: Case) -> None:
    noted = then(case, drafts.note("Bel terug.", BY, DAY))
    assert last(then(noted, drafts.met(3, BY))) == "herinnering van gebeurtenis 3 is afgehandeld"


@pytest.mark.parametrize("name", ["a note", "evidence"])
def test_what_stands_in_full_elsewhere_is_cut_short_and_says_so(case: Case, name: str) -> None:
    long = {
        "a note": drafts.note(LONG, BY),
        "evidence": drafts.evidence(drafts.Found(text=LONG), BY),
    }[name]
    line = last(then(case, long))
    assert line.endswith("woord…")
    assert 100 < len(line) < 140


@pytest.mark.parametrize(
    "long",
    [
        drafts.hold(LONG, BY),
        drafts.release(LONG, BY),
        drafts.reopen(LONG, BY),
        drafts.link("2026-002", LONG, BY),
        drafts.met(2, BY, LONG),
        drafts.erase([1], LONG, BY),
        drafts.close("anders", LONG, UNTIL, "Voorstel.", BY),
    ],
    ids=lambda draft: draft.kind,
)
def test_what_stands_nowhere_else_is_never_cut(case: Case, long: Draft) -> None:
    assert LONG.strip() in last(then(case, long))


def test_a_closing_that_was_undone_still_tells_its_ground(case: Case) -> None:
    closed = then(case, drafts.close("dubbel", "", UNTIL, "Zoals voorgesteld.", BY))
    assert "Zoals voorgesteld" not in last(closed)
    undone = then(closed, drafts.reopen("Toch niet.", BY))
    assert what(undone, undone.events[2]) == (
        "gesloten, te bewaren tot en met 22 november 2028: Het staat in een ander dossier. Zoals "
        "voorgesteld."
    )


ERASED: dict[str, str] = {
    "a note": "notitie: (gewist)",
    "a dated note": "notitie: (gewist)",
    "a hold": "aangehouden, wissen mag niet: (gewist)",
    "a release": "niet meer aangehouden: (gewist)",
    "evidence": "bewijs: (gewist)",
    "a link": "gekoppeld aan dossier 2026-002: (gewist)",
    "a tick of a step": "termijn gehaald, bij de stap 'Het bericht is gemeld': (gewist)",
    "a closing": "gesloten, te bewaren tot en met 22 november 2028: Een andere reden. (gewist)",
    "a reopening": "heropend: (gewist)",
}


@pytest.mark.parametrize(("name", "line"), ERASED.items(), ids=ERASED)
def test_of_what_was_erased_the_line_says_so_and_what_it_was(
    case: Case, name: str, line: str
) -> None:
    after = without(then(case, LINES[name][0]), [3])
    assert what(after, after.events[2]) == line


def test_a_case_that_was_erased_names_all_its_events_at_once(case: Case) -> None:
    case = then(case, drafts.note("x", BY), drafts.note("y", BY))
    after = without(case, everything(case), "De bewaartermijn is voorbij.")
    assert last(after) == (
        "inhoud gewist van gebeurtenissen 1 tot en met 4: De bewaartermijn is voorbij."
    )
    assert what(after, after.events[0]) == "dossier geopend"


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["3"], "gebeurtenis 3"),
        (["4", "3"], "gebeurtenissen 3 en 4"),
        (["10", "9", "8"], "gebeurtenissen 8 tot en met 10"),
        (["1", "3", "5"], "gebeurtenissen 1, 3 en 5"),
        (["2", "3", "5", "6", "7", "8", "12"], "gebeurtenissen 2, 3, 5 tot en met 8 en 12"),
        (["3", "3"], "gebeurtenis 3"),
    ],
)
def test_events_are_counted_off_in_dutch(numbers: Sequence[str], words: str) -> None:
    assert numbered(numbers) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (12_345, "12 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_234_567, "1,2 MB"),
        (5_000_000, "5,0 MB"),
    ],
)
def test_a_size_is_said_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
