"""The two shipped plans are the protocol's flowcharts: each arrow, word, field and document.

The tables are typed from the charts, not read from the plans. Ids stand in recorded cases, so
one that changes here is a broken promise and not a matter of spelling.
"""

import pytest

from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.model import Field, FieldKind, Party, Plan, Step, StepKind

PLANS = ("plaatsing", "medewerker")

# Plan, step, answer, and the steps that come next.
EDGES: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("plaatsing", "signaal", "gedaan", ("spoed",)),
    ("plaatsing", "spoed", "nee", ("stilte", "gesprek")),
    ("plaatsing", "spoed", "ja", ("spoed-melden",)),
    ("plaatsing", "spoed-melden", "gedaan", ("stilte", "gesprek")),
    ("plaatsing", "stilte", "gedaan", ("wie",)),
    ("plaatsing", "gesprek", "gedaan", ("wie",)),
    ("plaatsing", "wie", "medewerker", ("medewerker/aanspreken",)),
    ("plaatsing", "wie", "volwassene", ("reactie-volwassene",)),
    ("plaatsing", "wie", "kind", ("gesprek-kind", "ouders-uitnodigen")),
    ("plaatsing", "reactie-volwassene", "rectificeert", ("klachtmogelijkheid",)),
    ("plaatsing", "reactie-volwassene", "inadequaat", ("statement",)),
    ("plaatsing", "klachtmogelijkheid", "gedaan", ("dossier-volwassene",)),
    ("plaatsing", "statement", "gedaan", ("dossier-volwassene",)),
    ("plaatsing", "dossier-volwassene", "gedaan", ()),
    ("plaatsing", "gesprek-kind", "gedaan", ("reactie-kind",)),
    ("plaatsing", "reactie-kind", "licht-toe", ("leerlingdossier",)),
    ("plaatsing", "reactie-kind", "erkent-niet", ("gedragsprotocol-kind",)),
    ("plaatsing", "gedragsprotocol-kind", "gedaan", ("leerlingdossier",)),
    ("plaatsing", "leerlingdossier", "gedaan", ()),
    ("plaatsing", "ouders-uitnodigen", "gedaan", ("reactie-ouders",)),
    ("plaatsing", "reactie-ouders", "erkennen", ("passende-oplossing",)),
    ("plaatsing", "reactie-ouders", "ontkennen", ("gedragsprotocol",)),
    ("plaatsing", "passende-oplossing", "gedaan", ()),
    ("plaatsing", "gedragsprotocol", "gedaan", ("statement-ouders",)),
    ("plaatsing", "statement-ouders", "gedaan", ()),
    ("medewerker", "ventileert", "gedaan", ("aanspreken",)),
    ("medewerker", "aanspreken", "gedaan", ("grensoverschrijdend",)),
    ("medewerker", "grensoverschrijdend", "nee", ("reactie-medewerker",)),
    ("medewerker", "grensoverschrijdend", "ja", ("vertrouwensinspecteur",)),
    ("medewerker", "vertrouwensinspecteur", "gedaan", ("reactie-medewerker",)),
    ("medewerker", "reactie-medewerker", "rectificeert", ("dossier-medewerker",)),
    ("medewerker", "reactie-medewerker", "inadequaat", ("overleg-bestuur",)),
    ("medewerker", "dossier-medewerker", "gedaan", ("maatregel-nodig",)),
    ("medewerker", "maatregel-nodig", "nee", ()),
    ("medewerker", "maatregel-nodig", "ja", ("overleg-bestuur",)),
    ("medewerker", "overleg-bestuur", "gedaan", ("consequenties", "statement")),
    ("medewerker", "consequenties", "geen", ("dossier-medewerker-directie",)),
    ("medewerker", "consequenties", "waarschuwing", ("dossier-medewerker-directie",)),
    ("medewerker", "consequenties", "schorsing", ("dossier-medewerker-directie",)),
    ("medewerker", "consequenties", "berisping", ("dossier-medewerker-directie",)),
    ("medewerker", "consequenties", "ontslag", ("dossier-medewerker-directie",)),
    ("medewerker", "consequenties", "ontslag-op-staande-voet", ("dossier-medewerker-directie",)),
    ("medewerker", "statement", "gedaan", ("dossier-medewerker-directie",)),
    ("medewerker", "dossier-medewerker-directie", "gedaan", ()),
]

