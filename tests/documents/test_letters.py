"""The letters: which dossier they name, what they leave out, and what they ask to fill in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from scala_cli import resources
from scala_cli.case.events import Draft, Event, Kind, record
from scala_cli.case.fold import fold
from scala_cli.case.state import Case
from scala_cli.case.values import Value
from scala_cli.clock import stamp
from scala_cli.commands.papers import render_document
from scala_cli.documents.context import Writing, context_for
from scala_cli.documents.plain import plain
from scala_cli.documents.render import render
from scala_cli.documents.school import School
from scala_cli.facts import facts
from scala_cli.headings import heading
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import FieldKind
from scala_cli.plan.paths import Path, paths
from scala_cli.plan.replay import Visit
from tests.conftest import NOW, MakeCase
from tests.documents.letters import CHILD, DENIED, OTHER, PARENT, SCHOOL, STAFF, told
from tests.documents.variants import DAY, POSTED, TALK, UNTOLD, Variant, beginning


def looked_at(case: Case, visit: Visit, kind: str) -> str:
    """Return a letter as it is shown at a step, before that is answered."""
    writing = Writing(SCHOOL, DAY, {})
    return plain(render(kind, context_for(kind, case, visit, writing)))


RECORD = {"link", "aanwezig", "afspraken", "naam", "wat_en_hoe"}
# Of each document the text fields of a case that it may show; no other ever shows in it.
MAY = {
    "statement": set[str](),
    "niet-reageren": set[str](),
    "leerlingdossier-incident": {*RECORD, "klas"},
    "melding-personeelsdossier": {*RECORD, "toelichting"},
    "uitnodiging-ouders": {"naam"},
    "uitnodiging-gesprek": {"naam"},
    "gespreksvoorbereiding": {"link", "inhoud", "afspraken"},
    "gespreksverslag": {"aanwezig", "verslag", "afspraken"},
    "klachtenprocedure": {"naam"},
    "mededeling-gedragsprotocol": {"naam"},
    "overlegnotitie-bestuur": {"naam", "link", "inhoud", "afspraken"},
    "belblad-vertrouwensinspecteur": {"inhoud", "gesproken_met", "afspraken"},
    "feitenblad-politie": {"link", "account", "inhoud", "naam"},
    "verwijderverzoek": {"link", "account", "naam"},
    "afsluitbrief": set[str](),
    "controlelijst-maatregel": set[str](),
}
TEXT = (FieldKind.LINE, FieldKind.LONG, FieldKind.PERSON, FieldKind.PERSONS, FieldKind.LINKS)


def written(kind: str, case: Case, writing: Writing = UNTOLD) -> str:
    """Return a document made apart from any step, as people read it."""
    return plain(render(kind, context_for(kind, case, None, writing)))


def marked(graph: Graph, path: Path) -> Case:
    """Return a case in which each text field holds its own id and nothing else."""
    opened = Draft(Kind.OPENED, stamp(NOW), {"door": "directie"})
    events: list[Event] = [record(opened, "2026-001", None, NOW)]
    for visit, choice in path:
        noted = {
            field.id: [f"zie-{field.id}."]
            if field.kind in (FieldKind.PERSONS, FieldKind.LINKS)
            else f"zie-{field.id}."
            for field in graph.steps[visit.step].fields
            if field.kind in TEXT
        }
        draft = Draft(
            Kind.ANSWERED, stamp(NOW), {"door": "directie", "velden": noted}, *visit, choice
        )
        events.append(record(draft, "2026-001", events[-1], NOW))
    return fold(graph, events)


def everywhere(kind: str, case: Case) -> Iterator[str]:
    """Yield a document at every step of a case that has it, and apart from any."""
    for answer in case.standing:
        step = case.step(answer.visit)
        if kind in (*step.documents, *step.offered):
            yield plain(render(kind, context_for(kind, case, answer.visit, UNTOLD)))
    choices = [one for one in heading(kind).questions if one.options]
    yield written(kind, case)
    for question in choices:
        for option in question.options:
            yield written(kind, case, Writing(School(), DAY, {question.id: option.id}))


@pytest.mark.parametrize("kind", resources.document_names())
def test_a_document_shows_just_the_fields_that_its_reader_needs(
    kind: str, plaatsing: Graph, medewerker: Graph
) -> None:
    fields = {
        field.id
        for step in (*plaatsing.steps.values(), *medewerker.steps.values())
        for field in step.fields
    }
    shown = {
        field
        for graph in (plaatsing, medewerker)
        for path in paths(graph)
        for text in everywhere(kind, marked(graph, path))
        for field in fields
        if f"zie-{field}." in text
    }
    assert shown == MAY[kind]


def test_a_letter_to_an_adult_never_has_the_name_of_a_child(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *DENIED)
    for kind in ("uitnodiging-gesprek", "klachtenprocedure", "afsluitbrief"):
        assert "Lotte" not in written(kind, case, told())
    assert "Lotte" not in written("verwijderverzoek", case, told(aan="platform"))


def test_a_letter_to_parents_never_calls_an_adult_their_child(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *beginning({}), ("wie", "volwassene", OTHER))
    for kind in ("uitnodiging-ouders", "mededeling-gedragsprotocol"):
        text = written(kind, case, told())
        assert "Voorbeeld," not in text
        assert "[naam van het kind]" in text


def test_each_parent_has_a_salutation_of_their_own(plaatsing: Graph, make_case: MakeCase) -> None:
    case = make_case(plaatsing, *beginning({}), CHILD)
    both = told(ouder_1="mevrouw Voorbeeld", ouder_2="meneer Verzonnen")
    for kind in ("uitnodiging-ouders", "mededeling-gedragsprotocol"):
        assert "Beste mevrouw Voorbeeld, beste meneer Verzonnen,\n" in written(kind, case, both)
        one = written(kind, case, told(ouder_1="meneer Verzonnen"))
        assert "Beste meneer Verzonnen,\n" in one


@pytest.mark.parametrize("kind", ["uitnodiging-gesprek", "gespreksverslag"])
def test_the_right_dossier_is_named(
    kind: str, plaatsing: Graph, medewerker: Graph, make_case: MakeCase
) -> None:
    def adult(who: dict[str, object]) -> str:
        return written(kind, make_case(plaatsing, *beginning({}), ("wie", "volwassene", who)))

    staff = written(kind, make_case(medewerker, *STAFF))
    assert ("personeelsdossier" in staff, "leerlingdossier" in staff) == (True, False)
    assert "leerlingdossier" in adult(PARENT)
    assert "alleen bij dit incident" in adult(OTHER)
    assert "personeelsdossier" not in adult(PARENT) + adult(OTHER)


@pytest.mark.parametrize(
    ("step", "role"),
    [
        ("aanspreken", "met de medewerker"),
        ("gesprek-kind", "met het kind"),
        ("ouders-uitnodigen", "met de ouders"),
        ("passende-oplossing", "met de ouders"),
        ("gesprek", "Verslag van het gesprek\n"),
    ],
)
def test_what_is_looked_at_before_a_talk_is_for_who_it_is_with(
    step: str, role: str, plaatsing: Graph, medewerker: Graph
) -> None:
    graph = medewerker if step == "aanspreken" else plaatsing
    path = next(one for one in paths(graph) if any(visit.step == step for visit, _ in one))
    here = next(place for place, (visit, _) in enumerate(path) if visit.step == step)
    case = marked(graph, path[:here])
    shown = looked_at(case, path[here][0], "gespreksverslag")
    assert role in shown.split("- School")[0]
    assert f"School: {SCHOOL.naam}" in shown


def test_a_report_is_of_the_talk_it_is_made_at(plaatsing: Graph, make_case: MakeCase) -> None:
    other = {**TALK, "verslag": "De ouders zijn er geweest.", "datum": "2026-11-23"}
    case = make_case(
        plaatsing,
        *beginning(POSTED),
        CHILD,
        ("gesprek-kind", "gedaan", TALK),
        ("ouders-uitnodigen", "gedaan", other),
        ("reactie-ouders", "erkennen"),
        ("passende-oplossing", "gedaan", {"verslag": "Samen is er een plan."}),
    )
    made = {
        answer.visit.step: plain(render_document(case, answer, "gespreksverslag"))
        for answer in case.standing
    }
    assert "Er is rustig gepraat." in made["gesprek-kind"]
    assert "De ouders zijn er geweest." in made["ouders-uitnodigen"]
    assert "23 november 2026" in made["ouders-uitnodigen"]
    assert "Samen is er een plan." in made["passende-oplossing"]
    assert "Samen is er een plan." in written("gespreksverslag", case, told(rol="ouders"))


def test_what_is_looked_at_before_a_talk_holds_nothing_of_an_earlier_one(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *beginning(POSTED, TALK), CHILD)
    visit = next(one for one in case.position.open if one.step == "gesprek-kind")
    shown = looked_at(case, visit, "gespreksverslag")
    assert "Er is rustig gepraat." not in shown
    assert "[wie erbij waren]" in shown


def test_an_employee_is_not_told_that_nothing_is_decided_when_it_is(
    medewerker: Graph, make_case: MakeCase
) -> None:
    undecided = make_case(medewerker, *STAFF)
    decided = make_case(
        medewerker,
        *STAFF,
        ("vertrouwensinspecteur", "gedaan"),
        ("reactie-medewerker", "inadequaat"),
        ("overleg-bestuur", "gedaan"),
        ("consequenties", "schorsing"),
    )
    sentence = "Er is nog niets besloten."
    assert sentence in written("uitnodiging-gesprek", undecided)
    assert sentence not in written("uitnodiging-gesprek", decided)


def test_a_letter_has_the_day_it_was_written_and_not_that_of_today(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *DENIED)
    letter = written("uitnodiging-ouders", case, replace(told(), day="2027-02-01"))
    assert "Voorbeeldstad, 1 februari 2027" in letter


def test_a_document_of_the_walk_has_the_day_of_the_last_event(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *DENIED, ("gedragsprotocol", "gedaan"))
    text = render_document(case, case.standing[-1], "mededeling-gedragsprotocol")
    assert "22 november 2026" in text


@pytest.mark.parametrize("kind", resources.document_names())
def test_what_is_not_known_of_the_school_is_a_visible_place_and_what_is_known_is_used(
    kind: str, plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *DENIED)
    used = heading(kind).school
    unknown, known = written(kind, case), written(kind, case, Writing(SCHOOL, DAY, {}))
    for field in School.__slots__:
        value = getattr(SCHOOL, field)
        # Where there is an address its town may be in it.
        alone = known.replace(SCHOOL.adres, "") if field == "plaats" else known
        whole = written(kind, case, Writing(replace(SCHOOL, **{field: ""}), DAY, {}))
        assert (whole != known) is (field in used), field
        assert bool(value and value in alone) is (field in used), field
    assert ("[" in unknown) or not used


@pytest.mark.parametrize("kind", resources.document_names())
def test_the_answer_to_every_question_is_used(
    kind: str, plaatsing: Graph, medewerker: Graph, make_case: MakeCase
) -> None:
    cases = (make_case(plaatsing, *DENIED), make_case(plaatsing), make_case(medewerker, *STAFF))
    forms: tuple[dict[str, Value], ...] = ({}, {"aan": "platform"})
    for question in heading(kind).questions:
        words: list[Value] = [True, False] if question.kind is FieldKind.YES_NO else ["Zo gezegd."]
        values: list[Value] = [option.id for option in question.options] or words
        assert any(
            written(kind, case, told(**form))
            != written(kind, case, told(**{**form, question.id: value}))
            for case in cases
            for form in forms
            for value in values
        ), question.id


def test_no_letter_tells_what_the_law_says(variants: list[Variant]) -> None:
    for name, kind, context in variants:
        if kind in ("controlelijst-maatregel", "belblad-vertrouwensinspecteur"):
            continue
        text = plain(render(kind, context))
        assert not any(fact.text in text or fact.source in text for fact in facts().values()), name


def test_the_checklist_has_source_and_certainty_with_each_fact(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *DENIED)
    lists = [
        written("controlelijst-maatregel", case, told(voor=whom))
        for whom in ("medewerker", "leerling", "ouder")
    ]
    for text in lists:
        lines = [line for line in text.split("\n") if line.startswith("Feit: ")]
        assert lines
        assert all("zekerheid A, gezien" in one or "zekerheid B, gezien" in one for one in lines)
        assert "maakt HR of een jurist" in text
    needed = (
        "schorsing-leerling",
        "schorsing-hield-geen-stand",
        "verwijdering-hield-geen-stand",
        "verwijdering-om-ouder",
        "toegangsverbod-ouder",
        "klachtenregeling",
        "cao-maatregelen",
    )
    assert all(any(facts()[one].text in text for text in lists) for one in needed)


def test_the_checklist_says_who_was_heard_and_not_who_merely_talked(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *beginning(POSTED, TALK), CHILD)
    pupil = written("controlelijst-maatregel", case, told(voor="leerling"))
    parent = written("controlelijst-maatregel", case, told(voor="ouder"))
    assert "In het dossier: Gesprek met de plaatser, 21 november 2026, 10:00." in pupil
    assert "In het dossier: gesprek niet vastgelegd." in parent


def test_the_police_are_told_when_it_was_noted_if_not_when_it_was_reported(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    reported = make_case(plaatsing, ("signaal", "gedaan"))
    assert "Gemeld bij de directie: 22 november 2026" in written("feitenblad-politie", reported)
    first, signal = reported.events
    noted = record(
        Draft(Kind.ANSWERED, None, {"door": "directie", "velden": {}}, "signaal", 1, ("gedaan",)),
        "2026-001",
        first,
        NOW,
    )
    text = written("feitenblad-politie", fold(plaatsing, [first, noted]))
    assert signal.recorded
    assert "Melding vastgelegd: 22 november 2026, 13:00" in text
    assert "Gemeld bij" not in text
