"""Where marks stand on the rows of a sheet: on the text, and as bars on rows of labels below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from tui.app.reader.ink import Label
from tui.app.reader.marks import Kind, Mark, Marks
from tui.app.reader.sheet import EDITION, Sheet

_LANES = 8  # rows of labels below a row of text at most
_LABELLED = (Kind.SPAN, Kind.LAYER, Kind.SUGGESTION)


class Placed(NamedTuple):
    """A mark in the offsets of a side."""

    start: int
    end: int
    label: Label


class Bar(NamedTuple):
    """A mark below a row of text. Cells count from the row's first."""

    start: int
    end: int
    label: Label
    begun: bool
    """Whether it began on a row before."""
    goes_on: bool
    """Whether it goes on on the next row."""


Lanes = Sequence[Sequence[Bar]]
"""The bars below a row of text, by rows of labels; none overlap on one, each from the left."""


def outer_first(mark: Placed) -> tuple[int, int, Label]:
    """Sorts marks: the longest first, so that inner ones are drawn over them."""
    return mark.start - mark.end, mark.start, mark.label


class Placing:
    """The marks of a sheet. What was asked of `marks` is kept until it is told to forget."""

    def __init__(
        self, sheet: Sheet, marks: Marks, *, labels: bool = True, row_gap: bool = False
    ) -> None:
        """`labels`: whether their names stand on rows below the text; `row_gap`: an empty one."""
        self._sheet = sheet
        self._marks = marks
        self._labels = labels
        self._row_gap = row_gap
        self._found: dict[int, Sequence[Mark]] = {}
        self._placed: dict[tuple[int, int], list[list[Placed]]] = {}
        self._lanes: dict[tuple[int, int], list[Lanes]] = {}
        self._depths: dict[int, Sequence[int]] = {}

    def forget(self, index: int | None = None) -> None:
        """Ask again for the marks of a piece, or of all."""
        if index is None:
            self._found.clear()
            self._placed.clear()
            self._lanes.clear()
            self._depths.clear()
            return
        self._found.pop(index, None)
        self._depths.pop(index, None)
        for side in range(len(self._sheet.sides)):
            self._placed.pop((index, side), None)
            self._lanes.pop((index, side), None)

    def rows(self, index: int, side: int) -> Sequence[Sequence[Placed]]:
        """The marks on each row of a piece, the longest first."""
        key = (index, side)
        if (by_row := self._placed.get(key)) is None:
            piece = self._sheet.pieces[index]
            if (found := self._found.get(index)) is None:
                found = self._found[index] = list(self._marks(piece.start, piece.end))
            to_side = self._sheet.sides[side].range
            start, rows = self._sheet.laid(index, side)
            by_row = self._placed[key] = [[] for _ in range(len(rows))]
            placed = [
                Placed(*to_side(m.start, m.end), (m.label, m.kind))
                for m in found
                if side == EDITION or m.kind is not Kind.EDIT
            ]
            for mark in sorted(placed, key=outer_first):
                first = rows.row_of(max(0, mark.start - start))
                last = rows.row_of(max(0, min(mark.end - start, len(rows.display)) - 1))
                for row in range(first, last + 1):
                    by_row[row].append(mark)
        return by_row

    def lanes(self, index: int, side: int) -> Sequence[Lanes]:
        """The rows of labels below each row of a piece, the innermost marks next to the text."""
        key = (index, side)
        if (found := self._lanes.get(key)) is None:
            placed = self.rows(index, side)
            found = self._lanes[key] = [
                _lanes(self._bars(index, side, row, marks)) if marks and self._labels else ()
                for row, marks in enumerate(placed)
            ]
        return found

    def depths(self, index: int) -> Sequence[int]:
        """Rows below each row of text of a piece: labels of the fuller pane, and the gap."""
        if (depths := self._depths.get(index)) is None:
            by_side = [map(len, self.lanes(index, side)) for side in self._sheet.shown]
            depths = [max(both) + self._row_gap for both in zip_longest(*by_side, fillvalue=0)]
            if depths:
                depths[-1] -= self._row_gap  # the gap of paragraphs comes there
            self._depths[index] = depths
        return depths

    def _bars(self, index: int, side: int, row: int, marks: Sequence[Placed]) -> list[Bar]:
        laid = self._sheet.laid(index, side)
        rows = laid.rows
        start, end = rows.bounds(row)
        before = rows.cells[start] - (0 if row else rows.indent)
        bars = []
        for mark in marks:
            first, last = max(mark.start - laid.start, start), min(mark.end - laid.start, end)
            if mark.label[1] in _LABELLED and first < last:
                bars.append(
                    Bar(
                        rows.cells[first] - before,
                        rows.cells[last] - before,
                        mark.label,
                        mark.start - laid.start < start,
                        mark.end - laid.start > end,
                    )
                )
        return bars


def _lanes(bars: list[Bar]) -> Lanes:
    """Each bar on the first row where there is room, the shortest first."""
    lanes: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: (bar.end - bar.start, bar.start)):
        for lane in lanes:
            if all(bar.end <= other.start or other.end <= bar.start for other in lane):
                lane.append(bar)
                break
        else:
            if len(lanes) < _LANES:
                lanes.append([bar])
    return [sorted(lane) for lane in lanes]
