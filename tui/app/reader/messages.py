"""What the reader tells the screen it is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.app.reader.widget import PageView


@dataclass
class ReaderMessage(Message):
    """Said by `reader`."""

    reader: PageView

    @property
    def control(self) -> PageView:
        """The reader."""
        return self.reader


@dataclass
class CursorMoved(ReaderMessage, namespace="reader"):
    """The cursor moved, or was put on a page."""

    offset: int


@dataclass
class SelectionChanged(ReaderMessage, namespace="reader"):
    """The selection is another one, or gone."""

    selection: tuple[int, int] | None


@dataclass
class PaneChanged(ReaderMessage, namespace="reader"):
    """The cursor is in the other pane: ``edition`` or ``view``."""

    pane: str


@dataclass
class Picked(ReaderMessage, namespace="reader"):
    """A selection made by the mouse is finished."""

    selection: tuple[int, int]
    clicks: int = 1
    """2 for the word of a double click, 3 for the sentence of a third; 1 for what was drawn."""
