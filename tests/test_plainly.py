"""`--eenvoudig` from start to end: whoever hears the screen instead of seeing it gets along.

The program runs in this process at a terminal that is read aloud: what is typed depends on what
was said last, and every choice is first answered wrongly.
"""

import io
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest

from scala_cli import cli
from scala_cli.dossier.store import Dossier
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from tests.commands.conftest import ADULT_WITHOUT_TALK, CHILD, ONE, TWO, walk_file
from tests.conftest import PASSWORD, TickingClock
from tests.walking import OUTCOMES, Reader

DRAWN = re.compile("[\u2190-\u21ff\u2500-\u25ff\u2022\u2713\x1b\r\t\b]")
NUMBERED = re.compile(r" {2}(\d+)\. (.+)$")
WRONG = "99"


class Screen(io.StringIO):
    """A terminal of which every word is kept."""

    def isatty(self) -> bool:
        """Say that a person reads here."""
        return True


class Listener(io.StringIO):
    """Someone who hears what is asked: picks by the words of a choice, types for a question.

    `said` gives by a part of a question what is wanted there: how a choice begins, or a text;
    with `|` what is typed first, to be refused, and then.
    """

    def __init__(self, screen: Screen, said: Mapping[str, str], reader: Reader | None) -> None:
        super().__init__()
        self.screen = screen
        self.said = said
        self.reader = reader
        self.heard = 0
        self.wrong = False
        self.refused = 0
        self.questions: list[str] = []
        self.failed: AssertionError | None = None

    def isatty(self) -> bool:
        """Say that a person types here."""
        return True

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
        """Type what is wanted at the question that was asked last."""
        prompt = self.screen.getvalue().rpartition("\n")[2]
        try:
            typed = self._typed() if prompt == "> " else self._picked(prompt)
        except AssertionError as error:
            # The program would take it for a fault of its own.
            self.failed = error
            raise
        self.screen.write(f"{typed}\n")
        return f"{typed}\n"

    def _picked(self, prompt: str) -> str:
        question, offered = self._choice()
        expected = f"1 tot en met {len(offered)}"
        assert expected in prompt or prompt.startswith("Uw keuzes, met een komma"), prompt
        if not self.wrong:
            self.wrong = True
            return WRONG
        told = self.screen.getvalue().splitlines()[-2]
        assert told.startswith("Dat kan niet. Typ "), told
        assert expected in told, told
        self.wrong = False
        self.questions.append(question)
        wish = self._wish(question)
        if wish is not None:
            found = [n for n, one in enumerate(offered, 1) if one.startswith(wish)]
            assert found, f"{wish} is not offered: {offered}"
            return str(found[0])
        return str(self.reader.pick(offered) + 1) if self.reader else str(len(offered))

    def _choice(self) -> tuple[str, list[str]]:
        """Return the question and the numbered choices that were told last."""
        lines = self.screen.getvalue().splitlines()
        last = max(place for place, line in enumerate(lines) if NUMBERED.match(line))
        first = max(place for place in range(last + 1) if lines[place].startswith("  1. "))
        offered = [
            re.sub(r" \[\w\]$", "", found[2])
            for line in lines[first : last + 1]
            if (found := NUMBERED.match(line))
        ]
        asked = " ".join("\n".join(lines[:first]).rpartition("\n\n")[2].split())
        assert asked, "a choice without a question"
        return asked, offered

    def _typed(self) -> str:
        told = self.screen.getvalue()[self.heard :]
        self.heard = len(self.screen.getvalue())
        if told.startswith("\n") or "\n\n" in told:
            asked = " ".join(told.rpartition("\n\n")[2].split())
            assert re.search(r"[?.:].* [^?]+[.:)] >$", asked), f"what is expected? {asked}"
            self.questions.append(asked)
            self.refused = 0
        elif told.count("\n") == 1:
            # The next line of a text that may have more of them.
            return "."
        else:
            assert "Typ " in told, f"an error that doesn't say what is expected: {told}"
            self.refused += 1
        return (self._wish(self.questions[-1]) or "").split("|")[self.refused]

    def _wish(self, question: str) -> str | None:
        return next((wish for part, wish in self.said.items() if part in question), None)


