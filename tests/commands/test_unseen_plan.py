"""A plan that the program has never seen: its case is a whole one, or its faults are told.

A fault is told with its file, line and what is meant, and then nothing is stored.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.apart import case_of
from tests.commands.conftest import CHILD, ONE, RunCli

PLAN = """formaat = 1
id = "ruzie"
versie = 1
titel = "Ruzie op het plein"
bron = "Eigen plan"

[[stap]]
id = "melding"
soort = "actie"
titel = "Schrijf op wat er is."
tekst = "Schrijf het op."
wie = "directie"
bron = "A.1"
melding = true
velden = [
  { id = "verteller", soort = "persoon", titel = "Wie vertelt het?", rol = "melder" },
  { id = "deed_het", soort = "persoon", titel = "Wie?", rol = "plaatser", voor = ["politie"] },
]
naar = ["praat"]

[[stap]]
id = "praat"
soort = "actie"
titel = "Praat met wie het deed."
tekst = "Praat rustig."
wie = "directie"
bron = "A.1"
gesprek_met = "plaatser"
naar = []
"""


SAID = """plan = "ruzie"
[[antwoord]]
stap = "melding"
keuze = "gedaan"
velden = { verteller = "Mevrouw Voorbeeld", deed_het = "K. Voorbeeld" }
[[antwoord]]
stap = "praat"
keuze = "gedaan"
"""


@pytest.fixture
def walked(run_cli: RunCli, home: Path, answers: Callable[[str], Path]) -> Path:
    """A folder with a school's own plan, and a case that was walked by it to the end."""
    (home / "plannen").mkdir(parents=True)
    (home / "plannen" / "ruzie.toml").write_text(PLAN, encoding="utf-8")
    assert run_cli("plan", "controleer").code == 0
    assert run_cli("start", "--plan", "ruzie", "--antwoorden", answers(SAID)).code == 0
    return home


def test_its_case_closes_by_its_own_reasons_and_rests_on_no_other_plans_ground(
    run_cli: RunCli, walked: Path
) -> None:
    ran = run_cli("dossier", "sluit", ONE, "--reden", "plaatser-onbekend")
    assert (ran.code, "past niet bij het stappenplan van dossier 2026-001" in ran.err) == (2, True)
    assert run_cli("dossier", "sluit", ONE, "--reden", "afgehandeld").code == 0
    closed = case_of(walked, ONE).events[-1]
    assert "dossier" not in str(closed.said["grond"]).lower()


@pytest.mark.parametrize("reader", ["politie", "bestuur"])
def test_its_paper_holds_what_it_names_for_the_reader_and_no_more(
    reader: str, run_cli: RunCli, walked: Path
) -> None:
    assert run_cli("exporteer", ONE, "--naar", walked, "--voor", reader).code == 0
    paper = (walked / f"dossier-{ONE}-{reader}.md").read_text(encoding="utf-8")
    assert "Mevrouw Voorbeeld" not in paper
    assert ("K. Voorbeeld" in paper) == (reader == "politie")


def test_the_years_figures_tell_it_apart_from_the_cases_of_other_plans(
    run_cli: RunCli, walked: Path, answers: Callable[[str], Path]
) -> None:
    for _ in range(2):
        assert run_cli("start", "--plan", "ruzie", "--antwoorden", answers(SAID)).code == 0
    for _ in range(3):
        assert run_cli("start", "--antwoorden", answers(CHILD)).code in {0, 3}
    told = run_cli("overzicht").out
    assert "| Ruzie op het plein | 3 |" in told
    part = told.partition("\n# Ruzie op het plein\n")[2].partition("\n# ")[0]
    assert "## Stand\n\n| wat | aantal |" in part
    assert "| open | 3 |" in part
    assert "Statement" not in part
    assert "Wie plaatste het?" not in part


WRONG = [
    ('"melder"', '"meldder"', "regel 16, stap 'melding': rol 'meldder' bestaat niet"),
    ('"melder"', '"meldder"', "Bedoelde u 'melder'?"),
    (
        '["politie"]',
        '["politiek"]',
        (
            "regel 17, stap 'melding': voor 'politiek' bestaat niet; kies uit bestuur, politie. "
            "Bedoelde u 'politie'?"
        ),
    ),
    (
        'met = "plaatser"',
        'met = "ouder"',
        "regel 28, stap 'praat': gesprek_met 'ouder' bestaat niet",
    ),
    ('met = "plaatser"', 'met = "ouder"', "Bedoelde u 'ouders'?"),
    (
        'met = "plaatser"',
        'met = "geraakten"',
        (
            "regel 28, stap 'praat': gesprek_met 'geraakten': daar heeft het plan niemand voor. "
            'Zet rol = "geraakt" bij het veld met hun naam.'
        ),
    ),
    (
        'met = "plaatser"',
        'met = "plaatser"\nover = "ouders"',
        (
            "regel 29, stap 'praat': over 'ouders': daar heeft het plan niemand voor. Zet rol = "
            '"ouder" bij het veld met hun naam'
        ),
    ),
    (
        '"melder"',
        '"plaatser"',
        (
            "regel 17, stap 'melding': veld 'deed_het' heeft rol plaatser, en veld 'verteller' bij "
            "stap 'melding' ook. Een incident heeft één plaatser"
        ),
    ),
    (
        'soort = "persoon", titel = "Wie vertelt het?"',
        'soort = "datum", titel = "Wie vertelt het?"',
        (
            "regel 16, stap 'melding': veld 'verteller': rol melder hoort bij soort persoon of "
            "personen, niet bij datum."
        ),
    ),
    (
        '"deed_het"',
        '"school"',
        "regel 17, stap 'melding': 'school' is een naam van het programma zelf",
    ),
    (
        '"Eigen plan"\n',
        '"Eigen plan"\nsluitredenen = ["afgehandelt"]\n',
        "regel 6: sluitreden 'afgehandelt' bestaat niet; kies uit afgehandeld, ",
    ),
    (
        '"Eigen plan"\n',
        '"Eigen plan"\nbewaren = [{ jaren = 2, feiten = ["bewaren-leerlingdosier"] }]\n',
        (
            "regel 6: feit 'bewaren-leerlingdosier' bestaat niet. Bedoelde u "
            "'bewaren-leerlingdossier'?"
        ),
    ),
    (
        'met = "plaatser"',
        'met = "plaatser"\noefening = { sloot = "Er was iets." }',
        "regel 29, stap 'praat': oefening 'sloot' staat niet bij 'oefeningen'.",
    ),
    (
        'met = "plaatser"',
        ('met = "plaatser"\ntermijn = { wat = "Bel.", dagen = 2, bron = "A", tot = ["melding"] }'),
        "regel 29, stap 'praat': 'tot' noemt 'melding', die aan deze stap voorafgaat",
    ),
]


@pytest.mark.parametrize("one", WRONG, ids=lambda one: one[2])
def test_what_a_plan_cant_mean_is_told_with_its_line_and_what_to_write(
    one: tuple[str, str, str], run_cli: RunCli, home: Path, tmp_path: Path
) -> None:
    was, wrong, told = one
    assert was in PLAN
    path = tmp_path / "ruzie.toml"
    path.write_text(PLAN.replace(was, wrong, 1), encoding="utf-8")
    ran = run_cli("plan", "controleer", path)
    assert (ran.code, ran.out) == (4, "")
    assert f"ruzie.toml, {told}" in ran.err or (told.startswith("Bedoelde") and told in ran.err)
    assert "Er is niets opgeslagen." in ran.err
    assert not home.exists()
