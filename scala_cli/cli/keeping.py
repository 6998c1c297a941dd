"""The commands that keep house: files out, the dossier file itself, and what may go from it."""

from pathlib import Path
from typing import Annotated

import typer

from scala_cli.cli.app import commands, run_of
from scala_cli.cli.options import Json, Number, Overwrite, case_number, one_of
from scala_cli.cli.parser import Command


@commands.command("exporteer", cls=Command)
def export(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NR]...", help="Nummers van dossiers, zoals 2026-001.", parser=case_number
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--alles", help="Alle dossiers.")] = False,
    form: Annotated[
        str,
        typer.Option(
            "--vorm",
            metavar="md|pdf|json",
            help="De vorm.",
            autocompletion=one_of("md", "pdf", "json"),
        ),
    ] = "md",
    reader: Annotated[
        str,
        typer.Option(
            "--voor",
            metavar="volledig|bestuur|betrokkene|politie",
            help="Voor wie het is; volledig is het hele dossier.",
            autocompletion=one_of("volledig", "bestuur", "betrokkene", "politie"),
        ),
    ] = "volledig",
    folder: Annotated[
        Path, typer.Option("--naar", metavar="MAP", help="De map; anders de huidige map.")
    ] = Path(),
    overwrite: Overwrite = False,
) -> None:
    """Schrijf dossiers naar leesbare bestanden."""
    from scala_cli.commands import export as exporting

    wish = exporting.Wish(tuple(numbers or ()), everything, form, reader, folder, overwrite)
    exporting.export(run_of(ctx), wish)


@commands.command("controleer", cls=Command)
def check(
    ctx: typer.Context,
    number: Number = None,
    head: Annotated[
        str | None,
        typer.Option("--kop", metavar="KOP", help="De kop die op een uitdraai staat."),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option("--aantal", metavar="N", help="Het aantal dat op die uitdraai staat."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Controleer het bestand, de ketens en een uitdraai."""
    from scala_cli.commands import checking

    paper = checking.printed(number, head, count)
    checking.check(run_of(ctx), number, paper, as_json=as_json)


@commands.command("instellingen", cls=Command)
def preferences(  # noqa: PLR0913 - the command's own options
    ctx: typer.Context,
    change: Annotated[
        bool, typer.Option("--wijzig-wachtwoord", help="Geef het dossier een ander wachtwoord.")
    ] = False,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--nieuw-wachtwoordbestand",
            metavar="BESTAND",
            help="Bestand met het nieuwe wachtwoord op de eerste regel.",
        ),
    ] = None,
    remember: Annotated[
        bool,
        typer.Option(
            "--onthoud-sleutel", help="Bewaar de sleutel in de sleutelbos van het systeem."
        ),
    ] = False,
    forget: Annotated[
        bool, typer.Option("--vergeet-sleutel", help="Haal de sleutel weer uit de sleutelbos.")
    ] = False,
    details: Annotated[
        list[str] | None,
        typer.Option(
            "--school",
            metavar="NAAM=WAARDE",
            help="Een gegeven van de school voor in brieven, zoals naam=...; mag vaker.",
        ),
    ] = None,
) -> None:
    """Wijzig het wachtwoord, onthoud de sleutel, vul de school in."""
    from scala_cli.commands.preferences import preferences as show_or_change

    show_or_change(
        run_of(ctx),
        change=change,
        password_file=password_file,
        remember=remember,
        forget=forget,
        details=details or (),
    )


@commands.command("reservekopie", cls=Command)
def back_up(
    ctx: typer.Context,
    target: Annotated[
        Path,
        typer.Option("--naar", metavar="PAD", help="Map of bestand; anders de huidige map."),
    ] = Path(),
    overwrite: Overwrite = False,
) -> None:
    """Maak een versleutelde kopie van alle dossiers."""
    from scala_cli.commands import keeping

    keeping.back_up(run_of(ctx), target, overwrite=overwrite)


@commands.command("herstel", cls=Command)
def restore(
    ctx: typer.Context,
    backup: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="Het bestand van de reservekopie.")
    ],
) -> None:
    """Zet een reservekopie terug.

    Het dossier dat er nu staat, blijft ernaast bewaard.
    """
    from scala_cli.commands import keeping

    keeping.restore(run_of(ctx), backup)


@commands.command("opschonen", cls=Command)
def clean_up(ctx: typer.Context) -> None:
    """Wis gesloten dossiers die lang genoeg zijn bewaard.

    U ziet eerst welke dat zijn. Er wordt pas gewist als u daarna een woord typt.
    """
    from scala_cli.commands import cleaning

    cleaning.clean_up(run_of(ctx))
