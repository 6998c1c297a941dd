"""A PDF holds what the Markdown holds, for every reader: seen, copied, searched, read aloud."""

import io
import re
import shutil
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, PdfObject, StreamObject

from scala_cli import resources
from scala_cli.case.state import Case
from scala_cli.documents.render import render_template
from scala_cli.errors import WrongFile
from scala_cli.export import glyphs, markdown
from scala_cli.export.pdf import Letter, Letterhead, dossier_pdf, letter_pdf
from scala_cli.export.typesetting import LARGEST_LOGO
from scala_cli.plan.graph import Graph
from scala_cli.text import clean
from scala_cli.text import markdown as escaped
from scala_cli.text import markdown_line as line
from tests.conftest import MakeCase

MADE = "2026-11-22T12:00:00Z"
NOBODY = Letterhead()
SCHOOL = Letterhead("Basisschool De Voorbeeld", ("Dorpsstraat 1", "1234 AB Voorbeeldstad"))
HEAD = "76a7eda8e605c5c0c28a957636e1104a8c895dc7becec045912c53a0ddedc2d3"
FRONT = f"""---
title: "Dossier 2026\\\\-001: Instagram"
lang: nl
date: "22 november 2026"
author: ["J\\\\. Voorbeeld", "D. Fictief"]
dossier: "2026-001"
kop: "{HEAD}"
aantal: 16
---

"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0H9V3Z"/></svg>'


def png(width: int = 3, height: int = 2) -> bytes:
    """Return a small picture; with another size in its head than it has, that is a lie."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x10\x80\xc0" * 3) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def catalog(pdf: bytes, *keys: str) -> PdfObject:
    """Return what is found in the document's catalog by going from key to key."""
    found: PdfObject | None = opened(pdf).trailer["/Root"].get_object()
    for key in keys:
        assert isinstance(found, DictionaryObject)
        found = found[key].get_object()
    assert found is not None
    return found


def said(pdf: bytes) -> str:
    """Return all text but the foot of each page, without white space."""
    pages = (page.extract_text() for page in opened(pdf).pages)
    feet = r"(Dossier \S+ · kop \w+\s*)?pagina \d+ van \d+(\s*Een teken .* als \[U\+.*)?\s*$"
    return folded("".join(re.sub(feet, "", page, flags=re.DOTALL) for page in pages))


def folded(text: str) -> str:
    return "".join(text.split())


def letter(body: str, *, title: str = "", sender: Letterhead = NOBODY) -> bytes:
    return letter_pdf(body, Letter(title), sender, MADE)


def dossier(body: str, sender: Letterhead = NOBODY) -> bytes:
    return dossier_pdf(FRONT + body, sender, MADE)


def elements(pdf: bytes) -> Iterator[DictionaryObject]:
    """Yield the elements of the structure tree, in reading order."""

    def walk(found: PdfObject | None) -> Iterator[DictionaryObject]:
        node = found.get_object() if found is not None else None
        if isinstance(node, ArrayObject):
            for child in node:
                yield from walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            yield from walk(node.get("/K"))

    yield from walk(catalog(pdf, "/StructTreeRoot"))


def tags(pdf: bytes) -> Counter[str]:
    return Counter(str(element["/S"]) for element in elements(pdf))


@pytest.fixture(scope="module")
def big() -> bytes:
    """A dossier of some thirty pages, with a table over several of them."""
    rows = "".join(
        f"| {number} | 22 november 2026, 13:00 | Er gebeurde iets waar veel over te zeggen is |\n"
        for number in range(150)
    )
    parts = "".join(
        f"# Hoofdstuk {number}\n\n## Stap\n\n{'Een zin die er staat. ' * 290}\n\n"
        for number in range(20)
    )
    return dossier(f"# Tijdlijn\n\n| Nr | Gebeurd | Wat |\n|--:|:--|:--|\n{rows}\n{parts}", SCHOOL)


