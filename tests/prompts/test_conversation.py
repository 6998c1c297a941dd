"""The conversation: what can be said at a step, going back, and texts before they are sent."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pytest

from scala_cli.case.entries import remarks
from scala_cli.case.events import Kind
from scala_cli.case.state import Case
from scala_cli.clock import Clock
from scala_cli.errors import InvalidValue, Stopped
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Note
from scala_cli.prompts.protocol import Item
from scala_cli.screen.printing import PlainPrinter
from scala_cli.screen.walk_view import WalkView
from scala_cli.settings import Session
from tests.plan.conftest import graph, step
from tests.walking import CaseInMemory, DeskInMemory, chosen, converse, talked, walk

_T = TypeVar("_T")


@dataclass
class Script:
    """An asker that says what was written down; a choice by the start of its title."""

    says: list[str]
    offered: list[list[str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    pointed_at: list[str] = field(default_factory=list)
    hinted: list[list[str]] = field(default_factory=list)
    keys: list[list[str]] = field(default_factory=list)

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        """Choose the item whose title starts with the next words."""
        self.offered.append([item.title for item in items])
        self.hinted.append([item.hint for item in items])
        self.keys.append([item.key for item in items])
        self.pointed_at += [item.title for item in items if item.id == start]
        words = self._next()
        return next(item.id for item in items if item.title.startswith(words))

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Choose the items named, with a plus between."""
        self.offered.append([item.title for item in items])
        words = self._next().split("+")
        return [item.id for item in items if item.title in words]

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Type the next words."""
        return parse(self._next())

    def long(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Type the next words."""
        return parse(self._next())

    def secret(self, question: str) -> str:
        """Type the next words."""
        return self._next()

    def tell(self, sentence: str) -> None:
        """Remember what was told."""
        self.told.append(sentence)

    def _next(self) -> str:
        if not self.says:
            raise EOFError
        return self.says.pop(0)


TO_SPOED = ["Gedaan, gegevens later"]
TO_WIE = [*TO_SPOED, "Nee", "Niemand", "Gedaan, gegevens later", "Gedaan, gegevens later"]
# The fields of `wie` that go with a child or an adult, left empty.
NO_DETAILS = ["", "", "Weet ik niet"]
TO_STATEMENT = [*TO_WIE, "Volwassene", *NO_DETAILS, "Volwassene reageert inadequaat"]


def left(graph: Graph, clock: Clock, *says: str) -> tuple[Case, Script, str]:
    """Walk until the script runs out; return the case, the script and the pages."""
    file = CaseInMemory(graph, clock)
    script, pages = Script(list(says)), io.StringIO()
    with pytest.raises(Stopped):
        walk(file, converse(file, script, pages))
    return file.read(), script, pages.getvalue()


def kinds(case: Case) -> list[Kind]:
    """Return the kinds of the events after the opening."""
    return [event.kind for event in case.events[1:]]


def test_the_emergency_lines_come_before_the_first_step(plaatsing: Graph, clock: Clock) -> None:
    _, _, pages = left(plaatsing, clock)
    assert pages.index("Bel eerst de politie: 112") < pages.index("Het bericht is gemeld")


def test_once_they_were_shown_only_the_first_emergency_line_comes_for_the_rest_of_the_session(
    plaatsing: Graph, clock: Clock
) -> None:
    session = Session()

    def pages(*, repeats: bool) -> str:
        file, output = CaseInMemory(plaatsing, clock), io.StringIO()
        view = WalkView(PlainPrinter(output), session, repeats=repeats)
        view.emergency(plaatsing.root)
        view.step(file.read(), file.read().position.open[0])
        return output.getvalue()

    assert "Eerst dit" in (first := pages(repeats=False))
    line, told = plaatsing.root.emergency[0].text, "(alle spoedregels: u)"
    assert told not in first
    for later in (pages(repeats=False), pages(repeats=True)):
        assert "Eerst dit" not in later
        assert later.count(f"{line} {told}") == 1


