"""The command line: parse, wire, and turn errors into a Dutch sentence and an exit code.

The only place that exits.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

from scala_cli import __version__, clock, dutch, streams
from scala_cli.errors import DossierUnusable, Interrupted, StappenplanError, Stopped, WrongUse
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
_NO_OUTPUT = (
    "De uitvoer kan niet worden geschreven: er is geen ruimte meer of de bestemming werkt niet. "
    f"{_SAFE}"
)
_GLOBAL_VALUES = ("--map", "--wachtwoordbestand")
_GLOBAL_FLAGS = ("--eenvoudig",)


class _Command(TyperCommand):
    """A command whose usage line is Dutch, and that takes no empty values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty value, which would otherwise read as none or as this folder."""
        rest = super().parse_args(ctx, args)
        _refuse_empty(ctx)
        return rest


class _Group(TyperGroup):
    """The same for a group; it suggests a command for a mistyped one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Click's own
        kwargs["options_metavar"] = "[OPTIES]"
        kwargs["subcommand_metavar"] = "OPDRACHT ..."
        # Click suggests too, and its sentence can be translated.
        kwargs["suggest_commands"] = False
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty value."""
        rest = super().parse_args(ctx, args)
        _refuse_empty(ctx)
        return rest


def _refuse_empty(ctx: click.Context) -> None:
    for parameter in ctx.command.params:
        value = ctx.params.get(parameter.name or "")
        values = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(one, str) and not one.strip() for one in values):
            hint = parameter.get_error_hint(ctx).strip("'")
            raise click.UsageError(f"De waarde van {hint} is leeg.", ctx)


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
dossier_app = _group("Dossiers bekijken en doorzoeken.")
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
_Year = Annotated[
    int | None, typer.Option("--jaar", metavar="JAAR", help="Alleen geopend in dit jaar.")
]
_InPlan = Annotated[
    str | None, typer.Option("--plan", metavar="ID", help="Alleen met dit stappenplan.")
]
_Status = Annotated[
    str | None, typer.Option("--status", metavar="open|gesloten", help="Alleen met deze status.")
]
_Platform = Annotated[
    str | None, typer.Option("--platform", metavar="P", help="Alleen op dit platform.")
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
    """Schrijf dossiers naar leesbare bestanden."""
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
def case_list(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    year: _Year = None,
    plan: _InPlan = None,
    status: _Status = None,
    platform: _Platform = None,
    as_json: _Json = False,
) -> None:
    """Toon alle dossiers, of een deel ervan."""
    from scala_cli.commands import record

    run_ = _run(ctx)
    record.case_list(run_, run_.selection(year, plan, status, platform), as_json=as_json)


@dossier_app.command("zoek", cls=_Command)
def find(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WOORD...", help="Woorden, of het begin ervan.")
    ],
    year: _Year = None,
    plan: _InPlan = None,
    status: _Status = None,
    platform: _Platform = None,
    as_json: _Json = False,
) -> None:
    """Zoek in alle tekst van alle dossiers."""
    from scala_cli.commands import record

    run_ = _run(ctx)
    selection = run_.selection(year, plan, status, platform)
    record.find(run_, " ".join(words), selection, as_json=as_json)


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
    streams.prepare()
    code, sentence = _outcome(args)
    # What is small is only written now; whether that works is part of the outcome.
    if not all([streams.written(sys.stdout), streams.written(sys.stderr)]):
        code = DossierUnusable.exit_code
        sentence = sentence if sentence == _NO_OUTPUT else f"{_NO_OUTPUT} {sentence}"
    if sentence:
        _tell(sentence, code)
    raise SystemExit(code)


def _outcome(args: list[str] | None) -> tuple[int, str]:
    """Return the exit code, and the sentence for whoever reads stderr."""
    try:
        code: int = app(args=args, prog_name=NAME, standalone_mode=False) or 0
    except click.Abort:
        # What Typer makes of an EOFError.
        return Stopped.exit_code, f"De invoer hield op. {_SAFE}"
    except click.ClickException as error:
        return WrongUse.exit_code, _usage(error)
    except StappenplanError as error:
        return error.exit_code, str(error)
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
        print(f"{start}{clean(sentence)}", file=sys.stderr, flush=True)
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
