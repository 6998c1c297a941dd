"""Questions drawn on a terminal, through questionary. The only import of it.

Its traps, each seen and kept out here: English instructions, `j` and `k` as arrows, results
that are no option (Esc), pasted lines that answer the next question, and a raw escape
sequence that is taken for a mouse event and crashes the prompt.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from shutil import get_terminal_size
from textwrap import fill
from typing import Any, TextIO, TypeVar

import questionary
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import create_output

from scala_cli.errors import InvalidValue
from scala_cli.prompts.keyboard import drop_waiting
from scala_cli.prompts.protocol import Item, worded
from scala_cli.text import WIDEST, listing, wrapped

_T = TypeVar("_T")
_SHORTCUTS = 30
"""The most items that get a key of their own; questionary has 36."""
_ARROWS = "(pijltjes of cijfer, {esc}, Enter)"
_TICKS = "(spatie kruist aan, {esc}, Enter bevestigt)"
_STOPS = "stoppen = Ctrl-C"
_WAYS_OUT = ("Toch niet", "Niet nu", "Klaar", "Terug")
"""How the titles begin of what leaves a list, as Esc does; the first that is there."""
_INDENT = " " * 6
_REDRAWN = 2_000
"""The longest text, in characters, that is put back to be changed after an error."""
_STYLE = questionary.Style(
    [
        ("qmark", ""),
        ("question", "bold"),
        ("instruction", ""),
        ("pointer", "bold"),
        ("highlighted", "bold reverse"),
        ("selected", "bold"),
        ("answer", "bold"),
    ]
)


_HARMLESS = KeyBindings()
_CTRL_D_ENDS = KeyBindings()
_ENTER_ENDS = KeyBindings()


@_HARMLESS.add(Keys.Vt100MouseEvent)
def _ignore(_event: KeyPressEvent) -> None:
    """Ignore what only looks like a mouse."""


@_CTRL_D_ENDS.add("c-d", eager=True)
def _end(event: KeyPressEvent) -> None:
    """End the input, as at a text; questionary's lists would ignore the key."""
    event.app.exit(exception=EOFError)


@_ENTER_ENDS.add("enter", eager=True)
def _finish(event: KeyPressEvent) -> None:
    event.current_buffer.validate_and_handle()


@_ENTER_ENDS.add("escape", "enter", eager=True)
def _new_line(event: KeyPressEvent) -> None:
    event.current_buffer.insert_text("\n")


_DROPPED = "U plakte of typte vooruit. Dat is niet gebruikt: alleen de eerste regel telde."
_LONG = (_ENTER_ENDS,)


def forget_typeahead() -> bool:
    """Drop what was typed or pasted ahead: it was not meant for the question that comes.

    Tells whether there was a text among it: one key too many is none.
    """
    ahead = get_typeahead(get_app_session().input)
    drop_waiting(sys.stdin)
    return sum(len(one.key) == 1 and one.key.isprintable() for one in ahead) > 1


def can_draw(output: TextIO) -> bool:
    """Tell whether questions can be drawn on this console; some on Windows can't."""
    try:
        create_output(output)
    except Exception:  # noqa: BLE001 - each platform has its own; whatever it is, don't draw
        return False
    return True


