"""`exporteer`: cases to files."""

from pathlib import Path

from scala_cli import files
from scala_cli.case.state import Case
from scala_cli.commands.run import Run, read_case
from scala_cli.documents.render import heading, render_template
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongUse
from scala_cli.export import json as contract
from scala_cli.export import markdown

FORMS = ("md", "json")


def export(  # noqa: PLR0913 - the command's own options
    run: Run, numbers: list[str], folder: Path, *, everything: bool, form: str, overwrite: bool
) -> None:
    """Write each case to a file of its own in a folder, and print the paths."""
    if form not in FORMS:
        raise WrongUse(f"Vorm '{form}' bestaat niet. Kies uit md of json.")
    if bool(numbers) == everything:
        raise WrongUse("Noem één of meer dossiernummers, of --alles.")
    with run.dossier() as dossier:
        asked = dossier.numbers() if everything else dict.fromkeys(numbers)
        # All are read first: with a wrong number among them nothing is written.
        for case in [read_case(dossier, number) for number in asked]:
            path = folder / f"dossier-{case.number}.{form}"
            files.write_text(path, _content(dossier, case, form), overwrite=overwrite)
            print(path)


def _content(dossier: Dossier, case: Case, form: str) -> str:
    if form == "json":
        return contract.dumps(contract.export(case, dossier.pinned(case.events[0]))) + "\n"
    values = markdown.values(case, lambda kind: heading(kind).title)
    return render_template(markdown.TEMPLATE, values) + "\n"
