"""A school's own plans on the command line: made, checked, used; and never in the way of a case."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scala_cli import resources
from scala_cli.screen import plain
from tests.commands.conftest import RunCli
from tests.plan.conftest import document, step, toml
from tests.plan.test_eigen import FILES

FAULT = 'titel = "Het bericht is gemeld"\n'
SHIPPED = (resources.folder("data") / "plannen" / "plaatsing.toml").read_text(encoding="utf-8")

Put = Callable[[str, str], Path]


@pytest.fixture
def put(home: Path) -> Put:
    """Write an own plan: `put("pesten.toml", text)`."""

    def written(name: str, text: str) -> Path:
        path = home / "plannen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def three(put: Put) -> None:
    """The three plans of other kinds, as own plans."""
    for path in FILES:
        put(path.name, path.read_text(encoding="utf-8"))


def changed(old: str = "Het bericht is gemeld", new: str = "Nieuw", version: int = 7) -> str:
    """Return the shipped plan with a change in it."""
    assert old in SHIPPED
    return SHIPPED.replace(old, new).replace("versie = 2", f"versie = {version}")


# Making one.


def test_a_new_plan_passes_the_check_as_written_and_can_be_walked(
    run_cli: RunCli, home: Path
) -> None:
    ran = run_cli("plan", "nieuw", "pesten", "--titel", 'Pesten "op" school')
    path = home / "plannen" / "pesten.toml"
    assert (ran.code, str(path) in ran.out) == (0, True)
    text = path.read_text(encoding="utf-8")
    assert 'titel = "Pesten \\"op\\" school"' in text
    assert sum(line.startswith("#") or " # " in line for line in text.splitlines()) > 12

    ran = run_cli("plan", "controleer")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() == "In orde: medewerker, plaatsing, pesten."
    document = json.loads(run_cli("plan", "toon", "pesten", "--json").out)
    assert (document["id"], len(document["stappen"])) == ("pesten", 5)
    assert len(json.loads(run_cli("plan", "paden", "pesten", "--json").out)["paden"]) == 2


def test_without_a_name_it_is_mijn_plan_and_elsewhere_when_told(
    run_cli: RunCli, home: Path, tmp_path: Path
) -> None:
    assert run_cli("plan", "nieuw").code == 0
    assert (home / "plannen" / "mijn-plan.toml").is_file()
    path = tmp_path / "nieuw" / "x.toml"
    ran = run_cli("plan", "nieuw", "verzuim", "--naar", path)
    assert (ran.code, f"stappenplan plan controleer {path}" in ran.out) == (0, True)
    assert "verzuim" not in run_cli("plan", "lijst").out
    assert run_cli("plan", "controleer", path).out.strip() == "In orde: verzuim."


def test_nothing_that_is_there_is_written_over(
    run_cli: RunCli, home: Path, put: Put, tmp_path: Path
) -> None:
    path = put("pesten.toml", "van mij")
    ran = run_cli("plan", "nieuw", "pesten")
    assert (ran.code, path.read_text()) == (2, "van mij")
    assert "bestaat al en is niet veranderd" in ran.err
    assert run_cli("plan", "nieuw", "x", "--naar", path).code == 2
    dangling = tmp_path / "los.toml"
    dangling.symlink_to(tmp_path / "nergens.toml")
    assert run_cli("plan", "nieuw", "x", "--naar", dangling).code == 2
    assert not (tmp_path / "nergens.toml").exists()
    assert run_cli("plan", "nieuw", "x", "--naar", tmp_path).code == 2
    dossier = home / "dossiers.stappenplan"
    assert run_cli("plan", "nieuw", "x", "--naar", dossier).code == 2
    assert not dossier.exists()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Pesten", "Bedoelde u 'pesten'?"),
        ("te laat", "Bedoelde u 'te-laat'?"),
        ("../x", "kan geen naam van een plan zijn"),
        ("a" * 61, "kan geen naam van een plan zijn"),
        ("\x1b[2J", "kan geen naam van een plan zijn"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused(
    run_cli: RunCli, home: Path, typed: str, hint: str
) -> None:
    ran = run_cli("plan", "nieuw", typed)
    assert (ran.code, hint in ran.err, "\x1b" in ran.err) == (2, True, False)
    assert not (home / "plannen").exists()


def test_with_the_name_of_a_plan_of_the_program_it_is_a_copy_to_change(
    run_cli: RunCli, home: Path
) -> None:
    ran = run_cli("plan", "nieuw", "plaatsing")
    assert ran.code == 0
    assert (home / "plannen" / "plaatsing.toml").read_text(encoding="utf-8") == SHIPPED
    assert "in plaats van dat van het programma" in ran.out
    assert run_cli("plan", "controleer").code == 0


# Naming them.


def test_an_own_plan_is_named_as_such_wherever_it_stands_for_the_programs(
    run_cli: RunCli, put: Put, three: None
) -> None:
    put("plaatsing.toml", changed())
    rows = [line.split("\t") for line in run_cli("plan", "lijst").out.strip().splitlines()]
    said = {row[0]: row[-1] for row in rows}
    instead = "eigen plan, in plaats van dat van het programma (plannen/plaatsing.toml)"
    assert said["plaatsing"] == instead
    assert said["pesten"] == "eigen plan (plannen/pesten.toml)"
    assert not said["medewerker"]
    for words in (("toon", "plaatsing"), ("paden", "plaatsing", "--json")):
        ran = run_cli("plan", *words)
        assert "Dit is uw eigen plan plannen/plaatsing.toml, in plaats van dat van" in ran.err
    assert "Nieuw" in run_cli("plan", "toon", "plaatsing").out
    ran = run_cli("start", "--json")
    assert "Dit is uw eigen plan plannen/plaatsing.toml" in ran.err
    assert json.loads(ran.out)["plan"] == "plaatsing"
    assert "eigen plan" not in run_cli("plan", "toon", "pesten").err


def test_the_foot_of_the_list_of_plans_comes_last(
    run_cli: RunCli, put: Put, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("kapot.toml", "formaat = ")
    shown: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(
            "scala_cli.screen.printing.PlainPrinter.show",
            lambda _, page: shown.extend(
                line for block in page.blocks for line in plain.lines(block, for_script=False)
            ),
        )
        assert run_cli("plan", "lijst").code == 0
    assert shown[-1] == "Bekijken: stappenplan plan toon ID"
    assert "  eigen plan (plannen/pesten.toml)" in shown


def test_the_page_of_a_plan_shows_where_an_option_stands(run_cli: RunCli, put: Put) -> None:
    put("pesten.toml", OPTIONS)
    out = run_cli("plan", "toon", "pesten").out
    assert "- Klein (einde van dit spoor; bron: Protocol 3a)" in out
    assert "- Groot (einde van dit spoor)" in out


OPTIONS = """
formaat = 1
id = "pesten"
versie = 1
titel = "Pesten"
bron = "Protocol"
[[stap]]
id = "ernst"
soort = "vraag"
titel = "Hoe ernstig?"
tekst = "Hoe ernstig?"
wie = "Directie"
bron = "Protocol 3"
opties = [
  { id = "klein", titel = "Klein", naar = [], bron = "Protocol 3a" },
  { id = "groot", titel = "Groot", naar = [] },
]
"""


def test_a_wrong_own_plan_is_listed_with_its_faults_and_the_others_work(
    run_cli: RunCli, put: Put, three: None
) -> None:
    put("pesten.toml", 'id = "pesten"\ntitel = "x\n')
    put("dagboek.toml.txt", "")
    ran = run_cli("plan", "lijst")
    assert ran.code == 0
    assert "Eigen plannen met een fout" in ran.out
    assert "- plannen/pesten.toml, regel 2: is geen geldige TOML" in ran.out
    assert '  2 | titel = "x' in ran.out
    assert "plannen/dagboek.toml.txt: wordt niet gelezen" in ran.out
    assert run_cli("plan", "toon", "verzuim").code == 0
    assert run_cli("plan", "toon", "pesten").code == 4
    ran = run_cli("plan", "controleer")
    assert (ran.code, ran.out) == (4, "")
    assert "In 2 bestanden staan samen 2 fouten." in ran.err


def test_start_takes_the_programs_plan_where_the_own_default_one_is_wrong_and_says_so(
    run_cli: RunCli, put: Put
) -> None:
    put("plaatsing.toml", changed(FAULT, ""))
    ran = run_cli("start", "--json")
    assert ran.code == 3
    assert ran.err.count("Uw eigen plan 'plaatsing' heeft fouten en wordt niet gebruikt") == 1
    assert run_cli("dossier", "toon", "2026-001").out.count("(versie 3)") == 1


def test_start_says_that_a_wrong_own_plan_to_go_on_in_is_not_used(
    run_cli: RunCli, put: Put
) -> None:
    put("medewerker.toml", 'formaat = 1\nid = "medewerker"\n')
    ran = run_cli("start", "--json")
    assert ran.code == 3
    assert ran.err.count("Uw eigen plan 'medewerker' heeft fouten en wordt niet gebruikt") == 1
    assert "(plannen/medewerker.toml). Dat van het programma komt ervoor in de plaats." in ran.err


def test_a_folder_that_holds_too_much_is_told_and_the_programs_plans_are_used(
    run_cli: RunCli, put: Put
) -> None:
    for number in range(51):
        put(f"p{number}.toml", "")
    ran = run_cli("start", "--json")
    assert (ran.code, "bevat te veel bestanden" in ran.err) == (3, True)
    assert "bevat te veel bestanden" in run_cli("plan", "lijst").out
    assert run_cli("plan", "controleer").code == 4


@pytest.mark.parametrize("asked", ["--plan", "--antwoorden"])
def test_whoever_names_a_wrong_own_plan_gets_all_its_faults_and_nothing_is_stored(
    run_cli: RunCli, home: Path, put: Put, tmp_path: Path, asked: str
) -> None:
    put("plaatsing.toml", changed(FAULT, "").replace('naar = ["spoed"]', 'naar = ["spoet"]'))
    answers = tmp_path / "a.toml"
    answers.write_text('plan = "plaatsing"\n[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"\n')
    ran = run_cli("start", asked, "plaatsing" if asked == "--plan" else answers)
    assert (ran.code, ran.out) == (4, "")
    assert "'titel' ontbreekt" in ran.err
    assert "Bedoelde u 'spoed'?" in ran.err
    assert not (home / "dossiers.stappenplan").exists()


def test_the_paths_of_a_loop_read_in_the_order_walked_and_the_json_stays_in_plan_order(
    run_cli: RunCli, put: Put
) -> None:
    loop = document(
        step("terug", ["houdt"]), step("houdt", {"ja": [], "nee": ["terug"]}), plan_id="lus"
    )
    put("lus.toml", "".join(f"{key} = {toml(value)}\n" for key, value in loop.items()))
    ran = run_cli("plan", "paden", "lus")
    assert "2 wegen door 'lus'." in ran.out
    said = " ".join(ran.out.split())
    assert "terug:gedaan → houdt:nee → terug:gedaan (keer 2) → houdt:ja (keer 2)" in said
    listed = json.loads(run_cli("plan", "paden", "lus", "--json").out)["paden"]
    assert ["terug:gedaan", "terug:gedaan", "houdt:nee", "houdt:ja"] in listed


# Checking them.


def test_every_fault_is_told_with_its_line_and_what_stands_there(
    run_cli: RunCli, tmp_path: Path
) -> None:
    path = tmp_path / "x.toml"
    text = changed('"gesprek-kind", "ouders-uitnodigen"', '"gesprek-knid", "ouders-uitnodigen"')
    text = text.replace('documenten = ["statement"]', 'documenten = ["statment"]', 1)
    text = text.replace("wacht = true\n", "wahct = true\n", 1)
    path.write_text(text, encoding="utf-8")
    ran = run_cli("plan", "controleer", path)
    assert ran.code == 4
    lines = text.split("\n")
    found = re.findall(
        r"^- x\.toml, regel (\d+), stap '.+?': (.+)\n  \1 \| (.+)$", ran.err, re.MULTILINE
    )
    assert len(found) == 3
    for line, sentence, shown in found:
        assert "Bedoelde u '" in sentence
        assert shown.startswith(lines[int(line) - 1][:60].strip())
    assert [int(one[0]) for one in found] == sorted(int(one[0]) for one in found)


def test_what_is_odd_is_told_and_is_no_fault(run_cli: RunCli, put: Put) -> None:
    put("plaatsing.toml", changed('wie = "Medewerker meldt, directie legt vast"', 'wie = "?"'))
    ran = run_cli("plan", "controleer")
    assert (ran.code, ran.err) == (0, "")
    assert "Let op: dit mag, maar klopt het?" in ran.out
    assert "stap 'signaal': niemand doet deze stap: bij 'wie' staat '?'." in ran.out


def test_a_file_is_checked_in_the_place_of_the_own_plan_of_that_id(
    run_cli: RunCli, three: None, tmp_path: Path
) -> None:
    better = tmp_path / "verzuim-nieuw.toml"
    text = next(one for one in FILES if one.stem == "verzuim").read_text(encoding="utf-8")
    better.write_text(text.replace('"zorgteam"', '"team"'), encoding="utf-8")
    ran = run_cli("plan", "controleer", better)
    # What hands over to it, here `pesten`, is another file's matter.
    assert ran.code == 4
    assert "plannen/pesten.toml" in ran.err
    assert "'verzuim/zorgteam', die er niet is" in ran.err
    better.write_text(text, encoding="utf-8")
    assert run_cli("plan", "controleer", better).out.strip() == "In orde: verzuim."


# A case keeps its plan.


def test_a_case_keeps_the_plan_that_it_began_with_whatever_becomes_of_the_file(
    run_cli: RunCli, put: Put, three: None, tmp_path: Path
) -> None:
    answers = tmp_path / "a.toml"
    answers.write_text('plan = "datalek"\n[[antwoord]]\nstap = "ontdekt"\nkeuze = "gedaan"\n')
    assert run_cli("start", "--antwoorden", answers).code == 3
    before = run_cli("dossier", "toon", "2026-001").out
    assert "Datalek (voorbeeld) (versie 3)" in before
    path = put("datalek.toml", "kapot = ")
    for _ in range(2):
        assert run_cli("dossier", "toon", "2026-001").out == before
        for form in ("md", "json"):
            target = tmp_path / form
            run_cli("exporteer", "2026-001", "--vorm", form, "--naar", target)
        [markdown] = (tmp_path / "md").glob("*.md")
        assert "versie 3" in markdown.read_text(encoding="utf-8")
        [exported] = (tmp_path / "json").glob("*.json")
        versions = json.loads(exported.read_text(encoding="utf-8"))
        pinned = versions.get("dossiers", [versions])[0]["plannen"]
        assert {(one["inhoud"]["id"], one["inhoud"]["versie"]) for one in pinned} == {
            ("datalek", 3),
            ("medewerker", 3),
        }
        path.unlink(missing_ok=True)
        for one in (tmp_path / "md", tmp_path / "json"):
            for file in one.iterdir():
                file.unlink()
    answers.write_text(
        '[[antwoord]]\nstap = "dichten"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "wie-ontving"\nkeuze = "onbekend"\n'
        '[[antwoord]]\nstap = "uitzoeken"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "wegen"\nkeuze = "medewerker"\n'
    )
    ran = run_cli("verder", "2026-001", "--antwoorden", answers, "--json")
    assert json.loads(ran.out)["open"] == ["besluit", "medewerker/aanspreken"]
    assert run_cli("controleer").code == 0


def test_posters_in_one_incident_have_a_case_each_that_name_one_another(
    run_cli: RunCli, three: None, tmp_path: Path
) -> None:
    answers = tmp_path / "a.toml"
    answers.write_text('plan = "pesten"\n[[antwoord]]\nstap = "melding"\nkeuze = "gedaan"\n')
    for _ in range(2):
        run_cli("start", "--antwoorden", answers)
    assert run_cli("dossier", "koppel", "2026-001", "2026-002").code == 0
    assert "2026-002" in run_cli("dossier", "toon", "2026-001").out
    assert "2026-001" in run_cli("dossier", "toon", "2026-002").out


def test_an_own_plan_of_which_who_did_it_stays_unknown_waits_and_can_be_closed(
    run_cli: RunCli, three: None, tmp_path: Path
) -> None:
    said = {"melding": "gedaan", "gevaar": "nee", "gepeste": "gedaan", "online": "nee"}
    text = "".join(f'[[antwoord]]\nstap = "{k}"\nkeuze = "{v}"\n' for k, v in said.items())
    skipped = 'overgeslagen = true\nreden = "nog onbekend wie het deed"\n'
    answers = tmp_path / "a.toml"
    answers.write_text(f'plan = "pesten"\n{text}[[antwoord]]\nstap = "pester"\n{skipped}')
    document = json.loads(run_cli("start", "--antwoorden", answers, "--json").out)
    assert (document["open"], document["status"]) == (["wie"], "open")
    assert "Wie deed het?" in run_cli("wat-nu", "2026-001").out


HEAD = 'formaat = 1\nid = "{}"\nversie = 1\ntitel = "X"\nbron = "Protocol 1"\n'
STEP = 'soort = "{}"\ntitel = "A"\ntekst = "A"\nwie = "Directie"\nbron = "Protocol 2"\n'
AGAIN = (
    f'[[stap]]\nid = "a"\n{STEP.format("actie")}naar = ["b"]\n'
    f'[[stap]]\nid = "b"\n{STEP.format("vraag")}opties = [\n'
    '{ id = "nee", titel = "Nee", naar = ["a"] },\n{ id = "ja", titel = "Ja", naar = [] },\n]\n'
)


def test_ways_through_a_plan_are_shown_as_they_are_walked_and_json_in_plan_order(
    run_cli: RunCli, put: Put
) -> None:
    put("lus.toml", HEAD.format("lus") + AGAIN)
    assert run_cli("plan", "paden", "lus").out.strip().splitlines() == [
        "2 wegen door 'lus'.",
        "",
        "- a:gedaan → b:nee → a:gedaan (keer 2) → b:ja (keer 2)",
        "- a:gedaan → b:ja",
    ]
    document = json.loads(run_cli("plan", "paden", "lus", "--json").out)
    assert document["paden"][0] == ["a:gedaan", "a:gedaan", "b:nee", "b:ja"]


def test_a_plan_with_one_way_and_no_emergency_lines_says_no_more_than_that(
    run_cli: RunCli, put: Put
) -> None:
    put("kort.toml", f'{HEAD.format("kort")}[[stap]]\nid = "a"\n{STEP.format("actie")}naar = []\n')
    assert run_cli("plan", "paden", "kort").out.strip().startswith("1 weg door 'kort'.")
    ran = run_cli("start", "--plan", "kort")
    assert ("Eerst dit" in ran.out, "stap 1: A" in ran.out) == (False, True)
    assert "Eerst dit" in run_cli("start").out


def test_a_file_with_faults_is_told_of_alone_and_not_what_hands_over_to_it(
    run_cli: RunCli, three: None, tmp_path: Path
) -> None:
    text = next(one for one in FILES if one.stem == "verzuim").read_text(encoding="utf-8")
    wrong = tmp_path / "verzuim-nieuw.toml"
    wrong.write_text(text.replace('wie = "Administratie"\n', "", 1), encoding="utf-8")
    ran = run_cli("plan", "controleer", wrong)
    assert (ran.code, "'wie' ontbreekt." in ran.err) == (4, True)
    assert "plannen/" not in ran.err
