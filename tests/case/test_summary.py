"""What is known of a case apart from its answers: how it stands, and each thing said of it."""

from datetime import date

import pytest

from scala_cli.case import drafts, summary
from scala_cli.case.deadlines import deadlines
from scala_cli.case.erasing import everything
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase
from tests.growing import BY, then, without

UNTIL = date(2028, 11, 22)


@pytest.fixture
def case(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A case of two events."""
    return make_case(plaatsing, ("signaal", "gedaan"))


def test_an_open_case_of_which_nothing_was_said_only_has_a_status(case: Case) -> None:
    assert list(summary.state(case)) == [("Status", "open")]
    assert summary.chapters(case) == []
    assert summary.emptied(case) == ""


def test_the_state_tells_how_a_case_was_closed_what_holds_it_and_what_it_is_with(
    case: Case,
) -> None:
    case = then(
        case,
        drafts.link("2026-003", "", BY),
        drafts.link("2026-002", "", BY),
        drafts.close("anders", "De ouders zijn akkoord.", UNTIL, "Zoals voorgesteld.", "adjunct"),
        drafts.hold("Er loopt een klacht.", BY),
    )
    assert list(summary.state(case)) == [
        ("Status", "gesloten"),
        ("Gesloten", "22 november 2026, 13:07, door adjunct"),
        ("Reden", "Een andere reden"),
        ("Toelichting", "De ouders zijn akkoord."),
        ("Te bewaren", "tot en met 22 november 2028"),
        ("Grond", "Zoals voorgesteld."),
        (
            "Aangehouden",
            (
                "sinds 22 november 2026, 13:08; dit dossier mag niet worden gewist. Reden: Er "
                "loopt een klacht."
            ),
        ),
        ("Gekoppeld aan", "dossier 2026-002 en 2026-003"),
    ]


def test_what_was_not_told_at_a_closing_has_no_line(case: Case) -> None:
    case = then(case, drafts.close("dubbel", "", UNTIL, "", BY))
    assert [label for label, _ in summary.state(case)] == [
        "Status", "Gesloten", "Reden", "Te bewaren",
    ]  # fmt: skip


def test_erased_words_of_a_closing_and_a_hold_are_said_to_be_erased(case: Case) -> None:
    case = then(
        case, drafts.close("dubbel", "x", UNTIL, "y", BY), drafts.hold("Er loopt een klacht.", BY)
    )
    said = dict(summary.state(without(case, [3, 4])))
    assert said["Gesloten"].endswith("door (gewist)")
    assert (said["Reden"], said["Toelichting"]) == ("Het staat in een ander dossier", "(gewist)")
    assert said["Grond"] == "(gewist)"
    assert said["Aangehouden"].endswith("Reden: (gewist)")


def test_the_status_says_what_keeps_a_case_or_that_it_is_gone(case: Case) -> None:
    held = then(case, drafts.hold("Er loopt een klacht.", BY))
    closed = then(held, drafts.close("dubbel", "", UNTIL, "", BY))
    gone = without(closed, everything(closed))
    assert [summary.status(one) for one in (case, held, closed, gone)] == [
        "open", "open, aangehouden", "gesloten, aangehouden", "gesloten, gewist",
    ]  # fmt: skip


def test_a_note_stands_whole_with_its_reminder_and_a_hold_is_no_such_note(case: Case) -> None:
    case = then(
        case,
        drafts.note("Eén.\n\nTwee.", "adjunct", date(2026, 12, 1)),
        drafts.hold("Er loopt een klacht.", BY),
    )
    [(title, [entry])] = summary.chapters(case)
    assert title == "Notities"
    assert (entry.event, entry.text) == ("Gebeurtenis 3", "Eén.\n\nTwee.")
    assert entry.pairs == (
        ("Herinnering", "1 december 2026"),
        ("Vastgelegd", "22 november 2026, 13:05, door adjunct"),
    )


def test_evidence_stands_with_all_that_is_known_of_it(case: Case) -> None:
    found = drafts.Found(
        link="https://voorbeeld.example/p/1",
        account="@voorbeeld",
        finder="J. Voorbeeld",
        happened="2026-11-20T13:30:00Z",
        text="Twaalf reacties.",
        file=drafts.File("scherm.png", "ab" * 32, 34_567, kept=False),
    )
    [(title, [entry])] = summary.chapters(then(case, drafts.evidence(found, BY)))
    assert (title, entry.event, entry.text) == ("Bewijs", "Gebeurtenis 3", "Twaalf reacties.")
    assert entry.pairs == (
        ("Link", "https://voorbeeld.example/p/1"),
        ("Account", "@voorbeeld"),
        ("Gevonden door", "J. Voorbeeld"),
        ("Gevonden op", "20 november 2026, 14:30"),
        ("Bestand", "scherm.png (35 kB, niet in het dossier)"),
        ("SHA-256", "ab" * 32),
        ("Vastgelegd", "22 november 2026, 13:05, door directie"),
    )


def test_what_is_not_known_of_evidence_has_no_line(case: Case) -> None:
    [(_, [entry])] = summary.chapters(then(case, drafts.evidence(drafts.Found(text="x"), BY)))
    assert [label for label, _ in entry.pairs] == ["Vastgelegd"]


def test_what_was_erased_is_told_with_when_by_whom_and_on_what_ground(case: Case) -> None:
    case = then(case, drafts.note("Geheim.", BY), drafts.note("Blijft.", BY))
    chapters = dict(summary.chapters(without(case, [2, 3], "Op verzoek van J. Voorbeeld.")))
    assert [entry.text for entry in chapters["Notities"]] == ["Blijft."]
    [erased] = chapters["Gewist"]
    assert (erased.event, erased.text) == (
        "Gebeurtenis 5",
        "De inhoud van gebeurtenissen 2 en 3 is gewist.",
    )
    assert erased.pairs == (
        ("Vastgelegd", "22 november 2026, 13:07, door directie"),
        ("Grond", "Op verzoek van J. Voorbeeld."),
    )


def test_a_case_that_was_erased_says_so_once_and_what_went_before_apart(case: Case) -> None:
    part = without(then(case, drafts.note("Geheim.", BY)), [3], "Op verzoek.")
    assert summary.emptied(part) == ""
    gone = without(part, everything(part), "De bewaartermijn is voorbij.")
    assert summary.emptied(gone) == (
        "De inhoud van dit dossier is gewist, op 22 november 2026, 13:07, door directie. Wat er "
        "gekozen is en wanneer, staat er nog. Grond: De bewaartermijn is voorbij."
    )
    [(title, [entry])] = summary.chapters(gone)
    assert (title, entry.text) == ("Gewist", "De inhoud van gebeurtenis 3 is gewist.")


def test_a_long_note_stands_in_full_once_and_in_short_as_a_deadline(case: Case) -> None:
    long = "woord " * 100
    noted = then(case, drafts.note(f"Bel\n{long}", BY, date(2026, 12, 1)))
    reminder, term = deadlines(noted)
    assert summary.due_for(reminder).startswith("Bel woord ")
    assert summary.due_for(reminder).endswith("…")
    assert summary.due_for(term) == term.what
    [(_, [entry])] = summary.chapters(noted)
    assert entry.text == f"Bel\n{long.strip()}"


def test_whether_a_deadline_was_met_is_only_known_when_it_was_recorded(case: Case) -> None:
    [before] = deadlines(case)
    [after] = deadlines(then(case, drafts.met(2, BY)))
    assert [summary.stand(one) for one in (before, after)] == ["niet vastgelegd", "ja, vastgelegd"]


def test_the_timeline_tells_when_something_happened_only_if_that_was_told(case: Case) -> None:
    case = then(case, drafts.evidence(drafts.Found(text="x", happened="2026-11-20"), "adjunct"))
    rows = summary.timeline(case)
    assert rows[0] == ("1", "22 november 2026, 13:01", "22 november 2026, 13:02",
                       "dossier geopend", "directie")  # fmt: skip
    assert rows[-1] == ("3", "20 november 2026", "22 november 2026, 13:05", "bewijs: x", "adjunct")


def test_who_recorded_what_was_erased_is_said_to_be_erased(case: Case) -> None:
    assert [by for *_, by in summary.timeline(without(case, [2]))] == [
        "directie", "(gewist)", "directie",
    ]  # fmt: skip
