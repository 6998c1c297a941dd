"""How a run ends: every error becomes a Dutch sentence and an exit code.

The only place that exits.
"""

import contextlib
import sys
from pathlib import Path
from typing import NoReturn

import click

from scala_cli import streams
from scala_cli.cli.app import NAME, app
from scala_cli.errors import DossierUnusable, Interrupted, StappenplanError, Stopped, WrongUse
from scala_cli.settings import Settings, command_lines, drilling
from scala_cli.text import clean

_INTERRUPTED = Interrupted.exit_code
_SAFE = "Alles wat was bewaard, is er nog."
_NO_OUTPUT = (
    "De uitvoer kan niet worden geschreven: er is geen ruimte meer of de bestemming werkt niet. "
    f"{_SAFE}"
)


def run(args: list[str] | None = None) -> NoReturn:
    """Run the program and exit with the code of the contract."""
    streams.prepare()
    code, sentence = outcome(args)
    # What is small is only written now; whether that works is part of the outcome.
    if not all([streams.written(sys.stdout), streams.written(sys.stderr)]):
        code = DossierUnusable.exit_code
        sentence = sentence if sentence == _NO_OUTPUT else f"{_NO_OUTPUT} {sentence}"
    if sentence:
        _tell(sentence, code)
    raise SystemExit(code)


def outcome(args: list[str] | None, opened: Settings | None = None) -> tuple[int, str]:
    """Return the exit code, and the sentence for whoever reads stderr.

    `opened` are settings that hold already, as for a command chosen from the home menu.
    """
    # Until the line has been read: what is wrong with the line itself has to do with neither.
    drilling(on=False)
    try:
        code: int = app(args=args, prog_name=NAME, standalone_mode=False, obj=opened) or 0
    except click.Abort:
        # What Typer makes of an EOFError.
        return Stopped.exit_code, f"De invoer hield op. {_SAFE}"
    except click.ClickException as error:
        return WrongUse.exit_code, _usage(error)
    except StappenplanError as error:
        return error.exit_code, command_lines(str(error))
    except SystemExit:
        # What Typer makes of a broken pipe: whoever read the output has gone, as with `| head`.
        streams.discard(sys.stdout)
        return 0, ""
    except Exception as error:  # noqa: BLE001 - a bug: its text may hold an answer, so no trace
        # What works with files turns its errors into its own; this one is of a stream.
        lost = isinstance(error, OSError) and error.filename is None
        return (DossierUnusable.exit_code, _NO_OUTPUT) if lost else (1, _bug(error))
    return code, f"Onderbroken. {_SAFE}" if code == _INTERRUPTED else ""


def _tell(sentence: str, code: int) -> None:
    # Ctrl-C leaves its mark on the line where someone was typing.
    start = "\n" if code == _INTERRUPTED and sys.stderr.isatty() else ""
    with contextlib.suppress(OSError):
        # It may repeat a word from the command line, which may hold anything.
        print(start + streams.fitted(clean(sentence), sys.stderr), file=sys.stderr, flush=True)
        return
    streams.discard(sys.stderr)


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        # Its message is the whole help, with the list of commands.
        print(error.format_message())
        return "Welke opdracht? Kies er een uit de lijst."
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else NAME
    return f"{error.format_message()} Uitleg: {command} --help"


def _bug(error: BaseException) -> str:
    """Return where it went wrong, without what was being worked on."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return (
        f"Er ging iets mis in het programma zelf ({type(error).__name__}, {where}). Alles wat was "
        "bewaard, is er nog. Probeer het opnieuw; gebeurt het weer, geef deze regel dan door."
    )
