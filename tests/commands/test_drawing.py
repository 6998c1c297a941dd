"""`plan teken`: a sheet for the wall, or the way of one case; never over another file."""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock
from tests.plan.conftest import document, step


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the present one."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def opened(folder: Path, documents: Mapping[str, Mapping[str, Any]]) -> str:
    """Open a case in a dossier of its own that has these plans pinned, and return its number."""
    pinned = {plan: canonical(document) for plan, document in documents.items()}
    with Dossier.create(folder, PASSWORD, TickingClock()) as dossier:
        return dossier.open_case(pinned, {"door": "directie"}).case


def description(path: Path) -> str:
    return ET.fromstring(path.read_bytes())[1].text or ""


@pytest.mark.parametrize("plan", ["plaatsing", "medewerker"])
def test_a_plan_is_drawn_as_svg_in_the_present_folder(
    run_cli: RunCli, home: Path, here: Path, plan: str
) -> None:
    ran = run_cli("plan", "teken", plan)

    assert (ran.code, ran.out, ran.err) == (0, f"stappenplan-{plan}.svg\n", "")
    assert names(here) == [f"stappenplan-{plan}.svg"]
    assert "Eerst dit: " in description(here / f"stappenplan-{plan}.svg")
    assert not home.exists()


def test_a_pdf_is_made_of_one_page(run_cli: RunCli, home: Path, here: Path) -> None:
    ran = run_cli("plan", "teken", "plaatsing", "--vorm", "pdf", "--naar", here / "wand" / "a.pdf")

    assert (ran.code, ran.out) == (0, f"{here / 'wand' / 'a.pdf'}\n")
    assert len(PdfReader(here / "wand" / "a.pdf").pages) == 1


def test_mermaid_is_text_on_stdout_unless_a_file_is_named(
    run_cli: RunCli, home: Path, here: Path
) -> None:
    ran = run_cli("plan", "teken", "medewerker", "--vorm", "mermaid")
    filed = run_cli("plan", "teken", "medewerker", "--vorm", "mermaid", "--naar", "plan.mmd")

    assert (ran.code, ran.err) == (0, "")
    assert "\nflowchart TD\n" in ran.out
    assert (filed.code, filed.out) == (0, "plan.mmd\n")
    assert (here / "plan.mmd").read_text(encoding="utf-8") == ran.out
    assert names(here) == ["plan.mmd"]


def test_an_svg_can_go_to_stdout_and_a_pdf_can_not(run_cli: RunCli, home: Path, here: Path) -> None:
    ran = run_cli("plan", "teken", "medewerker", "--naar", "-")
    refused = run_cli("plan", "teken", "medewerker", "--vorm", "pdf", "--naar", "-")

    assert ran.code == 0
    assert ran.out.startswith("<svg ")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "Een PDF kan niet naar het scherm. Geef met --naar een bestand.\n"
    assert names(here) == []


def test_a_file_that_is_there_stays_unless_told_otherwise(
    run_cli: RunCli, home: Path, here: Path
) -> None:
    file = here / "stappenplan-plaatsing.svg"
    file.write_text("van iemand", encoding="utf-8")
    refused = run_cli("plan", "teken", "plaatsing")

    assert (refused.code, refused.out) == (2, "")
    assert "bestaat al en is niet overschreven" in refused.err
    assert file.read_text(encoding="utf-8") == "van iemand"
    assert run_cli("plan", "teken", "plaatsing", "--overschrijf").code == 0
    assert file.read_bytes().startswith(b"<svg ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_drawing_again_is_the_same_to_the_byte(run_cli: RunCli, home: Path, here: Path) -> None:
    for form in ("svg", "pdf"):
        assert run_cli("plan", "teken", "plaatsing", "--vorm", form).code == 0
        first = (here / f"stappenplan-plaatsing.{form}").read_bytes()
        assert run_cli("plan", "teken", "plaatsing", "--vorm", form).code == 0
        assert (here / f"stappenplan-plaatsing.{form}").read_bytes() == first


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["plaatsin"], "Stappenplan 'plaatsin' bestaat niet. Bedoelde u 'plaatsing'?"),
        (["plaatsing", "--vorm", "png"], "Vorm 'png' bestaat niet. Kies uit svg, pdf of mermaid."),
        (["plaatsing", "2026-999"], "Dossier 2026-999 bestaat niet."),
        (["bestaat-niet", ONE], "Stappenplan 'bestaat-niet' bestaat niet."),
        (
            ["medewerker", ONE],
            f"Dossier {ONE} volgt stappenplan 'plaatsing' en is niet in stappenplan 'medewerker'",
        ),
    ],
)
def test_what_can_not_be_drawn_is_refused_and_nothing_is_written(
    run_cli: RunCli, filled: Path, here: Path, args: list[str], says: str
) -> None:
    ran = run_cli("plan", "teken", *args)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)
    assert names(here) == []


def test_without_a_dossier_no_way_can_be_drawn(run_cli: RunCli, home: Path, here: Path) -> None:
    ran = run_cli("plan", "teken", "plaatsing", ONE)

    assert (ran.code, ran.out) == (2, "")
    assert "Er is nog geen dossier" in ran.err


