"""Answers files: every fault is told with its file and place, and nothing is stored before."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scala_cli.case.answer import Answer
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.replies import Give
from scala_cli.case.state import Case
from scala_cli.clock import stamp
from scala_cli.errors import Stopped
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Plan, Step, StepKind
from scala_cli.prompts.answers import AnswersFile
from scala_cli.prompts.answers_text import SIZE_LIMIT, WrongAnswers, read_answers
from scala_cli.text import LINE_LIMIT
from scala_cli.walkthrough import Papers, Walk
from tests.walking import PAPERS, chosen

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SAVED = (
    "Wat ervoor stond is bewaard in dossier 2026-001. Ga verder met: stappenplan verder 2026-001"
)
NOTHING = "Er is niets opgeslagen."

Write = Callable[[str | bytes], Path]


class CaseInMemory:
    """A case that is kept in a list."""

    def __init__(self, graph: Graph) -> None:
        opened = Draft(Kind.OPENED, stamp(NOW), {"door": "directie"})
        self.graph = graph
        self.events = [record(opened, "2026-001", None, NOW)]

    def read(self) -> Case:
        """Return the case."""
        return fold(self.graph, self.events)

    def append(self, draft: Draft, after: int) -> Event:
        """Add an event."""
        assert after == len(self.events)
        self.events.append(record(draft, "2026-001", self.events[-1], NOW))
        return self.events[-1]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an answers file and return its path."""

    def written(text: str | bytes) -> Path:
        path = tmp_path / "antwoorden.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


def walk(path: Path, graph: Graph, file: CaseInMemory | None = None) -> Case:
    """Walk a new case by an answers file until it ends, stops or fails."""

    def rendered(_case: Case, _answer: Answer, kind: str) -> str:
        return kind

    file = file or CaseInMemory(graph)
    answers = AnswersFile(read_answers(path), graph, NOW)
    papers = Papers(rendered, PAPERS.weigh)
    return Walk(file, answers, papers, "directie", lambda: NOW).run()


def answer(step: str, rest: str = 'keuze = "gedaan"') -> str:
    return f'[[antwoord]]\nstap = "{step}"\n{rest}\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("plan = ", "is geen geldige TOML, aan het eind.", id="not TOML"),
        pytest.param(
            "plan = 'x'\nplan = 'y'\n", "is geen geldige TOML bij regel 2", id="a key twice"
        ),
        pytest.param(f"plan = {'1' * 5_000}", "is geen geldige TOML", id="an endless number"),
        pytest.param(f"plan = {'[' * 5_000}", "is geen geldige TOML", id="endless brackets"),
        pytest.param("x = 2026-02-30", "is geen geldige TOML", id="no such day in TOML"),
        pytest.param(b"plan = '\xff'", "is geen UTF-8. Sla het op als UTF-8.", id="Latin-1"),
        pytest.param("plan = 'x'".encode("utf-16"), "is geen UTF-8.", id="UTF-16"),
        pytest.param("", "is leeg. Zet er een plan en [[antwoord]]-tabellen in.", id="empty"),
        pytest.param("# niets\n", "is leeg.", id="only a comment"),
        pytest.param("plam = 'x'", "onbekende sleutel 'plam'. Bedoelde u 'plan'?", id="a key"),
        pytest.param("plan = 5", "'plan' moet tekst zijn, zoals plan = \"plaatsing\".", id="plan"),
        pytest.param(
            "[antwoord]\nstap = 'signaal'",
            "schrijf [[antwoord]] met dubbele haken, één keer per antwoord.",
            id="single brackets",
        ),
        pytest.param('plan = ""', "'plan' is leeg. Schrijf een plan, zoals", id="no plan"),
        pytest.param('plan = "\\u200b "', "'plan' is leeg.", id="a plan that is not seen"),
        pytest.param(
            "antwoord" + ".a" * 3_000 + " = 1",
            "heeft een sleutel van meer dan 10 delen.",
            id="an endless key",
        ),
        pytest.param("antwoord = 'x'", "schrijf [[antwoord]] met dubbele haken", id="text"),
    ],
)
def test_a_file_that_is_no_answers_file_is_refused_by_name(
    write: Write, text: str | bytes, sentence: str
) -> None:
    with pytest.raises(WrongAnswers) as error:
        read_answers(write(text))
    assert str(error.value).startswith(f"Antwoordenbestand antwoorden.toml: {sentence}")
    assert str(error.value).endswith(NOTHING)
    assert error.value.exit_code == 4


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.toml", tmp_path):
        with pytest.raises(WrongAnswers, match=f"Antwoordenbestand {path.name}: kan niet"):
            read_answers(path)


