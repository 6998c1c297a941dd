"""The command line: parse, wire, and turn errors into a Dutch sentence and an exit code.

The only place that exits.
"""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

from scala_cli import __version__, clock, dutch
from scala_cli.errors import Interrupted, StappenplanError, Stopped, WrongUse
from scala_cli.settings import settings
from scala_cli.text import clean

dutch.install()

# Click binds its translations when it is imported, so these come after `install`.
import click  # noqa: E402
import typer  # noqa: E402
from typer.core import TyperCommand, TyperGroup  # noqa: E402

NAME = "stappenplan"
_INTERRUPTED = Interrupted.exit_code
_SAFE = "Alles wat was bewaard, is er nog."
_GLOBAL_VALUES = ("--map", "--wachtwoordbestand")
_GLOBAL_FLAGS = ("--eenvoudig",)


class _Command(TyperCommand):
    """A command whose usage line is Dutch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        super().__init__(*args, **kwargs)


class _Group(TyperGroup):
    """A group whose usage line is Dutch, and that suggests a command for a mistyped one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        kwargs["subcommand_metavar"] = "OPDRACHT ..."
        # Click suggests too, and its sentence can be translated.
        kwargs["suggest_commands"] = False
        super().__init__(*args, **kwargs)


class _Root(_Group):
    """The whole program; its own options may stand anywhere on the line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Bring the options that hold for every command to the front."""
        return super().parse_args(ctx, _global_first(args))


def _global_first(args: list[str]) -> list[str]:
    front: list[str] = []
    rest: list[str] = []
    ahead = list(args)
    while ahead:
        word = ahead.pop(0)
        if word == "--":
            return [*front, *rest, word, *ahead]
        if word in _GLOBAL_VALUES and ahead:
            front += [word, ahead.pop(0)]
        elif word in _GLOBAL_FLAGS or word.startswith(tuple(f"{one}=" for one in _GLOBAL_VALUES)):
            front.append(word)
        else:
            rest.append(word)
    return [*front, *rest]


def _group(help_text: str) -> typer.Typer:
    return typer.Typer(cls=_Group, help=help_text, **_LOOK)


_LOOK: dict[str, Any] = {
    "rich_markup_mode": None,
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
    "no_args_is_help": True,
}
app = typer.Typer(cls=_Root, **{**_LOOK, "no_args_is_help": False})
dossier_app = _group("Het vastgelegde: bekijken.")
plan_app = _group("De stappenplannen zelf: bekijken en controleren.")

_Number = Annotated[
    str | None, typer.Argument(metavar="[NR]", help="Nummer van het dossier, zoals 2026-001.")
]
_NeededNumber = Annotated[
    str, typer.Argument(metavar="NR", help="Nummer van het dossier, zoals 2026-001.")
]
_PlanId = Annotated[str, typer.Argument(metavar="ID", help="Naam van het stappenplan.")]
_Json = Annotated[bool, typer.Option("--json", help="Geef JSON, voor andere programma's.")]
_Answers = Annotated[
    Path | None,
    typer.Option("--antwoorden", metavar="BESTAND", help="Neem de antwoorden uit een bestand."),
]
_Overwrite = Annotated[
    bool, typer.Option("--overschrijf", help="Een bestand dat er al staat mag weg.")
]


@app.callback(invoke_without_command=True)
def main(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="PAD", help="Map waarin het dossier staat (of: STAPPENPLAN_MAP)."
        ),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--wachtwoordbestand",
            metavar="BESTAND",
            help="Bestand met het wachtwoord op de eerste regel (of: STAPPENPLAN_WACHTWOORD).",
        ),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option(
            "--eenvoudig",
            help="Gewone genummerde regels, ook voor schermlezers (of: STAPPENPLAN_EENVOUDIG=1).",
        ),
    ] = False,
    version: Annotated[bool, typer.Option("--versie", help="Toon de versie.")] = False,
) -> None:
    """Leidt een schooldirectie stap voor stap door een incident op sociale media.

    Begin met: stappenplan start
    """
    if version:
        print(f"{NAME} {__version__}")
    elif ctx.invoked_subcommand is None:
        print(ctx.get_help())
    else:
        ctx.obj = settings(folder, password_file, plain=plain, environ=os.environ)
        return
    raise typer.Exit


def _run(ctx: typer.Context, *, as_json: bool = False) -> Any:  # noqa: ANN401 - loaded when used
    """Return what a command works with. With JSON, what people read goes to stderr."""
    from scala_cli.commands.run import Run

    output = sys.stderr if as_json else sys.stdout
    return Run(ctx.obj, clock.now, sys.stdin, output, os.environ.get("TERM", ""))


@app.command(cls=_Command)
def start(
    ctx: typer.Context,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="ID", help="Welk stappenplan; anders 'plaatsing'."),
    ] = None,
    answers: _Answers = None,
    as_json: _Json = False,
) -> None:
    """Open een dossier en loop het stappenplan door."""
    from scala_cli.commands import walk

    walk.start(_run(ctx, as_json=as_json), plan, answers, as_json=as_json)


@app.command(cls=_Command)
def verder(
    ctx: typer.Context, number: _Number = None, answers: _Answers = None, as_json: _Json = False
) -> None:
    """Ga verder met een open dossier."""
    from scala_cli.commands import walk

    walk.go_on(_run(ctx, as_json=as_json), number, answers, as_json=as_json)


@app.command("wat-nu", cls=_Command)
def what_now(ctx: typer.Context, number: _Number = None, as_json: _Json = False) -> None:
    """Wat staat er open, en wat is aan te vullen?"""
    from scala_cli.commands import record

    record.what_now(_run(ctx, as_json=as_json), number, as_json=as_json)