# The steps of each plan in its order.
STEPS = {plan: list(dict.fromkeys(edge[1] for edge in EDGES if edge[0] == plan)) for plan in PLANS}

WAITING = {("plaatsing", "wie"), ("medewerker", "dossier-medewerker-directie")}

ADDITIONS = {
    ("plaatsing", "spoed"): ("A.9", "A.10", "Sancties 7"),
    ("plaatsing", "spoed-melden"): ("Sancties 7",),
    ("plaatsing", "dossier-volwassene"): ("Sancties 5",),
    ("medewerker", "grensoverschrijdend"): ("Sancties 3",),
    ("medewerker", "vertrouwensinspecteur"): ("Sancties 3",),
    ("medewerker", "maatregel-nodig"): ("Sancties 4",),
}

TALKS = {
    ("plaatsing", "gesprek"),
    ("plaatsing", "gesprek-kind"),
    ("medewerker", "aanspreken"),
}

STATEMENT = (
    "Directie plaatst onder het bericht een kort en krachtig statement waarin aangegeven wordt "
    "dat er met de betrokken persoon gesproken is en dat deze persoon altijd een formele klacht "
    "kan indienen en indien nodig dat er aangifte gedaan wordt tegen deze persoon."
)

# What the protocol's boxes say, letter for letter.
WORDS = {
    ("plaatsing", "signaal"): (
        "Communicatie ontspoort op social media. Medewerker merkt dit op en meldt bij directie."
    ),
    ("plaatsing", "stilte"): (
        "Directie meldt bij alle medewerkers om niet meer te reageren op bericht"
    ),
    ("plaatsing", "gesprek"): (
        "directie gaat in gesprek met degene die het bericht geplaatst heeft."
    ),
    ("plaatsing", "klachtmogelijkheid"): (
        "Indien nodig kan directie aangeven dat de volwassene een klacht kan indienen "
        "(start klachtenprocedure)."
    ),
    ("plaatsing", "statement"): STATEMENT,
    ("plaatsing", "gesprek-kind"): "Leerkracht gaat in gesprek met het kind.",
    ("plaatsing", "gedragsprotocol-kind"): "(gedragsprotocol treedt in werking)",
    ("plaatsing", "leerlingdossier"): (
        "In het leerlingdossier wordt opgenomen als incident (wat en hoe)."
    ),
    ("plaatsing", "ouders-uitnodigen"): (
        "Ouders van het kind worden op school uitgenodigd voor het gesprek."
    ),
    ("plaatsing", "passende-oplossing"): (
        "School en ouders gaan samen in gesprek over een passende oplossing."
    ),
    ("plaatsing", "gedragsprotocol"): (
        "Mededeling vanuit school: gedragsprotocol treedt in werking."
    ),
    ("plaatsing", "statement-ouders"): STATEMENT,
    ("medewerker", "ventileert"): "Medewerker ventileert ongepaste/ongewenste mening.",
    ("medewerker", "aanspreken"): "Directie spreekt de medewerker aan.",
    ("medewerker", "dossier-medewerker"): (
        "Melding dossier met wijze van handelen door personeelslid."
    ),
    ("medewerker", "overleg-bestuur"): (
        "Directie overleg met directeur bestuur over te nemen stappen."
    ),
    ("medewerker", "consequenties"): "Mogelijke consequenties:",
    ("medewerker", "statement"): STATEMENT,
    ("medewerker", "dossier-medewerker-directie"): (
        "Melding dossier met wijze handelen door personeelslid en directie."
    ),
}

