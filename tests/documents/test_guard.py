"""The guard: what it stops, what it lets through, and where it points."""

import re
import sys
import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scala_cli import resources
from scala_cli.case.drafts import Found, evidence
from scala_cli.case.events import record
from scala_cli.case.fold import fold
from scala_cli.documents.context import StatementContext
from scala_cli.documents.guard import Finding, Kind, Known, Severity, findings, known_of
from scala_cli.documents.guard.poster import questions, title
from scala_cli.documents.render import render
from scala_cli.facts import facts, platforms
from scala_cli.plan.graph import Graph
from tests.conftest import NOW, MakeCase
from tests.documents.measure import (
    HELD_OUT,
    LATER,
    TUNED,
    Statement,
    caught,
    false_alarm_rate,
    measure,
    statements,
    stops,
)
from tests.documents.variants import Variant
from tests.documents.variants import statements as variants

NOTHING = Known()
CASE = Known(
    names=("J. Voorbeeld", "Sanne van der Meer", "moeder van Tim", "José Verzinsel"),
    accounts=("@jv_2010", "wilgwatcher"),
    classes=("Groep 8", "De Vlinders"),
    links=("https://x.example/jvoorbeeld/status/998877",),
    talked=True,
    aangifte=True,
)
SAFE = "Wij nemen dit bericht serieus."


def kinds(text: str, known: Known = NOTHING) -> list[Kind]:
    """Return the kinds that are found, by where they begin."""
    return [one.kind for one in findings(text, known)]


def places(text: str, kind: Kind, known: Known = NOTHING) -> list[str]:
    """Return what is pointed at as being of a kind."""
    return [one.text for one in findings(text, known) if one.kind is kind]


# The measuring statements.


def named(statement: Statement) -> str:
    return statement.text[:40]


@pytest.mark.parametrize("statement", list(statements(TUNED)), ids=named)
def test_of_each_tuned_statement_exactly_what_is_wrong_is_found(statement: Statement) -> None:
    found = stops(statement)
    for kind, words in statement.wanted.items():
        for quote in words:
            at = statement.text.index(quote)
            assert any(
                one.kind is kind and one.start < at + len(quote) and one.end > at for one in found
            ), f"{kind}: {quote}"
    assert {one.kind for one in found} == set(statement.wanted)


def test_no_tuned_statement_gives_a_false_alarm() -> None:
    assert {kind: one.alarms for kind, one in measure(TUNED).items() if one.alarms} == {}
    assert false_alarm_rate(TUNED)[0] == 0


def test_of_the_held_out_statements_as_much_is_found_as_was_measured() -> None:
    counts = measure(HELD_OUT)
    written = (Kind.NAME, Kind.ACCOUNT, Kind.CLASS, Kind.PHONE, Kind.ADDRESS, Kind.LINK)
    assert all(counts[kind].recall == 1 for kind in (*written, Kind.AANGIFTE))
    assert sum(one.places for one in counts.values()) == 62
    assert sum(one.hits for one in counts.values()) >= 47
    stopped, unsafe = caught(HELD_OUT)
    assert (stopped >= 27, unsafe) == (True, 28)


def test_no_safe_held_out_statement_gives_a_false_alarm() -> None:
    assert false_alarm_rate(HELD_OUT) == (0, 28)


def test_in_unsafe_held_out_statements_it_points_beside_the_words_that_were_meant_twice() -> None:
    # Known and measured, and neither is of a safe text; less is better, and changes this test.
    assert sum(one.false_alarms for one in measure(HELD_OUT).values()) == 2


def test_of_the_statements_measured_later_as_much_is_found_as_was_measured() -> None:
    counts = measure(LATER)
    assert sum(one.places for one in counts.values()) == 70
    assert sum(one.hits for one in counts.values()) >= 67
    stopped, unsafe = caught(LATER)
    assert (stopped >= 55, unsafe) == (True, 56)
    assert false_alarm_rate(LATER) == (0, 56)


