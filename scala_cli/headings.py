"""What each document is called, for whom it is and what it needs: its template's own header.

The header is the TOML in the opening comment, read as strictly as a plan. Its questions are
fields like those of a step. That of a school's own letter may leave out what it doesn't use, and
can't undo what holds for the letter in whose place it stands: what it leaves out is as there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from scala_cli import own_letters, resources
from scala_cli.errors import WrongFile
from scala_cli.own_letters import WrongLetter
from scala_cli.plan.faults import Fault, Place, quoted
from scala_cli.plan.fields import read_fields
from scala_cli.plan.model import Field, Role
from scala_cli.plan.strict import Reading, Shape
from scala_cli.plan.toml import NotToml, has_long_key, parse_toml
from scala_cli.text import clean_line

_KEYS = {
    "titel": str, "lezer": str, "openbaar": bool, "bijhouden": bool, "stappen": list,
    "gegevens": list, "rollen": list, "gesprekken": bool, "school": list, "vragen": list,
    "bronnen": list,
}  # fmt: skip
_OPTIONAL = ("stappen", "gegevens", "gesprekken")
"""Letters of the program name no step or field: they belong to no plan."""
_HEADER = Shape(_KEYS, required=tuple(key for key in _KEYS if key not in _OPTIONAL))
_OWN_HEADER = Shape(_KEYS, required=("titel", "lezer", "openbaar"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A template's header.

    `public`: everyone may read it. `kept_up`: it is a record, made again when what it tells
    changes; other documents have gone out, and stay as they were. `steps` are the steps it
    belongs to beside those that name it, `stap` or `plan/stap`; with `talks` every talk with people
    is one. `fields` and `roles` are the case's
    fields that it uses and that are worth asking for, by their ids and by what they hold, `school`
    what it uses of the school, `questions` what is asked each time, `facts` what stands beside the
    draft, never in it.
    """

    title: str
    reader: str
    public: bool
    kept_up: bool
    steps: tuple[str, ...]
    talks: bool
    fields: tuple[str, ...]
    roles: tuple[Role, ...]
    school: tuple[str, ...]
    questions: tuple[Field, ...]
    facts: tuple[str, ...]

    def tells(self, field: Field) -> bool:
        """Tell whether it tells what a field of the case holds."""
        return field.id in self.fields or field.role in self.roles


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
    reading = Reading(file)
    found = _read(reading, reading.table(table, _HEADER))
    if reading.faults:
        wrong = " ".join(fault.sentence for fault in reading.faults)
        raise WrongFile(
            f"De kop van {file} klopt niet: {wrong} Uw dossier is niet veranderd. "
            "Installeer het programma opnieuw."
        )
    return found


def _read(reading: Reading, entry: Mapping[str, Any]) -> Heading:
    return Heading(
        title=entry.get("titel", ""),
        reader=entry.get("lezer", ""),
        public=entry.get("openbaar", False),
        kept_up=entry.get("bijhouden", False),
        steps=reading.words(entry, "stappen"),
        talks=entry.get("gesprekken", False),
        fields=reading.words(entry, "gegevens"),
        roles=reading.some_of(entry, "rollen", Role),
        school=reading.words(entry, "school"),
        questions=read_fields(reading, entry, "vragen", None),
        facts=reading.words(entry, "bronnen"),
    )


_NAMES = {
    "bijhouden": "kept_up", "stappen": "steps", "gesprekken": "talks", "gegevens": "fields",
    "rollen": "roles", "school": "school", "vragen": "questions", "bronnen": "facts",
}  # fmt: skip
"""What an own letter may leave out, as a `Heading` calls it: in another's place it is as there."""
_GIVE_NAMES = ("gegevens", "vragen")
"""What gives names to a letter's text."""
_NAMELESS = ("soort", "titel", "hulp")
"""What of a question can be wrong while its name is known."""
_LONGEST = 200
"""The most characters of a title, or of who reads it."""


@dataclass(frozen=True, slots=True)
class OwnHeading:
    """The header of an own letter as far as it could be read, and all that is wrong with its form.

    `named` tells whether every name that it gives to the text is known. `toml` and `table` are
    what it was read from, with the lines of the file; `first` is the line on which it begins, and
    what stands there.
    """

    header: Heading
    faults: tuple[Fault, ...]
    named: bool
    toml: str
    table: Mapping[str, Any]
    first: tuple[int, str]

    def located(self, faults: list[Fault]) -> list[Fault]:
        """Return faults with the lines that they stand on: of what isn't there, the first."""
        if not faults:
            return []
        from scala_cli.plan.lines import located

        found = located(faults, self.toml, self.table, "")
        return [one if one.line else one.at_line(*self.first) for one in found]


