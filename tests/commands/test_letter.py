"""`brief`: the list, a letter on stdout, in a file or on the table, and settling it.

At the table someone types answers; the editors there are small scripts that are really started.
"""

import hashlib
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from scala_cli import resources
from scala_cli.case.entries import remarks
from scala_cli.case.events import Event, Kind
from scala_cli.case.replies import document_draft
from scala_cli.clock import Clock
from scala_cli.commands.letter import letter
from scala_cli.commands.letter_out import Wish, has_head
from scala_cli.commands.run import Run
from scala_cli.documents.school import DETAILS
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Interrupted, StappenplanError, Stopped
from scala_cli.headings import heading
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.replay import Visit
from scala_cli.prompts.protocol import Item
from scala_cli.settings import Settings
from tests.commands.apart import add, case_of, close, erase, last_of, tamper
from tests.commands.conftest import ONE, TWO, RunCli
from tests.commands.test_keeping import Terminal
from tests.conftest import PASSWORD, TickingClock

PARENTS = "uitnodiging-ouders"
FILE = "leerlingdossier-incident"
STATEMENT = "statement"
Answer = str | type[BaseException]
_T = TypeVar("_T")


# Without anyone at a terminal.


def test_every_letter_is_listed_with_its_reader_and_where_it_belongs(
    run_cli: RunCli, home: Path
) -> None:
    ran = run_cli("brief")
    assert (ran.code, ran.err) == (0, "")
    for kind in resources.document_names():
        assert f"- {kind}: {heading(kind).title} (voor {heading(kind).reader}" in ran.out
    assert "openbaar: iedereen kan het lezen; bij: Statement onder het bericht" in ran.out
    assert not home.exists()


def test_with_a_case_what_fits_now_and_what_was_made_come_first(
    run_cli: RunCli, filled: Path
) -> None:
    run_cli("brief", PARENTS, ONE)
    out = run_cli("brief", ONE).out
    assert "Niet meer reageren (gemaakt 22 november 2026" in out
    assert "Uitnodiging voor de ouders (gemaakt" in out
    assert "hoort geen brief" in out
    assert out.index("Al gemaakt") < out.index("- afsluitbrief")


def test_a_letter_of_an_open_step_is_offered(run_cli: RunCli, home: Path) -> None:
    run_cli("start", "--plan", "medewerker")
    assert "Passen bij waar dit dossier nu staat" not in run_cli("brief", ONE).out
    run_cli("start")
    run_cli(
        "verder", TWO, "--antwoorden", _answers(home.parent, "signaal", "gedaan", "spoed", "nee")
    )
    out = run_cli("brief", TWO).out
    offered = out[out.index("Passen bij") : out.index("\nBrieven\n")]
    assert "niet-reageren: Niet meer reageren" in offered
    assert PARENTS not in offered


def _answers(folder: Path, *said: str) -> Path:
    path = folder / "antwoorden.toml"
    pairs = zip(said[::2], said[1::2], strict=True)
    path.write_text(
        "".join(f'[[antwoord]]\nstap = "{step}"\nkeuze = "{choice}"\n' for step, choice in pairs),
        encoding="utf-8",
    )
    return path


