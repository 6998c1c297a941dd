"""Whatever goes in: one Dutch sentence, the right exit code, and nothing answered is lost."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from scala_cli.commands.run import Run
from scala_cli.files import DOSSIER
from scala_cli.prompts.plain import PlainAsker
from scala_cli.settings import Settings
from tests.commands.conftest import CHILD, ONE, TWO, RunCli
from tests.conftest import TickingClock

Write = Callable[[str | bytes], Path]
NEW = "2026-003"
"""The case that is opened next to ONE and TWO."""


def shown(run_cli: RunCli, number: str) -> dict[str, Any]:
    """Return a case as it is on disk."""
    found: dict[str, Any] = json.loads(run_cli("dossier", "toon", number, "--json").out)
    return found


def typed(*lines: str | bytes) -> bytes:
    """Return lines as a person's input."""
    return b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (
            ["start", "--plan", "plaatsin"],
            "Stappenplan 'plaatsin' bestaat niet. Bedoelde u 'plaatsing'? Bekijk ze met",
        ),
        (
            ["plan", "paden", "medewerkr"],
            "Stappenplan 'medewerkr' bestaat niet. Bedoelde u 'medewerker'? Bekijk ze met",
        ),
        (
            ["dossier", "toon", "2026-003"],
            "Dossier 2026-003 bestaat niet. Bekijk de nummers met: stappenplan dossier lijst",
        ),
        (
            ["verder", "'; DROP TABLE dossiers; --"],
            "Dossier '; DROP TABLE dossiers; -- bestaat niet. Bekijk de nummers",
        ),
        (["wat-nu", "--wnneer"], "De optie '--wnneer' bestaat niet."),
        (["dossier", "toon", ONE, TWO], f"Er staat een woord te veel: {TWO}"),
        (["statement", "--naar"], "De optie --naar heeft een waarde nodig."),
        (
            ["dosier", "lijst"],
            "De opdracht 'dosier' bestaat niet. Bedoelde u 'stappenplan dossier'?",
        ),
        (["wat-nu", "--wachtwoordbestand", "weg.txt"], "Het wachtwoordbestand weg.txt kan niet"),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(
    run_cli: RunCli, filled: Path, args: list[str], sentence: str
) -> None:
    ran = run_cli(*args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert "stappenplan" in ran.err or "Kijk" in ran.err


def test_a_number_of_a_case_may_be_written_shorter(run_cli: RunCli, filled: Path) -> None:
    assert ONE in run_cli("dossier", "toon", "2026-1").out
    linked = run_cli("dossier", "koppel", "26-001", "2026-9", "--reden", "x")
    assert linked.err.startswith("Dossier 2026-009 bestaat niet.")


PROGRAM = [sys.executable, "-m", "scala_cli"]


@pytest.mark.parametrize(
    ("variables", "seen"),
    [
        ({"LC_ALL": "C", "LANG": "C"}, "Toon één stappenplan"),
        ({"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, "Toon één stappenplan"),
        ({"PYTHONIOENCODING": "cp850"}, "Toon één stappenplan"),
    ],
)
def test_a_pipe_gets_utf_8_whatever_the_language_of_the_system(
    home: Path, variables: dict[str, str], seen: str
) -> None:
    done = subprocess.run(
        [*PROGRAM, "plan", "--help"],
        capture_output=True,
        env={**os.environ, **variables},
        check=True,
    )
    assert seen in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("variables", "without"),
    [
        ({"TERM": "dumb"}, r"\x1b"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, r"\x1b\[(\d+;)*[349]\d"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "cp1252"}, r"[\u2500-\u257f]"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "ascii"}, r"[^\x00-\x7f]"),
    ],
    ids=str,
)
def test_a_terminal_that_shows_less_is_not_sent_more(
    home: Path, variables: dict[str, str], without: str
) -> None:
    child = pexpect.spawn(
        PROGRAM[0],
        [*PROGRAM[1:], "plan", "toon", "plaatsing"],
        env={**os.environ, **variables},
        encoding="cp1252" if "cp1252" in variables.values() else "utf-8",
    )
    text = child.read()
    child.close()
    assert (child.exitstatus, "Traceback" in text) == (0, False)
    assert "stilte" in text
    assert re.search(without, text) is None


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("denk-na -", 2, "De invoer is leeg."),
        ("verder", 3, "Gestopt. Alles wat is beantwoord, is bewaard in dossier 2026-001."),
        ("dossier wis 2026-002", 2, "Er is niets"),
    ],
)
def test_input_that_was_closed_before_the_start_is_input_that_is_empty(
    filled: Path, words: str, code: int, told: str
) -> None:
    line = f'"{PROGRAM[0]}" -m scala_cli {words} <&-'
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert told in done.stderr


