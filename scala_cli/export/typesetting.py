"""From plain data to the bytes of a PDF: A4, PDF/A-2a and PDF/UA-1. Alone in knowing Typst.

What people wrote reaches Typst as data and is never read as its markup. Nothing is looked up: no
network, no system font, no clock. The same values give the same bytes.
"""

import json
from pathlib import Path
from typing import Any, cast

from scala_cli import clock, resources
from scala_cli.errors import WrongFile
from scala_cli.export.glyphs import has_noted, shown

LARGEST_LOGO = 2_000_000
"""In bytes."""
_MOST_PIXELS = 40_000_000
_FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "New Computer Modern Math")
_ABOUT_NOTED = (
    "Een teken dat hier niet kan worden afgedrukt, staat er als [U+...]. In de Markdown-versie "
    "staat het teken zelf."
)
_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES = (_PNG, b"\xff\xd8\xff", b"<", b"\xef\xbb\xbf<")
_NO_PICTURE = "is geen afbeelding die in een PDF past"


def typeset(document: dict[str, Any], logo: bytes, made: str) -> bytes:
    """Return a document, made at the stamp `made`, as a PDF; `templates/pdf` says what it holds.

    A character that can't be shown is told by its number and name. Raises `WrongFile` for a logo
    that can't be used, and when no PDF can be made at all; never with a word of the document.
    """
    _must_look_usable(logo)
    for strict in (False, True):
        pdf = _compiled(_template() | _data(document, strict=strict), logo, made)
        if pdf is not None:
            return pdf
        if logo and _compiled({"main.typ": _template()["logo.typ"]}, logo, made) is None:
            raise _wrong_logo(_NO_PICTURE)
    raise WrongFile(
        "De PDF kan niet worden gemaakt. Er is niets geschreven en uw dossier is niet veranderd. "
        "Kies een andere vorm: --vorm md geeft dezelfde tekst."
    )


def _folder() -> Path:
    return resources.folder("templates") / "pdf"


def _template() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in _folder().glob("*.typ")}


def _data(document: dict[str, Any], *, strict: bool) -> dict[str, bytes]:
    tree = shown({**document, "fonts": _FONTS}, strict=strict)
    tree["remark"] = [{"kind": "text", "text": _ABOUT_NOTED}] if has_noted(tree) else []
    return {"document.json": json.dumps(tree).encode()}


def _must_look_usable(logo: bytes) -> None:
    if len(logo) > LARGEST_LOGO:
        raise _wrong_logo("is groter dan 2 MB")
    if logo and not logo.startswith(_PICTURES):
        raise _wrong_logo(_NO_PICTURE)
    # A PNG tells its width and height first; unpacked it may fill the memory.
    width, height = (int.from_bytes(logo[at : at + 4]) for at in (16, 20))
    if logo.startswith(_PNG) and width * height > _MOST_PIXELS:
        raise _wrong_logo("heeft meer dan 40 miljoen beeldpunten")


def _wrong_logo(why: str) -> WrongFile:
    return WrongFile(
        f"Het logo van de school {why}. Er is niets geschreven. Kies een PNG, JPEG of SVG van "
        "hoogstens 2 MB, of haal het logo weg met: stappenplan instellingen"
    )


def _compiled(files: dict[str, bytes], logo: bytes, made: str) -> bytes | None:
    """Return the PDF of a Typst project in memory, or None for what Typst refuses.

    Its reason stays untold: it quotes the text.
    """
    import typst

    try:
        return typst.compile(
            # The type says one file; the library takes a project too, if each file is UTF-8.
            cast("bytes", files),
            # Without it the working directory, which may be gone by now.
            root=cast("bytes", _folder()),
            sys_inputs={"logo": json.dumps(list(logo))},
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(clock.from_stamp(made).timestamp()),
        )
    except typst.TypstError:
        return None
