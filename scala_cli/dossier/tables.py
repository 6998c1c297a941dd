"""What the tables should be: nothing added, changed or missing, numbers without a gap."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli.case.events import Kind
from scala_cli.dossier import driver
from scala_cli.dossier.reading import UNSOUND
from scala_cli.dossier.rows import case_number
from scala_cli.files import shown
from scala_cli.text import clean_line

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File


def schema_faults(db: "File", path: Path) -> Iterator[str]:
    """Yield what isn't there, isn't the same or is too much beside what the migrations make."""
    from scala_cli.dossier import schema

    fresh = driver.in_memory()
    schema.migrate(fresh)
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


def number_faults(db: "File") -> list[str]:
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


def file_faults(db: "File", number: str | None = None) -> list[str]:
    """Return what is wrong with the files kept with evidence: of all cases, or of one."""
    # Looking for a file at every event takes as long as reading all of them: only evidence, and
    # what stands where a file is, is looked at.
    rows = db.execute(
        "SELECT d.nummer, g.nummer, g.soort, i.inhoud, CAST(b.inhoud AS BLOB) FROM ("
        "SELECT dossier, nummer FROM gebeurtenissen WHERE soort = 'bewijs'"
        " UNION SELECT plaats / 1000000, plaats % 1000000 FROM bestanden) AS met"
        " CROSS JOIN gebeurtenissen AS g ON g.dossier = met.dossier AND g.nummer = met.nummer"
        " JOIN dossiers AS d ON d.id = g.dossier"
        " LEFT JOIN inhoud AS i ON i.dossier = g.dossier AND i.nummer = g.nummer"
        " LEFT JOIN bestanden AS b ON b.plaats = g.dossier * 1000000 + g.nummer"
        " WHERE d.nummer = coalesce(?, d.nummer)"
        " ORDER BY d.jaar, d.volgnummer, g.nummer",
        [number],
    )
    found = ((case, event, _wrong_file(kind, said, file)) for case, event, kind, said, file in rows)
    return [
        f"Dossier {clean_line(case)}, gebeurtenis {one}: {why}" for case, one, why in found if why
    ]


def _wrong_file(kind: str, content: str | None, file: bytes | None) -> str:
    """Return what is wrong with an event's file, nothing if it is as recorded or never was."""
    said = _said(content)
    if said is None:
        return ""
    if file is None:
        return "het bewaarde bestand ontbreekt." if said.get("bewaard") is True else ""
    if kind != Kind.EVIDENCE:
        return "er staat een bestand bij, en het is geen bewijs."
    if content is None:
        return "het bestand staat er nog, en de inhoud is er niet meer."
    if said.get("sha256") != hashlib.sha256(file).hexdigest():
        return "het bewaarde bestand is gewijzigd nadat het is vastgelegd."
    return ""


def _said(content: str | None) -> dict[str, object] | None:
    """Return what an event says; None where that can't be read, as the chain will show."""
    try:
        return dict(json.loads(content or "{}"))
    except UNSOUND:
        return None


def orphan_faults(db: "File") -> list[str]:
    """Return what belongs to nothing: contents and files by event, the rest by how much it is."""
    faults = []
    alone = 0
    for table, words in _WITHOUT_EVENT.items():
        rows = db.execute(
            f"SELECT d.nummer, x.nummer FROM {table} AS x"  # noqa: S608 - a name of our own
            " LEFT JOIN dossiers AS d ON d.id = x.dossier"
            " LEFT JOIN gebeurtenissen AS g ON g.dossier = x.dossier AND g.nummer = x.nummer"
            " WHERE g.nummer IS NULL ORDER BY d.jaar, d.volgnummer, x.nummer"
        )
        for case, one in rows:
            alone += case is None
            if case is not None:
                faults.append(f"Dossier {clean_line(case)}, gebeurtenis {one}: {words}")
    alone += sum(db.execute(query).fetchone()[0] for query in _ALONE)
    if alone:
        faults.append(
            f"Er ontbreekt iets: {alone} vastgelegde regels horen bij geen enkel dossier."
        )
    return faults


_WITHOUT_EVENT = {
    "inhoud": "ontbreekt, en de inhoud ervan staat er nog.",
    "bestanden": "ontbreekt, en het bestand dat erbij hoort staat er nog.",
}
_ALONE = (
    "SELECT count(*) FROM gebeurtenissen WHERE dossier NOT IN (SELECT id FROM dossiers)",
    (
        "SELECT count(*) FROM uitvoer WHERE dossier IS NOT NULL"
        " AND dossier NOT IN (SELECT id FROM dossiers)"
    ),
    "SELECT count(*) FROM bestanden WHERE plaats <> dossier * 1000000 + nummer",
)


def plan_faults(db: "File") -> list[str]:
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
