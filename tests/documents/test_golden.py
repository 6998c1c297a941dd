"""Whole documents, each as its receiver reads it. Read a golden file again when it changes."""

from pathlib import Path

from scala_cli import resources
from scala_cli.documents.plain import plain
from scala_cli.documents.render import render
from scala_cli.headings import heading
from tests.documents.variants import Variant, statements

GOLDEN = Path(__file__).parent / "golden"


def test_every_variant_reads_as_it_was_last_read_by_a_person(variants: list[Variant]) -> None:
    made = {name: f"{render(kind, context)}\n" for name, kind, context in variants}
    kept = {path.stem: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.md")}
    assert made == kept


def test_every_document_has_a_variant_and_a_heading(variants: list[Variant]) -> None:
    assert {kind for _, kind, _ in variants} == set(resources.document_names())
    for kind in resources.document_names():
        assert heading(kind).title
        assert heading(kind).reader


def test_only_the_statement_is_for_everyone() -> None:
    assert [kind for kind in resources.document_names() if heading(kind).public] == ["statement"]


def test_a_document_says_nothing_of_what_is_not_known(variants: list[Variant]) -> None:
    for name, kind, context in variants:
        text = plain(render(kind, context))
        assert "None" not in text, name
        assert ": \n" not in f"{text}\n", name
        assert "\n\n\n" not in text, name


def test_a_document_on_the_screen_has_no_marks_of_markdown(variants: list[Variant]) -> None:
    for name, kind, context in variants:
        text = plain(render(kind, context))
        assert "**" not in text, name
        assert "\\" not in text, name


def test_a_document_on_the_screen_reads_as_on_paper(variants: list[Variant]) -> None:
    texts = {name: plain(render(kind, context)) for name, kind, context in variants}
    assert texts["melding-personeelsdossier-consequenties"] == (
        """Opnemen in het personeelsdossier.

- Incident: 2026-001
- Opgenomen: 22 november 2026
- Het bericht stond op: Instagram
- Geplaatst: 20 november 2026, 14:30
- Link: https://www.instagram.com/p/abc_def/
- Link: https://x.example/1

Wijze van handelen door personeelslid en directie

Er stond een kwetsend bericht.

De school heeft gesprekken gevoerd.

Gesprekken

- De medewerker aanspreken, 21 november 2026, 10:00. Aanwezig: J. Voorbeeld, A. Directie. \
Afgesproken: Het bericht gaat weg. We bellen vrijdag.

Uitkomst

- Medewerker reageert inadequaat.

Wat de directie deed

- Overleg met het bestuur: 22 november 2026, 13:11
- Statement onder het bericht: 22 november 2026, 13:13

Consequenties

Besloten in overleg met de directeur bestuur: waarschuwing en schorsing.

Toelichting: De ernst is groot.
Het is de eerste keer.

Is de medewerker hierover gehoord? Ja."""
    )


def test_a_statement_is_the_same_text_on_the_screen_and_to_be_posted() -> None:
    for _, kind, context in statements():
        assert plain(render(kind, context)) == render(kind, context)
