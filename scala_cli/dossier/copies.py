"""Where files lie that were made from the dossier: a fact about this computer, not about a case."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scala_cli.dossier.reading import PUT_BACK, UNSOUND
from scala_cli.errors import DossierUnusable
from scala_cli.files import shown

if TYPE_CHECKING:
    from scala_cli.dossier.driver import File

EXPORT = "export"
BACKUP = "reservekopie"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file made from the dossier, `made` (a UTC stamp) at an absolute path.

    `number` is of its case, None where it is of all. It may have gone from there since.
    """

    kind: str
    path: Path
    number: str | None
    made: str


def note(db: "File", kind: str, path: Path, case_id: int | None, made: str) -> None:
    """Note where a file was made; again at the same place it is the new moment that counts."""
    db.execute(
        "INSERT INTO uitvoer (dossier, soort, pad, gemaakt) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (coalesce(dossier, 0), pad)"
        " DO UPDATE SET soort = excluded.soort, gemaakt = excluded.gemaakt",
        [case_id, kind, _text(path.absolute()), made],
    )


def noted(db: "File", path: Path) -> list[Copy]:
    """Return every place that was noted, the oldest first.

    Raises `DossierUnusable` when that list was changed.
    """
    rows = db.execute(
        "SELECT soort, pad, d.nummer, gemaakt FROM uitvoer"
        " LEFT JOIN dossiers AS d ON d.id = uitvoer.dossier ORDER BY gemaakt, uitvoer.id"
    )
    try:
        return [Copy(kind, Path(json.loads(at)), number, made) for kind, at, number, made in rows]
    except UNSOUND as error:
        raise DossierUnusable(
            f"De lijst van gemaakte bestanden in {shown(path)} is gewijzigd en niet te "
            f"lezen. De dossiers zelf staan daar los van. {PUT_BACK}"
        ) from error


def forget(db: "File", copy: Copy) -> None:
    """Note no longer where a file lies; noting again in between keeps it."""
    db.execute(
        "DELETE FROM uitvoer WHERE pad = ? AND soort = ? AND gemaakt = ?"
        " AND dossier IS (SELECT id FROM dossiers WHERE nummer = ?)",
        [_text(copy.path), copy.kind, copy.made, copy.number],
    )


def _text(path: Path) -> str:
    # A name may hold bytes that are no UTF-8: those are escaped, as everything beyond ASCII.
    return json.dumps(str(path))
