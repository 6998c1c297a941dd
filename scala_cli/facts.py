"""Facts from outside the protocol and platforms' limits: dated data, each with its source."""

from dataclasses import dataclass
from functools import cache

from scala_cli import resources

_WEAK = "C"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its source, the day it was looked up, and how certain it is (A, B or C)."""

    text: str
    source: str
    seen: str
    certainty: str

    @property
    def weak(self) -> bool:
        """Tell whether it may not be shown as a certainty."""
        return self.certainty == _WEAK

    @property
    def basis(self) -> str:
        """Return source and certainty in a few words."""
        return f"{self.source}, {'zwakke bron' if self.weak else f'zekerheid {self.certainty}'}"


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform, and the most characters that a reply may have there as far as is known."""

    id: str
    name: str
    limit: int | None
    basis: str


@cache
def facts() -> dict[str, Fact]:
    """Return the shipped facts by id."""
    return {
        fact_id: Fact(entry["tekst"], entry["bron"], entry["gezien"], entry["zekerheid"])
        for fact_id, entry in resources.table("feiten").items()
    }


def under_12_warning() -> str:
    """Return why a statement about a child under 12 had better not name aangifte."""
    return f"{facts()['jonger-dan-12'].text} Noem aangifte dan liever niet."


@cache
def platforms() -> dict[str, Platform]:
    """Return the platforms by id."""
    table = resources.table("platforms")
    basis = f"{table['bron']}, gezien {table['gezien']}; zwakke bron"
    return {
        platform_id: Platform(platform_id, entry["naam"], entry.get("tekens"), basis)
        for platform_id, entry in table["platform"].items()
    }
