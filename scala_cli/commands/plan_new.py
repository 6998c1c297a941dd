"""`plan nieuw`: a plan to begin with, with explanations; or the program's own, to change."""

import json
import os
import re
from pathlib import Path

from scala_cli import files, resources
from scala_cli.commands.run import Run
from scala_cli.errors import WrongUse
from scala_cli.files import shown
from scala_cli.plan.faults import quoted
from scala_cli.plan.folder import SUFFIX, place_of
from scala_cli.plan.strict import as_id
from scala_cli.screen.page import Item, Items, Page, Words
from scala_cli.text import clean_line

_FIRST = "mijn-plan"
_START = "plan-nieuw.toml"
_LONGEST_ID = 60
_LONGEST_TITLE = 200


def new_plan(run: Run, plan_id: str | None, target: Path | None, title: str | None) -> None:
    """Write a plan to begin with, in the folder of own plans unless told.

    With the id of one of the program's plans it is a copy of that. Never writes over a file.
    """
    plan_id = _checked_id(plan_id or _FIRST)
    path = target or place_of(run.settings.home) / f"{plan_id}{SUFFIX}"
    if os.path.lexists(path) and not path.is_dir():
        raise WrongUse(
            f"{shown(path)} bestaat al en is niet veranderd. Geef het nieuwe plan een andere naam, "
            "zoals: stappenplan plan nieuw pesten. Of kies een andere plek met --naar."
        )
    copied = {one.stem: one for one in resources.plan_files()}.get(plan_id)
    text = (copied or resources.folder("data") / _START).read_text(encoding="utf-8")
    if not copied:
        text = _with(text, "id", plan_id)
    if title is not None:
        text = _with(text, "titel", _checked_title(title))
    files.write_text(path, text)
    run.printer.show(_written(path, plan_id, copied=copied is not None, told=bool(target)))


def _checked_id(plan_id: str) -> str:
    meant = as_id(plan_id)
    if meant == plan_id and len(plan_id) <= _LONGEST_ID:
        return plan_id
    hint = f" Bedoelde u '{meant}'?" if meant and len(meant) <= _LONGEST_ID else ""
    raise WrongUse(
        f"{quoted(plan_id)} kan geen naam van een plan zijn. Gebruik alleen kleine letters, "
        f"cijfers en streepjes, hoogstens {_LONGEST_ID} tekens.{hint}"
    )


def _checked_title(title: str) -> str:
    found = clean_line(title)
    if not found or len(found) > _LONGEST_TITLE:
        raise WrongUse(f"De titel is leeg, of langer dan {_LONGEST_TITLE} tekens. Maak er één.")
    return found


def _with(text: str, key: str, value: str) -> str:
    """Return a plan's text with another value for a key of the plan itself, which stands first."""
    # What JSON makes of a string is one in TOML too.
    written = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    return re.sub(rf'^{key} = "[^"\n]*"', lambda _: written, text, count=1, flags=re.MULTILINE)


def _written(path: Path, plan_id: str, *, copied: bool, told: bool) -> Page:
    lines = ["Open het met een gewone teksteditor en pas het aan."]
    if copied:
        lines.append(
            "Dit is een kopie van het plan van het programma. Tel één op bij 'versie' als u iets "
            "wijzigt."
        )
        if not told:
            lines.append(
                "Vanaf nu volgen nieuwe dossiers uw plan, in plaats van dat van het programma. "
                "Lopende dossiers houden het oude."
            )
    file = f" {shown(path)}" if told else ""
    steps = [
        Item("Kijk het na", f"stappenplan plan controleer{file}"),
        Item("Lees het terug", f"stappenplan plan toon {plan_id}"),
        Item("Probeer het uit", f"stappenplan start --oefening --plan {plan_id}"),
    ]
    return Page(
        [
            Words(f"Geschreven: {shown(path)}"),
            *(Words(line) for line in lines),
            Items(steps[:1] if told else steps),
        ]
    )