def test_of_a_plan_without_emergency_lines_none_are_told(clock: Clock) -> None:
    bare = graph(step("a"))
    output = io.StringIO()
    file = CaseInMemory(bare, clock)
    WalkView(PlainPrinter(output), Session(), repeats=True).step(
        file.read(), file.read().position.open[0]
    )
    assert "spoedregels" not in output.getvalue()


def test_another_plans_emergency_lines_are_shown_whole_too(
    plaatsing: Graph, medewerker: Graph
) -> None:
    output = io.StringIO()
    view = WalkView(PlainPrinter(output), Session())
    view.emergency(plaatsing.root)
    view.emergency(medewerker.root)
    assert output.getvalue().count("Eerst dit") == 1
    view.emergency(replace(medewerker.root, emergency=(Note("Bel eerst de conciërge."),)))
    assert "Bel eerst de conciërge." in output.getvalue()


def test_how_a_walk_goes_is_told_with_the_first_explanation_only(
    plaatsing: Graph, clock: Clock
) -> None:
    _, _, pages = left(plaatsing, clock, "Uitleg", "Uitleg", *TO_SPOED, "Uitleg")
    assert pages.count("Zo werkt het") == 1
    assert pages.count("Waarom: ") == 3


def test_a_question_that_is_its_own_title_is_heard_once(plaatsing: Graph, clock: Clock) -> None:
    _, _, pages = left(plaatsing, clock, *TO_WIE)
    page = pages[pages.rindex("Dossier 2026-001, stap") :]
    assert page.count("Wie heeft het geplaatst?") == 1


def test_a_step_shows_the_protocols_words_who_acts_source_and_where_the_case_stands(
    plaatsing: Graph, clock: Clock
) -> None:
    _, _, pages = left(plaatsing, clock, *TO_SPOED, "Nee", "Gesprek")
    page = pages[pages.rindex("Gesprek met de plaatser") :]
    assert "Directie gaat in gesprek met degene die het bericht geplaatst heeft." in page
    assert "Wie: Directie" in page
    assert "Bron: Bijlage 1, stappenplan plaatsing" in page
    assert "Al gedaan: Het bericht is gemeld: gedaan" in page
    assert "Is er spoed? Nee" in page
    assert "Ook open: Niemand reageert meer" in page
    assert "Hoor eerst wat de ander te zeggen heeft. (schoolenveiligheid.nl, zekerheid A)" in page


def test_an_addition_is_shown_as_one(plaatsing: Graph, clock: Clock) -> None:
    _, _, pages = left(plaatsing, clock, *TO_SPOED)
    assert "Bron: aanvulling op het schema, op grond van A.9, A.10, Sancties 7" in pages


def test_why_tells_source_reading_facts_with_their_date_and_what_follows(
    plaatsing: Graph, clock: Clock
) -> None:
    _, _, pages = left(plaatsing, clock, *TO_WIE, "Uitleg")
    assert "Gekozen lezing: Bij een medewerker gaat het verder in het stappenplan" in pages
    assert "zekerheid B; gezien 22 november 2026" in pages
    assert "Kind heeft het geplaatst. (daarna: Gesprek met het kind en Gesprek met" in pages


def test_each_field_is_on_disk_before_the_next_is_asked(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, "Gedaan, en nu", "Instagram", "https://voorbeeld.invalid/p/1"
    )
    assert kinds(case) == [Kind.ANSWERED, Kind.SUPPLEMENTED, Kind.SUPPLEMENTED]
    assert case.value("link") == ["https://voorbeeld.invalid/p/1"]


def test_a_date_is_read_back_in_full(plaatsing: Graph, clock: Clock) -> None:
    _, script, _ = left(plaatsing, clock, "Gedaan, en nu", "Weet ik", "", "20 nov 14:30")
    assert "Genoteerd: vrijdag 20 november 2026, 14:30 uur." in script.told


