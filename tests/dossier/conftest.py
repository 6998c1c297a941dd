"""What the dossier's tests share: a dossier on disk, and a connection that knows no rules."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scala_cli.clock import Clock
from scala_cli.dossier.store import Dossier
from scala_cli.files import DOSSIER
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.load import canonical
from tests.conftest import PASSWORD, TickingClock

Connection = Any
"""A connection of sqlcipher3, which has no types of its own."""
Connect = Callable[[Path], Connection]


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a new dossier; making one takes a while, copying one doesn't."""
    folder = tmp_path_factory.mktemp("nieuw") / "gegevens"
    Dossier.create(folder, PASSWORD, TickingClock()).close()
    return (folder / DOSSIER).read_bytes()


@pytest.fixture
def folder(tmp_path: Path, blank: bytes) -> Path:
    """A data folder with a new dossier in it."""
    made = tmp_path / "gegevens"
    made.mkdir(mode=0o700)
    (made / DOSSIER).write_bytes(blank)
    return made


@pytest.fixture
def dossier(folder: Path, clock: Clock) -> Iterator[Dossier]:
    """A new dossier, open."""
    with Dossier.open(folder, PASSWORD, clock) as found:
        yield found


@pytest.fixture(scope="session")
def plans(library: Library) -> Mapping[str, str]:
    """The canonical content of the plans that a case of `plaatsing` pins."""
    graph = Graph("plaatsing", library.plans)
    return {plan.id: canonical(library.documents[plan.id]) for plan in graph.plans}


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Open a dossier's file with the driver alone, without the pragmas of the program."""
    import sqlcipher3

    made: list[Connection] = []

    def connected(folder: Path) -> Connection:
        connection = sqlcipher3.connect(str(folder / DOSSIER), isolation_level=None)
        connection.set_key(PASSWORD.encode())
        made.append(connection)
        return connection

    yield connected
    for connection in made:
        connection.close()