def test_it_is_declared_as_an_archive_and_as_accessible_to_all(big: bytes) -> None:
    metadata = catalog(big, "/Metadata")
    assert isinstance(metadata, StreamObject)
    about = metadata.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about


def test_it_tells_its_language_title_authors_and_time(big: bytes) -> None:
    about = opened(big).metadata
    assert about is not None
    assert str(catalog(big, "/Lang")) == "nl"
    assert str(catalog(big, "/ViewerPreferences", "/DisplayDocTitle")) == "True"
    assert about.title == "Dossier 2026-001: Instagram"
    assert about.author == "J. Voorbeeld, D. Fictief"
    assert about.creation_date_raw == "D:20261122120000Z"


def test_each_heading_is_a_bookmark_under_the_one_above_it(big: bytes) -> None:
    outline = opened(big).outline
    chapters = [one.title for one in outline if not isinstance(one, list)]
    assert chapters == ["Tijdlijn", *(f"Hoofdstuk {number}" for number in range(20))]
    below = outline[2]
    assert isinstance(below, list)
    assert [one.title for one in below if not isinstance(one, list)] == ["Stap"]


def test_a_heading_of_long_words_and_marks_is_a_bookmark_of_those_words() -> None:
    words = f"Leerlingbegeleidingsgesprek{'a' * 80} en zíj\u0301n \U0001f600"
    (only,) = opened(dossier(f"# {line(words)}\n")).outline
    assert not isinstance(only, list)
    assert only.title == words.replace("\U0001f600", "[U+1F600 GRINNING FACE]")


def test_it_is_tagged_so_that_it_can_be_read_aloud(big: bytes) -> None:
    assert str(catalog(big, "/MarkInfo", "/Marked")) == "True"
    found = tags(big)
    assert (found["/Title"], found["/H1"], found["/H2"]) == (1, 21, 20)
    assert (found["/Table"], found["/TH"], found["/TR"]) == (1, 3, 151)


def test_lists_stress_and_quotes_are_tagged_as_what_they_are() -> None:
    found = tags(letter("- een\n- **twee**\n  - *drie*\n\n3. vier\n\n> vijf\n"))
    assert (found["/L"], found["/LI"], found["/LBody"]) == (3, 4, 4)
    assert found["/BlockQuote"] == 1
    assert (found["/Strong"], found["/Em"]) == (1, 1)


def test_each_page_says_which_it_is_of_how_many_and_of_which_case(big: bytes) -> None:
    pages = opened(big).pages
    assert 25 < len(pages) < 45
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"Dossier 2026-001 · kop {HEAD[:16]} pagina {number} van {len(pages)}" in text
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_a_table_shows_its_headings_on_each_page_that_it_is_on(big: bytes) -> None:
    texts = [page.extract_text() for page in opened(big).pages]
    on = [text for text in texts if "Er gebeurde iets" in text]
    assert len(on) > 3
    assert all(re.search(r"Nr\s+Gebeurd\s+Wat", text) for text in on)


def test_a_row_stands_on_one_page_unless_it_is_taller_than_that() -> None:
    words = "woord " * 40
    rows = "".join(f"| van{number} {words} tot{number} | x |\n" for number in range(60))
    pdf = dossier(f"# Tabel\n\n| a | b |\n|-|-|\n{rows}| {'lang ' * 3_000} | x |\n")
    pages = [page.extract_text() for page in opened(pdf).pages]
    for page in pages:
        assert re.findall(r"van(\d+)", page) == re.findall(r"tot(\d+)", page)
    tall = [page.count("lang") for page in pages if "lang" in page]
    assert len(tall) > 2
    assert sum(tall) == 3_000


def test_the_title_block_says_what_the_front_matter_says() -> None:
    text = said(dossier_pdf(FRONT.replace("aantal", "voor"), SCHOOL, MADE))
    for words in (
        "Basisschool De Voorbeeld Dorpsstraat 1 1234 AB Voorbeeldstad",
        "Bijgewerkt tot en met 22 november 2026",
        "Vastgelegd door J. Voorbeeld, D. Fictief",
        f"Kop (controlegetal) {HEAD}",
        "Voor 16",
        "PDF gemaakt 22 november 2026, 13:00",
    ):
        assert folded(words) in text