def test_fields_put_off_are_not_asked_and_are_to_be_filled_in(
    plaatsing: Graph, clock: Clock
) -> None:
    case, _, _ = left(plaatsing, clock, *TO_SPOED)
    assert kinds(case) == [Kind.ANSWERED]
    assert [one.field for one in case.missing][:2] == ["platform", "link"]


def test_an_action_is_skipped_with_a_reason_that_lies_ready(plaatsing: Graph, clock: Clock) -> None:
    case, script, _ = left(plaatsing, clock, *TO_STATEMENT, "Overslaan", "Bewust niet geplaatst")
    assert "Bewust niet geplaatst" in script.offered[-2]
    assert chosen(case, "statement") == ("overgeslagen",)
    assert case.standing[-1].skipped_because == "bewust niet geplaatst"


def test_skipping_can_be_thought_better_of(plaatsing: Graph, clock: Clock) -> None:
    case, script, _ = left(plaatsing, clock, "Overslaan", "Toch niet")
    assert kinds(case) == []
    assert script.offered[-1][0] == "Gedaan, en nu vastleggen"


def test_a_question_cannot_be_skipped(plaatsing: Graph, clock: Clock) -> None:
    _, script, _ = left(plaatsing, clock, *TO_SPOED)
    assert not any("Overslaan" in title for title in script.offered[-1])


def test_going_back_is_a_recorded_revision_and_the_old_route_is_kept_as_lapsed(
    plaatsing: Graph, clock: Clock
) -> None:
    case, script, _ = left(
        plaatsing, clock, *TO_WIE, "Kind", *NO_DETAILS, "Gesprek met het kind",
        "Gedaan, gegevens later", "Terug", "Wie heeft", "Het antwoord", "Volwassene",
        "Verkeerd gekozen",
    )  # fmt: skip
    assert case.events[-1].kind is Kind.REVISED
    assert case.events[-1].said["reden"] == "verkeerd gekozen"
    assert chosen(case, "wie") == ("volwassene",)
    assert [visit.step for visit in case.position.lapsed] == ["gesprek-kind"]
    assert [visit.step for visit in case.position.open] == ["reactie-volwassene"]
    assert script.told[-3:-1] == [
        "Het nieuwe antwoord geldt nu. Het eerdere blijft in het dossier staan.",
        "Vervallen, maar bewaard: Gesprek met het kind.",
    ]


def test_going_back_to_the_same_answer_records_nothing(plaatsing: Graph, clock: Clock) -> None:
    case, script, _ = left(plaatsing, clock, *TO_SPOED, "Nee", "Terug", "Is er spoed?", "Nee")
    assert Kind.REVISED not in kinds(case)
    assert "Er is niets veranderd" in script.told[-1]


def test_an_action_that_was_done_can_become_skipped(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_WIE, "Terug", "Gesprek met de plaatser", "Het antwoord",
        "Overgeslagen", "Gesprek geweigerd", "Verkeerd gekozen",
    )  # fmt: skip
    assert chosen(case, "gesprek") == ("overgeslagen",)
    assert not talked(case)
    assert case.answers[case.position.standing[-1]]


def test_a_wrong_value_is_put_right_with_a_reason(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, "Gedaan, en nu", "Instagram", "", "", "", "", "", "",
        "Terug", "Het bericht", "Een gegeven", "Op welk platform", "Verbeteren",
        "TikTok", "Verkeerd ingevuld",
    )  # fmt: skip
    assert case.platform == "tiktok"
    assert case.standing[0].revised_because == "verkeerd ingevuld"


def test_what_was_left_empty_is_filled_in_without_a_reason(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_SPOED, "Terug", "Het bericht", "Aanvullen", "Weet ik niet", "",
        "gisteren", "J. Voorbeeld",
    )  # fmt: skip
    assert kinds(case) == [Kind.ANSWERED, Kind.SUPPLEMENTED, Kind.SUPPLEMENTED]
    assert case.value("melder") == "J. Voorbeeld"


