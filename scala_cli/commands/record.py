"""`dossier lijst`, `dossier toon`, `wat-nu`, `controleer`: reading the record."""

from scala_cli.commands.run import Run, read_case, read_cases
from scala_cli.dossier.store import unknown_case
from scala_cli.errors import DossierUnusable
from scala_cli.export import json as contract
from scala_cli.screen import views
from scala_cli.screen.page import Item, Items, Page, Table, Words


def case_list(run: Run, *, as_json: bool) -> None:
    """Show every case; none where there is no dossier yet."""
    cases = []
    if run.has_dossier:
        with run.dossier() as dossier:
            cases = read_cases(dossier)
    if as_json:
        print(contract.dumps(contract.cases(cases)))
    else:
        run.printer.show(views.case_list(cases))


def show_case(run: Run, number: str, *, as_json: bool) -> None:
    """Show one case."""
    if not run.has_dossier:
        raise unknown_case(number)
    with run.dossier() as dossier:
        case = read_case(dossier, number)
    if as_json:
        print(contract.dumps(contract.case(case)))
    else:
        run.printer.show(views.case_page(case))


def what_now(run: Run, number: str | None, *, as_json: bool) -> None:
    """Show what is open and what is to be filled in: of one case, or of all open ones."""
    if number and not run.has_dossier:
        raise unknown_case(number)
    cases = []
    if run.has_dossier:
        with run.dossier() as dossier:
            found = [read_case(dossier, number)] if number else read_cases(dossier)
        cases = [
            case
            for case in found
            if number or (not case.closed and (case.position.open or case.missing))
        ]
    if as_json:
        print(contract.dumps(contract.what_now(cases)))
    else:
        run.printer.show(views.what_now(cases))


def check(run: Run, *, as_json: bool) -> None:
    """Check the file and every chain. Raises `DossierUnusable` when something is wrong."""
    faults: list[str] = []
    found: list[tuple[str, str, int]] = []
    if run.has_dossier:
        with run.dossier() as dossier:
            faults = dossier.faults()
            found = dossier.heads()
    if as_json:
        print(contract.dumps(contract.checked(faults, found)))
    else:
        rows = [(number, str(count), head) for number, head, count in found]
        good = Words(_in_order(len(found)), strong=True)
        wrong = Items([Item(fault) for fault in faults], warning=True)
        table = [Table(("dossier", "aantal", "kop"), rows)] if rows else []
        run.printer.show(Page([wrong if faults else good, *table]))
    if faults:
        raise DossierUnusable(
            f"Het dossier is niet in orde: {len(faults)} keer. Verander niets en zet er zo "
            "mogelijk een reservekopie voor terug."
        )


def _in_order(count: int) -> str:
    if not count:
        return "Er is nog geen dossier; er is niets te controleren."
    cases = "1 dossier" if count == 1 else f"{count} dossiers"
    return f"In orde: {cases}, het bestand en elke keten."
