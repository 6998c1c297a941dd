"""`dossier wis` and `opschonen`: what goes and stays, the word for it, and what lies elsewhere."""

import io
import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from scala_cli.case import drafts
from scala_cli.case.events import Draft, Kind
from scala_cli.case.state import Case
from scala_cli.commands import erasing
from scala_cli.commands.run import Run
from scala_cli.dossier.copies import BACKUP, EXPORT, Copy
from scala_cli.dossier.store import Dossier
from scala_cli.errors import Stopped
from scala_cli.files import DOSSIER
from scala_cli.settings import Settings
from tests.commands.apart import add, case_of, close, erase, last_of, tamper
from tests.commands.conftest import ONE, TWO, RunCli
from tests.conftest import NOW, PASSWORD, TickingClock
from tests.export.test_json import faults

GROUND = ("--grond", "verzoek van de betrokkene")
NAMED = b"wis\n"
SECRET = "Geheim bericht"
LATER = NOW.replace(minute=40)
"""After what the cases hold was recorded."""
OVER = "2026-11-21"
"""A day that has passed by the tests' clock."""


def copies_of(home: Path) -> list[Copy]:
    with Dossier.open(home, PASSWORD, TickingClock()) as dossier:
        return dossier.copies()


def note_copy(
    home: Path, kind: str, path: Path, number: str | None, moment: datetime = LATER
) -> None:
    with Dossier.open(home, PASSWORD, TickingClock(moment)) as dossier:
        dossier.copy_made(kind, path, number)


def gone(case: Case) -> tuple[int, ...]:
    return tuple(event.number for event in case.events if event.content is None)


def wie_of(case: Case) -> int:
    return next(event.number for event in case.events if event.step == "wie")


def test_an_answer_is_erased_with_all_that_was_made_of_it(run_cli: RunCli, filled: Path) -> None:
    before = case_of(filled, ONE)
    ran = run_cli("dossier", "wis", ONE, "signaal", *GROUND, stdin=NAMED)

    assert (ran.code, ran.err) == (0, "")
    shown, _, told = ran.out.partition("Typ het woord wis om dit te wissen.")
    assert "2\t22 november 2026" in shown
    assert "Het bericht is gemeld: gedaan" in shown
    assert "Wat blijft: het nummer, de momenten, de stap en wat er is gekozen." in shown
    assert "Wat is gewist, komt niet terug." in shown
    assert f"Gewist in dossier {ONE}: gebeurtenis 2." in told
    case = case_of(filled, ONE)
    assert gone(case) == (2,)
    assert case.position == before.position
    last = last_of(filled, ONE)
    assert (last.kind, last.choice) == (Kind.ERASED, ("2",))
    assert last.said["grond"] == "verzoek van de betrokkene"


def test_what_is_erased_is_nowhere_to_be_read_and_the_rest_is(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    assert SECRET in run_cli("dossier", "toon", ONE).out
    run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=NAMED)

    for words in (
        ("dossier", "toon", ONE), ("dossier", "toon", ONE, "--json"), ("dossier", "zoek", "geheim"),
        ("dossier", "zoek", "bericht"), ("wat-nu", ONE), ("dossier", "lijst"),
    ):  # fmt: skip
        ran = run_cli(*words)
        assert ran.code == 0
        assert SECRET not in ran.out
    assert run_cli("dossier", "zoek", "geheim", "--json").out == '{\n  "treffers": []\n}\n'
    assert run_cli("controleer").code == 0
    run_cli("exporteer", ONE, "--vorm", "json", "--naar", tmp_path)
    exported = json.loads((tmp_path / f"dossier-{ONE}.json").read_text(encoding="utf-8"))
    assert faults(exported) == []
    assert exported["gebeurtenissen"][1]["inhoud"] is None
    assert SECRET not in json.dumps(exported)
    assert "Groep 8" in json.dumps(exported)


