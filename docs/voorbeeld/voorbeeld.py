"""Walk an invented incident through the real command line, in a new temporary folder.

`make voorbeeld` runs this. It knows the program only as its users do: by commands and files.
"""  # noqa: INP001 - a script, not a package

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ANSWERS = Path(__file__).resolve().with_name("antwoorden.toml")
PASSWORD = "voorbeeld-wachtwoord"  # noqa: S105 - guards nothing but this example


def stappenplan(folder: Path, *args: str) -> str:
    """Run a command on the dossier in a folder and return its output; exit when it fails."""
    done = subprocess.run(  # noqa: S603 - this very program, with the example's own arguments
        [sys.executable, "-m", "scala_cli", "--map", str(folder), *args],
        env={**os.environ, "STAPPENPLAN_WACHTWOORD": PASSWORD},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        print(done.stderr, end="", file=sys.stderr)
        raise SystemExit(done.returncode)
    return done.stdout


def main() -> None:
    """Walk, write the statement and the export, and say where they are."""
    folder = Path(tempfile.mkdtemp(prefix="stappenplan-voorbeeld-"))
    case = json.loads(stappenplan(folder, "start", "--antwoorden", str(ANSWERS), "--json"))
    number = case["nummer"]
    text = folder / "statement.txt"
    stappenplan(folder, "statement", number, "--kort", "--naar", str(text))
    export = Path(stappenplan(folder, "exporteer", number, "--naar", str(folder)).strip())
    print(
        f"Een verzonnen incident is doorlopen: {len(case['stappen'])} stappen, dossier {number}.\n"
        "\n"
        f"Het dossier, versleuteld:  {folder / 'dossiers.stappenplan'}\n"
        f"Het korte statement:       {text}\n"
        f"De export, om te lezen:    {export}\n"
        "\n"
        f"Kijk verder in het dossier. Het wachtwoord is: {PASSWORD}\n"
        f'  "{sys.executable}" -m scala_cli --map "{folder}" dossier toon {number}\n'
        "\n"
        "Klaar met kijken? Dan mag de hele map weg; er staat niets echts in."
    )


if __name__ == "__main__":
    main()
