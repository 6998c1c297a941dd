"""The options and arguments that more than one command has, and what each can be completed with.

A shell asks for the latter at every Tab: they are names that lie open, never of a case.
"""

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from scala_cli import clock, resources, settings
from scala_cli.errors import StappenplanError, WrongUse

NUMBER = re.compile(r"(?:20)?([0-9]{2})[-/]([0-9]{1,6})")
"""The number of a case as people write it, such as 2026-001, 2026-1 or 26-001."""
_WITHOUT_YEAR = re.compile(r"[0-9]{1,6}")


def case_number(typed: str) -> str:
    """Return the number of a case as it is kept, where what was typed can mean only one thing.

    Raises `WrongUse` for a number without its year.
    """
    word = typed.strip()
    if found := NUMBER.fullmatch(word):
        return f"20{found[1]}-{int(found[2]):03}"
    if _WITHOUT_YEAR.fullmatch(word):
        likely = f"{clock.now().year}-{int(word):03}"
        raise WrongUse(
            f"Dossier {word} bestaat niet. Het nummer begint met een jaar, zoals 2026-001. "
            f"Bedoelde u {likely}? Bekijk de nummers met: stappenplan dossier lijst"
        )
    return typed


def letter_or_number(typed: str) -> str:
    """Return what may be a letter, with a case's number as it is kept."""
    return case_number(typed) if NUMBER.fullmatch(typed.strip()) else typed


def one_of(*words: str) -> Callable[[], list[str]]:
    """Return what gives these words to choose from."""
    return lambda: list(words)


def plan_ids(ctx: typer.Context) -> list[str]:
    """Return the stappenplannen, the school's own among them; each has the name of its file."""
    from scala_cli.plan import folder

    home = _home(ctx)
    own = folder.likely_ids(home) if home else []
    return sorted({*(path.stem for path in resources.plan_files()), *own})


def platform_ids() -> list[str]:
    """Return the platforms."""
    from scala_cli import facts

    return list(facts.platforms())


def closing_reasons() -> list[tuple[str, str]]:
    """Return the reasons for closing, each with its words."""
    from scala_cli import closing

    return list(closing.reasons().items())


def letter_kinds(ctx: typer.Context) -> list[str]:
    """Return the letters, the school's own among them."""
    from scala_cli import own_letters

    return sorted({*resources.document_names(), *own_letters.OwnLetters(_home(ctx)).kinds})


def _home(ctx: typer.Context) -> Path | None:
    """Return the data folder that the line so far is about; None where it can't be one."""
    with contextlib.suppress(StappenplanError, OSError):
        chosen = ctx.find_root().params.get("folder")
        environ = {settings.FOLDER: os.environ.get(settings.FOLDER, "")}
        return settings.settings(chosen, None, plain=True, environ=environ).folder
    return None


Number = Annotated[
    str | None,
    typer.Argument(
        metavar="[NR]", help="Nummer van het dossier, zoals 2026-001.", parser=case_number
    ),
]
NeededNumber = Annotated[
    str,
    typer.Argument(
        metavar="NR", help="Nummer van het dossier, zoals 2026-001.", parser=case_number
    ),
]
PlanId = Annotated[
    str,
    typer.Argument(metavar="ID", help="Naam van het stappenplan.", autocompletion=plan_ids),
]
Json = Annotated[bool, typer.Option("--json", help="Geef JSON, voor andere programma's.")]
Answers = Annotated[
    Path | None,
    typer.Option("--antwoorden", metavar="BESTAND", help="Neem de antwoorden uit een bestand."),
]
Year = Annotated[
    int | None, typer.Option("--jaar", metavar="JAAR", help="Alleen geopend in dit jaar.")
]
InPlan = Annotated[
    str | None,
    typer.Option(
        "--plan", metavar="ID", help="Alleen met dit stappenplan.", autocompletion=plan_ids
    ),
]
Status = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="open|gesloten",
        help="Alleen met deze status.",
        autocompletion=one_of("open", "gesloten"),
    ),
]
Platform = Annotated[
    str | None,
    typer.Option(
        "--platform",
        metavar="P",
        help="Alleen op dit platform.",
        autocompletion=platform_ids,
    ),
]
Channel = Annotated[
    str | None,
    typer.Option(
        "--kanaal",
        metavar="K",
        help="Waar het komt te staan, zoals instagram.",
        autocompletion=platform_ids,
    ),
]
Target = Annotated[
    Path | None,
    typer.Option("--naar", metavar="PAD", help="Het bestand; anders in de huidige map."),
]
Overwrite = Annotated[
    bool, typer.Option("--overschrijf", help="Een bestand dat er al staat mag weg.")
]
