"""The reader with a mouse: click, drag, wheel, double and triple click."""

from __future__ import annotations

from textual import events

from tui.app.reader.widget import PageView

_WHEEL = 3  # rows


class Reader(PageView, can_focus=True):
    """A page in two panes. What it offers is said in `tui.app.reader`."""

    _drag: int | None = None
    """Where the button went down, while it is down."""

    def _under(self, event: events.MouseEvent) -> int | None:
        """The character under the mouse; in the other pane the cursor goes there too."""
        canvas, model = self.canvas, self.model
        if canvas is None:
            return None
        panes, lines = canvas.panes, canvas.lines
        row = event.y - panes.title
        if not 0 <= row < len(lines) or (spot := lines[row].spot) is None:
            return None
        middle = panes.margin + panes.pane + panes.gap // 2
        number = 1 if panes.paired and event.x >= middle else 0
        side = canvas.sides[number]
        if side != model.side and self._drag is None:
            self.swap_pane()
        return model.sheet.offset_at(spot, side, event.x - panes.text_column(number))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there."""
        if event.button != 1 or self.canvas is None:
            return
        offset = self._under(event)
        if offset is None:
            return
        before = self.state()
        self.model.clear_selection()
        self.model.go(self.model.settled(offset), reveal=False)
        self._drag = self.model.cursor
        self.capture_mouse()
        self.changed(before)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down."""
        if self._drag is None:
            return
        before = self.state()
        if not 0 < event.y < self.size.height - 1:
            self.model.scroll(-1 if event.y <= 0 else 1, drag=False)
        offset = self._under(event)
        if offset is not None and (offset != self._drag or self.model.anchor is not None):
            self.model.anchor = self._drag
            self.model.go(self.model.settled(offset), reveal=False)
        self.changed(before)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The selection is finished."""
        if self._drag is None:
            return
        self._drag = None
        self.release_mouse()
        if (selection := self.selection) is not None:
            self.post_message(self.Picked(self, selection))

    def on_click(self, event: events.Click) -> None:
        """Twice takes the word, three times the sentence."""
        if event.chain not in (2, 3) or self.canvas is None:
            return
        from tui.text import units  # brings the segmenter

        unit = units.Unit.WORD if event.chain == 2 else units.Unit.SENTENCE
        found = units.containing(self.edition.text, self.cursor, unit)
        self.select(*found)
        self.post_message(self.Picked(self, found, event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays in the text."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays in the text."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        if self.canvas is not None and self.model.scroll(rows, drag=False):
            self.draw_changes()
        event.stop()
