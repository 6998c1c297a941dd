"""What an own letter compares in vain, and asks where there is nothing: told before it is made."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scala_cli import own_letters
from scala_cli.documents import own
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.load import parse_plan
from tests.documents.test_own_values import PLAN

KIND = "weekbrief"
ASKED = """[
  { id = "mee", soort = "ja-nee", titel = "Gaat u mee?" },
  { id = "hoe", soort = "keuze", titel = "Hoe?", keuzes = [
    { id = "fiets", titel = "Op de fiets" } ] },
]
"""
HEADER = f"""{{#
titel = "Brief"
lezer = "wie"
openbaar = OPEN
gegevens = VELDEN
vragen = {ASKED}#}}
"""
FIRST = HEADER.count("\n") + 1
FIELDS = '["ernst", "lokalen", "lessen", "welke_school"]'
Put = Callable[..., Path]
PLANS = [parse_plan(tomllib.loads(PLAN), "water.toml")]


@pytest.fixture
def put(tmp_path: Path) -> Iterator[Put]:
    """Write the own letter: `put(body)`, or a public one."""

    def written(body: str, public: str = "false") -> Path:
        path = tmp_path / "brieven" / f"{KIND}.md.j2"
        path.parent.mkdir(exist_ok=True)
        fields = FIELDS if public == "false" else "[]"
        head = HEADER.replace("OPEN", public).replace("VELDEN", fields)
        path.write_text(f"{head}{body}", encoding="utf-8")
        own_letters.use(tmp_path)
        return path

    yield written
    own_letters.use(None)


def faults() -> list[tuple[int, str]]:
    """Return what is wrong with the letter before it is made, each with its line."""
    try:
        own.check(KIND, PLANS)
    except WrongLetter as error:
        return [(one.line, one.sentence) for one in error.faults]
    return []


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("ernst == 'Alles nat'", "vergelijk 'ernst' met de id 'groot', niet met de titel."),
        ("'alles NAT' != ernst", "vergelijk 'ernst' met de id 'groot', niet met de titel."),
        ("ernst == 'grot'", "'grot' is geen keuze bij 'ernst'. Bedoelde u 'groot'?"),
        ("ernst == 'zzz'", "'zzz' is geen keuze bij 'ernst'. Kies uit klein of groot."),
        ("ernst in ['klein', 'grot']", "'grot' is geen keuze bij 'ernst'. Bedoelde u 'groot'?"),
        ("ernst not in ('klein', 'zzz')", "'zzz' is geen keuze bij 'ernst'. Kies uit"),
        ("ernst is eq 'grot'", "'grot' is geen keuze bij 'ernst'."),
        ("ernst is in ['grot']", "'grot' is geen keuze bij 'ernst'."),
        ("ja and (ernst == 'klein' or ernst == 'grot')", "'grot' is geen keuze bij 'ernst'."),
        ("ernst == true", "'True' is geen keuze bij 'ernst'."),
        ("hoe == 'Op de fiets'", "vergelijk 'hoe' met de id 'fiets', niet met de titel."),
        ("'Lokaal A' in lokalen", "vergelijk 'lokalen' met de id 'a', niet met de titel."),
        ("lokalen == 'a'", 'Schrijf {% if "a" in lokalen %}.'),
        ("lokalen in ['a']", 'Schrijf {% if "a" in lokalen %}.'),
        ("wie == 'leerling'", "'leerling' is geen keuze bij 'wie'. Kies uit medewerker, volwas"),
        ("wie == 'kindd'", "'kindd' is geen keuze bij 'wie'. Bedoelde u 'kind'?"),
        ("lessen == 'ja'", "'lessen' is ja of nee, en geen tekst. Schrijf {% if lessen %}"),
        ("mee != 'nee'", "'mee' is ja of nee, en geen tekst. Schrijf {% if mee %}"),
        ("gesproken == 'ja'", "'gesproken' is ja of nee, en geen tekst."),
        ("keuze.waar_heen == 'Naar huis'", "vergelijk 'keuze.waar_heen' met de id 'thuis'"),
        ("keuze['waar-heen'] == 'thuiss'", "'thuiss' is geen keuze bij 'keuze.waar_heen'."),
        ("keuze.doen == 'bus'", 'Schrijf {% if "bus" in keuze.doen %}.'),
        ("keuze.waar_hen", "de vraag 'waar_hen' bestaat niet. Bedoelde u 'keuze.waar_heen'?"),
        ("keuze.melding", "bij de stap 'melding' wordt niets gekozen: het is geen vraag."),
        ("zaak.acount", "'zaak.acount' is hier niet bekend. Bedoelde u 'zaak.account'?"),
        ("zaak['zzz']", "'zaak.zzz' is hier niet bekend. Kies uit zaak."),
    ],
)
def test_what_would_never_be_true_is_a_fault_with_its_line_and_a_way_out(
    test: str, told: str, put: Put
) -> None:
    put(f"x {{% set ja = mee %}}\n\n{{% if {test} %}}A{{% endif %}}")
    [(line, sentence)] = faults()
    assert (line, told in sentence) == (FIRST + 2, True), sentence


@pytest.mark.parametrize(
    "test",
    [
        "ernst == 'groot'", "ernst in ['klein', 'groot']", "'a' in lokalen", "wie == 'kind'",
        "lessen == true", "lessen is none", "ernst == none", "hoe != 'fiets'", "keuze.doen",
        "keuze.waar_heen in ['thuis', 'geen']", "'pomp' not in keuze.doen", "ernst == hoe",
        "welke_school == 'wat dan ook'", "zaak.account == '@a'", "keuze[hoe]", "ernst|lower == 'x'",
    ],
)  # fmt: skip
def test_what_can_be_is_no_fault(test: str, put: Put) -> None:
    put(f"x {{% if {test} %}}A{{% endif %}}")
    assert faults() == []


def test_in_a_value_chosen_between_two_it_is_found_as_well(put: Put) -> None:
    put("{{ 'A' if ernst == 'grot' else 'B' }}{% for een in lokalen if een == ernst %}{% endfor %}")
    [(line, sentence)] = faults()
    assert (line, "'grot'" in sentence) == (FIRST, True)


def test_a_name_that_a_letter_gives_itself_means_what_it_says_there(put: Put) -> None:
    put("x{% set ernst = 'iets' %}{% if ernst == 'iets' %}A{% endif %}")
    assert faults() == []
    put("x{% for zaak in lokalen %}{{ zaak.iets }}{% endfor %}")
    assert faults() == []


def test_in_a_part_that_it_uses_it_is_found_and_that_part_is_named(put: Put) -> None:
    path = put("{% include 'delen/slot.md.j2' %}")
    (path.parent / "delen").mkdir()
    part = path.parent / "delen" / "slot.md.j2"
    part.write_text("\n{% if ernst == 'grot' %}A{% endif %}{{ keuze.don }}", encoding="utf-8")
    with pytest.raises(WrongLetter) as raised:
        own.check(KIND, PLANS)
    assert {(one.file, one.line) for one in raised.value.faults} == {
        ("brieven/delen/slot.md.j2", 2)
    }
    assert len(raised.value.faults) == 2


def test_a_letter_that_everyone_may_read_has_two_things_of_the_incident_and_no_choices(
    put: Put,
) -> None:
    put("x{{ zaak.platform }}{% if zaak.aangifte %}A{% endif %}{{ platform }}", "true")
    assert faults() == []
    put("{{ zaak.account }}", "true")
    [(_, sentence)] = faults()
    assert sentence == "'zaak.account' kan niet in een openbare brief."
    for name in ("keuze.doen", "account", "dossier", "wie"):
        put(f"{{{{ {name} }}}}", "true")
        [(_, sentence)] = faults()
        assert "is hier niet bekend" in sentence


def test_a_name_of_the_program_among_the_fields_is_a_fault_of_the_letter(put: Put) -> None:
    path = put("x{{ dossier }}")
    text = path.read_text(encoding="utf-8").replace('"lokalen"', '"dossier"')
    path.write_text(text, encoding="utf-8")
    own_letters.use(path.parent.parent)
    [(line, sentence)] = faults()
    assert (line, sentence.startswith("'dossier' is een naam van het programma zelf: in een")) == (
        5,
        True,
    )
    assert sentence.endswith("een andere id, zoals 'dossier_school'.")
