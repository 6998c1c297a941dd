"""The dossier's own code over a file that is not encrypted, so that a test can read its bytes.

`python -m tests.dossier.plain PAD NUMMER` erases a case there, for a test that kills it.
"""

import hashlib
import random
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scala_cli.case import drafts
from scala_cli.case.erasing import everything
from scala_cli.case.events import Draft, Kind
from scala_cli.case.replies import document_draft
from scala_cli.case.state import Case
from scala_cli.dossier import driver, opening, schema, sweeping
from scala_cli.dossier.store import Dossier
from scala_cli.plan.replay import Visit
from tests.conftest import TickingClock

_OPEN, _SECRET = "abcdefghijklm", "nopqrstuvwxyz"
"""The letters of words that stay and of words that go, so that neither can look like the other."""
_STARTS = ("qxz", "xqv", "zqx", "wqz", "vqx")
"""How words that go begin; no Dutch word holds such a row of letters."""
_START = "[012\x03]{0}|{0}[n-z]{{2}}"
"""A beginning as the index keeps it, after its kind or its length, or at the start of a word.

Alone, three bytes may happen to be places in a text.
"""
_END = 8
"""How much of a word's end is looked for: the index leaves out what two words begin with alike."""
LARGE = 12_000
"""How many words make 150 kB."""


def opened(path: Path) -> Dossier:
    """Open or make a dossier without a key, else as the program does."""
    uri = f"{path.absolute().as_uri()}?mode=rwc"
    connection = driver._driver().connect(uri, uri=True, isolation_level=None)
    driver._set_pragmas(connection)
    db = driver.File(connection)
    opening.mark_as_ours(db)
    schema.migrate(db)
    sweeping.sweep(db)
    return Dossier(db, path, TickingClock())


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def traces(path: Path, words: Sequence[str]) -> set[str]:
    """Return what is left of words in a file and its journal, also where only their ends are."""
    raw = b"".join(one.read_bytes() for one in (path, journal_of(path)) if one.exists())
    ends = {word[-_END:] for word in words}
    found = {start for start in _STARTS if re.search(_START.format(start).encode(), raw)}
    for run in re.findall(rb"[n-z]{8,}", raw):
        letters = run.decode()
        found |= {letters[at : at + _END] for at in range(len(letters) - _END + 1)} & ends
    return found


@dataclass
class Writer:
    """Someone who fills two cases at once, with words that are to go in the first."""

    dossier: Dossier
    plans: Mapping[str, str]
    chance: random.Random
    words: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the cases."""
        self.one = self.dossier.open_case(self.plans, {"door": "directie"}).case
        self.two = self.dossier.open_case(self.plans, {"door": "directie"}).case
        self.count = {self.one: 1, self.two: 1}

    def secret(self, count: int) -> str:
        """Return a text of words that are to go."""
        made = [self.chance.choice(_STARTS) + self._letters(_SECRET) for _ in range(count)]
        self.words += made
        return " ".join(made)

    def _open(self, count: int) -> str:
        made = [self._letters(_OPEN) for _ in range(count)]
        self.kept += made
        return " ".join(made)

    def _letters(self, alphabet: str) -> str:
        return "".join(self.chance.choices(alphabet, k=11))

    def add(self, number: str, draft: Draft, file: bytes | None = None) -> int:
        """Add an event; return its number."""
        event = self.dossier.append(number, draft, self.count[number], file)
        self.count[number] = event.number
        return event.number

    def fill(self) -> None:
        """Record an answer with all that can come of it, and much that stays in between."""
        self._answer("signaal", 1, Kind.ANSWERED, self.secret(LARGE))
        for _ in range(self.chance.randrange(2, 12)):
            self.chance.choice([self._stays, self._stays, self._goes])()
        self._answer("signaal", 1, Kind.REVISED, self.secret(self._size()))
        self._answer("signaal", 1, Kind.SUPPLEMENTED, self.secret(3))
        text = document_draft(
            Kind.DOCUMENT, "niet-reageren", self.secret(self._size()), Visit("stilte", 1), "x"
        )
        self.add(self.one, text)
        for _ in range(self.chance.randrange(2, 30)):
            self.chance.choice([self._stays, self._goes])()

    def _size(self) -> int:
        large = self.chance.random() < 0.05
        return LARGE if large else self.chance.choice([3, 20, 60, 300])

    def _answer(self, step: str, visit: int, kind: Kind, text: str) -> None:
        content: dict[str, object] = {"door": "directie", "velden": {"inhoud": text}}
        if kind is Kind.REVISED:
            content["reden"] = self.secret(2)
        choice = None if kind is Kind.SUPPLEMENTED else ("gedaan",)
        self.add(self.one, Draft(kind, None, content, step, visit, choice))

    def _stays(self) -> None:
        self.add(self.two, drafts.note(self._open(self._size()), "directie"))

    def _goes(self) -> None:
        if self.chance.random() < 0.7:
            self.add(self.one, drafts.note(self.secret(self._size()), "directie"))
            return
        file = self.secret(self._size()).encode()
        sha256 = hashlib.sha256(file).hexdigest()
        kept = drafts.File(self.secret(1), sha256, len(file), kept=True)
        found = drafts.Found(text=self.secret(4), account=self.secret(1), file=kept)
        self.add(self.one, drafts.evidence(found, "directie"), file)


def erase(dossier: Dossier, number: str) -> Case:
    """Erase all of a case as the program does."""
    case = dossier.case(number)
    draft = drafts.erase(everything(case), "verzoek van de betrokkene", "directie")
    dossier.append(number, draft, case.count)
    return case


if __name__ == "__main__":
    path_, number_ = sys.argv[1:]
    with opened(Path(path_)) as dossier_:
        print("klaar", flush=True)
        sys.stdin.readline()
        erase(dossier_, number_)
        dossier_.sweep()
