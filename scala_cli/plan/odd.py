"""What is allowed in a plan but odd: its author may have meant something else. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from textwrap import wrap

from scala_cli.plan.counted import unlike
from scala_cli.plan.faults import Fault, Path, Place, quoted
from scala_cli.plan.graph import targets_of
from scala_cli.plan.model import Note, Plan, Step, StepKind

REVIEWED_DAYS = 400
"""After so many days a fact wants looking up again."""
_COLUMNS, _LINES = 78, 22
"""What of a text fits on a terminal of 80 by 24, with its heading."""
# What people write to fill a place that has to be filled in.
_EMPTY = re.compile(
    r"\W*|(x+|n\.?v\.?t\.?|geen|niemand|onbekend|nog (te )?(bepalen|invullen|onbekend)|in te vullen"
    r"|volgt|wie|naam|bron|todo|tbd|voorbeeld)\W*",
    re.IGNORECASE,
)


def oddities(
    plan: Plan,
    file: str,
    seen: Mapping[str, str],
    today: date,
    texts: Mapping[str, str] | None = None,
) -> list[Fault]:
    """Return what is odd in a sound plan.

    `seen` gives the day on which each fact was looked up, `texts` what each says.
    """
    found = [Fault(file, None, sentence, place) for sentence, place in _of_plan(plan)]
    for number, step in enumerate(plan.steps):
        path: Path = ("stap", number)
        odd = (*_of_step(step, path), *_of_term(step, (*path, "termijn"), texts or {}))
        found += [Fault(file, step.id, said, place) for said, place in odd]
    return [*found, *_unreviewed(plan, file, seen, today)]


_Odd = Iterator[tuple[str, Place]]


def _of_plan(plan: Plan) -> _Odd:
    if _EMPTY.fullmatch(plan.source):
        yield (
            f"de bron {quoted(plan.source)} zegt niet waar dit plan vandaan komt.",
            _at((), "bron"),
        )
    yield from _of_notes(plan.emergency, ("spoedregels",))


def _of_step(step: Step, path: Path) -> _Odd:
    if _EMPTY.fullmatch(step.actor):
        yield f"niemand doet deze stap: bij 'wie' staat {quoted(step.actor)}.", _at(path, "wie")
    if _EMPTY.fullmatch(step.source):
        key = "aanvulling" if step.addition else "bron"
        yield f"de bron {quoted(step.source)} zegt niet waar dit staat.", _at(path, key)
    yield from _of_options(step, path)
    if step.documents and step.kind is StepKind.QUESTION:
        yield (
            "een vraag maakt geen brieven. Zet ze bij 'aangeboden', of bij een actie.",
            _at(path, "documenten"),
        )
    for key, text in (("tekst", step.text), ("lezing", step.reading)):
        yield from _long(text, key, _at(path, key))
    yield from _of_notes(step.notes, (*path, "aandacht"))


_AT_THE_LAST = (
    "een termijn bij de laatste stap: hierna komt geen stap meer die eraan herinnert of hem laat "
    "eindigen. Maak een stap voor wat er dan moet gebeuren."
)


def _of_term(step: Step, path: Path, texts: Mapping[str, str]) -> _Odd:
    term = step.term
    if term is None:
        return
    if not any(targets_of(step)):
        yield _AT_THE_LAST, Place(path)
    beside = [
        ("de tekst", term.note.text, _at(path, "wat")),
        ("de tekst van de stap", step.text, _at(path[:-1], "tekst")),
        *(
            (f"feit {quoted(fact)}", texts.get(fact, ""), Place((*path, "feiten"), fact))
            for fact in term.note.facts
        ),
    ]
    for where, text, place in beside:
        for own, other in unlike(term, text):
            yield f"de termijn is {own}, maar in {where} staat {quoted(other)}.", place


def _of_options(step: Step, path: Path) -> _Odd:
    some = any(option.source for option in step.options)
    for number, option in enumerate(step.options):
        place = Place((*path, "opties", number))
        if some and not option.source:
            yield f"optie {quoted(option.id)} heeft geen bron, en een andere optie wel.", place
        elif option.source and _EMPTY.fullmatch(option.source):
            sentence = f"de bron {quoted(option.source)} van optie {quoted(option.id)} zegt niets."
            yield sentence, place


def _of_notes(notes: tuple[Note, ...], path: Path) -> _Odd:
    for number, note in enumerate(notes):
        at = (*path, number)
        if note.source and _EMPTY.fullmatch(note.source):
            yield f"de bron {quoted(note.source)} zegt niet waar dit staat.", _at(at, "bron")
        yield from _long(note.text, "tekst", _at(at, "tekst"))


def _long(text: str, key: str, place: Place) -> _Odd:
    lines = sum(len(wrap(line, _COLUMNS)) or 1 for line in text.split("\n"))
    if lines > _LINES:
        yield f"'{key}' heeft {lines} regels en past niet op één scherm. Kan het korter?", place


def _unreviewed(plan: Plan, file: str, seen: Mapping[str, str], today: date) -> list[Fault]:
    """Return each fact that was looked up too long ago, where it is named first."""
    found: dict[str, Fault] = {}
    for step, note, path in _all_notes(plan):
        for fact in note.facts:
            days = (today - date.fromisoformat(seen[fact])).days if fact in seen else 0
            if days > REVIEWED_DAYS and fact not in found:
                sentence = (
                    f"feit {quoted(fact)} is {days} dagen geleden voor het laatst nagekeken. Kijk "
                    "of het nog klopt."
                )
                found[fact] = Fault(file, step, sentence, Place((*path, "feiten"), fact))
    return list(found.values())


def _all_notes(plan: Plan) -> Iterator[tuple[str | None, Note, Path]]:
    for place, note in enumerate(plan.emergency):
        yield None, note, ("spoedregels", place)
    for number, step in enumerate(plan.steps):
        for place, note in enumerate(step.notes):
            yield step.id, note, ("stap", number, "aandacht", place)
        if step.term:
            yield step.id, step.term.note, ("stap", number, "termijn")


def _at(path: Path, key: str) -> Place:
    return Place((*path, key))
