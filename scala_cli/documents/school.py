"""What letters need to know of the school; told once in the settings, empty until then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from scala_cli.case.values import limited, parse_link
from scala_cli.errors import InvalidValue
from scala_cli.text import LINE_LIMIT, clean_line

LARGEST_LOGO = 2_000_000
"""In bytes."""
_PREFIX = "school."
"""What the names of these settings begin with in the dossier."""
_SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<", b"\xef\xbb\xbf<")
_WHICH = "Kies een PNG, JPEG of SVG van hoogstens 2 MB."


@dataclass(frozen=True, slots=True)
class School:
    """The school as its letters name it. Text as typed; an empty string is not known yet.

    `klachtenregeling` and `gedragsprotocol` are links; `logo` is the path of a picture.
    """

    naam: str = ""
    bestuur: str = ""
    directeur: str = ""
    telefoon: str = ""
    adres: str = ""
    plaats: str = ""
    klachtenregeling: str = ""
    gedragsprotocol: str = ""
    logo: str = ""


NAMES = tuple(one.name for one in fields(School))


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing to know of the school: what it is called, and why letters need it."""

    title: str
    why: str


DETAILS: Mapping[str, Detail] = {
    "naam": Detail("Naam van de school", "Staat boven en onder brieven."),
    "bestuur": Detail("Naam van het bestuur", "Staat in brieven waarin het bestuur voorkomt."),
    "directeur": Detail("Naam van de directeur", "Staat onder brieven."),
    "telefoon": Detail(
        "Telefoonnummer van de school", "Staat in brieven, zodat mensen de school kunnen bellen."
    ),
    "adres": Detail("Adres", "Straat, nummer en postcode. Staat boven brieven."),
    "plaats": Detail("Plaats", "Staat boven brieven, bij het adres."),
    "klachtenregeling": Detail(
        "Link naar de klachtenregeling",
        "Staat in brieven, zodat mensen een klacht kunnen indienen.",
    ),
    "gedragsprotocol": Detail(
        "Link naar het gedragsprotocol", "Staat in brieven over afspraken en regels."
    ),
    "logo": Detail(
        "Bestand met het logo",
        f"Staat boven brieven in PDF. Geef de plek van het bestand. {_WHICH}",
    ),
}


def setting(name: str) -> str:
    """Return under which name a dossier keeps a detail of the school."""
    return f"{_PREFIX}{name}"


def school_of(settings: Mapping[str, str]) -> School:
    """Return the school as a dossier's settings tell of it."""
    return School(**{name: settings.get(setting(name), "") for name in NAMES})


def parse_detail(name: str, typed: str) -> str:
    """Return a detail as it is kept; nothing for nothing. Raises `InvalidValue`."""
    text = limited(clean_line(typed), LINE_LIMIT)
    parse = _PARSERS.get(name)
    return parse(text) if parse and text else text


def logo_bytes(school: School) -> bytes:
    """Return the picture of the logo; none where there is no logo.

    Raises `InvalidValue` when what is there by now is no picture, or can't be read.
    """
    return _picture(Path(school.logo)) if school.logo else b""


def _logo(text: str) -> str:
    try:
        path = Path(text).expanduser().absolute()
    except (RuntimeError, ValueError) as error:
        raise InvalidValue(f"Dit bestand is niet te vinden. {_WHICH}") from error
    _picture(path)
    return str(path)


def _picture(path: Path) -> bytes:
    if path.suffix.lower() not in _SUFFIXES:
        raise InvalidValue(f"Het logo heeft geen naam op .png, .jpg of .svg. {_WHICH}")
    try:
        # What isn't a plain file may have no end, or wait for one who writes.
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            found = file.read(LARGEST_LOGO + 1)
    except (OSError, ValueError) as error:
        raise InvalidValue(
            f"Het bestand van het logo is niet te vinden of niet te lezen. {_WHICH}"
        ) from error
    if len(found) > LARGEST_LOGO:
        raise InvalidValue(f"Het logo is te groot. {_WHICH}")
    if not found.startswith(_STARTS):
        raise InvalidValue(f"Het logo is geen afbeelding die in een PDF past. {_WHICH}")
    return found


_PARSERS: Mapping[str, Callable[[str], str]] = {
    "klachtenregeling": parse_link,
    "gedragsprotocol": parse_link,
    "logo": _logo,
}