def test_going_on_never_brings_an_erased_text_back(run_cli: RunCli, filled: Path) -> None:
    add(filled, TWO, drafts.note("Even los hiervan.", "directie"))
    case = case_of(filled, TWO)
    made = case.current_documents[-1]
    run_cli("dossier", "wis", TWO, made.number, *GROUND, stdin=NAMED)
    run_cli("dossier", "wis", TWO, "wie", *GROUND, stdin=NAMED)
    ran = run_cli("verder", TWO, stdin=b"klaar\n")

    assert ran.code == 0
    after = case_of(filled, TWO)
    assert "Voorbeeld" not in "".join(one.text for one in after.documents)
    assert made.visit not in [one.visit for one in after.documents]
    assert last_of(filled, TWO).kind is Kind.ERASED


def test_it_says_in_which_other_events_the_same_words_still_stand(
    run_cli: RunCli, filled: Path
) -> None:
    noted = add(filled, ONE, drafts.note("Gebeld met Voorbeeld.", "directie"))
    other = add(filled, ONE, drafts.note("Iets anders.", "directie"))
    wie = wie_of(case_of(filled, ONE))
    ran = run_cli("dossier", "wis", ONE, "wie", *GROUND, stdin=NAMED)

    told = ran.out.partition("Dezelfde woorden staan nog in")[2]
    assert f"gebeurtenis {noted.number}: notitie: Gebeld met Voorbeeld." in told
    assert f"gebeurtenis {other.number}:" not in told
    assert f"gebeurtenis {wie}:" not in told
    assert f"stappenplan dossier wis {ONE} NUMMER" in told
    again = run_cli("dossier", "wis", ONE, str(noted.number), *GROUND, stdin=NAMED)
    assert f"Gewist in dossier {ONE}: gebeurtenis {noted.number}." in again.out


def test_a_file_that_was_kept_goes_with_its_evidence(run_cli: RunCli, filled: Path) -> None:
    file = b"een bestand dat weg moet"
    kept = drafts.File("foto.png", "0" * 64, len(file), kept=True)
    draft = drafts.evidence(drafts.Found(text="Een foto.", file=kept), "directie")
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        event = dossier.append(ONE, draft, dossier.case(ONE).count, file)
        assert dossier.file(ONE, event.number) == file
    ran = run_cli("dossier", "wis", ONE, str(event.number), *GROUND, stdin=NAMED)

    assert ran.code == 0
    with Dossier.open(filled, PASSWORD, TickingClock()) as dossier:
        assert dossier.file(ONE, event.number) is None


def test_an_erased_link_names_the_case_in_which_it_stands_too(
    run_cli: RunCli, filled: Path
) -> None:
    run_cli("dossier", "koppel", ONE, TWO)
    ran = run_cli("dossier", "wis", ONE, str(last_of(filled, ONE).number), *GROUND, stdin=NAMED)

    assert f"De koppeling staat ook in dossier {TWO}" in ran.out


def test_a_whole_closed_case_is_erased_but_for_its_course(run_cli: RunCli, filled: Path) -> None:
    before = case_of(filled, ONE)
    close(filled, ONE)
    ran = run_cli("dossier", "wis", ONE, *GROUND, stdin=NAMED)

    assert ran.code == 0
    assert "Het hele dossier: Instagram, 22 november 2026" in ran.out
    assert "Te bewaren tot en met: 1 januari 2030" in ran.out
    assert "Die dag is nog niet voorbij." in ran.out
    case = case_of(filled, ONE)
    assert case.erased
    assert gone(case) == tuple(range(1, before.count + 2))
    assert [answer.choice for answer in case.standing] == [
        answer.choice for answer in before.standing
    ]
    assert run_cli("controleer").code == 0
    assert "Voorbeeld" not in run_cli("dossier", "toon", ONE).out


def test_the_day_until_which_it_is_kept_gives_no_warning_once_it_has_passed(
    run_cli: RunCli, filled: Path
) -> None:
    close(filled, ONE, OVER)

    assert "nog niet voorbij" not in run_cli("dossier", "wis", ONE, *GROUND, stdin=NAMED).out