def test_a_third_of_the_statements_is_not_tuned_and_half_of_them_are_safe() -> None:
    tuned, apart, later = (list(statements(some)) for some in (TUNED, HELD_OUT, LATER))
    assert len(tuned) + len(apart) + len(later) >= 380
    assert 3 * (len(apart) + len(later)) >= len(tuned) + len(apart) + len(later)
    assert len(apart) == 56
    for some in (tuned, apart, later):
        safe = sum(not one.wanted for one in some)
        assert abs(2 * safe - len(some)) <= 1


# The program's own statement.


@pytest.mark.parametrize("variant", list(variants()), ids=lambda variant: variant[0])
def test_the_programs_own_statement_says_nothing_that_the_case_does_not_bear_out(
    variant: Variant,
) -> None:
    _, kind, context = variant
    assert isinstance(context, StatementContext)
    text = render(kind, context)
    unsupported = [
        *([Kind.TALKED] if context.gesproken else []),
        *([Kind.AANGIFTE] if context.aangifte else []),
    ]
    assert kinds(text) == unsupported
    assert kinds(text, CASE) == []


def test_a_formal_complaint_may_always_be_named() -> None:
    assert kinds("Deze persoon kan altijd een formele klacht indienen.") == []


# Names.


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Het bericht van J. Voorbeeld is weg.", "J. Voorbeeld"),
        ("Het bericht van voorbeeld is weg.", "voorbeeld"),
        ("VOORBEELD PLAATSTE DIT.", "VOORBEELD"),
        ("Voorbeelds bericht is weg.", "Voorbeelds"),
        ("Dit is van Sanne's moeder.", "Sanne's"),
        ("Dit schreef sanne van der meer.", "sanne van der meer"),
        ("Dit schreef mevrouw Van der Meer.", "mevrouw Van der Meer"),
        ("Tims moeder schreef dit.", "Tims"),
        ("Dit schreef jose.", "jose"),
        ("Dit schreef JOSÉ verzinsel.", "JOSÉ verzinsel"),
        ("Dit schreef janneke en voorbeeld-verzinsel.", "voorbeeld-verzinsel"),
        ("#sannevandermeer", "sannevandermeer"),
    ],
)
def test_a_name_of_the_case_is_found_in_any_form(text: str, name: str) -> None:
    assert places(text, Kind.NAME, CASE) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Bijvoorbeeld: wij voorbeelden niets.",
        "Wij gaan er niet meer op in.",
        "Meer weten? Dat kan.",
        "Het timmerwerk is klaar.",
        "De moeder van een leerling belde.",
    ],
)
def test_a_name_inside_another_word_and_an_ordinary_word_are_not_that_name(text: str) -> None:
    assert kinds(text, CASE) == []


def test_a_name_that_is_an_ordinary_word_needs_a_capital_that_tells_something() -> None:
    known = Known(names=("Wil Goed", "Bo Winter"))
    assert kinds("Wil u iets weten? Dat is goed, ook in de winter.", known) == []
    assert places("Dit schreef Goed gisteren.", Kind.NAME, known) == ["Goed"]
    assert places("dit schreef bo winter", Kind.NAME, known) == ["bo winter"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wij staan achter juf Marieke.", "juf Marieke"),
        ("MEESTER daan was erbij.", None),
        ("Vraag het meester daan.", "meester daan"),
        ("Dhr. Van den Verzinsel belde.", "Dhr. Van den Verzinsel"),
        ("Dit is van mw. A.B. de Fictie-Voorbeeld.", "mw. A.B. de Fictie-Voorbeeld"),
        ("Volgens J.P. van der Fictie klopt dit.", "J.P. van der Fictie"),
        ("Wij kennen Pietje Verzinsel goed.", "Pietje Verzinsel"),
        ("De vader van Lotte belde.", "vader van Lotte"),
        ("Femke zat erbij.", "Femke"),
        ("Onze collega Verzinsel is er niet.", "collega Verzinsel"),
        ("De familie Fictief vraagt rust.", "familie Fictief"),
    ],
)
def test_other_names_are_found_by_how_they_stand(text: str, name: str | None) -> None:
    assert places(text, Kind.NAME) == ([name] if name else [])


