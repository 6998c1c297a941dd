"""`instellingen`, `reservekopie` and `herstel`, as a person or another program meets them."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest

from scala_cli import keystore
from scala_cli.clock import Clock
from scala_cli.commands import keeping, preferences
from scala_cli.commands.run import Run
from scala_cli.dossier import driver, keys
from scala_cli.dossier.store import Dossier
from scala_cli.errors import StappenplanError, WrongPassword
from scala_cli.files import DOSSIER
from scala_cli.prompts.protocol import Item
from scala_cli.settings import Settings
from tests.commands.conftest import ONE, RunCli
from tests.conftest import PASSWORD
from tests.dossier.test_rekeying import flip, names
from tests.test_keystore import Clinging, Forgetful, Honest, Locked

ROOT = Path(__file__).parents[2]
NEW = "een-nieuw-wachtwoord"
MARK = f"{DOSSIER}.sleutelbos"
_T = TypeVar("_T")


@pytest.fixture(autouse=True)
def no_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test here touches the system's own key store."""
    monkeypatch.setattr(keystore, "native_backends", list)
    Honest.kept.clear()
    yield
    Honest.kept.clear()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A key store that works, as what it holds."""
    monkeypatch.setattr(keystore, "native_backends", lambda: [Honest])
    return Honest.kept


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A file with a new password."""
    path = tmp_path / "nieuw.txt"
    path.write_text(f"{NEW}\n", encoding="utf-8")
    return path


@pytest.fixture
def backup(run_cli: RunCli, filled: Path, tmp_path: Path) -> Path:
    """A backup, after which the dossier got another case."""
    path = tmp_path / "kopie.stappenplan"
    assert run_cli("reservekopie", "--naar", path).code == 0
    assert run_cli("start", stdin=b"").code == 3
    return path


def opens(folder: Path, password: str) -> bool:
    return driver.opens(folder / DOSSIER, password)


def cases(folder: Path, clock: Clock, password: str = PASSWORD) -> int:
    """Return how many cases there are in a dossier without faults."""
    with Dossier.open(folder, password, clock) as dossier:
        assert dossier.faults() == []
        return len(dossier.numbers())


# The settings.


def test_without_options_or_a_terminal_the_settings_are_shown(
    run_cli: RunCli, filled: Path
) -> None:
    ran = run_cli("instellingen")

    assert (ran.code, ran.err) == (0, "")
    assert str(filled / DOSSIER) in ran.out
    assert re.search(r"grootte: \d+ kB", ran.out)
    assert "niet onthouden; het wachtwoord wordt gevraagd" in ran.out


def test_before_there_is_a_dossier_the_settings_say_where_it_will_be(
    run_cli: RunCli, home: Path
) -> None:
    ran = run_cli("instellingen")

    assert (ran.code, ran.err) == (0, "")
    assert f"nog geen; het komt op {home / DOSSIER}" in ran.out
    assert not home.exists()


@pytest.mark.parametrize("option", ["--wijzig-wachtwoord", "--onthoud-sleutel"])
def test_without_a_dossier_nothing_can_be_changed(run_cli: RunCli, option: str) -> None:
    ran = run_cli("instellingen", option)

    assert (ran.code, "Er is nog geen dossier" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [["--nieuw-wachtwoordbestand", "x"], ["--onthoud-sleutel", "--vergeet-sleutel"]],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_refused(
    run_cli: RunCli, filled: Path, words: list[str]
) -> None:
    assert run_cli("instellingen", *words).code == 2


def test_the_password_is_changed_and_older_backups_are_spoken_of(
    run_cli: RunCli, filled: Path, new: Path
) -> None:
    ran = run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)

    assert (ran.code, ran.err) == (0, "")
    assert "reservekopieën gaan alleen open met het oude wachtwoord" in ran.out
    assert (opens(filled, NEW), opens(filled, PASSWORD)) == (True, False)


@pytest.mark.parametrize("text", ["kort", "1234567", "e\u0301" * 7])
def test_a_new_password_that_is_too_short_changes_nothing(
    run_cli: RunCli, filled: Path, new: Path, text: str
) -> None:
    new.write_text(text, encoding="utf-8")
    ran = run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)

    assert (ran.code, "minstens 8 tekens" in ran.err) == (2, True)
    assert opens(filled, PASSWORD)


