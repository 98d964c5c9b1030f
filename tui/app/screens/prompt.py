"""Small questions: one line of text, yes or no, one label of the set."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.app.commands.keys import token
from tui.app.screens.modal import Modal
from tui.language import tr
from tui.text.width import safe_display


class SafeInput(Input):
    """An input that draws control characters of its value as pictures, one for one."""

    @property
    def _value(self) -> Text:
        return Text(safe_display(self.value), no_wrap=True, overflow="ignore", end="")


class Prompt(Modal[str | None]):
    """Asks for one line. Enter gives it, Escape gives None."""

    BINDINGS: ClassVar[Any] = [("escape", "dismiss(None)", "Cancel")]
    CSS = """
    Prompt {
        align: center bottom;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; background: $surface; padding: 1 2;
        }
        & Static { color: $muted; width: 100%; }
        & SafeInput, & SafeInput:focus { border: none; padding: 0; height: 1; background: $panel; }
    }
    """

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self._question = question
        self._given = value
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(safe_display(self._question)))
            yield SafeInput(self._given, select_on_focus=False)
            if self._hint:
                yield Static(Content(safe_display(self._hint)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.dismiss(event.value)


class Confirm(Modal[bool]):
    """Asks whether to do something; y or Enter does it, any other key does not."""

    CSS = """
    Confirm {
        align: center bottom;
        & > Static { width: 100%; max-width: 100; background: $surface; padding: 1 2; }
    }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        yield Static(Content(safe_display(tr("{question}  y yes   n no", question=self._question))))

    def on_key(self, event: events.Key) -> None:
        """Any key answers."""
        event.stop()
        self.dismiss(token(event.key, event.character) in ("y", "Y", "enter"))
