"""Taking words out of a text, so that nothing is left of them but that they were there."""

import re

from scala_cli.errors import InvalidValue

MARK = "[weggelakt]"
"""What stands in the place of words that were taken out: as long for any words."""
_NOT_THERE = (
    "Een van die woorden staat hier niet als heel woord. Typ precies wat er staat; hoofdletters "
    "maken niet uit. Tussen twee stukken hoort een puntkomma."
)


def redacted(text: str, typed: str) -> str:
    """Return a text without the words that were typed, more than one with a semicolon between.

    Raises `InvalidValue` when one of them isn't there.
    """
    for words in phrases(typed):
        found = without(text, words)
        if found == text:
            raise InvalidValue(_NOT_THERE)
        text = found
    return text


def phrases(typed: str) -> list[str]:
    """Return the words that are meant. Raises `InvalidValue` when there are none."""
    found = [" ".join(one.split()) for one in typed.split(";")]
    if not any(found):
        raise InvalidValue("Typ de woorden die weg moeten.")
    return [one for one in found if one]


def without(text: str, words: str) -> str:
    """Return a text without these words wherever they stand as such, also with an s behind them."""
    spaced = r"\s+".join(re.escape(one) for one in words.split())
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?:['’]?s)?(?!\w)" if words[-1].isalnum() else ""
    return re.sub(f"{before}{spaced}{after}", MARK, text, flags=re.IGNORECASE)
