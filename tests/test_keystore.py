"""The system's key store: only native ones, and only what is really kept counts as kept."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties

from scala_cli import keystore
from scala_cli.keystore import NoKeystore

USER = "/map/dossiers.stappenplan"
SECRET = "0123456789abcdef"


class Honest(KeyringBackend):
    """A store that keeps what it gets, for as long as the test lasts."""

    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - as the system's, one for all

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - as keyring's own
        return 3

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(Honest):
    """A store that keeps nothing, without a word."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Garbling(Honest):
    """A store that keeps something else."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[::-1])


class Locked(Honest):
    """A store that refuses everything."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(SECRET)

    set_password = delete_password = get_password  # type: ignore[assignment]


class Clinging(Honest):
    """A store that gives nothing up."""

    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError(SECRET)


class Absent(Honest):
    """A store that this system hasn't got."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - as keyring's own
        raise RuntimeError


class Better(Honest):
    """A store that suits the system better."""

    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - as the system's, one for all

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - as keyring's own
        return 5


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    """Nothing is kept before or after a test."""
    Honest.kept.clear()
    yield
    Honest.kept.clear()
    Better.kept.clear()


def offer(monkeypatch: pytest.MonkeyPatch, *backends: type[KeyringBackend]) -> None:
    """Have the system offer these stores."""
    monkeypatch.setattr(keystore, "native_backends", lambda: list(backends))


def test_what_is_kept_is_found_by_its_name_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, Honest)

    assert keystore.keep(USER, SECRET) == "de sleutelbos van dit systeem"
    assert keystore.find(USER) == SECRET
    assert keystore.find("/elders") is None
    assert Honest.kept == {("stappenplan", USER): SECRET}
    keystore.forget(USER)
    assert Honest.kept == {}
    keystore.forget(USER)


def test_the_store_that_suits_best_is_taken_of_those_that_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer(monkeypatch, Absent, Honest, Better)
    keystore.keep(USER, SECRET)

    assert (Honest.kept, list(Better.kept.values())) == ({}, [SECRET])


@pytest.mark.parametrize("backends", [[], [Absent]], ids=["geen", "niet-hier"])
def test_where_there_is_no_store_nothing_is_kept_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, backends: list[type[KeyringBackend]]
) -> None:
    offer(monkeypatch, *backends)

    with pytest.raises(NoKeystore, match="Er is niets onthouden"):
        keystore.keep(USER, SECRET)
    assert (keystore.name(), keystore.find(USER), Honest.kept) == (None, None, {})
    with pytest.raises(NoKeystore, match="Verwijder hem daar zelf"):
        keystore.forget(USER)


@pytest.mark.parametrize("backend", [Forgetful, Garbling, Locked])
def test_a_store_that_does_not_give_back_what_it_got_is_told_of_and_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, backend: type[KeyringBackend]
) -> None:
    offer(monkeypatch, backend)

    with pytest.raises(NoKeystore, match="Er is niets onthouden") as caught:
        keystore.keep(USER, SECRET)

    assert Honest.kept == {}
    assert SECRET not in str(caught.value)
    assert caught.value.__context__ is None
    assert keystore.find(USER) is None


def test_a_store_that_gives_nothing_up_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, Clinging)
    keystore.keep(USER, SECRET)

    with pytest.raises(NoKeystore, match="kan niet worden verwijderd"):
        keystore.forget(USER)


def test_only_stores_of_the_systems_themselves_are_ever_considered() -> None:
    found = {(one.__module__, one.__name__) for one in keystore.native_backends()}

    assert found
    assert found <= {
        ("keyring.backends.macOS", "Keyring"),
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's store can't be hidden")
@pytest.mark.parametrize("way", ["variable", "configuration"])
def test_what_keyring_is_told_to_use_is_not_used(tmp_path: Path, way: str) -> None:
    plain = tmp_path / "klaartekst.py"
    plain.write_text(
        "from keyring.backend import KeyringBackend\n"
        "class Plain(KeyringBackend):\n"
        "    priority = 99\n"
        "    def get_password(self, service, username): return 'uit klare tekst'\n"
        "    def set_password(self, service, username, password): open('gelekt', 'w')\n"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    if way == "variable":
        environment["PYTHON_KEYRING_BACKEND"] = "klaartekst.Plain"
    else:
        config = tmp_path / ".config" / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir(parents=True)
        config.write_text(f"[backend]\ndefault-keyring=klaartekst.Plain\nkeyring-path={tmp_path}\n")
    ask = (
        "import keyring\n"
        "assert keyring.get_password('a', 'b') == 'uit klare tekst'\n"
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from scala_cli import keystore\n"
        "print(keystore.name(), keystore.find('b'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("None None\n", "")