def test_a_dossier_without_front_matter_is_still_a_dossier() -> None:
    about = opened(dossier_pdf("# Kop\n\nTekst.\n", NOBODY, MADE)).metadata
    assert about is not None
    assert about.title == "Dossier"


def test_every_part_of_a_case_is_in_its_pdf(plaatsing: Graph, make_case: MakeCase) -> None:
    case: Case = make_case(
        plaatsing,
        ("signaal", "gedaan", {"platform": "instagram", "melder": "J. Voorbeeld"}),
        ("spoed", "nee"),
    )
    source = render_template(markdown.TEMPLATE, markdown.values(case))
    pdf = dossier_pdf(source, SCHOOL, MADE)
    text = said(pdf)
    titles = [one.title for one in opened(pdf).outline if not isinstance(one, list)]
    assert titles == re.findall(r"^# (.+)$", source, re.MULTILINE)
    assert folded("Het bericht is gemeld") in text
    assert folded("J. Voorbeeld") in text
    assert text.count(case.head) == 2


def test_a_part_without_text_is_a_heading_and_no_more() -> None:
    pdf = dossier("# Leeg\n\n## Ook leeg\n\n# Vol\n\nTekst.\n")
    assert said(pdf).endswith("LeegOokleegVolTekst.")


def test_a_level_that_is_left_out_does_not_leave_a_hole_in_the_bookmarks() -> None:
    found = tags(dossier("### Drie\n\nTekst.\n\n# Een\n\n#### Vier\n\n#\n\nTekst.\n"))
    assert (found["/H1"], found["/H2"], found["/H3"]) == (2, 1, 0)


def test_a_letter_has_its_sender_date_title_text_and_places_to_sign() -> None:
    whole = Letter("Niet meer reageren", ("De directie", "J. Voorbeeld, voor gezien"), "2026-001")
    pdf = letter_pdf("Beste collega's,\n\n**Vraag**\n\nTot morgen.\n", whole, SCHOOL, MADE)
    assert said(pdf).removesuffix("Dossier2026-001") == folded(
        "Basisschool De Voorbeeld Dorpsstraat 1 1234 AB Voorbeeldstad 22 november 2026 Niet meer "
        "reageren Beste collega's, Vraag Tot morgen. De directie J. Voorbeeld, voor gezien"
    )
    assert len(opened(pdf).pages) == 1
    about = opened(pdf).metadata
    assert about is not None
    assert about.title == "Niet meer reageren"


def test_a_letter_without_a_case_names_none_in_its_foot() -> None:
    assert opened(letter("Dag.")).pages[0].extract_text().endswith("Dag.\npagina 1 van 1")


