"""An own plan that names own letters: checked, offered at a step, made, exported.

When the file of a letter is gone nobody is stopped by it.
"""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scala_cli import own_letters
from scala_cli.case.due import due_documents
from scala_cli.commands.letter import prepare
from scala_cli.documents.contexts import values
from scala_cli.dossier.store import Dossier
from scala_cli.plan.replay import Visit
from scala_cli.prompts.protocol import Item
from scala_cli.settings import Settings
from tests.commands.apart import case_of
from tests.commands.conftest import ONE, RunCli
from tests.commands.test_home import Script as Answers
from tests.commands.test_home import Scripted
from tests.conftest import PASSWORD, TickingClock

PLAN = """
formaat = 1
id = "pesten"
versie = 1
titel = "Pesten"
bron = "Voorbeeld: pestprotocol"
[[stap]]
id = "melding"
soort = "actie"
titel = "De melding"
tekst = "Leg vast wat er is gemeld."
wie = "Leerkracht"
bron = "Voorbeeld: 1"
naar = ["ernst"]
documenten = ["bedankbrief"]
aangeboden = ["oproep"]
[[stap]]
id = "ernst"
soort = "vraag"
titel = "Hoe ernstig is het?"
tekst = "Hoe ernstig is het?"
wie = "Directie"
bron = "Voorbeeld: 2"
aangeboden = ["oproep"]
opties = [{ id = "klein", titel = "Klein", naar = [] }]
"""
HEADER = '{#\ntitel = "Bedankt"\nlezer = "de melder"\nopenbaar = false\n#}\n'
OTHER = '{#\ntitel = "Oproep"\nlezer = "de ouders"\nopenbaar = false\nstappen = ["ernst"]\n#}\n'
NAMING = '{#\ntitel = "Los"\nlezer = "wie"\nopenbaar = false\nstappen = ["pesten/melding"]\n#}\n'
ANSWER = 'plan = "pesten"\n[[antwoord]]\nstap = "melding"\nkeuze = "gedaan"\n'
LETTERS = {"bedankbrief": f"{HEADER}Dank u wel.", "oproep": f"{OTHER}Kom praten."}


@pytest.fixture
def school(home: Path) -> Iterator[Path]:
    """The data folder, with the plan and its two letters."""
    for name, text in (
        ("plannen/pesten.toml", PLAN),
        *((f"brieven/{kind}.md.j2", text) for kind, text in LETTERS.items()),
    ):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    yield home
    own_letters.use(None)


@pytest.fixture
def start(run_cli: RunCli, answers: Callable[[str], Path]) -> Callable[[], str]:
    """Walk the plan past its first step; gives what was said beside the output."""

    def started() -> str:
        ran = run_cli("start", "--antwoorden", answers(ANSWER))
        assert ran.code == 3
        return ran.err

    return started


def letter(home: Path, kind: str = "bedankbrief") -> Path:
    """Return the file of a letter."""
    return home / "brieven" / f"{kind}.md.j2"


def test_the_plan_is_sound_and_shows_its_letters(run_cli: RunCli, school: Path) -> None:
    ran = run_cli("plan", "controleer")
    assert (ran.code, ran.err, "pesten" in ran.out) == (0, "", True)
    assert "Let op" not in ran.out
    out = run_cli("plan", "toon", "pesten").out
    assert ("Maakt: bedankbrief" in out, "Brieven: oproep" in out) == (True, True)


def test_a_plan_with_a_letter_that_is_not_there_is_wrong(run_cli: RunCli, school: Path) -> None:
    letter(school).unlink()
    ran = run_cli("plan", "controleer")
    assert ran.code == 4
    assert "regel 15, stap 'melding': document 'bedankbrief' bestaat niet." in ran.err


def test_a_letter_with_a_fault_is_pointed_at_where_the_plan_names_it(
    run_cli: RunCli, school: Path
) -> None:
    letter(school).write_text(f"{HEADER}{{{{ weg }}}}", encoding="utf-8")
    ran = run_cli("plan", "controleer")
    assert ran.code == 0
    assert "stap 'melding': eigen brief 'bedankbrief': regel 6: de naam 'weg' is hier" in ran.out


def test_the_step_makes_it_the_case_shows_it_and_the_export_has_it(
    run_cli: RunCli, school: Path, start: Callable[[], str], tmp_path: Path
) -> None:
    start()
    made = json.loads(run_cli("dossier", "toon", ONE, "--json").out)["documenten"]
    assert [(one["soort"], one["tekst"]) for one in made] == [("bedankbrief", "Dank u wel.")]
    [document] = case_of(school, ONE).documents
    assert document.visit == Visit("melding", 1)
    ran = run_cli("exporteer", ONE, "--naar", tmp_path / "uit")
    text = Path(ran.out.strip()).read_text(encoding="utf-8")
    assert "## Bedankt\n" in text
    assert "> Dank u wel.\n" in text