def test_answers_downstream_of_a_revision_are_pointed_out(plaatsing: Graph, clock: Clock) -> None:
    case, script, _ = left(
        plaatsing, clock, *TO_WIE, "Terug", "Het bericht", "Het antwoord", "Overgeslagen",
        "Een reden", "Er was geen melding", "Verkeerd gekozen", "Terug",
    )  # fmt: skip
    assert {visit.step for visit in case.to_review} == {"spoed", "stilte", "gesprek"}
    (told,) = [one for one in script.told if one.startswith("Kijk nog na")]
    in_order = ["Is er spoed?", "Niemand reageert meer", "Gesprek met de plaatser"]
    assert sorted(in_order, key=told.index) == in_order
    assert "Is er spoed? Nee (kijk dit nog na)" in script.offered[-1]


def test_a_text_can_be_made_ready_before_it_is_sent_and_is_recorded_when_done(
    plaatsing: Graph, clock: Clock
) -> None:
    file = CaseInMemory(plaatsing, clock)
    says = [*TO_SPOED, "Nee", "Niemand", "Tekst klaarmaken", "Gedaan, gegevens later"]
    script = Script(says)
    desk = DeskInMemory(file, script)
    with pytest.raises(Stopped):
        walk(file, converse(file, script, desk=desk))
    assert desk.prepared == [("stilte", "niet-reageren")]
    assert [one.kind for one in file.read().documents] == ["niet-reageren"]
    assert script.told[-1] == (
        "In het dossier bewaard: 'Niet meer reageren'. Bekijken, wijzigen, kopiëren of "
        "wegschrijven: stappenplan brief niet-reageren 2026-001"
    )


def test_a_letter_on_offer_can_be_made_ready_at_its_step(plaatsing: Graph, clock: Clock) -> None:
    case, script, _ = left(
        plaatsing, clock, *TO_SPOED, "Nee", "Gesprek",
        "Tekst klaarmaken: Uitnodiging voor een gesprek",
        "Tekst klaarmaken: Verslag van een gesprek", "Gedaan, gegevens later",
    )  # fmt: skip
    assert case.documents == ()
    assert not any("bewaard" in sentence for sentence in script.told)


def test_a_note_can_be_made_at_any_step_and_between_steps(plaatsing: Graph, clock: Clock) -> None:
    case, script, _ = left(
        plaatsing, clock, "Notitie", "De ouders belden.", *TO_SPOED, "Nee", "Notitie",
        "Ook de wijkagent belde.", "Niemand", "Gedaan, gegevens later",
    )  # fmt: skip
    assert [one.text for one in remarks(case)] == ["De ouders belden.", "Ook de wijkagent belde."]
    assert [case.said(one) for one in case.standing] == ["gedaan", "Nee", "gedaan"]
    assert script.says == []


def test_what_each_answer_brings_is_said_before_it_is_given(plaatsing: Graph, clock: Clock) -> None:
    _, script, _ = left(plaatsing, clock, *TO_WIE)
    hints = dict(zip(script.offered[-1], script.hinted[-1], strict=True))
    assert hints["Volwassene heeft het geplaatst."].startswith("daarna: Hoe reageert")
    assert " en " in hints["Kind heeft het geplaatst."]


def test_the_ways_out_of_a_step_always_stand_in_the_same_order_under_the_same_letter(
    plaatsing: Graph, clock: Clock
) -> None:
    _, script, _ = left(plaatsing, clock, *TO_WIE)
    for keys in script.keys:
        assert [one for one in keys if one] == sorted(
            (one for one in keys if one), key="oatnup".index
        )
    assert script.keys[-1][-4:] == ["t", "n", "u", "p"]


def test_who_pauses_sees_what_waits_and_until_when(plaatsing: Graph, clock: Clock) -> None:
    _, script, pages = left(plaatsing, clock, *TO_SPOED, "Pauze")
    page = pages[pages.index("Dit wacht op u") :]
    assert "- Is er spoed? (" in page
    assert "uiterlijk" in page
    assert any(one.startswith("Er loopt nu een termijn, tot ") for one in script.told)