@pytest.mark.parametrize("typed", [b"", b"\n", b"ja\n", b"wissen\n", b"opschonen\n", b"1\n"])
def test_anything_but_the_word_erases_nothing(run_cli: RunCli, filled: Path, typed: bytes) -> None:
    before = (filled / DOSSIER).read_bytes()
    ran = run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=typed)

    assert ran.code == 3
    assert "Er is niets gewist." in ran.err
    assert ran.err.count("\n") == 1
    assert (filled / DOSSIER).read_bytes() == before


@pytest.mark.parametrize("typed", ["wis", "Wis", "WIS.", " wis "])
def test_the_word_is_taken_as_people_type_it(run_cli: RunCli, filled: Path, typed: str) -> None:
    assert run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=f"{typed}\n".encode()).code == 0


@pytest.mark.parametrize(
    ("lines", "ground"),
    [
        (["1"], "verzoek van de betrokkene"),
        (["2"], "niet nodig voor dit dossier"),
        (["3"], "per ongeluk vastgelegd"),
        (["4", "Op verzoek van het bestuur."], "Op verzoek van het bestuur."),
    ],
)
def test_the_ground_is_asked_and_kept(
    run_cli: RunCli, filled: Path, lines: Sequence[str], ground: str
) -> None:
    ran = run_cli("dossier", "wis", ONE, "2", stdin="\n".join([*lines, "wis", ""]).encode())

    assert ran.code == 0
    assert "De grond blijft in het dossier staan. Noem er geen namen in." in ran.out
    assert last_of(filled, ONE).said["grond"] == ground


def test_no_ground_after_all_erases_nothing(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("dossier", "wis", ONE, "2", stdin=b"5\nwis\n")

    assert (ran.code, ran.err) == (3, "Er is niets gewist.\n")
    assert gone(case_of(filled, ONE)) == ()


def test_a_ground_that_would_keep_the_very_words_is_asked_again(
    run_cli: RunCli, filled: Path
) -> None:
    lines = b"4\nDe vader van J. Voorbeeld vroeg het.\n1\nwis\n"
    ran = run_cli("dossier", "wis", ONE, "wie", stdin=lines)
    assert ran.code == 0
    assert "Zeg het zonder die woorden" in ran.out
    assert last_of(filled, ONE).said["grond"] == "verzoek van de betrokkene"

    again = run_cli("dossier", "wis", ONE, "2", "--grond", "Geheim bericht!", stdin=NAMED)
    assert again.code == 2
    assert "--grond: In de grond staan woorden die juist worden gewist" in again.err
    assert "Geheim" not in again.err


REFUSED = {
    (ONE,): "is nog open",
    (ONE, "1"): "is de opening van het dossier",
    (ONE, "0"): "Gebeurtenis 0 bestaat niet",
    (ONE, "99"): "Gebeurtenis 99 bestaat niet in dossier",
    (ONE, "٣"): "bestaat niet",
    (ONE, "sigaal"): "Bedoelde u 'signaal'?",
    (ONE, "statement"): "nog niet beantwoord",
    ("2026-999", "2"): "Dossier 2026-999 bestaat niet",
    (ONE, "2", "--grond", "\u200b"): "--grond: Hier hoort tekst",
}


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_cannot_be_erased_is_refused_before_anything_is_asked(
    run_cli: RunCli, filled: Path, words: tuple[str, ...]
) -> None:
    ran = run_cli("dossier", "wis", *words, stdin=b"1\nwis\n")

    assert (ran.code, ran.out) == (2, "")
    assert REFUSED[words] in ran.err
    assert ran.err.count("\n") == 1
    assert gone(case_of(filled, ONE)) == ()


def test_what_was_erased_and_why_is_not_erased_again(run_cli: RunCli, filled: Path) -> None:
    run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=NAMED)
    last = last_of(filled, ONE).number

    assert "Gebeurtenis 2 is al gewist" in run_cli("dossier", "wis", ONE, "2", *GROUND).err
    ran = run_cli("dossier", "wis", ONE, str(last), *GROUND)
    assert (ran.code, ran.out) == (2, "")
    assert "Dat blijft staan" in ran.err
    erase(filled, TWO)
    assert run_cli("dossier", "wis", TWO, *GROUND).code == 2