@pytest.mark.parametrize(
    "text",
    [
        "Wij en de School van Scala reageren niet.",
        "Stichting Scala en Basisschool De Wilg reageren niet.",
        "Op maandag 3 November is de school dicht.",
        "De school staat in Den Haag, niet in Bergen op Zoom.",
        "Dit stond op Facebook Messenger en op Social Schools.",
        "Vraag het de Inspectie van het Onderwijs.",
        "Vraag het de Raad van Toezicht of het College van Bestuur.",
        "Uw kind kan naar de juf of meester.",
        "Geachte heer/mevrouw,\nWij lazen uw bericht.",
        "Beste Ouders en Verzorgers,\n\nWij lazen uw bericht.",
        "Met vriendelijke groet,\nDirectie De Wilg",
        "De MR Scala denkt mee.",
        "Het Willem van Oranje College doet mee.",
        "Wij zijn basisschool Willem de Zwijger.",
        "De Anne Frankschool doet mee.",
        "De gymnastiek begint. Wij Nederlanders sporten graag.",
        "WIJ NEMEN DIT SERIEUS.",
        "Kies je plan B. Wij helpen.",
        "Sint Nicolaas komt op school.",
    ],
)
def test_schools_organisations_places_and_capitals_are_no_names(text: str) -> None:
    assert [one.text for one in findings(text, NOTHING)] == []


