"""What each document is called, for whom it is and what it needs: its template's own header.

The header is the TOML in the opening comment, read as strictly as a plan. Its questions are
fields like those of a step. That of a school's own letter may leave out what it doesn't use, and
can't undo what holds for the letter in whose place it stands: what it leaves out is as there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from scala_cli import own_letters, resources
from scala_cli.errors import WrongFile
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.faults import WrongPlan, did_you_mean, quoted
from scala_cli.plan.load import parse_plan
from scala_cli.plan.model import Field
from scala_cli.plan.toml import NotToml, parse_toml
from scala_cli.text import clean_line

_KEYS = {
    "titel": str, "lezer": str, "openbaar": bool, "bijhouden": bool, "stappen": list,
    "gegevens": list, "school": list, "vragen": list, "bronnen": list,
}  # fmt: skip
_LISTS = ("stappen", "gegevens", "school", "bronnen")


@dataclass(frozen=True, slots=True)
class Heading:
    """A template's header.

    `public`: everyone may read it. `kept_up`: it is a record, made again when what it tells
    changes; other documents have gone out, and stay as they were. `steps` are the steps it
    belongs to, `stap` or `plan/stap`; none: it can be made at any time. `fields` are the case's
    fields that it uses and that are worth asking for, `school` what it uses of the school,
    `questions` what is asked each time, `facts` what stands beside the draft, never in it.
    """

    title: str
    reader: str
    public: bool
    kept_up: bool
    steps: tuple[str, ...]
    fields: tuple[str, ...]
    school: tuple[str, ...]
    questions: tuple[Field, ...]
    facts: tuple[str, ...]


@cache
def heading(kind: str) -> Heading:
    """Return the header of a document's template. Raises `WrongFile` when it isn't one."""
    name = f"{kind}{resources.SUFFIX}"
    path = resources.folder("templates") / name
    return parse_heading(path.read_text(encoding="utf-8"), name)


def parse_heading(template: str, file: str) -> Heading:
    """Return the header of a template's text; `file` names it in faults."""
    comment = template.partition("{#")[2].partition("#}")[0]
    try:
        table = parse_toml(comment.encode())
    except NotToml as error:
        raise WrongFile(f"De kop van {file} {error}") from error
    wrong = [key for key in {**_KEYS, **table} if type(table.get(key)) is not _KEYS.get(key)]
    wrong += [key for key in _LISTS if key not in wrong and not _is_words(table[key])]
    if wrong:
        raise WrongFile(
            f"De kop van {file} klopt niet bij {', '.join(wrong)}. Uw dossier is niet veranderd. "
            "Installeer het programma opnieuw."
        )
    return _heading(table, file)


def _heading(table: dict[str, Any], file: str) -> Heading:
    return Heading(
        title=table["titel"],
        reader=table["lezer"],
        public=table["openbaar"],
        kept_up=table["bijhouden"],
        steps=tuple(table["stappen"]),
        fields=tuple(table["gegevens"]),
        school=tuple(table["school"]),
        questions=_questions(table["vragen"], file),
        facts=tuple(table["bronnen"]),
    )


def _is_words(value: list[object]) -> bool:
    return all(isinstance(one, str) for one in value)


def _questions(raw: list[object], file: str) -> tuple[Field, ...]:
    """Read questions as the fields of a step of a plan, so that the same rules hold for them."""
    words = {"id": "vragen", "titel": file, "bron": file}
    step = {**words, "soort": "actie", "tekst": file, "wie": file, "naar": [], "velden": raw}
    plan = {**words, "formaat": 1, "versie": 1, "stap": [step]}
    return parse_plan(plan, file).first.fields


_OWN = {"bijhouden": False, **{key: [] for key in (*_LISTS, "vragen")}}
"""What an own letter may leave out, and what that means if it stands in no other's place."""
_NAMES = {
    "bijhouden": "kept_up", "stappen": "steps", "gegevens": "fields", "school": "school",
    "vragen": "questions", "bronnen": "facts",
}  # fmt: skip
"""The same, as a `Heading` calls it: in another's place it is as in that one."""
_LONGEST = 200
"""The most characters of a title, or of who reads it."""
_TYPES = {str: "tekst tussen aanhalingstekens", bool: "true of false", list: "een lijst met [ ]"}