def test_who_answers_what_ends_a_term_reads_that_it_is_over(plaatsing: Graph, clock: Clock) -> None:
    _, script, pages = left(plaatsing, clock, *TO_SPOED, "Nee", "Pauze")
    page = pages[pages.index("Dit wacht op u") :]
    assert "- Niemand reageert meer (" in page
    assert "uiterlijk" not in page
    assert [one[:61] for one in script.told if "termijn is" in one] == [
        "Een termijn is door dit antwoord niet meer nodig: Bij smaad, "
    ]


def test_the_statement_that_was_chosen_is_noted_as_posted(plaatsing: Graph, clock: Clock) -> None:
    case, _, pages = left(
        plaatsing, clock, *TO_STATEMENT, "Tekst klaarmaken", "Ja", "De korte tekst",
        "Ik ga deze tekst plaatsen, zonder", "Gedaan, en nu", "gisteren 9:15", "Instagram",
        "J. Voorbeeld",
    )  # fmt: skip
    posted = case.documents[-1]
    assert posted.settled
    assert posted.text in pages
    assert len(posted.text) <= 150
    assert "aangifte" in posted.text
    assert "gesproken" in posted.text
    assert case.value("aangifte") is True
    assert case.value("tekst") == posted.text


def test_the_statement_does_not_claim_a_talk_that_was_skipped(
    plaatsing: Graph, clock: Clock
) -> None:
    no_talk = ["Nee", "Niemand", "Gedaan, gegevens later", "Overslaan", "Gesprek geweigerd"]
    _, _, pages = left(
        plaatsing, clock, *TO_SPOED, *no_talk, "Volwassene", *NO_DETAILS,
        "Volwassene reageert inadequaat", "Tekst klaarmaken", "Nee", "Terug",
    )  # fmt: skip
    assert "Wij hebben dit bericht gezien" in pages
    assert "gesproken" not in pages[pages.rindex("Wij hebben dit bericht gezien") :]


def test_what_the_guard_says_comes_before_posting_while_another_text_can_still_be_chosen(
    plaatsing: Graph, clock: Clock
) -> None:
    to_parents = [
        *TO_WIE, "Kind", "", "", "Ja", "Gesprek met de ouders", "Gedaan, gegevens later",
        "Hoe reageren", "Ouders (h)erkennen de situatie niet", "Mededeling",
        "Gedaan, gegevens later", "Statement",
    ]  # fmt: skip
    case, script, _ = left(
        plaatsing, clock, *to_parents, "Tekst klaarmaken", "Ja", "Ik ga deze tekst plaatsen",
        "Terug",
    )  # fmt: skip
    assert not any("Plaats de tekst" in told or "klembord" in told for told in script.told)
    assert "Gedaan, en nu vastleggen" in script.offered[-1]
    assert chosen(case, "statement-ouders") is None

    _, script, _ = left(
        plaatsing, clock, *to_parents, "Tekst klaarmaken", "Nee", "Ik ga deze tekst plaatsen",
    )  # fmt: skip
    assert any("Plaats de tekst" in told for told in script.told)


def test_it_is_said_why_the_statement_names_no_talk(plaatsing: Graph, clock: Clock) -> None:
    no_talk = ["Nee", "Niemand", "Gedaan, gegevens later", "Overslaan", "Gesprek geweigerd"]
    to_statement = ["Volwassene", *NO_DETAILS, "Volwassene reageert inadequaat", "Tekst", "Nee"]
    _, script, _ = left(plaatsing, clock, *TO_SPOED, *no_talk, *to_statement)
    assert any("Er is geen gesprek vastgelegd." in told for told in script.told)
    _, script, _ = left(plaatsing, clock, *TO_WIE, *to_statement)
    assert not any("Er is geen gesprek vastgelegd." in told for told in script.told)


