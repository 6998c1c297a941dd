"""What each reader gets of a case: nothing that isn't theirs, and what is left out is told."""

from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from scala_cli.case import drafts
from scala_cli.case.drafts import File, Found
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Kind
from scala_cli.case.people import is_poster, people, same_name
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case
from scala_cli.documents.render import render_template
from scala_cli.errors import InvalidValue
from scala_cli.export.board import board
from scala_cli.export.inzage.paper import UNJUDGED, Verdict, paper
from scala_cli.export.inzage.pieces import Passage, passages
from scala_cli.export.inzage.taking import take_apart
from scala_cli.export.inzage.whose import OF_OTHERS
from scala_cli.export.paper import TEMPLATE, Paper, values
from scala_cli.export.police import police
from scala_cli.export.redaction import MARK, redacted
from scala_cli.plan.graph import Graph
from scala_cli.plan.model import Field, FieldKind
from tests.conftest import MakeCase, Said
from tests.growing import BY, then, without

TIM, SEM = "Tim Voorbeeld", "S. Fictief"
WAY = [
    ("signaal", "gedaan"), ("spoed", "ja"), ("spoed-melden", "gedaan"), ("stilte", "gedaan"),
    ("gesprek", "gedaan"), ("wie", "medewerker"), ("medewerker/aanspreken", "gedaan"),
    ("medewerker/grensoverschrijdend", "ja"), ("medewerker/vertrouwensinspecteur", "gedaan"),
    ("medewerker/reactie-medewerker", "inadequaat"), ("medewerker/overleg-bestuur", "gedaan"),
    ("medewerker/consequenties", "berisping"), ("medewerker/statement", "gedaan"),
    ("medewerker/dossier-medewerker-directie", "gedaan"),
]  # fmt: skip
LACKS = "De termijn loopt nog niet: 'Op welke datum is het voornemen verstuurd?' is leeg."
WORDS = (FieldKind.LINE, FieldKind.LONG, FieldKind.PERSON, FieldKind.PERSONS, FieldKind.LINKS)


def marker(step: str, field: Field) -> str:
    """Return a word that stands in one field only."""
    return f"merk-{step.replace('/', '-')}-{field.id.replace('_', '-')}."


def marked(graph: Graph, make_case: MakeCase) -> Case:
    """Return a case with a word of its own in every field that a person can type in."""

    def value(step: str, field: Field) -> object:
        word = marker(step, field)
        listed = field.kind in (FieldKind.PERSONS, FieldKind.LINKS)
        return [word] if listed else word

    said: list[Said] = [
        (
            step,
            choice,
            {one.id: value(step, one) for one in graph.steps[step].fields if one.kind in WORDS},
        )
        for step, choice in WAY
    ]
    return make_case(graph, *said)


def fields_on(paper: Paper, graph: Graph) -> set[str]:
    """Return the ids of the fields whose words stand on a paper."""
    text = on_paper(paper).replace("\\", "")
    return {
        field.id
        for step, _ in WAY
        for field in graph.steps[step].fields
        if marker(step, field) in text
    }


def on_paper(paper: Paper) -> str:
    return render_template(TEMPLATE, values(paper)) + "\n"