def test_a_letter_made_by_name_belongs_to_the_step_that_the_plan_offers_it_at(
    run_cli: RunCli, school: Path, start: Callable[[], str]
) -> None:
    letter(school, "oproep").write_text(f"{HEADER}Kom praten.", encoding="utf-8")
    start()
    assert "oproep: Bedankt" in run_cli("brief", ONE).out.partition("\nBrieven\n")[0]
    assert run_cli("brief", "oproep", ONE).code == 0
    assert case_of(school, ONE).documents[-1].visit == Visit("ernst", 1)


def test_the_list_of_letters_names_the_steps_of_own_plans(run_cli: RunCli, school: Path) -> None:
    out = run_cli("brief").out
    assert "- bedankbrief: Bedankt (voor de melder; eigen brief; bij: De melding (pesten))" in out
    assert "bij: De melding (pesten) en Hoe ernstig is het? (pesten))" in out


def test_whatever_becomes_of_the_file_the_walk_goes_on_and_the_letter_is_made_later(
    run_cli: RunCli, school: Path, answers: Callable[[str], Path]
) -> None:
    run_cli("start", "--plan", "pesten")
    text = letter(school).read_text(encoding="utf-8")
    letter(school).unlink()
    file = answers(ANSWER)
    ran = run_cli("verder", ONE, "--antwoorden", file)
    assert (ran.code, ran.err.count("brieven/bedankbrief.md.j2 klopt niet.")) == (3, 1)
    assert "Daarom is deze brief nu niet gemaakt. U kunt gewoon door." in ran.err
    assert "bedankbrief.md.j2: het bestand is er niet, of niet meer." in ran.err
    assert case_of(school, ONE).documents == ()
    assert [one.visit.step for one in case_of(school, ONE).standing] == ["melding"]
    letter(school).write_text(f"{HEADER}{{% if %}}", encoding="utf-8")
    ran = run_cli("verder", ONE)
    assert "bedankbrief.md.j2, regel 6: " in ran.err
    letter(school).write_text(text, encoding="utf-8")
    run_cli("verder", ONE)
    [document] = case_of(school, ONE).documents
    assert (document.kind, document.text) == ("bedankbrief", "Dank u wel.")
    assert due_documents(case_of(school, ONE)) == ()


def test_once_made_it_is_not_made_again_when_the_file_changes(
    run_cli: RunCli, school: Path, start: Callable[[], str]
) -> None:
    start()
    letter(school).write_text(f"{HEADER}Heel iets anders.", encoding="utf-8")
    run_cli("verder", ONE)
    assert [one.text for one in case_of(school, ONE).documents] == ["Dank u wel."]


@pytest.fixture
def at_the_keyboard(school: Path) -> Callable[..., Answers]:
    """Go on at a terminal: `at_the_keyboard("gedaan", …)`; gives what was asked."""

    def walked(*given: str | type[BaseException]) -> Answers:
        from scala_cli.commands.walk import go_on
        from scala_cli.errors import Stopped

        output = io.StringIO()
        script = Answers(output, list(given))
        settings = Settings(school, plain=True, password=PASSWORD)
        run = Scripted(settings, TickingClock(), io.StringIO(), output, "", script)
        with pytest.raises(Stopped):
            go_on(run, ONE, None, as_json=False)
        return script

    return walked


def offered(asked: tuple[str, tuple[Item, ...], str]) -> list[str]:
    """Return the texts that can be made ready at a question."""
    return [one.title for one in asked[1] if one.id.startswith("TEKST:")]


def test_the_walk_offers_what_the_plan_names_and_own_letters_that_name_the_step(
    run_cli: RunCli, school: Path, at_the_keyboard: Callable[..., Answers]
) -> None:
    letter(school, "los").write_text(f"{NAMING}Los.", encoding="utf-8")
    letter(school, "kapot").write_text("geen kop", encoding="utf-8")
    run_cli("start", "--plan", "pesten")
    script = at_the_keyboard("gedaan", EOFError)
    assert [offered(one) for one in script.asked] == [
        [
            "Tekst klaarmaken: Bedankt",
            "Tekst klaarmaken: Oproep",
            "Tekst klaarmaken: Los",
        ],
        ["Tekst klaarmaken: Oproep"],
    ]


def test_choosing_a_letter_whose_file_is_gone_says_so_and_the_question_comes_again(
    run_cli: RunCli, school: Path, at_the_keyboard: Callable[..., Answers]
) -> None:
    run_cli("start", "--plan", "pesten")
    letter(school, "oproep").unlink()
    script = at_the_keyboard("TEKST:oproep", EOFError)
    assert len(script.asked) == 2
    [told] = script.told
    assert told.startswith("brieven/oproep.md.j2 klopt niet. Uw dossier is niet veranderd.")
    assert told.endswith("- brieven/oproep.md.j2: het bestand is er niet, of niet meer.")
    assert "Uw dossier is niet veranderd. Zet het terug in de map" in told
    assert case_of(school, ONE).count == 1