def test_a_text_that_tells_what_is_asked_when_done_is_offered_after_that(
    plaatsing: Graph, clock: Clock
) -> None:
    _, script, _ = left(plaatsing, clock, *TO_STATEMENT, "Overslaan", "Bewust niet geplaatst")
    text = "Tekst klaarmaken: Verslag van het incident"
    assert script.offered[-1].index("Gedaan, en nu vastleggen") < script.offered[-1].index(text)
    assert "kan ook na 'Gedaan': dan staan uw gegevens erin" in script.hinted[-1]


def test_none_and_another_consequence_do_not_go_together(medewerker: Graph, clock: Clock) -> None:
    case, script, _ = left(
        medewerker, clock, *["Gedaan, gegevens later"] * 2, "Nee", "Medewerker reageert inadequaat",
        "Gedaan, gegevens later", "Mogelijke", "Antwoord kiezen", "Geen+Schorsing",
        "Waarschuwing+Schorsing",
    )  # fmt: skip
    assert "'Geen' gaat niet samen met een ander antwoord." in script.told
    assert chosen(case, "consequenties") == ("waarschuwing", "schorsing")


def test_who_chooses_several_can_think_better_of_it(medewerker: Graph, clock: Clock) -> None:
    case, script, _ = left(
        medewerker, clock, *["Gedaan, gegevens later"] * 2, "Nee", "Medewerker reageert inadequaat",
        "Gedaan, gegevens later", "Mogelijke", "Antwoord kiezen", "Toch niet",
        "Antwoord kiezen", "Geen",
    )  # fmt: skip
    assert chosen(case, "consequenties") == ("geen",)
    assert script.offered[-1][-1] == "Toch niet"


def test_each_answer_is_read_back_once_it_is_recorded(medewerker: Graph, clock: Clock) -> None:
    _, script, _ = left(
        medewerker, clock, "Gedaan, gegevens later", "Overslaan", "Gesprek geweigerd", "Nee",
        "Medewerker reageert inadequaat", "Gedaan, gegevens later", "Mogelijke",
        "Antwoord kiezen", "Waarschuwing+Schorsing", "", "", "Ja",
    )  # fmt: skip
    told = [one.removeprefix("Vastgelegd: ") for one in script.told if "Vastgelegd" in one]
    assert told[1].endswith("overgeslagen.")
    assert told[2].endswith("? Nee.")
    assert told[-1].endswith(": Waarschuwing en Schorsing.")
    assert "Genoteerd: ja." in script.told


def test_tracks_can_be_done_in_any_order(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_WIE, "Kind", *NO_DETAILS, "Gesprek met de ouders",
        "Eerst een andere stap", "Gesprek met het kind", "Gedaan, gegevens later",
        "Gesprek met de ouders", "Gedaan, gegevens later",
    )  # fmt: skip
    assert [visit.step for visit in case.position.open] == ["reactie-kind", "reactie-ouders"]


def test_the_end_tells_what_is_missing_and_lets_it_be_filled_in(
    medewerker: Graph, clock: Clock
) -> None:
    file = CaseInMemory(medewerker, clock)
    pages = io.StringIO()
    script = Script([
        *["Gedaan, gegevens later"] * 2, "Nee", "Medewerker rectificeert", "Gedaan, gegevens later",
        "Nee", "Terug", "De medewerker aanspreken", "Aanvullen", "gisteren 10:00", "", "", "",
        "Klaar",
    ])  # fmt: skip
    case = walk(file, converse(file, script, pages))
    assert "Aan te vullen" in pages.getvalue()
    assert case.value("datum") == "2026-11-21T09:00:00Z"
    assert case.answers[case.standing[1].visit].happened == "2026-11-21T09:00:00Z"


def test_at_the_end_a_case_is_written_to_a_file_and_closed(medewerker: Graph, clock: Clock) -> None:
    file = CaseInMemory(medewerker, clock)
    steps = [*["Gedaan, gegevens later"] * 2, "Nee", "Medewerker rectificeert"]
    end = ["Gedaan, gegevens later", "Nee", "Naar een bestand", "Dossier sluiten"]
    script = Script([*steps, *end])
    desk = DeskInMemory(file, script)
    walk(file, converse(file, script, desk=desk))
    assert desk.prepared == [("2026-001", "export")]
    assert file.read().closed


