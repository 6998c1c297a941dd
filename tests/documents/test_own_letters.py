"""A school's own letters as templates: what they may say, what is refused, and within which bounds.

Nothing in one may hang, fill memory, reach outside its folder, or take the escaping off.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from scala_cli import own_letters, resources
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.commands.run import known_names
from scala_cli.documents import own
from scala_cli.documents.context import (
    StatementContext,
    Writing,
    context_for,
    shipped_context,
    shipped_names,
)
from scala_cli.documents.marks import lost
from scala_cli.documents.plain import plain
from scala_cli.documents.render import render, render_shipped
from scala_cli.documents.rules import Refused
from scala_cli.documents.sandbox import Sandbox
from scala_cli.documents.school import School
from scala_cli.headings import Heading, heading, heading_in_use, title_of
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import load_library
from scala_cli.plan.model import Plan
from tests.conftest import MakeCase
from tests.documents.letters import CHILD, PHRASED, SCHOOL
from tests.documents.test_rendering import HARMLESS, HOSTILE
from tests.documents.variants import DAY, UNTOLD, beginning

NEW = "bedankbrief"
COMPLAINT = "klachtenprocedure"
KEYS = {"titel": '"Bedankt"', "lezer": '"wie het meldde"', "openbaar": "false"}
HEADER_LINES = 5
"""How many lines the shortest header takes."""

Put = Callable[..., Path]


def header(**keys: str) -> str:
    """Return a header with these keys beside or instead of the three that are needed."""
    return "\n".join(f"{key} = {value}" for key, value in {**KEYS, **keys}.items())


@pytest.fixture
def put(tmp_path: Path) -> Iterator[Put]:
    """Write an own letter: `put(kind, body, key="toml")`; from then on it is looked for."""

    def written(kind: str, body: str, **keys: str) -> Path:
        path = tmp_path / "brieven" / f"{kind}.md.j2"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{{#\n{header(**keys)}\n#}}\n{body}", encoding="utf-8")
        own_letters.use(tmp_path)
        return path

    yield written
    own_letters.use(None)


@pytest.fixture
def case(plaatsing: Graph, make_case: MakeCase) -> Case:
    """A child's case with what was posted."""
    return make_case(plaatsing, *beginning(PHRASED), CHILD)


def made(kind: str, case: Case, given: dict[str, Value] | None = None) -> str:
    """Return a letter of a case."""
    return render(kind, context_for(kind, case, None, Writing(SCHOOL, DAY, given or {})))


@cache
def plans() -> tuple[Plan, ...]:
    """Return the plans whose steps and fields a letter may name."""
    return tuple(load_library(resources.plan_files(), known_names()).plans.values())


def check(kind: str = NEW) -> Heading:
    """Return the header of a letter in which nothing is wrong."""
    return own.check(kind, plans())


def told(error: WrongLetter) -> str:
    """Return what is wrong with a letter, each on a line, with the line where it stands."""
    return "\n".join(
        f"regel {one.line}: {one.sentence}" if one.line else one.sentence for one in error.faults
    )


def fault(kind: str = NEW) -> str:
    """Return what is wrong with a letter before it is made."""
    with pytest.raises(WrongLetter) as raised:
        check(kind)
    assert raised.value.exit_code == 4
    assert "Uw dossier is niet veranderd." in str(raised.value)
    assert "Installeer" not in str(raised.value)
    return told(raised.value)


def fault_of_making(case: Case, kind: str = NEW) -> str:
    """Return what is wrong with a letter when it is made."""
    with pytest.raises(WrongLetter) as raised:
        made(kind, case)
    return told(raised.value)


# What a letter may use.


def test_a_new_letter_may_use_the_school_the_case_its_fields_and_its_own_questions(
    put: Put, case: Case
) -> None:
    body = (
        "{{ school.naam }} {{ school.bestuur }} {{ telefoon }} {{ brief.datum }} {{ dossier }}\n\n"
        "{{ wie }} {{ platform }} {{ account }} {{ naam }} {{ klas }} {{ link|opsomming }}\n\n"
        "{% if jonger_dan_12 %}jong{% endif %} {% if not gesproken %}stil{% endif %} {{ waar }} "
        "{{ met_wie|opsomming }} {% if mag %}mag{% endif %} {% if soort == 'kort' %}K{% endif %}"
    )
    asked = (
        '[{ id = "waar", soort = "tekst", titel = "Waar?" }, '
        '{ id = "met-wie", soort = "personen", titel = "Met wie?" }, '
        '{ id = "mag", soort = "ja-nee", titel = "Mag het?" }, '
        '{ id = "soort", soort = "keuze", titel = "Hoe?", '
        'keuzes = [{ id = "kort", titel = "K" }] }]'
    )
    put(NEW, body, gegevens='["naam", "klas", "jonger_dan_12"]', vragen=asked)
    check(NEW)
    given: dict[str, Value] = {
        "waar": "Op school", "met-wie": ["A. Voorbeeld", "B. Voorbeeld"], "mag": True,
        "soort": "kort",
    }  # fmt: skip
    first, second, third = plain(made(NEW, case, given)).split("\n\n")
    assert first.startswith("Basisschool De Verzonnen Boom Stichting Verzonnen 012 345 67 89 22 no")
    assert first.endswith("2026-001")
    assert second.startswith("kind Instagram @verzonnen_8 Lotte Groep 6 https://www.instagram")
    assert third == "jong stil Op school A. Voorbeeld en B. Voorbeeld mag K"