class DrawnAsker:
    """Asks with arrow keys, numbers and Enter.

    `before` runs before each question, and tells whether a text was dropped.
    """

    def __init__(self, before: Callable[[], object] = forget_typeahead) -> None:
        self._before = before

    def _run(self, question: questionary.Question, *keys: KeyBindings) -> Any:  # noqa: ANN401
        app = question.application
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), *keys, _HARMLESS])
        if self._before():
            self.tell(_DROPPED)
        return question.unsafe_ask()

    def tell(self, sentence: str) -> None:
        """Print a sentence on its own line, words kept whole."""
        print(wrapped(sentence), flush=True)

    def _message(self, question: str, instruction: str) -> str:
        """Return the question if it fits on the line with its instruction; else say it first."""
        self.tell("")
        if len(question) + len(instruction) + len("?   ") < _width():
            return question
        self._ask_aloud(question)
        return "Kies:"

    def _ask_aloud(self, question: str) -> None:
        questionary.print(wrapped(question), style="bold")

    def choose(self, question: str, items: Sequence[Item], start: str = "") -> str:
        """Let the person point at one item; Esc chooses the way out of the list."""
        titles = {item.id: item.title for item in items}
        out = _way_out(items)
        hint = _with_esc(_ARROWS, out)
        message = self._message(question, hint)
        while True:
            found = self._run(
                questionary.select(
                    message,
                    choices=_choices(items),
                    default=start or None,
                    instruction=hint,
                    qmark="?",
                    style=_STYLE,
                    use_jk_keys=False,
                    use_shortcuts=len(items) <= _SHORTCUTS,
                    # Its own closing line cuts long answers off.
                    erase_when_done=True,
                ),
                _CTRL_D_ENDS,
                *_esc_gives(out.id if out else None),
            )
            if found in titles:
                self.tell(f"? {message} {titles[found]}")
                return str(found)

    def choose_several(self, question: str, items: Sequence[Item]) -> list[str]:
        """Let the person tick items."""
        known = [item.id for item in items]
        out = _way_out(items)
        hint = _with_esc(_TICKS, out)
        message = self._message(question, hint)
        while True:
            found = self._run(
                questionary.checkbox(
                    message,
                    choices=_choices(items),
                    instruction=hint,
                    qmark="?",
                    style=_STYLE,
                    use_jk_keys=False,
                    # Its own closing line is English: "done (2 selections)".
                    erase_when_done=True,
                ),
                _CTRL_D_ENDS,
                *_esc_gives([out.id] if out else None),
            )
            chosen = [one for one in known if one in (found or ())]
            if chosen:
                titles = listing(item.title for item in items if item.id in chosen)
                self.tell(f"? {message} {titles}")
                return chosen
            self.tell("Kruis er minstens één aan, met de spatiebalk.")

    def line(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Take one line."""
        return self._typed(question, hint, parse, now)

    def long(self, question: str, hint: str, parse: Callable[[str], _T], now: str = "") -> _T:
        """Take text; pasted lines stay lines, Enter ends it."""
        hint = f"{hint} Enter sluit af; Esc en dan Enter geeft een nieuwe regel.".strip()
        return self._typed(question, hint, parse, now, *_LONG)

    def _typed(
        self, question: str, hint: str, parse: Callable[[str], _T], now: str, *keys: KeyBindings
    ) -> _T:
        self.tell("")
        self._ask_aloud(question)
        if hint:
            self.tell(hint)
        typed = now
        while True:
            prompt = questionary.text(
                ">", default=typed, qmark="", style=_STYLE, instruction="", multiline=bool(keys)
            )
            typed = self._run(prompt, *keys)
            try:
                return parse(typed)
            except InvalidValue as error:
                self.tell(str(error))
                # A line is typed again; a long text comes back, unless it is too much to draw.
                typed = typed if keys and len(typed) <= _REDRAWN else now

    def secret(self, question: str) -> str:
        """Take a password unseen."""
        return str(self._run(questionary.password(question, qmark="?", style=_STYLE)))


def _way_out(items: Sequence[Item]) -> Item | None:
    """Return the item that leaves a list without anything done."""
    found = (item for start in _WAYS_OUT for item in items if item.title.startswith(start))
    return next(found, None)


def _with_esc(hint: str, out: Item | None) -> str:
    """Return a hint with what Esc does, or else how to stop."""
    if out is None:
        return hint.format(esc=_STOPS)
    first = re.match(r"Toch niet|Niet nu|\w+", out.title)
    return hint.format(esc=f"Esc = {first[0].lower() if first else out.title}")


def _esc_gives(result: str | list[str] | None) -> Iterator[KeyBindings]:
    """Yield what has Esc end a list with a result, if it has one."""
    if result is None:
        return
    keys = KeyBindings()

    @keys.add("escape", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        # With more behind it, it is what a terminal sends by itself; nobody pressed a key.
        if not event.app.key_processor.input_queue:
            event.app.exit(result=result)

    yield keys


def _width() -> int:
    """Return how many columns a line may take, one left free: full lines may wrap."""
    return min(get_terminal_size().columns, WIDEST) - 1


def _choices(items: Sequence[Item]) -> list[questionary.Choice]:
    """Return the items, long ones wrapped: questionary would cut them off at the edge."""
    return [
        questionary.Choice(
            fill(worded(item), _width() - len(_INDENT), subsequent_indent=_INDENT),
            value=item.id,
            shortcut_key=item.key or None,
        )
        for item in items
    ]
