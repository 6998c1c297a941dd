"""The school's own letters on the command line: listed, made, refused; and never in the way."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scala_cli import own_letters, resources
from scala_cli.case.due import due_documents
from scala_cli.case.events import Kind
from scala_cli.clock import Clock
from scala_cli.commands.letter import letter
from scala_cli.commands.letter_out import Wish
from scala_cli.commands.run import Run
from scala_cli.errors import Stopped
from scala_cli.headings import heading
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.model import Reader
from scala_cli.settings import Settings
from tests.commands.apart import case_of, last_of
from tests.commands.conftest import ONE, TWO, RunCli
from tests.commands.test_keeping import Terminal
from tests.conftest import PASSWORD

PAGE = Path(__file__).resolve().parents[2] / "docs" / "brieven-schrijven.md"
NEW = "bedankbrief"
COMPLAINT = "klachtenprocedure"
STAFF = "niet-reageren"
KEYS = 'titel = "Bedankt"\nlezer = "wie het meldde"\nopenbaar = false\n'

Put = Callable[[str, str, str], Path]


@pytest.fixture
def put(home: Path) -> Iterator[Put]:
    """Write an own letter: `put(kind, body, keys)`."""

    def written(kind: str, body: str, keys: str = KEYS) -> Path:
        path = home / "brieven" / f"{kind}.md.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{{#\n{keys}#}}\n{body}", encoding="utf-8")
        return path

    yield written
    own_letters.use(None)


@pytest.fixture
def three(filled: Path, put: Callable[..., Path]) -> Path:
    """A dossier with a good own letter, one in the place of another, and a broken one."""
    put(NEW, "Dank u wel, over {{ platform }}.")
    put(COMPLAINT, "Onze klachtenbrief voor {{ aanhef }}.")
    put("kapot", "\n{{ platvorm }}")
    return filled


# The list.


def test_own_letters_are_listed_as_such_and_a_wrong_one_with_its_fault(
    run_cli: RunCli, three: Path
) -> None:
    ran = run_cli("brief")
    assert (ran.code, ran.err) == (0, "")
    assert f"- {NEW}: Bedankt (voor wie het meldde; eigen brief; op elk moment)" in ran.out
    replaced = next(line for line in ran.out.splitlines() if line.startswith(f"- {COMPLAINT}"))
    assert "eigen brief, in plaats van die van het programma; bij: Wijzen op" in replaced
    wrong = ran.out[ran.out.index("Eigen brieven met een fout") :]
    assert "- brieven/kapot.md.j2, regel 7: de naam 'platvorm' is hier niet bekend." in wrong
    assert "- kapot: " not in ran.out
    for kind in resources.document_names():
        assert f"- {kind}: " in ran.out


OWN_PLAN = """
formaat = 1
id = "schorsing"
versie = 1
titel = "Schorsen"
bron = "Voorbeeld"
[[stap]]
id = "besluit"
soort = "actie"
titel = "Het besluit"
tekst = "Neem een besluit."
wie = "Directie"
bron = "Voorbeeld"
naar = []
aangeboden = ["gespreksverslag"]
"""


def test_the_list_of_letters_names_the_steps_of_own_plans_too(
    run_cli: RunCli, home: Path, put: Callable[..., Path]
) -> None:
    put(NEW, "Dank.", f'{KEYS}stappen = ["schorsing/besluit"]\n')
    plan = home / "plannen" / "schorsing.toml"
    plan.parent.mkdir()
    plan.write_text(OWN_PLAN, encoding="utf-8")

    lines = run_cli("brief").out.splitlines()

    [own] = (line for line in lines if line.startswith(f"- {NEW}"))
    [report] = (line for line in lines if line.startswith("- gespreksverslag"))
    assert own.endswith("eigen brief; bij: Het besluit (schorsing))")
    assert "bij: Gesprek met de plaatser" in report
    assert report.endswith("en Het besluit (schorsing))")


def test_with_a_case_an_own_letter_is_offered_at_its_step_and_stays_listed_when_made(
    run_cli: RunCli, home: Path, put: Callable[..., Path]
) -> None:
    run_cli("start")
    path = put(NEW, "Dank.", f'{KEYS}stappen = ["signaal"]\n')
    out = run_cli("brief", ONE).out
    offered = out[out.index("Passen bij") : out.index("\nBrieven\n")]
    assert f"{NEW}: Bedankt" in offered
    assert run_cli("brief", NEW, ONE).code == 0
    path.unlink()
    out = run_cli("brief", ONE).out
    made = out[out.index("Al gemaakt") : out.index("\nBrieven\n")]
    assert f"- {NEW} (gemaakt" in made


def test_a_step_or_a_field_that_no_plan_has_is_a_fault(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    put("een", "x", f'{KEYS}stappen = ["gespreks"]\n')
    put("twee", "x", f'{KEYS}gegevens = ["namen"]\n')
    put("drie", "x", f'{KEYS}stappen = ["medewerker/aanspreken", "wie"]\ngegevens = ["naam"]\n')
    out = run_cli("brief").out
    assert (
        "brieven/een.md.j2, regel 5: de stap 'gespreks' bestaat niet. Bedoelde u 'gesprek'?" in out
    )
    assert (
        "brieven/twee.md.j2, regel 5: het gegeven 'namen' bestaat niet. Bedoelde u 'naam'?" in out
    )
    assert "- drie: Bedankt" in out
    assert run_cli("brief", "een", ONE).code == 4


WRONG = """{#
titel = "Bedankt"
lezr = "wie het meldde"
openbaar = "nee"
stappen = ["signal"]
school = ["naam", "adress"]
vragen = [
  { id = "waar", soort = "teksd", titel = "Waar?" },
]
bronnen = ["dreging"]
#}
Beste lezer,

{{ platvorm }} {{ waar|upperr }}
{% include "delen/weg.md.j2" %}
"""


def test_all_that_is_wrong_with_a_letter_is_told_at_once_with_what_stands_there(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    put("kapot", "").write_text(WRONG, encoding="utf-8")
    lines = WRONG.split("\n")
    for ran in (run_cli("brief").out, run_cli("brief", "kapot", ONE).err):
        found = re.findall(
            r"^- brieven/kapot\.md\.j2, regel (\d+): (.+)\n  \1 \| (.+)$", ran, re.MULTILINE
        )
        told = {int(line): sentence for line, sentence, _ in found}
        assert [int(line) for line, _, _ in found] == [1, 3, 4, 5, 6, 8, 10, 14, 14, 15]
        assert told[1] == "'lezer' ontbreekt."
        assert told[3] == "onbekende sleutel 'lezr'. Bedoelde u 'lezer'?"
        assert told[5] == "de stap 'signal' bestaat niet. Bedoelde u 'signaal'?"
        assert told[10] == "de bron 'dreging' bestaat niet. Bedoelde u 'dreiging'?"
        assert told[15].startswith("het bestand 'delen/weg.md.j2' is er niet.")
        assert all(text == lines[int(line) - 1].strip() for line, _, text in found)


def test_a_letter_that_uses_itself_or_grows_too_large_is_told_by_the_list(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    put("rond", '{% if gesproken %}{% include "rond.md.j2" %}{% endif %}')
    put("groot", "{% for a in 'xxxxxxxxxx' %}" * 5 + "x" + "{% endfor %}" * 5)
    out = run_cli("brief").out
    assert "rond.md.j2, regel 6: 'rond.md.j2' gebruikt zichzelf, of een bestand dat hierop" in out
    assert "groot.md.j2, regel 6: dit wordt te veel: een lus is te groot" in out


def test_a_name_that_is_wrong_and_a_folder_with_too_much_are_told(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    put("Mijn-Brief\x1b", "x")
    ran = run_cli("brief")
    assert "brieven/Mijn-Brief.md.j2: de naam moet eindigen op .md.j2" in ran.out
    for number in range(201):
        put(f"brief-{number}", "x")
    ran = run_cli("brief")
    assert "te veel bestanden" in ran.out
    assert run_cli("brief", COMPLAINT, ONE).code == 0
    ran = run_cli("brief", "brief-1", ONE)
    assert (ran.code, "te veel bestanden" in ran.err) == (4, True)


# One that is asked for.


def test_an_own_letter_is_made_and_recorded_as_any_other(run_cli: RunCli, three: Path) -> None:
    ran = run_cli("brief", NEW, ONE)
    assert (ran.code, ran.out, ran.err) == (0, "Dank u wel, over Instagram.\n", "")
    event = last_of(three, ONE)
    assert (event.kind, event.said["document"]) == (Kind.DOCUMENT, NEW)


def test_one_in_the_place_of_another_is_used_and_that_is_said(run_cli: RunCli, three: Path) -> None:
    ran = run_cli("brief", COMPLAINT, TWO)
    assert (ran.code, ran.out) == (0, "Onze klachtenbrief voor J. Voorbeeld.\n")
    assert f"uw eigen brief brieven/{COMPLAINT}.md.j2, in plaats van die van het" in ran.err


def test_a_wrong_one_is_refused_with_what_to_do_and_nothing_is_recorded(
    run_cli: RunCli, three: Path
) -> None:
    count = case_of(three, ONE).count
    ran = run_cli("brief", "kapot", ONE)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("brieven/kapot.md.j2 klopt niet. Uw dossier is niet veranderd. ")
    assert "\n- brieven/kapot.md.j2, regel 7: de naam 'platvorm'" in ran.err
    assert "\n  7 | {{ platvorm }}" in ran.err
    assert "Uw dossier is niet veranderd. Verbeter het bestand, of haal het uit de map" in ran.err
    assert "Installeer" not in ran.err
    assert case_of(three, ONE).count == count
    assert run_cli("brief", NEW, ONE).code == 0


def test_without_a_wrong_one_in_its_place_the_programs_own_is_used_again(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    path = put(COMPLAINT, "{{ 'x' * 10**9 }}")
    ran = run_cli("brief", COMPLAINT, TWO)
    assert (ran.code, ran.out) == (4, "")
    assert "Dan wordt de brief van het programma weer gebruikt." in ran.err
    path.unlink()
    ran = run_cli("brief", COMPLAINT, TWO)
    assert (ran.code, "U kunt altijd een formele klacht indienen" in ran.out) == (0, True)


def test_a_name_that_is_nearly_one_of_an_own_letter_is_pointed_at(
    run_cli: RunCli, three: Path
) -> None:
    ran = run_cli("brief", "bedankbrieff", ONE)
    assert (ran.code, f"Bedoelde u '{NEW}'?" in ran.err) == (2, True)


def test_a_public_own_letter_goes_through_the_guard(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    text = "Bel J. Voorbeeld maar."
    put(NEW, text, KEYS.replace("false", "true"))
    ran = run_cli("brief", NEW, ONE)
    assert (ran.code, ran.out) == (0, f"{text}\n")
    assert "deze tekst is openbaar, en er valt iets op" in ran.err
    put(NEW, text)
    assert run_cli("brief", NEW, ONE).err == ""


def test_an_own_letter_can_be_written_as_pdf(run_cli: RunCli, three: Path, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    assert run_cli("brief", NEW, ONE, "--naar", path).code == 0
    assert path.read_bytes().startswith(b"%PDF")


def sitting(home: Path, clock: Clock, kind: str, *typed: str) -> str:
    """Make a letter at a terminal, typing these lines; return what stood on the screen."""
    lines = Terminal("".join(f"{line}\n" for line in typed))
    screen = Terminal()
    try:
        letter(Run(Settings(home, True, PASSWORD), clock, lines, screen, ""), kind, ONE, Wish())
    except (Stopped, EOFError):
        return screen.getvalue()
    return screen.getvalue()


ASKED = f"""{KEYS}gegevens = ["melder"]
vragen = [{{ id = "waar", soort = "tekst", titel = "Waar is het gesprek?" }}]
"""


def test_what_an_own_letter_asks_is_asked_and_stands_in_it(
    filled: Path, clock: Clock, put: Callable[..., Path]
) -> None:
    put(NEW, "Beste {{ melder }}, kom naar: {{ waar }}", ASKED)
    screen = sitting(filled, clock, NEW, "M. Voorbeeld", "**de kamer**")
    assert "Wie heeft het gemeld?" in screen
    assert "Beste M. Voorbeeld, kom naar: **de kamer**" in screen
    assert case_of(filled, ONE).value("melder") == "M. Voorbeeld"


def test_what_is_wrong_shows_before_anything_is_asked(
    filled: Path, clock: Clock, put: Callable[..., Path]
) -> None:
    put(NEW, "{{ melder }} {{ school.weg }}", ASKED)
    with pytest.raises(WrongLetter, match="Uw dossier is niet veranderd"):
        sitting(filled, clock, NEW, "M. Voorbeeld", "de kamer")
    assert case_of(filled, ONE).value("melder") is None


def test_when_it_shows_only_with_the_answers_it_says_that_they_are_kept(
    filled: Path, clock: Clock, put: Callable[..., Path]
) -> None:
    put(NEW, "{% if waar == 'hier' %}{{ school.weg }}{% endif %}{{ melder }}", ASKED)
    with pytest.raises(WrongLetter, match="Wat u net hebt ingevuld, is bewaard"):
        sitting(filled, clock, NEW, "M. Voorbeeld", "hier")
    assert case_of(filled, ONE).value("melder") == "M. Voorbeeld"


# During a walk.


def walked(run_cli: RunCli, folder: Path) -> tuple[int, str, str]:
    """Walk to the step that makes the message to all staff; return its code, text and stderr."""
    answers = folder / "antwoorden.toml"
    answers.write_text(
        "".join(
            f'[[antwoord]]\nstap = "{step}"\nkeuze = "{choice}"\n'
            for step, choice in (("signaal", "gedaan"), ("spoed", "nee"), ("stilte", "gedaan"))
        ),
        encoding="utf-8",
    )
    ran = run_cli("start", "--json", "--antwoorden", answers)
    (made,) = json.loads(ran.out)["documenten"]
    assert made["soort"] == STAFF
    return ran.code, made["tekst"], ran.err


def test_a_step_makes_the_schools_own_document(
    run_cli: RunCli, home: Path, put: Callable[..., Path]
) -> None:
    put(STAFF, "Collega's, reageer niet meer.")
    code, text, err = walked(run_cli, home.parent)
    assert (code, text) == (3, "Collega's, reageer niet meer.")
    assert "klopt niet" not in err


@pytest.mark.parametrize(
    "body",
    ["{{ 'x' * 10**9 }}", "{{ weg }}", "{% if %}", "{% include '/etc/passwd' %}", "<b>x</b>", ""],
)
def test_a_walk_goes_on_with_the_programs_document_where_the_schools_is_wrong(
    body: str, run_cli: RunCli, home: Path, put: Callable[..., Path]
) -> None:
    code, shipped, _ = walked(run_cli, home.parent)
    put(STAFF, body)
    ran = walked(run_cli, home.parent)
    assert ran[:2] == (code, shipped)
    assert ran[2].count(f"brieven/{STAFF}.md.j2 klopt niet. Daarom is") == 1
    assert "Daarom is de brief van het programma gebruikt. Er is niets verloren gegaan" in ran[2]


@pytest.mark.parametrize("text", ["kapot", "{#\ntitel = 1\n#}\nx", "{#\nbijhouden = true\n#}\nx"])
def test_a_wrong_header_does_not_stop_a_walk_either(
    text: str, run_cli: RunCli, home: Path, put: Callable[..., Path]
) -> None:
    put(STAFF, "").write_text(text, encoding="utf-8")
    code, made, err = walked(run_cli, home.parent)
    assert (code, made.startswith("Beste collega"), err.count("klopt niet")) == (3, True, 1)


def test_whether_a_document_is_kept_up_never_depends_on_an_own_letter(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    kind = "leerlingdossier-incident"
    before = case_of(filled, TWO)
    assert heading(kind).kept_up
    put(kind, "Eigen verslag.", f"{KEYS}bijhouden = false\n")
    ran = run_cli("brief", kind, TWO)
    assert (ran.code, "'bijhouden' moet true zijn" in ran.err) == (4, True)
    assert list(due_documents(case_of(filled, TWO))) == list(due_documents(before))


# What is shown of a case.


def test_a_case_shows_an_own_document_by_its_title_and_by_its_kind_when_the_file_is_gone(
    run_cli: RunCli, three: Path
) -> None:
    run_cli("brief", NEW, ONE)
    assert "Bedankt" in run_cli("dossier", "toon", ONE).out
    (three / "brieven" / f"{NEW}.md.j2").unlink()
    out = run_cli("dossier", "toon", ONE).out
    assert ("Bedankt" in out, NEW in out) == (False, True)
    for reader in Reader:
        target = three.parent / f"uit-{reader.value}"
        assert run_cli("exporteer", ONE, "--voor", reader.value, "--naar", target).code == 0


def test_another_data_folder_has_other_letters(
    run_cli: RunCli, three: Path, tmp_path: Path
) -> None:
    assert "eigen brief" in run_cli("brief").out
    assert "eigen brief" not in run_cli("--map", tmp_path / "anders", "brief").out


def test_own_letters_cost_nothing_where_no_document_is_made_or_listed(three: Path) -> None:
    code = (
        "import sys\nfrom scala_cli.cli import run\n"
        f"sys.argv = ['stappenplan', '--map', {str(three)!r}, 'plan', 'lijst']\n"
        "try:\n    run()\nexcept SystemExit:\n"
        "    from scala_cli import own_letters\n"
        "    looked = '_names' in vars(own_letters.in_use())\n"
        "    print('jinja2' in sys.modules, looked)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "False False"


# The page on writing letters.


def test_the_example_on_the_page_makes_what_the_page_shows(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    example, result = (
        re.findall(rf"^```{label}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[0]
        for label in ("jinja", "text")
    )
    put(NEW, "").write_text(example, encoding="utf-8")
    words = re.findall(r"^```\nstappenplan (.*?)\n```", page, re.MULTILINE)[0].split()
    assert "eigen brief; bij: " in run_cli("brief").out
    ran = run_cli(*words)
    assert (ran.code, ran.out) == (0, result)


def test_a_fault_looks_as_the_page_shows(
    run_cli: RunCli, filled: Path, put: Callable[..., Path]
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    [example] = re.findall(r"^```jinja\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    shown = re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[1]
    wrong = example.replace("openbaar = false", 'openbaar = "nee"')
    put(NEW, "").write_text(wrong, encoding="utf-8")
    assert f"\n{shown}" in run_cli("brief").out


def test_the_page_names_every_key_of_a_header_every_name_and_every_filter() -> None:
    from scala_cli.documents import rules
    from scala_cli.documents.contexts.general import GeneralContext, Incident, PublicContext
    from scala_cli.documents.school import NAMES
    from scala_cli.plan.model import FieldKind

    page = PAGE.read_text(encoding="utf-8")
    names = {*GeneralContext.__dataclass_fields__, *PublicContext.__dataclass_fields__}
    for name in names:
        assert f"`{name}`" in page, name
    for name in Incident.__dataclass_fields__:
        assert f"`zaak.{name}`" in page, name
    for detail in set(NAMES) - {"logo"}:
        assert f"`school.{detail}`" in page, detail
    for key in ("titel", "lezer", "openbaar", "bijhouden", "stappen", "gegevens", "school"):
        assert f"| `{key}` |" in page, key
    for kind in FieldKind:
        assert f"`{kind.value}`" in page, kind
    for one in rules.LETTER_FILTERS:
        assert f"`|{one}`" in page, one