def test_a_file_of_more_than_ten_megabytes_is_not_read(write: Write) -> None:
    with pytest.raises(WrongAnswers, match="is groter dan 10 MB"):
        read_answers(write(b"#" * (SIZE_LIMIT + 1)))


def test_a_file_that_notepad_saved_can_be_read(write: Write) -> None:
    text = read_answers(write(b"\xef\xbb\xbf" + b'plan = "plaatsing"\r\n[[antwoord]]\r\n'))
    assert (text.plan, len(text.answers)) == ("plaatsing", 1)


def test_a_name_in_the_file_is_repeated_cleaned_and_never_at_length(write: Write) -> None:
    assert read_answers(write('plan = "pl\\u001b[31m\\u202ea"')).plan == "pl[31ma"
    with pytest.raises(WrongAnswers) as error:
        read_answers(write(f'"a\\u001b{"x" * 100_000}" = 1'))
    assert "\x1b" not in str(error.value)
    assert len(str(error.value)) < 200


DONE = 'keuze = "gedaan"'
STATIC = [
    pytest.param("[[antwoord]]\nstapp = 'x'", "onbekende sleutel 'stapp'. Bedoelde u", id="key"),
    pytest.param("antwoord = [5]", "schrijf [[antwoord]] met dubbele haken", id="no table"),
    pytest.param("[[antwoord]]\nkeuze = 'gedaan'", "'stap' ontbreekt of is geen tekst.", id="none"),
    pytest.param("[[antwoord]]\nstap = 5", "'stap' ontbreekt of is geen tekst.", id="a number"),
    pytest.param(answer("signal"), "stap 'signal' bestaat niet. Bedoelde u 'signaal'?", id="step"),
    pytest.param(
        answer("medewerker/signaal"), "stap 'medewerker/signaal' bestaat niet.", id="plan's step"
    ),
    pytest.param(
        answer("signaal", ""),
        "stap 'signaal' heeft een 'keuze' nodig, of overgeslagen = true.",
        id="no choice",
    ),
    pytest.param(
        answer("medewerker/wie", "keuze = 'kind'"),
        "stap 'medewerker/wie' bestaat niet.",
        id="a step of the case's own plan under another's name",
    ),
    pytest.param(
        answer("plaatsing/aanspreken"),
        "stap 'plaatsing/aanspreken' bestaat niet. Bedoelde u 'aanspreken'?",
        id="a step of another plan under the case's own name",
    ),
    pytest.param(
        answer("plaatsing/medewerker/aanspreken"),
        "stap 'plaatsing/medewerker/aanspreken' bestaat niet.",
        id="two plans in one name",
    ),
    pytest.param(
        answer("sig\\u200bnaal"),
        "stap 'signaal' bestaat niet. Er staan onzichtbare tekens of spaties in; typ het opnieuw.",
        id="a character that is not seen",
    ),
    pytest.param(
        answer("signaal "),
        "stap 'signaal' bestaat niet. Er staan onzichtbare tekens of spaties in; typ het opnieuw.",
        id="a space",
    ),
    pytest.param(
        answer("wie", "keuze = 'ki\\u200dnd'".replace("'", '"')),
        "keuze 'ki\u200dnd' bestaat niet bij stap 'wie'; kies uit medewerker, volwassene of kind. "
        "Er staan onzichtbare tekens of spaties in; typ het opnieuw.",
        id="a joiner in a choice",
    ),
    pytest.param(
        answer("gesprek", "keuze = 'overgeslagen'"),
        "'overgeslagen' is geen keuze. Schrijf overgeslagen = true, met reden = \"…\".",
        id="skipped as a choice",
    ),
    pytest.param(
        answer("gesprek", "keuze = ['gedaan', 'overgeslagen']"),
        "'overgeslagen' is geen keuze.",
        id="done and skipped",
    ),
    pytest.param(
        answer("gesprek", "overgeslagen = true\nreden = 'x'\nvelden = { verslag = 'geheim' }"),
        "een overgeslagen stap heeft geen 'velden'; zet het in de reden.",
        id="fields of a step that was skipped",
    ),
    pytest.param(answer("spoed", "keuze = []"), "stap 'spoed' heeft een 'keuze'", id="no choices"),
    pytest.param(answer("spoed", "keuze = true"), "stap 'spoed' heeft een 'keuze'", id="a bool"),
    pytest.param(answer("spoed", "keuze = [1]"), "'keuze' is een id of een lijst", id="numbers"),
    pytest.param(
        answer("wie", "keuze = 'kint'"),
        "keuze 'kint' bestaat niet bij stap 'wie'; kies uit medewerker, volwassene of kind. "
        "Bedoelde u 'kind'?",
        id="option",
    ),
    pytest.param(
        answer("signaal", "keuze = 'ja'"),
        "keuze 'ja' bestaat niet bij stap 'signaal'; kies uit gedaan.",
        id="an option of an action",
    ),
    pytest.param(
        answer("wie", "keuze = ['kind', 'volwassene']"), "stap 'wie' krijgt één keuze.", id="two"
    ),
    pytest.param(
        answer("consequenties", "keuze = ['geen', 'schorsing']"),
        "'geen' gaat bij stap 'consequenties' niet samen met een andere keuze.",
        id="none and another",
    ),
    pytest.param(
        answer("wie", "overgeslagen = true\nreden = 'x'"),
        "stap 'wie' is een vraag en kan niet worden overgeslagen.",
        id="a question skipped",
    ),
    pytest.param(
        answer("gesprek", "overgeslagen = true"),
        'overslaan heeft een reden nodig: reden = "…".',
        id="skipped without a reason",
    ),
    pytest.param(
        answer("gesprek", "overgeslagen = true\nreden = ' \\u200b'".replace("'", '"')),
        "overslaan heeft een reden nodig",
        id="skipped with an empty reason",
    ),
    pytest.param(
        answer("gesprek", f"overgeslagen = true\nreden = '{'x' * (LINE_LIMIT + 1)}'"),
        "reden: Deze tekst is te lang: 2.001 tekens",
        id="a reason too long",
    ),
    pytest.param(
        answer("gesprek", "overgeslagen = 'ja'"), "'overgeslagen' is true of false.", id="not bool"
    ),
    pytest.param(
        answer("gesprek", f"{DONE}\novergeslagen = true\nreden = 'x'"),
        "kies één van de twee: 'keuze' of overgeslagen = true.",
        id="both",
    ),
    pytest.param(
        answer("gesprek", f"{DONE}\nreden = 'x'"),
        "'reden' hoort bij overgeslagen = true.",
        id="a reason for nothing",
    ),
    pytest.param(answer("signaal", f"{DONE}\nvelden = 'x'"), "'velden' is een tabel", id="fields"),
    pytest.param(
        answer("signaal", f"{DONE}\nvelden = {{ platfrom = 'x' }}"),
        "veld 'platfrom' bestaat niet bij stap 'signaal'. Bedoelde u 'platform'?",
        id="field",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\nvelden = {{ link = 'geheim' }}"),
        "veld 'link': Dit is geen link.",
        id="a link",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\nvelden = {{ melder = 5 }}"),
        "veld 'melder': Hier hoort tekst.",
        id="a wrong type",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\nvelden = {{ geplaatst = '30-2-2026' }}"),
        "veld 'geplaatst': 30 februari 2026 bestaat niet.",
        id="no such day",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\nvelden = {{ geplaatst = 2027-11-20 }}"),
        "veld 'geplaatst': Dat moet nog komen. Dat is pas zaterdag 20 november 2027.",
        id="a day to come",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\nvelden = {{ account = '{'geheim' * 20_000}' }}"),
        "veld 'account': Deze tekst is te lang: 120.000 tekens, en hoogstens 2.000 passen.",
        id="a hundred kilobytes on a line",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\ngebeurd = 'geheim'"),
        "gebeurd: Dit is geen datum.",
        id="no moment",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\ngebeurd = 5"), "gebeurd: Hier hoort een datum", id="number"
    ),
    pytest.param(
        answer("signaal", f"{DONE}\ngebeurd = 2026-11-23"),
        "'gebeurd' ligt in de toekomst. Leg vast wat geweest is.",
        id="tomorrow",
    ),
    pytest.param(
        answer("signaal", f"{DONE}\ngebeurd = 2026-11-22T14:00:00"),
        "'gebeurd' ligt in de toekomst.",
        id="in an hour",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), STATIC)
