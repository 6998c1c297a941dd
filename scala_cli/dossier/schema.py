"""The tables and the triggers that keep them append-only, as sqlite-utils migrations.

A migration that was released is never changed; a new one is added below it.
"""

from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from scala_cli.case.events import ORIGIN

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x53545050
"""What marks the file as a dossier of this program (`STPP`), in the file's header."""

migrations = Migrations("stappenplan")

# Without rowids an event has one identity, (dossier, nummer), so no other key can collide
# with it. `BEFORE INSERT` also stops REPLACE and UPSERT from a connection that has
# recursive_triggers off.
_EVENTS = """
CREATE TABLE dossiers (
    id INTEGER PRIMARY KEY,
    jaar INTEGER NOT NULL,
    volgnummer INTEGER NOT NULL,
    nummer TEXT NOT NULL UNIQUE,
    UNIQUE (jaar, volgnummer)
) STRICT;

CREATE TABLE plannen (
    sha256 TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    versie INTEGER NOT NULL,
    inhoud TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gebeurtenissen (
    dossier INTEGER NOT NULL REFERENCES dossiers (id),
    nummer INTEGER NOT NULL,
    gebeurd TEXT NOT NULL,
    vastgelegd TEXT NOT NULL,
    soort TEXT NOT NULL,
    stap TEXT,
    bezoek INTEGER,
    keuze TEXT,
    inhoud_hash TEXT NOT NULL,
    vorige TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (dossier, nummer)
) STRICT, WITHOUT ROWID;

CREATE TABLE inhoud (
    dossier INTEGER NOT NULL,
    nummer INTEGER NOT NULL,
    zout TEXT,
    inhoud TEXT,
    PRIMARY KEY (dossier, nummer),
    FOREIGN KEY (dossier, nummer) REFERENCES gebeurtenissen (dossier, nummer)
) STRICT, WITHOUT ROWID;
"""

# `gewist` and the emptying that it stands for are one: recording the event empties the contents
# that it names, and nothing else can.
_ERASING = """
CREATE TRIGGER gewist_noemt_eerdere BEFORE INSERT ON gebeurtenissen
WHEN NEW.soort = 'gewist' AND EXISTS (
    SELECT 1 FROM json_each(NEW.keuze)
    WHERE CAST(value AS INTEGER) NOT BETWEEN 1 AND NEW.nummer - 1
)
BEGIN SELECT RAISE(ABORT, 'gewist noemt eerdere gebeurtenissen'); END;

CREATE TRIGGER gewist_leegt AFTER INSERT ON gebeurtenissen WHEN NEW.soort = 'gewist'
BEGIN
    UPDATE inhoud SET inhoud = NULL, zout = NULL
    WHERE dossier = NEW.dossier AND inhoud IS NOT NULL
    AND nummer IN (SELECT CAST(value AS INTEGER) FROM json_each(NEW.keuze));
END;

CREATE TRIGGER inhoud_legen BEFORE UPDATE ON inhoud
WHEN OLD.inhoud IS NULL OR NEW.inhoud IS NOT NULL OR NEW.zout IS NOT NULL
    OR NEW.dossier <> OLD.dossier OR NEW.nummer <> OLD.nummer
    OR NOT EXISTS (
        SELECT 1 FROM gebeurtenissen AS g, json_each(g.keuze)
        WHERE g.dossier = OLD.dossier AND g.soort = 'gewist'
        AND CAST(value AS INTEGER) = OLD.nummer
    )
BEGIN SELECT RAISE(ABORT, 'inhoud wordt alleen geleegd door een gebeurtenis gewist'); END;
"""

_REFUSE = """
CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is alleen aan te vullen'); END;
"""

_IN_ORDER = """
CREATE TRIGGER gebeurtenissen_op_volgorde BEFORE INSERT ON gebeurtenissen
WHEN NEW.nummer <> 1 + (
        SELECT coalesce(max(nummer), 0) FROM gebeurtenissen WHERE dossier = NEW.dossier
    )
    OR NEW.vorige <> coalesce(
        (SELECT hash FROM gebeurtenissen WHERE dossier = NEW.dossier
         ORDER BY nummer DESC LIMIT 1),
        '{origin}'
    )
BEGIN SELECT RAISE(ABORT, 'een gebeurtenis sluit aan op de vorige'); END;

CREATE TRIGGER inhoud_eenmaal BEFORE INSERT ON inhoud
WHEN EXISTS (SELECT 1 FROM inhoud WHERE dossier = NEW.dossier AND nummer = NEW.nummer)
BEGIN SELECT RAISE(ABORT, 'inhoud is alleen aan te vullen'); END;

CREATE TRIGGER plannen_eenmaal BEFORE INSERT ON plannen
WHEN EXISTS (SELECT 1 FROM plannen WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'plannen is alleen aan te vullen'); END;

CREATE TRIGGER dossiers_eenmaal BEFORE INSERT ON dossiers
WHEN EXISTS (
    SELECT 1 FROM dossiers WHERE id = NEW.id OR nummer = NEW.nummer
    OR (jaar = NEW.jaar AND volgnummer = NEW.volgnummer)
)
BEGIN SELECT RAISE(ABORT, 'dossiers is alleen aan te vullen'); END;
"""


@migrations()
def m001_cases_and_events(db: "Database") -> None:
    """Make the tables, and refuse whatever isn't adding to them."""
    _script(db, _EVENTS)
    _script(db, _ERASING)
    for table, verbs in {
        "dossiers": ("UPDATE", "DELETE"),
        "plannen": ("UPDATE", "DELETE"),
        "gebeurtenissen": ("UPDATE", "DELETE"),
        "inhoud": ("DELETE",),
    }.items():
        for verb in verbs:
            _script(db, _REFUSE.format(table=table, verb=verb))
    _script(db, _IN_ORDER.format(origin=ORIGIN))


def _script(db: "Database", sql: str) -> None:
    """Run statements one by one: the driver's own `executescript` would commit first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.execute(statement)
            statement = ""