@app.command(cls=_Command)
def statement(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    number: _Number = None,
    channel: Annotated[
        str | None,
        typer.Option("--kanaal", metavar="K", help="Waar het komt te staan, zoals instagram."),
    ] = None,
    short: Annotated[bool, typer.Option("--kort", help="Hoogstens 150 tekens.")] = False,
    aangifte: Annotated[
        bool,
        typer.Option("--aangifte", help="De directie kiest ervoor om aangifte te noemen."),
    ] = False,
    talked: Annotated[
        bool,
        typer.Option("--gesproken", help="Er is met de betrokken persoon gesproken."),
    ] = False,
    copy: Annotated[bool, typer.Option("--kopieer", help="Zet het op het klembord.")] = False,
    target: Annotated[
        Path | None, typer.Option("--naar", metavar="BESTAND", help="Schrijf het in een bestand.")
    ] = None,
    overwrite: _Overwrite = False,
) -> None:
    """Maak het korte statement voor onder het bericht.

    Zonder NR wordt geen dossier gebruikt of veranderd.
    """
    from scala_cli.commands.statement import Wish
    from scala_cli.commands.statement import statement as make

    wish = Wish(channel, short, aangifte, talked, copy, target, overwrite)
    make(_run(ctx), number, wish)


@app.command("exporteer", cls=_Command)
def export(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NR]...", help="Nummers van dossiers, zoals 2026-001."),
    ] = None,
    everything: Annotated[bool, typer.Option("--alles", help="Alle dossiers.")] = False,
    form: Annotated[str, typer.Option("--vorm", metavar="md|json", help="De vorm.")] = "md",
    folder: Annotated[
        Path, typer.Option("--naar", metavar="MAP", help="De map; anders de huidige map.")
    ] = Path(),
    overwrite: _Overwrite = False,
) -> None:
    """Schrijf een dossier naar een bestand, om te bewaren of door te geven."""
    from scala_cli.commands.export import export as write

    write(
        _run(ctx),
        numbers or [],
        folder,
        everything=everything,
        form=form,
        overwrite=overwrite,
    )


@app.command("controleer", cls=_Command)
def check(ctx: typer.Context, as_json: _Json = False) -> None:
    """Controleer het dossierbestand en de keten van elk dossier."""
    from scala_cli.commands import record

    record.check(_run(ctx), as_json=as_json)


@dossier_app.command("lijst", cls=_Command)
def case_list(ctx: typer.Context, as_json: _Json = False) -> None:
    """Toon alle dossiers."""
    from scala_cli.commands import record

    record.case_list(_run(ctx), as_json=as_json)


@dossier_app.command("toon", cls=_Command)
def show_case(ctx: typer.Context, number: _NeededNumber, as_json: _Json = False) -> None:
    """Toon één dossier."""
    from scala_cli.commands import record

    record.show_case(_run(ctx), number, as_json=as_json)


@plan_app.command("lijst", cls=_Command)
def plan_list(ctx: typer.Context) -> None:
    """Toon de stappenplannen."""
    from scala_cli.commands import plans

    plans.plan_list(_run(ctx))


@plan_app.command("toon", cls=_Command)
def show_plan(ctx: typer.Context, plan: _PlanId, as_json: _Json = False) -> None:
    """Toon één stappenplan, met elke stap."""
    from scala_cli.commands import plans

    plans.show_plan(_run(ctx), plan, as_json=as_json)


@plan_app.command("controleer", cls=_Command)
def check_plans(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[BESTAND]...", help="Plannen; anders de meegeleverde."),
    ] = None,
) -> None:
    """Controleer stappenplannen: alle fouten in één keer."""
    from scala_cli.commands import plans

    plans.check_plans(_run(ctx), paths or [])


@plan_app.command("paden", cls=_Command)
def plan_paths(ctx: typer.Context, plan: _PlanId, as_json: _Json = False) -> None:
    """Toon elke weg door een stappenplan."""
    from scala_cli.commands import plans

    plans.plan_paths(_run(ctx), plan, as_json=as_json)


app.add_typer(dossier_app, name="dossier")
app.add_typer(plan_app, name="plan")


def run(args: list[str] | None = None) -> NoReturn:
    """Run the program and exit with the code of the contract."""
    _prepare_streams()
    try:
        code = app(args=args, prog_name=NAME, standalone_mode=False) or 0
        if code == _INTERRUPTED:
            _tell(f"Onderbroken. {_SAFE}", code)
    except click.Abort:
        # What Typer makes of an EOFError.
        code = _tell(f"De invoer hield op. {_SAFE}", Stopped.exit_code)
    except click.ClickException as error:
        code = _tell(_usage(error), WrongUse.exit_code)
    except StappenplanError as error:
        code = _tell(str(error), error.exit_code)
    except SystemExit:
        # What Typer makes of a broken pipe: whoever read the output has gone, as with `| head`.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        code = 0
    except Exception as error:  # noqa: BLE001 - a bug: its text may hold an answer, so no trace
        code = _tell(_bug(error), StappenplanError.exit_code)
    raise SystemExit(code)


def _prepare_streams() -> None:
    """Let output that the console can't show never be an error; pipes get UTF-8."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _tell(sentence: str, code: int) -> int:
    # It may repeat a word from the command line, which may hold anything.
    print(clean(sentence), file=sys.stderr)
    return code


def _usage(error: click.ClickException) -> str:
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
