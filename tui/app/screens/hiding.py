"""Which labels are drawn: hide one, all but one, or show all again."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.annotate.labels import LabelSet
from tui.app.commands.keys import token
from tui.app.screens.labels import LabelChooser, label_row
from tui.app.screens.modal import Modal
from tui.app.widgets.rows import Row, Rows
from tui.language import tr, tr_later

_HINT = tr_later("its key or Enter hides or shows a label   = only this one   * all   Esc done")


class Hiding(Modal[None]):
    """The labels with what is hidden of them; the page behind shows each change at once."""

    CSS = LabelChooser.CSS.replace("LabelChooser", "Hiding")

    def __init__(
        self,
        labels: LabelSet,
        hidden: frozenset[str],
        changed: Callable[[frozenset[str]], None],
    ) -> None:
        super().__init__()
        self._labels = labels
        self._hidden = hidden
        self._changed = changed

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(tr(_HINT)))
            rows = Rows(self._row)
            rows.styles.height = len(self._labels)
            rows.styles.max_height = max(1, self.app.size.height - 6)
            yield rows

    def on_mount(self) -> None:
        """Give the list the keys."""
        rows = self.query_one(Rows)
        rows.fill(len(self._labels))
        rows.focus()

    def _row(self, index: int) -> Row:
        label = self._labels.labels[index]
        row = label_row(label)
        return Row(row.left, ((tr("hidden "), "accent"),)) if label.name in self._hidden else row

    def _hide(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self.query_one(Rows).refresh()
        self._changed(hidden)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        self._hide(self._hidden ^ {self._labels.labels[event.index].name})

    def on_key(self, event: events.Key) -> None:
        """A label's key, or a motion."""
        event.stop()
        rows = self.query_one(Rows)
        key = token(event.key, event.character)
        match key:
            case "escape" | "q" if self._labels.by_key(key) is None:
                self.dismiss(None)
            case "enter" | "space":
                rows.choose()
            case "down" | "ctrl+n" | "tab":
                rows.move(1)
            case "up" | "ctrl+p" | "shift+tab":
                rows.move(-1)
            case "=":
                every = frozenset(label.name for label in self._labels)
                self._hide(every - {self._labels.labels[rows.current].name})
            case "*":
                self._hide(frozenset())
            case _:
                if label := self._labels.by_key(key):
                    rows.go(self._labels.labels.index(label))
                    rows.choose()
                elif key in ("j", "k"):
                    rows.move(1 if key == "j" else -1)
