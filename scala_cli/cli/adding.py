"""The commands of the group `dossier`: what is added to a case apart from its steps."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import dossier_commands, run_of
from scala_cli.cli.options import NeededNumber, case_number, closing_reasons
from scala_cli.cli.parser import Command


@dossier_commands.command("notitie", cls=Command)
def note(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    number: NeededNumber,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEKST]", help="De notitie, tussen aanhalingstekens.")
    ] = None,
    due: Annotated[
        str | None,
        typer.Option(
            "--uiterlijk",
            metavar="DATUM",
            help="Herinner mij: zet het tot dan in 'stappenplan wat-nu'. Ook: over 2 weken.",
        ),
    ] = None,
    hold: Annotated[
        bool,
        typer.Option("--aanhouden", help="Er loopt een procedure: wissen mag niet."),
    ] = False,
    release: Annotated[
        bool, typer.Option("--vrijgeven", help="De procedure is klaar: wissen mag weer.")
    ] = False,
) -> None:
    """Voeg een notitie toe aan een dossier.

    Laat TEKST liever weg en typ hem daarna. Wat op de opdrachtregel staat, kan in de geschiedenis
    van de terminal blijven.
    """
    from scala_cli.commands import adding

    adding.note(run_of(ctx), number, adding.Remark(text, due, hold, release))


@dossier_commands.command("bewijs", cls=Command)
def evidence(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    number: NeededNumber,
    link: Annotated[str | None, typer.Option("--link", metavar="L", help="Waar het staat.")] = None,
    account: Annotated[
        str | None, typer.Option("--account", metavar="A", help="Welk account het plaatste.")
    ] = None,
    finder: Annotated[
        str | None, typer.Option("--vinder", metavar="V", help="Wie het vond.")
    ] = None,
    moment: Annotated[
        str | None,
        typer.Option("--moment", metavar="M", help="Wanneer, zoals 'gisteren 14:30'."),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--tekst", metavar="T", help="Wat er te zien of te lezen is.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--bestand",
            metavar="PAD",
            help="Een schermafbeelding: de naam en een vingerafdruk (SHA-256) komen erin.",
        ),
    ] = None,
    keep_file: Annotated[
        bool,
        typer.Option("--bewaar-bestand", help="Bewaar ook het bestand zelf, tot 5 MB."),
    ] = False,
) -> None:
    """Leg bewijs vast: link, account, vinder en bestand.

    Een beeld van een naakte minderjarige mag nooit worden opgeslagen of doorgestuurd.

    Laat de opties liever weg, dan vraagt het programma ernaar. Wat op de opdrachtregel staat, kan
    in de geschiedenis van de terminal blijven.
    """
    from scala_cli.commands import evidence as command

    given = command.Given(link, account, finder, moment, text, file, keep_file)
    command.evidence(run_of(ctx), number, given)


@dossier_commands.command("koppel", cls=Command)
def link(
    ctx: typer.Context,
    number: NeededNumber,
    other: Annotated[
        str,
        typer.Argument(metavar="ANDER", help="Nummer van het andere dossier.", parser=case_number),
    ],
    reason: Annotated[
        str | None,
        typer.Option("--reden", metavar="TEKST", help="Waarom ze bij elkaar horen."),
    ] = None,
) -> None:
    """Koppel twee dossiers van hetzelfde incident.

    Laat de reden liever weg en typ haar daarna. Wat op de opdrachtregel staat, kan in de
    geschiedenis van de terminal blijven.
    """
    from scala_cli.commands import adding

    adding.link(run_of(ctx), number, other, reason)


@dossier_commands.command("sluit", cls=Command)
def close(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    number: NeededNumber,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reden",
            metavar="ID",
            help="Waarom het sluit, zoals 'afgehandeld'.",
            autocompletion=closing_reasons,
        ),
    ] = None,
    explanation: Annotated[
        str | None, typer.Option("--toelichting", metavar="T", help="Een woord van uitleg.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--bewaren-tot",
            metavar="DATUM",
            help="Tot en met welke dag het blijft; anders het voorstel.",
        ),
    ] = None,
    ground: Annotated[
        str | None,
        typer.Option("--grond", metavar="T", help="Waarom het tot die dag blijft."),
    ] = None,
) -> None:
    """Sluit een dossier, en kies tot wanneer het blijft.

    Laat uitleg liever weg en typ haar daarna. Wat op de opdrachtregel staat, kan in de
    geschiedenis van de terminal blijven.
    """
    from scala_cli.commands import closing

    closing.close(run_of(ctx), number, closing.Wish(reason, explanation, until, ground))


@dossier_commands.command("heropen", cls=Command)
def reopen(
    ctx: typer.Context,
    number: NeededNumber,
    reason: Annotated[
        str | None, typer.Option("--reden", metavar="T", help="Waarom het weer opengaat.")
    ] = None,
) -> None:
    """Open een gesloten dossier weer.

    Laat de reden liever weg en typ haar daarna. Wat op de opdrachtregel staat, kan in de
    geschiedenis van de terminal blijven.
    """
    from scala_cli.commands import closing

    closing.reopen(run_of(ctx), number, reason)
