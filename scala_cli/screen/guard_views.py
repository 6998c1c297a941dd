"""What `denk-na` shows: the text, each question with what touches it, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from scala_cli.facts import facts
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Verbatim, Words

_QUOTED = 5
"""How many places of one kind are quoted."""
_LONGEST = 60
"""How many characters of a place are quoted."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What was found of one kind: `quotes` are the places, clean; `stop`: not like this."""

    title: str
    stop: bool
    quotes: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the poster with what touches it, and the answer if one was given."""

    letter: str
    words: str
    remarks: tuple[Remark, ...]
    answer: str = ""


def opening(text: str, remarks: Sequence[Remark], about: str) -> Page:
    """Return the text that it is about, and how much was found in it."""
    return Page([Heading(f"DENK NA: {about}", 1), Verbatim(text), Words(_summary(remarks))])


def _summary(remarks: Sequence[Remark]) -> str:
    stops = sum(len(one.quotes) for one in remarks if one.stop)
    looks = sum(len(one.quotes) for one in remarks if not one.stop)
    found = [
        *([f"{_places(stops)} om eerst te veranderen"] if stops else []),
        *([f"{_places(looks)} om nog eens naar te kijken"] if looks else []),
    ]
    return f"Gevonden: {' en '.join(found)}." if found else _NOTHING


_NOTHING = "Er is niets gevonden dat eerst weg moet."
_NO_PROOF = (
    "Dat is geen bewijs dat de tekst goed is: dit programma ziet niet alles. Laat iemand meelezen."
)


def _places(count: int) -> str:
    return "1 plek" if count == 1 else f"{count} plekken"


def question(asked: Asked, told: Sequence[Remark]) -> Page:
    """Return a question with what touches it; what was `told` before comes without the advice."""
    blocks: list[Block] = [Heading(f"{asked.letter}  {asked.words}")]
    if asked.remarks:
        blocks.append(Items([_item(one, advice=one not in told) for one in asked.remarks]))
    else:
        blocks.append(Words("Hierbij is niets gevonden.", quiet=True))
    return Page(blocks)


def _item(remark: Remark, *, advice: bool) -> Item:
    mark = "stop" if remark.stop else "let op"
    return Item(f"{mark}, {_quoted(remark)}{f'. {remark.advice}' if advice else ''}")


def _quoted(remark: Remark) -> str:
    shown = [f'"{_short(one)}"' for one in remark.quotes[:_QUOTED]]
    more = len(remark.quotes) - len(shown)
    return f"{remark.title}: {', '.join(shown)}{f' en nog {more}' if more else ''}"


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else f"{quote[: _LONGEST - 1].rstrip()}…"


def conclusion(remarks: Sequence[Remark], asked: Sequence[Asked]) -> Page:
    """Return what must change first, what to look at, and that not posting is a choice too."""
    stops = [one for one in remarks if one.stop]
    looks = [one for one in remarks if not one.stop]
    blocks: list[Block] = [Heading("Wat nu", 1)]
    if stops:
        blocks.append(Words("Plaats de tekst zo nog niet. Verander eerst:", strong=True))
        blocks.append(Items([Item(_quoted(one)) for one in stops], warning=True))
    else:
        blocks.append(Words(f"{_NOTHING} {_NO_PROOF}"))
    if looks:
        blocks.append(Words("Kijk ook nog naar:"))
        blocks.append(Items([Item(_quoted(one)) for one in looks]))
    doubts = [one for one in asked if one.answer in ("nee", "twijfel")]
    if doubts:
        blocks.append(Words("Uw eigen antwoorden vragen om nog eens te kijken:"))
        blocks.append(Items([Item(f"{one.words} {one.answer}") for one in doubts]))
    fact = facts()["niet-reageren-kan-beter"]
    blocks.append(Words("Niet plaatsen kan ook een besluit zijn."))
    blocks.append(Items([Item(fact.text, fact.basis)]))
    return Page(blocks)
