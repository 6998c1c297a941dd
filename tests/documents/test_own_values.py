"""What an own letter is told of its case: what is known, what isn't yet, and what doesn't apply."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scala_cli import own_letters
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.documents.context import Writing, context_for
from scala_cli.documents.contexts.general import GeneralContext, PublicContext
from scala_cli.documents.contexts.values import PROGRAM_NAMES, why_no_field
from scala_cli.documents.render import render
from scala_cli.documents.school import School
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import parse_plan
from tests.conftest import MakeCase, Said
from tests.documents.letters import SCHOOL
from tests.documents.variants import DAY

KIND = "weekbrief"
PLAN = """
formaat = 1
id = "water"
versie = 1
titel = "Water in de school"
bron = "Voorbeeld"
[[stap]]
id = "melding"
soort = "actie"
titel = "De melding"
tekst = "Leg vast."
wie = "Directie"
bron = "Voorbeeld"
naar = ["waar-heen"]
velden = [
  { id = "lessen", soort = "ja-nee", titel = "Gaan de lessen door?" },
  { id = "ernst", soort = "keuze", titel = "Hoe erg is het?", keuzes = [
    { id = "klein", titel = "Een plasje" }, { id = "groot", titel = "Alles nat" } ] },
  { id = "lokalen", soort = "keuzes", titel = "Welke lokalen?", keuzes = [
    { id = "a", titel = "Lokaal A" }, { id = "b", titel = "Lokaal B" } ] },
  { id = "account", soort = "tekst", titel = "Welk account?" },
  { id = "op-dag", soort = "datum", titel = "Welke dag?", gebeurd = true },
]
[[stap]]
id = "waar-heen"
soort = "vraag"
titel = "Waar gaan de kinderen heen?"
tekst = "Waar heen?"
wie = "Directie"
bron = "Voorbeeld"
opties = [
  { id = "andere", titel = "Naar een andere school", naar = ["doen"] },
  { id = "geen", titel = "Nergens heen", naar = ["doen"] },
  { id = "thuis", titel = "Naar huis", naar = ["klaar"] },
]
velden = [{ id = "welke_school", soort = "tekst", titel = "Welke school?", bij = ["andere"] }]
[[stap]]
id = "doen"
soort = "vraag"
meer = true
titel = "Wat doet de school?"
tekst = "Wat?"
wie = "Directie"
bron = "Voorbeeld"
naar = ["overleg"]
opties = [{ id = "bus", titel = "Een bus" }, { id = "pomp", titel = "Een pomp" }]
[[stap]]
id = "overleg"
soort = "actie"
titel = "Overleg"
tekst = "Overleg."
wie = "Directie"
bron = "Voorbeeld"
naar = ["genoeg"]
velden = [
  { id = "op-dag", soort = "datum", titel = "Wanneer was het overleg?", gebeurd = true },
  { id = "gevraagd", soort = "ja-nee", titel = "Is er iets gevraagd?" },
]
[[stap]]
id = "genoeg"
soort = "vraag"
titel = "Is het genoeg?"
tekst = "Genoeg?"
wie = "Directie"
bron = "Voorbeeld"
opties = [
  { id = "ja", titel = "Ja", naar = ["klaar"] }, { id = "nee", titel = "Nee", naar = ["doen"] },
]
[[stap]]
id = "klaar"
soort = "actie"
titel = "Klaar"
tekst = "Klaar."
wie = "Directie"
bron = "Voorbeeld"
naar = []
"""
Put = Callable[..., None]
LESSONS = "De lessen gaan {% if lessen %}door{% else %}vandaag niet door{% endif %}."


@pytest.fixture
def water() -> Graph:
    """A school's own plan."""
    return Graph("water", {"water": parse_plan(tomllib.loads(PLAN), "water.toml")})