OPTION_WORDS = {
    ("plaatsing", "wie", "medewerker"): "Medewerker heeft het geplaatst.",
    ("plaatsing", "wie", "volwassene"): "Volwassene heeft het geplaatst.",
    ("plaatsing", "wie", "kind"): "Kind heeft het geplaatst.",
    ("plaatsing", "reactie-volwassene", "rectificeert"): (
        "Volwassene rectificeert mening, licht mening verder toe en/of verwijdert mening."
    ),
    ("plaatsing", "reactie-volwassene", "inadequaat"): "Volwassene reageert inadequaat.",
    ("plaatsing", "reactie-kind", "licht-toe"): (
        "Het kind licht de mening toe en zet dat onder het bericht en/of verwijdert het bericht."
    ),
    ("plaatsing", "reactie-kind", "erkent-niet"): (
        "Het kind erkent niet wat er ongepast/ongewenst is (gedragsprotocol treedt in werking)."
    ),
    ("plaatsing", "reactie-ouders", "erkennen"): "Ouders (h)erkennen de situatie.",
    ("plaatsing", "reactie-ouders", "ontkennen"): (
        "Ouders (h)erkennen de situatie niet of ontkennen de situatie of de impact van de situatie."
    ),
    ("medewerker", "reactie-medewerker", "rectificeert"): (
        "Medewerker rectificeert mening, licht mening verder toe en/of verwijdert mening."
    ),
    ("medewerker", "reactie-medewerker", "inadequaat"): "Medewerker reageert inadequaat.",
}

# What the additions ask and tell, which are not the protocol's words.
ADDED_WORDS = {
    ("plaatsing", "spoed"): "Is er direct gevaar of een mogelijk strafbaar feit?",
    ("plaatsing", "wie"): "Wie heeft het geplaatst?",
    ("medewerker", "grensoverschrijdend"): (
        "Kwalificeert de directie de wijze van communiceren als grensoverschrijdend?"
    ),
    ("medewerker", "vertrouwensinspecteur"): (
        "Telefonisch melden bij de Landelijke Vertrouwensinspecteur (0900 – 111 3 111)."
    ),
    ("medewerker", "maatregel-nodig"): (
        "Geeft de ernst, ondanks de rectificatie, aanleiding tot een maatregel?"
    ),
}

BEGIN = ["platform", "link", "geplaatst", "melder", "inhoud", "account", "geraakt"]
TALK = ["datum", "aanwezig", "verslag", "afspraken"]
CALL = ["datum", "gesproken_met", "afspraken"]
NOTICE = ["datum", "hoe"]
POSTED = ["datum", "kanaal", "tekst", "aangifte", "vooraf_gelezen_door"]
FILED = ["datum", "wat_en_hoe"]

FIELDS: dict[tuple[str, str], list[str]] = {
    ("plaatsing", "signaal"): BEGIN,
    ("plaatsing", "spoed"): [],
    ("plaatsing", "spoed-melden"): CALL,
    ("plaatsing", "stilte"): NOTICE,
    ("plaatsing", "gesprek"): TALK,
    ("plaatsing", "wie"): ["naam", "klas", "jonger_dan_12", "ouder_verzorger"],
    ("plaatsing", "reactie-volwassene"): [],
    ("plaatsing", "klachtmogelijkheid"): NOTICE,
    ("plaatsing", "statement"): POSTED,
    ("plaatsing", "dossier-volwassene"): FILED,
    ("plaatsing", "gesprek-kind"): TALK,
    ("plaatsing", "reactie-kind"): [],
    ("plaatsing", "gedragsprotocol-kind"): NOTICE,
    ("plaatsing", "leerlingdossier"): FILED,
    ("plaatsing", "ouders-uitnodigen"): TALK,
    ("plaatsing", "reactie-ouders"): [],
    ("plaatsing", "passende-oplossing"): TALK,
    ("plaatsing", "gedragsprotocol"): NOTICE,
    ("plaatsing", "statement-ouders"): POSTED,
    ("medewerker", "ventileert"): BEGIN,
    ("medewerker", "aanspreken"): TALK,
    ("medewerker", "grensoverschrijdend"): [],
    ("medewerker", "vertrouwensinspecteur"): CALL,
    ("medewerker", "reactie-medewerker"): [],
    ("medewerker", "dossier-medewerker"): FILED,
    ("medewerker", "maatregel-nodig"): [],
    ("medewerker", "overleg-bestuur"): CALL,
    ("medewerker", "consequenties"): ["toelichting", "voornemen_verstuurd", "gehoord"],
    ("medewerker", "statement"): POSTED,
    ("medewerker", "dossier-medewerker-directie"): FILED,
}

