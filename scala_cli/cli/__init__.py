"""The command line: parse, wire, and turn errors into a Dutch sentence and an exit code.

Click binds its translations when it is imported, so they are put in place before the rest.
"""

from scala_cli import dutch

dutch.install()

from scala_cli.cli.app import app  # noqa: E402
from scala_cli.cli.ending import run  # noqa: E402

__all__ = ["app", "run"]
