"""`exporteer`: cases to files."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from scala_cli import files
from scala_cli.case.state import Case
from scala_cli.commands.run import Run, must_be_unchanged, readable_cases, say
from scala_cli.documents.render import render_template
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongUse
from scala_cli.export import json as contract
from scala_cli.export import markdown
from scala_cli.text import clean_line

FORMS = ("md", "json")
_READABLE = (
    "Let op: dit bestand is niet versleuteld en er kunnen namen in staan. Bewaar het veilig en "
    "gooi het weg als het niet meer nodig is."
)
_READABLES = (
    "Let op: deze bestanden zijn niet versleuteld en er kunnen namen in staan. Bewaar ze veilig "
    "en gooi ze weg als ze niet meer nodig zijn."
)


def export(  # noqa: PLR0913 - the command's own options
    run: Run, numbers: list[str], folder: Path, *, everything: bool, form: str, overwrite: bool
) -> None:
    """Write each case to a file of its own in a folder, and print the paths."""
    if form not in FORMS:
        raise WrongUse(f"Vorm '{clean_line(form)}' bestaat niet. Kies uit md of json.")
    if bool(numbers) == everything:
        raise WrongUse("Noem één of meer dossiernummers, of --alles.")
    written = 0
    try:
        with run.dossier() as dossier, _asked(dossier, numbers) as cases:
            for case in cases:
                must_be_unchanged(case)
                path = folder / f"dossier-{case.number}.{form}"
                files.write_text(path, _content(dossier, case, form), overwrite=overwrite)
                written += 1
                print(files.shown(path))
    finally:
        if written:
            say(_READABLE if written == 1 else _READABLES)


def _asked(dossier: Dossier, numbers: list[str]) -> AbstractContextManager[list[Case]]:
    """Return the cases with these numbers, or without numbers all that can be read.

    All are read first: with a wrong number among them nothing is written.
    """
    if not numbers:
        return readable_cases(dossier)
    return nullcontext([dossier.case(number) for number in dict.fromkeys(numbers)])


def _content(dossier: Dossier, case: Case, form: str) -> str:
    if form == "json":
        return contract.dumps(contract.export(case, dossier.pinned(case.events[0]))) + "\n"
    return render_template(markdown.TEMPLATE, markdown.values(case)) + "\n"