HOSTILE = {
    "Markdown": "# **a** _b_ `c` [d](e) ![f](g) | h | > i - j 1. k ~~l~~ \\m &amp; <n> ---",
    "Typst": '#set text(red) $x^2$ @ref <label> *b* _i_ `c` // d /* e */ \\u{41} #include "a" ~ --',
    "Typst, closing": '")]}) #panic("x") #import "main.typ": * ] } ) ;',
    "Jinja": "{{ 7 * 7 }} {% raw %} {# nee #}",
    "HTML": '<script>alert(1)</script> <b onclick="x">vet</b> &lt; &#65; <!-- x -->',
    "reference": "[a]: https://voorbeeld.example 'b'",
    "quotes": "'s avonds \"zei\" hij -- 'zo'... 'n -",
    "link": "https://www.voorbeeld.example/p/groep8-1?a=b&c=%20#d",
    "accents": "Zürich Łódź Şahin Nguyễn Đặng Ærø ĳ ŉ ſ fi ffi ﬁ naïve",
    "scripts": "Київ Ґ є ἀγάπη Ωμέγα Հայերեն ქართული",
    "signs": "€ ₺ ₿ ½ ⅓ ™ ← → ⇒ √ ∑ ∞ ≠ ≤ ★ ✓ ☎ ♥ ─│┌ █ ① 𝔄 𝓑 𝟙",
    "marks": "zíj\u0301n bíj\u0301na Ọ\u0301la Ẹ\u0300 q\u0308\u0301 H\u20dd x\u0336y \u0301x",
    "long": "W" * 60 + " " + "0123456789abcdef" * 3,
    "nothing": "-",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_was_written_reads_back_as_it_was_in_every_place(text: str) -> None:
    text = clean(text)
    one = line(text)
    body = (
        f"# {one}\n\n{escaped(text)}\n\n- {one}\n  - {one}\n\n> {one}\n\n**{one}** *{one}*\n\n"
        f"| {one} | b | c | d |\n|--|--|--|--|\n| {one} | {one} | c | {one} |\n"
    )
    whole = Letter(text, (text, text))
    found = said(letter_pdf(body, whole, Letterhead(text, (text,)), MADE))
    once = folded(text)
    expected = [
        *([once] * 2 + ["22november2026"] + [once] * 3),
        *(["•", once, "‣", once] + [once] * 3),
        *([once, "b", "c", "d"] + [once, once, "c", once] + [once] * 2),
    ]
    assert found == "".join(expected)


CHARACTERS = sorted(glyphs._characters())
LEFT_TO_RIGHT = [
    one for one in CHARACTERS if unicodedata.bidirectional(one) not in {"R", "AL", "AN"}
]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(LEFT_TO_RIGHT) | st.sampled_from("aeiou \u0301\u0327"), max_size=80))
def test_any_text_from_left_to_right_reads_back_as_it_was(text: str) -> None:
    text = clean(text)
    assert said(letter(f"# x\n\n{escaped(text)}\n")) == folded(f"22november2026x{text}")


@pytest.mark.parametrize("mark", ["", pytest.param("*", marks=pytest.mark.proef), "***"])
def test_each_character_that_is_promised_comes_back_as_itself(mark: str) -> None:
    # One from right to left gets a paragraph of its own: it would turn what is around it.
    turning = [one for one in CHARACTERS if one not in LEFT_TO_RIGHT]
    texts = [" ".join(f"x{one}x" for one in LEFT_TO_RIGHT), *(f"x{one}x" for one in turning)]
    body = "\n\n".join(f"{mark}{escaped(text)}{mark}" for text in texts)
    assert said(letter(body)) == folded("22november2026" + "".join(texts))


def drawn(pdf: bytes) -> list[int]:
    """Return which pieces of the first page's content the tags name, in the order of the tags."""

    def walk(found: PdfObject | None) -> Iterator[int]:
        node = found.get_object() if found is not None else None
        if isinstance(node, NumberObject):
            yield int(node)
        for child in node if isinstance(node, ArrayObject) else ():
            yield from walk(child)
        if isinstance(node, DictionaryObject):
            yield from walk(node.get("/K"))

    return list(walk(catalog(pdf, "/StructTreeRoot", "/K")))


TURNING = (
    *("سلام عليكم محمد", "עולם שלום לכולם", "een שלום לכולם twee محمد drie", "مُحَمَّد"),
    *("De moeder zei: שלום, מה שלומך? En toen niets.", "שלום (לכולם) כאן!", "אבג123דהו"),
    *("محمد، 15 jaar, أحمد (12)", "Ga naar https://voorbeeld.example/שלום/x en wacht.", "ab שם cd"),
)


@pytest.mark.parametrize("text", TURNING)
def test_words_from_right_to_left_are_read_in_the_order_in_which_they_are_said(text: str) -> None:
    cells = f"| {line(text)} | {line(text)} |\n|-|-|\n| {line(text)} | x |\n"
    pdf = letter(f"# {line(text)}\n\n{escaped(text)}\n\n- {line(text)}\n\n{cells}")
    found = said(pdf).removeprefix("22november2026")
    assert found == folded(f"{text * 2}•{text * 4}x")
    # Who listens follows the tags, not the page.
    order = drawn(pdf)
    assert order == sorted(order)


