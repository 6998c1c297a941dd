"""The plans that are there to be walked: read from a folder, checked together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scala_cli.plan.check import Known, check_plans
from scala_cli.plan.faults import Fault, WrongPlan, quoted
from scala_cli.plan.load import parse_with_faults, read_document
from scala_cli.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Library:
    """Checked plans by id, and the documents that they were read from."""

    plans: Mapping[str, Plan]
    documents: Mapping[str, Mapping[str, Any]]


def load_library(files: list[Path], known: Known) -> Library:
    """Read and check these plan files together.

    Raises `WrongPlan` with every fault of all of them.
    """
    documents: dict[str, Mapping[str, Any]] = {}
    plans: dict[str, Plan] = {}
    names: dict[str, str] = {}
    faults: list[Fault] = []
    unrouted: set[str] = set()
    all_read = True
    for path in files:
        try:
            document = read_document(path)
        except WrongPlan as error:
            faults += error.faults
            all_read = False
            continue
        parsed = parse_with_faults(document, path.name)
        faults += parsed.faults
        plan_id = parsed.plan.id
        if plan_id in plans:
            sentence = (
                f"plan {quoted(plan_id)} staat ook in {names[plan_id]}; geef het een ander id."
            )
            faults += [Fault(path.name, None, sentence)] if plan_id else []
            continue
        documents[plan_id], plans[plan_id], names[plan_id] = document, parsed.plan, path.name
        if not parsed.routed:
            unrouted.add(plan_id)
    # An arrow to a plan that couldn't be read would be reported as pointing nowhere.
    if all_read:
        faults += check_plans(plans, names, known, unrouted)
    if faults:
        raise WrongPlan(faults)
    return Library(plans, documents)
