"""The plans that cases have pinned: each kept once, by the hash of its canonical content."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli import resources
from scala_cli.dossier.reading import PUT_BACK, UNSOUND
from scala_cli.errors import DossierUnusable, WrongFile
from scala_cli.files import shown
from scala_cli.plan.earlier import as_it_was
from scala_cli.plan.graph import Graph
from scala_cli.plan.load import parse_plan, sha256
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

Pins = tuple[str, ...]
"""The plans of a case, its own first, each as `id:hash`: the choice of its first event."""


def pin(db: "File", plans: Mapping[str, str]) -> Pins:
    """Keep the canonical content of plans by their id, as far as it isn't there yet."""
    pins = {plan_id: sha256(text) for plan_id, text in plans.items()}
    for plan_id, text in plans.items():
        known = db.execute("SELECT 1 FROM plannen WHERE sha256 = ?", [pins[plan_id]]).fetchone()
        if not known:
            db.execute(
                "INSERT INTO plannen (sha256, id, versie, inhoud) VALUES (?, ?, ?, ?)",
                [pins[plan_id], plan_id, json.loads(text)["versie"], text],
            )
    return tuple(f"{plan_id}:{found}" for plan_id, found in pins.items())


def contents(db: "File", path: Path, pins: Pins) -> dict[str, str]:
    """Return the canonical content of pinned plans by their id, in the order of the pins.

    Raises `DossierUnusable` when one is missing or isn't what was pinned.
    """
    found = {}
    for one in pins:
        plan_id, _, digest = one.partition(":")
        row = db.execute("SELECT inhoud FROM plannen WHERE sha256 = ?", [digest]).fetchone()
        if row is None or sha256(row[0]) != digest:
            raise DossierUnusable(
                f"Het stappenplan '{clean_line(plan_id)}' dat een dossier volgt ontbreekt of "
                f"is gewijzigd in {shown(path)}. {PUT_BACK}"
            )
        found[plan_id] = row[0]
    return found


def graph(db: "File", path: Path, pins: Pins, says: bool) -> Graph:  # noqa: FBT001 - a key to remember it by
    """Return the graph of pinned plans, read from the file.

    `says`: the plans say themselves what they mean; those that were pinned before are read as
    they were then. Raises `DossierUnusable` when there are none, or when they can't be read.
    """
    if not pins:
        raise DossierUnusable(
            f"Een dossier in {shown(path)} noemt geen stappenplan en is niet te lezen. {PUT_BACK}"
        )
    found = contents(db, path, pins)
    try:
        plans = {
            plan_id: parse_plan(json.loads(content), f"{plan_id} (vastgelegd)")
            for plan_id, content in found.items()
        }
        table = resources.table("eerdere-plannen")
        for plan_id, _, digest in (one.partition(":") for one in pins):
            if digest in table["sha256"] or not says:
                plans[plan_id] = as_it_was(plans[plan_id], digest, table)
        return Graph(next(iter(plans)), plans)
    except (WrongFile, *UNSOUND) as error:
        raise DossierUnusable(
            f"Het stappenplan '{clean_line(next(iter(found)))}' dat een dossier volgt is "
            f"niet te lezen in {shown(path)}. {PUT_BACK}"
        ) from error