# Kinds of fields that the charts' description names.
FIELD_KINDS = {
    "platform": {FieldKind.CHOICE},
    "link": {FieldKind.LINKS},
    "geplaatst": {FieldKind.MOMENT},
    "melder": {FieldKind.PERSON},
    "inhoud": {FieldKind.LONG},
    "naam": {FieldKind.PERSON},
    "jonger_dan_12": {FieldKind.YES_NO},
    "ouder_verzorger": {FieldKind.YES_NO},
    "aanwezig": {FieldKind.PERSONS},
    "verslag": {FieldKind.LONG},
    "afspraken": {FieldKind.LONG},
    "aangifte": {FieldKind.YES_NO},
    "voornemen_verstuurd": {FieldKind.DAY},
    "gehoord": {FieldKind.YES_NO},
    "wat_en_hoe": {FieldKind.LONG},
    "datum": {FieldKind.DAY, FieldKind.MOMENT},
}

PLATFORMS = [
    "facebook",
    "instagram",
    "x",
    "tiktok",
    "youtube",
    "whatsapp",
    "snapchat",
    "linkedin",
    "anders",
]

# The steps that make each document when they are done.
DOCUMENTS = {
    "niet-reageren": {("plaatsing", "stilte")},
    "statement": {
        ("plaatsing", "statement"),
        ("plaatsing", "statement-ouders"),
        ("medewerker", "statement"),
    },
    "leerlingdossier-incident": {
        ("plaatsing", "dossier-volwassene"),
        ("plaatsing", "leerlingdossier"),
    },
    "melding-personeelsdossier": {
        ("medewerker", "dossier-medewerker"),
        ("medewerker", "dossier-medewerker-directie"),
    },
    "klachtenprocedure": {("plaatsing", "klachtmogelijkheid")},
    "mededeling-gedragsprotocol": {("plaatsing", "gedragsprotocol")},
    "belblad-vertrouwensinspecteur": {("medewerker", "vertrouwensinspecteur")},
    "overlegnotitie-bestuur": {("medewerker", "overleg-bestuur")},
}

OFFERED = {
    ("plaatsing", "gesprek"): ("uitnodiging-gesprek", "gespreksverslag"),
    ("plaatsing", "gesprek-kind"): ("gespreksverslag",),
    ("plaatsing", "gedragsprotocol-kind"): ("mededeling-gedragsprotocol",),
    ("plaatsing", "ouders-uitnodigen"): ("uitnodiging-ouders", "gespreksverslag"),
    ("plaatsing", "passende-oplossing"): ("gespreksverslag",),
    ("medewerker", "aanspreken"): ("uitnodiging-gesprek", "gespreksverslag"),
}

REASONS = {
    ("plaatsing", "klachtmogelijkheid"): "niet nodig",
    ("plaatsing", "statement"): "bewust niet geplaatst",
    ("plaatsing", "statement-ouders"): "bewust niet geplaatst",
    ("medewerker", "statement"): "bewust niet geplaatst",
    ("plaatsing", "gesprek"): "gesprek geweigerd",
    ("plaatsing", "gesprek-kind"): "gesprek geweigerd",
    ("plaatsing", "ouders-uitnodigen"): "gesprek geweigerd",
    ("medewerker", "aanspreken"): "gesprek geweigerd",
}

