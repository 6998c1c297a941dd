"""The tables and the triggers that keep them append-only, as sqlite-utils migrations.

A migration that was released is never changed; a new one is added below it.
"""

import re
from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from scala_cli.case.events import ORIGIN
from scala_cli.dossier import driver, versions

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations(versions.MIGRATIONS)

_NOT_OURS = re.compile(r"zoek_|_sqlite_migrations$")
"""The tables behind the index over all text, and that of the migrations."""

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

# The index holds words and places, not text: passages come from the content that is there. It is
# kept by triggers, so what is emptied is out of it in the same statement, and by FTS5's own
# secure-delete out of its pages too. A place is a case's id times a million and a number: an index
# is used only for the very expression that it was made of.
_SEARCH = """
CREATE INDEX inhoud_plaats ON inhoud (dossier * 1000000 + nummer);

CREATE VIEW zoektekst AS
SELECT dossier * 1000000 + nummer AS plaats, (
    SELECT group_concat(atom, ' / ') FROM json_tree(inhoud.inhoud)
    WHERE type = 'text' AND key NOT IN ('door', 'sha256')
) AS tekst
FROM inhoud WHERE inhoud IS NOT NULL;

CREATE VIRTUAL TABLE zoek USING fts5 (
    tekst, content = 'zoektekst', content_rowid = 'plaats',
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

INSERT INTO zoek (zoek, rank) VALUES ('secure-delete', 1);

INSERT INTO zoek (rowid, tekst) SELECT plaats, tekst FROM zoektekst;

CREATE TRIGGER zoek_erbij AFTER INSERT ON inhoud WHEN NEW.inhoud IS NOT NULL
BEGIN
    INSERT INTO zoek (rowid, tekst) SELECT plaats, tekst FROM zoektekst
    WHERE plaats = NEW.dossier * 1000000 + NEW.nummer;
END;

CREATE TRIGGER zoek_eruit BEFORE UPDATE ON inhoud WHEN OLD.inhoud IS NOT NULL
BEGIN
    INSERT INTO zoek (zoek, rowid, tekst) SELECT 'delete', plaats, tekst FROM zoektekst
    WHERE plaats = OLD.dossier * 1000000 + OLD.nummer;
END;
"""

# A file's place follows from its event, as in the index above: with a key of its own, REPLACE
# could put one file in the place of another's. What a file belongs to is emptied first, and the
# file goes with it in the same statement.
_FILES = """
CREATE TABLE bestanden (
    plaats INTEGER PRIMARY KEY,
    dossier INTEGER NOT NULL,
    nummer INTEGER NOT NULL,
    inhoud BLOB NOT NULL,
    FOREIGN KEY (dossier, nummer) REFERENCES gebeurtenissen (dossier, nummer)
) STRICT;

CREATE TRIGGER bestanden_bij_bewijs BEFORE INSERT ON bestanden
WHEN NEW.plaats <> NEW.dossier * 1000000 + NEW.nummer
    OR EXISTS (SELECT 1 FROM bestanden WHERE plaats = NEW.plaats)
    OR NOT EXISTS (
        SELECT 1 FROM gebeurtenissen AS g JOIN inhoud AS i USING (dossier, nummer)
        WHERE dossier = NEW.dossier AND nummer = NEW.nummer
        AND g.soort = 'bewijs' AND i.inhoud IS NOT NULL
    )
BEGIN SELECT RAISE(ABORT, 'een bestand hoort bij een bewijs dat er nog geen heeft'); END;

CREATE TRIGGER bestanden_wissen BEFORE DELETE ON bestanden
WHEN NOT EXISTS (
    SELECT 1 FROM inhoud WHERE dossier = OLD.dossier AND nummer = OLD.nummer AND inhoud IS NULL
)
BEGIN SELECT RAISE(ABORT, 'een bestand gaat alleen weg als zijn gebeurtenis is gewist'); END;

CREATE TRIGGER inhoud_leeg_bestand_weg AFTER UPDATE ON inhoud WHEN NEW.inhoud IS NULL
BEGIN
    DELETE FROM bestanden WHERE plaats = NEW.dossier * 1000000 + NEW.nummer;
END;
"""

# Where files lie is a fact about this computer, not about a case: no part of a chain, and a row
# goes when its file has gone. A path is JSON: it may hold what is no text.
_COPIES = """
CREATE TABLE uitvoer (
    id INTEGER PRIMARY KEY,
    dossier INTEGER REFERENCES dossiers (id),
    soort TEXT NOT NULL,
    pad TEXT NOT NULL,
    gemaakt TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX uitvoer_plaats ON uitvoer (coalesce(dossier, 0), pad);
"""

# What holds for every letter, such as the school's name: no part of a case, and it may change.
_SETTINGS = """
CREATE TABLE instellingen (
    naam TEXT PRIMARY KEY,
    waarde TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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


@migrations()
def m002_search(db: "Database") -> None:
    """Make an index over all text, of what is there already too."""
    _script(db, _SEARCH)


@migrations()
def m003_files_and_copies(db: "Database") -> None:
    """Make room for the files kept with evidence, and for where exports and backups lie."""
    _script(db, _FILES)
    _script(db, _REFUSE.format(table="bestanden", verb="UPDATE"))
    _script(db, _COPIES)


@migrations()
def m004_settings(db: "Database") -> None:
    """Make room for what was told once for every letter."""
    _script(db, _SETTINGS)


def migrate(db: driver.File) -> None:
    """Bring a file's tables up to date."""
    migrations.apply(driver.library(db))


def objects(db: driver.File) -> dict[tuple[str, str], str | None]:
    """Return the SQL of every table, index, view and trigger, by kind and name.

    Of what a library makes as it likes only the name counts.
    """
    rows = db.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {
        (kind, name): None if kind == "table" and _NOT_OURS.match(name) else sql
        for kind, name, sql in rows
    }


def _script(db: "Database", sql: str) -> None:
    """Run statements one by one: the driver's own `executescript` would commit first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.execute(statement)
            statement = ""
