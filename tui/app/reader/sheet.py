"""The page laid out: rows that lock the two panes, and the way between rows and offsets.

A piece takes as many rows in both panes as it needs in the longer one, so a single place, a `Spot`,
says where both are. Places are a piece and a row of it, not a row of the page: the page is never
counted, and what is far from the screen is never wrapped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.app.reader.pieces import Piece, piece_at
from tui.text.alignment import Alignment
from tui.text.blocks import BlockType
from tui.text.layout import Rows, wrap

EDITION, VIEW, LEFT = 0, 1, 2
"""The sides of a page: the edition, by which all places go; the text of the right pane; and that
of the left one where it is not the edition."""

_KEPT = 1024  # pieces whose rows are remembered


class Side(NamedTuple):
    """One of the two texts; offsets of a side are code points of its own text."""

    text: str
    alignment: Alignment | None = None
    """Edition → this text; None for the edition itself."""

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Where `edition.text[start:end]` stands here."""
        return self.alignment.map_range(start, end) if self.alignment else (start, end)

    def bounds(self, piece: Piece) -> tuple[int, int]:
        """Where a piece stands here. The pieces of a block tile it."""
        if self.alignment is None:
            return piece.start, piece.end
        place = self.alignment.first if piece.first else self.alignment.last
        start = place(piece.start)
        return start, max(start, self.alignment.last(piece.end))

    def back(self, offset: int) -> int:
        """The edition's code point that is shown here at `offset`."""
        if self.alignment is None:
            return offset
        if offset >= self.alignment.b_length:
            return self.alignment.a_length
        return self.alignment.inverse.map_range(offset, offset + 1)[0]


class Spot(NamedTuple):
    """A row of the page: row `row` of piece `piece`, its lead included."""

    piece: int
    row: int


class Laid(NamedTuple):
    """A piece of one side in rows, from `start` of that side's text."""

    start: int
    rows: Rows


