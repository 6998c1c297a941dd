"""`controleer`: what is wrong is named, by case and event, and what was printed still counts."""

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from scala_cli.case.events import Draft, Kind
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from tests.commands.conftest import ONE, TWO, Ran, RunCli
from tests.conftest import PASSWORD, TickingClock

EVIDENCE = b"een schermafdruk"
Raw = Callable[..., None]


@pytest.fixture
def raw(filled: Path) -> Raw:
    """Run statements as someone would who has the password and takes the triggers away."""

    def changed(*statements: str) -> None:
        import sqlcipher3

        connection = sqlcipher3.connect(str(filled / DOSSIER), isolation_level=None)
        connection.set_key(PASSWORD.encode())
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        found = connection.execute(triggers).fetchall()
        for name, _ in found:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = off")
        for statement in statements:
            connection.execute(statement)
        for _, sql in found:
            connection.execute(sql)
        connection.close()

    return changed


@pytest.fixture
def kept(filled: Path) -> int:
    """Keep a file with evidence in the first case; return the number of that event."""
    said = {
        "door": "directie",
        "bestand": "scherm.png",
        "sha256": hashlib.sha256(EVIDENCE).hexdigest(),
        "grootte": len(EVIDENCE),
        "bewaard": True,
    }
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        count = dossier.case(ONE).count
        return dossier.append(ONE, Draft(Kind.EVIDENCE, None, said), count, EVIDENCE).number


def note(folder: Path, number: str, times: int = 1) -> None:
    """Add notes to a case."""
    with Dossier.open(folder, PASSWORD, TickingClock()) as dossier:
        for _ in range(times):
            draft = Draft(Kind.NOTED, None, {"door": "directie", "tekst": "Een notitie."})
            dossier.append(number, draft, dossier.case(number).count)


def shown(run_cli: RunCli, number: str) -> tuple[str, int]:
    """Return head and count as a case has them now."""
    found = json.loads(run_cli("dossier", "toon", number, "--json").out)
    return found["kop"], found["aantal"]


def compared(run_cli: RunCli, number: str, head: object, count: object, *more: str) -> Ran:
    """Compare a case with paper."""
    return run_cli("controleer", number, "--kop", head, "--aantal", count, *more)


def test_with_a_number_only_that_case_is_listed(run_cli: RunCli, filled: Path) -> None:
    every = json.loads(run_cli("controleer", "--json").out)
    ran = run_cli("controleer", TWO, "--json")

    assert ran.code == 0
    assert json.loads(ran.out) == {**every, "dossiers": every["dossiers"][1:]}
    said = run_cli("controleer", TWO).out.lstrip()
    assert said.startswith(f"In orde: dossier {TWO}, het bestand en de keten.")
    assert ONE not in said


def test_with_a_number_another_cases_chain_is_not_blamed_but_the_tables_are(
    run_cli: RunCli, filled: Path, raw: Raw
) -> None:
    raw("UPDATE gebeurtenissen SET gebeurd = '2020-01-01' WHERE dossier = 1 AND nummer = 2")
    assert run_cli("controleer", TWO).code == 0
    assert run_cli("controleer", ONE).code == 5

    raw("CREATE TABLE meer (x TEXT)")
    ran = run_cli("controleer", TWO, "--json")
    assert ran.code == 5
    assert [one.endswith("'meer' hoort er niet.") for one in json.loads(ran.out)["fouten"]] == [
        True
    ]


