"""A short list to choose one of: by its digit, Enter or the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.app.commands.keys import token
from tui.app.screens.labels import LabelChooser
from tui.app.screens.modal import Modal
from tui.app.widgets.rows import Row, Rows
from tui.language import tr
from tui.text.width import safe_display

Choice = tuple[str, str, str]
"""What is given when it is chosen, its name, and more about it."""


class Choosing(Modal[str | None]):
    """Gives what was chosen; Escape: None."""

    CSS = LabelChooser.CSS.replace("LabelChooser", "Choosing")

    def __init__(self, question: str, choices: Sequence[Choice], current: str = "") -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._current = current

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(safe_display(self._question)))
            rows = Rows(self._row)
            rows.styles.height = len(self._choices)
            rows.styles.max_height = max(1, self.app.size.height - 6)
            yield rows

    def on_mount(self) -> None:
        """Give the list the keys, on what there is now."""
        rows = self.query_one(Rows)
        values = [value for value, _, _ in self._choices]
        current = values.index(self._current) if self._current in values else 0
        rows.fill(len(self._choices), current)
        rows.focus()

    def _row(self, index: int) -> Row:
        value, name, more = self._choices[index]
        now = tr("now ") if value == self._current else ""
        return Row(
            ((f"{index + 1}  ", "strong"), (f"{name}  ", "text"), (more, "muted")),
            ((now, "accent"),),
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        self.dismiss(self._choices[event.index][0])

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
            case _ if key.isdigit() and 0 < int(key) <= len(self._choices):
                self.dismiss(self._choices[int(key) - 1][0])
