"""From the tables of a plan file to the fields of a step."""

from collections.abc import Mapping
from typing import Any

from scala_cli.plan.faults import quoted
from scala_cli.plan.model import Field, FieldKind, FieldOption, Option, Party, Reader, Role
from scala_cli.plan.strict import Ids, Reading, Shape
from scala_cli.text import listing

FIELD = Shape(
    {
        "id": str, "soort": str, "titel": str, "hulp": str, "keuzes": list, "gebeurd": bool,
        "bij": list, "mag_later": bool, "rol": str, "van": str, "voor": list,
    },
    required=("id", "soort", "titel"),
)  # fmt: skip
OPTION = Shape({"id": str, "titel": str}, required=("id", "titel"))
_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES)
TIMES = (FieldKind.DAY, FieldKind.MOMENT)
"""The kinds of field that hold a day."""
_ONE, _PEOPLE = (FieldKind.PERSON,), (FieldKind.PERSON, FieldKind.PERSONS)
_TEXTS, _YES_NO = (FieldKind.LINE, FieldKind.LONG), (FieldKind.YES_NO,)
_KINDS: Mapping[Role, tuple[FieldKind, ...]] = {
    Role.POSTER: _ONE,
    **dict.fromkeys((Role.REPORTER, Role.HURT, Role.PARENT, Role.PRESENT), _PEOPLE),
    **dict.fromkeys((Role.READ_FIRST, Role.OTHER), _PEOPLE),
    Role.PLATFORM: (FieldKind.CHOICE,),
    Role.LINK: (FieldKind.LINKS,),
    **dict.fromkeys((Role.POSTED, Role.REPORTED), TIMES),
    Role.INTENTION: TIMES,
    **dict.fromkeys((Role.UNDER_12, Role.HAS_PUPIL, Role.HEARD, Role.AANGIFTE), _YES_NO),
}
"""Which kinds of field can have a role; the other roles are of a text."""
_READERS = (Reader.BOARD, Reader.POLICE)
_OF_WHOM = (Party.POSTER, Party.HURT)


def read_fields(
    reading: Reading, table: Mapping[str, Any], key: str, options: tuple[Option, ...] | None
) -> tuple[Field, ...]:
    """Return a list of fields; `options` are those of a question that gets one answer."""
    seen = Ids()
    fields = []
    for raw in reading.tables(table, key):
        field = _field(reading, raw)
        _must_fit(reading, field)
        _plays_role(reading, field)
        _asked_with(reading, field, options)
        reading.unique(field.id, seen)
        fields.append(field)
    return tuple(fields)


def _field(reading: Reading, raw: Mapping[str, Any]) -> Field:
    entry = reading.table(raw, FIELD)
    return Field(
        id=reading.identifier(entry),
        kind=reading.kind(entry, FieldKind, FieldKind.LINE),
        title=entry.get("titel", ""),
        help=entry.get("hulp", ""),
        options=_options(reading, entry),
        happened=entry.get("gebeurd", False),
        only_with=reading.words(entry, "bij"),
        may_be_later=entry.get("mag_later", False),
        role=reading.one_of(entry, "rol", Role),
        of=reading.one_of(entry, "van", _OF_WHOM),
        readers=reading.some_of(entry, "voor", _READERS),
    )


def _options(reading: Reading, table: Mapping[str, Any]) -> tuple[FieldOption, ...]:
    seen = Ids()
    options = []
    for raw in reading.tables(table, "keuzes"):
        entry = reading.table(raw, OPTION)
        option = FieldOption(reading.identifier(entry), entry.get("titel", ""))
        reading.unique(option.id, seen)
        options.append(option)
    return tuple(options)


def _must_fit(reading: Reading, field: Field) -> None:
    if (field.kind in _CHOICES) != bool(field.options):
        reading.fault(
            f"veld {quoted(field.id)}: 'keuzes' hoort bij soort keuze of keuzes.", "keuzes"
        )
    if field.happened and field.kind not in TIMES:
        reading.fault(
            f"veld {quoted(field.id)}: 'gebeurd' hoort bij een datum of moment.", "gebeurd"
        )
    if field.may_be_later and (field.happened or field.kind not in TIMES):
        reading.fault(
            f"veld {quoted(field.id)}: 'mag_later' hoort bij een datum of moment zonder 'gebeurd'.",
            "mag_later",
        )


def fits(role: Role, kind: FieldKind) -> bool:
    """Tell whether a field of a kind can hold what a role says."""
    return kind in _KINDS.get(role, _TEXTS)


def _plays_role(reading: Reading, field: Field) -> None:
    """See that a field is of a kind that can hold what its role says."""
    name = quoted(field.id)
    if field.role and not fits(field.role, field.kind):
        kinds = _KINDS.get(field.role, _TEXTS)
        reading.fault(
            f"veld {name}: rol {field.role} hoort bij soort {listing(kinds, 'of')}, niet bij "
            f"{field.kind}.",
            "rol",
        )
    if field.of and field.role is not Role.PARENT:
        reading.fault(
            f"veld {name}: 'van' zegt van wie iemand de ouder is; dat hoort bij rol ouder.", "van"
        )


def _asked_with(reading: Reading, field: Field, options: tuple[Option, ...] | None) -> None:
    """See that a field is tied to answers of its own question; no options: none such."""
    name = quoted(field.id)
    if field.only_with and options is None:
        reading.fault(f"veld {name}: 'bij' hoort bij een vraag die één antwoord krijgt.", "bij")
        return
    known = [option.id for option in options or ()]
    for one in field.only_with:
        if one not in known:
            hint = reading.hints.did_you_mean(one, known)
            reading.fault(f"veld {name}: {quoted(one)} in 'bij' is geen optie.{hint}", "bij")