def test_a_fault_in_any_answer_is_found_before_anything_is_stored(
    write: Write, plaatsing: Graph, text: str, sentence: str
) -> None:
    before = "" if text.startswith("antwoord =") else answer("signaal")
    file = CaseInMemory(plaatsing)
    with pytest.raises(WrongAnswers) as error:
        walk(write(before + text), plaatsing, file)
    place = 2 if before else 1
    said = str(error.value)
    assert said.startswith(f"Antwoordenbestand antwoorden.toml, antwoord {place}: {sentence}")
    assert said.endswith(NOTHING)
    assert "geheim" not in said
    assert "\n" not in said
    assert len(file.events) == 1


def test_a_file_that_runs_out_stops_and_keeps_what_it_said(write: Write, plaatsing: Graph) -> None:
    file = CaseInMemory(plaatsing)
    with pytest.raises(Stopped, match="Het antwoordenbestand is op"):
        walk(write(answer("signaal")), plaatsing, file)
    assert [visit.step for visit in file.read().position.open] == ["spoed"]


def test_an_answer_for_a_step_that_is_not_open_names_those_that_are(
    write: Write, plaatsing: Graph
) -> None:
    file = CaseInMemory(plaatsing)
    text = answer("signaal") + answer("spoed", 'keuze = "nee"') + answer("wie", 'keuze = "kind"')
    with pytest.raises(WrongAnswers) as error:
        walk(write(text), plaatsing, file)
    assert str(error.value) == (
        "Antwoordenbestand antwoorden.toml, antwoord 3: stap 'wie' is nu niet open "
        f"(open: stilte en gesprek). {SAVED}"
    )
    assert [answer.visit.step for answer in file.read().standing] == ["signaal", "spoed"]


