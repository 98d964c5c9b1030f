"""All edits of a page as a list: what became what, by which rule, and in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.app.commands.keys import token
from tui.app.edits import Edits
from tui.app.entries import change, state
from tui.app.screens.modal import Modal
from tui.app.widgets.rows import Row, Rows
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.collation import Entry

_CONTEXT = 6  # code points of the text on either side


class EditList(Modal["Entry | None"]):
    """Gives the entry chosen by Enter or the mouse; Escape: None."""

    CSS = """
    EditList {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 120; height: 90%; background: $surface; padding: 1 1;
        }
        & Static { padding: 0 1 1 1; color: $muted; }
        & Rows { background: $surface; height: 1fr; }
    }
    """

    def __init__(self, edits: Edits, cursor: int) -> None:
        super().__init__()
        self._edits = edits
        self._cursor = cursor
        self._waiting = False
        self._entries: list[Entry] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(id="about")
            yield Rows(self._row)

    def on_mount(self) -> None:
        """Give the list the keys."""
        self._fill(self._cursor)
        self.query_one(Rows).focus()

    def _fill(self, offset: int) -> None:
        """List what is shown, the first entry from `offset` on being current."""
        entries = self._edits.seen.entries
        waiting = [entry for entry in entries if entry.is_open]
        self._entries = waiting if self._waiting else entries
        what = tr("proposals only") if self._waiting else tr("all")
        about = tr(
            "{count:,} edits, {count2:,} of them proposals; {what}   Enter go there   p "
            "proposals or all   a unlikely ones too   Esc back",
            count=len(entries),
            count2=len(waiting),
            what=what,
        )
        self.query_one("#about", Static).update(Content(about))
        current = sum(entry.start < offset for entry in self._entries)
        self.query_one(Rows).fill(len(self._entries), current)

    def _row(self, index: int) -> Row:
        entry = self._entries[index]
        text = self._edits.edition.text
        before = text[max(0, entry.start - _CONTEXT) : entry.start].rpartition("\n")[2]
        after = text[entry.end : entry.end + _CONTEXT].partition("\n")[0]
        word, role = state(entry)
        confidence = f"  {entry.edit.confidence:.2f}" if entry.is_open else ""
        return Row(
            (
                (before, "muted"),
                (f" {change(entry)} ", "strong"),
                (after, "muted"),
            ),
            (
                (f"{entry.edit.rule}{confidence}  ", "muted"),
                (f"{word:>8}", {"key": "accent", "bad": "text"}.get(role, role)),
            ),
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        self.dismiss(self._entries[event.index])

    def on_key(self, event: events.Key) -> None:
        """A motion, or what is to be listed."""
        event.stop()
        rows = self.query_one(Rows)
        key = token(event.key, event.character)
        match key:
            case "escape" | "q":
                self.dismiss(None)
            case "enter" | "l" | "right":
                rows.choose()
            case "down" | "j" | "ctrl+n" | "tab":
                rows.move(1)
            case "up" | "k" | "shift+tab":
                rows.move(-1)
            case "ctrl+f" | "pagedown" | "space":
                rows.move(rows.page)
            case "ctrl+b" | "pageup":
                rows.move(-rows.page)
            case "g" | "home":
                rows.go(0)
            case "G" | "end":
                rows.go(rows.count - 1)
            case "p" | "a":
                here = self._entries[rows.current].start if self._entries else 0
                if key == "p":
                    self._waiting = not self._waiting
                else:
                    self._edits.unlikely = not self._edits.unlikely
                self._fill(here)