def test_the_end_of_input_after_the_last_step_is_just_the_end(
    medewerker: Graph, clock: Clock
) -> None:
    file = CaseInMemory(medewerker, clock)
    steps = [*["Gedaan, gegevens later"] * 2, "Nee", "Medewerker rectificeert"]
    script = Script([*steps, "Gedaan, gegevens later", "Nee"])
    assert walk(file, converse(file, script)).position.ended


def test_an_enter_too_many_never_answers_a_step_or_a_field(plaatsing: Graph, clock: Clock) -> None:
    _, script, _ = left(plaatsing, clock, "Gedaan, en nu", "Weet ik niet")
    assert script.pointed_at[0] == "Uitleg: waarom deze stap?"
    assert script.pointed_at[1] == "Weet ik niet, of later"


def test_only_the_fields_that_go_with_the_answer_are_asked_and_missed(
    plaatsing: Graph, clock: Clock
) -> None:
    case, _, _ = left(plaatsing, clock, *TO_WIE, "Medewerker", "J. Voorbeeld")
    assert case.value("naam") == "J. Voorbeeld"
    assert not any(one.visit.step == "wie" for one in case.missing)


def test_changing_who_posted_drops_what_no_longer_goes_with_it(
    plaatsing: Graph, clock: Clock
) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_WIE, "Kind", "Kind Voorbeeld", "groep 8", "Ja", "Terug", "Wie heeft",
        "Het antwoord", "Volwassene", "Verkeerd gekozen", "Ja", "Ja", "Ja",
    )  # fmt: skip
    answer = case.standing[-1]
    assert dict(answer.fields) == {
        "naam": "Kind Voorbeeld", "klas": "groep 8", "ouder_verzorger": True,
    }  # fmt: skip
    assert case.value("jonger_dan_12") is None


def test_who_posted_according_to_a_wrong_answer_is_not_the_poster_until_that_is_said_again(
    plaatsing: Graph, clock: Clock
) -> None:
    wrong = [*TO_WIE, "Kind", "Kind Voorbeeld", "groep 8", "Ja"]
    change = ["Terug", "Wie heeft", "Het antwoord", "Volwassene", "Verkeerd gekozen"]
    case, script, _ = left(plaatsing, clock, *wrong, *change)
    assert case.value("naam") is None
    assert {one.field for one in case.missing} >= {"naam", "klas", "ouder_verzorger"}
    replaced = case.standing[-1].replaced
    assert replaced is not None
    assert replaced.fields["naam"] == "Kind Voorbeeld"
    assert script.told[-1].endswith("Wat is de naam van de plaatser? Kind Voorbeeld")
    assert script.offered[-1] == [
        "Ja, dat klopt ook nu",
        "Nee, iets anders",
        "Weet ik niet, of later",
    ]

    case, _, _ = left(
        plaatsing, clock, *wrong, *change, "Nee", "O. Voorbeeld", "Weet ik niet", "Ja"
    )
    assert dict(case.standing[-1].fields) == {"naam": "O. Voorbeeld", "ouder_verzorger": True}


def test_a_step_that_was_done_after_all_asks_what_goes_with_that(
    plaatsing: Graph, clock: Clock
) -> None:
    case, _, _ = left(
        plaatsing, clock, "Overslaan", "Een reden", "Niet nodig", "Terug", "Het bericht",
        "Gedaan", "Verkeerd gekozen", "Instagram",
    )  # fmt: skip
    assert case.platform == "instagram"


def test_who_thinks_better_of_a_change_hears_that_the_new_text_is_not_kept(
    plaatsing: Graph, clock: Clock
) -> None:
    case, script, _ = left(
        plaatsing, clock, "Gedaan, en nu", "Instagram", "", "", "", "", "", "", "Terug",
        "Het bericht", "Een gegeven", "Op welk platform", "Verbeteren", "TikTok", "Toch niet",
    )  # fmt: skip
    assert case.platform == "instagram"
    assert script.told[-1] == "Uw nieuwe tekst is niet bewaard. Wat er stond, blijft staan."


