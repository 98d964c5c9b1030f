"""A list of one-row items, drawn only where it shows: pages, outline and labels are such lists.

Textual's own lists read `[…]` in their items as markup and let control characters through
(reference: Textual 8.2 `OptionList`, `DataTable`). This one draws segments, made safe.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.text.width import cell_len, clip, safe_display

Part = tuple[str, str]
"""A text and its role: `text`, `strong`, `muted`, `faint`, `accent`, `good`, or `#RRGGBB`: its
ground."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item: parts from the left, cut when there is no room, and parts kept at the right."""

    left: Sequence[Part]
    right: Sequence[Part] = ()


class Rows(ScrollView, can_focus=True):
    """Items by number, 0 to `count` - 1, drawn by `draw(index)`; one of them is current."""

    DEFAULT_CSS = """
    Rows {
        scrollbar-size: 0 0;
        & > .rows--strong { text-style: bold; }
        & > .rows--muted { color: $muted; }
        & > .rows--faint { color: $faint; }
        & > .rows--accent { color: $primary; }
        & > .rows--good { color: $success; }
        & > .rows--current { background: $cursor-line; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--text",
        "rows--strong",
        "rows--muted",
        "rows--faint",
        "rows--accent",
        "rows--good",
        "rows--current",
    }
    ALLOW_SELECT = False

    class Chosen(Message):
        """An item was clicked on or Enter pressed."""

        def __init__(self, rows: Rows, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    def __init__(
        self,
        draw: Callable[[int], Row],
        *,
        pointed: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        """`pointed`: whether the current item is drawn as such."""
        super().__init__(id=id)
        self._draw = draw
        self._pointed = pointed
        self.count = 0
        self.current = 0

    def fill(self, count: int, current: int = 0) -> None:
        """Show `count` items, `current` the one the cursor is on."""
        self.count = count
        self.current = max(0, min(current, count - 1))
        self.virtual_size = Size(0, count)
        self._show_current()
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor `by` rows, as far as there are any."""
        self.go(self.current + by)

    def go(self, index: int) -> None:
        """Put the cursor on the item `index`."""
        index = max(0, min(index, self.count - 1))
        if index != self.current:
            self.current = index
            self._show_current()
            self.refresh()

    @property
    def page(self) -> int:
        """Rows of a page, for paging keys."""
        return max(1, self.size.height - 1)

    def choose(self) -> None:
        """What Enter does."""
        if self.count:
            self.post_message(self.Chosen(self, self.current))

    def _show_current(self) -> None:
        self.scroll_to_region(Region(0, self.current, 1, 1), animate=False, force=True)

    def on_resize(self) -> None:
        self._show_current()

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < self.count:
            self.go(index)
            self.choose()

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.size.width
        base = self.get_component_rich_style("rows--text")
        if index >= self.count:
            return Strip.blank(width, base)
        if index == self.current and self._pointed:
            base += self.get_component_rich_style("rows--current", partial=True)
        row = self._draw(index)

        def style(role: str) -> Style:
            if role.startswith("#"):
                return Style(bgcolor=role)
            return self.get_component_rich_style(f"rows--{role}", partial=True)

        def segments(parts: Sequence[Part]) -> list[Segment]:
            return [Segment(safe_display(text), base + style(role)) for text, role in parts]

        right = segments(row.right)
        taken = sum(cell_len(segment.text) for segment in right)
        room = width - 2 - taken - (taken > 0)  # a blank between them
        left: list[Segment] = []
        for segment in segments(row.left):
            text = clip(segment.text, room)
            left.append(Segment(text, segment.style))
            room -= cell_len(text)
        rest = max(0, room) + (taken > 0)
        line = [Segment(" ", base), *left, Segment(" " * rest, base), *right]
        return Strip(line).adjust_cell_length(width, base)
