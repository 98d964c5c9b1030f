"""Asking what to search for, and what is near where nothing is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.app.commands.keys import token
from tui.app.history import History
from tui.app.screens.modal import Modal
from tui.app.screens.prompt import SafeInput
from tui.app.search import Hits, Page
from tui.app.widgets.rows import Row, Rows
from tui.errors import JiaozhuError
from tui.language import tr, tr_later
from tui.text.near import Near
from tui.text.query import PREFIXES, Mode, parse
from tui.text.width import safe_display

_HINT = tr_later(
    '~ pinyin   / expression   = exactly   " " characters   Ctrl-t changes   Up Down earlier'
)
_TURN = (Mode.CHARACTERS, Mode.PINYIN, Mode.REGEX, Mode.EXACT)


class Sought(NamedTuple):
    """What was asked for."""

    typed: str
    hits: Hits | None
    """Its places on the page; None where it is no query, or its search was given up."""
    ahead: tuple[str, ...] = ()
    """Keys that were pressed after Enter, before it was found."""


class SearchPrompt(Modal["Sought | None"]):
    """Asks for a query and says while one types how it is meant and how often it is on the page.

    Enter gives it, Escape None. The search goes on beside the event loop: no expression can hang
    the screen.
    """

    BINDINGS: ClassVar[Any] = [("escape", "dismiss(None)", "Cancel")]
    CSS = """
    SearchPrompt {
        align: center bottom;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; background: $surface; padding: 1 2;
        }
        & Static { color: $muted; width: 100%; }
        & #found { color: $foreground; height: 1; }
        & SafeInput, & SafeInput:focus { border: none; padding: 0; height: 1; background: $panel; }
    }
    """

    def __init__(self, question: str, page: Page, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._page = page
        self._given = value
        self._history = History()
        self._found: Sought | None = None
        self._entered = False
        self._ahead: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(safe_display(self._question)))
            yield SafeInput(self._given, select_on_focus=False)
            yield Static(id="found")
            yield Static(Content(tr(_HINT)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look how often it is there."""
        event.stop()
        if parse(event.value):
            self._seek(event.value)
        else:
            self._found = Sought(event.value, None)
            self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: give what was found, when it is."""
        event.stop()
        if self._found is not None and self._found.typed == event.value:
            self._give(self._found)
        elif not event.value:
            self._give(Sought("", None))
        else:
            self._wait(True)

    def _wait(self, entered: bool) -> None:
        """Take no more of the query until it was searched for; or take it again."""
        self._entered = entered
        line = self.query_one(SafeInput)
        line.disabled = entered
        if not entered:
            line.focus()

    def on_key(self, event: events.Key) -> None:
        """Earlier queries, and in which way this one is meant."""
        line = self.query_one(SafeInput)
        if self._entered and event.key != "escape":
            event.stop()
            self._ahead.append(token(event.key, event.character))
            return
        match event.key:
            case "up":
                value = self._history.back(line.value)
            case "down":
                value = self._history.forward(line.value)
            case "ctrl+t":
                query = parse(line.value)
                mode = _TURN[(_TURN.index(query.mode) + 1) % len(_TURN)]
                value = PREFIXES[mode] + query.text
            case _:
                return
        event.stop()
        event.prevent_default()
        line.value = value
        line.cursor_position = len(value)

    @work(thread=True, exclusive=True, group="seek")
    def _seek(self, typed: str) -> None:
        hits, problem = None, ""
        try:
            hits = self._page.seek(typed)
        except JiaozhuError as error:
            problem = str(error)
        self.app.call_from_thread(self._sought, Sought(typed, hits), problem)

    def _sought(self, found: Sought, problem: str) -> None:
        if not self.is_attached or found.typed != self.query_one(SafeInput).value:
            return
        self._found = found
        if found.hits is None:
            self._say(problem)
            self._wait(False)
            return
        mode, count = found.hits.query.mode, len(found.hits)
        self._say(
            tr("{mode}: {count:,} on this page", mode=mode, count=count)
            if count
            else tr("{mode}: not on this page", mode=mode)
        )
        if self._entered:
            self._give(found)

    def _give(self, found: Sought) -> None:
        if parse(found.typed) and found.hits is None:
            return  # what is wrong with it is said
        self._history.add(found.typed)
        self.dismiss(found._replace(ahead=tuple(self._ahead)))

    def _say(self, text: str) -> None:
        self.query_one("#found", Static).update(Content(safe_display(text)))


class NearWords(Modal[str | None]):
    """Offers words that are near to those that are nowhere: a digit, Enter or the mouse chooses."""

    CSS = """
    NearWords {
        align: center bottom;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; background: $surface; padding: 1 1;
        }
        & Static { padding: 0 1 1 1; color: $muted; }
        & Rows { background: $surface; }
    }
    """

    def __init__(self, question: str, found: Sequence[Near]) -> None:
        super().__init__()
        self._question = question
        self._found = found

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(safe_display(self._question)))
            rows = Rows(self._row)
            rows.styles.height = len(self._found)
            yield rows

    def on_mount(self) -> None:
        """Give the list the keys."""
        rows = self.query_one(Rows)
        rows.fill(len(self._found))
        rows.focus()

    def _row(self, index: int) -> Row:
        one = self._found[index]
        times = tr("{times:,} times", times=one.times) if one.times > 1 else tr("once")
        return Row(((f"{index + 1}  ", "strong"), (one.words, "text")), ((times, "muted"),))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        self.dismiss(self._found[event.index].words)

    def on_key(self, event: events.Key) -> None:
        """A digit, or a motion."""
        event.stop()
        rows = self.query_one(Rows)
        key = token(event.key, event.character)
        match key:
            case "escape" | "q":
                self.dismiss(None)
            case "enter":
                rows.choose()
            case "down" | "j" | "tab":
                rows.move(1)
            case "up" | "k" | "shift+tab":
                rows.move(-1)
            case _ if key.isdigit() and 0 < int(key) <= len(self._found):
                self.dismiss(self._found[int(key) - 1].words)