def test_a_console_that_cannot_be_drawn_on_gets_plain_lines(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    class NoConsoleScreenBufferError(Exception):
        """What prompt_toolkit has on Windows, where it can be imported alone."""

    def none_here(_: object) -> None:
        raise NoConsoleScreenBufferError

    monkeypatch.setattr("scala_cli.prompts.drawn.create_output", none_here)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    settings = Settings(home, plain=False, password=None)
    run = Run(settings, TickingClock(), sys.stdin, sys.stdout, "")
    assert run.draws
    assert isinstance(run.asker, PlainAsker)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "is leeg."),
        (b"plan = \xff", "is geen UTF-8."),
        (b"[[antwoord]", "is geen geldige TOML bij regel 1"),
        (b"[antwoord]\nstap = 'signaal'", "schrijf [[antwoord]] met dubbele haken"),
        (b"[[antwoord]]\nstap = 'sigaal'\nkeuze = 'gedaan'", "stap 'sigaal' bestaat niet."),
        (b"[[antwoord]]\nstap = 'spoed'\nkeuze = 'misschien'", "keuze 'misschien' bestaat"),
        (b"[[antwoord]]\nstap = 'spoed'", "stap 'spoed' heeft een 'keuze' nodig"),
        (
            b"[[antwoord]]\nstap = 'signaal'\nkeuze = 'gedaan'\nvelden = { link = 'geheim' }",
            "veld 'link': Dit is geen link.",
        ),
        (
            b"[[antwoord]]\nstap = 'signaal'\nkeuze = 'gedaan'\nvelden = { geplaatst = '31-2' }",
            "veld 'geplaatst': 31 februari 2026 bestaat niet.",
        ),
        (
            b"[[antwoord]]\nstap = 'signaal'\nkeuze = 'gedaan'\nvelden = { melder = '"
            + b"geheim" * 17_000
            + b"' }",
            "veld 'melder': Deze tekst is te lang: 102.000 tekens",
        ),
    ],
)
def test_a_faulty_answers_file_opens_no_case(
    run_cli: RunCli, home: Path, answers: Write, text: bytes, sentence: str
) -> None:
    ran = run_cli("start", "--antwoorden", answers(text))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Antwoordenbestand antwoorden.toml")
    assert sentence in ran.err
    assert ran.err.endswith("Er is niets opgeslagen.\n")
    assert ran.err.count("\n") == 1
    assert "geheim" not in ran.err
    assert not home.exists()


def test_an_answers_file_in_the_wrong_order_keeps_what_came_before(
    run_cli: RunCli, home: Path, answers: Write
) -> None:
    early = '[[antwoord]]\nstap = "leerlingdossier"\nkeuze = "gedaan"\n'
    ran = run_cli("start", "--antwoorden", answers(CHILD + early))
    assert ran.code == 4
    assert ran.err == (
        "Antwoordenbestand antwoorden.toml, antwoord 8: stap 'leerlingdossier' is nu niet open "
        "(open: reactie-kind en reactie-ouders). Wat ervoor stond is bewaard in dossier "
        "2026-001. Ga verder met: stappenplan verder 2026-001\n"
    )
    found = shown(run_cli, ONE)
    assert len(found["stappen"]) == 7
    assert found["open"] == ["reactie-kind", "reactie-ouders"]


def test_a_file_for_another_plan_or_a_wrong_step_changes_nothing_in_a_running_case(
    run_cli: RunCli, filled: Path, answers: Write
) -> None:
    before = shown(run_cli, ONE)
    for text in (
        'plan = "medewerker"',
        '[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"',
        '[[antwoord]]\nstap = "reactie-kind"\noverslaan = true',
    ):
        ran = run_cli("verder", ONE, "--antwoorden", answers(text))
        assert ran.code == 4
        assert ran.err.count("\n") == 1
    assert shown(run_cli, ONE) == before


PERSON = "[bold]J.[/bold] *Voorbeeld*"
ACCOUNT = b"\x1b[31m\x9b2J\x07{{ 7*7 }}\x00 \xff\xfe \xed\xa0\x80 \xe2\x80\xae[/groep 7]"
"""An account with terminal codes, bytes that are no UTF-8, half a surrogate and a direction."""
ACCOUNT_KEPT = "[31m\ufffd2J{{ 7*7 }} \ufffd\ufffd \ufffd\ufffd\ufffd [/groep 7]"