def test_what_is_not_known_is_a_place_to_fill_in_or_neither_yes_nor_no(
    put: Put, plaatsing: Graph, make_case: MakeCase
) -> None:
    body = "{{ naam }} {{ link|first }} {{ waar }} {% if mag is none %}onbekend{% endif %}"
    asked = (
        '[{ id = "waar", soort = "tekst", titel = "Waar [ongeveer]?" }, '
        '{ id = "mag", soort = "ja-nee", titel = "Mag het?" }]'
    )
    put(NEW, body, gegevens='["naam"]', vragen=asked)
    text = render(NEW, context_for(NEW, make_case(plaatsing), None, UNTOLD)).replace("\\", "")
    assert text == (
        "[Wat is de naam van de plaatser?] [link van het bericht] [Waar (ongeveer)?] onbekend"
    )


def test_a_public_letter_gets_nothing_of_the_case_that_could_tell_on_someone(
    put: Put, case: Case
) -> None:
    put(NEW, "{{ platform }}{% if gesproken %}!{% endif %} {{ school.naam }}", openbaar="true")
    check(NEW)
    assert made(NEW, case) == "Instagram Basisschool De Verzonnen Boom"
    for name in ("account", "inhoud", "link", "naam", "dossier", "wie"):
        put(NEW, f"{{{{ {name} }}}}", openbaar="true")
        assert "is hier niet bekend" in fault()
    put(NEW, "x", openbaar="true", gegevens='["naam"]')
    assert "openbare brief" in fault()


@pytest.mark.parametrize("kind", resources.document_names())
def test_the_programs_own_text_is_a_good_letter_of_the_schools_own_and_reads_the_same(
    kind: str, put: Put, case: Case
) -> None:
    shipped = resources.folder("templates") / f"{kind}.md.j2"
    body = shipped.read_text(encoding="utf-8").partition("#}")[2]
    theirs = heading(kind)
    put(kind, body, openbaar=str(theirs.public).lower())
    assert check(kind).questions == theirs.questions
    writing = Writing(SCHOOL, DAY, {})
    same = render_shipped(kind, shipped_context(kind, case, None, writing))
    assert made(kind, case) == same
    assert lost(same) is None
    assert title_of(kind) == "Bedankt"


def test_in_the_place_of_a_letter_its_names_its_questions_and_the_general_ones_are_there(
    put: Put, case: Case
) -> None:
    extra = (
        '[{ id = "aanhef", soort = "persoon", titel = "Aan wie?" }, '
        '{ id = "extra", soort = "tekst", titel = "Nog iets?" }]'
    )
    put(COMPLAINT, "{{ aanhef }} {{ klachtenregeling }} {{ extra }} {{ wie }}", vragen=extra)
    check(COMPLAINT)
    text = made(COMPLAINT, case, {"aanhef": "mevrouw Voorbeeld", "extra": "Dank."})
    assert text.replace("\\", "") == "mevrouw Voorbeeld https://school.example/klachten Dank. kind"
    assert shipped_names(COMPLAINT) >= {"aanhef", "klachtenregeling"}


def test_what_the_letter_in_whose_place_it_stands_asks_is_not_taken_for_no_either(
    put: Put, case: Case
) -> None:
    kind = "uitnodiging-ouders"
    put(kind, "x{% if kind_erbij %}A{% else %}B{% endif %}")
    assert made(kind, case).replace("\\", "") == "x[Komt het kind mee naar dit gesprek?]"
    assert made(kind, case, {"kind_erbij": False}) == "xB"
    put(kind, "x{% if kind_erbij is true %}A{% elif kind_erbij is false %}B{% endif %}")
    assert made(kind, case) == "x"
    assert made(kind, case, {"kind_erbij": True}) == "xA"


