"""What `brief` shows: the list of letters, a draft with what stands beside it, what was found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scala_cli import clock
from scala_cli.case.answer import Document
from scala_cli.facts import Fact
from scala_cli.headings import Heading as Header
from scala_cli.headings import title_of
from scala_cli.screen.page import Block, Heading, Item, Items, Page, Pairs, Verbatim, Words
from scala_cli.text import listing

_TO_FILL = re.compile(r"\[[^\[\]\n]{1,80}\]")
"""What a place to fill in looks like."""
_LONGEST = 60
_PUBLIC = "openbaar: iedereen kan het lezen"


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in a text that the guard points at: what it is, the words, and what to do."""

    title: str
    stop: bool
    quote: str
    advice: str


def letters(
    headers: Mapping[str, Header], steps: Mapping[str, Sequence[str]], own: Mapping[str, str]
) -> Page:
    """Return every letter by kind; `steps` are the titles of the steps that it belongs to.

    `own` says of the school's own letters that they are.
    """
    return Page([Heading("Brieven", 1), Items(list(_rows(headers, steps, own))), Words(_HOW)])


_HOW = "Een brief maken: stappenplan brief SOORT NR"


def _rows(
    headers: Mapping[str, Header], steps: Mapping[str, Sequence[str]], own: Mapping[str, str]
) -> Iterator[Item]:
    for kind, header in headers.items():
        parts = [f"voor {header.reader}"]
        parts += [own[kind]] if kind in own else []
        parts += [_PUBLIC] if header.public else []
        parts.append(f"bij: {listing(steps[kind])}" if steps[kind] else "op elk moment")
        yield Item(f"{kind}: {header.title}", "; ".join(parts))


def wrong(faults: Iterable[str]) -> Page:
    """Return what is wrong with own letters that can't be used."""
    return Page(
        [
            Heading("Eigen brieven met een fout"),
            Items([Item(fault) for fault in faults], warning=True),
            Words(_UNUSED),
        ]
    )


_UNUSED = (
    "Verbeter het bestand, of haal het uit de map. Heeft het programma ook een brief met die naam? "
    "Tijdens start en verder wordt die zolang gebruikt."
)


def of_case(number: str, offered: Sequence[str], made: Sequence[Document]) -> Page:
    """Return which letters belong to where a case stands now, and which were made."""
    blocks: list[Block] = [Heading(f"Brieven bij dossier {number}", 1)]
    if offered:
        blocks.append(Words("Passen bij waar dit dossier nu staat:"))
        blocks.append(Items([Item(f"{kind}: {title_of(kind)}") for kind in offered]))
    else:
        blocks.append(Words("Bij de stappen die nu open staan hoort geen brief."))
    if made:
        blocks.append(Words("Al gemaakt:"))
        blocks.append(Items([Item(title_of(one.kind), _became(one)) for one in made]))
    return Page(blocks)


def _became(made: Document) -> str:
    word = "vastgesteld" if made.settled else "gemaakt"
    return f"{word} {clock.say(made.recorded)}, gebeurtenis {made.number}"


def draft(header: Header, text: str, facts: Sequence[Fact]) -> Page:
    """Return a letter as it would go out, with what to know of it beside it."""
    public = "ja, iedereen kan het lezen" if header.public else "nee"
    blocks: list[Block] = [
        Heading(header.title, 1),
        Pairs([("Voor", header.reader), ("Openbaar", public)]),
    ]
    if facts:
        blocks.append(Words("Om te weten; dit staat niet in de brief:"))
        blocks.append(Items([Item(fact.text, fact.basis) for fact in facts]))
    blocks.append(Verbatim(text))
    if left := to_fill(text):
        blocks.append(Words(f"Nog in te vullen: {listing(left)}.", strong=True))
    return Page(blocks)


def to_fill(text: str) -> list[str]:
    """Return the places in a text that look as if something is still to be filled in."""
    return list(dict.fromkeys(_TO_FILL.findall(text)))


def guarded(remarks: Iterable[Remark]) -> Page:
    """Return what the guard found in a public text, each with its words and what to do."""
    return Page(
        [
            Heading("Dit wordt openbaar. Kijk eerst hiernaar"),
            *(_remark(one) for one in remarks),
        ]
    )


def _remark(remark: Remark) -> Block:
    quote = remark.quote if len(remark.quote) <= _LONGEST else f"{remark.quote[: _LONGEST - 1]}…"
    named = "" if quote.casefold() == remark.title.casefold() else f" ({remark.title})"
    # A sentence to be read aloud: what to do first, then why.
    do = "Haal weg" if remark.stop else "Kijk nog eens naar"
    return Items([Item(f'{do}: "{quote}"{named}. {remark.advice}')], warning=remark.stop)