LETTERS = [one for one in CHARACTERS if "\u05d0" <= one <= "\u05ea" or "\u0621" <= one <= "\u064a"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from(LETTERS) | st.sampled_from("ab .,:!?-12"), max_size=60))
def test_any_line_with_words_from_right_to_left_reads_back_as_it_was(text: str) -> None:
    text = clean(text)
    assert said(letter(f"# x\n\n{escaped(text)}\n")) == folded(f"22november2026x{text}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a \U0001f600 b", "a [U+1F600 GRINNING FACE] b"),
        (
            "\U0001f469\u200d\U0001f467",
            "[U+1F469 WOMAN][U+200D ZERO WIDTH JOINER][U+1F467 GIRL]",
        ),
        ("漢", "[U+6F22 CJK UNIFIED IDEOGRAPH-6F22]"),
        ("न", "[U+0928 DEVANAGARI LETTER NA]"),
        ("a\x07b\x00", "a[U+0007]b\ufffd"),
        ("a\ud800", "a[U+D800]"),
        ("\ue000", "[U+E000]"),
        ("a\u00ad", "a[U+00AD SOFT HYPHEN]"),
    ],
    ids=ascii,
)
def test_a_character_that_no_font_has_is_told_by_number_and_name(text: str, shown: str) -> None:
    pdf = letter(text)
    assert said(pdf) == folded(f"22november2026 {shown}")
    remark = "In de Markdown-versie staat het teken zelf."
    assert remark in " ".join(opened(pdf).pages[0].extract_text().split())


def test_nothing_is_remarked_where_every_character_is_shown() -> None:
    assert "Markdown" not in opened(letter("Gewoon: é, ş en Київ.")).pages[0].extract_text()


def test_a_heart_in_emoji_form_keeps_the_character_that_makes_it_one() -> None:
    # A reader that heeds what stands for the drawn sign, as pypdf doesn't, gets both.
    contents = opened(letter("❤ ❤\ufe0f")).pages[0].get_contents()
    assert contents is not None
    assert b"ActualText<FEFF2764FE0F>" in contents.get_data()


def test_a_long_word_is_cut_at_the_edge_and_a_usual_one_never() -> None:
    usual = "leerlingbegeleiding"
    body = f"{'W' * 300} {usual}\n\n| a | b | c | d |\n|-|-|-|-|\n| {'W' * 300} | x | x | x |\n"
    rows = f"| {'woord ' * 30} | {usual} | {'woord ' * 30} | {usual} |\n"
    text = "".join(page.extract_text() + "\n" for page in opened(letter(body + rows)).pages)
    wide = [len(run) for run in re.findall("W+", text)]
    assert sum(wide) == 600
    assert max(wide) < 48
    assert text.count(usual) == 3


def test_a_hundred_thousand_characters_of_prose_read_back() -> None:
    text = clean("Ook één zin, met 'aanhaling' en een euro: € 5. #niets\n" * 1_900)
    assert len(text) > 100_000
    assert said(letter(escaped(text))) == folded(f"22november2026{text}")