# What is written in a way of its own.


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Hallo @jan.fictie_9, kom langs.", Kind.ACCOUNT, "@jan.fictie_9"),
        ("Het account wilg_watcher2 is nieuw.", Kind.ACCOUNT, "wilg_watcher2"),
        ("Dat zit in groep 8.", Kind.CLASS, "groep 8"),
        ("Dat zit in GROEP 5/6.", Kind.CLASS, "GROEP 5/6"),
        ("Dat zit in de groepen 6, 7 en 8.", Kind.CLASS, "groepen 6, 7 en 8"),
        ("Dat zit in groep acht.", Kind.CLASS, "groep acht"),
        ("Dat zit in klas 2b.", Kind.CLASS, "klas 2b"),
        ("Dat zit in 4-havo.", Kind.CLASS, "4-havo"),
        ("Dat zit in vmbo-t 3.", Kind.CLASS, "vmbo-t 3"),
        ("Dat zit in de zesde klas.", Kind.CLASS, "zesde klas"),
        ("Mail j.voorbeeld@school.example.", Kind.EMAIL, "j.voorbeeld@school.example"),
        ("Bel 06-12345678.", Kind.PHONE, "06-12345678"),
        ("Bel 06 12 34 56 78.", Kind.PHONE, "06 12 34 56 78"),
        ("Bel +31 (0)6 12345678.", Kind.PHONE, "+31 (0)6 12345678"),
        ("Bel 0416-123456.", Kind.PHONE, "0416-123456"),
        ("Hij woont in de Verzonnenstraat 12a.", Kind.ADDRESS, "Verzonnenstraat 12a"),
        ("Hij woont aan de Laan van Fictie 3.", Kind.ADDRESS, "Laan van Fictie 3"),
        ("Het is 1234 AB.", Kind.ADDRESS, "1234 AB"),
        ("Zie (https://x.example/a).", Kind.LINK, "https://x.example/a"),
        ("Zie www.school.example.", Kind.LINK, "www.school.example"),
        ("Zie school.example/klachten.", Kind.LINK, "school.example/klachten"),
        ("Het nummer is 111222333.", Kind.BSN, "111222333"),
        ("Het nummer is 1112.22.333.", Kind.BSN, "1112.22.333"),
    ],
)
def test_what_leads_to_a_person_is_found(text: str, kind: Kind, found: str) -> None:
    assert [(one.kind, one.text) for one in findings(text, NOTHING)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Een groep van 8 ouders kwam langs, met 3 kinderen.",
        "In de klas is het rustig.",
        "Bel de vertrouwensinspecteur: 0900 111 3 111.",
        "Bel Helpwanted: 020-261 52 75.",
        "Het was op 12-03-2026 12.30 uur.",
        "Het nummer is 111222334.",
        "Het nummer is 000000000.",
        "In 2026 is dat anders. In 2026 IS DAT ANDERS.",
        "Om 15.30 uur op het schoolplein 3 kinderen.",
        "Dat kost 5 euro per kind @ 10 kinderen.",
        "Beste @ouders, kom langs.",
        "Dat is klaar.Nu niet meer.",
        "Vul in: ____ en _let op_.",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    assert [one.text for one in findings(text, NOTHING)] == []


def test_accounts_classes_and_links_of_the_case_are_found_without_their_marks() -> None:
    text = "De maker, JV_2010, zit bij de vlinders. Zie wilgwatcher en 998877."
    assert [(one.kind, one.text) for one in findings(text, CASE)] == [
        (Kind.ACCOUNT, "JV_2010"),
        (Kind.CLASS, "vlinders"),
        (Kind.ACCOUNT, "wilgwatcher"),
        (Kind.LINK, "998877"),
    ]


# What is said.


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Het kind heeft autisme.", Kind.HEALTH),
        ("De moeder is opgenomen.", Kind.HEALTH),
        ("De leerkracht is op non-actief gesteld.", Kind.MEASURE),
        ("De leerling is verwijderd van school.", Kind.MEASURE),
        ("De ouder heeft een toegangsverbod.", Kind.MEASURE),
        ("De dader is bekend.", Kind.BLAME),
        ("Het klopt dat de leerkracht dit heeft gezegd.", Kind.BLAME),
        ("Dit zijn leugens.", Kind.BLAME),
        ("Wij bevestigen dit verhaal.", Kind.BLAME),
        ("De gevolgen zult u merken.", Kind.THREAT),
        ("Dan zien wij u voor de rechter.", Kind.THREAT),
        ("We weten u te vinden.", Kind.THREAT),
        ("Wees gewaarschuwd.", Kind.THREAT),
        ("Wij hebben met de persoon gesproken.", Kind.TALKED),
        ("Er heeft een gesprek plaatsgevonden.", Kind.TALKED),
        ("Wij doen aangifte.", Kind.AANGIFTE),
    ],
)
def test_what_had_better_not_be_said_is_found(text: str, kind: Kind) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Wij hebben contact opgenomen met de betrokkenen.",
        "Dit wordt opgenomen in het dossier.",
        "Wij houden werk en privé gescheiden.",
        "Het bericht is verwijderd.",
        "Wij kunnen niets bevestigen.",
        "Er is nog niet met de persoon gesproken.",
        "Wij gaan graag met u in gesprek.",
        "Onze schuldvrije klassenkas is leeg.",
        "Wij accepteren geen pesten.",
        "Het spijt ons.",
    ],
)
def test_the_same_words_where_they_do_no_harm_are_let_through(text: str) -> None:
    assert kinds(text) == []


def test_a_saying_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert kinds("Wij hebben het gezien. Gesproken wordt er morgen.") == []
    assert kinds("Wij hebben met dhr. gesproken.") == [Kind.TALKED]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Het kind gaat naar een andere klas.", Kind.MEASURE, ["naar een andere klas"]),
        ("In een andere klas zit nu het kind.", Kind.MEASURE, ["In een andere klas"]),
        ("In een andere klas is het rustig.", Kind.MEASURE, []),
        ("Een knul heeft ons alles opgebiecht.", Kind.BLAME, ["opgebiecht"]),
        ("De moeder schoof vandaag aan.", Kind.TALKED, ["schoof vandaag aan"]),
    ],
)
def test_words_around_a_saying_come_in_any_order_and_are_not_pointed_at(
    text: str, kind: Kind, found: list[str]
) -> None:
    assert [one.text for one in findings(text, NOTHING) if one.kind is kind] == found