def test_stdout_holds_the_letter_alone_with_places_to_fill_in(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli("brief", PARENTS, ONE)
    assert ran.code == 0
    assert ran.out.startswith("[naam van de school]\n[adres van de school]\n")
    assert "J. Voorbeeld" in ran.out
    assert "**" not in ran.out
    assert ran.err.startswith("Nog niet ingevuld: naam van de school, adres, plaats")
    assert "J. Voorbeeld" not in ran.err


def test_what_is_known_of_the_school_stands_in_it(run_cli: RunCli, filled: Path) -> None:
    for word in ("naam=De Voorbeeldschool", "adres=Weg 1", "plaats=Utrecht", "telefoon=030 00"):
        run_cli("instellingen", "--school", word)
    ran = run_cli("brief", PARENTS, ONE)
    assert ran.out.startswith("De Voorbeeldschool\nWeg 1\n\nUtrecht, 22 november 2026")
    assert ran.err.startswith("Nog niet ingevuld: naam van de directeur. ")
    run_cli("instellingen", "--school", "directeur=D. Voorbeeld")
    assert run_cli("brief", PARENTS, ONE).err == ""


def test_markdown_is_given_when_asked_for(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("brief", PARENTS, ONE, "--vorm", "md")
    assert "**Uitnodiging" in ran.out
    assert last_of(filled, ONE).said["tekst"] == ran.out.removesuffix("\n")


def test_it_is_recorded_as_made_and_the_same_text_only_once(run_cli: RunCli, filled: Path) -> None:
    count = case_of(filled, ONE).count
    for _ in range(2):
        run_cli("brief", PARENTS, ONE)
    event = last_of(filled, ONE)
    assert (event.number, event.kind) == (count + 1, Kind.DOCUMENT)
    assert (event.said["document"], event.step) == (PARENTS, "ouders-uitnodigen")
    run_cli("instellingen", "--school", "naam=De Voorbeeldschool")
    run_cli("brief", PARENTS, ONE)
    assert last_of(filled, ONE).number == count + 2


def test_what_was_settled_stays_what_a_walk_keeps(run_cli: RunCli, filled: Path) -> None:
    place = Visit("ouders-uitnodigen", 1)
    add(filled, ONE, document_draft(Kind.SETTLED, PARENTS, "Zo verstuurd", place, "directie"))
    run_cli("brief", PARENTS, ONE)
    case = case_of(filled, ONE)
    assert case.document(place, PARENTS) in case.current_documents
    assert [one.text for one in case.documents if one.settled] == ["Zo verstuurd"]
    assert case.documents[-1].visit is None


def test_the_same_text_as_was_settled_is_not_recorded_again(run_cli: RunCli, filled: Path) -> None:
    text = run_cli("brief", PARENTS, TWO).out.removesuffix("\n")
    add(filled, TWO, document_draft(Kind.SETTLED, PARENTS, text, None, "directie"))
    count = case_of(filled, TWO).count
    run_cli("brief", PARENTS, TWO)
    assert case_of(filled, TWO).count == count


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["uitnodiging-ouder", ONE], "Bedoelde u 'uitnodiging-ouders'?"),
        (["\x1b[31mx", ONE], "bestaat niet"),
        (["../feiten", ONE], "bestaat niet"),
        ([PARENTS, "2026-009"], "Dossier 2026-009 bestaat niet"),
        (["2026-009"], "Dossier 2026-009 bestaat niet"),
        ([PARENTS], "Er zijn meer open dossiers: 2026-001, 2026-002"),
        ([PARENTS, ONE, "--vorm", "docx"], "Kies uit md of pdf"),
        ([PARENTS, ONE, "--vorm", "pdf", "--naar", "-"], "Een PDF past niet op het scherm"),
        (["--kopieer"], "Welke brief?"),
        ([ONE, "--vorm", "pdf"], "Welke brief?"),
    ],
)
def test_what_cannot_be_is_refused_and_records_nothing(
    run_cli: RunCli, filled: Path, words: list[str], told: str
) -> None:
    heads = _heads(filled)
    ran = run_cli("brief", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "\x1b" not in ran.err
    assert _heads(filled) == heads


def _heads(home: Path) -> list[tuple[str, str, int]]:
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return dossier.heads()


def test_with_one_open_case_its_number_may_be_left_out(run_cli: RunCli, filled: Path) -> None:
    close(filled, TWO)
    assert "J. Voorbeeld" in run_cli("brief", PARENTS).out
    assert last_of(filled, ONE).said["document"] == PARENTS
    close(filled, ONE)
    ran = run_cli("brief", PARENTS)
    assert (ran.code, "Er is geen open dossier" in ran.err) == (2, True)


def test_a_closed_case_still_gets_its_letter_and_that_is_said(
    run_cli: RunCli, filled: Path
) -> None:
    close(filled, TWO)
    ran = run_cli("brief", "afsluitbrief", TWO)
    assert ran.code == 0
    assert f"Dossier {TWO} is gesloten en blijft gesloten" in ran.err
    assert (last_of(filled, TWO).kind, case_of(filled, TWO).closed) == (Kind.DOCUMENT, True)


def test_an_erased_or_changed_case_gives_no_letter(run_cli: RunCli, filled: Path) -> None:
    erase(filled, TWO)
    assert run_cli("brief", "afsluitbrief", TWO).code == 2
    tamper(filled, ONE)
    assert run_cli("brief", "afsluitbrief", ONE).code == 5


@pytest.mark.parametrize("name", ["brief.txt", "brief.md", "brief.pdf"])
def test_a_file_has_the_form_of_its_name_is_private_and_noted(
    run_cli: RunCli, filled: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    ran = run_cli("brief", PARENTS, ONE, "--naar", target)
    assert (ran.code, ran.out) == (0, "")
    assert str(target) in ran.err
    assert "niet versleuteld" in ran.err
    found = target.read_bytes()
    assert found.startswith(b"%PDF") is name.endswith("pdf")
    assert (b"**" in found) is name.endswith("md") or name.endswith("pdf")
    assert os.name != "posix" or stat.S_IMODE(target.stat().st_mode) == 0o600
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert [(one.kind, one.path, one.number) for one in dossier.copies()] == [
            ("export", target, ONE)
        ]
    assert last_of(filled, ONE).kind is Kind.DOCUMENT


def test_a_file_that_is_there_stays_unless_told_and_then_nothing_is_recorded(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "brief.txt"
    target.write_text("Van een ander", encoding="utf-8")
    count = case_of(filled, ONE).count
    ran = run_cli("brief", PARENTS, ONE, "--naar", target)
    assert (ran.code, "bestaat al" in ran.err) == (2, True)
    assert (target.read_text(encoding="utf-8"), case_of(filled, ONE).count) == (
        "Van een ander", count,
    )  # fmt: skip
    assert run_cli("brief", PARENTS, ONE, "--naar", target, "--overschrijf").code == 0
    assert "J. Voorbeeld" in target.read_text(encoding="utf-8")


def test_where_nothing_can_be_written_nothing_is_recorded(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "bestand").touch()
    count = case_of(filled, ONE).count
    ran = run_cli("brief", PARENTS, ONE, "--naar", tmp_path / "bestand" / "brief.pdf")
    assert (ran.code, case_of(filled, ONE).count) == (5, count)
    assert run_cli("brief", PARENTS, ONE, "--naar", filled / "dossiers.stappenplan").code == 2


def test_a_letter_is_not_written_in_a_folder_that_is_not_there(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nietbestaand" / "brief.md"
    ran = run_cli("brief", PARENTS, ONE, "--naar", path)
    assert ran.code == 2
    assert f"De map {path.parent} bestaat niet. Er is niets geschreven." in ran.err
    assert not path.parent.exists()


def test_a_pdf_without_a_place_comes_in_the_present_folder(
    run_cli: RunCli, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run_cli("brief", STATEMENT, ONE, "--vorm", "pdf")
    assert (ran.code, ran.out) == (0, "")
    found = (tmp_path / f"brief-statement-{ONE}.pdf").read_bytes()
    assert found.startswith(b"%PDF")


def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a clipboard in the computer's place; return what is put on it."""
    copied: list[str] = []

    def copy(text: str) -> bool:
        copied.append(text)
        return True

    monkeypatch.setattr("scala_cli.clipboard.copy", copy)
    return copied


def test_copying_puts_the_same_text_on_the_clipboard(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = clipboard(monkeypatch)
    ran = run_cli("brief", PARENTS, ONE, "--kopieer")
    assert copied == [ran.out.removesuffix("\n")]
    assert "staat op het klembord" in ran.err


def test_a_letter_with_a_head_of_its_own_has_no_other_in_its_pdf() -> None:
    for kind in resources.document_names():
        path = resources.folder("templates") / f"{kind}{resources.SUFFIX}"
        includes = '"delen/kop.md.j2"' in path.read_text(encoding="utf-8")
        assert has_head(heading(kind)) is includes, kind


def test_a_text_that_a_killed_program_was_editing_is_wiped_by_the_next_letter(
    run_cli: RunCli, filled: Path
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = filled / f".stappenplan-bewerken-{gone.pid}-x"
    left.mkdir()
    (left / "brief.txt").write_text("Geheim", encoding="utf-8")
    run_cli("brief", PARENTS, ONE)
    assert not left.exists()


# At the table.


class Sitting:
    """Someone at a terminal.

    What a letter asks is answered from `told`, by its question, or left empty; all else from
    `answers`, in order, where an exception is what happens then. After the last answer the way
    out of the menu is taken.
    """

    def __init__(
        self, home: Path, forms: set[str], told: Mapping[str, str], answers: Sequence[Answer]
    ) -> None:
        self.home = home
        self.forms = forms
        self.told = told
        self.answers = list(answers)
        self.asked: list[str] = []
        self.heard: list[str] = []
        self.offered: list[list[str]] = []
        self.screen = ""

    def _next(self, question: str, empty: str) -> str:
        self.asked.append(question)
        if question in self.told or question in self.forms:
            return self.told.get(question, empty)
        found = self.answers.pop(0) if self.answers else empty
        if isinstance(found, str):
            return found
        raise found

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        known = [one.id for one in items]
        assert not start or start in known
        self.offered.append(known)
        chosen = self._next(question, known[-1])
        assert chosen in known, (question, chosen, known)
        return chosen

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        return parse(self._next(question, ""))

    long = line

    def tell(self, sentence: str) -> None:
        self.heard.append(sentence)


Sit = Callable[..., Sitting]
WAY = "Wat wilt u met deze brief?"


@pytest.fixture
def sit(filled: Path, library: Library, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Sit at the table with a letter: `sit(kind, number, *answers, told={question: answer})`."""
    monkeypatch.delenv("VISUAL", raising=False)
    steps = [step for plan in library.plans.values() for step in plan.steps]
    fields = {field.title for step in steps for field in step.fields}
    details = {one.title for one in DETAILS.values()}

    def sitting(
        kind: str, number: str | None, *answers: Answer, told: Mapping[str, str] | None = None
    ) -> Sitting:
        output = Terminal()
        run = Run(Settings(filled, True, PASSWORD), clock, Terminal(), output, "")
        asks = {field.title for field in heading(kind).questions}
        person = Sitting(filled, asks | fields | details, told or {}, answers)
        run.__dict__["asker"] = person
        try:
            letter(run, kind, number, Wish())
        finally:
            person.screen = output.getvalue()
        assert person.answers == []
        return person

    return sitting


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a script of shell lines the person's editor; $1 is the file."""

    def chosen(lines: str) -> None:
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o700)
        monkeypatch.setenv("EDITOR", str(path))

    return chosen


SetEditor = Callable[[str], None]
posix = pytest.mark.skipif(sys.platform == "win32", reason="these editors are shell scripts")


def flat(text: str) -> str:
    """Return text on one line: on a terminal lines end at the edge."""
    return " ".join(text.split())


def settled(home: Path, number: str) -> list[Event]:
    """Return the events by which a text was settled."""
    return [event for event in case_of(home, number).events if event.kind is Kind.SETTLED]


def test_it_is_shown_with_who_reads_it_and_what_to_know_above_it(sit: Sit, filled: Path) -> None:
    heads = _heads(filled)
    screen = sit(STATEMENT, ONE).screen
    assert f"Voor: {heading(STATEMENT).reader}" in screen
    assert "Openbaar: ja, iedereen kan het lezen" in screen
    assert screen.index("zwakke bron") < screen.index("Wij hebben dit bericht gezien")
    assert _heads(filled) == heads


def test_what_is_missing_of_the_school_is_asked_once_and_may_stay_empty(
    sit: Sit, filled: Path
) -> None:
    told = {"Naam van de school": "De Voorbeeldschool", "Telefoonnummer van de school": "030 00"}
    person = sit(PARENTS, ONE, told=told)
    assert person.asked[0] == "Naam van de school"
    assert "Directie van De Voorbeeldschool" in person.screen
    assert "Nog in te vullen: [adres van de school]" in person.screen
    again = sit(PARENTS, ONE)
    assert not set(again.asked) & {one.title for one in DETAILS.values()}
    assert "De Voorbeeldschool" in again.screen


def test_the_questions_of_a_letter_are_asked_each_time(sit: Sit) -> None:
    where = next(one.title for one in heading(PARENTS).questions if one.id == "waar")
    assert "In de kamer" in sit(PARENTS, ONE, told={where: "In de kamer"}).screen
    again = sit(PARENTS, ONE)
    assert (where in again.asked, "In de kamer" in again.screen) == (True, False)


def test_an_empty_field_of_the_case_is_asked_and_recorded_as_filled_in(
    sit: Sit, filled: Path, plaatsing: Graph
) -> None:
    field = plaatsing.steps["dossier-volwassene"].field("wat_en_hoe")
    assert field is not None
    count = case_of(filled, TWO).count
    person = sit(FILE, TWO, told={field.title: "Rustig besproken"})
    assert "Rustig besproken" in person.screen
    case = case_of(filled, TWO)
    added, made = case.events[count:]
    assert (added.kind, added.step) == (Kind.SUPPLEMENTED, "dossier-volwassene")
    assert added.said["velden"] == {"wat_en_hoe": "Rustig besproken"}
    # A record is made again with it, as in a walk.
    assert (made.kind, "Rustig besproken" in made.said["tekst"]) == (Kind.DOCUMENT, True)
    assert field.title not in sit(FILE, TWO).asked


def test_a_closed_case_is_not_filled_in(sit: Sit, filled: Path) -> None:
    close(filled, TWO)
    count = case_of(filled, TWO).count
    person = sit(FILE, TWO, "vaststellen")
    assert person.asked == [WAY, WAY]
    assert "is gesloten en blijft gesloten" in person.screen
    assert (case_of(filled, TWO).count, case_of(filled, TWO).closed) == (count + 1, True)


def test_settling_records_the_text_as_shown_with_its_sha256_at_its_step(
    sit: Sit, filled: Path
) -> None:
    person = sit(PARENTS, ONE, "vaststellen")
    (event,) = settled(filled, ONE)
    text = str(event.said["tekst"])
    assert flat(text) in flat(person.screen)
    assert event.said["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert (event.said["document"], event.step, event.visit) == (PARENTS, "ouders-uitnodigen", 1)
    assert "wacht" not in event.said
    assert "vaststellen" not in person.offered[-1]
    assert any(f"gebeurtenis {event.number}" in one for one in person.heard)


def test_settling_again_is_another_event_and_the_first_stays(sit: Sit, filled: Path) -> None:
    sit(PARENTS, ONE, "vaststellen")
    (first,) = settled(filled, ONE)
    sit(PARENTS, ONE, "vaststellen")
    assert settled(filled, ONE)[0] == first
    assert len(settled(filled, ONE)) == 2


def test_a_text_that_was_posted_in_the_walk_is_not_settled_over_again_by_it(
    sit: Sit, filled: Path, run_cli: RunCli
) -> None:
    ran = run_cli("dossier", "vul-aan", TWO, "statement", "--veld", "tekst=Zo geplaatst.")
    assert ran.code == 0
    sit(STATEMENT, TWO, "vaststellen", "toch")
    count = case_of(filled, TWO).count
    assert (last_of(filled, TWO).kind, last_of(filled, TWO).step) == (Kind.SETTLED, None)
    run_cli("verder", TWO)
    assert case_of(filled, TWO).count == count


def test_of_several_steps_the_person_points_at_one(sit: Sit, filled: Path) -> None:
    person = sit("gespreksverslag", ONE, "1", "vaststellen")
    assert person.asked[0] == "Bij welke stap hoort deze brief?"
    assert last_of(filled, ONE).step == "gesprek-kind"


def test_of_several_open_cases_the_person_points_at_one(sit: Sit, filled: Path) -> None:
    sit("afsluitbrief", None, TWO, "vaststellen")
    assert len(settled(filled, TWO)) == 1


@posix
def test_the_text_of_the_editor_is_shown_cleaned_and_settled(
    sit: Sit, filled: Path, editor: SetEditor
) -> None:
    editor("printf 'Mijn\\033[31m eigen\\r\\n*tekst* \\n\\n' > \"$1\"")
    person = sit(PARENTS, ONE, "bewerken", "vaststellen")
    assert "Mijn[31m eigen\n*tekst*" in person.screen
    assert settled(filled, ONE)[0].said["tekst"] == "Mijn[31m eigen\n*tekst*"
    assert [one.name for one in filled.iterdir() if one.name.startswith(".")] == []


@posix
@pytest.mark.parametrize(
    ("lines", "answered", "heard"),
    [
        ('printf Half > "$1"; exit 1', "TOCH-NIET", "gestopt met een fout"),
        ("true", "nee", "De tekst is nog dezelfde"),
        ("true", "ja", "De tekst is zoals hij was"),
        ('head -c 300000 /dev/zero | tr "\\0" x > "$1"', "TOCH-NIET", "te lang"),
        ('printf "" > "$1"', "", "geen tekst meer"),
    ],
)
def test_an_editor_that_brings_nothing_leaves_the_text_as_it_was(
    sit: Sit, editor: SetEditor, lines: str, answered: str, heard: str
) -> None:
    editor(lines)
    before = sit(PARENTS, ONE).screen
    person = sit(PARENTS, ONE, "bewerken", *answered.split(), "vaststellen")
    assert any(heard in one for one in person.heard)
    (event,) = settled(person.home, ONE)
    assert flat(str(event.said["tekst"])) in flat(before)


@posix
def test_an_editor_in_a_window_of_its_own_is_waited_for(
    sit: Sit, filled: Path, editor: SetEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(f'printf "%s" "$1" > "{tmp_path / "waar"}"')
    asked = Sitting.choose

    def saved_meanwhile(
        self: Sitting, question: str, items: Sequence[Item], start: str = ""
    ) -> str:
        if question == "Klaar met bewerken?":
            sheet = Path((tmp_path / "waar").read_text(encoding="utf-8"))
            sheet.write_text("Later bewaard", encoding="utf-8")
        return asked(self, question, items, start)

    monkeypatch.setattr(Sitting, "choose", saved_meanwhile)
    sit(PARENTS, ONE, "bewerken", "ja", "vaststellen")
    assert settled(filled, ONE)[0].said["tekst"] == "Later bewaard"


@posix
def test_an_editor_that_nobody_chose_is_named_with_the_way_out_of_it_before_it_opens(
    sit: Sit, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "vi").write_text('#!/bin/sh\nprintf "Uit vi" > "$1"\n', encoding="utf-8")
    (tmp_path / "vi").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    person = sit(PARENTS, ONE, "bewerken", "typen", "Zelf getypt", "vaststellen")
    assert ["typen", "editor", "TOCH-NIET"] in person.offered
    sit(PARENTS, ONE, "bewerken", "TOCH-NIET", "vaststellen")
    person = sit(PARENTS, ONE, "bewerken", "editor", "vaststellen")
    assert any("Niets wijzigen: typ Esc, dan :q! en Enter." in one for one in person.heard)
    texts = [str(event.said["tekst"]) for event in settled(filled, ONE)]
    assert (texts[0], texts[2]) == ("Zelf getypt", "Uit vi")


def test_without_an_editor_the_text_may_be_typed(
    sit: Sit, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    person = sit(PARENTS, ONE, "bewerken", "typen", "Zelf getypt", "vaststellen")
    assert any("geen editor gevonden" in one for one in person.heard)
    assert settled(filled, ONE)[0].said["tekst"] == "Zelf getypt"


def test_copying_records_that_it_was_made_and_falls_back_to_the_screen(
    sit: Sit, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = clipboard(monkeypatch)
    sit(PARENTS, ONE, "kopieren")
    assert (last_of(filled, ONE).kind, len(copied)) == (Kind.DOCUMENT, 1)
    monkeypatch.setattr("scala_cli.clipboard.copy", lambda _: False)
    person = sit(PARENTS, ONE, "kopieren")
    assert copied[0] in person.screen
    assert flat(person.screen).count(flat(copied[0])) == 2


def test_a_file_is_written_where_the_person_says_and_over_another_only_when_told(
    sit: Sit, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sit(PARENTS, ONE, "wegschrijven", "")
    assert (tmp_path / f"brief-{PARENTS}-{ONE}.pdf").read_bytes().startswith(b"%PDF")
    there = tmp_path / "brief.txt"
    there.write_text("Van een ander", encoding="utf-8")
    sit(PARENTS, ONE, "wegschrijven", "brief.txt", "nee")
    assert there.read_text(encoding="utf-8") == "Van een ander"
    sit(PARENTS, ONE, "wegschrijven", "brief.txt", "ja")
    assert "J. Voorbeeld" in there.read_text(encoding="utf-8")


@posix
def test_a_text_of_the_editor_is_no_markdown_in_a_file(
    sit: Sit, editor: SetEditor, tmp_path: Path
) -> None:
    editor('printf "Dag *mens*" > "$1"')
    target = tmp_path / "brief.md"
    sit(PARENTS, ONE, "bewerken", "wegschrijven", str(target))
    assert target.read_text(encoding="utf-8") == "Dag \\*mens\\*\n"


def test_a_place_where_nothing_can_be_written_is_told_of_and_asked_again(
    sit: Sit, filled: Path, tmp_path: Path
) -> None:
    heads = _heads(filled)
    person = sit(PARENTS, ONE, "wegschrijven", str(tmp_path))
    assert any("is een map" in one for one in person.heard)
    assert _heads(filled) == heads


NAMED = "Wij spraken met J. Voorbeeld uit groep 8."


@posix
def test_a_public_text_is_looked_at_by_the_guard_before_it_is_settled(
    sit: Sit, filled: Path, editor: SetEditor
) -> None:
    editor(f"printf '{NAMED}' > \"$1\"")
    person = sit(STATEMENT, ONE, "bewerken", "vaststellen", "niet-nu")
    assert 'Haal weg: "J. Voorbeeld" (naam). Laat de naam weg.' in person.screen
    assert 'Haal weg: "groep 8" (klas of groep). ' in person.screen
    assert settled(filled, ONE) == []


@posix
def test_what_the_guard_stops_is_settled_only_with_a_reason_that_is_recorded(
    sit: Sit, filled: Path, editor: SetEditor
) -> None:
    editor(f"printf '{NAMED}' > \"$1\"")
    sit(STATEMENT, ONE, "bewerken", "vaststellen", "toch", "EIGEN-REDEN", "Op eigen verzoek")
    (event,) = settled(filled, ONE)
    assert event.said["tekst"] == NAMED
    assert event.said["wacht"] == [
        {"soort": "naam", "reden": "Op eigen verzoek"},
        {"soort": "klas", "reden": "Op eigen verzoek"},
    ]


@posix
def test_on_second_thoughts_about_the_reason_nothing_is_settled(
    sit: Sit, filled: Path, editor: SetEditor
) -> None:
    editor(f"printf '{NAMED}' > \"$1\"")
    sit(STATEMENT, ONE, "bewerken", "vaststellen", "toch", "TOCH-NIET")
    assert settled(filled, ONE) == []


@posix
def test_what_the_guard_stops_can_be_edited_first(
    sit: Sit, filled: Path, editor: SetEditor, tmp_path: Path
) -> None:
    seen = tmp_path / "gezien"
    editor(
        f"if [ -e '{seen}' ]; then printf 'Wij hebben dit gezien.' > \"$1\"; "
        f"else touch '{seen}'; printf '{NAMED}' > \"$1\"; fi"
    )
    sit(STATEMENT, ONE, "bewerken", "vaststellen", "bewerken", "vaststellen")
    (event,) = settled(filled, ONE)
    assert (event.said["tekst"], "wacht" in event.said) == ("Wij hebben dit gezien.", False)


@posix
def test_not_posting_is_noted_with_its_reason_where_the_step_is_not_open(
    sit: Sit, filled: Path, editor: SetEditor
) -> None:
    editor(f"printf '{NAMED}' > \"$1\"")
    ready = case_of(filled, TWO).graph.steps["statement"].skip_reasons[0]
    person = sit(STATEMENT, TWO, "bewerken", "vaststellen", "niet-plaatsen", ready)
    assert ready in remarks(case_of(filled, TWO))[-1].text
    assert settled(filled, TWO) == []
    assert any(f"stappenplan verder {TWO}" in one for one in person.heard)


@posix
def test_not_posting_skips_the_step_with_its_reason_where_it_is_open(
    sit: Sit, filled: Path, editor: SetEditor, run_cli: RunCli, tmp_path: Path
) -> None:
    said = ("reactie-ouders", "ontkennen", "gedragsprotocol", "gedaan")
    run_cli("verder", ONE, "--antwoorden", _answers(tmp_path, *said))
    (visit,) = [one for one in case_of(filled, ONE).position.open if "statement" in one.step]
    ready = case_of(filled, ONE).step(visit).skip_reasons[0]
    editor(f"printf '{NAMED}' > \"$1\"")
    sit(STATEMENT, ONE, "bewerken", "vaststellen", "niet-plaatsen", ready)
    answer = case_of(filled, ONE).answers[visit]
    assert (answer.skipped, answer.skipped_because) == (True, ready)


def test_a_letter_that_is_not_public_passes_no_guard(sit: Sit, filled: Path) -> None:
    person = sit(PARENTS, ONE, "vaststellen")
    assert "Dit wordt openbaar" not in person.screen
    assert all("laten-lezen" not in ids for ids in person.offered)


READ_BY = "Wie heeft de tekst vooraf gelezen?"


def test_who_read_a_public_text_first_is_recorded_at_the_step(sit: Sit, filled: Path) -> None:
    sit(STATEMENT, TWO, "laten-lezen", told={READ_BY: "J. Voorbeeld, ouders"})
    event = last_of(filled, TWO)
    assert (event.kind, event.step) == (Kind.SUPPLEMENTED, "statement")
    assert event.said["velden"] == {"vooraf_gelezen_door": ["J. Voorbeeld", "ouders"]}
    sit(STATEMENT, TWO, "laten-lezen", told={READ_BY: "de leerkracht"})
    assert "vooraf gelezen door de leerkracht" in remarks(case_of(filled, TWO))[-1].text


def test_before_the_step_it_is_a_note_and_for_nobody_nothing(sit: Sit, filled: Path) -> None:
    count = case_of(filled, ONE).count
    sit(STATEMENT, ONE, "laten-lezen")
    assert case_of(filled, ONE).count == count
    sit(STATEMENT, ONE, "laten-lezen", told={READ_BY: "ouders"})
    assert "vooraf gelezen door ouders" in remarks(case_of(filled, ONE))[-1].text


STOPS: dict[type[BaseException], type[StappenplanError]] = {
    EOFError: Stopped,
    KeyboardInterrupt: Interrupted,
}


@pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
@pytest.mark.parametrize("before", [(), ("bewerken",), ("wegschrijven",), ("kopieren",)])
def test_who_goes_away_in_the_menu_leaves_nothing_half_recorded(
    sit: Sit,
    filled: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: type[BaseException],
    before: Sequence[str],
) -> None:
    error = STOPS[stop]
    if before == ("bewerken",):
        monkeypatch.setenv("EDITOR", "bestaat-niet")
    monkeypatch.setattr("scala_cli.clipboard.copy", lambda _: True)
    with pytest.raises(error, match="is bewaard; verder is er niets vastgelegd"):
        sit(PARENTS, ONE, *before, stop)
    assert settled(filled, ONE) == []
    assert [one.name for one in filled.iterdir() if one.name.startswith(".")] == []


@posix
def test_ctrl_c_in_the_editor_settles_nothing_and_wipes_the_text(
    sit: Sit, filled: Path, editor: SetEditor
) -> None:
    editor("kill -INT $$")
    with pytest.raises(Interrupted):
        sit(PARENTS, ONE, "bewerken")
    assert settled(filled, ONE) == []
    assert [one.name for one in filled.iterdir() if one.name.startswith(".")] == []


# In a real pseudo-terminal.


@posix
@pytest.mark.parametrize(
    ("key", "told", "code"), [("\x03", "Onderbroken", 130), ("\x04", "De invoer hield op", 3)]
)
@pytest.mark.parametrize("kind", [PARENTS, STATEMENT])
def test_at_a_terminal_leaving_ends_with_what_is_kept(
    filled: Path, key: str, told: str, code: int, kind: str
) -> None:
    from tests.test_terminal import CHOOSE
    from tests.test_terminal import Terminal as RealTerminal

    terminal = RealTerminal(filled)
    count = case_of(filled, ONE).count
    try:
        child = terminal.start("brief", kind, ONE)
        child.expect("Naam van de school" if kind == PARENTS else "Wat wilt u met deze brief")
        child.expect([">", CHOOSE])
        child.send(key)
        terminal.ends_with(f"{told}. Wat al was ingevuld of vastgesteld", code)
    finally:
        terminal.close()
    assert case_of(filled, ONE).count == count


@posix
def test_at_a_terminal_the_text_goes_through_the_editor_and_is_settled(
    filled: Path, editor: SetEditor
) -> None:
    from tests.test_terminal import ENTER
    from tests.test_terminal import Terminal as RealTerminal

    editor('printf "Typ maar: "; read word; printf "%s" "$word" > "$1"')
    terminal = RealTerminal(filled)
    try:
        child = terminal.start("brief", STATEMENT, ONE)
        terminal.choose("Wat wilt u met deze brief?", "2")
        child.expect("Typ maar: ")
        child.send("Zelf-geschreven" + ENTER)
        terminal.choose("Wat wilt u met deze brief?", "1")
        child.expect("Vastgesteld")
        terminal.choose("Wat wilt u met deze brief?", "4")
        terminal.ends_with("", 0)
    finally:
        terminal.close()
    assert settled(filled, ONE)[0].said["tekst"] == "Zelf-geschreven"


def test_a_letter_with_open_places_is_settled_only_when_that_is_said(
    sit: Sit, filled: Path
) -> None:
    person = sit(PARENTS, ONE, "vaststellen", "eerst", "niet-nu")
    question = next(one for one in person.asked if one.endswith("Toch vaststellen?"))
    assert re.match(r"Er staan nog \d+ open plekken in: \[naam van de school\], ", question)
    assert settled(filled, ONE) == []
    sit(PARENTS, ONE, "vaststellen", "toch")
    assert len(settled(filled, ONE)) == 1


def test_it_is_said_beside_a_statement_that_no_talk_is_on_record(sit: Sit) -> None:
    assert any("Er is geen gesprek vastgelegd." in one for one in sit(STATEMENT, TWO).heard)
    assert not any("Er is geen gesprek" in one for one in sit(STATEMENT, ONE).heard)


def test_what_holds_for_children_stands_not_beside_a_text_about_another(sit: Sit) -> None:
    under_12 = "jonger was dan 12 jaar"
    assert under_12 not in flat(sit(STATEMENT, TWO).screen)
    assert under_12 in flat(sit(STATEMENT, ONE).screen)


def test_what_the_step_or_who_posted_tells_is_not_asked_for_a_letter(
    sit: Sit, filled: Path
) -> None:
    person = sit("gespreksverslag", ONE, "1")
    assert "Met wie was het gesprek?" not in person.asked
    assert "Verslag van het gesprek met het kind" in person.screen
    assert "Aan wie is de brief?" not in sit("uitnodiging-gesprek", TWO).asked


def test_a_request_asks_only_what_goes_to_that_reader(sit: Sit) -> None:
    person = sit("verwijderverzoek", ONE, told={"Aan wie is het verzoek?": "platform"})
    assert "Hoe spreekt u de lezer aan, na 'Beste'?" not in person.asked
    assert "Tegen welke regel van het platform is het bericht?" in person.asked


def test_what_was_told_for_a_letter_is_offered_when_it_is_made_again_in_this_session(
    filled: Path, library: Library, clock: Clock
) -> None:
    where = next(one.title for one in heading(PARENTS).questions if one.id == "waar")
    settings = Settings(filled, True, PASSWORD)
    steps = [step for plan in library.plans.values() for step in plan.steps]
    asks = {one.title for one in heading(PARENTS).questions}
    asks |= {field.title for step in steps for field in step.fields}
    asks |= {one.title for one in DETAILS.values()}

    def made(told: Mapping[str, str], *answers: str) -> Sitting:
        output = Terminal()
        run = Run(settings, clock, Terminal(), output, "")
        person = Sitting(filled, asks, told, answers)
        run.__dict__["asker"] = person
        letter(run, PARENTS, ONE, Wish())
        person.screen = output.getvalue()
        return person

    made({where: "In de kamer"})
    again = made({}, "gebruiken")
    assert where not in again.asked
    assert "In de kamer" in again.screen
    changed = made({where: "In de hal"}, "opnieuw")
    assert where in changed.asked
    assert "In de hal" in changed.screen
