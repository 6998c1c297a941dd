"""The store: numbers, one chain a case, several writers, pinned plans, and what damage shows."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scala_cli.case.events import CaseMoved, Draft, Event, Kind, chain_faults
from scala_cli.case.fold import fold
from scala_cli.clock import Clock
from scala_cli.dossier import opening
from scala_cli.dossier.store import Dossier
from scala_cli.errors import DossierUnusable, StappenplanError, WrongPassword, WrongUse
from scala_cli.files import DOSSIER
from scala_cli.plan.load import sha256
from tests.conftest import PASSWORD, TickingClock
from tests.dossier.conftest import Connect

ROOT = Path(__file__).parents[2]
DOOR = {"door": "directie"}
NOTE = Draft(Kind.NOTED, "2026-11-20", {**DOOR, "tekst": "Een notitie."})


def worker(*arguments: object) -> "subprocess.Popen[str]":
    """Start another process that waits for a line before it begins; see `workers`."""
    command = [sys.executable, "-m", "tests.dossier.workers", *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def run_at_once(workers: list["subprocess.Popen[str]"]) -> list[str]:
    """Let the processes begin at the same moment; return what each printed at the end."""
    for one in workers:
        assert one.stdout
        assert one.stdout.readline() == "klaar\n"
    for one in workers:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    printed = [one.communicate()[0] for one in workers]
    assert [one.returncode for one in workers] == [0] * len(workers)
    return printed


def test_a_dossier_is_made_beside_its_place_and_leaves_nothing_when_that_fails(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def fail(fresh: Path, path: Path) -> None:
        seen.extend(one.name for one in tmp_path.iterdir() if one.stat().st_size)
        assert fresh != path
        raise OSError

    monkeypatch.setattr(opening, "_put_in_place", fail)

    with pytest.raises(DossierUnusable):
        Dossier.create(tmp_path, PASSWORD, clock)

    assert seen
    assert DOSSIER not in seen
    assert list(tmp_path.iterdir()) == []


def test_a_new_dossier_never_takes_the_place_of_one_that_is_there(
    folder: Path, dossier: Dossier, clock: Clock, plans: Mapping[str, str]
) -> None:
    number = dossier.open_case(plans, DOOR).case
    content = (folder / DOSSIER).read_bytes()

    with Dossier.create(folder, PASSWORD, clock) as again:
        assert again.numbers() == [number]
    with pytest.raises(WrongPassword):
        Dossier.create(folder, "een-ander-wachtwoord", clock)

    assert (folder / DOSSIER).read_bytes() == content
    assert {one.name for one in folder.iterdir()} <= {DOSSIER, f"{DOSSIER}-journal"}


def test_without_hard_links_a_new_dossier_does_not_take_the_place_of_another_either(
    folder: Path, dossier: Dossier, plans: Mapping[str, str], clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def no_links(*_paths: Path) -> None:
        raise OSError

    monkeypatch.setattr("os.link", no_links)
    number = dossier.open_case(plans, DOOR).case

    with Dossier.create(folder, PASSWORD, clock) as again:
        assert again.numbers() == [number]
    with Dossier.create(folder / "nieuw", PASSWORD, clock) as fresh:
        assert fresh.numbers() == []


def test_two_programs_that_make_a_dossier_at_once_end_with_one_that_has_both_cases(
    tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "gegevens"
    printed = run_at_once([worker("create", folder) for _ in range(2)])

    with Dossier.open(folder, PASSWORD, clock) as dossier:
        assert sorted(line.strip() for line in printed) == dossier.numbers()
        assert len(dossier.numbers()) == 2
        assert all(not chain_faults(dossier.events(one)) for one in dossier.numbers())
    assert {one.name for one in folder.iterdir()} <= {DOSSIER, f"{DOSSIER}-journal"}


def test_cases_are_numbered_within_the_year_in_amsterdam(
    folder: Path, plans: Mapping[str, str]
) -> None:
    moments = [
        datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
        datetime(2027, 1, 2, 12, 0, tzinfo=UTC),
    ]

    now = moments[:1]
    opened = []

    with Dossier.open(folder, PASSWORD, lambda: now[0]) as dossier:
        for now[0] in moments:
            opened += [dossier.open_case(plans, DOOR).case]

        assert opened == ["2026-001", "2026-002", "2027-001", "2027-002"]
        assert dossier.numbers() == opened


def test_numbers_go_on_past_999(dossier: Dossier, plans: Mapping[str, str]) -> None:
    dossier._db.execute("INSERT INTO dossiers VALUES (1, 2026, 999, '2026-999')")

    assert dossier.open_case(plans, DOOR).case == "2026-1000"
    assert dossier.open_case(plans, DOOR).case == "2026-1001"
    assert dossier.numbers() == ["2026-999", "2026-1000", "2026-1001"]


def test_an_unknown_number_is_wrong_use(dossier: Dossier) -> None:
    for ask in (
        lambda: dossier.events("2026-404"),
        lambda: dossier.append("2026-404", NOTE, 1),
    ):
        with pytest.raises(WrongUse, match="Dossier 2026-404 bestaat niet"):
            ask()


def test_what_is_appended_can_be_read_by_another_at_once(
    folder: Path, dossier: Dossier, clock: Clock, plans: Mapping[str, str]
) -> None:
    first = dossier.open_case(plans, DOOR)
    with Dossier.open(folder, PASSWORD, clock) as other:
        added = dossier.append(first.case, NOTE, 1)

        assert other.events(first.case) == [first, added]


def test_an_answer_on_a_case_that_another_added_to_is_not_written(
    folder: Path, dossier: Dossier, plans: Mapping[str, str]
) -> None:
    first = dossier.open_case(plans, DOOR)
    run_at_once([worker("write", folder, first.case, "ander", 1)])

    with pytest.raises(CaseMoved):
        dossier.append(first.case, NOTE, 1)

    events = dossier.events(first.case)
    assert [event.by for event in events] == ["directie", "ander"]
    assert dossier.append(first.case, NOTE, 2).number == 3


@pytest.mark.parametrize("after", [0, 2, 7])
def test_an_answer_on_another_number_of_events_than_there_are_is_not_written(
    dossier: Dossier, plans: Mapping[str, str], after: int
) -> None:
    first = dossier.open_case(plans, DOOR)

    with pytest.raises(CaseMoved):
        dossier.append(first.case, NOTE, after)

    assert dossier.events(first.case) == [first]


def test_three_programs_that_write_at_once_lose_nothing_and_keep_each_case_one_chain(
    folder: Path, dossier: Dossier, plans: Mapping[str, str]
) -> None:
    shared, own = dossier.open_case(plans, DOOR).case, dossier.open_case(plans, DOOR).case
    run_at_once(
        [
            worker("write", folder, shared, "een", 150),
            worker("write", folder, shared, "twee", 150),
            worker("write", folder, own, "drie", 150),
        ]
    )

    for number, names in ((shared, ("een", "twee")), (own, ("drie",))):
        events = dossier.events(number)
        assert chain_faults(events) == []
        assert len(events) == 1 + 150 * len(names)
        for name in names:
            assert [one.said["nummer"] for one in events if one.by == name] == list(range(150))


def test_a_plan_is_kept_once_however_many_cases_follow_it(
    dossier: Dossier, plans: Mapping[str, str]
) -> None:
    first, second = dossier.open_case(plans, DOOR), dossier.open_case(plans, DOOR)
    kept = dossier._db.execute("SELECT count(*) FROM plannen").fetchone()[0]

    assert kept == len(plans) == 2
    assert first.choice == tuple(f"{name}:{sha256(text)}" for name, text in plans.items())
    assert first.choice == second.choice
    assert dossier.pinned(first) == dict(plans)


def with_other_title(plans: Mapping[str, str]) -> dict[str, str]:
    """Return the plans with another title for the first step."""
    document = json.loads(plans["plaatsing"])
    document["versie"] += 1
    document["stap"][0]["titel"] = "Een nieuwe titel"
    return {**plans, "plaatsing": json.dumps(document)}


def test_a_changed_plan_does_not_change_a_case_that_runs(
    folder: Path, dossier: Dossier, clock: Clock, plans: Mapping[str, str]
) -> None:
    old = dossier.open_case(plans, DOOR)
    new = dossier.open_case(with_other_title(plans), DOOR)

    with Dossier.open(folder, PASSWORD, clock) as again:
        titles = [
            fold(again.graph(one), again.events(one.case)).graph.root.first.title
            for one in (old, new)
        ]
        assert titles == [json.loads(plans["plaatsing"])["stap"][0]["titel"], "Een nieuwe titel"]
        assert again.faults() == []
    assert dossier._db.execute("SELECT count(*) FROM plannen").fetchone()[0] == 3


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE plannen SET inhoud = replace(inhoud, 'Directie', 'Niemand')",
        "UPDATE plannen SET inhoud = '{}' WHERE id = 'medewerker'",
        "UPDATE plannen SET sha256 = 'x' WHERE id = 'plaatsing'",
        "DELETE FROM plannen WHERE id = 'medewerker'",
    ],
)
def test_a_pinned_plan_that_was_tampered_with_is_told_of(
    folder: Path, dossier: Dossier, plans: Mapping[str, str], connect: Connect, tamper: str
) -> None:
    first = dossier.open_case(plans, DOOR)
    assert dossier.graph(first).root.id == "plaatsing"
    raw = connect(folder)
    raw.execute("DROP TRIGGER plannen_UPDATE")
    raw.execute("DROP TRIGGER plannen_DELETE")
    raw.execute(tamper)

    faults = dossier.faults()
    with pytest.raises(DossierUnusable, match="ontbreekt of is gewijzigd"):
        dossier.pinned(first)

    assert faults[0].startswith(f"Dossier {first.case}: Het stappenplan ")
    assert not any(fault.startswith("Dossier") for fault in faults[1:])


def three_events(dossier: Dossier, plans: Mapping[str, str]) -> list[Event]:
    """Record a case of three events."""
    first = dossier.open_case(plans, DOOR)
    answer = Draft(Kind.ANSWERED, "2026-11-20", DOOR, "signaal", 1, ("gedaan",))
    second = dossier.append(first.case, answer, 1)
    return [first, second, dossier.append(first.case, NOTE, 2)]


def test_a_dossier_in_order_has_no_faults(dossier: Dossier, plans: Mapping[str, str]) -> None:
    assert dossier.faults() == []
    three_events(dossier, plans)
    assert dossier.faults() == []


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE gebeurtenissen SET gebeurd = '2020-01-01' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET vastgelegd = '2020-01-01T00:00:00Z' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET soort = 'notitie' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET soort = 'iets-anders' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET stap = 'stilte' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET bezoek = 2 WHERE nummer = 2",
        "UPDATE gebeurtenissen SET keuze = '[\"overgeslagen\"]' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET keuze = 'geen json' WHERE nummer = 2",
        "UPDATE gebeurtenissen SET hash = 'x' WHERE nummer = 2",
        "UPDATE inhoud SET inhoud = '{}' WHERE nummer = 2",
        "UPDATE inhoud SET inhoud = 'geen json' WHERE nummer = 2",
        "UPDATE inhoud SET zout = '00' WHERE nummer = 2",
        "UPDATE inhoud SET inhoud = NULL, zout = NULL WHERE nummer = 2",
        "DELETE FROM inhoud WHERE nummer = 2",
    ],
)
def test_a_chain_that_was_tampered_with_is_told_of_with_case_and_event(
    folder: Path, dossier: Dossier, plans: Mapping[str, str], connect: Connect, tamper: str
) -> None:
    case = three_events(dossier, plans)[0].case
    without_triggers(folder, connect, tamper)

    faults = dossier.faults()

    assert any(f"Dossier {case}, gebeurtenis 2: " in fault for fault in faults)
    assert not any(str(DOOR["door"]) in fault for fault in faults)


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("DELETE FROM gebeurtenissen WHERE nummer = 1", "gebeurtenis 2: er ontbreekt"),
        ("DELETE FROM gebeurtenissen WHERE nummer = 2", "gebeurtenis 3: er ontbreekt"),
        ("DELETE FROM gebeurtenissen WHERE nummer < 9", "er staat geen enkele gebeurtenis in"),
        ("UPDATE gebeurtenissen SET keuze = '[]' WHERE nummer = 1", "noemt geen stappenplan"),
        ("UPDATE gebeurtenissen SET keuze = NULL WHERE nummer = 1", "noemt geen stappenplan"),
    ],
)
def test_what_is_gone_from_a_case_is_told_of_and_another_case_is_not_blamed(
    folder: Path, plans: Mapping[str, str], connect: Connect, tamper: str, told: str
) -> None:
    with Dossier.open(folder, PASSWORD, TickingClock()) as dossier:
        three_events(dossier, plans)
        whole = dossier.open_case(plans, DOOR).case
        without_triggers(folder, connect, f"{tamper} AND dossier = 1")

        faults = dossier.faults()

    assert any(told in fault for fault in faults)
    assert not any(whole in fault for fault in faults)


def without_triggers(folder: Path, connect: Connect, statement: str) -> None:
    """Run a statement as someone would who has the password and takes the triggers away."""
    raw = connect(folder)
    names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement)


def test_every_bit_that_flips_in_the_file_is_found(
    folder: Path, dossier: Dossier, plans: Mapping[str, str], tmp_path: Path
) -> None:
    three_events(dossier, plans)
    dossier.close()
    content = (folder / DOSSIER).read_bytes()
    chance = random.Random(20261122)

    for place in [0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(18))]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        (tmp_path / DOSSIER).write_bytes(damaged)
        assert found_wrong(tmp_path), f"bit flipped in byte {place}"


def found_wrong(folder: Path) -> bool:
    """Tell whether opening or checking the dossier in a folder shows that it is damaged."""
    try:
        with Dossier.open(folder, PASSWORD, TickingClock()) as dossier:
            return bool(dossier.faults())
    except StappenplanError:
        return True


@pytest.mark.parametrize("room", [0, 4096, 30_000])
def test_a_full_disk_is_told_of_and_everything_before_is_there(
    folder: Path, dossier: Dossier, plans: Mapping[str, str], tmp_path: Path, room: int
) -> None:
    first = dossier.open_case(plans, DOOR)
    dossier.close()
    limit = (folder / DOSSIER).stat().st_size + room
    answers = tmp_path / "antwoorden.toml"
    answers.write_text(
        '[[antwoord]]\nstap = "signaal"\nkeuze = "gedaan"\n'
        '[[antwoord]]\nstap = "spoed"\nkeuze = "nee"\n'
        '[[antwoord]]\nstap = "gesprek"\nkeuze = "gedaan"\n'
        f'velden = {{ verslag = "{"Er is lang gepraat. " * 5000}" }}\n'
    )

    def with_little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "scala_cli", "verder", first.case, "--antwoorden", answers],
        env={"STAPPENPLAN_MAP": str(folder), "STAPPENPLAN_WACHTWOORD": PASSWORD},
        preexec_fn=with_little_room,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert done.returncode == 5, done.stderr
    assert "de schijf is vol" in done.stderr
    assert "gepraat" not in done.stderr
    with Dossier.open(folder, PASSWORD, TickingClock()) as again:
        events = again.events(first.case)
        assert again.faults() == []
        assert events[0] == first
        assert [event.step for event in events[1:]] == ["signaal", "spoed"][: len(events) - 1]
        again.append(first.case, NOTE, len(events))


def test_what_a_killed_creation_left_is_cleared_and_what_another_is_making_stays(
    tmp_path: Path, clock: Clock
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for process in (ended.pid, os.getpid(), os.getppid()):
        for ending in ("", "-journal"):
            (tmp_path / f"{DOSSIER}.nieuw-{process}{ending}").write_bytes(b"half af")
    other = f"{DOSSIER}.nieuw-{os.getppid()}"

    with Dossier.create(tmp_path, PASSWORD, clock) as dossier:
        assert dossier.faults() == []

    names = {one.name for one in tmp_path.iterdir()} - {f"{DOSSIER}-journal"}
    assert names == {DOSSIER, other, f"{other}-journal"}


def test_an_empty_folder_that_was_there_is_closed_to_others_and_so_is_what_is_made(
    tmp_path: Path, clock: Clock
) -> None:
    empty = tmp_path / "leeg"
    empty.mkdir()
    empty.chmod(0o777)
    Dossier.create(empty, PASSWORD, clock).close()
    Dossier.create(tmp_path / "a" / "b", PASSWORD, clock).close()

    for folder in (empty, tmp_path / "a", tmp_path / "a" / "b"):
        assert folder.stat().st_mode & 0o777 == 0o700
