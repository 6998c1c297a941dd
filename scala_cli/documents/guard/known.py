"""What a case holds that the guard has to know: names ever noted, accounts, classes, links."""

from collections.abc import Iterator

from scala_cli.case.entries import evidence
from scala_cli.case.people import people
from scala_cli.case.state import Case
from scala_cli.case.talks import spoken_to
from scala_cli.documents.guard.model import Known
from scala_cli.facts import platforms
from scala_cli.plan.model import Field, FieldKind, Party, Role


def known_of(case: Case) -> Known:
    """Return what a case holds, also what was said in answers that lapsed or were replaced.

    What was erased is no longer known.
    """
    said = list(_said(case))
    kept = evidence(case)
    return Known(
        names=_once(*(name for one in people(case) for name in one.names)),
        accounts=_once(
            *(value for field, value in said if field.role is Role.ACCOUNT),
            *(one.account for one in kept),
        ),
        classes=_once(*(value for field, value in said if field.role is Role.CLASS)),
        links=_once(
            *(value for field, value in said if field.kind is FieldKind.LINKS),
            *(one.link for one in kept),
        ),
        talked=spoken_to(case) is Party.POSTER,
        aangifte=case.value_as(Role.AANGIFTE) is True,
        under_12=under if isinstance(under := case.value_as(Role.UNDER_12), bool) else None,
        platform=platforms().get(case.platform or ""),
    )


def _said(case: Case) -> Iterator[tuple[Field, str]]:
    """Yield every text that was ever given in a field, with the field."""
    for event in case.events:
        step = case.graph.steps.get(event.step or "")
        for field_id, value in event.said.get("velden", {}).items():
            field = step.field(field_id) if step else None
            if field:
                for one in value if isinstance(value, list) else [value]:
                    yield field, str(one)


def _once(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
