"""Cases that were recorded once replay the same for ever.

Each file in `recorded/` is one case as it was written: its pinned plans, its events with every
column, and what followed from them that day. A file is never made again: a new version of a
plan gets a new file beside it, by `keep(folder, plan_id)` below.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scala_cli import resources
from scala_cli.case import drafts
from scala_cli.case.deadlines import deadlines
from scala_cli.case.due import due_documents
from scala_cli.case.entries import closing, links
from scala_cli.case.events import Draft, Event, Kind, chain_faults, record
from scala_cli.case.fold import fold
from scala_cli.case.replies import Give, Reply, Revise, Supplement, document_draft, draft
from scala_cli.case.state import Case
from scala_cli.clock import Clock, stamp
from scala_cli.commands.run import known_names
from scala_cli.dossier import pinned, rows
from scala_cli.dossier.store import Dossier
from scala_cli.plan.earlier import as_it_was
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library, load_library
from scala_cli.plan.load import canonical, parse_plan, sha256
from scala_cli.plan.replay import Visit
from tests.conftest import TickingClock
from tests.walking import talked

RECORDED = Path(__file__).parent / "recorded"
FILES = sorted(RECORDED.glob("*.json"))
NUMBER = "2026-001"
LATER = {"termijnen", "gekoppeld", "gesloten"}
"""What the recordings of version 1 don't hold."""

# What was said in each recorded case. Every kind of reply is there, and a case that hands over.
SAID: Mapping[str, tuple[Reply, ...]] = {
    "plaatsing": (
        Give(
            Visit("signaal", 1),
            ("gedaan",),
            {"platform": "instagram", "melder": "J. Voorbeeld", "link": ["https://vb.nl/p/1"]},
        ),
        Give(Visit("spoed", 1), ("ja",)),
        Give(Visit("spoed-melden", 1), ("gedaan",), {"datum": "2026-11-20"}),
        Give(Visit("gesprek", 1), ("overgeslagen",), skipped_because="gesprek geweigerd"),
        Give(Visit("stilte", 1), ("gedaan",), {"datum": "2026-11-20T13:30:00Z"}),
        Give(Visit("wie", 1), ("kind",), {"naam": "K. Voorbeeld", "jonger_dan_12": True}),
        Give(Visit("ouders-uitnodigen", 1), ("gedaan",)),
        Give(Visit("gesprek-kind", 1), ("gedaan",), {"aanwezig": ["K. Voorbeeld", "juf V."]}),
        Give(Visit("reactie-kind", 1), ("erkent-niet",)),
        Revise(Visit("wie", 1), ("medewerker",), "verkeerd gekozen", 0, {"naam": "M. Voorbeeld"}),
        Give(Visit("medewerker/aanspreken", 1), ("gedaan",), {"verslag": "Eén zin.\nNog één."}),
        Supplement(Visit("medewerker/aanspreken", 1), {"datum": "2026-11-21"}),
        Give(Visit("medewerker/grensoverschrijdend", 1), ("nee",)),
        Give(Visit("medewerker/reactie-medewerker", 1), ("inadequaat",)),
        Give(Visit("medewerker/overleg-bestuur", 1), ("gedaan",)),
        Give(Visit("medewerker/consequenties", 1), ("waarschuwing", "berisping")),
    ),
    "medewerker": (
        Give(Visit("ventileert", 1), ("gedaan",), {"platform": "x", "geplaatst": "2026-11-19"}),
        Give(Visit("aanspreken", 1), ("gedaan",), {"datum": "2026-11-20"}),
        Give(Visit("grensoverschrijdend", 1), ("ja",)),
        Give(Visit("vertrouwensinspecteur", 1), ("gedaan",)),
        Give(Visit("reactie-medewerker", 1), ("rectificeert",)),
        Give(Visit("dossier-medewerker", 1), ("gedaan",), {"wat_en_hoe": "Wat er was."}),
        Give(Visit("maatregel-nodig", 1), ("ja",)),
        Give(Visit("overleg-bestuur", 1), ("gedaan",)),
        Give(Visit("statement", 1), ("gedaan",), {"tekst": "Zoals geplaatst."}),
        Give(Visit("consequenties", 1), ("geen",)),
        Give(Visit("dossier-medewerker-directie", 1), ("gedaan",)),
        Revise(Visit("maatregel-nodig", 1), ("nee",), "verkeerd gekozen", 0),
    ),
}  # fmt: skip