def test_the_same_values_give_the_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    source = tmp_path / "dossier.md"
    source.write_text(f"{FRONT}# Kop\n\n| a | b |\n|-|-|\n| c | \U0001f600 |\n", encoding="utf-8")
    code = (
        "import sys, hashlib\nfrom pathlib import Path\n"
        "from scala_cli.export.pdf import Letterhead, dossier_pdf\n"
        f"source = Path({str(source)!r}).read_text(encoding='utf-8')\n"
        f"pdf = dossier_pdf(source, Letterhead('x', (), {SVG!r}), {MADE!r})\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    project = str(Path(__file__).parents[2])
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
            env={"PYTHONPATH": project, "PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone, folder in (("1", "UTC", tmp_path), ("2", "Asia/Tokyo", project))
    }
    assert len(hashes) == 1


def test_only_the_time_of_making_makes_a_difference() -> None:
    first, again = dossier("# a\n"), dossier("# a\n")
    later = dossier_pdf(f"{FRONT}# a\n", NOBODY, "2026-11-23T12:00:00Z")
    assert first == again != later


@pytest.mark.parametrize("logo", [png(), SVG, b"\xef\xbb\xbf" + SVG], ids=["png", "svg", "bom"])
def test_a_logo_is_shown_and_told_to_who_can_not_see_it(logo: bytes) -> None:
    pdf = letter("Dag.", sender=Letterhead("School #x", (), logo))
    told = [str(one["/Alt"]) for one in elements(pdf) if str(one["/S"]) == "/Figure"]
    assert told == ["Logo van School #x"]


NO_PICTURE = "is geen afbeelding die in een PDF past"
FROM_ELSEWHERE = b'<image href="%s" width="1"/><path'
WRONG = {
    "text": (b"geen plaatje", NO_PICTURE),
    "gif": (b"GIF89a" + bytes(40), NO_PICTURE),
    "half a png": (png()[:-30], NO_PICTURE),
    "no jpeg": (b"\xff\xd8\xff" + bytes(90), NO_PICTURE),
    "html": (b"<html><b>x</b></html>", NO_PICTURE),
    "half an svg": (SVG[:-9], NO_PICTURE),
    "a site": (SVG.replace(b"<path", FROM_ELSEWHERE % b"http://a.example/b.png"), NO_PICTURE),
    "a file": (SVG.replace(b"<path", FROM_ELSEWHERE % b"main.typ"), NO_PICTURE),
    "many pixels": (png(40_000, 40_000), "heeft meer dan 40 miljoen beeldpunten"),
    "many bytes": (SVG + bytes(LARGEST_LOGO), "is groter dan 2 MB"),
}


@pytest.mark.parametrize(("logo", "why"), WRONG.values(), ids=WRONG)
def test_a_logo_that_can_not_be_used_is_said_so(logo: bytes, why: str) -> None:
    told = f"Het logo van de school {why}. Er is niets geschreven"
    with pytest.raises(WrongFile, match=told) as e:
        letter("Geheim.", sender=Letterhead("Voorbeeld", (), logo))
    assert "Geheim" not in str(e.value)
    assert e.value.__cause__ is None


def test_characters_that_the_fonts_turn_out_not_to_have_are_told_after_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(glyphs, "_characters", lambda: frozenset(map(chr, range(33, 0x20000))))
    text = said(letter("Hé \U0001f600 Київ ∑."))
    assert text == folded("22november2026 Hé[U+1F600 GRINNING FACE]Київ[U+2211 N-ARY SUMMATION].")


def test_what_typst_refuses_is_told_without_a_word_of_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(resources.folder("templates"), tmp_path / "templates")
    (tmp_path / "templates/pdf/main.typ").write_text('#panic(json("document.json"))')
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path / name)
    glyphs._characters.cache_clear()
    with pytest.raises(WrongFile, match="--vorm md") as e:
        letter("Geheim.", sender=Letterhead("Voorbeeld", (), SVG))
    assert "Geheim" not in str(e.value)
    assert (e.value.__cause__, e.value.__context__) == (None, None)


def test_nothing_that_looks_like_code_html_or_a_picture_gets_lost() -> None:
    body = "```py\n#x\n```\n\n    y `z`\n\n<b>vet</b> ![p](http://a.example) <c>\n\n[q]: http://d.example"
    assert said(letter(body)) == folded(
        "22november2026```py#x```y`z`<b>vet</b>!p(http://a.example)<c>[q]:http://d.example"
    )


def test_a_link_shows_where_it_goes_and_can_not_be_clicked() -> None:
    pdf = letter("[hier](https://a.example/x) en <https://b.example>")
    assert said(pdf).endswith("hier(https://a.example/x)enhttps://b.example")
    assert "/Annots" not in opened(pdf).pages[0]