class Talk:
    """The program, spoken with: what it said, and with which code it ended."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def __call__(
        self, *words: str, said: Mapping[str, str] | None = None, reader: Reader | None = None
    ) -> Listener:
        """Run a command until it ends well; nothing may be drawn meanwhile."""
        screen = Screen()
        listener = Listener(screen, said or {}, reader)
        if reader:
            reader.pages = screen
        with self._patch.context() as patch:
            patch.setattr(sys, "stdin", listener)
            patch.setattr(sys, "stdout", screen)
            patch.setattr(sys, "stderr", screen)
            with pytest.raises(SystemExit) as ended:
                cli.run(["--eenvoudig", *words])
        if listener.failed:
            raise listener.failed
        assert ended.value.code == 0, screen.getvalue()[-2000:]
        assert not DRAWN.search(screen.getvalue())
        return listener


@pytest.fixture
def talk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Speak with the program: `talk("dossier", "sluit", "2026-001", said={"Waarom": "Alles"})`."""
    monkeypatch.setattr("scala_cli.clock.now", TickingClock())
    monkeypatch.setenv("COLUMNS", "80")
    return Talk(monkeypatch)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with the cases ONE and TWO; copy it before use."""
    folder = tmp_path_factory.mktemp("opgenomen")
    file = folder / "antwoorden.toml"
    with Dossier.create(folder / "gegevens", PASSWORD, TickingClock()) as dossier:
        for text in (CHILD, ADULT_WITHOUT_TALK):
            file.write_text(text, encoding="utf-8")
            walk_file(dossier, library, "plaatsing", file)
    return folder / "gegevens"


@pytest.fixture
def cases(home: Path, recorded: Path) -> Path:
    """The data folder, with the cases ONE and TWO in it."""
    return Path(copytree(recorded, home))


@pytest.mark.parametrize(
    "outcome",
    [
        "medewerker reageert inadequaat",
        "volwassene rectificeert",
        "kind erkent niet, ouders ontkennen",
    ],
)
def test_an_incident_is_walked_to_its_end_by_ear(
    talk: Talk, library: Library, outcome: str
) -> None:
    plan, wishes = OUTCOMES[outcome]
    reader = Reader(Graph(plan, library.plans), wishes)
    heard = talk("start", "--plan", plan, reader=reader)
    text = heard.screen.getvalue()
    assert text.lstrip().startswith("Eerst dit")
    assert "Alle stappen zijn beantwoord: dossier 2026-001" in text
    assert len(heard.questions) > len(wishes)


FLOWS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str], str]] = {
    "brief": (
        ("brief", "niet-reageren", ONE), {"Wat wilt u met deze brief": "Niet nu"},
        "(einde van de tekst)",
    ),
    "statement": (
        ("statement",), {"Is er met de betrokken persoon gesproken": "Ja"}, "formele klacht",
    ),
    "notitie": (
        ("dossier", "notitie", ONE), {"Wat wilt u noteren": "De ouders bellen."},
        "Vastgelegd in dossier 2026-001: notitie",
    ),
    "bewijs": (
        ("dossier", "bewijs", ONE),
        {"welke link": "https://x.example/1", "Wanneer": "ooit|gisteren 9:15"},
        "Vastgelegd in dossier 2026-001: bewijs",
    ),
    "herzie": (
        ("dossier", "herzie", ONE, "spoed"),
        {"Is er direct": "Ja", "Waarom wijzigt": "Een andere", "reden": "Er bleek haast bij."},
        "Het eerdere antwoord blijft in het dossier te lezen.",
    ),
    "sluit": (
        ("dossier", "sluit", TWO), {"Waarom sluit u": "Alles is", "bewaart u het": "Tot en met"},
        "Dossier 2026-002 is gesloten",
    ),
    "instellingen": (("instellingen",), {"Wat wilt u doen": "Klaar"}, "Gegevens van de school"),
}  # fmt: skip


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("flow", FLOWS)
def test_each_flow_is_gone_through_by_ear(talk: Talk, flow: str) -> None:
    words, said, ends = FLOWS[flow]
    heard = talk(*words, said=said)
    assert [part for part in said if not any(part in one for one in heard.questions)] == []
    assert ends in heard.screen.getvalue()


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    "words",
    [
        "dossier lijst", "wat-nu", f"dossier toon {ONE}", "dossier zoek voorbeeld", "plan lijst",
        "plan toon medewerker", "overzicht", "brief", "controleer",
    ],
)  # fmt: skip
def test_whatever_is_read_can_be_heard_line_by_line(talk: Talk, words: str) -> None:
    text = talk(*words.split()).screen.getvalue()
    assert text.strip()
    # What has to line up with something above it can't be heard.
    assert not re.search(r"\S {3,}\S", text)