@pytest.mark.parametrize("what", [(), ("2",)], ids=["whole", "one"])
def test_a_case_that_is_held_is_not_erased_until_it_is_released(
    run_cli: RunCli, filled: Path, what: tuple[str, ...]
) -> None:
    held = add(filled, ONE, drafts.hold("Kort geding van de ouders.", "directie"))
    close(filled, ONE)
    ran = run_cli("dossier", "wis", ONE, *what, *GROUND, stdin=NAMED)

    assert ran.code == 2
    assert "wordt aangehouden sinds 22 november 2026" in ran.err
    assert f"(gebeurtenis {held.number})" in ran.err
    assert f"stappenplan dossier notitie {ONE} --vrijgeven" in ran.err
    assert "Kort geding" in ran.out
    assert "Kort geding" not in ran.err
    assert gone(case_of(filled, ONE)) == ()

    add(filled, ONE, drafts.release("Klaar.", "directie"))
    assert run_cli("dossier", "wis", ONE, *what, *GROUND, stdin=NAMED).code == 0


def test_a_case_that_was_changed_is_not_erased(run_cli: RunCli, filled: Path) -> None:
    tamper(filled, ONE)
    ran = run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=NAMED)

    assert ran.code == 5
    assert gone(case_of(filled, ONE)) == ()


class Interrupting(io.StringIO):
    """Input at which something happens when it is read."""

    def __init__(self, home: Path, typed: str) -> None:
        super().__init__(typed)
        self.home = home

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override] # as StringIO's own
        add(self.home, ONE, drafts.note("Van een ander.", "adjunct"))
        return super().readline(size)


def test_a_case_that_grew_meanwhile_is_shown_again_before_it_is_erased(filled: Path) -> None:
    source = Interrupting(filled, "wis\n")
    run = Run(Settings(filled, True, PASSWORD), TickingClock(), source, io.StringIO(), "")
    with pytest.raises(Stopped, match=r"intussen in een ander venster veranderd\. Er is niets"):
        erasing.erase(run, ONE, "2", "verzoek van de betrokkene")
    assert gone(case_of(filled, ONE)) == ()


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError])
def test_who_goes_away_erases_nothing(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def leave(*_: object) -> None:
        raise error

    monkeypatch.setattr("scala_cli.prompts.plain.PlainAsker.line", leave)
    ran = run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=NAMED)

    assert ran.code == (130 if error is KeyboardInterrupt else 3)
    assert "Er is niets gewist." in ran.err
    assert gone(case_of(filled, ONE)) == ()


def test_exports_and_backups_that_still_lie_somewhere_are_named(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    there, backup, removed = (tmp_path / name for name in ("a.md", "b.stappenplan", "c.md"))
    for path in (there, backup):
        path.touch()
    note_copy(filled, EXPORT, there, ONE)
    note_copy(filled, BACKUP, backup, None)
    note_copy(filled, EXPORT, removed, ONE)
    note_copy(filled, EXPORT, tmp_path / "losse-schijf" / "d.md", ONE)
    note_copy(filled, EXPORT, tmp_path / "e.md", TWO)
    (tmp_path / "e.md").touch()
    ran = run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=NAMED)

    lies, _, away = ran.out.partition("Hier kan het programma nu niet bij")
    lies = lies.partition("Dit ligt nog ergens anders")[2]
    assert f"{there} (export van 22 november 2026" in lies
    assert f"{backup} (reservekopie van 22 november 2026" in lies
    assert str(tmp_path / "losse-schijf" / "d.md") in away
    assert str(removed) not in ran.out
    assert str(tmp_path / "e.md") not in ran.out
    assert "Het programma kan dat niet voor u wissen" in ran.out
    assert len(copies_of(filled)) == 5


