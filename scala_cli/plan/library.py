"""The plans that are there to be walked: read from a folder, checked together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scala_cli.plan.check import Known, check_plans
from scala_cli.plan.faults import Fault, WrongPlan
from scala_cli.plan.load import parse_plan, read_document
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
    for path in files:
        try:
            document = read_document(path)
            plan = parse_plan(document, path.name)
        except WrongPlan as error:
            faults += error.faults
            continue
        if plan.id in plans:
            sentence = f"plan '{plan.id}' staat ook in {names[plan.id]}; geef het een ander id."
            faults.append(Fault(path.name, None, sentence))
            continue
        documents[plan.id], plans[plan.id], names[plan.id] = document, plan, path.name
    # An arrow to a plan that couldn't be read would be reported as pointing nowhere.
    if not faults:
        faults = check_plans(plans, names, known)
    if faults:
        raise WrongPlan(faults)
    return Library(plans, documents)
