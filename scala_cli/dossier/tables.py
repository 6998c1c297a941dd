"""What the tables should be: nothing added, changed or missing, numbers without a gap."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli.dossier import driver
from scala_cli.dossier.reading import UNSOUND
from scala_cli.files import shown
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from sqlite_utils import Database


def case_number(year: int, place: int) -> str:
    """Return a case's number: the year and its place in that year."""
    return f"{year}-{place:03d}"


def schema_faults(db: "Database", path: Path) -> Iterator[str]:
    """Yield what isn't there, isn't the same or is too much beside what the migrations make."""
    from scala_cli.dossier import schema

    fresh = driver.in_memory()
    schema.migrations.apply(fresh)
    found, wanted = schema.objects(db), schema.objects(fresh)
    fresh.close()
    for kind, name in sorted(wanted.keys() | found.keys()):
        if (kind, name) not in found:
            wrong = "ontbreekt"
        elif (kind, name) not in wanted:
            wrong = "hoort er niet"
        elif found[kind, name] != wanted[kind, name]:
            wrong = "is gewijzigd"
        else:
            continue
        yield f"De tabellen in {shown(path)} zijn veranderd: '{clean_line(name)}' {wrong}."


def number_faults(db: "Database") -> list[str]:
    """Return what is wrong with the numbers of the cases."""
    faults = []
    last: dict[int, int] = {}
    rows = db.execute("SELECT jaar, volgnummer, nummer FROM dossiers ORDER BY 1, 2")
    for year, place, number in rows:
        name = clean_line(number)
        if number != case_number(year, place):
            faults.append(f"Dossier {name}: het nummer is gewijzigd.")
        if place != last.get(year, 0) + 1:
            faults.append(f"Dossier {name}: er ontbreekt een dossier ervoor.")
        last[year] = place
    return faults


def orphan_faults(db: "Database") -> list[str]:
    """Return a sentence when there are events or contents that belong to nothing."""
    count = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if not count:
        return []
    return [f"Er ontbreekt iets: {count} vastgelegde regels horen bij geen enkel dossier."]


def plan_faults(db: "Database") -> list[str]:
    """Return which pinned plans are not called what their content says."""
    rows = db.execute("SELECT id, versie, inhoud FROM plannen ORDER BY id, versie")
    return [
        f"Stappenplan '{clean_line(plan_id)}', versie {version}: is gewijzigd nadat het is "
        "vastgelegd."
        for plan_id, version, content in rows
        if _named(content) not in ((plan_id, version), None)
    ]


def _named(content: str) -> tuple[object, object] | None:
    """Return id and version of a plan's content; None where that can't be read."""
    try:
        document = json.loads(content)
        return document["id"], document["versie"]
    except UNSOUND:
        return None