def heading_in_use(kind: str) -> Heading:
    """Return the header of a letter: of the school's own one if there is one, right or wrong.

    Raises `WrongLetter` for an own one of which the header is wrong.
    """
    own = own_letters.in_use()
    if kind not in own.kinds:
        return heading(kind)
    found = own_heading(kind)
    if found.faults:
        raise own.wrong(own_letters.file_of(kind), found.faults)
    return found.header


def own_heading(kind: str) -> OwnHeading:
    """Return what can be read of the header of an own letter.

    Raises `WrongLetter` where there is none.
    """
    own = own_letters.in_use()
    name = own_letters.file_of(kind)
    found = _own(kind, own.text(name))
    if isinstance(found, str):
        raise own.wrong(name, [own.fault_in(name, found)])
    return found


@lru_cache(maxsize=own_letters.MOST)
def _own(kind: str, text: str) -> OwnHeading | str:
    """Return the header of an own letter's text, or a sentence on why there is none."""
    before, start, rest = text.partition("{#")
    comment, end, _ = rest.partition("#}")
    if before.strip() or not start:
        return "het begint niet met een kop tussen {# en #}."
    if not end:
        return "de kop houdt niet op. Zet onder de kop een regel met #}."
    file = own_letters.shown_as(own_letters.file_of(kind))
    above = before.count("\n")
    lines = text.split("\n")
    # With the lines of the file, and on the first the places in it.
    toml = "\n" * above + "  " + comment
    mistakes, table = _tables(toml)
    found, reading = _of_table(kind, table, file)
    # What couldn't be read isn't missing.
    faults = [one for one in reading.faults if one.place.path or not mistakes]
    lost = mistakes and any(key in toml and key not in table for key in _GIVE_NAMES)
    named = not lost and not any(_hides_names(reading, one) for one in faults)
    made = OwnHeading(found, (), named, toml, table, (above + 1, lines[above]))
    written = [
        Fault(file, None, sentence, Place((line,))).at_line(line, lines[line - 1])
        for line, sentence in mistakes
    ]
    return replace(made, faults=(*written, *made.located(faults)))


def _tables(toml: str) -> tuple[tuple[tuple[int, str], ...], dict[str, Any]]:
    """Return what keeps a header from being TOML, by line, and the tables of the rest."""
    try:
        return (), parse_toml(toml.encode())
    except NotToml as error:
        if has_long_key(toml):
            return ((1, f"de kop {error}"),), {}
        from scala_cli.plan.syntax import ENTRY, syntax_of

        found = syntax_of(toml, ENTRY)
        return found.mistakes, found.document()


def _hides_names(reading: Reading, fault: Fault) -> bool:
    """Tell whether with this fault it isn't known which names a header gives."""
    path = fault.place.path
    if not path:
        return False
    key = str(path[0])
    meant = key if key in _KEYS else reading.hints.nearest(key, _KEYS)
    return meant in _GIVE_NAMES and path[-1] not in _NAMELESS


def _of_table(kind: str, table: Mapping[str, Any], file: str) -> tuple[Heading, Reading]:
    """Return the header that a table describes, with the reading that found its faults."""
    reading = Reading(file)
    words = {
        key: clean_line(table[key]) for key in ("titel", "lezer") if isinstance(table.get(key), str)
    }
    entry = reading.table({**table, **words}, _OWN_HEADER)
    for key, word in words.items():
        if len(word) > _LONGEST:
            reading.fault(f"'{key}' is langer dan {_LONGEST} tekens.", key)
    found = _read(reading, entry)
    if kind not in resources.document_names():
        return found, reading
    shipped = heading(kind)
    left_out = {name: getattr(shipped, name) for key, name in _NAMES.items() if key not in table}
    found = replace(found, public=entry.get("openbaar", shipped.public), **left_out)
    wrong = {one.place.path[:1] for one in reading.faults}
    for sentence, *keys in _undone(found, shipped):
        if (keys[0],) not in wrong:
            reading.fault(sentence, *keys)
    return replace(found, public=shipped.public, kept_up=shipped.kept_up), reading


def _undone(own: Heading, shipped: Heading) -> Iterator[tuple[str, *tuple[str | int, ...]]]:
    """Yield what an own letter can't change of the one in whose place it stands, and where."""
    for key, mine, theirs in (
        ("openbaar", own.public, shipped.public),
        ("bijhouden", own.kept_up, shipped.kept_up),
    ):
        if mine is not theirs:
            sentence = (
                f"'{key}' moet {str(theirs).lower()} zijn, net als in de brief van het programma."
            )
            yield sentence, key
    known = {one.id: one for one in shipped.questions}
    for number, question in enumerate(own.questions):
        meant = known.get(question.id, question)
        options = {one.id for one in question.options} - {one.id for one in meant.options}
        if meant.kind is not question.kind or options:
            sentence = (
                f"de vraag {quoted(question.id)} heeft een andere soort of andere keuzes dan in de "
                "brief van het programma. Geef haar een andere id."
            )
            yield sentence, "vragen", number


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