def test_with_a_wrong_password_none_is_changed(
    run_cli: RunCli, filled: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")
    ran = run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)

    assert ran.code == 6
    assert opens(filled, PASSWORD)


# The remembered key.


def test_a_remembered_key_opens_the_dossier_without_password_or_terminal(
    run_cli: RunCli,
    filled: Path,
    store: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran = run_cli("instellingen", "--onthoud-sleutel")
    assert (ran.code, "De sleutel is onthouden" in ran.out) == (0, True)
    assert list(store) == [("stappenplan", str(filled / DOSSIER))]
    assert PASSWORD not in "".join(store.values())

    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    assert run_cli("dossier", "toon", ONE).code == 0
    assert "2026-003" in run_cli("start", "--json").out
    assert run_cli("reservekopie", "--naar", filled.parent / "kopie").code == 0
    assert "onthouden in de sleutelbos" in run_cli("instellingen").out

    ran = run_cli("instellingen", "--vergeet-sleutel")
    assert (ran.code, "De sleutel is vergeten" in ran.out, store) == (0, True, {})
    assert MARK not in names(filled)
    assert run_cli("dossier", "toon", ONE).code == 6


def test_a_password_that_is_given_goes_before_a_remembered_key(
    run_cli: RunCli,
    filled: Path,
    store: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_cli("instellingen", "--onthoud-sleutel")
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", "een-ander-wachtwoord")

    assert run_cli("dossier", "lijst").code == 6


def test_after_a_change_of_password_the_new_key_is_remembered(
    run_cli: RunCli,
    filled: Path,
    store: dict[tuple[str, str], str],
    new: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_cli("instellingen", "--onthoud-sleutel")
    before = list(store.values())
    ran = run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)
    assert "De nieuwe sleutel is onthouden" in ran.out
    assert list(store.values()) != before

    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    assert run_cli("dossier", "toon", ONE).code == 0


def test_when_the_new_key_cannot_be_remembered_the_old_one_is_forgotten(
    run_cli: RunCli,
    filled: Path,
    store: dict[tuple[str, str], str],
    new: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_cli("instellingen", "--onthoud-sleutel")
    monkeypatch.setattr(keystore, "native_backends", lambda: [Forgetful])
    ran = run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)

    assert (ran.code, "De onthouden sleutel is vergeten" in ran.err) == (0, True)
    assert (store, names(filled)) == ({}, {DOSSIER})
    assert opens(filled, NEW)


def test_without_a_key_store_nothing_is_remembered(run_cli: RunCli, filled: Path) -> None:
    ran = run_cli("instellingen", "--onthoud-sleutel")

    assert (ran.code, "Er is niets onthouden" in ran.err) == (2, True)
    assert names(filled) == {DOSSIER}
    assert "Er was geen sleutel onthouden" in run_cli("instellingen", "--vergeet-sleutel").out


def test_a_key_that_stays_in_the_store_is_told_of_and_no_longer_used(
    run_cli: RunCli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keystore, "native_backends", lambda: [Clinging])
    run_cli("instellingen", "--onthoud-sleutel")
    ran = run_cli("instellingen", "--vergeet-sleutel")

    assert (ran.code, "Verwijder hem daar zelf" in ran.err) == (2, True)
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    assert run_cli("dossier", "lijst").code == 6


@pytest.mark.parametrize(
    "why", ["leeg", "onzin", "ander-zout", "andere-sleutel", "op-slot", "geen"]
)
def test_where_no_remembered_key_fits_a_password_is_needed_as_ever(
    run_cli: RunCli,
    filled: Path,
    store: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
    why: str,
) -> None:
    run_cli("instellingen", "--onthoud-sleutel")
    ((name, text),) = store.items()
    if why == "leeg":
        store.clear()
    elif why == "op-slot":
        monkeypatch.setattr(keystore, "native_backends", lambda: [Locked])
    elif why == "geen":
        monkeypatch.setattr(keystore, "native_backends", list)
    else:
        store[name] = {"onzin": "geen sleutel", "ander-zout": text[::-1]}.get(
            why, text[:-1] + ("0" if text[-1] != "0" else "1")
        )
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")

    ran = run_cli("dossier", "lijst")
    assert (ran.code, "Er is een wachtwoord nodig" in ran.err) == (6, True)
    started = run_cli("start", "--eenvoudig")
    assert started.code == 3
    assert "112" in started.out
    monkeypatch.setenv("STAPPENPLAN_WACHTWOORD", PASSWORD)
    assert run_cli("dossier", "lijst").code == 0


def test_nothing_is_looked_for_in_a_key_store_unless_something_was_remembered(
    filled: Path,
) -> None:
    code = (
        "import sys\nfrom scala_cli.cli import run\n"
        "sys.argv = ['stappenplan', 'dossier', 'lijst']\n"
        "try:\n    run()\nexcept SystemExit:\n    print('keyring' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "False"


# At a terminal.


@dataclass
class Typing:
    """Someone at a terminal: what is typed, in order, and what was asked and told."""

    answers: list[str]
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        assert start in {one.id for one in items}
        self.told += [one.title for one in items]
        return self.secret(question)

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        return parse(self.secret(question))

    def secret(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)


class Terminal(io.StringIO):
    """An input or output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(folder: Path, clock: Clock, *answers: str) -> tuple[Run, Typing]:
    """Return a run in which someone types these answers."""
    run = Run(Settings(folder, True, None), clock, Terminal(), Terminal(), "")
    typing = Typing(list(answers))
    run.__dict__["asker"] = typing
    return run, typing


def change(run: Run) -> None:
    """Change the password as the option does."""
    preferences.preferences(run, change=True, password_file=None, remember=False, forget=False)


def test_a_new_password_is_typed_twice_and_is_the_same_however_its_accents_are_typed(
    filled: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    run, typing = at_terminal(
        filled, clock, PASSWORD, "kort", "wachtwoord-é", "iets-anders", "wachtwoord-é",
        "wachtwoord-e\u0301",
    )  # fmt: skip
    change(run)

    told = " ".join(typing.told)
    assert typing.asked == ["Wachtwoord dat nu geldt:", *["Nieuw wachtwoord:"] * 2,
        "Nog een keer:", "Nieuw wachtwoord:", "Nog een keer:"]  # fmt: skip
    assert "Wachtwoord kwijt is dossier kwijt" in told
    assert "bestuur" in told
    assert "minstens 8 tekens" in told
    assert "niet gelijk" in told
    assert opens(filled, "wachtwoord-é")


def test_the_first_password_is_asked_with_the_same_words(tmp_path: Path, clock: Clock) -> None:
    run, typing = at_terminal(tmp_path, clock, "wachtwoord-é", "wachtwoord-e\u0301")
    with run.dossier_to_fill() as dossier:
        assert dossier.numbers() == []

    told = " ".join(typing.told)
    assert typing.asked == ["Nieuw wachtwoord:", "Nog een keer:"]
    assert "kwijt is dossier kwijt" in told
    assert "bestuur" in told
    assert "minstens 8 tekens" in told


def test_a_change_asks_the_present_password_even_where_the_key_is_remembered(
    run_cli: RunCli, filled: Path, clock: Clock, store: dict[tuple[str, str], str]
) -> None:
    run_cli("instellingen", "--onthoud-sleutel")
    run, typing = at_terminal(filled, clock, "fout-wachtwoord", PASSWORD, NEW, NEW)
    change(run)

    assert typing.asked[:2] == ["Wachtwoord dat nu geldt:"] * 2
    assert opens(filled, NEW)


def test_a_change_from_the_home_menu_asks_the_present_password_again(
    filled: Path, clock: Clock
) -> None:
    run, typing = at_terminal(filled, clock, PASSWORD, NEW, NEW)
    opened = replace(run, settings=replace(run.settings, password=PASSWORD, typed=True))
    opened.__dict__["asker"] = typing
    change(opened)

    assert typing.asked[0] == "Wachtwoord dat nu geldt:"
    assert opens(filled, NEW)


def test_after_three_wrong_passwords_it_ends(filled: Path, clock: Clock) -> None:
    run, typing = at_terminal(filled, clock, "een", "twee", "drie")
    with pytest.raises(WrongPassword):
        change(run)

    assert typing.answers == []
    assert opens(filled, PASSWORD)


def test_a_key_that_no_longer_fits_is_told_of_and_the_password_asked(
    filled: Path, clock: Clock
) -> None:
    keys.mark(filled)
    run, typing = at_terminal(filled, clock, PASSWORD)
    with run.dossier() as dossier:
        assert len(dossier.numbers()) == 2

    assert "--onthoud-sleutel" in typing.told[0]
    assert typing.asked == ["Wachtwoord van het dossier:"]


def test_the_menu_does_what_is_chosen_until_all_is_done(
    filled: Path,
    clock: Clock,
    store: dict[tuple[str, str], str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run, typing = at_terminal(
        filled, clock, "onthoud", PASSWORD, "wijzig", PASSWORD, NEW, NEW, "vergeet", "klaar"
    )
    preferences.preferences(run, change=False, password_file=None, remember=False, forget=False)

    assert typing.answers == []
    out = capsys.readouterr().out
    assert [out.count(one) for one in ("is onthouden in", "is gewijzigd", "is vergeten")] == [
        2,
        1,
        1,
    ]
    assert (opens(filled, NEW), store) == (True, {})


def test_what_goes_wrong_in_the_menu_is_told_there(filled: Path, clock: Clock) -> None:
    run, typing = at_terminal(filled, clock, "onthoud", PASSWORD, "klaar")
    preferences.preferences(run, change=False, password_file=None, remember=False, forget=False)

    assert [one for one in typing.told if "Er is niets onthouden" in one]


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect drives POSIX terminals only")
def test_on_a_real_terminal_the_menu_changes_the_password_and_ends(
    filled: Path, clock: Clock
) -> None:
    from tests.test_terminal import ENTER
    from tests.test_terminal import Terminal as RealTerminal

    terminal = RealTerminal(filled)
    try:
        child = terminal.start("instellingen", password=False)
        child.expect("niet onthouden")
        terminal.choose("Wat wilt u doen?", "1")
        child.expect("Wachtwoord dat nu geldt:")
        child.send(PASSWORD + ENTER)
        child.expect("kwijt is dossier kwijt")
        for question in ("Nieuw wachtwoord:", "Nog een keer:"):
            child.expect(question)
            child.send(NEW + ENTER)
        child.expect("Het wachtwoord is gewijzigd")
        terminal.choose("Wat wilt u doen?", "4")
        terminal.ends_with("", 0)
    finally:
        terminal.close()

    assert opens(filled, NEW)


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect drives POSIX terminals only")
def test_on_a_real_terminal_a_backup_is_put_back_after_its_password_and_the_word(
    filled: Path, backup: Path, clock: Clock
) -> None:
    from tests.test_terminal import ENTER
    from tests.test_terminal import Terminal as RealTerminal

    terminal = RealTerminal(filled)
    try:
        child = terminal.start("herstel", str(backup), password=False)
        child.expect("Wachtwoord van de reservekopie:")
        child.send("fout-wachtwoord" + ENTER)
        child.expect(r"niets\s+veranderd")
        child.expect("Wachtwoord van de reservekopie:")
        child.send(PASSWORD + ENTER)
        child.expect("Typ het woord herstel")
        child.send("herstel" + ENTER)
        terminal.ends_with("kunt u dat zelf verwijderen", 0)
    finally:
        terminal.close()

    assert cases(filled, clock) == 2


# Backups.


def test_a_backup_gets_a_name_of_its_moment_in_amsterdam(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    ran = run_cli("reservekopie", "--naar", folder)

    (path,) = folder.iterdir()
    assert re.fullmatch(r"dossiers-2026-11-22-13\d{4}\.stappenplan", path.name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == str(path)
    assert "2 dossiers" in ran.out
    assert "hetzelfde wachtwoord" in ran.out
    assert path.stat().st_mode & 0o777 == 0o600


def test_without_a_place_the_backup_comes_in_the_present_folder(
    run_cli: RunCli, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(tmp_path / "hier")

    assert run_cli("reservekopie").code == 0
    assert len(list((tmp_path / "hier").iterdir())) == 1


def test_a_backup_in_the_data_folder_itself_may_be(run_cli: RunCli, filled: Path) -> None:
    assert run_cli("reservekopie", "--naar", filled).code == 0
    assert len(names(filled)) == 2
    assert run_cli("controleer").code == 0


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ((), ""),
        (("plannen",), "de map plannen"),
        (("plannen", "brieven"), "de map brieven en de map plannen"),
    ],
)
def test_a_backup_says_which_folders_of_the_schools_own_are_not_in_it(
    run_cli: RunCli, filled: Path, tmp_path: Path, there: tuple[str, ...], said: str
) -> None:
    for name in there:
        (filled / name).mkdir()
    lines = run_cli("reservekopie", "--naar", tmp_path / "kopie").out.splitlines()
    assert len(lines) == 2 + bool(there)
    assert not there or lines[-1] == (
        f"Niet meegekopieerd: {said}. Kopieer die zelf. In elk dossier zit wel het stappenplan "
        "waarmee het begon, en elke brief die is gemaakt."
    )


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_backup_goes_over_another_file_only_when_told(
    run_cli: RunCli, filled: Path, tmp_path: Path, *, overwrite: bool
) -> None:
    path = tmp_path / "kopie"
    path.write_bytes(b"iets anders")
    ran = run_cli("reservekopie", "--naar", path, *["--overschrijf"] * overwrite)

    assert ran.code == (0 if overwrite else 2)
    assert (path.read_bytes() == b"iets anders") is not overwrite


def test_without_a_dossier_there_is_no_backup_of_it(run_cli: RunCli, tmp_path: Path) -> None:
    ran = run_cli("reservekopie", "--naar", tmp_path / "kopie")

    assert (ran.code, "Er is nog geen dossier" in ran.err) == (2, True)
    assert not (tmp_path / "kopie").exists()


# Putting back.


def test_after_the_word_the_backup_is_put_back_and_the_former_file_named(
    run_cli: RunCli, filled: Path, backup: Path, clock: Clock
) -> None:
    ran = run_cli("herstel", backup, stdin=b"herstel\n")

    assert (ran.code, ran.err) == (0, "")
    assert "Nu in het dossier: 3 dossiers" in ran.out
    assert "In de reservekopie: 2 dossiers" in ran.out
    assert "de reservekopie is ouder" in ran.out
    assert "staat 1 gebeurtenis er niet in" in ran.out
    assert "Het bestand van nu wordt bewaard" in ran.out
    kept = Path(re.findall(r"bewaard als (\S+)\.", ran.out)[0])
    assert (kept.parent, cases(filled, clock)) == (filled, 2)
    with Dossier.at(kept, PASSWORD, clock) as dossier:
        assert len(dossier.numbers()) == 3


def test_a_backup_of_something_else_is_not_called_older(
    run_cli: RunCli, filled: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAPPENPLAN_MAP", str(filled.parent / "elders"))
    run_cli("start")
    ran = run_cli("herstel", backup)

    assert (ran.code, "Let op: de reservekopie is een andere" in ran.out) == (3, True)


def test_a_backup_that_holds_all_is_not_said_to_be_older(
    run_cli: RunCli, filled: Path, tmp_path: Path
) -> None:
    run_cli("reservekopie", "--naar", tmp_path / "kopie")
    ran = run_cli("herstel", tmp_path / "kopie", stdin=b" Herstel \n")

    assert (ran.code, "Let op" in ran.out) == (0, False)


@pytest.mark.parametrize("typed", [b"", b"\n", b"ja\n", b"herstellen\n"])
def test_without_the_word_nothing_changes(
    run_cli: RunCli, filled: Path, backup: Path, clock: Clock, typed: bytes
) -> None:
    before = (filled / DOSSIER).read_bytes()
    ran = run_cli("herstel", backup, stdin=typed)

    assert (ran.code, "Er is niets veranderd" in ran.err) == (3, True)
    assert (filled / DOSSIER).read_bytes() == before
    assert names(filled) == {DOSSIER}


def test_on_a_new_computer_no_word_is_needed(
    run_cli: RunCli,
    backup: Path,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "nieuwe-computer"
    monkeypatch.setenv("STAPPENPLAN_MAP", str(folder))
    ran = run_cli("herstel", backup)

    assert (ran.code, ran.err, "bewaard als" in ran.out) == (0, "", False)
    assert cases(folder, clock) == 2


def test_a_backup_with_another_password_is_put_back_with_that(
    run_cli: RunCli, filled: Path, backup: Path, clock: Clock, new: Path
) -> None:
    run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)
    ran = run_cli("herstel", backup, "--wachtwoordbestand", new, stdin=b"herstel\n")
    assert (ran.code, "toen zij werd gemaakt" in ran.err) == (6, True)

    ran = run_cli("herstel", backup, stdin=b"herstel\n")

    assert (ran.code, "Het gaat met dit wachtwoord niet open" in ran.out) == (0, True)
    assert cases(filled, clock) == 2


def test_a_remembered_key_opens_the_present_dossier_and_is_forgotten_when_it_fits_no_more(
    run_cli: RunCli,
    filled: Path,
    backup: Path,
    new: Path,
    store: dict[tuple[str, str], str],
) -> None:
    run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", new)
    run_cli("instellingen", "--onthoud-sleutel", "--wachtwoordbestand", new)
    ran = run_cli("herstel", backup, stdin=b"herstel\n")

    assert (ran.code, "Nu in het dossier: 3 dossiers" in ran.out) == (0, True)
    assert "sleutel past niet op de reservekopie en is vergeten" in ran.out
    assert store == {}
    assert MARK not in names(filled)


def test_a_remembered_key_that_still_fits_stays(
    run_cli: RunCli, filled: Path, backup: Path, store: dict[tuple[str, str], str]
) -> None:
    run_cli("instellingen", "--onthoud-sleutel")
    run_cli("herstel", backup, stdin=b"herstel\n")

    assert (len(store), MARK in names(filled)) == (1, True)


def test_the_password_of_the_backup_is_asked_at_a_terminal(
    filled: Path, backup: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    run, typing = at_terminal(filled, clock, "fout-wachtwoord", PASSWORD, "herstel")
    keeping.restore(run, backup)

    assert typing.asked[:2] == ["Wachtwoord van de reservekopie:"] * 2
    assert cases(filled, clock) == 2


def test_without_a_password_and_a_terminal_nothing_is_put_back(
    run_cli: RunCli, filled: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAPPENPLAN_WACHTWOORD")
    ran = run_cli("herstel", backup, stdin=b"herstel\n")

    assert (ran.code, names(filled)) == (6, {DOSSIER})


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("bit", 5), ("leeg", 5), ("brief", 6), ("weg", 2), ("map", 2), ("zelf", 2)],
)
def test_what_cannot_be_put_back_is_told_with_its_own_code_and_changes_nothing(
    run_cli: RunCli, filled: Path, backup: Path, wrong: str, code: int
) -> None:
    path = backup
    if wrong == "bit":
        flip(backup, -2000)
    elif wrong in {"leeg", "brief"}:
        backup.write_bytes(b"Dit is een brief." * 900 * (wrong == "brief"))
    elif wrong == "zelf":
        path = filled / DOSSIER
    else:
        path = backup.parent / wrong
        (path.mkdir if wrong == "map" else path.exists)()
    before = (filled / DOSSIER).read_bytes()
    ran = run_cli("herstel", path, stdin=b"herstel\n")

    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1
    assert "niets veranderd" in ran.err
    assert ".nieuw-" not in ran.err
    assert (filled / DOSSIER).read_bytes() == before
    assert names(filled) == {DOSSIER}


def test_a_dossier_that_is_damaged_gives_way_to_a_backup_after_the_word(
    run_cli: RunCli, filled: Path, backup: Path, clock: Clock
) -> None:
    flip(filled / DOSSIER, 30)
    ran = run_cli("herstel", backup, stdin=b"herstel\n")

    assert (ran.code, "of is beschadigd" in ran.out) == (0, True)
    assert cases(filled, clock) == 2


@pytest.mark.parametrize("what", ["map", "verwijzing"])
def test_what_is_no_file_in_the_dossiers_place_is_left_there(
    run_cli: RunCli, filled: Path, backup: Path, what: str
) -> None:
    path = filled / DOSSIER
    path.rename(filled / "elders")
    path.mkdir() if what == "map" else path.symlink_to(filled / "elders")
    ran = run_cli("herstel", backup, stdin=b"herstel\n")

    assert (ran.code, "staat geen dossierbestand" in ran.err) == (5, True)
    assert path.is_dir() if what == "map" else path.is_symlink()


def test_errors_of_these_commands_never_hold_a_password(
    run_cli: RunCli, filled: Path, backup: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keystore, "native_backends", lambda: [Locked])
    flip(backup, -2000)
    said = [
        run_cli("instellingen", "--onthoud-sleutel"),
        run_cli("herstel", backup),
        run_cli("instellingen", "--wijzig-wachtwoord", "--nieuw-wachtwoordbestand", backup),
    ]

    assert [one.code for one in said] == [2, 5, 2]
    assert not [one for one in said if PASSWORD in one.err + one.out]
    assert issubclass(keystore.NoKeystore, StappenplanError)
    assert os.environ["STAPPENPLAN_WACHTWOORD"] == PASSWORD
