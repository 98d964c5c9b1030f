"""A small panel over the page: lines with a key each, that do something when it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.app.commands.keys import token
from tui.app.screens.modal import Modal
from tui.app.widgets.rows import Part, Row, Rows
from tui.text.width import safe_display


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its key, what is shown, and what its key or Enter does."""

    key: str
    left: Sequence[Part]
    right: Sequence[Part]
    act: Callable[[], None]
    delete: Callable[[], None] | None = None
    """What `x` and `d` do, where they are no line's key."""


class Panel(Modal[None]):
    """Lines made anew after every key. Escape closes; `closes`: so does choosing a line."""

    CSS = """
    Panel {
        align: center bottom;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; background: $surface; padding: 1 1;
        }
        & Static { padding: 0 1; color: $muted; }
        & #title { margin-bottom: 1; }
        & #hint { margin-top: 1; }
        & Rows { background: $surface; }
    }
    """

    def __init__(
        self, title: str, lines: Callable[[], list[Line]], hint: str, closes: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._make = lines
        self._lines = lines()
        self._hint = hint
        self._closes = closes

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(safe_display(self._title)), id="title")
            yield Rows(self._row)
            yield Static(Content(safe_display(self._hint)), id="hint")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self._fill()
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        """Back from a question about a line."""
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        self._lines = self._make()
        if not self._lines:
            self.dismiss(None)
            return
        rows = self.query_one(Rows)
        rows.styles.height = len(self._lines)
        rows.styles.max_height = max(1, self.app.size.height - 8)
        current = min(rows.current, len(self._lines) - 1)
        rows.fill(len(self._lines))
        rows.go(current)

    def _row(self, index: int) -> Row:
        line = self._lines[index]
        return Row(((f"{line.key} ", "accent"), ("  ", "text"), *line.left), line.right)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        event.stop()
        self._do(self._lines[event.index].act)

    def on_key(self, event: events.Key) -> None:
        """A line's key, or a motion."""
        event.stop()
        rows = self.query_one(Rows)
        key = token(event.key, event.character)
        line = next((line for line in self._lines if line.key == key), None)
        if line is not None:
            self._do(line.act)
            return
        match key:
            case "escape" | "q" | "@" | "&":
                self.dismiss(None)
            case "enter" | "space":
                rows.choose()
            case "down" | "j" | "ctrl+n" | "tab":
                rows.move(1)
            case "up" | "k" | "ctrl+p" | "shift+tab":
                rows.move(-1)
            case "x" | "d" | "delete":
                if delete := self._lines[rows.current].delete:
                    delete()
                    self._fill()

    def _do(self, act: Callable[[], None]) -> None:
        if self._closes:
            self.dismiss(None)
        act()
        if not self._closes and self.is_current:
            self._fill()