def test_hostile_text_at_the_prompt_is_kept_without_what_could_redraw_a_screen(
    run_cli: RunCli, filled: Path
) -> None:
    lines: list[str | bytes] = [
        *("gedaan", "x", "https://x.example/a_b", "20 nov 14:30", PERSON),
        *("# kop", "{% for x in y %} {{ dossier }}", "| a | b |", "\u202e<b>\u200b&amp;", "."),
    ]
    lines += [ACCOUNT, "[red]A. Voorbeeld, :warning:"]
    ran = run_cli("start", stdin=typed(*lines))
    assert ran.code == 3
    assert "Traceback" not in ran.err
    fields = shown(run_cli, NEW)["stappen"][0]["velden"]
    assert fields == {
        "platform": "x",
        "link": ["https://x.example/a_b"],
        "geplaatst": "2026-11-20T13:30:00Z",
        "melder": PERSON,
        "inhoud": "# kop\n{% for x in y %} {{ dossier }}\n| a | b |\n<b>&amp;",
        "account": ACCOUNT_KEPT,
        "geraakt": ["[red]A. Voorbeeld", ":warning:"],
    }
    for args in (("dossier", "toon", NEW), ("wat-nu", NEW)):
        page = run_cli(*args)
        assert page.code == 0
        assert not {"\x1b", "\x9b", "\x07", "\x00", "\u202e"} & set(page.out)
    assert "[bold]J.[/bold] *Voorbeeld*" in run_cli("dossier", "toon", NEW).out


def test_a_wrong_value_at_the_prompt_is_asked_again_and_said_why(
    run_cli: RunCli, filled: Path
) -> None:
    stdin = typed(
        *("misschien", "99", "", "gedaan", "mysapce", "9", "geen link", "javascript:alert(1)"),
        *("https://x.example/", "30-2-2026", "29-3-2026 2:30", "ooit", "20-11-2026"),
        *("a" * 100_000, "J. Voorbeeld", "b" * 100_000, "."),
    )
    ran = run_cli("start", stdin=stdin)
    assert ran.code == 3
    assert ran.err.startswith("Gestopt. Alles wat is beantwoord, is bewaard in dossier 2026-003.")
    assert ran.out.count("Dat kan niet. Typ een nummer") == 4
    assert ran.out.count("Dit is geen link.") == 2
    assert "30 februari 2026 bestaat niet." in ran.out
    assert "29 maart 2026 02:30 bestaat niet" in ran.out
    assert "Dit is geen datum." in ran.out
    assert "Deze tekst is te lang: 100.000 tekens, en hoogstens 2.000 passen." in ran.out
    fields = shown(run_cli, NEW)["stappen"][0]["velden"]
    assert fields == {
        "platform": "anders",
        "link": ["https://x.example/"],
        "geplaatst": "2026-11-20",
        "melder": "J. Voorbeeld",
        "inhoud": "b" * 100_000,
    }


def test_a_reason_is_asked_until_there_is_one(run_cli: RunCli, filled: Path) -> None:
    stdin = typed("overgeslagen", "1", "", " \t", b"\x00\xe2\x80\x8b", "al bekend")
    ran = run_cli("start", stdin=stdin)
    assert ran.code == 3
    assert ran.out.count("Een reden is nodig") == 3
    (answer,) = shown(run_cli, NEW)["stappen"]
    assert (answer["keuze"], answer["reden"]) == ("overgeslagen", "al bekend")


def test_input_that_ends_halfway_a_step_keeps_what_was_typed(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("start", "--json", stdin=typed("gedaan", "x", "https://x.example/") + b"gister")
    assert ran.code == 3
    found = json.loads(ran.out)
    assert found["stappen"][0]["velden"]["link"] == ["https://x.example/"]
    assert found["open"] == ["spoed"]


def test_hostile_text_from_a_file_is_kept_to_the_letter_and_exported(
    run_cli: RunCli, filled: Path, answers: Write, tmp_path: Path
) -> None:
    text = (
        '[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"\n[antwoord.velden]\n'
        'inhoud = "\\u001b[31m# kop\\u202e\\n{{ 7*7 }} | [x](y)"\naccount = "[/groep 7]"\n'
    )
    assert run_cli("start", "--antwoorden", answers(text)).code == 3
    fields = shown(run_cli, NEW)["stappen"][0]["velden"]
    assert fields == {"inhoud": "[31m# kop\n{{ 7*7 }} | [x](y)", "account": "[/groep 7]"}
    assert run_cli("exporteer", NEW, "--naar", tmp_path / "uit").code == 0
    paper = (tmp_path / "uit" / f"dossier-{NEW}.md").read_text(encoding="utf-8")
    assert r"\{\{ 7\*7 \}\} \| \[x\](y)" in paper


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x = ", "plan.toml"),
        (b"\xff", "plan.toml"),
        (b"", "plan.toml"),
        (b"formaat = 1\nid = 'x'\nversei = 1", "versei"),
    ],
)
def test_a_wrong_plan_is_told_with_its_file(
    run_cli: RunCli, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(content)
    ran = run_cli("plan", "controleer", path)
    assert (ran.code, ran.out) == (4, "")
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_without_a_dossier_is_told_with_what_to_do(run_cli: RunCli, filled: Path) -> None:
    (filled / DOSSIER).unlink()
    for command in (("dossier", "lijst"), ("wat-nu",)):
        ran = run_cli(*command)
        assert f"In de map {filled} staat geen dossier. Had u er wel een?" in ran.err
        assert "stappenplan herstel BESTAND" in ran.err
