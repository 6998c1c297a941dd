"""One plan file, read as far as it can be: the plan in it, and all that is wrong with its form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scala_cli.errors import WrongFile
from scala_cli.files import read_regular, shown, why_unread
from scala_cli.plan.faults import Fault, Place
from scala_cli.plan.lines import located
from scala_cli.plan.load import parse_with_faults
from scala_cli.plan.model import Plan
from scala_cli.plan.syntax import has_single_step, syntax_of
from scala_cli.plan.toml import NOT_UTF8, NotToml, has_long_key, parse_toml

SIZE_LIMIT = 1_000_000
"""The largest plan file that is read, in bytes."""
_NO_STEPS = "'stap' ontbreekt."
_ID = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[\"']([a-z0-9_-]{1,100})[\"']", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read; `file` names it in faults.

    `plan_id` is as far as it is known, else the name of the file. `plan` is None when nothing of
    it could be read. Only when it is `whole` can it be told what isn't there; `routed` tells
    whether its arrows are as the author meant them.
    """

    file: str
    plan_id: str
    plan: Plan | None = None
    document: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    whole: bool = False
    routed: bool = False
    text: str = ""

    def located(self, faults: list[Fault]) -> list[Fault]:
        """Return faults of this file with the lines that they stand on, in order."""
        return located(faults, self.text, self.document, self.plan_id)


def read_source(path: Path, file: str | None = None) -> Source:
    """Read a plan file. Raises `WrongFile` when it isn't there or can't be opened."""
    try:
        raw = read_regular(path, SIZE_LIMIT)
    except (OSError, ValueError) as error:
        raise WrongFile(
            f"Het stappenplan {shown(path)} kan niet worden gelezen: het {why_unread(path)}"
        ) from error
    return source_of(raw, file or path.name, path.stem)


def source_of(raw: bytes, file: str, stem: str) -> Source:
    """Return what can be made of the bytes of a plan file, of which `stem` is the name."""
    if len(raw) > SIZE_LIMIT:
        return unread(file, stem, "is groter dan 1 MB; maak het korter.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, file, stem, raw.count(b"\n", 0, error.start) + 1)
    try:
        document = parse_toml(raw)
    except NotToml as error:
        return _broken(text, file, stem, str(error))
    if isinstance(document.get("stap"), dict) and has_single_step(text):
        return _broken(text, file, stem, "")
    parsed = parse_with_faults(document, file)
    plan_id = parsed.plan.id or stem
    return Source(
        file,
        plan_id,
        replace(parsed.plan, id=plan_id),
        document,
        tuple(located(list(parsed.faults), text, document, plan_id)),
        whole=True,
        routed=parsed.routed,
        text=text,
    )


def unread(file: str, stem: str, sentence: str) -> Source:
    """Return a file of which nothing could be read, and why."""
    return Source(file, stem, faults=(Fault(file, None, sentence),))


def _not_utf8(raw: bytes, file: str, stem: str, line: int) -> Source:
    text = raw.decode("utf-8-sig", errors="replace")
    fault = Fault(file, None, NOT_UTF8)
    shown_line = text.split("\n")[line - 1]
    return Source(file, _named(text) or stem, faults=(fault.at_line(line, shown_line),))


def _broken(text: str, file: str, stem: str, otherwise: str) -> Source:
    """Return a file that isn't TOML: each place where it isn't, and the faults in the rest."""
    plan_id = _named(text) or stem
    if has_long_key(text):
        return unread(file, plan_id, otherwise)
    found = syntax_of(text)
    if not found.mistakes:
        return unread(file, plan_id, otherwise)
    document = found.document()
    lines = text.split("\n")
    mistakes = [
        Fault(file, None, sentence, Place((line,))).at_line(line, lines[line - 1])
        for line, sentence in found.mistakes
    ]
    if not document:
        return Source(file, plan_id, faults=tuple(mistakes))
    parsed = parse_with_faults(document, file)
    # Of a head that couldn't be read, everything would be missing; and every step, if none could.
    rest = [
        one for one in parsed.faults if one.step or (found.has_head and one.sentence != _NO_STEPS)
    ]
    in_rest = located(rest, found.rest, document, plan_id)
    faults = sorted((*mistakes, *in_rest), key=lambda one: one.line)
    plan = replace(parsed.plan, id=plan_id)
    return Source(file, plan_id, plan, document, tuple(faults), text=found.rest)


def _named(text: str) -> str | None:
    """Return the id that a file that can't be read as TOML seems to give its plan."""
    head = text.partition("[[")[0]
    found = _ID.search(head)
    return found[1] if found else None
