"""The labels of the project with what each means, to choose one."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.annotate.labels import Label, LabelSet
from tui.app.commands.keys import token
from tui.app.meaning import chinese
from tui.app.screens.modal import Modal
from tui.app.widgets.rows import Row, Rows
from tui.language import now
from tui.text.width import safe_display


def label_row(label: Label) -> Row:
    """A label with its key, colour, meaning and example."""
    return Row(
        (
            (f"{label.key} ", "strong"),
            ("  ", label.color),
            (f" {label.name:<8} ", "text"),
            (f"{chinese(label)}  ", "text"),
            (f"{label.gloss_en}  " if now() == "en" else "", "muted"),
            (label.example, "faint"),
        )
    )


class LabelChooser(Modal[str | None]):
    """Gives the name of the label chosen by its key, by Enter or by the mouse; Escape: None."""

    CSS = """
    LabelChooser {
        align: center bottom;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; background: $surface; padding: 1 1;
        }
        & Static { padding: 0 1 1 1; color: $muted; }
        & Rows { background: $surface; }
    }
    """

    def __init__(self, labels: LabelSet, question: str) -> None:
        super().__init__()
        self._labels = labels
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(safe_display(self._question)))
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
        return label_row(self._labels.labels[index])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        self.dismiss(self._labels.labels[event.index].name)

    def on_key(self, event: events.Key) -> None:
        """A label's key, or a motion."""
        event.stop()
        rows = self.query_one(Rows)
        key = token(event.key, event.character)
        match key:
            case "escape":
                self.dismiss(None)
            case "enter":
                rows.choose()
            case "down" | "j" | "ctrl+n" | "tab":
                rows.move(1)
            case "up" | "k" | "ctrl+p" | "shift+tab":
                rows.move(-1)
            case _:
                if label := self._labels.by_key(key):
                    self.dismiss(label.name)