def test_a_word_that_stands_aside_is_in_the_same_sentence() -> None:
    assert kinds("Hij loopt hier. In een andere klas is het rustig.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Wij nemen maatregelen om het plein veiliger te maken.",
        "Wij gaan in gesprek met degene die dit bericht geplaatst heeft.",
        "Het gesprek met de betrokken persoon heeft nog niet plaatsgevonden.",
        "Wij wijzen geen schuldigen aan.",
        "Als kinderen iets doen wat niet mag, praten wij daarover met de ouders.",
        "Wij zeggen nooit iets over maatregelen die een leerling of collega aangaan.",
        "Het contract van de kopieerapparaten wordt niet verlengd.",
        "Wie een klacht wil indienen, vindt de regeling in de schoolgids.",
    ],
)
def test_what_comes_near_to_a_saying_is_let_through(text: str) -> None:
    assert kinds(text) == []


def test_a_talk_and_aangifte_may_be_named_where_the_case_bears_them_out() -> None:
    text = "Wij hebben met de persoon gesproken. Wij doen aangifte."
    assert kinds(text) == [Kind.TALKED, Kind.AANGIFTE]
    assert kinds(text, Known(talked=True)) == [Kind.AANGIFTE]
    assert kinds(text, Known(talked=True, aangifte=True)) == []
    assert kinds(text, Known(talked=True, aangifte=True, under_12=False)) == []


def test_aangifte_with_a_child_under_12_has_an_advice_of_its_own_chosen_or_not() -> None:
    [unchosen] = findings("Wij doen aangifte.", Known())
    [chosen] = findings("Wij doen aangifte.", Known(aangifte=True, under_12=True))
    [young] = findings("Wij doen aangifte.", Known(under_12=True))
    assert "directie" in unchosen.advice
    assert chosen.advice == young.advice
    assert facts()["jonger-dan-12"].text in chosen.advice


# Length.


def test_a_text_longer_than_the_platform_takes_is_pointed_at_with_limit_and_source() -> None:
    x = platforms()["x"]
    text = f"  {'Dit is kort. ' * 30}\n"
    [found] = findings(text, Known(platform=x))
    assert (found.kind, found.severity) == (Kind.LENGTH, Severity.LOOK)
    assert (found.start, found.end) == (2 + 280, len(text.rstrip()))
    assert "280 tekens" in found.advice
    assert x.basis in found.advice
    assert findings(text[:280], Known(platform=x)) == []
    assert findings(text, Known(platform=platforms()["snapchat"])) == []
    assert findings(text, NOTHING) == []


def test_a_sentence_of_more_than_15_words_is_pointed_at_with_its_source() -> None:
    fifteen = "Wij willen dat " + "heel " * 11 + "graag."
    sixteen = "Wij willen dat " + "heel " * 12 + "graag."
    assert findings(fifteen, NOTHING) == []
    [found] = findings(f"{fifteen} {sixteen}", NOTHING)
    assert (found.kind, found.severity, found.text) == (
        Kind.SENTENCE,
        Severity.LOOK,
        sixteen.rstrip("."),
    )
    assert facts()["taalniveau-b1"].text in found.advice
    assert facts()["taalniveau-b1"].source in found.advice


def test_paragraphs_bullets_and_short_lines_end_a_sentence_and_abbreviations_do_not() -> None:
    eight = "wij zien dat en wij horen dat ook"
    assert kinds(f"{eight}\n\n{eight}") == []
    assert kinds(f"{eight}\n- {eight}") == []
    assert kinds(f"{eight}\n{eight.capitalize()}") == []
    assert kinds(f"{eight} bijv. {eight}") == [Kind.SENTENCE]


