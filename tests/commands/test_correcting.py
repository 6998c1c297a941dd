"""`dossier vul-aan` and `dossier herzie`: what is recorded, brought about, and refused."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.answer import Answer
from scala_cli.case.due import due_documents
from scala_cli.case.events import Draft, Kind
from scala_cli.case.replies import Supplement, draft
from scala_cli.commands import correcting
from scala_cli.commands.changes import Asked
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Stopped
from scala_cli.plan.replay import Visit
from scala_cli.settings import Settings
from tests.commands.apart import add, case_of, close, erase, last_of, tamper
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock
from tests.walking import chosen

WIE = Visit("wie", 1)
WHY = ("--reden", "verkeerd gekozen")


class AtTerminal(io.StringIO):
    """A stream that a person is behind."""

    def isatty(self) -> bool:
        return True


Typed = Callable[..., tuple[Run, AtTerminal]]


@pytest.fixture
def typed(filled: Path) -> Typed:
    """Return a run in which a person types these lines, and what that person sees."""

    def made(*lines: str) -> tuple[Run, AtTerminal]:
        source, output = AtTerminal("".join(f"{line}\n" for line in lines)), AtTerminal()
        return Run(Settings(filled, True, PASSWORD), TickingClock(), source, output, ""), output

    return made


def answer_of(home: Path, number: str, step: str) -> Answer:
    return case_of(home, number).answers[Visit(step, 1)]


def unchanged(home: Path, number: str, count: int) -> bool:
    return case_of(home, number).count == count


def test_empty_fields_are_filled_in(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli(
        "dossier", "vul-aan", ONE, "signaal", "--veld", "account=@voorbeeld", "--veld",
        "geraakt=de juf; A. Voorbeeld",
    )  # fmt: skip

    assert (ran.code, ran.err) == (0, "")
    assert f"Vastgelegd in dossier {ONE}" in ran.out
    assert "aangevuld, geraakt en account" in ran.out or "aangevuld, account en geraakt" in ran.out
    fields = answer_of(filled, ONE, "signaal").fields
    assert (fields["account"], fields["geraakt"]) == ("@voorbeeld", ["de juf", "A. Voorbeeld"])
    assert last_of(filled, ONE).kind is Kind.SUPPLEMENTED


@pytest.mark.parametrize(
    ("command", "step", "value"),
    [
        (("herzie", *WHY), "stilte", "datum=1-1-2130"),
        (("herzie", *WHY), "gesprek", "datum=1-1-2130 9:00"),
        (("vul-aan",), "signaal", "geplaatst=1-1-2130"),
    ],
)
def test_a_date_to_come_is_refused_on_the_line_too(
    run_cli: RunCli, filled: Path, command: tuple[str, ...], step: str, value: str
) -> None:
    before = case_of(filled, ONE).count
    ran = run_cli("dossier", command[0], ONE, step, "--veld", value, *command[1:])

    assert ran.code == 2
    assert "Dat moet nog komen. Dat is pas " in ran.err
    assert unchanged(filled, ONE, before)


def test_another_choice_says_what_lapses_what_opens_and_what_stays(
    run_cli: RunCli, filled: Path
) -> None:
    before = case_of(filled, ONE)
    ran = run_cli("dossier", "herzie", ONE, "wie", "--keuze", "volwassene", *WHY)

    assert (ran.code, ran.err) == (0, "")
    head, _, rest = ran.out.partition("Vervallen, maar bewaard")
    assert "herzien, Volwassene heeft het geplaatst. (reden: verkeerd gekozen)" in head
    assert "Het eerdere antwoord blijft in het dossier te lezen" in head
    assert "Staat er nu niet meer bij: jonger dan 12" in head
    lapsed, _, opened = rest.partition("Nu open")
    assert "- Gesprek met het kind" in lapsed
    assert "- Gesprek met de ouders" in lapsed
    assert "Hoeft niet meer" in lapsed
    assert "- Hoe reageert de volwassene? (Directie)" in opened
    assert f"Verder: stappenplan verder {ONE}" in opened

    case = case_of(filled, ONE)
    assert (case.count, chosen(case, "wie")) == (before.count + 1, ("volwassene",))
    assert case.answers[WIE].fields == {"naam": "J. Voorbeeld", "klas": "Groep 8"}
    assert case.answers[WIE].replaced == before.answers[WIE]
    assert Visit("gesprek-kind", 1) in case.position.lapsed


def test_a_choice_that_is_put_back_lets_what_lapsed_stand_again(
    run_cli: RunCli, filled: Path
) -> None:
    run_cli("dossier", "herzie", ONE, "wie", "--keuze", "volwassene", *WHY)
    ran = run_cli("dossier", "herzie", ONE, "wie", "--keuze", "kind", *WHY)

    assert "Geldt weer" in ran.out
    assert "Kijk nog na of dit klopt" in ran.out
    assert f"Nakijken: stappenplan dossier herzie {ONE}" in ran.out
    assert case_of(filled, ONE).position.lapsed == ()


def test_a_value_is_changed_and_one_is_emptied_with_the_choice_as_it_was(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli(
        "dossier", "herzie", ONE, "wie", "--veld", "naam=K. Voorbeeld", "--veld", "klas=",
        "--reden", "verkeerd ingevuld",
    )  # fmt: skip

    assert ran.code == 0
    assert "Staat er nu niet meer bij: klas." in ran.out
    answer = answer_of(filled, ONE, "wie")
    assert answer.fields == {"naam": "K. Voorbeeld", "jonger_dan_12": True}
    assert (answer.choice, answer.revised_because) == (("kind",), "verkeerd ingevuld")


def test_a_step_that_was_done_can_be_skipped_after_all_and_the_other_way(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli("dossier", "herzie", ONE, "gesprek", "--overslaan", "geweigerd", *WHY)
    assert ran.code == 0
    assert answer_of(filled, ONE, "gesprek").skipped_because == "geweigerd"

    back = run_cli(
        "dossier", "herzie", ONE, "gesprek", "--keuze", "gedaan", "--veld", "verslag=Gepraat.",
        *WHY,
    )  # fmt: skip
    assert back.code == 0
    answer = answer_of(filled, ONE, "gesprek")
    assert (answer.choice, answer.fields) == (("gedaan",), {"verslag": "Gepraat."})


def test_a_document_that_became_due_is_made_and_named(run_cli: RunCli, filled: Path) -> None:
    before = case_of(filled, TWO)
    ran = run_cli("dossier", "herzie", TWO, "wie", "--veld", "naam=Mo Voorbeeld", *WHY)

    assert "In het dossier bewaard" in ran.out
    assert "- Verslag van het incident" in ran.out
    case = case_of(filled, TWO)
    assert "Mo Voorbeeld" in case.current_documents[-1].text
    assert case.count == before.count + 2
    assert due_documents(case) == ()


def test_several_choices_are_taken_in_the_order_of_the_plan(
    run_cli: RunCli, answers: Callable[[str], Path], home: Path
) -> None:
    text = 'plan = "medewerker"\n' + "".join(
        f'[[antwoord]]\nstap = "{step}"\nkeuze = "{choice}"\n'
        for step, choice in [
            ("ventileert", "gedaan"), ("aanspreken", "gedaan"), ("grensoverschrijdend", "nee"),
            ("reactie-medewerker", "inadequaat"), ("overleg-bestuur", "gedaan"),
            ("consequenties", "geen"),
        ]
    )  # fmt: skip
    run_cli("start", "--antwoorden", answers(text))
    both = ("--keuze", "schorsing", "--keuze", "waarschuwing")
    assert run_cli("dossier", "herzie", ONE, "consequenties", *both, *WHY).code == 0
    assert chosen(case_of(home, ONE), "consequenties") == ("waarschuwing", "schorsing")

    ran = run_cli("dossier", "herzie", ONE, "consequenties", *both, "--keuze", "geen", *WHY)
    assert ran.code == 2
    assert "'geen' gaat bij stap 'consequenties' niet samen met een andere keuze" in ran.err


SECRET = "Zeergeheim"
REFUSED = {
    ("vul-aan", ONE): "Noem een stap en minstens één --veld",
    ("vul-aan", ONE, "signaal"): "Noem een stap en minstens één --veld",
    ("vul-aan", ONE, "signaal", "--veld", SECRET): "NAAM=WAARDE",
    ("vul-aan", ONE, "signaal", "--veld", f"inhoud={SECRET}"): "Veld 'inhoud' is al ingevuld",
    ("vul-aan", ONE, "signaal", "--veld", "account="): "Veld 'account': er staat niets",
    ("vul-aan", ONE, "signaal", "--veld", f"geplaatst={SECRET}"): "Veld 'geplaatst': Dit is geen",
    ("vul-aan", ONE, "signaal", "--veld", "acount=x"): "Bedoelde u 'account'?",
    ("vul-aan", ONE, "signaal", "--veld", "account=a", "--veld", "account=b"): "staat er twee keer",
    ("vul-aan", ONE, "spoed", "--veld", "x=y"): "heeft geen lege velden",
    ("vul-aan", TWO, "gesprek", "--veld", f"verslag={SECRET}"): "is overgeslagen",
    ("vul-aan", TWO, "wie", "--veld", "jonger_dan_12=ja"): "hoort niet bij dit antwoord, maar bij",
    ("vul-aan", ONE, "sigaal", "--veld", "account=x"): "Bedoelde u 'signaal'?",
    ("vul-aan", ONE, "statement", "--veld", "kanaal=x"): "nog niet beantwoord",
    ("vul-aan", ONE, "medewerker/aanspreken", "--veld", "verslag=x"): "nog niet beantwoord",
    ("herzie", ONE): "Noem een stap en wat er anders moet",
    ("herzie", ONE, "wie"): "en de reden (--reden)",
    ("herzie", ONE, "wie", "--reden", SECRET): "Noem wat er anders moet",
    ("herzie", ONE, "wie", "--keuze", "kind"): "Noem de reden (--reden)",
    ("herzie", ONE, "wie", "--keuze", "kind", *WHY): "Dat stond er al",
    ("herzie", ONE, "wie", "--veld", "klas=Groep 8", *WHY): "Dat stond er al",
    ("herzie", ONE, "wie", "--keuze", "kindd", *WHY): "Bedoelde u 'kind'?",
    ("herzie", ONE, "wie", "--keuze", "kind", "--keuze", "volwassene", *WHY): "krijgt één keuze",
    ("herzie", ONE, "wie", "--overslaan", SECRET, *WHY): "Een vraag kan niet worden overgeslagen",
    ("herzie", ONE, "gesprek", "--keuze", "overgeslagen", *WHY): "Overslaan kan met --overslaan",
    ("herzie", ONE, "gesprek", "--keuze", "gedaan", "--overslaan", SECRET, *WHY): "één van de twee",
    ("herzie", ONE, "gesprek", "--overslaan", SECRET, "--veld", "datum=", *WHY): "geen velden",
    ("herzie", TWO, "gesprek", "--veld", f"verslag={SECRET}", *WHY): "voeg dan --keuze gedaan",
    ("herzie", ONE, "wie", "--keuze", "volwassene", "--veld", "jonger_dan_12=ja", *WHY): "bij kind",
    ("herzie", ONE, "wie", "--veld", f"jonger_dan_12={SECRET}", *WHY): "Veld 'jonger_dan_12': Hier",
    ("herzie", ONE, "wie", "--veld", "naam=x", "--reden", "\u200b"): "minstens één woord",
    ("herzie", ONE, "wie", "--veld", "naam=x", "--reden", "x" * 3000): "--reden: Deze tekst is te",
    ("herzie", "2026-999", "wie", "--keuze", "kind", *WHY): "Dossier 2026-999 bestaat niet",
}  # fmt: skip


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_cannot_be_is_told_with_code_2_and_without_what_was_typed(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    counts = case_of(filled, ONE).count, case_of(filled, TWO).count
    ran = run_cli("dossier", *words)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert REFUSED[words] in ran.err
    assert SECRET not in ran.err
    assert (case_of(filled, ONE).count, case_of(filled, TWO).count) == counts


@pytest.mark.parametrize("command", ["vul-aan", "herzie"])
def test_a_closed_case_is_reopened_first(run_cli: RunCli, filled: Path, command: str) -> None:
    close(filled, ONE)
    ran = run_cli("dossier", command, ONE, "signaal", "--veld", "account=x")

    assert ran.code == 2
    assert f"stappenplan dossier heropen {ONE}" in ran.err


@pytest.mark.parametrize("command", ["vul-aan", "herzie"])
def test_an_erased_case_takes_nothing_more(run_cli: RunCli, filled: Path, command: str) -> None:
    erase(filled, ONE)
    ran = run_cli("dossier", command, ONE, "signaal", "--veld", "account=x")

    assert ran.code == 2
    assert "is gewist; er kan niets meer bij" in ran.err


@pytest.mark.parametrize("command", ["vul-aan", "herzie"])
def test_a_case_that_was_changed_takes_nothing(run_cli: RunCli, filled: Path, command: str) -> None:
    tamper(filled, ONE)
    ran = run_cli("dossier", command, ONE, "signaal", "--veld", "account=x")

    assert ran.code == 5
    assert "Vertrouw niet op wat dit dossier zegt" in ran.err


def test_an_answer_that_was_erased_is_not_filled_in_again_but_may_be_given_anew(
    run_cli: RunCli, filled: Path
) -> None:
    add(filled, ONE, drafts.erase([2], "verzoek", "directie"))
    ran = run_cli("dossier", "vul-aan", ONE, "signaal", "--veld", "account=x")
    assert ran.code == 2
    assert "is gewist en wordt niet meer aangevuld" in ran.err

    assert run_cli("dossier", "herzie", ONE, "signaal", "--veld", "account=x", *WHY).code == 0
    assert answer_of(filled, ONE, "signaal").fields == {"account": "x"}


def test_a_lapsed_answer_is_not_changed(run_cli: RunCli, filled: Path) -> None:
    run_cli("dossier", "herzie", ONE, "wie", "--keuze", "volwassene", *WHY)
    ran = run_cli("dossier", "herzie", ONE, "gesprek-kind", "--veld", "verslag=x", *WHY)

    assert ran.code == 2
    assert "is vervallen" in ran.err


def test_a_step_is_named_with_its_plan_or_without(run_cli: RunCli, filled: Path) -> None:
    run_cli("dossier", "herzie", ONE, "plaatsing/wie", "--keuze", "medewerker", *WHY)
    for stdin in ("aanspreken", "grensoverschrijdend"):
        # The steps of the plan that the case was handed over to are answered in the walk.
        assert f"medewerker/{stdin}" in case_of(filled, ONE).graph.steps
    draft_ = Draft(Kind.ANSWERED, None, {"door": "x", "velden": {}}, "medewerker/aanspreken", 1,
                   ("gedaan",))  # fmt: skip
    add(filled, ONE, draft_)
    for name in ("aanspreken", "medewerker/aanspreken"):
        field = "verslag" if name == "aanspreken" else "afspraken"
        assert run_cli("dossier", "vul-aan", ONE, name, "--veld", f"{field}=Iets.").code == 0
    assert set(answer_of(filled, ONE, "medewerker/aanspreken").fields) == {"verslag", "afspraken"}


def test_a_date_that_tells_when_it_happened_moves_the_answer_there(
    run_cli: RunCli, filled: Path
) -> None:
    run_cli("dossier", "vul-aan", ONE, "stilte", "--veld", "datum=2026-11-19")

    assert answer_of(filled, ONE, "stilte").happened == "2026-11-19"


def test_at_a_terminal_the_walks_own_questions_are_asked(typed: Typed, filled: Path) -> None:
    run, seen = typed("3", "1", "2", "1", "1", "3", "3")
    correcting.revise(run, ONE, None, Asked())

    assert "Welk antwoord?" in seen.getvalue()
    assert "Waarom wijzigt u het antwoord?" in seen.getvalue()
    assert "Vastgelegd in dossier" in seen.getvalue()
    answer = answer_of(filled, ONE, "wie")
    assert (answer.choice, answer.revised_because) == (("volwassene",), "verkeerd gekozen")
    assert answer.fields == {"naam": "J. Voorbeeld"}
    assert "Bij het vorige antwoord stond: In welke klas of groep zit het kind?" in seen.getvalue()
    assert "Staat er nu niet meer bij: klas en jonger dan 12." in seen.getvalue()


def test_at_a_terminal_only_what_was_not_told_is_asked(typed: Typed, filled: Path) -> None:
    run, seen = typed("1", "1", "1", "3")
    correcting.revise(run, ONE, "wie", Asked(choice=["volwassene"]))
    assert "Waarom wijzigt u het antwoord?" in seen.getvalue()
    assert "Welk antwoord?" not in seen.getvalue()
    assert chosen(case_of(filled, ONE), "wie") == ("volwassene",)

    run, seen = typed("1", "3", "1", "1", "3")
    correcting.revise(run, ONE, "wie", Asked(reason="nog eens gevraagd"))
    assert "Wat wilt u doen?" in seen.getvalue()
    assert "Waarom wijzigt" not in seen.getvalue()
    assert answer_of(filled, ONE, "wie").revised_because == "nog eens gevraagd"


def test_at_a_terminal_each_empty_field_is_asked_and_recorded_by_itself(
    typed: Typed, filled: Path
) -> None:
    before = case_of(filled, ONE).count
    run, seen = typed("gisteren", "", "@voorbeeld", "")
    correcting.supplement(run, ONE, "signaal", [])

    fields = answer_of(filled, ONE, "signaal").fields
    assert (fields["account"], fields["geplaatst"]) == ("@voorbeeld", "2026-11-21")
    new = case_of(filled, ONE).events[before:]
    assert [event.kind for event in new] == [Kind.SUPPLEMENTED] * len(new)
    assert all(len(event.said["velden"]) == 1 for event in new)
    assert len(new) == 2
    assert seen.getvalue().count("aangevuld,") == 2


def test_at_a_terminal_the_answer_to_fill_in_is_pointed_at(typed: Typed, filled: Path) -> None:
    run, seen = typed("1", "", "@voorbeeld", "", "", "")
    correcting.supplement(run, ONE, None, [])

    assert "Welk antwoord?" in seen.getvalue()
    assert last_of(filled, ONE).kind is Kind.SUPPLEMENTED


def test_input_that_ends_halfway_keeps_what_was_filled_in(typed: Typed, filled: Path) -> None:
    before = case_of(filled, ONE).count
    run, _ = typed("gisteren")
    with pytest.raises(Stopped, match="Wat al was ingevuld, is bewaard"):
        correcting.supplement(run, ONE, "signaal", [])
    assert unchanged(filled, ONE, before + 1)


@pytest.mark.parametrize("lines", [("9",), ("1", "4")])
def test_who_thinks_better_of_it_leaves_all_as_it_was(
    typed: Typed, filled: Path, lines: tuple[str, ...]
) -> None:
    before = case_of(filled, ONE).count
    run, _ = typed(*lines)
    with pytest.raises(Stopped, match="Er is niets vastgelegd"):
        correcting.revise(run, ONE, None, Asked())
    assert unchanged(filled, ONE, before)


def test_nothing_filled_in_is_said(typed: Typed, filled: Path) -> None:
    before = case_of(filled, ONE).count
    run, seen = typed("", "", "", "")
    correcting.supplement(run, ONE, "signaal", [])

    assert "Er is niets ingevuld" in seen.getvalue()
    assert unchanged(filled, ONE, before)


def test_a_change_that_another_window_overtook_is_not_recorded(
    typed: Typed, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_late(case: object, *_: object) -> Supplement:
        add(filled, ONE, draft(other, case_of(filled, ONE), "adjunct", TickingClock()))
        return Supplement(Visit("signaal", 1), {"account": "@mijn"})

    other = Supplement(Visit("signaal", 1), {"account": "@ander"})
    monkeypatch.setattr(correcting, "fill_in", told_late)
    run, _ = typed()
    with pytest.raises(Stopped, match="intussen in een ander venster veranderd"):
        correcting.supplement(run, ONE, None, [])
    assert answer_of(filled, ONE, "signaal").fields["account"] == "@ander"


def test_the_case_reads_back_the_same_and_its_chain_holds(run_cli: RunCli, filled: Path) -> None:
    run_cli("dossier", "herzie", ONE, "wie", "--keuze", "volwassene", *WHY)
    run_cli("dossier", "vul-aan", ONE, "signaal", "--veld", "account=@x")

    assert run_cli("controleer").code == 0
    shown = json.loads(run_cli("dossier", "toon", ONE, "--json").out)
    assert shown["open"] == ["reactie-volwassene"]
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert dossier.faults() == []
