"""What a case holds that the guard has to know: names ever noted, accounts, classes, links."""

from collections.abc import Iterator

from scala_cli.case.entries import evidence
from scala_cli.case.state import Case
from scala_cli.documents.guard.model import Known
from scala_cli.facts import platforms
from scala_cli.plan.model import FieldKind

_ACCOUNT, _CLASS = "account", "klas"
_PERSONS = (FieldKind.PERSON, FieldKind.PERSONS)


def known_of(case: Case) -> Known:
    """Return what a case holds, also what was said in answers that lapsed or were replaced.

    What was erased is no longer known.
    """
    said = list(_said(case))
    kept = evidence(case)
    return Known(
        names=_once(
            *(value for kind, _, value in said if kind in _PERSONS), *(one.finder for one in kept)
        ),
        accounts=_once(
            *(value for _, field, value in said if field == _ACCOUNT),
            *(one.account for one in kept),
        ),
        classes=_once(*(value for _, field, value in said if field == _CLASS)),
        links=_once(
            *(value for kind, _, value in said if kind is FieldKind.LINKS),
            *(one.link for one in kept),
        ),
        talked=case.talked,
        aangifte=case.value("aangifte") is True,
        under_12=under if isinstance(under := case.value("jonger_dan_12"), bool) else None,
        platform=platforms().get(case.platform or ""),
    )


def _said(case: Case) -> Iterator[tuple[FieldKind, str, str]]:
    """Yield every text that was ever given in a field, with the field's kind and id."""
    for event in case.events:
        step = case.graph.steps.get(event.step or "")
        for field_id, value in event.said.get("velden", {}).items():
            field = step.field(field_id) if step else None
            if field:
                for one in value if isinstance(value, list) else [value]:
                    yield field.kind, field.id, str(one)


def _once(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
