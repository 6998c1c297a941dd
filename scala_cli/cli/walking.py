"""The commands of an incident: start, go on, what now, statement."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import commands, run_of
from scala_cli.cli.options import Answers, Channel, Json, Number, Overwrite, plan_ids
from scala_cli.cli.parser import Command


@commands.command(cls=Command)
def start(
    ctx: typer.Context,
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan",
            metavar="ID",
            help="Welk stappenplan; anders 'plaatsing'.",
            autocompletion=plan_ids,
        ),
    ] = None,
    answers: Answers = None,
    as_json: Json = False,
) -> None:
    """Open een dossier en loop het stappenplan door."""
    from scala_cli.commands import walk

    walk.start(run_of(ctx, as_json=as_json), plan, answers, as_json=as_json)


@commands.command(cls=Command)
def verder(
    ctx: typer.Context, number: Number = None, answers: Answers = None, as_json: Json = False
) -> None:
    """Ga verder met een open dossier."""
    from scala_cli.commands import walk

    walk.go_on(run_of(ctx, as_json=as_json), number, answers, as_json=as_json)


@commands.command("wat-nu", cls=Command)
def what_now(
    ctx: typer.Context,
    number: Number = None,
    met: Annotated[
        int | None,
        typer.Option(
            "--gehaald",
            metavar="N",
            help="Streep een termijn af: N is het nummer van de gebeurtenis die erbij staat.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Wat staat er open, wat is aan te vullen en wat moet er wanneer af zijn."""
    from scala_cli.commands import deadlines

    run_ = run_of(ctx, as_json=as_json)
    if met is None:
        deadlines.what_now(run_, number, as_json=as_json)
    else:
        deadlines.meet(run_, number, met, as_json=as_json)


@commands.command(cls=Command)
def statement(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    number: Number = None,
    channel: Channel = None,
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
    overwrite: Overwrite = False,
) -> None:
    """Maak het korte statement voor onder het bericht.

    Zonder NR wordt geen dossier gebruikt of veranderd.
    """
    from scala_cli.commands.statement import Wish
    from scala_cli.commands.statement import statement as make

    wish = Wish(channel, short, aangifte, talked, copy, target, overwrite)
    make(run_of(ctx), number, wish)
