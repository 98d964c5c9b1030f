"""A row of a concordance: the words in one column, what stands beside them left and right."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tui.app.widgets.rows import Part
from tui.text.width import cell_len, cell_offsets, clip, safe_display

_GAP = 2  # cells between columns


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column of a row."""

    left: int
    node: int
    right: int
    tag: int
    page: int

    @classmethod
    def of(cls, width: int, node: int, tag: int, page: int) -> Columns:
        """Of a row of `width` cells: the words take what they need up to a third, the contexts,
        which are what one reads, the most of the rest."""
        tag, page = min(tag, max(4, width // 8)), min(page, max(8, width // 6))
        node = min(node, width // 3)
        rest = max(0, width - node - tag - page - 2 * _GAP - 4)  # a blank at each edge
        return cls(rest // 2, node, rest - rest // 2, tag, page)


def kwic(
    columns: Columns,
    contexts: tuple[str, str, str],
    tag: Part,
    page: Part,
    ambiguous: int = 1,
) -> list[Part]:
    """The parts of a row, each as wide as its column, whatever the width of its characters.

    `ambiguous`: cells of “ ” … — · on this terminal.
    """
    left, node, right = contexts
    gap = " " * _GAP
    return [
        (_end(left, columns.left, ambiguous), "muted"),
        (" " + _start(node.replace("\n", ""), columns.node, ambiguous) + " ", "strong"),
        (_cut(right, columns.right, ambiguous), "muted"),
        (gap, "text"),
        (_start(tag[0], columns.tag, ambiguous), tag[1]),
        (gap, "text"),
        (_start(page[0], columns.page, ambiguous), page[1]),
    ]


def _start(text: str, cells: int, ambiguous: int) -> str:
    """The beginning of `text`, in exactly so many cells."""
    shown = clip(text, cells, ambiguous)
    return shown + " " * (cells - cell_len(shown, ambiguous))


def _cut(text: str, cells: int, ambiguous: int) -> str:
    """As `_start`, without saying that it goes on: a context always does."""
    display = safe_display(text)
    offsets = cell_offsets(display, ambiguous)
    last = bisect_right(offsets, cells) - 1
    return display[:last] + " " * (cells - offsets[last])


def _end(text: str, cells: int, ambiguous: int) -> str:
    """The end of `text`, in exactly so many cells."""
    display = safe_display(text)
    offsets = cell_offsets(display, ambiguous)
    first = next((n for n, at in enumerate(offsets) if offsets[-1] - at <= cells), len(display))
    return " " * (cells - (offsets[-1] - offsets[first])) + display[first:]
