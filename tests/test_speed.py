"""What keeps the program quick: what it loads, and how it asks. Nothing here looks at a clock."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scala_cli.case.events import Draft, Event, Kind
from scala_cli.clock import Clock
from scala_cli.dossier import driver, rows, schema, versions
from scala_cli.dossier.store import Dossier
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import PASSWORD

HEAVY = ("sqlite_utils", "questionary", "prompt_toolkit", "rich", "jinja2", "typst", "keyring")
SCAN = re.compile(r"SCAN (?!zoek VIRTUAL TABLE INDEX|json_each|json_tree|CONSTANT ROW)(\w+)(.*)")
TRIGGER = re.compile(
    r"CREATE TRIGGER \w+ \w+ \w+ ON \w+\s*(?:WHEN (.*))?\nBEGIN\s+(.*)\s+END$", re.DOTALL
)


def loaded(home: Path, words: str) -> set[str]:
    """Return which heavy libraries a command has loaded by its end, when piped."""
    code = (
        "import sys\nfrom scala_cli.cli import run\n"
        f"sys.argv = ['stappenplan', *{words.split()!r}]\n"
        "try:\n    run()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"    print([one for one in {HEAVY!r} if one in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    return set(re.findall(r"\w+", done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def plans(library: Library) -> Mapping[str, str]:
    """The canonical content of the plans that a case of `plaatsing` pins."""
    graph = Graph("plaatsing", library.plans)
    return {plan.id: canonical(library.documents[plan.id]) for plan in graph.plans}


@pytest.fixture
def dossier(home: Path, clock: Clock, plans: Mapping[str, str]) -> Iterator[Dossier]:
    """A dossier in the data folder, with two cases."""
    with Dossier.create(home, PASSWORD, clock) as made:
        made.open_case(plans, {"door": "directie"})
        made.open_case(plans, {"door": "directie"})
        yield made


def test_listing_the_plans_loads_nothing_that_a_terminal_or_a_dossier_needs(home: Path) -> None:
    assert loaded(home, "plan lijst") == set()


@pytest.mark.parametrize(
    "words", ["dossier lijst", "dossier zoek iets", "dossier toon 2026-001", "wat-nu", "overzicht"]
)
def test_reading_a_dossier_loads_no_more_than_the_driver(
    dossier: Dossier, home: Path, words: str
) -> None:
    allowed = {"jinja2"} if words == "overzicht" else set()
    assert loaded(home, words) <= allowed


def test_the_names_of_the_migrations_are_those_of_the_migrations(dossier: Dossier) -> None:
    empty = driver.library(driver.in_memory())
    made = [one.name for one in schema.migrations.pending(empty)]
    assert list(versions.NAMES) == made
    assert versions.applied(dossier._db) == set(made)


def asked(dossier: Dossier, plans: Mapping[str, str]) -> list[str]:
    """Return every statement that reading, writing, searching and erasing come to."""
    found: list[str] = []
    dossier._db.conn.set_trace_callback(found.append)
    opened = dossier.open_case(plans, {"door": "directie"})
    noted = _note(dossier, opened, 1)
    kept = dossier.append(opened.case, Draft(Kind.EVIDENCE, None, EVIDENCE), noted.number, b"x")
    link = Draft(Kind.LINKED, None, {"door": "d"}, choice=("2026-001",))
    back = Draft(Kind.LINKED, None, {"door": "d"}, choice=(opened.case,))
    dossier.link(opened.case, link, kept.number, "2026-001", back, 1)
    dossier.search("notitie")
    list(dossier.cases(dossier.numbers()))
    dossier.case(opened.case)
    dossier.heads()
    dossier.file(opened.case, kept.number)
    dossier.pinned(opened)
    dossier.set_setting("school", "Voorbeeld")
    dossier.settings()
    dossier.copy_made("export", Path("a.md"), opened.case)
    dossier.forget_copy(dossier.copies()[0])
    case = dossier.case(opened.case)
    gone = tuple(str(event.number) for event in case.events[1:2])
    dossier.append(
        opened.case, Draft(Kind.ERASED, None, {"door": "d", "grond": "g"}, choice=gone), case.count
    )
    dossier._db.conn.set_trace_callback(None)
    return found


EVIDENCE = {"door": "d", "tekst": "t", "bewaard": True, "bestand": "a", "sha256": "0" * 64}


def _note(dossier: Dossier, opened: Event, after: int) -> Event:
    return dossier.append(
        opened.case, Draft(Kind.NOTED, None, {"door": "d", "tekst": "notitie"}), after
    )


def test_no_statement_reads_through_a_table_of_events(
    dossier: Dossier, plans: Mapping[str, str]
) -> None:
    statements = [
        one for one in asked(dossier, plans)
        if one.split(None, 1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")
    ]  # fmt: skip
    assert len(statements) > 30
    for one in (*statements, *_of_triggers(dossier)):
        # The tables of the index ask for themselves; of the view it takes one text at a time.
        if re.search(r"'main'\.'zoek|main\.zoek", one):
            continue
        for table, how in _scans(dossier, one):
            # All cases in order, all settings, all copies: what was asked for is all of it.
            small = table in ("d", "dossiers", "instellingen", "u", "uitvoer")
            # Looked through only while a file waits for its event, which the order forbids.
            small |= table == "bestanden" and one.startswith("INSERT INTO gebeurtenissen")
            assert small, f"{one}\nreads all of {table}{how}"


def _scans(dossier: Dossier, statement: str) -> list[tuple[str, str]]:
    """Return the tables that a statement reads from end to end, and how."""
    steps = [row[3] for row in dossier._db.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return [(found[1], found[2]) for step in steps if (found := SCAN.match(step))]


def _of_triggers(dossier: Dossier) -> Iterator[str]:
    """Yield what the triggers ask, with a number for whatever the row that fires them holds."""
    rows = dossier._db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (sql,) in rows:
        found = TRIGGER.match(sql)
        assert found, sql
        when, body = (re.sub(r"(NEW|OLD)\.\w+", "1", part or "") for part in found.groups())
        if "SELECT" in when:
            yield f"SELECT 1 WHERE {when}"
        for one in body.split(";"):
            if one.strip() and "RAISE" not in one:
                yield one.strip()


def test_an_answer_asks_as_much_in_a_dossier_of_many_cases(
    dossier: Dossier, plans: Mapping[str, str]
) -> None:
    first = dossier.case("2026-001").events[0]
    few = _statements(dossier, first, 1)
    for _ in range(30):
        dossier.open_case(plans, {"door": "directie"})
    assert _statements(dossier, first, 2) == few


def _statements(dossier: Dossier, opened: Event, after: int) -> int:
    found: list[str] = []
    dossier._db.conn.set_trace_callback(found.append)
    _note(dossier, opened, after)
    dossier._db.conn.set_trace_callback(None)
    # The index writes more at times, when it puts its parts together.
    return sum("zoek_" not in one for one in found)


def test_cases_are_read_few_at_a_time_and_with_few_questions(
    dossier: Dossier, plans: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 10)
    for _ in range(28):
        dossier.open_case(plans, {"door": "directie"})
    numbers = dossier.numbers()
    found: list[str] = []
    dossier._db.conn.set_trace_callback(found.append)
    cases = dossier.cases(numbers)
    first = next(cases)
    assert sum("gebeurtenissen" in one for one in found) == 1
    rest = list(cases)
    dossier._db.conn.set_trace_callback(None)
    assert sum("gebeurtenissen" in one for one in found) == 3
    assert [first, *rest] == [dossier.case(number) for number in numbers]
