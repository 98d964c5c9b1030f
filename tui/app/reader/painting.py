"""Rows of the page as segments: text under its marks, gutters, folded runs, rules.

Everything is drawn from `Rows.display`, which can steer no terminal, and never read as markup.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment

from tui.app.reader.differing import differing
from tui.app.reader.ink import Flag, Ink, Label
from tui.app.reader.marks import Kind
from tui.app.reader.pieces import GAP, RULE, Piece
from tui.app.reader.placing import Bar, Placed, Placing, outer_first
from tui.app.reader.sheet import EDITION, Sheet, Spot
from tui.language import tr
from tui.text.blocks import Block, BlockType
from tui.text.width import cell_len, clip

_LANES = 2  # bars side by side in a gutter
_DEEPEST = 3  # marks over each other that make a difference to the eye

Stretch = tuple[int, int] | None


class Signs(NamedTuple):
    """What is drawn over the text of one side for a moment, without moving it."""

    side: int = EDITION
    labels: Mapping[int, str] = {}
    """Offset → the key drawn over the character there."""
    matched: Sequence[tuple[int, int]] = ()
    """Stretches that fit what is being typed, by place."""
    landings: Sequence[int] = ()
    """Where the next motions would land."""


class Painter:
    """Draws rows of one sheet."""

    def __init__(self, sheet: Sheet, ink: Ink, placing: Placing, blocks: Sequence[Block]) -> None:
        self.sheet = sheet
        self.ink = ink
        self._placing = placing
        self._inline = [block for block in blocks if block.inline]
        self._inlined: dict[tuple[int, int], list[tuple[int, int, BlockType]]] = {}
        self.signs = Signs()
        self.tints = False
        """Whether characters that are others in the other pane are drawn so."""

    def row(
        self,
        spot: Spot,
        side: int,
        width: int,
        gutter: int,
        cursor: Stretch,
        selected: Stretch,
        focused: bool,
    ) -> list[Segment]:
        """A row of a pane: gutter, then `width` cells of text and one to spare.

        `cursor` and `selected` are stretches of the side's text; an empty cursor stands on a row
        that has none.
        """
        piece = self.sheet.pieces[spot.piece]
        line, below = self.sheet.line(spot)
        if line < 0:
            return self._lead(piece, piece.lead[spot.row], width, gutter)
        if below:
            return self._labels(spot.piece, side, line, below - 1, width, gutter)
        if piece.folded:
            return self._fold(piece, width, gutter, cursor is not None and focused)
        bounds = self.sheet.text_row(spot, side)
        if bounds is None:
            return [Segment(" " * (gutter + width + 1), self.ink.blank)]
        return self._text(spot.piece, line, side, bounds, width, gutter, cursor, selected, focused)

    # Rows without text

    def _lead(self, piece: Piece, kind: str, width: int, gutter: int) -> list[Segment]:
        blank = self.ink.blank
        if kind == GAP:
            return [Segment(" " * (gutter + width + 1), blank)]
        assert kind == RULE
        number = str(piece.block.article)
        return [
            Segment(" " * gutter, blank),
            Segment(number + " ", self.ink.muted),
            Segment(" " * max(0, width - len(number) - 1), self.ink.rule),
            Segment(" ", blank),
        ]

    def _fold(self, piece: Piece, width: int, gutter: int, cursor: bool) -> list[Segment]:
        lines = tr("{blocks} lines, ", blocks=piece.blocks) if piece.blocks > 1 else ""
        drawn = clip(
            tr(
                "▸ {type}  {lines}{end:,} chars",
                type=tr(piece.block.type),
                lines=lines,
                end=piece.end - piece.start,
            ),
            width,
        )
        style = self.ink.folded_cursor if cursor else self.ink.folded
        used = cell_len(drawn)
        return [
            Segment(" " * gutter, self.ink.blank),
            Segment(drawn, style),
            Segment(" " * (width - used), self.ink.folded),
            Segment(" ", self.ink.blank),
        ]

    def _labels(
        self, index: int, side: int, line: int, lane: int, width: int, gutter: int
    ) -> list[Segment]:
        """A row of labels below a row of text: a bar below each mark, with its name."""
        blank, at = self.ink.blank, 0
        segments = [Segment(" " * gutter, blank)]
        lanes = self._placing.lanes(index, side)
        bars = lanes[line][lane] if line < len(lanes) and lane < len(lanes[line]) else ()
        for bar in bars:
            segments.append(Segment(" " * (bar.start - at), blank))
            segments.append(Segment(_named(bar, self.ink.mono), self.ink.bar(bar.label)))
            at = bar.end
        segments.append(Segment(" " * (width + 1 - at), blank))
        return segments

    # Rows of text

    def _text(
        self,
        index: int,
        line: int,
        side: int,
        bounds: tuple[int, int],
        width: int,
        gutter: int,
        cursor: Stretch,
        selected: Stretch,
        focused: bool,
    ) -> list[Segment]:
        start, end = bounds
        laid = self.sheet.laid(index, side)
        rows = laid.rows
        block = self.sheet.pieces[index].block.type
        placed = self._placing.rows(index, side)[line]
        flags: list[tuple[int, int, Flag]] = []
        if selected is not None:
            flags.append((*selected, Flag.SELECTED))
        if cursor is not None:
            flags.append((*cursor, Flag.CURSOR if focused else Flag.MIRROR))
        local = start - laid.start
        drawn = rows.display[local : end - laid.start]
        found = self.sheet.sides[side].text[start:end]
        if drawn != found:
            flags += (
                (start + i, start + i + 1, Flag.STAND_IN)
                for i, pair in enumerate(zip(drawn, found, strict=True))
                if pair[0] != pair[1] and rows.cells[local + i] != rows.cells[local + i + 1]
            )
        if self.tints:
            flags += ((a, b, Flag.DIFFERENT) for a, b in differing(self.sheet, side, start, end))
        signs = self.signs
        over_it: dict[int, str] = {}
        if signs.side == side and (signs.labels or signs.matched or signs.landings):
            first = bisect_left(signs.matched, (start, start))
            for a, b in signs.matched[max(0, first - 1) :]:
                if a >= end:
                    break
                flags.append((a, b, Flag.MATCHED))
            for at in range(start, end):
                if at in signs.labels:
                    over_it[at] = signs.labels[at]
                    flags.append((at, rows.after(at - laid.start) + laid.start, Flag.KEY))
            flags += ((at, at + 1, Flag.LANDING) for at in signs.landings if start <= at < end)
        inline = [i for i in self._inline_of(index, side) if i[0] < end and i[1] > start]
        segments = self._gutter(placed, gutter)
        if line == 0 and rows.indent:
            segments.append(Segment(" " * rows.indent, self.ink.blank))
        cuts = {start, end}
        for a, b, _ in (*placed, *flags, *inline):
            cuts.update((max(a, start), min(b, end)))
        edges = sorted(cut for cut in cuts if start <= cut <= end)
        over: list[Placed] = []  # the marks over the stretch, outermost first
        coming = iter(sorted(placed))  # by start
        following = next(coming, None)
        for a, b in pairwise(edges):
            while following is not None and following.start <= a:
                over.append(following)
                following = next(coming, None)
            over = [mark for mark in over if mark.end > a]
            over.sort(key=outer_first)
            state = 0
            for x, y, flag in flags:
                if x < b and y > a:
                    state |= flag
            kind = next((t for x, y, t in inline if x < b and y > a), block)
            labels = tuple([mark.label for mark in over[-_DEEPEST:]])
            shown = drawn[a - start : b - start]
            if a in over_it:
                shown = over_it[a].ljust(rows.cells[b - laid.start] - rows.cells[a - laid.start])
            segments.append(Segment(shown, self.ink.style(kind, labels, state)))
        used = rows.cells[end - laid.start] - rows.cells[local] + (0 if line else rows.indent)
        rest = width + 1 - used
        if cursor is not None and cursor[0] == cursor[1] and rest > 0:
            flag = Flag.CURSOR if focused else Flag.MIRROR
            segments.append(Segment(" ", self.ink.style(block, (), flag)))
            rest -= 1
        if rest > 0:
            segments.append(Segment(" " * rest, self.ink.blank))
        return segments

    def _gutter(self, placed: Sequence[Placed], gutter: int) -> list[Segment]:
        """A bar for the longest marks of the row, the outer one to the left."""
        lanes = min(_LANES, gutter - 1)
        bars: list[Label] = []
        for mark in placed:
            if mark.label[1] in (Kind.SPAN, Kind.LAYER) and mark.label not in bars:
                bars.append(mark.label)
        bars = bars[:lanes]
        blank = self.ink.blank
        return [
            Segment(" " * (lanes - len(bars)), blank),
            *(Segment(self.ink.bar_text, self.ink.bar(label)) for label in bars),
            Segment(" " * (gutter - lanes - 1), blank),
            self._sign(placed),
        ]

    def _sign(self, placed: Sequence[Placed]) -> Segment:
        """The last cell of the gutter: whether something was changed here, or is to be decided."""
        looks = {mark.label[0] for mark in placed if mark.label[1] is Kind.EDIT}
        if "proposed" in looks:
            return Segment("?", self.ink.proposed)
        return Segment("~", self.ink.changed) if looks else Segment(" ", self.ink.blank)

    def _inline_of(self, index: int, side: int) -> list[tuple[int, int, BlockType]]:
        """The inline blocks of a piece on a side: a byline that opens a paragraph."""
        if not self._inline:
            return []
        key = (index, side)
        if (placed := self._inlined.get(key)) is None:
            piece = self.sheet.pieces[index]
            to_side = self.sheet.sides[side].range
            first = bisect_left(self._inline, piece.start, key=lambda block: block.start)
            last = bisect_left(self._inline, piece.end, key=lambda block: block.start)
            inside = self._inline[first:last]
            placed = [(*to_side(block.start, block.end), block.type) for block in inside]
            self._inlined[key] = placed
        return placed


def _named(bar: Bar, mono: bool) -> str:
    """A bar with the name of its label, which is ASCII, as much of it as there is room for."""
    name, kind = bar.label
    room = bar.end - bar.start
    text = f"{'<' * bar.begun}{name}{'?' * (kind is Kind.SUGGESTION)}"
    end = ">" * (bar.goes_on and room > 1)
    if mono and room > 2:  # nothing but its edges shows how far it goes
        return f"[{text[: room - 2]:-<{room - 2}}{end or ']'}"
    return f"{text[: room - len(end)]:<{room - len(end)}}{end}"