def test_an_unknown_number_is_wrong_use(
    run_cli: RunCli, made_once: Path, home: Path, filled: Path
) -> None:
    ran = run_cli("controleer", "2026-404", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Dossier 2026-404 bestaat niet.")

    ran = compared(run_cli, "2026-404", "0" * 64, 3)
    assert ran.code == 2
    assert "Klopt het nummer met de uitdraai, dan is het hele dossier weggehaald" in ran.err


def test_without_a_dossier_no_number_is_known(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("controleer", ONE)
    assert (ran.code, ran.out) == (2, "")
    assert run_cli("controleer").code == 0


@pytest.mark.parametrize("added", [0, 1, 3])
def test_a_case_is_what_was_printed_or_that_with_more_after_it(
    run_cli: RunCli, filled: Path, added: int
) -> None:
    head, count = shown(run_cli, ONE)
    note(filled, ONE, added)

    ran = compared(run_cli, ONE, head, count)
    said = {
        0: "Er kwam daarna niets bij.",
        1: "Daarna kwam er 1 gebeurtenis bij.",
        3: "Daarna kwamen er 3 gebeurtenissen bij.",
    }[added]
    assert (ran.code, ran.err) == (0, "")
    assert f"Dossier {ONE}: ongewijzigd sinds de uitdraai. {said}" in ran.out
    found = json.loads(compared(run_cli, ONE, head, count, "--json").out)
    assert list(found) == ["in_orde", "fouten", "dossiers"]
    assert (found["in_orde"], found["fouten"]) == (True, [])
    assert [one["aantal"] for one in found["dossiers"]] == [count + added]


def test_what_the_printed_export_says_can_be_taken_over(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    run_cli("exporteer", ONE, "--naar", tmp_path)
    last = (tmp_path / f"dossier-{ONE}.md").read_text(encoding="utf-8").rpartition("# Controle")[2]
    count = last.partition(" heeft ")[2].partition(" ")[0]
    head = last.partition("van de laatste, is ")[2].partition(".")[0]

    assert compared(run_cli, ONE, head, count).code == 0


def test_a_head_that_was_typed_over_may_have_capitals_and_spaces(
    run_cli: RunCli, filled: Path
) -> None:
    head, count = shown(run_cli, ONE)
    groups = " ".join(head[place : place + 8] for place in range(0, 64, 8))

    assert compared(run_cli, ONE, f"  {groups.upper()}\u00a0", count).code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--kop", "0" * 64, "--aantal", "3"], "Geef --kop en --aantal samen"),
        ([ONE, "--kop", "0" * 64], "Geef --kop en --aantal samen"),
        ([ONE, "--aantal", "3"], "Geef --kop en --aantal samen"),
        ([ONE, "--kop", "0" * 63, "--aantal", "3"], "De kop bij --kop is niet goed overgenomen."),
        ([ONE, "--kop", "0" * 65, "--aantal", "3"], "De kop bij --kop is niet goed overgenomen."),
        ([ONE, "--kop", "g" * 64, "--aantal", "3"], "De kop bij --kop is niet goed overgenomen."),
        ([ONE, "--kop", "٠" * 64, "--aantal", "3"], "De kop bij --kop is niet goed overgenomen."),
        ([ONE, "--kop", "0" * 64, "--aantal", "0"], "Het aantal bij --aantal is een heel getal"),
        ([ONE, "--kop", "0" * 64, "--aantal=-1"], "Het aantal bij --aantal is een heel getal"),
    ],
)
def test_half_of_it_or_what_cannot_be_it_is_refused(
    run_cli: RunCli, filled: Path, args: list[str], says: str
) -> None:
    ran = run_cli("controleer", *args, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)


def not_as_printed(ran: Ran, as_json: Ran, sentence: str) -> None:
    """Hold both runs to code 5 and the sentence, on the screen and in JSON."""
    assert (ran.code, as_json.code) == (5, 5)
    found = json.loads(as_json.out)
    assert list(found) == ["in_orde", "fouten", "dossiers"]
    assert found["in_orde"] is False
    assert [sentence in fault for fault in found["fouten"]] == [True]
    assert sentence in " ".join(ran.out.split())
    assert "ongewijzigd" not in ran.out
    assert ran.err == as_json.err
    assert ran.err.startswith("Het dossier is niet wat er is uitgedraaid.")


def test_events_that_were_taken_away_at_the_end_are_missed(
    run_cli: RunCli, filled: Path, raw: Raw
) -> None:
    head, count = shown(run_cli, ONE)
    raw(
        f"DELETE FROM gebeurtenissen WHERE dossier = 1 AND nummer > {count - 2}",
        f"DELETE FROM inhoud WHERE dossier = 1 AND nummer > {count - 2}",
    )
    # Without paper nobody can tell.
    assert run_cli("controleer", ONE).code == 0

    not_as_printed(
        compared(run_cli, ONE, head, count),
        compared(run_cli, ONE, head, count, "--json"),
        f"Dossier {ONE}: op papier staan {count} gebeurtenissen en hier {count - 2} "
        "gebeurtenissen. Wat later is vastgelegd, is weggehaald",
    )


def test_a_history_that_was_written_again_is_not_the_printed_one(
    run_cli: RunCli, filled: Path, made_once: Path
) -> None:
    note(filled, ONE)
    head, count = shown(run_cli, ONE)
    # The same dossier, put back as it was and gone on with in another way.
    (filled / DOSSIER).write_bytes((made_once / DOSSIER).read_bytes())
    note(filled, ONE, 2)
    assert run_cli("controleer", ONE).code == 0

    not_as_printed(
        compared(run_cli, ONE, head, count),
        compared(run_cli, ONE, head, count, "--json"),
        f"Dossier {ONE}: wat tot en met gebeurtenis {count} is vastgelegd, is niet wat op papier",
    )


def test_paper_of_another_case_is_not_this_ones(run_cli: RunCli, filled: Path) -> None:
    head, count = shown(run_cli, ONE)

    assert compared(run_cli, TWO, head, count).code == 5


def test_a_broken_chain_is_told_of_beside_the_paper(
    run_cli: RunCli, filled: Path, raw: Raw
) -> None:
    head, count = shown(run_cli, ONE)
    raw("UPDATE gebeurtenissen SET gebeurd = '2020-01-01' WHERE dossier = 1 AND nummer = 2")

    ran = compared(run_cli, ONE, head, count)
    assert ran.code == 5
    assert "gebeurtenis 2: is gewijzigd" in ran.out
    assert "ongewijzigd" not in ran.out
    assert ran.err.startswith("Het dossier is niet in orde")


AT = f"Dossier {ONE}, gebeurtenis "
NAMED: Mapping[str, str] = {
    "UPDATE gebeurtenissen SET gebeurd = '2020-01-01' WHERE nummer = 3": f"{AT}3: is gewijzigd",
    "UPDATE gebeurtenissen SET nummer = 33 WHERE nummer = 3": f"{AT}4: er ontbreekt",
    "UPDATE gebeurtenissen SET soort = 'x' WHERE nummer = 3": f"{AT}3: is gewijzigd",
    "UPDATE gebeurtenissen SET vorige = hash WHERE nummer = 3": f"{AT}3: sluit niet aan",
    "UPDATE gebeurtenissen SET hash = 'x' WHERE nummer = 3": f"{AT}3: is gewijzigd",
    "UPDATE gebeurtenissen SET inhoud_hash = 'x' WHERE nummer = 3": f"{AT}3: is gewijzigd",
    "UPDATE gebeurtenissen SET keuze = NULL WHERE nummer = 1": f"{AT}1: is gewijzigd",
    "DELETE FROM gebeurtenissen WHERE nummer = 3": f"{AT}3: ontbreekt, en de inhoud",
    "DELETE FROM gebeurtenissen WHERE nummer = 10": f"{AT}10: ontbreekt, en de inhoud",
    "DELETE FROM gebeurtenissen WHERE nummer IN (10)": f"{AT}10: ontbreekt, en het bestand",
    "DELETE FROM gebeurtenissen": f"Dossier {ONE}: er staat geen enkele gebeurtenis in.",
    "UPDATE inhoud SET inhoud = '{}' WHERE nummer = 3": f"{AT}3: de inhoud is gewijzigd",
    "UPDATE inhoud SET inhoud = 'x' WHERE nummer = 3": f"{AT}3: is gewijzigd en niet meer te",
    "UPDATE inhoud SET zout = 'x' WHERE nummer = 3": f"{AT}3: de inhoud is gewijzigd",
    "UPDATE inhoud SET inhoud = NULL WHERE nummer = 3": f"{AT}3: de inhoud ontbreekt",
    "UPDATE inhoud SET inhoud = NULL WHERE nummer = 10": f"{AT}10: het bestand staat er nog",
    "DELETE FROM inhoud WHERE nummer = 3": f"{AT}3: de inhoud ontbreekt",
    "UPDATE bestanden SET inhoud = x'00'": f"{AT}10: het bewaarde bestand is gewijzigd",
    "DELETE FROM bestanden": f"{AT}10: het bewaarde bestand ontbreekt.",
    "UPDATE bestanden SET plaats = 1000009, nummer = 9": f"{AT}9: er staat een bestand bij",
    "UPDATE dossiers SET nummer = '2026-009' WHERE id = 1": "Dossier 2026-009: het nummer is",
    "UPDATE plannen SET versie = 99 WHERE id = 'plaatsing'": "Stappenplan 'plaatsing', versie 99",
    "UPDATE plannen SET inhoud = '{}' WHERE id = 'plaatsing'": f"Dossier {ONE}: Het stappenplan",
    "DROP TABLE uitvoer": "De tabellen in ",
}


@pytest.mark.parametrize("statement", NAMED)
def test_what_is_wrong_is_named_by_case_and_event(
    run_cli: RunCli, kept: int, raw: Raw, statement: str
) -> None:
    assert kept == 10
    joined = " AND" if "WHERE" in statement else " WHERE"
    of_a_case = any(table in statement for table in ("gebeurtenissen", "inhoud", "bestanden"))
    raw(
        f"{statement}{joined} dossier = 1"
        if of_a_case and "plannen" not in statement
        else statement
    )

    ran = run_cli("controleer", "--json")
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.code == 5
    assert any(one.startswith(NAMED[statement]) for one in found["fouten"]), found["fouten"]
    assert not any(TWO in one for one in found["fouten"] if "plannen" not in statement)


@pytest.fixture
def in_dropbox(
    tmp_path: Path, made_once: Path, monkeypatch: pytest.MonkeyPatch, run_cli: RunCli
) -> Path:
    """The data folder in a folder that Dropbox shares."""
    folder = tmp_path / "Dropbox" / "stappenplan"
    folder.mkdir(parents=True)
    (folder / DOSSIER).write_bytes((made_once / DOSSIER).read_bytes())
    monkeypatch.setenv("STAPPENPLAN_MAP", str(folder))
    return folder


def test_in_a_shared_folder_the_check_ends_with_a_warning(
    run_cli: RunCli, in_dropbox: Path
) -> None:
    ran = run_cli("controleer")
    assert (ran.code, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    assert said.startswith("In orde: ")
    assert f"Let op: de map {in_dropbox} staat in Dropbox." in said
    assert said.endswith("stappenplan reservekopie")


def test_the_warning_is_no_fault(run_cli: RunCli, in_dropbox: Path) -> None:
    found = json.loads(run_cli("controleer", "--json").out)
    assert (found["in_orde"], found["fouten"]) == (True, [])


def flip(run_cli: RunCli, path: Path, seed: int) -> int:
    """Flip one bit somewhere in a dossier and return what the check exits with."""
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return run_cli("controleer").code


@pytest.mark.parametrize("seed", range(10))
def test_a_flipped_bit_is_found(run_cli: RunCli, filled: Path, seed: int) -> None:
    assert flip(run_cli, filled / DOSSIER, seed) in (5, 6)


@pytest.mark.proef
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_each_of_a_hundred_flipped_bits_is_found(run_cli: RunCli, filled: Path, seed: int) -> None:
    assert flip(run_cli, filled / DOSSIER, seed) in (5, 6)
