"""`denk-na`: the questions of the poster over a text, what the guard finds, and what is noted."""

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scala_cli.commands import thinking
from scala_cli.commands.run import Run
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Stopped, WrongUse
from scala_cli.settings import Settings
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock

UNSAFE = "Juf Marieke uit groep 8 heeft dit toegegeven."
SAFE = "Wij nemen dit bericht serieus."
QUESTIONS = (
    "D  Doet het er toe?",
    "E  Is het Eerlijk?",
    "N  Is het Nodig?",
    "K  Klopt het?",
    "N  Is het Netjes?",
    "A  Is het Aardig?",
)


def text_file(folder: Path, text: str | bytes) -> Path:
    path = folder / "tekst.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def found(out: str) -> list[dict[str, Any]]:
    document = json.loads(out)
    assert list(document) == ["bevindingen"]
    listed: list[dict[str, Any]] = document["bevindingen"]
    return listed


class Terminal(io.StringIO):
    """A stream that says that a person is at it."""

    def isatty(self) -> bool:
        return True


def person(home: Path, *lines: str) -> tuple[Run, Terminal]:
    """Return a run at a terminal where these lines are typed, and its output."""
    output = Terminal()
    typed = Terminal("".join(f"{line}\n" for line in lines))
    settings = Settings(home, plain=True, password=PASSWORD)
    return Run(settings, TickingClock(), typed, output, "xterm"), output


def notes(home: Path, number: str) -> list[str]:
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return [str(one.said["tekst"]) for one in dossier.events(number) if one.kind == "notitie"]


# The contract.


def test_json_is_one_document_with_every_finding_and_nothing_else(
    run_cli: RunCli, tmp_path: Path
) -> None:
    ran = run_cli("denk-na", text_file(tmp_path, UNSAFE), "--json")
    assert (ran.code, ran.err) == (0, "")
    first, *rest = found(ran.out)
    assert first == {
        "soort": "naam",
        "ernst": "stop",
        "plaats": [0, 11],
        "tekst": "Juf Marieke",
        "advies": (
            "Laat de naam weg. Schrijf 'de betrokken persoon', 'een leerling' of 'een medewerker'."
        ),
    }
    assert [one["soort"] for one in rest] == ["klas", "schuld"]


def test_json_of_a_text_without_findings_is_an_empty_list_with_code_0(run_cli: RunCli) -> None:
    ran = run_cli("denk-na", "-", "--json", stdin=SAFE.encode())
    assert (ran.code, found(ran.out), ran.err) == (0, [], "")


def test_without_a_file_the_text_is_what_comes_in(run_cli: RunCli) -> None:
    for words in (["denk-na"], ["denk-na", "-"]):
        ran = run_cli(*words, "--json", stdin=UNSAFE.encode())
        assert [one["soort"] for one in found(ran.out)] == ["naam", "klas", "schuld"]


def test_places_count_every_character_as_given(run_cli: RunCli, tmp_path: Path) -> None:
    text = "\ufeffEén\r\n\r\ngedoe in gro\u00adep 8.\r\n"
    [one] = found(run_cli("denk-na", text_file(tmp_path, text), "--json").out)
    start, end = one["plaats"]
    assert text[start:end] == one["tekst"] == "gro\u00adep 8"
    [same] = found(run_cli("denk-na", "-", "--json", stdin=text.encode()).out)
    assert same == one