def test_the_board_gets_the_fields_of_deciding_and_no_others(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    assert fields_on(board(marked(plaatsing, make_case)), plaatsing) == {
        "melder", "geraakt", "gesproken_met", "afspraken", "hoe", "aanwezig", "naam",
        "toelichting", "kanaal", "klas", "vooraf_gelezen_door", "wat_en_hoe",
    }  # fmt: skip


def test_the_police_gets_the_fields_of_the_message_and_whom_was_spoken_to_and_no_others(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    found = police(marked(plaatsing, make_case))
    assert fields_on(found, plaatsing) == {
        "link", "melder", "inhoud", "account", "geraakt", "naam", "gesproken_met", "aanwezig",
    }  # fmt: skip
    # Only whom the school called first: deliberation and advice are its own.
    text = on_paper(found)
    assert "merk-spoed-melden-gesproken-met" in text
    assert "vertrouwensinspecteur" not in text
    assert "overleg-bestuur" not in text


def test_without_a_decision_a_person_who_asks_gets_no_text_and_nobody_elses_fields(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = marked(plaatsing, make_case)
    own = "merk-wie-naam."
    assert own in {name for one in people(case) for name in one.names}
    assert fields_on(paper(case, own, take_apart(case, [own], {}), {}), plaatsing) == {
        "link", "account", "naam", "klas",
    }  # fmt: skip
    other = "merk-signaal-geraakt."
    assert fields_on(paper(case, other, take_apart(case, [other], {}), {}), plaatsing) == {
        "geraakt"
    }
    assert fields_on(paper(case, "x", take_apart(case, [], {}), {}), plaatsing) == set()


def full(graph: Graph, make_case: MakeCase) -> Case:
    """Return a child's case with everything said apart: TIM posted, SEM told of it."""
    case = make_case(
        graph,
        ("signaal", "gedaan", {
            "platform": "x", "link": ["https://x.example/1"], "account": "@tim", "melder": SEM,
            "inhoud": "Eerste alinea over Tim.\n\nTweede alinea over Sem.",
            "geraakt": ["A. Verzonnen"],
        }),
        ("spoed", "nee"), ("stilte", "gedaan", {"hoe": "Per e-mail"}),
        ("gesprek", "gedaan", {"aanwezig": [TIM, "D. Directeur"], "verslag": "GESPREKSVERSLAG",
                               "datum": "2026-11-20"}),
        ("wie", "kind", {"naam": TIM, "klas": "groep 8", "jonger_dan_12": True}),
        ("gesprek-kind", "gedaan"), ("ouders-uitnodigen", "gedaan"),
        ("reactie-kind", "erkent-niet"), ("reactie-ouders", "ontkennen"),
    )  # fmt: skip
    revised = Draft(
        Kind.REVISED, None,
        {"door": "L. Vastlegger", "reden": "REDENWIJZIGING",
         "velden": {"naam": TIM, "klas": "groep 7", "jonger_dan_12": True}},
        "wie", 1, ("kind",),
    )  # fmt: skip
    file = File("SEMSFOTO.png", "ab" * 32, 12, kept=True)
    found = Found("https://x.example/9", "@sem", SEM, "2026-11-20", "BESCHRIJVING", file)
    return then(
        case,
        revised,
        drafts.note("NOTITIE", BY, date(2026, 12, 1)),
        drafts.evidence(found, BY),
        document_draft(Kind.DOCUMENT, "statement", "BRIEFTEKST", None, BY),
        drafts.link("2026-007", "REDENKOPPELING", BY),
        drafts.hold("REDENAANHOUDEN", BY),
        drafts.close("anders", "TOELICHTING", date(2028, 1, 1), "GROND", BY),
    )


@pytest.fixture
def case(plaatsing: Graph, make_case: MakeCase) -> Case:
    return full(plaatsing, make_case)


TEXTS = {14: "BRIEFTEKST"}


def test_the_board_gets_decisions_and_reasons_and_no_more_of_talks_letters_notes_and_evidence(
    case: Case,
) -> None:
    text = on_paper(board(case))
    for there in (
        "REDENWIJZIGING", "REDENKOPPELING", "REDENAANHOUDEN", "TOELICHTING", "GROND", "statement",
        "erkent niet", "Per e-mail", "link, account, bestand en beschrijving",
        "Eigen herinnering", "1 december 2026", "groep 7",
    ):  # fmt: skip
        assert there.lower() in text.lower()
    for gone in (
        "GESPREKSVERSLAG", "alinea", "NOTITIE", "BESCHRIJVING", "SEMSFOTO", "BRIEFTEKST", "@sem",
        "@tim", "x.example", "groep 8",
    ):  # fmt: skip
        assert gone not in text.replace("\\", "")


def test_the_police_gets_facts_and_evidence_and_nobodys_judgement(case: Case) -> None:
    text = on_paper(police(case)).replace("\\", "")
    for there in (
        "Eerste alinea", "https://x.example/1", "https://x.example/9", "@tim", "@sem", SEM, TIM,
        "ab" * 32, "SEMSFOTO.png", "BESCHRIJVING", "20 november 2026", "D. Directeur",
        "A. Verzonnen",
    ):  # fmt: skip
        assert there in text
    for gone in (
        "GESPREKSVERSLAG", "NOTITIE", "BRIEFTEKST", "REDEN", "TOELICHTING", "GROND", "erkent",
        "Gedragsprotocol", "groep", "reageer", "leest", "lezing",
    ):  # fmt: skip
        assert gone not in text


def test_the_police_also_reads_what_was_recorded_before_a_correction(case: Case) -> None:
    draft = Draft(
        Kind.REVISED, None, {"door": BY, "reden": "VERTIKT", "velden": {"account": "@echt"}},
        "signaal", 1, ("gedaan",),
    )  # fmt: skip
    text = on_paper(police(then(case, draft))).replace("\\", "")
    assert "@echt" in text
    assert "**Welk account heeft het geplaatst? (eerder vastgelegd, tot " in text
    assert "@tim" in text
    assert "VERTIKT" not in text


def test_the_police_reads_of_a_talk_on_a_way_that_the_case_has_left(case: Case) -> None:
    draft = Draft(
        Kind.REVISED, None, {"door": BY, "reden": "x", "velden": {}}, "wie", 1, ("volwassene",)
    )
    before, after = on_paper(police(case)), on_paper(police(then(case, draft)))
    lapsed = "Let op: vervallen; een later antwoord heeft de weg veranderd"
    assert lapsed not in before
    assert lapsed in after.partition("## Gesprek met het kind")[2]


def test_the_police_reads_that_a_corrected_answer_was_a_slip(case: Case) -> None:
    said = {"door": BY, "reden": "verkeerd gekozen", "velden": {}}
    draft = Draft(Kind.REVISED, None, said, "wie", 1, ("volwassene",))
    assert ", verkeerd gekozen)" in on_paper(police(then(case, draft)))


def every(paper: Paper) -> str:
    return on_paper(paper).replace("\\", "")


def test_who_posted_gets_what_is_theirs_and_the_rest_is_told_by_kind_step_and_reason(
    case: Case,
) -> None:
    text = every(paper(case, TIM, take_apart(case, [TIM], TEXTS), {}))
    for there in (
        TIM, "@tim", "https://x.example/1", "groep 7", "Het kind erkent niet",
        "Wie waren erbij? Tim Voorbeeld", "Een andere reden",
        "1 januari 2028", "20 november 2026",
    ):  # fmt: skip
        assert there in text
    for gone in (
        SEM, "A. Verzonnen", "D. Directeur", "L. Vastlegger", BY, "@sem", "x.example/9",
        "SEMSFOTO", "alinea", "GESPREKSVERSLAG", "NOTITIE", "BESCHRIJVING", "BRIEFTEKST", "REDEN",
        "TOELICHTING", "GROND", "2026-007", "ontkennen", "Per e-mail", "groep 8",
    ):  # fmt: skip
        assert gone not in text
    left_out = text.partition("# Wat er niet in staat, en waarom\n")[2].partition("\n# ")[0]
    for line in (
        f"- naam van een ander (Het bericht is gemeld): {OF_OTHERS} (2 keer)",
        f"- vrije tekst (Het bericht is gemeld): {UNJUDGED} (2 keer)",
        f"- gespreksverslag (Gesprek met de plaatser): {UNJUDGED}",
        f"- antwoord op een vraag (Hoe reageren de ouders?): {UNJUDGED}",
        f"- wie het vastlegde (Het hele dossier): {OF_OTHERS}",
        f"- notitie (Notitie, gebeurtenis 12): {UNJUDGED}",
        f"- account (Bewijs, gebeurtenis 13): {OF_OTHERS}",
        f"- wie het vond (Bewijs, gebeurtenis 13): {OF_OTHERS}",
        f"- eerdere versie (Wie heeft het geplaatst?): {UNJUDGED}",
    ):
        assert line in left_out.splitlines()


def test_someone_else_gets_only_steps_that_name_them_and_not_how_the_poster_was_dealt_with(
    case: Case,
) -> None:
    text = every(paper(case, "A. Verzonnen", take_apart(case, ["a.  verzonnen"], TEXTS), {}))
    assert "## Het bericht is gemeld" in text
    assert "Wie is door het bericht geraakt? A. Verzonnen" in text
    assert "Op welk platform staat het bericht? X" in text
    for gone in (
        TIM, "@tim", "x.example", "groep", "kind", "ouders", "Bewijs", "Notitie", "Gedrag",
        "Statement", "jonger", SEM,
    ):  # fmt: skip
        assert gone not in text
    assert "een stap (een stap of stuk waarin de naam van deze persoon niet is ingevuld)" in text


def test_a_name_is_theirs_as_a_whole_only() -> None:
    assert not same_name("Tim", TIM)
    assert not same_name(f"moeder van {TIM}", TIM)
    assert same_name("tim   VOORBEELD", TIM)


def test_who_posted_may_be_told_where_no_name_of_them_is_recorded(
    medewerker: Graph, make_case: MakeCase, case: Case
) -> None:
    said: list[Said] = [
        ("ventileert", "gedaan", {"account": "@collega", "melder": SEM}),
        ("aanspreken", "gedaan", {"aanwezig": ["D. Collega"]}),
        ("grensoverschrijdend", "ja"),
    ]
    found = make_case(medewerker, *said)
    own, other = (
        every(paper(found, "D.", take_apart(found, ["D. Collega"], {}, poster=poster), {}))
        for poster in (True, False)
    )
    assert is_poster(found, ["D. Collega"]) is None
    assert "@collega" in own
    assert "Antwoord: Ja" in own
    assert "@collega" not in other
    assert "Antwoord" not in other
    # A name that is recorded goes before what is told.
    assert "@tim" not in every(paper(case, "A.", take_apart(case, ["A."], {}, poster=True), {}))


def test_all_names_of_a_case_can_be_chosen_from(case: Case) -> None:
    found = {name for one in people(case) for name in one.names}
    assert {"A. Verzonnen", "D. Directeur", SEM, TIM} <= found


def decided(case: Case, verdicts: dict[str, Verdict]) -> str:
    """Return the paper of TIM, with verdicts on the passages that hold these words."""
    found = take_apart(case, [TIM], TEXTS)
    meant = {
        one: verdict
        for one in passages(found)
        for word, verdict in verdicts.items()
        if word in one.text
    }
    assert len(meant) == len(verdicts)
    return every(paper(case, TIM, found, meant))


def test_a_passage_that_was_approved_goes_along_and_the_one_beside_it_does_not(case: Case) -> None:
    text = decided(case, {"Eerste alinea": Verdict("Eerste alinea over Tim.", "")})
    assert "**Wat staat er in het bericht?**\n\nEerste alinea over Tim.\n" in text
    assert "Tweede" not in text
    assert f"- vrije tekst (Het bericht is gemeld): {UNJUDGED}" in text.splitlines()


def test_a_passage_with_words_taken_out_says_so_and_why_at_the_end(case: Case) -> None:
    verdict = Verdict(f"Tweede alinea over {MARK}.", "gaat over een ander")
    text = decided(case, {"Tweede": verdict, "NOTITIE": Verdict("", "in vertrouwen gezegd")})
    assert f"Tweede alinea over {MARK}." in text
    told = text.splitlines()
    assert "- vrije tekst (Het bericht is gemeld): een deel weggelakt: gaat over een ander" in told
    assert "- notitie (Notitie, gebeurtenis 12): in vertrouwen gezegd" in told


def test_a_text_of_another_step_may_go_along_and_then_its_step_is_named(case: Case) -> None:
    found = take_apart(case, ["A. Verzonnen"], TEXTS)
    report = next(one for one in passages(found) if one.text == "GESPREKSVERSLAG")
    text = every(paper(case, "A.", found, {report: Verdict("GESPREKSVERSLAG", "")}))
    assert "## Gesprek met de plaatser\n\n**Wat is er besproken?**\n\nGESPREKSVERSLAG" in text


def test_every_text_that_a_person_typed_is_a_passage_of_its_own(case: Case) -> None:
    found = [one.text for one in passages(take_apart(case, [TIM], TEXTS))]
    for words in (
        "Eerste alinea over Tim.", "Tweede alinea over Sem.", "GESPREKSVERSLAG", "Per e-mail",
        "REDENWIJZIGING", "groep 8", "NOTITIE", "BESCHRIJVING", "BRIEFTEKST", "REDENAANHOUDEN",
        "TOELICHTING", "GROND",
    ):  # fmt: skip
        assert found.count(words) == 1
    # The reason of a link is about the other case.
    assert "REDENKOPPELING" not in found


def readers(case: Case) -> Iterator[Paper]:
    yield from (board(case), police(case), paper(case, TIM, take_apart(case, [TIM], {}), {}))


def test_every_paper_says_for_whom_it_is_that_there_is_more_and_what_it_can_be_checked_by(
    case: Case,
) -> None:
    for one, reader in zip(readers(case), ("bestuur", "politie", TIM), strict=True):
        text = on_paper(one)
        front = yaml.safe_load(text.split("---\n")[1])
        assert reader in front["voor"]
        assert (front["kop"], front["aantal"]) == (case.head, case.count)
        assert "author" not in front
        ending = text.partition("# Controle\n")[2]
        assert f"gemaakt voor {one.reader}." in ending
        assert "Dit is niet het hele dossier." in ending
        assert case.head in ending
        assert f"{case.count} gebeurtenissen" in ending


def test_an_erased_case_says_so_to_every_reader_and_holds_nobodys_words(case: Case) -> None:
    for one in readers(without(case, everything(case), "GRONDVANWISSEN")):
        text = on_paper(one)
        assert "is gewist" in text
        told = text.replace(one.reader, "")
        for gone in (TIM, SEM, "alinea", "NOTITIE"):
            assert gone not in told
        assert ("GRONDVANWISSEN" in text) == ("inzage" not in one.reader)


def test_what_people_typed_is_never_markup_for_any_reader(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    hostile = "# Kop\n\n---\n\n| a | b |\n\n**vet** {{ 7*7 }}"
    case = make_case(
        plaatsing,
        ("signaal", "gedaan", {"inhoud": hostile, "melder": "| a | # b"}),
        ("spoed", "ja"),
        ("spoed-melden", "gedaan", {"afspraken": hostile}),
    )
    found = take_apart(case, ["| a | # b"], {})
    verdicts = {one: Verdict(one.text, "") for one in passages(found)}
    for one in (board(case), police(case), paper(case, "# x", found, verdicts)):
        lines = on_paper(one).split("---\n", 2)[2].splitlines()
        assert "# Kop" not in lines
        assert "---" not in lines
        assert not any(line.startswith("|") for line in lines)
        assert r"\*\*vet\*\*" in " ".join(lines)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Tim", f"{MARK} en {MARK} tas, Timmerman en moeder van Sem."),
        ("tim; moeder van sem", f"{MARK} en {MARK} tas, Timmerman en {MARK}."),
        ("moeder  van  Sem", f"Tim en Tims tas, Timmerman en {MARK}."),
        ("Timmerman; ", "Tim en Tims tas, [weggelakt] en moeder van Sem."),
    ],
)
def test_words_are_taken_out_wherever_they_stand_whole(typed: str, left: str) -> None:
    assert redacted("Tim en Tims tas, Timmerman en moeder van Sem.", typed) == left


@pytest.mark.parametrize("typed", ["Piet", "Tim; Piet", "im", ";", " "])
def test_words_that_are_not_there_take_nothing_out(typed: str) -> None:
    with pytest.raises(InvalidValue) as told:
        redacted("Tim en Sem.", typed)
    assert "Piet" not in str(told.value)


def test_the_same_words_at_the_same_place_are_asked_once(case: Case) -> None:
    found = take_apart(case, [TIM], {14: "Zelfde.\n\nZelfde."})
    assert [one.text for one in passages(found)].count("Zelfde.") == 1
    asked = next(one for one in passages(found) if one.text == "Zelfde.")
    assert isinstance(asked, Passage)
    assert every(paper(case, TIM, found, {asked: Verdict("Zelfde.", "")})).count("Zelfde.") == 2


def test_a_term_that_can_not_run_yet_is_told_to_the_board_and_to_who_posted_alone(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(plaatsing, *WAY[:-2])
    assert LACKS in every(board(case))
    assert LACKS in every(paper(case, TIM, take_apart(case, [TIM], {}, poster=True), {}))
    assert LACKS not in every(paper(case, SEM, take_apart(case, [SEM], {}, poster=False), {}))