def test_an_answer_after_the_end_says_that_nothing_is_open(write: Write, medewerker: Graph) -> None:
    steps = [
        answer("ventileert"),
        answer("aanspreken"),
        answer("grensoverschrijdend", 'keuze = "nee"'),
        answer("reactie-medewerker", 'keuze = "rectificeert"'),
        answer("dossier-medewerker"),
        answer("maatregel-nodig", 'keuze = "nee"'),
    ]
    assert walk(write("".join(steps)), medewerker).position.ended
    with pytest.raises(WrongAnswers, match="'aanspreken' is nu niet open"):
        walk(write("".join([*steps, answer("aanspreken")])), medewerker)


def to_the_employee(*more: str) -> str:
    return "".join(
        [
            answer("signaal"),
            answer("spoed", 'keuze = "nee"'),
            answer("gesprek"),
            answer("stilte"),
            answer("wie", 'keuze = "medewerker"'),
            *more,
        ]
    )


@pytest.mark.parametrize("name", ["medewerker/aanspreken", "aanspreken"])
def test_a_step_of_another_plan_goes_by_its_full_id_or_its_bare_one(
    write: Write, plaatsing: Graph, name: str
) -> None:
    file = CaseInMemory(plaatsing)
    with pytest.raises(Stopped):
        walk(write(to_the_employee(answer(name))), plaatsing, file)
    assert file.read().standing[-1].visit.step == "medewerker/aanspreken"


def test_a_step_of_the_cases_own_plan_may_be_written_with_that_plans_name(
    write: Write, plaatsing: Graph
) -> None:
    file = CaseInMemory(plaatsing)
    with pytest.raises(Stopped):
        walk(write(answer("plaatsing/signaal")), plaatsing, file)
    assert file.read().standing[0].visit.step == "signaal"


def test_a_bare_id_that_two_plans_have_means_the_one_that_is_open(
    write: Write, plaatsing: Graph
) -> None:
    file = CaseInMemory(plaatsing)
    text = to_the_employee(
        answer("aanspreken"),
        answer("grensoverschrijdend", 'keuze = "nee"'),
        answer("reactie-medewerker", 'keuze = "inadequaat"'),
        answer("overleg-bestuur"),
        answer("statement"),
        answer("consequenties", 'keuze = ["schorsing", "waarschuwing"]'),
        answer("dossier-medewerker-directie"),
    )
    case = walk(write(text), plaatsing, file)
    assert chosen(case, "medewerker/statement") == ("gedaan",)
    assert chosen(case, "statement") is None
    assert chosen(case, "medewerker/consequenties") == ("waarschuwing", "schorsing")


