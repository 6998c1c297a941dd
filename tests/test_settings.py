"""What holds for one run: the folder, and a password from a file that may hold anything."""

import os
from pathlib import Path

import pytest

from scala_cli.errors import WrongUse
from scala_cli.settings import Settings, settings


def with_file(path: Path) -> Settings:
    return settings(Path("/tmp/x"), path, plain=False, environ={})


@pytest.mark.parametrize(
    ("content", "password"),
    [
        (b"geheim123", "geheim123"),
        (b"geheim123\n", "geheim123"),
        (b"geheim123\r\nnog iets", "geheim123"),
        (b"geheim123\rnog iets", "geheim123"),
        (b"\xef\xbb\xbfgeheim123\n", "geheim123"),
        (b"gehe\x0cim \x1c123 \n", "gehe\x0cim \x1c123 "),
        ("gehe\u2028im\u0085\n".encode(), "gehe\u2028im\u0085"),
        (b"g" * 4096, "g" * 4096),
    ],
)
def test_the_password_is_the_whole_first_line(
    tmp_path: Path, content: bytes, password: str
) -> None:
    path = tmp_path / "wachtwoord"
    path.write_bytes(content)
    assert with_file(path).password == password


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is leeg"),
        (b"\ngeheim123", "is leeg"),
        (b"\xef\xbb\xbf", "is leeg"),
        (b"\xe9", "of het UTF-8 is"),
        (b"geheim\x00123", "is geen tekst"),
        (b"g" * 4097, "is te groot"),
        (b"\xc3\xa9" * 3000, "is te groot"),
    ],
)
def test_a_file_that_holds_no_password_is_told_of_without_what_it_holds(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "wachtwoord"
    path.write_bytes(content)
    with pytest.raises(WrongUse, match=told) as caught:
        with_file(path)
    assert "geheim" not in str(caught.value)


def test_a_device_without_an_end_is_read_no_further_than_a_password_goes() -> None:
    with pytest.raises(WrongUse, match="is te groot of is geen tekst"):
        with_file(Path("/dev/zero"))


def test_the_password_may_come_through_a_pipe() -> None:
    read, write = os.pipe()
    os.write(write, b"geheim123\n")
    os.close(write)
    assert with_file(Path(f"/dev/fd/{read}")).password == "geheim123"
    os.close(read)


def test_a_folder_of_an_unknown_user_is_told_of() -> None:
    for folder, environ in (
        (Path("~bestaat-niet/x"), {}),
        (None, {"STAPPENPLAN_MAP": "~bestaat-niet/x"}),
    ):
        with pytest.raises(WrongUse, match="De map ~bestaat-niet/x is niet te vinden"):
            settings(folder, None, plain=False, environ=environ)


def test_a_file_name_is_told_without_what_could_redraw_a_screen(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as caught:
        with_file(tmp_path / "weg\x1b[2J\n")
    assert not {"\x1b", "\n"} & set(str(caught.value))