def test_what_was_made_before_the_words_were_there_is_not_named(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "vroeg.md").touch()
    note_copy(filled, EXPORT, tmp_path / "vroeg.md", ONE)
    with Dossier.open(filled, PASSWORD, TickingClock(NOW.replace(hour=15))) as dossier:
        number = dossier.append(ONE, drafts.note("Later.", "x"), dossier.case(ONE).count).number
    ran = run_cli("dossier", "wis", ONE, str(number), *GROUND, stdin=NAMED)

    assert ran.code == 0
    assert "vroeg.md" not in ran.out
    assert "kent het programma niet" in ran.out


def test_a_file_that_a_restored_backup_took_the_place_of_is_named(
    run_cli: RunCli, filled: Path
) -> None:
    kept = filled / f"{DOSSIER}.voor-herstel-2026-11-22-130000"
    kept.touch()
    os.utime(kept, (LATER.timestamp(), LATER.timestamp()))
    ran = run_cli("dossier", "wis", ONE, "2", *GROUND, stdin=NAMED)

    assert f"{kept} (vorig dossierbestand van 22 november 2026, 13:40)" in ran.out


CLEAN = b"opschonen\n"


def test_without_anything_to_clean_it_says_when_there_will_be(
    run_cli: RunCli, home: Path, filled: Path
) -> None:
    assert "Er is geen gesloten dossier dat op een dag wacht" in run_cli("opschonen").out
    close(filled, ONE, "2030-02-28")
    close(filled, TWO, "2031-01-01")
    ran = run_cli("opschonen")

    assert (ran.code, ran.err) == (0, "")
    assert f"Dossier {ONE} kan als eerste weg, op 1 maart 2030." in ran.out
    assert "Typ het woord" not in ran.out


def test_without_a_dossier_there_is_nothing_to_clean(run_cli: RunCli, home: Path) -> None:
    ran = run_cli("opschonen")

    assert (ran.code, ran.err) == (0, "")
    assert "Er is niets op te schonen." in ran.out
    assert not home.exists()


def test_what_was_kept_long_enough_goes_and_the_rest_stays(run_cli: RunCli, filled: Path) -> None:
    close(filled, ONE, OVER)
    close(filled, TWO, "2026-11-22")
    ran = run_cli("opschonen", stdin=CLEAN)

    assert (ran.code, ran.err) == (0, "")
    shown, _, told = ran.out.partition("Typ het woord opschonen")
    assert f"{ONE}: Instagram, 22 november 2026" in shown
    assert "Gesloten sinds: 22 november 2026" in shown
    assert "Te bewaren tot en met: 21 november 2026" in shown
    assert "Op grond van: grond" in shown
    assert TWO not in shown
    assert f"Gewist: 1 dossier ({ONE})." in told
    assert case_of(filled, ONE).erased
    assert not case_of(filled, TWO).erased
    ground = last_of(filled, ONE).said["grond"]
    assert ground == "bewaartermijn verstreken (bewaren tot en met 21 november 2026)"
    assert run_cli("controleer").code == 0


def test_cleaning_again_is_harmless(run_cli: RunCli, filled: Path) -> None:
    close(filled, ONE, OVER)
    run_cli("opschonen", stdin=CLEAN)
    count = case_of(filled, ONE).count
    ran = run_cli("opschonen", stdin=CLEAN)

    assert ran.code == 0
    assert "Er is niets op te schonen" in ran.out
    assert case_of(filled, ONE).count == count


def test_a_case_that_is_held_stays_though_its_day_has_passed_and_is_named(
    run_cli: RunCli, filled: Path
) -> None:
    close(filled, ONE, OVER)
    close(filled, TWO, OVER)
    add(filled, ONE, drafts.hold("Kort geding van de ouders.", "directie"))
    ran = run_cli("opschonen", stdin=CLEAN)

    stays = ran.out.partition("Blijft, al is de dag voorbij")[2]
    assert f"{ONE}: Sinds 22 november 2026" in stays
    assert "Kort geding van de ouders." in stays
    assert f"Gewist: 1 dossier ({TWO})." in ran.out
    assert (case_of(filled, ONE).erased, case_of(filled, TWO).erased) == (False, True)


