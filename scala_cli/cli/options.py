"""The options and arguments that more than one command has."""

from pathlib import Path
from typing import Annotated

import typer

Number = Annotated[
    str | None, typer.Argument(metavar="[NR]", help="Nummer van het dossier, zoals 2026-001.")
]
NeededNumber = Annotated[
    str, typer.Argument(metavar="NR", help="Nummer van het dossier, zoals 2026-001.")
]
PlanId = Annotated[str, typer.Argument(metavar="ID", help="Naam van het stappenplan.")]
Json = Annotated[bool, typer.Option("--json", help="Geef JSON, voor andere programma's.")]
Answers = Annotated[
    Path | None,
    typer.Option("--antwoorden", metavar="BESTAND", help="Neem de antwoorden uit een bestand."),
]
Year = Annotated[
    int | None, typer.Option("--jaar", metavar="JAAR", help="Alleen geopend in dit jaar.")
]
InPlan = Annotated[
    str | None, typer.Option("--plan", metavar="ID", help="Alleen met dit stappenplan.")
]
Status = Annotated[
    str | None, typer.Option("--status", metavar="open|gesloten", help="Alleen met deze status.")
]
Platform = Annotated[
    str | None, typer.Option("--platform", metavar="P", help="Alleen op dit platform.")
]
Target = Annotated[
    Path | None,
    typer.Option("--naar", metavar="PAD", help="Het bestand; anders in de huidige map."),
]
Overwrite = Annotated[
    bool, typer.Option("--overschrijf", help="Een bestand dat er al staat mag weg.")
]
