"""The person's own editor: the text comes back cleaned, and no trace of it stays.

Editors here are small scripts that are really started. POSIX only: they are shell scripts.
"""

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scala_cli import editor
from scala_cli.editor import EditorFailed
from scala_cli.errors import InvalidValue
from scala_cli.settings import PASSWORD
from scala_cli.text import LONG_LIMIT

if sys.platform == "win32":
    pytest.skip("these editors are shell scripts", allow_module_level=True)

Script = Callable[[str], str]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Make an editor of shell lines, in which $1 is the file; return its path."""

    def made(lines: str) -> str:
        path = tmp_path / "mijn editor"
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o700)
        return str(path)

    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder."""
    folder = tmp_path / "gegevens"
    folder.mkdir(mode=0o700)
    return folder


def changed(data: Path, words: str, text: str = "Beste ouders") -> str:
    """Return a text after an editor had it."""
    with editor.sheet(text, data) as sheet:
        sheet.edit([words])
        return sheet.text()


def test_the_editor_of_visual_goes_before_editor_and_may_have_words_behind_it() -> None:
    environ = {"VISUAL": "code --wait", "EDITOR": "nano"}
    assert editor.command(environ) == ("code", "--wait")
    assert editor.command({"VISUAL": "  ", "EDITOR": "nano -w"}) == ("nano", "-w")


def test_a_path_with_spaces_is_one_editor(script: Script) -> None:
    path = script("true")
    assert editor.command({"EDITOR": path}) == (path,)


def test_a_quote_that_is_not_closed_is_taken_as_it_stands() -> None:
    assert editor.command({"EDITOR": 'vi "'}) == ('vi "',)


