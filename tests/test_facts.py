"""Facts and platforms: each has its source and its day, and weak ones say so."""

from datetime import date

from scala_cli.facts import facts, platforms
from scala_cli.plan.library import Library
from scala_cli.plan.model import FieldKind


def test_every_fact_has_a_text_a_source_a_day_and_a_certainty() -> None:
    for fact in facts().values():
        assert fact.text.endswith(".")
        assert fact.source
        assert date.fromisoformat(fact.seen).isoformat() == fact.seen
        assert fact.certainty in ("A", "B", "C")


def test_a_weak_fact_is_called_weak_and_another_shows_how_certain_it_is() -> None:
    assert facts()["niet-reageren-kan-beter"].weak
    assert facts()["niet-reageren-kan-beter"].basis.endswith(", zwakke bron")
    assert not facts()["vertrouwensinspecteur"].weak
    assert (
        facts()["vertrouwensinspecteur"].basis
        == "onderwijsinspectie.nl, vertrouwensinspecteurs, zekerheid A"
    )


def test_every_note_in_the_plans_rests_on_the_protocol_or_on_a_fact(library: Library) -> None:
    for plan in library.plans.values():
        for note in (*plan.emergency, *(note for step in plan.steps for note in step.notes)):
            assert note.source or note.facts
            assert set(note.facts) <= facts().keys()


def test_the_platforms_are_those_that_a_plan_can_note(library: Library) -> None:
    for plan in library.plans.values():
        field = plan.first.field("platform")
        assert field is not None
        assert field.kind is FieldKind.CHOICE
        assert [option.id for option in field.options] == list(platforms())


def test_a_platforms_limit_names_its_source_as_a_weak_one() -> None:
    assert platforms()["tiktok"].limit == 150
    assert platforms()["facebook"].limit == 8_000
    assert all(platform.basis.endswith("; zwakke bron") for platform in platforms().values())


def test_a_limit_that_is_not_confirmed_is_not_given() -> None:
    assert platforms()["snapchat"].limit is None
    assert platforms()["anders"].limit is None