def test_what_a_header_leaves_out_stays_as_it_is_in_the_letter_that_it_replaces(put: Put) -> None:
    put(COMPLAINT, "{{ aanhef }}")
    mine, theirs = heading_in_use(COMPLAINT), heading(COMPLAINT)
    assert (mine.title, theirs.title) == ("Bedankt", "Een klacht indienen")
    assert (mine.steps, mine.questions, mine.facts) == (
        theirs.steps,
        theirs.questions,
        theirs.facts,
    )


def test_a_part_of_its_own_comes_before_one_of_the_program(put: Put, case: Case) -> None:
    put(NEW, '{% include "delen/groet.md.j2" %}')
    assert made(NEW, case).startswith("Met vriendelijke groet")
    path = put(
        NEW, '{% include "delen/groet.md.j2" %} {% import "delen/woorden.md.j2" as w %}{{ w.x }}'
    )
    parts = path.parent / "delen"
    parts.mkdir()
    (parts / "groet.md.j2").write_text("Dag {{ naam|default('hoor') }}", encoding="utf-8")
    (parts / "woorden.md.j2").write_text("{% set x = 'tot ziens' %}", encoding="utf-8")
    check(NEW)
    assert made(NEW, case) == "Dag hoor tot ziens"


def test_an_added_question_is_never_taken_for_one_of_the_programs(put: Put, case: Case) -> None:
    role = '[{ id = "rol", soort = "tekst", titel = "Welke rol?" }]'
    put("feitenblad-politie", "{{ rol }}", vragen=role)
    check("feitenblad-politie")
    assert made("feitenblad-politie", case, {"rol": "geen van ons"}) == "geen van ons"


# What people typed can't break out.


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_an_own_letter_reads_back_as_the_same_characters(
    hostile: str, put: Put, plaatsing: Graph, make_case: MakeCase
) -> None:
    body = (
        "# Kop {{ naam }}\n\n{{ naam }}\n\n- {{ naam|regel }}\n- **{{ waar }}**\n\n"
        "{% for een in wie_nog %}\n- {{ een }}\n{% endfor %}\n\n{{ wie_nog|opsomming }}"
        "{% set a = naam %} {{ a }} {{ naam|default('x') }} {{ naam|trim }}"
    )
    asked = (
        '[{ id = "waar", soort = "tekst", titel = "Waar?" }, '
        '{ id = "wie_nog", soort = "personen", titel = "Wie?" }]'
    )
    put(NEW, body, gegevens='["naam"]', vragen=asked)

    def tokens(words: str) -> list[tuple[str, str]]:
        child = ("wie", "kind", {"naam": words})
        given: dict[str, Value] = {"waar": words, "wie_nog": [words, words]}
        text = made(NEW, make_case(plaatsing, *beginning(PHRASED), child), given)
        return [
            (token.type, "".join(one.content for one in token.children or ()))
            for token in MarkdownIt("commonmark").parse(text)
        ]

    good = [(kind, text.replace(HARMLESS, hostile)) for kind, text in tokens(HARMLESS)]
    assert tokens(hostile) == good


@pytest.mark.parametrize(
    "body",
    [
        "{{ account|safe }}",
        "{{ account|escape }}",
        "{{ account|replace('x', 'y') }}",
        "{{ '%s'|format(account) }}",
        "{% filter replace('\\\\', '') %}{{ account }}{% endfilter %}",
        "{% call account.format() %}{% endcall %}",
        "{% macro m() %}{{ account }}{% endmacro %}{{ m() }}",
        "{% set x %}{{ account }}{% endset %}{{ x }}",
        "{% autoescape false %}{{ account }}{% endautoescape %}",
        "{{ account ~ account }}",
        "{{ '' + account }}",
        "{{ account.upper() }}",
    ],
)
def test_there_is_no_way_around_the_escaping(body: str, put: Put, case: Case) -> None:
    put(NEW, body)
    assert "regel 6: " in fault()
    assert fault().split("\n")[0] == fault_of_making(case)


@pytest.mark.parametrize("body", ["{{ link }}", "{{ brief }}", "{{ gesproken }}", "{{ school }}"])
def test_what_has_no_words_of_its_own_is_not_printed_as_python_would(
    body: str, put: Put, case: Case
) -> None:
    put(NEW, body)
    assert "regel 6: tussen {{ en }} staat iets dat geen tekst is" in fault_of_making(case)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("`{{ account }}`", "schuine aanhalingstekens"),
        ("<b>{{ account }}</b>", "HTML"),
        ("<!-- {{ account }} -->", "HTML"),
        ("[hier]({{ school.klachtenregeling }})", "een link"),
        ("![x](y)", "een afbeelding"),
        ("1. {{ account }}\n2. x", "genummerde lijst"),
        ("> {{ account }}", "citaat"),
        ("    {{ account }}", "inspringt"),
        ("```\n{{ account }}\n```", "code"),
        ("a\n\n---\n\nb", "een lijn"),
        ("[x]: https://x.example", "[ ]:"),
    ],
)
def test_markdown_that_would_not_come_through_everywhere_is_refused(
    body: str, named: str, put: Put, case: Case
) -> None:
    put(NEW, f"Beste lezer,\n\n{body}")
    assert named in fault_of_making(case)


