"""Searching all text, and checking every chain."""

import hashlib
from collections.abc import Iterator

from scala_cli import clock
from scala_cli.commands.reading import readable_cases
from scala_cli.dossier.search import query
from scala_cli.dossier.store import Dossier
from tests.bench import making, peers
from tests.bench.measuring import Row, timed, turns


def rows(made: making.Made) -> Iterator[Row]:
    """Yield what searching and checking take beside the bare question and the bare loop."""
    with Dossier.open(made.folder, making.key(made.folder), clock.now) as dossier:
        size = f"{made.events:,} gebeurtenissen".replace(",", ".")
        mine, other = turns(timed(lambda: _find(dossier)), timed(lambda: _bare(dossier)))
        yield Row(f"dossier zoek in {size}", "de kale FTS5-vraag", mine, other, 1.5)
        mine, other = turns(timed(lambda: _check(dossier)), timed(lambda: _hash(dossier)))
        yield Row(f"controleer over {size}", "kaal lezen en hashen", mine, other, 2)


def _find(dossier: Dossier) -> None:
    found = dossier.search(making.RARE)
    with readable_cases(dossier, dict.fromkeys(hit.case for hit in found)) as cases:
        assert [case.title for case in cases]


def _bare(dossier: Dossier) -> None:
    found = dossier._db.execute(
        "SELECT rowid, snippet(zoek, 0, '', '', '…', 12) FROM zoek WHERE zoek MATCH ?"
        " ORDER BY rowid DESC",
        [query(making.RARE)],
    )
    assert found.fetchall()


def _check(dossier: Dossier) -> None:
    assert not dossier.faults()


def _hash(dossier: Dossier) -> None:
    for row in dossier._db.execute(peers.EVENTS):
        hashlib.sha256("|".join(map(str, row)).encode()).hexdigest()