def test_the_way_of_a_case_is_drawn_with_its_number_and_no_word_of_it(
    run_cli: RunCli, filled: Path, here: Path
) -> None:
    ran = run_cli("plan", "teken", "plaatsing", ONE)
    path = here / f"stappenplan-plaatsing-{ONE}.svg"
    told = description(path)

    assert (ran.code, ran.out) == (0, f"{path.name}\n")
    assert "geen namen" in ran.err
    assert f"Dossier {ONE}: de weg die gelopen is, en wat nu open staat." in told
    assert "Antwoord, gekozen: Kind heeft het geplaatst." in told
    assert "12. Vraag, nu open: Hoe reageert het kind?" in told
    for word in (
        "Voorbeeld",
        "Geheim",
        "instagram",
        "Instagram",
        "Groep 8",
        "x.example",
        "2026-11",
    ):
        assert word not in path.read_text(encoding="utf-8"), word


def test_a_case_that_was_walked_to_its_end_has_nothing_open(
    run_cli: RunCli, filled: Path, here: Path
) -> None:
    ran = run_cli("plan", "teken", "plaatsing", TWO, "--vorm", "mermaid")

    assert (ran.code, ran.err) == (0, "")
    assert f"Dossier {TWO}: de weg die gelopen is." in ran.out
    assert "NU OPEN" not in ran.out
    assert "overgeslagen" in ran.out


def test_a_way_that_went_on_in_another_plan_is_drawn_there_too(
    run_cli: RunCli, filled: Path, here: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.toml"
    steps: Mapping[str, str] = {
        "signaal": "gedaan",
        "spoed": "nee",
        "stilte": "gedaan",
        "gesprek": "gedaan",
        "wie": "medewerker",
        "medewerker/aanspreken": "gedaan",
    }
    tables = [
        f'[[antwoord]]\nstap = "{ref}"\nkeuze = "{choice}"\n' for ref, choice in steps.items()
    ]
    file.write_text('plan = "plaatsing"\n' + "".join(tables), encoding="utf-8")
    assert run_cli("start", "--antwoorden", file).code == 3
    ran = run_cli("plan", "teken", "medewerker", "2026-003", "--vorm", "mermaid")

    assert ran.code == 0
    assert "Stap 2: De medewerker aanspreken<br/>gedaan" in ran.out
    assert "Stap 3: Is het grensoverschrijdend?<br/>aanvulling op het schema<br/>NU OPEN" in ran.out


def test_the_plan_is_drawn_as_the_case_has_pinned_it(
    run_cli: RunCli, home: Path, here: Path, library: Library
) -> None:
    old = dict(library.documents)
    first, *others = old["plaatsing"]["stap"]
    older = {"versie": 1, "stap": [{**first, "titel": "Zoals het toen heette"}, *others]}
    number = opened(home, {"plaatsing": {**old.pop("plaatsing"), **older}, **old})

    ran = run_cli("plan", "teken", "plaatsing", number, "--vorm", "mermaid")

    assert ran.code == 0
    assert "Stap 1: Zoals het toen heette<br/>NU OPEN" in ran.out
    assert "Stappenplan plaatsing, versie 1." in ran.out
    assert library.plans["plaatsing"].version > 1


def test_where_the_drawing_of_a_case_lies_is_noted_and_the_case_itself_is_not_changed(
    run_cli: RunCli, filled: Path, here: Path
) -> None:
    before = run_cli("controleer", "--json").out
    run_cli("plan", "teken", "plaatsing", ONE)
    run_cli("plan", "teken", "plaatsing")

    assert run_cli("controleer", "--json").out == before
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert [(one.path, one.number) for one in dossier.copies()] == [
            (here / f"stappenplan-plaatsing-{ONE}.svg", ONE)
        ]


def test_the_dossier_file_itself_is_never_drawn_over(
    run_cli: RunCli, filled: Path, here: Path
) -> None:
    file = filled / DOSSIER
    before = file.read_bytes()
    ran = run_cli("plan", "teken", "plaatsing", "--naar", file, "--overschrijf")

    assert (ran.code, ran.out) == (2, "")
    assert file.read_bytes() == before


def test_a_plan_too_large_for_a4_says_how_large_its_sheet_is(
    run_cli: RunCli, home: Path, here: Path
) -> None:
    steps = [step(f"s{number}", [f"s{number + 1}"] if number < 59 else []) for number in range(60)]
    number = opened(home, {"klein": document(*steps)})
    ran = run_cli("plan", "teken", "klein", number)
    root = ET.fromstring((here / f"stappenplan-klein-{number}.svg").read_bytes())

    assert ran.code == 0
    (said,) = [line for line in ran.err.splitlines() if "A4" in line]
    assert said.startswith("Op A4 wordt deze tekening te klein om te lezen. Het blad is daarom A")
    assert float((root.get("height") or "").removesuffix("pt")) > 842


def test_a_case_that_was_changed_by_another_hand_is_not_drawn(
    run_cli: RunCli, filled: Path, here: Path
) -> None:
    import sqlcipher3

    raw = sqlcipher3.connect(str(filled / DOSSIER), isolation_level=None)
    raw.set_key(PASSWORD.encode())
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE gebeurtenissen SET keuze = '[\"ja\"]' WHERE stap = 'spoed' AND dossier = 1")
    for _, sql in triggers:
        raw.execute(sql)
    raw.close()
    ran = run_cli("plan", "teken", "plaatsing", ONE)

    assert (ran.code, ran.out) == (5, "")
    assert "Vertrouw niet op wat dit dossier zegt." in ran.err
    assert names(here) == []