def test_control_characters_of_a_template_do_not_come_out(put: Put, case: Case) -> None:
    put(NEW, "a\x1b[31m\u202eb {{ '\\x1b[2J' }}c")
    assert "\x1b" not in made(NEW, case)
    assert "\u202e" not in made(NEW, case)


# Nothing hangs or fills memory.


NESTED = "".join("{% for a" + str(one) + " in 'xxxxxxxxxx' %}" for one in range(9))
DEEP = "".join("{% for a" + str(one) + " in 'x' %}" for one in range(30))


@pytest.mark.parametrize(
    "body",
    [
        "{{ 'x' * 10**9 }}",
        "{{ 10**10**10 }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% set a = [account, account] %}{{ a }}",
        "{{ 'x'|center(1000000000) }}",
        "{{ lipsum(n=100000) }}",
        "{{" + "(" * 50_000 + "1" + ")" * 50_000 + "}}",
        "{{" + "not " * 40_000 + "1 }}",
        "{{ telefoon" + ".a" * 50_000 + " }}",
        "{{ " + "9" * 100_000 + " }}",
        "{{wie}}" * 25_000,
        DEEP + "x" + "{% endfor %}" * 30,
    ],
)
def test_what_would_take_for_ever_or_all_memory_is_refused_before_it_is_made(
    body: str, put: Put
) -> None:
    put(NEW, body)
    assert fault().endswith((".", ")"))


@pytest.mark.parametrize(
    "body",
    [
        NESTED + "{% endfor %}" * 9,
        NESTED + "x" + "{% endfor %}" * 9,
        f"{{% include '{NEW}.md.j2' %}}",
        f"{{% include '{NEW}.md.j2' %}}" * 2,
        f"{{% import '{NEW}.md.j2' as a %}}",
        f"{{% extends '{NEW}.md.j2' %}}",
        "{% set a = '" + "x" * 100_000 + "' %}{% for i in 'xxxxx' %}{{ a }}{% endfor %}",
        "{% set a = '"
        + "x" * 100_000
        + "' %}{% for i in 'xxxxx' %}"
        + "y" * 90_000
        + "{% endfor %}",
        "{{ '*'" + "|regel" * 60 + " }}",
        "{{ 'abc'" + "|opsomming" * 60 + " }}",
    ],
)
def test_a_letter_without_end_ends_in_a_sentence(body: str, put: Put, case: Case) -> None:
    put(NEW, body)
    found = fault_of_making(case)
    assert "dit wordt te veel" in found or "komt meer dan 400.000 tekens tekst uit" in found


def test_what_a_loop_does_inside_an_imported_part_is_counted_too(put: Put, case: Case) -> None:
    path = put(NEW, "{% import 'delen/groot.md.j2' as a %}x")
    (path.parent / "delen").mkdir()
    text = "{% set a = '" + "x" * 100_000 + "' %}{% for i in 'xxxxx' %}{{ a }}{% endfor %}"
    (path.parent / "delen" / "groot.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(WrongLetter, match=r"\n- brieven/delen/groot\.md\.j2, regel 1: er"):
        made(NEW, case)


def test_parts_that_include_parts_are_counted_as_often_as_they_come_by(
    put: Put, case: Case
) -> None:
    path = put(NEW, "x" + "{% include 'delen/een.md.j2' %}" * 200)
    (path.parent / "delen").mkdir()
    for name, text in (("een", "{% include 'delen/twee.md.j2' %}" * 200), ("twee", "")):
        (path.parent / "delen" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    assert "dit wordt te veel" in fault_of_making(case)


def test_what_holds_too_much_is_not_even_compiled() -> None:
    sandbox = Sandbox(lambda _: "{{wie}}" * 25_000)
    with pytest.raises(Refused, match="dit wordt te veel"):
        sandbox.made("x.md.j2", {"wie": ""})
    assert sandbox.sizes == {}


# Nothing outside the folder.


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "../x", "../x.md.j2", "delen/../../x.md.j2", "statement.md.j2",
        "delen/../statement.md.j2", "export/dossier.md.j2", "pdf/main.typ", "C:\\x.md.j2", "",
        "delen/delen/kop.md.j2", "./bedankbrief.md.j2", "delen//kop.md.j2",
    ],
)  # fmt: skip
@pytest.mark.parametrize("word", ["include", "extends", "import"])
def test_a_letter_reaches_only_its_folder_and_the_programs_parts(
    name: str, word: str, put: Put, case: Case, tmp_path: Path
) -> None:
    (tmp_path / "x.md.j2").write_text("Geheim", encoding="utf-8")
    put(NEW, f"{{% {word} {name!r}{' as a' if word == 'import' else ''} %}}")
    assert "is er niet" in fault()
    assert "Geheim" not in fault_of_making(case)