# Places in the text.


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_are_in_characters_of_the_text_as_given(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Één… “José” zegt:\r\n niets.")
    [found] = findings(text, CASE)
    assert unicodedata.normalize("NFC", text[found.start : found.end]) == "José"
    assert found.text == text[found.start : found.end]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d", "\u202e"])
def test_a_name_with_an_invisible_character_in_it_is_still_that_name(unseen: str) -> None:
    text = f"Dit schreef Voor{unseen}beeld{unseen} gisteren."
    [found] = findings(text, CASE)
    assert (found.kind, found.text) == (Kind.NAME, f"Voor{unseen}beeld")
    assert places(f"Bel 06{unseen}12345678.", Kind.PHONE) == [f"06{unseen}12345678"]


@pytest.mark.parametrize("quote", ["'", "’", "`"])
def test_a_possessive_belongs_to_the_name_whatever_the_apostrophe(quote: str) -> None:
    assert places(f"Het is Sanne{quote}s bericht.", Kind.NAME, CASE) == [f"Sanne{quote}s"]


def test_a_name_over_the_end_of_a_line_is_one_name() -> None:
    text = "Dit schreef Sanne van\nder Meer gisteren."
    assert places(text, Kind.NAME, CASE) == ["Sanne van\nder Meer"]


def test_of_what_overlaps_the_most_specific_stays() -> None:
    text = "Mail j.voorbeeld@school.example of zie https://x.example/jvoorbeeld/status/998877."
    assert kinds(text, CASE) == [Kind.EMAIL, Kind.LINK]
    assert kinds("Wees gewaarschuwd.") == [Kind.THREAT]


def test_a_name_of_the_case_is_found_beside_an_account_that_takes_its_initial() -> None:
    assert kinds("Zie @jv A Voorbeeld en @J Voorbeeld.", CASE) == [
        Kind.ACCOUNT,
        Kind.NAME,
        Kind.NAME,
    ]
    text = "Dit is jv_2010, J. Voorbeeld, van 4 havo A Voorbeeld."
    known = Known(names=CASE.names, accounts=("havo A",))
    assert places(text, Kind.NAME, known) == ["J. Voorbeeld", "Voorbeeld"]


def test_what_stands_between_the_words_of_a_saying_is_found_as_well() -> None:
    assert kinds("Het klopt dat juf Marieke dit heeft gezegd.") == [Kind.BLAME, Kind.NAME]


# Whatever is given to it.


ALPHABET = st.sampled_from(
    [
        *"aAbnVvoOrbeeld 0123456789.,;:!?'\"@_-/()\n\t",
        "\u0301",
        "\u200b",
        "ĳ",
        "ﷺ",
        "🙏",
        "Voorbeeld",
        "juf ",
        "groep 8",
        "gesproken ",
        "hebben ",
        "06",
        "https://",
        " van ",
    ]
)


def check(text: str, found: list[Finding]) -> None:
    """Hold the findings to what is promised of any."""
    assert found == sorted(found, key=lambda one: one.start)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.advice
    spans = [(one.start, one.end) for one in found if one.severity is Severity.STOP]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.lists(ALPHABET, max_size=60).map("".join) | st.text(max_size=80))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = findings(text, CASE)
    check(text, found)
    assert findings(text, CASE) == found


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    text = f"{before} Voorbeeld {after}"
    here = len(before) + 1
    assert any(one.start <= here + 4 < one.end for one in findings(text, CASE))


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "@",
        "a@",
        "1",
        "1 ",
        "J. ",
        "Jan-",
        "hebben ",
        "_a",
        "a.",
        "www.",
        "\u0301",
        "ﷺ",
        "groep 8 en ",
    ],
)
def test_a_very_long_text_of_one_pattern_ends(part: str) -> None:
    text = (part * 100_000)[:100_000]
    check(text, findings(text, CASE))