def test_a_step_of_the_cases_own_plan_written_in_full_is_never_one_of_another_plan(
    write: Write, plaatsing: Graph
) -> None:
    file = CaseInMemory(plaatsing)
    text = to_the_employee(
        answer("aanspreken"),
        answer("grensoverschrijdend", 'keuze = "nee"'),
        answer("reactie-medewerker", 'keuze = "inadequaat"'),
        answer("overleg-bestuur"),
        answer("plaatsing/statement"),
    )
    with pytest.raises(WrongAnswers, match="stap 'plaatsing/statement' is nu niet open"):
        walk(write(text), plaatsing, file)
    assert chosen(file.read(), "medewerker/statement") is None


def test_a_bare_id_that_two_open_steps_have_must_be_written_in_full(write: Write) -> None:
    graph = Graph("een", _plans_with_a_step_of_the_same_name())
    text = answer("begin")
    with pytest.raises(WrongAnswers) as error:
        walk(write(text + answer("samen")), graph)
    assert str(error.value) == (
        "Antwoordenbestand antwoorden.toml, antwoord 2: 'samen' kan twee/samen of drie/samen "
        f"zijn; schrijf het hele id. {SAVED}"
    )
    assert walk(write(text + answer("drie/samen") + answer("samen")), graph).position.ended


def test_one_text_will_do_where_several_answers_are_allowed(
    write: Write, medewerker: Graph
) -> None:
    text = "".join(
        [
            answer("ventileert"),
            answer("aanspreken"),
            answer("grensoverschrijdend", 'keuze = "nee"'),
            answer("reactie-medewerker", 'keuze = ["inadequaat"]'),
            answer("overleg-bestuur"),
            answer("consequenties", 'keuze = "berisping"'),
            answer("statement", 'overgeslagen = true\nreden = "bewust niet geplaatst"'),
            answer("dossier-medewerker-directie"),
        ]
    )
    case = walk(write(text), medewerker)
    assert chosen(case, "consequenties") == ("berisping",)
    assert chosen(case, "statement") == ("overgeslagen",)


def test_what_an_answer_says_beside_its_choice_is_kept(write: Write, plaatsing: Graph) -> None:
    file = CaseInMemory(plaatsing)
    text = """
[[antwoord]]
stap = "signaal"
keuze = "gedaan"
gebeurd = 2026-11-20T14:30:00
[antwoord.velden]
platform = "Instagram"
link = ["https://x.nl/1", "https://x.nl/2"]
geplaatst = 2026-11-19
melder = "J. Voorbeeld"
inhoud = \"\"\"
Een
twee\"\"\"
account = ""
"""
    with pytest.raises(Stopped):
        walk(write(text), plaatsing, file)
    (given,) = file.read().standing
    assert given.happened == "2026-11-20T13:30:00Z"
    assert given.fields == {
        "platform": "instagram",
        "link": ["https://x.nl/1", "https://x.nl/2"],
        "geplaatst": "2026-11-19",
        "melder": "J. Voorbeeld",
        "inhoud": "Een\ntwee",
    }


def test_a_clock_that_runs_a_little_ahead_is_no_future(write: Write, plaatsing: Graph) -> None:
    text = answer("signaal", f'{DONE}\ngebeurd = "2026-11-22T12:04:00Z"')
    with pytest.raises(Stopped):
        walk(write(text), plaatsing)


def test_after_midnight_here_today_is_no_future(write: Write, plaatsing: Graph) -> None:
    just_after = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    text = read_answers(write(answer("signaal", f"{DONE}\ngebeurd = 2026-11-23")))
    reply = AnswersFile(text, plaatsing, just_after).reply(CaseInMemory(plaatsing).read())
    assert isinstance(reply, Give)
    assert reply.happened == "2026-11-23"


def _plans_with_a_step_of_the_same_name() -> dict[str, Plan]:
    def plan(plan_id: str, step: Step) -> Plan:
        return Plan(plan_id, 1, plan_id, "bron", (), (step,), {step.id: step})

    def step(step_id: str, *targets: str) -> Step:
        return Step(step_id, StepKind.ACTION, step_id, "Doe.", "Directie", "bron", targets=targets)

    return {
        "een": plan("een", step("begin", "twee/samen", "drie/samen")),
        "twee": plan("twee", step("samen")),
        "drie": plan("drie", step("samen")),
    }
