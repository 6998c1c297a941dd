"""The events apart from steps: text comes in clean, and what may not be erased is no text."""

from collections.abc import Callable
from datetime import date

import pytest

from scala_cli.case import drafts
from scala_cli.case.drafts import File, Found
from scala_cli.case.events import Draft, Kind
from scala_cli.errors import InvalidValue
from scala_cli.text import LINE_LIMIT, LONG_LIMIT

BY = "directie"
UNTIL = date(2028, 11, 22)
DIRTY = " \u202eEén\x1b[31m\r\ntwee\u200b \n"
CLEAN = "Eén[31m\ntwee"
SECRET = "geheim"

# Each draft that holds a text, by that text; and the key under which it is kept.
NEEDED: dict[str, tuple[Callable[[str], Draft], str]] = {
    "a note": (lambda text: drafts.note(text, BY), "tekst"),
    "a hold": (lambda text: drafts.hold(text, BY), "tekst"),
    "a release": (lambda text: drafts.release(text, BY), "tekst"),
    "a reopening": (lambda text: drafts.reopen(text, BY), "reden"),
    "an erasing": (lambda text: drafts.erase([2], text, BY), "grond"),
}
OPTIONAL: dict[str, tuple[Callable[[str], Draft], str]] = {
    "evidence": (lambda text: drafts.evidence(Found(account="@v", text=text), BY), "tekst"),
    "a link": (lambda text: drafts.link("2026-002", text, BY), "tekst"),
    "an explanation": (lambda text: drafts.close("anders", text, UNTIL, "x", BY), "toelichting"),
    "a basis": (lambda text: drafts.close("anders", "x", UNTIL, text, BY), "grond"),
    "a tick": (lambda text: drafts.met(2, BY, text), "tekst"),
}
TEXTS = {**NEEDED, **OPTIONAL}


@pytest.mark.parametrize(("made", "key"), TEXTS.values(), ids=TEXTS)
def test_text_is_kept_clean_and_with_its_lines(made: Callable[[str], Draft], key: str) -> None:
    draft = made(DIRTY)
    assert draft.content[key] == CLEAN
    assert draft.content["door"] == BY


@pytest.mark.parametrize(("made", "key"), NEEDED.values(), ids=NEEDED)
@pytest.mark.parametrize("text", ["", " \n ", "\u200b\x00"])
def test_a_text_that_is_needed_may_not_be_empty(
    text: str, made: Callable[[str], Draft], key: str
) -> None:
    with pytest.raises(InvalidValue, match="Hier hoort tekst"):
        made(text)
    assert key


@pytest.mark.parametrize(("made", "key"), OPTIONAL.values(), ids=OPTIONAL)
def test_a_text_that_is_not_needed_is_left_out_when_empty(
    made: Callable[[str], Draft], key: str
) -> None:
    assert key not in made(" \u200b ").content


@pytest.mark.parametrize(("made", "key"), TEXTS.values(), ids=TEXTS)
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(
    made: Callable[[str], Draft], key: str
) -> None:
    assert made("x" * LONG_LIMIT).content[key] == "x" * LONG_LIMIT
    with pytest.raises(InvalidValue, match=r"te lang: 200\.001 tekens"):
        made("x" * (LONG_LIMIT + 1))


@pytest.mark.parametrize(("made", "key"), TEXTS.values(), ids=TEXTS)
def test_no_text_stands_in_the_choice(made: Callable[[str], Draft], key: str) -> None:
    draft = made(SECRET)
    assert SECRET not in "".join(draft.choice or ())
    assert draft.content[key] == SECRET


