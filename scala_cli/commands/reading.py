"""Cases as commands read them: all that can be read first, what can't be read told afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from scala_cli.case.events import chain_faults
from scala_cli.case.state import Case
from scala_cli.dossier.store import Dossier, Unreadable
from scala_cli.errors import DossierUnusable
from scala_cli.text import clean_line, listing


@contextmanager
def readable_cases(dossier: Dossier, numbers: Iterable[str] | None = None) -> Iterator[list[Case]]:
    """Give the cases that can be read, all of them unless told; what to do with them comes first.

    Raises `DossierUnusable` afterwards when there were others, naming them.
    """
    with cases_in_turn(dossier, numbers) as found:
        yield list(found)


@contextmanager
def cases_in_turn(
    dossier: Dossier, numbers: Iterable[str] | None = None
) -> Iterator[Iterator[Case]]:
    """Give the same cases one after the other: few of them are in memory at a time."""
    wrong: dict[str, DossierUnusable] = {}

    def readable() -> Iterator[Case]:
        for one in dossier.cases(dossier.numbers() if numbers is None else numbers):
            if isinstance(one, Unreadable):
                wrong[one.number] = one.error
            else:
                yield one

    yield readable()
    if len(wrong) == 1:
        raise next(iter(wrong.values()))
    if wrong:
        names = listing(clean_line(number) for number in wrong)
        raise DossierUnusable(
            f"De dossiers {names} zijn gewijzigd of beschadigd en niet te lezen; de andere wel. "
            "Bekijk wat er mis is met: stappenplan controleer"
        )


def must_be_unchanged(case: Case) -> None:
    """Raise `DossierUnusable` for a case whose chain doesn't hold: what it says isn't certain."""
    faults = chain_faults(case.events)
    if faults:
        raise DossierUnusable(
            f"{faults[0]} Vertrouw niet op wat dit dossier zegt. Bekijk alles wat er mis is met: "
            "stappenplan controleer"
        )
