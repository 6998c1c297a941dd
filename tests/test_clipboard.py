"""The clipboard: it is said to hold the text only where it does.

The programs behind it are small scripts that are really started. POSIX only: shell scripts.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scala_cli import clipboard

if sys.platform != "linux":
    pytest.skip("these programs stand in for those of Linux", allow_module_level=True)

TEXT = "Beste ouders,\n\nGroet — de directie é"
Program = Callable[[str], None]


@pytest.fixture
def xclip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Make the only clipboard program of shell lines; a fresh pyperclip looks for it."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delitem(sys.modules, "pyperclip", raising=False)

    def made(lines: str) -> None:
        path = tmp_path / "xclip"
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o700)

    return made


def test_what_came_back_as_it_went_is_on_the_clipboard(xclip: Program, tmp_path: Path) -> None:
    xclip(f'case "$*" in *-o*) cat {tmp_path}/bord;; *) cat > {tmp_path}/bord;; esac')
    assert clipboard.copy(TEXT)
    assert (tmp_path / "bord").read_text(encoding="utf-8") == TEXT
    assert clipboard.copy_and_say(TEXT).startswith("De tekst staat op het klembord.")


@pytest.mark.parametrize("lines", ["exit 1", "cat > /dev/null; printf Anders", r"printf '\377'"])
def test_a_program_that_fails_in_silence_is_not_believed(xclip: Program, lines: str) -> None:
    xclip(lines)
    assert not clipboard.copy(TEXT)
    assert clipboard.copy_and_say(TEXT).startswith("Er is op deze computer geen klembord gevonden.")


def test_without_a_program_there_is_no_clipboard(
    xclip: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not clipboard.copy(TEXT)