class Sheet:
    """A page at given widths. Rows are made when first asked for."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        sides: Sequence[Side],
        shown: Sequence[int],
        widths: Sequence[int],
        *,
        indent: int = 0,
        ambiguous: int = 1,
    ) -> None:
        """`shown`: the sides that have a pane; `widths`: cells of text on each side's rows;
        `indent`: cells before the first row of a body paragraph."""
        self.pieces = pieces
        self.sides = sides
        self.shown = shown
        self._widths = widths
        self._indent = indent
        self._ambiguous = ambiguous
        self.below: Callable[[int], Sequence[int]] | None = None
        """Asked for the rows of labels below each row of text of a piece; None: there are none."""
        self._starts = [piece.start for piece in pieces]
        self._laid: dict[tuple[int, int], Laid] = {}

    def piece_at(self, offset: int) -> int:
        """Index of the piece that holds an offset of the edition."""
        return piece_at(self._starts, offset)

    def laid(self, index: int, side: int) -> Laid:
        """The rows of a piece on a side."""
        key = (index, side)
        if (laid := self._laid.get(key)) is None:
            if len(self._laid) >= 2 * _KEPT:
                for old in list(self._laid)[:_KEPT]:
                    del self._laid[old]
            piece = self.pieces[index]
            start, end = self.sides[side].bounds(piece)
            indent = self._indent if piece.first and piece.block.type is BlockType.BODY else 0
            text = self.sides[side].text[start:end]
            width = self._widths[side]
            laid = Laid(start, wrap(text, width, indent=indent, ambiguous=self._ambiguous))
            self._laid[key] = laid
        return laid

    def height(self, index: int) -> int:
        """Rows of a piece in every pane, its lead included."""
        piece = self.pieces[index]
        if piece.folded:
            return len(piece.lead) + 1
        rows = max([len(self.laid(index, side).rows) for side in self.shown])
        return len(piece.lead) + rows + (sum(self.below(index)) if self.below else 0)

    def line(self, spot: Spot) -> tuple[int, int]:
        """Which row of text of its piece a row is, and which of the rows of labels below that.

        The first is negative on the lead, the second 0 on the text itself.
        """
        row = spot.row - len(self.pieces[spot.piece].lead)
        if row < 0 or self.below is None or self.pieces[spot.piece].folded:
            return row, 0
        line = -1
        for line, depth in enumerate(self.below(spot.piece)):
            if row <= depth:
                return line, row
            row -= depth + 1
        return line + 1, row

    def spot_at(self, index: int, line: int) -> Spot:
        """The row of a piece's row of text number `line`."""
        lead = len(self.pieces[index].lead)
        if self.below is None or self.pieces[index].folded:
            return Spot(index, lead + line)
        return Spot(index, lead + line + sum(self.below(index)[:line]))

    # Between offsets and rows

    def spot_of(self, offset: int, side: int) -> Spot:
        """The row on which an offset of the edition is shown on a side."""
        index = self.piece_at(offset)
        piece = self.pieces[index]
        if piece.folded:
            return Spot(index, len(piece.lead))
        laid = self.laid(index, side)
        return self.spot_at(index, laid.rows.row_of(self.local(offset, index, side)))

    def local(self, offset: int, index: int, side: int) -> int:
        """Where an offset of the edition stands in the rows of its piece on a side."""
        laid = self.laid(index, side)
        place = self.sides[side].range(offset, min(offset + 1, self.pieces[index].end))[0]
        return laid.rows.stop(min(place - laid.start, max(0, len(laid.rows.display) - 1)))

    def text_row(self, spot: Spot, side: int) -> tuple[int, int] | None:
        """The stretch of a side's text on a row; None where there is no text of that side."""
        row, below = self.line(spot)
        if row < 0 or below or self.pieces[spot.piece].folded:
            return None
        laid = self.laid(spot.piece, side)
        if row >= len(laid.rows):
            return None
        start, end = laid.rows.bounds(row)
        return laid.start + start, laid.start + end

    def offset_at(self, spot: Spot, side: int, column: int) -> int:
        """The edition's offset shown at a column of a row, or nearest to it in its piece."""
        piece = self.pieces[spot.piece]
        if piece.folded:
            return piece.start
        laid = self.laid(spot.piece, side)
        row = min(max(0, self.line(spot)[0]), len(laid.rows) - 1)
        if not laid.rows.display:
            return piece.start
        return self.back(spot.piece, side, laid.rows.at(row, column))

    def back(self, index: int, side: int, local: int) -> int:
        """The edition's offset of a place in the rows of a piece, where a cursor may stand."""
        piece = self.pieces[index]
        offset = self.sides[side].back(self.laid(index, side).start + local)
        rows = self.laid(index, EDITION).rows
        last = rows.stop(max(0, len(rows.display) - 1))
        return piece.start + min(rows.stop(offset - piece.start), last)

    # Between rows

    def advance(self, spot: Spot, count: int) -> tuple[Spot, int]:
        """The row `count` rows further down (up where negative), and how many rows that was."""
        index, row = spot
        wanted = count
        if count < 0:
            while row + count < 0:
                if index == 0:
                    return Spot(0, 0), wanted - count - row
                count += row + 1
                index -= 1
                row = self.height(index) - 1
            return Spot(index, row + count), wanted
        while row + count >= (height := self.height(index)):
            if index == len(self.pieces) - 1:
                return Spot(index, height - 1), wanted - (row + count - height + 1)
            count -= height - row
            index += 1
            row = 0
        return Spot(index, row + count), wanted

    def distance(self, start: Spot, end: Spot, limit: int) -> int | None:
        """Rows from `start` down to `end`, which is not above it; None beyond `limit`."""
        if end.piece - start.piece > limit:
            return None
        rows = end.row - start.row
        for index in range(start.piece, end.piece):
            rows += self.height(index)
            if rows - end.row > limit:
                return None
        return rows if rows <= limit else None

    @property
    def last_spot(self) -> Spot:
        """The last row of the page."""
        index = len(self.pieces) - 1
        return Spot(index, self.height(index) - 1)

    def screenful(self, top: Spot, height: int) -> list[Spot]:
        """The rows of the page from `top`, at most `height`."""
        spots: list[Spot] = []
        index, row = top
        while len(spots) < height and index < len(self.pieces):
            rows = range(row, min(self.height(index), row + height - len(spots)))
            spots += [Spot(index, number) for number in rows]
            index, row = index + 1, 0
        return spots
