"""What the reader is doing, without a screen: cursor, selection, motions, folding, first row.

The state is offsets of the edition. A motion in the converted pane goes by that pane's characters
and rows and comes back as an offset of the edition; there is one cursor, not two to keep in step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tui.app.reader import motions
from tui.app.reader import pieces as cutting
from tui.app.reader.marks import Marks, no_marks
from tui.app.reader.motions import Motion
from tui.app.reader.outline import Heading, outline
from tui.app.reader.placing import Placing
from tui.app.reader.sheet import EDITION, LEFT, VIEW, Sheet, Side, Spot
from tui.text.blocks import BlockType
from tui.text.edition import Edition
from tui.text.script import ScriptView

MEASURE = 40  # Han
_MARGIN = 3  # rows kept between the cursor and the edge of the screen
_MOST = 10_000  # times a motion is repeated at most


@dataclass(frozen=True, slots=True)
class Options:
    """How a page is laid out."""

    measure: int = MEASURE
    """Han on a row at most."""
    paragraph_gap: bool = True
    """An empty row between paragraphs."""
    row_gap: bool = False
    """An empty row between the rows of a paragraph."""
    indent: int = 0
    """Han left free before a paragraph."""
    ambiguous: int = 1
    """Cells of “ ” … — · on this terminal."""
    interlinear: bool = False
    """Rows with the names of labels below the text."""
    tint: bool = False
    """Whether characters that are others in the other pane are drawn so."""


class Place(NamedTuple):
    """Where the cursor is, for a person."""

    article: int
    block_type: BlockType
    row: int
    """Row of the screen."""
    fraction: float
    """How much of the page is before it."""
    hidden: bool
    """Whether it stands on a folded run."""


Stance = tuple[int | None, int, tuple[int, int] | None]
"""Anchor, cursor, and the range that was selected exactly; code points of the edition."""


class Model:
    """One page in one or two panes of so many cells, on a screen of `height` rows."""

    def __init__(
        self,
        edition: Edition,
        view: ScriptView | None,
        options: Options,
        marks: Marks = no_marks,
    ) -> None:
        self.edition = edition
        self._marks = marks
        self.options = options
        self.height: int = 1
        self.cursor = 0
        self.anchor: int | None = None
        self.side = EDITION
        """The side whose pane has the cursor."""
        self.top = Spot(0, 0)
        self._exact: tuple[int, int] | None = None  # a selection that was given, not moved to
        self._column: int | None = None  # where up and down want to be
        self._unfolded: set[int] = set()
        self._shown: tuple[int, ...] = (EDITION,)
        self._widths = (2, 2, 2)
        self.left: ScriptView | None = None
        """What the left pane shows; None: the edition."""
        self._blocks = cutting.line_blocks(edition.text, edition.blocks)
        self.article_starts = cutting.article_starts(self._blocks)
        self.set_view(view)

    # Layout

    def set_view(self, view: ScriptView | None) -> None:
        """Show another script in the right pane, or none; the cursor and first row stay."""
        self.set_views(view, self.left)

    def set_views(self, view: ScriptView | None, left: ScriptView | None) -> None:
        """Show other texts in both panes; `left` None: the edition."""
        first = self._first_offset() if hasattr(self, "sheet") else 0
        self.view, self.left = view, left
        self.sides = _sides(self.edition, view, left)
        if self.side != VIEW or view is None:
            self.side = self.left_side
        self._cut(first)

    @property
    def left_side(self) -> int:
        """The side that the left pane shows."""
        return EDITION if self.left is None else LEFT

    def follow(
        self, edition: Edition, view: ScriptView | None, left: ScriptView | None = None
    ) -> None:
        """Show another edition of the same source; what one looks at stays where it is."""
        if (edition.text, edition.blocks) == (self.edition.text, self.edition.blocks):
            self.edition = edition
            if view is not self.view or left is not self.left:
                self.set_views(view, left)
            return
        row = self.screen_row
        cursor, first = (self._carried(at, edition) for at in (self.cursor, self._first_offset()))
        self._unfolded = {self._carried(start, edition) for start in self._unfolded}
        self.clear_selection()
        self.edition, self.view, self.left = edition, view, left
        self._blocks = cutting.line_blocks(edition.text, edition.blocks)
        self.article_starts = cutting.article_starts(self._blocks)
        self.sides = _sides(edition, view, left)
        self._cut(first)
        self.go(self.settled(cursor), reveal=False)
        if row is not None:
            self._top_above(self.spot, row)

    def _carried(self, offset: int, edition: Edition) -> int:
        """Where the character at `offset` is in another edition of the source."""
        end = min(offset + 1, len(self.edition.text))
        found = self.edition.alignment.inverse.map_range(offset, end)
        return edition.alignment.map_range(*found)[0]

    def resize(self, height: int, shown: tuple[int, ...], width: int) -> None:
        """Lay out for a screen of `height` rows; panes of `width` cells for the sides `shown`."""
        self.height = max(1, height)
        widths = (width, width, width)
        if (shown, widths) != (self._shown, self._widths):
            self._shown, self._widths = shown, widths
            self._lay_out()
        self.reveal()

    def set_options(self, options: Options) -> None:
        """Lay out differently; the row of the cursor stays where it is."""
        if options != self.options:
            row = self.screen_row
            self.options = options
            self._cut()
            if row is not None:
                self._top_above(self.spot, row)

    def relabel(self, start: int | None = None, end: int = 0) -> None:
        """Marks in `start:end`, or anywhere, are others now; what is above the change stays."""
        first, last = 0, len(self.pieces) - 1
        if start is not None:
            first, last = self.sheet.piece_at(start), self.sheet.piece_at(max(start, end - 1))
        line, below = self.sheet.line(self.top)
        if start is None:
            self.placing.forget()
        for index in range(first, last + 1) if start is not None else ():
            self.placing.forget(index)
        if self.options.interlinear and first <= self.top.piece <= last and line >= 0:
            top = self.sheet.spot_at(self.top.piece, line)
            self.top = Spot(top.piece, min(top.row + below, self.sheet.height(top.piece) - 1))
            self._keep_full()

    def _cut(self, first: int | None = None) -> None:
        gap = self.options.paragraph_gap
        if first is None:
            first = self._first_offset() if hasattr(self, "sheet") else 0
        self.pieces = cutting.cut(self.edition.text, self._blocks, self._unfolded, gap)
        self.block_starts = [piece.start for piece in self.pieces if piece.first]
        self._lay_out(first)

    def _lay_out(self, first: int | None = None) -> None:
        """Make a new sheet with the same text at the top of the screen."""
        if first is None:
            first = self._first_offset()
        self.sheet = Sheet(
            self.pieces,
            self.sides,
            [side for side in self._shown if side < len(self.sides)] or [EDITION],
            self._widths,
            indent=2 * self.options.indent,
            ambiguous=self.options.ambiguous,
        )
        labels, row_gap = self.options.interlinear, self.options.row_gap
        self.placing = Placing(self.sheet, self._marks, labels=labels, row_gap=row_gap)
        """Where marks stand on it."""
        if labels or row_gap:
            self.sheet.below = self.placing.depths
        self._column = None
        spot = self.sheet.spot_of(first, self.side)
        self.top = spot if self.sheet.pieces[spot.piece].start < first else Spot(spot.piece, 0)
        self._keep_full()

    def _first_offset(self) -> int:
        """The first character on the screen."""
        return self.sheet.offset_at(self.top, self.side, 0)

    # Selection

    @property
    def selection(self) -> tuple[int, int] | None:
        """From the first of the characters under anchor and cursor to the end of the other."""
        if self.anchor is None:
            return None
        if self._exact is not None:
            return self._exact
        first, last = sorted((self.anchor, self.cursor))
        return first, self.after(last)

    @property
    def stance(self) -> Stance:
        """What is selected and where the cursor is, to come back to by `stand`."""
        return self.anchor, self.cursor, self._exact

    def stand(self, stance: Stance) -> None:
        """As it was at a `stance` of the same edition; the text stays where it is."""
        _, cursor, _ = stance
        self.go(cursor, reveal=False)
        self.anchor, _, self._exact = stance

    def begin_selection(self) -> None:
        """Select from the cursor on."""
        self.anchor, self._exact = self.cursor, None

    def clear_selection(self) -> None:
        """Select nothing."""
        self.anchor = self._exact = None

    def select(self, start: int, end: int, *, reveal: bool = True) -> None:
        """Select exactly a range; the cursor goes to its last character, seen or not."""
        length = len(self.edition.text)
        start = max(0, min(start, length))
        end = max(start, min(end, length))
        self.jump(max(start, end - 1), reveal=reveal)
        self.anchor = self.settled(start)
        self._exact = (start, end) if end > start else None

    def swap_ends(self) -> None:
        """The cursor to the other end of the selection."""
        if self.anchor is not None:
            self.anchor, self.cursor, self._column = self.cursor, self.anchor, None
            self.reveal()

    def after(self, offset: int) -> int:
        """Where the character at `offset` ends."""
        index = self.sheet.piece_at(offset)
        rows = self.sheet.laid(index, EDITION).rows
        start = self.pieces[index].start
        return start + rows.after(offset - start) if rows.display else start

    # Moving

    def jump(self, offset: int, *, reveal: bool = True) -> None:
        """The cursor to the character at or before `offset`; what it is folded into opens."""
        offset = max(0, min(offset, len(self.edition.text)))
        piece = self.pieces[self.sheet.piece_at(offset)]
        if piece.folded and piece.start < offset < piece.end:
            self._unfolded.add(piece.start)
            self._cut()
        self.go(self.settled(offset), reveal=reveal)

    def move(self, motion: Motion, count: int = 1) -> bool:
        """Move; False when that was not possible."""
        before = self.cursor, self.top
        motions.MOTIONS[motion](self, min(max(count, 1), _MOST))
        return before != (self.cursor, self.top)

    def go(self, offset: int, column: int | None = None, *, reveal: bool = True) -> None:
        """The cursor to a place where one may stand; up and down will aim at `column`."""
        self.cursor, self._column, self._exact = offset, column, None
        if reveal:
            self.reveal()

    def settled(self, offset: int) -> int:
        """The nearest place at or before `offset` where a cursor may stand."""
        index = self.sheet.piece_at(offset)
        piece = self.pieces[index]
        if piece.folded:
            return piece.start
        rows = self.sheet.laid(index, EDITION).rows
        last = max(0, len(rows.display) - 1)
        return piece.start + rows.stop(min(max(0, offset - piece.start), last))

    @property
    def column(self) -> int:
        """The column that up and down keep to."""
        if self._column is None:
            index = self.sheet.piece_at(self.cursor)
            if self.pieces[index].folded:
                return 0
            rows = self.sheet.laid(index, self.side).rows
            local = self.sheet.local(self.cursor, index, self.side)
            self._column = rows.column(rows.row_of(local), local)
        return self._column

    def caret(self, side: int) -> tuple[int, int]:
        """The characters of a side that show where the cursor is."""
        index = self.sheet.piece_at(self.cursor)
        start, end = self.sheet.sides[side].range(self.cursor, self.after(self.cursor))
        if start == end and not self.pieces[index].folded:
            laid = self.sheet.laid(index, side)  # nothing of it on this side: the place itself
            if laid.rows.display:
                local = self.sheet.local(self.cursor, index, side)
                return laid.start + local, laid.start + laid.rows.after(local)
        return start, end

    @property
    def caret_column(self) -> int:
        """The column the cursor is drawn at."""
        wanted, self._column = self._column, None
        column, self._column = self.column, wanted
        return column

    # Scrolling

    @property
    def margin(self) -> int:
        """Rows kept between the cursor and the edge of the screen."""
        return min(_MARGIN, (self.height - 1) // 2)

    @property
    def spot(self) -> Spot:
        """The row the cursor is on."""
        return self.sheet.spot_of(self.cursor, self.side)

    @property
    def screen_row(self) -> int | None:
        """The row of the screen the cursor is on, if it is on the screen."""
        spot = self.spot
        return None if spot < self.top else self.sheet.distance(self.top, spot, self.height - 1)

    def reveal(self) -> None:
        """Scroll as little as needed to see the cursor; when it is far, have it in the middle."""
        spot, last = self.spot, self.height - 1 - self.margin
        if spot < self.top:
            near = self.sheet.distance(spot, self.top, self.height) is not None
            self._top_above(spot, self.margin if near else self.height // 2)
            return
        rows = self.sheet.distance(self.top, spot, 2 * self.height)
        if rows is None:
            self._top_above(spot, self.height // 2)
        elif rows > last:
            self._top_above(spot, last)
        elif rows < self.margin:
            self._top_above(spot, self.margin)

    def center(self, where: str = "middle") -> None:
        """Scroll the cursor's row to the ``top``, ``middle`` or ``bottom`` of the screen."""
        rows = {"top": self.margin, "bottom": self.height - 1 - self.margin}
        self._top_above(self.spot, rows.get(where, self.height // 2))

    def scroll(self, rows: int, *, drag: bool = True) -> bool:
        """Scroll; with `drag` the cursor stays on the screen. False at either end of the page."""
        before = self.top
        self.top = self.sheet.advance(self.top, rows)[0]
        self._keep_full()
        if drag:
            first, last = self.margin, self.height - 1 - self.margin
            row = self.screen_row
            wanted = first if row is None and self.spot < self.top else last
            if row is not None:
                wanted = min(max(row, first), last)
            if row != wanted:
                spot = self.sheet.advance(self.top, wanted)[0]
                column = self.column
                self.go(self.sheet.offset_at(spot, self.side, column), column, reveal=False)
        return self.top != before

    def _top_above(self, spot: Spot, rows: int) -> None:
        self.top = self.sheet.advance(spot, -rows)[0]
        self._keep_full()

    def _keep_full(self) -> None:
        """No empty rows below the page while there is some of it above."""
        if self.sheet.advance(self.top, self.height - 1)[1] < self.height - 1:
            self.top = self.sheet.advance(self.sheet.last_spot, 1 - self.height)[0]

    # Folding

    def is_folded(self, offset: int) -> bool:
        """Whether what stands at `offset` is folded away."""
        return self.pieces[self.sheet.piece_at(offset)].folded

    def fold(self, offset: int | None = None) -> bool:
        """Fold or open the run of furniture at `offset`; False where there is none."""
        place = self.cursor if offset is None else offset
        for start, end in cutting.furniture_runs(self._blocks):
            if start <= place <= end:
                self._unfolded ^= {start}
                self._cut()
                self.go(self.settled(self.cursor))
                return True
        return False

    @property
    def unfolded(self) -> tuple[int, ...]:
        """Starts of the runs of furniture that are open."""
        return tuple(sorted(self._unfolded))

    def unfold(self, starts: Iterable[int]) -> None:
        """Open the runs of furniture that begin at `starts`, and fold the others."""
        self._unfolded = {start for start, _ in cutting.furniture_runs(self._blocks)} & {*starts}
        self._cut()
        self.go(self.settled(self.cursor))

    def fold_all(self, folded: bool) -> None:
        """Fold or open all furniture."""
        runs = () if folded else cutting.furniture_runs(self._blocks)
        self._unfolded = {start for start, _ in runs}
        self._cut()
        self.go(self.settled(self.cursor))

    # What a person is told

    def outline(self) -> list[Heading]:
        """Where a reader may want to go."""
        return outline(self.edition.text, self._blocks)

    @property
    def on_screen(self) -> tuple[int, int]:
        """The part of the edition on the screen, whole pieces' edges aside."""
        spots = self.sheet.screenful(self.top, self.height)
        start = self.sheet.offset_at(spots[0], self.side, 0)
        return start, self.after(self.sheet.offset_at(spots[-1], self.side, 10_000))

    @property
    def place(self) -> Place:
        """Where the cursor is."""
        piece = self.pieces[self.sheet.piece_at(self.cursor)]
        last = self.settled(len(self.edition.text))
        fraction = self.cursor / last if last else 1.0
        block = piece.block
        return Place(block.article, block.type, self.screen_row or 0, fraction, piece.folded)


def _sides(edition: Edition, view: ScriptView | None, left: ScriptView | None) -> list[Side]:
    """The texts of a page."""
    sides = [Side(edition.text)]
    if view is not None or left is not None:
        sides.append(Side(view.text, view.alignment) if view else sides[0])
    if left is not None:
        sides.append(Side(left.text, left.alignment))
    return sides
