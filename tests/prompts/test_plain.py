"""Plain numbered lines: every outcome can be walked, and every wrong answer is explained."""

import io
import re
from collections.abc import Callable, Mapping
from typing import TextIO, cast

import pytest

from scala_cli.case.state import Case
from scala_cli.clock import Clock
from scala_cli.errors import InvalidValue, Stopped
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.plan.model import Field, FieldKind
from scala_cli.prompts.fields import ask_field
from scala_cli.prompts.plain import PlainAsker
from scala_cli.prompts.protocol import Item
from tests.walking import OUTCOMES, CaseInMemory, Reader, converse, walk
from tests.walking import chosen as chosen_at

ITEMS = [Item("een", "Het eerste"), Item("twee", "Het tweede"), Item("PAUZE", "Pauze")]


def ask(typed: str) -> tuple[PlainAsker, io.StringIO]:
    """Return an asker that reads these lines, and what it prints."""
    output = io.StringIO()
    return PlainAsker(io.StringIO(typed), output), output


class Typist:
    """Standard input of someone who reads the numbered items before typing a number."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def isatty(self) -> bool:
        """Tell that this is no terminal."""
        return False

    def readline(self) -> str:
        """Type the number of what is wanted, or nothing where text is asked."""
        lines = self._reader.pages.getvalue().splitlines()
        if not lines[-1].startswith("Uw keuze"):
            return "\n"
        items: list[str] = []
        for line in reversed(lines[:-1]):
            found = re.match(r" {2}(\d+)\. (.+)$", line)
            if not found:
                break
            items.insert(0, found[2])
        return f"{self._reader.pick(items) + 1}\n"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_reached_by_typing_numbers(
    outcome: str, library: Library, clock: Clock
) -> None:
    plan, wishes = OUTCOMES[outcome]
    file = CaseInMemory(Graph(plan, library.plans), clock)
    reader = Reader(file.graph, wishes)
    case = walk(
        file, converse(file, PlainAsker(cast("TextIO", Typist(reader)), reader.pages), reader.pages)
    )
    assert case.position.ended
    assert {visit.step.rpartition("/")[2] for visit in case.position.standing} >= wishes.keys()
    assert all(chosen_at(case, ref) == (wish,) for ref, wish in chosen(case, wishes))


def chosen(case: Case, wishes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the wishes with the full ids of their steps."""
    refs = {visit.step.rpartition("/")[2]: visit.step for visit in case.position.standing}
    return [(refs[step], wish) for step, wish in wishes.items()]


@pytest.mark.parametrize("typed", ["2", " 2 ", "2.", "twee", "TWEE"])
def test_a_number_or_the_id_chooses(typed: str) -> None:
    asker, _ = ask(f"{typed}\n")
    assert asker.choose("Welke?", ITEMS) == "twee"


@pytest.mark.parametrize("wrong", ["", "0", "4", "-1", "x", "1 2", "²", "1" * 5000, "\x1b[A"])
def test_a_wrong_choice_is_told_what_is_expected_and_asked_again(wrong: str) -> None:
    asker, output = ask(f"{wrong}\n1\n")
    assert asker.choose("Welke?", ITEMS) == "een"
    assert "Dat kan niet. Typ een nummer van 1 tot en met 3." in output.getvalue()


def test_several_choices_are_typed_with_commas_and_none_counts_twice() -> None:
    asker, _ = ask("2, 1,2\n")
    assert asker.choose_several("Welke?", ITEMS) == ["twee", "een"]


@pytest.mark.parametrize("wrong", ["", "1,", "1,9", "a"])
def test_wrong_choices_are_told_what_is_expected_and_asked_again(wrong: str) -> None:
    asker, output = ask(f"{wrong}\n1\n")
    assert asker.choose_several("Welke?", ITEMS) == ["een"]
    assert "Typ nummers van 1 tot en met 3" in output.getvalue()


def test_a_refused_line_is_explained_and_asked_again() -> None:
    asker, output = ask("fout\ngoed\n")
    assert asker.line("Wat?", "", refuse("fout")) == "goed"
    assert "Dit kan niet." in output.getvalue()


def test_who_corrects_a_value_reads_what_empty_means(clock: Clock) -> None:
    field = Field("hoe", FieldKind.LINE, "Hoe ging het?")
    asker, output = ask("\n\n")
    assert ask_field(asker, field, clock, "Per brief") is None
    assert "Nu staat er: Per brief\nLeeg: het blijft zo staan.\n" in output.getvalue()
    assert "Leeg laten mag" not in output.getvalue()
    ask_field(asker, field, clock)
    assert output.getvalue().endswith("Leeg laten mag.\n> ")


def refuse(wrong: str) -> Callable[[str], str]:
    """Return a parser that refuses one text."""

    def parse(typed: str) -> str:
        if typed == wrong:
            raise InvalidValue("Dit kan niet.")
        return typed

    return parse


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("een\ntwee\n.\n", "een\ntwee"),
        ("een\n\ntwee\n.\n", "een\n\ntwee"),
        ("\n", ""),
        (".\n", ""),
        ("een\ntwee\n", "een\ntwee"),
    ],
)
def test_long_text_ends_at_a_full_stop_an_empty_first_line_or_the_end(
    typed: str, text: str
) -> None:
    asker, _ = ask(typed)
    assert asker.long("Wat?", "", str) == text


@pytest.mark.parametrize("how", ["choose", "choose_several", "line", "long"])
def test_the_end_of_input_never_loops(how: str) -> None:
    asker, _ = ask("")
    rest = (ITEMS,) if how.startswith("choose") else ("", str)
    with pytest.raises(EOFError):
        getattr(asker, how)("Wat?", *rest)


def test_input_that_ends_at_any_line_stops_with_all_answers_kept(
    plaatsing: Graph, clock: Clock
) -> None:
    """Every prefix of a script is a walk that was left: each stops, none loses an answer."""
    lines = ["1", "2", "", "", "", "", "", "", "1", "1", "2", "", "2"]
    for length in range(len(lines)):
        file = CaseInMemory(plaatsing, clock)
        source = io.StringIO("".join(f"{line}\n" for line in lines[:length]))
        with pytest.raises(Stopped):
            walk(file, converse(file, PlainAsker(source, io.StringIO())))
        answered = len(file.read().standing)
        assert answered == (length >= 1) + (length >= 9) + (length >= 11)


def test_nothing_is_drawn(plaatsing: Graph, clock: Clock) -> None:
    file = CaseInMemory(plaatsing, clock)
    output = io.StringIO()
    with pytest.raises(Stopped):
        walk(file, converse(file, PlainAsker(io.StringIO("2\n1\n1\n"), output), output))
    assert not re.search("[\u2500-\u257f\x1b\r\u2022]", output.getvalue())