def heading_in_use(kind: str) -> Heading:
    """Return the header of a letter: of the school's own one if there is one, right or wrong.

    Raises `WrongLetter` for an own one that is wrong.
    """
    own = own_letters.in_use()
    if kind not in own.kinds:
        return heading(kind)
    name = own_letters.file_of(kind)
    found = _own(kind, own.text(name))
    if isinstance(found, Heading):
        return found
    raise own.wrong(name, found)


@lru_cache(maxsize=own_letters.MOST)
def _own(kind: str, text: str) -> Heading | str:
    """Return the header of an own letter's text, or a sentence on what is wrong with it."""
    before, start, rest = text.partition("{#")
    comment, end, _ = rest.partition("#}")
    if before.strip() or not start:
        return "het begint niet met een kop tussen {# en #}."
    if not end:
        return "de kop houdt niet op. Zet onder de kop een regel met #}."
    try:
        # Lines are counted from the top of the file.
        table = parse_toml(("\n" * before.count("\n") + comment).encode())
        return next(_faults_of(table), None) or _read_own(kind, table)
    except NotToml as error:
        return f"de kop {error}"
    except WrongPlan as error:
        return f"de kop klopt niet bij 'vragen': {error.faults[0].sentence}"


def _faults_of(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS)
            yield f"de kop heeft een onbekende sleutel {quoted(key)}.{hint}"
        elif type(value) is not _KEYS[key]:
            yield f"in de kop moet '{key}' {_TYPES[_KEYS[key]]} zijn."
        elif key in _LISTS and not (isinstance(value, list) and _is_words(value)):
            yield f"in de kop is '{key}' een lijst van woorden tussen aanhalingstekens."
        elif isinstance(value, str) and not 0 < len(clean_line(value)) <= _LONGEST:
            yield f"in de kop is '{key}' leeg, of langer dan {_LONGEST} tekens."
    for key in _KEYS:
        if key not in table and key not in _OWN:
            yield f"in de kop ontbreekt '{key}'."


def _read_own(kind: str, table: dict[str, Any]) -> Heading | str:
    words = {key: clean_line(table[key]) for key in ("titel", "lezer")}
    found = _heading({**_OWN, **table, **words}, own_letters.file_of(kind))
    if kind not in resources.document_names():
        return found
    shipped = heading(kind)
    left_out = {name: getattr(shipped, name) for key, name in _NAMES.items() if key not in table}
    found = replace(found, **left_out)
    return next(_undone(found, shipped), found)


def _undone(own: Heading, shipped: Heading) -> Iterator[str]:
    """Yield what an own letter can't change of the one in whose place it stands."""
    for key, mine, theirs in (
        ("openbaar", own.public, shipped.public),
        ("bijhouden", own.kept_up, shipped.kept_up),
    ):
        if mine is not theirs:
            yield (
                f"in de kop moet '{key}' {str(theirs).lower()} zijn, net als in de brief van het "
                "programma."
            )
    known = {one.id: one for one in shipped.questions}
    for question in own.questions:
        meant = known.get(question.id, question)
        options = {one.id for one in question.options} - {one.id for one in meant.options}
        if meant.kind is not question.kind or options:
            yield (
                f"de vraag {quoted(question.id)} heeft een andere soort of andere keuzes dan in de "
                "brief van het programma. Geef haar een andere id."
            )


def kept_up(kind: str) -> bool:
    """Tell whether a document is made again when what it tells changes; a new own one never is.

    What becomes of the file of an own letter makes no difference to a case.
    """
    return kind in resources.document_names() and heading(kind).kept_up


def is_public(kind: str) -> bool:
    """Tell whether everyone may read a document; so it is taken to be where that isn't known."""
    if kind in resources.document_names():
        return heading(kind).public
    try:
        return kind not in own_letters.in_use().kinds or heading_in_use(kind).public
    except WrongLetter:
        return True


def title_of(kind: str) -> str:
    """Return what a document is called; its kind itself if it has no template any more."""
    try:
        if kind in own_letters.in_use().kinds:
            return heading_in_use(kind).title
    except WrongLetter:
        pass
    return heading(kind).title if kind in resources.document_names() else kind
