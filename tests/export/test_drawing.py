"""A drawing as a file: one page that can be read, heard and searched, and text that stays text."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from scala_cli.export.drawing import pdf, svg
from scala_cli.export.mermaid import escaped, mermaid
from scala_cli.export.outline import outline
from scala_cli.plan.chart.lettering import LEADING, measured, width
from scala_cli.plan.chart.nodes import NodeKind
from scala_cli.plan.chart.shapes import Drawing, Words
from scala_cli.plan.chart.trail import trail
from scala_cli.plan.draw import draw
from scala_cli.plan.graph import Graph
from scala_cli.plan.replay import Visit
from tests.plan.conftest import graph, step, wait
from tests.plan.test_properties import graphs, steady

HOSTILE = '*_#[x](y)$ \\ <script>alert(1)</script> & "citaat" `code` ]]> {{n}} %%{init} --> ; #set'
SVG = "{http://www.w3.org/2000/svg}"
NODE = re.compile(
    r'    (n\d+)(\["|\{\{"|\("|\[/"|\[\[")(.*?)("\]|"\}\}|"\)|"\\\]|"\]\])((?::::[a-z]+)?)'
)
ARROW = re.compile(r"    (n\d+) (-->|---|==>|===) (n\d+)")
CLOSES = {'["': '"]', '{{"': '"}}', '("': '")', '[/"': '"\\]', '[["': '"]]'}

few = settings(steady, max_examples=25)


@pytest.fixture(scope="module")
def drawing(plaatsing: Graph) -> Drawing:
    return draw(plaatsing)


@pytest.fixture(scope="module")
def walked(plaatsing: Graph) -> Drawing:
    answers = {
        Visit("signaal", 1): ("gedaan",),
        Visit("spoed", 1): ("ja",),
        Visit("spoed-melden", 1): ("gedaan",),
        Visit("stilte", 1): ("gedaan",),
    }
    return draw(plaatsing, trail("2026-001", plaatsing, answers, "plaatsing"))


@pytest.fixture(scope="module")
def hostile() -> Drawing:
    return draw(
        graph(
            step("a", ["b"], titel=HOSTILE, tekst=HOSTILE),
            step("b", {"ja": [], "nee": []}, titel="1. Eerst", wie=HOSTILE)
            | {
                "opties": [
                    {"id": "ja", "titel": HOSTILE, "naar": []},
                    {"id": "nee", "titel": "- Nee", "naar": []},
                ]
            },
        )
    )


def every_word(drawing: Drawing) -> Iterator[Words]:
    yield drawing.heading
    yield from drawing.small
    for frame in (*drawing.emergency, *drawing.legend):
        yield from frame.words
    for box in drawing.boxes:
        yield from box.words


# The letter.


def widths(lines: list[tuple[str, float, bool]]) -> list[float]:
    """Return how wide the typesetter makes each line."""
    source = (
        '#set text(font: "Libertinus Serif", hyphenate: false)\n'
        "#context [#metadata(json(bytes(sys.inputs.d)).map(l => measure(text(size: l.at(1) * 1pt,"
        ' weight: if l.at(2) { "bold" } else { "regular" }, l.at(0))).width / 1pt))<w>]'
    )
    compiler = typst.Compiler(
        source.encode(), ignore_system_fonts=True, sys_inputs={"d": json.dumps(lines)}
    )
    found: list[float] = json.loads(compiler.query("<w>", field="value", one=True))
    return found


def test_lines_are_as_wide_as_was_reckoned(drawing: Drawing) -> None:
    lines = [
        (line, words.size, words.bold) for words in every_word(drawing) for line in words.lines
    ]
    reckoned = [width(line, size, bold=bold) for line, size, bold in lines]

    for (line, *_), real, kept in zip(lines, widths(lines), reckoned, strict=True):
        assert real <= kept * 1.005, line
        assert real >= kept * 0.93, line


def test_characters_that_were_not_measured_get_more_room_than_they_take() -> None:
    strange = "😀漢字العᚠ→▓"

    assert not any(measured(char) for char in "😀漢字ع")
    assert all(measured(char) for char in "aZ9é…€—")
    for char, real in zip(strange, widths([(char, 10.0, False) for char in strange]), strict=True):
        assert real <= width(char, 10.0), char


# PDF.


def root_of(made: PdfReader) -> Any:  # noqa: ANN401 - of whatever shape a PDF has
    return made.trailer["/Root"]


def tags(pdf_bytes: bytes) -> Iterator[tuple[str, DictionaryObject]]:
    """Yield the structure elements of a PDF in order, each with its kind."""
    ahead: list[Any] = [root_of(PdfReader(BytesIO(pdf_bytes)))["/StructTreeRoot"]]
    while ahead:
        node = ahead.pop(0)
        node = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(node, DictionaryObject):
            continue
        if "/S" in node:
            yield str(node["/S"]), node
        inner = node.get("/K", [])
        inner = inner.get_object() if hasattr(inner, "get_object") else inner
        ahead[:0] = inner if isinstance(inner, list) else [inner]


def alternatives(pdf_bytes: bytes) -> list[str]:
    return [str(node["/Alt"]) for kind, node in tags(pdf_bytes) if kind == "/Figure"]


def test_a_pdf_is_one_page_of_the_size_of_the_sheet(drawing: Drawing) -> None:
    (page,) = PdfReader(BytesIO(pdf(drawing))).pages

    assert float(page.mediabox.width) == pytest.approx(drawing.wide, abs=0.01)
    assert float(page.mediabox.height) == pytest.approx(drawing.high, abs=0.01)


def test_a_pdf_says_that_it_is_accessible_its_language_and_its_title(drawing: Drawing) -> None:
    made = PdfReader(BytesIO(pdf(drawing)))
    root = root_of(made)
    about = root["/Metadata"].get_data().decode()

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert made.metadata is not None
    assert made.metadata.title == drawing.title
    assert re.search(r"pdfuaid:part>1<", about)
    assert re.search(r"pdfaid:part>2<", about)


def test_every_letter_of_a_pdf_is_in_it_and_nothing_is_fetched(drawing: Drawing) -> None:
    (page,) = PdfReader(BytesIO(pdf(drawing))).pages
    resources: Any = page["/Resources"]
    fonts = [one.get_object() for one in resources["/Font"].values()]

    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        described = inner.get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys()
    assert b"/URI" not in pdf(drawing)


def test_what_stands_on_the_page_can_be_searched_in_order(drawing: Drawing) -> None:
    (page,) = PdfReader(BytesIO(pdf(drawing))).pages
    text = " ".join(page.extract_text().split())
    titles = [
        f"{box.number}. {box.words[0].lines[0].partition('. ')[2]}"
        for box in drawing.boxes
        if box.number and not box.joins
    ]

    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "Eerst dit" in text
    assert "0900 111 3 111" in text


def test_each_line_stands_where_it_was_reckoned_to_stand(drawing: Drawing) -> None:
    (page,) = PdfReader(BytesIO(pdf(drawing))).pages
    found: set[tuple[int, int]] = set()

    def seen(text: str, whole: list[float], own: list[float], *_: object) -> None:
        if text.strip():
            x = own[4] * whole[0] + own[5] * whole[2] + whole[4]
            y = own[4] * whole[1] + own[5] * whole[3] + whole[5]
            found.add((round(x), round(y)))

    page.extract_text(visitor_text=seen)
    for words in every_word(drawing):
        for number, line in enumerate(words.lines):
            # The template keeps 0.9 above the baseline and 0.3 below it.
            down = words.y + words.size * (LEADING * number + 0.9)
            place = words.x, drawing.high - down
            assert any(abs(x - place[0]) <= 1 and abs(y - place[1]) <= 1 for x, y in found), line


def test_a_screen_reader_gets_the_steps_as_a_list_with_where_each_leads(drawing: Drawing) -> None:
    kinds = [kind for kind, _ in tags(pdf(drawing))]
    told = alternatives(pdf(drawing))

    assert kinds.count("/H1") == 1
    # The emergency lines, the steps, the fork and the other plan.
    assert kinds.count("/LI") == 3 + 19 + 1 + 1
    assert [one for one in told if one in {"Actie", "Vraag"}] == [
        "Vraag" if box.kind is NodeKind.QUESTION else "Actie" for box in drawing.boxes if box.number
    ]
    assert told.count("Antwoord") == 11
    assert told[:6] == [
        "Actie",
        "Daarna stap 2, Is er spoed?",
        "Vraag",
        "Kies een antwoord.",
        "Antwoord",
        "Daarna naast elkaar: stap 4, Niemand reageert meer; en stap 5, Gesprek met de plaatser.",
    ]
    assert "Daarna stappenplan medewerker, bij: De medewerker aanspreken." in told


def test_the_way_of_a_case_is_told_to_a_screen_reader_too(walked: Drawing) -> None:
    told = alternatives(pdf(walked))

    assert told[0] == "Actie, gedaan"
    assert "Vraag, beantwoord" in told
    assert told.count("Antwoord, gekozen") == 1
    assert "Actie, nu open" in told
    assert "Vraag, wacht op andere sporen" in told


def test_the_same_drawing_gives_the_same_bytes(drawing: Drawing) -> None:
    assert pdf(drawing) == pdf(drawing)
    assert svg(drawing) == svg(drawing)
    assert mermaid(drawing) == mermaid(drawing)


def test_titles_are_never_read_as_markup(hostile: Drawing) -> None:
    (page,) = PdfReader(BytesIO(pdf(hostile))).pages
    text = "".join(page.extract_text().split())

    assert "<script>alert(1)</script>" in text
    assert "*_#[x](y)$\\" in text
    assert "/JavaScript" not in str(PdfReader(BytesIO(pdf(hostile))).trailer["/Root"])


def test_a_title_that_no_letter_can_show_is_still_told() -> None:
    drawing = draw(graph(step("a", ["b"]), step("b", titel="Schrik niet 😀 漢")))

    assert "Daarna stap 2, Schrik niet 😀 漢." in alternatives(pdf(drawing))
    (page,) = PdfReader(BytesIO(pdf(drawing))).pages
    assert "Schrik niet □ □" in page.extract_text()
    assert "Schrik niet 😀 漢" in svg(drawing).decode()


@few
@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1))
def test_any_title_comes_through(title: str) -> None:
    words = title.strip() or "x"
    drawing = draw(graph(step("a", ["b"], titel=words), step("b")))

    assert len(PdfReader(BytesIO(pdf(drawing))).pages) == 1
    assert ET.fromstring(svg(drawing)).tag == f"{SVG}svg"


# SVG.


def test_an_svg_is_well_formed_and_says_what_it_shows(drawing: Drawing) -> None:
    root = ET.fromstring(svg(drawing))
    title, description = root[0], root[1]

    assert root.tag == f"{SVG}svg"
    assert (title.tag, title.text) == (f"{SVG}title", drawing.title)
    assert description.tag == f"{SVG}desc"
    assert description.text == "\n".join(outline(drawing))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert root.get("viewBox") == "0 0 595.28 841.89"


def test_an_svg_is_whole_in_itself_and_runs_nothing(hostile: Drawing) -> None:
    root = ET.fromstring(svg(hostile))
    links = [
        value for one in root.iter() for name, value in one.attrib.items() if "href" in name.lower()
    ]

    assert not [
        one for one in root.iter() if one.tag.endswith(("script", "image", "foreignObject"))
    ]
    assert all(link.startswith("#") for link in links)
    assert HOSTILE in (root[1].text or "")


# In words.


def test_the_outline_tells_each_step_whole(drawing: Drawing, plaatsing: Graph) -> None:
    lines = list(outline(drawing))

    assert lines[0] == plaatsing.root.title
    assert lines[2].startswith("Eerst dit: Direct gevaar of een bedreiging? Bel eerst")
    for number, one in enumerate(plaatsing.root.steps, 1):
        (line,) = [line for line in lines if line.startswith(f"{number}. ")]
        assert " ".join(one.text.split()) in line
        assert one.actor in line
        for option in one.options:
            assert any(line.startswith(f"Antwoord: {option.title}") for line in lines)
    assert (
        "5. Actie: Gesprek met de plaatser. Directie gaat in gesprek met degene die het bericht "
        "geplaatst heeft. Wie: Directie. Daarna stap 6, Wie heeft het geplaatst?"
    ) in lines


def test_answers_that_go_on_alike_are_told_with_their_question(medewerker: Graph) -> None:
    answers = {Visit("ventileert", 1): ("gedaan",)}
    lines = "\n".join(outline(draw(medewerker)))
    way = "\n".join(outline(draw(medewerker, trail("2026-001", medewerker, answers, "medewerker"))))

    assert (
        "Meer dan één antwoord mag: Geen, Waarschuwing, Schorsing, Berisping, Ontslag en" in lines
    )
    assert "1. Actie, gedaan: Een medewerker plaatst iets." in way
    assert "Dossier 2026-001: de weg die gelopen is, en wat nu open staat." in way


# Mermaid.


def parsed(text: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Return the nodes' labels and the arrows of a Mermaid flowchart; fail at what is neither."""
    lines = text.split("\n")
    assert lines[0] == lines[2] == "---"
    assert lines[3] == "flowchart TD"
    assert lines[-1] == ""
    nodes: dict[str, str] = {}
    arrows = []
    for line in lines[4:-1]:
        if line.startswith(("    classDef ", '    over["', '    spoed["')) or "~~~" in line:
            continue
        if node := NODE.fullmatch(line):
            name, start, label, end, _ = node.groups()
            assert CLOSES[start] == end
            assert name not in nodes
            nodes[name] = label
        else:
            arrow = ARROW.fullmatch(line)
            assert arrow, line
            source, kind, target = arrow.groups()
            arrows.append((source, kind, target))
    return nodes, arrows