def test_json_asks_nothing_even_at_a_terminal(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, output = person(home)
    thinking.think(run, text_file(tmp_path, UNSAFE), None, None, as_json=True)
    assert output.getvalue() == ""
    assert len(found(capsys.readouterr().out)) == 3
    with pytest.raises(WrongUse, match="Er is geen tekst"):
        thinking.think(run, None, None, None, as_json=True)


# What is shown without a person.


def test_in_a_pipe_every_question_is_shown_with_what_touches_it(
    run_cli: RunCli, tmp_path: Path
) -> None:
    ran = run_cli("denk-na", text_file(tmp_path, UNSAFE))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    at = [lines.index(one) for one in QUESTIONS]
    assert at == sorted(at)
    assert UNSAFE in lines[: at[0]]
    parts = [" ".join(lines[start:end]) for start, end in zip(at, [*at[1:], None], strict=True)]
    assert "Hierbij is niets gevonden." in parts[0]
    assert 'schuld of bevestiging: "toegegeven"' in parts[1]
    assert 'naam: "Juf Marieke"' in parts[2]
    assert 'klas of groep: "groep 8"' in parts[2]
    assert "Plaats de tekst zo nog niet." in parts[5]
    assert "Niet plaatsen kan ook een besluit zijn." in parts[5]
    assert "zwakke bron" in parts[5]


def test_each_advice_is_given_once(run_cli: RunCli) -> None:
    out = run_cli("denk-na", stdin=UNSAFE.encode()).out
    assert out.count("Laat de naam weg.") == 1
    assert out.count('"Juf Marieke"') == 3


def test_that_nothing_is_found_is_not_said_to_be_proof(run_cli: RunCli) -> None:
    out = run_cli("denk-na", stdin=SAFE.encode()).out
    assert "Er is niets gevonden dat eerst weg moet." in out
    assert "geen bewijs dat de tekst goed is" in out


def test_what_could_redraw_a_terminal_is_not_shown(run_cli: RunCli) -> None:
    out = run_cli("denk-na", stdin="Juf \x1b[31mMarieke\u202e is er.".encode()).out
    assert "\x1b" not in out
    assert "\u202e" not in out


# The channel.


def test_a_channel_adds_its_limit_with_the_source(run_cli: RunCli) -> None:
    long = f"{SAFE} " * 10
    [one] = found(run_cli("denk-na", "--kanaal", "X", "--json", stdin=long.encode()).out)
    assert (one["soort"], one["ernst"]) == ("lengte", "let-op")
    assert one["plaats"] == [280, len(long.rstrip())]
    assert "280 tekens" in one["advies"]
    assert "lettercounter.org" in one["advies"]
    assert (
        found(run_cli("denk-na", "--kanaal", "facebook", "--json", stdin=long.encode()).out) == []
    )


def test_an_unknown_channel_is_refused_with_those_there_are(run_cli: RunCli) -> None:
    ran = run_cli("denk-na", "--kanaal", "instagrm", stdin=SAFE.encode())
    assert (ran.code, ran.out) == (2, "")
    assert "Bedoelde u 'instagram'?" in ran.err


# A text that can't be taken.


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is leeg"),
        (" \n\u200b\n".encode(), "is leeg"),
        (b"caf\xe9", "is geen UTF-8"),
        (b"a" * 200_001, "meer dan 200.000 tekens"),
        ("é".encode() * 200_001, "meer dan 200.000 tekens"),
        ("🙏".encode() * 200_001, "meer dan 200.000 tekens"),
    ],
    ids=["nothing", "blank", "latin-1", "long", "long in two bytes", "long in four bytes"],
)
def test_a_text_that_cannot_be_taken_is_refused_with_what_to_do(
    run_cli: RunCli, tmp_path: Path, data: bytes, told: str
) -> None:
    path = text_file(tmp_path, data)
    for ran in (run_cli("denk-na", path, "--json"), run_cli("denk-na", "-", stdin=data)):
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert "Er is niets veranderd." in ran.err
    assert str(path) in run_cli("denk-na", path).err


def test_the_longest_text_is_taken(run_cli: RunCli) -> None:
    assert run_cli("denk-na", "-", "--json", stdin="🙏".encode() * 200_000).code == 0


def test_a_folder_a_pipe_and_a_file_that_is_not_there_are_refused(
    run_cli: RunCli, tmp_path: Path
) -> None:
    fifo = tmp_path / "pijp"
    os.mkfifo(fifo)
    for path in (tmp_path, fifo, tmp_path / "weg.txt", tmp_path / ("a" * 300)):
        ran = run_cli("denk-na", path)
        assert (ran.code, ran.out) == (2, "")
        assert "Er is niets veranderd." in ran.err


# With a case.


def test_what_the_case_holds_is_found_and_what_it_bears_out_is_not(
    run_cli: RunCli, filled: Path
) -> None:
    text = b"Wij hebben met voorbeeld gesproken. Als het nodig is, doen wij aangifte."
    assert [one["soort"] for one in found(run_cli("denk-na", "--json", stdin=text).out)] == [
        "gesproken",
        "aangifte",
    ]
    ran = run_cli("denk-na", "-", "--dossier", ONE, "--json", stdin=text)
    young = found(ran.out)
    assert [one["soort"] for one in young] == ["naam", "aangifte"]
    assert "jonger was dan 12" in young[1]["advies"]
    two = found(run_cli("denk-na", "-", "--dossier", TWO, "--json", stdin=text).out)
    assert [one["soort"] for one in two] == ["naam", "gesproken", "aangifte"]
    assert "directie" in two[2]["advies"]


