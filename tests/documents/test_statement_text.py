"""What the public statement says, and what it never says."""

import re

import pytest

from scala_cli.documents.context import StatementContext, context_for, statement_context
from scala_cli.documents.render import render
from scala_cli.facts import platforms
from scala_cli.plan.graph import Graph
from tests.conftest import MakeCase, Said
from tests.documents.variants import UNTOLD, Variant, statements

VARIANTS = [pytest.param(variant, id=variant[0]) for variant in statements()]
TALKED = "met de betrokken persoon gesproken"
TO_THE_STATEMENT: tuple[Said, ...] = (
    ("stilte", "gedaan"),
    ("wie", "volwassene"),
    ("reactie-volwassene", "inadequaat"),
)


def said(variant: Variant) -> tuple[StatementContext, str]:
    _, kind, context = variant
    assert isinstance(context, StatementContext)
    return context, render(kind, context)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_talk_is_named_only_if_there_was_one(variant: Variant) -> None:
    context, text = said(variant)
    assert (TALKED in text) is context.gesproken
    assert ("gesproken" in text) is context.gesproken


@pytest.mark.parametrize("variant", VARIANTS)
def test_aangifte_is_named_only_if_the_directie_chose_so(variant: Variant) -> None:
    context, text = said(variant)
    assert ("aangifte" in text) is context.aangifte
    assert ("politie" in text) is (context.aangifte and not context.kort)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_formal_complaint_is_always_named(variant: Variant) -> None:
    assert "kan altijd een formele klacht indienen" in said(variant)[1]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_short_form_fits_the_tightest_platform(variant: Variant) -> None:
    context, text = said(variant)
    assert text == " ".join(text.split())
    tightest = min(platform.limit for platform in platforms().values() if platform.limit)
    assert tightest == 150
    assert (len(text) <= tightest) is context.kort


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_statement_is_in_short_sentences_that_blame_nobody(variant: Variant) -> None:
    text = said(variant)[1].lower()
    sentences = [sentence.split() for sentence in re.split(r"[.?]", text) if sentence.strip()]
    assert max(len(words) for words in sentences) <= 15
    assert sum(len(words) for words in sentences) / len(sentences) <= 11
    assert not re.search(r"schuld|dader|ongepast|ongewenst|straf|smaad|laster|leugen", text)
    assert not re.search(r"medewerker|leerling|ouder|kind|leerkracht|klas|groep|@|http", text)


def test_a_case_says_itself_whether_there_was_a_talk(plaatsing: Graph, make_case: MakeCase) -> None:
    first: tuple[Said, ...] = (("signaal", "gedaan"), ("spoed", "nee"))
    talked = make_case(plaatsing, *first, ("gesprek", "gedaan"), *TO_THE_STATEMENT)
    refused = make_case(plaatsing, *first, ("gesprek", "overgeslagen"), *TO_THE_STATEMENT)
    assert TALKED in render("statement", statement_context(talked))
    assert "gesproken" not in render("statement", statement_context(refused))
    assert "gesproken" not in render("statement", statement_context(refused, kort=True))


def test_a_case_says_itself_whether_aangifte_is_named(
    plaatsing: Graph, make_case: MakeCase
) -> None:
    first: tuple[Said, ...] = (("signaal", "gedaan"), ("spoed", "nee"), ("gesprek", "gedaan"))
    for chosen in (True, False):
        told: Said = ("statement", "gedaan", {"aangifte": chosen})
        case = make_case(plaatsing, *first, *TO_THE_STATEMENT, told)
        text = render("statement", context_for("statement", case, None, UNTOLD))
        assert ("aangifte" in text) is chosen
        assert "aangifte" in render("statement", statement_context(case, aangifte=True))