def unescaped(label: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


@few
@given(graph=graphs)
def test_mermaid_has_the_same_boxes_and_arrows(graph: Graph) -> None:
    drawing = draw(graph)
    nodes, arrows = parsed(mermaid(drawing))

    assert list(nodes) == [f"n{box.place}" for box in drawing.boxes]
    assert [(source, target) for source, _, target in arrows] == [
        (f"n{arrow.source}", f"n{arrow.target}") for arrow in drawing.arrows
    ]
    for box in drawing.boxes:
        assert unescaped(nodes[f"n{box.place}"]).split("<br/>")[0].endswith(box.name)


def test_mermaid_labels_hold_nothing_that_mermaid_could_read(hostile: Drawing) -> None:
    nodes, _ = parsed(mermaid(hostile))

    for label in nodes.values():
        for line in label.split("<br/>"):
            assert not re.search(r'["<>&`\\{}\[\]()|%*_]', line)
            assert not re.match(r"\d+[.)]|[-+]", line)
    assert [unescaped(label) for label in nodes.values()] == [
        f"Stap 1: {HOSTILE}",
        "Stap 2: 1. Eerst",
        f"{HOSTILE}<br/>einde van dit spoor",
        "- Nee<br/>einde van dit spoor",
    ]
    assert json.loads(mermaid(hostile).split("\n")[1].removeprefix("title: ")) == hostile.title


@few
@given(text=st.text())
def test_escaping_for_mermaid_loses_nothing(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_mermaid_shows_the_way_of_a_case(walked: Drawing) -> None:
    nodes, arrows = parsed(mermaid(walked))

    assert "NU OPEN" in next(
        label for label in nodes.values() if "Gesprek met de plaatser" in label
    )
    assert "gekozen" in next(label for label in nodes.values() if "ik twijfel" in label)
    assert {kind for _, kind, _ in arrows} == {"-->", "---", "==>", "==="}


def test_additions_joins_and_forks_are_told_in_mermaid() -> None:
    drawing = draw(
        graph(
            step("a", ["b", "c"], bron=None, aanvulling="A.9"),
            step("b", ["d"]),
            step("c", ["d"]),
            wait("d"),
        )
    )
    nodes, _ = parsed(mermaid(drawing))

    assert nodes["n0"].endswith("aanvulling op het schema<br/>sporen naast elkaar")
    assert nodes["n3"].endswith("wacht tot alle sporen hier zijn<br/>einde van dit spoor")


def test_a_term_is_told_in_the_box_in_the_outline_and_in_mermaid() -> None:
    def term(**length: object) -> dict[str, object]:
        return {"wat": "Bel terug.", "bron": "A.1", **length}

    planned = {"id": "later", "soort": "moment", "titel": "Wanneer?", "mag_later": True}
    drawing = draw(
        graph(
            step("a", ["b"], termijn=term(werkdagen=3)),
            step("b", {"ja": ["c"], "nee": []}, termijn=term(maanden=1, weken=2)),
            step("c", ["d"], velden=[planned], termijn=term(op="later")),
            step("d"),
        )
    )
    lengths = ["3 werkdagen", "1 maand en 2 weken", "tot een geplande dag"]
    strips = [line for one in every_word(drawing) for line in one.lines if "termijn" in line]
    nodes, _ = parsed(mermaid(drawing))

    assert strips == [f"termijn: {one}" for one in lengths]
    assert [one.rpartition("<br/>")[2] for one in nodes.values() if "termijn" in one] == strips
    whole = "\n".join(outline(drawing))
    assert re.findall(r"Hier begint een termijn: (.*?)\.", whole) == lengths