def test_a_case_without_a_file_is_about_its_own_statement(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("denk-na", "--dossier", ONE)
    assert ran.out.startswith(f"\nDENK NA: het statement van dossier {ONE}\n")
    assert "met de betrokken persoon gesproken" in ran.out
    assert "Er is niets gevonden" in ran.out
    posted = found(run_cli("denk-na", "--dossier", TWO, "--json").out)
    assert [one["soort"] for one in posted] == ["lengte"]
    run_cli("statement", TWO, "--kort")
    assert found(run_cli("denk-na", "--dossier", TWO, "--json").out) == []


def test_a_channel_that_is_named_goes_before_the_platform_of_the_case(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli("denk-na", "--dossier", TWO, "--kanaal", "facebook", "--json")
    assert found(ran.out) == []


def test_a_case_that_is_not_there_is_refused(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("denk-na", "--dossier", "2026-999", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "2026-999 bestaat niet" in ran.err


def test_without_a_case_the_dossier_stays_closed(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    assert run_cli("denk-na", stdin=SAFE.encode()).code == 0
    assert run_cli("denk-na", "--dossier", ONE, "--json").code == 6


def test_in_a_pipe_nothing_is_noted(run_cli: RunCli, filled: Path) -> None:
    assert run_cli("denk-na", "--dossier", ONE).code == 0
    assert notes(filled, ONE) == []


# A person.


def test_a_person_types_a_text_and_answers_each_question(home: Path) -> None:
    run, output = person(home, "Wij nemen dit serieus.", ".", "1", "2", "3", "ja", "nee", "twijfel")
    thinking.think(run, None, None, None, as_json=False)
    last = output.getvalue().partition("Wat nu")[2]
    asked = [line[2:] for line in last.splitlines() if line.startswith("- ")]
    assert asked[:4] == [
        "Is het Eerlijk? nee",
        "Is het Nodig? twijfel",
        "Is het Netjes? nee",
        "Is het Aardig? twijfel",
    ]
    assert not home.exists()


def test_the_outcome_is_noted_only_when_asked_and_without_what_was_written(
    filled: Path, tmp_path: Path
) -> None:
    path = text_file(tmp_path, f"{UNSAFE} Ook Femke was erbij.")
    for last in ("1", "2"):
        run, output = person(filled, "ja", "nee", "ja", "ja", "ja", "twijfel", last)
        thinking.think(run, path, ONE, None, as_json=False)
        assert ("Vastgelegd" in output.getvalue()) is (last == "2")
    [noted] = notes(filled, ONE)
    assert noted == (
        "DENK NA over een tekst. Doet het er toe? ja. Is het Eerlijk? nee. Is het Nodig? ja. "
        "Klopt het? ja. Is het Netjes? ja. Is het Aardig? twijfel. Gevonden: naam (2 keer), klas "
        "of groep (1 keer) en schuld of bevestiging (1 keer)."
    )


def test_who_stops_halfway_has_noted_nothing(filled: Path) -> None:
    run, _ = person(filled, "ja", "nee")
    with pytest.raises(Stopped, match="Er is niets vastgelegd"):
        thinking.think(run, None, ONE, None, as_json=False)
    assert notes(filled, ONE) == []


def test_another_window_that_added_meanwhile_does_not_lose_the_note(filled: Path) -> None:
    class Late(Terminal):
        """Has another window add a note before the last answer is read."""

        def readline(self, *limit: Any) -> Any:  # noqa: ANN401 - as the stream has it
            line = super().readline(*limit)
            if line == "2\n":
                other, _ = person(filled, *["ja"] * 6, "ja")
                thinking.think(other, None, ONE, None, as_json=False)
            return line

    run, _ = person(filled)
    run = replace(run, source=Late("ja\n" * 6 + "2\n"))
    thinking.think(run, None, ONE, None, as_json=False)
    assert len(notes(filled, ONE)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect drives POSIX terminals only")
def test_on_a_real_terminal_an_enter_too_many_is_doubt_and_notes_nothing(filled: Path) -> None:
    import pexpect

    env = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "scala_cli", "denk-na", "--dossier", ONE],
        env=env,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=30,
    )
    for question in QUESTIONS:
        child.expect_exact(question)
        child.expect_exact("3) Ik twijfel")
        child.send("\r")
    child.expect("Uw eigen antwoorden")
    child.expect("Wilt u dit noteren in dossier")
    child.expect(r"Enter\)")
    child.send("\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert notes(filled, ONE) == []