# Where the chart leaves room: the step that shows the reading chosen, and words it turns on.
READINGS = [
    ("medewerker", "consequenties", "naast het statement"),
    ("medewerker", "maatregel-nodig", "Sancties 4"),
    ("plaatsing", "statement", "aangifte"),
    ("plaatsing", "statement-ouders", "aangifte"),
    ("medewerker", "statement", "aangifte"),
    ("plaatsing", "gesprek-kind", "twee sporen"),
    ("plaatsing", "ouders-uitnodigen", "naast het gesprek met het kind"),
    ("plaatsing", "statement-ouders", "ontkennende"),
    ("plaatsing", "gesprek", "leerkracht"),
    ("plaatsing", "gedragsprotocol-kind", "beide takken"),
    ("plaatsing", "stilte", "in één vak"),
    ("plaatsing", "wie", "staat dan al vast"),
    ("plaatsing", "statement", "geen gesprek vastgelegd"),
    ("plaatsing", "statement-ouders", "geen gesprek vastgelegd"),
    ("medewerker", "statement", "geen gesprek vastgelegd"),
]

ALL_STEPS = [(plan, step) for plan in PLANS for step in STEPS[plan]]


def step_of(library: Library, plan: str, step: str) -> Step:
    """Return a step of a shipped plan."""
    return library.plans[plan].index[step]


def all_steps(library: Library) -> dict[tuple[str, str], Step]:
    """Return every step of the shipped plans by plan and step."""
    return {(plan.id, step.id): step for plan in library.plans.values() for step in plan.steps}


@pytest.mark.parametrize(("plan", "step", "answer", "following"), EDGES)
def test_after_an_answer_comes_the_next_step_of_the_chart(
    plan: str, step: str, answer: str, following: tuple[str, ...], library: Library
) -> None:
    assert Graph(plan, library.plans).follows(step, (answer,)) == following


def test_there_is_no_answer_beside_those_of_the_chart(library: Library) -> None:
    found = {
        (plan, ref, choice[0])
        for plan in PLANS
        for graph in [Graph(plan, library.plans)]
        for ref in graph.steps
        if "/" not in ref
        for choice in graph.choices(ref)
    }

    assert found == {edge[:3] for edge in EDGES}


def test_there_are_two_plans(library: Library) -> None:
    assert set(library.plans) == set(PLANS)


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_has_the_steps_of_its_chart_in_that_order(plan: str, library: Library) -> None:
    assert [step.id for step in library.plans[plan].steps] == STEPS[plan]


def test_the_plans_carry_the_titles_of_the_charts(library: Library) -> None:
    assert {plan: library.plans[plan].title for plan in PLANS} == {
        "plaatsing": (
            "Plaatsing op social media wat ongewenst of ongepast is door een werknemer, "
            "volwassene of kind"
        ),
        "medewerker": "Plaatsing op social media wat ongewenst of ongepast door medewerker",
    }


def test_the_case_of_a_posting_can_hand_over_to_the_plan_for_staff(plaatsing: Graph) -> None:
    assert [plan.id for plan in plaatsing.plans] == ["plaatsing", "medewerker"]


def test_the_plan_for_staff_hands_over_to_no_other(medewerker: Graph) -> None:
    assert [plan.id for plan in medewerker.plans] == ["medewerker"]


@pytest.mark.parametrize(("plan", "step"), ALL_STEPS)
def test_a_step_is_a_question_where_the_chart_has_a_choice(
    plan: str, step: str, library: Library
) -> None:
    answers = {answer for p, s, answer, _ in EDGES if (p, s) == (plan, step)}
    expected = StepKind.ACTION if answers == {"gedaan"} else StepKind.QUESTION

    assert step_of(library, plan, step).kind is expected


def test_just_the_steps_that_join_tracks_wait(library: Library) -> None:
    assert {key for key, step in all_steps(library).items() if step.waits} == WAITING


def test_only_the_consequences_take_several_answers_and_none_closes_out_the_rest(
    library: Library,
) -> None:
    several = [key for key, step in all_steps(library).items() if step.several]
    consequences = step_of(library, "medewerker", "consequenties")

    assert several == [("medewerker", "consequenties")]
    assert [option.id for option in consequences.options if option.excludes] == ["geen"]


@pytest.mark.parametrize(("plan", "step"), ALL_STEPS)
def test_a_step_asks_for_the_fields_of_the_description(
    plan: str, step: str, library: Library
) -> None:
    found = [field.id for field in step_of(library, plan, step).fields]

    assert found == FIELDS[plan, step]


