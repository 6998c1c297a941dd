"""A shell asks how a line may go on: names come back at once, and nothing else ever."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pexpect
import pytest

from scala_cli import facts, shell
from scala_cli.commands.letter_own import kinds
from scala_cli.plan.library import Library
from tests.test_cli import COMMANDS, run

Ask = Callable[..., list[str]]
PROGRAM = Path(sys.executable).parent / "stappenplan"
SHIPPED = kinds()


@pytest.fixture
def ask(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Ask]:
    """Ask as a shell does: `ask("dossier", "to")`; nothing may come on stderr, or in the folder."""
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    before = sorted(home.parent.rglob("*"))

    def asked(*words: str, of: str = "bash") -> list[str]:
        monkeypatch.setenv("_STAPPENPLAN_COMPLETE", of)
        monkeypatch.setenv("_STAPPENPLAN_WOORDEN", "\x1f".join(("stappenplan", *words)))
        code, out, err = run([], capsys)
        assert (code, err) == (0, "")
        return out.splitlines()

    yield asked
    assert sorted(home.parent.rglob("*")) == before


def values(lines: list[str]) -> list[str]:
    """Return the words that are suggested."""
    assert all(line.startswith("woord\t") for line in lines)
    return [line.split("\t")[1] for line in lines]


def test_a_command_is_completed_with_what_it_does(ask: Ask) -> None:
    assert ask("sta") == [
        "woord\tstart\tOpen een dossier en loop het stappenplan door.",
        "woord\tstatement\tMaak het korte statement voor onder het bericht.",
    ]
    assert values(ask("dossier", "he")) == ["heropen", "herzie"]
    assert not any("..." in line for line in ask(""))


def test_every_command_can_be_found_from_nothing(ask: Ask) -> None:
    for path, command in COMMANDS.items():
        if isinstance(command, click.Group):
            assert values(ask(*path, "")) == list(command.commands)


def test_options_come_with_a_dash_and_those_that_hold_everywhere_are_among_them(ask: Ask) -> None:
    found = values(ask("dossier", "lijst", "--"))
    assert {"--jaar", "--json", "--help", "--map", "--eenvoudig"} <= set(found)
    assert "--versie" not in found
    assert len(found) == len(set(found))
    assert values(ask("start", "--e")) == ["--eenvoudig"]
    assert values(ask("--v")) == ["--versie"]


def test_no_option_for_completing_is_added(ask: Ask) -> None:
    assert not any("completion" in line for line in ask("--"))


def test_where_only_a_person_knows_what_comes_there_are_the_options(ask: Ask) -> None:
    assert "--json" in values(ask("dossier", "toon", ""))
    assert ask("dossier", "toon", "2026-") == []
    assert ask("dossier", "notitie", "2026-001", "--uiterlijk", "") == []
    assert ask("dossier", "zoek", "--", "--") == []


def test_plans_platforms_reasons_and_letters_are_completed(ask: Ask, library: Library) -> None:
    plans = sorted(library.plans)
    assert values(ask("start", "--plan", "")) == plans
    assert values(ask("dossier", "lijst", "--plan", "")) == plans
    assert [values(ask("plan", one, "")) for one in ("toon", "paden", "teken")] == [plans] * 3
    platforms = list(facts.platforms())
    assert values(ask("statement", "--kanaal", "")) == platforms
    assert values(ask("denk-na", "--kanaal", "")) == platforms
    assert values(ask("dossier", "zoek", "x", "--platform", "")) == platforms
    assert values(ask("dossier", "sluit", "2026-001", "--reden", "du")) == ["dubbel"]
    assert values(ask("brief", "")) == SHIPPED
    assert values(ask("aanvulling", "")) == list(shell.SHELLS)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_an_option_that_names_its_choices_is_completed_with_them(
    path: tuple[str, ...], ask: Ask
) -> None:
    for one in COMMANDS[path].params:
        if isinstance(one, click.Option) and one.metavar and "|" in one.metavar:
            assert values(ask(*path, one.opts[0], "")) == one.metavar.split("|")


def test_the_schools_own_letters_are_completed_from_whichever_folder(
    ask: Ask, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elders")
    (elsewhere / "brieven").mkdir()
    (elsewhere / "brieven" / "zomerbrief.md.j2").write_text("", encoding="utf-8")
    assert values(ask("--map", str(elsewhere), "brief", "z")) == ["zomerbrief"]
    assert values(ask("brief", "--map", str(elsewhere), "z")) == ["zomerbrief"]
    assert ask("brief", "z") == []


def test_the_schools_own_plans_are_completed_from_whichever_folder(
    ask: Ask, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elders")
    (elsewhere / "plannen").mkdir()
    for name in ("verzuim.toml", "plaatsing.toml", "Fout.TOML", "zo niet.toml", "lees.txt"):
        (elsewhere / "plannen" / name).write_text("niet eens TOML", encoding="utf-8")
    ids = ["medewerker", "plaatsing", "verzuim"]
    assert values(ask("--map", str(elsewhere), "start", "--plan", "")) == ids
    assert values(ask("--map", str(elsewhere), "plan", "toon", "")) == ids
    assert values(ask("plan", "paden", "--map", str(elsewhere), "v")) == ["verzuim"]
    assert ask("plan", "toon", "v") == []


def test_a_folder_of_plans_that_can_not_be_read_keeps_no_plan_from_being_completed(
    ask: Ask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elders")
    (elsewhere / "plannen").write_text("geen map", encoding="utf-8")
    found = values(ask("--map", str(elsewhere), "start", "--plan", ""))
    assert found == ["medewerker", "plaatsing"]


def test_a_path_is_left_to_the_shell(ask: Ask) -> None:
    for words in (
        ["denk-na", ""],
        ["herstel", "x"],
        ["exporteer", "2026-001", "--naar", ""],
        ["plan", "controleer", "a.toml", ""],
        ["verder", "--wachtwoordbestand", ""],
    ):
        assert [line.split("\t")[0] for line in ask(*words)] == ["bestand"], words
    assert [line.split("\t")[0] for line in ask("verder", "--map", "x")] == ["map"]


def test_a_value_behind_an_equals_sign_is_completed_as_the_shell_wrote_it(ask: Ask) -> None:
    assert values(ask("start", "--plan", "=", "pl")) == ["plaatsing"]
    assert values(ask("start", "--plan", "=")) == ["medewerker", "plaatsing"]
    for other in ("zsh", "fish", "powershell"):
        assert values(ask("start", "--plan=pl", of=other)) == ["--plan=plaatsing"]


def test_quotes_of_the_shell_are_no_part_of_a_word(ask: Ask) -> None:
    assert values(ask('"plan"', "toon", '"pl', of="bash")) == ["plaatsing"]
    assert values(ask("'plan'", "toon", "'pl", of="powershell")) == ["plaatsing"]


def test_powershell_gets_help_that_any_code_page_shows(ask: Ask) -> None:
    assert ask("dossier", "to") == ["woord\ttoon\tToon één dossier."]
    assert ask("dossier", "to", of="powershell") == ["woord\ttoon\tToon een dossier."]


@pytest.mark.parametrize(
    "words",
    [
        ["dossier", "toon", "1", ""],
        ["bestaat-niet", "x"],
        ["--bestaat-niet", ""],
        ["start", "--plan", "\x1b\udcff"],
        ['"', ""],
        ["--map", "~bestaat-niet/x", "brief", "zzz"],
        [],
    ],
)
def test_whatever_is_on_the_line_nothing_but_suggestions_comes_back(
    words: list[str], ask: Ask
) -> None:
    assert all(line.startswith(("woord\t", "bestand", "map")) for line in ask(*words, of="fish"))


def test_what_goes_wrong_leaves_it_silent(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[str]:
        raise ValueError("J. Voorbeeld")

    monkeypatch.setattr("scala_cli.resources.plan_files", broken)
    assert ask("start", "--plan", "") == []
    monkeypatch.setattr("scala_cli.cli.completion.suggestions", broken)
    assert ask("") == []


@pytest.mark.parametrize("broken", ["file", "letters", "dossier"])
def test_a_broken_data_folder_is_not_looked_into(
    broken: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = {"letters": home / "brieven", "dossier": home / "dossiers.stappenplan"}.get(broken)
    home.mkdir()
    if place is None:
        home.rmdir()
    (place or home).write_bytes(b"\0kapot")
    monkeypatch.setenv("_STAPPENPLAN_COMPLETE", "bash")
    monkeypatch.setenv("_STAPPENPLAN_WOORDEN", "stappenplan\x1fbrief\x1f")
    assert [(values(out.splitlines()), err) for _, out, err in [run([], capsys)]] == [(SHIPPED, "")]


@pytest.mark.parametrize("line", ["", "brief ", "dossier lijst --platform ", "start --plan "])
def test_nothing_is_loaded_that_suggestions_do_not_need(line: str, home: Path) -> None:
    heavy = [
        "sqlite_utils",
        "sqlcipher3",
        "questionary",
        "prompt_toolkit",
        "rich",
        "jinja2",
        "typst",
        "keyring",
    ]
    typed = "\x1f".join(("stappenplan", *line.split(" ")))
    code = (
        "import os, sys\nfrom scala_cli.cli import run\n"
        "os.environ['_STAPPENPLAN_COMPLETE'] = 'bash'\n"
        f"os.environ['_STAPPENPLAN_WOORDEN'] = {typed!r}\n"
        "sys.argv = ['stappenplan']\ntry:\n    run()\nexcept SystemExit:\n"
        f"    print([one for one in {heavy!r} if one in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    *found, loaded = done.stdout.splitlines()
    assert found
    assert loaded == "[]"


@pytest.mark.parametrize("name", shell.SHELLS)
def test_the_lines_for_a_shell_are_plain_ascii_and_leave_nothing_lying_about(name: str) -> None:
    text = shell.script(name)
    assert text.isascii()
    assert text.endswith("\n")
    assert "\r" not in text
    assert "_STAPPENPLAN_COMPLETE" in text


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_shell_that_is_here_reads_its_lines(name: str, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"no {name} here")
    path = tmp_path / "aanvulling"
    path.write_text(shell.script(name), encoding="utf-8")
    done = subprocess.run([name, "-n", str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_at_the_tab_key(tmp_path: Path, home: Path) -> None:
    lines = tmp_path / "aanvulling.sh"
    lines.write_text(shell.script("bash"), encoding="utf-8")
    (tmp_path / "een bestand.txt").touch()
    bash = pexpect.spawn(
        "bash",
        ["--norc", "--noprofile"],
        cwd=tmp_path,
        encoding="utf-8",
        env={"PATH": f"{PROGRAM.parent}:/usr/bin:/bin", "HOME": str(tmp_path), "TERM": "dumb"},
    )
    bash.sendline(f"PS1='klaar''> '; . {lines}")
    bash.expect_exact("klaar> ")
    for typed, completed in (
        ("stappenplan verd", "stappenplan verder "),
        ("stappenplan start --plan pl", "stappenplan start --plan plaatsing "),
        ("stappenplan start --plan=pl", "stappenplan start --plan=plaatsing "),
        ("stappenplan denk-na een", r"stappenplan denk-na een\ bestand.txt "),
    ):
        bash.send(f"{typed}\t")
        bash.expect_exact(completed)
        # Ctrl-U: the line is not run.
        bash.send("\x15")
    bash.close(force=True)


# Installing.


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of one's own, with nothing in it."""
    folder = tmp_path / "thuis"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "PSModulePath"):
        monkeypatch.delenv(name, raising=False)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder with what is in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_installing_twice_changes_nothing_and_removing_leaves_what_was(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rc = own / ".bashrc"
    # Without bash-completion, also where the system has it.
    before = b"unset BASH_COMPLETION_VERSINFO\nalias caf\xe9='x'\r\n"
    rc.write_bytes(before)
    rc.chmod(0o644)
    code, out, err = run(["aanvulling", "bash", "--installeer"], capsys)
    assert (code, err) == (0, "")
    assert out.startswith(f"De aanvulling voor bash staat in {rc}. Open een nieuw venster")
    once = rc.read_bytes()
    assert once.startswith(before)
    assert rc.stat().st_mode & 0o777 == 0o644
    code, out, _ = run(["aanvulling", "bash", "--installeer"], capsys)
    assert (code, out) == (0, f"De aanvulling voor bash stond al in {rc}. Er is niets veranderd.\n")
    assert tree(own) == {".bashrc": once}
    code, out, _ = run(["aanvulling", "bash", "--verwijder"], capsys)
    assert out.startswith(f"De aanvulling voor bash is weg uit {rc}.")
    assert tree(own) == {".bashrc": before}
    code, out, _ = run(["aanvulling", "bash", "--verwijder"], capsys)
    assert (code, out) == (0, "Er was geen aanvulling voor bash. Er is niets veranderd.\n")


def test_where_bash_loads_by_name_it_gets_a_file_of_its_own(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rc = "BASH_COMPLETION_VERSINFO=(2 11)\n"
    (own / ".bashrc").write_text(rc, encoding="utf-8")
    assert run(["aanvulling", "bash", "--installeer"], capsys)[0] == 0
    (name,) = set(tree(own)) - {".bashrc"}
    assert name == ".local/share/bash-completion/completions/stappenplan"
    assert tree(own)[name].endswith(shell.script("bash").encode())
    assert run(["aanvulling", "bash", "--verwijder"], capsys)[0] == 0
    assert tree(own) == {".bashrc": rc.encode()}


def test_once_in_a_place_it_stays_there(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rc = own / ".bashrc"
    rc.write_text("unset BASH_COMPLETION_VERSINFO\n", encoding="utf-8")
    run(["aanvulling", "bash", "--installeer"], capsys)
    with rc.open("a", encoding="utf-8") as file:
        file.write("BASH_COMPLETION_VERSINFO=(2 11)\n")
    assert "stond al in" in run(["aanvulling", "bash", "--installeer"], capsys)[1]
    assert set(tree(own)) == {".bashrc"}


@pytest.mark.parametrize(
    ("name", "place"),
    [("zsh", ".zshrc"), ("fish", ".config/fish/completions/stappenplan.fish")],
)
def test_what_was_made_for_a_shell_goes_again(
    own: Path, name: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["aanvulling", name, "--installeer"], capsys)[0] == 0
    assert set(tree(own)) == {place}
    assert run(["aanvulling", name, "--verwijder"], capsys)[0] == 0
    assert tree(own) == {}


def test_an_earlier_version_is_replaced_where_it_stands(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rc = own / ".zshrc"
    run(["aanvulling", "zsh", "--installeer"], capsys)
    now = rc.read_text(encoding="utf-8")
    rc.write_text(f"eerst\n{now.replace('compadd', 'ouder')}laatst\n", encoding="utf-8")
    assert "staat in" in run(["aanvulling", "zsh", "--installeer"], capsys)[1]
    assert rc.read_text(encoding="utf-8") == f"eerst\n{now}laatst\n"


def test_a_link_to_the_file_stays_a_link(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = own / "beheer" / "zshrc"
    kept.parent.mkdir()
    kept.write_text("eerst", encoding="utf-8")
    (own / ".zshrc").symlink_to(kept)
    run(["aanvulling", "zsh", "--installeer"], capsys)
    assert (own / ".zshrc").is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("eerst\n# >>> stappenplan")


def test_what_is_not_ours_is_never_overwritten(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = own / ".config" / "fish" / "completions" / "stappenplan.fish"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("# van mij\n", encoding="utf-8")
    (own / ".zshrc").write_text("# >>> stappenplan aanvulling >>>\nx\n", encoding="utf-8")
    (own / ".bashrc").mkdir()
    before = tree(own)
    for name, told in (
        ("fish", "is niet van dit programma. Er is niets veranderd."),
        ("zsh", "die door iemand zijn veranderd. Er is niets veranderd."),
        ("bash", "is geen gewoon bestand. Er is niets veranderd."),
    ):
        for option in ("--installeer", "--verwijder"):
            code, out, err = run(["aanvulling", name, option], capsys)
            assert (code, out) == (2, "")
            assert told in err
    assert tree(own) == before


def test_a_place_that_cannot_be_written_is_told(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / ".config").write_text("geen map", encoding="utf-8")
    code, out, err = run(["aanvulling", "fish", "--installeer"], capsys)
    assert (code, out) == (5, "")
    assert "stappenplan.fish kan niet worden gelezen. Er is niets veranderd." in err


def powershell(folder: Path, policy: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a PowerShell on the path that tells where its profile is; return that."""
    program, profile = folder / "bin" / "pwsh", folder / "Mijn documenten" / "profiel é.ps1"
    program.parent.mkdir()
    lines = f"#!/bin/sh\nprintf 'profiel=%s\\r\\nbeleid=%s\\r\\n' '{profile}' {policy}\n"
    program.write_text(lines, encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return profile


@pytest.mark.parametrize(
    "before", ["", "eigen\r\n", "eigen é\r\n".encode("utf-8-sig"), "eigen é\r\n".encode("utf-16")]
)
def test_a_profile_of_powershell_keeps_its_encoding_and_its_line_ends(
    own: Path,
    before: str | bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    profile = powershell(own.parent, "RemoteSigned", monkeypatch)
    raw = before if isinstance(before, bytes) else before.encode()
    if raw:
        profile.parent.mkdir()
        profile.write_bytes(raw)
    assert run(["aanvulling", "powershell", "--installeer"], capsys)[0] == 0
    found = profile.read_bytes()
    assert found.startswith(raw)
    text = found.decode("utf-16" if raw[:2] == b"\xff\xfe" else "utf-8")
    lines = shell.script("powershell")
    assert (lines.replace("\n", "\r\n") if raw else lines) in text
    assert "stond al" in run(["aanvulling", "pwsh", "--installeer"], capsys)[1]
    assert run(["aanvulling", "powershell", "--verwijder"], capsys)[0] == 0
    assert (profile.read_bytes() if profile.exists() else b"") == raw


def test_a_powershell_that_runs_no_profile_gets_none(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = powershell(own.parent, "Restricted", monkeypatch)
    code, out, err = run(["aanvulling", "powershell", "--installeer"], capsys)
    assert (code, out) == (2, "")
    assert "geen eigen regels uitvoert. Er is niets veranderd. Vraag uw ICT-collega" in err
    assert not profile.exists()
    assert run(["aanvulling", "powershell", "--verwijder"], capsys)[0] == 0


def test_without_powershell_that_is_told(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(own))
    code, _, err = run(["aanvulling", "powershell", "--installeer"], capsys)
    assert code == 2
    assert err.startswith("PowerShell is niet gevonden")


@pytest.mark.parametrize(
    ("environ", "platform", "name"),
    [
        ({"SHELL": "/usr/bin/zsh"}, "linux", "zsh"),
        ({"SHELL": "/bin/bash", "PSModulePath": "x"}, "linux", "powershell"),
        ({"SHELL": "/opt/homebrew/bin/fish"}, "darwin", "fish"),
        ({"PSModulePath": "x"}, "win32", "powershell"),
        ({"MSYSTEM": "MINGW64", "SHELL": r"C:\Git\usr\bin\bash.exe"}, "win32", "bash"),
        ({"SHELL": "/bin/dash"}, "linux", None),
        ({}, "linux", None),
    ],
)
def test_which_shell_is_used_is_told_by_the_system(
    environ: dict[str, str], platform: str, name: str | None, tmp_path: Path
) -> None:
    assert shell.System(environ, tmp_path, platform).used() == name


def test_on_macos_bash_reads_another_file(tmp_path: Path) -> None:
    system = shell.System({}, tmp_path, "darwin", ask=lambda _: "")
    assert system.places("bash")[0].path == tmp_path / ".bash_profile"


def test_without_a_name_the_lines_are_those_of_the_shell_in_use(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    code, out, err = run(["aanvulling"], capsys)
    assert (code, out) == (0, shell.script("fish"))
    assert err.startswith("U gebruikt zo te zien fish.")
    monkeypatch.setenv("SHELL", "/bin/dash")
    code, out, err = run(["aanvulling"], capsys)
    assert (code, out) == (2, "")
    assert "Noem haar: stappenplan aanvulling met daarachter bash, zsh, fish of powershell." in err
    assert tree(own) == {}


def test_a_shell_that_is_not_known_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(["aanvulling", "bsh"], capsys)
    assert code == 2
    assert err.startswith("Voor 'bsh' is er geen aanvulling. Bedoelde u 'bash'? Kies uit bash, zsh")
    code, _, err = run(["aanvulling", "bash", "--installeer", "--verwijder"], capsys)
    assert (code, err[:14]) == (2, "Kies --install")
