"""Where the panes stand on a screen of so many cells."""

from __future__ import annotations

from typing import NamedTuple

PAIRED_FROM = 100  # columns: below that one pane, or the lines become too short to read
_SPARE = 1  # cells after a row, for a blank that hangs over
_WIDEST_GAP = 6


class Panes(NamedTuple):
    """Columns of a row: margin, gutter, text, and once more for a second pane."""

    width: int
    margin: int
    gutter: int
    text: int
    """Cells of text on a row, the same in both panes."""
    gap: int
    """Cells between the panes."""
    paired: bool
    title: bool
    """Whether there is room for a row that names the panes."""

    @property
    def pane(self) -> int:
        """Cells of a pane, gutter and spare cell included."""
        return self.gutter + self.text + _SPARE

    def text_column(self, number: int) -> int:
        """Where the text of the first or second pane begins."""
        return self.margin + self.gutter + number * (self.pane + self.gap)

    @property
    def rest(self) -> int:
        """Cells to the right of the last pane."""
        return self.width - self.margin - self.pane - self.paired * (self.gap + self.pane)


def arrange(width: int, height: int, measure: int, two: bool) -> Panes:
    """Panes for a widget of this size, rows of `measure` Han at most, centred."""
    paired = two and width >= PAIRED_FROM
    gutter = 3 if width >= 40 else 2
    share = width // 2 if paired else width
    text = max(2, min(2 * measure, share - gutter - _SPARE)) // 2 * 2
    free = max(0, width - (1 + paired) * (gutter + text + _SPARE))
    gap = min(_WIDEST_GAP, free // 3) if paired else 0
    margin = (free - gap) // 2
    return Panes(width, margin, gutter, text, gap, paired, height >= 10)