def test_fields_hold_what_their_description_says(library: Library) -> None:
    fields: list[Field] = [field for step in all_steps(library).values() for field in step.fields]
    wrong = [field for field in fields if field.kind not in FIELD_KINDS.get(field.id, [field.kind])]

    assert wrong == []


@pytest.mark.parametrize(("plan", "step"), [("plaatsing", "signaal"), ("medewerker", "ventileert")])
def test_the_platforms_on_offer_are_those_of_the_description(
    plan: str, step: str, library: Library
) -> None:
    platform = step_of(library, plan, step).field("platform")

    assert platform is not None
    assert [option.id for option in platform.options] == PLATFORMS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_is_made_at_just_the_steps_of_the_chart(document: str, library: Library) -> None:
    found = {key for key, step in all_steps(library).items() if document in step.documents}

    assert found == DOCUMENTS[document]


def test_documents_are_made_and_offered_at_no_other_steps(library: Library) -> None:
    made = {kind for step in all_steps(library).values() for kind in step.documents}
    offered = {key: step.offered for key, step in all_steps(library).items() if step.offered}

    assert made == DOCUMENTS.keys()
    assert offered == OFFERED


def test_only_the_additions_are_marked_so_and_say_what_they_rest_on(library: Library) -> None:
    found = {key: step.source for key, step in all_steps(library).items() if step.addition}

    assert found.keys() == ADDITIONS.keys()
    assert [
        (key, part) for key, parts in ADDITIONS.items() for part in parts if part not in found[key]
    ] == []


def test_just_the_talks_of_the_protocol_count_as_having_spoken(library: Library) -> None:
    talks = {key: step.talk for key, step in all_steps(library).items() if step.talk}

    assert {key for key, party in talks.items() if party is Party.POSTER} == TALKS
    assert {key[1]: party for key, party in talks.items() if party is not Party.POSTER} == {
        "spoed-melden": Party.AGENCY,
        "ouders-uitnodigen": Party.PARENTS,
        "passende-oplossing": Party.PARENTS,
        "vertrouwensinspecteur": Party.AGENCY,
        "overleg-bestuur": Party.BOARD,
    }


@pytest.mark.parametrize(("plan", "step"), WORDS)
def test_a_step_shows_the_words_of_the_protocol(plan: str, step: str, library: Library) -> None:
    words = WORDS[plan, step]
    # A box that starts halfway through the protocol's sentence gets a capital.
    expected = words[0].upper() + words[1:]

    assert step_of(library, plan, step).text == expected


@pytest.mark.parametrize(("plan", "step", "option"), OPTION_WORDS)
def test_an_answer_is_worded_as_in_the_protocol(
    plan: str, step: str, option: str, library: Library
) -> None:
    found = step_of(library, plan, step).option(option)

    assert found is not None
    assert found.title == OPTION_WORDS[plan, step, option]


@pytest.mark.parametrize(("plan", "step"), ADDED_WORDS)
def test_what_the_charts_do_not_say_is_asked_in_fixed_words(
    plan: str, step: str, library: Library
) -> None:
    assert step_of(library, plan, step).text == ADDED_WORDS[plan, step]


@pytest.mark.parametrize(
    "words",
    [
        "112 bij direct gevaar",
        "politie bij bedreiging",
        "zedenmisdrijf het bestuur, dat overlegt met de vertrouwensinspecteur",
        "naakte minderjarige niet opslaan of doorsturen",
    ],
)
def test_the_step_for_emergencies_says_whom_to_call_and_what_not_to_do(
    words: str, library: Library
) -> None:
    assert words in step_of(library, "plaatsing", "spoed-melden").text


@pytest.mark.parametrize(("plan", "step"), REASONS)
def test_the_reason_for_skipping_that_the_protocol_expects_lies_ready(
    plan: str, step: str, library: Library
) -> None:
    assert REASONS[plan, step] in step_of(library, plan, step).skip_reasons


def test_a_step_that_the_protocol_calls_for_if_needed_can_be_not_needed(library: Library) -> None:
    if_needed = {
        key
        for key, step in all_steps(library).items()
        if step.kind is StepKind.ACTION and step.text.casefold().startswith("indien nodig")
    }

    assert if_needed == {("plaatsing", "klachtmogelijkheid")}
    assert all("niet nodig" in step_of(library, *key).skip_reasons for key in if_needed)