@pytest.mark.parametrize("name", ["account", "['a.md.j2', 'b.md.j2']", "3"])
def test_which_file_is_included_can_not_come_from_the_case(name: str, put: Put) -> None:
    put(NEW, f"{{% include {name} %}}")
    assert "één bestand, tussen aanhalingstekens" in fault()


@pytest.mark.skipif(sys.platform == "win32", reason="links there take rights of their own")
def test_a_link_out_of_the_folder_is_not_followed(put: Put, case: Case, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.md.j2"
    secret.write_text(f"{{#\n{header()}\n#}}\nGeheim", encoding="utf-8")
    path = put(NEW, "{% include 'delen/x.md.j2' %}")
    (path.parent / "delen").symlink_to(tmp_path)
    (tmp_path / "x.md.j2").write_text("Geheim", encoding="utf-8")
    (path.parent / "link.md.j2").symlink_to(secret)
    own_letters.use(tmp_path)
    assert "verwijst naar iets buiten de map brieven" in fault("link")
    assert "verwijst naar iets buiten de map brieven" in fault_of_making(case)


@pytest.mark.skipif(sys.platform == "win32", reason="links there take rights of their own")
def test_the_folder_itself_is_no_link_either(put: Put, tmp_path: Path) -> None:
    put(NEW, "x")
    home = tmp_path / "thuis"
    home.mkdir()
    (home / "brieven").symlink_to(tmp_path / "brieven")
    own_letters.use(home)
    assert "verwijst naar iets buiten de map brieven" in fault()


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}", "{{ ''['__class__'] }}", "{{ ''|attr('__class__') }}",
        "{{ school.__init__.__globals__ }}", "{{ account['_x'] }}", "{{ account._x }}",
    ],
)  # fmt: skip
def test_an_attempt_to_get_at_python_is_refused_with_its_line(body: str, put: Put) -> None:
    put(NEW, f"\n\n{body}")
    assert fault().startswith(f"regel {HEADER_LINES + 3}: ")


def test_what_is_looked_up_by_a_value_stays_inside_too(put: Put, case: Case) -> None:
    put(NEW, "{% set a = '__class__' %}{{ account[a] }}")
    assert fault_of_making(case) == "regel 6: dit mag een brief niet."


# What is wrong is said, with its line.


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"titels": '"x"'}, "onbekende sleutel 'titels'. Bedoelde u 'titel'?"),
        ({"titel": "3"}, "'titel' moet tekst tussen aanhalingstekens zijn"),
        ({"titel": '""'}, "'titel' is leeg"),
        ({"titel": '"' + "x" * 201 + '"'}, "'titel' is langer dan 200 tekens"),
        ({"openbaar": '"nee"'}, "'openbaar' moet true of false zijn"),
        ({"stappen": '"gesprek"'}, "'stappen' moet een lijst tussen [ en ] zijn"),
        ({"stappen": "[1]"}, "'stappen' is een lijst van woorden"),
        ({"titel": "Bedankt"}, "regel 2: is geen geldige TOML bij teken 9: hier hoort een waarde"),
        ({"school": '["namen"]'}, "'namen' is geen gegeven van de school. Bedoelde u 'naam'?"),
        ({"bronnen": '["weg"]'}, "de bron 'weg' bestaat niet"),
        ({"vragen": '[{ id = "a", soort = "teksd", titel = "A?" }]'}, "Bedoelde u 'tekst'?"),
        ({"vragen": '[{ id = "a", soort = "tekst" }]'}, "'titel' ontbreekt"),
        ({"vragen": "[1]"}, "'vragen' is een lijst van tabellen"),
        ({"vragen": '[{ id = "telefoon", soort = "tekst", titel = "A?" }]'}, "'telefoon_thuis'"),
        ({"vragen": '[{ id = "in", soort = "tekst", titel = "A?" }]'}, "kan niet 'in' heten"),
        ({"vragen": '[{ id = "1a", soort = "tekst", titel = "A?" }]'}, "kan niet '1a' heten"),
        (
            {"gegevens": '["naam"]', "vragen": '[{ id = "naam", soort = "tekst", titel = "A?" }]'},
            "de naam 'naam' is al in gebruik",
        ),
    ],
)
def test_a_fault_in_the_header_says_what_is_wrong(
    keys: dict[str, str], told: str, put: Put
) -> None:
    put(NEW, "x", **keys)
    assert told in fault()


