"""A plan that says what can't be so is refused: file, line, what is meant, nothing stored."""

from pathlib import Path

import pytest

from tests.commands.conftest import RunCli

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
  { id = "deed_het", soort = "persoon", titel = "Wie deed het?", rol = "plaatser" },
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


def test_the_plan_itself_is_in_order(run_cli: RunCli, tmp_path: Path) -> None:
    path = tmp_path / "ruzie.toml"
    path.write_text(PLAN, encoding="utf-8")
    assert run_cli("plan", "controleer", path).code == 0


WRONG = [
    ('"melder"', '"meldder"', "regel 16, stap 'melding': rol 'meldder' bestaat niet"),
    ('"melder"', '"meldder"', "Bedoelde u 'melder'?"),
    (
        '"plaatser" }',
        '"plaatser", voor = ["politiek"] }',
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