@pytest.fixture
def put(tmp_path: Path) -> Iterator[Put]:
    """Write the own letter: `put(body, "veld", …, vragen="toml")`."""

    def written(body: str, *fields: str, openbaar: str = "false", vragen: str = "[]") -> None:
        named = ", ".join(f'"{one}"' for one in fields)
        head = (
            f'titel = "Brief"\nlezer = "wie"\nopenbaar = {openbaar}\ngegevens = [{named}]\n'
            f"vragen = {vragen}\n"
        )
        path = tmp_path / "brieven" / f"{KIND}.md.j2"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{{#\n{head}#}}\n{body}", encoding="utf-8")
        own_letters.use(tmp_path)

    yield written
    own_letters.use(None)


def made(case: Case, step: str | None = None, given: dict[str, Value] | None = None) -> str:
    """Return the letter of a case, made at the last answer of a step; none: asked apart."""
    found = [one for one in case.standing if one.visit.step == step]
    context = context_for(KIND, case, found[-1].visit if found else None, _writing(given))
    return render(KIND, context).replace("\\", "")


def _writing(given: dict[str, Value] | None) -> Writing:
    return Writing(SCHOOL, DAY, given or {})


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"lessen": True}, "De lessen gaan door."),
        ({"lessen": False}, "De lessen gaan vandaag niet door."),
        ({}, "De lessen gaan [Gaan de lessen door?]."),
    ],
)
def test_a_yes_or_no_that_was_left_open_is_a_place_and_never_no(
    told: dict[str, object], text: str, water: Graph, make_case: MakeCase, put: Put
) -> None:
    put(LESSONS, "lessen")
    assert made(make_case(water, ("melding", "gedaan", told))) == text


