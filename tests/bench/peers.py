"""What the program is measured against: scripts that load the same parts and do the bare thing."""

from pathlib import Path

_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)

@app.command()
def een() -> None:
    {work}

@app.command()
def twee() -> None:
    print("twee")

app()
"""
MINIMAL = _TYPER.format(work='print("een")')
_RENDER = """
    from jinja2 import FileSystemLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    loader = FileSystemLoader({folder!r})
    found = ImmutableSandboxedEnvironment(loader=loader, trim_blocks=True, lstrip_blocks=True)
    print(found.get_template("statement.md.j2").render(
        gesproken=False, aangifte=False, kort=False
    ))
"""


def with_jinja(templates: Path) -> str:
    """Return the same program, rendering one of the program's own templates."""
    return _TYPER.format(work=_RENDER.format(folder=str(templates)))


OPENING = """
import sys
from sqlcipher3 import dbapi2

def opened(path, secret):
    connection = dbapi2.connect(f"file:{path}?mode=rw", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.set_key(secret.encode())
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (
        "journal_mode = truncate", "synchronous = 2", "foreign_keys = 1",
        "recursive_triggers = 1", "secure_delete = 1", "trusted_schema = 0",
        "busy_timeout = 10000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchone()
    return connection
"""
EVENTS = (
    "SELECT d.nummer, g.*, i.inhoud, i.zout FROM dossiers AS d"
    " JOIN gebeurtenissen AS g ON g.dossier = d.id"
    " LEFT JOIN inhoud AS i ON i.dossier = g.dossier AND i.nummer = g.nummer"
    " ORDER BY d.jaar, d.volgnummer, g.nummer"
)
LISTING = f"""
import typer
import rich.table
import sys
import sqlcipher3
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
import sqlite_utils
{OPENING}
db = sqlite_utils.Database(opened(sys.argv[1], sys.argv[2]))
print(len(db.conn.execute({EVENTS!r}).fetchall()))
"""
ASKING = f"""
import sys
import tomllib
import typer
import questionary
import rich.console
import sqlcipher3
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
import sqlite_utils
{OPENING}
with open(sys.argv[3], "rb") as file:
    tomllib.load(file)
sqlite_utils.Database(opened(sys.argv[1], sys.argv[2]))
print("Eerste vraag?", flush=True)
sys.stdin.readline()
"""
REMEMBERED = """
import sys
from scala_cli import keystore
key = sys.argv[1]
keystore.find = lambda _name: key
sys.argv = ["stappenplan", *sys.argv[2:]]
from scala_cli.__main__ import main
main()
"""
"""The program with a key store that answers at once: what the system's own takes isn't ours."""


def written(folder: Path, name: str, text: str) -> Path:
    """Write a script in a folder and return its path."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.py"
    path.write_text(text)
    return path