# What is said apart from the steps; an erased event is in the dossiers kept of old schemas.
APART: tuple[Draft, ...] = (
    drafts.note("Bel de ouders terug.", "directie", date(2026, 12, 1)),
    drafts.evidence(
        drafts.Found(
            link="https://voorbeeld.example/p/1",
            account="@voorbeeld",
            finder="J. Voorbeeld",
            happened="2026-11-20",
            file=drafts.File("scherm.png", "ab" * 32, 1234, kept=False),
        ),
        "directie",
    ),
    drafts.met(2, "directie", "Er is gebeld."),
    drafts.hold("Er loopt een klacht.", "directie"),
    drafts.release("De klacht is afgehandeld.", "directie"),
    drafts.link("2026-002", "Hetzelfde bericht.", "directie"),
    drafts.close("afgehandeld", "", date(2028, 11, 22), "Zoals voorgesteld.", "directie"),
    drafts.reopen("Er kwam een nieuw bericht.", "directie"),
    drafts.close("anders", "Toch klaar.", date(2029, 1, 1), "Zoals voorgesteld.", "directie"),
)


def keep(folder: Path, plan_id: str) -> Path:
    """Record a case of a shipped plan and write it to `<plan>-<version>.json` in a folder.

    To keep one for a new version of a plan: let `SAID` fit it, run
    `python -c "from tests.dossier.test_recorded import *; keep(RECORDED, 'plaatsing')"`, and
    read the file before it goes in. A file that is there already is never written over.
    """
    plans = resources.plan_files()
    made = recording(load_library(plans, known_names()), plan_id, TickingClock())
    path = folder / f"{plan_id}-{made['plannen'][plan_id]['versie']}.json"
    with path.open("x", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return path


def recording(library: Library, plan_id: str, clock: Clock) -> dict[str, Any]:
    """Return a case in which `SAID` was said: its plans, its events, and what followed."""
    graph = Graph(plan_id, library.plans)
    documents = {plan.id: library.documents[plan.id] for plan in graph.plans}
    pins = tuple(f"{name}:{sha256(canonical(one))}" for name, one in documents.items())
    opened = Draft(Kind.OPENED, stamp(clock()), {"door": "directie"}, choice=pins)
    case = fold(graph, [record(opened, NUMBER, None, clock())])
    for said_then in SAID[plan_id]:
        reply = said_then
        if isinstance(reply, Revise):
            reply = replace(reply, seen=case.answers[reply.visit].last)
        case = _then(case, draft(reply, case, "directie", clock), clock)
        while due := due_documents(case):
            answer, kind = due[0]
            sent = answer.fields.get("tekst")
            event = Kind.SETTLED if sent else Kind.DOCUMENT
            text = str(sent or f"Document '{kind}' bij stap '{answer.visit.step}'.")
            made = document_draft(event, kind, text, answer.visit, "directie")
            case = _then(case, made, clock)
    for apart in APART:
        case = _then(case, apart, clock)
    return {
        "plannen": documents,
        "gebeurtenissen": [columns(event) for event in case.events],
        "uitkomst": outcome(case),
    }


def _then(case: Case, made: Draft, clock: Clock) -> Case:
    event = record(made, case.number, case.events[-1], clock())
    return fold(case.graph, [*case.events, event])


def columns(event: Event) -> dict[str, Any]:
    """Return every column of an event, as JSON values."""
    found = {name: getattr(event, name) for name in Event._fields}
    return {**found, "choice": None if event.choice is None else list(event.choice)}


def outcome(case: Case) -> dict[str, Any]:
    """Return what follows from a case's events, as JSON values."""
    closed = closing(case)
    return {
        "termijnen": [
            [one.number, one.due.isoformat(), one.met, one.noted] for one in deadlines(case)
        ],
        "gekoppeld": list(links(case)),
        "gesloten": [closed.reason, closed.kept_until.isoformat()] if closed else None,
        "titel": case.title,
        "status": case.status,
        "gesproken": talked(case),
        "open": [list(visit) for visit in case.position.open],
        "wachtend": list(case.position.waiting),
        "geldend": [list(visit) for visit in case.position.standing],
        "vervallen": [list(visit) for visit in case.position.lapsed],
        "na_te_kijken": sorted(list(visit) for visit in case.to_review),
        "aan_te_vullen": [[*one.visit, one.field] for one in case.missing],
        "antwoorden": [
            {
                "stap": list(answer.visit),
                "keuze": list(answer.choice),
                "velden": dict(answer.fields),
                "reden": answer.reason,
                "gebeurd": answer.happened,
            }
            for answer in sorted(case.answers.values(), key=lambda one: one.first)
        ],
        "documenten": [[one.kind, one.sha256, one.settled] for one in case.current_documents],
        "te_maken": [[*answer.visit, kind] for answer, kind in due_documents(case)],
        "aantal": case.count,
        "kop": case.head,
    }


def read(path: Path) -> tuple[dict[str, Any], list[Event], Graph]:
    """Return a recorded case: the file, its events, and the graph of its own plans."""
    found = json.loads(path.read_text(encoding="utf-8"))
    events = [
        Event(
            **{
                **raw,
                "kind": Kind(raw["kind"]),
                "choice": None if raw["choice"] is None else tuple(raw["choice"]),
            }
        )
        for raw in found["gebeurtenissen"]
    ]
    table = resources.table("eerdere-plannen")
    plans = {}
    for name, one in found["plannen"].items():
        digest = sha256(canonical(one))
        plan = parse_plan(one, name)
        plans[name] = as_it_was(plan, digest, table) if digest in table["sha256"] else plan
    return found, events, Graph(next(iter(plans)), plans)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recorded_case_replays_as_on_the_day_it_was_recorded(path: Path) -> None:
    found, events, graph = read(path)

    now = outcome(fold(graph, events))
    # An earlier recording doesn't tell what nothing followed from in its days.
    assert {key: now[key] for key in found["uitkomst"]} == found["uitkomst"]
    assert now.keys() - found["uitkomst"].keys() <= LATER


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_chain_of_a_recorded_case_still_verifies(path: Path) -> None:
    found, events, _ = read(path)

    assert chain_faults(events) == []
    assert list(events[0].choice or ()) == [
        f"{name}:{sha256(canonical(one))}" for name, one in found["plannen"].items()
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recorded_case_goes_into_a_dossier_and_comes_out_the_same(
    dossier: Dossier, path: Path
) -> None:
    found, events, _ = read(path)
    with dossier._writing() as db:
        pinned.pin(db, {name: canonical(one) for name, one in found["plannen"].items()})
        db.execute("INSERT INTO dossiers VALUES (1, 2026, 1, ?)", [NUMBER])
        for event in events:
            rows.add_event(db, 1, event)

    assert dossier.events(NUMBER) == events
    assert dossier.faults() == []
    now = outcome(fold(dossier.graph(events[0]), events))
    assert {key: now[key] for key in found["uitkomst"]} == found["uitkomst"]


def test_there_is_a_recorded_case_of_every_version_of_a_shipped_plan(library: Library) -> None:
    kept = {path.stem for path in FILES}

    assert {f"{plan.id}-{plan.version}" for plan in library.plans.values()} <= kept


def test_the_recorded_cases_hold_events_of_every_kind_that_the_program_writes() -> None:
    kinds = {event.kind for path in FILES for event in read(path)[1]}

    assert kinds >= set(Kind) - {Kind.ERASED}


@pytest.mark.parametrize("plan_id", SAID)
def test_a_new_recording_of_a_shipped_plan_holds_what_was_said(
    library: Library, plan_id: str, tmp_path: Path
) -> None:
    made = recording(library, plan_id, TickingClock())
    kept = keep(tmp_path, plan_id)

    steps = [one["stap"][0] for one in made["uitkomst"]["antwoorden"]]
    assert set(steps) == {reply.visit.step for reply in SAID[plan_id]}
    assert read(kept)[0]["uitkomst"]["antwoorden"] == made["uitkomst"]["antwoorden"]
    with pytest.raises(FileExistsError):
        keep(tmp_path, plan_id)