def test_a_question_has_no_reasons_for_skipping(library: Library) -> None:
    questions = [s for s in all_steps(library).values() if s.kind is StepKind.QUESTION]

    assert [step.id for step in questions if step.skip_reasons] == []


@pytest.mark.parametrize(("plan", "step"), ALL_STEPS)
def test_a_step_says_where_it_comes_from_and_who_acts(
    plan: str, step: str, library: Library
) -> None:
    found = step_of(library, plan, step)

    assert found.source.strip()
    assert found.actor.strip()
    assert found.title.strip()


@pytest.mark.parametrize(("plan", "step"), [key for key in ALL_STEPS if key not in ADDITIONS])
def test_a_step_of_the_chart_names_the_appendix(plan: str, step: str, library: Library) -> None:
    assert step_of(library, plan, step).source.startswith("Bijlage 1")


@pytest.mark.parametrize(("plan", "step", "words"), READINGS)
def test_where_the_chart_leaves_room_the_reading_chosen_is_shown(
    plan: str, step: str, words: str, library: Library
) -> None:
    assert words in step_of(library, plan, step).reading


@pytest.mark.parametrize("plan", PLANS)
def test_both_plans_open_with_the_emergency_lines(plan: str, library: Library) -> None:
    found: Plan = library.plans[plan]
    lines = [note.text for note in found.emergency]

    assert any("112" in line for line in lines)
    assert any("politie" in line for line in lines)
    assert any("zedenmisdrijf" in line and "bestuur" in line for line in lines)
    assert any("Niet opslaan, niet doorsturen" in line for line in lines)
    assert all(note.facts or note.source for note in found.emergency)


def test_both_plans_open_with_the_same_emergency_lines(library: Library) -> None:
    assert library.plans["plaatsing"].emergency == library.plans["medewerker"].emergency


@pytest.mark.parametrize(("plan", "step"), [("plaatsing", "signaal"), ("medewerker", "ventileert")])
def test_who_was_hurt_by_the_post_is_not_forgotten(plan: str, step: str, library: Library) -> None:
    notes = step_of(library, plan, step).notes

    assert "Uitgangspunten 5" in [note.source for note in notes]


# Of each term in the plans: months, weeks, the field it runs from, and the fact it rests on.
TERMS = {
    ("plaatsing", "signaal"): (3, 0, "", ("klachtdelicten",)),
    ("medewerker", "ventileert"): (3, 0, "", ("klachtdelicten",)),
    ("medewerker", "consequenties"): (0, 3, "voornemen_verstuurd", ("cao-maatregelen",)),
}
# What ends it, and the options with which it starts.
ENDS = {
    ("plaatsing", "signaal"): (("spoed:nee",), ()),
    ("medewerker", "ventileert"): (("grensoverschrijdend:nee",), ()),
    ("medewerker", "consequenties"): (
        ("dossier-medewerker-directie",),
        ("schorsing", "berisping", "ontslag"),
    ),
}


def test_just_these_steps_start_a_term(library: Library) -> None:
    found = {
        (plan.id, one.id): (one.term.months, one.term.weeks, one.term.since, one.term.note.facts)
        for plan in library.plans.values()
        for one in plan.steps
        if one.term
    }
    assert found == TERMS
    ends = {
        (plan.id, one.id): (one.term.until, one.term.only_with)
        for plan in library.plans.values()
        for one in plan.steps
        if one.term
    }
    assert ends == ENDS


@pytest.mark.parametrize(("plan", "step"), [("plaatsing", "signaal"), ("medewerker", "ventileert")])
def test_the_term_for_a_complaint_is_the_same_in_both_plans_and_is_called_the_earliest(
    plan: str, step: str, library: Library
) -> None:
    term = library.plans[plan].index[step].term
    assert term is not None
    assert "vraagt het slachtoffer zelf om vervolging" in term.note.text
    assert "Op zijn vroegst" in term.note.text