def test_each_key_that_is_not_toml_is_told_and_what_is_wrong_in_the_rest(put: Put) -> None:
    put(NEW, "{{ waar }}", titel="“Bedankt”", openbaar="nee", school='["namen"]', vragen="[{ id }]")
    assert [re.sub("is geen geldige TOML bij ", "", one) for one in fault().split("\n")] == [
        'regel 2: teken 9: gebruik rechte aanhalingstekens: "…", geen “…”.',
        "regel 4: teken 12: schrijf true voor ja, of false voor nee.",
        "regel 5: 'namen' is geen gegeven van de school. Bedoelde u 'naam'?",
        "regel 6: teken 16: na de sleutel hoort een =, met daarachter de waarde.",
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"vragn": '[{ id = "waar", soort = "tekst", titel = "Waar?" }]'},
        {"vragen": '[{ soort = "tekst", titel = "Waar?" }]'},
        {"gegevens": '"waar"'},
        {"gegevens": '["waar"'},
    ],
)
def test_a_name_is_not_held_against_the_text_where_the_header_may_have_meant_it(
    keys: dict[str, str], put: Put
) -> None:
    put(NEW, "{{ waar }}", **keys)
    assert "niet bekend" not in fault()


def test_a_mistake_that_takes_no_names_away_hides_no_unknown_one_in_the_text(put: Put) -> None:
    put(NEW, "{{ platvorm }}", titel="“Bedankt”", openbaar="nee")
    assert [one.partition(":")[0] for one in fault().split("\n")] == [
        "regel 2",
        "regel 4",
        "regel 6",
    ]


def test_what_is_wrong_inside_of_what_may_not_be_there_is_not_told_apart(put: Put) -> None:
    put(NEW, "{{ weg(ook_weg) }}\n{{ platvorm }}")
    assert [one.partition(":")[0] for one in fault().split("\n")] == ["regel 6", "regel 7"]


@pytest.mark.parametrize("start", ["", "  \n\n"])
def test_a_key_beside_the_opening_mark_is_told_where_it_stands(start: str, put: Put) -> None:
    path = put(NEW, "x")
    path.write_text(start + "{# titel = x\nlezer = 'x'\nopenbaar = true\n#}x", encoding="utf-8")
    assert fault().startswith(
        f"regel {1 + start.count(chr(10))}: is geen geldige TOML bij teken 12"
    )


def test_files_that_use_each_other_in_a_round_are_told_where_the_round_closes(put: Put) -> None:
    path = put(NEW, '{% include "delen/een.md.j2" %}\n{% include "delen/twee.md.j2" %}')
    (path.parent / "delen").mkdir()
    for name, other in (("een", "twee"), ("twee", "een")):
        text = f'\n{{% include "delen/{other}.md.j2" ignore missing %}}'
        (path.parent / "delen" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(WrongLetter) as raised:
        check()
    [round_] = raised.value.faults
    assert (round_.file, round_.line) == ("brieven/delen/twee.md.j2", 2)
    assert round_.sentence.startswith("'delen/een.md.j2' gebruikt zichzelf")


def test_a_part_that_is_used_twice_or_may_be_missing_is_no_round(put: Put) -> None:
    groet = '{% include "delen/groet.md.j2" %}'
    put(NEW, f'{groet}{groet}{{% include "delen/weg.md.j2" ignore missing %}}')
    assert check().title == "Bedankt"


@pytest.mark.parametrize("condition", ["gesproken", "not gesproken"])
def test_what_is_too_large_whatever_is_filled_in_shows_before_it_is_made(
    condition: str, put: Put
) -> None:
    put(NEW, f"{{% if {condition} %}}{NESTED}x{'{% endfor %}' * 9}{{% endif %}}")
    assert fault().startswith("regel 6: dit wordt te veel")


def test_what_depends_on_the_values_is_no_fault_beforehand(put: Put) -> None:
    body = "{{ school.weg }} {{ link[3] }} {% for a in link %}{{ a }}{% endfor %} {{ brief.datum }}"
    put(NEW, f"{body} {{{{ platform[::0] }}}}")
    assert check().title == "Bedankt"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Beste lezer", "begint niet met een kop"),
        ("x {# titel = 'x' #}", "begint niet met een kop"),
        ("{#\ntitel = 'x'\n", "de kop houdt niet op"),
        ("\n\n{#\ntitel = x\n#}", "regel 4: is geen geldige TOML bij teken 9"),
        ("{# lezer = 'x'\nopenbaar = true #}x", "regel 1: 'titel' ontbreekt"),
    ],
)
def test_a_file_without_a_good_header_is_no_letter(text: str, told: str, put: Put) -> None:
    path = put(NEW, "x")
    path.write_text(text, encoding="utf-8")
    assert told in fault()