@pytest.mark.parametrize("typed", [b"", b"wis\n", b"ja\n"])
def test_anything_but_its_word_cleans_nothing(run_cli: RunCli, filled: Path, typed: bytes) -> None:
    close(filled, ONE, OVER)
    before = (filled / DOSSIER).read_bytes()
    ran = run_cli("opschonen", stdin=typed)

    assert ran.code == 3
    assert "Er is niets gewist." in ran.err
    assert (filled / DOSSIER).read_bytes() == before


def test_a_case_that_cannot_be_relied_on_is_named_and_the_others_go(
    run_cli: RunCli, filled: Path
) -> None:
    close(filled, ONE, OVER)
    close(filled, TWO, OVER)
    tamper(filled, ONE)
    ran = run_cli("opschonen", stdin=CLEAN)

    assert ran.code == 5
    assert ran.err.count("\n") == 1
    assert f"Dossier {ONE}, gebeurtenis 1" in ran.err
    assert f"Dossier {ONE} is niet gewist." in ran.err
    assert f"Gewist: 1 dossier ({TWO})." in ran.out
    assert gone(case_of(filled, ONE)) == ()


def test_a_case_that_grows_meanwhile_is_named_and_the_others_go(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(filled, ONE, OVER)
    close(filled, TWO, OVER)

    def typed(*_: object) -> str:
        add(filled, ONE, drafts.reopen("Er is meer.", "adjunct"))
        return "opschonen"

    monkeypatch.setattr("scala_cli.prompts.plain.PlainAsker.line", typed)
    ran = run_cli("opschonen")

    assert ran.code == 5
    assert f"Dossier {ONE} is intussen in een ander venster veranderd en niet gewist" in ran.err
    assert gone(case_of(filled, ONE)) == ()
    assert case_of(filled, TWO).erased


def test_files_of_what_went_are_named_and_those_that_are_gone_forgotten(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    close(filled, ONE, OVER)
    there, removed, other = (tmp_path / name for name in ("a.md", "b.md", "c.md"))
    for path in (there, other):
        path.touch()
    note_copy(filled, EXPORT, there, ONE, NOW)
    note_copy(filled, EXPORT, removed, ONE, NOW)
    note_copy(filled, EXPORT, other, TWO, NOW)
    away = tmp_path / "stick" / "d.md"
    note_copy(filled, BACKUP, away, None, NOW)
    ran = run_cli("opschonen", stdin=CLEAN)

    assert f"{there} (export van 22 november 2026" in ran.out
    lost = ran.out.partition("Al weg, en van de lijst gehaald")[2]
    assert str(removed) in lost
    assert str(away) in ran.out
    assert str(other) not in ran.out
    assert {copy.path for copy in copies_of(filled)} == {there, other, away}
    again = run_cli("opschonen")
    assert str(there) in again.out
    assert "Al weg" not in again.out


def test_what_was_made_after_a_case_was_erased_holds_nothing_of_it(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    close(filled, ONE, OVER)
    run_cli("opschonen", stdin=CLEAN)
    later = tmp_path / "later.stappenplan"
    later.touch()
    with Dossier.open(filled, PASSWORD, TickingClock(NOW.replace(hour=20))) as dossier:
        dossier.copy_made(BACKUP, later)

    assert "later.stappenplan" not in run_cli("opschonen").out


def test_a_case_that_was_closed_without_a_day_waits_for_one(run_cli: RunCli, filled: Path) -> None:
    add(filled, ONE, Draft(Kind.CLOSED, None, {"door": "directie"}))
    ran = run_cli("opschonen", stdin=CLEAN)

    assert ran.code == 0
    assert "Er is niets op te schonen" in ran.out
    assert gone(case_of(filled, ONE)) == ()


def test_the_day_itself_is_kept_and_the_day_after_is_not(run_cli: RunCli, filled: Path) -> None:
    today = date(2026, 11, 22)
    close(filled, ONE, today.isoformat())
    assert "Dossier 2026-001 kan als eerste weg, op 23 november 2026." in run_cli("opschonen").out
