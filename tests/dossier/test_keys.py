"""Keys: as good as the password for one file, and never shown by accident."""

import os
import unicodedata
from pathlib import Path

import pytest

from scala_cli.clock import Clock
from scala_cli.dossier import driver, keys
from scala_cli.dossier.keys import Key
from scala_cli.dossier.store import Dossier
from scala_cli.errors import WrongPassword
from scala_cli.files import DOSSIER
from tests.conftest import PASSWORD


def test_a_key_opens_the_file_that_it_was_made_for(folder: Path, clock: Clock) -> None:
    key = keys.derived(folder / DOSSIER, PASSWORD)

    with Dossier.open(folder, key, clock) as dossier:
        assert dossier.faults() == []
        number = dossier.open_case({"plan": '{"versie":1}'}, {"door": "directie"}).case
    with Dossier.open(folder, PASSWORD, clock) as dossier:
        assert dossier.numbers() == [number]


@pytest.mark.parametrize("password", ["één-lang-wachtwoord", "wachtwoord\udcff", "pass\u2028word"])
def test_any_password_makes_a_key_however_its_accents_are_typed(
    tmp_path: Path, clock: Clock, password: str
) -> None:
    Dossier.create(tmp_path, unicodedata.normalize("NFC", password), clock).close()
    key = keys.derived(tmp_path / DOSSIER, unicodedata.normalize("NFD", password))

    assert driver.opens(tmp_path / DOSSIER, key)


def test_the_key_of_another_file_or_password_opens_nothing(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    Dossier.create(tmp_path / "ander", PASSWORD, clock).close()
    before = (folder / DOSSIER).read_bytes()
    for key in (
        keys.derived(tmp_path / "ander" / DOSSIER, PASSWORD),
        keys.derived(folder / DOSSIER, f"{PASSWORD}!"),
    ):
        with pytest.raises(WrongPassword):
            Dossier.open(folder, key, clock)

    assert (folder / DOSSIER).read_bytes() == before


def test_a_key_is_the_same_after_it_was_text() -> None:
    key = Key(bytes(range(16)), bytes(range(32)))

    assert Key.from_text(key.text) == key
    for text in ("", "geen sleutel", key.text[:-2], f"{key.text}00", key.raw.hex()):
        assert Key.from_text(text) is None


def test_a_key_does_not_show_itself() -> None:
    key = Key(b"zout" * 4, b"geheim!!" * 4)

    assert repr(key) == str(key) == "Key()"


def test_the_mark_that_a_key_is_remembered_is_empty_and_for_its_owner_only(folder: Path) -> None:
    assert not keys.is_marked(folder)
    before = os.umask(0)
    try:
        keys.mark(folder)
        keys.mark(folder)
    finally:
        os.umask(before)
    mark = folder / f"{DOSSIER}.sleutelbos"

    assert keys.is_marked(folder)
    assert (mark.read_bytes(), mark.stat().st_mode & 0o777) == (b"", 0o600)
    keys.unmark(folder)
    keys.unmark(folder)
    assert not keys.is_marked(folder)
    assert not keys.is_marked(folder / ("x" * 300))
