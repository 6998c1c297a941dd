"""The command line: Dutch in every corner, one sentence for every error, and no trace of a bug."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from scala_cli import cli
from scala_cli.cli import options
from tests.conftest import NOW

# Words that no Dutch sentence of this program holds.
ENGLISH = re.compile(
    r"\b(the|and|this|with|usage|options?|commands?|arguments?|error|show|exit|message|missing|"
    r"no such|invalid|required|default|try|did you mean|got|unexpected|extra|value|valid|"
    r"requires?|takes|integer|text|path|directory|boolean|aborted|password|file|env var|"
    r"done|selections?|use arrow|instructions?|traceback)\b",
    re.IGNORECASE,
)
EVERY_OPTION = ("--map", "--wachtwoordbestand", "--eenvoudig", "--versie", "--help")


def commands(group: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    yield path, group
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, *path, name)


COMMANDS = dict(commands(typer.main.get_command(cli.app)))


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the program; return its exit code and both outputs."""
    with pytest.raises(SystemExit) as ended:
        cli.run(words)
    output = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output.out, output.err


@pytest.fixture(autouse=True)
def in_an_empty_home(home: Path) -> None:
    """No test here touches a real dossier."""


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_help_is_dutch(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run([*path, "--help"], capsys)
    assert (code, err) == (0, "")
    assert out.startswith("Gebruik: stappenplan")
    assert not ENGLISH.findall(without_names(out))


def without_names(text: str) -> str:
    """Return the text without options and metavars, which are names and no sentences."""
    return re.sub(r"--[a-z-]+|\[OPTIES\]", "", text)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_and_argument_is_explained(path: tuple[str, ...]) -> None:
    for parameter in COMMANDS[path].params:
        assert getattr(parameter, "help", ""), parameter.name


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("extra", [["--bestaat-niet"], ["a", "b", "c", "d"], ["--json=3"]])
def test_every_usage_error_is_one_dutch_sentence_with_code_2(
    path: tuple[str, ...], extra: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run([*path, *extra], capsys)
    if path == ("plan", "controleer") and extra[0] == "a":
        pytest.fail(err) if code != 4 else None
        return
    if path == ("dossier", "zoek") and extra[0] == "a":
        assert code == 0
        return
    if path == ("exporteer",) and extra[0] == "a":
        assert code == 2
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert not ENGLISH.findall(without_names(err))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["strat"], "De opdracht 'strat' bestaat niet. Bedoelde u 'stappenplan start'?"),
        (["dossier", "tonn", "x"], "Bedoelde u 'stappenplan dossier toon'?"),
        (["toon", "2026-001"], "Bedoelde u 'stappenplan dossier toon'?"),
        (["toon", "plaatsing"], "Bedoelde u 'stappenplan plan toon'?"),
        (["tonn"], "Bedoelde u 'stappenplan dossier toon' of 'stappenplan plan toon'?"),
        (["dossier", "start"], "Bedoelde u 'stappenplan start'?"),
        (["plan", "koppel"], "Bedoelde u 'stappenplan dossier koppel'?"),
        (["Start"], "Bedoelde u 'stappenplan start'?"),
        (["2026-1"], "Bedoelde u 'stappenplan dossier toon 2026-001'?"),
        (["qqqq"], "De opdracht 'qqqq' bestaat niet. Uitleg: stappenplan --help"),
        (["q" * 5000], "…' bestaat niet. Uitleg: stappenplan --help"),
        (["dossier"], "Welke opdracht? Kies er een uit de lijst."),
        (["verder", ""], "De waarde van [NR] is leeg."),
        (["wat-nu", ""], "De waarde van [NR] is leeg."),
        (["statement", " "], "De waarde van [NR] is leeg."),
        (["statement", "--naar", ""], "De waarde van --naar is leeg."),
        (["start", "--plan", ""], "De waarde van --plan is leeg."),
        (["exporteer", ""], "De waarde van [NR]... is leeg."),
        (["--map", "", "wat-nu"], "De waarde van --map is leeg."),
        (["--map", "~bestaat-niet/x", "wat-nu"], "De map ~bestaat-niet/x is niet te vinden"),
        (["dossier", "toon"], "Noem het dossiernummer, bijvoorbeeld 2026-001."),
        (["dossier", "notitie"], "Noem het dossiernummer, bijvoorbeeld 2026-001."),
        (["dossier", "zoek"], "Er ontbreekt een gegeven: 'WOORD...'."),
        (["start", "--plan"], "De optie --plan heeft een waarde nodig."),
        (["start", "--pln", "x"], "De optie '--pln' bestaat niet. Bedoelde u '--plan'?"),
        (["start", "--pln=x"], "De optie '--pln' bestaat niet. Bedoelde u '--plan'?"),
        (["brief", "-vorm", "md"], "De optie '-vorm' bestaat niet. Bedoelde u '--vorm'?"),
        (["verder", "--eenvoudg"], "Bedoelde u '--eenvoudig'?"),
        (["--version"], "Bedoelde u '--versie'?"),
        (["--json", "dossier", "lijst"], "zoals 'stappenplan dossier lijst --json'."),
        (["dossier", "--json", "lijst"], "zoals 'stappenplan dossier lijst --json'."),
        (["plan", "toon", "plaatsnig"], "Stappenplan 'plaatsnig' bestaat niet. Bedoelde u"),
        (["start", "a"], "Er staat een woord te veel: a. Uitleg:"),
        (["start", "a", "b"], "Er staan woorden te veel: a b. Uitleg:"),
        (["exporteer", "--vorm", "docx", "2026-001"], "Vorm 'docx' bestaat niet."),
        (["exporteer"], "Noem één of meer dossiernummers, of --alles."),
        (["dossier", "toon", "2026-999"], "Dossier 2026-999 bestaat niet."),
        (["--wachtwoordbestand", "weg.txt", "start"], "weg.txt kan niet worden gelezen"),
        (["verder"], "Er is nog geen dossier"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_with_what_to_do(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(words, capsys)
    assert code == 2
    assert told in err + out
    assert not ENGLISH.findall(without_names(err))


@pytest.mark.parametrize("typed", ["2026-7", "26-007", "2026-0007", "2026/7", " 2026-07 "])
def test_a_number_of_a_case_may_be_written_shorter(typed: str) -> None:
    assert options.case_number(typed) == options.letter_or_number(typed) == "2026-007"


def test_every_command_takes_such_a_number() -> None:
    found = [
        one
        for command in COMMANDS.values()
        for one in command.params
        if re.search(r"\bNR\b|ANDER", one.make_metavar(click.Context(command)))
    ]
    assert len(found) > 12
    assert {one.type.convert("2026-7", one, None) for one in found} == {"2026-007"}


@pytest.mark.parametrize("typed", ["", "x", "2026-001-1", "2026-", "-1", "٢٠٢٦-١", "2026-a"])
def test_what_is_no_number_of_a_case_is_left_as_it_is(typed: str) -> None:
    assert options.case_number(typed) == options.letter_or_number(typed) == typed


def test_a_number_without_its_year_is_told_what_is_meant(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scala_cli.clock.now", lambda: NOW)
    code, _, err = run(["dossier", "toon", "7"], capsys)
    assert code == 2
    assert err.startswith("Dossier 7 bestaat niet. Het nummer begint met een jaar")
    assert "Bedoelde u 2026-007?" in err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run([], capsys)
    assert code == 0
    assert "Opdrachten:" in out


def test_all_commands_stand_under_one_heading_and_completion_is_no_option(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(["--help"], capsys)
    assert re.findall(r"^(\w+):$", out, re.MULTILINE) == ["Opties", "Opdrachten"]
    assert "completion" not in out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--versie"], capsys)[1].startswith("stappenplan 0.")


def test_the_options_that_hold_everywhere_may_stand_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "antwoorden.toml"
    answers.write_text('[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"\n', encoding="utf-8")
    place = str(tmp_path / "elders")
    code, _, _ = run(["start", "--antwoorden", str(answers), "--map", place], capsys)
    assert code == 3
    assert (tmp_path / "elders").is_dir()
    assert "2026-" in run([f"--map={place}", "dossier", "lijst"], capsys)[1]
    assert "2026-" in run(["dossier", "lijst", f"--map={place}", "--eenvoudig"], capsys)[1]
    assert "2026-" not in run(["dossier", "lijst"], capsys)[1]


def test_a_bug_is_told_without_a_traceback_or_what_was_being_worked_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("J. Voorbeeld heeft iets geplaatst")

    monkeypatch.setattr("scala_cli.commands.plans.plan_list", broken)
    code, _, err = run(["plan", "lijst"], capsys)
    assert code == 1
    assert "KeyError" in err
    assert "Voorbeeld" not in err
    assert "Traceback" not in err


def test_an_interrupt_outside_a_walk_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scala_cli.commands.plans.plan_list", interrupted)
    code, _, err = run(["plan", "lijst"], capsys)
    assert code == 130
    assert err


def test_on_a_terminal_the_sentence_after_an_interrupt_starts_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scala_cli.commands.plans.plan_list", interrupted)
    assert run(["plan", "lijst"], capsys)[2].startswith("Onderbroken.")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(["plan", "lijst"], capsys)[2].startswith("\nOnderbroken.")


def test_a_group_without_a_command_shows_its_help_on_stdout_and_one_sentence_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for group in ("dossier", "plan"):
        code, out, err = run([group], capsys)
        assert (code, err) == (2, "Welke opdracht? Kies er een uit de lijst.\n")
        assert out.startswith(f"Gebruik: stappenplan {group}")


def test_no_short_help_in_the_list_of_commands_is_cut_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for group in ([], ["dossier", "--help"], ["plan", "--help"]):
        assert "..." not in run(group, capsys)[1].partition("Opdrachten:")[2]
