"""What leads straight to a person: e-mail addresses, links, accounts, telephone numbers, BSN."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from scala_cli.documents.guard.folding import Folded, folded
from scala_cli.documents.guard.lists import word_set
from scala_cli.documents.guard.model import Kind, Known, Span
from scala_cli.facts import facts

_CHUNK = re.compile(r"\S+")
_HANDLE = re.compile(r"@[a-z0-9_.]+")
_LOCAL = re.compile(r"[a-z0-9._%+-]")
_DOMAIN = re.compile(r"[a-z0-9.-]+")
_RUN = re.compile(r"[a-z0-9_.]+")
_LABEL = re.compile(r"[a-z0-9-]+")
_EDGES = "()[]<>{}\"'.,;:!?*"
_UNDERSCORED = re.compile(r"[a-z0-9]_")
_LONGEST = 100
"""Longer accounts and parts of links, in characters, are not looked for."""
_SHORTEST_ACCOUNT = 3
_SHORTEST_PART = 6


def in_chunks(text: Folded) -> Iterator[Span]:
    """Yield e-mail addresses, links and accounts, by how they are written."""
    for match in _CHUNK.finditer(text.lower):
        chunk, offset = match.group(), match.start()
        for kind, start, end in (*_links(chunk), *_at(chunk), *_underscored(chunk)):
            yield Span(kind, offset + start, offset + end)


def _links(chunk: str) -> Iterator[tuple[Kind, int, int]]:
    start = len(chunk) - len(chunk.lstrip(_EDGES))
    end = len(chunk.rstrip(_EDGES))
    mark = min((at for at in (chunk.find("://"), chunk.find("www.")) if at >= 0), default=end)
    if mark < end:
        while mark > start and chunk[mark - 1].isalpha():
            mark -= 1
        yield Kind.LINK, mark, end
        return
    host = re.split(r"[/?#:]", chunk[start:end], maxsplit=1)[0]
    labels = host.split(".")
    known = labels[-1] in word_set("links", "domeinen")
    if known and len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and len(labels[0]) > 1:
        yield Kind.LINK, start, end


def _at(chunk: str) -> Iterator[tuple[Kind, int, int]]:
    place = chunk.find("@")
    while place >= 0:
        start = place
        while start and _LOCAL.fullmatch(chunk[start - 1]):
            start -= 1
        domain = _DOMAIN.match(chunk, place + 1)
        host = domain.group().rstrip(".-") if domain else ""
        if start < place and "." in host:
            yield Kind.EMAIL, start, place + 1 + len(host)
        elif start == place and (handle := _HANDLE.match(chunk, place)):
            name = handle.group().rstrip(".")
            long = len(name) > _SHORTEST_ACCOUNT - 1
            if (
                long
                and any(map(str.isalpha, name))
                and name[1:] not in word_set("accounts", "geen_account")
            ):
                yield Kind.ACCOUNT, place, place + len(name)
        place = chunk.find("@", place + 1)


def _underscored(chunk: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield words with an underscore: people write accounts so, and little else."""
    if "_" not in chunk:
        return
    for match in _RUN.finditer(chunk):
        start = match.start() + len(match.group()) - len(match.group().lstrip("_."))
        end = match.start() + len(match.group().rstrip("_."))
        if _UNDERSCORED.search(chunk, start, end) and any(map(str.isalpha, match.group())):
            yield Kind.ACCOUNT, start, end


def of_case(text: Folded, known: Known) -> Iterator[Span]:
    """Yield the accounts and parts of links that a case holds."""
    accounts = (re.findall(r"@\S+", one) or [one] for one in map(folded, known.accounts))
    for account in chain.from_iterable(accounts):
        name = account.strip().strip("@,;")
        if _SHORTEST_ACCOUNT <= len(name) <= _LONGEST and not _is_ordinary(name):
            yield from _found(text, name, Kind.ACCOUNT, "@?")
    for part in {part for link in known.links for part in _parts(link)}:
        yield from _found(text, part, Kind.LINK)


def _found(text: Folded, name: str, kind: Kind, before: str = "") -> Iterator[Span]:
    words = r"\s+".join(map(re.escape, name.split()))
    for match in re.finditer(rf"(?<!\w){before}{words}(?!\w)", text.lower):
        yield Span(kind, match.start(), match.end())


def _is_ordinary(name: str) -> bool:
    return name in word_set("namen", "geen_naam", "rollen", "gewoon")


def _parts(link: str) -> Iterator[str]:
    """Yield the parts of a link that tell which message or whose page it is."""
    path = folded(link).partition("://")[2].partition("/")[2]
    for place, part in enumerate(re.split(r"[/?&=#]", path)):
        fits = _SHORTEST_PART <= len(part) <= _LONGEST
        # What has a digit or underscore is no word; the first part is often whose page it is.
        telling = re.search(r"[0-9_]", part) is not None or place == 0
        ordinary = _is_ordinary(part) or part in word_set("links", "gewone_stukken")
        if fits and telling and not ordinary:
            yield part


_DIGITS = re.compile(r"(?<![\w.])\+?\d+(?:[ ./()-]{1,3}\d+)*(?!\w)")
_GROUP = re.compile(r"\+?\d+")
_NATIONAL, _BSN = 10, 9
_MOBILE, _SHORT_START = "06", 2
"""Of what begins with two digits only this is a number; other pairs are a day or a month."""
_SERVICES = ("0800", "0900", "0906", "0909")
"""Numbers of services, not of people."""
_BSN_FORMS = ((9,), (4, 2, 3), (3, 3, 3), (3, 2, 4))


def in_digits(text: Folded) -> Iterator[Span]:
    """Yield telephone numbers, and numbers that pass the test of a BSN."""
    for match in _DIGITS.finditer(text.lower):
        groups = [
            (one.group(), match.start() + one.start(), match.start() + one.end())
            for one in _GROUP.finditer(match.group())
        ]
        yield from _phones(groups)
        if tuple(len(digits) for digits, _, _ in groups) in _BSN_FORMS:
            digits = "".join(one for one, _, _ in groups)
            if _passes(digits):
                yield Span(Kind.BSN, match.start(), match.end())


def _phones(groups: list[tuple[str, int, int]]) -> Iterator[Span]:
    place = 0
    while place < len(groups):
        last = _phone(groups, place)
        if last is None:
            place += 1
        else:
            yield Span(Kind.PHONE, groups[place][1], groups[last][2])
            place = last + 1


def _phone(groups: list[tuple[str, int, int]], first: int) -> int | None:
    """Return the last of the groups of digits that make a telephone number, from a first."""
    if len(groups[first][0]) == _SHORT_START and groups[first][0] != _MOBILE:
        return None
    digits = ""
    for place in range(first, min(first + _NATIONAL + 2, len(groups))):
        digits += groups[place][0]
        # As in +31 (0)6.
        plain = re.sub(r"^(?:\+31|0031)0?", "0", digits)
        if not digits.startswith(("0", "+")) or len(plain) > _NATIONAL:
            return None
        if len(plain) == _NATIONAL and plain.startswith("0") and not plain.startswith("00"):
            public = plain.startswith(_SERVICES) or plain in _told_to_all()
            return None if public else place
    return None


@cache
def _told_to_all() -> frozenset[str]:
    """Return the numbers that the program's own facts tell."""
    found = (re.findall(r"\d[\d -]{7,}\d", fact.text) for fact in facts().values())
    return frozenset(re.sub(r"\D", "", one) for numbers in found for one in numbers)


def _passes(digits: str) -> bool:
    """Tell whether nine digits pass the elfproef of the BSN."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0