@pytest.mark.parametrize(
    "part",
    ["a", "Jan ", "hebben ", "is met ", "1 ", "Jan-Jan ", "niet ", "haar zijn ", "hij maatregel "],
)
def test_the_work_grows_with_the_text_and_no_faster(part: str) -> None:
    few, many = (_steps(part * count) for count in (200, 800))
    assert many < 5 * few


def _steps(text: str) -> int:
    """Return how many times Python called something, which no other program on the way slows."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    findings(text, CASE)
    sys.setprofile(counted)
    try:
        findings(text, CASE)
    finally:
        sys.setprofile(None)
    return count


# What a case holds.


def test_of_a_case_every_name_account_class_and_link_is_known(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        (
            "signaal",
            "gedaan",
            {
                "platform": "x",
                "melder": "A. Melder",
                "account": "@jv_2010",
                "geraakt": ["Tim Fictief"],
                "link": ["https://x.example/a"],
            },
        ),
        ("spoed", "nee"),
        ("gesprek", "gedaan", {"aanwezig": ["J. Voorbeeld", "A. Melder"]}),
        ("stilte", "gedaan"),
        ("wie", "kind", {"naam": "J. Voorbeeld", "klas": "Groep 8", "jonger_dan_12": True}),
    )
    seen = evidence(Found(account="jv_twee", finder="Ria Fictief", text="gezien"), "directie")
    case = fold(case.graph, [*case.events, record(seen, case.number, case.events[-1], NOW)])
    assert known_of(case) == Known(
        names=("A. Melder", "Tim Fictief", "J. Voorbeeld", "Ria Fictief"),
        accounts=("@jv_2010", "jv_twee"),
        classes=("Groep 8",),
        links=("https://x.example/a",),
        talked=True,
        under_12=True,
        platform=platforms()["x"],
    )


def test_a_name_in_an_answer_that_lapsed_is_still_known(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    case = make_case(
        plaatsing,
        ("signaal", "gedaan"),
        ("spoed", "nee"),
        ("gesprek", "gedaan"),
        ("stilte", "gedaan"),
        ("wie", "volwassene", {"naam": "J. Voorbeeld"}),
        ("gesprek-kind", "gedaan", {"aanwezig": ["Tim Fictief"]}),
    )
    assert [visit.step for visit in case.position.lapsed] == ["gesprek-kind"]
    assert known_of(case).names == ("J. Voorbeeld", "Tim Fictief")


# The data.


def test_every_kind_has_a_title_and_an_advice_and_touches_a_question() -> None:
    said = resources.table("wacht")["soort"]
    assert set(said) == set(Kind)
    for kind in Kind:
        assert title(kind)
        assert str(said[kind]["advies"]).endswith(".")
    assert {kind for one in questions() for kind in one.kinds} == set(Kind)
    assert "".join(one.letter for one in questions()) == "DENKNA"


def test_every_group_that_an_expression_names_exists_and_some_word_of_it_is_pointed_at() -> None:
    groups = set(resources.table("wacht")["woordgroepen"])
    for one in resources.table("wacht")["soort"].values():
        for written in (*one.get("woorden", ()), *one.get("behalve", ())):
            parts = [part for part in written.split() if part not in {"..", "...", "&"}]
            aside = [part for part in parts if part.startswith("<")]
            assert len(aside) < len(parts), written
            assert {name for part in aside for name in part.strip("<>").split("|")} <= groups


def test_the_questions_are_those_of_the_poster() -> None:
    assert [one.words for one in questions()] == [
        "Doet het er toe?",
        "Is het Eerlijk?",
        "Is het Nodig?",
        "Klopt het?",
        "Is het Netjes?",
        "Is het Aardig?",
    ]


def test_no_advice_states_a_law_or_a_number_of_its_own() -> None:
    for one in resources.table("wacht")["soort"].values():
        assert not re.search(r"\d|wet\b|AVG|strafbaar|verboden", one["advies"])


def test_nothing_known_gives_nothing_on_a_plain_text() -> None:
    assert findings(SAFE, NOTHING) == []
    assert findings("", NOTHING) == []
