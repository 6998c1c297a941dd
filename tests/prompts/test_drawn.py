"""Drawn questions, through prompt_toolkit's pipe input: outcomes, keys, and hostile typing."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import pytest
import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from scala_cli.clock import Clock
from scala_cli.errors import InvalidValue, Stopped
from scala_cli.plan.graph import Graph
from scala_cli.plan.library import Library
from scala_cli.prompts.drawn import DrawnAsker
from scala_cli.prompts.protocol import Item
from tests.walking import OUTCOMES, CaseInMemory, Reader, chosen, converse, walk

ITEMS = [Item("een", "Jaap"), Item("twee", "Kees"), Item("PAUZE", "Pauze")]
ENTER = "\r"
DOWN = "\x1b[B"
KEYS = "1234567890abcdefghijklmnopqrst"


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    """A keyboard on which tests type."""
    with ExitStack() as stack:
        found = stack.enter_context(create_pipe_input())
        stack.enter_context(create_app_session(input=found, output=DummyOutput()))
        yield found


class Typing:
    """Types the next keys each time a question is about to be asked."""

    def __init__(self, keyboard: PipeInput, *keys: str) -> None:
        self._keyboard = keyboard
        self._keys = list(keys)

    def __call__(self) -> None:
        """Type."""
        self._keyboard.send_text(self._keys.pop(0))


class ReadingAsker(DrawnAsker):
    """A drawn asker at which someone reads what is offered before pressing keys."""

    def __init__(self, keyboard: PipeInput, reader: Reader) -> None:
        super().__init__(before=lambda: keyboard.send_text(self._keys))
        self._reader = reader
        self._keys = ENTER

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        """Press the key of what is wanted."""
        self._keys = KEYS[self._reader.pick([item.title for item in items])] + ENTER
        found = super().choose(question, items, start)
        self._keys = ENTER
        return found

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Tick what is wanted."""
        self._keys = DOWN * self._reader.pick([item.title for item in items]) + " " + ENTER
        found = super().choose_several(question, items)
        self._keys = ENTER
        return found


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_reached_with_keys_and_enter(
    outcome: str, library: Library, clock: Clock, keyboard: PipeInput
) -> None:
    plan, wishes = OUTCOMES[outcome]
    file = CaseInMemory(Graph(plan, library.plans), clock)
    reader = Reader(file.graph, wishes)
    case = walk(file, converse(file, ReadingAsker(keyboard, reader), reader.pages))
    refs = {visit.step.rpartition("/")[2]: visit.step for visit in case.position.standing}
    assert case.position.ended
    assert {step: chosen(case, refs[step]) for step in wishes} == {
        step: (wish,) for step, wish in wishes.items()
    }


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (ENTER, "een"),
        (DOWN + ENTER, "twee"),
        ("2" + ENTER, "twee"),
        ("j" + ENTER, "een"),
        ("k" + ENTER, "een"),
        (DOWN * 3 + ENTER, "een"),
    ],
)
def test_arrows_and_numbers_choose_and_letters_do_not(
    keyboard: PipeInput, keys: str, chosen: str
) -> None:
    assert DrawnAsker(Typing(keyboard, keys)).choose("Wie?", ITEMS) == chosen


@pytest.mark.parametrize("noise", ["\x1b\r", "\x1b[31m", "\x1b[M !!", "\x07\x00", "\x1b[<0;1;1M"])
def test_stray_escapes_neither_crash_nor_choose_what_is_not_there(
    keyboard: PipeInput, noise: str
) -> None:
    asker = DrawnAsker(Typing(keyboard, noise + ENTER, ENTER, ENTER))
    assert asker.choose("Wie?", ITEMS) in {"een", "twee", "PAUZE"}


@pytest.mark.parametrize("title", ["Toch niet", "Niet nu", "Terug naar de stap", "Klaar"])
def test_esc_takes_the_way_out_of_a_list_where_there_is_one(
    keyboard: PipeInput, title: str
) -> None:
    items = [*ITEMS, Item("weg", title)]
    assert DrawnAsker(Typing(keyboard, "\x1b")).choose("Wie?", items) == "weg"
    assert DrawnAsker(Typing(keyboard, " \x1b")).choose_several("Wie?", items) == ["weg"]


def test_what_a_terminal_sends_by_itself_is_no_esc(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "\x1b\x1b[M !!\x1b[\x03"))
    with pytest.raises(KeyboardInterrupt):
        asker.choose("Wie?", [*ITEMS, Item("weg", "Toch niet")])