def test_without_a_choice_an_editor_that_is_there_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert editor.command({}) is None
    for name in ("vi", "nano"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n", encoding="utf-8")
        path.chmod(0o700)
        assert editor.command({}) == (str(path),)


def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program think that it is on Windows."""
    monkeypatch.setattr("scala_cli.files.ON_WINDOWS", True)


def test_on_windows_without_a_choice_it_is_notepad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_windows(monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("vi", "nano", "notepad"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n", encoding="utf-8")
        path.chmod(0o700)
    assert editor.command({}) == (str(tmp_path / "notepad"),)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (r"C:\Tools\np.exe -x", (r"C:\Tools\np.exe", "-x")),
        (r'"C:\Program Files\np.exe" -x', (r"C:\Program Files\np.exe", "-x")),
        ("code --wait", ("code", "--wait")),
    ],
)
def test_on_windows_a_path_keeps_its_backslashes_and_loses_its_quotes(
    value: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_windows(monkeypatch)
    assert editor.command({"EDITOR": value}) == words


@pytest.mark.parametrize("windows", [True, False])
def test_on_windows_the_text_has_a_mark_for_notepad_and_is_held_open_by_nobody(
    windows: bool,  # noqa: FBT001 - Pytest gives it by name
    data: Path,
    script: Script,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scala_cli.files.ON_WINDOWS", windows)
    with editor.sheet("Beste ouders", data) as sheet:
        assert sheet.path.read_bytes().startswith(b"\xef\xbb\xbf") is windows
        assert holds(sheet.path) is not windows
        sheet.edit([script("""printf '%s\\r\\n' Anders > "$1" """)])
        assert sheet.text() == "Anders"
    assert list(data.iterdir()) == []


def holds(path: Path) -> bool:
    """Tell whether this process has a file open."""
    found = path.stat()
    for handle in range(3, 64):
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(handle), found):
                return True
    return False


def test_on_windows_the_bytes_are_overwritten_too(
    data: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_windows(monkeypatch)
    link = data.parent / "tweede-naam"
    assert changed(data, script(f'ln "$1" "{link}"; printf "Anders" > "$1"')) == "Anders"
    assert set(link.read_bytes()) == {0}


def test_an_editor_is_found_as_the_system_names_it(
    data: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As code.cmd is for the word code on Windows: only a lookup finds it.
    path = script('printf Gevonden > "$1"')
    monkeypatch.setattr("shutil.which", lambda name: path if name == "code" else None)
    assert changed(data, "code") == "Gevonden"


def test_what_the_editor_wrote_comes_back_cleaned(data: Path, script: Script) -> None:
    path = script(
        r"""printf '\357\273\277Beste ouder\342\200\213s,\r\n\r\nDag \033[31m  \n' > "$1" """
    )
    assert changed(data, path) == "Beste ouders,\n\nDag [31m"


def test_the_text_is_closed_to_others_while_it_is_edited(data: Path, script: Script) -> None:
    path = script('stat -c %a "$1" "$(dirname "$1")" > "$0.out"; cat "$1" >> "$0.out"')
    changed(data, path)
    seen = Path(f"{path}.out").read_text(encoding="utf-8").splitlines()
    assert seen == ["600", "700", "Beste ouders"]


def test_afterwards_nothing_is_left_in_the_data_folder(data: Path, script: Script) -> None:
    path = script(
        'cp "$1" "$1~"; mkdir "$(dirname "$1")/map"; cp "$1" "$(dirname "$1")/map/.x.swp"'
    )
    changed(data, path)
    assert list(data.iterdir()) == []


def test_the_bytes_are_overwritten_before_the_file_goes(data: Path, script: Script) -> None:
    link = data.parent / "tweede-naam"
    path = script(f'ln "$1" "{link}"; printf "Anders" > "$1"')
    assert changed(data, path) == "Anders"
    assert set(link.read_bytes()) == {0}


def test_also_those_of_a_file_that_the_editor_put_another_in_the_place_of(
    data: Path, script: Script
) -> None:
    link = data.parent / "tweede-naam"
    path = script(f'ln "$1" "{link}"; printf "Anders" > "$1.nieuw"; mv "$1.nieuw" "$1"')
    assert changed(data, path) == "Anders"
    assert set(link.read_bytes()) == {0}


def test_a_link_that_an_editor_left_is_not_followed(data: Path, script: Script) -> None:
    other = data.parent / "ander"
    other.write_text("Blijft", encoding="utf-8")
    changed(data, script(f'ln -s "{other}" "$1.link"'))
    assert (other.read_text(encoding="utf-8"), list(data.iterdir())) == ("Blijft", [])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('printf Half > "$1"; exit 3', r"gestopt met een fout \(3\)"),
        ('rm "$1"', "kan niet worden gelezen"),
        (r"""printf '\377\376' > "$1" """, "geen UTF-8"),
    ],
)
def test_an_editor_that_fails_is_told_of_and_leaves_nothing(
    data: Path, script: Script, lines: str, told: str
) -> None:
    with pytest.raises(EditorFailed, match=told) as failed:
        changed(data, script(lines))
    assert "De tekst is zoals hij was" in str(failed.value)
    assert "Beste ouders" not in str(failed.value)
    assert list(data.iterdir()) == []


def test_an_editor_that_is_not_there_is_named_in_full(data: Path) -> None:
    with pytest.raises(EditorFailed, match="'/bestaat/niet' is niet gevonden"):
        changed(data, "/bestaat/niet")


def test_how_an_editor_is_left_is_known_of_those_that_do_not_show_it(tmp_path: Path) -> None:
    for name in ("vi", "/usr/bin/vim", "vim.basic", "nvim"):
        assert ":q!" in editor.leaving([name])
    assert "Ctrl-X" in editor.leaving(["nano", "-w"])
    assert editor.leaving(["mijn-editor"]) == "Bewaar de tekst daar en sluit het venster."


def test_an_editor_that_is_not_there_is_told_of(data: Path) -> None:
    with pytest.raises(EditorFailed, match="'bestaat-niet' is niet gevonden"):
        changed(data, "bestaat-niet")
    assert list(data.iterdir()) == []


@pytest.mark.parametrize("length", [LONG_LIMIT + 1, 5 * LONG_LIMIT])
def test_a_text_that_got_too_long_is_refused(data: Path, script: Script, length: int) -> None:
    long = data.parent / "lang"
    long.write_text("é" * length, encoding="utf-8")
    with pytest.raises(InvalidValue, match="te lang"):
        changed(data, script(f'cp "{long}" "$1"'))
    assert list(data.iterdir()) == []


def test_the_editor_does_not_learn_the_password(
    data: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "geheim-wachtwoord")
    monkeypatch.setenv("ANDERS", "wel")
    assert changed(data, script('env > "$1"')).find("geheim-wachtwoord") == -1
    assert "ANDERS=wel" in changed(data, script('env > "$1"'))


def test_ctrl_c_is_for_the_editor(data: Path, script: Script) -> None:
    before = signal.getsignal(signal.SIGINT)
    path = script("trap 'printf Opgevangen > \"$1\"; exit 0' INT; kill -INT $PPID; kill -INT $$")
    assert changed(data, path) == "Opgevangen"
    assert signal.getsignal(signal.SIGINT) is before


def test_an_editor_broken_off_with_ctrl_c_breaks_off_and_leaves_nothing(
    data: Path, script: Script
) -> None:
    with pytest.raises(KeyboardInterrupt):
        changed(data, script("kill -INT $$"))
    assert list(data.iterdir()) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_program_that_is_told_to_end_wipes_the_text_first(
    data: Path, script: Script, name: str
) -> None:
    # An editor that outlives the program keeps none of its streams open, and ends with it.
    path = script(f"exec >/dev/null 2>&1; kill -{name[3:]} $PPID; while kill -0 $PPID; do :; done")
    code = (
        "import sys\nfrom pathlib import Path\nfrom scala_cli import editor\n"
        "with editor.sheet('Beste ouders', Path(sys.argv[1])) as sheet:\n"
        "    sheet.edit([sys.argv[2]])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(data), path],
        check=False, capture_output=True, start_new_session=True,
    )  # fmt: skip
    assert b"KeyboardInterrupt" in done.stderr
    assert list(data.iterdir()) == []


def test_what_a_killed_program_left_is_wiped_the_next_time(data: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = data / f".stappenplan-bewerken-{gone.pid}-x"
    busy = data / f".stappenplan-bewerken-{os.getppid()}-x"
    for place in (left, busy):
        place.mkdir()
        (place / "brief.txt").write_text("Geheim", encoding="utf-8")
    link = data.parent / "tweede-naam"
    os.link(left / "brief.txt", link)
    editor.clear(data)
    assert (left.exists(), busy.exists()) == (False, True)
    assert set(link.read_bytes()) == {0}


def test_where_nothing_can_be_written_the_editor_is_not_started(tmp_path: Path) -> None:
    place = tmp_path / "geen-map"
    place.write_text("", encoding="utf-8")
    with pytest.raises(EditorFailed, match="kan de tekst niet worden klaargezet"):
        changed(place, "true")


def test_a_vim_is_told_to_keep_no_copies(data: Path, tmp_path: Path) -> None:
    vim = tmp_path / "vim"
    vim.write_text(
        '#!/bin/sh\nfor last; do :; done\nprintf "%s " "$@" > "$last"\n', encoding="utf-8"
    )
    vim.chmod(0o700)
    vi = tmp_path / "vi"
    vi.symlink_to(vim)
    assert "nobackup" in changed(data, str(vi))
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
