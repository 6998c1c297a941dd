"""`exporteer`: whole files for their owner alone, and never over another one."""

import hashlib
import json
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from scala_cli.case import drafts
from scala_cli.case.drafts import File, Found
from scala_cli.dossier.copies import Copy
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from tests.commands.apart import case_of
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import PASSWORD, TickingClock
from tests.test_terminal import ENTER, Terminal

PICTURE = bytes(range(256)) * 40


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder for exports that isn't there yet."""
    return tmp_path / "export" / "hier"


def names(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("form", ["md", "json"])
def test_each_case_gets_a_file_and_the_paths_are_printed(
    run_cli: RunCli, filled: Path, target: Path, form: str
) -> None:
    ran = run_cli("exporteer", ONE, TWO, ONE, "--vorm", form, "--naar", target)
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    files = [f"dossier-{number}.{form}" for number in (ONE, TWO)]
    assert names(target) == files
    assert ran.out.splitlines() == [str(target / file) for file in files]
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}


def test_the_files_hold_the_case(run_cli: RunCli, filled: Path, target: Path) -> None:
    for form in ("md", "json"):
        run_cli("exporteer", ONE, "--vorm", form, "--naar", target)
    paper = (target / f"dossier-{ONE}.md").read_text(encoding="utf-8")
    found = json.loads((target / f"dossier-{ONE}.json").read_text(encoding="utf-8"))
    assert paper.startswith("---\n")
    assert paper.endswith("\n")
    assert "Geheim bericht" in paper
    assert found["kop"] in paper
    shown = json.loads(run_cli("dossier", "toon", ONE, "--json").out)
    assert {key: found[key] for key in shown} == shown


