"""Starting up: what everyone waits for each time."""

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect

from scala_cli import resources
from scala_cli.dossier import keys
from tests.bench import making, peers
from tests.bench.measuring import Programs, Row, Turn, turns

_PASSWORD = {"STAPPENPLAN_WACHTWOORD": making.PASSWORD}
_FIRST_QUESTION = re.compile(r"Ligt dit vast|Is deze stap gedaan|Wat is het antwoord")


def rows(work: Path, listed: making.Made) -> Iterator[Row]:
    """Yield what starting takes: alone, with a text, with a list, and to the first question."""
    yield from _alone(work)
    yield _statement(work)
    yield from _list(work, listed)
    yield _question(work, listed)


def _alone(work: Path) -> Iterator[Row]:
    bare = Programs(work, {})
    peer = peers.written(work / "peers", "minimal", peers.MINIMAL)
    for words in (["--versie"], ["--help"], ["plan", "lijst"]):
        mine, other = turns(bare.program(*words), bare.script(peer, "een"))
        yield Row(" ".join(words), "kleinste Typer-programma", mine, other, 1.3)


def _statement(work: Path) -> Row:
    bare = Programs(work, {})
    text = peers.with_jinja(resources.folder("templates"))
    peer = peers.written(work / "peers", "jinja", text)
    mine, other = turns(bare.program("statement"), bare.script(peer, "een"))
    return Row("statement zonder dossier", "hetzelfde met Jinja2", mine, other, 1.2)


def _list(work: Path, listed: making.Made) -> Iterator[Row]:
    peer = peers.written(work / "peers", "listing", peers.LISTING)
    what = f"dossier lijst, {listed.cases} dossiers"
    programs = Programs(listed.folder, _PASSWORD)
    mine, other = turns(
        programs.program("dossier", "lijst"),
        programs.script(peer, str(listed.path), making.PASSWORD),
    )
    yield Row(f"{what}, wachtwoord", "laden, openen, één vraag", mine, other, 1.25)
    key = making.key(listed.folder)
    keys.mark(listed.folder)
    ours = peers.written(work / "peers", "remembered", peers.REMEMBERED)
    programs = Programs(listed.folder, {})
    mine, other = turns(
        programs.script(ours, key.text, "dossier", "lijst"),
        programs.script(peer, str(listed.path), keys.for_driver(key).decode()),
    )
    keys.unmark(listed.folder)
    yield Row(f"{what}, sleutel", "laden, openen, één vraag", mine, other, 1.25)


def _question(work: Path, listed: making.Made) -> Row:
    folder = making.make(work / "start", 1).folder
    peer = peers.written(work / "peers", "asking", peers.ASKING)
    plan = resources.folder("data") / "plannen" / "plaatsing.toml"
    words = [str(peer), str(folder / listed.path.name), making.PASSWORD, str(plan)]
    mine, other = turns(
        _until(folder, _FIRST_QUESTION, ["-m", "scala_cli", "start"]),
        _until(folder, re.compile(r"Eerste vraag\?"), words),
    )
    return Row("start tot de eerste vraag", "laden, openen, één TOML", mine, other, 1.2)


def _until(folder: Path, shown: re.Pattern[str], words: list[str]) -> Turn:
    """Return a turn that starts Python on a terminal and waits until something is shown there."""
    environ = {
        **os.environ, **_PASSWORD, "STAPPENPLAN_MAP": str(folder), "TERM": "xterm",
        # Nobody here answers when the program asks where the cursor is.
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }  # fmt: skip

    def turn() -> float:
        start = time.perf_counter()
        child = pexpect.spawn(
            sys.executable, words, env=environ, dimensions=(24, 80), encoding="utf-8", timeout=60
        )
        child.expect(shown)
        taken = time.perf_counter() - start
        child.close(force=True)
        return taken

    return turn
