"""`aanvulling`: have the shell complete our commands at the Tab key, or no longer."""

import os
import sys
from pathlib import Path

from scala_cli import shell, streams
from scala_cli.errors import WrongUse
from scala_cli.files import shown
from scala_cli.marked import Lines
from scala_cli.plan.faults import did_you_mean, quoted
from scala_cli.shell import Place, System
from scala_cli.text import listing

_ALL = listing(shell.SHELLS, "of")


def completion(asked: str | None, *, install: bool, remove: bool) -> None:
    """Print the lines for a shell, or put them where it looks, or take them out again.

    Raises `WrongUse`, and `DossierUnusable` where a file can't be read or written.
    """
    if install and remove:
        raise WrongUse("Kies --installeer of --verwijder, niet allebei. Er is niets veranderd.")
    system = System(os.environ, _home())
    name = _known(asked) if asked else _used(system)
    if install:
        _install(system, name)
    elif remove:
        _remove(system, name)
    else:
        print(shell.script(name), end="")
        if sys.stdout.isatty():
            _say(f"\nZet deze regels op hun plaats met: stappenplan aanvulling {name} --installeer")


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise WrongUse(
            "Uw eigen map is niet te vinden. Er is niets veranderd. Zet de variabele HOME."
        ) from error


def _known(asked: str) -> str:
    name = asked.lower()
    if name == "pwsh":
        return "powershell"
    if name not in shell.SHELLS:
        hint = did_you_mean(name, shell.SHELLS)
        raise WrongUse(f"Voor {quoted(asked)} is er geen aanvulling.{hint} Kies uit {_ALL}.")
    return name


def _used(system: System) -> str:
    name = system.used()
    if name is None:
        raise WrongUse(
            "Welke shell u gebruikt, is niet duidelijk. Er is niets veranderd. Noem haar: "
            f"stappenplan aanvulling met daarachter {_ALL}."
        )
    _say(f"U gebruikt zo te zien {name}. Is dat niet zo? Kies zelf uit {_ALL}.")
    return name


def _install(system: System, name: str) -> None:
    for place in _chosen(system, name):
        if Lines(place.path, place.whole).put(shell.script(name)):
            print(
                f"De aanvulling voor {name} staat in {shown(place.path)}. Open een nieuw venster: "
                "daarna vult de Tab-toets opdrachten aan."
            )
        else:
            print(
                f"De aanvulling voor {name} stond al in {shown(place.path)}. Er is niets veranderd."
            )


def _chosen(system: System, name: str) -> list[Place]:
    """Return where lines go: where they are already, else the best place."""
    places = system.places(name)
    if name != "powershell":
        there = (one for one in places if Lines(one.path, one.whole).are_there())
        return [next(there, places[0])]
    if any(not one.closed for one in places):
        return [one for one in places if not one.closed]
    # A file that it may not run would give an error in every new window.
    raise WrongUse(
        "PowerShell is zo ingesteld dat het geen eigen regels uitvoert. Er is niets veranderd. "
        "Vraag uw ICT-collega of dat anders mag, met: Set-ExecutionPolicy -Scope CurrentUser "
        "RemoteSigned"
    )


def _remove(system: System, name: str) -> None:
    taken = [one.path for one in system.places(name) if Lines(one.path, one.whole).take()]
    for path in taken:
        print(
            f"De aanvulling voor {name} is weg uit {shown(path)}. In vensters die nu open zijn, "
            "werkt zij nog."
        )
    if not taken:
        print(f"Er was geen aanvulling voor {name}. Er is niets veranderd.")


def _say(sentence: str) -> None:
    print(streams.fitted(sentence, sys.stderr), file=sys.stderr)
