"""The machine-readable contract: what other programs rely on, to the letter."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from scala_cli.case.answer import Answer
from scala_cli.case.deadlines import Deadline, not_running, pending
from scala_cli.case.events import Event
from scala_cli.case.state import Case
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import sha256
from scala_cli.plan.model import Field, Option, Plan, Step
from scala_cli.plan.paths import LIMIT, paths

Document = dict[str, Any]


def dumps(document: Document) -> str:
    """Return one JSON document, indented, its keys in the contract's order."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def case(case: Case) -> Document:
    """Return what `dossier toon`, `start` and `verder` print."""
    return {
        "nummer": case.number,
        "titel": case.title,
        "plan": case.graph.root.id,
        "status": case.status,
        "open": _open(case),
        "aan_te_vullen": _missing(case),
        "stappen": [
            _answer(case, answer)
            for answer in sorted(case.answers.values(), key=lambda one: one.first)
        ],
        "documenten": [
            {"soort": one.kind, "tekst": one.text, "sha256": one.sha256}
            for one in case.current_documents
        ],
        "aantal": case.count,
        "kop": case.head,
    }


def not_kept(case_: Case) -> Document:
    """Return the same of a case that is not in any dossier: it has no number and no events."""
    return {**case(case_), "nummer": None, "aantal": 0, "kop": None}


def _open(case: Case) -> list[str]:
    return [visit.step for visit in case.position.open]


def _missing(case: Case) -> list[Document]:
    return [{"stap": one.visit.step, "veld": one.field} for one in case.missing]


def _answer(case: Case, answer: Answer) -> Document:
    several = case.step(answer.visit).several
    return {
        "stap": answer.visit.step,
        "keuze": list(answer.choice) if several else answer.choice[0],
        "velden": dict(answer.fields),
        "reden": answer.reason,
        "gebeurd": answer.happened,
        "vastgelegd": answer.recorded,
        "vervallen": answer.visit not in case.position.standing,
    }


def cases(found: Sequence[Case]) -> Document:
    """Return what `dossier lijst` prints."""
    return {
        "dossiers": [
            {
                "nummer": one.number,
                "titel": one.title,
                "plan": one.graph.root.id,
                "status": one.status,
                "geopend": one.opened,
                "open": _open(one),
            }
            for one in found
        ]
    }


def hits(found: Sequence[tuple[str, str | None, str]]) -> Document:
    """Return what `dossier zoek` prints, of number, step and passage."""
    return {
        "treffers": [
            {"nummer": number, "stap": step, "passage": passage} for number, step, passage in found
        ]
    }


def what_now(found: Sequence[Case], today: date) -> Document:
    """Return what `wat-nu` prints: of each case what is open, to be filled in, and due.

    Terms that can't run yet are told only where there are any.
    """
    return {
        "dossiers": [
            {
                "nummer": one.number,
                "open": _open(one),
                "aan_te_vullen": _missing(one),
                "termijnen": [_deadline(due) for due in pending(one, today)],
                **_not_running(one),
            }
            for one in found
        ]
    }


def _not_running(case: Case) -> Document:
    found = [
        {"wat": one.what, "stap": one.step, "veld": one.field, "bron": one.source}
        for one in not_running(case)
    ]
    return {"termijnen_zonder_begin": found} if found else {}


def _deadline(due: Deadline) -> Document:
    found = {"wat": due.what, "uiterlijk": due.due.isoformat(), "bron": due.source}
    return {**found, "tijdstip": due.at} if due.at else found


def plan(plan: Plan) -> Document:
    """Return what `plan toon` prints."""
    return {
        "id": plan.id,
        "versie": plan.version,
        "stappen": [_step(one) for one in plan.steps],
        "plaatser": plan.poster,
        "bewaren": [
            {"jaren": one.years, "bij": list(one.about), "feiten": list(one.note.facts)}
            for one in plan.keeping
        ],
        "sluitredenen": list(plan.reasons),
    }


def _step(step: Step) -> Document:
    return {
        "id": step.id,
        "soort": step.kind,
        "titel": step.title,
        "bron": f"aanvulling: {step.source}" if step.addition else step.source,
        "naar": list(step.targets),
        "wacht": step.waits,
        "velden": [field.id for field in step.fields],
        "documenten": list(step.documents),
        "aangeboden": list(step.offered),
        "opties": [_option(option) for option in step.options],
        "gesprek_met": step.talk,
        "over": step.about,
        "melding": step.reports,
        "verloop": step.course,
        "gegevens": [_field(field) for field in step.fields],
    }


def _option(option: Option) -> Document:
    return {
        "id": option.id,
        "naar": list(option.targets),
        "plaatser": option.poster,
        "telt_als": option.counts,
        "zegt": option.says,
    }


def _field(field: Field) -> Document:
    return {
        "id": field.id,
        "soort": field.kind,
        "rol": field.role,
        "van": field.of,
        "voor": list(field.readers),
    }


def plan_paths(graph: Graph) -> Document:
    """Return what `plan paden` prints."""
    found = list(islice(paths(graph), LIMIT + 1))
    listed = [[f"{visit.step}:{'+'.join(choice)}" for visit, choice in path] for path in found]
    return {"paden": listed[:LIMIT], "meer": len(found) > LIMIT}


def checked(faults: Sequence[str], found: Sequence[tuple[str, str, int]]) -> Document:
    """Return what `controleer` prints; `found` holds number, head and count of each case."""
    return {
        "in_orde": not faults,
        "fouten": list(faults),
        "dossiers": [
            {"nummer": number, "kop": head, "aantal": count} for number, head, count in found
        ],
    }


def export(case_: Case, pinned: Mapping[str, str]) -> Document:
    """Return a case to be filed: the contract's document, and with it the whole record.

    `pinned` holds the canonical content of its plans. The chain can be verified from this alone.
    """
    return {
        **case(case_),
        "gebeurtenissen": [_event(event) for event in case_.events],
        "plannen": [
            {"sha256": sha256(content), "inhoud": json.loads(content)}
            for content in pinned.values()
        ],
    }


def _event(event: Event) -> Document:
    return {
        "nummer": event.number,
        "gebeurd": event.happened,
        "vastgelegd": event.recorded,
        "soort": event.kind,
        "stap": event.step,
        "bezoek": event.visit,
        "keuze": event.choice,
        "inhoud": event.content,
        "zout": event.salt,
        "inhoud_hash": event.content_hash,
        "vorige": event.previous,
        "hash": event.hash,
    }


def findings(found: Iterable[tuple[str, str, int, int, str, str]]) -> Document:
    """Return what `denk-na` prints, of kind, severity, start, end, quoted place and advice."""
    return {
        "bevindingen": [
            {
                "soort": str(kind),
                "ernst": str(severity),
                "plaats": [start, end],
                "tekst": text,
                "advies": advice,
            }
            for kind, severity, start, end, text, advice in found
        ]
    }
