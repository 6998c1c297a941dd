"""What each document is called, for whom it is and what it needs: its template's own header.

The header is the TOML in the opening comment, read as strictly as a plan. Its questions are
fields like those of a step.
"""

from dataclasses import dataclass
from functools import cache

from scala_cli import resources
from scala_cli.errors import WrongFile
from scala_cli.plan.load import parse_plan
from scala_cli.plan.model import Field
from scala_cli.plan.toml import NotToml, parse_toml

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


def title_of(kind: str) -> str:
    """Return what a document is called; its kind itself if it has no template any more."""
    return heading(kind).title if kind in resources.document_names() else kind