def test_the_header_of_a_file_with_a_mark_or_ends_of_lines_of_windows_is_read(
    put: Put, case: Case
) -> None:
    path = put(NEW, "x\n\n{{ telefoon }}")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(NEW).title == "Bedankt"
    assert made(NEW, case) == "x\n\n012 345 67 89"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"openbaar": "true"}, "regel 4: 'openbaar' moet false zijn"),
        ({"bijhouden": "true"}, "regel 5: 'bijhouden' moet false zijn"),
        ({"vragen": '[{ id = "aanhef", soort = "datum", titel = "A?" }]'}, "andere soort"),
        ({"vragen": '[{ id = "klachtenregeling", soort = "tekst", titel = "A?" }]'}, "al in ge"),
        ({"vragen": '[{ id = "zaak", soort = "tekst", titel = "A?" }]'}, "van het programma zelf"),
    ],
)
def test_a_letter_in_the_place_of_another_can_not_undo_what_holds_for_that(
    keys: dict[str, str], told: str, put: Put
) -> None:
    put(COMPLAINT, "x", **keys)
    assert told in fault(COMPLAINT)


def test_a_choice_that_the_program_does_not_know_can_not_be_added(put: Put) -> None:
    role = (
        '[{ id = "rol", soort = "keuze", titel = "Wie?", keuzes = '
        '[{ id = "buur", titel = "Een buur" }] }]'
    )
    put("uitnodiging-gesprek", "x", vragen=role)
    assert "andere keuzes" in fault("uitnodiging-gesprek")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\n{% if gesproken %}x", "regel 7: een {% if %}, {% for %} of {% block %} wordt niet"),
        ("\n{% als x %}", "regel 7: de opdracht 'als' bestaat niet"),
        ("{{ }", "regel 6: de schrijfwijze klopt niet"),
        ("{{ 1 is leeg }}", "regel 6: wat er achter 'is' staat, bestaat niet"),
        (
            "\n\n{{ platvorm }}",
            "regel 8: de naam 'platvorm' is hier niet bekend. Bedoelde u 'platfo",
        ),
        ("{% include 'delen/weg.md.j2' %}", "regel 6: het bestand 'delen/weg.md.j2' is er niet"),
        ("{{ account|saef }}", "regel 6: '|saef' kan niet; kies uit"),
    ],
)
def test_a_fault_in_the_text_is_told_with_its_line(body: str, told: str, put: Put) -> None:
    put(NEW, body)
    assert fault().startswith(told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\n{{ school.weg }}", "regel 7: hier wordt iets gebruikt dat niet bestaat"),
        ("{{ platform[account] }}", "regel 6: hier wordt iets gebruikt dat niet bestaat"),
        ("{{ platform[::0] }}", "regel 6: dit kan niet worden uitgevoerd"),
        ("{% if gesproken %}x{% endif %}", "er komt geen tekst uit"),
    ],
)
def test_a_fault_that_shows_when_it_is_made_never_repeats_an_answer(
    body: str, told: str, put: Put, case: Case
) -> None:
    put(NEW, body)
    check(NEW)
    assert fault_of_making(case).startswith(told)
    assert "verzonnen_8" not in fault_of_making(case)


def test_a_fault_in_a_part_names_that_part(put: Put) -> None:
    path = put(NEW, "{% include 'delen/slot.md.j2' %}")
    (path.parent / "delen").mkdir()
    (path.parent / "delen" / "slot.md.j2").write_text("\n{{ 'x' * 3 }}", encoding="utf-8")
    assert fault().startswith("regel 2: rekenen")
    with pytest.raises(WrongLetter, match=r"^brieven/delen/slot\.md\.j2 klopt niet\. "):
        check(NEW)


def test_a_file_that_is_too_large_no_text_or_no_file_is_told(put: Put) -> None:
    path = put(NEW, "x" * own_letters.LARGEST)
    assert "groter dan 200 kB" in fault()
    path.write_bytes(b"\xff\xfe")
    own_letters.use(path.parent.parent)
    assert "geen UTF-8" in fault()
    path.unlink()
    path.mkdir()
    own_letters.use(path.parent.parent)
    assert "is een map" in fault()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(put: Put) -> None:
    path = put(NEW, "x")
    path.unlink()
    os.mkfifo(path)
    assert "is geen gewoon bestand" in fault()