def test_a_letter_made_ready_at_an_open_step_is_recorded_there(
    run_cli: RunCli, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_cli("start", "--plan", "pesten")
    output = io.StringIO()
    settings = Settings(school, plain=True, password=PASSWORD)
    run = Scripted(settings, TickingClock(), io.StringIO(), output, "", Answers(output, []))
    with Dossier.open(school, PASSWORD, TickingClock()) as dossier:
        prepare(run, dossier, dossier.case(ONE), Visit("melding", 1), "oproep")
    assert capsys.readouterr().out == "Kom praten.\n"
    [document] = case_of(school, ONE).documents
    assert (document.kind, document.visit) == ("oproep", Visit("melding", 1))


@pytest.mark.parametrize("state", ["there", "gone"])
def test_the_text_that_was_really_sent_is_kept_also_when_the_file_is_gone(
    run_cli: RunCli, school: Path, answers: Callable[[str], Path], state: str
) -> None:
    field = '\nvelden = [{ id = "tekst", soort = "lange-tekst", titel = "Wat stuurde u?", rol = "geplaatste-tekst" }]'  # noqa: E501 - one line of a plan
    plan = school / "plannen" / "pesten.toml"
    plan.write_text(PLAN.replace('aangeboden = ["oproep"]', field.strip(), 1), encoding="utf-8")
    run_cli("start", "--plan", "pesten")
    if state == "gone":
        letter(school).unlink()
    sent = f'{ANSWER}velden = {{ tekst = "Dank, J. Voorbeeld." }}\n'
    ran = run_cli("verder", ONE, "--antwoorden", answers(sent))
    assert ran.code == 3
    # Of a letter that isn't there it isn't known that it is not public.
    assert ("deze tekst is openbaar" in ran.err) == (state == "gone")
    [document] = case_of(school, ONE).documents
    assert (document.kind, document.text, document.settled) == (
        "bedankbrief",
        "Dank, J. Voorbeeld.",
        True,
    )


# A field that is called as something of the program's.


OWN_NUMBER = """
velden = [
  { id = "ernstig", soort = "ja-nee", titel = "Is het ernstig?" },
  { id = "dossier", soort = "tekst", titel = "In welk dossier van de school?" },
]"""
NUMBERED = HEADER.replace("#}", 'gegevens = ["dossier", "ernstig"]\n#}')


def with_own_number(school: Path) -> None:
    """Give the plan a field that is called as something of the program's."""
    plan = school / "plannen" / "pesten.toml"
    plan.write_text(
        PLAN.replace('\n[[stap]]\nid = "ernst"', OWN_NUMBER + '\n[[stap]]\nid = "ernst"'),
        encoding="utf-8",
    )


def test_a_field_that_is_called_as_something_of_the_program_is_a_fault_with_its_line(
    run_cli: RunCli, school: Path
) -> None:
    with_own_number(school)
    line = (
        (school / "plannen" / "pesten.toml")
        .read_text(encoding="utf-8")
        .split("\n")
        .index('  { id = "dossier", soort = "tekst", titel = "In welk dossier van de school?" },')
    )
    told = (
        f"regel {line + 1}, stap 'melding': 'dossier' is een naam van het programma zelf: in een "
        "brief is dat het nummer van het dossier. Kies een andere id, zoals 'dossier_school'."
    )
    ran = run_cli("plan", "controleer")
    assert (ran.code, told in ran.err) == (4, True)
    ran = run_cli("plan", "controleer", school / "plannen" / "pesten.toml")
    assert (ran.code, told in ran.err) == (4, True)
    ran = run_cli("start", "--plan", "pesten")
    assert (ran.code, told in ran.err) == (4, True)


def test_a_case_that_has_pinned_such_a_plan_goes_on_and_its_letters_say_what_they_lack(
    run_cli: RunCli, school: Path, answers: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_own_number(school)
    body = "Nummer: {{ dossier }}. {% if ernstig %}Erg.{% else %}Niet erg.{% endif %}"
    letter(school).write_text(f"{NUMBERED}{body}", encoding="utf-8")
    with monkeypatch.context() as before:
        before.delitem(values.PROGRAM_NAMES, "dossier")
        assert run_cli("start", "--plan", "pesten").code == 3
    ran = run_cli(
        "verder", ONE, "--antwoorden", answers(f'{ANSWER}velden = {{ dossier = "B7" }}\n')
    )
    assert ran.code == 3
    [document] = case_of(school, ONE).documents
    assert document.text.replace("\\", "") == "Nummer: [dossier]. [Is het ernstig?]"
    assert case_of(school, ONE).value("dossier") == "B7"
    ran = run_cli("brief", "bedankbrief", ONE)
    assert (ran.code, "'dossier' is een naam van het programma zelf" in ran.err) == (4, True)


def test_what_a_letter_compares_in_vain_is_pointed_at_where_the_plan_names_it(
    run_cli: RunCli, school: Path
) -> None:
    letter(school).write_text(
        f"{HEADER}x{{% if keuze.ernst == 'Klein' %}}y{{% endif %}}", encoding="utf-8"
    )
    told = "regel 6: vergelijk 'keuze.ernst' met de id 'klein', niet met de titel."
    out = run_cli("plan", "controleer").out
    assert f"stap 'melding': eigen brief 'bedankbrief': {told}" in out
    assert f"brieven/bedankbrief.md.j2, {told}" in run_cli("brief").out
