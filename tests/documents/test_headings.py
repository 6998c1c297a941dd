"""The headers of the templates: strictly read, and naming only what is there."""

from dataclasses import fields

import pytest

from scala_cli import resources
from scala_cli.documents.school import School
from scala_cli.errors import WrongFile
from scala_cli.facts import facts
from scala_cli.headings import heading, parse_heading
from scala_cli.plan.library import Library
from scala_cli.plan.model import FieldKind, Role

GOOD = """{#
titel = "Brief"
lezer = "iemand"
openbaar = false
bijhouden = false
rollen = ["plaatser"]
school = ["naam"]
vragen = [{ id = "wie", soort = "persoon", titel = "Aan wie?" }]
bronnen = []
#}
Beste lezer,
"""
KINDS = resources.document_names()


def test_a_header_is_read_whole() -> None:
    found = parse_heading(GOOD, "brief.md.j2")
    assert (found.title, found.reader, found.public, found.kept_up) == (
        "Brief",
        "iemand",
        False,
        False,
    )
    assert (found.steps, found.roles, found.school, found.facts) == (
        (),
        (Role.POSTER,),
        ("naam",),
        (),
    )
    assert [(one.id, one.kind, one.title) for one in found.questions] == [
        ("wie", FieldKind.PERSON, "Aan wie?")
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ('titel = "Brief"\n', "", "titel"),
        ("openbaar = false", 'openbaar = "nee"', "openbaar"),
        ("bronnen = []", "bronnen = []\nextra = 1", "extra"),
        ('["plaatser"]', "[1]", "rollen"),
        ('["plaatser"]', '"plaatser"', "rollen"),
        ('["plaatser"]', '["dader"]', "dader"),
        ('soort = "persoon"', 'soort = "mens"', "mens"),
        (', titel = "Aan wie?"', "", "titel"),
        ('id = "wie"', 'id = "wie", extra = 1', "extra"),
        ('"Brief"', "Brief", "TOML"),
        ("{#", "", "titel"),
    ],
)
def test_a_fault_in_a_header_is_an_error_that_names_it(was: str, becomes: str, named: str) -> None:
    assert was in GOOD
    with pytest.raises(WrongFile, match=r"brief\.md\.j2") as raised:
        parse_heading(GOOD.replace(was, becomes, 1), "brief.md.j2")
    assert named in str(raised.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_header_names_only_what_there_is(kind: str, library: Library) -> None:
    known = {
        field.role
        for plan in library.plans.values()
        for step in plan.steps
        for field in step.fields
    }
    found = heading(kind)
    assert set(found.roles) <= known
    assert set(found.school) <= {field.name for field in fields(School)}
    assert set(found.facts) <= set(facts())


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_the_program_names_no_step_or_field_of_a_plan(kind: str) -> None:
    assert heading(kind).steps == ()
    assert heading(kind).fields == ()


def test_no_header_asks_for_a_field_that_many_steps_have() -> None:
    for kind in KINDS:
        assert not {Role.PRESENT, Role.REPORT, Role.AGREED} & set(heading(kind).roles)
