"""Lines of ours in a place that is someone else's: put there once, and taken out again.

Either a whole file, whose first line says that it is ours, or lines between two marks in a file
of the person's own, of which the rest stays to the byte.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from scala_cli import files
from scala_cli.errors import DossierUnusable, WrongUse
from scala_cli.files import shown

_OURS = "# Gemaakt met 'stappenplan aanvulling'; weg met 'stappenplan aanvulling --verwijder'."
_BEGIN = "# >>> stappenplan aanvulling >>>"
_END = "# <<< stappenplan aanvulling <<<"
_BLOCK = re.compile(rf"{_BEGIN}\r?\n.*?{_END}(?:\r?\n|\Z)", re.DOTALL)
_SAFE = "Er is niets veranderd."


@dataclass(frozen=True, slots=True)
class Lines:
    """A place for our lines: a file that is `whole` ours, or a part of one.

    Raises `WrongUse` where something else stands there, `DossierUnusable` where it can't be read
    or written.
    """

    path: Path
    whole: bool

    def are_there(self) -> bool:
        """Tell whether there are lines of ours."""
        text, _ = self._read()
        return bool(text) if self.whole else _BLOCK.search(text) is not None

    def put(self, lines: str) -> bool:
        """Put lines in, in the place of earlier ones; tell whether that changed anything."""
        text, encoding = self._read()
        wanted = f"{_OURS}\n{lines}" if self.whole else _with(text, lines)
        return self._write(text, wanted, encoding)

    def take(self) -> bool:
        """Take our lines out; tell whether there were any."""
        text, encoding = self._read()
        return self._write(text, "" if self.whole else _BLOCK.sub("", text), encoding)

    def _read(self) -> tuple[str, str]:
        """Return the text, nothing where there is no file, and its encoding."""
        if self.path.exists() and not self.path.is_file():
            raise WrongUse(f"{shown(self.path)} is geen gewoon bestand. {_SAFE}")
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return "", "latin-1"
        except OSError as error:
            raise DossierUnusable(
                f"{shown(self.path)} kan niet worden gelezen. {_SAFE} Kijk of u het mag openen."
            ) from error
        # PowerShell's may be UTF-16. Any other text comes back to the byte this way.
        encodings = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
        encoding = encodings.get(raw[:2], "latin-1")
        text = raw.decode(encoding, errors="surrogatepass" if raw[:2] in encodings else "strict")
        self._must_be_ours(text)
        return text, encoding

    def _must_be_ours(self, text: str) -> None:
        if self.whole and text and not text.startswith(_OURS):
            raise WrongUse(
                f"{shown(self.path)} is er al en is niet van dit programma. {_SAFE} Haal het weg "
                "of geef het een andere naam, en probeer het opnieuw."
            )
        rest = _BLOCK.sub("", text)
        if not self.whole and (_BEGIN in rest or _END in rest):
            raise WrongUse(
                f"In {shown(self.path)} staan regels van dit programma die door iemand zijn "
                f"veranderd. {_SAFE} Haal de regels tussen '{_BEGIN}' en '{_END}' zelf weg, met "
                "die twee regels erbij."
            )

    def _write(self, before: str, after: str, encoding: str) -> bool:
        if before == after:
            return False
        try:
            if after:
                files.change(self.path, after.encode(encoding, errors="surrogatepass"))
            else:
                self.path.unlink()
        except OSError as error:
            raise DossierUnusable(
                f"{shown(self.path)} kan niet worden geschreven. {_SAFE} Kijk of u er mag "
                "schrijven en of er ruimte is."
            ) from error
        return True


def _with(text: str, lines: str) -> str:
    """Return a person's own text with our lines, where they were or else at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    block = f"{_BEGIN}\n{lines}{_END}\n".replace("\n", end)
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text, count=1)
    return f"{text}{'' if not text or text.endswith(end) else end}{block}"
