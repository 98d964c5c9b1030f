"""The screen as a list of lines, and the strips they are drawn as.

A `Line` says all that a row of the screen shows. Lines that are equal look equal, so a strip is
drawn once for each, what changed is found by comparing two lists of them, and the same `Strip`
object given again keeps the escape sequences Textual made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import ControlType, Segment
from textual.filter import LineFilter
from textual.strip import Strip

from tui.app.reader.ink import Ink
from tui.app.reader.model import Model
from tui.app.reader.painting import Painter, Signs, Stretch
from tui.app.reader.panes import Panes
from tui.app.reader.sheet import VIEW, Spot
from tui.text.width import cell_len, clip

_KEPT = 2000  # strips that are remembered


class Row(NamedTuple):
    """A row of the page on the screen."""

    spot: Spot
    bounds: tuple[Stretch, ...]
    """What stands on it in each pane; None where there is no text."""


class Line(NamedTuple):
    """What a row of the screen shows; for each pane, the cursor's and the selected stretch."""

    spot: Spot | None
    cursors: tuple[Stretch, ...] = ()
    selected: tuple[Stretch, ...] = ()


class Canvas:
    """Draws one layout of one page in one set of colours."""

    def __init__(
        self,
        model: Model,
        panes: Panes,
        sides: tuple[int, ...],
        ink: Ink,
        filters: Sequence[LineFilter],
        titles: Sequence[str],
    ) -> None:
        """`sides`: those that have a pane, from left to right; `titles`: of both sides."""
        self.sides = sides
        self.panes = panes
        self.lines: list[Line] = []
        self._model = model
        self._ink = ink
        self._filters = filters
        self._titles = titles
        self._painter = Painter(model.sheet, ink, model.placing, model.edition.blocks)
        self._painter.tints = model.options.tint and len(sides) > 1
        self._focused = False
        self._x = 0
        self._rows: list[Row] = []
        self._rows_of: object = None
        self._strips: dict[Line, Strip] = {}
        self._drawn: list[Strip | None] = []
        self._head: Strip | None = None
        self._columns: list[Segment] = []
        self.update()

    # What has to be shown

    def update(self) -> list[int] | None:
        """Look at the model again: the rows of the screen that changed, None for most of them."""
        before, self.lines = self.lines, self._look()
        if len(before) == len(self.lines):
            pairs = enumerate(zip(before, self.lines, strict=True))
            changed = [row for row, (old, new) in pairs if old != new]
            if 2 * len(changed) <= len(self.lines):
                for row in changed:
                    self._drawn[row] = None
                return changed
        self._drawn = [None] * len(self.lines)
        return None

    def _look(self) -> list[Line]:
        model = self._model
        sheet = model.sheet
        here = sheet.piece_at(model.cursor)
        selection = model.selection
        rows = self._found_rows()
        nothing: list[Stretch] = [None] * len(self.sides)
        cursors: dict[int, list[Stretch]] = {}
        selected: dict[int, list[Stretch]] = {}
        for number, side in enumerate(self.sides):
            first, last = model.caret(side)
            start, end = sheet.sides[side].range(*selection) if selection else (0, 0)
            for row, (spot, bounds) in enumerate(rows):
                text = bounds[number]
                if text is None or text[0] == text[1]:
                    if spot.piece == here and spot.row == len(sheet.pieces[here].lead):
                        cursors.setdefault(row, nothing[:])[number] = (0, 0)
                    continue
                if first < text[1] and last > text[0]:
                    found = max(first, text[0]), min(last, text[1])
                    cursors.setdefault(row, nothing[:])[number] = found
                if start < text[1] and end > text[0]:
                    found = max(start, text[0]), min(end, text[1])
                    selected.setdefault(row, nothing[:])[number] = found
        lines = [Line(row.spot) for row in rows]
        for number in cursors.keys() | selected.keys():
            lines[number] = Line(
                rows[number].spot,
                tuple(cursors.get(number, nothing)),
                tuple(selected.get(number, nothing)),
            )
        return lines + [Line(None)] * (model.height - len(lines))

    def _found_rows(self) -> list[Row]:
        """The rows of the page on the screen; found again only after scrolling."""
        model, sheet = self._model, self._model.sheet
        if self._rows_of != (model.top, model.height):
            self._rows_of = model.top, model.height
            self._rows = [
                Row(spot, tuple([sheet.text_row(spot, side) for side in self.sides]))
                for spot in sheet.screenful(model.top, model.height)
            ]
        return self._rows

    # What was drawn is out of date

    def forget(self, start: int, end: int) -> list[int]:
        """Marks in a range of the edition are others: the rows of the screen to draw again."""
        sheet = self._model.sheet
        first, last = sheet.piece_at(start), sheet.piece_at(max(start, end - 1))
        for line in [line for line in self._strips if self._within(line, first, last)]:
            del self._strips[line]
        rows = [row for row, line in enumerate(self.lines) if self._within(line, first, last)]
        for row in rows:
            self._drawn[row] = None
        return rows

    @staticmethod
    def _within(line: Line, first: int, last: int) -> bool:
        return line.spot is not None and first <= line.spot.piece <= last

    def sign(self, signs: Signs) -> list[int] | None:
        """Draw other signs over the text: the rows to draw again, None for all of them."""
        before = self._painter.signs
        if signs == before:
            return []
        self._painter.signs = signs
        if before[:3] != signs[:3]:
            self._redraw()
            return None
        # A landing or two, after every key: only their rows.
        back = self._model.sheet.sides[signs.side].back
        places = [back(place) for place in {*before.landings, *signs.landings}]
        return sorted({row for place in places for row in self.forget(place, place + 1)})

    @property
    def shown_text(self) -> list[tuple[int, int]]:
        """The text on the screen in the pane of the cursor: stretches of its side's text."""
        number = self.sides.index(self._model.side)
        found: list[tuple[int, int]] = []
        for row in self._found_rows():
            bounds = row.bounds[number]
            if bounds is None or bounds[0] == bounds[1]:
                continue
            if found and found[-1][1] == bounds[0]:
                found[-1] = found[-1][0], bounds[1]
            else:
                found.append(bounds)
        return found

    def forget_all(self) -> None:
        """Everything may look different: other marks, another focus."""
        self._redraw()

    def _redraw(self) -> None:
        self._strips.clear()
        self._drawn = [None] * len(self.lines)
        self._head = None

    # Strips

    def strips(self, x: int, focused: bool) -> list[Strip]:
        """All rows, the first cell being column `x` of the terminal."""
        if (x, focused) != (self._x, self._focused) or not self._columns:
            self._x, self._focused = x, focused
            self._columns = self._column_moves()
            self._redraw()
        strips: list[Strip] = []
        if self.panes.title:
            if self._head is None:
                self._head = self._joined(self._heads())
            strips.append(self._head)
        return strips + [strip or self._strip(row) for row, strip in enumerate(self._drawn)]

    def _strip(self, row: int) -> Strip:
        """A row of the screen, from what was drawn before where that looks the same."""
        line = self.lines[row]
        if (strip := self._strips.get(line)) is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            strip = self._strips[line] = self._joined(self._parts(line))
        self._drawn[row] = strip
        return strip

    def _parts(self, line: Line) -> list[list[Segment]]:
        """The panes of a row."""
        panes = self.panes
        if line.spot is None:
            return [[Segment(" " * panes.pane, self._ink.blank)] for _ in self.sides]
        return [
            self._painter.row(
                line.spot,
                side,
                panes.text,
                panes.gutter,
                line.cursors[number] if line.cursors else None,
                line.selected[number] if line.selected else None,
                self._focused and side == self._model.side,
            )
            for number, side in enumerate(self.sides)
        ]

    def _heads(self) -> list[list[Segment]]:
        """What stands over the panes; the one with the cursor is the stronger."""
        panes, ink = self.panes, self._ink
        heads: list[list[Segment]] = []
        for side in self.sides:
            text = clip(self._titles[side == VIEW], panes.text)
            style = ink.title if side == self._model.side else ink.faint_title
            heads.append(
                [
                    Segment(" " * panes.gutter, ink.blank),
                    Segment(text, style),
                    Segment(" " * (panes.text - cell_len(text)), ink.rule),
                    Segment(" " * (panes.pane - panes.gutter - panes.text), ink.blank),
                ]
            )
        return heads

    def _joined(self, parts: list[list[Segment]]) -> Strip:
        """Panes side by side.

        The terminal is told where the second one begins and where the row ends, so that a
        character it draws wider or narrower than it should shifts nothing but its own pane.
        """
        at, blank = self.panes, self._ink.blank
        segments = self._finished([Segment(" " * at.margin, blank), *parts[0]])
        for part in parts[1:]:
            segments += self._finished([Segment(" " * at.gap, blank)])
            segments.append(self._columns[0])
            segments += self._finished(part)
        if at.rest:
            segments.append(self._columns[1])
            segments += self._finished([Segment(" " * at.rest, blank)])
        return Strip(segments, at.width)

    def _finished(self, segments: list[Segment]) -> list[Segment]:
        """As few segments as do, in the colours the application wants."""
        joined: list[Segment] = []
        for segment in segments:
            if joined and segment.style is joined[-1].style:
                joined[-1] = Segment(joined[-1].text + segment.text, segment.style)
            elif segment.text:
                joined.append(segment)
        for line_filter in self._filters:
            joined = line_filter.apply(joined, self._ink.ground)
        return joined

    def _column_moves(self) -> list[Segment]:
        """To where the second pane begins and to where the last one ends."""
        at = self.panes
        moves: list[Segment] = []
        for column in (at.margin + at.pane + at.gap, at.width - at.rest):
            terminal = self._x + column + 1
            control = [(ControlType.CURSOR_MOVE_TO_COLUMN, terminal)]
            moves.append(Segment(f"\x1b[{terminal}G", None, control))
        return moves