def test_a_person_is_told_once_that_the_files_can_be_read_by_anyone(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    assert run_cli("exporteer", ONE, "--naar", target).err == (
        f"Het staat in de map {target}. "
        "Let op: dit bestand is niet versleuteld en er kunnen namen in staan. Bewaar het veilig en "
        "gooi het weg als het niet meer nodig is.\n"
    )
    assert run_cli("exporteer", ONE, TWO, "--naar", target).err == (
        f"Ze staan in de map {target}. "
        "Let op: deze bestanden zijn niet versleuteld en er kunnen namen in staan. Bewaar ze "
        "veilig en gooi ze weg als ze niet meer nodig zijn.\n"
    )


def test_a_path_is_printed_without_what_could_redraw_a_screen(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "o\x1b]0;x\x07\nweg"
    ran = run_cli("exporteer", ONE, "--naar", target)
    assert ran.code == 0
    assert ran.out == f"{tmp_path}/o]0;x weg/dossier-{ONE}.md\n"
    assert names(target) == [f"dossier-{ONE}.md"]


def test_the_folders_that_are_made_are_for_their_owner_alone(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    run_cli("exporteer", ONE, "--naar", target)
    assert {stat.S_IMODE(one.stat().st_mode) for one in (target, target.parent)} == {0o700}


def test_all_cases_can_be_asked_for(run_cli: RunCli, filled: Path, target: Path) -> None:
    assert run_cli("exporteer", "--alles", "--naar", target).code == 0
    assert names(target) == [f"dossier-{ONE}.md", f"dossier-{TWO}.md"]


def test_an_export_changes_nothing_in_the_dossier(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    before = run_cli("controleer", "--json").out
    run_cli("exporteer", "--alles", "--naar", target)
    assert run_cli("controleer", "--json").out == before


def test_exporting_again_is_the_same_to_the_byte(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    for form in ("md", "json"):
        file = target / f"dossier-{ONE}.{form}"
        assert run_cli("exporteer", ONE, "--vorm", form, "--naar", target).code == 0
        first = file.read_bytes()
        assert run_cli("exporteer", ONE, "--vorm", form, "--naar", target).code == 0
        assert file.read_bytes() == first


def test_an_existing_file_stays_unless_told_otherwise(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"dossier-{ONE}.md"
    file.write_text("van iemand", encoding="utf-8")
    refused = run_cli("exporteer", ONE, "--naar", tmp_path)
    assert refused.code == 2
    assert refused.err.startswith(f"{file} bestaat al en is niet overschreven.")
    assert file.read_text(encoding="utf-8") == "van iemand"
    assert run_cli("exporteer", ONE, "--naar", tmp_path, "--overschrijf").code == 0
    assert file.read_text(encoding="utf-8").startswith("---\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_with_an_unknown_number_nothing_is_written(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    ran = run_cli("exporteer", ONE, "2026-999", "--naar", target)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Dossier 2026-999 bestaat niet.")
    assert not target.exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "Noem één of meer dossiernummers, of --alles."),
        ([ONE, "--alles"], "Noem één of meer dossiernummers, of --alles."),
        ([ONE, "--vorm", "docx"], "Vorm 'docx' bestaat niet. Kies uit md, pdf of json."),
        ([ONE, "--voor", "bestuurr"], "Voor 'bestuurr' bestaat niet. Bedoelde u 'bestuur'?"),
        ([ONE, "--voor", "politie", "--vorm", "json"], "JSON is er alleen volledig"),
    ],
)
def test_what_can_not_be_exported_is_refused(
    run_cli: RunCli, filled: Path, args: list[str], says: str
) -> None:
    ran = run_cli("exporteer", *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(says)


def test_a_folder_that_cannot_be_made_is_refused(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "bestand").touch()
    ran = run_cli("exporteer", ONE, "--naar", tmp_path / "bestand" / "map")
    assert (ran.code, ran.out) == (5, "")
    assert "Het dossier zelf is niet veranderd." in ran.err


def test_without_a_dossier_there_is_nothing_to_export(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("exporteer", "--alles")
    assert (ran.code, ran.out) == (2, "")
    assert "Er is nog geen dossier" in ran.err
    assert not home.exists()


def keep(folder: Path, number: str, file: bytes, name: str) -> int:
    """Keep a file with evidence in a case; return the number of that event."""
    told = File(name, hashlib.sha256(file).hexdigest(), len(file), kept=True)
    with Dossier.open(folder, PASSWORD, TickingClock()) as dossier:
        draft = drafts.evidence(Found(file=told), "directie")
        return dossier.append(number, draft, dossier.case(number).count, file).number


def copies(folder: Path) -> list[Copy]:
    """Return where files were made, as the dossier has it."""
    with Dossier.open(folder, PASSWORD, TickingClock()) as dossier:
        return dossier.copies()


def test_files_kept_with_evidence_are_written_beside_the_case(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    first = keep(filled, ONE, PICTURE, "Schermafdruk 1.PNG")
    second = keep(filled, ONE, b"", "zonder")
    keep(filled, TWO, b"van een ander", "a.txt")

    ran = run_cli("exporteer", ONE, "--naar", target)

    made = [
        f"dossier-{ONE}.md",
        f"dossier-{ONE}-bewijs-{first}.png",
        f"dossier-{ONE}-bewijs-{second}.bin",
    ]
    assert (ran.code, ran.out.splitlines()) == (0, [str(target / name) for name in made])
    assert names(target) == sorted(made)
    assert [(target / name).read_bytes() for name in made[1:]] == [PICTURE, b""]
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}
    assert "Let op: deze bestanden zijn niet versleuteld" in ran.err


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("foto.JPG", "jpg"),
        ("foto.tar.gz", "gz"),
        ("foto.p n/g", "png"),
        ("foto.p\u202eng", "png"),
        ("foto.abcdefgh", "abcdefgh"),
        ("foto.abcdefghi", "bin"),
        ("foto.", "bin"),
        ("foto.…é", "bin"),
        ("foto", "bin"),
        ("../../.bashrc", "bashrc"),
        ("a.x/../../weg", "weg"),
        ("", "bin"),
    ],
)
def test_the_name_of_a_kept_file_gives_no_more_than_a_plain_ending(
    run_cli: RunCli, filled: Path, target: Path, name: str, suffix: str
) -> None:
    number = keep(filled, ONE, PICTURE, name)
    assert run_cli("exporteer", ONE, "--naar", target).code == 0

    assert names(target) == [f"dossier-{ONE}-bewijs-{number}.{suffix}", f"dossier-{ONE}.md"]
    assert names(target.parent) == [target.name]


def test_exporting_kept_files_again_is_the_same_to_the_byte(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    keep(filled, ONE, PICTURE, "a.png")
    first = run_cli("exporteer", "--alles", "--naar", target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    again = run_cli("exporteer", "--alles", "--naar", target)

    assert (first.code, again) == (0, first)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("UPDATE bestanden SET inhoud = x'00'", "is gewijzigd nadat het is vastgelegd."),
        ("DELETE FROM bestanden", "ontbreekt."),
    ],
)
def test_a_kept_file_that_was_changed_is_not_written_and_nothing_of_its_case_is(
    run_cli: RunCli, filled: Path, target: Path, tamper: str, told: str
) -> None:
    import sqlcipher3

    number = keep(filled, TWO, PICTURE, "a.png")
    raw = sqlcipher3.connect(str(filled / DOSSIER), isolation_level=None)
    raw.set_key(PASSWORD.encode())
    raw.execute("DROP TRIGGER bestanden_UPDATE")
    raw.execute("DROP TRIGGER bestanden_wissen")
    raw.execute(tamper)
    raw.close()

    ran = run_cli("exporteer", "--alles", "--naar", target)

    assert ran.code == 5
    assert f"Dossier {TWO}, gebeurtenis {number}: het bewaarde bestand {told}" in ran.err
    assert names(target) == [f"dossier-{ONE}.md"]
    assert [copy.number for copy in copies(filled)] == [ONE]


def test_evidence_without_its_file_or_erased_gives_no_file(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    erased = keep(filled, ONE, PICTURE, "a.png")
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        said = drafts.erase([erased], "Niet meer nodig.", "directie")
        dossier.append(ONE, said, erased)
        told = File("b.png", "0" * 64, 3, kept=False)
        dossier.append(ONE, drafts.evidence(Found(file=told), "directie"), erased + 1)

    assert run_cli("exporteer", ONE, "--naar", target).code == 0
    assert names(target) == [f"dossier-{ONE}.md"]


def test_where_exports_are_made_is_noted_in_the_dossier(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    number = keep(filled, ONE, PICTURE, "a.png")
    run_cli("exporteer", "--alles", "--naar", target)

    assert [(one.kind, one.path, one.number) for one in copies(filled)] == [
        ("export", target / f"dossier-{ONE}.md", ONE),
        ("export", target / f"dossier-{ONE}-bewijs-{number}.png", ONE),
        ("export", target / f"dossier-{TWO}.md", TWO),
    ]
    before = copies(filled)
    assert run_cli("exporteer", ONE, "--naar", target).code == 0
    assert len(copies(filled)) == len(before)
    assert copies(filled)[0] == before[2]


def test_a_place_where_nothing_was_written_is_not_noted(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / f"dossier-{ONE}.md").write_text("van iemand", encoding="utf-8")
    (tmp_path / f"dossier-{TWO}.md").mkdir()
    for number in (ONE, TWO):
        assert run_cli("exporteer", number, "--naar", tmp_path).code == 2

    assert copies(filled) == []


def test_what_comes_before_a_file_that_is_in_the_way_is_written_noted_and_told(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    first, second = (tmp_path / f"dossier-{number}.md" for number in (ONE, TWO))
    second.write_text("van iemand", encoding="utf-8")
    ran = run_cli("exporteer", "--alles", "--naar", tmp_path)
    assert (ran.code, ran.out) == (2, f"{first}\n")
    assert ran.err.endswith(
        f"{second} bestaat al en is niet overschreven. Kies een andere plek met "
        "--naar, of voeg --overschrijf toe.\n"
    )
    assert first.read_text(encoding="utf-8").startswith("---\n")
    assert [copy.number for copy in copies(filled)] == [ONE]


def test_the_places_of_files_written_together_are_noted_in_one_go(
    run_cli: RunCli, filled: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[int] = []
    copies_made = Dossier.copies_made

    def counted(dossier: Dossier, kind: str, made: Sequence[tuple[Path, str | None]]) -> None:
        # Before the first of them is there.
        assert not target.exists()
        noted.append(len(made))
        copies_made(dossier, kind, made)

    monkeypatch.setattr(Dossier, "copies_made", counted)
    assert run_cli("exporteer", "--alles", "--naar", target).code == 0
    assert noted == [2]


def test_a_dossier_that_cannot_be_written_is_exported_all_the_same_and_that_is_said_once(
    filled: Path, target: Path
) -> None:
    # Nothing beyond this many bytes can be written in a file: the exports can, the dossier can't.
    def with_little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(
        [sys.executable, "-m", "scala_cli", "exporteer", "--alles", "--naar", target],
        env={**os.environ, "STAPPENPLAN_MAP": str(filled), "STAPPENPLAN_WACHTWOORD": PASSWORD},
        preexec_fn=with_little_room,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 0, done.stderr
    assert names(target) == [f"dossier-{ONE}.md", f"dossier-{TWO}.md"]
    assert done.stderr.count("kan niet in het dossier worden genoteerd") == 1
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert (dossier.faults(), dossier.copies()) == ([], [])


READERS = ("bestuur", "politie", "betrokkene")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("form", ["md", "pdf"])
def test_an_export_for_one_reader_is_a_file_of_its_own_and_nothing_is_asked_in_a_pipe(
    run_cli: RunCli, filled: Path, target: Path, reader: str, form: str
) -> None:
    ran = run_cli("exporteer", ONE, TWO, "--voor", reader, "--vorm", form, "--naar", target)
    files = [f"dossier-{number}-{reader}.{form}" for number in (ONE, TWO)]
    assert (ran.code, names(target)) == (0, files)
    assert ran.out.splitlines() == [str(target / file) for file in files]
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}
    assert [copy.path for copy in copies(filled)] == [target / file for file in files]


@pytest.mark.parametrize("reader", ["volledig", *READERS])
def test_an_export_says_for_whom_it_is_and_whether_it_is_whole(
    run_cli: RunCli, filled: Path, target: Path, reader: str
) -> None:
    run_cli("exporteer", ONE, "--voor", reader, "--naar", target)
    ending = next(target.iterdir()).read_text(encoding="utf-8").partition("# Controle")[2]
    whole = reader == "volledig"
    assert ("Deze export is volledig" in ending) == whole
    assert ("Dit is niet het hele dossier." in ending) != whole
    case = case_of(filled, ONE)
    assert case.head in ending
    assert f" {case.count} gebeurtenissen" in ending


@pytest.mark.parametrize("reader", ["volledig", *READERS])
def test_the_same_case_gives_the_same_pdf_to_the_byte(
    run_cli: RunCli, filled: Path, tmp_path: Path, reader: str
) -> None:
    found = []
    for folder in ("een", "twee"):
        target = tmp_path / folder
        ran = run_cli("exporteer", ONE, "--voor", reader, "--vorm", "pdf", "--naar", target)
        assert ran.code == 0
        found.append(next(target.iterdir()).read_bytes())
    assert found[0] == found[1]
    assert found[0].startswith(b"%PDF-")
    text = "".join(page.extract_text() for page in PdfReader(target / next(target.iterdir())).pages)
    assert f"Dossier {ONE}" in text
    assert ("Geheim bericht" in text) == (reader in ("volledig", "politie"))


def test_a_pdf_carries_the_name_of_the_school(run_cli: RunCli, filled: Path, target: Path) -> None:
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        dossier.set_setting("school.naam", "De Verzonnen School")
    run_cli("exporteer", ONE, "--vorm", "pdf", "--naar", target)
    page = PdfReader(target / f"dossier-{ONE}.pdf").pages[0].extract_text()
    assert "De Verzonnen School" in page


@pytest.mark.parametrize("reader", ["volledig", *READERS])
def test_only_the_whole_and_the_police_get_the_files_kept_with_evidence(
    run_cli: RunCli, filled: Path, target: Path, reader: str
) -> None:
    keep(filled, ONE, PICTURE, "a.png")
    run_cli("exporteer", ONE, "--voor", reader, "--naar", target)
    kept = [name for name in names(target) if name.endswith(".png")]
    assert bool(kept) == (reader in ("volledig", "politie"))


def test_an_export_for_one_reader_changes_nothing_in_the_case(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    before = case_of(filled, ONE)
    for reader in READERS:
        assert run_cli("exporteer", ONE, "--voor", reader, "--naar", target).code == 0
    assert case_of(filled, ONE).events == before.events


def test_without_a_terminal_inzage_leaves_out_every_name_and_text_and_says_so(
    run_cli: RunCli, filled: Path, target: Path
) -> None:
    ran = run_cli("exporteer", ONE, "--voor", "betrokkene", "--naar", target)
    assert "geen terminal om te vragen van wie de inzage is" in ran.err
    text = (target / f"dossier-{ONE}-betrokkene.md").read_text(encoding="utf-8")
    for gone in ("Voorbeeld", "Geheim", "x.example", "Groep 8", "Kind"):
        assert gone not in text
    assert "niet beoordeeld" in text


@pytest.fixture
def terminal(filled: Path) -> Iterator[Terminal]:
    """A terminal with the cases ONE and TWO in its data folder."""
    found = Terminal(filled)
    yield found
    found.close()


def pick(terminal: Terminal, question: str, number: str) -> None:
    """Wait for a question with plain numbered answers and type what is chosen."""
    assert terminal.child is not None
    terminal.child.expect(question)
    terminal.child.expect("Uw keuze.*: ")
    terminal.child.send(number + ENTER)


def exporting(terminal: Terminal, reader: str, target: Path, *numbers: str) -> None:
    """Start an export with plain questions."""
    words = ("exporteer", *numbers, "--voor", reader, "--naar", str(target))
    terminal.start("--eenvoudig", *words)


def test_what_a_reader_gets_is_shown_first_and_only_written_when_that_is_said(
    terminal: Terminal, target: Path
) -> None:
    exporting(terminal, "bestuur", target, ONE)
    assert terminal.child is not None
    terminal.child.expect("Wat er is gedaan en besloten")
    pick(terminal, f"dossier {ONE}, voor het bestuur. Schrijven", "1")
    terminal.ends_with("Er is niets geschreven", 3)
    assert not target.exists()

    exporting(terminal, "bestuur", target, ONE)
    pick(terminal, "Schrijven", "2")
    terminal.ends_with("niet versleuteld", 0)
    assert names(target) == [f"dossier-{ONE}-bestuur.md"]


def test_the_next_cases_can_be_written_without_being_asked(
    terminal: Terminal, target: Path
) -> None:
    exporting(terminal, "politie", target, ONE, TWO)
    pick(terminal, "Schrijven", "3")
    terminal.ends_with("niet versleuteld", 0)
    assert names(target) == [f"dossier-{number}-politie.md" for number in (ONE, TWO)]


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_who_goes_away_before_it_is_written_leaves_no_file(
    terminal: Terminal, target: Path, key: str
) -> None:
    exporting(terminal, "betrokkene", target, ONE)
    assert terminal.child is not None
    terminal.child.expect("Uw keuzes")
    terminal.child.send(key)
    code = 130 if key == "\x03" else 3
    terminal.ends_with(f"Dossier {ONE} is niet geschreven, en niet veranderd", code)
    assert not target.exists()


def test_inzage_goes_passage_by_passage_and_tells_what_is_known_of_it(
    terminal: Terminal, filled: Path, target: Path
) -> None:
    before = case_of(filled, ONE).events
    exporting(terminal, "betrokkene", target, ONE)
    assert terminal.child is not None
    pick(terminal, "van wie is de inzage", "1")
    pick(terminal, "Geheim bericht", "3")
    terminal.child.expect("woorden die weg moeten")
    terminal.child.expect("> ")
    terminal.child.send(f"bestaat niet{ENTER}")
    terminal.child.expect("niet als heel woord")
    terminal.child.send(f"geheim{ENTER}")
    pick(terminal, r"\[weggelakt\] bericht", "2")
    pick(terminal, "Waarom", "1")
    pick(terminal, "Tekst 2 van", "1")
    pick(terminal, "Waarom", "3")
    terminal.child.expect("Wat is de reden")
    terminal.child.expect("> ")
    terminal.child.send(f"nog in onderzoek{ENTER}.{ENTER}")
    pick(terminal, "Tekst 3 van", "5")
    terminal.child.expect("binnen één maand")
    terminal.child.expect("zonder gezag")
    pick(terminal, "Schrijven", "2")
    terminal.ends_with("niet versleuteld", 0)

    text = (target / f"dossier-{ONE}-betrokkene.md").read_text(encoding="utf-8")
    assert "[weggelakt] bericht" in text.replace("\\", "")
    assert "Geheim" not in text
    assert "een deel weggelakt: gaat over een ander" in text
    assert "nog in onderzoek" in text
    assert "J. Voorbeeld" in text
    assert case_of(filled, ONE).events == before


def test_inzage_can_be_stopped_and_then_nothing_is_written(
    terminal: Terminal, target: Path
) -> None:
    exporting(terminal, "betrokkene", target, ONE)
    assert terminal.child is not None
    pick(terminal, "van wie is de inzage", "1")
    terminal.child.expect(r"teksten om te beoordelen[\s\S]*opnieuw")
    pick(terminal, "Geheim bericht", "6")
    terminal.ends_with("is niet geschreven, en niet veranderd", 3)
    assert not target.exists()


def test_someone_typed_who_is_in_no_field_gets_no_more_than_that_there_is_a_case(
    terminal: Terminal, filled: Path, target: Path
) -> None:
    exporting(terminal, "betrokkene", target, ONE)
    pick(terminal, "van wie is de inzage", "2")
    assert terminal.child is not None
    terminal.child.expect("wat is de naam")
    terminal.child.expect("> ")
    terminal.child.send(f"B. Bedacht{ENTER}")
    terminal.child.expect("niet de plaatser")
    pick(terminal, "Geheim bericht", "5")
    pick(terminal, "Schrijven", "2")
    terminal.ends_with("niet versleuteld", 0)
    text = (target / f"dossier-{ONE}-betrokkene.md").read_text(encoding="utf-8")
    assert "B. Bedacht" in text
    for gone in ("J. Voorbeeld", "Geheim", "x.example", "Groep 8", "kind"):
        assert gone not in text