def test_a_list_says_what_esc_does_or_else_how_to_stop(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints: list[str] = []
    select = questionary.select

    def seen(*words: Any, **how: Any) -> Any:  # noqa: ANN401 - questionary's own
        hints.append(how["instruction"])
        return select(*words, **how)

    monkeypatch.setattr(questionary, "select", seen)
    DrawnAsker(Typing(keyboard, ENTER)).choose("Wie?", ITEMS)
    DrawnAsker(Typing(keyboard, ENTER)).choose("Wie?", [*ITEMS, Item("weg", "Toch niet")])
    assert hints == [
        "(pijltjes of cijfer, stoppen = Ctrl-C, Enter)",
        "(pijltjes of cijfer, Esc = toch niet, Enter)",
    ]


def test_a_pasted_escape_sequence_in_a_text_is_not_fatal(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "\x1b[200~rood \x1b[31m tekst\x1b[201~" + ENTER))
    assert "tekst" in asker.line("Wat?", "", str)


def test_pasted_lines_stay_in_the_one_answer(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "\x1b[200~een\ntwee\ndrie\x1b[201~" + ENTER))
    assert asker.long("Wat?", "", str).splitlines() == ["een", "twee", "drie"]


def test_enter_ends_a_long_text_and_escape_enter_breaks_the_line(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "een\x1b\rtwee" + ENTER))
    assert asker.long("Wat?", "", str) == "een\ntwee"


def test_a_refused_long_text_comes_back_to_be_changed(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "fout" + ENTER, " hersteld" + ENTER))
    assert asker.long("Wat?", "", refuse_fout) == "fout hersteld"


def test_a_refused_line_is_typed_again(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "fout" + ENTER, "goed" + ENTER))
    assert asker.line("Wat?", "", refuse_fout) == "goed"


def test_what_stands_there_can_be_changed(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, "!" + ENTER))
    assert asker.line("Wat?", "", str, "oud") == "oud!"


def test_what_is_pointed_at_beforehand_is_what_enter_chooses(keyboard: PipeInput) -> None:
    assert DrawnAsker(Typing(keyboard, ENTER)).choose("Wie?", ITEMS, "PAUZE") == "PAUZE"


def refuse_fout(typed: str) -> str:
    """Return the text, unless it is `fout`."""
    if typed == "fout":
        raise InvalidValue("Dit kan niet.")
    return typed


def test_nothing_ticked_is_asked_again(keyboard: PipeInput) -> None:
    asker = DrawnAsker(Typing(keyboard, ENTER, DOWN + " " + ENTER))
    assert asker.choose_several("Wie?", ITEMS) == ["twee"]


@pytest.mark.parametrize("how", ["choose", "choose_several", "line", "long", "secret"])
def test_ctrl_c_interrupts_every_kind_of_question(keyboard: PipeInput, how: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        put(DrawnAsker(Typing(keyboard, "\x03")), how)


@pytest.mark.parametrize("how", ["line", "long", "secret"])
def test_ctrl_d_ends_the_input(keyboard: PipeInput, how: str) -> None:
    with pytest.raises(EOFError):
        put(DrawnAsker(Typing(keyboard, "\x04")), how)


@pytest.mark.parametrize("how", ["choose", "choose_several"])
def test_ctrl_d_ends_the_input_at_a_choice_too(keyboard: PipeInput, how: str) -> None:
    with pytest.raises(EOFError):
        put(DrawnAsker(Typing(keyboard, "\x04")), how)


def put(asker: DrawnAsker, how: str) -> object:
    """Put a question of one kind."""
    if how.startswith("choose"):
        return getattr(asker, how)("Wie?", ITEMS)
    if how == "secret":
        return asker.secret("Wachtwoord:")
    return getattr(asker, how)("Wat?", "", str)


def test_what_is_typed_ahead_does_not_answer_the_next_question(
    plaatsing: Graph, clock: Clock, keyboard: PipeInput
) -> None:
    """An unbracketed paste of lines answers one question; the rest of it is dropped."""
    from scala_cli.prompts.drawn import forget_typeahead

    keyboard.send_text("https://voorbeeld.invalid/1\r1\r1\r1\r")
    asker = DrawnAsker(before=forget_typeahead)
    assert asker.line("Link?", "", str) == "https://voorbeeld.invalid/1"
    keyboard.close()
    with pytest.raises(EOFError):
        asker.choose("Wie?", ITEMS)


def test_who_pastes_more_than_a_line_is_told_that_only_the_first_counts(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    from scala_cli.prompts.drawn import forget_typeahead

    keyboard.send_text("eerste\rtweede\rderde\r")
    asker = DrawnAsker(before=forget_typeahead)
    assert asker.line("Link?", "", str) == "eerste"
    keyboard.close()
    with pytest.raises(EOFError):
        asker.choose("Wie?", ITEMS)
    assert "Dat is niet gebruikt: alleen de eerste regel telde." in capsys.readouterr().out


def test_ctrl_d_pauses_a_walk_with_all_answers_kept(
    plaatsing: Graph, clock: Clock, keyboard: PipeInput
) -> None:
    file = CaseInMemory(plaatsing, clock)
    asker = DrawnAsker(Typing(keyboard, "2" + ENTER, "\x04"))
    with pytest.raises(Stopped):
        walk(file, converse(file, asker))
    assert [answer.visit.step for answer in file.read().standing] == ["signaal"]