def test_a_step_that_becomes_skipped_has_no_values_any_more(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_STATEMENT, "Gedaan, en nu", "", "", "", "Ja", "", "Terug",
        "Statement", "Het antwoord", "Overgeslagen", "Bewust", "Verkeerd gekozen",
    )  # fmt: skip
    assert chosen(case, "statement") == ("overgeslagen",)
    assert case.value("aangifte") is None


def test_a_value_can_be_emptied(plaatsing: Graph, clock: Clock) -> None:
    case, _, _ = left(
        plaatsing, clock, "Gedaan, en nu", "Instagram", "", "", "", "", "", "", "Terug",
        "Het bericht", "Een gegeven", "Op welk", "Leegmaken", "Verkeerd ingevuld",
    )  # fmt: skip
    assert case.platform is None
    assert case.events[-1].kind is Kind.REVISED


def test_what_was_pointed_out_can_be_found_to_be_still_right(
    plaatsing: Graph, clock: Clock
) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_WIE, "Terug", "Is er spoed?", "Ja", "Verkeerd gekozen",
        "Gedaan, gegevens later", "Terug", "Niemand", "Nagekeken",
    )  # fmt: skip
    assert {visit.step for visit in case.to_review} == {"gesprek"}
    assert case.events[-1].said["velden"] == {}


def test_all_that_was_pointed_out_can_be_found_right_at_once_each_as_its_own_event(
    plaatsing: Graph, clock: Clock
) -> None:
    case, _, _ = left(
        plaatsing, clock, *TO_WIE, "Terug", "Is er spoed?", "Ja", "Verkeerd gekozen",
        "Gedaan, gegevens later", "Terug", "Niemand", "Alles nagekeken",
    )  # fmt: skip
    assert case.to_review == frozenset()
    assert kinds(case)[-2:] == [Kind.SUPPLEMENTED] * 2
    assert [event.step for event in case.events[-2:]] == ["stilte", "gesprek"]


def test_a_moment_that_has_yet_to_come_is_not_when_it_happened(
    plaatsing: Graph, clock: Clock
) -> None:
    with pytest.raises(InvalidValue, match="moet nog komen"):
        left(
            plaatsing, clock, *TO_SPOED, "Nee", "Niemand", "Gedaan, en nu", "31-12-2030",
        )  # fmt: skip


@pytest.mark.parametrize("typed", ["20-11-2027", "23 nov", "morgen"])
def test_no_date_that_has_yet_to_come_is_recorded_of_what_was_done(
    plaatsing: Graph, clock: Clock, typed: str
) -> None:
    to_posted = ["Gedaan, en nu", "Instagram", "https://x.example/1"]
    with pytest.raises(InvalidValue, match="Dat moet nog komen"):
        left(plaatsing, clock, *to_posted, typed)
    back = ["Terug", "Het bericht", "Een gegeven", "Wanneer", "Verbeteren"]
    with pytest.raises(InvalidValue, match="Dat moet nog komen"):
        left(plaatsing, clock, *to_posted, "gisteren", "", "", "", "", *back, typed)


def test_aangifte_about_a_child_under_12_is_warned_of_at_the_question(
    plaatsing: Graph, clock: Clock
) -> None:
    _, script, _ = left(
        plaatsing, clock, *TO_WIE, "Kind", "", "", "Ja", "Gesprek met de ouders",
        "Gedaan, gegevens later", "Hoe reageren", "Ouders (h)erkennen de situatie niet",
        "Mededeling", "Gedaan, gegevens later", "Statement", "Tekst klaarmaken", "Nee", "Terug",
    )  # fmt: skip
    assert any("Noem aangifte dan liever niet" in told for told in script.told)
