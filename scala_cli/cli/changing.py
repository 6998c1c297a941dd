"""The commands that correct a case, and the one that erases what it says."""

from typing import Annotated

import typer

from scala_cli.cli.app import dossier_commands, run_of
from scala_cli.cli.options import NeededNumber
from scala_cli.cli.parser import Command

_Step = Annotated[
    str | None,
    typer.Argument(
        metavar="[STAP]", help="Id van de stap, zoals 'wie' of 'medewerker/aanspreken'."
    ),
]
_Fields = Annotated[
    list[str] | None,
    typer.Option("--veld", metavar="NAAM=WAARDE", help="Een gegeven. Mag vaker."),
]


@dossier_commands.command("vul-aan", cls=Command)
def supplement(
    ctx: typer.Context, number: NeededNumber, step: _Step = None, fields: _Fields = None
) -> None:
    """Vul in wat bij een antwoord nog leeg is.

    Laat STAP en gegevens liever weg, dan vraagt het programma ernaar. Wat op de opdrachtregel
    staat, kan in de geschiedenis van de terminal blijven.
    """
    from scala_cli.commands import correcting

    correcting.supplement(run_of(ctx), number, step, fields or [])


@dossier_commands.command("herzie", cls=Command)
def revise(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    number: NeededNumber,
    step: _Step = None,
    choice: Annotated[
        list[str] | None,
        typer.Option("--keuze", metavar="K", help="Het nieuwe antwoord. Soms mag er meer dan één."),
    ] = None,
    fields: _Fields = None,
    skip: Annotated[
        str | None,
        typer.Option("--overslaan", metavar="REDEN", help="De stap is toch niet gedaan; waarom."),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reden", metavar="TEKST", help="Waarom het antwoord verandert."),
    ] = None,
) -> None:
    """Wijzig een eerder antwoord, met een reden.

    Het eerdere antwoord blijft te lezen. '--veld NAAM=' maakt een gegeven leeg. Laat STAP en
    gegevens liever weg, dan vraagt het programma ernaar. Wat op de opdrachtregel staat, kan in de
    geschiedenis van de terminal blijven.
    """
    from scala_cli.commands import changes, correcting

    asked = changes.Asked(choice or (), fields or (), skip, reason)
    correcting.revise(run_of(ctx), number, step, asked)


@dossier_commands.command("wis", cls=Command)
def erase(
    ctx: typer.Context,
    number: NeededNumber,
    meant: Annotated[
        str | None,
        typer.Argument(
            metavar="[WAT]",
            help="Nummer van een gebeurtenis, of id van een stap; anders het hele dossier.",
        ),
    ] = None,
    ground: Annotated[
        str | None,
        typer.Option("--grond", metavar="TEKST", help="Waarom het weg moet. Dit blijft staan."),
    ] = None,
) -> None:
    """Wis de tekst van één gebeurtenis, of van een heel dossier.

    U ziet eerst wat er weggaat. Er wordt pas gewist als u daarna een woord typt. Een heel dossier
    kan alleen als het gesloten is.
    """
    from scala_cli.commands import erasing

    erasing.erase(run_of(ctx), number, meant, ground)
