"""The school's own letters among the program's: which can be used, and what instead of a wrong one.

`brief` refuses a wrong one. Elsewhere, where a document has to be there now, the program's own of
the same name takes its place again, and that is said once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scala_cli import own_letters, resources
from scala_cli.case.state import Case
from scala_cli.commands.run import Run, say
from scala_cli.documents.context import Context, Writing, context_for, shipped_context
from scala_cli.documents.render import marked, render, render_shipped
from scala_cli.files import shown
from scala_cli.headings import Heading, heading
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.model import Plan
from scala_cli.plan.replay import Visit

_OWN = "eigen brief"
_INSTEAD = "eigen brief, in plaats van die van het programma"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that can be made, by kind, and where the school's own came to stand.

    `own` says so of each own one; `wrong` are the files and folders that can't be used.
    """

    headers: Mapping[str, Heading]
    own: Mapping[str, str]
    wrong: tuple[WrongLetter, ...]


def kinds() -> list[str]:
    """Return every kind of letter by name, right or wrong."""
    return sorted({*resources.document_names(), *own_letters.in_use().kinds})


def letters(run: Run) -> Letters:
    """Return all letters; a wrong one keeps no other from being used."""
    found = own_letters.in_use()
    headers: dict[str, Heading] = {}
    own: dict[str, str] = {}
    wrong = [found.fault] if found.fault else []
    for kind in kinds():
        try:
            headers[kind] = header_of(run, kind)
        except WrongLetter as error:
            wrong.append(error)
        else:
            if kind in found.kinds:
                own[kind] = _INSTEAD if kind in resources.document_names() else _OWN
    return Letters(headers, own, (*wrong, *found.misnamed.values()))


def fault_of(kind: str, plans: Iterable[Plan]) -> str:
    """Return the first thing that is wrong with an own letter; nothing when nothing is.

    `plans` have the steps and fields that it may name.
    """
    if kind not in own_letters.in_use().kinds:
        return ""
    from scala_cli.documents.own import check

    try:
        check(kind, plans)
    except WrongLetter as error:
        first = error.faults[0]
        return f"regel {first.line}: {first.sentence}" if first.line else first.sentence
    return ""


def header_of(run: Run, kind: str) -> Heading:
    """Return the header of a letter that can be used. Raises `WrongLetter` for a wrong one."""
    own = own_letters.in_use()
    if kind not in own.kinds:
        return heading(kind)
    from scala_cli.documents.own import check

    return check(kind, run.library.plans.values())


def say_instead(kind: str) -> None:
    """Say that an own letter is used in the place of the program's."""
    if kind in own_letters.in_use().kinds and kind in resources.document_names():
        file = own_letters.shown_as(own_letters.file_of(kind))
        say(f"Dit is uw eigen brief {file}, in plaats van die van het programma.")


def make_surely(kind: str, case: Case, at: Visit | None, writing: Writing) -> str:
    """Return a document of a case, made at a visit.

    The program's own where the school's is wrong, and that is said. Raises `WrongLetter` where the
    program has none of that name.
    """
    try:
        must_be_there(kind)
        made = render(kind, context_for(kind, case, at, writing))
    except WrongLetter as error:
        _say_wrong(kind, error)
        made = render_shipped(kind, shipped_context(kind, case, at, writing))
    return marked(made, drill=case.drill)


def render_surely(kind: str, context: Context, *, drill: bool) -> str:
    """Return a document of the program's own kinds with this context; see `make_surely`."""
    try:
        made = render(kind, context)
    except WrongLetter as error:
        _say_wrong(kind, error)
        made = render_shipped(kind, context)
    return marked(made, drill=drill)


def must_be_there(kind: str) -> None:
    """Raise `WrongLetter` for a letter that a plan names and that isn't there any more."""
    own = own_letters.in_use()
    if kind not in kinds():
        from scala_cli.plan.faults import Fault

        gone = Fault(own_letters.shown_as(own_letters.file_of(kind)), None, _GONE)
        place = shown(own.place) if own.place else own_letters.FOLDER
        raise own.fault or WrongLetter([gone], f"Zet het terug in de map {place}.")


_GONE = "het bestand is er niet, of niet meer."
_UNMADE = (
    "Daarom is deze brief nu niet gemaakt. U kunt gewoon door. Gaat u verder met dit dossier als "
    "hij weer klopt, dan wordt hij alsnog gemaakt."
)


def say_unmade(kind: str, error: WrongLetter) -> None:
    """Say once of a letter that its step calls for that it isn't made, and how it still will be."""
    if own_letters.in_use().first_time(kind):
        say(error.told(_UNMADE))


def _say_wrong(kind: str, error: WrongLetter) -> None:
    """Say that the program's own letter is used; raise the error where there is none."""
    if kind not in resources.document_names():
        raise error
    if own_letters.in_use().first_time(kind):
        say(error.told(_INSTEAD_OF_IT))


_INSTEAD_OF_IT = "Daarom is de brief van het programma gebruikt. Er is niets verloren gegaan."