def test_too_many_files_leave_all_own_letters_unused_and_that_is_said(put: Put, case: Case) -> None:
    path = put(COMPLAINT, "Eigen")
    for number in range(own_letters.MOST):
        (path.parent / f"brief-{number}.md.j2").write_text("x", encoding="utf-8")
    own_letters.use(path.parent.parent)
    found = own_letters.in_use()
    assert found.kinds == frozenset()
    assert found.fault is not None
    assert "te veel bestanden" in told(found.fault)
    assert "Eigen" not in made(COMPLAINT, case)


@pytest.mark.parametrize("name", ["Bedankbrief", "mijn brief", "a_b", "-a", "a--b", "é", "x" * 61])
def test_a_name_that_is_none_for_a_letter_is_told_and_not_used(name: str, put: Put) -> None:
    path = put(NEW, "x")
    path.rename(path.with_name(f"{name}.md.j2"))
    own_letters.use(path.parent.parent)
    found = own_letters.in_use()
    assert found.kinds == frozenset()
    assert "kleine letters" in told(next(iter(found.misnamed.values())))


def test_other_files_in_the_folder_are_left_alone(put: Put) -> None:
    path = put(NEW, "x")
    for name in ("LEESMIJ.txt", ".x.md.j2", "bedankbrief.md.j2~", ".DS_Store", "logo.png"):
        (path.parent / name).write_text("x", encoding="utf-8")
    (path.parent / f"{NEW}.md.j2.txt").write_text("x", encoding="utf-8")
    own_letters.use(path.parent.parent)
    assert own_letters.in_use().kinds == {NEW}
    assert list(own_letters.in_use().misnamed) == [f"{NEW}.md.j2.txt"]


# The statement, and what is left without an own letter.


GOOD_STATEMENT = (
    "{% if gesproken %}Wij spraken de betrokken persoon. {% endif %}Een klacht indienen kan altijd."
    "{% if aangifte %} Als het nodig is, doen wij aangifte.{% endif %}"
)


def test_an_own_statement_is_used_with_and_without_a_case(put: Put, case: Case) -> None:
    put("statement", GOOD_STATEMENT, openbaar="true")
    assert check("statement").public
    for said in product((True, False), repeat=3):
        assert "Een klacht indienen kan altijd." in render("statement", StatementContext(*said))
    assert made("statement", case).startswith("Een klacht")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("x" * 151, "de korte vorm heeft 151 tekens. Hoogstens 150 passen."),
        (
            "{% if aangifte and kort %}" + "x" * 151 + "{% else %}x{% endif %}",
            "de korte vorm heeft",
        ),
        ("**Let op**", "geen opmaak"),
        ("{{ platform }}", "de naam 'platform' is hier niet bekend"),
    ],
)
def test_a_statement_that_no_platform_would_take_is_refused(body: str, told: str, put: Put) -> None:
    put("statement", body, openbaar="true")
    assert told in fault("statement")


def test_a_statement_asks_nothing_more(put: Put) -> None:
    asked = '[{ id = "a", soort = "tekst", titel = "A?" }]'
    put("statement", "x", openbaar="true", vragen=asked)
    assert "kan geen vraag worden toegevoegd" in fault("statement")


def test_a_title_is_that_of_the_own_letter_the_programs_or_else_the_kind_itself(
    put: Put, tmp_path: Path
) -> None:
    path = put(NEW, "x", titel='"Dank\u202e u"')
    assert title_of(NEW) == "Dank u"
    path.write_text("kapot", encoding="utf-8")
    put(COMPLAINT, "kapot", titel="kapot")
    assert (title_of(NEW), title_of(COMPLAINT)) == (NEW, heading(COMPLAINT).title)
    path.unlink()
    own_letters.use(tmp_path)
    assert title_of(NEW) == NEW


def test_where_there_is_no_folder_there_are_no_own_letters(tmp_path: Path) -> None:
    own_letters.use(tmp_path / "weg")
    found = own_letters.in_use()
    assert (found.kinds, found.fault, found.misnamed) == (frozenset(), None, {})
    own_letters.use(None)
    assert own_letters.in_use().kinds == frozenset()


def test_what_is_known_of_the_school_has_a_name_in_every_letter(put: Put, case: Case) -> None:
    names = ("naam", "bestuur", "directeur", "telefoon", "adres", "plaats", "klachtenregeling",
             "gedragsprotocol")  # fmt: skip
    put(NEW, " ".join(f"{{{{ school.{name} }}}}" for name in names))
    text = render(NEW, context_for(NEW, case, None, Writing(School(), DAY, {})))
    assert text.count("\\[") == len(names)
