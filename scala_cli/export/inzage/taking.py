"""Taking a case apart for one person, in the order in which it is read.

Whose the case is about is known by the name of who posted: to that person the steps are theirs,
to anyone else only the steps that name them, and what is left out of the others isn't told by
step. Pieces are what may be seen, what stays out because it is known to be someone else's, and
passages of free text, of which a person has to decide each one.
"""

from collections.abc import Iterator, Mapping, Sequence

from scala_cli.case.entries import evidence
from scala_cli.case.people import is_poster
from scala_cli.case.state import Case
from scala_cli.export.inzage import beside
from scala_cli.export.inzage.pieces import Piece
from scala_cli.export.inzage.steps import of_answer
from scala_cli.export.inzage.whose import Subject


def take_apart(
    case: Case, whose: Sequence[str], texts: Mapping[int, str], *, poster: bool | None = None
) -> tuple[Piece, ...]:
    """Return a case in pieces for someone by all the names that are theirs.

    `texts` holds the plain text of each current document by the number of its event. `poster`
    tells whether they posted, where no name of who did is recorded.
    """
    by_name = is_poster(case, whose)
    subject = Subject(tuple(whose), posted=bool(poster if by_name is None else by_name))
    return tuple(_pieces(case, subject, texts))


def _pieces(case: Case, subject: Subject, texts: Mapping[int, str]) -> Iterator[Piece]:
    yield from beside.of_whole(case, subject)
    for answer in sorted(case.answers.values(), key=lambda one: one.first):
        yield from of_answer(case, answer, subject)
    yield from beside.of_events(case, subject)
    for one in evidence(case):
        yield from beside.of_evidence(case, one, subject)
    yield from beside.of_terms(case, subject)
    for made in case.documents:
        yield from beside.of_document(made, texts, subject)