CHOICES: dict[str, tuple[Draft, Kind, tuple[str, ...] | None]] = {
    "a note": (drafts.note("x", BY), Kind.NOTED, None),
    "a hold": (drafts.hold("x", BY), Kind.NOTED, ("aanhouden",)),
    "a release": (drafts.release("x", BY), Kind.NOTED, ("vrijgeven",)),
    "evidence": (drafts.evidence(Found(text="x"), BY), Kind.EVIDENCE, None),
    "a link": (drafts.link("2026-002", "x", BY), Kind.LINKED, ("2026-002",)),
    "a closing": (
        drafts.close("dubbel", "x", UNTIL, "y", BY), Kind.CLOSED, ("dubbel", "2028-11-22"),
    ),
    "a reopening": (drafts.reopen("x", BY), Kind.REOPENED, None),
    "a tick": (drafts.met(12, BY, "x"), Kind.DEADLINE_MET, ("12",)),
    "an erasing": (drafts.erase([2, 13], "x", BY), Kind.ERASED, ("2", "13")),
}  # fmt: skip


@pytest.mark.parametrize(("draft", "kind", "choice"), CHOICES.values(), ids=CHOICES)
def test_what_may_never_be_erased_stands_in_the_choice(
    draft: Draft, kind: Kind, choice: tuple[str, ...] | None
) -> None:
    assert (draft.kind, draft.choice) == (kind, choice)
    assert (draft.step, draft.visit, draft.happened) == (None, None, None)


def test_a_note_holds_the_day_to_be_reminded_if_there_is_one() -> None:
    assert drafts.note("x", BY, date(2026, 12, 1)).content["uiterlijk"] == "2026-12-01"
    assert "uiterlijk" not in drafts.note("x", BY).content


def test_evidence_holds_what_was_told_cleaned_on_one_line() -> None:
    found = Found(
        link=" www.voorbeeld.example/p/1 ",
        account="@voor\nbeeld\x1b",
        finder=" J.  Voorbeeld ",
        happened="2026-11-20T13:30:00Z",
    )
    draft = drafts.evidence(found, BY)
    assert draft.content == {
        "door": BY,
        "link": "https://www.voorbeeld.example/p/1",
        "account": "@voor beeld",
        "vinder": "J. Voorbeeld",
    }
    assert draft.happened == "2026-11-20T13:30:00Z"


def test_evidence_holds_of_a_file_its_name_fingerprint_size_and_whether_it_is_kept() -> None:
    file = File("scherm\x1b\n 1.png", "ab" * 32, 0, kept=False)
    assert drafts.evidence(Found(file=file), BY).content == {
        "door": BY, "bestand": "scherm 1.png", "sha256": "ab" * 32, "grootte": 0, "bewaard": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "found",
    [
        Found(),
        Found(happened="2026-11-20"),
        Found(link=" ", account="\u200b", finder="\n", text=" \x00 "),
    ],
    ids=["nothing", "only a day", "nothing visible"],
)
def test_evidence_of_nothing_is_refused_with_what_it_could_be(found: Found) -> None:
    with pytest.raises(InvalidValue, match="Noem een link, een account, een bestand of wat u zag"):
        drafts.evidence(found, BY)


@pytest.mark.parametrize("link", ["geheim", "javascript:geheim", "https://geheim", "ftp://a.b/c"])
def test_a_link_that_is_none_is_refused_without_being_repeated(link: str) -> None:
    with pytest.raises(InvalidValue, match="Dit is geen link") as error:
        drafts.evidence(Found(link=link), BY)
    assert SECRET not in str(error.value)


LINES: dict[str, Callable[[str], Found]] = {
    "the account": lambda line: Found(account=line),
    "who found it": lambda line: Found(finder=line),
}


@pytest.mark.parametrize("found", LINES.values(), ids=LINES)
def test_a_line_may_be_as_long_as_the_limit_and_no_longer(found: Callable[[str], Found]) -> None:
    assert "x" * LINE_LIMIT in drafts.evidence(found("x" * LINE_LIMIT), BY).content.values()
    with pytest.raises(InvalidValue, match=r"te lang: 2\.001 tekens"):
        drafts.evidence(found("x" * (LINE_LIMIT + 1)), BY)