def test_before_its_step_is_answered_it_is_a_place_too(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    put(LESSONS, "lessen")
    assert "[Gaan de lessen door?]" in made(make_case(water))


def test_after_its_step_was_skipped_it_does_not_apply(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    put(f"{LESSONS}{{% if lessen is none %}}?{{% endif %}}", "lessen")
    skipped = make_case(water, ("melding", "overgeslagen"))
    assert made(skipped) == "De lessen gaan vandaag niet door."


@pytest.mark.parametrize("choice", ["geen", "thuis"])
def test_a_field_that_was_not_asked_with_the_choice_is_not_there(
    choice: str, water: Graph, make_case: MakeCase, put: Put
) -> None:
    put("U. {% if welke_school %}Naar {{ welke_school }}.{% else %}Nee.{% endif %}", "welke_school")
    started: Said = ("melding", "gedaan")
    assert made(make_case(water, started, ("waar-heen", choice))) == "U. Nee."
    assert made(make_case(water, started)) == "U. [Welke school?]"
    assert made(make_case(water, started, ("waar-heen", "andere"))) == "U. [Welke school?]"
    with_school: Said = ("waar-heen", "andere", {"welke_school": "De Verzonnen Eik"})
    assert made(make_case(water, started, with_school)) == "U. Naar De Verzonnen Eik."
    put("Naar: {{ welke_school }}", "welke_school")
    assert made(make_case(water, started, ("waar-heen", choice))) == "Naar:"


def test_what_the_plan_does_not_come_to_any_more_does_not_apply(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    body = "x{% if gevraagd %}A{% else %}B{% endif %}{% if keuze.doen %}C{% else %}D{% endif %}"
    put(body, "gevraagd")
    home = make_case(water, ("melding", "gedaan"), ("waar-heen", "thuis"))
    assert made(home) == "xBD"
    still = make_case(water, ("melding", "gedaan"), ("waar-heen", "geen"))
    assert made(still) == "x[Is er iets gevraagd?][Wat doet de school?]"


def test_a_choice_field_has_its_title_and_is_compared_by_its_id(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    body = (
        "{{ ernst }}: {% if ernst == 'groot' %}dicht{% else %}open{% endif %}, "
        "{{ lokalen|opsomming }}{% if 'b' in lokalen %} (B){% endif %}"
    )
    put(body, "ernst", "lokalen")
    told = {"ernst": "groot", "lokalen": ["a", "b"]}
    assert made(make_case(water, ("melding", "gedaan", told))) == (
        "Alles nat: dicht, Lokaal A en Lokaal B (B)"
    )
    assert made(make_case(water, ("melding", "gedaan"))) == (
        "[Hoe erg is het?]: [Hoe erg is het?], [Welke lokalen?] [Welke lokalen?]"
    )


def test_the_option_that_was_chosen_at_a_question_is_asked_by_its_name(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    body = (
        "{{ keuze.waar_heen }}. {% if keuze.waar_heen == 'andere' %}A{% else %}B{% endif %} "
        "{{ keuze.doen|opsomming }}{% if 'bus' in keuze.doen %}!{% endif %} {{ keuze.onbekend }}"
    )
    put(body)
    case = make_case(
        water, ("melding", "gedaan"), ("waar-heen", "andere"), ("doen", ("bus", "pomp"))
    )
    assert made(case) == "Naar een andere school. A Een bus en Een pomp! [onbekend]"
    waar = "[Waar gaan de kinderen heen?]"
    wat = "[Wat doet de school?]"
    assert made(make_case(water)) == f"{waar}. {waar} {wat}{wat} [onbekend]"


def test_a_question_of_another_plan_is_asked_by_its_bare_id(
    plaatsing: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{% if keuze.grensoverschrijdend == 'nee' %}N{% else %}J{% endif %}")
    begun: tuple[Said, ...] = (
        ("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"), ("gesprek", "gedaan"),
        ("wie", "medewerker"), ("medewerker/aanspreken", "gedaan"),
    )  # fmt: skip
    assert made(make_case(plaatsing, *begun)).startswith("[Is het grens")
    answered: Said = ("medewerker/grensoverschrijdend", "nee")
    assert made(make_case(plaatsing, *begun, answered)) == "N"
    child = make_case(plaatsing, *begun[:4], ("wie", "kind"))
    assert made(child) == "J"


def test_what_is_told_is_what_was_so_where_the_letter_is_made(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{{ op_dag }} {{ keuze.doen|opsomming }} {{ keuze.genoeg }}", "op-dag")
    twice = make_case(
        water, ("melding", "gedaan", {"op-dag": "2026-11-20"}), ("waar-heen", "geen"),
        ("doen", ("bus",)), ("overleg", "gedaan", {"op-dag": "2026-11-21"}), ("genoeg", "nee"),
        ("doen", ("pomp",)), ("overleg", "gedaan"),
    )  # fmt: skip
    # The second talk says no day; that of the first isn't it. The no is what led to it.
    assert made(twice, "overleg") == "[Wanneer was het overleg?] Een pomp Nee"
    # What came of the report in its round, and not of the round after that.
    assert made(twice, "melding") == "20 november 2026 Een bus Nee"


def test_a_field_that_no_plan_of_the_case_has_is_a_place_with_its_id(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{{ andere_zaak }}{% if andere_zaak %}A{% else %}B{% endif %}", "andere_zaak")
    assert made(make_case(water)) == "[andere_zaak][andere_zaak]"


def test_a_question_of_the_letter_that_was_not_answered_is_not_known(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    asked = (
        '[{ id = "mee", soort = "ja-nee", titel = "Gaat u mee?" }, { id = "hoe", soort = "keuze", '
        'titel = "Hoe?", keuzes = [{ id = "fiets", titel = "Op de fiets" }] }]'
    )
    put("{{ 'ja' if mee else 'nee' }} {% if hoe == 'fiets' %}{{ hoe }}{% endif %}", vragen=asked)
    case = make_case(water)
    assert made(case) == "[Gaat u mee?] [Hoe?]"
    assert made(case, given={"mee": False, "hoe": "fiets"}) == "nee Op de fiets"


def test_who_posted_is_one_of_three_or_a_place_and_never_the_other_one(
    plaatsing: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{% if wie == 'kind' %}K{% else %}V{% endif %}")
    begun: tuple[Said, ...] = (("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"))
    assert made(make_case(plaatsing, *begun)) == "[wie het plaatste]"
    begun = (*begun, ("gesprek", "overgeslagen"))
    assert made(make_case(plaatsing, *begun, ("wie", "kind"))) == "K"
    assert made(make_case(plaatsing, *begun, ("wie", "volwassene"))) == "V"


def test_what_the_school_has_not_told_of_itself_is_not_known_either(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{% if school.bestuur %}{{ telefoon }}{% else %}geen{% endif %} {{ brief.adres }}")
    found = context_for(KIND, make_case(water), None, Writing(School(), DAY, {}))
    text = render(KIND, found).replace("\\", "")
    assert text == "[naam van het bestuur] [adres van de school]"


INCIDENT = (
    "{{ zaak.platform }}|{{ zaak.geplaatst }}|{{ zaak.link|opsomming }}|{{ zaak.inhoud }}|"
    "{{ zaak.account }}|{{ zaak.gemeld }}|{{ 'A' if zaak.aangifte else 'geen' }}"
)


@pytest.mark.parametrize("body", [INCIDENT, INCIDENT.replace("zaak.", "")])
def test_what_is_known_of_the_incident_stands_under_its_name_and_for_older_letters_without(
    body: str, plaatsing: Graph, make_case: MakeCase, put: Put
) -> None:
    body = body.replace("{{ gemeld }}", "{{ zaak.gemeld }}")
    put(body)
    told: dict[str, object] = {
        "platform": "x", "geplaatst": "2026-11-20", "link": ["https://x.example/1"],
        "inhoud": "Iets.", "account": "@a",
    }  # fmt: skip
    whose = "[wanneer het gemeld is]"
    begun: Said = ("signaal", "gedaan", told)
    text = made(make_case(plaatsing, begun))
    assert text == (
        f"X|20 november 2026|https://x.example/1|Iets.|@a|{whose}|"
        "[Kiest de directie ervoor om aangifte in het statement te noemen?]"
    )
    text = made(make_case(plaatsing, ("signaal", "gedaan")))
    assert text.startswith(
        "social media|[wanneer het geplaatst is]|[link van het bericht]|"
        "[wat er in het bericht staat]|[account]|"
    )


def test_another_platform_is_said_in_words_that_hold_for_all(
    plaatsing: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{{ platform }} {% if zaak.platform == 'x' %}A{% else %}B{% endif %}")
    assert made(make_case(plaatsing, ("signaal", "gedaan", {"platform": "anders"}))) == (
        "social media B"
    )
    assert made(make_case(plaatsing)) == "social media [platform]"


def test_a_case_without_aangifte_has_none(water: Graph, make_case: MakeCase, put: Put) -> None:
    put("{{ zaak.account }}{% if zaak.aangifte %}A{% else %}B{% endif %}")
    assert made(make_case(water, ("melding", "gedaan", {"account": "@b"}))) == "@bB"


ROLES = PLAN.replace(
    '{ id = "account", soort = "tekst",', '{ id = "naam_online", rol = "account", soort = "tekst",'
)


def test_the_field_is_found_by_its_role_whatever_it_is_called(
    make_case: MakeCase, put: Put
) -> None:
    graph = Graph("water", {"water": parse_plan(tomllib.loads(ROLES), "water.toml")})
    put("{{ zaak.account }} {{ account }}")
    case = make_case(graph, ("melding", "gedaan", {"naam_online": "@c"}))
    assert made(case) == "@c @c"


def test_a_field_of_the_plan_comes_before_a_name_of_the_incident(
    water: Graph, make_case: MakeCase, put: Put
) -> None:
    put("{{ account }}", "account")
    assert made(make_case(water)) == "[Welk account?]"


@pytest.mark.parametrize("name", sorted(PROGRAM_NAMES))
def test_a_field_with_a_name_of_the_program_is_never_filled_in_with_that(
    name: str, make_case: MakeCase, put: Put
) -> None:
    text = PLAN.replace('id = "account"', f'id = "{name}"')
    pinned = Graph("water", {"water": parse_plan(tomllib.loads(text), "water.toml")})
    case = make_case(pinned, ("melding", "gedaan", {name: "Wat de school bedoelt."}))
    put(f"x {{{{ {name} }}}}", name)
    assert made(case) == f"x [{name}]"


def test_the_names_of_the_program_are_one_list_and_no_shipped_field_has_one(
    library: Library,
) -> None:
    names = {*GeneralContext.__dataclass_fields__, *PublicContext.__dataclass_fields__}
    assert set(PROGRAM_NAMES) == names
    fields = [
        field for plan in library.plans.values() for step in plan.steps for field in step.fields
    ]
    assert fields
    assert [one.id for one in fields if why_no_field(one.id)] == []
    instead = {one for _, one in PROGRAM_NAMES.values()}
    assert not instead & {*PROGRAM_NAMES, *(one.id for one in fields)}
